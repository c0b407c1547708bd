package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/VictoriaMetrics/metrics"
	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/web"
)

var update = flag.Bool("update", false, "write the golden files")

var now = time.Date(2025, 4, 25, 5, 0, 0, 0, time.UTC)

// store is a Store of fixed values.
type store struct {
	digest   news.Digest
	coverage news.Coverage
	stories  []news.Story
	feeds    []news.Feed
	err      error
}

func (s store) Feeds(context.Context) ([]news.Feed, error) { return s.feeds, s.err }

func (s store) Digest(_ context.Context, id int64) (news.Digest, error) {
	if s.err == nil && id != s.digest.ID {
		return news.Digest{}, news.Errorf(news.NotFound, "there is no digest %d", id)
	}
	return s.digest, s.err
}

func (s store) Coverage(context.Context, string, time.Time, time.Time) (news.Coverage, error) {
	return s.coverage, s.err
}

func (s store) Stories(context.Context, string, time.Time, int) ([]news.Story, error) {
	return s.stories, s.err
}

// sample has every part that a page can show, and feed text that is out to do harm.
func sample() news.Digest {
	wire := news.Origin{Name: "Wire", Kind: news.OriginOwn, Outlets: []string{"Herald", "Wire"}}
	said := func(source, url, text string, o news.Origin) news.Sentence {
		return news.Sentence{Source: source, URL: url, Text: text, Time: now.Add(-2 * time.Hour), Origin: o}
	}
	return news.Digest{
		ID: 7, Topic: "ukraine-war", Name: "Ukraine war", Sign: "🇺🇦", Zone: "Europe/Kyiv",
		From: now.Add(-24 * time.Hour), To: now,
		Due: now.Add(-20 * time.Minute), Articles: 64, Sources: 17, Feeds: news.Health{Healthy: 12, Total: 41},
		Repeated: 1, LeftOut: 2,
		Developments: []news.Development{
			{
				Headline: "At least 12 people were killed in the strike.", Time: now, Change: news.ChangeFigure,
				Status: news.Confirmed,
				Sentences: []news.Sentence{
					said("Wire", "https://example.org/strike", "At least 12 people were killed in the strike.", wire),
					said("Herald", "javascript:alert(1)",
						"\u202eRescuers <script>alert(1)</script> left at dawn.\u200b", wire),
				},
				Origins: []news.Origin{wire, {Name: "", Kind: news.OriginUnknown, Outlets: []string{"Blog"}}},
				Outlets: 3, Independent: 1,
				Before: []news.Figure{{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact, By: "the mayor"}},
				Figures: []news.Figure{
					{Kind: news.Killed, Low: 12, Bound: news.AtLeast, Who: "people", By: "Wire"},
					{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact, By: "the mayor"},
					{Kind: news.Injured, Low: 24, Bound: news.Vague},
				},
			},
			{
				Headline: "The ministry said that the town had fallen.", Time: now, Change: news.ChangeNew,
				Status: news.Denied, By: "the general staff",
				Sentences: []news.Sentence{said("Agency", "https://example.org/town",
					"The ministry said that the town had fallen.", news.Origin{Name: "the ministry"})},
				Against: []news.Sentence{said("Herald", "https://example.org/denial",
					"“The town stands,” the general staff said.", wire)},
				Origins: []news.Origin{{
					Name: "the ministry", Kind: news.OriginOfficial, Party: "Russia",
					Citing: "its front command", Outlets: []string{"Agency"},
				}},
				Outlets: 1, Independent: 1,
			},
		},
	}
}

func get(t *testing.T, h http.Handler, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
	return w
}

func handler(s store, opt web.Options) http.Handler {
	opt.Hosts = append(opt.Hosts, "example.com")
	opt.Now = func() time.Time { return now }
	return web.New(slog.New(slog.DiscardHandler), s, opt)
}

