package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

// nobodyStore knows no names.
type nobodyStore struct{ lockedStore }

func (nobodyStore) FindEntities(context.Context, string, []news.EntityKind, int) ([]news.Entity, error) {
	return nil, nil
}

// poisonRenderer makes everything with a long button panic where it is rendered, until the test ends.
func poisonRenderer(t *testing.T) {
	t.Helper()
	whole := command.Renderer
	t.Cleanup(func() { command.Renderer = whole })
	command.Renderer = message.Renderer{Pack: func(string) (string, bool) { panic("a button that cannot be packed") }}
}

func TestAReplyThatCannotBeRendered(t *testing.T) {
	poisonRenderer(t)
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connectTo(t, srv, nobodyStore{}, Options{})
		ben := srv.User(discordtest.Ben)
		for range 3 {
			m, err := ben.Invoke(t.Context(), "/who name:"+strings.Repeat("Rumpelstiltskin ", 6))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(unescape(m.Text()), "Something went wrong (ref ") || !m.Ephemeral() {
				t.Errorf("answered with %s", m.JSON())
			}
		}
	})
}

func TestASenderThatPanics(t *testing.T) {
	var log strings.Builder
	s := &Sender{
		lg: slog.New(slog.NewTextHandler(&log, nil)), form: message.FormComponents,
		rest: testREST(t, func(*http.Request) *http.Response { panic("index out of range") }),
	}
	_, err := s.Send(t.Context(), sampleDigestDelivery())
	e, ok := errors.AsType[*delivery.Error](err)
	if !ok || e.Permanent || !strings.Contains(log.String(), "index out of range") {
		t.Errorf("Send: %+v, log %s", err, log.String())
	}
}

// panicking is a store that panics, whatever it is asked for in the background.
type panicking struct{ Store }

func (panicking) Owns(context.Context, string) (bool, error) { return false, nil }

// TestPanicsInTheBackground has what refreshes, registers and looks after subscriptions panic, and the gateway bring
// events that nobody expects.
func TestPanicsInTheBackground(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		b, _ := connectTo(t, srv, panicking{}, Options{})
		b.guarded(t.Context(), &discordgo.Event{Type: "INTERACTION_CREATE", RawData: json.RawMessage(`{"type":2}`)})
		wait(t.Context(), 10*time.Minute)
		ben := srv.User(discordtest.Ben)
		m, err := ben.Invoke(t.Context(), "/help")
		if err != nil || !strings.Contains(m.Text(), "Reads conflict news") {
			t.Errorf("/help afterwards: %v, %v", m, err)
		}
		if _, err := srv.User(discordtest.Carla).Autocomplete(t.Context(), "/subscriptions show number:1"); err != nil {
			t.Errorf("autocomplete that panics is not answered: %v", err)
		}
	})
}

// TestTheBotStopsWhateverHangs asks for an answer that never comes, and stops the bot.
func TestTheBotStopsWhateverHangs(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		hung := make(chan struct{})
		_, stop := connect(t, srv, Options{Compose: func(context.Context, digest.Request) (news.Digest, error) {
			<-hung
			return news.Digest{}, errors.New("gave up")
		}})
		defer close(hung)
		ben := srv.User(discordtest.Ben)
		if _, err := ben.Invoke(t.Context(), "/digest"); err == nil {
			synctest.Wait()
		}
		srv.Inject(discordtest.Fault{Method: "POST", Path: "/webhooks/*/*", Delay: time.Minute, Times: -1})
		begin := time.Now()
		stop()
		if took := time.Since(begin); took > 9*time.Second {
			t.Errorf("the bot took %v to stop", took)
		}
		if seen := ben.Sees(); len(seen) != 1 || !strings.Contains(seen[0].Text(), "was stopped") {
			t.Errorf("%d messages are seen: %s", len(seen), seen[0].JSON())
		}
	})
}

// TestACallbackThatIsLimited is answered with 429 to the first try.
func TestACallbackThatIsLimited(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		ben := srv.User(discordtest.Ben)
		for _, scope := range []string{"user", "shared", "global"} {
			srv.Inject(discordtest.Fault{
				Method: "POST", Path: "/interactions/*/*/callback", Status: 429, Scope: scope,
				RetryAfter: 700 * time.Millisecond,
			})
			m, err := ben.Invoke(t.Context(), "/help")
			if err != nil || !strings.Contains(m.Text(), "Reads conflict news") {
				t.Errorf("limited for 700 ms by scope %s: %v", scope, err)
			}
		}
	})
}

// TestReplayedInteractions cuts the connection; what is asked meanwhile is replayed when the session goes on.
func TestReplayedInteractions(t *testing.T) {
	var log lockedLog
	lg := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	b := &responder{lg: lg, now: time.Now, sessions: &sessions{}}
	made := func(ago time.Duration) string {
		return fmt.Sprint((time.Now().Add(-ago).UnixMilli() - discordEpoch) << 22)
	}
	arrive := func(ago time.Duration) (left time.Duration) {
		i := interaction{ID: made(ago), arrived: time.Now()}
		b.arrive(&i, true)
		return b.timeLeft(&i)
	}
	arrive(100 * time.Millisecond) // the usual way takes so long
	for _, test := range []struct {
		ago    time.Duration
		inTime bool
	}{{200 * time.Millisecond, true}, {2 * time.Second, true}, {4 * time.Second, false}, {time.Minute, false}} {
		if left := arrive(test.ago); (left > 0) != test.inTime {
			t.Errorf("of an interaction %v old, %v are left", test.ago, left)
		}
	}
	raw, err := json.Marshal(map[string]any{"id": made(time.Minute), "type": interactionPing})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.interact(t.Context(), raw, time.Now(), true); err != nil { // without a client it can answer nothing
		t.Error(err)
	}
	if !strings.Contains(log.String(), "level=DEBUG") || !strings.Contains(log.String(), "too late") {
		t.Errorf("the log says %q", log.String())
	}
	if b.sessions.resuming() {
		t.Error("resuming before the first session")
	}
	b.sessions.connected(0, true)
	b.sessions.connected(0, false)
	if !b.sessions.resuming() {
		t.Error("what a cut connection brings first is not taken for replayed")
	}
	b.sessions.connected(0, true)
	if b.sessions.resuming() {
		t.Error("resuming when the session goes on")
	}
}

