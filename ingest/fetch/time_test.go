package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// wire is a network in memory: inside a synctest bubble time passes only when everybody waits.
type wire struct {
	conns chan net.Conn
	done  chan struct{}
}

func (w *wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.conns:
		return c, nil
	case <-w.done:
		return nil, net.ErrClosed
	}
}

func (w *wire) Close() error   { close(w.done); return nil }
func (w *wire) Addr() net.Addr { return &net.TCPAddr{} }

func (w *wire) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case w.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// pass lets the bubble's time pass.
func pass(d time.Duration) { <-time.After(d) }

// inBubble runs f with a client and a server that are connected in memory.
func inBubble(t *testing.T, opt Options, h http.HandlerFunc, f func(t *testing.T, c *Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{conns: make(chan net.Conn), done: make(chan struct{})}
		s := &http.Server{Handler: h}
		go func() { _ = s.Serve(w) }()
		opt.Dial = w.dial
		c := New(opt)
		f(t, c)
		c.Close()
		_ = s.Close()
		pass(time.Minute) // of the bubble's time: whatever the handlers wait for is over then
		synctest.Wait()
	})
}

func TestOneByteASecond(t *testing.T) {
	inBubble(t, Options{}, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			_, _ = w.Write([]byte("x"))
			w.(http.Flusher).Flush()
			pass(time.Second)
		}
	}, func(t *testing.T, c *Client) {
		began := time.Now()
		_, err := c.Get(t.Context(), Request{URL: "http://slow.example/"})
		_ = wantKind(t, err, Slow)
		if took := time.Since(began); took != grace {
			t.Errorf("gave up after %v, want %v", took, grace)
		}
	})
}

func TestSlowButSteady(t *testing.T) {
	inBubble(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
		for range 30 {
			_, _ = w.Write(make([]byte, 1000))
			w.(http.Flusher).Flush()
			pass(time.Second)
		}
	}, func(t *testing.T, c *Client) {
		resp, err := c.Get(t.Context(), Request{URL: "http://slow.example/"})
		if err != nil || len(resp.Body) != 30_000 {
			t.Errorf("Get: %v", err)
		}
	})
}

func TestTimeout(t *testing.T) {
	t.Run("no answer", func(t *testing.T) {
		inBubble(t, Options{Timeout: 20 * time.Second}, func(_ http.ResponseWriter,
			r *http.Request,
		) {
			<-r.Context().Done()
		}, func(t *testing.T, c *Client) {
			began := time.Now()
			_, err := c.Get(t.Context(), Request{URL: "http://mute.example/"})
			_ = wantKind(t, err, Timeout)
			if took := time.Since(began); took != 20*time.Second {
				t.Errorf("gave up after %v", took)
			}
		})
	})
	t.Run("all redirects together", func(t *testing.T) {
		inBubble(t, Options{Timeout: 20 * time.Second}, func(w http.ResponseWriter, r *http.Request) {
			pass(8 * time.Second)
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, func(t *testing.T, c *Client) {
			began := time.Now()
			_, err := c.Get(t.Context(), Request{URL: "http://winding.example/x"})
			_ = wantKind(t, err, Timeout)
			if took := time.Since(began); took != 20*time.Second {
				t.Errorf("gave up after %v", took)
			}
		})
	})
	t.Run("the caller's", func(t *testing.T) {
		inBubble(t, Options{}, func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
			func(t *testing.T, c *Client) {
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				_, err := c.Get(ctx, Request{URL: "http://mute.example/"})
				_ = wantKind(t, err, Cancelled)
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("error = %v", err)
				}
			})
	})
}

// visits is when each host was asked, and how many requests were under way at most.
type visits struct {
	mu      sync.Mutex
	at      map[string][]time.Time
	now     map[string]int
	most    map[string]int
	overall int
}

func newVisits() *visits {
	return &visits{at: map[string][]time.Time{}, now: map[string]int{}, most: map[string]int{}}
}

func (l *visits) enter(host string) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at[host] = append(l.at[host], time.Now())
	l.now[host]++
	l.most[host] = max(l.most[host], l.now[host])
	total := 0
	for _, n := range l.now {
		total += n
	}
	l.overall = max(l.overall, total)
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.now[host]--
	}
}

func TestOneRequestAtATimeToEachHost(t *testing.T) {
	l := newVisits()
	inBubble(t, Options{Interval: 2 * time.Second}, func(w http.ResponseWriter, r *http.Request) {
		host, _, _ := strings.Cut(strings.ToLower(r.Host), ":")
		defer l.enter(host)()
		pass(500 * time.Millisecond)
		if r.URL.Path == "/5" { // longer than the interval
			pass(5 * time.Second)
		}
		fmt.Fprint(w, "ok")
	}, func(t *testing.T, c *Client) {
		var wg sync.WaitGroup
		for i := range 10 {
			for _, host := range []string{"a.example", "b.example", "A.example:80"} {
				wg.Go(func() {
					if _, err := c.Get(t.Context(), Request{URL: fmt.Sprintf("http://%s/%d", host, i)}); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
	})
	if l.most["a.example"] > 1 || l.most["b.example"] > 1 {
		t.Errorf("at once: %v", l.most)
	}
	if l.overall < 2 {
		t.Error("hosts waited for each other")
	}
	for host, at := range l.at {
		for i := 1; i < len(at); i++ {
			if gap := at[i].Sub(at[i-1]); gap < 2*time.Second {
				t.Errorf("%s was asked again after %v", host, gap)
			}
		}
	}
}

func TestRetryAfterSilencesAHost(t *testing.T) {
	asked := 0
	inBubble(t, Options{}, func(w http.ResponseWriter, _ *http.Request) {
		if asked++; asked == 1 {
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		fmt.Fprint(w, "ok")
	}, func(t *testing.T, c *Client) {
		r := Request{URL: "http://busy.example/"}
		_, err := c.Get(t.Context(), r)
		_ = wantKind(t, err, Busy)
		pass(30 * time.Second)
		_, err = c.Get(t.Context(), r)
		if e := wantKind(t, err, Busy); e.RetryAfter != time.Minute || asked != 1 {
			t.Errorf("after half a minute: %v, asked %d times", e, asked)
		}
		if _, err := c.Get(t.Context(), Request{URL: "http://other.example/"}); err != nil {
			t.Errorf("another host: %v", err)
		}
		pass(61 * time.Second)
		if _, err := c.Get(t.Context(), r); err != nil {
			t.Errorf("after the time has passed: %v", err)
		}
	})
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	inBubble(t, Options{Interval: time.Hour}, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") },
		func(t *testing.T, c *Client) {
			r := Request{URL: "http://a.example/"}
			if _, err := c.Get(t.Context(), r); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			began := time.Now()
			_, err := c.Get(ctx, r)
			_ = wantKind(t, err, Cancelled)
			if took := time.Since(began); took != time.Minute {
				t.Errorf("waited %v", took)
			}
			pass(time.Hour)
			if _, err := c.Get(t.Context(), r); err != nil {
				t.Errorf("the turn was lost: %v", err)
			}
		})
}

func TestHostsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var turns turns
		for i := range 3 * maxHosts {
			done, err := turns.take(t.Context(), fmt.Sprint(i), time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			done()
			pass(time.Millisecond)
		}
		if n := len(turns.hosts); n > maxHosts {
			t.Errorf("%d hosts are remembered, want at most %d", n, maxHosts)
		}
	})
}
