// Package picture draws what is looked at rather than read: a [Map] of a digest's events, and a [Plot] of what each
// giver of a toll said when. Values go in and the bytes of a PNG come out, the same bytes for the same values; each has
// an account of itself in words, too, for whoever cannot see it. The package knows nothing of where values come from.
//
// Coasts and borders are Natural Earth's at 1:10m (public domain), by way of the npm package world-atlas, corrected to
// what the United Nations recognise; what is contested is drawn broken, and no country is coloured. Towns are GeoNames'
// (CC BY 4.0). Both are packed by `go run ./cmd/train borders`. The letters are Noto Sans (SIL Open Font License).
package picture
