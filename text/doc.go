// Package text is language over plain strings: sentences, tokens, stems, folding, keys, similarity. What is of one
// language is handed in as a [Language]; package lang has those. It knows nothing of articles or entities. Offsets are
// UTF-8 byte offsets, always on rune boundaries.
package text
