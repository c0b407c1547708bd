package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// sources answers /sources list.
func (a *answers) sources(ctx context.Context, r *Request) (message.Reply, error) {
	all, err := a.store.Sources(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list sources: %w", err)
	}
	if len(all) == 0 {
		return message.Notice(say(r.words(),
			"No outlet is known yet. Import articles or add feeds to the configuration.")...), nil
	}
	feeds, err := a.store.Feeds(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list feeds: %w", err)
	}
	polled, own := map[string]int{}, map[string]bool{}
	for _, f := range feeds {
		polled[f.Source.Name]++
		own[f.Source.Name] = own[f.Source.Name] || r.Guild != "" && f.AddedBy == r.Guild
	}
	slices.SortFunc(all, func(x, y news.Source) int { return cmp.Compare(answer.Fold(x.Name), answer.Fold(y.Name)) })
	w := r.words()
	reply := message.Reply{Title: message.Para(counted(w, len(all), "%s outlet", "%s outlets")...)}
	for chunk := range slices.Chunk(all, 10) {
		var b message.Block
		for _, s := range chunk {
			b.Lines = append(b.Lines, sourceLine(w, s, polled[s.Name], own[s.Name]))
		}
		reply.Blocks = append(reply.Blocks, b)
	}
	return reply, nil
}

func sourceLine(w *wording.Words, s news.Source, feeds int, own bool) message.Line {
	about := []string{w.Say(cmp.Or(string(s.Kind), phrase("kind unknown")))}
	if s.Country != "" {
		about = append(about, w.Isolated(cmp.Or(w.Country(s.Country), s.Country)))
	}
	if s.Family != "" && s.Family != s.Name {
		about = append(about, w.Say("of %s", w.Isolated(s.Family)))
	}
	if s.Party != "" {
		about = append(about, w.Say("speaks for %s", w.Isolated(w.Side(s.Party))))
	}
	if feeds > 0 {
		about = append(about, w.Count(feeds, "%s feed", "%s feeds"))
	}
	if own {
		about = append(about, w.Say("added by this server"))
	}
	return message.Item(message.Link(s.Name, s.HomePage), message.Phrase(" · "+strings.Join(about, " · ")))
}

// health answers /sources health: what is wrong with which feed, the worst first.
func (a *answers) health(ctx context.Context, r *Request) (message.Reply, error) {
	feeds, err := a.store.Feeds(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list feeds: %w", err)
	}
	states := map[news.FeedState][]news.Feed{}
	healthy := 0
	for _, f := range feeds {
		s := f.State(r.Now)
		states[s] = append(states[s], f)
		if f.Healthy() {
			healthy++
		}
	}
	w := r.words()
	title := wording.Capital(w.Healthy(news.Health{Total: len(feeds), Healthy: healthy}))
	reply := message.Reply{Title: message.Para(message.Plain(title))}
	if n := len(states[news.FeedWaiting]); n > 0 {
		reply.Blocks = append(
			reply.Blocks,
			message.Block{Lines: []message.Line{message.Para(say(w, "%d not polled yet.", n)...)}},
		)
	}
	for _, s := range []news.FeedState{news.FeedPaused, news.FeedFailing, news.FeedSilent, news.FeedPartial} {
		ill := states[s]
		slices.SortStableFunc(ill, func(x, y news.Feed) int { return y.Failures - x.Failures })
		for chunk := range slices.Chunk(ill, 10) {
			var b message.Block
			for _, f := range chunk {
				b.Lines = append(b.Lines, feedLine(w, f, s, r.Now))
			}
			reply.Blocks = append(reply.Blocks, b)
		}
	}
	if len(reply.Blocks) == 0 {
		all := w.Say("All is well.")
		if len(feeds) == 0 {
			all = w.Say("No feed is listed: nothing is read. /sources add lists one.")
		}
		reply.Blocks = []message.Block{{Lines: []message.Line{message.Para(message.Plain(all))}}}
	}
	return reply, nil
}

// feedLine says what is wrong with a feed, since when, and when it is asked again.
func feedLine(w *wording.Words, f news.Feed, s news.FeedState, now time.Time) message.Line {
	what, _ := w.Trouble(f, now)
	runs := []message.Run{
		message.Link(f.Source.Name, news.Redacted(f.URL)),
		message.Plain(" — "),
		message.Bold(w.Say(string(s))),
		message.Phrase(w.Say("%s: ", "") + what),
	}
	if f.Failures > 1 {
		runs = append(runs, message.Plain(" ("+w.Count(f.Failures, "%s time in a row", "%s times in a row")+")"))
	}
	switch {
	case s == news.FeedSilent:
		runs = append(runs, say(w, "; last item %s, %s a day before", message.When(f.LastItem, message.Relative),
			tenths(w, f.PerDay(f.LastItem)))...)
	case s == news.FeedPartial:
		runs = append(runs, say(w, "; %s of %s items a day",
			message.Plain(fmt.Sprintf("%.0f %%", 100*f.PartialShare())), tenths(w, f.PerDay(now)))...)
	case !f.LastSuccess.IsZero():
		runs = append(runs, say(w, "; last read %s", message.When(f.LastSuccess, message.Relative))...)
	}
	if s == news.FeedFailing && f.NextPoll.After(now) {
		runs = append(runs, say(w, "; asked again %s", message.When(f.NextPoll, message.Relative))...)
	}
	return message.Item(runs...)
}

// tenths is a rate with one digit behind the point.
func tenths(w *wording.Words, v float64) message.Run {
	return message.Plain(strings.Replace(fmt.Sprintf("%.1f", v), ".", w.Point, 1))
}
