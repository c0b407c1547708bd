package main

import (
	"context"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"testing"

	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// TestGeneratedFilings compares a database filled with filings that the generator wrote with one that read and placed
// the same articles: all that is stored of them must be there, in like numbers, or figures measured beside the one tell
// nothing about the other.
func TestGeneratedFilings(t *testing.T) {
	const n = readFilings
	ctx := t.Context()
	quick := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
	if err := save(ctx, quick, newGenerator(1, generatedStart), n, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if err := quick.Check(ctx); err != nil {
		t.Errorf("the filled database is not sound: %v", err)
	}

	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	read := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
	g := newGenerator(1, generatedStart)
	var topics []news.Topic
	for _, r := range g.topics {
		topics = append(topics, r.topic)
	}
	p, err := ingest.New(ctx, slog.New(slog.DiscardHandler), read, reader, ingest.Options{
		Topics: topics, Batch: func(ctx context.Context) (ingest.Batch, error) { return read.Batch(ctx) },
	})
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	for range n {
		lines.Write(line(g.next().Article))
	}
	report, err := (&ingest.Importer{Pipeline: p, Stdin: strings.NewReader(lines.String())}).Import(ctx, "-")
	if err != nil || report.Added != n {
		t.Fatalf("Import = %+v, %v; want %d added", report, err, n)
	}

	counts := func(db *storage.DB) map[string]int {
		s, err := db.Stats(ctx)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := db.Facts(ctx, news.FactQuery{Limit: 100_000})
		if err != nil {
			t.Fatal(err)
		}
		c := map[string]int{"articles": s.Articles, "facts": s.Facts, "stories": s.Stories, "entities": s.Entities}
		for _, f := range facts {
			c["sentences"] += len(f.Sentences)
			c["denials"] += len(f.DeniedBy)
			for _, o := range f.Sentences {
				c["statements"] += len(o.Statements)
				c["figures"] += len(o.Figures)
				c["places"] += len(o.Places)
				c["terms"] += len(o.Terms)
			}
		}
		return c
	}
	got, want := counts(quick), counts(read)
	for what, w := range want {
		// The generator's way of placing is simpler than the pipeline's; what counts is the order of magnitude.
		most := 4
		if what == "places" || what == "denials" { // no gazetteer knows the invented towns, and nobody denies so often
			most = 12
		}
		if g := got[what]; g == 0 || g > most*w || w > most*g {
			t.Errorf("%s: %d filled in, %d read", what, g, w)
		}
	}
}

func TestLoadMeasures(t *testing.T) {
	db := t.TempDir() + "/load.db"
	if err := fill(t.Context(), io.Discard, db, loadedFilings); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	m := &measuring{c: &loadCmd{Channels: 20, Asks: 2, Imports: loadedImports}, table: newTable(&out)}
	if err := m.beside(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	if err := m.table.Flush(); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		strconv.Itoa(loadedFilings) + ", ", "/latest", "/who", "/search", "/timeline",
		"compose for 20 channels of 20 topics", "read, place and save",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table does not say %q:\n%s", want, out.String())
		}
	}
}
