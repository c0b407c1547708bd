package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep/digest"
	"sitrep/news"
)

type feedsCmd struct {
	All    bool   `help:"List the feeds that are well, too."`
	JSON   bool   `help:"One feed a line, with all that is known of it."`
	Resume string `help:"End the pause of a feed, and forget its failures." placeholder:"ADDRESS" xor:"act"`
	Remove string `help:"Poll a feed no more; its articles stay." placeholder:"ADDRESS" xor:"act"`
}

// Run tells an operator in one screen what is wrong with the feeds, and what to do.
func (c *feedsCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := a.db.Feeds(ctx)
	if err != nil {
		return err
	}
	switch now := e.now(); {
	case c.Resume != "":
		return actOn(all, c.Resume, func(f news.Feed) error {
			fmt.Fprintf(e.stdout, "%s: polled again at the next pass\n", f.URL)
			return a.db.ResumeFeed(ctx, f.ID)
		})
	case c.Remove != "":
		return actOn(all, c.Remove, func(f news.Feed) error {
			fmt.Fprintf(e.stdout, "%s: polled no more; take it out of the configuration, too\n", f.URL)
			return a.db.RemoveFeed(ctx, f.ID)
		})
	case c.JSON:
		return writeFeedLines(e.stdout, all, now)
	default:
		return writeFeeds(e.stdout, all, c.All, now)
	}
}

// actOn calls act with the feed of an address, old or new.
func actOn(all []news.Feed, address string, act func(news.Feed) error) error {
	i := slices.IndexFunc(all, func(f news.Feed) bool { return f.URL == address || f.MovedFrom == address })
	if i < 0 {
		return news.Errorf(news.NotFound, "no feed has the address %s; bot feeds --all lists them", address)
	}
	return act(all[i])
}

// feedState is how a feed fares, the worst first.
type feedState int

const (
	paused feedState = iota
	failing
	silent
	partial
	waiting // not polled yet
	healthy
)

func (s feedState) String() string {
	return [...]string{"paused", "failing", "silent", "partial", "waiting", "healthy"}[s]
}

func stateOf(f news.Feed, now time.Time) feedState {
	const enough = 5 // items to judge by
	switch {
	case f.Paused != "":
		return paused
	case f.LastError != "":
		return failing
	case f.LastSuccess.IsZero():
		return waiting
	case f.Silent(now):
		return silent
	case f.Items >= enough && f.PartialShare() > 0.5:
		return partial
	}
	return healthy
}

// trouble says what is wrong with a feed and what to do about it. Feeds with the same trouble are shown together.
func trouble(f news.Feed, s feedState) (what, advice string) {
	switch s {
	case paused:
		return pause(f)
	case failing:
		return failure(f)
	case silent:
		return "nothing new for longer than ever", "see whether the outlet publishes at another address now"
	case partial:
		return "only summaries can be had", "the outlet does not let the bot read its pages: set poll.contact, and ask it"
	}
	return "", ""
}

func pause(f news.Feed) (what, advice string) {
	switch {
	case f.ErrorKind == "gone":
		return f.Paused, "configure its new address, then bot feeds --remove ADDRESS"
	case f.LastError == "":
		return f.Paused, "bot feeds --remove ADDRESS"
	}
	what, advice = failure(f)
	return f.Paused + ": " + what, advice + "; then bot feeds --resume ADDRESS"
}

// failure explains the kind of error that a feed failed with last.
func failure(f news.Feed) (what, advice string) {
	const byItself = "it is tried again by itself"
	if status, ok := strings.CutPrefix(f.ErrorKind, "status "); ok {
		switch {
		case status == "404":
			return "not found (404)", "find the feed's new address on the outlet's page"
		case status == "401" || status == "403" || status == "451":
			return "refused (" + status + ")", "set poll.contact, and ask the outlet to let the bot in"
		case strings.HasPrefix(status, "5"):
			return "the server is in trouble (" + status + ")", byItself
		}
		return "refused (" + status + ")", "see what the address says in a browser"
	}
	switch f.ErrorKind {
	case "dns":
		return "the host's name is unknown", "check the address; if all feeds fail so, this machine's network"
	case "network", "timeout":
		return "the server does not answer", byItself + "; if all feeds fail so, check this machine's network"
	case "private":
		return "the address is not public", "if it is meant, add it to poll.allow_private"
	case "tls":
		return "the server's certificate is refused", "see what a browser says of it; " + byItself
	case "too large":
		return "the answer is too large", "raise poll.max_bytes"
	case "busy":
		return "the server asks to be left alone", "nothing: it is obeyed"
	case "redirects":
		return "the redirects lead nowhere", "find the feed's new address on the outlet's page"
	case "page":
		return "a web page, not a feed", "configure the address that the page names"
	case "feed":
		return "what comes is no feed", "open the address in a browser; " + byItself
	case "slow":
		return "the server is too slow", byItself
	case "bomb", "encoding", "protocol":
		return "the server's answer is broken", byItself
	case "bad url":
		return "no web address", "correct it in the configuration"
	}
	return cmp.Or(f.ErrorKind, "it cannot be read"), byItself
}

// trouble that several feeds have in common.
type troubleGroup struct {
	state        feedState
	what, advice string
	feeds        []news.Feed
}

