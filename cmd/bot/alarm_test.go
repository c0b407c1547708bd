package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/internal/discordtest"
)

// outletInMemory serves a feed over pipes, which time in a bubble waits for, and notes when each item was first read.
type outletInMemory struct {
	conns chan net.Conn
	ended chan struct{}

	mu    sync.Mutex
	items []feedItem
}

// feedItem is an item of a feed.
type feedItem struct {
	title, text string
	at, read    time.Time // published; first served
}

// onAir starts an outlet.
func onAir(t *testing.T) *outletInMemory {
	o := &outletInMemory{conns: make(chan net.Conn), ended: make(chan struct{})}
	served := &http.Server{Handler: o}
	go func() { _ = served.Serve(o) }()
	t.Cleanup(func() { _ = served.Close() })
	return o
}

func (o *outletInMemory) Accept() (net.Conn, error) {
	select {
	case c := <-o.conns:
		return c, nil
	case <-o.ended:
		return nil, net.ErrClosed
	}
}

func (o *outletInMemory) Close() error   { close(o.ended); return nil }
func (o *outletInMemory) Addr() net.Addr { return &net.TCPAddr{} }

func (o *outletInMemory) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case o.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// publish adds an item to the feed.
func (o *outletInMemory) publish(title, text string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.items = append(o.items, feedItem{title: title, text: text, at: time.Now()})
}

// readAt is when an item was first read, the zero time if it was not yet.
func (o *outletInMemory) readAt(title string) (published, read time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, i := range o.items {
		if i.title == title {
			return i.at, i.read
		}
	}
	return time.Time{}, time.Time{}
}

// ServeHTTP serves the feed, with the whole texts in it.
func (o *outletInMemory) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/rss" {
		http.NotFound(w, r)
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprint(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>`+
		`<title>Gulf Wire</title>`)
	for i := range o.items {
		if o.items[i].read.IsZero() {
			o.items[i].read = time.Now()
		}
		item := o.items[i]
		fmt.Fprintf(w, `<item><guid>%d</guid><title>%s</title><link>http://wire.example/%d</link><pubDate>%s</pubDate>`+
			`<content:encoded>&lt;p&gt;%s&lt;/p&gt;</content:encoded></item>`, i, item.title, i,
			item.at.UTC().Format(time.RFC1123Z), strings.Repeat(item.text+" ", 4))
	}
	fmt.Fprint(w, `</channel></rss>`)
}

// TestAlertsAreSoon: what is great alerts within one poll of its feed and half a minute, whenever it is published; a
// strait that is closed is great, what a war is made of is not. The alert and /status say how long it took.
func TestAlertsAreSoon(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("config.toml", []byte("[catalogue]\nuse = false\n[web]\nlisten = \"\"\n[poll]\n"+
		"min_interval = \"2m\"\nmax_interval = \"2m\"\n[[sources]]\nname = \"Gulf Wire\"\nkind = \"wire\"\n"+
		"home = \"http://wire.example/\"\nfeeds = [\"http://wire.example/rss\"]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		p := &player{t: t, zone: time.UTC}
		p.until("2026-03-02", "09:00")
		outlet := onAir(t)
		p.dial = outlet.dial
		p.srv = discordtest.New(t, discordtest.Options{InMemory: true})
		outlet.publish("Ministers meet in Muscat", "The foreign ministers of Iran and Oman met in Muscat on Monday, "+
			"the Omani foreign ministry said.")
		p.start()
		defer func() { p.stop() }()
		carla := p.srv.User(discordtest.Carla).In(discordtest.News)
		if m, err := carla.Invoke(t.Context(), "/watch about:all origins:1: every new fact gravity:Only what changes "+
			"everything"); err != nil || !strings.Contains(m.Text(), "✅") {
			t.Fatalf("/watch: %v %v", m, err)
		}
		pass(20 * time.Minute)
		for i, story := range []struct {
			title, text string
			great       bool
		}{
			{
				"Iran closes the Strait of Hormuz",
				"Iran has closed the Strait of Hormuz to all ships, the Iranian navy said.", true,
			},
			{
				"Shelling wounds two in Kherson",
				"Russian forces shelled a village near Kherson in Ukraine and wounded two people.", false,
			},
			{
				"Israel and Hamas agree ceasefire in Gaza",
				"Israel and Hamas have agreed a ceasefire in the Gaza Strip, the Qatari foreign ministry said.", true,
			},
			{
				"Pakistan closes its airspace to Indian aircraft",
				"Pakistan has closed its airspace to Indian aircraft after the attack in Kashmir, the Pakistani " +
					"government said.", true,
			},
			{
				"Poland closes its border with Belarus",
				"Poland closed its border with Belarus on Monday after drones crossed it, the interior ministry in " +
					"Warsaw said.", true,
			},
			{
				"Hungary's border with Serbia closed by its government",
				"Hungary's border with Serbia was closed by its government on Monday, the interior minister said.",
				true,
			},
		} {
			pass(30*time.Minute + time.Duration(17*i)*time.Second)
			before := len(p.digests())
			outlet.publish(story.title, story.text)
			pass(4 * time.Minute)
			alerts := p.digests()[before:]
			if !story.great {
				if len(alerts) > 0 {
					t.Errorf("%s: woken by\n%s", story.title, alerts[0].Text())
				}
				continue
			}
			if len(alerts) != 1 {
				t.Errorf("%s: %d alerts", story.title, len(alerts))
				continue
			}
			sent, err := time.Parse(time.RFC3339, alerts[0].Timestamp)
			published, read := outlet.readAt(story.title)
			if err != nil || read.IsZero() {
				t.Fatalf("%s: sent %q, read %v: %v", story.title, alerts[0].Timestamp, read, err)
			}
			t.Logf("%s: read %v after publication, alerted %v later", story.title, read.Sub(published), sent.Sub(read))
			if took := sent.Sub(read); took > 30*time.Second {
				t.Errorf("%s: alerted %v after its feed was read", story.title, took)
			}
			if !strings.Contains(alerts[0].Text(), "after publication") {
				t.Errorf("the alert does not say how long it took:\n%s", alerts[0].Text())
			}
		}
		m, err := carla.Invoke(t.Context(), "/status")
		if err != nil || !strings.Contains(m.Text(), "after publication") {
			t.Errorf("/status: %v\n%s", err, m.Text())
		}
		if v := p.srv.Violations(); len(v) > 0 {
			t.Errorf("rules of Discord's were broken: %v", v)
		}
	})
}
