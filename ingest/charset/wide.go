package charset

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// The charsets whose ASCII characters have several bytes.
var (
	utf16LE = Charset{Width: 2, encoding: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	utf16BE = Charset{Width: 2, encoding: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	utf32LE = Charset{Width: 4, encoding: utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)}
	utf32BE = Charset{Width: 4, encoding: utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)}
)

// marked recognises UTF-32 and UTF-16 by their byte order mark, or by how a document that begins with markup or a JSON
// object looks in them (XML 1.0 appendix F).
func marked(data []byte) (Charset, bool) {
	for _, c := range []struct {
		prefix  string
		charset Charset
		isMark  bool
	}{
		{"\xff\xfe\x00\x00", utf32LE, true},
		{"\x00\x00\xfe\xff", utf32BE, true},
		{"\xff\xfe", utf16LE, true},
		{"\xfe\xff", utf16BE, true},
		{"<\x00\x00\x00", utf32LE, false},
		{"\x00\x00\x00<", utf32BE, false},
		{"<\x00", utf16LE, false},
		{"\x00<", utf16BE, false},
		{"{\x00", utf16LE, false},
		{"\x00{", utf16BE, false},
	} {
		if bytes.HasPrefix(data, []byte(c.prefix)) {
			if c.isMark {
				c.charset.mark = len(c.prefix)
			}
			return c.charset, true
		}
	}
	return Charset{}, false
}

// zeros is where the zero bytes of a document's beginning stand.
type zeros struct {
	head  []byte // a multiple of four bytes
	count [4]int // by place in a group of four
	latin [2]bool
}

// countZeros fills in zeros: latin says for each place in a pair that a printable ASCII character stands beside every
// zero there.
func countZeros(head []byte) zeros {
	z := zeros{head: head, latin: [2]bool{true, true}}
	for i, b := range head {
		if b != 0 {
			continue
		}
		z.count[i%4]++
		if c := head[i^1]; c < ' ' && !isBlank(rune(c)) || c > '~' {
			z.latin[i%2] = false
		}
	}
	return z
}

// wide recognises UTF-32 and UTF-16 without a mark by where the zero bytes stand: text of any script holds enough ASCII
// (spaces, line ends, tags) to show.
func wide(data []byte) (Charset, bool) {
	z := countZeros(data[:min(len(data), prescan)&^3])
	quads := len(z.head) / 4
	if quads == 0 {
		return Charset{}, false
	}
	odd, even := z.count[1]+z.count[3], z.count[0]+z.count[2]
	const tenth = 10 // of the characters, at least, are ASCII
	switch {
	case z.count[2] == quads && z.count[3] == quads && z.count[0] < quads && plausible32(z.head, binary.LittleEndian):
		return utf32LE, true
	case z.count[0] == quads && z.count[1] == quads && z.count[3] < quads && plausible32(z.head, binary.BigEndian):
		return utf32BE, true
	case even == 0 && z.latin[1] && odd*tenth >= quads*2:
		return utf16LE, true
	case odd == 0 && z.latin[0] && even*tenth >= quads*2:
		return utf16BE, true
	}
	return Charset{}, false
}

func plausible32(head []byte, order binary.ByteOrder) bool {
	for ; len(head) >= 4; head = head[4:] {
		if r := order.Uint32(head); r > utf8.MaxRune || r < 0x20 && !isBlank(rune(r)) {
			return false
		}
	}
	return true
}

// isBlank reports whether r is a control character that texts have.
func isBlank(r rune) bool { return strings.ContainsRune("\t\n\r", r) }
