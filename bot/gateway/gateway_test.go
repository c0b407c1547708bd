package gateway

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"sitrep/internal/discordtest"
)

// client is a running Run against a stand-in.
type client struct {
	srv    *discordtest.Server
	done   chan error
	cancel context.CancelFunc

	mu     sync.Mutex
	events []string
	up     int
	how    []string
}

// start connects in a synctest bubble. change may alter the options.
func start(t *testing.T, srv *discordtest.Server, change func(*Options)) *client {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	c := &client{srv: srv, done: make(chan error, 1), cancel: cancel}
	o := Options{
		Token: srv.Token(), Intents: discordgo.IntentsGuilds, Dialer: srv.Dialer(),
		Info: Info{URL: srv.GatewayURL(), Shards: 1, Starts: StartLimit{Concurrency: 1}},
		Dispatch: func(_ context.Context, e *discordgo.Event) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.events = append(c.events, e.Type)
		},
		Connected: func(_ int, up bool) {
			c.mu.Lock()
			defer c.mu.Unlock()
			if up {
				c.up++
			} else {
				c.up--
			}
		},
		Reconnecting: func(_ int, how string) {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.how = append(c.how, how)
		},
	}
	if change != nil {
		change(&o)
	}
	go func() { c.done <- Run(ctx, o) }()
	t.Cleanup(func() {
		cancel()
		synctest.Wait()
	})
	return c
}

// later lets time pass in the bubble.
func later(t *testing.T, d time.Duration) {
	t.Helper()
	sleep(t.Context(), d)
	synctest.Wait()
}

// session is the stand-in's only session.
func (c *client) session(t *testing.T) discordtest.Session {
	t.Helper()
	all := c.srv.Sessions()
	if len(all) != 1 {
		t.Fatalf("%d sessions: %+v", len(all), all)
	}
	return all[0]
}

// count is how often an event came.
func (c *client) count(event string) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.events {
		if e == event {
			n++
		}
	}
	return n
}

// bubble runs test in a synctest bubble with a stand-in in memory.
func bubble(t *testing.T, o discordtest.Options, test func(t *testing.T, srv *discordtest.Server)) {
	t.Helper()
	o.InMemory = true
	synctest.Test(t, func(t *testing.T) { test(t, discordtest.New(t, o)) })
}

func TestIdentifies(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		c := start(t, srv, nil)
		later(t, time.Second)
		s := c.session(t)
		if s.Intents != 1 || s.Shard != [2]int{0, 1} || s.Version != Version || !s.Connected {
			t.Errorf("identified as %+v", s)
		}
		if c.count("READY") != 1 || c.count("GUILD_CREATE") == 0 || c.up != 1 {
			t.Errorf("events %v, %d connected", c.events, c.up)
		}
		c.cancel()
		if err := <-c.done; err != nil {
			t.Errorf("ended with %v", err)
		}
		later(t, time.Second)
		if all := srv.Sessions(); len(all) != 0 {
			t.Errorf("left without goodbye: %+v", all)
		}
	})
}

// TestSessionsGoOn interrupts a session in each way after which Discord lets it be resumed: no event is lost, none
// comes twice, and no session start is spent.
func TestSessionsGoOn(t *testing.T) {
	tests := []struct {
		name      string
		interrupt func(*testing.T, *discordtest.Server)
	}{
		{"the network drops", func(_ *testing.T, s *discordtest.Server) { s.DropGateway() }},
		{"closed with an unknown error", func(_ *testing.T, s *discordtest.Server) { s.CloseGateway(4000) }},
		{"closed for too many frames", func(_ *testing.T, s *discordtest.Server) { s.CloseGateway(4008) }},
		{"asked to reconnect", func(_ *testing.T, s *discordtest.Server) { s.AskReconnect() }},
		{"invalid, but resumable", func(_ *testing.T, s *discordtest.Server) { s.InvalidateSessions(true) }},
		{"no acknowledgements", func(t *testing.T, s *discordtest.Server) {
			s.StopAcks(true)
			later(t, 100*time.Second)
			s.StopAcks(false)
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
				c := start(t, srv, nil)
				later(t, time.Minute)
				deleted := 0
				for _, channel := range []string{discordtest.News, discordtest.Wire} {
					test.interrupt(t, srv)
					srv.DeleteChannel(channel) // while nobody is connected, or about to be cut off
					deleted++
					later(t, 3*time.Minute)
					s := c.session(t)
					if s.Resumed < deleted || s.Path != discordtest.ResumePath || !s.Connected {
						t.Fatalf("after %d interruptions: %+v", deleted, s)
					}
				}
				if n := srv.Identifies(); n != 1 {
					t.Errorf("identified %d times", n)
				}
				if n := c.count("CHANNEL_DELETE"); n != deleted {
					t.Errorf("%d of %d events came", n, deleted)
				}
				if c.up != 1 {
					t.Errorf("%d connections are up", c.up)
				}
			})
		})
	}
}

