package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	"code.dny.dev/ssrf"
	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"sitrep/news"
)

// wire is a network in memory: in a synctest bubble, time passes only while everybody waits.
type wire struct {
	conns chan net.Conn
	done  chan struct{}
	down  func(host string) bool // hosts that cannot be reached now
}

func newWire() *wire { return &wire{conns: make(chan net.Conn), done: make(chan struct{})} }

func (w *wire) Accept() (net.Conn, error) {
	select {
	case c := <-w.conns:
		return c, nil
	case <-w.done:
		return nil, net.ErrClosed
	}
}

func (w *wire) Close() error   { close(w.done); return nil }
func (w *wire) Addr() net.Addr { return &net.TCPAddr{} }

func (w *wire) dial(ctx context.Context, _, address string) (net.Conn, error) {
	host, _, _ := net.SplitHostPort(address)
	if net.ParseIP(host) != nil { // as package fetch's own dialer does
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: ssrf.ErrProhibitedIP}
	}
	if w.down != nil && w.down(host) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("no route to host")}
	}
	here, there := net.Pipe()
	select {
	case w.conns <- there:
		return here, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// post is one article of an outlet.
type post struct {
	n      int
	token  string // a word that stands in no other article
	at     time.Time
	edited time.Time // when its text changed, zero if it never did
}

// outlet serves a feed and pages, each outlet with one quirk.
type outlet struct {
	name  string
	quirk string
	posts []post // oldest first
	start time.Time

	mu    sync.Mutex
	log   []request
	polls int // requests of the feed
}

// request is one line of an outlet's log.
type request struct {
	at     time.Time
	path   string
	match  string // If-None-Match
	since  string // If-Modified-Since
	agent  string
	status int
	etag   string        // sent
	wait   time.Duration // sent: Retry-After, or max-age
	busy   bool          // wait is a Retry-After
}

const (
	crawlDelay = 7 * time.Second
	wallTime   = 50 * time.Minute // after which what was closed is open

	feedSize = 15
	day      = 24 * time.Hour
)

// quirks are what outlets do wrong, and rightly but rarely. The fleet has several outlets of each.
var quirks = []string{
	"plain", "lastmod", "atom", "json", "summary", "churning guids", "changed guids", "changed urls", "no guid",
	"only content",
	"numbered guids", "one url", "dated now", "undated", "page dates", "date only", "future", "reordered", "empties",
	"edited",
	"counter", "truncated", "error page", "wrong charset", "utf-16", "entity bomb", "429", "503", "max-age", "ttl",
	"skip hours",
	"moved", "moved home", "gone", "endless", "slow", "circle", "unreachable", "html", "bot check", "no pages",
	"silent", "listed twice", "lands twice",
	"churning guids without urls", "gzip", "brotli", "zstd", "bomb", "private", "robots", "crawl delay", "paywall",
	"cookie wall", "rdf", "elsewhere",
	"outage",
	"sitemap", "channel", "aggregator", "one guid", "walls", "other article", "live blog", "xml base", "long urls",
	"escaped twice", "video", "untitled",
}

// visible are the outlet's posts that stand in its feed, the newest first.
func (o *outlet) visible(now time.Time) []post {
	var out []post
	for _, p := range slices.Backward(o.posts) {
		if !p.at.After(now) && len(out) < feedSize {
			out = append(out, p)
		}
	}
	return out
}

func (o *outlet) url(p post) string { return fmt.Sprintf("http://%s/news/%d", o.name, p.n) }

// text is what a post says.
func (p post) text(now time.Time) string {
	s := fmt.Sprintf("The council of %s met on item %d of its agenda and heard what the committee had found in the "+
		"spring. ", p.token, p.n) +
		"Members asked for a second reading of the report before the summer; the chair agreed and closed the " +
		"session " +
		"before noon."
	if !p.edited.IsZero() && !now.Before(p.edited) {
		s += " A correction was made to the second paragraph of this report."
	}
	return s
}

// ServeHTTP answers for the outlet and keeps the log.
func (o *outlet) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q := request{
		at: time.Now(), path: r.URL.Path, match: r.Header.Get("If-None-Match"),
		since: r.Header.Get("If-Modified-Since"),
		agent: r.UserAgent(), status: http.StatusOK,
	}
	o.mu.Lock()
	if r.URL.Path == "/feed" {
		o.polls++
	}
	polls := o.polls
	o.mu.Unlock()
	switch {
	case r.URL.Path == "/robots.txt" && o.quirk == "robots":
		fmt.Fprint(w, "User-agent: *\nDisallow: /news/\n")
	case r.URL.Path == "/robots.txt" && o.quirk == "crawl delay":
		fmt.Fprintf(w, "User-agent: *\nCrawl-delay: %d\n", crawlDelay/time.Second)
	case r.URL.Path == "/robots.txt":
		q.status = http.StatusNotFound
		w.WriteHeader(q.status)
	case strings.HasPrefix(r.URL.Path, "/news/"):
		o.page(w, r, &q)
	default:
		o.feed(w, r, &q, polls)
	}
	o.mu.Lock()
	o.log = append(o.log, q)
	o.mu.Unlock()
}

