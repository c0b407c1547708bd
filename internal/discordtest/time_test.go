package discordtest_test

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"sitrep/internal/discordtest"
)

// bubble runs f with a server in memory and the fake clock of synctest.
func bubble(t *testing.T, opt discordtest.Options, f func(t *testing.T, srv *discordtest.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		opt.InMemory = true
		f(t, discordtest.New(t, opt))
	})
}

// send posts a message and returns the answer's status and header.
func send(t *testing.T, srv *discordtest.Server, channel, body string) (int, http.Header) {
	t.Helper()
	return sendFrom(t, srv, channel, strings.NewReader(body))
}

func sendFrom(t *testing.T, srv *discordtest.Server, channel string, body io.Reader) (int, http.Header) {
	t.Helper()
	address := srv.URL() + "channels/" + channel + "/messages"
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+srv.Token())
	req.Header.Set("User-Agent", "DiscordBot (https://example.org, 1)")
	req.Header.Set("Content-Type", "application/json")
	resp, err := srv.Client().Do(req)
	if err != nil {
		return 0, nil
	}
	defer func() { _ = resp.Body.Close() }()
	return resp.StatusCode, resp.Header
}

// pass lets d go by on the bubble's fake clock.
func pass(d time.Duration) { <-time.After(d) }

const hello = `{"content":"hello"}`

// TestARequestThatIsCut breaks a connection off within a request, as a client does that is killed: nobody has asked for
// anything.
func TestARequestThatIsCut(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		broken := io.MultiReader(strings.NewReader(hello[:8]), iotest.ErrReader(errors.New("killed")))
		if status, _ := sendFrom(t, srv, discordtest.News, broken); status != 0 {
			t.Errorf("a request without its end is answered with %d", status)
		}
		synctest.Wait()
		if n := len(srv.Messages(discordtest.News)) + len(srv.Violations()) + len(srv.Requests()); n != 0 {
			t.Errorf("%d messages, violations and requests came of it", n)
		}
	})
}

func TestRouteLimit(t *testing.T) {
	bubble(t, discordtest.Options{KeepViolations: true}, func(t *testing.T, srv *discordtest.Server) {
		for i := range 5 {
			status, h := send(t, srv, discordtest.News, hello)
			if want := fmt.Sprint(4 - i); status != 200 || h.Get("X-RateLimit-Remaining") != want ||
				h.Get("X-RateLimit-Limit") != "5" {
				t.Fatalf("request %d: %d, remaining %s of %s, want 200, %s of 5", i, status,
					h.Get("X-RateLimit-Remaining"), h.Get("X-RateLimit-Limit"), want)
			}
		}
		pass(2 * time.Second)
		status, h := send(t, srv, discordtest.News, hello)
		if status != 429 || h.Get("X-RateLimit-Scope") != "user" || h.Get("Retry-After") != "3" ||
			h.Get("X-RateLimit-Reset-After") != "3.000" {
			t.Errorf("the sixth: %d %v", status, h)
		}
		if status, _ := send(t, srv, discordtest.Wire, hello); status != 200 {
			t.Errorf("another channel: %d, want 200", status)
		}
		pass(3 * time.Second)
		if status, _ := send(t, srv, discordtest.News, hello); status != 200 {
			t.Errorf("after the reset: %d, want 200", status)
		}
	})
}

func TestGlobalLimit(t *testing.T) {
	wide := map[string]discordtest.Limit{"POST /channels/{channel_id}/messages": {Requests: 1000, Per: time.Second}}
	bubble(t, discordtest.Options{KeepViolations: true, Limits: wide}, func(t *testing.T, srv *discordtest.Server) {
		for i := range 50 {
			if status, _ := send(t, srv, discordtest.News, hello); status != 200 {
				t.Fatalf("request %d: %d", i, status)
			}
		}
		status, h := send(t, srv, discordtest.Wire, hello)
		if status != 429 || h.Get("X-RateLimit-Scope") != "global" || h.Get("X-RateLimit-Global") != "true" {
			t.Errorf("the 51st: %d %v", status, h)
		}
		pass(time.Second)
		if status, _ := send(t, srv, discordtest.Wire, hello); status != 200 {
			t.Errorf("a second later: %d, want 200", status)
		}
	})
}

