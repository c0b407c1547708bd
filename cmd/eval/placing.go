package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strconv"
	"time"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/storage"
)

// placingCmd fills days of different numbers of articles and says what one more costs on each of them.
type placingCmd struct {
	Day        []int  `help:"Articles that a day has before." default:"500,20000"`
	Articles   int    `help:"Articles of the same day to measure." default:"400"`
	Warm       int    `help:"Articles before those, which fill memory as in a bot that runs." default:"400"`
	Great      int    `help:"Matters that half of all articles are about, as in a great war." default:"0"`
	Seed       uint64 `help:"What the generator starts from." default:"1"`
	Postgres   string `help:"A PostgreSQL database instead; schemas are made and removed." placeholder:"ADDRESS"`
	Folder     string `help:"Where filled databases are kept and taken again." placeholder:"FOLDER"`
	CPUProfile string `help:"Where to write a CPU profile of the last day." name:"cpuprofile" placeholder:"FILE"`
}

// Run measures.
func (c *placingCmd) Run(ctx context.Context, s streams) error {
	var days []*placingDay
	for _, n := range c.Day {
		days = append(days, &placingDay{c: c, articles: n})
	}
	if err := c.measured(ctx, s.err, days, days); err != nil {
		return err
	}
	table := newTable(s.out)
	reportPlacing(table, days)
	return table.Flush()
}

// measured fills the days that are left and measures on all.
func (c *placingCmd) measured(ctx context.Context, progress io.Writer, days, left []*placingDay) error {
	if len(left) == 0 {
		return c.measure(ctx, days)
	}
	return left[0].run(ctx, progress, func() error { return c.measured(ctx, progress, days, left[1:]) })
}

