package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/picture"
)

// latest answers /latest: what is new, of everything, of a topic, or about somebody.
func (a *answers) latest(ctx context.Context, r *Request) (message.Reply, error) {
	topic, err := a.topic(ctx, r, r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	q := digest.Request{Topic: topic.Slug, Zone: r.zone().String()}
	title, line := "", ""
	if about := r.value("about"); about != "" {
		m, ask, err := a.find(ctx, "timeline", about, r.words())
		if err != nil || ask != nil {
			return given(ask), err
		}
		q.Entity, title = m.Entity.ID, m.Entity.Name
		line = r.settled("about", m.Entity.ID)
	}
	reply, err := a.compose(ctx, r, q, title)
	reply.Line = line
	return reply, err
}

// digest answers /digest: a preview of a topic's digest, or, by its number, one that was delivered.
func (a *answers) digest(ctx context.Context, r *Request) (message.Reply, error) {
	if id, ok := entityID(r.value("topic")); ok {
		d, err := a.digests.Delivered(ctx, id, answer.Asker{Guild: r.Guild, Channel: r.Channel, Local: r.Local})
		if err != nil {
			return message.Reply{}, fmt.Errorf("show: %w", err)
		}
		return a.show(ctx, r, d)
	}
	topic, err := a.topic(ctx, r, r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	return a.compose(ctx, r, digest.Request{Topic: topic.Slug, Zone: a.o.Zone}, "")
}

// changed answers /changed: what stands differently now from when it was first told, or from since.
func (a *answers) changed(ctx context.Context, r *Request) (message.Reply, error) {
	topic, err := a.topic(ctx, r, r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	q := answer.ChangeQuery{Topic: topic, Zone: r.zone().String()}
	q.Until, q.AsOf = r.again()
	if q.Since, err = r.moment("since"); err != nil {
		return message.Reply{}, err
	}
	if !r.Again { // else as of when it was first asked
		if q.Until, err = a.digests.Newest(ctx, r.Now); err != nil {
			return message.Reply{}, fmt.Errorf("changed: %w", err)
		}
	}
	if !q.Since.IsZero() && !q.Since.Before(q.Until) {
		return message.Reply{}, errorf("since: nothing can have changed since %s, which is not in the past.",
			message.Shorten(message.Clean(r.value("since")), 40))
	}
	d, err := a.digests.Changed(ctx, q)
	if err != nil {
		return message.Reply{}, fmt.Errorf("changed: %w", err)
	}
	if err := a.correctedHere(ctx, r, &d, q.AsOf); err != nil {
		return message.Reply{}, err
	}
	if len(d.Developments)+len(d.Corrected) == 0 {
		return message.Notice(counted(r.words(), d.Articles,
			"No figure and no status has changed in %s article since %s.",
			"No figure and no status has changed in %s articles since %s.",
			message.When(d.From, message.DateTime))...), nil
	}
	return a.show(ctx, r, d)
}

// correctedHere puts at what has changed which messages of the server, or in direct messages of the channel, told it
// otherwise and were edited; what has no item of its own stands at the end.
func (a *answers) correctedHere(ctx context.Context, r *Request, d *news.Digest, asOf time.Time) error {
	if r.Channel == "" && !r.Local {
		return nil
	}
	all, err := a.store.Corrected(ctx, news.CorrectedQuery{Since: d.From, Guild: r.Guild, Channel: r.Channel})
	if err != nil {
		return fmt.Errorf("changed: %w", err)
	}
	for _, x := range all {
		if !asOf.IsZero() && x.Time.After(asOf) {
			continue
		}
		x.Item = slices.IndexFunc(d.Developments, func(dev news.Development) bool {
			return slices.ContainsFunc(dev.Facts, func(id int64) bool { return slices.Contains(x.Facts, id) })
		})
		switch {
		case x.Item >= 0:
			d.Amended = append(d.Amended, x)
		case d.Topic == "" || slices.Contains(news.SplitTopics(x.Posted.Topic), d.Topic):
			d.Corrected = append(d.Corrected, x)
		}
	}
	return nil
}

// compose composes and shows a digest of the window that r asks for; title replaces the topic's name if it is not "".
func (a *answers) compose(ctx context.Context, r *Request, q digest.Request, title string) (message.Reply, error) {
	since, err := r.moment("since")
	if err != nil {
		return message.Reply{}, err
	}
	q.Since = since
	q.Until, q.AsOf = r.again()
	d, err := a.digests.Latest(ctx, q, title)
	if err != nil {
		return message.Reply{}, fmt.Errorf("latest: %w", err)
	}
	return a.show(ctx, r, d)
}

// show renders a digest in the view that r asks for.
func (a *answers) show(ctx context.Context, r *Request, d news.Digest) (message.Reply, error) {
	switch r.View {
	case message.ViewEvidence, message.ViewDetails:
		return a.evidence(ctx, r, d)
	case message.ViewTimeline:
		return a.storyTimeline(ctx, r, d)
	case message.ViewFollow:
		return followView(r.words(), d)
	case message.ViewReport:
		return reportView(r, d)
	case message.ViewPack:
		return a.pack(ctx, r, d)
	}
	reply := digestReply(d, r.words())
	reply.End = d.To
	a.illustrate(ctx, r, &reply, mapName, func(ctx context.Context, g *picture.Gallery) (picture.Picture, error) {
		return g.Map(ctx, mapOf(d, r.words(), a.o.Precision))
	})
	return reply, nil
}
