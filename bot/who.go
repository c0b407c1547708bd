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
	m, ask, err := a.find(ctx, "who", r.value("name"))
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
	out := card(c, m.Others)
	out.Line = r.settled("name", m.Entity.ID)
	return out, nil
}

// card lays out what is known of somebody; others have the same name.
func card(c answer.Card, others []news.Entity) message.Reply {
	e := c.Profile.Entity
	title := message.Para(message.Plain(e.Name))
	if standing := c.Standing(); standing != "" {
		title = message.Para(message.Plain(e.Name+" · "), message.Italic(standing))
	}
	r := message.Reply{Title: title, Blocks: []message.Block{about(c)}}
	if len(c.Latest) > 0 {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold("Latest"))}}
		for _, f := range c.Latest {
			s := answer.Lead(f)
			b.Lines = append(b.Lines, factLine(f, s, message.When(s.Time, message.DayOnly)))
		}
		r.Blocks = append(r.Blocks, b)
	}
	r.Blocks = append(r.Blocks, quotes("Says", c.Says(), false))
	if len(c.Disputed) > 0 {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold("Disputed"))}}
		for _, f := range c.Disputed {
			b.Lines = append(b.Lines, denialLine(f))
		}
		r.Blocks = append(r.Blocks, b)
	}
	r.Blocks = append(r.Blocks, quotes("Said of "+pronoun(e), c.SaidOf(), true), company(c.Profile))
	r.Buttons = append(r.Buttons,
		message.Button{Label: "Timeline", Line: idLine("timeline", e.ID), AsOf: true},
		message.Button{Label: "Figures", Line: idLine("figures", e.ID), AsOf: true},
		message.Button{Label: "Evidence", View: message.ViewEvidence})
	for _, o := range others {
		r.Buttons = append(r.Buttons, message.Button{Label: "Or: " + o.Name, Line: idLine("who", o.ID)})
	}
	return r
}

// denialLine is a disputed fact with what is said against it last.
func denialLine(f news.Fact) message.Line {
	s, against := answer.Lead(f), f.DeniedBy[len(f.DeniedBy)-1]
	runs := []message.Run{
		message.When(against.Time, message.DayOnly), message.Plain(" — "), verbatim(digest.Trim(s).Text),
		message.Plain(" — against: "), verbatim(digest.Trim(against).Text), message.Plain(" ("),
	}
	if against.Origin.Name != against.Source {
		runs = append(runs, message.Plain(wording.Origin(against.Origin)+"; "))
	}
	return message.Item(append(runs, message.Link(against.Source, against.URL), message.Plain(")"))...)
}

