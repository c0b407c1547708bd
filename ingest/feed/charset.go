package feed

import (
	"bytes"
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

// decode turns a document in any charset into UTF-8 of legal XML characters. In order of trust: the first bytes (XML
// 1.0 appendix F), valid UTF-8 whatever a label says, the HTTP header (RFC 7303), the XML declaration, statistics.
func decode(data []byte, contentType string) ([]byte, error) {
	enc, skip := firstBytes(data)
	if enc == nil {
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0 {
			return nil, &Error{Place: "byte 0", Reason: "the file is binary, not a feed"}
		}
		enc = byteCharset(data, contentType)
	}
	if enc != nil {
		out, err := enc.NewDecoder().Bytes(data[skip:])
		if err != nil {
			return nil, &Error{Place: "byte 0", Reason: "the charset cannot be decoded: " + err.Error()}
		}
		data = out
	}
	return legalise(data), nil
}

// firstBytes recognises UTF-32 and UTF-16 by byte order mark, or by how "<", "<?" or "{" look in them.
func firstBytes(data []byte) (enc encoding.Encoding, skip int) {
	for _, c := range []struct {
		prefix string
		enc    encoding.Encoding
		skip   int
	}{
		{"\xff\xfe\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4},
		{"\x00\x00\xfe\xff", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4},
		{"\xff\xfe", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2},
		{"\xfe\xff", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2},
		{"<\x00\x00\x00", utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 0},
		{"\x00\x00\x00<", utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 0},
		{"<\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0},
		{"\x00<", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0},
		{"{\x00", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 0},
		{"\x00{", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 0},
	} {
		if bytes.HasPrefix(data, []byte(c.prefix)) {
			return c.enc, c.skip
		}
	}
	return nil, 0
}

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)`)

// byteCharset chooses among the charsets that extend ASCII; nil is UTF-8.
func byteCharset(data []byte, contentType string) encoding.Encoding {
	declared, name := declaredCharset(data, contentType)
	if name == "iso-2022-jp" { // made of ASCII bytes: being valid UTF-8 proves nothing
		return declared
	}
	if mostlyUTF8(data) {
		return nil
	}
	if declared != nil {
		return declared
	}
	// The detector's cost grows with its input, and 64 KB of any language are enough.
	best, err := chardet.NewHtmlDetector().DetectBest(data[:min(len(data), 64<<10)])
	if err == nil && best.Confidence >= 10 {
		if enc, name := charset.Lookup(best.Charset); enc != nil && enc != encoding.Replacement &&
			!strings.HasPrefix(name, "utf-") {
			return enc
		}
	}
	return charmap.Windows1252 // decodes everything, and is what undeclared Western text is in
}

// declaredCharset returns the charset other than UTF-8 that the header or the declaration names, nil if there is none.
func declaredCharset(data []byte, contentType string) (enc encoding.Encoding, name string) {
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	if m := xmlEncoding.FindSubmatch(data[:min(len(data), 1024)]); m != nil {
		labels = append(labels, string(m[1]))
	}
	for _, label := range labels {
		// A document whose ASCII we could read is not UTF-16, whatever it says.
		if enc, name := charset.Lookup(label); enc != nil && !strings.HasPrefix(name, "utf-") {
			return enc, name
		}
	}
	return nil, ""
}

// mostlyUTF8 reports whether data is UTF-8 but for a few broken sequences: a cut or a stray byte must not turn the
// whole feed into another charset.
func mostlyUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return true
	}
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case n > 1:
			good++
		case r == utf8.RuneError:
			bad++
		}
		data = data[n:]
	}
	return good > 10*bad
}

// legalise replaces broken sequences by U+FFFD and drops characters that XML does not allow. It copies only what needs
// it.
func legalise(data []byte) []byte {
	if !utf8.Valid(data) {
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	if !hasIllegal(data) {
		return data
	}
	return bytes.Map(func(r rune) rune {
		if legal(r) {
			return r
		}
		return -1
	}, data)
}

func hasIllegal(data []byte) bool {
	for i, b := range data {
		switch {
		case b >= 0x20 && b < 0x7f || b == '\n' || b == '\t' || b == '\r':
		case b < 0x20 || b == 0x7f:
			return true
		// C1; U+FFFE and U+FFFF
		case b == 0xc2 && data[i+1] < 0xa0 || b == 0xef && data[i+1] == 0xbf && data[i+2] >= 0xbe:
			return true
		}
	}
	return false
}
