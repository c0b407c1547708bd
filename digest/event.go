package digest

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"sitrep/news"
	"sitrep/text/lang"
)

// happening is an event with what is new of it to a reader: a development to be.
type happening struct {
	event news.Event // ID 0 where it is not known
	facts []candidate
	score float64
	// it was stored as one event with another one: what is known of that from all articles is not its own
	parted bool
}

// outlets counts those that tell the event.
func (h happening) outlets() int {
	if !h.parted {
		return max(1, len(h.event.Outlets))
	}
	var names []string
	for _, c := range h.facts {
		for _, s := range c.fact.Sentences {
			if !slices.Contains(names, s.Source) {
				names = append(names, s.Source)
			}
		}
	}
	return max(1, len(names))
}

// teller is the fact that the event is told by.
func (h happening) teller() candidate { return h.facts[0] }

// heads reports whether a sentence is what its article is about: it stands at the top, or says what the title says.
func heads(s news.Sentence) bool {
	const announces = 0.5
	if s.Title == "" {
		return false // a bare text may begin anywhere
	}
	return s.Position <= 1 || share(s.Title, s.Text) >= announces
}

// aside is the least likeness to its event of a fact that its article does not lead with; below, it is about something
// else.
const aside = 0.2

// happenings gathers what is new by event, the one that matters most first.
func (m *material) happenings(fresh []candidate) []happening {
	at := map[int64]int{}
	var out []happening
	for _, c := range fresh {
		e := m.in.Events[eventOf(c, fresh)]
		c.central = similarity(c.lead.Terms, e.Terms)
		c.aside = e.ID != 0 && c.lead.Title != "" && !c.heads && c.central < aside
		if i, ok := at[e.ID]; ok && e.ID != 0 {
			out[i].facts = append(out[i].facts, c)
			continue
		}
		if e.ID != 0 {
			at[e.ID] = len(out)
		}
		out = append(out, happening{event: e, facts: []candidate{c}})
	}
	out = parted(out)
	for i, h := range out {
		out[i].score = m.consequence(h)
	}
	slices.SortStableFunc(out, func(a, b happening) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.teller().fact.ID, b.teller().fact.ID))
	})
	return out
}

// parted sorts the facts of each event, the one that tells it best first, and parts from it those that another article
// leads with and that are another event.
func parted(in []happening) (out []happening) {
	for len(in) > 0 {
		h := in[0]
		slices.SortStableFunc(h.facts, byTelling)
		h.facts = leadFirst(h.facts)
		t := h.teller()
		var stay, leave []candidate
		for i, c := range h.facts {
			if i > 0 && c.heads && c.lead.Position == 0 && c.lead.Denies == 0 && c.lead.Article != t.lead.Article &&
				another(c.lead, t.lead) {
				leave = append(leave, c)
			} else {
				stay = append(stay, c)
			}
		}
		h.facts = stay
		out = append(out, h)
		in = in[1:]
		if len(leave) > 0 {
			in = append([]happening{{event: h.event, facts: leave, parted: true}}, in...)
		}
	}
	return out
}

// eventOf is the event that a fact is told with. A denial stands with what it denies.
func eventOf(c candidate, fresh []candidate) int64 {
	if d := c.lead.Denies; d != 0 {
		for _, o := range fresh {
			if o.fact.ID == d && o.lead.Denies == 0 {
				return o.lead.Event
			}
		}
	}
	return c.lead.Event
}

// byTelling orders facts, the one that tells their event best first.
func byTelling(a, b candidate) int {
	return cmp.Or(cmp.Compare(telling(b), telling(a)), cmp.Compare(a.fact.ID, b.fact.ID))
}

// leadFirst has what an article begins with tell the event before what the same article says further down: a rumour's
// details stand under the rumour.
func leadFirst(facts []candidate) []candidate {
	t := facts[0].lead
	if t.Position == 0 || t.Title == "" {
		return facts
	}
	i := slices.IndexFunc(facts, func(c candidate) bool {
		return c.heads && c.lead.Article == t.Article && c.lead.Position == 0
	})
	if i <= 0 {
		return facts
	}
	return slices.Concat(facts[i:i+1], facts[:i], facts[i+1:])
}

