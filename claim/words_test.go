package claim

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

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
				got = append(got, w.in(tt.body))
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
				if w.quoted {
					got = append(got, w.in(tt.body))
				}
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("quoted in %q = %q, want %q", tt.body, s, tt.want)
			}
		})
	}
}

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		text string
		want float64 // 0 for no number
	}{
		{"12", 12},
		{"3,500", 3500},
		{"2.5 million", 2.5e6},
		{"twenty-one", 21},
		{"thirty five", 35},
		{"two hundred and fifty thousand", 250_000},
		{"a hundred", 100},
		{"two dozen", 24},
		{"half a dozen", 6},
		{"tens of thousands", 20_000},
		{"hundreds of thousands", 200_000},
		{"dozens", 24},
		{"several", 0},
		{"3,50", 0},
		{"1.2.3", 0},
		{"0815", 0},
		{"none", 0},
	} {
		t.Run(tt.text, func(t *testing.T) {
			f := newFeatures(tt.text, nil)
			r := reading{body: tt.text, features: &f}
			got, to, _, ok := r.number(0, len(f.words))
			if ok != (tt.want != 0) || ok && (got != tt.want || to != len(f.words)) {
				t.Errorf("number(%q) = %v up to word %d of %d, %v; want %v", tt.text, got, to, len(f.words), ok,
					tt.want)
			}
		})
	}
}
