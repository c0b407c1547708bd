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

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/story"
	"sitrep/wording"
)

type readCmd struct {
	Paths []string `arg:"" name:"path" help:"Files or folders; - is standard input."`
	JSON  bool     `help:"One reading a line, as in docs/formats.md."`
}

// Run reads articles without storing them.
func (c *readCmd) Run(ctx context.Context, e *env) error {
	s, err := e.setup()
	if err != nil {
		return err
	}
	var failed error
	p := s.dry()
	im := &ingest.Importer{
		Pipeline: p, DryRun: true, Stdin: e.stdin,
		Problem: func(p ingest.Problem) {
			fmt.Fprintf(e.stderr, "sitrep: %s\n", oneLine(fmt.Errorf("%s: %w", p.Place, p.Err)))
		},
		Visit: func(a news.Article, r news.Reading) {
			if failed != nil {
				return
			}
			if c.JSON {
				failed = writeReading(e.stdout, a, r)
			} else {
				failed = showReading(e.stdout, a, r, p.Relevance(a, r), e.colour(e.stdout))
			}
		},
	}
	report, err := im.Import(ctx, c.Paths...)
	switch {
	case err != nil:
		return err
	case failed != nil:
		return failed
	case report.Failed > 0:
		return errReported
	}
	return nil
}

// writeReading writes one line of the reading format.
func writeReading(w io.Writer, a news.Article, r news.Reading) error {
	out := struct {
		ID        string `json:"id"`
		Title     string `json:"title,omitempty"`
		Published string `json:"published,omitempty"`
		Language  string `json:"language,omitempty"`
		Text      string `json:"text"`
		news.Reading
		Events []eventLine `json:"events"`
	}{ID: a.GUID, Title: a.Title, Published: dateOf(a), Language: a.Language, Text: a.Body, Reading: r}
	if out.ID == "" {
		out.ID = a.Key
	}
	out.Sentences = notNil(r.Sentences)
	out.Mentions = notNil(r.Mentions)
	out.Statements = notNil(r.Statements)
	out.Figures = notNil(r.Figures)
	out.Places = notNil(r.Places)
	out.Events = eventLines(r.Events)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}

// eventLine is an event in the reading format.
type eventLine struct {
	Start     int            `json:"start"`
	End       int            `json:"end"`
	Act       news.Act       `json:"act,omitempty"`
	Kind      string         `json:"kind,omitempty"`
	Mode      news.Mode      `json:"mode"`
	Actor     *news.Span     `json:"actor,omitempty"`
	Target    *news.Span     `json:"target,omitempty"`
	Place     string         `json:"place,omitempty"`
	Day       string         `json:"day,omitempty"`
	Precision news.Precision `json:"precision,omitempty"`
}

func eventLines(events []news.EventMention) []eventLine {
	out := make([]eventLine, len(events))
	party := func(p news.Party) *news.Span {
		if !p.Named() {
			return nil
		}
		return &p.Span
	}
	for i, e := range events {
		out[i] = eventLine{
			e.Start, e.End, e.Act, e.Code, e.Mode, party(e.Actor), party(e.Target), e.Place.Name, e.Day, e.Precision,
		}
	}
	return out
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func dateOf(a news.Article) string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.DateOnly:
		return a.Published.Format(time.DateOnly)
	}
	return a.Published.Format(time.RFC3339)
}

// showReading writes a reading for people: the text with its names, cues and figures marked, then who, who says what,
// figures, places.
func showReading(w io.Writer, a news.Article, r news.Reading, rel story.Relevance, colour bool) error {
	v := view{body: a.Body, reading: r, colour: colour}
	if a.Title != "" {
		v.line("%s", v.paint(bold, wording.Printable(a.Title)))
	}
	v.line("%s · %s · %s · %s", wording.Printable(a.Source.Name), orNone(dateOf(a), "undated"),
		orNone(a.Language, "language unknown"), rel.Reason)
	v.line("\n%s", v.text())
	v.who()
	v.statements()
	v.figures()
	v.places()
	v.line("")
	_, err := io.WriteString(w, v.out.String())
	return err
}

// view is a reading on its way to a screen.
type view struct {
	body    string
	reading news.Reading
	colour  bool
	out     strings.Builder
}

func (v *view) line(format string, args ...any) { fmt.Fprintf(&v.out, format+"\n", args...) }

func (v *view) heading(name string, n int) {
	v.line("\n%s", v.paint(bold, fmt.Sprintf("%s (%d)", name, n)))
}

// who lists the people, organisations, weapons and units, of each kind those named most often first.
func (v *view) who() {
	times := make([]int, len(v.reading.Entities))
	for _, m := range v.reading.Mentions {
		times[m.Entity]++
	}
	var order []int
	for i, e := range v.reading.Entities {
		if e.Kind != news.PlaceKind {
			order = append(order, i)
		}
	}
	kinds := []news.EntityKind{news.Person, news.Organisation, news.MilitaryUnit, news.WeaponKind}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := v.reading.Entities[a].Kind, v.reading.Entities[b].Kind
		return cmp.Or(cmp.Compare(slices.Index(kinds, x), slices.Index(kinds, y)), cmp.Compare(times[b], times[a]))
	})
	v.heading("Who", len(order))
	for _, i := range order {
		e := v.reading.Entities[i]
		v.line("  %-13s %s ×%d%s%s", e.Kind, v.paint(kindColours[e.Kind], wording.Printable(e.Name)), times[i],
			listed(" · also ", e.Aliases), listed(" · ", roleTitles(e)))
	}
}

