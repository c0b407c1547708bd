package events

import (
	"sitrep/news"
	"sitrep/reading/words"
)

// merge makes one of mentions that tell one event: a verb that only begins or ends what a noun names, and a killing
// that
// an attack did.
func (r *reader) merge() {
	for i := range r.found {
		if m := &r.found[i]; !m.dropped && m.opposition == "go" {
			r.mergePhase(i)
		}
	}
	for i := range r.found {
		if m := &r.found[i]; !m.dropped && m.kind == news.Killing {
			r.mergeKilling(i)
		}
	}
}

// mergePhase gives the event that the i-th mention begins or ends its phase. A verb that says no more than that tells
// nothing else.
func (r *reader) mergePhase(i int) {
	m := &r.found[i]
	n := r.partner(i)
	if m.act != "" || m.kind != "" { // "talks collapsed"
		if n >= 0 && m.verb && !r.found[n].verb {
			r.found[n].opposition, r.found[n].polarity = m.opposition, m.polarity
		}
		return
	}
	m.dropped = true
	if n < 0 {
		return
	}
	o := &r.found[n]
	o.opposition, o.polarity = m.opposition, m.polarity
	if m.verb && (o.mode == news.Did || m.mode != news.Did) {
		o.mode = m.mode
	}
	if o.actor.empty() && m.verb && m.actor.from != o.group {
		o.actor = m.actor
	}
}

// mergeKilling drops the i-th mention, a killing, if another says by what: "an air strike killed 12", "shelled the
// market,
// killing 12".
func (r *reader) mergeKilling(i int) {
	m := &r.found[i]
	for k := len(r.found) - 1; k >= 0; k-- {
		o := &r.found[k]
		if k == i || o.dropped || o.act != news.ActAssault || o.kind == news.Killing || o.mode != m.mode {
			continue
		}
		if m.form == gerund && o.verb && k < i || m.actor.from <= o.at && o.at < m.actor.to {
			m.dropped = true
			if o.target.empty() {
				o.target = m.target
			}
			return
		}
	}
}

// partner is the mention of a noun that the verb or noun at index i begins or ends, -1 if there is none.
func (r *reader) partner(i int) int {
	m := &r.found[i]
	within := func(p phrase, o *mention) bool { return p.from <= o.at && o.at < p.to }
	for n := range r.found {
		o := &r.found[n]
		if n == i || o.dropped || o.act == "" && o.kind == "" {
			continue
		}
		if m.verb && !o.verb && (within(m.target, o) && o.at-m.end <= 6 || within(m.actor, o) && m.group-o.end <= 8) {
			return n
		}
		if !m.verb && (o.at-m.end) >= 0 && o.at-m.end <= 4 { // "the start of talks", "began bombing"
			return n
		}
		if m.verb && o.verb && o.form&(gerund|base) != 0 && o.group-m.end >= 0 && o.group-m.end <= 1 {
			return n
		}
	}
	return -1
}

// emit writes the mentions of the sentence [lo,hi).
func (r *reader) emit(lo, hi int) {
	first := len(r.out)
	days := r.daysIn(lo, hi)
	sentence := r.SpanOf(lo, hi)
	for i := range r.found {
		m := &r.found[i]
		if m.dropped {
			continue
		}
		span := r.SpanOf(m.at, m.end)
		e := news.EventMention{
			Start: span.Start, End: span.End, Act: r.actOf(lo, hi, i), Kind: m.kind, Word: m.lemma, Mode: m.mode,
			Opposition: m.opposition, Polarity: m.polarity,
			Actor: r.party(m.actor), Target: r.party(m.target),
		}
		if e.Kind == news.Takeover && r.state(m.actor) {
			e.Kind = news.Retaken
		}
		e.Place, e.Precision = r.placeOf(sentence, m)
		e.Day, e.LastDay, e.Stated = r.dayOf(days, m)
		r.out = append(r.out, e)
	}
	r.figures(sentence, r.out[first:])
	for i := first; i < len(r.out); i++ {
		r.out[i].Gravity = r.gravity(&r.out[i])
	}
}

// party is the phrase p with the entity that counts in it: the last that is named before a preposition, else the first.
func (r *reader) party(p phrase) news.Party {
	if p.empty() {
		return news.Party{}
	}
	for p.to > p.from+1 && r.Classes[p.to-1] == words.Quotation {
		p.to--
	}
	out := news.Party{Span: r.SpanOf(p.from, p.to)}
	first, end := r.mentionsIn(p.from, p.to)
	head := p.to
	for k := p.from + 1; k < p.to; k++ {
		if c := r.Classes[k]; c == words.Preposition || c == words.Conjunction || c == words.Comma {
			head = k
			break
		}
	}
	limit := r.Words[head-1].End
	for k := first; k < end; k++ {
		if m := r.Mentions[k]; out.Name == "" || m.End <= limit {
			out.Name, out.Kind = m.Name, m.Kind
		}
	}
	return out
}

// state reports whether a phrase names a state's forces and no insurgents.
func (r *reader) state(p phrase) bool {
	return !p.empty() && r.Has(p.from, p.to, armies) && !r.Has(p.from, p.to, insurgents)
}

// figures gives each figure within the sentence to the mention that stands nearest, and harm to people to one that
// harms.
func (r *reader) figures(sentence news.Span, found []news.EventMention) {
	for r.fig < len(r.Figures) && r.Figures[r.fig].Start < sentence.Start {
		r.fig++
	}
	if len(found) == 0 {
		return
	}
	for k := r.fig; k < len(r.Figures) && r.Figures[k].Start < sentence.End; k++ {
		f := r.Figures[k]
		best, distance := 0, 1<<30
		for i := range found {
			d := max(found[i].Start-f.End, f.Start-found[i].End, 0)
			if !bears(found[i], f) {
				d += 1 << 12
			}
			if d < distance {
				best, distance = i, d
			}
		}
		found[best].Figures = append(found[best].Figures, f)
	}
}

// bears reports whether an event of e's sort has figures of f's.
func bears(e news.EventMention, f news.Figure) bool {
	switch f.Kind {
	case news.Killed, news.Injured, news.Missing, news.Drones, news.Missiles, news.Shells:
		return e.Act == news.ActAssault || e.Kind == news.Disaster || e.Kind == news.Accident ||
			e.Kind == news.Death || e.Kind == news.Intercept || e.Kind == news.Crackdown
	case news.Captured, news.Detained:
		return e.Kind == news.Arrest || e.Kind == news.Abduction || e.Kind == news.Release || e.Kind == news.Exchange
	case news.Displaced:
		return e.Kind == news.Displacement
	case news.Money:
		return e.Kind == news.Aid
	}
	return true
}