// telling is how well a fact tells its event.
func telling(c candidate) float64 {
	w := c.fact.Weight + 0.3*float64(min(c.fact.Independent(), 4)) + 0.1*gravity(c.lead) + 2*c.central
	switch {
	case c.heads && c.lead.Position == 0:
		w += 2.5 // a text is about what it begins with
	case c.heads:
		w++
	}
	w += 1.5 * share(c.lead.Title, c.lead.Text)
	if lang.English.News.Background.LeansBack.MatchString(c.lead.Text) {
		w -= 1.5 // "He said …" stands under what it leans on
	}
	if c.aside {
		w -= 3
	}
	if c.lead.Form != news.Report {
		w -= 3
	}
	if c.lead.Hedged {
		w -= 3
	}
	if c.change == news.ChangeFigure || c.change == news.ChangeStatus {
		w += 0.5
	}
	return w
}

// gravity is how grave the gravest thing is that a sentence tells.
func gravity(s news.Sentence) (g float64) {
	for _, e := range s.Events {
		g = max(g, e.Gravity)
	}
	return g
}

// Weights of an event's consequence. Each was set on three wars and checked on the one left out: docs/events.md.
const (
	perOutlet  = 1.0 // per doubling of the outlets that tell it
	perArticle = 0.6
	perAkin    = 0.2  // per outlet that tells of something like it
	perGravity = 0.08 // of 13: its square, so that the day's gravest stands out
	perDead    = 0.4  // per power of ten
	perOrigin  = 0.1
	perWeight  = 0.1 // of the sentence in its article: it parts equals
	notReport  = -2.0
	feature    = -1.5
	claimed    = -0.4 // by a party, of itself or its enemy
	inPassing  = -2.0 // of what an article says in passing
	borneOut   = -1.5 // what was told, and is confirmed now
	likeIt     = 0.35 // a likeness of events that counts in full
	distant    = 0.12 // one that does not count
)

// consequence is how much an event matters: how many outlets tell it, how grave it is, whom it costs.
func (m *material) consequence(h happening) float64 {
	t := h.teller()
	w := perOutlet*math.Log2(float64(1+h.outlets())) +
		perArticle*math.Log2(1+h.articles()) + perAkin*m.likes[h.event.ID] +
		perGravity*t.lead.TitleGravity*t.lead.TitleGravity/10 + perDead*math.Log10(1+h.dead()) +
		perOrigin*float64(min(t.fact.Independent(), 3)) + perWeight*t.fact.Weight
	switch t.lead.Form {
	case news.Report:
	case news.Feature:
		w += feature
	default:
		w += notReport
	}
	if t.aside {
		w += inPassing
	}
	if t.status == news.Claimed {
		w += claimed
	}
	if t.change == news.ChangeStatus && t.status == news.Confirmed {
		w += borneOut
	}
	return w
}

// articles counts those that tell of the event; an outlet's second and third are worth half a first.
func (h happening) articles() float64 {
	outlets := h.outlets()
	if h.parted {
		return float64(outlets)
	}
	return float64(outlets) + 0.5*float64(max(0, h.event.Told-outlets))
}

// likes counts for each event the outlets that tell something like it, each by the nearest that it tells.
func likes(all map[int64]news.Event) map[int64]float64 {
	type posting struct {
		event  int64
		weight float64
	}
	events := slices.Sorted(maps.Keys(all))
	holding := map[string][]posting{}
	for _, id := range events {
		for _, t := range all[id].Terms {
			holding[t.Text] = append(holding[t.Text], posting{id, t.Weight})
		}
	}
	out := make(map[int64]float64, len(all))
	for _, id := range events {
		like := map[int64]float64{}
		for _, t := range all[id].Terms {
			for _, p := range holding[t.Text] {
				like[p.event] += t.Weight * p.weight
			}
		}
		nearest := map[string]float64{}
		for other, l := range like {
			if l >= distant {
				for _, outlet := range all[other].Outlets {
					nearest[outlet] = max(nearest[outlet], l)
				}
			}
		}
		for _, outlet := range slices.Sorted(maps.Keys(nearest)) { // so that the sum is the same each time
			out[id] += min(1, nearest[outlet]/likeIt)
		}
	}
	return out
}

