package news_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
)

func TestErrorf(t *testing.T) {
	err := fmt.Errorf("open: %w", news.Errorf(news.NotFound, "there is no file %q: %w", "x", fs.ErrNotExist))
	if got := news.ErrorCode(err); got != news.NotFound {
		t.Errorf("ErrorCode = %q, want %q", got, news.NotFound)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
	if got := news.ErrorCode(errors.New("x")); got != news.Internal {
		t.Errorf("ErrorCode of a stranger = %q, want %q", got, news.Internal)
	}
	if got := news.ErrorCode(nil); got != "" {
		t.Errorf("ErrorCode(nil) = %q", got)
	}
}

func TestSpanJSON(t *testing.T) {
	b, err := json.Marshal([]news.Span{{Start: 3, End: 7}})
	if err != nil || string(b) != "[[3,7]]" {
		t.Fatalf("Marshal = %s, %v", b, err)
	}
	var back []news.Span
	if err := json.Unmarshal(b, &back); err != nil || back[0] != (news.Span{Start: 3, End: 7}) {
		t.Errorf("Unmarshal = %v, %v", back, err)
	}
	if err := json.Unmarshal([]byte(`["a"]`), &back); err == nil {
		t.Error("a word is read as a span")
	}
}

func TestPlaceJSON(t *testing.T) {
	for _, tt := range []struct {
		p    news.Place
		want string
	}{
		{news.Place{
			Start: 1, End: 5, Name: "Kyiv", Point: &news.Point{Lat: 50.5, Lon: 30.5}, GeoNames: 703448,
			Country: "UA",
		}, `{"start":1,"end":5,"name":"Kyiv","lat":50.5,"lon":30.5,"geonames":703448,"country":"UA"}`},
		{news.Place{Start: 1, End: 5, Name: "Nowhere"}, `{"start":1,"end":5,"name":"Nowhere"}`},
	} {
		if b, err := json.Marshal(tt.p); err != nil || string(b) != tt.want {
			t.Errorf("Marshal = %s, %v, want %s", b, err, tt.want)
		}
	}
}

var noon = time.Date(2025, 4, 25, 12, 0, 0, 0, time.UTC)

func TestArticleTime(t *testing.T) {
	for _, tt := range []struct {
		name      string
		published time.Time
		want      time.Time
	}{
		{"as published", noon.Add(-time.Hour), noon.Add(-time.Hour)},
		{"undated", time.Time{}, noon},
		{"a few hours ahead, a wrong zone", noon.Add(3 * time.Hour), noon.Add(3 * time.Hour)},
		{"next year", noon.AddDate(1, 0, 0), noon},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := (news.Article{Published: tt.published, Seen: noon}).Time(); !got.Equal(tt.want) {
				t.Errorf("Time = %s, want %s", got, tt.want)
			}
		})
	}
}

func TestArticleValidate(t *testing.T) {
	good := news.Article{Key: "k", Body: "Text.", Source: news.Source{Name: "Podil Post"}}
	if err := good.Validate(); err != nil {
		t.Errorf("Validate: %v", err)
	}
	for name, spoil := range map[string]func(*news.Article){
		"no key":       func(a *news.Article) { a.Key = "" },
		"no text":      func(a *news.Article) { a.Body = " \n" },
		"no UTF-8":     func(a *news.Article) { a.Body = "a\xff" },
		"too long":     func(a *news.Article) { a.Body = strings.Repeat("a", news.MaxBody+1) },
		"no outlet":    func(a *news.Article) { a.Source.Name = "" },
		"unknown kind": func(a *news.Article) { a.Source.Kind = "blog" },
	} {
		bad := good
		spoil(&bad)
		if err := bad.Validate(); news.ErrorCode(err) != news.Invalid {
			t.Errorf("%s: Validate = %v, want an Invalid error", name, err)
		}
	}
}

func sentence(source, origin string, kind news.OriginKind, after time.Duration) news.Sentence {
	return news.Sentence{
		Source: source, Time: noon.Add(after), Weight: 1 + after.Hours(),
		Origin: news.Origin{Name: origin, Kind: kind, Family: strings.ToLower(origin)},
	}
}