// groupFeeds puts feeds with the same trouble together, the worst first. Feeds that are well are left out unless wanted.
func groupFeeds(all []news.Feed, well bool, now time.Time) []*troubleGroup {
	var groups []*troubleGroup
	for _, f := range all {
		s := stateOf(f, now)
		if s >= waiting && !well {
			continue
		}
		what, advice := trouble(f, s)
		i := slices.IndexFunc(groups, func(g *troubleGroup) bool { return g.state == s && g.what == what && g.advice == advice })
		if i < 0 {
			i = len(groups)
			groups = append(groups, &troubleGroup{state: s, what: what, advice: advice})
		}
		groups[i].feeds = append(groups[i].feeds, f)
	}
	slices.SortStableFunc(groups, func(a, b *troubleGroup) int {
		return cmp.Or(cmp.Compare(a.state, b.state), cmp.Compare(len(b.feeds), len(a.feeds)))
	})
	return groups
}

// writeFeeds prints what is wrong, the worst first, what to do, and how many feeds are well.
func writeFeeds(w io.Writer, all []news.Feed, everything bool, now time.Time) error {
	if len(all) == 0 {
		_, err := fmt.Fprintln(w, "no feeds: add outlets to the configuration, then bot poll")
		return err
	}
	const most = 6 // of one trouble, so that all troubles fit on a screen
	table := feedTable{{cells: []string{"  outlet", "last read", "last item", "items a day", "next poll", "address"}}}
	groups := groupFeeds(all, everything, now)
	for _, g := range groups {
		head := strings.ToUpper(g.state.String())
		if g.what != "" {
			head += "  " + digest.Plain(g.what) + " → " + digest.Plain(g.advice)
		}
		table = append(table, feedRow{line: head})
		for i, f := range g.feeds {
			if i == most && !everything {
				table = append(table, feedRow{line: fmt.Sprintf("  and %d more: bot feeds --all", len(g.feeds)-most)})
				break
			}
			table = append(table, feedRow{cells: feedCells(f, now)})
		}
	}
	if len(groups) == 0 {
		table = nil
	} else {
		table = append(table, feedRow{})
	}
	_, err := io.WriteString(w, table.String()+feedSummary(all, now)+"\n")
	return err
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
		}
	}
	address := digest.Plain(f.URL)
	if f.ErrorKind == "page" || f.ErrorKind == "feed" { // the kind alone does not tell
		address += "  (" + shorten(f.LastError, 160) + ")"
	}
	return []string{"  " + shorten(f.Source.Name, 24), ago(f.LastSuccess, now), ago(f.LastItem, now), perDay, next, address}
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
	r := []rune(strings.Join(strings.Fields(digest.Plain(s)), " "))
	if len(r) > n {
		r = append(r[:n-1], '…')
	}
	return string(r)
}

// feedSummary is the last line: how many are well, how much comes in, and when the next poll is.
func feedSummary(all []news.Feed, now time.Time) string {
	well, waiting, perDay, partials := 0, 0, 0.0, 0.0
	next, due := time.Time{}, false
	for _, f := range all {
		perDay += f.PerDay(now)
		partials += f.PerDay(now) * f.PartialShare()
		switch {
		case f.Healthy():
			well++
		case f.LastError == "" && f.Paused == "":
			waiting++
		}
		if f.Paused == "" {
			due = due || !f.NextPoll.After(now)
			if next.IsZero() || f.NextPoll.Before(next) {
				next = f.NextPoll
			}
		}
	}
	line := fmt.Sprintf("%d of %s healthy", well, digest.Plural(len(all), "feed"))
	if waiting > 0 {
		line += fmt.Sprintf(", %d not polled yet", waiting)
	}
	if perDay > 0 {
		line += fmt.Sprintf("; %.0f items a day, %.0f %% of them partial", perDay, 100*partials/perDay)
	}
	if !due && !next.IsZero() {
		line += "; next poll in " + span(next.Sub(now))
	}
	return line
}

// feedLine is one line of bot feeds --json. Times that are not known are missing.
type feedLine struct {
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
	LastPoll  *time.Time `json:"last_poll,omitempty"`
	LastRead  *time.Time `json:"last_success,omitempty"`
	LastItem  *time.Time `json:"last_item,omitempty"`
	NextPoll  *time.Time `json:"next_poll,omitempty"`
	PerDay    float64    `json:"items_per_day"`
	Partial   float64    `json:"partial_share"`
}

func writeFeedLines(w io.Writer, all []news.Feed, now time.Time) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for _, g := range groupFeeds(all, true, now) {
		for _, f := range g.feeds {
			err := out.Encode(feedLine{
				URL: f.URL, Source: f.Source.Name, State: g.state.String(), Problem: g.what, Advice: g.advice,
				Error: f.LastError, ErrorKind: f.ErrorKind, Failures: f.Failures, Failing: known(f.Failing),
				Warning: f.Warning, MovedFrom: f.MovedFrom, Topics: f.Topics,
				LastPoll: known(f.LastPoll), LastRead: known(f.LastSuccess), LastItem: known(f.LastItem), NextPoll: known(f.NextPoll),
				PerDay: f.PerDay(now), Partial: f.PartialShare(),
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
