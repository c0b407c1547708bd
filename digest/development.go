package digest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// develop makes a development of an event's facts: the first is told, the others support it. whole is all that is told
// of the event.
func develop(whole news.Fact, event int64, g []candidate) news.Development {
	c := g[0]
	d := news.Development{
		Event: event, Story: c.fact.Story, Time: c.lead.Time, Change: c.change, Status: c.status, Hedged: c.lead.Hedged,
		Origins: whole.Origins(), Outlets: outlets(whole), Independent: whole.Independent(),
		Statements: []news.Statement{}, Figures: tolls(whole), Places: []news.Place{},
	}
	switch old := fallen(c.fact); {
	case len(old) > 0 && c.lead.TakesBack():
		d.Before = old
	case c.change == news.ChangeFigure:
		d.Before = c.known.Figures
	}
	if d.Figures == nil {
		d.Figures = supporting(g)
	}
	told := Trim(c.lead)
	d.Headline = headline(c.lead, told)
	d.Sentences = []news.Sentence{told}
	d.Sentences = append(d.Sentences, besideCorrection(c.fact, c.lead)...)
	for _, o := range g {
		d.Facts = append(d.Facts, o.fact.ID)
		d.Known = append(d.Known, o.state)
		if o.fact.ID != c.fact.ID && o.lead.Denies != c.fact.ID { // a denial stands against it below
			support := o.lead
			if oneOrigin(support, c.lead) {
				support = Trim(support) // else who says it stands nowhere but in it
			}
			d.Sentences = append(d.Sentences, support)
		}
		d.Statements = append(d.Statements, o.lead.Statements...)
		for _, p := range o.lead.Places {
			if !slices.ContainsFunc(d.Places, func(q news.Place) bool { return q.Name == p.Name }) {
				d.Places = append(d.Places, p)
			}
		}
	}
	for _, s := range c.fact.DeniedBy {
		d.Against = append(d.Against, Trim(s))
	}
	d.By, d.Where = by(c), where(g)
	return d
}

// supporting are the tolls of the facts that are told below a headline that gives none.
func supporting(g []candidate) []news.Figure {
	shown := news.Fact{}
	for _, c := range g[1:] {
		if !c.aside && !c.lead.Hedged && c.lead.Denies == 0 && c.status != news.Denied {
			shown.Sentences = append(shown.Sentences, c.fact.Sentences...)
		}
	}
	return slices.Concat([]news.Figure{}, tolls(shown))
}

// by names who claims or denies, for the status words "claimed by …" and "denied by …".
func by(c candidate) string {
	switch c.status {
	case news.Claimed:
		o := c.lead.Origin
		if o.Kind == news.OriginOutlet && o.Citing != "" {
			return o.Citing // what a minister says in an interview is no claim of the broadcaster's
		}
		if o.Name != "" {
			return o.Name
		}
	case news.Corrected, news.Withdrawn:
		if c.lead.Origin.Name != "" {
			return c.lead.Origin.Name
		}
		return c.lead.Source
	case news.Denied, news.Disputed:
		if len(c.fact.DeniedBy) > 0 {
			return denier(c.fact.DeniedBy[0])
		}
	}
	return ""
}

// denier is who denies in a sentence, which may stand in it beside somebody else whose word it is. An outlet that
// passes a denial on denies nothing.
func denier(s news.Sentence) string {
	for _, st := range s.Statements {
		if st.Stance == news.Denies && st.Speaker != "" && !pronoun(st.Speaker) {
			return st.Speaker
		}
	}
	if s.Origin.Kind != news.OriginOfficial {
		return ""
	}
	return s.Origin.Name
}

// headline is the title of the lead's article where the lead is what the title announces, else the lead itself.
func headline(s, told news.Sentence) string {
	title := strings.TrimSpace(s.Title)
	if title != "" && s.Form == news.Report && heads(s) {
		return title
	}
	if title != "" && strings.HasPrefix(told.Text, Ellipsis) && share(title, s.Text) > 0 {
		return title // a clause alone is no headline
	}
	return told.Text
}

