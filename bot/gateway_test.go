package bot

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"

	"sitrep/bot/gateway"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

func TestConnectionsAreResumed(t *testing.T) {
	tests := []struct {
		name      string
		interrupt func(*testing.T, *discordtest.Server)
	}{
		{"the network drops", func(_ *testing.T, s *discordtest.Server) { s.DropGateway() }},
		{"Discord closes", func(_ *testing.T, s *discordtest.Server) { s.CloseGateway(4000) }},
		{"Discord asks for a reconnection", func(_ *testing.T, s *discordtest.Server) { s.AskReconnect() }},
		{"Discord asks for a heartbeat", func(_ *testing.T, s *discordtest.Server) { s.AskHeartbeat() }},
		{"the session is invalid", func(_ *testing.T, s *discordtest.Server) { s.InvalidateSessions(false) }},
		{"heartbeats are not acknowledged", func(t *testing.T, s *discordtest.Server) {
			s.StopAcks(true)
			wait(t.Context(), 10*time.Minute)
			s.StopAcks(false)
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inMemory(t, func(t *testing.T, srv *discordtest.Server) {
				connect(t, srv, Options{})
				for range 3 {
					test.interrupt(t, srv)
					wait(t.Context(), 2*time.Minute)
					if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil ||
						!strings.Contains(m.Text(), "/who") {
						t.Fatalf("afterwards: %v", err)
					}
				}
			})
		})
	}
}

func TestShards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := discordtest.New(t, discordtest.Options{InMemory: true, Shards: 2})
		connect(t, srv, Options{})
		if err := srv.WaitSessions(t.Context(), 2); err != nil {
			t.Fatal(err)
		}
		if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil ||
			!strings.Contains(m.Text(), "/who") {
			t.Errorf("with two shards: %v", err)
		}
	})
}

// closing is a Discord whose gateway closes with a code as soon as somebody identifies.
func closing(t *testing.T, code int) *httptest.Server {
	t.Helper()
	var upgrader websocket.Upgrader
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	mux.HandleFunc("/api/v10/gateway/bot", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{
			"url":    "ws" + strings.TrimPrefix(srv.URL, "http") + "/ws",
			"shards": 1,
		})
	})
	mux.HandleFunc("/ws", func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			t.Errorf("upgrade: %v", err)
			return
		}
		defer func() { _ = conn.Close() }()
		_ = conn.WriteMessage(websocket.TextMessage, []byte(`{"op":10,"d":{"heartbeat_interval":45000}}`))
		_, _, _ = conn.ReadMessage() // IDENTIFY
		_ = conn.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""))
	})
	return srv
}

func TestFatalCloseCodesSayWhatToDo(t *testing.T) {
	for code, want := range fatal {
		b, err := New(slog.New(slog.DiscardHandler), lockedStore{},
			Options{Token: "x", APIURL: closing(t, code).URL, Compose: composeSample})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Run(t.Context()); news.ErrorCode(err) != news.Invalid || err.Error() != want {
			t.Errorf("after close code %d: %v, want %q", code, err, want)
		}
	}
}

// inBubble is inMemory with options for the stand-in.
func inBubble(t *testing.T, o discordtest.Options, test func(t *testing.T, srv *discordtest.Server)) {
	t.Helper()
	o.InMemory = true
	synctest.Test(t, func(t *testing.T) { test(t, discordtest.New(t, o)) })
}

func TestOnlyTheIntentGuilds(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		if all := srv.Sessions(); len(all) != 1 || all[0].Intents != 1 || all[0].Shard != [2]int{0, 1} ||
			all[0].Version != "10" {
			t.Errorf("identified as %+v", all)
		}
	})
}

func TestShardsStartAsFastAsDiscordAllows(t *testing.T) {
	inBubble(t, discordtest.Options{Shards: 8, Concurrency: 2}, func(t *testing.T, srv *discordtest.Server) {
		start := time.Now()
		connect(t, srv, Options{})
		if err := srv.WaitSessions(t.Context(), 8); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took > 4*gateway.IdentifyEvery {
			t.Errorf("8 shards, two at a time, took %v to start", took)
		}
		if got := srv.Identifies(); got != 8 {
			t.Errorf("8 shards identified %d times: some too early", got)
		}
	})
}

func TestResumesWhereDiscordWantsIt(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		for _, interrupt := range []func(){
			srv.DropGateway, srv.AskReconnect, func() { srv.CloseGateway(4000) },
			srv.DropGateway,
		} {
			interrupt()
			wait(t.Context(), 30*time.Second)
		}
		all := srv.Sessions()
		if len(all) != 1 || all[0].Resumed != 4 || all[0].Path != discordtest.ResumePath || srv.Identifies() != 1 {
			t.Errorf("after four interruptions: %+v, identified %d times", all, srv.Identifies())
		}
	})
}

func TestADeadConnectionIsNoticed(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		wait(t.Context(), 5*time.Minute)
		srv.StopAcks(true)
		start := time.Now()
		for srv.Sessions()[0].Resumed == 0 && time.Since(start) < time.Hour {
			wait(t.Context(), time.Second)
		}
		if took := time.Since(start); took > 2*time.Minute+30*time.Second {
			t.Errorf("a connection without acknowledged heartbeats was replaced after %v", took)
		}
	})
}

func TestInvalidSessionsAreNotRushed(t *testing.T) {
	inBubble(t, discordtest.Options{IdentifyEvery: 2 * time.Hour}, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		srv.InvalidateSessions(false)
		wait(t.Context(), 110*time.Minute) // Discord is in trouble and refuses each new session
		if n := srv.Identifies(); n > 70 || n < 10 {
			t.Errorf("identified %d times within two hours of refusals", n)
		}
		wait(t.Context(), 20*time.Minute)
		if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil ||
			!strings.Contains(m.Text(), "/who") {
			t.Errorf("afterwards: %v", err)
		}
	})
}

func TestSessionStartsAreNotUsedUp(t *testing.T) {
	inBubble(t, discordtest.Options{Sessions: 3}, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		for range 5 { // a session that cannot be resumed costs a start
			srv.InvalidateSessions(false)
			wait(t.Context(), 2*time.Minute)
		}
		if n := srv.Identifies(); n != 3 { // a fourth gets the token reset
			t.Errorf("identified %d times, with 3 session starts a day", n)
		}
		wait(t.Context(), 24*time.Hour)
		if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil ||
			!strings.Contains(m.Text(), "/who") {
			t.Errorf("the day after: %v", err)
		}
	})
}

func TestFatalCloseCodesEndASession(t *testing.T) {
	for code, want := range fatal {
		inMemory(t, func(t *testing.T, srv *discordtest.Server) {
			b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{
				Token: srv.Token(), Topics: testTopics, Compose: composeSample, Transport: srv.Transport(),
				Dialer: srv.Dialer(),
			})
			if err != nil {
				t.Fatal(err)
			}
			done := make(chan error, 1)
			go func() { done <- b.Run(t.Context()) }()
			if err := srv.WaitCommands(t.Context(), ""); err != nil {
				t.Fatal(err)
			}
			srv.CloseGateway(code)
			start := time.Now()
			if err := <-done; news.ErrorCode(err) != news.Invalid || err.Error() != want {
				t.Errorf("closed with %d while connected: %v, want %q", code, err, want)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("closed with %d: ended after %v", code, took)
			}
		})
	}
}
