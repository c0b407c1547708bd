package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// recent is the window of a profile. The newest articles of an archive may be older: then it ends with the last
// mention.
const recent = 30 * 24 * time.Hour

// Amounts on a card: what fits on one phone screen and a half.
const (
	cardFacts   = 3
	cardQuotes  = 3
	cardDenials = 2
	cardNames   = 4
	cardRoles   = 2
)

// who answers /who: a card of what articles say about somebody.
func (a *answers) who(ctx context.Context, r *Request) (message.Reply, error) {
	f, err := a.find(ctx, "who", r.value("name"))
	if err != nil {
		return message.Reply{}, err
	}
	if f.ask != nil {
		return *f.ask, nil
	}
	p, recently, err := a.profile(ctx, f.entity.ID, r.Now)
	if err != nil {
		return message.Reply{}, err
	}
	facts, err := a.recentFacts(ctx, p, r.Now)
	if err != nil {
		return message.Reply{}, err
	}
	latest, denied := facts[:min(len(facts), cardFacts)], disputed(p.Entity, facts)
	if r.View == message.ViewEvidence {
		return cardEvidence(p, append(slices.Clone(latest), denied...)), nil
	}
	return card(p, latest, denied, f.others, recently), nil
}

// profile is of the last 30 days, or of the 30 days before the last mention.
func (a *answers) profile(ctx context.Context, id int64, now time.Time) (p news.Profile, recently bool, err error) {
	if p, err = a.store.Profile(ctx, id, now.Add(-recent), 10); err != nil {
		return p, false, fmt.Errorf("profile %d: %w", id, err)
	}
	if p.Mentions > 0 {
		return p, true, nil
	}
	ever, err := a.store.Profile(ctx, id, time.Time{}, 1)
	if err != nil || ever.Mentions == 0 {
		return ever, false, wrap(err, "profile %d", id)
	}
	p, err = a.store.Profile(ctx, id, ever.Last.Add(-recent), 10)
	return p, false, wrap(err, "profile %d", id)
}

// recentFacts returns facts that mention an entity and are not retold background, the newest first: of the days before
// its last mention if they hold enough, because storage gives the heaviest facts of a window and not the newest.
func (a *answers) recentFacts(ctx context.Context, p news.Profile, now time.Time) (out []news.Fact, err error) {
	for _, back := range []time.Duration{3 * 24 * time.Hour, recent} {
		all, err := a.store.Facts(ctx, news.FactQuery{
			Entity: p.Entity.ID, Since: p.Last.Add(-back), Until: now,
			Limit: 100,
		})
		if err != nil {
			return nil, fmt.Errorf("facts about %d: %w", p.Entity.ID, err)
		}
		out = nil
		for _, f := range all {
			if f = f.At(now); len(f.Sentences) > 0 && !f.Sentences[0].Background {
				out = append(out, f)
			}
		}
		if len(out) >= cardFacts {
			break
		}
	}
	slices.SortStableFunc(out, func(x, y news.Fact) int { return y.First.Compare(x.First) })
	return out, nil
}

// latestFacts are the newest of them, as many as a card shows.
func (a *answers) latestFacts(ctx context.Context, p news.Profile, now time.Time) ([]news.Fact, error) {
	all, err := a.recentFacts(ctx, p, now)
	return all[:min(len(all), cardFacts)], err
}

// disputed are the facts that the entity states and somebody denies, those denied last first.
func disputed(e news.Entity, facts []news.Fact) (out []news.Fact) {
	theirs := func(name string) bool {
		whole, _ := isCalled(e, name)
		return whole
	}
	says := func(s news.Sentence) bool {
		return theirs(s.Origin.Name) || slices.ContainsFunc(s.Statements,
			func(st news.Statement) bool { return theirs(st.Speaker) })
	}
	for _, f := range facts {
		others := slices.DeleteFunc(slices.Clone(f.DeniedBy),
			func(s news.Sentence) bool { return theirs(s.Origin.Name) })
		if len(others) > 0 && slices.ContainsFunc(f.Sentences, says) {
			f.DeniedBy = others
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b news.Fact) int {
		return b.DeniedBy[len(b.DeniedBy)-1].Time.Compare(a.DeniedBy[len(a.DeniedBy)-1].Time)
	})
	return out[:min(len(out), cardDenials)]
}