// dead is the highest toll of the dead that the event is new with, as the articles that are about it begin: the toll of
// the war, of last week's attack or of another one, which they recall further down or by the way, makes it no graver.
func (h happening) dead() (n float64) {
	for _, c := range h.facts {
		for _, s := range c.fact.Sentences {
			if heads(s) || s.Title == "" {
				n = max(n, newlyDead(s))
			}
		}
	}
	return n
}

// newlyDead is the highest number of dead that a sentence tells as news. What stands in a relative clause ("a blast
// that killed hundreds") is what the sentence recalls, unless the title is about it.
func newlyDead(s news.Sentence) (n float64) {
	background := &lang.English.News.Background
	for _, f := range s.Figures {
		if f.Kind != news.Killed || f.Cumulative || f.Low <= n || !s.Span().Contains(f.Span()) {
			continue
		}
		before := s.Text[:f.Start-s.Start]
		if !background.Toll.MatchString(before) || background.Deaths.MatchString(s.Title) {
			n = f.Low
		}
	}
	return n
}

// choose returns the events that are shown, hedged ones at the end and few, and those that found no room. events is how
// many are known.
func choose(in []happening, style news.Style, events int) (shown, left []happening) {
	limit, ok := amounts[style]
	if !ok {
		limit = amounts[news.Standard]
	}
	held := 0 // places kept for hedged ones
	for _, h := range in {
		if h.teller().lead.Hedged && held < limit.hedged {
			held++
		}
	}
	var hedged, waiting []happening
	room := limit.all - held
	tellers := map[string]int{}
	for _, h := range in {
		t := h.teller()
		outlet, speaker := t.lead.Source, ""
		if t.lead.Origin.Kind == news.OriginOfficial {
			speaker = "by " + t.lead.Origin.Name
		}
		if i := slices.IndexFunc(shown, func(o happening) bool { return beginsIn(h, o) || beginsIn(o, h) }); i >= 0 {
			shown[i].facts = append(slices.Clip(shown[i].facts), h.facts...)
			slices.SortStableFunc(shown[i].facts, byTelling)
			continue
		}
		if i := slices.IndexFunc(shown, func(o happening) bool { return sameMatterAs(h, o, events) }); i >= 0 {
			h.facts[0].retold = t.heads && !t.lead.Hedged && t.status != news.Denied &&
				!ahead(t.lead, shown[i].teller().lead)
			shown[i].facts = append(slices.Clip(shown[i].facts), h.facts...)
			continue
		}
		switch {
		case h.minor():
			left = append(left, h)
		case t.lead.Hedged && len(hedged) < held:
			hedged = append(hedged, h)
		case t.lead.Hedged, len(shown) == room:
			left = append(left, h)
		case tellers[outlet] == limit.outlet, speaker != "" && tellers[speaker] == limit.speaker:
			waiting = append(waiting, h)
		default:
			tellers[outlet]++
			if speaker != "" {
				tellers[speaker]++
			}
			shown = append(shown, h)
		}
	}
	others := len(tellers) > 2  // then an outlet that floods gets one more at most, and the digest is short
	for _, h := range waiting { // nobody else has anything to say
		outlet := h.teller().lead.Source
		if len(shown) == room || others && tellers[outlet] > limit.outlet {
			left = append(left, h)
			continue
		}
		tellers[outlet]++
		shown = append(shown, h)
	}
	return slices.Concat(shown, hedged), left
}

// beginsIn reports whether the article that tells an event begins with what is told under another one: it was stored as
// one fact, and only the words of the articles came apart.
func beginsIn(h, o happening) bool {
	t := h.teller().lead
	if h.event.ID == 0 || o.event.ID == 0 || t.Title == "" || slices.Contains(h.event.Apart, o.event.ID) ||
		slices.Contains(o.event.Apart, h.event.ID) || another(t, o.teller().lead) {
		return false
	}
	return slices.ContainsFunc(o.facts, func(c candidate) bool {
		return slices.ContainsFunc(c.fact.Sentences, func(s news.Sentence) bool {
			return s.Article == t.Article && s.Position == 0
		})
	})
}

