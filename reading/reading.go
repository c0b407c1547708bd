// Package reading finds in an article what it says: its sentences, who is named where, who says what on whose
// authority, how many, which places are meant, and what happened. It composes the packages below it, each of which
// knows one of these.
package reading

import (
	"fmt"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"sitrep/news"
	"sitrep/reading/events"
	"sitrep/reading/figures"
	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/reading/people"
	"sitrep/reading/places"
	"sitrep/reading/statements"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

// Reader reads articles. It holds the models and gazetteers and is safe for concurrent use.
type Reader struct {
	names  *names.Model
	places *gazetteer.Gazetteer
	keys   *lru.Cache[string, []string] // see keysOf
}

// knownNames is how many names a reader knows the keys of: some five megabytes.
const knownNames = 50_000

// Load returns the reader of this process, with the embedded models. They are made ready at the first call.
func Load() (*Reader, error) { return load() }

var load = sync.OnceValues(func() (*Reader, error) {
	model, err := names.Load()
	if err != nil {
		return nil, err
	}
	return newReader(model)
})

// Open returns a reader with another model of names than the embedded one, as `train entities` writes it: for
// measuring.
func Open(packed []byte) (*Reader, error) {
	model, err := names.Open(packed)
	if err != nil {
		return nil, err
	}
	return newReader(model)
}

func newReader(model *names.Model) (*Reader, error) {
	keys, err := lru.New[string, []string](knownNames)
	if err != nil {
		return nil, fmt.Errorf("memory of keys: %w", err)
	}
	return &Reader{names: model, places: gazetteer.Open(), keys: keys}, nil
}

// Read finds in an article's body what it says. It is pure: the same article gives the same reading.
func (r *Reader) Read(a news.Article) news.Reading {
	var out news.Reading
	_, head := text.Dateline(a.Body)
	for _, s := range text.Sentences(a.Body, lang.Of(a.Language)) {
		if s.Start < head && head < s.End { // a dateline is no part of what the sentence says
			s.Start = head
		}
		out.Sentences = append(out.Sentences, news.Span(s))
	}
	out.Entities, out.Mentions = r.Names(a.Body, out.Sentences)
	t := words.Read(a.Body, out.Sentences, out.Mentions)
	defer t.Release()
	said := statements.Read(t)
	out.Statements, out.Figures = said.Statements(), figures.Read(t, said)
	out.Places = r.Places(a.Body, out.Mentions, a.Source.Country)
	out.Events = events.Read(t, events.Context{
		Figures: out.Figures, Places: out.Places, Time: a.Time(), Gazette: r.places,
	})
	title := r.claim(a.Title, a.Source.Country, a.Time())
	out.Headline, out.TitlePlaces = title.Events, title.Places
	return out
}

// Claim reads what a sentence or headline that stands alone claims, as [events.Compare] takes it. Days are resolved
// from
// at, if it is not zero.
func (r *Reader) Claim(s string, at time.Time) events.Claim { return r.claim(s, "", at) }

// Compare says how the claim b stands to the earlier claim a; see [events.Compare].
func (r *Reader) Compare(a, b string, at time.Time) (events.Relation, float64) {
	return events.Compare(r.Claim(a, at), r.Claim(b, at))
}

func (r *Reader) claim(s, country string, at time.Time) events.Claim {
	out := events.Claim{Text: s}
	if s == "" {
		return out
	}
	var sentences []news.Span
	for _, s := range text.Sentences(s, lang.English) {
		sentences = append(sentences, news.Span(s))
	}
	entities, mentions := r.Names(s, sentences)
	for _, e := range entities {
		out.Names = append(out.Names, e.Name)
	}
	t := words.Read(s, sentences, mentions)
	defer t.Release()
	said := statements.Read(t)
	out.Statements, out.Figures = said.Statements(), figures.Read(t, said)
	out.Places = r.Places(s, mentions, country)
	out.Events = events.Read(t, events.Context{Figures: out.Figures, Places: out.Places, Time: at, Gazette: r.places})
	return out
}

// Names finds who is mentioned where in body; see [people.Link]. The sentences are those of [text.Sentences].
func (r *Reader) Names(body string, sentences []news.Span) ([]news.Entity, []news.Mention) {
	return people.Link(r.names.Recognise(body, sentences))
}

// Places finds the toponyms of body and where they lie; see [places.Locate].
func (r *Reader) Places(body string, mentions []news.Mention, country string) []news.Place {
	return places.Locate(r.places, body, mentions, country)
}

// Nations returns the ISO 3166-1 alpha-2 code of every country by its names, its peoples and its adjectives, as they
// are written.
func Nations() map[string]string { return gazetteer.Nations() }

// Home returns the country (ISO 3166-1 alpha-2) in which the place lies that a name means where nothing is said, "" if
// it is none that hand-written tables have.
func Home(name string) string {
	for _, c := range gazetteer.Open().Lookup(name) {
		if c.Listed {
			return c.Country
		}
	}
	return ""
}

// Whereabouts returns the likeliest place of a name: its country (ISO 3166-1 alpha-2) and its position in degrees; wide
// says that it is a country or wider. It is not ok if no place is called so.
func Whereabouts(name string) (country string, lat, lon float64, wide, ok bool) {
	found := gazetteer.Open().Lookup(name)
	if len(found) == 0 {
		return "", 0, 0, false, false
	}
	best := found[0]
	return best.Country, best.Lat, best.Lon, best.Class <= gazetteer.Country, best.Country != ""
}

// Surname returns what the news calls a person of that name by, "" if it says of nobody who is meant; see
// [people.Surname].
func Surname(name string) string { return people.Surname(name) }
