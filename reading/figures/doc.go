// Package figures reads how many of what an article tells: numbers with what they count, where, when and by whose
// count.
//
// [Find] is a pure function of an article's body and of what was found in it before: sentences, and the mentions of
// entities. All spans are byte offsets into the body, on rune boundaries.
package figures
