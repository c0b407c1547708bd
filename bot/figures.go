package bot

import (
	"context"
	"fmt"
	"strings"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/picture"
	"sitrep/wording"
)

// figures answers /figures: every number with its scope and who gives it, side by side and never added up.
func (a *answers) figures(ctx context.Context, r *Request) (message.Reply, error) {
	m, ask, err := a.find(ctx, r.Path, r.value("about"))
	if err != nil || ask != nil {
		return given(ask), err
	}
	told, err := a.timelines.Figures(ctx, m.Entity.ID, r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("figures: %w", err)
	}
	reply := message.Reply{
		Title: message.Para(message.Plain("Figures: " + m.Entity.Name)), Line: r.settled("about", m.Entity.ID),
	}
	if len(told.Groups) == 0 {
		none := message.Para(message.Plain("No sentence about this gives a number."))
		reply.Blocks = []message.Block{{Lines: []message.Line{none}}}
		return reply, nil
	}
	for _, g := range told.Groups {
		reply.Blocks = append(reply.Blocks, figureBlock(g))
	}
	note := "Each number is one source's; nothing is added up or averaged."
	if told.Left > 0 {
		note += fmt.Sprintf(" Left out: %s.", wording.Plural(told.Left, "older one"))
	}
	reply.Blocks = append(reply.Blocks,
		message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(note))}})
	a.illustrate(ctx, r, &reply, plotName, func(ctx context.Context, g *picture.Gallery) (picture.Picture, error) {
		return g.Plot(ctx, plotOf(told, r.words(), r.zone(), a.o.Precision))
	})
	reply.Buttons = []message.Button{{Label: "Timeline", Line: idLine("timeline", m.Entity.ID), AsOf: true}}
	return reply, nil
}

// figureBlock is the figures of one kind at one place, each with its sentence.
func figureBlock(g answer.FigureGroup) message.Block {
	title := string(g.Kind)
	if g.Place != "" {
		title += " · " + g.Place
	}
	b := message.Block{Lines: []message.Line{message.Para(message.Bold(strings.ToUpper(title[:1]) + title[1:]))}}
	for _, t := range g.Items {
		b.Lines = append(b.Lines, tallyLine(t), message.Quoted(verbatim(t.Sentence.Text)))
	}
	return b
}

// tallyLine is a number in words: "at least 12 people (the mayor) — Kyiv Herald, 25 Apr 2025 11:40".
func tallyLine(t answer.Tally) message.Line {
	runs := []message.Run{message.Bold(wording.Figure(t.Figure)), message.Plain(" (" + t.Figure.By + ")")}
	if t.Back != "" {
		runs[0] = message.Struck(wording.Figure(t.Figure))
		runs = append(runs, message.Plain(", "+wording.Superseded(t.Back)))
	}
	if t.Sentence.Hedged {
		runs = append(runs, message.Plain(" unconfirmed"))
	}
	runs = append(runs, message.Plain(" — "))
	return message.Item(append(runs, receipt(t.Sentence.Source, t.Sentence.URL, t.Sentence.Time)...)...)
}
