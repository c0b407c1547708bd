package words

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

func sentencesOf(body string) (out []news.Span) {
	for _, s := range text.Sentences(body, lang.English) {
		out = append(out, news.Span(s))
	}
	return out
}

func TestScan(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       []string
	}{
		{
			"clitics stand apart", "Hale’s aide says they'd gone.",
			[]string{"Hale", "’s", "aide", "says", "they", "'d", "gone", "."},
		},
		{
			"names keep their apostrophe", "O'Brien in Sana'a didn't.",
			[]string{"O'Brien", "in", "Sana'a", "didn't", "."},
		},
		{
			"abbreviations keep their stop", "U.S. Gen. Orlov met Mr. Li.",
			[]string{"U.S.", "Gen.", "Orlov", "met", "Mr.", "Li", "."},
		},
		{
			"hyphens join", "a Shahed-type drone — 3,500.5 km",
			[]string{"a", "Shahed-type", "drone", "—", "3,500.5", "km"},
		},
		{"two apostrophes are one mark", "''No,'' he said", []string{"''", "No", ",", "''", "he", "said"}},
		{"a missing space", "The Israelis.The army", []string{"The", "Israelis", ".", "The", "army"}},
		{"Cyrillic", "Зеленський сказав…", []string{"Зеленський", "сказав", "…"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range scan(tt.body, sentencesOf(tt.body), nil) {
				got = append(got, w.In(tt.body))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("scan(%q) (-want +got):\n%s", tt.body, d)
			}
		})
	}
}

func TestQuoted(t *testing.T) {
	for _, tt := range []struct {
		name, body, want string
	}{
		{"double", "He said “we will go” today", "“ we will go ”"},
		{"straight", `"Go," he said. "Now."`, `" Go , " " Now . "`},
		{"apostrophes", "''Go,'' he said", "'' Go , ''"},
		{"single", "‘It is over,’ he said", "‘ It is over , ’"},
		{"possessive plural is no quotation", "The ‘so-called officials’ houses burnt", ""},
		{"single within double", "“The ‘deal,’ he calls it,” she said", "“ The ‘ deal , ’ he calls it , ”"},
		{"left open to the end of the paragraph", "“We wait.\n\nThen nothing.", "“ We wait ."},
		{"closed twice", "so” he said”", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range scan(tt.body, sentencesOf(tt.body), nil) {
				if w.Quoted {
					got = append(got, w.In(tt.body))
				}
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("quoted in %q = %q, want %q", tt.body, s, tt.want)
			}
		})
	}
}
