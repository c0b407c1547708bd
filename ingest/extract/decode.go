package extract

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"sitrep/ingest/charset"
)

// decode turns a file in any charset into UTF-8 that is clean. Binary data is an [*Error] of kind [Binary].
func decode(data []byte, contentType string) (string, error) {
	if kind := magic(data); kind != "" {
		return "", errorf(Binary, "the file is not text: it looks like %s", kind)
	}
	c := charset.Detect(data, contentType)
	if c.Width == 1 && binaryBytes(data) {
		return "", errorf(Binary, "the file is not text: it is full of control bytes")
	}
	out, err := c.Decode(data)
	if err != nil {
		return "", errorf(Charset, "the file's charset is unknown: %v", err)
	}
	s := clean(string(out))
	if bad := strings.Count(s, "\uFFFD"); !c.IsUTF8() && bad > 16 && bad > utf8.RuneCountInString(s)/4 {
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

// maxSniff is how many bytes are looked at for control bytes.
const maxSniff = 4096

// binaryBytes reports whether control bytes make up more of the beginning of data than any text has.
func binaryBytes(data []byte) bool {
	head := data[:min(len(data), maxSniff)]
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
