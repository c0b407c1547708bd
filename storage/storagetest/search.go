package storagetest

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"sitrep/news"
	"sitrep/storage"
)

func search(t *testing.T, db *storage.DB) {
	save := func(key, source string, at time.Time, text string) {
		draft{key: key, source: source, at: at, sentences: []string{text}}.save(t, db)
	}
	save("one", "Meridian Wire", noon, "Air defence shot down drones over Kharkiv’s suburbs.")
	save("two", "Harbour Radio", noon.Add(time.Hour), "The defence of the air base failed; a drone fell.")
	save("three", "Meridian Wire", noon.Add(2*time.Hour), "Zelenskyy flew to São Paulo.")
	for _, c := range []struct {
		q    news.SearchQuery
		want []string // keys, in any order
	}{
		{news.SearchQuery{Text: "defence air"}, []string{"one", "two"}},
		{news.SearchQuery{Text: "air+defence"}, []string{"one"}},
		{news.SearchQuery{Text: "drones -kharkiv"}, nil},
		{news.SearchQuery{Text: "drones -base"}, []string{"one"}},
		{news.SearchQuery{Text: "drone drones"}, nil},
		{news.SearchQuery{Text: "drone|drones"}, []string{"one", "two"}},
		{news.SearchQuery{Text: "zelen*"}, []string{"three"}},
		{news.SearchQuery{Text: "the+air"}, []string{"two"}},
		{news.SearchQuery{Text: "-base"}, []string{"one", "three"}},
		{news.SearchQuery{Text: ""}, []string{"three", "two", "one"}},
		{news.SearchQuery{Text: "drone", Source: "Harbour Radio"}, []string{"two"}},
		{news.SearchQuery{Text: "drone", Source: "Nobody"}, nil},
		{news.SearchQuery{Text: "drone*", From: noon.Add(time.Minute)}, []string{"two"}},
		{news.SearchQuery{Text: "drone*", To: noon}, []string{"one"}},
		{news.SearchQuery{Text: "-drone", To: noon.Add(time.Hour)}, []string{"one"}},
		{news.SearchQuery{From: noon.Add(time.Hour), Source: "Meridian Wire"}, []string{"three"}},
		{news.SearchQuery{Text: "about"}, []string{"one", "two", "three"}}, // of the titles
	} {
		hits, total, err := db.Search(t.Context(), c.q)
		if err != nil {
			t.Errorf("Search(%+v): %v", c.q, err)
			continue
		}
		got := map[string]bool{}
		for _, h := range hits {
			got[h.Article.Key] = true
		}
		want := map[string]bool{}
		for _, k := range c.want {
			want[k] = true
		}
		same(t, fmt.Sprintf("Search(%+v)", c.q), got, want)
		if total != len(c.want) {
			t.Errorf("Search(%+v) counts %d, want %d", c.q, total, len(c.want))
		}
	}
	var pages []string
	for offset := range 4 {
		hits, total, err := db.Search(t.Context(), news.SearchQuery{Text: "about", Limit: 1, Offset: offset})
		if err != nil || (offset < 3 && total != 3) {
			t.Errorf("page %d counts %d, %v; want 3", offset, total, err)
		}
		for _, h := range hits {
			pages = append(pages, h.Article.Key)
		}
	}
	if len(pages) != 3 || pages[0] == pages[1] || pages[1] == pages[2] {
		t.Errorf("pages of one: %v", pages)
	}
}

func searchHostile(t *testing.T, db *storage.DB) {
	draft{key: "one", sentences: []string{"AND OR NOT NEAR title body rank \"quoted\" words."}}.save(t, db)
	for _, text := range []string{
		`"`, `""`, `"""`, `*`, `-`, `--`, `-"`, `- -`, `"-`, `a"b"c`, `'`, `;`, `%`, `\`, `(`, `)`, `()`, `(a`, `a)`,
		`{title}: a`, `title:a`, `^a`, `a + b`,
		`AND`, `OR`, `NOT`, `a AND`, `NOT a`, `NEAR(a b, 2)`, `a OR (b`, `"a" *`, `"a"*`, `*a`, `a**`, "a\x00b", "\x00",
		"\xff\xfe", "\u202e", "é́", "…", "🙂", "a🙂",
		`rank MATCH 1`, `-a -b -c`, strings.Repeat("a ", 5000), strings.Repeat("(", 5000), strings.Repeat(`"a" `, 500),
		strings.Repeat("x", 100_000), strings.Repeat("é", 300),
	} {
		for _, limit := range []int{-1, 0, 1, 100} {
			if _, _, err := db.Search(t.Context(), news.SearchQuery{
				Text: text, Limit: limit,
				Offset: limit,
			}); err != nil {
				t.Errorf("Search(%.40q, limit %d): %v", text, limit, err)
			}
		}
	}
	for _, text := range []string{"and", "NOT quoted", "near title body", `or+not`} {
		if hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: text}); err != nil || len(hits) != 1 {
			t.Errorf("Search(%q) = %d hits, %v; want 1: operators are words", text, len(hits), err)
		}
	}
}

// Words is a lexicon of the suite's own: words in lower case; a+b are a phrase, a|b either, -a none, and a* begins so.
var Words = storage.Lexicon{
	Parse: func(typed string) (out []news.SearchClause) {
		for part := range strings.FieldsSeq(strings.ToLower(strings.ToValidUTF8(typed[:min(len(typed), 400)], ""))) {
			var c news.SearchClause
			part, c.Not = strings.CutPrefix(part, "-")
			for either := range strings.SplitSeq(part, "|") {
				var p news.SearchPhrase
				either, p.Prefix = strings.CutSuffix(either, "*")
				p.Terms = strings.FieldsFunc(either, func(r rune) bool {
					return !unicode.IsLetter(r) &&
						!unicode.IsNumber(r)
				})
				if len(p.Terms) > 0 {
					c.Any = append(c.Any, p)
				}
			}
			if len(c.Any) > 0 {
				out = append(out, c)
			}
		}
		return out
	},
}