func TestLostSessionsBeginAnew(t *testing.T) {
	tests := []struct {
		name string
		lose func(*discordtest.Server)
	}{
		{"invalid", func(s *discordtest.Server) { s.InvalidateSessions(false) }},
		{"invalid sequence", func(s *discordtest.Server) { s.CloseGateway(4007) }},
		{"timed out", func(s *discordtest.Server) { s.CloseGateway(4009) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
				asked := 0
				c := start(t, srv, func(o *Options) {
					o.Restart = func(context.Context) (Info, error) {
						asked++
						return o.Info, nil
					}
				})
				later(t, time.Minute)
				test.lose(srv)
				later(t, 30*time.Second)
				if n := c.count("READY"); n != 2 || asked != 1 {
					t.Errorf("%d times READY, asked %d times whether a session may be started", n, asked)
				}
			})
		})
	}
}

func TestInvalidSessionsAreNotRushed(t *testing.T) {
	bubble(t, discordtest.Options{IdentifyEvery: 2 * time.Hour}, func(t *testing.T, srv *discordtest.Server) {
		c := start(t, srv, nil)
		later(t, time.Second)
		srv.InvalidateSessions(false)
		later(t, 110*time.Minute) // Discord is in trouble and refuses each new session
		if n := srv.Identifies(); n > 70 || n < 10 {
			t.Errorf("identified %d times within two hours of refusals", n)
		}
		later(t, 20*time.Minute)
		if n := c.count("READY"); n != 2 {
			t.Errorf("%d times READY after Discord's trouble", n)
		}
	})
}

func TestFatalCloseCodesEndIt(t *testing.T) {
	for code := range fatal {
		bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
			c := start(t, srv, nil)
			later(t, time.Minute)
			begin := time.Now()
			srv.CloseGateway(code)
			err := <-c.done
			if got, ok := errors.AsType[*FatalError](err); !ok || got.Code != code {
				t.Errorf("closed with %d: %v", code, err)
			}
			if took := time.Since(begin); took > time.Second {
				t.Errorf("closed with %d: ended after %v", code, took)
			}
		})
	}
}

func TestARefusedTokenEndsIt(t *testing.T) {
	bubble(t, discordtest.Options{KeepViolations: true}, func(t *testing.T, srv *discordtest.Server) {
		c := start(t, srv, func(o *Options) { o.Token = "wrong" })
		err := <-c.done
		if got, ok := errors.AsType[*FatalError](err); !ok || got.Code != discordtest.CloseBadToken {
			t.Errorf("with a wrong token: %v", err)
		}
	})
}

// TestRefusedUpgrades lets the gateway refuse eight connections in a row: it is found again within a minute of its
// return.
func TestRefusedUpgrades(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		var refusing atomic.Bool
		var refused atomic.Int64
		c := start(t, srv, func(o *Options) {
			dialer := *srv.Dialer()
			dial := dialer.NetDialContext
			dialer.NetDialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				if refusing.Load() {
					refused.Add(1)
					return nil, errors.New("connection refused")
				}
				return dial(ctx, network, address)
			}
			o.Dialer = &dialer
		})
		later(t, time.Minute)
		refusing.Store(true)
		srv.DropGateway()
		for refused.Load() < 8 {
			later(t, time.Second)
		}
		refusing.Store(false)
		begin := time.Now()
		for len(srv.Sessions()) == 0 || !srv.Sessions()[len(srv.Sessions())-1].Connected {
			later(t, time.Second)
			if time.Since(begin) > time.Hour {
				t.Fatal("not back within an hour")
			}
		}
		if took := time.Since(begin); took > time.Minute {
			t.Errorf("back %v after the gateway's return", took)
		}
		later(t, 10*time.Second)
		if c.up != 1 {
			t.Errorf("%d connections are up", c.up)
		}
	})
}

func TestAFlappingNetwork(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		c := start(t, srv, nil)
		later(t, time.Second)
		for i := range 40 {
			srv.DropGateway()
			later(t, time.Duration(1+i%7)*3*time.Second)
		}
		later(t, time.Minute)
		if s := c.session(t); !s.Connected || srv.Identifies() != 1 {
			t.Errorf("after 40 cuts: %+v, identified %d times", s, srv.Identifies())
		}
	})
}

