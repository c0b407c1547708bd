package digest

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/index"
)

// sieve is what of a topic's facts a reader wants to be told.
type sieve struct {
	key          string // what makes two readers' sieves one; "" lets everything through
	outlets      []string
	notOutlets   []string
	words        []news.SearchClause
	notWords     []news.SearchClause
	near         *news.Circle
	story        int64
	mutedStories []int64
	mutedWords   []news.SearchClause
	mutedOutlets []string
}

// sieveOf reads what a subscription prefers and what its reader has muted.
func sieveOf(sub news.Subscription, mutes []news.Mute) sieve {
	p := sub.Preferences
	s := sieve{
		outlets: keys(p.Outlets), notOutlets: keys(p.NotOutlets), words: anyOf(p.Words), notWords: anyOf(p.NotWords),
		near: p.Near, story: p.Story,
	}
	var muted []string
	for _, m := range mutes {
		switch m.Kind {
		case news.MuteStory:
			if id, err := strconv.ParseInt(m.Value, 10, 64); err == nil {
				s.mutedStories = append(s.mutedStories, id)
			}
		case news.MuteOutlet:
			s.mutedOutlets = append(s.mutedOutlets, text.Key(m.Value))
		case news.MuteWord:
			muted = append(muted, m.Value)
		}
	}
	s.mutedWords = anyOf(muted)
	if p.Near == nil && p.Story == 0 && len(mutes) == 0 &&
		len(p.Outlets)+len(p.NotOutlets)+len(p.Words)+len(p.NotWords) == 0 {
		return s
	}
	key, err := json.Marshal([]any{
		p.Outlets, p.NotOutlets, p.Words, p.NotWords, p.Near, p.Story, s.mutedStories, s.mutedOutlets, muted,
	})
	if err != nil { // numbers and strings always encode
		panic(err)
	}
	s.key = string(key)
	return s
}

func keys(names []string) (out []string) {
	for _, n := range names {
		out = append(out, text.Key(n))
	}
	return out
}

// anyOf is a search that finds whichever of some words or phrases, inflected as a search would find them.
func anyOf(words []string) []news.SearchClause {
	var parts []string
	for _, w := range words {
		if w = strings.TrimSpace(strings.ReplaceAll(w, `"`, " ")); w != "" {
			parts = append(parts, `"`+w+`"`)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return index.Parse(strings.Join(parts, " OR "))
}

// pass returns what of a fact a reader is told: the sentences of the outlets that are wanted. muted says that it is
// kept back by a mute and by nothing else.
func (s sieve) pass(f news.Fact) (_ news.Fact, ok, muted bool) {
	if s.key == "" {
		return f, true, false
	}
	if s.story != 0 && f.Story != s.story || s.near != nil && !within(f, *s.near) ||
		s.words != nil && !contains(f, s.words) || s.notWords != nil && contains(f, s.notWords) {
		return f, false, false
	}
	f.Sentences, f.DeniedBy = s.told(f.Sentences, s.notOutlets), s.told(f.DeniedBy, s.notOutlets)
	if len(f.Sentences) == 0 {
		return f, false, false
	}
	if slices.Contains(s.mutedStories, f.Story) || s.mutedWords != nil && contains(f, s.mutedWords) {
		return f, false, true
	}
	f.Sentences, f.DeniedBy = s.told(f.Sentences, s.mutedOutlets), s.told(f.DeniedBy, s.mutedOutlets)
	return f, len(f.Sentences) > 0, len(f.Sentences) == 0
}

// told are the sentences of the outlets that are wanted and not kept out.
func (s sieve) told(all []news.Sentence, out []string) []news.Sentence {
	return slices.DeleteFunc(slices.Clone(all), func(x news.Sentence) bool {
		outlet := text.Key(x.Source)
		return len(s.outlets) > 0 && !slices.Contains(s.outlets, outlet) || slices.Contains(out, outlet)
	})
}

// contains reports whether one of the words stands in a sentence of a fact or in the title of its article.
func contains(f news.Fact, words []news.SearchClause) bool {
	return slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool {
		return len(index.Match(s.Text, words)) > 0 || len(index.Match(s.Title, words)) > 0
	})
}

// within reports whether a place that a fact names lies in a circle.
func within(f news.Fact, c news.Circle) bool {
	return slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool {
		return slices.ContainsFunc(s.Places, func(p news.Place) bool {
			return p.Point != nil && kilometres(p.Lat, p.Lon, c.Latitude, c.Longitude) <= c.Kilometres
		})
	})
}

// kilometres is the way between two points over a sphere of the earth's mean radius (haversine formula).
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371.0, math.Pi / 180
	a := math.Sin((lat2 - lat1) * degree / 2)
	b := math.Sin((lon2 - lon1) * degree / 2)
	h := a*a + math.Cos(lat1*degree)*math.Cos(lat2*degree)*b*b
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}
