package story

import (
	"math"
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/text"
)

// MaxSentences is how many sentences of one article join facts: the weightiest. What a long read says beyond them is
// found by search; a digest would never reach it.
const MaxSentences = 16

// Known is what an article's sentences are weighed and traced by.
type Known struct {
	Vector      []news.Term // the article's
	Frequencies Frequencies
	Outlets     Directory
}

// Sentences returns what an article states, in the order of its text: sentences, and clauses that state something of
// their own ("… following a wave of airstrikes on Kyiv that killed at least 12 people"), each with its origin, status
// and weight.
func Sentences(a news.Article, d Draft, r news.Reading, k Known) []news.Sentence {
	reader := sentenceReader{
		article: a, draft: d, reading: r, vector: weights(k.Vector), frequencies: k.Frequencies, book: k.Outlets,
		wire: wireOf(a, k.Outlets), sides: k.Outlets.parties.sidesOf(a, r),
	}
	if announced(a.Title, a.Body) {
		reader.notice = len(a.Body)
	}
	counts := map[string]float64{}
	count(counts, d.title, 1)
	reader.title = weights(vectorOf(counts, k.Frequencies))
	var out []news.Sentence
	var scene []news.Place
	sceneAt := 0
	for i, span := range r.Sentences {
		for _, part := range clauses(a.Body, span, r.Figures) {
			s, ok := reader.sentence(part, i)
			if !ok {
				continue
			}
			if t := towns(s); len(t) > 0 {
				scene, sceneAt = t, i
			} else if len(s.Places) == 0 && i-sceneAt <= 2 && !english.Incidents.Another.MatchString(s.Text) &&
				slices.ContainsFunc(s.Figures, isToll) {
				for _, p := range scene {
					s.Terms = append(s.Terms, sceneTerm(p))
				}
			}
			out = append(out, s)
		}
	}
	return weightiest(out, MaxSentences)
}

func vectorOf(counts map[string]float64, f Frequencies) []news.Term {
	return vector(counts, f, maxSentenceTerms)
}

// weightiest keeps the n heaviest sentences, in their order.
func weightiest(in []news.Sentence, n int) []news.Sentence {
	if len(in) <= n {
		return in
	}
	all := make([]float64, len(in))
	for i, s := range in {
		all[i] = s.Weight
	}
	slices.Sort(all)
	least := all[len(all)-n]
	out := in[:0:0]
	for _, s := range in {
		if s.Weight >= least && len(out) < n {
			out = append(out, s)
		}
	}
	return out
}

// clauses splits a sentence where it reports two things of which the second is a toll: the toll is news of its own
// and is compared with other tolls. Nearly all sentences come back whole.
func clauses(body string, s news.Span, figures []news.Figure) []news.Span {
	const shortest = 30 // bytes; a shorter clause is not understood alone
	sentence := s.In(body)
	if !slices.ContainsFunc(figures, func(f news.Figure) bool {
		return f.Start >= s.Start && f.End <= s.End &&
			isToll(f)
	}) {
		return []news.Span{s} // nothing to part, and the expression is slow
	}
	for _, m := range english.Incidents.Aftermath.FindAllStringSubmatchIndex(sentence, -1) {
		cut, start := s.Start+m[0], s.Start+m[3]+1
		if cut-s.Start < shortest || s.End-start < shortest {
			continue
		}
		tollBehind := slices.ContainsFunc(figures, func(f news.Figure) bool {
			return f.Start >= start &&
				f.End <= s.End && isToll(f)
		})
		figureBefore := slices.ContainsFunc(figures, func(f news.Figure) bool {
			return f.Start >= s.Start &&
				f.End <= cut && isToll(f)
		})
		if tollBehind && !figureBefore && !insideQuote(sentence[:m[0]]) {
			return []news.Span{{Start: s.Start, End: cut}, {Start: start, End: s.End}}
		}
	}
	return []news.Span{s}
}

// insideQuote reports whether a quotation is still open at the end of s.
func insideQuote(s string) bool {
	return strings.Count(s, "“") > strings.Count(s, "”") || strings.Count(s, `"`)%2 == 1
}

func isToll(f news.Figure) bool {
	switch f.Kind {
	case news.Killed, news.Injured, news.Missing, news.Captured, news.Detained, news.Displaced:
		return true
	}
	return false
}

