package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// lives is how often the program is killed: the whole figure is go test ./cmd/bot -run Killed -kills 1000 -v -timeout
// 2h.
var lives = flag.Int("kills", usualKills, "how often TestKilledAtAnyInstant kills the program")

const (
	eachRound = 3               // channels that fall due, and articles of a new feed, before each kill
	lifetime  = 2 * time.Second // at most, of a program that is killed; it sends digests after 1.1 s
	crashSeed = 8
)

// crash is a program that is killed again and again, with the Discord and the feeds around it, which are not.
type crash struct {
	t      *testing.T
	folder string
	srv    *discordtest.Server
	ahead  atomic.Int64 // how far the clock of program and Discord is ahead
	port   string       // of the feeds, on a host of 127.0.0.0/8 each
	feeds  int
}

func (c *crash) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// TestKilledAtAnyInstant runs the real program as a process of its own and kills it at random instants, while digests
// fall due and articles arrive: no digest is lost and none comes twice, and no article is lost. Between two lives more
// time passes than Discord remembers a nonce, or less.
func TestKilledAtAnyInstant(t *testing.T) {
	c := &crash{t: t, folder: t.TempDir()}
	guild := discordtest.Guild{ID: "1100000000000000100", Name: "Desk", Owner: discordtest.Anna}
	for i := range *lives * eachRound {
		guild.Channels = append(guild.Channels, discordtest.Channel{ID: channelID(i), Name: "news-" + strconv.Itoa(i)})
	}
	c.srv = discordtest.New(t, discordtest.Options{
		Guilds: []discordtest.Guild{guild}, Now: c.now, Sessions: 1 << 20,
		IdentifyEvery: -1, KeepViolations: true,
	})
	// The answer takes its time, so that many a kill falls between a message and its record.
	c.srv.Inject(discordtest.Fault{
		Method: "POST", Path: "/channels/*/messages", After: true,
		Delay: 200 * time.Millisecond, Times: -1,
	})
	c.serveFeeds()
	random := rand.New(rand.NewPCG(crashSeed, 0))
	for round := range *lives {
		c.due(round, guild.ID)
		c.feeds++
		life, stop := context.WithTimeout(t.Context(), time.Duration(random.Int64N(int64(lifetime))))
		c.run(life, true)
		stop()
		c.ahead.Add(int64([]time.Duration{3 * time.Minute, 7 * time.Minute}[random.IntN(2)])) // leases take two minutes
	}
	c.settle()

	twice, none := 0, 0
	for i := range *lives * eachRound {
		switch n := len(c.srv.Messages(channelID(i))); {
		case n == 0:
			none++
		case n > 1:
			twice++
		}
	}
	if none > 0 || twice > 0 {
		t.Errorf("of %d digests %d were lost and %d came twice", *lives*eachRound, none, twice)
	}
	for _, v := range c.srv.Violations() { // 429s, too: a new process holds its first posts back for the one before it
		t.Errorf("Discord refuses %s", v)
	}
	posts, looks := 0, 0
	for _, r := range c.srv.Requests() {
		switch {
		case r.Method == "POST" && strings.HasSuffix(r.Path, "/messages"):
			posts++
		case r.Method == "GET" && strings.HasSuffix(r.Path, "/messages"):
			looks++
		}
	}
	t.Logf("%d kills, %d digests, %d articles: posted %d times, looked for %d times", *lives, *lives*eachRound,
		*lives*eachRound, posts, looks)
}

func channelID(i int) string { return strconv.Itoa(1200000000000000 + i) }

// serveFeeds serves a feed at /1, /2 and so on.
func (c *crash) serveFeeds() {
	c.t.Helper()
	var lc net.ListenConfig
	listener, err := lc.Listen(c.t.Context(), "tcp", "0.0.0.0:0")
	if err != nil {
		c.t.Fatal(err)
	}
	_, c.port, _ = net.SplitHostPort(listener.Addr().String())
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter,
		r *http.Request,
	) {
		n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		var b strings.Builder
		for i := range eachRound {
			title := articleTitle(n-1, i)
			fmt.Fprintf(&b,
				`<item><title>%s</title><guid `+
					`isPermaLink="false">%d-%d</guid><link>http://%s/%d/%d</link><pubDate>%s</pubDate>`+
					`<description>%s in Ukraine, the general staff in Kyiv said on Friday. Nobody was hurt, and `+
					`the train service number %d to the town went on as planned. Repairs at the site are to begin `+
					`within a week, the regional `+
					`administration said, and will take until the end of the month.</description></item>`,
				title, n, i, r.Host, n, i, time.Now().UTC().Format(time.RFC1123Z), title, n*eachRound+i)
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = fmt.Fprintf(w,
			`<?xml version="1.0"?><rss version="2.0"><channel><title>Outlet `+
				`%d</title><link>http://%s/</link><description>News</description>%s</channel></rss>`,
			n, r.Host, b.String())
	})}
	go func() { _ = server.Serve(listener) }()
	c.t.Cleanup(func() { _ = server.Close() })
}