func (o *outlet) page(w http.ResponseWriter, r *http.Request, q *request) {
	now := time.Now()
	var p post
	for _, c := range o.posts {
		if strings.TrimPrefix(o.url(c), "http://"+o.name) == r.URL.Path {
			p = c
		}
	}
	switch {
	case o.quirk == "bot check" && now.Before(p.at.Add(5*time.Hour)):
		q.status = http.StatusForbidden
		w.WriteHeader(q.status)
		fmt.Fprint(w,
			"<html><title>Just a moment...</title><body>Checking your browser before accessing.</body></html>")
		return
	case o.quirk == "no pages":
		q.status = http.StatusInternalServerError
		w.WriteHeader(q.status)
		return
	case o.quirk == "paywall" && now.Before(p.at.Add(wallTime)):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w,
			`<html><head><title>Session %[1]s</title><script `+
				`type="application/ld+json">{"@type":"NewsArticle",`+
				`"isAccessibleForFree":false}</script></head><body><article><h1>Session %[1]s</h1><p>The council of `+
				`%[1]s met…</p><div class="paywall">Subscribe to continue reading. Already a subscriber? Log `+
				`in.</div></article></body></html>`, p.token)
		return
	case o.quirk == "cookie wall" && now.Before(p.at.Add(wallTime)):
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w,
			`<html><head><title>We value your privacy</title></head><body><h1>We value your privacy</h1><p>We and `+
				`our partners store cookies on your device. Accept all cookies to continue.</p></body></html>`)
		return
	}
	if body, ok := o.otherPage(p, now); ok {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
		return
	}
	date := ""
	if o.quirk == "page dates" {
		date = fmt.Sprintf(`<meta property="article:published_time" content="%s">`, p.at.UTC().Format(time.RFC3339))
	}
	canonical := ""
	if o.quirk == "lands twice" {
		canonical = fmt.Sprintf(`<link rel="canonical" href="%s">`, o.url(p))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w,
		`<html><head><title>Session %s</title>%s%s</head><body><nav><a href="/">Home</a></nav><article><h1>Session `+
			`%s</h1><p>%s</p><p>%s</p></article></body></html>`,
		p.token, date, canonical, p.token, p.text(now),
		"The minutes are open to the public, and the next session is planned for the first week of the coming "+
			"month.")
}

