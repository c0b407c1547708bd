package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"sitrep/bot"
	"sitrep/bot/command"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/story"
	"sitrep/text/index"
)

// loadCmd fills a database with generated articles, if it is not there yet, and measures what Sitrep does beside them.
type loadCmd struct {
	Articles   int    `help:"Articles to stand beside." default:"10000"`
	Channels   int    `help:"Subscriptions to compose for." default:"10000"`
	Asks       int    `help:"How often each command is asked: the hundredth part of it is the p99." default:"200"`
	Imports    int    `help:"Articles to import at the end." default:"2000"`
	DB         string `help:"Database; one that is there already is measured as it is." name:"db" placeholder:"FILE"`
	CPUProfile string `help:"Where to write a CPU profile of the measuring." name:"cpuprofile" placeholder:"FILE"`

	// Ready is for the process whose start and memory are measured.
	Ready bool `help:"Open the database as a bot would, say how long it took and what memory it takes, and end."`
}

// Run measures.
func (c *loadCmd) Run(ctx context.Context, s streams) error {
	path := c.DB
	if c.Ready {
		return ready(ctx, s.out, path)
	}
	if path == "" {
		folder, err := os.MkdirTemp("", "sitrep-load-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(folder) }()
		path = filepath.Join(folder, "load.db")
	}
	empty, err := unfilled(ctx, path)
	if err != nil {
		return err
	}
	if empty {
		if err := fill(ctx, s.err, path, c.Articles); err != nil {
			return fmt.Errorf("fill %s: %w", path, err)
		}
	}
	if c.CPUProfile != "" {
		w, err := os.Create(c.CPUProfile)
		if err != nil {
			return err
		}
		defer func() { _ = w.Close() }()
		if err := pprof.StartCPUProfile(w); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	m := &measuring{c: c, table: newTable(s.out)}
	return errors.Join(m.run(ctx, path), m.table.Flush())
}

// unfilled reports whether there is no database yet, or none with articles.
func unfilled(ctx context.Context, location string) (bool, error) {
	if !strings.HasPrefix(location, "postgres") {
		_, err := os.Stat(location)
		return errors.Is(err, fs.ErrNotExist), nil
	}
	db, err := storage.Open(ctx, location, storage.Options{Names: names, Lexicon: lexicon})
	if err != nil {
		return false, err
	}
	stats, err := db.Stats(ctx)
	return stats.Articles == 0, closing(db, err)
}

// generatedStart is when the invented world's news begin.
var generatedStart = time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)

// names is what storage is told of names, as in the program itself.
var names = storage.Names{
	Keys: people.Keys, Same: people.Same, Fold: people.Fold, Full: people.Full, Fullest: people.Fullest,
	Joined:  people.Joined,
	Offices: people.Offices, Naming: story.Naming,
}

var lexicon = storage.Lexicon{Words: index.Words, Parse: index.Parse, Match: index.Match}

// fill saves n generated articles, filed as reading and placing them would have.
func fill(ctx context.Context, progress io.Writer, path string, n int) error {
	db, err := storage.Open(ctx, path, storage.Options{Names: names, Lexicon: lexicon, CacheMiB: 256})
	if err != nil {
		return err
	}
	start := time.Now()
	err = save(ctx, db, newGenerator(1, generatedStart), n, func(done int) {
		fmt.Fprintf(progress, "\r%d articles, %.0f/s ", done, float64(done)/time.Since(start).Seconds())
	})
	fmt.Fprintln(progress)
	return closing(db, err)
}

// closing closes db behind err.
func closing(db io.Closer, err error) error { return errors.Join(err, db.Close()) }

func save(ctx context.Context, db *storage.DB, g *generator, n int, progress func(done int)) error {
	const together = 500
	for done := 0; done < n; {
		b, err := db.Batch(ctx)
		if err != nil {
			return err
		}
		for range min(together, n-done) {
			f := g.next()
			stored, err := b.SaveArticle(ctx, f)
			if err != nil {
				return errors.Join(err, b.Rollback())
			}
			g.saved(f, stored)
			done++
		}
		if err := b.Commit(ctx); err != nil {
			return err
		}
		progress(done)
	}
	return nil
}

// measuring is one run over a filled database.
type measuring struct {
	c      *loadCmd
	table  *tabwriter.Writer
	db     *storage.DB
	now    time.Time
	topics []news.Topic
	router *bot.Router
}

func newTable(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

func (m *measuring) row(what, goal, figure string) {
	fmt.Fprintf(m.table, "%s\t%s\t%s\n", what, goal, figure)
}

func (m *measuring) clock() time.Time { return m.now }

func (m *measuring) run(ctx context.Context, path string) error {
	m.row("what", "goal", "figure")
	if err := m.start(ctx, path); err != nil {
		return fmt.Errorf("start: %w", err)
	}
	return m.beside(ctx, path)
}

// beside measures in this process.
func (m *measuring) beside(ctx context.Context, path string) (err error) {
	if m.db, err = storage.Open(ctx, path, storage.Options{Names: names, Lexicon: lexicon, Now: m.clock}); err != nil {
		return err
	}
	defer func() { err = closing(m.db, err) }()
	for _, r := range newGenerator(1, generatedStart).topics {
		m.topics = append(m.topics, r.topic)
	}
	stats, err := m.db.Stats(ctx)
	if err != nil {
		return err
	}
	newest, err := m.db.LatestArticles(ctx, "", 1)
	if err != nil || len(newest) == 0 {
		return errors.Join(errors.New("the database holds no articles"), err)
	}
	m.now = newest[0].Time().Add(2 * time.Minute)
	m.row("articles, stories, facts, entities", "", fmt.Sprintf("%d, %d, %d, %d", stats.Articles, stats.Stories,
		stats.Facts, stats.Entities))
	m.row("database", "", fmt.Sprintf("%.1f GB, %.1f KB an article", float64(stats.Bytes)/1e9,
		float64(stats.Bytes)/1e3/float64(max(1, stats.Articles))))
	composer := digest.NewComposer(m.db, m.topics, m.clock)
	m.router = bot.NewRouter(slog.New(slog.DiscardHandler), m.db,
		bot.Options{Topics: m.topics, Compose: composer.Compose, Now: m.clock})
	for _, step := range []func(context.Context) error{m.autocomplete, m.answers, m.compose, m.place} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// start measures a process of its own.
func (m *measuring) start(ctx context.Context, path string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	begin := time.Now()
	cmd := exec.CommandContext(ctx, self, "load", "--ready", "--db", path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		name, figure, _ := strings.Cut(lines.Text(), "\t")
		switch name {
		case "ready":
			m.row("start to ready", "≤ 1 s", fmt.Sprintf("%.2f s", time.Since(begin).Seconds()))
		case "names":
			m.row("names for autocomplete are read, after that", "", fmt.Sprintf("%.2f s", time.Since(begin).Seconds()))
		case "memory":
			m.row("idle memory", "≤ 64 MiB", figure)
		}
	}
	return errors.Join(lines.Err(), cmd.Wait())
}

// ready opens what a bot opens before it answers, and tells when it is done and what memory is resident at rest.
func ready(ctx context.Context, w io.Writer, path string) error {
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	db, err := storage.Open(ctx, path, storage.Options{Names: names, Lexicon: lexicon})
	if err != nil {
		return err
	}
	if _, err := ingest.New(ctx, slog.New(slog.DiscardHandler), db, reader, ingest.Options{}); err != nil {
		return closing(db, err)
	}
	newest, err := db.LatestArticles(ctx, "", 1)
	if err != nil {
		return closing(db, err)
	}
	now := time.Now
	if len(newest) > 0 {
		now = newest[0].Time
	}
	composer := digest.NewComposer(db, nil, now)
	router := bot.NewRouter(slog.New(slog.DiscardHandler), db, bot.Options{Compose: composer.Compose, Now: now})
	if _, err := router.Ask(ctx, bot.Request{Local: true}, "/latest"); err != nil {
		return closing(db, err)
	}
	fmt.Fprintln(w, "ready")
	if err := router.Refresh(ctx); err != nil {
		return closing(db, err)
	}
	fmt.Fprintln(w, "names")
	debug.FreeOSMemory()
	fmt.Fprintf(w, "memory\t%s\n", resident())
	runtime.KeepAlive(reader)
	return closing(db, nil)
}

// resident is the memory that the system holds for this process; "unknown" where /proc does not tell.
func resident() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for l := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(l, "VmRSS:"); ok {
			kb, err := strconv.Atoi(strings.Fields(rest)[0])
			if err == nil {
				return fmt.Sprintf("%d MiB", kb/1024)
			}
		}
	}
	return "unknown"
}

// commandKind is a kind of command, of which line makes any number.
type commandKind struct {
	name string
	line func(i int) string
}

// commands are those that are asked beside the articles: about names that many and few articles have, words of
// articles, outlets and times.
func (m *measuring) commands(ctx context.Context) ([]commandKind, error) {
	var names []string
	for _, kind := range []news.EntityKind{news.Person, news.PlaceKind, news.Organisation} {
		top, err := m.db.TopEntities(ctx, kind, m.now.AddDate(0, -1, 0), 200)
		if err != nil {
			return nil, err
		}
		for i, c := range top {
			if i < 20 || i%7 == 0 {
				names = append(names, c.Name)
			}
		}
	}
	latest, err := m.db.LatestArticles(ctx, "", 300)
	if err != nil {
		return nil, err
	}
	words := func(i int) string {
		all := strings.Fields(strings.Map(letters, latest[i%len(latest)].Body))
		return all[(i*7)%len(all)] + " " + all[(i*13)%len(all)]
	}
	common := []string{"missile", "ceasefire", "killed", "convoy", "district", "talks", "troops", "depot"}
	return []commandKind{
		{"/latest", func(int) string { return "/latest" }},
		{"/latest topic", func(i int) string { return "/latest topic:" + m.topics[i%len(m.topics)].Slug }},
		{"/latest about", func(i int) string { return "/latest about:" + names[i%len(names)] }},
		{"/who", func(i int) string { return "/who " + names[i%len(names)] }},
		{"/timeline", func(i int) string { return "/timeline " + names[i%len(names)] }},
		{"/figures", func(i int) string { return "/figures " + names[i%len(names)] }},
		{"/changed", func(i int) string { return "/changed topic:" + m.topics[i%len(m.topics)].Slug }},
		{"/search, two words of an article", func(i int) string { return "/search " + words(i) }},
		{"/search, one common word", func(i int) string { return "/search " + common[i%len(common)] }},
		{"/search, source and month", func(i int) string {
			return fmt.Sprintf("/search query:%s source:%s from:%s", common[i%len(common)],
				outlets[i%len(outlets)].Name, m.now.AddDate(0, -1, 0).Format(time.DateOnly))
		}},
	}, nil
}

func (m *measuring) answers(ctx context.Context) error {
	kinds, err := m.commands(ctx)
	if err != nil {
		return err
	}
	for _, c := range kinds {
		took := make([]time.Duration, 0, m.c.Asks)
		used := processor()
		for i := range m.c.Asks {
			start := time.Now()
			if _, err := m.router.Ask(ctx, bot.Request{Local: true, Now: m.now}, c.line(i)); err != nil &&
				news.ErrorCode(err) == "" {
				return fmt.Errorf("%s: %w", c.line(i), err)
			}
			took = append(took, time.Since(start))
		}
		each := (processor() - used) / time.Duration(max(1, m.c.Asks))
		m.row(c.name+", p50 and p99", "≤ 50 ms", fmt.Sprintf("%s, %s; %s of processor time each",
			millis(quantile(took, 50)), millis(quantile(took, 99)), millis(each)))
	}
	return nil
}

func letters(r rune) rune {
	if (r >= 'a' && r <= 'z') || r == ' ' {
		return r
	}
	return ' '
}

func quantile(all []time.Duration, percent int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)]
}

