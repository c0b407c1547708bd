package message

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// UTF16Len is the length of s in UTF-16 code units, which is how Discord's clients count. Where its servers count code
// points instead, this is the stricter count.
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// mostBytes is how many bytes of UTF-8 one UTF-16 unit is at most, rounded up: a code point of three bytes is one unit.
const mostBytes = 4

// cutAt returns the longest prefix of s, in bytes, for which fits holds, and that ends between two grapheme clusters:
// behind a space if there is one in its second half. It is 0 if not even one cluster fits. fits must hold for every
// prefix of a prefix for which it holds, and for none of more than limit UTF-16 units: what lies beyond is not looked
// at.
func cutAt(s string, limit int, fits func(prefix string) bool) int {
	seen := window(s, limit)
	var ends []int
	for rest, state, at := seen, -1, 0; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(cluster)
		ends = append(ends, at)
	}
	end := longest(s, ends, fits)
	if end == len(s) {
		return end
	}
	if space := strings.LastIndexByte(s[:end], ' '); space > end/2 {
		return space + 1
	}
	return end
}

// cutAnywhere is cutAt for a grapheme cluster that is longer than a page: it cuts between code points.
func cutAnywhere(s string, limit int, fits func(prefix string) bool) int {
	var ends []int
	for at, r := range window(s, limit) {
		ends = append(ends, at+utf8.RuneLen(r))
	}
	return longest(s, ends, fits)
}

// window is as much of s as can have limit UTF-16 units, and a little more.
func window(s string, limit int) string {
	end := min(len(s), mostBytes*limit)
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end++
	}
	return s[:end]
}

// longest returns the last of the ends, which rise, for which the prefix fits; 0 if none does.
func longest(s string, ends []int, fits func(prefix string) bool) int {
	n := sort.Search(len(ends), func(i int) bool { return !fits(s[:ends[i]]) })
	if n == 0 {
		return 0
	}
	return ends[n-1]
}

// Shorten returns s, or a prefix of it and an ellipsis, in at most limit UTF-16 units. It is for labels, which have no
// next page; what they stand for is shown whole elsewhere.
func Shorten(s string, limit int) string {
	if len(s) <= mostBytes*limit && UTF16Len(s) <= limit {
		return s
	}
	cut := cutAt(s, limit, func(p string) bool { return UTF16Len(p) <= limit-1 })
	return strings.TrimRight(s[:cut], " ") + "…"
}

// width is how many columns s takes on a terminal.
func width(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return uniseg.StringWidth(s)
		}
	}
	return len(s)
}
