package web

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"html/template"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"sitrep/news"
	"sitrep/wording"
)

// Store is what the pages read. Its Digest gives a NotFound error for an unknown id.
type Store interface {
	Digest(ctx context.Context, id int64) (news.Digest, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	Stories(ctx context.Context, topic string, since time.Time, limit int) ([]news.Story, error)
	Feeds(ctx context.Context) ([]news.Feed, error)
}

// Options are the parts that may be missing.
type Options struct {
	Metrics *metrics.Set     // nil: no /metrics
	Now     func() time.Time // nil means time.Now
	// Compose makes the digest that the front page shows. nil: it lists the running stories only.
	Compose func(ctx context.Context) (news.Digest, error)
	Hosts   []string // names that pages are served for, besides addresses and names of the machine itself
	Checks  []Check  // what /healthz says 503 without
	Ready   []Check  // what /readyz says 503 without, besides
	// Interactions answers what Discord sends to /interactions, under whatever name: it checks who sends. nil: nothing.
	Interactions http.Handler
}

const (
	// patience bounds a health check, so that it fails before the one who asks gives up (5 s in sitrep healthcheck).
	patience = 3 * time.Second
	// recent is how far the front page looks back.
	recent = 7 * 24 * time.Hour
	// shownStories fills a page on a phone four times; older ones are found by searching.
	shownStories = 30
	// staleAfter is when a house with feeds that brings nothing new is called degraded: the outlets together never
	// pause for half a day.
	staleAfter = 12 * time.Hour
)

//go:embed page.html.tmpl style.css
var files embed.FS

// Handler serves the pages. It is made by New.
type Handler struct {
	lg    *slog.Logger
	store Store
	opt   Options
	mux   *http.ServeMux
	page  *template.Template
	style template.CSS
	csp   string

	mu     sync.Mutex // held while the front page's digest is composed
	latest composed
}

// composed is the digest of a state of the database.
type composed struct {
	state  news.Coverage
	at     time.Time
	digest news.Digest
}

// fresh is how long a digest is shown although nothing has come: its window moves.
const fresh = time.Minute

// compose returns the digest of the front page. It is composed once for a state of the database, not for each reader.
func (h *Handler) compose(ctx context.Context, state news.Coverage, now time.Time) (news.Digest, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if age := now.Sub(h.latest.at); h.latest.state.Equal(state) && age >= 0 && age < fresh {
		return h.latest.digest, nil
	}
	d, err := h.opt.Compose(ctx)
	if err == nil {
		h.latest = composed{state: state, at: now, digest: d}
	}
	return d, err
}

// New returns the handler of all paths.
func New(lg *slog.Logger, store Store, opt Options) *Handler {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	css, err := files.ReadFile("style.css")
	if err != nil {
		panic(err) // it is embedded
	}
	h := &Handler{
		lg: lg, store: store, opt: opt, mux: http.NewServeMux(), csp: policy(css), style: template.CSS(css),
		page: template.Must(template.New("").Funcs(words).ParseFS(files, "page.html.tmpl")),
	}
	h.mux.HandleFunc("GET /{$}", h.front)
	h.mux.HandleFunc("GET /digest/{id}", h.digest)
	h.mux.HandleFunc("GET /healthz", h.health)
	h.mux.HandleFunc("GET /readyz", h.ready)
	h.mux.HandleFunc("GET /metrics", h.metrics)
	h.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		h.fail(w, r, news.Errorf(news.NotFound, "there is no page %s", r.URL.Path))
	})
	return h
}

// ServeHTTP implements http.Handler. Every answer carries the headers that keep a browser from doing more than reading.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.opt.Interactions != nil && r.URL.Path == "/interactions" {
		h.opt.Interactions.ServeHTTP(w, r)
		return
	}
	if !h.serves(r.Host) {
		http.Error(w, "this name is not served here: whoever runs Sitrep lists it in web.hosts",
			http.StatusMisdirectedRequest)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	head := w.Header()
	head.Set("Content-Security-Policy", h.csp)
	head.Set("X-Content-Type-Options", "nosniff")
	head.Set("Referrer-Policy", "no-referrer")
	head.Set("Cross-Origin-Opener-Policy", "same-origin")
	head.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.mux.ServeHTTP(w, r)
}

// view is what the template is given.
type view struct {
	Style    template.CSS
	Title    string
	Zone     *time.Location
	Digest   *news.Digest
	Coverage *news.Coverage
	Stories  []news.Story
	Problem  string
}

