package bot

import (
	"context"
	"fmt"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// timeline answers /timeline: the weightiest facts about somebody, by the day on which they were first reported.
func (a *answers) timeline(ctx context.Context, r *Request) (message.Reply, error) {
	from, to, err := r.window()
	if err != nil {
		return message.Reply{}, err
	}
	m, ask, err := a.find(ctx, r.Path, r.value("about"), r.words())
	if err != nil || ask != nil {
		return given(ask), err
	}
	told, err := a.timelines.Timeline(ctx, m.Entity.ID, from, to, r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("timeline: %w", err)
	}
	w := r.words()
	reply := message.Reply{
		Title: message.Para(say(w, "Timeline: %s", m.Entity.Name)...), Line: r.settled("about", m.Entity.ID),
	}
	switch {
	case len(told.Facts) == 0:
		none := message.Para(message.Plain(w.Say("Nothing is stored in that time.")))
		reply.Blocks = []message.Block{{Lines: []message.Line{none}}}
		return reply, nil
	case r.showsEvidence():
		out := factEvidence(r, reply.Title, told.Facts)
		out.Line = reply.Line
		return out, nil
	}
	reply.Blocks = dayBlocks(told.Facts, r.zone(), w)
	if told.Left > 0 {
		left := w.Count(told.Left, "Left out: %s lighter fact. Narrow it with from: and to:.",
			"Left out: %s lighter facts. Narrow it with from: and to:.")
		reply.Blocks = append(reply.Blocks,
			message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(left))}})
	}
	reply.Buttons = []message.Button{
		{Label: "Evidence", View: message.ViewEvidence},
		{Label: "Who is it?", Line: idLine("who", m.Entity.ID), AsOf: true},
	}
	return reply, nil
}

// dayBlocks tells facts, which are in order of time, day by day.
func dayBlocks(facts []news.Fact, zone *time.Location, w *wording.Words) (out []message.Block) {
	for _, day := range answer.Days(facts, zone) {
		b := message.Block{Lines: []message.Line{message.Para(message.Bold(w.LongDate(day.Date)))}}
		for _, e := range day.Entries {
			b.Lines = append(b.Lines, factLine(e.Fact, e.Sentence, message.Clock(e.Sentence.Time), w))
		}
		out = append(out, b)
	}
	return out
}

// storyTimeline shows how the stories of a digest came to where it tells them: their weightiest facts, day by day.
func (a *answers) storyTimeline(ctx context.Context, r *Request, d news.Digest) (message.Reply, error) {
	facts, err := a.digests.Stories(ctx, d, r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("timeline: %w", err)
	}
	if len(facts) == 0 {
		return message.Reply{}, news.Errorf(news.NotFound, "Nothing more is stored about the stories of this digest.")
	}
	w := r.words()
	return message.Reply{
		Title: message.Para(say(w, "Timeline: %s", d.Name)...), Colour: d.Colour, Ephemeral: true, End: d.To,
		Blocks: dayBlocks(facts, r.zone(), w),
	}, nil
}
