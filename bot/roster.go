package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// roster is what changes the list of feeds, and on whose behalf.
func (a *answers) roster(r *Request) (_ Roster, by string, err error) {
	switch {
	case a.o.Roster == nil:
		return nil, "", news.Errorf(news.Unavailable,
			"The list of feeds cannot be changed now. Whoever runs Sitrep finds the reason in its log.")
	case r.Local:
		return a.o.Roster, news.ByOperator, nil
	case r.Guild == "":
		return nil, "", errorf("/%s works only in a server: what you add is your server's.", r.Path)
	}
	return a.o.Roster, r.Guild, nil
}

// addSource answers /sources add: a feed is looked for, added, and what was found is shown.
func (a *answers) addSource(ctx context.Context, r *Request) (message.Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return message.Reply{}, err
	}
	d, err := roster.Add(ctx, news.Enrolment{Address: r.value("url"), Name: r.value("name"), By: by})
	if err != nil {
		return message.Reply{}, fmt.Errorf("add feed: %w", err)
	}
	a.rememberFeeds(r, d.Feed)
	w := r.words()
	found := counted(w, d.Items, "%s item", "%s items")
	if !d.Newest.IsZero() {
		found = say(w, "%s, the newest %s", found, message.When(d.Newest, message.Relative))
	}
	switch {
	case d.Summaries > 0 && d.Summaries == d.Items:
		found = say(w, "%s; only summaries, so its pages are read, too", found)
	case d.Summaries > 0:
		found = say(w, "%s; %d of them without their whole text", found, d.Summaries)
	}
	b := message.Block{Lines: []message.Line{
		message.Para(done("✅", say(w, "%s is read from now on: %s", message.Bold(d.Feed.Source.Name),
			message.Code(news.Redacted(d.Feed.URL))))...),
		message.Para(found...),
	}}
	if d.Feed.Source.Kind == news.KindUnknown {
		b.Lines = append(b.Lines, message.Quiet(say(w, "Nobody has said what kind of outlet it is: what it alone "+
			"reports does not count as an independent origin.")...))
	}
	for _, o := range d.Others[:min(len(d.Others), 5)] {
		b.Lines = append(b.Lines, message.Item(say(w, "the page also names %s", message.Code(news.Redacted(o)))...))
	}
	undo := command.Invocation{Path: "sources remove", Values: map[string]string{"feed": news.Redacted(d.Feed.URL)}}
	return message.Reply{Blocks: []message.Block{b}, Buttons: []message.Button{
		{Label: "Undo", Line: undo.String()},
		{Label: "All outlets", Line: "/sources list"},
	}}, nil
}

// removeSource answers /sources remove.
func (a *answers) removeSource(ctx context.Context, r *Request) (message.Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return message.Reply{}, err
	}
	f, err := roster.Remove(ctx, r.value("feed"), by)
	if err != nil {
		return message.Reply{}, fmt.Errorf("remove feed: %w", err)
	}
	a.forgetOwn(r.Guild)
	a.remember(func(m *memory) {
		m.feeds = slices.DeleteFunc(slices.Clone(m.feeds), func(o news.Feed) bool { return o.URL == f.URL })
	})
	reply := message.Notice(done("✅", say(r.words(), "%s is no longer read: %s. What it published until now stays.",
		message.Bold(f.Source.Name), message.Code(news.Redacted(f.URL))))...)
	if news.Redacted(f.URL) != f.URL { // nobody could add it again by what is shown of it
		return reply, nil
	}
	reply.Buttons = []message.Button{{Label: "Undo", Line: command.Invocation{
		Path: "sources add", Values: map[string]string{"url": f.URL, "name": f.Source.Name},
	}.String()}}
	return reply, nil
}