type sentenceReader struct {
	article     news.Article
	draft       Draft
	reading     news.Reading
	vector      map[string]float64 // of the article
	title       map[string]float64
	frequencies Frequencies
	book        Directory
	wire        string // the agency whose copy the article is, "" if none
	sides       *sides // of the conflicts that it tells of
	notice      int    // where in the text the notice ends by which the outlet corrects itself
}

// sentence describes the span, the position-th sentence of the article or a part of it. It is not ok if the span
// states nothing that can be compared: a heading, a greeting, a question.
func (sr *sentenceReader) sentence(span news.Span, position int) (news.Sentence, bool) {
	span = trimmed(sr.article.Body, span)
	s := news.Sentence{
		Article: sr.article.ID, URL: sr.article.URL, Title: sr.article.Title,
		Language: sr.article.Language, Source: sr.article.Source.Name,
		Time: sr.article.Time(), Arrived: sr.article.Seen,
		Start: span.Start, End: span.End, Text: span.In(sr.article.Body), Position: position,
	}
	sr.notice = max(sr.notice, notice(sr.article.Body, s.Start))
	noticed := s.Start < sr.notice
	for _, f := range sr.reading.Figures {
		if span.Contains(f.Span()) && !aside(f) {
			s.Figures = append(s.Figures, f)
		}
	}
	back := takingBack(s.Text, noticed)
	if back == "" && noticed && slices.ContainsFunc(s.Figures, isToll) {
		back = news.Corrected
	}
	counts := map[string]float64{}
	count(counts, sr.draft.within(span), 1)
	if back == "" && !sr.tells(s, len(counts)) {
		return news.Sentence{}, false
	}
	sr.gather(&s, span, counts)
	if back == "" && (sr.comments() && !others(s) || result(s.Text)) {
		return news.Sentence{}, false
	}
	s.Terms = vectorOf(counts, sr.frequencies)
	s.Origin = origin(sr.article, sr.wire, s, sr.book, sr.sides)
	s.Origin.Naming = Naming(s.Origin.Name)
	s.Hedged = hedged(s)
	s.Status = status(s)
	s.Background = background(s.Text, s.Time)
	s.Weight = sr.weigh(s)
	if back != "" {
		s = sr.corrects(s, back)
	}
	return s, true
}

// flash reports whether a sentence is an alert of a few words that tells a grave act: "Explosions heard in
// Kharkiv." A longer sentence with as few words that count is filler ("More than 900 people have been killed there
// so far").
func (sr *sentenceReader) flash(span news.Span) bool {
	const grave, most = 4, 8
	return len(sr.reading.Sentences) <= 2 && len(strings.Fields(span.In(sr.article.Body))) <= most &&
		slices.ContainsFunc(sr.reading.Events, func(e news.EventMention) bool {
			return span.Contains(e.Span()) && e.Mode == news.Did && e.Gravity >= grave
		})
}

// tells reports whether a sentence states something that can be compared: it has enough different words, asks nothing
// and is no label.
func (sr *sentenceReader) tells(s news.Sentence, words int) bool {
	least := 4 // but in an alert, which has no more
	flash := sr.flash(s.Span())
	switch {
	case flash:
		least = 2
	case len(sr.reading.Sentences) <= 2:
		least = 3
	}
	return words >= least && !strings.HasSuffix(s.Text, "?") && (flash || !names(s.Text)) &&
		states(s.Text, s.Position, len(sr.reading.Sentences), sr.article)
}

// corrects makes s a sentence that takes something back: its origin is whoever does, and no hedge is left.
func (sr *sentenceReader) corrects(s news.Sentence, back news.Status) news.Sentence {
	s.Status, s.Background, s.Hedged = back, false, false
	s.Weight = max(s.Weight, leastCorrection)
	switch name := withdrawer(s.Text, sr.book); {
	case s.Origin.Kind == news.OriginOfficial:
	case name != "":
		s.Origin = news.Origin{Name: name, Kind: news.OriginOutlet, Family: sr.book.family(name)}
		s.Origin.Naming = Naming(name)
	case s.Start < sr.notice: // whatever it cites, it is the outlet that corrects itself
		s.Origin = reporting(sr.article, sr.wire, sr.book)
		s.Origin.Naming = Naming(s.Origin.Name)
	}
	return s
}