// denialLines are a disputed fact with what is said against it.
func denialLines(f news.Fact) []message.Line {
	s, against := lead(f), f.DeniedBy[len(f.DeniedBy)-1]
	runs := []message.Run{
		message.When(
			against.Time,
			message.DayOnly,
		),
		message.Plain(" — "),
		verbatim(digest.Trim(s).Text),
		message.Plain(" — against: "),
		verbatim(digest.Trim(against).Text),
		message.Plain(" ("),
	}
	if against.Origin.Name != against.Source {
		runs = append(runs, message.Plain(wording.Origin(against.Origin)+"; "))
	}
	return []message.Line{message.Item(append(runs, message.Link(against.Source, against.URL), message.Plain(")"))...)}
}

// card lays out a profile.
func card(p news.Profile, facts, denied []news.Fact, others []news.Entity, recently bool) message.Reply {
	r := message.Reply{Title: message.Para(message.Plain(p.Entity.Name)), Blocks: []message.Block{about(p, recently)}}
	if len(facts) > 0 {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold("Latest"))}}
		for _, f := range facts {
			s := lead(f)
			b.Lines = append(b.Lines, factLine(f, s, message.When(s.Time, message.DayOnly)))
		}
		r.Blocks = append(r.Blocks, b)
	}
	r.Blocks = append(r.Blocks, quotes("Says", p.Said, false))
	if len(denied) > 0 {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold("Disputed"))}}
		for _, f := range denied {
			b.Lines = append(b.Lines, denialLines(f)...)
		}
		r.Blocks = append(r.Blocks, b)
	}
	r.Blocks = append(r.Blocks, quotes("Said of "+pronoun(p.Entity), p.SaidOf, true), company(p))
	r.Buttons = append(r.Buttons,
		message.Button{Label: "Timeline", Line: idLine("timeline", p.Entity.ID)},
		message.Button{Label: "Figures", Line: idLine("figures", p.Entity.ID)},
		message.Button{Label: "Evidence", View: message.ViewEvidence})
	for _, o := range others {
		r.Buttons = append(r.Buttons, message.Button{Label: "Or: " + o.Name, Line: idLine("who", o.ID)})
	}
	return r
}

// shownRoles orders offices for a card: the latest first among those that are often reported, then the rest. What a
// handful of articles say once is more often a misreading than news.
func shownRoles(all []news.Office) []news.Office {
	const often = 20 // at least one report for so many of the most reported role
	most := 0
	for _, o := range all {
		most = max(most, o.Count)
	}
	return slices.SortedStableFunc(slices.Values(all), func(x, y news.Office) int {
		if rare := often*x.Count < most; rare != (often*y.Count < most) {
			if rare {
				return 1
			}
			return -1
		}
		return cmp.Or(midnight(y.Last).Compare(midnight(x.Last)), cmp.Compare(y.Count, x.Count))
	})
}

