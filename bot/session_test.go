package bot

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
)

// lockedStore is a database that cannot be read: what it is not asked for here panics, which is an error too.
type lockedStore struct{ Store }

var errLocked = &news.Error{Code: news.Unavailable, Message: "The database is busy. Try again in a minute."}

func (lockedStore) TopEntities(context.Context, news.EntityKind, time.Time, int) ([]news.Count, error) {
	return nil, errLocked
}

func (lockedStore) BlockedSubscriptions(context.Context) ([]news.Subscription, error) {
	return nil, errLocked
}

func (lockedStore) Subscriptions(context.Context, string) ([]news.Subscription, error) {
	return nil, errLocked
}
func (lockedStore) NoteServer(context.Context, string, time.Time) error { return nil }
func (lockedStore) Owns(context.Context, string) (bool, error)          { return false, nil }
func (lockedStore) ServerSettings(context.Context, string) (news.ServerSettings, error) {
	return news.ServerSettings{}, errLocked
}

func (lockedStore) OwnTopics(context.Context) ([]news.OwnTopic, error) { return nil, errLocked }

func (lockedStore) Sources(context.Context) ([]news.Source, error) { return nil, errLocked }

func (lockedStore) Facts(context.Context, news.FactQuery) ([]news.Fact, error) {
	return nil, errors.New("disk I/O error")
}

var testTopics = []news.Topic{{Slug: "ukraine-war", Name: "Ukraine war", Sign: "🟦"}, {Slug: "gaza", Name: "Gaza"}}

// composeSample composes the sample digest.
func composeSample(context.Context, digest.Request) (news.Digest, error) { return sampleDigest(), nil }

// connect runs a bot against srv until it is stopped or the test ends, and returns when its commands are registered.
func connect(t *testing.T, srv *discordtest.Server, o Options) (b *Bot, stop func()) {
	t.Helper()
	return connectTo(t, srv, lockedStore{}, o)
}

// connectTo is connect with a store.
func connectTo(t *testing.T, srv *discordtest.Server, store Store, o Options) (b *Bot, stop func()) {
	t.Helper()
	o.Token, o.Topics = srv.Token(), testTopics
	o.Transport, o.Dialer = srv.Transport(), srv.Dialer()
	if o.Compose == nil {
		o.Compose = composeSample
	}
	b, err := New(slog.New(slog.DiscardHandler), store, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Run: %v", err)
		}
		srv.Transport().(interface{ CloseIdleConnections() }).CloseIdleConnections()
	})
	t.Cleanup(stop)
	for len(srv.Commands(o.Guild)) == 0 {
		if t.Context().Err() != nil {
			t.Fatal("no commands were registered")
		}
		wait(t.Context(), 10*time.Millisecond)
	}
	return b, stop
}

// inMemory runs a test with a stand-in whose clock is the bubble's.
func inMemory(t *testing.T, test func(t *testing.T, srv *discordtest.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test(t, discordtest.New(t, discordtest.Options{InMemory: true}))
	})
}

// inMemoryAt is inMemory, begun at a time after the bubble's own beginning.
func inMemoryAt(t *testing.T, begin time.Time, test func(t *testing.T, srv *discordtest.Server)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		wait(t.Context(), time.Until(begin))
		test(t, discordtest.New(t, discordtest.Options{InMemory: true}))
	})
}

