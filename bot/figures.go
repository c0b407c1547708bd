package bot

import (
	"context"
	"fmt"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/wording"
)

// figures answers /figures: every number with its scope and who gives it, side by side and never added up.
func (a *answers) figures(ctx context.Context, r *Request) (message.Reply, error) {
	m, ask, err := a.find(ctx, r.Path, r.value("about"), r.words())
	if err != nil || ask != nil {
		return given(ask), err
	}
	told, err := a.timelines.Figures(ctx, m.Entity.ID, r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("figures: %w", err)
	}
	w := r.words()
	reply := message.Reply{
		Title: message.Para(say(w, "Figures: %s", m.Entity.Name)...), Line: r.settled("about", m.Entity.ID),
	}
	if len(told.Groups) == 0 {
		none := message.Para(message.Plain(w.Say("No sentence about this gives a number.")))
		reply.Blocks = []message.Block{{Lines: []message.Line{none}}}
		return reply, nil
	}
	for _, g := range told.Groups {
		reply.Blocks = append(reply.Blocks, figureBlock(g, w))
	}
	note := w.Say("Each number is one source's; nothing is added up or averaged.")
	if told.Left > 0 {
		note += " " + w.Count(told.Left, "Left out: %s older one.", "Left out: %s older ones.")
	}
	reply.Blocks = append(reply.Blocks,
		message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(note))}})
	a.illustrate(ctx, r, &reply, plotName, func(ctx context.Context, g *picture.Gallery) (picture.Picture, error) {
		return g.Plot(ctx, plotOf(told, w, r.zone(), a.o.Precision))
	})
	reply.Buttons = []message.Button{{Label: "Timeline", Line: idLine("timeline", m.Entity.ID), AsOf: true}}
	return reply, nil
}

// figureBlock is the figures of one kind at one place, each with its sentence.
func figureBlock(g answer.FigureGroup, w *wording.Words) message.Block {
	title := w.Kind(g.Kind)
	if g.Place != "" {
		title += " · " + w.Place(news.Place{Name: g.Place})
	}
	b := message.Block{Lines: []message.Line{message.Para(message.Bold(title))}}
	for _, t := range g.Items {
		b.Lines = append(b.Lines, tallyLine(t, w), message.Quoted(verbatim(t.Sentence.Text)))
	}
	return b
}

// tallyLine is a number in words: "at least 12 people (the mayor) — Kyiv Herald, 25 Apr 2025 11:40".
func tallyLine(t answer.Tally, w *wording.Words) message.Line {
	runs := []message.Run{message.Bold(w.Figure(t.Figure)), message.Phrase(" (" + w.Isolated(t.Figure.By) + ")")}
	if t.Back != "" {
		runs[0] = message.Struck(w.Figure(t.Figure))
		runs = append(runs, message.Plain(w.Say(", ")+w.Superseded(t.Back)))
	}
	if t.Sentence.Hedged {
		runs = append(runs, message.Plain(" "+w.Say("unconfirmed")))
	}
	runs = append(runs, message.Plain(" — "))
	return message.Item(append(runs, receipt(t.Sentence.Source, t.Sentence.URL, t.Sentence.Language,
		t.Sentence.Time, w)...)...)
}
