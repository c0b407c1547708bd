package bot

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// Amounts on a card: what fits on one phone screen and a half.
const (
	cardNames   = 4
	cardRoles   = 2
	cardAliases = 6
)

// who answers /who: a card of what articles say about somebody.
func (a *answers) who(ctx context.Context, r *Request) (message.Reply, error) {
	m, ask, err := a.find(ctx, "who", r.value("name"), r.words())
	if err != nil || ask != nil {
		return given(ask), err
	}
	c, err := a.cards.Card(ctx, m.Entity.ID, r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("card: %w", err)
	}
	if r.showsEvidence() {
		out := cardEvidence(r, c)
		out.Line = r.settled("name", m.Entity.ID)
		return out, nil
	}
	out := card(c, m.Others, r.words())
	out.Line = r.settled("name", m.Entity.ID)
	return out, nil
}

// card lays out what is known of somebody; others have the same name.
func card(c answer.Card, others []news.Entity, w *wording.Words) message.Reply {
	e := c.Profile.Entity
	title := message.Para(message.Plain(e.Name))
	if standing := c.Standing(); standing != "" {
		title = message.Para(message.Plain(e.Name+" · "), message.Italic(standingOf(standing, w)))
	}
	r := message.Reply{Title: title, Blocks: []message.Block{about(c, w)}}
	if len(c.Latest) > 0 {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold(w.Say("Latest")))}}
		for _, f := range c.Latest {
			s := answer.Lead(f)
			b.Lines = append(b.Lines, factLine(f, s, message.When(s.Time, message.DayOnly), w))
		}
		r.Blocks = append(r.Blocks, b)
	}
	r.Blocks = append(r.Blocks, quotes(w.Say("Says"), c.Says(), false, w))
	if len(c.Disputed) > 0 {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold(w.Say("Disputed")))}}
		for _, f := range c.Disputed {
			b.Lines = append(b.Lines, denialLine(f, w))
		}
		r.Blocks = append(r.Blocks, b)
	}
	r.Blocks = append(r.Blocks, quotes(w.Say("Said of %s", pronoun(e)), c.SaidOf(), true, w),
		company(c.Profile, w))
	r.Buttons = append(r.Buttons,
		message.Button{Label: "Timeline", Line: idLine("timeline", e.ID), AsOf: true},
		message.Button{Label: "Figures", Line: idLine("figures", e.ID), AsOf: true},
		message.Button{Label: "Evidence", View: message.ViewEvidence})
	for _, o := range others {
		r.Buttons = append(r.Buttons, message.Button{Label: w.Say("Or: %s", o.Name), Line: idLine("who", o.ID)})
	}
	return r
}

// denialLine is a disputed fact with what is said against it last.
func denialLine(f news.Fact, w *wording.Words) message.Line {
	s, against := answer.Lead(f), f.DeniedBy[len(f.DeniedBy)-1]
	runs := []message.Run{
		message.When(against.Time, message.DayOnly), message.Plain(" — "), verbatim(digest.Trim(s).Text),
		message.Plain(" — " + w.Say("against: ")), verbatim(digest.Trim(against).Text), message.Plain(" ("),
	}
	if against.Origin.Name != against.Source {
		runs = append(runs, message.Phrase(w.Origin(against.Origin)+w.Say("; ")))
	}
	runs = append(runs, printedBy(against.Source, against.URL, against.Language, w)...)
	return message.Item(append(runs, message.Plain(")"))...)
}