// sameMatterAs reports whether two events are so alike that a reader would take the second for the first told again:
// their articles came apart because nobody had told enough when they came, or tell it in other words. Now and then they
// are two all the same (docs/events.md), so that what tells the second stands as a line under the first.
func sameMatterAs(h, o happening, events int) bool {
	const (
		alike  = 0.15
		akinBy = 1 // less of a likeness is asked for where kinds and towns agree
	)
	a, b := h.teller(), o.teller()
	if h.event.ID == 0 || o.event.ID == 0 || a.lead.Denies != 0 || a.change != news.ChangeNew ||
		another(a.lead, b.lead) {
		return false
	}
	if slices.Contains(h.event.Apart, o.event.ID) || slices.Contains(o.event.Apart, h.event.ID) {
		return false
	}
	if agree(h.event.Kinds, o.event.Kinds) && agree(h.event.Towns, o.event.Towns) &&
		similarity(h.event.Terms, o.event.Terms) >= alike && retelling(h, o) >= again-akinBy+unsure(events) {
		return true
	}
	if x, y := groups(a.lead), groups(b.lead); otherCountry(a.lead, b.lead) ||
		len(x) > 0 && len(y) > 0 && !agree(x, y) {
		return false
	}
	return retelling(h, o) >= again+unsure(events)
}

// again is the log odds from which a reader is told that two events are one.
const again = 3

// unsure is how much surer it must be while there are few events: what all share weighs nearly as much as what two do.
func unsure(events int) float64 {
	const most, half = 2.5, 40
	return most * half / float64(half+events)
}

// retelling is how surely two events are one, as log odds. The weights are those of a logistic regression on 3,900
// pairs of events of one day of three wars, labelled by what their titles tell: docs/events.md.
func retelling(h, o happening) float64 {
	a, b := h.teller().lead, o.teller().lead
	like := max(0, similarity(h.event.Terms, o.event.Terms))
	x, y := share(a.Title, b.Title), share(b.Title, a.Title)
	z := -4.7 + 11*math.Sqrt(like) + 4.5*like + 3.1*math.Sqrt(max(0, similarity(a.Terms, b.Terms))) +
		2.1*(x+y)/2 + 2.6*max(x, y) +
		2.5*(share(a.Title, b.Title+" "+b.Text)+share(b.Title, a.Title+" "+a.Text))/2
	z += 0.55*concord(h.event.Kinds, o.event.Kinds) + concord(h.event.Towns, o.event.Towns)
	if a.Source == b.Source {
		z -= 0.5
	}
	return z
}

// concord is 1 where two lists have something in common, -1 where they have not, 0 where one of them says nothing.
func concord(a, b []string) float64 {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case agree(a, b):
		return 1
	}
	return -1
}

// agree reports whether two lists have something in common, or one of them says nothing.
func agree(a, b []string) bool {
	return len(a) == 0 || len(b) == 0 ||
		slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}

// minor reports whether an event is no development: an aside that nobody else tells, that its article could do without,
// or that more outlets stand by than when it was told.
func (h happening) minor() bool {
	const act = 4 // the gravity of what is news in whatever text it stands
	t := h.teller()
	if t.change != news.ChangeNew {
		return t.aside && t.change == news.ChangeStatus && t.status != news.Denied && t.status != news.Corrected &&
			t.status != news.Withdrawn
	}
	switch t.lead.Form {
	case news.Comment, news.Question, news.Explainer, news.Live:
		grave := slices.ContainsFunc(acts(t.lead), func(e news.EventMention) bool {
			return e.Mode == news.Did && e.Gravity >= act
		})
		if h.outlets() < 2 && !(grave && t.lead.Position == 0) {
			return true // one writer's opinion, a question, an explainer, a page of many matters
		}
	}
	return t.aside && outlets(t.fact) < 2 || h.outlets() < 2 && t.fact.Weight < minor
}