// share is the part of the words of a that b has too, by stem.
func share(a, b string) float64 {
	have := map[string]bool{}
	for _, w := range contentStems(b) {
		have[w] = true
	}
	words := contentStems(a)
	n := 0
	for _, w := range words {
		if have[w] {
			n++
		}
	}
	if len(words) == 0 {
		return 0
	}
	return float64(n) / float64(len(words))
}

func contentStems(s string) []string {
	var out []string
	for _, t := range text.Tokens(s) {
		if word := text.Fold(t.In(s)); t.Word() && !lang.English.Stop(word) {
			out = append(out, lang.English.Stem(strings.TrimSuffix(word, "'s")))
		}
	}
	return out
}

// Ellipsis marks a cut.
const Ellipsis = "…"

// shortest is the least length in bytes of a cut sentence: what is shorter is not understood alone.
const shortest = 30

// Trim returns s cut to what it states, where who states it can be told beside it: "…, the Interfax news agency
// reported Friday, citing an anonymous source" goes, because the line of origins says it. Start and End shrink with the
// text, and each cut is marked with an ellipsis that the span does not cover. A quotation keeps its speaker.
func Trim(s news.Sentence) news.Sentence {
	start, end := s.Start, s.End
	if end-start != len(s.Text) {
		return s // it has been cut already
	}
	if s.Text == strings.TrimSpace(s.Title) {
		return s // a title ends without a full stop, and what it leaves unsaid is not cut off
	}
	if st, ok := attribution(s); ok {
		content := st.Content[0]
		for _, c := range st.Content[1:] {
			content.Start, content.End = min(content.Start, c.Start), max(content.End, c.End)
		}
		start, end = max(start, content.Start), min(end, content.End)
	}
	body := s.Text
	cut := body[start-s.Start : end-s.Start]
	lead := len(cut) - len(strings.TrimLeftFunc(cut, separator))
	tail := len(cut) - len(strings.TrimRightFunc(cut, separator))
	start, end = start+lead, end-tail
	if strings.Trim(body[end-s.Start:], " .,;\n\t") == "" {
		end = s.End // only its full stop would go
	}
	if end-start < shortest {
		return marked(s, s.Start, s.End)
	}
	return marked(s, start, end)
}

func separator(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }

// attribution returns the statement whose source may be cut off s: an outlet's or an unnamed one's report, in indirect
// speech, that covers most of what the sentence says apart from the attribution.
func attribution(s news.Sentence) (news.Statement, bool) {
	for _, st := range s.Statements {
		if len(st.Content) == 0 || st.Quote == news.Direct || st.Hedged || st.Stance == news.Denies {
			continue
		}
		if st.Via == "" && !st.Anonymous {
			continue
		}
		if named := st.Speaker != "" && st.Speaker != st.Via && !st.Anonymous; named {
			continue
		}
		whole := 0
		for _, c := range st.Content {
			whole += c.Len()
		}
		rest := s.End - s.Start
		for _, p := range slices.Concat(st.Source, st.Cue) {
			rest -= p.Len()
		}
		if 2*whole >= rest && startsWell(s, st) {
			return st, true
		}
	}
	return news.Statement{}, false
}

// startsWell reports whether the content can stand alone: it opens the sentence, or what precedes it is the attribution
// and no more, so that no "it" or "which" is orphaned.
func startsWell(s news.Sentence, st news.Statement) bool {
	return st.Content[0].Start-s.Start <= 2
}

// marked cuts s to [start,end) of the body and marks what was cut. A closing full stop is no loss worth a mark.
func marked(s news.Sentence, start, end int) news.Sentence {
	full := s.Text
	s.Text = full[start-s.Start : end-s.Start]
	before, after := full[:start-s.Start], full[end-s.Start:]
	s.Start, s.End = start, end
	if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s.Text, "“\"'‘")); strings.TrimSpace(before) != "" ||
		unicode.IsLower(r) {
		s.Text = Ellipsis + s.Text
	}
	if strings.Trim(after, " .\n\t") != "" || !closed(s.Text) {
		s.Text += Ellipsis
	}
	return s
}

// closed reports whether s ends as a sentence ends.
func closed(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”\"'’)»"))
	return strings.ContainsRune(".!?…:;。؟", r)
}
