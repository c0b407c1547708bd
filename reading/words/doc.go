// Package words splits an article's body into words, tells of each its class (a coarse part of speech) and whether it
// is quoted, and looks words up in sets of words and phrases. Statements and figures are read from them.
package words