func TestADeadConnectionIsNoticedWithinTwoBeats(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		c := start(t, srv, nil)
		later(t, 5*time.Minute)
		srv.StopAcks(true)
		begin := time.Now()
		for c.session(t).Resumed == 0 && time.Since(begin) < time.Hour {
			later(t, time.Second)
		}
		if took := time.Since(begin); took > 2*45*time.Second {
			t.Errorf("a connection without acknowledgements was replaced after %v", took)
		}
	})
}

func TestHeartbeatsOnDemand(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		c := start(t, srv, nil)
		later(t, time.Minute)
		for range 5 {
			srv.AskHeartbeat()
			later(t, time.Second)
		}
		later(t, 10*time.Minute)
		if s := c.session(t); s.Resumed != 0 || !s.Connected {
			t.Errorf("after heartbeats on demand: %+v", s)
		}
	})
}

func TestShardsStartAsFastAsDiscordAllows(t *testing.T) {
	bubble(t, discordtest.Options{Shards: 8, Concurrency: 2}, func(t *testing.T, srv *discordtest.Server) {
		begin := time.Now()
		start(t, srv, func(o *Options) { o.Info.Shards, o.Info.Starts.Concurrency = 8, 2 })
		if err := srv.WaitSessions(t.Context(), 8); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > 4*IdentifyEvery {
			t.Errorf("8 shards, two at a time, took %v to start", took)
		}
		if got := srv.Identifies(); got != 8 {
			t.Errorf("8 shards identified %d times: some too early", got)
		}
	})
}

// TestAPeerThatSaysNothing bounds what a gateway can do that accepts a connection and then neither speaks nor reads.
func TestAPeerThatSaysNothing(t *testing.T) {
	tests := []struct {
		name, first string
	}{
		{"no hello", ""},
		{"no READY", `{"op":10,"d":{"heartbeat_interval":45000}}`},
		{"no JSON", `{"op":`},
		{"no hello but a dispatch", `{"op":0,"t":"READY","s":1,"d":{}}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var tries atomic.Int64
				dialer := silentPeer(t, test.first, &tries)
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan error, 1)
				go func() {
					done <- Run(ctx, Options{
						Token: "x", Info: Info{URL: "ws://gateway.invalid/"}, Dialer: dialer,
						Dispatch: func(context.Context, *discordgo.Event) {},
					})
				}()
				later(t, 5*time.Minute)
				if n := tries.Load(); n < 3 || n > 20 {
					t.Errorf("connected %d times in five minutes", n)
				}
				begin := time.Now()
				cancel()
				if err := <-done; err != nil {
					t.Errorf("ended with %v", err)
				}
				if took := time.Since(begin); took > 2*goodbyePatience {
					t.Errorf("took %v to leave", took)
				}
			})
		})
	}
}

// silentPeer accepts websockets in memory, sends first on each, and reads nothing.
func silentPeer(t *testing.T, first string, tries *atomic.Int64) *websocket.Dialer {
	t.Helper()
	return &websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) {
		tries.Add(1)
		here, there := net.Pipe()
		go func() {
			conn := there
			var upgrader websocket.Upgrader
			handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				ws, err := upgrader.Upgrade(w, r, nil)
				if err == nil && first != "" {
					_ = ws.WriteMessage(websocket.TextMessage, []byte(first))
				}
			})
			srv := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}
			_ = srv.Serve(&oneListener{conn: conn})
		}()
		return here, nil
	}}
}

// oneListener accepts one connection.
type oneListener struct{ conn net.Conn }

func (l *oneListener) Accept() (net.Conn, error) {
	if l.conn == nil {
		return nil, net.ErrClosed
	}
	c := l.conn
	l.conn = nil
	return c, nil
}
func (l *oneListener) Close() error   { return nil }
func (l *oneListener) Addr() net.Addr { return &net.TCPAddr{} }

// TestRefusedOverHTTP shows that a refusal by a proxy is told with its status.
func TestRefusedOverHTTP(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer srv.Close()
	s := &shard{o: &Options{}}
	_, err := s.dial(t.Context(), "ws"+strings.TrimPrefix(srv.URL, "http"))
	if err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("refused with 503: %v", err)
	}
}

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"wss://gateway.discord.gg":             "wss://gateway.discord.gg/?encoding=json&v=10",
		"wss://gateway.discord.gg/?v=9#x":      "wss://gateway.discord.gg/?encoding=json&v=10",
		"ws://127.0.0.1:8080/gateway?shard=us": "ws://127.0.0.1:8080/gateway?encoding=json&shard=us&v=10",
		"https://gateway.discord.gg":           "",
		"":                                     "",
		"wss://":                               "",
	} {
		got, err := Address(in)
		if got != want || (err != nil) != (want == "") {
			t.Errorf("Address(%q) = %q, %v, want %q", in, got, err, want)
		}
	}
}
