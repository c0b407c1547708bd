package statements

import (
	"strings"
	"testing"

	"sitrep/news"
	"sitrep/reading/words"
)

// TestPlainSayings: the plainest form of attribution is found whatever the model thinks of it.
func TestPlainSayings(t *testing.T) {
	for _, tt := range []struct{ body, name, content string }{
		{
			"The Kremlin had confirmed on Thursday that Putin would receive him.", "Kremlin",
			"on Thursday that Putin would receive him",
		},
		{
			"Hezbollah later denied that its fighters had crossed the border.", "Hezbollah",
			"that its fighters had crossed the border",
		},
		{"Taiwan's defence ministry said 30 jets had crossed the line.", "Taiwan", "30 jets had crossed the line"},
		{"Taiwan's green hills said to be haunted lie far from it.", "Taiwan", ""},
		{"The Kremlin stands beside the river in the middle of the city.", "Kremlin", ""},
	} {
		start := strings.Index(tt.body, tt.name)
		mentions := []news.Mention{{Start: start, End: start + len(tt.name), Kind: news.Organisation, Name: tt.name}}
		r := reading{features: features{Text: words.Read(tt.body, []news.Span{{End: len(tt.body)}}, mentions)}}
		r.reset()
		got := ""
		for _, p := range r.plainSayings() {
			got = r.Slice(p.content[0][0], p.content[0][1])
			if source := r.Slice(p.source[0], p.source[1]); !strings.Contains(source, tt.name) {
				t.Errorf("%q: the source is %q", tt.body, source)
			}
		}
		if got != tt.content {
			t.Errorf("%q: the content is %q, want %q", tt.body, got, tt.content)
		}
		r.Release()
	}
}
