package digest

import (
	"testing"

	"sitrep/news"
)

// TestSupportSaysWho keeps what one origin says from standing under another's name.
func TestSupportSaysWho(t *testing.T) {
	lead := news.Sentence{
		Source: "Podil Post", Text: "The envoy arrived.",
		Origin: news.Origin{Name: "Interfax", Kind: news.OriginOutlet, Family: "interfax"},
	}
	for _, tt := range []struct {
		name    string
		support news.Sentence
		want    bool
	}{
		{"the same origin", news.Sentence{Text: "He met the president.", Origin: lead.Origin}, true},
		{"the outlet's own words", news.Sentence{
			Text:   "He has been criticised.",
			Origin: news.Origin{Name: "Podil Post", Kind: news.OriginOwn},
		}, false},
		{"nobody's words", news.Sentence{
			Source: "Podil Post", Text: "He has been criticised.",
			Origin: news.Origin{Kind: news.OriginUnknown},
		}, false},
		{"an official who is named in it", news.Sentence{
			Start: 100, End: 140, Text: "The mayor said that he welcomed the talk.",
			Origin:     news.Origin{Name: "the mayor", Kind: news.OriginOfficial},
			Statements: []news.Statement{{Speaker: "the mayor", Source: []news.Span{{Start: 100, End: 109}}}},
		}, true},
		{"what was yet to come", news.Sentence{Text: "He may meet the president.", Origin: lead.Origin}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			words := []news.Term{{Text: "envoy", Weight: 1}}
			l, c := candidate{lead: lead}, candidate{lead: tt.support, change: news.ChangeNew}
			l.lead.Terms, c.lead.Terms = words, words
			if got := supports(c, l); got != tt.want {
				t.Errorf("supports = %v, want %v", got, tt.want)
			}
		})
	}
}