func TestSessionAgainstAnAddress(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{
		Token: srv.Token(), APIURL: strings.TrimSuffix(srv.URL(), "/api/v10/"), Topics: testTopics,
		Compose: composeSample,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	message, err := srv.User(discordtest.Anna).Invoke(waitForCommands(t, srv), "/help")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(message.Text(), "/subscribe") || !message.Ephemeral() {
		t.Errorf("/help answers %s", message.JSON())
	}
	cancel()
	if err := <-done; err != nil {
		t.Errorf("Run: %v", err)
	}
}

// waitForCommands returns when srv has commands.
func waitForCommands(t *testing.T, srv *discordtest.Server) context.Context {
	t.Helper()
	for len(srv.Commands("")) == 0 && t.Context().Err() == nil {
		wait(t.Context(), 10*time.Millisecond)
	}
	return t.Context()
}

func TestCommandsInDiscord(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		ben, carla := srv.User(discordtest.Ben), srv.User(discordtest.Carla)
		tests := []struct {
			name, line, want string
			user             *discordtest.User
			ephemeral        bool
		}{
			{"a digest for everybody", "/latest topic:ukraine-war", "Trump’s envoy in Moscow", ben, false},
			{"a topic in other words", "/latest topic:ukraine", "Trump’s envoy in Moscow", ben, false},
			{"a preview for one", "/digest", "Trump’s envoy in Moscow", ben, true},
			{"an unknown topic", "/latest topic:mars", "The topics are: Gaza, Ukraine war.", ben, true},
			{"a bad date", "/latest since:never", "is no date", ben, true},
			{"help for a reader", "/help", "> Who somebody is", ben, true},
			{"help for one command", "/help command:search", "/search query [source] [from] [to]", ben, true},
			{"a locked database", "/sources list", "The database is busy.", ben, true},
			{"a bug", "/status", "Something went wrong (ref ", ben, true},
			{"a schedule that never fires", "/subscribe topic:gaza schedule:0 8 30 2 *", "❌", carla, true},
			{
				"an unknown zone", "/subscribe topic:gaza schedule:daily 08:00 timezone:Mars/Olympus",
				"There is no time zone", carla, true,
			},
		}
		for _, test := range tests { // a bubble has no subtests
			m, err := test.user.Invoke(t.Context(), test.line)
			if err != nil {
				t.Fatalf("%s: %s: %v", test.name, test.line, err)
			}
			if !strings.Contains(unescape(m.Text()), test.want) {
				t.Errorf("%s: %s answers %q, want %q in it", test.name, test.line, m.Text(), test.want)
			}
			if m.Ephemeral() != test.ephemeral {
				t.Errorf("%s: %s: ephemeral %v, want %v", test.name, test.line, m.Ephemeral(), test.ephemeral)
			}
		}
	})
}

func TestAutocompleteInDiscord(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		got, err := srv.User(discordtest.Ben).Autocomplete(t.Context(), "/latest topic:ukr")
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].Value != "ukraine-war" {
			t.Errorf("choices %+v, want ukraine-war", got)
		}
		got, err = srv.User(discordtest.Carla).Autocomplete(t.Context(),
			"/subscribe topic:gaza schedule:daily 08:00 timezone:kyiv")
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || got[0].Value != "Europe/Kyiv" {
			t.Errorf("choices %+v, want Europe/Kyiv", got)
		}
	})
}

func TestSlowAnswersAreDeferred(t *testing.T) {
	slow := func(took time.Duration, err error) Options {
		return Options{Compose: func(ctx context.Context, _ digest.Request) (news.Digest, error) {
			select {
			case <-ctx.Done():
				return news.Digest{}, ctx.Err()
			case <-time.After(took):
				return sampleDigest(), err
			}
		}}
	}
	tests := []struct {
		name      string
		options   Options
		want      string
		ephemeral bool
	}{
		{"six seconds", slow(6*time.Second, nil), "Trump’s envoy in Moscow", false},
		{"an error after six seconds is for one reader", slow(6*time.Second, errLocked), "The database is busy.", true},
		{"for ever", slow(time.Hour, nil), "That took too long", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inMemory(t, func(t *testing.T, srv *discordtest.Server) {
				connect(t, srv, test.options)
				ben := srv.User(discordtest.Ben)
				m, err := ben.Invoke(t.Context(), "/latest")
				if err != nil && !test.ephemeral {
					t.Fatal(err)
				}
				synctest.Wait()
				wait(t.Context(), time.Minute)
				seen := ben.Sees()
				if len(seen) != 1 {
					t.Fatalf("%d messages are seen, want 1 (first %v)", len(seen), m)
				}
				if got := seen[0]; !strings.Contains(unescape(got.Text()), test.want) ||
					got.Ephemeral() != test.ephemeral {
					t.Errorf("the user sees %s", got.JSON())
				}
			})
		})
	}
}

