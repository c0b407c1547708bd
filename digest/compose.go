package digest

import (
	"cmp"
	"regexp"
	"slices"
	"time"

	"sitrep/news"
)

// Input is all that composing looks at.
type Input struct {
	Topic    news.Topic // the zero Topic is everything
	From, To time.Time  // the window; To is "now" for what is composed
	Due      time.Time  // when it was due, if it is late; else zero
	Zone     string     // IANA name; "" is UTC
	Style    news.Style // "" is Standard
	Facts    []news.Fact
	More     int // new facts that are too light to be among Facts
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
}

// material is what a topic brought in a window, considered as far as it is the same for all readers. It is safe for
// concurrent use.
type material struct {
	in    Input
	ids   []int64
	facts []candidate
}

// gather considers the facts of in, whatever its reader knows.
func gather(in Input) *material {
	m := &material{in: in}
	for _, f := range in.Facts {
		now := f
		if in.Through == 0 {
			now = f.At(in.To)
		}
		if len(now.Sentences) == 0 || allBackground(now) {
			continue
		}
		c := candidate{fact: now, status: statusOf(now), lead: lead(now), state: State(now), arrived: arrived(now, in)}
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

// Amounts of each style: developments in all, of one story while others wait, hedged ones at the end, and supporting
// sentences under each headline.
var amounts = map[news.Style]struct{ all, story, hedged, support int }{
	news.Brief:    {5, 2, 0, 0},
	news.Standard: {9, 3, 2, 1},
	news.Full:     {25, 6, 5, 2},
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
		Developments: []news.Development{}, After: in.After, Through: in.Through,
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
	slices.SortStableFunc(fresh, func(a, b candidate) int {
		if a.lead.Hedged != b.lead.Hedged { // a hedged report never leads
			return cmp.Compare(flag(a.lead.Hedged), flag(b.lead.Hedged))
		}
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.fact.ID, b.fact.ID))
	})
	groups, left := group(fresh, r.Style)
	for _, c := range left {
		d.Minor = append(d.Minor, c.fact.ID)
	}
	d.LeftOut = len(left) + in.More
	for _, g := range groups {
		d.Developments = append(d.Developments, develop(g))
	}
	return d
}

func flag(b bool) int {
	if b {
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
	score  float64
}

// judged decides whether a fact is new to the reader.
func (c candidate) judged() candidate {
	switch {
	case !c.shown && c.arrived:
		c.change = news.ChangeNew
	case c.shown:
		c.change = changed(c.known, c.state)
	}
	if c.change != "" {
		c.score = score(c)
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
		return s.Article > in.After && !s.Time.Before(in.Since) && s.Arrived.Sub(s.Time) <= archived
	})
}

func allBackground(f news.Fact) bool {
	return !slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool { return !s.Background })
}

// score is how much a candidate matters: how weighty its sentence is in its article, who stands behind it, whom it
// costs.
func score(c candidate) float64 {
	f := c.fact
	w := f.Weight + 0.6*float64(min(f.Independent(), 4)) + 0.15*float64(min(outlets(f), 8))
	for _, fig := range tolls(f) {
		if fig.Kind == news.Killed {
			w += 0.5
			break
		}
	}
	switch c.change {
	case news.ChangeStatus, news.ChangeFigure:
		w += 0.5
	case news.ChangeOrigin:
		w -= 0.5
	}
	return w
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

// group gathers candidates into developments, in order: a fact leads, lighter facts of the same story about the same
// people and places support it. A story has its cap while others wait for room; hedged ones come last and are few. It
// returns the candidates that found no room, too.
func group(in []candidate, style news.Style) (out [][]candidate, left []candidate) {
	limit, ok := amounts[style]
	if !ok {
		limit = amounts[news.Standard]
	}
	held := 0 // places kept for hedged ones
	for _, c := range in {
		if c.lead.Hedged && held < limit.hedged {
			held++
		}
	}
	perStory := map[int64]int{}
	var waiting, hedged []candidate
	for _, c := range in {
		i := slices.IndexFunc(out, func(g []candidate) bool { return supports(c, g[0]) })
		switch {
		case c.lead.Hedged:
			hedged = append(hedged, c)
		case c.fact.Weight < minor && c.change == news.ChangeNew:
			left = append(left, c)
		case i >= 0 && len(out[i]) <= limit.support:
			out[i] = append(out[i], c)
		case i >= 0:
			left = append(left, c)
		case len(out) == limit.all-held || perStory[c.fact.Story] == limit.story:
			waiting = append(waiting, c)
		default:
			perStory[c.fact.Story]++
			out = append(out, []candidate{c})
		}
	}
	hedged, left = first(hedged, held, left)
	waiting, left = first(waiting, limit.all-held-len(out), left)
	for _, c := range slices.Concat(waiting, hedged) {
		out = append(out, []candidate{c})
	}
	return byStory(besideClaims(out)), left
}

// byStory puts what belongs to one story together, behind its first. Hedged reports stay at the end.
func byStory(in [][]candidate) (out [][]candidate) {
	done := make([]bool, len(in))
	for i, g := range in {
		for j := i; j < len(in); j++ {
			akin := j == i || (in[j][0].fact.Story == g[0].fact.Story && !in[j][0].lead.Hedged)
			if akin && !done[j] {
				done[j] = true
				out = append(out, in[j])
			}
		}
	}
	return out
}

// besideClaims moves each denial to what it denies, if that is told, too: there it stands against it, and once is
// enough.
func besideClaims(in [][]candidate) (out [][]candidate) {
	denials := map[int64][]candidate{}
	for _, g := range in {
		denied := g[0].lead.Denies
		told := denied != 0 && slices.ContainsFunc(in, func(o []candidate) bool {
			return o[0].fact.ID == denied &&
				o[0].lead.Denies == 0
		})
		if told {
			denials[denied] = append(denials[denied], g[0])
			g = g[1:]
		}
		if len(g) > 0 {
			out = append(out, g)
		}
	}
	for i, g := range out {
		out[i] = append(slices.Clip(g), denials[g[0].fact.ID]...)
	}
	return out
}

// first returns at most n of the candidates, and left with the others.
func first(in []candidate, n int, left []candidate) (head, _ []candidate) {
	n = min(max(n, 0), len(in))
	return in[:n], append(left, in[n:]...)
}

// supports reports whether c tells more of what lead tells: same story, much of the same names and words, and no change
// of its own that a reader should see as a line of its own.
func supports(c, lead candidate) bool {
	const akin = 0.3
	if c.fact.Story != lead.fact.Story || c.change != news.ChangeNew || c.status == news.Denied || c.lead.Hedged ||
		c.lead.Denies != 0 {
		return false
	}
	if c.fact.First.Sub(lead.fact.First).Abs() > sameMatter {
		return false
	}
	if !oneOrigin(c.lead, lead.lead) && !saysWho(c.lead) {
		return false // the line of origins is the lead's: what somebody else says under it would pass for theirs
	}
	if foresaw.MatchString(c.lead.Text) && !foresaw.MatchString(lead.lead.Text) {
		return false // "may sign within a day" under "signed" would read as what comes next
	}
	return similarity(c.lead.Terms, lead.lead.Terms) >= akin
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
