package bot

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

	"sitrep/bot/message"
	"sitrep/delivery"
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

func testREST(t *testing.T, w wire) *rest {
	t.Helper()
	c, err := newCitizen(slog.New(slog.DiscardHandler), "http://stand-in.example", w, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return newREST(c, "secret", "test")
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

func TestRouteOf(t *testing.T) {
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
			if route, resource := routeOf(test.method, test.path); route != test.route || resource != test.resource {
				t.Errorf("routeOf(%s %s) = %q, %q, want %q, %q", test.method, test.path, route, resource, test.route,
					test.resource)
			}
		})
	}
}

func TestCitizenSendsWhereItIsTold(t *testing.T) {
	var got []string
	rest := testREST(t, func(r *http.Request) *http.Response {
		got = append(got, r.URL.String()+" "+r.Header.Get("Authorization"))
		return answerWith(200, "{}")
	})
	for _, url := range []string{
		"https://discord.com/api/v9/gateway/bot",
		"https://discord.com/api/v9/channels/1/messages",
	} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := rest.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		drain(resp.Body)
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
	}
	if err := rest.do(t.Context(), "POST", "/channels/1/messages", struct{}{}, nil, nil); err != nil {
		t.Fatal(err)
	}
	if err := rest.do(t.Context(), "POST", "/interactions/1/tok/callback", struct{}{}, nil, nil); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"http://stand-in.example/api/v10/gateway/bot ",
		"http://stand-in.example/api/v10/channels/1/messages ",
		"http://stand-in.example/api/v10/channels/1/messages Bot secret",
		"http://stand-in.example/api/v10/interactions/1/tok/callback ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestCitizenKeepsTheGlobalLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var times []time.Time
		rest := testREST(t, func(*http.Request) *http.Response {
			mu.Lock()
			defer mu.Unlock()
			times = append(times, time.Now())
			return answerWith(200, "{}")
		})
		start := time.Now()
		var all sync.WaitGroup
		const requests = 500
		for i := range requests {
			all.Go(func() {
				path := "/channels/" + strings.Repeat("1", i%15+1) + "/messages"
				if err := rest.do(t.Context(), "POST", path, struct{}{}, nil, nil); err != nil {
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

func TestCitizenWaitsForABucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		var sent []time.Duration
		remaining := 2
		rest := testREST(t, func(*http.Request) *http.Response {
			sent = append(sent, time.Since(start).Round(time.Second))
			remaining--
			left := max(0, remaining)
			if remaining < 0 {
				remaining, left = 1, 1
			}
			return answerWith(200, "{}", "X-RateLimit-Bucket", "b", "X-RateLimit-Limit", "2", "X-RateLimit-Remaining",
				string(rune('0'+left)), "X-RateLimit-Reset-After", "5")
		})
		for range 3 {
			if err := rest.do(t.Context(), "POST", "/channels/1/messages", struct{}{}, nil, nil); err != nil {
				t.Fatal(err)
			}
		}
		// another channel's own bucket
		if err := rest.do(t.Context(), "POST", "/channels/2/messages", struct{}{}, nil, nil); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]time.Duration{0, 0, 5 * time.Second, 5 * time.Second}, sent); diff != "" {
			t.Errorf("sent (-want +got):\n%s", diff)
		}
	})
}

func TestCitizenDoesNotWaitLongerThanItsCaller(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		rest := testREST(t, func(*http.Request) *http.Response {
			requests++
			return answerWith(429, `{"message":"slow down","retry_after":60,"global":true}`, "Retry-After", "60",
				"X-RateLimit-Global", "true")
		})
		err := rest.do(t.Context(), "POST", "/channels/1/messages", struct{}{}, nil, nil)
		if e := classify(err); e.Permanent || e.After != time.Minute {
			t.Errorf("a 429 is classified as %+v", e)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		start := time.Now()
		err = rest.do(ctx, "POST", "/channels/2/messages", struct{}{}, nil, nil)
		late, ok := errors.AsType[*limitedError](err)
		if !ok || late.after != time.Minute || time.Since(start) != 0 {
			t.Errorf("during a global limit: %v after %v", err, time.Since(start))
		}
		if e := classify(err); e.After != time.Minute || e.Permanent {
			t.Errorf("a wait is classified as %+v", e)
		}
		if requests != 1 {
			t.Errorf("%d requests were sent, want 1", requests)
		}
	})
}