func TestBan(t *testing.T) {
	bubble(t, discordtest.Options{KeepViolations: true, InvalidLimit: 3}, func(t *testing.T, srv *discordtest.Server) {
		srv.Inject(discordtest.Fault{Status: 429, Scope: "shared", Times: 5})
		for range 5 {
			send(t, srv, discordtest.News, hello)
		}
		if status, _ := send(t, srv, discordtest.News, hello); status != 200 {
			t.Fatalf("429s of scope shared counted as invalid: %d", status)
		}
		for range 3 {
			if status, _ := send(t, srv, discordtest.Quiet, hello); status != 403 {
				t.Fatalf("status %d, want 403", status)
			}
		}
		status, h := send(t, srv, discordtest.News, hello)
		if status != 429 || h.Get("Content-Type") != "text/html" {
			t.Errorf("after the third invalid request: %d %v, want the ban page", status, h)
		}
		pass(time.Hour)
		if status, _ := send(t, srv, discordtest.News, hello); status != 200 {
			t.Errorf("an hour later: %d, want 200", status)
		}
	})
}

func TestNonce(t *testing.T) {
	const body = `{"content":"digest 7","nonce":"d7","enforce_nonce":true}`
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		srv.Inject(discordtest.Fault{Method: "POST", Path: "/channels/*/messages", After: true, Drop: true})
		if status, _ := send(t, srv, discordtest.News, body); status != 0 {
			t.Fatalf("the answer was not lost: %d", status)
		}
		if status, _ := send(t, srv, discordtest.News, body); status != 200 {
			t.Fatalf("the resend: %d", status)
		}
		if n := len(srv.Messages(discordtest.News)); n != 1 {
			t.Errorf("%d messages after a resend with the same nonce, want 1", n)
		}
		send(t, srv, discordtest.News, `{"content":"digest 7","nonce":"d7"}`)
		if n := len(srv.Messages(discordtest.News)); n != 2 {
			t.Errorf("%d messages without enforce_nonce, want 2", n)
		}
		pass(6 * time.Minute)
		send(t, srv, discordtest.News, body)
		if n := len(srv.Messages(discordtest.News)); n != 3 {
			t.Errorf("%d messages after the nonce was forgotten, want 3", n)
		}
	})
}

func TestFaults(t *testing.T) {
	tests := []struct {
		name   string
		fault  discordtest.Fault
		status int
		posted int
		took   time.Duration
	}{
		{"server error", discordtest.Fault{Status: 503}, 503, 0, 0},
		{"server error after the fact", discordtest.Fault{Status: 502, After: true}, 502, 1, 0},
		{"dropped", discordtest.Fault{Drop: true}, 0, 0, 0},
		{"slow", discordtest.Fault{Delay: 20 * time.Second}, 200, 1, 20 * time.Second},
		{"permission", discordtest.Fault{Status: 403, Code: 50013, Message: "Missing Permissions"}, 403, 0, 0},
		{"another route", discordtest.Fault{Path: "/users/@me", Status: 500}, 200, 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
				srv.Inject(tt.fault)
				start := time.Now()
				status, _ := send(t, srv, discordtest.News, hello)
				if took := time.Since(start); status != tt.status || took != tt.took ||
					len(srv.Messages(discordtest.News)) != tt.posted {
					t.Errorf("status %d after %v, %d messages; want %d, %v, %d", status, took,
						len(srv.Messages(discordtest.News)), tt.status, tt.took, tt.posted)
				}
				if got := srv.Count(tt.status); got != 1 {
					t.Errorf("Count(%d) = %d, want 1", tt.status, got)
				}
			})
		})
	}
}