func TestPages(t *testing.T) {
	stories := []news.Story{
		{Title: "Strike on Kyiv <b>", Articles: 9, Last: now},
		{Title: "Talks in Moscow", Articles: 1, Last: now},
	}
	coverage := news.Coverage{Articles: 412, Sources: 38, Newest: now, Feeds: news.Health{Healthy: 38, Total: 41}}
	tests := []struct {
		golden string
		store  store
		opt    web.Options
		path   string
	}{
		{"digest.html", store{digest: sample()}, web.Options{}, "/digest/7"},
		{"quiet.html", store{digest: news.Digest{
			ID: 1, Name: "Sudan", Zone: "no such zone", From: now.Add(-time.Hour),
			To: now, Articles: 3, Sources: 2,
		}}, web.Options{}, "/digest/1"},
		{"front.html", store{coverage: coverage, stories: stories}, web.Options{}, "/"},
		{"empty.html", store{}, web.Options{}, "/"},
		{"missing.html", store{}, web.Options{}, "/digest/99"},
	}
	for _, tt := range tests {
		t.Run(tt.golden, func(t *testing.T) {
			got := get(t, handler(tt.store, tt.opt), tt.path).Body.Bytes()
			file := "testdata/" + tt.golden
			if *update {
				if err := os.WriteFile(file, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("the page changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFrontShowsAFreshDigest(t *testing.T) {
	compose := func(context.Context) (news.Digest, error) { return sample(), nil }
	w := get(t, handler(store{}, web.Options{Compose: compose}), "/")
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "At least 12 people were killed") {
		t.Errorf("GET / = %d %s", w.Code, w.Body)
	}
}

// TestHostileText looks for what a browser would act on: nothing of the feed's may be more than text.
func TestHostileText(t *testing.T) {
	body := get(t, handler(store{digest: sample()}, web.Options{}), "/digest/7").Body.String()
	for _, bad := range []string{"<script", "javascript:", "\u202e", "\u200b"} {
		if strings.Contains(body, bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
	if !strings.Contains(body, "&lt;script&gt;alert(1)") {
		t.Error("the text itself is gone")
	}
}

// TestStyleIsAllowed checks that the policy's hash is that of the style sheet as the page carries it.
func TestStyleIsAllowed(t *testing.T) {
	w := get(t, handler(store{digest: sample()}, web.Options{}), "/digest/7")
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(w.Body.String())
	if style == nil {
		t.Fatal("no style sheet")
	}
	sum := sha256.Sum256([]byte(style[1]))
	csp := w.Header().Get("Content-Security-Policy")
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(csp, want) {
		t.Errorf("policy %s, want %s in it", csp, want)
	}
	if !strings.HasPrefix(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("policy %s is not strict", csp)
	}
	if regexp.MustCompile(`\s(style|on\w+)=`).MatchString(w.Body.String()) {
		t.Error("an attribute that the policy forbids")
	}
}

func TestStatus(t *testing.T) {
	broken := errors.New("disk I/O error at /secret/path")
	tests := []struct {
		name   string
		store  store
		method string
		path   string
		want   int
		body   string
	}{
		{"no such page", store{}, "GET", "/admin", 404, "there is no page /admin"},
		{"no such digest", store{}, "GET", "/digest/8", 404, "there is no digest 8"},
		{"no number", store{}, "GET", "/digest/x%3Cb%3E", 404, "there is no digest"},
		{"number too large", store{}, "GET", "/digest/99999999999999999999", 404, "there is no digest"},
		{"internal error", store{err: broken}, "GET", "/", 500, "Something went wrong"},
		{
			"locked",
			store{err: news.Errorf(news.Unavailable, "the database is locked: try again")},
			"GET", "/", 503,
			"try again",
		},
		{"post", store{}, "POST", "/", 405, "only GET and HEAD"},
		{"head", store{}, "HEAD", "/", 200, ""},
		{"metrics off", store{}, "GET", "/metrics", 404, "switched off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			handler(tt.store, web.Options{}).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), tt.method,
				tt.path, http.NoBody))
			if w.Code != tt.want || !strings.Contains(w.Body.String(), tt.body) ||
				strings.Contains(w.Body.String(), "secret") {
				t.Errorf("%s %s = %d %s, want %d with %q", tt.method, tt.path, w.Code, w.Body, tt.want, tt.body)
			}
		})
	}
}

func TestHealth(t *testing.T) {
	tests := []struct {
		name   string
		store  store
		code   int
		status string
	}{
		{"well", store{coverage: news.Coverage{
			Newest: now.Add(-time.Hour),
			Feeds:  news.Health{Healthy: 38, Total: 41},
		}}, 200, "ok"},
		{"imports only, long ago", store{coverage: news.Coverage{Newest: now.AddDate(-1, 0, 0)}}, 200, "ok"},
		{"empty", store{}, 200, "ok"},
		{
			"most feeds fail",
			store{coverage: news.Coverage{Newest: now, Feeds: news.Health{Healthy: 1, Total: 41}}},
			200,
			"degraded",
		},
		{"nothing new", store{coverage: news.Coverage{
			Newest: now.Add(-13 * time.Hour),
			Feeds:  news.Health{Healthy: 41, Total: 41},
		}}, 200, "degraded"},
		{"no database", store{err: errors.New("unable to open database file")}, 503, "down"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, handler(tt.store, web.Options{}), "/healthz")
			var got struct {
				Status string  `json:"status"`
				Age    float64 `json:"newest_article_age_seconds"`
			}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatal(err)
			}
			if w.Code != tt.code || got.Status != tt.status {
				t.Errorf("%d %s, want %d, %s", w.Code, w.Body, tt.code, tt.status)
			}
			if newest := tt.store.coverage.Newest; !newest.IsZero() && got.Age != now.Sub(newest).Seconds() {
				t.Errorf("age %v, want %v", got.Age, now.Sub(newest).Seconds())
			}
		})
	}
}

func TestMetrics(t *testing.T) {
	set := metrics.NewSet()
	set.NewCounter("sitrep_deliveries_total").Add(3)
	w := get(t, handler(store{}, web.Options{Metrics: set}), "/metrics")
	if w.Code != http.StatusOK || !bytes.Contains(w.Body.Bytes(), []byte("sitrep_deliveries_total 3")) {
		t.Errorf("GET /metrics = %d %s", w.Code, w.Body)
	}
}