func TestCitizenStopsBeforeABan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		requests := 0
		rest := testREST(t, func(r *http.Request) *http.Response {
			requests++
			if strings.Contains(r.URL.Path, "/2/") {
				return answerWith(429, "{}", "Retry-After", "0", "X-RateLimit-Scope", "shared")
			}
			return answerWith(403, `{"code":50013,"message":"Missing Permissions"}`)
		})
		send := func(channel string) error {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			return rest.do(ctx, "POST", "/channels/"+channel+"/messages", struct{}{}, nil, nil)
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
		if got := rest.client.Transport.(*citizen).trouble(); !strings.Contains(got, "Discord refused 2000 requests") {
			t.Errorf("/status says %q", got)
		}
		wait(t.Context(), invalidWindow)
		if _, limited := errors.AsType[*limitedError](send("1")); limited {
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
				rest := testREST(t, w)
				if e, ok := errors.AsType[*apiError](rest.do(t.Context(), "POST", "/channels/1/messages", struct{}{},
					nil, nil)); !ok || e.Status != 429 {
					t.Fatalf("the first request: %v", e)
				}
				if err := rest.do(t.Context(), "POST", test.path, struct{}{}, nil, nil); err != nil {
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
		rest := testREST(t, func(*http.Request) *http.Response {
			requests++
			return answerWith(403, "<!DOCTYPE html><title>Access denied</title>", "Content-Type",
				"text/html; charset=UTF-8")
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for range 5 {
			_ = rest.do(ctx, "POST", "/channels/1/messages", struct{}{}, nil, nil)
		}
		if requests != 1 {
			t.Errorf("%d requests were sent to a proxy that keeps us out, want 1", requests)
		}
		if got := rest.client.Transport.(*citizen).trouble(); !strings.Contains(got, "10 minutes") {
			t.Errorf("trouble() = %q", got)
		}
	})
}

// TestNobodyWaitsForABurst fills the queue with digests; an interaction's answer goes at once, and what an answer needs
// to ask goes next.
func TestNobodyWaitsForABurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rest := testREST(t, func(*http.Request) *http.Response { return answerWith(200, "{}") })
		var burst sync.WaitGroup
		for i := range 1000 {
			burst.Go(func() {
				if err := rest.do(inBulk(t.Context()), "POST", "/channels/"+strconv.Itoa(1000+i)+"/messages",
					struct{}{}, nil, nil); err != nil {
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
			if err := rest.do(t.Context(), "POST", path, struct{}{}, nil, nil); err != nil {
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
				c, err := newCitizen(slog.New(slog.DiscardHandler), "",
					slow{time.Second, wire(func(*http.Request) *http.Response {
						mu.Lock()
						defer mu.Unlock()
						sent = append(sent, time.Since(start).Round(time.Second)-time.Second)
						return answerWith(200, "{}", test.headers...)
					})}, time.Now)
				if err != nil {
					t.Fatal(err)
				}
				rest := newREST(c, "secret", "test")
				var all sync.WaitGroup
				for range 5 {
					all.Go(func() {
						if err := rest.do(t.Context(), "GET", "/channels/1/messages", nil, nil, nil); err != nil {
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

func TestClassify(t *testing.T) {
	tests := []struct {
		name      string
		err       error
		permanent bool
		after     time.Duration
	}{
		{"the network", errors.New("connection refused"), false, 0},
		{"a deleted channel", &apiError{Status: 404, Code: 10003}, true, 0},
		{"no permission", &apiError{Status: 403, Code: 50013}, true, 0},
		{"no access", &apiError{Status: 403, Code: 50001}, true, 0},
		{"an unknown refusal", &apiError{Status: 403, Code: 59999}, true, 0},
		{"a proxy's 403", &apiError{Status: 403}, false, 10 * time.Minute},
		{"the token", &apiError{Status: 401}, false, 10 * time.Minute},
		{"a rate limit", &apiError{Status: 429, RetryAfter: 1.5}, false, 1500 * time.Millisecond},
		{"trouble", &apiError{Status: 503}, false, 0},
		{"slow mode", &apiError{Status: 400, Code: 20016}, false, time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := classify(test.err)
			if got.Permanent != test.permanent || got.After != test.after || got.Reason == "" {
				t.Errorf("classify(%v) = %+v", test.err, got)
			}
		})
	}
}

func TestSendPostsOneIdempotentMessage(t *testing.T) {
	var bodies []string
	rest := testREST(t, func(r *http.Request) *http.Response {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		bodies = append(bodies, r.Method+" "+r.URL.Path+" "+string(body))
		return answerWith(200, `{"id":"900"}`)
	})
	s := &Sender{rest: rest, form: message.FormComponents}
	d := sampleDigestDelivery()
	id, err := s.Send(t.Context(), d)
	if err != nil || id != "900" {
		t.Fatalf("Send = %q, %v", id, err)
	}
	for _, want := range []string{
		"POST /api/v10/channels/42/messages", `"nonce":"n-1"`, `"enforce_nonce":true`,
		`"allowed_mentions":{"parse":[]}`, `"flags":32768`,
	} {
		if !strings.Contains(bodies[0], want) {
			t.Errorf("the request lacks %s: %s", want, bodies[0])
		}
	}
	d.Channel = "../guilds/1"
	_, err = s.Send(t.Context(), d)
	if e, ok := errors.AsType[*delivery.Error](err); !ok || !e.Permanent || len(bodies) != 1 {
		t.Errorf("a channel that is none: %v, %d requests", err, len(bodies))
	}
}

func TestUploadsAreForms(t *testing.T) {
	rest := testREST(t, func(r *http.Request) *http.Response {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			t.Errorf("parse form: %v", err)
			return answerWith(400, "{}")
		}
		if got := r.FormValue("payload_json"); !strings.Contains(got, `"filename":"feeds.opml"`) {
			t.Errorf("payload_json = %s", got)
		}
		if f := r.MultipartForm.File["files[0]"]; len(f) != 1 || f[0].Filename != "feeds.opml" ||
			f[0].Header.Get("Content-Type") != "text/xml" {
			t.Errorf("files[0] = %+v", f)
		}
		return answerWith(200, "{}")
	})
	reply := message.Reply{
		Blocks: []message.Block{{Lines: []message.Line{message.Para(message.Plain("Here."))}}},
		Files:  []message.File{{Name: "feeds.opml", Type: "text/xml", Data: []byte("<opml/>")}}, Line: "/sources list",
	}
	m := renderer.Render(reply, message.FormComponents).Pages[0]
	inLimits(t, m)
	if err := rest.do(t.Context(), "POST", "/channels/1/messages", m, m.Files, nil); err != nil {
		t.Fatal(err)
	}
}
