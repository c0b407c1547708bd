package charset

import (
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

func TestDetect(t *testing.T) {
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
		{"UTF-16 little-endian with a mark", "\xff\xfe" + encode(t, utf16LE.encoding, ru), "", ru},
		{"UTF-16 big-endian with a mark", "\xfe\xff" + encode(t, utf16BE.encoding, ru), "", ru},
		{"UTF-16 little-endian without a mark", encode(t, utf16LE.encoding, ru), "", ru},
		{"UTF-16 big-endian without a mark", encode(t, utf16BE.encoding, ru), "", ru},
		{"UTF-32", "\xff\xfe\x00\x00" + encode(t, utf32LE.encoding, ru), "", ru},
		{"UTF-32 without a mark", encode(t, utf32LE.encoding, ru), "", ru},
		{
			"XML declaration", `<?xml version="1.0" encoding="koi8-r"?>` + encode(t, charmap.KOI8R, ru), "text/xml",
			`<?xml version="1.0" encoding="koi8-r"?>` + ru,
		},
		{"JSON in UTF-16", encode(t, utf16BE.encoding, `{"title":"`+ru), "", `{"title":"` + ru},
		{"label UTF-16, bytes ASCII", "Talks resume.", "text/html; charset=utf-16", "Talks resume."},
		{"ISO-2022-JP", encode(t, japanese.ISO2022JP, "会談は再開した"), "text/html; charset=iso-2022-jp", "会談は再開した"},
		{"GBK", encode(t, simplifiedchinese.GBK, "会谈恢复，双方代表团抵达首都。"), "text/html; charset=gbk", "会谈恢复，双方代表团抵达首都。"},
		{"empty", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := []byte(c.data)
			got, err := Detect(data, c.contentType).Decode(data)
			if err != nil || string(got) != c.want {
				t.Errorf("Decode = %q, %v\nwant     %q", got, err, c.want)
			}
		})
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"a", "\xff\xfea\x00", "<meta charset=koi8-r>\xd0\xd2", "\x1b$B2qCL", "\x00<\x00a"} {
		f.Add([]byte(s), "text/html; charset=windows-1251")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		c := Detect(data, contentType)
		s, err := c.Decode(data)
		if err == nil && (!utf8.Valid(s) || len(s) > 4*len(data)) || c.Width != 1 && c.IsUTF8() {
			t.Errorf("Detect(%q, %q) = %+v: %q", data, contentType, c, s)
		}
	})
}
