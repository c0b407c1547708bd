package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"sitrep/config"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/wording"
)

// tryFeeds asks for every feed of the configuration once, several hosts at a time, and returns what came in the
// configuration's order. Nothing is stored.
func (p *program) tryFeeds(ctx context.Context) ([]ingest.Trial, error) {
	client, err := p.client(ctx)
	if err != nil {
		return nil, err
	}
	defer client.Close()
	poller, wanted := p.poller(client), feeds(p.config)
	out := make([]ingest.Trial, len(wanted))
	slots := make(chan struct{}, max(1, p.config.Poll.Workers))
	var wg sync.WaitGroup
	for i, f := range wanted {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				out[i] = poller.Try(ctx, f)
			}
		})
	}
	wg.Wait()
	return out, ctx.Err()
}

// writeTrials prints which feeds answer, then, worst last where a terminal ends, what is wrong with the others and the
// line to change for each, and how many there are. It reports whether one does not answer.
func (p *program) writeTrials(all []ingest.Trial) (failed bool) {
	var without []string // outlets of the catalogue
	answer, moved, broken := 0, 0, 0
	for _, t := range all {
		if t.Feed.LastError != "" {
			continue
		}
		answer++
		fmt.Fprintf(p.stdout, "ok      %s: %s%s: %s\n", wording.Printable(t.Feed.Source.Name),
			wording.Plural(t.Items, "item"), p.newest(t), wording.Printable(news.Redacted(t.Feed.URL)))
	}
	for _, t := range all {
		if t.Feed.LastError != "" || t.Instead == "" {
			continue
		}
		moved++
		fmt.Fprintf(p.stdout, "MOVED   %s: %s\n        %s\n", wording.Printable(t.Feed.Source.Name),
			wording.Printable(news.Redacted(t.Feed.URL)), p.lineToChange(t))
	}
	for _, t := range all {
		if t.Feed.LastError == "" {
			continue
		}
		broken++
		what, advice := wording.English.Trouble(t.Feed, p.now())
		fmt.Fprintf(p.stdout, "FAILS   %s: %s\n        %s (%s) → %s\n        %s\n",
			wording.Printable(t.Feed.Source.Name), wording.Printable(news.Redacted(t.Feed.URL)), what,
			shorten(news.Redacted(t.Feed.LastError), 160), advice, p.lineToChange(t))
		if p.catalogued(t.Feed.Source.Name) && !slices.Contains(without, t.Feed.Source.Name) {
			without = append(without, t.Feed.Source.Name)
		}
	}
	line := fmt.Sprintf("feeds: %d of %d answer", answer, len(all))
	if moved > 0 {
		line += fmt.Sprintf(", %d of these moved", moved)
	}
	if broken > 0 {
		line += fmt.Sprintf(", %d not", broken)
	}
	fmt.Fprintln(p.stdout, line)
	if len(without) > 0 {
		fmt.Fprintf(p.stdout, "to do without those of the catalogue that fail, in [catalogue]: except = [%s]\n",
			quoted(slices.Concat(p.config.Catalogue.Except, without)))
	}
	return broken > 0
}

// newest says how old the newest item of a feed is.
func (p *program) newest(t ingest.Trial) string {
	age := p.now().Sub(t.Newest)
	switch {
	case t.Newest.IsZero():
		return ""
	case age < 0:
		return ", the newest dated in the future"
	}
	return ", the newest " + span(age) + " old"
}

// catalogued reports whether an outlet is the catalogue's own, not one of the configuration's.
func (p *program) catalogued(name string) bool {
	return !slices.ContainsFunc(p.config.Sources, func(s config.Source) bool { return s.Name == name })
}

// lineToChange is what to write in the configuration, and where, for a feed that moved or fails.
func (p *program) lineToChange(t ingest.Trial) string {
	old, instead := t.Feed.URL, t.Instead
	if p.catalogued(t.Feed.Source.Name) {
		if instead == "" {
			return fmt.Sprintf("the catalogue lists it; in [catalogue]: except = [%q]", t.Feed.Source.Name)
		}
		s := t.Feed.Source
		var block strings.Builder
		block.WriteString("the catalogue lists it; in its place:\n        [[sources]]")
		for _, f := range [][2]string{
			{"name", s.Name},
			{"home", s.HomePage},
			{"family", s.Family},
			{"kind", string(s.Kind)},
			{"country", s.Country},
			{"language", s.Language},
			{"party", s.Party},
		} {
			if f[1] != "" {
				fmt.Fprintf(&block, "\n        %s = %q", f[0], f[1])
			}
		}
		fmt.Fprintf(&block, "\n        feeds = [%q]", wording.Printable(news.Redacted(instead)))
		return block.String()
	}
	file, n, line := p.written(old)
	switch {
	case n == 0:
		return "its address stands in no file"
	case instead == "":
		return wording.Printable(fmt.Sprintf("%s, line %d: %s", file, n, news.Redacted(line)))
	}
	return wording.Printable(fmt.Sprintf("%s, line %d: %s", file, n,
		news.Redacted(strings.ReplaceAll(line, old, instead))))
}

// written is where an address stands in the configuration's file, counted from one; 0 if it does not.
func (p *program) written(address string) (file string, n int, line string) {
	file = cmp.Or(p.configFile, "config.toml")
	text, err := os.ReadFile(file)
	if err != nil {
		return file, 0, ""
	}
	for line := range strings.Lines(string(text)) {
		n++
		if strings.Contains(line, `"`+address+`"`) {
			return file, n, strings.TrimSpace(line)
		}
	}
	return file, 0, ""
}

// quoted writes names as a list of TOML.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = fmt.Sprintf("%q", n)
	}
	return strings.Join(out, ", ")
}
