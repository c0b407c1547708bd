package extract

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDecodeCleans(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nb\rc\u2028d":     "a\nb\nc\nd",
		"":                     "",
		"\ufeffso\u00adft\x07": "soft",
	} {
		if got, err := decode([]byte(in), ""); err != nil || got != want {
			t.Errorf("decode(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
}

func TestDecodeRefusesBinary(t *testing.T) {
	for name, data := range map[string]string{
		"program": "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 60), "zip": "PK\x03\x04\x14\x00",
		"gzip": "\x1f\x8b\x08\x00abc",
		"jpeg": "\xff\xd8\xff\xe0\x00\x10JFIF", "control bytes": strings.Repeat("a\x01\x02\x03", 50),
		"sparse zeros": strings.Repeat("ab\x00\x00\x00cd\xff", 50),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := decode([]byte(data), "text/plain")
			if e, ok := errors.AsType[*Error](err); !ok || e.Kind != Binary {
				t.Errorf("decode = %q, %v, want an error of kind %q", s, err, Binary)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"a", "\xff\xfea\x00", "<meta charset=koi8-r>\xd0\xd2", "\x1b$B2qCL", "\x00<\x00a"} {
		f.Add([]byte(s), "text/html; charset=windows-1251")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		s, err := decode(data, contentType)
		if err == nil && (!utf8.ValidString(s) || strings.ContainsAny(s, "\r\x00") || len(s) > 4*len(data)) {
			t.Errorf("decode(%q, %q) = %q", data, contentType, s)
		}
	})
}
