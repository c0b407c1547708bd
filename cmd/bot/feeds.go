package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/wording"
)

type feedsCmd struct {
	List    feedsListCmd    `cmd:"" default:"withargs" help:"What is wrong with which feed, and what to do (default)."`
	Add     feedsAddCmd     `cmd:"" help:"Poll a feed: its address, or that of a page that names it."`
	Remove  feedsRemoveCmd  `cmd:"" help:"Poll a feed no more; its articles stay."`
	Resume  feedsResumeCmd  `cmd:"" help:"End the pause of a feed, and forget its failures."`
	Promote feedsPromoteCmd `cmd:"" help:"Make a server's feed, and what it brought, everybody's."`
	Import  feedsImportCmd  `cmd:"" help:"Poll the feeds of an OPML list; folders are topics."`
	Export  feedsExportCmd  `cmd:"" help:"Write all feeds as an OPML list, topics as folders."`
}

type feedsListCmd struct {
	All  bool `help:"List all feeds, those that are well, too."`
	JSON bool `help:"One feed a line, with all that is known of it."`
}

// Run tells an operator in one screen what is wrong with the feeds, and what to do.
func (c *feedsListCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := a.db.AllFeeds(ctx)
	switch {
	case err != nil:
		return err
	case c.JSON:
		return writeFeedLines(e.stdout, all, e.now())
	}
	return writeFeeds(e.stdout, all, c.All, e.now())
}

type feedsAddCmd struct {
	Address string   `arg:"" help:"Of the feed, or of a page that names its feeds."`
	Name    string   `help:"Of the outlet (default: what the feed calls itself)." placeholder:"NAME"`
	Topic   []string `help:"File everything of the feed under this topic." placeholder:"SLUG"`
}

// Run adds one feed, and says what was found.
func (c *feedsAddCmd) Run(ctx context.Context, e *env) error {
	return withRoster(ctx, e, func(a *program, roster *ingest.Roster) error {
		for _, slug := range c.Topic {
			if _, err := a.composer.Topic(slug); err != nil {
				return &usageError{err}
			}
		}
		if slices.ContainsFunc(feeds(a.config), func(f news.Feed) bool { return f.URL == c.Address }) {
			return news.Errorf(news.Conflict, "%s stands in the configuration: sitrep poll reads it", c.Address)
		}
		d, err := roster.Add(ctx, news.Enrolment{
			Address: c.Address, Name: c.Name, Topics: c.Topic,
			By: news.ByOperator,
		})
		if err != nil {
			return err
		}
		_, err = io.WriteString(e.stdout, discovery(d, e.now()))
		return err
	})
}

// discovery says what was found at an address.
func discovery(d news.Discovery, now time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: added as %s; %s", wording.Printable(news.Redacted(d.Feed.URL)),
		shorten(d.Feed.Source.Name, 80),
		wording.Plural(d.Items, "item"))
	if !d.Newest.IsZero() {
		b.WriteString(", the newest " + ago(d.Newest, now))
	}
	if d.Summaries > 0 {
		fmt.Fprintf(&b, ", %d without their whole text", d.Summaries)
	}
	b.WriteByte('\n')
	for _, o := range d.Others {
		b.WriteString("the page also names " + wording.Printable(news.Redacted(o)) + "\n")
	}
	return b.String()
}

type feedsRemoveCmd struct {
	Address string `arg:"" help:"Address of the feed, or the name of its outlet."`
}

// Run takes one feed off the list.
func (c *feedsRemoveCmd) Run(ctx context.Context, e *env) error {
	return withRoster(ctx, e, func(a *program, roster *ingest.Roster) error {
		f, err := roster.Remove(ctx, c.Address, news.ByOperator)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%s: polled no more", news.Redacted(f.URL))
		if slices.ContainsFunc(feeds(a.config), func(w news.Feed) bool {
			return w.URL == f.URL ||
				w.URL == f.MovedFrom
		}) {
			fmt.Fprint(e.stdout, "; take it out of the configuration, too")
		}
		fmt.Fprintln(e.stdout)
		return nil
	})
}

type feedsResumeCmd struct {
	Address string `arg:"" help:"Address of the feed, or the name of its outlet."`
}