// about is the head of a card: roles, other names, how often mentioned.
func about(c answer.Card) message.Block {
	var b message.Block
	p := c.Profile
	offices := c.Offices()
	for _, o := range offices[:min(len(offices), cardRoles)] {
		b.Lines = append(b.Lines, message.Para(message.Plain(wording.OfficeTitle(o)+" · "),
			message.Italic(wording.Office(o))))
	}
	if len(offices) == 0 {
		b.Lines = append(b.Lines, message.Para(message.Plain(string(p.Entity.Kind)), message.Plain(" · "),
			message.Italic("no article gives a role")))
	}
	var also []string
	for _, n := range p.Entity.Aliases[:min(len(p.Entity.Aliases), cardAliases)] {
		also = append(also, message.Clean(n))
	}
	period := "in 30 days"
	if !c.Recently {
		period = "in the 30 days to " + wording.Day(p.Last)
	}
	count := fmt.Sprintf("in %s of %s %s", wording.Plural(p.Mentions, "article"), wording.Plural(p.Outlets, "outlet"),
		period)
	if p.Mentions == 0 {
		count = "in no article"
	}
	runs := []message.Run{message.Plain(count)}
	if len(also) > 0 {
		runs = []message.Run{message.Plain("also: " + strings.Join(also, ", ") + " · " + count)}
	}
	if line := sparkline(p.Days); line != "" {
		runs = append(runs, message.Plain(" "+line))
	}
	b.Lines = append(b.Lines, message.Quiet(runs...))
	return b
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
func factLine(f news.Fact, s news.Sentence, at message.Run) message.Line {
	runs := []message.Run{at, message.Plain(" — "), verbatim(digest.Trim(s).Text), message.Plain(" (")}
	if s.Origin.Kind == news.OriginOwn && s.Origin.Name == s.Source {
		runs = append(runs, message.Link(s.Source, s.URL), message.Plain(", own reporting"))
	} else {
		runs = append(runs, message.Plain(wording.Origin(s.Origin)+"; "), message.Link(s.Source, s.URL))
	}
	if n := f.Independent(); n > 1 {
		runs = append(runs, message.Plain("; "+wording.Plural(n, "origin")))
	}
	if s.Hedged {
		runs = append(runs, message.Plain("; unconfirmed"))
	}
	return message.Item(append(runs, message.Plain(")"))...)
}

// quotes lists statements under a heading; with speaker, it says whose they are.
func quotes(title string, all []answer.Quote, speaker bool) message.Block {
	if len(all) == 0 {
		return message.Block{}
	}
	b := message.Block{Lines: []message.Line{message.Para(message.Bold(title))}}
	for _, q := range all {
		b.Lines = append(b.Lines, quoteLine(q, speaker))
	}
	return b
}

// quoteLine is a statement in one item: its content, verbatim, with outlet and date.
func quoteLine(q answer.Quote, speaker bool) message.Line {
	var runs []message.Run
	stance := q.Statement.Stance
	switch {
	case speaker && stance != news.Says:
		runs = append(runs, message.Plain(q.Speaker+" ("+string(stance)+"): "))
	case speaker:
		runs = append(runs, message.Plain(q.Speaker+": "))
	case stance != news.Says:
		runs = append(runs, message.Plain(string(stance)+": "))
	}
	runs = append(runs, verbatim(q.Words), message.Plain(" — "))
	if via := q.Statement.Via; via != "" && !isOutlet(via, q.Article.Source) &&
		(!speaker || answer.Fold(via) != answer.Fold(q.Speaker)) {
		runs = append(runs, message.Plain("to "+via+"; "))
	}
	return message.Item(append(runs, receipt(q.Article.Source.Name, articleURL(q.Article), q.Article.Time())...)...)
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
func company(p news.Profile) message.Block {
	var runs []message.Run
	list := func(label string, counts []news.Count) {
		if len(counts) == 0 {
			return
		}
		if len(runs) > 0 {
			runs = append(runs, message.Plain(" · "))
		}
		runs = append(runs, message.Bold(label), message.Plain(" "))
		for i, c := range counts[:min(len(counts), cardNames)] {
			if i > 0 {
				runs = append(runs, message.Plain(" · "))
			}
			runs = append(runs, message.Plain(fmt.Sprintf("%s (%d)", message.Clean(c.Name), c.Count)))
		}
	}
	list("With", p.With)
	list("In", p.In)
	if len(runs) == 0 {
		return message.Block{}
	}
	return message.Block{Lines: []message.Line{message.Para(runs...)}}
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
	e := c.Profile.Entity
	out := factEvidence(r, message.Para(message.Plain("Evidence: "+e.Name)), slices.Concat(c.Latest, c.Disputed))
	const enough = 16 // roles; the rest was reported once or twice
	roles := message.Block{Rule: true, Lines: []message.Line{message.Para(message.Bold("Roles"))}}
	for _, role := range e.Roles[:min(len(e.Roles), enough)] {
		where := fmt.Sprintf(" — first %s, last %s", wording.Day(role.First), wording.Day(role.Last))
		if r.View == message.ViewDetails {
			where += fmt.Sprintf(", article %d, bytes %d–%d", role.Article, role.Span.Start, role.Span.End)
		}
		roles.Lines = append(roles.Lines, message.Item(verbatim(role.Title), message.Plain(where)))
	}
	if len(roles.Lines) > 1 {
		out.Blocks = append(out.Blocks, roles)
	}
	if len(out.Blocks) == 0 {
		none := message.Para(message.Plain("No fact and no role is stored."))
		out.Blocks = []message.Block{{Lines: []message.Line{none}}}
	}
	return out
}
