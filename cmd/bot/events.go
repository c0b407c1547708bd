package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

// eventsCmd looks at what happened, as the articles were put together, and corrects it for good.
type eventsCmd struct {
	List    eventsListCmd    `cmd:"" help:"List the events that articles told of last."`
	Show    eventsShowCmd    `cmd:"" help:"Show an event: its articles, and what they state."`
	Merge   eventsMergeCmd   `cmd:"" help:"Make two events one, now and in what comes: the first keeps its number."`
	Split   eventsSplitCmd   `cmd:"" help:"Take articles away from an event, with what they state, for another."`
	Hide    eventsHideCmd    `cmd:"" help:"Have nobody told of an event from now on."`
	Unhide  eventsUnhideCmd  `cmd:"" help:"Let a hidden event be told again."`
	Reports eventsReportsCmd `cmd:"" help:"List what readers have reported."`
	Settle  eventsSettleCmd  `cmd:"" help:"End reports: somebody has looked at them."`
	Log     eventsLogCmd     `cmd:"" help:"List what was decided about events, and what takes each back."`
}

type eventsListCmd struct {
	Topic string `help:"Only events of this topic." placeholder:"TOPIC"`
	Find  string `help:"Only those with these words in their title." placeholder:"WORDS"`
	Most  int    `help:"How many, the latest first." default:"30"`
	JSON  bool   `help:"One event a line."`
}

// Run lists events.
func (c *eventsListCmd) Run(ctx context.Context, e *env) error {
	if c.Most < 1 {
		return usagef("--most wants a number from 1 on, not %d", c.Most)
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	topic, err := a.composer.Topic(c.Topic)
	if err != nil {
		return err
	}
	all, err := a.db.Events(ctx, topic.Slug, c.Find, c.Most)
	if err != nil {
		return err
	}
	for _, x := range all {
		if c.JSON {
			if err := writeEvent(e, x, nil); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(e.stdout, eventSummary(x))
	}
	return nil
}

// eventSummary is an event in one line: number, articles, days, title.
func eventSummary(x news.Event) string {
	days := x.First.Format(time.DateOnly)
	if last := x.Last.Format(time.DateOnly); last != days {
		days += " – " + last
	}
	mark := ""
	if x.Hidden {
		mark = "[hidden] "
	}
	return wording.Printable(fmt.Sprintf("%6d  %5d  %s  %s%s", x.ID, x.Articles, days, mark, x.Title))
}

func writeEvent(e *env, x news.Event, articles []eventArticle) error {
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		news.Event
		Hidden bool           `json:"hidden,omitempty"`
		Apart  []int64        `json:"apart,omitempty"`
		Told   []eventArticle `json:"told,omitempty"`
	}{x, x.Hidden, x.Apart, articles})
}

// eventArticle is an article that tells of an event.
type eventArticle struct {
	ID     int64     `json:"id"`
	Source string    `json:"source"`
	Time   time.Time `json:"time"`
	Title  string    `json:"title"`
	URL    string    `json:"url"`
}

type eventsShowCmd struct {
	Event string `arg:"" help:"The number that list gives."`
	JSON  bool   `help:"As one line of JSON."`
}

// Run shows what an event is made of.
func (c *eventsShowCmd) Run(ctx context.Context, e *env) error {
	id, err := listNumber(c.Event)
	if err != nil {
		return err
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	x, articles, err := a.db.Event(ctx, id)
	if err != nil {
		return err
	}
	x.Articles = len(articles) // a revision has been counted beside what it replaces
	var told []eventArticle
	for _, y := range articles {
		title := y.Title
		if title == "" {
			title, _, _ = strings.Cut(y.Body, "\n")
		}
		told = append(told, eventArticle{y.ID, y.Source.Name, y.Time(), title, y.URL})
	}
	if c.JSON {
		return writeEvent(e, x, told)
	}
	fmt.Fprintln(e.stdout, eventSummary(x))
	for _, y := range told {
		fmt.Fprintln(e.stdout, wording.Printable(fmt.Sprintf("        article %d  %s  %s: %s", y.ID,
			y.Time.Format("2006-01-02 15:04"), y.Source, y.Title)))
	}
	if len(x.Apart) > 0 {
		var others []string
		for _, o := range x.Apart {
			others = append(others, strconv.FormatInt(o, 10))
		}
		fmt.Fprintf(e.stdout, "        told apart from %s\n", strings.Join(others, ", "))
	}
	return nil
}

// listNumber reads a number as lists print it.
func listNumber(s string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(s, "#"), 10, 64)
	if err != nil || id < 1 {
		return 0, usagef("%q is no number of a list", s)
	}
	return id, nil
}