// about is the head of a card: roles, other names, how often mentioned.
func about(p news.Profile, recently bool) message.Block {
	var b message.Block
	roles := shownRoles(p.Offices)
	for _, role := range roles[:min(len(roles), cardRoles)] {
		b.Lines = append(b.Lines, message.Para(message.Plain(role.Title+" · "), message.Italic(wording.Office(role))))
	}
	if len(roles) == 0 {
		b.Lines = append(
			b.Lines,
			message.Para(
				message.Plain(string(p.Entity.Kind)),
				message.Plain(" · "),
				message.Italic("no article gives a role"),
			),
		)
	}
	var also []string
	for _, n := range p.Entity.Aliases[:min(len(p.Entity.Aliases), 6)] {
		also = append(also, message.Clean(n))
	}
	period := "in 30 days"
	if !recently {
		period = "in the 30 days to " + message.Day(p.Last)
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

// pronoun avoids guessing anybody's.
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

// lead is the sentence that tells most; what somebody stands by comes before what nobody does.
func lead(f news.Fact) news.Sentence {
	best := f.Sentences[0]
	for _, s := range f.Sentences[1:] {
		if (best.Hedged && !s.Hedged) || (best.Hedged == s.Hedged && s.Weight > best.Weight) {
			best = s
		}
	}
	return best
}

// quotes lists statements under a heading; with speaker, it says whose they are. Of those that several outlets print in
// the same words only the newest is shown.
func quotes(title string, all []news.Quoted, speaker bool) message.Block {
	b := message.Block{}
	seen := map[string]bool{}
	for _, q := range all {
		words := fold(spans(q.Article.Body, q.Statement.Content))
		if l, ok := quoteLineOf(q, speaker); ok && !seen[words] && len(b.Lines) < cardQuotes {
			seen[words] = true
			b.Lines = append(b.Lines, l)
		}
	}
	if len(b.Lines) == 0 {
		return message.Block{}
	}
	b.Lines = append([]message.Line{message.Para(message.Bold(title))}, b.Lines...)
	return b
}

// shortest is the least length of reported speech, in bytes, that is understood alone; "not to come" is not.
const shortest = 25

// quoteLineOf is a statement in one item: its content, verbatim, with outlet and date. What nobody says is not shown.
func quoteLineOf(q news.Quoted, speaker bool) (message.Line, bool) {
	said := spans(q.Article.Body, q.Statement.Content)
	if said == "" || (q.Statement.Quote == news.Indirect && len(said) < shortest) {
		return message.Line{}, false
	}
	var runs []message.Run
	if speaker {
		who := q.Statement.Speaker
		if who == "" {
			who = spans(q.Article.Body, q.Statement.Source)
		}
		if who == "" {
			return message.Line{}, false
		}
		if q.Statement.Stance != news.Says {
			who += " (" + string(q.Statement.Stance) + ")"
		}
		runs = append(runs, message.Plain(who+": "))
	} else if q.Statement.Stance != news.Says {
		runs = append(runs, message.Plain(string(q.Statement.Stance)+": "))
	}
	runs = append(runs, verbatim(said), message.Plain(" — "))
	if via := q.Statement.Via; via != "" && !strings.EqualFold(via, q.Article.Source.Name) {
		runs = append(runs, message.Plain("to "+via+"; "))
	}
	return message.Item(
		append(runs, receipt(q.Article.Source.Name, articleURL(q.Article), q.Article.Time())...)...), true
}

// spans joins pieces of a body with an ellipsis where something stands between them. Pieces outside the body are left
// out.
func spans(body string, all []news.Span) string {
	var b strings.Builder
	end := -1
	for _, s := range all {
		if s.Start < 0 || s.End > len(body) || s.Start >= s.End {
			continue
		}
		if end >= 0 {
			b.WriteString(" … ")
		}
		b.WriteString(s.In(body))
		end = s.End
	}
	return b.String()
}

// articleURL is the address to show for an article.
func articleURL(a news.Article) string {
	if a.Canonical != "" {
		return a.Canonical
	}
	return a.URL
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
func cardEvidence(p news.Profile, facts []news.Fact) message.Reply {
	r := message.Reply{Title: message.Para(message.Plain("Evidence: " + p.Entity.Name)), Ephemeral: true}
	for i, f := range facts {
		r.Blocks = append(r.Blocks, receipts(fmt.Sprintf("%d · %s", i+1, message.Day(f.First)),
			append(slices.Clone(f.Sentences), f.DeniedBy...), i > 0))
	}
	var roles []message.Line
	const enough = 16 // roles; the rest was reported once or twice
	for _, role := range p.Entity.Roles[:min(len(p.Entity.Roles), enough)] {
		roles = append(
			roles,
			message.Item(
				verbatim(role.Title),
				message.Plain(fmt.Sprintf(" — article %d, bytes %d–%d, first %s, last %s",
					role.Article, role.Span.Start, role.Span.End, message.Day(role.First), message.Day(role.Last))),
			),
		)
	}
	if len(roles) > 0 {
		r.Blocks = append(
			r.Blocks,
			message.Block{Rule: true, Lines: append([]message.Line{message.Para(message.Bold("Roles"))}, roles...)},
		)
	}
	if len(r.Blocks) == 0 {
		r.Blocks = []message.Block{
			{Lines: []message.Line{message.Para(message.Plain("No fact and no role is stored."))}},
		}
	}
	return r
}