// leastCorrection is what a correction weighs at least: it is told however few words it has.
const leastCorrection = 2

// aside reports whether a figure counts only some of those whom another one counts ("including 8 nurses", "six more
// bodies"), or what an earlier event cost. It is told in words, and compared with nothing.
func aside(f news.Figure) bool { return isToll(f) && (f.Part || f.Recalled) }

// belongs reports whether most of a statement lies in the span, or who makes it and a part of what is said, or
// whether most of the span is what is said: a quotation that goes on over sentences is its speaker's in each.
func belongs(st news.Statement, span news.Span) bool {
	said := covered(st.Content, span)
	apart := func(p news.Span) bool { return !span.Contains(p) }
	if said > 0 && len(st.Source) > 0 && !slices.ContainsFunc(st.Source, apart) &&
		!slices.ContainsFunc(st.Cue, apart) || st.Quote == news.Direct && 4*said > 3*span.Len() {
		return true
	}
	inside, all := 0, 0
	for _, list := range [][]news.Span{st.Source, st.Cue, st.Content} {
		inside += covered(list, span)
		for _, p := range list {
			all += p.Len()
		}
	}
	return inside*2 > all
}

func trimmed(body string, s news.Span) news.Span {
	t := s.In(body)
	s.Start += len(t) - len(strings.TrimLeft(t, " \t\r\n\u00a0"))
	s.End -= len(t) - len(strings.TrimRight(t, " \t\r\n\u00a0"))
	return s
}

// hedged reports whether whoever says the sentence does not stand by it. A named speaker who says that something
// may be stands by that.
func hedged(s news.Sentence) bool {
	st, ok := governing(s)
	if !ok {
		return s.Origin.Citing != "" && s.Origin.Kind == news.OriginAnonymous // hearsay, footage
	}
	return st.Hedged && (st.Anonymous || s.Origin.Kind != news.OriginOfficial) ||
		(st.Anonymous || s.Origin.Kind == news.OriginAnonymous) &&
			english.Sources.Rumour.MatchString(st.Speaker+" "+s.Origin.Citing)
}

// status is how well the sentence stands on its own: a party's word about itself or its enemy is a claim.
func status(s news.Sentence) news.Status {
	st, ok := governing(s)
	switch {
	case s.Hedged:
		return news.Reported
	case ok && st.Stance == news.Claims, s.Origin.Party != "":
		return news.Claimed
	}
	return news.Reported
}

// governing returns the statement that the whole sentence hangs on, if there is one: its content covers most of what
// the sentence says besides who says it.
func governing(s news.Sentence) (news.Statement, bool) {
	best, most := -1, 0
	for i, st := range s.Statements {
		if n := covered(st.Content, s.Span()); n > most {
			best, most = i, n
		}
	}
	if best < 0 {
		return news.Statement{}, false
	}
	st := s.Statements[best]
	rest := s.Span().Len() - covered(st.Source, s.Span()) - covered(st.Cue, s.Span())
	if opens(st, s.Span()) {
		return st, 4*most >= rest
	}
	return st, 5*most >= 2*rest
}

// opens reports whether a sentence begins with who says it: then what is said goes on to its end, wherever the
// content that was read of it stops.
func opens(st news.Statement, s news.Span) bool {
	const ahead = 24 // bytes of "On Monday, "
	return len(st.Source) > 0 && len(st.Content) > 0 && st.Source[0].Start >= s.Start &&
		st.Source[0].Start <= s.Start+ahead && st.Content[0].Start > st.Source[0].End
}

// covered counts the bytes of the spans that lie in s.
func covered(spans []news.Span, s news.Span) int {
	n := 0
	for _, p := range spans {
		n += max(0, min(p.End, s.End)-max(p.Start, s.Start))
	}
	return n
}

// longPast reports whether all days that a sentence names by month and day lie more than a week and a half back.
func longPast(s string, at time.Time) bool {
	const long = 11 * 24 * time.Hour
	if !strings.ContainsAny(s, "0123456789") || at.IsZero() {
		return false
	}
	days := dates(news.Sentence{Text: s, Time: at})
	return len(days) > 0 &&
		!slices.ContainsFunc(days, func(d string) bool { return d >= at.Add(-long).Format(time.DateOnly) })
}