func TestButtonsWorkAfterARestart(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		long := sampleDigest()
		for range 30 {
			long.Developments = append(long.Developments, long.Developments[0])
		}
		var asked atomic.Pointer[digest.Request]
		o := Options{Compose: func(_ context.Context, q digest.Request) (news.Digest, error) {
			asked.Store(&q)
			return long, nil
		}}
		anna, ben := srv.User(discordtest.Anna), srv.User(discordtest.Ben)
		_, stop := connect(t, srv, o)
		first, err := anna.Invoke(t.Context(), "/latest topic:gaza")
		if err != nil {
			t.Fatal(err)
		}
		stop()
		registrations := countRequests(srv, "PUT")
		connect(t, srv, o)
		wait(t.Context(), time.Minute)
		if got := countRequests(srv, "PUT"); got != registrations {
			t.Errorf("unchanged commands are registered again: %d requests, then %d", registrations, got)
		}
		more := first.ButtonLabelled("More ▸")
		if more == nil {
			t.Fatalf("no button for the next page: %s", first.JSON())
		}
		turned, err := anna.Press(t.Context(), first, more.CustomID)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(turned.Text(), "page 2 of") {
			t.Errorf("page 2 is %s", turned.JSON())
		}
		if q := asked.Load(); !q.Until.Equal(long.To) || q.Topic != "gaza" {
			t.Errorf("page 2 is composed for %+v, want as of %v", q, long.To)
		}
		others, err := ben.Press(t.Context(), first, more.CustomID)
		if err != nil {
			t.Fatal(err)
		}
		if others.ID == first.ID || !others.Ephemeral() {
			t.Errorf("somebody else turns the page for everybody: %s", others.JSON())
		}
		back, err := ben.Press(t.Context(), others, others.ButtonLabelled("◂ Back").CustomID)
		if err != nil {
			t.Fatal(err)
		}
		if back.ID != others.ID || !strings.Contains(back.Text(), "page 1 of") {
			t.Errorf("a page for one reader is not turned in place: %s", back.JSON())
		}
	})
}

func TestWhoMayTurnAPage(t *testing.T) {
	tests := []struct {
		name, interaction string
		want              bool
	}{
		{
			"whoever asked", `{"member":{"user":{"id":"1"}},"message":{"interaction_metadata":{"user":{"id":"1"}}}}`,
			true,
		},
		{
			"whoever asked, in direct messages",
			`{"user":{"id":"1"},"message":{"interaction_metadata":{"user":{"id":"1"}}}}`, true,
		},
		{
			"somebody else", `{"member":{"user":{"id":"2"}},"message":{"interaction_metadata":{"user":{"id":"1"}}}}`,
			false,
		},
		{"anybody, of an ephemeral message", `{"member":{"user":{"id":"2"}},"message":{"flags":64}}`, true},
		{"anybody, of a digest", `{"member":{"user":{"id":"2"}},"message":{}}`, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var i interaction
			if err := json.Unmarshal([]byte(test.interaction), &i); err != nil {
				t.Fatal(err)
			}
			if got := i.mayTurn(); got != test.want {
				t.Errorf("mayTurn(%s) = %v, want %v", test.interaction, got, test.want)
			}
		})
	}
}

func countRequests(srv *discordtest.Server, method string) (n int) {
	for _, r := range srv.Requests() {
		if r.Method == method {
			n++
		}
	}
	return n
}

func TestOldButtonsAreAnsweredKindly(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		connect(t, srv, Options{})
		for _, id := range []string{
			"v0:evidence:12", "anything", "v1:page:0:0:/gone witkoff",
			"v1:page:0:0:/subscribe gaza schedule:daily 08:00",
		} {
			old := message.Message{
				Flags:           message.FlagComponents,
				AllowedMentions: message.Mentions{Parse: []string{}},
				Components: []message.Component{
					{Type: message.TypeTextDisplay, Content: "from last year"},
					{Type: message.TypeActionRow, Components: []message.Component{{
						Type: message.TypeButton, Style: message.StyleSecondary, Label: "Old",
						CustomID: id,
					}}},
				},
			}
			body, err := json.Marshal(old)
			if err != nil {
				t.Fatal(err)
			}
			posted, err := srv.Seed(discordtest.News, body)
			if err != nil {
				t.Fatal(err)
			}
			m, err := srv.User(discordtest.Ben).Press(t.Context(), posted, id)
			if err != nil {
				t.Fatalf("%s: %v", id, err)
			}
			if !m.Ephemeral() || !strings.HasPrefix(m.Text(), "❌ ") {
				t.Errorf("%s answers %s", id, m.JSON())
			}
		}
	})
}

