package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/story"
)

type readCmd struct {
	Paths []string `arg:"" name:"path" help:"Files or folders; - is standard input."`
	JSON  bool     `help:"One reading a line, as in docs/formats.md."`
}

// Run reads articles without storing them.
func (c *readCmd) Run(ctx context.Context, e *env) error {
	a, err := e.scratch(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	var failed error
	im := &ingest.Importer{
		Pipeline: a.pipeline, DryRun: true, Stdin: e.stdin,
		Problem: func(p ingest.Problem) {
			fmt.Fprintf(e.stderr, "bot: %s\n", oneLine(fmt.Errorf("%s: %w", p.Place, p.Err)))
		},
		Visit: func(a news.Article, r news.Reading) {
			if failed != nil {
				return
			}
			if c.JSON {
				failed = writeReading(e.stdout, a, r)
			} else {
				failed = showReading(e.stdout, a, r, e.colour(e.stdout))
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
	}{ID: a.GUID, Title: a.Title, Published: dateOf(a), Language: a.Language, Text: a.Body, Reading: r}
	if out.ID == "" {
		out.ID = a.Key
	}
	out.Sentences = notNil(r.Sentences)
	out.Mentions = notNil(r.Mentions)
	out.Statements = notNil(r.Statements)
	out.Figures = notNil(r.Figures)
	out.Places = notNil(r.Places)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
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

// showReading writes a reading for people: the text with its names marked, then who, who says what, figures, places.
func showReading(w io.Writer, a news.Article, r news.Reading, colour bool) error {
	var b strings.Builder
	if a.Title != "" {
		fmt.Fprintf(&b, "%s\n", digest.Plain(a.Title))
	}
	fmt.Fprintf(&b, "%s · %s · %s · %s\n\n", digest.Plain(a.Source.Name), orNone(dateOf(a), "undated"), orNone(a.Language, "language unknown"), story.Relevant(a).Reason)
	fmt.Fprintf(&b, "%s\n", marked(a.Body, r.Mentions, colour))
	b.WriteString("\nWho\n")
	for i, e := range r.Entities {
		if e.Kind == news.PlaceKind {
			continue
		}
		n := 0
		for _, m := range r.Mentions {
			if m.Entity == i {
				n++
			}
		}
		fmt.Fprintf(&b, "  %-13s %s ×%d%s%s\n", e.Kind, digest.Plain(e.Name), n, listed(" · also ", e.Aliases), listed(" · ", roleTitles(e)))
	}
	b.WriteString("\nWho says what\n")
	for _, s := range r.Statements {
		fmt.Fprintf(&b, "  %s %s%s: %s\n", orNone(digest.Plain(s.Speaker), "(nobody named)"), s.Stance, statementMarks(s), digest.Plain(spans(a.Body, s.Content)))
	}
	b.WriteString("\nFigures\n")
	for _, f := range r.Figures {
		fmt.Fprintf(&b, "  %s: %s%s%s%s — “%s”\n", f.Kind, digest.Amount(f), prefixed(" ", f.Unit), prefixed(" in ", f.Place), prefixed(" by ", f.By), digest.Plain(f.Span().In(a.Body)))
	}
	b.WriteString("\nPlaces\n")
	for _, p := range r.Places {
		where := "not placed"
		if p.Point != nil {
			where = fmt.Sprintf("%.2f %.2f %s", p.Lat, p.Lon, p.Country)
		}
		fmt.Fprintf(&b, "  %s (%s)\n", digest.Plain(p.Name), where)
	}
	b.WriteString("\n")
	_, err := io.WriteString(w, b.String())
	return err
}

var kindColours = map[news.EntityKind]string{
	news.Person: "\x1b[33m", news.Organisation: "\x1b[36m", news.PlaceKind: "\x1b[32m", news.WeaponKind: "\x1b[31m", news.MilitaryUnit: "\x1b[35m",
}

// marked writes the text with its names in colour, one colour a kind; without colour they stay as they are.
func marked(body string, mentions []news.Mention, colour bool) string {
	if !colour {
		return clean(body)
	}
	var b strings.Builder
	at := 0
	for _, m := range mentions {
		if m.Start < at || m.Nominal {
			continue
		}
		b.WriteString(clean(body[at:m.Start]) + kindColours[m.Kind] + clean(body[m.Start:m.End]) + "\x1b[0m")
		at = m.End
	}
	return b.String() + clean(body[at:])
}

// clean is digest.Plain for a text of paragraphs.
func clean(s string) string {
	parts := strings.Split(s, "\n")
	for i, p := range parts {
		parts[i] = digest.Plain(p)
	}
	return strings.Join(parts, "\n")
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
	return before + digest.Plain(strings.Join(items, ", "))
}

func prefixed(before, s string) string {
	if s == "" {
		return ""
	}
	return before + digest.Plain(s)
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

func statementMarks(s news.Statement) string {
	marks := []string{string(s.Quote)}
	if s.Via != "" {
		marks = append(marks, "via "+digest.Plain(s.Via))
	}
	if s.Anonymous {
		marks = append(marks, "anonymous")
	}
	if s.Hedged {
		marks = append(marks, "hedged")
	}
	return " (" + strings.Join(marks, ", ") + ")"
}

func spans(body string, list []news.Span) string {
	parts := make([]string, len(list))
	for i, s := range list {
		parts[i] = s.In(body)
	}
	return strings.Join(parts, " … ")
}
