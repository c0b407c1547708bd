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
					if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil || !strings.Contains(m.Text(), "/who") {
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
		if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil || !strings.Contains(m.Text(), "/who") {
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
		_ = json.NewEncoder(w).Encode(map[string]any{"url": "ws" + strings.TrimPrefix(srv.URL, "http") + "/ws", "shards": 1})
	})
	mux.HandleFunc("/ws/", func(w http.ResponseWriter, r *http.Request) {
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
		b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{Token: "x", APIURL: closing(t, code).URL, Compose: composeSample})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Run(t.Context()); news.ErrorCode(err) != news.Invalid || err.Error() != want {
			t.Errorf("after close code %d: %v, want %q", code, err, want)
		}
	}
}
