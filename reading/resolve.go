package reading

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"sitrep/news"
	"sitrep/reading/people"
	"sitrep/text/lang"
)

// Query is a reading whose entities are to be told from, or found among, those that are stored.
type Query struct {
	Keys []string // under which stored entities must be looked up, sorted and distinct

	reading news.Reading
	body    string
	at      time.Time
	pinned  map[int64]string // the names of those whom operators have decided on
	lookups [][]string       // the keys of each entity
	signs   []bool           // of each entity: it signs the article, and is not in it
}

// Ask begins to resolve a reading: it applies what operators have decided, and says which stored entities
// [Reader.Resolve] needs for the rest. It is pure.
func Ask(a news.Article, r news.Reading, pins []news.Pin) Query {
	q := Query{at: a.Time(), body: a.Body}
	q.reading, q.pinned = people.Correct(a.Body, r, pins)
	q.signs = signers(a.Body, q.reading)
	q.lookups = make([][]string, len(q.reading.Entities))
	for i, e := range q.reading.Entities {
		q.lookups[i] = people.Lookup(e)
		q.Keys = append(q.Keys, q.lookups[i]...)
	}
	slices.Sort(q.Keys)
	q.Keys = slices.Compact(q.Keys)
	return q
}

// Resolve says who is who: it gives each entity of the reading that was asked for the id and the name of the stored
// entity that it is, if it is one, and names the speakers that are only described. stored are those found under the
// keys of q, the most mentioned first. It is pure: nothing of what it is given changes.
func (r *Reader) Resolve(q Query, stored []news.Entity) news.Reading {
	out := q.reading
	out.Entities, out.Mentions = slices.Clone(out.Entities), slices.Clone(out.Mentions)
	out.Statements, out.Figures = slices.Clone(out.Statements), slices.Clone(out.Figures)
	names, roles, nobody := r.identify(q, out.Entities, stored)
	for i, m := range out.Mentions {
		if n := names[m.Entity]; n != "" {
			out.Mentions[i].Name, out.Mentions[i].Kind = n, out.Entities[m.Entity].Kind
		}
	}
	for i := range out.Statements {
		identifySpeaker(&out.Statements[i], out.Entities, names)
	}
	nameSpeakers(q.body, out, names, roles)
	return without(out, nobody)
}

// signers says of each entity whether it is somebody who signs the article and is not told of: named in nothing but a
// first or last sentence of names alone, or a credit among the last.
func signers(body string, r news.Reading) []bool {
	signs := make([]bool, len(r.Entities))
	if len(r.Sentences) < 2 {
		return signs
	}
	const ending = 3 // sentences among which credits stand
	var signed []news.Span
	for i, s := range r.Sentences {
		ends := i == 0 || i == len(r.Sentences)-1
		if ends && byline(body, s, r.Mentions) || i >= len(r.Sentences)-ending && credits(s.In(body)) {
			signed = append(signed, s)
		}
	}
	told := make([]bool, len(r.Entities))
	for _, m := range r.Mentions {
		if slices.ContainsFunc(signed, func(s news.Span) bool { return s.Start <= m.Start && m.End <= s.End }) {
			signs[m.Entity] = m.Kind == news.Person
		} else {
			told[m.Entity] = true
		}
	}
	for i := range signs {
		signs[i] = signs[i] && !told[i]
	}
	return signs
}

// credits reports whether a sentence says who made the article: "Additional reporting by".
func credits(sentence string) bool {
	words := strings.FieldsFunc(strings.ToLower(sentence), func(c rune) bool { return !unicode.IsLetter(c) })
	by := slices.Index(words, "by")
	return by > 0 && !slices.ContainsFunc(words[:by], func(w string) bool { return !lang.English.Names.Credits[w] })
}