func TestFactAt(t *testing.T) {
	f := news.Fact{ID: 1, Sentences: []news.Sentence{
		sentence("A", "A", news.OriginOwn, 0), sentence("B", "B", news.OriginOwn, 2*time.Hour),
	}, DeniedBy: []news.Sentence{sentence("C", "C", news.OriginOfficial, 3*time.Hour)}}
	early := f.At(noon.Add(time.Hour))
	if len(early.Sentences) != 1 || len(early.DeniedBy) != 0 || !early.Last.Equal(noon) || early.Weight != 1 {
		t.Errorf("At one o'clock: %d sentences, %d denials, last %s, weight %v", len(early.Sentences),
			len(early.DeniedBy), early.Last, early.Weight)
	}
	late := f.At(noon.Add(4 * time.Hour))
	if len(late.Sentences) != 2 || len(late.DeniedBy) != 1 || !late.First.Equal(noon) || late.Weight != 3 {
		t.Errorf("At four o'clock: %d sentences, %d denials, first %s, weight %v", len(late.Sentences),
			len(late.DeniedBy), late.First, late.Weight)
	}
}

// TestOriginsCountOnce: four outlets print one wire, one reports itself, one does not say where it has it from.
func TestOriginsCountOnce(t *testing.T) {
	f := news.Fact{Sentences: []news.Sentence{
		sentence("Ledger", "Meridian", news.OriginOutlet, 0), sentence("Lantern", "Meridian", news.OriginOutlet, 0),
		sentence("Meridian", "Meridian", news.OriginOwn, 0), sentence("Ledger", "Meridian", news.OriginOutlet, 0),
		sentence("Gazette", "Gazette", news.OriginOwn, 0), sentence("Brieflane", "", news.OriginUnknown, 0),
	}}
	var got []string
	for _, o := range f.Origins() {
		got = append(got, fmt.Sprintf("%s %v", o.Name, o.Outlets))
	}
	want := []string{"Meridian [Lantern Ledger Meridian]", "Gazette [Gazette]", " [Brieflane]"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Origins (-want +got):\n%s", diff)
	}
	if n := f.Independent(); n != 2 {
		t.Errorf("Independent = %d, want 2", n)
	}
}

// TestOriginsKnowOneByItsNames: a part of a name and its initials are no second origin, an unnamed group is none.
func TestOriginsKnowOneByItsNames(t *testing.T) {
	observatory := news.Naming{Words: []string{"syrian", "observatory", "for", "human", "rights"}, Initials: "sohr"}
	for _, tt := range []struct {
		name  string
		other news.Naming
		want  int
	}{
		{"a part", news.Naming{Words: []string{"observatory"}}, 1},
		{"the initials", news.Naming{Words: []string{"sohr"}, Short: true}, 1},
		{"a short part", news.Naming{Words: []string{"syrian"}, Short: true}, 2},
		{"a description", news.Naming{Words: []string{"monitors"}, Described: true}, 1},
		{"unnamed", news.Naming{Words: []string{"a", "group"}, Indefinite: true}, 1},
		{"another", news.Naming{Words: []string{"white", "helmets"}}, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := sentence("Paper", "A", news.OriginOfficial, 0), sentence("Paper", "B", news.OriginOfficial, 0)
			a.Origin.Naming, b.Origin.Naming = observatory, tt.other
			f := news.Fact{Sentences: []news.Sentence{a, b}}
			if got := f.Independent(); got != tt.want {
				t.Errorf("Independent = %d, want %d", got, tt.want)
			}
		})
	}
}

func TestFeedValidate(t *testing.T) {
	source := news.Source{Name: "Podil Post"}
	for _, tt := range []struct {
		url string
		ok  bool
	}{
		{"https://example.org/rss", true},
		{"ftp://example.org/rss", false},
		{"example.org/rss", false},
		{"https://", false},
		{"://", false},
	} {
		if err := (news.Feed{URL: tt.url, Source: source}).Validate(); (err == nil) != tt.ok {
			t.Errorf("Validate(%q) = %v, want ok %v", tt.url, err, tt.ok)
		}
	}
}

func ExampleFact_Origins() {
	f := news.Fact{Sentences: []news.Sentence{
		{Source: "Thames Ledger", Origin: news.Origin{Name: "Meridian", Kind: news.OriginOutlet, Family: "meridian"}},
		{Source: "Kyiv Lantern", Origin: news.Origin{Name: "Meridian", Kind: news.OriginOutlet, Family: "meridian"}},
		{Source: "Saltivka Gazette", Origin: news.Origin{
			Name: "Saltivka Gazette", Kind: news.OriginOwn,
			Family: "two rivers",
		}},
	}}
	for _, o := range f.Origins() {
		fmt.Println(o.Name, len(o.Outlets))
	}
	// Output:
	// Meridian 2
	// Saltivka Gazette 1
}
