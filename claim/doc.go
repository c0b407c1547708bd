// Package claim reads what an article claims: statements (who says what, in which words, on whose authority) and
// figures (how many of what, where, by whose count).
//
// [Statements] finds attributions; [Figures] finds numbers with their scope. Both are pure functions of an article's
// body and of what was found in it before: sentences, and the mentions of entities. All spans are byte offsets into the
// body, on rune boundaries.
package claim