// byline reports whether a sentence has no words but names and such as stand beside those of whoever signs.
func byline(body string, s news.Span, mentions []news.Mention) bool {
	at, named := s.Start, false
	var rest strings.Builder
	for _, m := range mentions {
		if m.Start < at || m.End > s.End {
			continue
		}
		rest.WriteString(body[at:m.Start] + " ")
		at, named = m.End, true
	}
	rest.WriteString(body[at:s.End])
	words := strings.FieldsFunc(strings.ToLower(rest.String()), func(c rune) bool { return !unicode.IsLetter(c) })
	return named && !slices.ContainsFunc(words, func(w string) bool {
		return len(w) > 1 && !lang.English.Names.Signing[w]
	})
}

// without takes entities and their mentions out of a reading: names of which nobody can say whose they are.
func without(r news.Reading, gone []bool) news.Reading {
	if !slices.Contains(gone, true) {
		return r
	}
	at := make([]int, len(r.Entities))
	var kept []news.Entity
	for i, e := range r.Entities {
		at[i] = len(kept)
		if !gone[i] {
			kept = append(kept, e)
		}
	}
	r.Entities = kept
	r.Mentions = slices.DeleteFunc(r.Mentions, func(m news.Mention) bool { return gone[m.Entity] })
	for i, m := range r.Mentions {
		r.Mentions[i].Entity = at[m.Entity]
	}
	return r
}

// identify sets the ids of entities. It returns the name under which each is stored, "" for those that are not, the
// titles that this and earlier articles report of each, and which of them name nobody in particular.
func (r *Reader) identify(q Query, entities, stored []news.Entity) (names []string, roles [][]string, nobody []bool) {
	byKey := map[string][]int{}
	for i, e := range stored {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			for _, k := range r.keysOf(name) {
				byKey[k] = append(byKey[k], i)
			}
		}
	}
	names, roles, nobody = make([]string, len(entities)), make([][]string, len(entities)), make([]bool, len(entities))
	for i := range entities {
		e := &entities[i]
		roles[i] = titles(nil, *e)
		if nobody[i] = q.signs[i]; nobody[i] {
			continue
		}
		if e.ID != 0 {
			names[i] = q.pinned[e.ID]
			continue
		}
		near := nearby(q.lookups[i], stored, byKey)
		id, ok, unknown := people.Resolve(*e, near, q.at)
		if same, other := people.Otherwise(*e, near); other && (!ok || !roled(near, id)) {
			e.Kind, e.ID = same.Kind, same.ID
			names[i] = same.Name
			continue
		}
		if !ok {
			nobody[i] = unknown
			continue
		}
		e.ID = id
		same := stored[slices.IndexFunc(stored, func(s news.Entity) bool { return s.ID == id })]
		names[i], roles[i] = same.Name, titles(roles[i], same)
	}
	return names, roles, nobody
}

// roled reports whether articles give the stored entity of that id a role.
func roled(stored []news.Entity, id int64) bool {
	return slices.ContainsFunc(stored, func(s news.Entity) bool { return s.ID == id && len(s.Roles) > 0 })
}

// titles appends the titles of an entity's roles to out.
func titles(out []string, e news.Entity) []string {
	for _, role := range e.Roles {
		out = append(out, role.Title)
	}
	return out
}

// identifySpeaker gives a statement the id and the stored name of the entity that its speaker is named like.
func identifySpeaker(st *news.Statement, entities []news.Entity, names []string) {
	for i, e := range entities {
		if e.Name == st.Speaker && e.ID != 0 && e.Kind != news.PlaceKind {
			st.SpeakerID = e.ID
			if names[i] != "" {
				st.Speaker = names[i]
			}
			return
		}
	}
}

// keysOf is [people.Keys] with a memory: the namesakes of those in the news are the same ones, article after article.
func (r *Reader) keysOf(name string) []string {
	keys, ok := r.keys.Get(name)
	if !ok {
		keys = people.Keys(name)
		r.keys.Add(name, keys)
	}
	return keys
}

// nearby are the stored entities under any of the keys, in their order.
func nearby(keys []string, stored []news.Entity, byKey map[string][]int) []news.Entity {
	var at []int
	for _, k := range keys {
		at = append(at, byKey[k]...)
	}
	slices.Sort(at)
	at = slices.Compact(at)
	out := make([]news.Entity, len(at))
	for i, j := range at {
		out[i] = stored[j]
	}
	return out
}
