package extract

import (
	"bytes"
	"encoding/binary"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// prescan is how many bytes are searched for a declared charset: HTML Living Standard §13.2.3.2 asks for 1,024, but
// real pages put scripts before it.
const prescan = 4096

// UTF8 decodes data in any charset to UTF-8. In order of trust: a byte order mark, UTF-16 or UTF-32 by its pattern of
// zero bytes, valid UTF-8 whatever a label says, the charset of contentType (an HTTP header, may be ""), that of a
// <meta> or an XML declaration, and at last the statistics of the bytes. Line ends become "\n", control characters are
// dropped, and what cannot be decoded becomes U+FFFD. Binary data is an [*Error] of kind [Binary].
func UTF8(data []byte, contentType string) (string, error) {
	if kind := magic(data); kind != "" {
		return "", errorf(Binary, "the file is not text: it looks like %s", kind)
	}
	if enc, skip := wide(data); enc != nil {
		return decode(enc, data[skip:])
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if binaryBytes(data) {
		return "", errorf(Binary, "the file is not text: it is full of control bytes")
	}
	declared, name := declaredCharset(data, contentType)
	if name == "iso-2022-jp" { // made of ASCII bytes: being valid UTF-8 proves nothing
		return decode(declared, data)
	}
	if utf8.Valid(data) || mostlyUTF8(data) {
		return clean(strings.ToValidUTF8(string(data), "\uFFFD")), nil
	}
	if declared != nil {
		return decode(declared, data)
	}
	return decode(guess(data), data)
}

// decode converts data with enc.
func decode(enc encoding.Encoding, data []byte) (string, error) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", errorf(Charset, "the file's charset is unknown: %v", err)
	}
	s := clean(strings.ToValidUTF8(string(out), "\uFFFD"))
	if bad := strings.Count(s, "\uFFFD"); bad > 16 && bad > utf8.RuneCountInString(s)/4 {
		return "", errorf(Binary, "the file is not text in any known charset")
	}
	return s, nil
}

// magic names the file format that data begins with, if it is a common one that is not text.
func magic(data []byte) string {
	for _, m := range []struct{ prefix, name string }{
		{"%PDF-", "a PDF"},
		{"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"},
		{"GIF8", "a picture"},
		{"PK\x03\x04", "a ZIP or Office file"},
		{"\x1f\x8b", "gzip"},
		{"\x28\xb5\x2f\xfd", "zstd"},
		{"\x7fELF", "a program"},
		{"SQLite format 3\x00", "a database"},
		{"\xd0\xcf\x11\xe0", "an Office file"},
		{"wOF2", "a font"},
		{"\x00\x00\x01\x00", "an icon"},
	} {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.name
		}
	}
	return ""
}

// wide recognises UTF-32 and UTF-16 by their byte order mark, or without one by where the zero bytes stand: text of any
// script holds enough ASCII (spaces, line ends, tags) to show.
func wide(data []byte) (enc encoding.Encoding, skip int) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	head := data[:min(len(data), prescan)&^3]
	if len(head) < 4 {
		return nil, 0
	}
	var zero [4]int              // by place in a group of four
	latin := [2]bool{true, true} // a printable ASCII character stands beside every zero at this place in a pair
	for i, b := range head {
		if b == 0 {
			zero[i%4]++
			if c := head[i^1]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c > '~' {
				latin[i%2] = false
			}
		}
	}
	quads := len(head) / 4
	switch odd, even := zero[1]+zero[3], zero[0]+zero[2]; {
	case zero[2] == quads && zero[3] == quads && zero[0] < quads && plausible32(head, binary.LittleEndian):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0
	case zero[0] == quads && zero[1] == quads && zero[3] < quads && plausible32(head, binary.BigEndian):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0
	case even == 0 && latin[1] && odd*10 >= quads*2: // a tenth of the characters are ASCII
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0
	case odd == 0 && latin[0] && even*10 >= quads*2:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0
	}
	return nil, 0
}

func plausible32(head []byte, order binary.ByteOrder) bool {
	for ; len(head) >= 4; head = head[4:] {
		if r := order.Uint32(head); r > utf8.MaxRune || r < 0x20 && !strings.ContainsRune("\t\n\r", rune(r)) {
			return false
		}
	}
	return true
}

// binaryBytes reports whether control bytes make up more of the beginning of data than any text has.
func binaryBytes(data []byte) bool {
	head := data[:min(len(data), prescan)]
	control, zero := 0, 0
	for _, b := range head {
		switch {
		case b == 0:
			zero++
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b || b == 0x7f:
			control++
		}
	}
	return zero > len(head)/100 || control > 2+len(head)/30
}

// mostlyUTF8 reports whether data is UTF-8 but for a few broken sequences: a cut or a stray byte must not turn the
// whole text into another charset.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		data = data[n:]
	}
	return good > 10*bad
}

var (
	metaCharset = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)`)
	xmlCharset  = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)`)
)

// declaredCharset returns the charset other than UTF-8 that a header or the document itself names, nil if there is
// none.
func declaredCharset(data []byte, contentType string) (enc encoding.Encoding, name string) {
	head := data[:min(len(data), prescan)]
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	for _, re := range []*regexp.Regexp{xmlCharset, metaCharset} {
		if m := re.FindSubmatch(head); m != nil {
			labels = append(labels, string(m[1]))
		}
	}
	for _, label := range labels {
		// A document whose ASCII we could read is not UTF-16, whatever it says.
		if enc, name := charset.Lookup(label); enc != nil && !strings.HasPrefix(name, "utf-") {
			return enc, name
		}
	}
	return nil, ""
}

// guess chooses a charset by statistics. Windows-1252 decodes everything and is what undeclared Western text is in.
func guess(data []byte) encoding.Encoding {
	// The detector's cost grows with its input, and 64 KB of any language are enough.
	best, err := chardet.NewTextDetector().DetectBest(data[:min(len(data), 64<<10)])
	if err != nil || best.Confidence < 10 {
		return charmap.Windows1252
	}
	enc, name := charset.Lookup(best.Charset)
	if enc == nil || enc == encoding.Replacement || strings.HasPrefix(name, "utf-") {
		return charmap.Windows1252
	}
	return enc
}

// clean makes line ends "\n" and drops control characters, noncharacters and the invisible marks that break words for
// whoever compares them: soft hyphens, zero-width spaces, byte order marks, directional overrides.
func clean(s string) string {
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r >= 0x20 && r < 0x7f:
			return r
		case r == '\u2028' || r == '\u2029' || r == '\u0085' || r == '\f':
			return '\n'
		case r < 0xa0, r == '\u00AD', r == '\uFEFF', r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef,
			// joiners are letters to Persian and Hindi
			r >= '\u200B' && r <= '\u200F' && r != '\u200C' && r != '\u200D',
			r >= '\u202A' && r <= '\u202E', r >= '\u2060' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}
