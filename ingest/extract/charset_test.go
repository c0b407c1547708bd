package extract

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func encode(t *testing.T, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return out
}

func TestUTF8(t *testing.T) {
	const ru = "Министерство обороны сообщило, что ночью над областью сбиты семь беспилотников. Пострадавших нет."
	const de = "Der Außenminister sprach über die Lage; “größere Übungen” seien nicht geplant."
	for _, c := range []struct{ name, data, contentType, want string }{
		{"UTF-8", ru, "", ru},
		{"UTF-8 with a byte order mark", "\ufeff" + ru, "", ru},
		{"UTF-8 under a wrong label", ru, "text/html; charset=iso-8859-1", ru},
		{"UTF-8 with a stray byte", ru[:40] + "\xff" + ru[40:], "", ru[:40] + "\uFFFD" + ru[40:]},
		{"declared by the header", encode(t, charmap.Windows1251, ru), "text/html; charset=windows-1251", ru},
		{
			"declared by the page", `<meta charset="windows-1251">` + encode(t, charmap.Windows1251, ru), "text/html",
			`<meta charset="windows-1251">` + ru,
		},
		{"declared by http-equiv", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">` +
			encode(t, charmap.KOI8R, ru), "", `<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">` +
			ru},
		{"undeclared Windows-1251", encode(t, charmap.Windows1251, ru), "", ru},
		{"undeclared KOI8-R", encode(t, charmap.KOI8R, ru), "", ru},
		{"undeclared Windows-1252", encode(t, charmap.Windows1252, de), "", de},
		{"label UTF-8, bytes Windows-1252", encode(t, charmap.Windows1252, de), "text/html; charset=utf-8", de},
		{"unknown label", ru, "text/html; charset=klingon", ru},
		{"UTF-16 little-endian with a mark", "\xff\xfe" + utf16le(ru), "", ru},
		{"UTF-16 big-endian with a mark", "\xfe\xff" + utf16be(ru), "", ru},
		{"UTF-16 little-endian without a mark", utf16le(ru), "", ru},
		{"UTF-16 big-endian without a mark", utf16be(ru), "", ru},
		{"UTF-32", "\xff\xfe\x00\x00" + utf32le(ru), "", ru},
		{"UTF-32 without a mark", utf32le(ru), "", ru},
		{"label UTF-16, bytes ASCII", "Talks resume.", "text/html; charset=utf-16", "Talks resume."},
		{"ISO-2022-JP", encode(t, japanese.ISO2022JP, "会談は再開した"), "text/html; charset=iso-2022-jp", "会談は再開した"},
		{"GBK", encode(t, simplifiedchinese.GBK, "会谈恢复，双方代表团抵达首都。"), "text/html; charset=gbk", "会谈恢复，双方代表团抵达首都。"},
		{"line ends", "a\r\nb\rc\u2028d", "", "a\nb\nc\nd"},
		{"empty", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := UTF8([]byte(c.data), c.contentType)
			if err != nil || got != c.want {
				t.Errorf("UTF8 = %q, %v\nwant   %q", got, err, c.want)
			}
		})
	}
}

func TestUTF8RefusesBinary(t *testing.T) {
	for name, data := range map[string]string{
		"program": "\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 60), "zip": "PK\x03\x04\x14\x00",
		"gzip": "\x1f\x8b\x08\x00abc",
		"jpeg": "\xff\xd8\xff\xe0\x00\x10JFIF", "control bytes": strings.Repeat("a\x01\x02\x03", 50),
		"sparse zeros": strings.Repeat("ab\x00\x00\x00cd\xff", 50),
	} {
		t.Run(name, func(t *testing.T) {
			s, err := UTF8([]byte(data), "text/plain")
			if e, ok := errors.AsType[*Error](err); !ok || e.Kind != Binary {
				t.Errorf("UTF8 = %q, %v, want an error of kind %q", s, err, Binary)
			}
		})
	}
}

func FuzzUTF8(f *testing.F) {
	for _, s := range []string{"a", "\xff\xfea\x00", "<meta charset=koi8-r>\xd0\xd2", "\x1b$B2qCL", "\x00<\x00a"} {
		f.Add([]byte(s), "text/html; charset=windows-1251")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		s, err := UTF8(data, contentType)
		if err == nil && (!utf8.ValidString(s) || strings.ContainsAny(s, "\r\x00") || len(s) > 4*len(data)) {
			t.Errorf("UTF8(%q, %q) = %q", data, contentType, s)
		}
	})
}
