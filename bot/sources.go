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
		return message.Notice(
			message.Plain("No outlet is known yet. Import articles or add feeds to the configuration."),
		), nil
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
	reply := message.Reply{Title: message.Para(message.Plain(wording.Plural(len(all), "outlet")))}
	for chunk := range slices.Chunk(all, 10) {
		var b message.Block
		for _, s := range chunk {
			b.Lines = append(b.Lines, sourceLine(s, polled[s.Name], own[s.Name]))
		}
		reply.Blocks = append(reply.Blocks, b)
	}
	return reply, nil
}

func sourceLine(s news.Source, feeds int, own bool) message.Line {
	about := []string{cmp.Or(string(s.Kind), "kind unknown")}
	if s.Country != "" {
		about = append(about, s.Country)
	}
	if s.Family != "" && s.Family != s.Name {
		about = append(about, "of "+s.Family)
	}
	if s.Party != "" {
		about = append(about, "speaks for "+s.Party)
	}
	if feeds > 0 {
		about = append(about, wording.Plural(feeds, "feed"))
	}
	if own {
		about = append(about, "added by this server")
	}
	return message.Item(message.Link(s.Name, s.HomePage), message.Plain(" · "+strings.Join(about, " · ")))
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
	reply := message.Reply{
		Title: message.Para(
			message.Plain(fmt.Sprintf("%d of %s healthy", healthy, wording.Plural(len(feeds), "feed"))),
		),
	}
	if n := len(states[news.FeedWaiting]); n > 0 {
		reply.Blocks = append(
			reply.Blocks,
			message.Block{Lines: []message.Line{message.Para(message.Plain(fmt.Sprintf("%d not polled yet.", n)))}},
		)
	}
	for _, s := range []news.FeedState{news.FeedPaused, news.FeedFailing, news.FeedSilent, news.FeedPartial} {
		ill := states[s]
		slices.SortStableFunc(ill, func(x, y news.Feed) int { return y.Failures - x.Failures })
		for chunk := range slices.Chunk(ill, 10) {
			var b message.Block
			for _, f := range chunk {
				b.Lines = append(b.Lines, feedLine(f, s, r.Now))
			}
			reply.Blocks = append(reply.Blocks, b)
		}
	}
	if len(reply.Blocks) == 0 {
		all := "All is well."
		if len(feeds) == 0 {
			all = "No feed is listed: nothing is read. /sources add lists one."
		}
		reply.Blocks = []message.Block{{Lines: []message.Line{message.Para(message.Plain(all))}}}
	}
	return reply, nil
}

// feedLine says what is wrong with a feed, since when, and when it is asked again.
func feedLine(f news.Feed, s news.FeedState, now time.Time) message.Line {
	what, _ := wording.English.Trouble(f, now)
	runs := []message.Run{
		message.Link(f.Source.Name, news.Redacted(f.URL)),
		message.Plain(" — "),
		message.Bold(string(s)),
		message.Plain(": " + what),
	}
	if f.Failures > 1 {
		runs = append(runs, message.Plain(fmt.Sprintf(" (%d times in a row)", f.Failures)))
	}
	switch {
	case s == news.FeedSilent:
		runs = append(runs, message.Plain("; last item "), message.When(f.LastItem, message.Relative),
			message.Plain(fmt.Sprintf(", %.1f a day before", f.PerDay(f.LastItem))))
	case s == news.FeedPartial:
		runs = append(
			runs,
			message.Plain(fmt.Sprintf("; %.0f %% of %.1f items a day", 100*f.PartialShare(), f.PerDay(now))),
		)
	case !f.LastSuccess.IsZero():
		runs = append(runs, message.Plain("; last read "), message.When(f.LastSuccess, message.Relative))
	}
	if s == news.FeedFailing && f.NextPoll.After(now) {
		runs = append(runs, message.Plain("; asked again "), message.When(f.NextPoll, message.Relative))
	}
	return message.Item(runs...)
}
