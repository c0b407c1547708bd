// Package statements reads who says what in an article, in which words and on whose authority.
//
// [Find] finds attributions: a cue ("said", "according to"), its source and what is said. It is a pure function of an
// article's body and of what was found in it before: sentences, and the mentions of entities. All spans are byte
// offsets into the body, on rune boundaries.
package statements