// TestWhatIsAskedWhileTheConnectionIsCut asks while the connection is cut: the session goes on and brings what was
// missed. What can still be answered in time is, and what cannot is dropped and not answered in vain.
func TestWhatIsAskedWhileTheConnectionIsCut(t *testing.T) {
	for _, away := range []time.Duration{500 * time.Millisecond, 20 * time.Second} {
		inMemory(t, func(t *testing.T, srv *discordtest.Server) {
			var cut atomic.Bool
			dialer := *srv.Dialer()
			dial := dialer.NetDialContext
			dialer.NetDialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
				if cut.Load() {
					return nil, errors.New("network is unreachable")
				}
				return dial(ctx, network, address)
			}
			connectOver(t, srv, &dialer)
			wait(t.Context(), time.Minute)
			if _, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil { // how late events come
				t.Fatal(err)
			}
			cut.Store(true)
			srv.DropGateway()
			time.AfterFunc(away, func() { cut.Store(false) })
			m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help")
			if inTime := away < time.Second; (err == nil) != inTime {
				t.Errorf("asked during %v without a connection: %v, %v", away, m, err)
			}
			wait(t.Context(), time.Minute) // and whatever comes late is not refused: that would be a violation
			if resumed := srv.Sessions()[0].Resumed; resumed != 1 {
				t.Errorf("the session was resumed %d times", resumed)
			}
			if m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/help"); err != nil {
				t.Errorf("asked afterwards: %v, %v", m, err)
			}
		})
	}
}

// connectOver is connect over a network of the test's.
func connectOver(t *testing.T, srv *discordtest.Server, dialer *websocket.Dialer) {
	t.Helper()
	b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{
		Token: srv.Token(), Topics: testTopics, Transport: srv.Transport(), Dialer: dialer, Compose: composeSample,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		srv.Transport().(interface{ CloseIdleConnections() }).CloseIdleConnections()
	})
	waitForCommands(t, srv)
}

func TestAFormThatThereIsNotNamesItsKey(t *testing.T) {
	_, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{Token: "x", Form: "v3"})
	if news.ErrorCode(err) != news.Invalid || !strings.Contains(err.Error(), "discord.components") ||
		strings.Contains(err.Error(), "discord.form") {
		t.Errorf("New with a form that there is not: %v", err)
	}
}

// lockedLog is a log that several may write.
type lockedLog struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestOneUserCannotHoldUpTheOthers has one user ask a hundred heavy things at once.
func TestOneUserCannotHoldUpTheOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newFairQueue(4)
		var crowded, served int
		var mu sync.Mutex
		ask := func(server, user string) (waited time.Duration, err error) {
			begin := time.Now()
			if err := q.enter(t.Context(), server, user); err != nil {
				return 0, err
			}
			waited = time.Since(begin)
			wait(t.Context(), 10*time.Second)
			q.leave(user)
			return waited, nil
		}
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				_, err := ask("1", "greedy")
				mu.Lock()
				defer mu.Unlock()
				if errors.Is(err, errCrowded) {
					crowded++
				} else {
					served++
				}
			})
		}
		synctest.Wait()
		if waited, err := ask("1", "modest"); err != nil || waited != 0 {
			t.Errorf("another user of the server waited %v, %v", waited, err)
		}
		all.Wait()
		if served != maxPerUser+maxQueued || crowded != 100-served {
			t.Errorf("%d were served, %d refused", served, crowded)
		}
		if len(q.busy)+len(q.queued)+len(q.waiting) != 0 || q.free != 4 {
			t.Errorf("left behind: %+v", q)
		}
	})
}

// TestServersTakeTurns has one server's many users ask before the one of another server does.
func TestServersTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newFairQueue(1)
		var order []string
		var mu sync.Mutex
		var all sync.WaitGroup
		for i := range 20 {
			server := "large"
			if i == 19 {
				server = "small"
			}
			all.Go(func() {
				user := fmt.Sprint(i)
				if err := q.enter(t.Context(), server, user); err != nil {
					t.Error(err)
				}
				mu.Lock()
				order = append(order, server)
				mu.Unlock()
				wait(t.Context(), time.Second)
				q.leave(user)
			})
			synctest.Wait()
		}
		all.Wait()
		if got := strings.Join(order[:3], " "); !strings.Contains(got, "small") {
			t.Errorf("the small server waited behind the large one: %v", order)
		}
	})
}

func TestWhoGoesAwayLeavesTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newFairQueue(1)
		if err := q.enter(t.Context(), "1", "a"); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		left := make(chan error)
		go func() { left <- q.enter(ctx, "1", "b") }()
		synctest.Wait()
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		q.leave("a")
		if len(q.busy)+len(q.queued)+len(q.waiting) != 0 || q.free != 1 {
			t.Errorf("left behind: %+v", q)
		}
	})
}
