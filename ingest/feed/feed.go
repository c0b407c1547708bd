// Package feed turns the bytes of a feed into items: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, JSON Feed, and what some
// outlets offer instead, news sitemaps and Telegram's previews of channels; it finds the feeds that a home page names,
// and reads and writes OPML.
//
// [Parse] stands on gofeed, with a cleaner in front of it: real feeds are cut short, lie about their charset, use
// entities that XML does not know, and hold one broken item among fifty good ones. What can be read is read; what was
// wrong is a line in [Feed].Problems, with the place. An error is returned only when not even an empty feed is left.
//
// Every function is safe on hostile input: it never panics, fetches nothing, expands no more entities than a small
// budget allows, and takes time and memory linear in the input.
package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"sitrep/ingest/date"
)

// Bounds of what is read.
const (
	maxFeed     = 64 << 20 // bytes, decoded; the largest real feed seen was 9 MB
	maxProblems = 20       // listed; more would be the same again
	maxField    = 4096     // bytes of a short text (title, author, category, GUID)
	maxContent  = 2 << 20  // bytes of a long one: what package news stores
)

// Feed is what an outlet publishes at one address.
type Feed struct {
	Title     string
	Home      string        // absolute URL of the outlet's page, "" if unknown
	Language  string        // as the feed says, "" if it does not
	TTL       time.Duration // how long the feed asks to be left alone; 0 if it does not
	SkipHours []int         // hours of the day, UTC, in which nothing is published
	Items     []Item        // in the feed's order
	Problems  []string      // what was wrong with it, one line each, with the place where it is known
	Notes     []string      // what it left open, one line each; nothing is missing for it
}

// Item is one entry of a feed.
type Item struct {
	GUID       string // as the feed gives it, "" if it gives none
	URL        string // absolute, "" if there is none
	Title      string // plain text
	Summary    string // may hold markup
	Content    string // HTML, "" if the feed has only the summary
	Author     string
	Language   string
	Published  time.Time // UTC; zero if the feed does not say. May lie in the future
	Updated    time.Time // UTC; zero if the feed does not say
	DateOnly   bool      // Published has no time of day: midnight UTC stands for the day
	Zoneless   bool      // Published has no zone: it is read as UTC
	Categories []string
	Source     string // the outlet whose item it is, where an aggregator says so; "" otherwise
	SourceURL  string // its page, "" if it is not told
	Edited     bool   // the feed says that it was changed since, not when
}

// Error says why nothing at all could be read, and where.
type Error struct {
	Place  string // "line 3, column 14", "" if it is the whole
	Reason string
}

func (e *Error) Error() string {
	if e.Place == "" {
		return e.Reason
	}
	return e.Place + ": " + e.Reason
}

// Origin is where a feed was read, and what is known of whose it is. Every field may be empty.
type Origin struct {
	ContentType string    // the HTTP header: its charset is believed if the bytes do not disprove it
	Address     string    // relative links are resolved against it, without its password and query
	Country     string    // of the outlet, ISO 3166: IST is another time in India and in Israel
	Language    string    // of the outlet, BCP 47, where the feed names none
	Now         time.Time // when it was read
}

// Parse reads a feed of which nothing else is known, see [ParseFrom].
func Parse(data []byte, contentType, address string) (Feed, error) {
	return ParseFrom(data, Origin{ContentType: contentType, Address: address})
}

// ParseFrom reads a feed, or what some outlets offer instead of one: a news sitemap, the preview of a Telegram channel.
// The error is an [*Error].
func ParseFrom(data []byte, o Origin) (Feed, error) {
	base, err := url.Parse(o.Address)
	if err != nil {
		base = &url.URL{}
	}
	base = public(base)
	cut := len(data) > maxFeed
	source, err := decode(data[:min(len(data), maxFeed)], o.ContentType)
	if err != nil {
		return Feed{}, err
	}
	r := reader{base: base, source: source, dates: dateReader(o, base, source)}
	if cut {
		r.problem(-1, "the feed has %d bytes: only the first %d were read", len(data), maxFeed)
	}
	switch body := bytes.TrimLeft(source, " \t\r\n\ufeff"); {
	case len(body) == 0:
		return Feed{}, &Error{Reason: "the feed is empty"}
	case body[0] == '{' || body[0] == '[':
		err = r.json()
	case isPreview(body):
		err = r.preview()
	default:
		err = r.xml()
	}
	if err != nil {
		return Feed{}, err
	}
	r.sum()
	return r.feed, nil
}