func TestInteractionTimes(t *testing.T) {
	bubble(t, discordtest.Options{KeepViolations: true}, func(t *testing.T, srv *discordtest.Server) {
		received := make(chan *discordgo.Interaction, 2)
		dg := connected(t, srv, func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
			received <- i.Interaction
			answer(dg, i)
		})
		ben := srv.User(discordtest.Ben)
		start := time.Now()
		if _, err := ben.Invoke(t.Context(), "/who silent"); !errors.Is(err, discordtest.ErrNoAnswer) ||
			time.Since(start) != 3*time.Second {
			t.Errorf("Invoke = %v after %v, want %v after 3s", err, time.Since(start), discordtest.ErrNoAnswer)
		}
		pass(time.Millisecond)
		err := dg.InteractionRespond(<-received,
			&discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong})
		if err == nil {
			t.Error("an answer after three seconds was taken")
		}
		start = time.Now()
		if _, err := ben.Invoke(t.Context(), "/who forever"); !errors.Is(err, discordtest.ErrNoFollowUp) ||
			time.Since(start) != 15*time.Minute {
			t.Errorf("Invoke = %v after %v, want %v after 15m", err, time.Since(start), discordtest.ErrNoFollowUp)
		}
		pass(time.Millisecond)
		_, err = dg.FollowupMessageCreate(<-received, true, &discordgo.WebhookParams{Content: "too late"})
		wantCode(t, err, http.StatusUnauthorized, 50027)
	})
}

func TestAnswerTwice(t *testing.T) {
	bubble(t, discordtest.Options{KeepViolations: true}, func(t *testing.T, srv *discordtest.Server) {
		second := make(chan error, 1)
		connected(t, srv, func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
			answer(dg, i)
			second <- dg.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{Content: "again"},
			})
		})
		if _, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/who x"); err != nil {
			t.Fatal(err)
		}
		wantCode(t, <-second, http.StatusBadRequest, 40060)
		if len(srv.Violations()) != 1 {
			t.Errorf("violations: %v, want one", srv.Violations())
		}
	})
}

// raw is a gateway connection without discordgo.
type raw struct {
	t  *testing.T
	ws *websocket.Conn
}

func dial(t *testing.T, srv *discordtest.Server) raw {
	t.Helper()
	ws, resp, err := srv.Dialer().DialContext(t.Context(), srv.GatewayURL()+"?v=10&encoding=json", nil)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	t.Cleanup(func() { _ = ws.Close() })
	return raw{t, ws}
}

func (r raw) send(op int, d any) {
	r.t.Helper()
	if err := r.ws.WriteJSON(map[string]any{"op": op, "d": d}); err != nil {
		r.t.Fatal(err)
	}
}

type frame struct {
	Op   int
	Type string `json:"t"`
	Seq  int64  `json:"s"`
	Data any    `json:"d"`
}

func (r raw) next() (frame, error) {
	var f frame
	err := r.ws.ReadJSON(&f)
	return f, err
}

// identify is a valid IDENTIFY, changed by with.
func identify(srv *discordtest.Server, with map[string]any) map[string]any {
	out := map[string]any{"token": srv.Token(), "intents": 1, "properties": map[string]string{"os": "linux"}}
	maps.Copy(out, with)
	return out
}