// Run ends a pause.
func (c *feedsResumeCmd) Run(ctx context.Context, e *env) error {
	return withRoster(ctx, e, func(_ *program, roster *ingest.Roster) error {
		f, err := roster.Resume(ctx, c.Address)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%s: polled again at the next pass\n", news.Redacted(f.URL))
		return nil
	})
}

type feedsPromoteCmd struct {
	ID int64 `arg:"" help:"Number of the feed, as feeds --all shows it."`
}

// Run makes a server's feed everybody's.
func (c *feedsPromoteCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	f, n, err := a.pipeline.Promote(ctx, a.db, c.ID)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s of %s is everybody's now, with %s\n", news.Redacted(f.URL),
		wording.Printable(f.Source.Name), wording.Plural(n, "article"))
	return nil
}

type feedsImportCmd struct {
	File string `arg:"" help:"The OPML list; - for standard input."`
}

// Run adds what an OPML list holds.
func (c *feedsImportCmd) Run(ctx context.Context, e *env) error {
	data, err := c.read(e)
	if err != nil {
		return err
	}
	return withRoster(ctx, e, func(_ *program, roster *ingest.Roster) error {
		r, err := roster.Import(ctx, data, news.ByOperator)
		if err != nil {
			return err
		}
		for _, f := range r.Added {
			fmt.Fprintf(e.stdout, "%s  %s\n", wording.Printable(news.Redacted(f.URL)),
				wording.Printable(f.Source.Name))
		}
		for _, name := range r.Folders {
			fmt.Fprintf(e.stderr, "sitrep: the folder %q is no topic; its feeds are sorted by their words alone\n",
				shorten(name, 80))
		}
		for _, f := range r.Refused {
			fmt.Fprintf(e.stderr, "sitrep: %s: %s\n", wording.Printable(news.Redacted(f.URL)),
				wording.Printable(f.Reason))
		}
		fmt.Fprintf(e.stdout, "%s added, %d there already, %d refused\n", wording.Plural(len(r.Added), "feed"), r.Known,
			len(r.Refused))
		if len(r.Refused) > 0 {
			return errReported
		}
		return nil
	})
}

func (c *feedsImportCmd) read(e *env) ([]byte, error) {
	const most = 32 << 20 // bytes: a list of 20,000 feeds has five million
	in := e.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, news.Errorf(news.Invalid, "the list cannot be read: %w", err)
		}
		defer func() { _ = f.Close() }() // it was only read
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && len(data) > most {
		err = news.Errorf(news.Invalid, "the list is larger than %d MiB", most>>20)
	}
	return data, err
}

type feedsExportCmd struct{}

// Run writes the list of feeds.
func (c *feedsExportCmd) Run(ctx context.Context, e *env) error {
	return withRoster(ctx, e, func(_ *program, roster *ingest.Roster) error {
		out, err := roster.Export(ctx, news.ByOperator)
		if err != nil {
			return err
		}
		_, err = e.stdout.Write(out)
		return err
	})
}

// withRoster opens what changes the list of feeds, for as long as act works with it.
func withRoster(ctx context.Context, e *env, act func(*program, *ingest.Roster) error) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	client, err := a.client(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	return act(a, a.roster(client))
}

// trouble that several feeds have in common.
type troubleGroup struct {
	state        news.FeedState
	what, advice string
	feeds        []news.Feed
}

// groupFeeds puts feeds with the same trouble together, the worst first. Feeds that are well are left out unless
// wanted.
func groupFeeds(all []news.Feed, well bool, now time.Time) []*troubleGroup {
	var groups []*troubleGroup
	for _, f := range all {
		s := f.State(now)
		if (s == news.FeedWaiting || s == news.FeedHealthy) && !well {
			continue
		}
		what, advice := wording.English.Trouble(f, now)
		i := slices.IndexFunc(groups, func(g *troubleGroup) bool {
			return g.state == s && g.what == what &&
				g.advice == advice
		})
		if i < 0 {
			i = len(groups)
			groups = append(groups, &troubleGroup{state: s, what: what, advice: advice})
		}
		groups[i].feeds = append(groups[i].feeds, f)
	}
	slices.SortStableFunc(groups, func(a, b *troubleGroup) int {
		order := news.FeedStates()
		return cmp.Or(cmp.Compare(slices.Index(order, a.state), slices.Index(order, b.state)),
			cmp.Compare(len(b.feeds), len(a.feeds)))
	})
	return groups
}

