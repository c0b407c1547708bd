package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

// TestHealthOfTheWholeProgram runs everything and asks for /readyz until it is ready, as a container's keeper does; a
// foreign name is refused.
func TestHealthOfTheWholeProgram(t *testing.T) {
	o := newOutlet(t)
	configure(t, o, "")
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	srv := discordtest.New(t, discordtest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	var log strings.Builder // read when the program has ended
	ended := make(chan int, 1)
	go func() {
		environ := []string{
			"SITREP_DISCORD_TOKEN=" + srv.Token(), "SITREP_DISCORD_API_URL=" + srv.URL(),
			"SITREP_WEB_LISTEN=" + address,
		}
		e := &env{stdin: strings.NewReader(""), stdout: &log, stderr: &log, now: time.Now, environ: environ}
		ended <- run(ctx, e, []string{"run"})
	}()
	if err := srv.WaitCommands(ctx, ""); err != nil {
		t.Fatal(err)
	}
	ask := func(path, host string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			return 0, err.Error()
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return 0, err.Error()
		}
		return resp.StatusCode, string(body)
	}
	for _, tt := range []struct {
		path, host string
		want       int
	}{
		{"/readyz", "", 200}, {"/healthz", "", 200}, {"/", "localhost", 200}, {"/", "rebound.example", 421},
	} {
		if code, body := ask(tt.path, tt.host); code != tt.want {
			t.Errorf("GET %s of %q = %d %s, want %d", tt.path, tt.host, code, body, tt.want)
		}
	}
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("sitrep run ended with %d:\n%s", code, log.String())
	}
}

// TestHealthKnowsAnOldOutbox lets a digest fall due that nothing takes to Discord.
func TestHealthKnowsAnOldOutbox(t *testing.T) {
	configure(t, newOutlet(t), "")
	clock := time.Date(2025, 4, 25, 8, 0, 0, 0, time.UTC)
	e := &env{
		stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: func() time.Time { return clock },
	}
	a, err := e.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer a.close()
	if _, err := a.db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "1", Channel: "2", Schedule: "0 8 * * *", Zone: "UTC", Style: news.Standard,
		Created: clock.Add(-time.Hour), NextAt: clock,
	}); err != nil {
		t.Fatal(err)
	}
	h := health{program: a, connected: func() bool { return true }}
	for _, step := range []struct {
		name string
		do   func() error
		want string // in the error
	}{
		{"nothing is due", func() error { return nil }, ""},
		{"just composed", func() error {
			_, err := digest.NewRunner(a.lg, a.db, nil, a.now).Run(t.Context())
			clock = clock.Add(time.Minute)
			return err
		}, ""},
		{"nobody sends it", func() error { clock = clock.Add(20 * time.Minute); return nil }, "waited for 21m"},
		{"it has left", func() error {
			d, ok, err := a.db.ClaimDelivery(t.Context(), clock, time.Minute)
			if err != nil || !ok {
				t.Fatalf("ClaimDelivery = %v, %v", ok, err)
			}
			return a.db.FinishDelivery(t.Context(), d.ID, "9", "")
		}, ""},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if err := h.sending(t.Context()); (err == nil) != (step.want == "") ||
			err != nil && !strings.Contains(err.Error(), step.want) {
			t.Errorf("%s: %v, want %q", step.name, err, step.want)
		}
	}
	h.connected = nil
	if err := h.sending(t.Context()); err != nil {
		t.Errorf("without a token: %v", err)
	}
}

// stuckFeeds is a store that never says which feeds are due.
type stuckFeeds struct{ ingest.FeedStore }

func (stuckFeeds) DueFeeds(ctx context.Context, _ time.Time, _ int) ([]news.Feed, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (stuckFeeds) PrunePages(context.Context, time.Time, int64) (int64, error) { return 0, nil }

// TestHealthKnowsAStillPoller has the poller wait for a database that does not answer.
func TestHealthKnowsAStillPoller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		lg := slog.New(slog.DiscardHandler)
		poller := ingest.NewPoller(lg, stuckFeeds{}, nil, nil, ingest.PollOptions{})
		h := health{program: &program{}, poller: poller}
		var well func(context.Context) error
		for _, c := range h.checks() {
			if c.Name == "poller" {
				well = c.Well
			}
		}
		ended := make(chan error, 1)
		ctx, cancel := context.WithCancel(t.Context())
		go func() { ended <- poller.Loop(ctx) }()
		synctest.Wait()
		if err := well(ctx); err != nil {
			t.Errorf("when it has just begun: %v", err)
		}
		later := time.NewTimer(5 * time.Minute)
		<-later.C
		if err := well(ctx); err == nil || !strings.Contains(err.Error(), "stood still for 5m") {
			t.Errorf("when it has stood still for five minutes: %v", err)
		}
		cancel()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// TestReadyOnceConnectedAndPolling asks while neither Discord nor the poller is there yet, while one of the two is, and
// in a process that plays neither part.
func TestReadyOnceConnectedAndPolling(t *testing.T) {
	idle := func(*testing.T) *ingest.Poller {
		return ingest.NewPoller(slog.New(slog.DiscardHandler), stuckFeeds{}, nil, nil, ingest.PollOptions{})
	}
	began := func(t *testing.T) *ingest.Poller {
		p := idle(t)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- p.Loop(ctx) }()
		synctest.Wait()
		cancel()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		return p
	}
	is := func(connected bool) func() bool { return func() bool { return connected } }
	none, all := &roles{}, &roles{played: map[string]bool{"discord": true, "poll": true}}
	for _, tt := range []struct {
		name      string
		poller    func(*testing.T) *ingest.Poller
		connected func() bool
		roles     *roles
		want      string
	}{
		{"a start", idle, is(false), all, "discord: not connected; polling: not begun"},
		{"connected", idle, is(true), all, "polling: not begun"},
		{"polling, cut off from Discord", began, is(false), all, "discord: not connected"},
		{"both", began, is(true), all, ""},
		{"without a token", began, nil, all, ""},
		{"web alone", idle, is(false), none, ""},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := health{program: &program{}, poller: tt.poller(t), connected: tt.connected, roles: tt.roles}
			var reasons []string
			for _, c := range h.ready() {
				if err := c.Well(t.Context()); err != nil {
					reasons = append(reasons, c.Name+": "+err.Error())
				}
			}
			if got := strings.Join(reasons, "; "); got != tt.want {
				t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
			}
		})
	}
}

// TestUserAgentNamesTheOperatorAlone: whoever is polled is told the program, its version and the operator's contact.
func TestUserAgentNamesTheOperatorAlone(t *testing.T) {
	for _, tt := range []struct{ name, contact, want string }{
		{"Sitrep", "", "Sitrep/" + version},
		{"Sitrep", "ops@example.org", "Sitrep/" + version + " (+ops@example.org)"},
		{"Desk/2.0", "https://example.org/bot", "Desk/2.0 (+https://example.org/bot)"},
	} {
		if got := userAgent(tt.name, tt.contact); got != tt.want {
			t.Errorf("userAgent(%q, %q) = %q, want %q", tt.name, tt.contact, got, tt.want)
		}
	}
}
