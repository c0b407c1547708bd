package bot

import (
	"context"
	"fmt"
	"time"

	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/picture"
)

// mapWindow is how far a map looks back if nobody says otherwise.
const mapWindow = 7 * 24 * time.Hour

// drawMap answers /map: where the developments of a topic or about somebody happened, numbered, and below it what each
// number is, so that nothing is told by the picture alone.
func (a *answers) drawMap(ctx context.Context, r *Request) (message.Reply, error) {
	from, to, err := r.window()
	if err != nil {
		return message.Reply{}, err
	}
	var s news.Subscription
	ask, err := a.subjectOf(ctx, r, &s)
	if err != nil || ask != nil {
		return given(ask), err
	}
	q := digest.Request{
		Topic: s.Topic, Entity: s.About, Since: from, Until: to, Zone: r.zone().String(), Style: news.Full,
	}
	if r.Again {
		q.Until, q.AsOf = r.again()
	}
	if q.Until.IsZero() || q.Until.After(r.Now) {
		if q.Until, err = a.digests.Newest(ctx, r.Now); err != nil {
			return message.Reply{}, fmt.Errorf("map: %w", err)
		}
	}
	if q.Since.IsZero() {
		q.Since = q.Until.Add(-mapWindow)
	}
	d, err := a.digests.Latest(ctx, q, s.AboutName)
	if err != nil {
		return message.Reply{}, fmt.Errorf("map: %w", err)
	}
	if r.showsEvidence() {
		return a.evidence(ctx, r, d)
	}
	w := r.words()
	reply := message.Reply{
		Title: message.Para(message.Plain(w.Say("Map: %s", subjectOf(d, w)))), Colour: d.Colour, End: d.To,
	}
	if s.About != 0 {
		reply.Line = r.settled("about", s.About)
	}
	m := mapOf(d, w, a.o.Precision)
	if len(m.Marks) == 0 {
		none := message.Para(message.Plain(w.Say("Nothing that was told in that time has a place.")))
		reply.Blocks = []message.Block{{Lines: []message.Line{none}}}
		return reply, nil
	}
	a.illustrate(ctx, r, &reply, mapName, func(ctx context.Context, g *picture.Gallery) (picture.Picture, error) {
		return g.Map(ctx, m)
	})
	reply.Blocks = legend(m, d)
	if len(d.Developments) > 0 {
		reply.Buttons = []message.Button{{Label: w.Say("Evidence"), View: message.ViewEvidence}}
	}
	return reply, nil
}

// legend is what each number of a map is.
func legend(m picture.Map, d news.Digest) []message.Block {
	b := message.Block{}
	for i, dev := range d.Developments {
		if takenBack(d, i) {
			continue
		}
		runs := numbered(i+1, "")
		for _, k := range m.Marks {
			if k.Number == i+1 {
				place := k.Place
				if k.Region {
					place = m.Words.Say("%s (region only)", place)
				}
				runs = append(runs, message.Bold(place), message.Plain(" · "))
			}
		}
		runs = append(runs, message.Others(dev.Headline), message.Plain(" — "))
		if len(dev.Sentences) > 0 {
			s := dev.Sentences[0]
			runs = append(runs, receipt(s.Source, s.URL, s.Language, dev.Time, m.Words)...)
		}
		b.Lines = append(b.Lines, message.Para(runs...))
	}
	return []message.Block{b}
}
