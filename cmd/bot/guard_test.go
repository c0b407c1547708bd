package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// process is `sitrep run` without feeds or Discord, as a process of its own.
type process struct {
	*exec.Cmd
	log *bufio.Scanner
}

// startRun starts one in the folder, and returns when it runs or has ended.
func startRun(t *testing.T, folder string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), "sitrep", "run")}
	p.Dir = folder
	p.Env = append(os.Environ(), "SITREP_CATALOGUE_USE=false", "SITREP_WEB_LISTEN=")
	stderr, err := p.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.log = bufio.NewScanner(stderr)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// until reads the log up to a line with the words and returns that, or all there is when it ends without.
func (p *process) until(words string) string {
	var all []string
	for p.log.Scan() {
		if strings.Contains(p.log.Text(), words) {
			return p.log.Text()
		}
		all = append(all, p.log.Text())
	}
	return strings.Join(all, "\n")
}

func TestSecondRunRefuses(t *testing.T) {
	folder := t.TempDir()
	first := startRun(t, folder)
	if line := first.until("msg=running"); !strings.Contains(line, "msg=running") {
		t.Fatal(line)
	}
	second := startRun(t, folder)
	said := second.until("another Sitrep runs")
	if err := second.Wait(); err == nil || !strings.Contains(said, "process "+strconv.Itoa(first.Process.Pid)+" on ") {
		t.Errorf("a second run: %v\n%s\nwant it to refuse and to name process %d", err, said, first.Process.Pid)
	}
	restore := exec.CommandContext(t.Context(), "sitrep", "restore", "sitrep.db")
	restore.Dir = folder
	if out, err := restore.CombinedOutput(); err == nil {
		t.Errorf("restore under a running program: %s", out)
	}
	if err := first.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = first.Wait()
	third := startRun(t, folder) // the lock has died with the first
	if line := third.until("msg=running"); !strings.Contains(line, "msg=running") {
		t.Fatalf("after the first was killed: %s", line)
	}
	_ = third.Process.Kill()
	_ = third.Wait()
}

func TestDatabaseReplacedUnderRun(t *testing.T) {
	for name, attack := range map[string]func(path string) error{
		"deleted":  os.Remove,
		"replaced": func(path string) error { return os.Rename(filepath.Join(filepath.Dir(path), "other.db"), path) },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			other, err := storage.Open(t.Context(), filepath.Join(folder, "other.db"), storage.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := other.Close(); err != nil {
				t.Fatal(err)
			}
			p := startRun(t, folder)
			if line := p.until("msg=running"); !strings.Contains(line, "msg=running") {
				t.Fatal(line)
			}
			if err := attack(filepath.Join(folder, "sitrep.db")); err != nil {
				t.Fatal(err)
			}
			said := p.until("the database was replaced")
			if err := p.Wait(); err == nil || !strings.Contains(said, "the database was replaced") {
				t.Errorf("the program ended with %v and said %q", err, said)
			}
		})
	}
}

// TestClockYearsAhead leaves behind what a program with a wrong clock does: nothing would be polled, composed or sent
// for ten years.
func TestClockYearsAhead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sitrep.db")
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ahead := now.AddDate(10, 0, 0)
	db, err := storage.Open(t.Context(), path, storage.Options{Now: func() time.Time { return ahead }})
	if err != nil {
		t.Fatal(err)
	}
	lost, err := db.SaveFeed(t.Context(), news.Feed{
		URL: "https://one.example/rss", Source: news.Source{Name: "One"}, NextPoll: ahead, LastPoll: ahead,
		LastItem: ahead,
	})
	if err != nil {
		t.Fatal(err)
	}
	good := news.Feed{URL: "https://two.example/rss", Source: news.Source{Name: "Two"}, NextPoll: now.Add(time.Hour)}
	if good, err = db.SaveFeed(t.Context(), good); err != nil {
		t.Fatal(err)
	}
	due := now.Add(-time.Hour)
	var subs []news.Subscription
	for i, s := range []news.Subscription{
		{Schedule: "0 8 * * *", NextAt: ahead},
		{Schedule: "0 8 * * *", NextAt: now.Add(20 * time.Hour)}, // tomorrow at eight
		{Schedule: "0 0 1 1 *", NextAt: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)},
		{Kind: news.Watch, Topic: "x", NextAt: ahead},
		{Schedule: "0 8 * * *", NextAt: due},
	} {
		s.Guild, s.Channel, s.Zone, s.Style, s.Created = "1", strconv.Itoa(i), "UTC", news.Standard, now
		if s, err = db.SaveSubscription(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		subs = append(subs, s)
	}
	sent, ok, err := db.CommitDigest(t.Context(), subs[4], news.Digest{From: due, To: ahead}, ahead)
	if err := errors.Join(err, db.Close()); err != nil || !ok {
		t.Fatal(ok, err)
	}

	var log strings.Builder
	e := &env{
		stdin: strings.NewReader(""), stdout: io.Discard, stderr: &log, database: path,
		now: func() time.Time { return now },
	}
	p, err := e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	if err := p.mendTimes(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	const warning = `computed anew" feeds=1 subscriptions=3 deliveries=1`
	if !strings.Contains(log.String(), warning) {
		t.Errorf("the log says %q", log.String())
	}
	checkFeeds(t, p.db, now, map[int64]time.Time{lost.ID: now, good.ID: good.NextPoll})
	tomorrow := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for i, want := range []time.Time{tomorrow, tomorrow, subs[2].NextAt, now, tomorrow} {
		s, err := p.db.SubscriptionByID(t.Context(), subs[i].ID)
		if err != nil || !s.NextAt.Equal(want) || s.LastAt.After(now) {
			t.Errorf("subscription %d is due at %v, %v; want %v; brought last at %v", i, s.NextAt, err, want, s.LastAt)
		}
	}
	if d, ok, err := p.db.ClaimDelivery(t.Context(), now, time.Minute); err != nil || !ok || d.ID != sent.ID {
		t.Errorf("the delivery is not sent: %v, %v", ok, err)
	}
}

func checkFeeds(t *testing.T, db *storage.DB, now time.Time, next map[int64]time.Time) {
	t.Helper()
	feeds, err := db.Feeds(t.Context())
	if err != nil || len(feeds) != len(next) {
		t.Fatal(feeds, err)
	}
	for _, f := range feeds {
		if !f.NextPoll.Equal(next[f.ID]) || f.LastPoll.After(now) || f.LastItem.After(now) {
			t.Errorf("%s is polled next at %v, want %v; last polled %v", f.URL, f.NextPoll, next[f.ID], f.LastPoll)
		}
	}
}