func listNumbers(all []string) (out []int64, err error) {
	for _, s := range all {
		id, err := listNumber(s)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

type eventsMergeCmd struct {
	Keep   string   `arg:"" help:"The event that keeps its number."`
	Others []string `arg:"" name:"other" help:"What is the same."`
}

// Run merges events.
func (c *eventsMergeCmd) Run(ctx context.Context, e *env) error {
	ids, err := listNumbers(append([]string{c.Keep}, c.Others...))
	if err != nil {
		return err
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	for _, other := range ids[1:] {
		_, told, err := a.db.Event(ctx, other)
		if err != nil {
			return err
		}
		out, err := a.db.MergeEvents(ctx, ids[0], other)
		if err != nil {
			return err
		}
		var articles []int64
		for _, y := range told {
			articles = append(articles, y.ID)
		}
		fmt.Fprintf(e.stdout, "%d is %d now: %s; to take that back: %s\n", other, out.ID, wording.Printable(out.Title),
			splitEventLine(out.ID, articles, 0))
	}
	return nil
}

// splitEventLine is the command that takes articles away from an event.
func splitEventLine(id int64, articles []int64, into int64) string {
	words := []string{"sitrep events split", strconv.FormatInt(id, 10)}
	for _, a := range articles {
		words = append(words, strconv.FormatInt(a, 10))
	}
	if into != 0 {
		words = append(words, "--into", strconv.FormatInt(into, 10))
	}
	return strings.Join(words, " ")
}

type eventsSplitCmd struct {
	Event    string   `arg:"" help:"The event that they do not tell of."`
	Articles []string `arg:"" name:"article" help:"Articles, by the numbers that show gives."`
	Into     string   `help:"The event that they tell of (default: a new one)." placeholder:"EVENT"`
}

// Run splits articles off an event.
func (c *eventsSplitCmd) Run(ctx context.Context, e *env) error {
	ids, err := listNumbers(append([]string{c.Event}, c.Articles...))
	if err != nil {
		return err
	}
	var into int64
	if c.Into != "" {
		if into, err = listNumber(c.Into); err != nil {
			return err
		}
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	out, err := a.db.SplitEvent(ctx, ids[0], ids[1:], into)
	if err != nil {
		return err
	}
	undo := fmt.Sprintf("sitrep events merge %d %d", ids[0], out.ID)
	if into != 0 {
		undo = splitEventLine(out.ID, ids[1:], ids[0])
	}
	fmt.Fprintf(e.stdout, "%s now of %d: %s; to take that back: %s\n", tell(len(ids)-1), out.ID,
		wording.Printable(out.Title), undo)
	return nil
}

func tell(n int) string {
	if n == 1 {
		return "1 article tells"
	}
	return fmt.Sprintf("%d articles tell", n)
}

type eventsHideCmd struct {
	Events []string `arg:"" name:"event" help:"The numbers that list gives."`
	Server string   `help:"Hide it from one Discord server alone." placeholder:"ID"`
}

// Run hides events.
func (c *eventsHideCmd) Run(ctx context.Context, e *env) error {
	return eachEvent(ctx, e, c.Events, func(a *program, id int64) (string, error) {
		x, err := a.db.HideEvent(ctx, id, c.Server, "")
		return fmt.Sprintf("%d %s is told to nobody%s now; to take that back: sitrep events unhide %d%s", x.ID,
			wording.Printable(x.Title), of(c.Server), x.ID, withFlag("server", c.Server)), err
	})
}

type eventsUnhideCmd struct {
	Events []string `arg:"" name:"event" help:"The numbers that list gives."`
	Server string   `help:"Show it again in one Discord server that has hidden it." placeholder:"ID"`
}

// Run lets events be told again.
func (c *eventsUnhideCmd) Run(ctx context.Context, e *env) error {
	return eachEvent(ctx, e, c.Events, func(a *program, id int64) (string, error) {
		x, err := a.db.ShowEvent(ctx, id, c.Server, "")
		return fmt.Sprintf("%d %s is told again%s", x.ID, wording.Printable(x.Title), of(c.Server)), err
	})
}

func of(server string) string {
	if server == "" {
		return ""
	}
	return " in server " + wording.Printable(server)
}

func withFlag(name, value string) string {
	if value == "" {
		return ""
	}
	return " --" + name + " " + wording.Printable(value)
}

func eachEvent(ctx context.Context, e *env, events []string, do func(a *program, id int64) (string, error)) error {
	ids, err := listNumbers(events)
	if err != nil {
		return err
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	for _, id := range ids {
		line, err := do(a, id)
		if err != nil {
			return err
		}
		fmt.Fprintln(e.stdout, line)
	}
	return nil
}

type eventsReportsCmd struct {
	Server string `help:"Only those of one Discord server." placeholder:"ID"`
	All    bool   `help:"Also those that are settled."`
	Most   int    `help:"How many, the latest first." default:"50"`
	JSON   bool   `help:"One report a line."`
}

// Run lists reports.
func (c *eventsReportsCmd) Run(ctx context.Context, e *env) error {
	if c.Most < 1 {
		return usagef("--most wants a number from 1 on, not %d", c.Most)
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := a.db.Reports(ctx, news.ReportQuery{Guild: c.Server, Settled: c.All, Limit: c.Most})
	if err != nil {
		return err
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	for _, x := range all {
		if c.JSON {
			if err := enc.Encode(x); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(e.stdout, reportSummary(x))
	}
	return nil
}

// reportSummary is a report in two lines: its number, the event and what is said of it; where, by whom and what can be
// done.
func reportSummary(x news.ReaderReport) string {
	said, mark, where := string(x.Reason), "", "in a direct message"
	if x.Note != "" {
		said += ": " + x.Note
	}
	if !x.Settled.IsZero() {
		mark = "[settled] "
	}
	if x.Guild != "" {
		where = "in server " + x.Guild
	}
	if x.Link != "" {
		where += " (" + x.Link + ")"
	}
	at := x.Time.Format("2006-01-02 15:04")
	head := wording.Printable(fmt.Sprintf("%6d  %s  %sevent %d %s", x.ID, at, mark, x.Event, x.Headline))
	return head + "\n" + wording.Printable(fmt.Sprintf("        %s — by user %s %s; sitrep events show %d", said,
		x.Reporter, where, x.Event))
}

type eventsSettleCmd struct {
	Reports []string `arg:"" name:"report" help:"The numbers that reports gives."`
}

// Run ends reports.
func (c *eventsSettleCmd) Run(ctx context.Context, e *env) error {
	ids, err := listNumbers(c.Reports)
	if err != nil {
		return err
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	for _, id := range ids {
		if err := a.db.SettleReport(ctx, id); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "report %d is settled\n", id)
	}
	return nil
}

type eventsLogCmd struct {
	Most int `help:"How many, the latest first." default:"50"`
}

// Run lists decisions.
func (c *eventsLogCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := a.db.Decisions(ctx, c.Most)
	if err != nil {
		return err
	}
	for _, x := range all {
		at, title := x.Time.Format("2006-01-02 15:04"), wording.Printable(x.Title)
		who := ""
		if x.By != "" {
			who = " by user " + wording.Printable(x.By)
		}
		switch x.What {
		case news.DecideMerge:
			fmt.Fprintf(e.stdout, "%s  merged %d into %d %s; back: %s\n", at, x.Other, x.Event, title,
				splitEventLine(x.Event, x.Articles, 0))
		case news.DecideSplit:
			fmt.Fprintf(e.stdout, "%s  split %d off %d %s; back: sitrep events merge %d %d\n", at, x.Other, x.Event,
				title, x.Event, x.Other)
		case news.DecideHide:
			fmt.Fprintf(e.stdout, "%s  hid %d %s%s%s; back: sitrep events unhide %d%s\n", at, x.Event, title,
				of(x.Guild), who, x.Event, withFlag("server", x.Guild))
		case news.DecideShow:
			fmt.Fprintf(e.stdout, "%s  showed %d %s%s%s; back: sitrep events hide %d%s\n", at, x.Event, title,
				of(x.Guild), who, x.Event, withFlag("server", x.Guild))
		}
	}
	return nil
}