func TestDigestsAreDeliveredOnceInDiscord(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		b, _ := connect(t, srv, Options{})
		d := sampleDigestDelivery()
		d.Channel = discordtest.News
		srv.Inject(discordtest.Fault{Method: "POST", Path: "/channels/*/messages", After: true, Drop: true})
		if id, err := b.Sender().Send(t.Context(), d); err == nil {
			t.Fatalf("a lost answer is taken for success: %+v", id)
		}
		id, err := b.Sender().Send(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if all := srv.Messages(discordtest.News); len(all) != 1 || all[0].ID != id.Message {
			t.Errorf("%d messages, the first is not %q", len(all), id.Message)
		}
	})
}

func TestRefusedDigestsAreClassified(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		b, _ := connect(t, srv, Options{})
		srv.DeleteChannel(discordtest.Wire)
		tests := []struct {
			name, channel, want string
		}{
			{"no permission", discordtest.Quiet, "allow Send Messages"},
			{"deleted", discordtest.Wire, "no longer exists"},
		}
		for _, test := range tests {
			d := sampleDigestDelivery()
			d.Channel = test.channel
			_, err := b.Sender().Send(t.Context(), d)
			e, ok := errors.AsType[*delivery.Error](err)
			if !ok || !e.Permanent || !strings.Contains(e.Reason, test.want) {
				t.Errorf("%s: Send: %+v", test.name, err)
			}
		}
	})
}

func TestFatalCloseCodesEndTheBot(t *testing.T) {
	tests := []struct {
		name  string
		token string
		want  string
	}{
		{"a wrong token", "wrong", "Reset it in the developer portal"},
		{"no token", "", "There is no token"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inBubble(t, discordtest.Options{KeepViolations: true}, func(t *testing.T, srv *discordtest.Server) {
				b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{
					Token: test.token, Compose: composeSample, Transport: srv.Transport(), Dialer: srv.Dialer(),
				})
				if err != nil {
					t.Fatal(err)
				}
				if err := b.Run(t.Context()); news.ErrorCode(err) != news.Invalid ||
					!strings.Contains(err.Error(), test.want) {
					t.Errorf("Run: %v, want %q", err, test.want)
				}
			})
		})
	}
}

func TestNewRefusesBadOptions(t *testing.T) {
	for _, o := range []Options{{APIURL: "discord.com"}, {Form: "poster"}} {
		if _, err := New(slog.New(slog.DiscardHandler), lockedStore{}, o); news.ErrorCode(err) != news.Invalid {
			t.Errorf("New(%+v): %v", o, err)
		}
	}
}

func TestCompleteOnTheConsole(t *testing.T) {
	rt := NewRouter(slog.New(slog.DiscardHandler), lockedStore{}, Options{Topics: testTopics, Compose: composeSample})
	tests := []struct {
		name, line string
		want       []string
	}{
		{"commands", "/s", []string{
			"/search ", "/settings show", "/settings answers ", "/settings alerts ", "/settings language ",
			"/settings audit ",
			"/setup ", "/sources list", "/sources health", "/sources add ", "/sources remove ",
			"/sources import ", "/sources export", "/sources describe ", "/status", "/subscribe ",
			"/subscriptions list", "/subscriptions show ", "/subscriptions edit ", "/subscriptions refine ",
			"/subscriptions copy ", "/subscriptions send ", "/subscriptions pause ",
			"/subscriptions resume ", "/subscriptions remove ",
		}},
		{"a subcommand", "/sources h", []string{"/sources health"}},
		{"a choice for the first option", "/latest ukr", []string{"/latest ukraine-war"}},
		{"a choice for a later option", "/changed since:3d topic:ga", []string{"/changed since:3d topic:gaza"}},
		{"nothing", "/frobnicate", nil},
		{"no slash", "hello", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, rt.Complete(t.Context(), test.line)); diff != "" {
				t.Errorf("Complete(%q) (-want +got):\n%s", test.line, diff)
			}
		})
	}
}

// unescape reads escaped text as Discord does: a backslash before punctuation is not shown.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\*_~|<>[]@#:.-+)`+"`", s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
