package people

import (
	"slices"

	"sitrep/news"
)

// Correct gives the entities of a reading the ids that operators have decided on, and parts what the rules took for one
// entity but operators know to be several. It returns the reading, changed where it had to be, and the names of the
// entities by id.
func Correct(body string, r news.Reading, pins []news.Pin) (news.Reading, map[int64]string) {
	if len(pins) == 0 {
		return r, nil
	}
	o := correction{
		body: body, r: r, pins: make(map[pinKey]news.Pin, len(pins)), names: make(map[int64]string, len(pins)),
	}
	for _, p := range pins {
		o.pins[pinKey{p.Kind, p.Key}] = p
		o.names[p.Entity] = p.As
	}
	o.r.Entities, o.r.Mentions = slices.Clone(r.Entities), slices.Clone(r.Mentions)
	o.r.Statements = slices.Clone(r.Statements)
	for i := range r.Entities {
		o.entity(i)
	}
	return o.r, o.names
}

type pinKey struct {
	kind news.EntityKind
	key  string
}

// correction is one run of Correct.
type correction struct {
	body  string
	r     news.Reading
	pins  map[pinKey]news.Pin
	names map[int64]string
}

func (o *correction) pin(kind news.EntityKind, name string) (news.Pin, bool) {
	p, ok := o.pins[pinKey{kind, Fold(name)}]
	return p, ok
}

// entity applies the pins to entity i of the reading.
func (o *correction) entity(i int) {
	e := o.r.Entities[i]
	owners := map[int64]bool{} // by names that say who is meant whatever stands beside them
	all := true
	var only int64
	for _, n := range forms(e) {
		p, ok := o.pin(e.Kind, n)
		switch {
		case !ok || only != 0 && only != p.Entity:
			all = false
		default:
			only = p.Entity
		}
		if ok && !p.Alone {
			owners[p.Entity] = true
		}
	}
	switch {
	case len(owners) == 0 && all:
		o.r.Entities[i].ID = only
	case len(owners) == 1:
		for id := range owners {
			o.r.Entities[i].ID = id
		}
	case len(owners) > 1:
		o.part(i)
	}
}

// part divides entity i between the stored entities to which its names are pinned.
func (o *correction) part(i int) {
	e := o.r.Entities[i]
	var at []int
	var words []string
	for j, m := range o.r.Mentions {
		if m.Entity == i {
			at, words = append(at, j), append(words, clean(m.Span().In(o.body)))
		}
	}
	owners := news.Divide(words, func(w string) int64 {
		if p, ok := o.pin(e.Kind, w); ok && !p.Alone {
			return p.Entity
		}
		return 0
	})
	local := map[int64]int{} // index of each owner's entity
	for k, id := range owners {
		if id == 0 {
			continue
		}
		n, ok := local[id]
		if !ok {
			if n = i; len(local) > 0 {
				n = len(o.r.Entities)
				o.r.Entities = append(o.r.Entities, news.Entity{})
			}
			local[id] = n
			o.r.Entities[n] = news.Entity{ID: id, Kind: e.Kind, Name: o.names[id]}
		}
		m := &o.r.Mentions[at[k]]
		m.Entity, m.Name = n, o.names[id]
		if part := &o.r.Entities[n]; !m.Nominal && words[k] != part.Name && !slices.Contains(part.Aliases, words[k]) {
			part.Aliases = append(part.Aliases, words[k])
		}
	}
	for _, role := range e.Roles {
		if k := beside(o.r.Mentions, at, role.Span); k >= 0 && owners[k] != 0 {
			part := &o.r.Entities[local[owners[k]]]
			part.Roles = append(part.Roles, role)
		}
	}
	for j, st := range o.r.Statements {
		if st.Speaker != e.Name {
			continue
		}
		for _, span := range append(slices.Clone(st.Source), st.Content...) {
			if k := beside(o.r.Mentions, at, span); k >= 0 && owners[k] != 0 {
				o.r.Statements[j].Speaker, o.r.Statements[j].SpeakerID = o.names[owners[k]], owners[k]
				break
			}
		}
	}
}

// beside returns the index into at of the mention that a span holds, or stands beside: the nearest one.
func beside(mentions []news.Mention, at []int, span news.Span) int {
	best, least := -1, 0
	for k, j := range at {
		m := mentions[j].Span()
		d := max(0, m.Start-span.End, span.Start-m.End)
		if best < 0 || d < least {
			best, least = k, d
		}
	}
	return best
}
