// Package text is language over plain strings: sentences, tokens, stems, folding, keys, similarity, language id.
// It knows nothing of articles or entities. Offsets are UTF-8 byte offsets, always on rune boundaries.
package text