func articleTitle(feed, i int) string {
	return fmt.Sprintf("Bridge %d of sector %d destroyed by drones", i+1, feed+1)
}

// due makes channels due, as an admin would have with a subscription some time ago.
func (c *crash) due(round int, guild string) {
	c.t.Helper()
	db, err := storage.Open(c.t.Context(), filepath.Join(c.folder, "sitrep.db"), storage.Options{Now: c.now})
	if err != nil {
		c.t.Fatal(err)
	}
	for i := range eachRound {
		_, err = db.SaveSubscription(c.t.Context(), news.Subscription{
			Guild: guild, Channel: channelID(round*eachRound + i), Schedule: "0 0 1 1 *", Zone: "UTC",
			Style: news.Standard, Created: c.now(), NextAt: c.now(),
		})
		if err != nil {
			break
		}
	}
	if err := errors.Join(err, db.Close()); err != nil {
		c.t.Fatal(err)
	}
}

// run runs the program until ctx ends, and kills it then.
func (c *crash) run(ctx context.Context, killed bool) {
	c.t.Helper()
	var sources []string
	for n := range c.feeds {
		sources = append(sources, fmt.Sprintf(`{name = "Outlet %d", feeds = ["http://127.0.%d.%d:%s/%d"]}`, n+1,
			1+n/200, 1+n%200, c.port, n+1))
	}
	program := exec.CommandContext(ctx, "sitrep", "run")
	program.Dir = c.folder
	program.Env = append(os.Environ(),
		aheadVariable+"="+time.Duration(c.ahead.Load()).String(), "SITREP_DISCORD_TOKEN="+c.srv.Token(),
		"SITREP_DISCORD_API_URL="+c.srv.URL(),
		"SITREP_CATALOGUE_USE=false", "SITREP_WEB_LISTEN=", `SITREP_POLL_ALLOW_PRIVATE=["127.0.0.0/8"]`,
		"SITREP_SOURCES=["+strings.Join(sources, ", ")+"]",
	)
	var log bytes.Buffer
	program.Stdout, program.Stderr = &log, &log
	if !killed {
		program.Cancel = func() error { return program.Process.Signal(syscall.SIGTERM) }
	}
	if err := program.Start(); err != nil {
		if ctx.Err() != nil {
			return // killed before it began
		}
		c.t.Fatal(err)
	}
	if err := program.Wait(); err == nil && killed || ctx.Err() == nil {
		c.t.Fatalf("the program ended by itself: %v\n%s", err, log.String())
	}
}

// settle lets the program do what is left. After many kills the pauses between attempts are long, so the clock leaps
// over them.
func (c *crash) settle() {
	c.t.Helper()
	for range 10 {
		if c.settled() {
			return
		}
		c.ahead.Add(int64(2 * time.Hour))
	}
	c.t.Error("after the last kill: not everything was done")
}

// settled runs the program until nothing is left to do, or for a while.
func (c *crash) settled() bool {
	c.t.Helper()
	db, err := storage.Open(c.t.Context(), filepath.Join(c.folder, "sitrep.db"), storage.Options{Now: c.now})
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx, stop := context.WithTimeout(c.t.Context(), 15*time.Second+time.Duration(*lives)*time.Second)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.run(ctx, false)
	}()
	defer func() { stop(); <-done }()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for want := *lives * eachRound; ; {
		articles, err := db.LatestArticles(c.t.Context(), "", 2*want)
		titles := map[string]bool{}
		for _, a := range articles {
			titles[a.Title] = true
		}
		pending, err2 := db.PendingDeliveries(c.t.Context())
		due, err3 := db.DueSubscriptions(c.t.Context(), c.now(), 1)
		if err := errors.Join(err, err2, err3); err != nil {
			c.t.Fatal(err)
		}
		if len(titles) == want && len(articles) == want && pending == 0 && len(due) == 0 {
			return true
		}
		select {
		case <-ctx.Done():
			c.t.Logf("%d of %d articles, %d deliveries left", len(titles), want, pending)
			return false
		case <-tick.C:
		}
	}
}
