package message

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text stays", "Kyiv, 25 April", "Kyiv, 25 April"},
		{"other scripts stay", "Зеленський · זלנסקי · 澤倫斯基", "Зеленський · זלנסקי · 澤倫斯基"},
		{"white space collapses", "a\n\n b\t\u00a0c\u2028d", "a b c d"},
		{"one space stays at the ends", "  a  ", " a "},
		{"zero-width", "ev\u200bery\u2060one\ufeff", "everyone"},
		{"bidirectional controls", "\u202etxt.exe\u202c \u2066x\u2069\u061c", "txt.exe x"},
		{"soft hyphen and terminal escapes", "so\u00adft\x1b[31m", "soft[31m"},
		{"fillers that look like nothing", "a\u3164\u115fb\u2800c", "ab c"},
		{"tags", "a\U000E0041\U000E007Fb", "ab"},
		{"emoji with joiners stay", "👩‍🚀 ❤️‍🔥", "👩‍🚀 ❤️‍🔥"},
		{"a joiner between letters goes", "ad\u200dmin", "admin"},
		{"Persian keeps its non-joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{
			"piles of marks are cut", "a" + strings.Repeat("\u0301", 50) + "b",
			"a" + strings.Repeat("\u0301", maxMarks) + "b",
		},
		{"a mark without a letter goes", "\u0301a", "a"},
		{"not UTF-8", "a\xffb", "a\ufffdb"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Clean(test.in); got != test.want {
				t.Errorf("clean(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestEscape(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Toll rises to 12.", "Toll rises to 12."},
		{"emphasis", "**bold** _it_ ~~no~~ ||spoiler||", `\*\*bold\*\* \_it\_ \~\~no\~\~ \|\|spoiler\|\|`},
		{"masked link", "[click](https://evil.example)", `\[click\](https\://evil.example)`},
		{"mentions", "@everyone <@1> <@&2> <#3>", `\@everyone \<\@1\> \<\@&2\> \<\#3\>`},
		{"timestamp", "<t:0:R>", `\<t:0:R\>`},
		{"invitation", "discord.gg/abc Discord.com/invite/x", `discord\.gg/abc Discord\.com/invite/x`},
		{"code", "`x` ```y```", "\\`x\\` \\`\\`\\`y\\`\\`\\`"},
		{"heading", "### hi", `\#\#\# hi`},
		{"small print", "-# hi", `\-\# hi`},
		{"quotation", "> hi", `\> hi`},
		{"list", "- a", `\- a`},
		{"numbered list", "12. a", `12\. a`},
		{"a number elsewhere", "at least 12. a", "at least 12. a"},
		{"backslash", `\*`, `\\\*`},
		{"a colon alone", "Kyiv: 12", "Kyiv: 12"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := escape(test.in); got != test.want {
				t.Errorf("escape(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

// unescaped reads escaped text as Discord does: a backslash before punctuation is not shown.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\*_~|<>[]@#:.-+)`+"`", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// bare reports a character with a meaning that no backslash precedes.
func bare(s string) (string, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
			continue
		}
		if strings.IndexByte(markdown, s[i]) >= 0 || strings.HasPrefix(s[i:], "://") {
			return s[i:], true
		}
	}
	return "", false
}

func checkEscaped(t interface{ Fatalf(string, ...any) }, s string) {
	cleaned := Clean(s)
	if !utf8.ValidString(cleaned) {
		t.Fatalf("clean(%q) = %q is not UTF-8", s, cleaned)
	}
	if again := Clean(cleaned); again != cleaned {
		t.Fatalf("clean is not idempotent: %q, then %q", cleaned, again)
	}
	for _, r := range cleaned {
		if unicode.IsControl(r) || (unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d') {
			t.Fatalf("clean(%q) keeps %U", s, r)
		}
	}
	escaped := escape(cleaned)
	if at, found := bare(escaped); found {
		t.Fatalf("escape(%q) = %q leaves %q", cleaned, escaped, at)
	}
	if back := unescaped(escaped); back != cleaned {
		t.Fatalf("escape(%q) is shown as %q", cleaned, back)
	}
}

func TestEscapeShowsTheTextAndNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkEscaped(t, hostile().Draw(t, "text")) })
}

// hostile generates text as feeds never should send it.
func hostile() *rapid.Generator[string] {
	pieces := []string{
		"**", "_", "~~", "||", "`", "```", "# ", "-# ", "> ", "- ", "1. ", "[", "](", ")", "<@1>", "@everyone",
		"<t:1:R>", "https://", "discord.gg/x",
		"\n", "\r\n", "\u200b", "\u200d", "\u202e", "\u0301", "👩‍🚀", "🇺🇦", "é", "ж", "中", "\x1b[0m", "\xff", "\\", " ",
		"word", "Witkoff", "\u0000", "𝒳",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 0, 40).Draw(t,
			"pieces"), "")
	})
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{
		"", "**x**", "[a](https://b.c)", "@everyone", "\u202e", "12. a", "a\u200db", "👩‍🚀",
		"می\u200cخواهم", "\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkEscaped(t, s) })
}

func TestSafeURL(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "https://example.com/a?b=c", "https://example.com/a?b=c"},
		{"brackets end a link", "https://example.com/a(b)", "https://example.com/a%28b%29"},
		{"international host", "https://пример.рф/x", "https://xn--e1afmkfd.xn--p1ai/x"},
		{"a port", "http://example.com:8080/", "http://example.com:8080/"},
		{"javascript", "javascript:alert(1)", ""},
		{"a user name misleads", "https://reuters.com@evil.example/", ""},
		{"relative", "/a", ""},
		{"a file", "file:///etc/passwd", ""},
		{"a line break", "https://example.com/a\nb", ""},
		{"too long", "https://example.com/" + strings.Repeat("a", 2100), ""},
		{"empty", "", ""},
		{"only a scheme", "https://", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := SafeURL(test.in)
			if got != test.want || ok != (test.want != "") {
				t.Errorf("safeURL(%q) = %q, %v, want %q", test.in, got, ok, test.want)
			}
		})
	}
}

func BenchmarkEscape(b *testing.B) {
	s := Clean("Trump’s *envoy* arrived in Moscow at 12:00 to meet with Russia’s Vladimir Putin, https://example.com " +
		"says. ")
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		escape(s)
	}
}

// BenchmarkHugeLine is a body without a single space or full stop, as a hostile feed may send: it is split in time
// proportional to its length.
func BenchmarkHugeLine(b *testing.B) {
	for _, size := range []int{1 << 18, 1 << 20} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			l := Para(Plain(strings.Repeat("*", size)))
			b.SetBytes(int64(size))
			for b.Loop() {
				split(l, maxText)
			}
		})
	}
}
