package digest

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

// Input is all that composing looks at.
type Input struct {
	Topic    news.Topic // the zero Topic is everything
	From, To time.Time  // the window; To is "now" for what is composed
	Due      time.Time  // when it was due, if it is late; else zero
	Zone     string     // IANA name; "" is UTC
	Style    news.Style // "" is Standard
	Facts    []news.Fact
	Events   map[int64]news.Event // those of the facts' sentences
	More     int                  // new facts that are too light to be among Facts
	Hidden   int                  // events that came and that nobody is to be told of
	Muted    int                  // facts that the reader has muted, which are not among Facts
	Coverage news.Coverage
	// Known is what the reader was shown of each fact. A nil map stands for a reader who has read everything up to
	// From.
	Known map[int64]news.Known

	// Of a subscription's digest, whose facts come in order of arrival whatever their dates: the articles behind After
	// up to Through are those that no digest of it has looked at. Through 0 is no such digest: times decide.
	After, Through int64
	Since          time.Time // only of articles published since; zero does not restrict
}

// reader is the part of an Input in which the channels of one topic and window differ.
type reader struct {
	Known map[int64]news.Known
	Due   time.Time
	Zone  string
	Style news.Style
	Quiet news.QuietDays
}

// material is what a topic brought in a window, considered as far as it is the same for all readers. It is safe for
// concurrent use.
type material struct {
	in    Input
	ids   []int64
	facts []candidate
	likes map[int64]float64 // of the events: see [likes]
}

// gather considers the facts of in, whatever its reader knows.
func gather(in Input) *material {
	m := &material{in: in, likes: likes(in.Events)}
	for _, f := range in.Facts {
		now := f
		if in.Through == 0 {
			now = f.At(in.To)
		}
		if len(now.Sentences) == 0 || allBackground(now) {
			continue
		}
		c := candidate{fact: now, status: statusOf(now), lead: lead(now), state: State(now), arrived: arrived(now, in)}
		c.heads = heads(c.lead)
		if in.Known == nil {
			if then := f.At(in.From.Add(-time.Millisecond)); len(then.Sentences) > 0 {
				c.known, c.shown = State(then), true
			}
		}
		m.ids = append(append(m.ids, f.ID), f.Aliases...)
		m.facts = append(m.facts, c)
	}
	return m
}

// Amounts of each style: developments in all, of one outlet's telling and of one speaker's words while others wait,
// hedged ones at the end, and lines under each headline.
var amounts = map[news.Style]struct{ all, outlet, speaker, hedged, lines int }{
	news.Brief:    {5, 2, 1, 0, 0},
	news.Standard: {9, 4, 2, 2, 3},
	news.Full:     {25, 8, 4, 5, 4},
}

// minor is the weight below which a fact is no development of its own: an aside that its article could do without.
const minor = 0.9

// Compose returns the digest of in: what is new or changed for the reader, weightiest first, with an account of what
// was left out. It is deterministic, and every sentence in it is a span of a stored article.
func Compose(in Input) news.Digest {
	return gather(in).compose(reader{Known: in.Known, Due: in.Due, Zone: in.Zone, Style: in.Style})
}

// compose returns the digest for a reader. Every fact that arrived in the window and that the reader has not read is
// told, or counted as left out.
func (m *material) compose(r reader) news.Digest {
	in := m.in
	if r.Style == "" {
		r.Style = news.Standard
	}
	d := news.Digest{
		Topic: in.Topic.Slug, Name: cmp.Or(in.Topic.Name, "All conflicts"), Sign: in.Topic.Sign,
		Colour: in.Topic.Colour,
		Zone:   cmp.Or(r.Zone, "UTC"), From: in.From, To: in.To, Due: r.Due,
		Articles: in.Coverage.Articles, Sources: in.Coverage.Sources, Feeds: in.Coverage.Feeds,
		Developments: []news.Development{}, After: in.After, Through: in.Through, Muted: in.Muted,
		Hidden: in.Hidden, Unread: wording.Unread(in.Coverage.Languages),
	}
	var fresh []candidate
	for _, c := range m.facts {
		if in.Known != nil {
			c.known, c.shown = recall(r.Known, c.fact)
		}
		if c = c.judged(); c.change != "" {
			fresh = append(fresh, c)
		} else if c.shown && c.arrived {
			d.Repeated++
		}
	}
	shown, left := choose(m.happenings(fresh), r.Style, len(in.Events))
	for _, h := range left {
		d.LeftOut++
		for _, c := range h.facts {
			d.Minor = append(d.Minor, c.fact.ID)
		}
	}
	d.LeftOut += in.More
	var rest []candidate
	for _, h := range shown {
		told, others := h.told(r.Style, shown)
		dev := develop(h.whole(), h.event.ID, told)
		dev.Outlets = max(dev.Outlets, h.carriers())
		d.Developments = append(d.Developments, dev)
		rest = append(rest, others...)
	}
	more, others := further(shown, rest, r.Style)
	for _, h := range more {
		d.Developments = append(d.Developments, develop(h.teller().fact, h.event.ID, h.facts))
	}
	slices.SortStableFunc(d.Developments, func(a, b news.Development) int { return cmp.Compare(flag(a), flag(b)) })
	for _, c := range others {
		d.Minor = append(d.Minor, c.fact.ID)
	}
	d.Short = r.Quiet == news.QuietShortened && len(d.Developments) == 0
	return d
}

// flag orders what nobody stands by behind all else.
func flag(d news.Development) int {
	if d.Hedged {
		return 1
	}
	return 0
}