func TestGatewayCloseCodes(t *testing.T) {
	tests := []struct {
		name string
		opt  discordtest.Options
		do   func(raw, *discordtest.Server)
		want int
	}{
		{"wrong token", discordtest.Options{}, func(r raw, s *discordtest.Server) {
			r.send(2,
				identify(s, map[string]any{"token": "x"}))
		}, 4004},
		{"privileged intent", discordtest.Options{}, func(r raw,
			s *discordtest.Server,
		) {
			r.send(2, identify(s, map[string]any{"intents": 1 << 15}))
		}, 4014},
		{"unknown intent", discordtest.Options{}, func(r raw,
			s *discordtest.Server,
		) {
			r.send(2, identify(s, map[string]any{"intents": 1 << 30}))
		}, 4013},
		{"shard out of range", discordtest.Options{}, func(r raw,
			s *discordtest.Server,
		) {
			r.send(2, identify(s, map[string]any{"shard": []int{2, 2}}))
		}, 4010},
		{
			"sharding required",
			discordtest.Options{Shards: 2},
			func(r raw, s *discordtest.Server) { r.send(2, identify(s, nil)) }, 4011,
		},
		{"not identified", discordtest.Options{}, func(r raw, _ *discordtest.Server) { r.send(3, nil) }, 4003},
		{"unknown opcode", discordtest.Options{}, func(r raw, _ *discordtest.Server) { r.send(99, nil) }, 4001},
		{
			"too long",
			discordtest.Options{},
			func(r raw, _ *discordtest.Server) { r.send(2, strings.Repeat("x", 5000)) },
			4002,
		},
		{"121 frames in a minute", discordtest.Options{}, func(r raw, _ *discordtest.Server) {
			for range 121 {
				r.send(1, nil)
				if _, err := r.next(); err != nil {
					return
				}
			}
		}, 4008},
		{"no heartbeat", discordtest.Options{}, func(raw, *discordtest.Server) {}, 4009},
		{"on demand", discordtest.Options{}, func(_ raw, s *discordtest.Server) { s.CloseGateway(4000) }, 4000},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			bubble(t, tt.opt, func(t *testing.T, srv *discordtest.Server) {
				r := dial(t, srv)
				if f, err := r.next(); err != nil || f.Op != 10 {
					t.Fatalf("first frame %+v, %v, want HELLO", f, err)
				}
				synctest.Wait() // the connection is registered
				tt.do(r, srv)
				for {
					_, err := r.next()
					if err == nil {
						continue
					}
					if closed, ok := errors.AsType[*websocket.CloseError](err); !ok && tt.want != 4008 ||
						ok && closed.Code != tt.want {
						t.Errorf("closed with %v, want %d", err, tt.want)
					}
					return
				}
			})
		})
	}
}

func TestResume(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		first := dial(t, srv)
		read := func(r raw, want string) frame {
			t.Helper()
			f, err := r.next()
			if err != nil || f.Type != want {
				t.Fatalf("frame %+v, %v, want %s", f, err, want)
			}
			return f
		}
		read(first, "")
		first.send(2, identify(srv, nil))
		session := read(first, "READY").Data.(map[string]any)["session_id"]
		last := read(first, "GUILD_CREATE").Seq
		srv.DropGateway()
		if _, err := first.next(); err == nil {
			t.Fatal("the connection was not dropped")
		}
		synctest.Wait()
		srv.DeleteChannel(discordtest.News)
		second := dial(t, srv)
		read(second, "")
		second.send(6, map[string]any{"token": srv.Token(), "session_id": session, "seq": last})
		if missed := read(second, "CHANNEL_DELETE"); missed.Seq != last+1 {
			t.Errorf("the missed event has seq %d, want %d", missed.Seq, last+1)
		}
		read(second, "RESUMED")
		if got := srv.Sessions(); len(got) != 1 || got[0].Resumed != 1 || !got[0].Connected {
			t.Errorf("Sessions() = %+v", got)
		}

		srv.InvalidateSessions(false)
		if f := read(second, ""); f.Op != 9 || f.Data != false {
			t.Errorf("frame %+v, want an invalid session", f)
		}
		third := dial(t, srv)
		read(third, "")
		third.send(6, map[string]any{"token": srv.Token(), "session_id": session, "seq": last})
		if f := read(third, ""); f.Op != 9 {
			t.Errorf("frame %+v, want an invalid session", f)
		}
	})
}