// background reports whether a sentence retells what is long known: it names a year or a span of years before the
// article's. Recurrence over weeks, the stronger sign, is known only to storage.
func background(s string, at time.Time) bool {
	if ((strings.Contains(s, "ly") || strings.Contains(s, "ha")) &&
		english.Background.Customary.MatchString(s)) ||
		longPast(s, at) {
		return true
	}
	// The expressions are slow, and most sentences hold none of these words.
	if holds(s, []string{
		"war", "onflict", "ighting", "ostilities", "nvasion", "prising", "nsurgency", "iolence",
		"ffensive", "risis", "ampaign",
	}) && !strings.Contains(s, "since the ") && // a count since then is news
		english.Background.Origins.MatchString(s) {
		return true
	}
	if (strings.Contains(s, "had ") && english.Background.SaidBefore.MatchString(s)) ||
		(strings.Contains(s, "change") && english.Background.Unchanged.MatchString(s)) ||
		(strings.Contains(s, "not risen") && english.Background.Unchanged.MatchString(s)) ||
		((strings.Contains(s, "toll") || strings.ContainsAny(s[:min(1, len(s))], "LlEeIiOo")) &&
			english.Background.Earlier.MatchString(s)) {
		return true
	}
	if !strings.ContainsAny(s, "0123456789") && !strings.Contains(s, "year") && !strings.Contains(s, "decade") {
		return false // the expressions are slow, and most sentences end here
	}
	for _, m := range english.Background.Year.FindAllStringSubmatch(s, -1) {
		if y := m[1]; y < at.Format("2006") {
			return true
		}
	}
	return english.Background.YearsAgo.MatchString(s)
}

// gather takes into s who and what is named in span, what happens in it and who says so, and counts the names as
// terms.
func (sr *sentenceReader) gather(s *news.Sentence, span news.Span, counts map[string]float64) {
	for _, m := range sr.reading.Mentions {
		if m.Nominal || !span.Contains(m.Span()) {
			continue
		}
		counts[nameTerm(m.Name)]++
		if m.Kind == news.Person && !slices.Contains(s.People, m.Name) {
			s.People = append(s.People, m.Name)
		}
	}
	for _, p := range sr.reading.Places {
		if span.Contains(news.Span{Start: p.Start, End: p.End}) {
			s.Places = append(s.Places, p)
		}
	}
	for _, e := range sr.reading.Events {
		if span.Contains(e.Span()) {
			s.Events = append(s.Events, e)
		}
	}
	for _, st := range sr.reading.Statements {
		if belongs(st, span) {
			s.Statements = append(s.Statements, st)
		}
	}
}

// weigh says how much the sentence tells of its article's matter. The parts were set by hand on the sample dispatches
// and on two hundred real leads; a lead that is not the first paragraph still wins by what it says.
func (sr *sentenceReader) weigh(s news.Sentence) float64 {
	w := 2.4*dot(sr.vector, s.Terms) + 1.2*dot(sr.title, s.Terms) + 0.7*math.Exp(-float64(s.Position)/4)
	if s.Position == 0 && sr.article.Title != "" {
		w += 0.5 // a dispatch with a title begins with its news; a bare text may begin anywhere
	}
	if slices.ContainsFunc(s.Figures, isToll) {
		w += 0.8
	}
	if st, ok := governing(s); ok {
		switch {
		case st.Hedged:
			w -= 1.2
		case st.Quote == news.Direct:
			w -= 0.2 // a reaction, seldom the event
		}
	}
	if s.Background {
		w -= 1.5
	}
	if english.Background.LeansBack.MatchString(s.Text) {
		w -= 0.9
	}
	if _, said := governing(s); !said && opinion(s.Text, sr.article.Source.Kind) {
		w -= 0.9
	}
	if english.Background.Preamble.MatchString(s.Text) {
		w -= 0.5
	}
	for _, d := range english.Background.Weekday.FindAllString(s.Text, 1) {
		if d == s.Time.Weekday().String() {
			w += 0.4
		} else {
			w -= 0.1
		}
	}
	if n := len(text.Tokens(s.Text)); n < 8 || n > 60 {
		w -= 0.5
	}
	return w
}