// front shows a fresh digest, if there is somebody to compose it, and the running stories.
func (h *Handler) front(w http.ResponseWriter, r *http.Request) {
	ctx, now := r.Context(), h.opt.Now()
	v := view{Title: "Sitrep", Zone: time.UTC}
	coverage, err := h.store.Coverage(ctx, "", now.Add(-recent), now)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	v.Coverage = &coverage
	if h.opt.Compose != nil {
		d, err := h.compose(ctx, coverage, now)
		if err != nil {
			h.fail(w, r, err)
			return
		}
		v.Digest, v.Zone = &d, wording.Zone(d.Zone)
	}
	if v.Stories, err = h.store.Stories(ctx, "", now.Add(-recent), shownStories); err != nil {
		h.fail(w, r, err)
		return
	}
	h.render(w, r, http.StatusOK, v)
}

func (h *Handler) digest(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		h.fail(w, r, news.Errorf(news.NotFound, "there is no digest %q", r.PathValue("id")))
		return
	}
	d, err := h.store.Digest(r.Context(), id)
	if err != nil {
		h.fail(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "max-age=3600") // a digest never changes
	h.render(w, r, http.StatusOK, view{Title: wording.Printable(d.Name), Zone: wording.Zone(d.Zone), Digest: &d})
}

// report is the JSON of /healthz.
type report struct {
	Status   string      `json:"status"` // "ok"; "degraded": alive, but somebody should look; "down": restart it
	Database string      `json:"database"`
	Newest   time.Time   `json:"newest_article,omitzero"`
	Age      float64     `json:"newest_article_age_seconds,omitempty"`
	Feeds    news.Health `json:"feeds"`
	Reasons  []string    `json:"reasons,omitempty"`
}

// health answers 503 only if the database does not answer or a check fails: restarting helps no feed.
func (h *Handler) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	now := h.opt.Now()
	out, status := report{Status: "ok", Database: "ok"}, http.StatusOK
	coverage, err := h.store.Coverage(ctx, "", now, now)
	if err != nil {
		h.lg.ErrorContext(ctx, "health check", "error", err)
		out.Status, out.Database, status = "down", "unreachable", http.StatusServiceUnavailable
	} else {
		out.judge(coverage, now)
	}
	if reasons := h.fails(ctx, h.opt.Checks); len(reasons) > 0 {
		out.Status, status = "down", http.StatusServiceUnavailable
		out.Reasons = append(out.Reasons, reasons...)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(out) // the client has gone: nobody is left to tell
}

func (o *report) judge(c news.Coverage, now time.Time) {
	o.Feeds = c.Feeds
	if !c.Newest.IsZero() {
		o.Newest, o.Age = c.Newest.UTC(), max(now.Sub(c.Newest), 0).Seconds()
	}
	if c.Feeds.Total == 0 {
		return // a house that only imports has nothing to wait for
	}
	if c.Feeds.Blind() {
		o.Status = "degraded"
		o.Reasons = append(o.Reasons, "most feeds fail")
	}
	if now.Sub(c.Newest) > staleAfter {
		o.Status = "degraded"
		o.Reasons = append(o.Reasons, "no new article for "+staleAfter.String())
	}
}

func (h *Handler) metrics(w http.ResponseWriter, r *http.Request) {
	if h.opt.Metrics == nil {
		h.fail(w, r, news.Errorf(news.NotFound, "metrics are switched off"))
		return
	}
	feeds, err := h.store.Feeds(r.Context())
	if err != nil { // the rest is all the more wanted now
		h.lg.ErrorContext(r.Context(), "metrics of the feeds", "error", err)
	}
	w.Header().Set("Content-Type", "text/plain; version=0.0.4")
	w.Header().Set("Cache-Control", "no-store")
	h.opt.Metrics.WritePrometheus(w)
	metrics.WriteProcessMetrics(w)
	if err == nil {
		writeFeedMetrics(w, feeds, h.opt.Now())
	}
}

// fail turns an error into a page. A stranger sees the text of known errors only.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, text := http.StatusInternalServerError, "Something went wrong. It has been logged."
	switch news.ErrorCode(err) {
	case news.NotFound, news.Invalid:
		status, text = http.StatusNotFound, err.Error()
	case news.Unavailable:
		status, text = http.StatusServiceUnavailable, err.Error()
	default:
		h.lg.ErrorContext(r.Context(), "serve page", "path", r.URL.Path, "error", err)
	}
	h.render(w, r, status, view{Title: http.StatusText(status), Zone: time.UTC, Problem: text})
}

// render writes the page whole or not at all.
func (h *Handler) render(w http.ResponseWriter, r *http.Request, status int, v view) {
	v.Style = h.style
	var b bytes.Buffer
	if err := h.page.ExecuteTemplate(&b, "page.html.tmpl", v); err != nil {
		h.lg.ErrorContext(r.Context(), "render page", "path", r.URL.Path, "error", err)
		http.Error(w, "Something went wrong. It has been logged.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = b.WriteTo(w) // the client has gone: nobody is left to tell
}
