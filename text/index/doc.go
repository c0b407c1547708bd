// Package index says which words full-text search compares, in every script: [Words] of a text, [Parse] of what
// somebody
// typed, [Match] of the places in a text that a search found.
//
// A word is folded (see text.Fold) and brought to its stem by its script alone, since nobody knows the language of a
// search: English suffixes off Latin words, Russian and Ukrainian ones off Cyrillic, articles and endings off Arabic,
// prefixed particles off Hebrew. Apostrophes of every kind vanish (Sana'a, Слов'янськ). Where words are not spaced
// (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese), each two characters that stand together are a word. What
// comes
// out is letters and digits only, so that any database can hold it as it is.
package index