// whole is what is told of the event, with the tolls that others give of it, as one fact: givers of a toll stand side
// by side, and each of them stands behind it. What is hedged, denied or said in passing does not count.
func (h happening) whole() news.Fact {
	t := h.teller()
	f := t.fact
	if len(t.state.Figures) == 0 {
		return f
	}
	f.Sentences = slices.Clone(f.Sentences)
	for _, c := range h.facts[1:] {
		counts := slices.ContainsFunc(c.state.Figures, func(x news.Figure) bool {
			return slices.ContainsFunc(t.state.Figures, func(y news.Figure) bool { return x.Kind == y.Kind })
		})
		if counts && !c.aside && !c.lead.Hedged && c.lead.Denies == 0 && c.status != news.Denied {
			f.Sentences = append(f.Sentences, c.fact.Sentences...)
		}
	}
	return f
}

// carriers counts the outlets that tell the event: those behind its teller, those that lead with it, those that tell
// more of it. An outlet that mentions it in passing does not.
func (h happening) carriers() int {
	t := h.teller()
	var names []string
	for i, c := range h.facts {
		if i > 0 && (c.aside || c.lead.Hedged != t.lead.Hedged || c.lead.Denies != 0 || c.status == news.Denied ||
			another(c.lead, t.lead) || !commonAct(first(c.lead), first(t.lead), true) ||
			!tellsOf(c.lead, t.lead, h.event)) {
			continue
		}
		for _, s := range c.fact.Sentences {
			if !slices.Contains(names, s.Source) {
				names = append(names, s.Source)
			}
		}
	}
	return len(names)
}

// first is the act that a sentence begins with: "arrived for talks" tells of an arrival.
func first(s news.Sentence) []news.EventMention {
	all := acts(s)
	return all[:min(1, len(all))]
}

// told parts the facts into those that are shown, the teller first, and those that are not.
func (h happening) told(style news.Style, all []happening) (shown, rest []candidate) {
	limit, ok := amounts[style]
	if !ok {
		limit = amounts[news.Standard]
	}
	t := h.facts[0]
	shown = []candidate{t}
	var lines []candidate
	for _, c := range h.facts[1:] {
		switch {
		case c.lead.Denies != 0 && c.lead.Denies == t.fact.ID:
			shown = append(shown, c)
		case h.nearer(c, all):
			rest = append(rest, c)
		case c.retold, rebuts(c) && !t.lead.Hedged, supports(c, t) && tellsOf(c.lead, t.lead, h.event):
			lines = append(lines, c)
		default:
			rest = append(rest, c)
		}
	}
	slices.SortStableFunc(lines, func(a, b candidate) int { return cmp.Compare(adding(b), adding(a)) })
	n := 0
	for _, c := range lines {
		if n == limit.lines || redundant(c, shown) {
			rest = append(rest, c)
			continue
		}
		n++
		shown = append(shown, c)
	}
	return shown, rest
}

// nearer reports whether a fact of the event is what another one that is shown tells.
func (h happening) nearer(c candidate, all []happening) bool {
	const alike = 0.45
	own := similarity(c.lead.Terms, h.teller().lead.Terms)
	return slices.ContainsFunc(all, func(o happening) bool {
		t := o.teller()
		if t.fact.ID == h.teller().fact.ID {
			return false
		}
		like := similarity(c.lead.Terms, t.lead.Terms)
		return like >= alike && like > own
	})
}

// rebuts reports whether a fact is that somebody named denies something of the event, as several outlets tell: it does
// not say of which sentence, and a reader should see it beside the event.
func rebuts(c candidate) bool {
	return c.lead.Denies == 0 && outlets(c.fact) > 1 && c.change == news.ChangeNew &&
		slices.ContainsFunc(c.lead.Statements, func(st news.Statement) bool { return st.Stance == news.Denies })
}