// about is the head of a card: roles, other names, how often mentioned.
func about(c answer.Card, w *wording.Words) message.Block {
	var b message.Block
	p := c.Profile
	offices := c.Offices()
	for _, o := range offices[:min(len(offices), cardRoles)] {
		b.Lines = append(b.Lines, message.Para(message.Others(wording.OfficeTitle(o)), message.Plain(" · "),
			message.Italic(w.Office(o))))
	}
	if len(offices) == 0 {
		b.Lines = append(b.Lines, message.Para(message.Plain(w.Say(string(p.Entity.Kind))), message.Plain(" · "),
			message.Italic(w.Say("no article gives a role"))))
	}
	var also []string
	for _, n := range p.Entity.Aliases[:min(len(p.Entity.Aliases), cardAliases)] {
		also = append(also, message.Clean(n))
	}
	count := mentions(p, w) + " " + w.Say("in 30 days")
	if !c.Recently {
		count = mentions(p, w) + " " + w.Say("in the 30 days to %s", w.Day(p.Last))
	}
	if p.Mentions == 0 {
		count = w.Say("in no article")
	}
	runs := []message.Run{message.Plain(count)}
	if len(also) > 0 {
		runs = append(say(w, "also: %s", strings.Join(also, ", ")), message.Plain(" · "+count))
	}
	if line := sparkline(p.Days); line != "" {
		runs = append(runs, message.Plain(" "+line))
	}
	b.Lines = append(b.Lines, message.Quiet(runs...))
	return b
}

// mentions is how often somebody is mentioned: "in 12 articles of 3 outlets".
func mentions(p news.Profile, w *wording.Words) string {
	return w.Count(p.Mentions, "in %s article", "in %s articles") + " " +
		w.Count(p.Outlets, "of %s outlet", "of %s outlets")
}

// standingOf is a former office or a death in words.
func standingOf(standing string, w *wording.Words) string {
	if title, former := strings.CutPrefix(standing, "former "); former {
		return w.Say("former %s", title)
	}
	return w.Say(standing)
}

// pronoun stands for a name within a line; it avoids guessing anybody's.
func pronoun(e news.Entity) string {
	words := strings.Fields(e.Name)
	if e.Kind == news.Person && len(words) > 1 {
		return words[len(words)-1]
	}
	return e.Name
}

// factLine is a fact in one item: when, one of its sentences, who it comes from, how many stand behind it. What the
// sentence says of its own origin is cut off, because it stands beside it.
func factLine(f news.Fact, s news.Sentence, at message.Run, w *wording.Words) message.Line {
	runs := []message.Run{at, message.Plain(" — "), verbatim(digest.Trim(s).Text), message.Plain(" (")}
	runs = append(runs, givenBy(s, w.Say("; "), w)...)
	if n := f.Independent(); n > 1 {
		runs = append(runs, message.Plain(w.Say("; ")+w.Count(n, "%s origin", "%s origins")))
	}
	if s.Hedged {
		runs = append(runs, message.Plain(w.Say("; ")+w.Say("unconfirmed")))
	}
	return message.Item(append(runs, message.Plain(")"))...)
}

// quotes lists statements under a heading; with speaker, it says whose they are.
func quotes(title string, all []answer.Quote, speaker bool, w *wording.Words) message.Block {
	if len(all) == 0 {
		return message.Block{}
	}
	b := message.Block{Lines: []message.Line{message.Para(message.Bold(title))}}
	for _, q := range all {
		b.Lines = append(b.Lines, quoteLine(q, speaker, w))
	}
	return b
}

// quoteLine is a statement in one item: its content, verbatim, with outlet and date.
func quoteLine(q answer.Quote, speaker bool, w *wording.Words) message.Line {
	var runs []message.Run
	stance := q.Statement.Stance
	switch {
	case speaker && stance != news.Says:
		runs = append(runs, message.Phrase(w.Say("%s: ", w.Isolated(q.Speaker)+" ("+w.Say(string(stance))+")")))
	case speaker:
		runs = append(runs, message.Phrase(w.Say("%s: ", w.Isolated(q.Speaker))))
	case stance != news.Says:
		runs = append(runs, message.Plain(w.Say("%s: ", w.Say(string(stance)))))
	}
	runs = append(runs, verbatim(q.Words), message.Plain(" — "))
	if via := q.Statement.Via; via != "" && !isOutlet(via, q.Article.Source) &&
		(!speaker || answer.Fold(via) != answer.Fold(q.Speaker)) {
		runs = append(runs, message.Phrase(w.Say("to %s; ", w.Isolated(via))))
	}
	return message.Item(append(runs, receipt(q.Article.Source.Name, articleURL(q.Article), q.Article.Language,
		q.Article.Time(), w)...)...)
}

