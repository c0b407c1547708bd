package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Bounds of what /timeline and /figures show, on all pages.
const (
	timelineFacts = 60
	figuresShown  = 60
	aboutFacts    = 120 // looked at, the heaviest
)

// factsAbout finds the entity that r is about, and its facts as known at r.Now.
func (a *answers) factsAbout(ctx context.Context, r *Request, from, to time.Time) (found, news.Arrivals, error) {
	f, err := a.find(ctx, r.Path, r.value("about"))
	if err != nil || f.ask != nil {
		return f, news.Arrivals{}, err
	}
	if to.IsZero() || to.After(r.Now) {
		to = r.Now
	}
	told, err := a.store.Told(ctx, news.FactQuery{Entity: f.entity.ID, Since: from, Until: to, Limit: aboutFacts})
	if err != nil {
		return f, told, fmt.Errorf("facts about %d: %w", f.entity.ID, err)
	}
	facts := told.Facts
	told.Facts = nil
	for _, fact := range facts {
		if fact = fact.At(r.Now); len(fact.Sentences) > 0 {
			told.Facts = append(told.Facts, fact)
		}
	}
	return f, told, nil
}

// timeline answers /timeline: the weightiest facts about somebody, by the day on which they were first reported.
func (a *answers) timeline(ctx context.Context, r *Request) (message.Reply, error) {
	from, to, err := r.window()
	if err != nil {
		return message.Reply{}, err
	}
	f, told, err := a.factsAbout(ctx, r, from, to)
	if err != nil {
		return message.Reply{}, err
	}
	if f.ask != nil {
		return *f.ask, nil
	}
	facts := slices.DeleteFunc(told.Facts, func(f news.Fact) bool {
		return f.Sentences[0].Background || (!from.IsZero() && f.First.Before(from))
	})
	left := max(0, len(facts)-timelineFacts)
	facts = facts[:len(facts)-left] // storage gives the heaviest first
	left += told.More
	slices.SortStableFunc(facts, func(x, y news.Fact) int { return x.First.Compare(y.First) })
	reply := message.Reply{Title: message.Para(message.Plain("Timeline: " + f.entity.Name))}
	if len(facts) == 0 {
		reply.Blocks = []message.Block{
			{Lines: []message.Line{message.Para(message.Plain("Nothing is stored in that time."))}},
		}
		return reply, nil
	}
	if r.View == message.ViewEvidence {
		return factEvidence(reply.Title, facts), nil
	}
	reply.Blocks = dayBlocks(facts, r.zone())
	if left > 0 {
		reply.Blocks = append(reply.Blocks, message.Block{
			Rule: true,
			Lines: []message.Line{message.Quiet(message.Plain(fmt.Sprintf("Left out: %s. Narrow it with from: and to:.",
				wording.Plural(left, "lighter fact"))))},
		})
	}
	reply.Buttons = []message.Button{
		{Label: "Evidence", View: message.ViewEvidence},
		{Label: "Who is it?", Line: idLine("who", f.entity.ID)},
	}
	return reply, nil
}

// dayBlocks tells facts, which are in order of time, day by day.
func dayBlocks(facts []news.Fact, zone *time.Location) (out []message.Block) {
	for _, group := range byDay(facts, zone) {
		b := message.Block{
			Lines: []message.Line{message.Para(message.Bold(wording.LongDay(group[0].First.In(zone))))},
		}
		for _, e := range entries(group, zone) {
			b.Lines = append(b.Lines, factLine(e.fact, e.sentence, message.Clock(e.sentence.Time)))
		}
		out = append(out, b)
	}
	return out
}

// entry is a fact with the sentence that tells it.
type entry struct {
	fact     news.Fact
	sentence news.Sentence
}

// entries tells facts as they were told on their first day, in order of time.
func entries(facts []news.Fact, zone *time.Location) (out []entry) {
	for _, f := range facts {
		tomorrow := midnight(f.First.In(zone)).AddDate(0, 0, 1)
		out = append(out, entry{f, lead(f.At(tomorrow.Add(-time.Millisecond)))})
	}
	slices.SortStableFunc(out, func(x, y entry) int { return x.sentence.Time.Compare(y.sentence.Time) })
	return out
}

// byDay groups facts, which are in order of time, by their first day.
func byDay(facts []news.Fact, zone *time.Location) (out [][]news.Fact) {
	for _, f := range facts {
		if n := len(out); n > 0 && midnight(out[n-1][0].First.In(zone)).Equal(midnight(f.First.In(zone))) {
			out[n-1] = append(out[n-1], f)
		} else {
			out = append(out, []news.Fact{f})
		}
	}
	return out
}