// LooksLikeFeed reports whether data begins like a feed rather than like a page or any other file.
func LooksLikeFeed(data []byte) bool {
	head, err := decode(data[:min(len(data), 8192)], "")
	if err != nil {
		return false
	}
	body := bytes.TrimSpace(head)
	if len(body) > 0 && body[0] == '{' {
		return bytes.Contains(body, []byte("jsonfeed.org/version/"))
	}
	_, _, kind := findRoot(body)
	return kind != "" && (kind != "sitemap" || ofNews(body)) || isPreview(body)
}

// declared finds the language that a feed declares, before its items are read.
var declared = regexp.MustCompile(`(?i)<(?:dc:)?language>\s*([a-z]{2,3}(?:[-_][a-z0-9]+)*)\s*<|<(?:feed|` +
	`rss)\b[^>]*\sxml:lang=` +
	`["']([a-z]{2,3}(?:[-_][a-z0-9]+)*)["']`)

// maxDeclared is how many bytes of a feed are searched for that: what it says of itself stands first.
const maxDeclared = 16 << 10

// dateReader knows as much of whose dates they are as the feed and its address tell.
func dateReader(o Origin, base *url.URL, source []byte) date.Reader {
	d := date.Reader{Language: o.Language, Country: strings.ToUpper(o.Country), Now: o.Now}
	if m := declared.FindSubmatch(source[:min(len(source), maxDeclared)]); m != nil {
		d.Language = language(string(m[1]) + string(m[2]))
	}
	if d.Country == "" {
		d.Country = date.CountryOf(d.Language, base.Hostname())
	}
	d.Order = date.OrderOf(d.Language, base.Hostname())
	return d
}

// reader gathers a feed from its source.
type reader struct {
	base     *url.URL
	dates    date.Reader
	source   []byte // UTF-8
	feed     Feed
	dropped  int // problems that were not listed
	zoneless int // dates without a time zone
}

// problem notes what was wrong at a byte offset of the source, or of the whole if at is negative.
func (r *reader) problem(at int, format string, args ...any) {
	if len(r.feed.Problems) >= maxProblems {
		r.dropped++
		return
	}
	text := fmt.Sprintf(format, args...)
	if at >= 0 {
		text = place(r.source, at) + ": " + text
	}
	r.feed.Problems = append(r.feed.Problems, text)
}

// note tells what the feed left open.
func (r *reader) note(format string, args ...any) {
	if len(r.feed.Notes) < maxProblems {
		r.feed.Notes = append(r.feed.Notes, fmt.Sprintf(format, args...))
	}
}

// sum adds the problems that are told once.
func (r *reader) sum() {
	if r.dropped > 0 {
		r.feed.Problems = append(r.feed.Problems, fmt.Sprintf("%d more problems", r.dropped))
	}
	if r.zoneless > 0 {
		r.feed.Notes = append(r.feed.Notes, fmt.Sprintf("%d of %d dates name no time zone: they are read as UTC",
			r.zoneless, len(r.feed.Items)))
	}
}

// place names the line and column of a byte offset, both from 1; columns count bytes.
func place(source []byte, at int) string {
	at = min(at, len(source))
	line := 1 + bytes.Count(source[:at], []byte("\n"))
	column := at - bytes.LastIndexByte(source[:at], '\n')
	return fmt.Sprintf("line %d, column %d", line, column)
}

// link resolves ref and drops what is no web address.
func (r *reader) link(ref string) string { return resolve(r.base, ref) }

// public is an address without what a link must not inherit: a password, and the query with the token in it.
func public(base *url.URL) *url.URL {
	u := *base
	u.User, u.RawQuery, u.Fragment, u.RawFragment = nil, "", "", ""
	return &u
}

func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if len(ref) > maxField || placeholder(ref) {
		return ""
	}
	u, err := base.Parse(strings.NewReplacer("\n", "", "\r", "", "\t", "", " ", "%20").Replace(ref))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}