func (o *outlet) feed(w http.ResponseWriter, r *http.Request, q *request, polls int) {
	now := time.Now()
	age := now.Sub(o.start)
	shown := o.visible(now)
	fail := func(status int) {
		q.status = status
		w.WriteHeader(status)
	}
	h := w.Header()
	h.Set("Content-Type", "application/rss+xml; charset=utf-8")
	switch o.quirk {
	case "reordered":
		rand.New(rand.NewPCG(uint64(polls), 3)).Shuffle(len(shown),
			func(i, j int) { shown[i], shown[j] = shown[j], shown[i] })
	case "empties":
		if age > 2*day && age < 4*day {
			shown = nil
		}
	case "429":
		if polls%7 == 3 {
			h.Set("Retry-After", "14400")
			q.wait, q.busy = 4*time.Hour, true
			fail(http.StatusTooManyRequests)
			return
		}
	case "503":
		if polls%9 == 4 {
			q.wait, q.busy = 9*time.Hour, true
			h.Set("Retry-After", now.Add(q.wait).UTC().Format(http.TimeFormat))
			fail(http.StatusServiceUnavailable)
			return
		}
	case "max-age":
		h.Set("Cache-Control", "public, max-age=7200")
		q.wait = 2 * time.Hour
	case "moved":
		if r.URL.Path == "/feed" && age > day {
			h.Set("Location", "/new")
			fail(http.StatusMovedPermanently)
			return
		}
	case "moved home":
		if r.URL.Path == "/feed" && age > day {
			h.Set("Location", "http://plain-0.example/feed")
			fail(http.StatusPermanentRedirect)
			return
		}
	case "private":
		h.Set("Location", "http://10.0.0.1/feed")
		fail(http.StatusFound)
		return
	case "elsewhere": // for a time, says the server
		if r.URL.Path == "/feed" {
			h.Set("Location", "/today")
			fail(http.StatusFound)
			return
		}
	case "outage":
		if age > 2*day && age < 3*day {
			fail(http.StatusInternalServerError)
			return
		}
	case "bomb":
		h.Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb())
		return
	case "gone":
		if age > 3*day {
			fail(http.StatusGone)
			return
		}
	case "circle":
		h.Set("Location", r.URL.Path+"?again")
		fail(http.StatusFound)
		return
	case "html":
		h.Set("Content-Type", "text/html")
		fmt.Fprint(w,
			`<html><head><title>Outlet</title><link rel="alternate" type="application/rss+xml" `+
				`href="/rss.xml"></head><body>Welcome</body></html>`)
		return
	case "error page":
		if polls%4 == 1 {
			fmt.Fprint(w, `<!DOCTYPE html><html><body><h1>Database error</h1></body></html>`)
			q.status = 0
			return
		}
	case "endless":
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				return
			}
		}
		return
	case "slow":
		for r.Context().Err() == nil {
			if _, err := w.Write([]byte("<")); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			<-time.After(time.Second) // of the bubble's time
		}
		return
	}
	body := o.document(shown, now, polls)
	tag := fmt.Sprintf(`W/"%x"`, len(o.visible(now))*1_000_000+int(latest(shown).Unix()%1_000_000))
	switch o.quirk {
	// different each time: no validator helps
	case "churning guids", "churning guids without urls", "dated now", "counter", "truncated", "reordered", "edited",
		"changed guids", "changed urls":
	case "lastmod":
		stamp := latest(shown).UTC().Format(http.TimeFormat)
		h.Set("Last-Modified", stamp)
		if q.since == stamp {
			fail(http.StatusNotModified)
			return
		}
	default:
		h.Set("ETag", tag)
		q.etag = tag
		if q.match == tag {
			fail(http.StatusNotModified)
			return
		}
	}
	_, _ = w.Write(o.packed(body, h))
}

// packed compresses a body as the quirk has it.
func (o *outlet) packed(body []byte, h http.Header) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	switch o.quirk {
	case "gzip":
		h.Set("Content-Encoding", "gzip")
		w = gzip.NewWriter(&b)
	case "brotli":
		h.Set("Content-Encoding", "br")
		w = brotli.NewWriter(&b)
	case "zstd":
		h.Set("Content-Encoding", "zstd")
		z, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1))
		if err != nil {
			panic(err)
		}
		w = z
	default:
		return body
	}
	if _, err := w.Write(body); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// bomb is 256 MiB of zeros, packed.
var bomb = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range 256 {
		_, _ = w.Write(zeros) // to memory
	}
	_ = w.Close()
	return b.Bytes()
})

func latest(posts []post) time.Time {
	if len(posts) == 0 {
		return time.Time{}
	}
	return posts[0].at
}

// document writes the feed as the quirk has it.
func (o *outlet) document(shown []post, now time.Time, polls int) []byte {
	switch o.quirk {
	case "atom":
		return o.atom(shown, now)
	case "json":
		return o.json(shown, now)
	case "rdf":
		return o.rdf(shown, now)
	case "sitemap", "channel", "video", "live blog":
		return o.otherFormat(shown, now)
	}
	var b strings.Builder
	head, language := `<?xml version="1.0" encoding="UTF-8"?>`, ""
	switch o.quirk {
	case "wrong charset":
		head = `<?xml version="1.0" encoding="us-ascii"?>`
	case "utf-16":
		head = `<?xml version="1.0" encoding="UTF-16"?>`
	case "entity bomb":
		head += `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c ` +
			`"&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e ` +
			`"&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;"><!ENTITY g ` +
			`"&f;&f;&f;&f;&f;&f;&f;&f;">]>`
		language = "<description>&g;&g;&g;</description>"
	case "ttl":
		language = "<ttl>150</ttl>"
	case "skip hours":
		language = "<skipHours>"
		for h := range 6 {
			language += fmt.Sprintf("<hour>%d</hour>", h)
		}
		language += "</skipHours>"
	}
	base := ""
	if o.quirk == "xml base" {
		base = ` xml:base="/feeds/"`
	}
	fmt.Fprintf(&b,
		`%s<rss version="2.0"%s `+
			`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><link>http://%s/`+
			`</link>%s`, head, base, o.name, o.name, language)
	for i, p := range shown {
		b.WriteString(o.item(p, i, now, polls))
		if o.quirk == "listed twice" && i == 0 {
			b.WriteString(strings.Replace(o.item(p, i, now, polls), "<guid>", "<guid>again-", 1))
		}
	}
	b.WriteString(`</channel></rss>`)
	doc := b.String()
	if o.quirk == "truncated" && polls%3 == 0 {
		doc = doc[:len(doc)*2/3]
	}
	if o.quirk == "utf-16" {
		out := []byte{0xff, 0xfe}
		for _, u := range utf16.Encode([]rune(doc)) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	}
	return []byte(doc)
}

