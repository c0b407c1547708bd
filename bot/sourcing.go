package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sitrep/news"
	"sitrep/wording"
)

// Roster changes the list of feeds. by is news.ByOperator or the id of a server, which may remove what it added and no
// more. What whoever asks can do something about is a *news.Error.
type Roster interface {
	// Add finds the feed at an address, or that of the page there, and adds it.
	Add(ctx context.Context, e news.Enrolment) (news.Discovery, error)
	// Remove takes a feed off the list, by its address or the name of its outlet.
	Remove(ctx context.Context, name, by string) (news.Feed, error)
	// Import adds the feeds of an OPML list.
	Import(ctx context.Context, opml []byte, by string) (news.FeedImport, error)
	// Export writes the list as OPML.
	Export(ctx context.Context, by string) ([]byte, error)
}

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
func (a *answers) addSource(ctx context.Context, r *Request) (Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return Reply{}, err
	}
	d, err := roster.Add(ctx, news.Enrolment{Address: r.value("url"), Name: r.value("name"), By: by})
	if err != nil {
		return Reply{}, fmt.Errorf("add feed: %w", err)
	}
	a.remember(func(m *memory) { m.feeds = append(slices.Clip(m.feeds), d.Feed) })
	found := []Run{plain(wording.Plural(d.Items, "item"))}
	if !d.Newest.IsZero() {
		found = append(found, plain(", the newest "), when(d.Newest, relative))
	}
	switch {
	case d.Summaries > 0 && d.Summaries == d.Items:
		found = append(found, plain("; only summaries, so its pages are read, too"))
	case d.Summaries > 0:
		found = append(found, plain(fmt.Sprintf("; %d of them without their whole text", d.Summaries)))
	}
	b := Block{Lines: []Line{
		para(plain("✅ "), bold(d.Feed.Source.Name), plain(" is read from now on: "), code(d.Feed.URL)),
		para(found...),
	}}
	if d.Feed.Source.Kind == news.KindUnknown {
		b.Lines = append(b.Lines,
			quiet(plain("Nobody has said what kind of outlet it is: what it alone reports does not count as an "+
				"independent origin.")))
	}
	for _, o := range d.Others[:min(len(d.Others), 5)] {
		b.Lines = append(b.Lines, item(plain("the page also names "), code(o)))
	}
	return Reply{Blocks: []Block{b}, Buttons: []Button{
		{Label: "Undo", Line: Invocation{"sources remove", map[string]string{"feed": d.Feed.URL}}.String()},
		{Label: "All outlets", Line: "/sources list"},
	}}, nil
}

// removeSource answers /sources remove.
func (a *answers) removeSource(ctx context.Context, r *Request) (Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return Reply{}, err
	}
	f, err := roster.Remove(ctx, r.value("feed"), by)
	if err != nil {
		return Reply{}, fmt.Errorf("remove feed: %w", err)
	}
	a.remember(func(m *memory) {
		m.feeds = slices.DeleteFunc(slices.Clone(m.feeds), func(o news.Feed) bool { return o.URL == f.URL })
	})
	reply := notice(plain("✅ "), bold(f.Source.Name), plain(" is no longer read: "), code(f.URL),
		plain(". What it published until now stays."))
	reply.Buttons = []Button{{Label: "Undo", Line: Invocation{
		"sources add",
		map[string]string{"url": f.URL, "name": f.Source.Name},
	}.String()}}
	return reply, nil
}

// remember changes what autocomplete answers from, ahead of the next Refresh.
func (a *answers) remember(change func(*memory)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change(&a.memory)
}

// importSources answers /sources import.
func (a *answers) importSources(ctx context.Context, r *Request) (Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return Reply{}, err
	}
	file, given := r.Uploads["file"]
	switch {
	case r.Local:
		return Reply{}, errorf("Files come with commands in Discord. Here: bot feeds import FILE")
	case !given:
		return Reply{}, errorf("Attach the list to /sources import itself: a button cannot hold it.")
	}
	data, err := a.o.Download(ctx, file)
	if err != nil {
		return Reply{}, fmt.Errorf("download %s: %w", file.Name, err)
	}
	report, err := roster.Import(ctx, data, by)
	if err != nil {
		return Reply{}, fmt.Errorf("import %s: %w", file.Name, err)
	}
	a.remember(func(m *memory) { m.feeds = append(slices.Clip(m.feeds), report.Added...) })
	return imported(report), nil
}

// imported shows what came of a list of feeds.
func imported(report news.FeedImport) Reply {
	const most = 20 // of each kind: the rest is counted
	mark := "✅ "
	if len(report.Added) == 0 {
		mark = ""
	}
	head := Block{Lines: []Line{para(plain(mark + wording.Plural(len(report.Added), "feed") +
		" added, to be read within minutes. /sources health says how they fare."))}}
	if report.Known > 0 {
		head.Lines = append(head.Lines, para(plain(wording.Plural(report.Known,
			"feed")+" of the list "+isAre(report.Known)+" read already.")))
	}
	if report.Left > 0 {
		head.Lines = append(head.Lines, para(plain("⚠️ "+wording.Plural(report.Left,
			"feed")+" left out: this server may add no more. Remove some, or ask whoever runs Sitrep.")))
	}
	for _, name := range report.Folders[:min(len(report.Folders), most)] {
		head.Lines = append(head.Lines,
			quiet(plain("The folder “"+name+"” is no topic: its feeds are sorted by their words alone.")))
	}
	reply := Reply{Blocks: []Block{head}, Colour: 0}
	var refused, added Block
	for _, f := range report.Refused[:min(len(report.Refused), most)] {
		refused.Lines = append(refused.Lines, item(plain("❌ "), code(f.URL), plain(" — "+f.Reason)))
	}
	for _, f := range report.Added[:min(len(report.Added), most)] {
		added.Lines = append(added.Lines, item(link(cmp.Or(f.Source.Name, f.URL), f.URL)))
	}
	if n := len(report.Added) - most; n > 0 {
		added.Lines = append(added.Lines, quiet(plain(fmt.Sprintf("and %d more", n))))
	}
	for _, b := range []Block{refused, added} {
		if len(b.Lines) > 0 {
			reply.Blocks = append(reply.Blocks, b)
		}
	}
	return reply
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// exportSources answers /sources export.
func (a *answers) exportSources(ctx context.Context, r *Request) (Reply, error) {
	roster, by, err := a.roster(r)
	if err != nil {
		return Reply{}, err
	}
	if r.Local {
		return Reply{}, errorf("Files come with replies in Discord. Here: bot feeds export")
	}
	data, err := roster.Export(ctx, by)
	if err != nil {
		return Reply{}, fmt.Errorf("export feeds: %w", err)
	}
	reply := notice(plain("All feeds, topics as folders. Any feed reader takes this list; "), code("/sources import"),
		plain(" does, too."))
	reply.Files = []File{{Name: "sitrep.opml", Type: "text/x-opml", Data: data}}
	return reply, nil
}
