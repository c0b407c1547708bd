package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"sitrep/config"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/people"
	"sitrep/storage"
	"sitrep/storage/storagetest"
	"sitrep/wording"
)

// TestThousandDigestsAreVerbatim compares every sentence and every headline of a thousand digests with the stored
// bodies: of generated articles, of the sample dispatches, and of the real articles where they are beside the checkout.
func TestThousandDigestsAreVerbatim(t *testing.T) {
	var generated strings.Builder
	g := newGenerator(3, generatedStart)
	for range digestedArticles {
		generated.Write(line(g.next().Article))
	}
	var topics []news.Topic
	for _, r := range g.topics {
		topics = append(topics, r.topic)
	}
	for _, preset := range config.Catalogue().Topics {
		topics = append(topics, news.Topic(preset))
	}
	reader, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	db := storagetest.Open(t, storage.Options{Names: storage.Names{Keys: people.Keys}})
	p, err := ingest.New(t.Context(), slog.New(slog.DiscardHandler), db, reader, ingest.Options{
		Topics: topics, Batch: func(ctx context.Context) (ingest.Batch, error) { return db.Batch(ctx) },
	})
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"-", "../bot/dispatches/2025-04.jsonl"}
	const real = "../../../shared/data/articles/guardian_sdf.jsonl.gz"
	if _, err := os.Stat(real); err == nil && realArticles {
		paths = append(paths, real)
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	report, err := (&ingest.Importer{Pipeline: p, Stdin: strings.NewReader(generated.String())}).Import(t.Context(),
		paths...)
	if err != nil || report.Added < digestedArticles+50 {
		t.Fatalf("Import = %+v, %v", report, err)
	}

	v := verifier{t: t, db: db, bodies: map[int64]news.Article{}}
	composer := digest.NewComposer(db, topics, time.Now)
	dispatches := time.Date(2025, 4, 23, 12, 0, 0, 0, time.UTC)
	styles := []news.Style{news.Full, news.Brief, news.Standard}
	for i := range manyDigests {
		r := digest.Request{Style: styles[i%len(styles)]}
		switch {
		case i%4 == 0 && len(paths) == 3:
			r.Until = time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*2) // years of one newspaper
			r.Since = r.Until.AddDate(0, 0, -14)
		case i%2 == 0:
			r.Until = dispatches.Add(time.Duration(i) * 10 * time.Minute)
			r.Since = r.Until.Add(-time.Duration(1+i%48) * time.Hour)
		default:
			r.Topic = topics[i%generatedTopics].Slug
			r.Until = generatedStart.Add(time.Duration(1+i%300) * time.Minute)
			r.Since = r.Until.Add(-time.Duration(1+i%5) * time.Hour)
		}
		d, err := composer.Compose(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		v.digest(d)
	}
	if v.sentences < 3*manyDigests {
		t.Errorf("%d digests held %d sentences: too few to prove anything", manyDigests, v.sentences)
	}
	t.Logf("%d digests, %d sentences", manyDigests, v.sentences)
}

// verifier compares digests with what is stored.
type verifier struct {
	t         *testing.T
	db        *storage.DB
	bodies    map[int64]news.Article
	sentences int
}

func (v *verifier) article(id int64) news.Article {
	a, known := v.bodies[id]
	if !known {
		var err error
		if a, err = v.db.ArticleByID(v.t.Context(), id); err != nil {
			v.t.Fatal(err)
		}
		v.bodies[id] = a
	}
	return a
}

// digest verifies d as a channel gets it: from the JSON that is stored.
func (v *verifier) digest(d news.Digest) {
	stored, err := json.Marshal(d)
	if err != nil {
		v.t.Fatal(err)
	}
	var got news.Digest
	if err := json.Unmarshal(stored, &got); err != nil {
		v.t.Fatal(err)
	}
	var text strings.Builder
	if err := digest.Text(&text, got, 10_000); err != nil {
		v.t.Fatal(err)
	}
	for _, dev := range got.Developments {
		for _, s := range append(dev.Sentences, dev.Against...) {
			v.sentences++
			if err := v.verbatim(s); err != nil {
				v.t.Error(err)
			}
			if s.Text != dev.Headline && !strings.Contains(text.String(),
				strings.Join(strings.Fields(wording.Printable(s.Text)), " ")) {
				v.t.Errorf("the text of the digest does not hold %q", s.Text)
			}
		}
		lead := v.article(dev.Sentences[0].Article)
		if dev.Headline != lead.Title && dev.Headline != dev.Sentences[0].Text {
			v.t.Errorf("headline %q is neither the title %q nor the sentence %q", dev.Headline, lead.Title,
				dev.Sentences[0].Text)
		}
	}
}

// verbatim reports how a sentence differs from the span of the body that it claims to be.
func (v *verifier) verbatim(s news.Sentence) error {
	a := v.article(s.Article)
	if s.Start < 0 || s.Start >= s.End || s.End > len(a.Body) {
		return fmt.Errorf("article %d: a sentence stands at %d–%d of %d bytes", s.Article, s.Start, s.End, len(a.Body))
	}
	if got := strings.TrimSuffix(strings.TrimPrefix(s.Text, digest.Ellipsis),
		digest.Ellipsis); got != a.Body[s.Start:s.End] && s.Text != a.Body[s.Start:s.End] {
		return fmt.Errorf("article %d says %q, the digest %q", s.Article, a.Body[s.Start:s.End], s.Text)
	}
	if s.Source != a.Source.Name || !s.Time.Equal(a.Time()) {
		return fmt.Errorf("article %d is by %s of %v, the digest says %s of %v", s.Article, a.Source.Name, a.Time(),
			s.Source, s.Time)
	}
	return nil
}
