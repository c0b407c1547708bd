package story

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

// TestHeadlineSource: what an article begins with, and puts down to nobody, is the word of whom its title names: two
// outlets that tell it so are one origin.
func TestHeadlineSource(t *testing.T) {
	for title, want := range map[string]news.Origin{
		"Burglaries double in Hrai, city police say": {
			Name: "city police", Kind: news.OriginOfficial, Family: "city police",
		},
		"Burglaries double in Hrai – police say":   {Name: "police", Kind: news.OriginOfficial, Family: "police"},
		"Burglaries double in Hrai, officials say": {Name: "Wire", Kind: news.OriginAnonymous, Citing: "officials"},
		"Burglaries double in Hrai, Other Paper says": {
			Name: "Other Paper", Kind: news.OriginOutlet, Family: "other paper",
		},
		"Burglaries double in Hrai, Wire reports":    {Name: "Wire", Kind: news.OriginOwn, Family: "wire"},
		"Burglaries double in Hrai, and mayor warns": {Name: "Wire", Kind: news.OriginOwn, Family: "wire"},
		"Burglaries double in Hrai, he says":         {Name: "Wire", Kind: news.OriginOwn, Family: "wire"},
		"Burglaries double in Hrai":                  {Name: "Wire", Kind: news.OriginOwn, Family: "wire"},
	} {
		a := news.Article{
			Title: title, Body: "Twice as many flats were robbed in Hrai as a year ago.", Language: "en",
			Source: news.Source{Name: "Wire", Kind: news.KindWire},
		}
		book := NewDirectory([]news.Source{a.Source, {Name: "Other Paper", Kind: news.KindNewspaper}})
		s := news.Sentence{Start: 0, End: len(a.Body), Text: a.Body}
		if diff := cmp.Diff(want, origin(a, "", s, book, nil)); diff != "" {
			t.Errorf("origin under %q (-want +got):\n%s", title, diff)
		}
	}
}
