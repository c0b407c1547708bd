package rest

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// wire answers requests in place of a network.
type wire func(*http.Request) *http.Response

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w(r), nil
}

func answerWith(status int, body string, headers ...string) *http.Response {
	h := http.Header{}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

func testClient(t *testing.T, w http.RoundTripper) *Client {
	t.Helper()
	c, err := New(slog.New(slog.DiscardHandler), Options{
		APIURL: "http://stand-in.example", Token: "secret", Version: "test", Transport: w,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRequestsGoWhereTheConfigurationSays(t *testing.T) {
	var got []string
	client := testClient(t, wire(func(r *http.Request) *http.Response {
		got = append(got, r.URL.String()+" "+r.Header.Get("Authorization"))
		return answerWith(200, "{}")
	}))
	for _, path := range []string{"/channels/1/messages", "/interactions/1/tok/callback", "/webhooks/1/tok"} {
		if err := client.Post(t.Context(), path, struct{}{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{
		"http://stand-in.example/api/v10/channels/1/messages Bot secret",
		"http://stand-in.example/api/v10/interactions/1/tok/callback ",
		"http://stand-in.example/api/v10/webhooks/1/tok ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

// TestWhoAsks: Discord is told the program, its version and whom its operator named, and nobody else's repository.
func TestWhoAsks(t *testing.T) {
	for contact, want := range map[string]string{
		"": "DiscordBot (Sitrep, 1.2)", "https://example.org/bot": "DiscordBot (https://example.org/bot, 1.2)",
	} {
		agent := ""
		client, err := New(slog.New(slog.DiscardHandler), Options{
			APIURL: "http://stand-in.example", Token: "secret", Version: "1.2", Contact: contact,
			Transport: wire(func(r *http.Request) *http.Response {
				agent = r.Header.Get("User-Agent")
				return answerWith(200, "{}")
			}),
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := client.Get(t.Context(), "/users/@me", nil); err != nil || agent != want {
			t.Errorf("with contact %q Discord is told %q, %v; want %q", contact, agent, err, want)
		}
	}
}

func TestRedirectsAreNotFollowed(t *testing.T) {
	requests := 0
	client := testClient(t, wire(func(*http.Request) *http.Response {
		requests++
		return answerWith(302, "", "Location", "http://elsewhere.example/")
	}))
	err := client.Get(t.Context(), "/users/@me", nil)
	if e, ok := errors.AsType[*Error](err); !ok || e.Status != 302 || requests != 1 {
		t.Errorf("a redirect is answered with %v after %d requests", err, requests)
	}
}

func TestAPIBase(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"Discord", "", "https://discord.com/api/v10"},
		{"a host", "http://127.0.0.1:8080", "http://127.0.0.1:8080/api/v10"},
		{"a slash", "http://127.0.0.1:8080/", "http://127.0.0.1:8080/api/v10"},
		{"without a version", "http://127.0.0.1/api/", "http://127.0.0.1/api/v10"},
		{"complete", "http://127.0.0.1/api/v9", "http://127.0.0.1/api/v9"},
		{"below a path", "http://127.0.0.1/discord", "http://127.0.0.1/discord/api/v10"},
		{"no scheme", "127.0.0.1:80", ""},
		{"another scheme", "ftp://example.com", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := apiBase(test.in)
			if (err != nil) != (test.want == "") {
				t.Fatalf("apiBase(%q): %v", test.in, err)
			}
			if err == nil && got.String() != test.want {
				t.Errorf("apiBase(%q) = %q, want %q", test.in, got, test.want)
			}
		})
	}
}

func TestTargetOf(t *testing.T) {
	tests := []struct{ name, method, path, route, resource string }{
		{"a message", "PATCH", "/channels/12/messages/34", "PATCH /channels/{}/messages/{}", "12"},
		{"commands", "PUT", "/applications/99/commands", "PUT /applications/{}/commands", ""},
		{"a webhook", "POST", "/webhooks/99/tok-en", "POST /webhooks/{}/{}", "99/tok-en"},
		{"an interaction", "POST", "/interactions/5/tok/callback", "POST /interactions/{}/{}/callback", "5/tok"},
		{
			"a server's commands",
			"GET",
			"/applications/99/guilds/7/commands",
			"GET /applications/{}/guilds/{}/commands",
			"",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := target{test.route, test.resource}
			if got := targetOf(test.method, test.path); got != want {
				t.Errorf("targetOf(%s %s) = %+v, want %+v", test.method, test.path, got, want)
			}
		})
	}
}

func TestTheGlobalLimitIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var times []time.Time
		client := testClient(t, wire(func(*http.Request) *http.Response {
			mu.Lock()
			defer mu.Unlock()
			times = append(times, time.Now())
			return answerWith(200, "{}")
		}))
		start := time.Now()
		var all sync.WaitGroup
		const requests = 500
		for i := range requests {
			all.Go(func() {
				path := "/channels/" + strings.Repeat("1", i%15+1) + "/messages"
				if err := client.Post(t.Context(), path, struct{}{}, nil); err != nil {
					t.Errorf("request: %v", err)
				}
			})
		}
		all.Wait()
		for i := range times {
			n := 0
			for j := i; j < len(times) && times[j].Sub(times[i]) < time.Second; j++ {
				n++
			}
			if n > 50 {
				t.Fatalf("%d requests within one second", n)
			}
		}
		if least := time.Duration(float64(requests) / 50 * float64(time.Second)); time.Since(start) > least*100/95 {
			t.Errorf("%d requests took %v, at 95%% of what is allowed it would be %v", requests, time.Since(start),
				least*100/95)
		}
	})
}

func TestBucketsAreWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var sent []time.Duration
		remaining := 2
		client := testClient(t, wire(func(*http.Request) *http.Response {
			sent = append(sent, time.Since(start).Round(time.Second))
			remaining--
			left := max(0, remaining)
			if remaining < 0 {
				remaining, left = 1, 1
			}
			return answerWith(200, "{}", "X-RateLimit-Bucket", "b", "X-RateLimit-Limit", "2", "X-RateLimit-Remaining",
				string(rune('0'+left)), "X-RateLimit-Reset-After", "5")
		}))
		for range 3 {
			if err := client.Post(t.Context(), "/channels/1/messages", struct{}{}, nil); err != nil {
				t.Fatal(err)
			}
		}
		// another channel's own bucket
		if err := client.Post(t.Context(), "/channels/2/messages", struct{}{}, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]time.Duration{0, 0, 5 * time.Second, 5 * time.Second}, sent); diff != "" {
			t.Errorf("sent (-want +got):\n%s", diff)
		}
	})
}

func TestNothingWaitsLongerThanItsCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := testClient(t, wire(func(*http.Request) *http.Response {
			requests++
			return answerWith(429, `{"message":"slow down","retry_after":60,"global":true}`, "Retry-After", "60",
				"X-RateLimit-Global", "true")
		}))
		err := client.Post(t.Context(), "/channels/1/messages", struct{}{}, nil)
		if e, ok := errors.AsType[*Error](err); !ok || e.RetryAfter != 60 {
			t.Errorf("a 429 is %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		err = client.Post(ctx, "/channels/2/messages", struct{}{}, nil)
		late, ok := errors.AsType[*LimitError](err)
		if !ok || late.After != time.Minute || time.Since(start) != 0 {
			t.Errorf("during a global limit: %v after %v", err, time.Since(start))
		}
		if requests != 1 {
			t.Errorf("%d requests were sent, want 1", requests)
		}
	})
}

func TestNothingIsSentBeforeABan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := testClient(t, wire(func(r *http.Request) *http.Response {
			requests++
			if strings.Contains(r.URL.Path, "/2/") {
				return answerWith(429, "{}", "Retry-After", "0", "X-RateLimit-Scope", "shared")
			}
			return answerWith(403, `{"code":50013,"message":"Missing Permissions"}`)
		}))
		send := func(channel string) error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			return client.Post(ctx, "/channels/"+channel+"/messages", struct{}{}, nil)
		}
		for range 100 { // a shared limit is nobody's fault
			_ = send("2")
		}
		requests = 0
		for range invalidBudget + 50 {
			_ = send("1")
		}
		if requests != invalidBudget {
			t.Errorf("%d invalid requests were sent, want %d", requests, invalidBudget)
		}
		if got := client.Standing(); got.Refused != invalidBudget || got.PausedFor <= 0 {
			t.Errorf("Standing() = %+v", got)
		}
		<-time.After(invalidWindow)
		if _, limited := errors.AsType[*LimitError](send("1")); limited {
			t.Error("nothing is sent after the window has passed")
		}
	})
}

// times is a wire that records when requests come, since the start of the bubble.
func times(answer func(r *http.Request) *http.Response) (w wire, seen func() []time.Duration) {
	var mu sync.Mutex
	var all []time.Duration
	start := time.Now()
	return func(r *http.Request) *http.Response {
			mu.Lock()
			defer mu.Unlock()
			all = append(all, time.Since(start))
			return answer(r)
		}, func() []time.Duration {
			mu.Lock()
			defer mu.Unlock()
			return all
		}
}