// screen is how many lines a terminal shows at least, less the prompt.
const screen = 40

// writeFeeds prints how many feeds are how, then what is wrong, the worst first, and what to do: on one screen, however
// many feeds there are, unless all are asked for.
func writeFeeds(w io.Writer, all []news.Feed, everything bool, now time.Time) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(w,
			"no feeds: sitrep feeds add ADDRESS, or add outlets to the configuration; then sitrep poll")
		return err
	}
	out := feedSummary(all, now) + "\n"
	if groups := groupFeeds(all, everything, now); len(groups) > 0 {
		out += "\n" + troubleTable(groups, everything, now).String()
	}
	_, err := io.WriteString(w, out)
	return err
}

// troubleTable lists the feeds of each trouble: all, or as many of each as leave room for the others.
func troubleTable(groups []*troubleGroup, everything bool, now time.Time) feedTable {
	const (
		room = screen - 4 // the summary, an empty line, the head of the table, and what is left out
		most = 6          // of one trouble
	)
	each := most
	for each > 1 && lines(groups, each) > room {
		each--
	}
	table := feedTable{{cells: []string{"  outlet", "last read", "last item", "items a day", "next poll", "address"}}}
	for i, g := range groups {
		if !everything && len(table) > room-2 {
			rest := 0
			for _, g := range groups[i:] {
				rest += len(g.feeds)
			}
			return append(table, feedRow{line: fmt.Sprintf("and %s with other troubles: sitrep feeds --all",
				wording.Plural(rest, "feed"))})
		}
		head := strings.ToUpper(string(g.state))
		if g.what != "" {
			head += "  " + wording.Printable(g.what) + " → " + wording.Printable(g.advice)
		}
		table = append(table, feedRow{line: head})
		for i, f := range g.feeds {
			if i == each && !everything {
				more := fmt.Sprintf("  and %d more: sitrep feeds --all", len(g.feeds)-each)
				table = append(table, feedRow{line: more})
				break
			}
			table = append(table, feedRow{cells: feedCells(f, now)})
		}
	}
	return table
}

// lines is how many lines the groups take with at most so many feeds of each.
func lines(groups []*troubleGroup, each int) (n int) {
	for _, g := range groups {
		n += 1 + min(len(g.feeds), each+1)
	}
	return n
}

// feedTable is rows of aligned cells, and lines between them.
type feedTable []feedRow

// feedRow is a row of cells, or a line if it has none.
type feedRow struct {
	cells []string
	line  string
}

// String aligns the columns, all but the last.
func (t feedTable) String() string {
	var widths [8]int
	for _, r := range t {
		for i, c := range r.cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.line)
		for i, c := range r.cells {
			b.WriteString(c)
			if i < len(r.cells)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)+2))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func feedCells(f news.Feed, now time.Time) []string {
	next := "never"
	if f.Paused == "" {
		next = "now"
		if f.NextPoll.After(now) {
			next = "in " + span(f.NextPoll.Sub(now))
		}
	}
	perDay := "–"
	if !f.LastSuccess.IsZero() {
		perDay = fmt.Sprintf("%.1f", f.PerDay(now))
		if share := f.PartialShare(); share >= 0.05 {
			perDay += fmt.Sprintf(", %.0f %% partial", 100*share)
			if share := f.WallShare(); share >= 0.05 {
				perDay += fmt.Sprintf(", %.0f %% walls", 100*share)
			}
		}
	}
	address := wording.Printable(news.Redacted(f.URL))
	if f.ErrorKind == "page" || f.ErrorKind == "feed" { // the kind alone does not tell
		address += "  (" + shorten(news.Redacted(f.LastError), 160) + ")"
	}
	return []string{
		"  " + shorten(f.Source.Name, 24), ago(f.LastSuccess, now), ago(f.LastItem, now), perDay, next,
		address,
	}
}