// item writes one item of RSS.
func (o *outlet) item(p post, i int, now time.Time, polls int) string {
	guid, link, date := fmt.Sprintf("tag:%s,%d", o.name, p.n), o.url(p), p.at.UTC().Format(time.RFC1123Z)
	text := p.text(now)
	switch o.quirk {
	case "churning guids":
		guid = fmt.Sprintf("session-%d-%d", polls, p.n)
	case "churning guids without urls":
		guid, link = fmt.Sprintf("session-%d-%d", polls, p.n), ""
	case "changed guids":
		if now.Sub(o.start) > 3*day {
			guid = "https://" + o.name + "/?p=" + fmt.Sprint(p.n)
		}
	case "changed urls":
		if now.Sub(p.at) > 5*time.Hour {
			link += "-a-better-headline"
		}
	case "no guid":
		guid = ""
	case "only content":
		guid, link = "", ""
	case "numbered guids":
		guid = fmt.Sprint(i + 1)
	case "one url":
		link = "http://" + o.name + "/alerts"
	case "dated now":
		date = now.UTC().Format(time.RFC1123Z)
	case "undated", "page dates":
		date = ""
	case "date only":
		date = p.at.UTC().Format(time.DateOnly)
	case "future":
		date = p.at.Add(5 * time.Hour).UTC().Format(time.RFC1123Z)
	case "counter":
		text += fmt.Sprintf("\n%d readers so far.", polls*10+i)
	case "lands twice":
		link = fmt.Sprintf("http://%s/news/%d?from=feed&edition=%d", o.name, p.n, p.n%3)
	}
	var b strings.Builder
	switch o.quirk {
	case "aggregator": // another id every few polls
		guid = fmt.Sprintf("CBMi%d-%d", polls/3, p.n)
		link = fmt.Sprintf("http://%s/rss/articles/%s", o.name, guid)
	case "one guid":
		guid, link = "article", ""
	case "xml base":
		link = fmt.Sprintf("../news/%d", p.n)
	case "long urls":
		link += "?utm_source=feed&id=" + strings.Repeat("x", 1900) + fmt.Sprint(p.n)
	}
	switch o.quirk {
	case "aggregator":
		fmt.Fprintf(&b, `<item><title>Session %s“%d” - %s</title><source url="http://%s/">%[3]s</source>`, p.token,
			p.n, o.credit(), "desk."+o.name)
	case "escaped twice":
		fmt.Fprintf(&b, "<item><title><![CDATA[Session %s&amp;#8220;%d&amp;#8221; &amp;amp; more]]></title>", p.token,
			p.n)
	case "untitled":
		b.WriteString("<item>")
	default:
		fmt.Fprintf(&b, "<item><title>Session %s“%d”</title>", p.token, p.n)
	}
	if o.quirk == "lands twice" && now.Sub(p.at) > 4*time.Hour { // the link is counted anew, and so is the GUID
		guid += "b"
		link = strings.Replace(link, "from=feed", "from=rss", 1)
	}
	for _, f := range [][2]string{{"guid", guid}, {"link", link}, {"pubDate", date}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>", f[0], html.EscapeString(f[1]), f[0])
		}
	}
	switch o.quirk {
	case "aggregator":
		fmt.Fprintf(&b, `<description>&lt;a href="%s"&gt;Session %s“%d”&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font `+
			`color="#6f6f6f"&gt;%s&lt;/font&gt;</description>`, link, p.token, p.n, o.credit())
	case "summary", "walls", "other article", "page dates", "bot check", "no pages", "lands twice", "robots",
		"crawl delay", "paywall", "cookie wall":
		fmt.Fprintf(&b, "<description>The council of %s met.</description>", p.token)
	default:
		fmt.Fprintf(&b, "<content:encoded>&lt;p&gt;%s&lt;/p&gt;</content:encoded>",
			html.EscapeString(html.EscapeString(text)))
	}
	b.WriteString("</item>")
	return b.String()
}