// factEvidence shows every sentence of every fact.
func factEvidence(title message.Line, facts []news.Fact) message.Reply {
	r := message.Reply{Title: title, Ephemeral: true}
	for i, f := range facts {
		r.Blocks = append(r.Blocks, receipts(fmt.Sprintf("%d · %s", i+1, message.Day(f.First)),
			append(slices.Clone(f.Sentences), f.DeniedBy...), i > 0))
	}
	return r
}

// tally is a figure with the sentence it stands in.
type tally struct {
	figure   news.Figure
	sentence news.Sentence
}

// figures answers /figures: every number with its scope and who gives it, side by side and never added up.
func (a *answers) figures(ctx context.Context, r *Request) (message.Reply, error) {
	f, told, err := a.factsAbout(ctx, r, time.Time{}, time.Time{})
	if err != nil {
		return message.Reply{}, err
	}
	if f.ask != nil {
		return *f.ask, nil
	}
	groups, left := tallies(told.Facts)
	reply := message.Reply{Title: message.Para(message.Plain("Figures: " + f.entity.Name))}
	if len(groups) == 0 {
		reply.Blocks = []message.Block{
			{Lines: []message.Line{message.Para(message.Plain("No sentence about this gives a number."))}},
		}
		return reply, nil
	}
	for _, group := range groups {
		first := group[0].figure
		title := string(first.Kind)
		if first.Place != "" {
			title += " · " + first.Place
		}
		b := message.Block{Lines: []message.Line{message.Para(message.Bold(strings.ToUpper(title[:1]) + title[1:]))}}
		for _, t := range group {
			b.Lines = append(b.Lines, tallyLine(t), message.Quoted(verbatim(t.sentence.Text)))
		}
		reply.Blocks = append(reply.Blocks, b)
	}
	note := "Each number is one source's; nothing is added up or averaged."
	if left > 0 {
		note += fmt.Sprintf(" Left out: %s.", wording.Plural(left, "older one"))
	}
	reply.Blocks = append(
		reply.Blocks,
		message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(note))}},
	)
	reply.Buttons = []message.Button{{Label: "Timeline", Line: idLine("timeline", f.entity.ID)}}
	return reply, nil
}

// tallies gathers figures by kind and place, newest first, without repetitions of one number by one source.
func tallies(facts []news.Fact) (groups [][]tally, left int) {
	var all []tally
	seen := map[string]bool{}
	for _, f := range facts {
		for _, s := range f.Sentences {
			for _, g := range s.Figures {
				by := cmp.Or(g.By, s.Origin.Name, s.Source)
				key := fmt.Sprint(g.Kind, "|", g.Place, "|", g.Low, "|", g.High, "|", g.Bound, "|", g.Who, "|", by)
				if !seen[key] {
					seen[key] = true
					g.By = by
					all = append(all, tally{g, s})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(x, y tally) int { return y.sentence.Time.Compare(x.sentence.Time) })
	slices.SortStableFunc(all, func(x, y tally) int { return rank(x.figure.Kind) - rank(y.figure.Kind) })
	left = max(0, len(all)-figuresShown)
	index := map[string]int{}
	for _, t := range all[:len(all)-left] {
		key := string(t.figure.Kind) + "|" + fold(t.figure.Place)
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], t)
	}
	return groups, left
}

// kindOrder is the order in which figures are shown: people first.
var kindOrder = []news.FigureKind{
	news.Killed, news.Injured, news.Missing, news.Captured, news.Detained, news.Displaced, news.Drones, news.Missiles,
	news.Shells,
	news.Area, news.Distance, news.Money, news.Duration,
}

func rank(k news.FigureKind) int {
	if i := slices.Index(kindOrder, k); i >= 0 {
		return i
	}
	return len(kindOrder)
}

// tallyLine is a number in words: "at least 12 people (the mayor) — Kyiv Herald, 25 Apr 2025 11:40".
func tallyLine(t tally) message.Line {
	runs := []message.Run{message.Bold(wording.Figure(t.figure)), message.Plain(" (" + t.figure.By + ")")}
	if t.sentence.Hedged {
		runs = append(runs, message.Plain(" unconfirmed"))
	}
	runs = append(runs, message.Plain(" — "))
	return message.Item(append(runs, receipt(t.sentence.Source, t.sentence.URL, t.sentence.Time)...)...)
}