// isOutlet reports whether a name is an outlet's own: what it says "to Interfax" in Interfax needs no telling.
func isOutlet(name string, s news.Source) bool {
	bare := func(n string) string {
		n = strings.TrimPrefix(answer.Fold(n), "the ")
		for _, tail := range []string{" news agency", " agency", " news"} {
			n = strings.TrimSuffix(n, tail)
		}
		return n
	}
	return slices.ContainsFunc(append([]string{s.Name, s.Family}, s.Aliases...), func(n string) bool {
		return n != "" && bare(n) == bare(name)
	})
}

// articleURL is the address to show for an article. A canonical one names https
// whatever the outlet serves: the scheme is that of the link that the article came by.
func articleURL(a news.Article) string {
	page, err := url.Parse(a.URL)
	if err != nil || a.Canonical == "" {
		return cmp.Or(a.Canonical, a.URL)
	}
	shown, err := url.Parse(a.Canonical)
	if err == nil && strings.EqualFold(shown.Hostname(), page.Hostname()) {
		shown.Scheme, shown.Host = page.Scheme, page.Host
		return shown.String()
	}
	return a.Canonical
}

// company says with whom and where somebody is mentioned.
func company(p news.Profile, w *wording.Words) message.Block {
	var b message.Block
	list := func(label string, counts []news.Count) {
		if len(counts) == 0 {
			return
		}
		runs := []message.Run{message.Bold(label), message.Plain(" ")}
		for i, c := range counts[:min(len(counts), cardNames)] {
			if i > 0 {
				runs = append(runs, message.Plain(" · "))
			}
			runs = append(runs, message.Others(fmt.Sprintf("%s (%d)", c.Name, c.Count)))
		}
		b.Lines = append(b.Lines, message.Para(runs...))
	}
	list(w.Say("With"), p.With)
	list(w.Say("In"), p.In)
	return b
}

// bars is how many columns a sparkline has at most.
const bars = 10

// sparkline draws counts a day, oldest first, summed into at most ten bars. "" if there is nothing to compare.
func sparkline(days []int) string {
	n := min(len(days), bars)
	if n < 2 {
		return ""
	}
	sums := make([]int, n)
	for i, d := range days {
		sums[i*n/len(days)] += max(0, d)
	}
	top := slices.Max(sums)
	if top == 0 {
		return ""
	}
	levels := []rune("▁▂▃▄▅▆▇█")
	var b strings.Builder
	for _, s := range sums {
		b.WriteRune(levels[s*(len(levels)-1)/top])
	}
	return b.String()
}

// cardEvidence shows every sentence behind a card's facts, and every role's article.
func cardEvidence(r *Request, c answer.Card) message.Reply {
	e, w := c.Profile.Entity, r.words()
	out := factEvidence(r, message.Para(say(w, "Evidence: %s", e.Name)...), slices.Concat(c.Latest, c.Disputed))
	const enough = 16 // roles; the rest was reported once or twice
	roles := message.Block{Rule: true, Lines: []message.Line{message.Para(message.Bold(w.Say("Roles")))}}
	for _, role := range e.Roles[:min(len(e.Roles), enough)] {
		where := " — " + w.Say("first %s, last %s", w.Day(role.First), w.Day(role.Last))
		if r.View == message.ViewDetails {
			where += w.Say(", ") + w.Say("article %d, bytes %d–%d", role.Article, role.Span.Start, role.Span.End)
		}
		roles.Lines = append(roles.Lines, message.Item(verbatim(role.Title), message.Plain(where)))
	}
	if len(roles.Lines) > 1 {
		out.Blocks = append(out.Blocks, roles)
	}
	if len(out.Blocks) == 0 {
		none := message.Para(message.Plain(w.Say("No fact and no role is stored.")))
		out.Blocks = []message.Block{{Lines: []message.Line{none}}}
	}
	return out
}
