package web_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/news"
	"sitrep/web"
)

// TestForeignHosts asks as a browser does that somebody else's page has tricked: by a name that was pointed here.
func TestForeignHosts(t *testing.T) {
	h := handler(store{}, web.Options{Hosts: []string{"sitrep.example.org"}})
	for host, want := range map[string]int{
		"127.0.0.1:8080": 200, "localhost:8080": 200, "[::1]:8080": 200, "192.168.1.7": 200, "LOCALHOST": 200,
		"sitrep.example.org": 200, "Sitrep.Example.org:443": 200, "sitrep.localhost": 200,
		"rebound.example": 421, "sitrep.example.org.evil.example": 421, "127.0.0.1.evil.example:8080": 421, "": 421,
	} {
		for _, path := range []string{"/", "/metrics", "/healthz"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
			r.Host = host
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if refused := w.Code == http.StatusMisdirectedRequest; refused != (want == 421) {
				t.Errorf("GET %s of %q = %d, want %d", path, host, w.Code, want)
			}
		}
	}
}

// TestFrontIsComposedOncePerState reloads the front page: a digest is composed when something has come, not for each.
func TestFrontIsComposedOncePerState(t *testing.T) {
	composed, at, s := 0, now, &store{}
	h := web.New(slog.New(slog.DiscardHandler), s, web.Options{
		Hosts: []string{"example.com"}, Now: func() time.Time { return at },
		Compose: func(context.Context) (news.Digest, error) { composed++; return sample(), nil },
	})
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"first", func() {}, 1},
		{"again", func() {}, 1},
		{"an article came", func() { s.coverage.Articles++ }, 2},
		{"again", func() {}, 2},
		{"the window has moved", func() { at = at.Add(2 * time.Minute) }, 3},
	} {
		step.do()
		for range 50 {
			if w := get(t, h, "/"); w.Code != http.StatusOK {
				t.Fatalf("GET / = %d", w.Code)
			}
		}
		if composed != step.want {
			t.Errorf("%s: composed %d times, want %d", step.name, composed, step.want)
		}
	}
}

func TestChecks(t *testing.T) {
	well := web.Check{Name: "poller", Well: func(context.Context) error { return nil }}
	full := web.Check{Name: "database", Well: func(context.Context) error { return errors.New("the disk is full") }}
	away := web.Check{Name: "discord", Well: func(context.Context) error { return errors.New("not connected") }}
	for _, tt := range []struct {
		name          string
		checks, ready []web.Check
		health, wait  int
		reason        string
	}{
		{"well", []web.Check{well}, []web.Check{well}, 200, 200, ""},
		{"the disk is full", []web.Check{well, full}, nil, 503, 503, "database: the disk is full"},
		{"not connected", []web.Check{well}, []web.Check{away}, 200, 503, "discord: not connected"},
	} {
		h := handler(store{}, web.Options{Checks: tt.checks, Ready: tt.ready})
		health, ready := get(t, h, "/healthz"), get(t, h, "/readyz")
		if health.Code != tt.health || ready.Code != tt.wait || !strings.Contains(ready.Body.String(), tt.reason) {
			t.Errorf("%s: /healthz %d %s, /readyz %d %s", tt.name, health.Code, health.Body, ready.Code, ready.Body)
		}
	}
}

// TestServerBounds checks that no connection can be held for ever.
func TestServerBounds(t *testing.T) {
	s := web.NewServer(http.NotFoundHandler())
	if s.ReadHeaderTimeout <= 0 || s.ReadTimeout <= 0 || s.WriteTimeout <= 0 || s.IdleTimeout <= 0 {
		t.Errorf("a connection may last for ever: %+v", s)
	}
}

// crowd is a listener at which somebody always waits.
type crowd struct {
	net.Listener
	closed *atomic.Bool
}

func (c crowd) Close() error { c.closed.Store(true); return nil }

func (c crowd) Accept() (net.Conn, error) {
	if c.closed.Load() {
		return nil, net.ErrClosed
	}
	here, there := net.Pipe()
	return here, there.Close()
}

// TestConnectionsAreCapped lets a crowd connect that never leaves: so many are let in and no more, until one goes.
func TestConnectionsAreCapped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := web.Limit(crowd{closed: &atomic.Bool{}})
		in := make(chan net.Conn, 1<<16)
		go func() {
			for c, err := l.Accept(); err == nil; c, err = l.Accept() {
				in <- c
			}
		}()
		synctest.Wait()
		most := len(in)
		if most < 10 || most > 1000 {
			t.Errorf("%d connections are open at once", most)
		}
		for range 3 {
			if err := (<-in).Close(); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Wait()
		if n := len(in); n != most {
			t.Errorf("after three of %d have gone %d are open", most, n)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