func (o *outlet) atom(shown []post, now time.Time) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, `<feed xmlns="http://www.w3.org/2005/Atom"><title>%s</title><id>%s</id><updated>%s</updated>`,
		o.name, o.name, now.UTC().Format(time.RFC3339))
	for _, p := range shown {
		fmt.Fprintf(&b,
			`<entry><id>urn:%s:%d</id><title>Session %s</title><link href="%s"/><published>%s</published><content `+
				`type="html">%s</content></entry>`,
			o.name, p.n, p.token, o.url(p), p.at.In(time.FixedZone("", 2*3600)).Format(time.RFC3339),
			html.EscapeString(p.text(now)))
	}
	b.WriteString(`</feed>`)
	return []byte(b.String())
}

func (o *outlet) rdf(shown []post, now time.Time) []byte {
	var b strings.Builder
	fmt.Fprintf(&b,
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" `+
			`xmlns:dc="http://purl.org/dc/elements/1.1/" `+
			`xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel `+
			`rdf:about="http://%[1]s/"><title>%[1]s</title></channel>`, o.name)
	for _, p := range shown {
		fmt.Fprintf(&b,
			`<item rdf:about="%s"><title>Session `+
				`%s</title><link>%[1]s</link><dc:date>%[3]s</dc:date><content:encoded>%[4]s</content:encoded></item>`,
			o.url(p), p.token, p.at.UTC().Format(time.RFC3339), html.EscapeString(p.text(now)))
	}
	b.WriteString(`</rdf:RDF>`)
	return []byte(b.String())
}

func (o *outlet) json(shown []post, now time.Time) []byte {
	type item struct {
		ID        string `json:"id"`
		URL       string `json:"url"`
		Title     string `json:"title"`
		Text      string `json:"content_text"`
		Published string `json:"date_published"`
	}
	doc := struct {
		Version string `json:"version"`
		Title   string `json:"title"`
		Items   []item `json:"items"`
	}{Version: "https://jsonfeed.org/version/1.1", Title: o.name, Items: []item{}}
	for _, p := range shown {
		doc.Items = append(doc.Items, item{
			fmt.Sprint(p.n), o.url(p), "Session " + p.token, p.text(now),
			p.at.UTC().Format(time.RFC3339),
		})
	}
	out, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return out
}

// fleet is a number of outlets of each quirk, with a week of posts.
func fleet(each int, start time.Time) map[string]*outlet {
	dice := rand.New(rand.NewPCG(1, 2))
	out := map[string]*outlet{}
	for _, quirk := range quirks {
		for i := range each {
			o := &outlet{
				name: fmt.Sprintf("%s-%d.example", strings.ReplaceAll(quirk, " ", "-"), i), quirk: quirk,
				start: start,
			}
			serial := len(out)
			rate := 8 + dice.IntN(16) // hours between posts
			at := start.Add(-time.Duration(3*rate) * time.Hour)
			if quirk == "silent" { // posts every hour, and stops
				at = start.Add(-12 * time.Hour)
			}
			for n := 1; at.Before(start.Add(6*day + 12*time.Hour)); n++ {
				p := post{n: n, token: fmt.Sprintf("Q%dX%dQ", serial, n), at: at.Truncate(time.Second)}
				if quirk == "edited" && n%3 == 0 {
					p.edited = at.Add(time.Duration(dice.IntN(20)) * time.Hour)
				}
				o.posts = append(o.posts, p)
				step := time.Duration(dice.IntN(2*rate*60)) * time.Minute
				if quirk == "silent" {
					step = time.Hour
					if at.After(start.Add(2 * day)) {
						break
					}
				}
				at = at.Add(step + time.Minute)
			}
			out[o.name] = o
		}
	}
	return out
}

func (o *outlet) source() news.Source {
	s := news.Source{Name: o.name, Kind: news.KindNewspaper, Language: "en"}
	if o.quirk == "aggregator" {
		s.Kind = news.KindAggregator
	}
	return s
}
