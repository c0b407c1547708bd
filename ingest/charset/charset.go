// Package charset finds the charset of a document and decodes it to UTF-8.
//
// The tables and labels are those of golang.org/x/net/html/charset. Its DetermineEncoding is not used: it believes a
// label before the bytes, looks for <meta> in the first 1,024 bytes only, does not read XML declarations, and takes for
// Windows-1252 whatever declares nothing.
package charset

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
)

const (
	// prescan is how many bytes are searched for a declared charset, and for the zero bytes of UTF-16: HTML Living
	// Standard §13.2.3.2 asks for 1,024, but real pages put scripts before it.
	prescan = 4096
	// maxStatistics is how many bytes are counted: the detector's cost grows with its input, and 64 KB of any language
	// are enough.
	maxStatistics = 64 << 10
	// minConfidence of the statistics, in percent, below which Windows-1252 is as good a guess.
	minConfidence = 10
)

// Charset is that of one document.
type Charset struct {
	// Width is how many bytes an ASCII character has: 4 in UTF-32, 2 in UTF-16, else 1.
	Width int

	encoding encoding.Encoding // nil for UTF-8
	mark     int               // bytes of the byte order mark
}

// IsUTF8 reports whether the document is UTF-8, but perhaps for a few broken sequences.
func (c Charset) IsUTF8() bool { return c.encoding == nil }

// Decode converts the document that c was detected in to valid UTF-8 without its byte order mark. What cannot be
// decoded becomes U+FFFD. The result shares the bytes of a document that is valid UTF-8 already.
func (c Charset) Decode(data []byte) ([]byte, error) {
	data = data[c.mark:]
	if c.encoding != nil {
		var err error
		if data, err = c.encoding.NewDecoder().Bytes(data); err != nil {
			return nil, err
		}
	}
	if utf8.Valid(data) {
		return data, nil
	}
	return bytes.ToValidUTF8(data, []byte("\uFFFD")), nil
}

// Detect finds the charset of data. In order of trust: a byte order mark, UTF-16 or UTF-32 by its pattern of zero
// bytes, valid UTF-8 whatever a label says, the charset of contentType (an HTTP header, may be ""; RFC 7303), that of
// an XML declaration or of a <meta>, and at last the statistics of the bytes.
func Detect(data []byte, contentType string) Charset {
	if c, ok := marked(data); ok {
		return c
	}
	if c, ok := wide(data); ok {
		return c
	}
	c := Charset{Width: 1}
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		c.mark = 3
		data = data[c.mark:]
	}
	declared, name := declaredIn(data, contentType)
	switch {
	case name == "iso-2022-jp": // made of ASCII bytes: being valid UTF-8 proves nothing
		c.encoding = declared
	case mostlyUTF8(data):
	case declared != nil:
		c.encoding = declared
	default:
		c.encoding = byStatistics(data)
	}
	return c
}

// mostlyUTF8 reports whether data is UTF-8 but for a few broken sequences: a cut or a stray byte must not turn the
// whole document into another charset.
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

var declarations = []*regexp.Regexp{
	regexp.MustCompile(`^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]+)`),
	regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]+)`),
}

// declaredIn returns the charset other than UTF-8 that a header or the document itself names, nil if there is none.
func declaredIn(data []byte, contentType string) (enc encoding.Encoding, name string) {
	var labels []string
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		labels = append(labels, params["charset"])
	}
	for _, declaration := range declarations {
		if m := declaration.FindSubmatch(data[:min(len(data), prescan)]); m != nil {
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

// byStatistics chooses a charset by its bytes, markup left aside. Windows-1252 decodes everything and is what
// undeclared Western text is in.
func byStatistics(data []byte) encoding.Encoding {
	best, err := chardet.NewHtmlDetector().DetectBest(data[:min(len(data), maxStatistics)])
	if err != nil || best.Confidence < minConfidence {
		return charmap.Windows1252
	}
	enc, name := charset.Lookup(best.Charset)
	if enc == nil || enc == encoding.Replacement || strings.HasPrefix(name, "utf-") {
		return charmap.Windows1252
	}
	return enc
}
