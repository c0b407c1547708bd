// Package wording says what Sitrep knows in words, once for every medium: how a development stands, a figure, an
// origin, an office, a count, a moment. What it returns is one line of plain text, in the language of its [Words]. A
// medium owns the rest: it lays the line out and escapes it, because names and figures in it come from articles.
//
// Nothing here chooses or adds up: that has been done when a value gets here.
package wording
