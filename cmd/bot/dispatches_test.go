package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
)

// channel is a subscriber of the sample dispatches. They arrive when they were published; its digests are composed and
// delivered by what composes and delivers real ones.
type channel struct {
	t       *testing.T
	program *program
	now     time.Time
	waiting []sample
	runner  *digest.Runner
}

// sample is a line of the dispatches.
type sample struct {
	line string
	at   time.Time
}

func newChannel(t *testing.T, start time.Time) *channel {
	t.Helper()
	c := &channel{t: t, now: start}
	e := &env{
		stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{},
		now: func() time.Time { return c.now },
	}
	s, err := e.setup()
	if err != nil {
		t.Fatal(err)
	}
	outlets, err := demoSources()
	if err != nil {
		t.Fatal(err)
	}
	s.sources = append(outlets, s.sources...)
	if c.program, err = s.openTemporarily(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.program.close)
	c.runner = digest.NewRunner(c.program.lg, c.program.db, c.program.topics, e.now)
	data, err := dispatches.ReadFile(dispatchFile)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		var a struct {
			Published time.Time `json:"published"`
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		c.waiting = append(c.waiting, sample{line, a.Published})
	}
	slices.SortStableFunc(c.waiting, func(a, b sample) int { return a.at.Compare(b.at) })
	_, err = c.program.db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "1", Channel: "2", Topic: demoTopic, Schedule: "@every 1h", Zone: demoZone, Style: news.Full,
		Created: start, NextAt: start,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// digest lets the dispatches up to a moment arrive, each at its time, and returns the digest delivered then.
func (c *channel) digest(at time.Time) news.Digest {
	c.t.Helper()
	for len(c.waiting) > 0 && !c.waiting[0].at.After(at) {
		c.now = c.waiting[0].at.Add(time.Minute)
		im := &ingest.Importer{
			Pipeline: c.program.pipeline, Stdin: strings.NewReader(c.waiting[0].line),
			Problem: func(p ingest.Problem) { c.t.Error(p) },
		}
		if _, err := im.Import(c.t.Context(), "-"); err != nil {
			c.t.Fatal(err)
		}
		c.waiting = c.waiting[1:]
	}
	c.now = at
	if n, err := c.runner.Run(c.t.Context()); err != nil || n != 1 {
		c.t.Fatalf("at %v %d digests were composed, %v", at, n, err)
	}
	d, ok, err := c.program.db.ClaimDelivery(c.t.Context(), at, time.Minute)
	if err != nil || !ok {
		c.t.Fatalf("nothing to deliver at %v: %v", at, err)
	}
	if err := c.program.db.FinishDelivery(c.t.Context(), d.ID, fmt.Sprint(d.ID), ""); err != nil {
		c.t.Fatal(err)
	}
	if testing.Verbose() {
		var b strings.Builder
		if err := digest.Text(&b, d.Digest, 110); err != nil {
			c.t.Fatal(err)
		}
		c.t.Log("\n" + b.String())
	}
	return d.Digest
}

// TestDispatches reads the sample dispatches as a channel of theirs does, and holds what the promise is: one event
// once, then only what changes, with who stands behind it.
func TestDispatches(t *testing.T) {
	kyiv := time.FixedZone("Kyiv", 3*60*60)
	clock := func(day, hour int) time.Time { return time.Date(2025, 4, day, hour, 0, 0, 0, kyiv) }
	c := newChannel(t, clock(23, 0))
	told := map[int64]bool{}
	next := func(at time.Time) news.Digest {
		d := c.digest(at)
		for _, dev := range d.Developments {
			if dev.Change == news.ChangeNew {
				for _, f := range dev.Facts {
					if told[f] {
						t.Errorf("at %v fact %d is told as new again: %s", at, f, dev.Headline)
					}
				}
			}
			for _, f := range dev.Facts {
				told[f] = true
			}
		}
		return d
	}

	rumour := only(t, next(clock(23, 20)), "the rumour", says("Witkoff may travel to Moscow as soon as Friday"))
	if rumour.Status != news.Reported || !rumour.Hedged {
		t.Errorf("the rumour is %s, hedged %v", rumour.Status, rumour.Hedged)
	}

	eight := only(t, next(clock(24, 8)), "the strike", kills(8))
	morning := next(clock(24, 15))
	nine := only(t, morning, "the strike", kills(9))
	if nine.Facts[0] != eight.Facts[0] || nine.Change != news.ChangeFigure || nine.Independent != 2 ||
		nine.Outlets != 5 {
		t.Errorf("the strike is fact %d, then %d, %s, of %d origins in %d outlets", eight.Facts[0], nine.Facts[0],
			nine.Change, nine.Independent, nine.Outlets)
	}
	confirmed := only(t, morning, "the confirmation", says("Kremlin confirmed on Thursday"))
	if confirmed.Facts[0] != rumour.Facts[0] || confirmed.Change != news.ChangeStatus ||
		confirmed.Status != news.Confirmed {
		t.Errorf("the confirmation is fact %d, the rumour %d: %s, %s", confirmed.Facts[0], rumour.Facts[0],
			confirmed.Change, confirmed.Status)
	}

	twelve := only(t, next(clock(24, 22)), "the strike", kills(12))
	if twelve.Facts[0] != eight.Facts[0] || twelve.Change != news.ChangeFigure {
		t.Errorf("the toll of 12 is of fact %d, %s", twelve.Facts[0], twelve.Change)
	}
	for giver, n := range map[string]float64{"State Emergency Service": 12, "Vitali Klitschko": 9} {
		if !slices.ContainsFunc(twelve.Figures, func(f news.Figure) bool {
			return f.Kind == news.Killed && f.Low == n &&
				f.By == giver
		}) {
			t.Errorf("%v killed by %s is not among %+v", n, giver, twelve.Figures)
		}
	}

	hour := next(clock(24, 23)) // one dispatch has come since
	if len(hour.Developments) == 0 || hour.Articles != 1 {
		t.Errorf("an hour later there are %d developments of %d articles, want those of one", len(hour.Developments),
			hour.Articles)
	}
	for _, dev := range hour.Developments {
		if dev.Sentences[0].URL != "https://thamesledger.example/2025/04/24/kyiv-strike-london-reaction" {
			t.Errorf("an hour later %q is told, from %s", dev.Headline, dev.Sentences[0].URL)
		}
	}
	quiet := next(clock(25, 0))
	var text strings.Builder
	if err := digest.Text(&text, quiet, 100); err != nil {
		t.Fatal(err)
	}
	if len(quiet.Developments) != 0 || !strings.Contains(text.String(), "nothing new in 0 articles") {
		t.Errorf("a third digest says\n%s", text.String())
	}

	friday := next(clock(25, 20))
	arrival := only(t, friday, "the arrival", says("arrived in Moscow on Friday"))
	if arrival.Outlets != 4 || arrival.Independent != 1 || arrival.Origins[0].Name != "Interfax" ||
		arrival.Sentences[0].Origin.Citing != "an unnamed source" {
		t.Errorf("the arrival: %d outlets, origins %+v", arrival.Outlets, arrival.Origins)
	}
	denied := only(t, friday, "the denial", says("carried out a massive strike overnight on plants"))
	if denied.Status != news.Denied || len(denied.Against) != 1 ||
		!strings.HasPrefix(denied.Against[0].Text, "We deny the claim") {
		t.Errorf("the claim is %s, against it stands %v", denied.Status, denied.Against)
	}
	for _, dev := range friday.Developments {
		if strings.HasPrefix(dev.Sentences[0].Text, "We deny the claim") {
			t.Error("the denial is told once more, apart from what it denies")
		}
	}
}

func says(words string) func(news.Development) bool {
	return func(d news.Development) bool {
		return slices.ContainsFunc(d.Sentences, func(s news.Sentence) bool { return strings.Contains(s.Text, words) })
	}
}

// kills selects what gives that toll for Kyiv's strike.
func kills(n float64) func(news.Development) bool {
	return func(d news.Development) bool {
		return strings.Contains(d.Sentences[0].Text, "Kyiv") &&
			slices.ContainsFunc(d.Figures, func(f news.Figure) bool { return f.Kind == news.Killed && f.Low == n })
	}
}

// only returns the one development that is wanted.
func only(t *testing.T, d news.Digest, what string, wanted func(news.Development) bool) news.Development {
	t.Helper()
	var found []news.Development
	for _, dev := range d.Developments {
		if wanted(dev) {
			found = append(found, dev)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s is told %d times", what, len(found))
	}
	return found[0]
}