func millis(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func (m *measuring) autocomplete(ctx context.Context) error {
	if err := m.router.Refresh(ctx); err != nil {
		return err
	}
	var took []time.Duration
	for i := range m.c.Asks {
		r := &bot.Request{Invocation: command.Invocation{
			Path:   "who",
			Values: map[string]string{"name": string(rune('a' + i%26))},
		}}
		start := time.Now()
		m.router.Choices(ctx, r, "name")
		took = append(took, time.Since(start))
	}
	m.row("autocomplete, p99", "≤ 5 ms", millis(quantile(took, 99)))
	return nil
}

// compose serves one channel, then all the others, of all topics, with a first digest and with what came half a day
// later.
func (m *measuring) compose(ctx context.Context) error {
	styles := []news.Style{news.Brief, news.Standard, news.Full}
	var subs []news.Subscription
	for i := range m.c.Channels + 1 {
		s, err := m.db.SaveSubscription(ctx, news.Subscription{
			Guild: fmt.Sprint(i / 10), Channel: fmt.Sprintf("%d-%d", m.now.Unix(), i),
			Topic: m.topics[i%len(m.topics)].Slug, Schedule: "0 */12 * * *", Zone: "UTC",
			Style: styles[i%len(styles)], NextAt: m.now.Add(time.Hour), Created: m.now,
		})
		if err != nil {
			return err
		}
		subs = append(subs, s)
	}
	defer func() {
		for _, s := range subs {
			_ = m.db.RemoveSubscription(ctx, s.Guild, s.ID) // the database may be measured again
		}
	}()
	runner := digest.NewRunner(slog.New(slog.DiscardHandler), m.db, m.topics, m.clock)
	one := subs[m.c.Channels]
	one.NextAt = m.now
	if _, err := m.db.SaveSubscription(ctx, one); err != nil {
		return err
	}
	run := func(what, goal string, want int) error {
		start, used := time.Now(), processor()
		n, err := runner.Run(ctx)
		if err != nil || n != want {
			return fmt.Errorf("compose: %d digests of %d: %w", n, want, cmp.Or(err, errors.New("too few")))
		}
		m.row(what, goal, fmt.Sprintf("%.2f s; %.2f s of processor time", time.Since(start).Seconds(),
			(processor()-used).Seconds()))
		return nil
	}
	if err := run("compose for one channel, a day", "≤ 0.1 s", 1); err != nil {
		return err
	}
	m.now = m.now.Add(time.Hour)
	if err := run(fmt.Sprintf("compose for %d channels of %d topics, a day", m.c.Channels, len(m.topics)), "≤ 10 s",
		m.c.Channels); err != nil {
		return err
	}
	g := newGenerator(uint64(m.now.Unix()), m.now)
	if err := save(ctx, m.db, g, perDay/2, func(int) {}); err != nil {
		return err
	}
	m.now = m.now.Add(12 * time.Hour)
	return run("the same half a day later, with what they know", "≤ 10 s", m.c.Channels+1)
}

// place imports articles as anybody would: read, placed and saved.
func (m *measuring) place(ctx context.Context) error {
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	p, err := ingest.New(ctx, slog.New(slog.DiscardHandler), m.db, reader, ingest.Options{
		Topics: m.topics, Now: m.clock,
		Batch: func(ctx context.Context) (ingest.Batch, error) { return m.db.Batch(ctx) },
	})
	if err != nil {
		return err
	}
	n := m.c.Imports
	g := newGenerator(uint64(m.now.Unix())+1, m.now)
	var lines strings.Builder
	size := 0
	for range n {
		f := g.next()
		f.Story.ID = 0
		lines.Write(line(f.Article))
		size += len(f.Article.Body)
	}
	start, used := time.Now(), processor()
	report, err := (&ingest.Importer{Pipeline: p, Stdin: strings.NewReader(lines.String())}).Import(ctx, "-")
	if err != nil || report.Added < n*9/10 {
		return fmt.Errorf("import: %+v: %w", report, cmp.Or(err, errors.New("too few were added")))
	}
	m.row(fmt.Sprintf("read, place and save articles of %.1f KB", float64(size)/1e3/float64(n)), "≥ 200/s",
		fmt.Sprintf("%.0f/s; %s of processor time each", float64(n)/time.Since(start).Seconds(),
			millis((processor()-used)/time.Duration(n))))
	return nil
}