// candidate is a fact with why and how much it matters to a reader.
type candidate struct {
	fact    news.Fact // as known at the end of the window
	lead    news.Sentence
	status  news.Status
	state   news.Known
	arrived bool // something of it came in the window

	known  news.Known // what the reader was shown of it
	shown  bool
	change news.Change // "" for nothing new
	heads  bool        // its lead is what its article is about

	central float64 // likeness of its lead to the event that it is told with
	aside   bool    // its article says it in passing: it is about something else
	retold  bool    // it leads an event that was taken for one that is shown
}

// judged decides whether a fact is new to the reader.
func (c candidate) judged() candidate {
	switch {
	case !c.shown && c.arrived:
		c.change = news.ChangeNew
	case c.shown:
		c.change = changed(c.known, c.state)
		if c.change == news.ChangeCorrection && c.known.Status == news.Corrected &&
			!backing(c.fact).Time.After(c.known.Time) {
			return c.sinceCorrected()
		}
	}
	return c
}

// sinceCorrected is what is new in a fact of which the reader knows that it was corrected: the number that has changed
// since, by whoever gives it.
func (c candidate) sinceCorrected() candidate {
	stands := c.fact
	stands.Sentences = slices.DeleteFunc(slices.Clone(c.fact.Sentences), func(s news.Sentence) bool {
		return s.TakesBack() || slices.ContainsFunc(s.Figures, func(g news.Figure) bool {
			return c.fact.TakenBack(s, g) != ""
		})
	})
	c.change = news.ChangeFigure
	if len(stands.Sentences) > 0 {
		c.status, c.lead = statusOf(stands), lead(stands)
		c.heads = heads(c.lead)
	}
	return c
}

// recall is what the reader knows of a fact: what was shown of it, and of those that turned out to be the same. Two
// that were shown apart are known together, with the figures of both.
func recall(all map[int64]news.Known, f news.Fact) (k news.Known, shown bool) {
	for _, id := range append([]int64{f.ID}, f.Aliases...) {
		o, ok := all[id]
		if !ok {
			continue
		}
		if !shown {
			k, shown = o, true
			continue
		}
		if o.Time.After(k.Time) {
			k.Status, k.Time = o.Status, o.Time
		}
		k.Origins = max(k.Origins, o.Origins)
		k.Figures = slices.Concat(k.Figures, o.Figures)
	}
	k.Fact = f.ID
	return k, shown
}

// archived is how much older than its arrival an article may be and still be news: a feed's backlog and what was
// offline for a week are, an archive that somebody imports is not.
const archived = 10 * 24 * time.Hour

// arrived reports whether something of the fact came in the window: with an article that no digest has looked at, where
// that is known, else by publication or, for a late article, by arrival. What came earlier was told or counted as left
// out when it came.
func arrived(f news.Fact, in Input) bool {
	return slices.ContainsFunc(slices.Concat(f.Sentences, f.DeniedBy), func(s news.Sentence) bool {
		if in.Through == 0 {
			return !s.Time.Before(in.From) || (in.Known != nil && !s.Arrived.Before(in.From))
		}
		return s.Article > in.After && !s.Time.Before(in.Since) && s.FirstArrived.Sub(s.Time) <= archived
	})
}

func allBackground(f news.Fact) bool {
	return !slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool { return !s.Background })
}

func outlets(f news.Fact) int {
	var names []string
	for _, s := range f.Sentences {
		if !slices.Contains(names, s.Source) {
			names = append(names, s.Source)
		}
	}
	return len(names)
}

// supports reports whether c tells more of the event that lead tells, and no change of its own that a reader should see
// as a line of its own.
func supports(c, lead candidate) bool {
	const akin = 0.2
	if c.change != news.ChangeNew || c.status == news.Denied || c.lead.Hedged || c.lead.Denies != 0 ||
		c.fact.First.Sub(lead.fact.First).Abs() > sameMatter {
		return false
	}
	if !c.heads && !oneOrigin(c.lead, lead.lead) && !saysWho(c.lead) {
		return false // the line of origins is the lead's: what somebody else says under it would pass for theirs
	}
	if foresaw.MatchString(c.lead.Text) && !foresaw.MatchString(lead.lead.Text) {
		return false // "may sign within a day" under "signed" would read as what comes next
	}
	return max(c.central, similarity(c.lead.Terms, lead.lead.Terms)) >= akin
}

// oneOrigin reports whether the same origin stands behind two sentences.
func oneOrigin(a, b news.Sentence) bool {
	x, y := a.Origin, b.Origin
	if x.Kind == news.OriginUnknown || y.Kind == news.OriginUnknown {
		return x.Kind == y.Kind && a.Source == b.Source
	}
	return x.Name == y.Name || x.Family != "" && x.Family == y.Family
}

// saysWho reports whether a sentence names who says what it says.
func saysWho(s news.Sentence) bool {
	return slices.ContainsFunc(s.Statements, func(st news.Statement) bool {
		return (st.Speaker != "" || st.Anonymous) && len(st.Source) > 0 && s.Span().Contains(st.Source[0])
	})
}

// foresaw matches what was yet to come when it was said.
var foresaw = regexp.MustCompile(`\b(?:may|might|could|will|would|plans? to|(?:is|are|was|were) ` +
	`(?:due|expected|set|about) to)\b`)

// sameMatter is how far apart two facts may come and still be told in one breath.
const sameMatter = 12 * time.Hour

func similarity(a, b []news.Term) float64 {
	var sum float64
	for _, x := range a {
		for _, y := range b {
			if x.Text == y.Text {
				sum += x.Weight * y.Weight
			}
		}
	}
	return sum
}