// further are developments of what is left of the events shown: what is denied, reports that nobody stands by, at the
// end, and on a quiet day what articles tell in passing.
func further(shown []happening, rest []candidate, style news.Style) (more []happening, left []candidate) {
	const quiet = 4 // developments from which a digest needs no asides
	limit, ok := amounts[style]
	if !ok {
		limit = amounts[news.Standard]
	}
	weight := func(c candidate) float64 { return c.fact.Weight + 0.3*gravity(c.lead) }
	slices.SortStableFunc(rest, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.fact.ID, b.fact.ID))
	})
	hedged := 0
	for _, h := range shown {
		if h.teller().lead.Hedged {
			hedged++
		}
	}
	var denials, asides, hedges []happening
	for _, c := range rest {
		denied := len(c.fact.DeniedBy) > 0
		if denied && deniedAlready(c, shown, denials) || !denied && toldAlready(c, shown, asides, hedges) {
			left = append(left, c)
			continue
		}
		h := happening{event: news.Event{ID: c.lead.Event}, facts: []candidate{c}}
		room := len(shown)+len(denials)+len(asides)+len(hedges) < limit.all
		switch {
		case room && denied:
			denials = append(denials, h)
		case room && c.lead.Hedged && c.change == news.ChangeNew && hedged+len(hedges) < limit.hedged:
			hedges = append(hedges, h)
		case room && !c.lead.Hedged && (c.aside || c.lead.Title == "") && c.fact.Weight >= minor &&
			happened(c.lead) && len(shown)+len(asides) < min(quiet, limit.all):
			asides = append(asides, h)
		default:
			left = append(left, c)
		}
	}
	return slices.Concat(denials, asides, hedges), left
}

// happened reports whether a report tells a grave act that took place, and not long ago: what else an article says in
// passing is part of the matter that it is about.
func happened(s news.Sentence) bool {
	const (
		fresh = 3 * 24 * time.Hour
		grave = 4.5
	)
	since := s.Time.Add(-fresh).Format(time.DateOnly)
	return s.Form == news.Report && slices.ContainsFunc(acts(s), func(e news.EventMention) bool {
		return e.Mode == news.Did && e.Gravity >= grave && (e.Day == "" || max(e.Day, e.LastDay) >= since) &&
			principal(s, e)
	})
}

// principal reports whether a sentence tells an act itself, and not by the way: in a relative clause, as the
// circumstance of another act, as what had been before.
func principal(s news.Sentence, e news.EventMention) bool {
	if e.Start < s.Start || e.Start > s.Start+len(s.Text) {
		return true // it has been cut
	}
	before := s.Text[:e.Start-s.Start]
	english := &lang.English.News
	return !english.Forms.Adjunct.MatchString(before) && !english.Background.ByTheWay.MatchString(before)
}

// deniedAlready reports whether a development that is shown has the denial of a fact.
func deniedAlready(c candidate, shown ...[]happening) bool {
	for _, list := range shown {
		for _, h := range list {
			for _, s := range h.teller().fact.DeniedBy {
				if slices.ContainsFunc(c.fact.DeniedBy, func(o news.Sentence) bool {
					return o.Article == s.Article && o.Span() == s.Span()
				}) {
					return true
				}
			}
		}
	}
	return false
}

// toldAlready reports whether what a fact tells stands in a development that is shown: its article leads one and the
// fact says what its title says, or its words do.
func toldAlready(c candidate, shown ...[]happening) bool {
	for _, list := range shown {
		for _, h := range list {
			t := h.teller()
			if t.lead.Article == c.lead.Article && c.lead.Title != "" && c.heads ||
				redundant(c, h.facts[:1]) {
				return true
			}
		}
	}
	return false
}

// adding is how much a line adds under a headline: what several outlets tell, what is grave, what is near the matter.
func adding(c candidate) float64 {
	w := 0.5*float64(min(outlets(c.fact), 4)) + 0.1*gravity(c.lead) + 0.3*c.fact.Weight + c.central
	if rebuts(c) {
		w += 2
	}
	if c.lead.Form != news.Report {
		w -= 2
	}
	return w
}

// recounted reports whether a fact counts people whom those above it count otherwise: both counts are shown.
func recounted(c candidate, above []candidate) bool {
	return slices.ContainsFunc(c.lead.Figures, func(f news.Figure) bool {
		if !human(f.Kind) || f.Bound == news.Vague {
			return false
		}
		counted := false
		for _, o := range above {
			for _, g := range o.lead.Figures {
				if f.Kind == g.Kind && f.Low == g.Low {
					return false
				}
				counted = counted || f.Kind == g.Kind
			}
		}
		return counted
	})
}

// redundant reports whether a line would say again what stands above it.
func redundant(c candidate, above []candidate) bool {
	const most = 0.6
	if recounted(c, above) {
		return false
	}
	return slices.ContainsFunc(above, func(o candidate) bool {
		return share(c.lead.Text, o.lead.Title+" "+o.lead.Text) >= most
	})
}