// importSources answers /sources import.
func (a *answers) importSources(ctx context.Context, r *Request) (message.Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return message.Reply{}, err
	}
	file, given := r.Uploads["file"]
	switch {
	case r.Local:
		return message.Reply{}, errorf("Files come with commands in Discord. Here: sitrep feeds import FILE")
	case !given:
		return message.Reply{}, errorf("Attach the list to /sources import itself: a button cannot hold it.")
	}
	data, err := a.o.Download(ctx, file)
	if err != nil {
		return message.Reply{}, fmt.Errorf("download %s: %w", file.Name, err)
	}
	report, err := roster.Import(ctx, data, by)
	if err != nil {
		return message.Reply{}, fmt.Errorf("import %s: %w", file.Name, err)
	}
	a.rememberFeeds(r, report.Added...)
	return imported(r.words(), report), nil
}

// imported shows what came of a list of feeds.
func imported(w *wording.Words, report news.FeedImport) message.Reply {
	const most = 20 // of each kind: the rest is counted
	mark := "✅ "
	if len(report.Added) == 0 {
		mark = ""
	}
	head := message.Block{
		Lines: []message.Line{message.Para(message.Plain(mark + w.Count(len(report.Added),
			"%s feed added, to be read within minutes. /sources health says how they fare.",
			"%s feeds added, to be read within minutes. /sources health says how they fare.")))},
	}
	if report.Known > 0 {
		head.Lines = append(head.Lines, message.Para(counted(w, report.Known, "%s feed of the list is read already.",
			"%s feeds of the list are read already.")...))
	}
	if report.Left > 0 {
		head.Lines = append(head.Lines, message.Para(done("⚠️", counted(w, report.Left,
			"%s feed left out: this server may add no more. Remove some, or ask whoever runs Sitrep.",
			"%s feeds left out: this server may add no more. Remove some, or ask whoever runs Sitrep."))...))
	}
	for _, name := range report.Folders[:min(len(report.Folders), most)] {
		head.Lines = append(head.Lines, message.Quiet(say(w,
			"The folder “%s” is no topic: its feeds are sorted by their words alone.", name)...))
	}
	reply := message.Reply{Blocks: []message.Block{head}, Colour: 0}
	var refused, added message.Block
	for _, f := range report.Refused[:min(len(report.Refused), most)] {
		refused.Lines = append(
			refused.Lines,
			message.Item(message.Plain("❌ "), message.Code(news.Redacted(f.URL)), message.Plain(" — "+f.Reason)),
		)
	}
	for _, f := range report.Added[:min(len(report.Added), most)] {
		address := news.Redacted(f.URL)
		added.Lines = append(added.Lines, message.Item(message.Link(cmp.Or(f.Source.Name, address), address)))
	}
	if n := len(report.Added) - most; n > 0 {
		added.Lines = append(added.Lines, message.Quiet(say(w, "and %d more", n)...))
	}
	for _, b := range []message.Block{refused, added} {
		if len(b.Lines) > 0 {
			reply.Blocks = append(reply.Blocks, b)
		}
	}
	return reply
}

// exportSources answers /sources export.
func (a *answers) exportSources(ctx context.Context, r *Request) (message.Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return message.Reply{}, err
	}
	if r.Local {
		return message.Reply{}, errorf("Files come with replies in Discord. Here: sitrep feeds export")
	}
	data, err := roster.Export(ctx, by)
	if err != nil {
		return message.Reply{}, fmt.Errorf("export feeds: %w", err)
	}
	reply := message.Notice(say(r.words(), "All feeds, topics as folders. Any feed reader takes this list; %s does, "+
		"too.",
		message.Code("/sources import"))...)
	reply.Files = []message.File{{Name: "sitrep.opml", Type: "text/x-opml", Data: data}}
	return reply, nil
}

// rememberFeeds has autocomplete know feeds that were just added.
func (a *answers) rememberFeeds(r *Request, feeds ...news.Feed) {
	a.forgetOwn(r.Guild)
	a.remember(func(m *memory) {
		for _, f := range feeds {
			if f.Owner() == "" {
				m.feeds = append(slices.Clip(m.feeds), remembered(f))
			}
		}
	})
}