// ago is how long ago t was, in one unit.
func ago(t, now time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return span(now.Sub(t)) + " ago"
}

func span(d time.Duration) string {
	switch d = max(d, 0); {
	case d < 90*time.Second:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < 90*time.Minute:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 36*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

// shorten makes one line of at most n characters.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(wording.Printable(s)), " "))
	if len(r) > n {
		r = append(r[:n-1], '…')
	}
	return string(r)
}

// feedSummary is the first line: how many feeds are how, how much comes in, and when the next poll is.
func feedSummary(all []news.Feed, now time.Time) string {
	perDay, partials, walls := 0.0, 0.0, 0.0
	next, due := time.Time{}, false
	states := map[news.FeedState]int{}
	for _, f := range all {
		states[f.State(now)]++
		perDay += f.PerDay(now)
		partials += f.PerDay(now) * f.PartialShare()
		walls += f.PerDay(now) * f.WallShare()
		if f.Paused == "" {
			due = due || !f.NextPoll.After(now)
			if next.IsZero() || f.NextPoll.Before(next) {
				next = f.NextPoll
			}
		}
	}
	var counts []string
	for _, s := range news.FeedStates() {
		if n := states[s]; n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, s))
		}
	}
	line := wording.Plural(len(all), "feed") + ": " + strings.Join(counts, ", ")
	if perDay > 0 {
		line += fmt.Sprintf("; %.0f items a day, %.0f %% of them partial", perDay, 100*partials/perDay)
		if walls >= perDay/100 {
			line += fmt.Sprintf(" (%.0f %% since their pages are walls)", 100*walls/perDay)
		}
	}
	if !due && !next.IsZero() {
		line += "; next poll in " + span(next.Sub(now))
	}
	return line
}

// feedLine is one line of sitrep feeds --json. Times that are not known are missing.
type feedLine struct {
	ID        int64      `json:"id"`
	URL       string     `json:"url"`
	Source    string     `json:"source"`
	State     string     `json:"state"` // paused, failing, silent, partial, waiting, healthy
	Problem   string     `json:"problem,omitempty"`
	Advice    string     `json:"advice,omitempty"`
	Error     string     `json:"error,omitempty"`
	ErrorKind string     `json:"error_kind,omitempty"`
	Failures  int        `json:"failures,omitempty"`
	Failing   *time.Time `json:"failing_since,omitempty"`
	Warning   string     `json:"warning,omitempty"`
	MovedFrom string     `json:"moved_from,omitempty"`
	Topics    []string   `json:"topics,omitempty"`
	AddedBy   string     `json:"added_by,omitempty"` // "operator" or the id of a Discord server; "": the configuration
	LastPoll  *time.Time `json:"last_poll,omitempty"`
	LastRead  *time.Time `json:"last_success,omitempty"`
	LastItem  *time.Time `json:"last_item,omitempty"`
	NextPoll  *time.Time `json:"next_poll,omitempty"`
	PerDay    float64    `json:"items_per_day"`
	Partial   float64    `json:"partial_share"`
	Walls     float64    `json:"wall_share"`
}

func writeFeedLines(w io.Writer, all []news.Feed, now time.Time) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, g := range groupFeeds(all, true, now) {
		for _, f := range g.feeds {
			err := out.Encode(feedLine{
				ID: f.ID, URL: news.Redacted(f.URL), Source: f.Source.Name, State: string(g.state), Problem: g.what,
				Advice: g.advice,
				Error:  news.Redacted(f.LastError), ErrorKind: f.ErrorKind,
				Failures: f.Failures, Failing: known(f.Failing),
				Warning: news.Redacted(f.Warning), MovedFrom: news.Redacted(f.MovedFrom), Topics: f.Topics,
				AddedBy:  f.AddedBy,
				LastPoll: known(f.LastPoll), LastRead: known(f.LastSuccess), LastItem: known(f.LastItem),
				NextPoll: known(f.NextPoll),
				PerDay:   f.PerDay(now), Partial: f.PartialShare(), Walls: f.WallShare(),
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// known is nil for the zero time.
func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