// TestEvery429IsWaitedOut sends two requests: the first is refused, the second must not go before Discord said.
func TestEvery429IsWaitedOut(t *testing.T) {
	const json = `{"message":"You are being rate limited.","retry_after":1.337,"global":false}`
	tests := []struct {
		name    string
		body    string
		headers []string
		path    string // of the second request
		want    time.Duration
	}{
		{
			"user, the same channel", json,
			[]string{"Retry-After", "2", "X-RateLimit-Scope", "user"},
			"/channels/1/messages", 2 * time.Second,
		},
		{
			"user, another channel", json,
			[]string{"Retry-After", "2", "X-RateLimit-Scope", "user"},
			"/channels/2/messages", globalEvery,
		},
		{
			"shared", json,
			[]string{"Retry-After", "2", "X-RateLimit-Scope", "shared"},
			"/channels/1/messages",
			2 * time.Second,
		},
		{
			"global, another channel", json,
			[]string{"Retry-After", "2", "X-RateLimit-Global", "true"},
			"/channels/2/messages", 2 * time.Second,
		},
		{
			"global, an interaction", json,
			[]string{"Retry-After", "2", "X-RateLimit-Scope", "global"},
			"/interactions/1/tok/callback", 0,
		},
		{
			"global in the body only", `{"retry_after":1.337,"global":true}`, nil, "/channels/2/messages",
			1337 * time.Millisecond,
		},
		{"fractions in the body only", `{"retry_after":0.25}`, nil, "/channels/1/messages", 250 * time.Millisecond},
		{
			"a ban", "<html>error code: 1015</html>",
			[]string{"Content-Type", "text/html", "Retry-After", "120"},
			"/interactions/1/tok/callback", 2 * time.Minute,
		},
		{"a ban for no time that is said", "<html>error code: 1015</html>", nil, "/channels/2/messages", banPause},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				first := true
				w, seen := times(func(*http.Request) *http.Response {
					if !first {
						return answerWith(200, "{}")
					}
					first = false
					return answerWith(429, test.body, test.headers...)
				})
				client := testClient(t, w)
				if e, ok := errors.AsType[*Error](
					client.Post(t.Context(), "/channels/1/messages", struct{}{}, nil),
				); !ok ||
					e.Status != 429 {
					t.Fatalf("the first request: %v", e)
				}
				if err := client.Post(t.Context(), test.path, struct{}{}, nil); err != nil {
					t.Fatal(err)
				}
				if got := seen()[1]; got != test.want {
					t.Errorf("the second request went after %v, want %v", got, test.want)
				}
			})
		})
	}
}

func TestAForbiddenPageIsABan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		client := testClient(t, wire(func(*http.Request) *http.Response {
			requests++
			return answerWith(403, "<!DOCTYPE html><title>Access denied</title>", "Content-Type",
				"text/html; charset=UTF-8")
		}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for range 5 {
			_ = client.Post(ctx, "/channels/1/messages", struct{}{}, nil)
		}
		if requests != 1 {
			t.Errorf("%d requests were sent to a proxy that keeps us out, want 1", requests)
		}
		if got := client.Standing().BannedFor; got != 10*time.Minute {
			t.Errorf("banned for %v, want 10 minutes", got)
		}
	})
}

// TestNobodyWaitsForABurst fills the queue with digests; an interaction's answer goes at once, and what an answer needs
// to ask goes next.
func TestNobodyWaitsForABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := testClient(t, wire(func(*http.Request) *http.Response { return answerWith(200, "{}") }))
		var burst sync.WaitGroup
		for i := range 1000 {
			burst.Go(func() {
				r := Request{Method: "POST", Path: "/channels/" + strconv.Itoa(1000+i) + "/messages", Bulk: true}
				if err := client.Do(t.Context(), r, nil); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		for path, most := range map[string]time.Duration{
			"/interactions/1/tok/callback": 0, "/webhooks/1/tok": 0,
			"/channels/7": 2 * globalEvery,
		} {
			start := time.Now()
			if err := client.Post(t.Context(), path, struct{}{}, nil); err != nil {
				t.Error(err)
			}
			if took := time.Since(start); took > most {
				t.Errorf("%s waited %v behind a burst of digests", path, took)
			}
		}
		burst.Wait()
	})
}

// TestOneRequestAsksForTheLimit sends many at once to a route whose limit is unknown: one learns it for all.
func TestOneRequestAsksForTheLimit(t *testing.T) {
	tests := []struct {
		name    string
		headers []string
		want    []time.Duration // rounded to seconds
	}{
		{"three in ten seconds", []string{
			"X-RateLimit-Bucket", "b", "X-RateLimit-Limit", "3", "X-RateLimit-Remaining",
			"2", "X-RateLimit-Reset-After", "10",
		}, []time.Duration{0, 1e9, 1e9, 11e9, 11e9}},
		{"a server without limits", nil, []time.Duration{0, 1e9, 1e9, 1e9, 1e9}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				var mu sync.Mutex
				var sent []time.Duration
				client := testClient(t, slow{time.Second, wire(func(*http.Request) *http.Response {
					mu.Lock()
					defer mu.Unlock()
					sent = append(sent, time.Since(start).Round(time.Second)-time.Second)
					return answerWith(200, "{}", test.headers...)
				})})
				var all sync.WaitGroup
				for range 5 {
					all.Go(func() {
						if err := client.Get(t.Context(), "/channels/1/messages", nil); err != nil {
							t.Error(err)
						}
					})
				}
				all.Wait()
				if diff := cmp.Diff(test.want, sent); diff != "" {
					t.Errorf("sent (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// slow is a network that takes its time to answer.
type slow struct {
	took time.Duration
	next http.RoundTripper
}

func (s slow) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case <-time.After(s.took):
	}
	return s.next.RoundTrip(r)
}