// measure adds articles one by one, as the poller does, to each of the days in turn: what else the machine has to do
// weighs on all alike.
func (c *placingCmd) measure(ctx context.Context, days []*placingDay) error {
	if c.CPUProfile != "" {
		w, err := os.Create(c.CPUProfile)
		if err != nil {
			return err
		}
		defer func() { _ = w.Close() }() // a profile that is cut short cannot be read
		if err := pprof.StartCPUProfile(w); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	for i := range c.Warm + c.Articles {
		for _, d := range days {
			if i == c.Warm {
				d.meter, d.measured = meter{}, c.Articles
			}
			if err := d.add(ctx, d.world.next().Article); err != nil {
				return fmt.Errorf("a day of %d articles: %w", d.articles, err)
			}
		}
	}
	return nil
}

// placingDay is one day of the invented world, and what was measured on it.
type placingDay struct {
	c        *placingCmd
	articles int
	world    *generator
	reader   *reading.Reader
	pipeline *ingest.Pipeline

	meter
	measured int

	stats                      storage.Stats
	events                     int
	largestStory, largestEvent int // their articles
}

// run fills the day and measures on a copy of it.
func (d *placingDay) run(ctx context.Context, progress io.Writer, measure func() error) (err error) {
	if d.c.Postgres != "" {
		path, remove, err := storage.Scratch(ctx, d.c.Postgres)
		if err != nil {
			return err
		}
		return errors.Join(d.on(ctx, progress, path, measure), remove(context.WithoutCancel(ctx)))
	}
	own, err := os.MkdirTemp("", "sitrep-placing-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(own)) }()
	folder := cmp.Or(d.c.Folder, own)
	filled := filepath.Join(folder, fmt.Sprintf("day-%d-%d-%d.db", d.articles, d.c.Great, d.c.Seed))
	empty, err := unfilled(ctx, filled)
	if err != nil {
		return err
	}
	if empty {
		if err := d.on(ctx, progress, filled, func() error { return nil }); err != nil {
			return errors.Join(err, os.Remove(filled))
		}
	}
	used := filepath.Join(own, "measured.db")
	if _, err := storage.Restore(ctx, filled, used, storage.Options{Names: names, Lexicon: lexicon}); err != nil {
		return err
	}
	return d.on(ctx, progress, used, measure)
}

// open opens a database and the pipeline that the program has over it.
func (d *placingDay) open(ctx context.Context, path string) (*storage.DB, error) {
	d.world = newGenerator(d.c.Seed, generatedStart)
	d.world.step = 24 * time.Hour / time.Duration(d.articles+d.c.Warm+d.c.Articles)
	d.world.great = d.c.Great
	now := func() time.Time { return generatedStart.AddDate(0, 0, 1) }
	db, err := storage.Open(ctx, path, storage.Options{Names: names, Lexicon: lexicon, Now: now})
	if err != nil {
		return nil, err
	}
	if d.reader, err = reading.Load(); err != nil {
		return nil, closing(db, err)
	}
	var topics []news.Topic
	for _, r := range d.world.topics {
		topics = append(topics, r.topic)
	}
	d.pipeline, err = ingest.New(ctx, slog.New(slog.DiscardHandler), db, d.reader, ingest.Options{
		Topics: topics, Known: outlets, Now: now, OffTopic: true,
		Batch: func(ctx context.Context) (ingest.Batch, error) {
			defer spend(&d.saving)()
			b, err := db.Batch(ctx)
			return &meteredBatch{Batch: b, m: &d.meter}, err
		},
	})
	if err != nil {
		return nil, closing(db, err)
	}
	return db, nil
}

// fill imports the day as anybody would, or if it is there already lets it pass.
func (d *placingDay) fill(ctx context.Context, progress io.Writer, there bool) error {
	start := time.Now()
	r, w := io.Pipe()
	go func() {
		for range d.articles {
			if _, err := w.Write(line(d.world.next().Article)); err != nil {
				return // whoever reads has given up
			}
		}
		_ = w.Close() // never fails
	}()
	if there {
		_, err := io.Copy(io.Discard, r)
		return err
	}
	defer func() { _ = r.Close() }() // never fails
	done := func(r ingest.Report) {
		if r.Added%100 == 0 {
			fmt.Fprintf(progress, "\r%d of %d articles, %.0f/s ", r.Added, d.articles,
				float64(r.Added)/time.Since(start).Seconds())
		}
	}
	report, err := (&ingest.Importer{Pipeline: d.pipeline, Stdin: r, Progress: done}).Import(ctx, "-")
	fmt.Fprintln(progress)
	if err == nil && report.Added != d.articles {
		err = fmt.Errorf("%d articles were added", report.Added)
	}
	return err
}

// on measures on a database, which is filled before if nobody has.
func (d *placingDay) on(ctx context.Context, progress io.Writer, path string, measure func() error) error {
	db, err := d.open(ctx, path)
	if err != nil {
		return err
	}
	before, err := db.Stats(ctx)
	if err != nil {
		return closing(db, err)
	}
	if err := d.fill(ctx, progress, before.Articles > 0); err != nil {
		return closing(db, err)
	}
	if err := d.count(ctx, db); err != nil {
		return closing(db, err)
	}
	return closing(db, measure())
}

// count says what stands there before.
func (d *placingDay) count(ctx context.Context, db *storage.DB) (err error) {
	if d.stats, err = db.Stats(ctx); err != nil {
		return err
	}
	stories, err := db.Stories(ctx, "", generatedStart, d.articles)
	if err != nil {
		return err
	}
	for _, s := range stories {
		d.largestStory = max(d.largestStory, s.Articles)
	}
	events, err := db.Events(ctx, "", "", d.articles)
	d.events = len(events)
	for _, e := range events {
		d.largestEvent = max(d.largestEvent, e.Articles)
	}
	return err
}

// add takes an article the whole way.
func (d *placingDay) add(ctx context.Context, a news.Article) error {
	defer spend(&d.whole)()
	a = d.pipeline.Prepare(a)
	read := spend(&d.reading)
	r := d.reader.Read(a)
	read()
	_, err := d.pipeline.File(ctx, a, r)
	return err
}

// meter adds up processor time: that of the whole way of articles, and of the parts that are asked for.
type meter struct{ whole, reading, asking, saving time.Duration }

// spend adds to a sum the processor time from now until the function that it returns is called.
func spend(of *time.Duration) func() {
	begun := processor()
	return func() { *of += processor() - begun }
}

// comparing is what is neither reading nor storage.
func (m *meter) comparing() time.Duration { return m.whole - m.reading - m.asking - m.saving }

// meteredBatch measures what is asked of a batch and what it saves.
type meteredBatch struct {
	ingest.Batch
	m *meter
}

func (b *meteredBatch) Revisions(ctx context.Context, source, key string) ([]news.Article, error) {
	defer spend(&b.m.asking)()
	return b.Batch.Revisions(ctx, source, key)
}

func (b *meteredBatch) EntitiesByKeys(ctx context.Context, keys []string) ([]news.Entity, error) {
	defer spend(&b.m.asking)()
	return b.Batch.EntitiesByKeys(ctx, keys)
}

func (b *meteredBatch) DocumentFrequency(ctx context.Context, terms []string) (map[string]int, int, error) {
	defer spend(&b.m.asking)()
	return b.Batch.DocumentFrequency(ctx, terms)
}

func (b *meteredBatch) CandidateStories(ctx context.Context, terms []string, since time.Time,
	limit int,
) ([]news.Story, error) {
	defer spend(&b.m.asking)()
	return b.Batch.CandidateStories(ctx, terms, since, limit)
}

func (b *meteredBatch) CandidateEvents(ctx context.Context, terms []string, since time.Time,
	limit int,
) ([]news.Event, error) {
	defer spend(&b.m.asking)()
	return b.Batch.CandidateEvents(ctx, terms, since, limit)
}

func (b *meteredBatch) Recurrences(ctx context.Context, keys []int64, at time.Time) (map[int64]int, error) {
	defer spend(&b.m.asking)()
	return b.Batch.Recurrences(ctx, keys, at)
}

func (b *meteredBatch) StoryFacts(ctx context.Context, story int64, since time.Time, limit int,
	wanted news.Wanted,
) ([]news.Fact, error) {
	defer spend(&b.m.asking)()
	return b.Batch.StoryFacts(ctx, story, since, limit, wanted)
}

func (b *meteredBatch) SaveArticle(ctx context.Context, f news.Filing) (news.Filing, error) {
	defer spend(&b.m.saving)()
	return b.Batch.SaveArticle(ctx, f)
}

func (b *meteredBatch) Commit(ctx context.Context) error {
	defer spend(&b.m.saving)()
	return b.Batch.Commit(ctx)
}

// reportPlacing prints a column for each day, and what the last costs of what the first does.
func reportPlacing(w io.Writer, days []*placingDay) {
	row := func(what string, figure func(d *placingDay) string) {
		fmt.Fprint(w, what)
		for _, d := range days {
			fmt.Fprint(w, "\t", figure(d))
		}
	}
	row("articles of the day before", func(d *placingDay) string { return strconv.Itoa(d.stats.Articles) })
	row("\t\nstories, events, facts", func(d *placingDay) string {
		return fmt.Sprintf("%d, %d, %d", d.stats.Stories, d.events, d.stats.Facts)
	})
	row("\t\narticles of the largest story, of the largest event", func(d *placingDay) string {
		return fmt.Sprintf("%d, %d", d.largestStory, d.largestEvent)
	})
	fmt.Fprintln(w, "\t")
	for _, part := range []struct {
		what string
		of   func(d *placingDay) time.Duration
	}{
		{"reading", func(d *placingDay) time.Duration { return d.reading }},
		{"asking for candidates", func(d *placingDay) time.Duration { return d.asking }},
		{"comparing", func(d *placingDay) time.Duration { return d.comparing() }},
		{"saving", func(d *placingDay) time.Duration { return d.saving }},
		{"placing and saving together", func(d *placingDay) time.Duration { return d.whole - d.reading }},
		{"all", func(d *placingDay) time.Duration { return d.whole }},
	} {
		row(part.what, func(d *placingDay) string { return millis(part.of(d) / time.Duration(max(1, d.measured))) })
		first, last := days[0], days[len(days)-1]
		fmt.Fprintf(w, "\t%.2f×\n", float64(part.of(last))/float64(last.measured)/
			(float64(max(1, part.of(first)))/float64(first.measured)))
	}
}
