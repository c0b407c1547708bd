package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// status answers /status: what is stored, what is polled, what waits to be sent.
func (a *answers) status(ctx context.Context, r *Request) (message.Reply, error) {
	day, err := a.store.Coverage(ctx, "", r.Now.Add(-24*time.Hour), r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("coverage: %w", err)
	}
	_, off, err := a.store.OffTopic(ctx, r.Now.Add(-24*time.Hour), r.Now, 0)
	if err != nil {
		return message.Reply{}, fmt.Errorf("off topic: %w", err)
	}
	told, err := a.store.FactsTold(ctx, r.Now.Add(-24*time.Hour), r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("facts: %w", err)
	}
	sources, err := a.store.Sources(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list sources: %w", err)
	}
	pending, err := a.store.PendingDeliveriesOf(ctx, r.Guild)
	if err != nil {
		return message.Reply{}, fmt.Errorf("count deliveries: %w", err)
	}
	w := r.words()
	b := message.Block{Lines: []message.Line{
		message.Item(message.Plain(w.Say("Last 24 hours: %s", w.Count(day.Articles, "%s article", "%s articles")+" "+
			w.Count(day.Sources, "of %s outlet", "of %s outlets")+w.Say(", ")+w.Count(told, "%s fact", "%s facts")))),
		message.Item(message.Plain(w.Say("Outlets known: %d", len(sources)))),
	}}
	if off > 0 {
		b.Lines = append(b.Lines, message.Item(message.Plain(w.Count(off,
			"Kept out as no conflict news: %s article (sitrep articles --off-topic lists them)",
			"Kept out as no conflict news: %s articles (sitrep articles --off-topic lists them)"))))
	}
	if day.Newest.IsZero() {
		b.Lines = append(b.Lines, message.Item(message.Plain(w.Say("No article is stored yet."))))
	} else {
		b.Lines = append(
			b.Lines,
			message.Item(say(w, "Newest article: %s", message.When(day.Newest, message.DateTime))...),
		)
	}
	if day.Feeds.Total > 0 {
		b.Lines = append(b.Lines, message.Item(message.Plain(w.Say("Feeds: %d of %d healthy", day.Feeds.Healthy,
			day.Feeds.Total))))
	} else {
		b.Lines = append(b.Lines, message.Item(message.Plain(w.Say("Feeds: none are polled"))))
	}
	b.Lines = append(
		b.Lines,
		message.Item(message.Plain(w.Count(pending, "Waiting to be sent: %s digest",
			"Waiting to be sent: %s digests"))),
	)
	kept, err := a.kept(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	b.Lines = append(b.Lines, kept...)
	if a.trouble != nil {
		if line := a.trouble(); line != "" {
			b.Lines = append(b.Lines, message.Item(message.Plain("⚠ "+line)))
		}
	}
	if a.o.Version != "" {
		b.Lines = append(b.Lines, message.Quiet(message.Plain("Sitrep "+a.o.Version)))
	}
	reply := message.Reply{Title: message.Para(message.Plain(w.Say("Status"))), Blocks: []message.Block{b}}
	err = a.statusHere(ctx, r, &reply)
	return reply, err
}

// statusHere adds to a status what is the matter where it is asked for.
func (a *answers) statusHere(ctx context.Context, r *Request, reply *message.Reply) error {
	switch {
	case r.Guild != "" && (r.Manager || r.Local), r.Guild == "" && r.User != "":
		more, err := a.subscriptionStatus(ctx, r)
		if err != nil {
			return err
		}
		reply.Blocks = append(reply.Blocks, more...)
	case r.Guild != "":
		lines, err := a.paused(ctx, r)
		if err != nil {
			return err
		}
		reply.Blocks[0].Lines = append(reply.Blocks[0].Lines, lines...)
	}
	if r.Guild != "" && r.Manager || r.Local {
		reported, err := a.reportStatus(ctx, r)
		if err != nil {
			return err
		}
		reply.Blocks = append(reply.Blocks, reported...)
	}
	return nil
}

// subscriptionStatus lists the subscriptions that whoever asks looks after: when each sent last and sends next, and
// what is the matter with it.
func (a *answers) subscriptionStatus(ctx context.Context, r *Request) ([]message.Block, error) {
	all, err := a.theirs(ctx, r)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	ids := make([]int64, len(all))
	for i, s := range all {
		ids[i] = s.ID
	}
	last, err := a.store.LastDeliveries(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("last deliveries: %w", err)
	}
	w := r.words()
	title := message.Para(message.Bold(w.Say("Subscriptions")))
	out := []message.Block{{Rule: true, Lines: []message.Line{title}}}
	asked := 0
	for _, s := range all {
		what := []message.Run{message.Bold(fmt.Sprintf("%d · %s", s.ID, wording.Capital(a.subject(w, s))))}
		if s.Guild != "" {
			what = append(append(what, message.Plain(" ")), say(w, "in %s", message.Channel(s.Channel))...)
		}
		when := say(w, "nothing sent yet")
		d, sent := last[s.ID]
		if sent {
			when = say(w, "last %s", message.Moment(d.Created, message.DateTime))
			if s.Kind == news.Watch && asked < alertsAsked {
				asked++
				when = append(when, a.alertDelay(ctx, d, w)...)
			}
		}
		if s.Kind == news.Scheduled && s.Paused == "" {
			when = append(append(when, message.Plain(" · ")), say(w, "next %s",
				message.Moment(s.NextAt, message.DateTime))...)
		}
		b := message.Block{Lines: []message.Line{message.Item(what...), message.Quiet(when...)}}
		switch {
		case s.Paused != "":
			b.Lines = append(b.Lines, message.Quiet(message.Phrase("⚠️ "+pausedWords(w, s))))
		case sent && d.State == news.Failed:
			b.Lines = append(b.Lines, message.Quiet(done("⚠️", say(w, "the last one was given up: %s",
				reasonIn(w, d.Error)))...))
		case sent && d.State != news.Sent && d.Error != "":
			b.Lines = append(b.Lines, message.Quiet(done("⚠️", say(w, "attempt %d failed (%s); the next is %s",
				d.Attempt, reasonIn(w, d.Error), message.Moment(d.NotBefore, message.Relative)))...))
		}
		out = append(out, b)
	}
	return out, nil
}

// alertsAsked is of how many watches /status says how soon the last alert came: each is looked up.
const alertsAsked = 20

// alertDelay says how long after publication an alert came, nothing where that is not known.
func (a *answers) alertDelay(ctx context.Context, d news.Delivery, w *wording.Words) []message.Run {
	sent, err := a.store.DigestSentTo(ctx, d.Digest.ID, d.Guild, d.Channel)
	if err != nil {
		return nil // it is no longer stored, and nobody asked for it
	}
	if after := w.AfterPublication(sent); after != "" {
		return []message.Run{message.Plain(w.Say(", ") + after)}
	}
	return nil
}

// kept says how much there is of what is kept for a time, as it was counted in the last night, and how large the
// database is. Before the first night there is nothing to say.
func (a *answers) kept(ctx context.Context, r *Request) ([]message.Line, error) {
	kept, err := a.store.Kept(ctx)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	w := r.words()
	var parts []string
	if r.Local { // of which a part is servers' own
		size, err := a.store.Size(ctx)
		if err != nil {
			return nil, err
		}
		parts = append(parts, w.Say("%s in all", wording.Size(size)))
	}
	for _, k := range kept {
		what := w.Count(int(k.Items), "%s text", "%s texts")
		if k.Kind == news.KeptPages {
			what = w.Count(int(k.Items), "%s page", "%s pages")
		}
		what += " (" + w.Isolated(wording.Size(k.Bytes)) + ")"
		if k.Forgotten > 0 {
			what += w.Say(", ") + w.Say("%d forgotten", k.Forgotten)
		}
		parts = append(parts, what)
	}
	return []message.Line{message.Item(say(w, "Stored: %s, counted %s",
		message.Phrase(strings.Join(parts, " · ")), message.When(kept[0].At, message.DateTime))...)}, nil
}

// paused lists the subscriptions of a server that get nothing, with the reason.
func (a *answers) paused(ctx context.Context, r *Request) (lines []message.Line, err error) {
	all, err := a.store.Subscriptions(ctx, r.Guild)
	if err != nil {
		return nil, fmt.Errorf("list subscriptions: %w", err)
	}
	for _, s := range all {
		if s.Paused != "" {
			lines = append(lines, message.Item(done("⚠️", say(r.words(), "No digest in %s: %s",
				message.Channel(s.Channel), reasonIn(r.words(), s.Paused)))...))
		}
	}
	return lines, nil
}