// statements lists who says what, with the text's own verb; the numbers are those that denials point to.
func (v *view) statements() {
	v.heading("Who says what", len(v.reading.Statements))
	for i, s := range v.reading.Statements {
		v.line("  %2d  %s — %s%s", i+1, v.paint(kindColours[news.Person],
			orNone(wording.Printable(s.Speaker), "(nobody named)")), wording.Printable(spans(v.body, s.Cue)),
			v.statementMarks(s))
		v.line("      %s", wording.Printable(spans(v.body, s.Content)))
	}
}

func (v *view) statementMarks(s news.Statement) string {
	marks := []string{string(s.Quote)}
	if s.Stance != news.Says {
		marks = append(marks, string(s.Stance))
	}
	if s.Via != "" && s.Via != s.Speaker {
		marks = append(marks, "via "+wording.Printable(s.Via))
	}
	if len(s.Source) > 1 {
		marks = append(marks, "citing "+wording.Printable(s.Source[1].In(v.body)))
	}
	if s.Anonymous {
		marks = append(marks, "anonymous")
	}
	if s.Hedged {
		marks = append(marks, "unconfirmed")
	}
	if s.Denies > 0 {
		marks = append(marks, fmt.Sprintf("denies %d", s.Denies))
	}
	return " (" + strings.Join(marks, ", ") + ")"
}

// figures lists the numbers with all that the text says of their scope.
func (v *view) figures() {
	v.heading("Figures", len(v.reading.Figures))
	for _, f := range v.reading.Figures {
		amount := wording.English.Amount(f) + prefixed(" ", f.Unit) + prefixed(" ", f.Who)
		if f.Down {
			amount += " shot down"
		}
		total := ""
		if f.Cumulative {
			total = " · running total"
		}
		v.line("  %-13s %s%s%s%s%s — “%s”", f.Kind, v.paint(bold, amount), prefixed(" · ", f.Place),
			prefixed(" · ", f.Period), total, prefixed(" · by ", f.By), wording.Printable(f.Span().In(v.body)))
	}
}

// places lists each place once, with how often it is named and where it lies.
func (v *view) places() {
	type place struct {
		news.Place
		times int
	}
	var all []*place
	for _, p := range v.reading.Places {
		same := func(o *place) bool {
			return o.Name == p.Name && (o.Point == nil) == (p.Point == nil) && (p.Point == nil || *o.Point == *p.Point)
		}
		if i := slices.IndexFunc(all, same); i >= 0 {
			all[i].times++
		} else if len(all) < mostPlaces {
			all = append(all, &place{p, 1})
		}
	}
	v.heading("Places", len(all))
	for _, p := range all {
		where := "not placed"
		if p.Point != nil {
			where = fmt.Sprintf("%.2f %.2f%s%s", p.Lat, p.Lon, prefixed(" ", p.Country), geoNames(p.GeoNames))
		}
		v.line("  %s ×%d · %s", v.paint(kindColours[news.PlaceKind], wording.Printable(p.Name)), p.times, where)
	}
}

// mostPlaces is how many places are listed: more make a gazetteer, not an article.
const mostPlaces = 500

func geoNames(id int64) string {
	if id == 0 {
		return ""
	}
	return fmt.Sprintf(" · GeoNames %d", id)
}

const (
	bold      = "\x1b[1m"
	underline = "\x1b[4m"
	plain     = "\x1b[0m"
)

var kindColours = map[news.EntityKind]string{
	news.Person: "\x1b[33m", news.Organisation: "\x1b[36m", news.PlaceKind: "\x1b[32m", news.WeaponKind: "\x1b[31m",
	news.MilitaryUnit: "\x1b[35m",
}

// paint writes s in a colour, if there are any.
func (v *view) paint(colour, s string) string {
	if !v.colour || colour == "" || s == "" {
		return s
	}
	return colour + s + plain
}

// text is the body, with names in colour, one colour a kind, figures bold and the words of saying underlined. Where
// they overlap, names come before figures and figures before words of saying.
func (v *view) text() string {
	if !v.colour {
		return wording.PrintableLines(v.body)
	}
	type mark struct {
		news.Span
		colour string
	}
	var marks []mark
	for _, m := range v.reading.Mentions {
		if !m.Nominal {
			marks = append(marks, mark{m.Span(), kindColours[m.Kind]})
		}
	}
	for _, f := range v.reading.Figures {
		marks = append(marks, mark{f.Span(), bold})
	}
	for _, s := range v.reading.Statements {
		for _, c := range s.Cue {
			marks = append(marks, mark{c, underline})
		}
	}
	rank := func(m mark) int { return slices.Index([]string{bold, underline}, m.colour) } // -1 for a name
	slices.SortStableFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(rank(a), rank(b)), cmp.Compare(b.End, a.End))
	})
	var b strings.Builder
	at := 0
	for i, m := range marks {
		end := m.End
		for k := i + 1; k < len(marks) && marks[k].Start < end; k++ { // a name within a figure is shown as a name
			if rank(marks[k]) < rank(m) {
				end = marks[k].Start
			}
		}
		if m.Start < at || end <= m.Start {
			continue
		}
		b.WriteString(wording.PrintableLines(v.body[at:m.Start]))
		b.WriteString(v.paint(m.colour, wording.PrintableLines(v.body[m.Start:end])))
		at = end
	}
	return b.String() + wording.PrintableLines(v.body[at:])
}

func roleTitles(e news.Entity) []string {
	var out []string
	for _, r := range e.Roles {
		if !slices.Contains(out, r.Title) {
			out = append(out, r.Title)
		}
	}
	return out
}

func listed(before string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	return before + wording.Printable(strings.Join(items, ", "))
}

func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + wording.Printable(s)
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

func spans(body string, list []news.Span) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = s.In(body)
	}
	return strings.Join(parts, " … ")
}
