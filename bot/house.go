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

// help answers /help: all commands, or one.
func (a *answers) help(_ context.Context, r *Request) (message.Reply, error) {
	if name := strings.TrimPrefix(fold(r.value("command")), "/"); name != "" {
		return helpOn(name)
	}
	reply := message.Reply{
		Title: message.Para(message.Plain("Sitrep")),
		Blocks: []message.Block{{Lines: []message.Line{message.Para(message.Plain(
			"Reads conflict news and posts what is new: who claims it, on whose authority, and how many independent " +
				"origins stand behind it. Every sentence is verbatim from an article."))}}},
	}
	ask, serve := message.Block{
		Lines: []message.Line{message.Para(message.Bold("Ask"))},
	}, message.Block{
		Lines: []message.Line{
			message.Para(message.Bold("For your server")),
			message.Quiet(message.Plain("needs the permission Manage Server")),
		},
	}
	for _, c := range Commands() {
		open, admin := c, c
		open.Commands, admin.Commands = nil, nil
		for _, sub := range c.Commands {
			if c.Admin || sub.Admin {
				admin.Commands = append(admin.Commands, sub)
			} else {
				open.Commands = append(open.Commands, sub)
			}
		}
		if !c.Admin && (len(c.Commands) == 0 || len(open.Commands) > 0) {
			ask.Lines = append(ask.Lines, helpLine(open))
		}
		if c.Admin || len(admin.Commands) > 0 {
			serve.Lines = append(serve.Lines, helpLine(admin))
		}
	}
	reply.Blocks = append(reply.Blocks, ask)
	if r.Manager || r.Local {
		reply.Blocks = append(reply.Blocks, serve)
	}
	reply.Blocks = append(reply.Blocks, message.Block{Rule: true, Lines: []message.Line{
		message.Quiet(
			message.Plain("🔹 reported: nobody known vouches for it · 📣 claimed: a party to the conflict says so · ✅ " +
				"confirmed: independent origins agree · ⚖️ disputed · ⛔ denied · ❔ unconfirmed."),
		),
		message.Quiet(message.Plain("More about one of them: "), message.Code("/help search")),
	}})
	return reply, nil
}

// helpLine says in one line what a command does.
func helpLine(c Command) message.Line {
	if c.Message != "" {
		return message.Item(
			message.Bold(c.Message),
			message.Plain(" "+c.Description+": in a message's menu, under Apps"),
		)
	}
	name := "/" + c.Name
	if len(c.Commands) > 0 {
		var names []string
		for _, sub := range c.Commands {
			names = append(names, sub.Name)
		}
		return message.Item(
			message.Code(name),
			message.Plain(" "+strings.Join(names, ", ")+": "+lowerFirst(c.Description)),
		)
	}
	return message.Item(message.Code(name), message.Plain(" "+c.Description))
}

// helpOn explains a command or a group of them.
func helpOn(name string) (message.Reply, error) {
	all := Commands()
	if c, ok := find(all, name); ok {
		return helpOne(name, c), nil
	}
	for _, c := range all {
		if c.Name == name {
			return helpGroup(c), nil
		}
	}
	return message.Reply{}, unknownCommand(all, "", name)
}

// usage is a command with its options: "/latest [topic] [about] [since]".
func usage(path string, c Command) string {
	s := "/" + path
	if len(c.Commands) > 0 {
		var names []string
		for _, sub := range c.Commands {
			names = append(names, sub.Name)
		}
		return s + " " + strings.Join(names, "|")
	}
	for _, o := range c.Options {
		if o.Required {
			s += " " + o.Name
		} else {
			s += " [" + o.Name + "]"
		}
	}
	return s
}

func helpOne(path string, c Command) message.Reply {
	r := message.Reply{Title: message.Para(message.Code(usage(path, c)))}
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(c.Description + "."))}}
	for _, o := range c.Options {
		text := o.Description
		if len(o.Choices) > 0 {
			var values []string
			for _, c := range o.Choices {
				values = append(values, c.Value)
			}
			text += ": " + strings.Join(values, ", ")
		}
		b.Lines = append(b.Lines, message.Item(message.Bold(o.Name), message.Plain(" — "+text)))
	}
	if c.Admin {
		b.Lines = append(b.Lines, message.Quiet(message.Plain("Needs the permission Manage Server.")))
	}
	r.Blocks = []message.Block{b}
	return r
}

