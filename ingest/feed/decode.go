package feed

import (
	"bytes"

	"sitrep/ingest/charset"
)

// maxSniff is how many bytes without a zero make a file a text.
const maxSniff = 512

// decode turns a document in any charset into UTF-8 of legal XML characters.
func decode(data []byte, contentType string) ([]byte, error) {
	c := charset.Detect(data, contentType)
	if c.Width == 1 && bytes.IndexByte(data[:min(len(data), maxSniff)], 0) >= 0 {
		return nil, &Error{Place: "byte 0", Reason: "the file is binary, not a feed"}
	}
	source, err := c.Decode(data)
	if err != nil {
		return nil, &Error{Place: "byte 0", Reason: "the charset cannot be decoded: " + err.Error()}
	}
	return legalise(source), nil
}

// legalise drops characters that XML does not allow from valid UTF-8. It copies only what needs it.
func legalise(data []byte) []byte {
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