func helpGroup(c Command) message.Reply {
	r := message.Reply{Title: message.Para(message.Code("/" + c.Name))}
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(c.Description + "."))}}
	for _, sub := range c.Commands {
		b.Lines = append(
			b.Lines,
			message.Item(message.Code(usage(c.Name+" "+sub.Name, sub)), message.Plain(" — "+sub.Description)),
		)
	}
	r.Blocks = []message.Block{b}
	return r
}

// status answers /status: what is stored, what is polled, what waits to be sent.
func (a *answers) status(ctx context.Context, r *Request) (message.Reply, error) {
	day, err := a.store.Coverage(ctx, "", r.Now.Add(-24*time.Hour), r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("coverage: %w", err)
	}
	told, err := a.store.FactsTold(ctx, r.Now.Add(-24*time.Hour), r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("facts: %w", err)
	}
	sources, err := a.store.Sources(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list sources: %w", err)
	}
	pending, err := a.store.PendingDeliveries(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("count deliveries: %w", err)
	}
	b := message.Block{Lines: []message.Line{
		message.Item(message.Plain(fmt.Sprintf("Last 24 hours: %s of %s, %s", wording.Plural(day.Articles, "article"),
			wording.Plural(day.Sources, "outlet"), wording.Plural(told, "fact")))),
		message.Item(message.Plain(fmt.Sprintf("Outlets known: %d", len(sources)))),
	}}
	if day.Newest.IsZero() {
		b.Lines = append(b.Lines, message.Item(message.Plain("No article is stored yet.")))
	} else {
		b.Lines = append(
			b.Lines,
			message.Item(message.Plain("Newest article: "), message.When(day.Newest, message.DateTime)),
		)
	}
	if day.Feeds.Total > 0 {
		b.Lines = append(b.Lines, message.Item(message.Plain(fmt.Sprintf("Feeds: %d of %d healthy", day.Feeds.Healthy,
			day.Feeds.Total))))
	} else {
		b.Lines = append(b.Lines, message.Item(message.Plain("Feeds: none are polled")))
	}
	b.Lines = append(
		b.Lines,
		message.Item(message.Plain(fmt.Sprintf("Waiting to be sent: %s", wording.Plural(pending, "digest")))),
	)
	if a.trouble != nil {
		if line := a.trouble(); line != "" {
			b.Lines = append(b.Lines, message.Item(message.Plain("⚠ "+line)))
		}
	}
	if r.Guild != "" {
		lines, err := a.paused(ctx, r.Guild)
		if err != nil {
			return message.Reply{}, err
		}
		b.Lines = append(b.Lines, lines...)
	}
	if a.o.Version != "" {
		b.Lines = append(b.Lines, message.Quiet(message.Plain("Sitrep "+a.o.Version)))
	}
	return message.Reply{Title: message.Para(message.Plain("Status")), Blocks: []message.Block{b}}, nil
}

// paused lists the subscriptions of a server that get nothing, with the reason.
func (a *answers) paused(ctx context.Context, guild string) (lines []message.Line, err error) {
	all, err := a.store.Subscriptions(ctx, guild)
	if err != nil {
		return nil, fmt.Errorf("list subscriptions: %w", err)
	}
	for _, s := range all {
		if s.Paused != "" {
			lines = append(
				lines,
				message.Item(
					message.Plain("⚠️ No digest in "),
					message.Channel(s.Channel),
					message.Plain(": "+s.Paused),
				),
			)
		}
	}
	return lines, nil
}

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
	slices.SortFunc(all, func(x, y news.Source) int { return cmp.Compare(fold(x.Name), fold(y.Name)) })
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
	what, _ := f.Trouble(now)
	runs := []message.Run{
		message.Link(f.Source.Name, f.URL),
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
