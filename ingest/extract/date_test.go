package extract

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// today is when the tests take place.
var today = time.Date(2025, time.April, 30, 12, 0, 0, 0, time.UTC)

// showDate is "" for no date.
func showDate(d time.Time, dateOnly bool) string {
	switch {
	case d.IsZero():
		return ""
	case dateOnly:
		return d.Format(time.DateOnly)
	}
	return d.Format(time.RFC3339)
}

// pageHeadline is that of the pages in pageDates.
const pageHeadline = "<h1>Three killed as drones hit Sumy warehouse</h1>"

// pageDates are pages and the dates that are found on them.
var pageDates = []struct{ name, address, head, body, want string }{
	{
		"cXense", "", `<meta name="cXenseParse:recs:publishtime" content="2025-04-24T10:00:00Z">`, pageHeadline,
		"2025-04-24T10:00:00Z",
	},
	{"digits", "", `<meta name="ptime" content="20250424103251">`, pageHeadline, "2025-04-24T10:32:51Z"},
	{
		"sailthru", "", `<meta name="sailthru.date" content="Thu, 24 Apr 2025 10:00:00 +0300">`, pageHeadline,
		"2025-04-24T07:00:00Z",
	},
	{
		"an unreadable tag does not hide the next", "",
		`<meta property="article:published_time" content="soon"><meta name="dc.date" content="2025-04-24">`,
		pageHeadline, "2025-04-24",
	},
	{
		"a page in JSON-LD", "",
		`<script type="application/ld+json">{"@type":"WebPage","datePublished":"2025-04-24T10:00:00Z",` +
			`"dateModified":"2025-04-25T10:00:00Z"}</script>`, pageHeadline, "2025-04-24T10:00:00Z",
	},
	{
		"published on the page, modified in a tag", "",
		`<meta property="article:modified_time" content="2025-04-25T10:00:00Z">`,
		pageHeadline + `<p class="date">24 April 2025</p>`, "2025-04-24",
	},
	{
		"modified and nothing else", "",
		`<meta property="og:updated_time" content="2025-04-25T10:00:00Z">`, pageHeadline, "2025-04-25T10:00:00Z",
	},
	{
		"microdata", "", "",
		pageHeadline + `<span itemprop="datePublished" content="2025-04-24T10:00:00Z">yesterday</span>`,
		"2025-04-24T10:00:00Z",
	},
	{
		"two time elements", "", "",
		pageHeadline + `<time itemprop="dateModified" datetime="2025-04-25T10:00:00Z">x</time><time ` +
			`itemprop="datePublished" datetime="2025-04-24T10:00:00Z">x</time>`, "2025-04-24T10:00:00Z",
	},
	{
		"a label before the element", "", "",
		pageHeadline + `<p><span>Updated</span> <time datetime="2025-04-25">x</time> <span>Published</span> <time ` +
			`datetime="2025-04-24">x</time></p>`, "2025-04-24",
	},
	{
		"readers are told another day than programs", "", "",
		pageHeadline + `<time datetime="2025-04-25T10:00:00Z">Published 20 April 2025</time>`, "2025-04-20",
	},
	{
		"teasers around the article", "", "",
		`<div class="teaser"><time datetime="2025-04-20">x</time><h3><a href="/b">Air raid ` +
			`alerts</a></h3><p>x</p></div>` + pageHeadline +
			`<p class="byline">By Olena Marchuk, 24 April 2025</p>` +
			`<aside><time datetime="2025-04-21">x</time></aside>`,
		"2025-04-24",
	},
	{"only comments", "", "", pageHeadline + strings.Repeat("<p>x</p>", 100) +
		`<div class="comment"><time datetime="2025-04-24">x</time></div>`, ""},
	{"a list of other articles", "", "", pageHeadline + strings.Repeat("<p>x</p>", 100) +
		`<b class="post-date">24 April 2025</b><b class="post-date">20 April 2025</b>`, ""},
	{"the address", "https://example.org/2025/04/24/sumy", "", pageHeadline, "2025-04-24"},
	{
		"the address and the clock", "https://example.org/2025/04/24/sumy", "",
		pageHeadline + `<time datetime="2025-04-24T10:00:00Z">x</time>`, "2025-04-24T10:00:00Z",
	},
	{
		"the address against a teaser", "https://example.org/2025/04/24/sumy", "",
		pageHeadline + `<time datetime="2025-04-20T10:00:00Z">x</time>`, "2025-04-24",
	},
	{
		"the canonical address", "https://example.org/?p=5",
		`<link rel="canonical" href="https://example.org/2025/04/24/sumy">`, pageHeadline, "2025-04-24",
	},
	{
		"the wrong month", "https://example.org/2025/04/sumy", "",
		pageHeadline + `<p class="date">1 January 2024</p><p class="date">24 April 2025</p>`, "2025-04-24",
	},
	{"a line below the headline", "", "", pageHeadline + `<p>Sumy, 24 April 2025</p>`, "2025-04-24"},
	{"a line above the headline", "", "", `<p>24 April 2025</p>` + pageHeadline, "2025-04-24"},
	{
		"a dateline", "", "",
		pageHeadline + `<p>SUMY, 24 April 2025 — Three people were killed and eleven injured when drones struck a ` +
			`grain warehouse on the outskirts.</p>`, "2025-04-24",
	},
	{
		"a date in a sentence", "", "",
		pageHeadline + `<p>Three people were killed and eleven injured when drones struck a warehouse on 24 April ` +
			`2025.</p>`, "",
	},
	{"a caption", "", "", pageHeadline + `<figure><figcaption>Sumy, 24 April 2025</figcaption></figure>`, ""},
	{"the day of the visit", "", "", `<div class="current-date">30 April 2025</div>` + pageHeadline, ""},
	{"the day of the visit without a name", "", "", `<p>30 April 2025</p>` + pageHeadline, ""},
	{"an event to come", "", "", pageHeadline + `<time datetime="2025-06-01">1 June 2025</time>`, ""},
}

func TestDateOnPage(t *testing.T) {
	for _, c := range pageDates {
		t.Run(c.name, func(t *testing.T) {
			base, err := url.Parse(c.address)
			if err != nil {
				t.Fatal(err)
			}
			page := `<html lang="en"><head><title>Three killed as drones hit Sumy warehouse</title>` + c.head +
				"</head><body>" + c.body + filler(3) + "</body></html>"
			doc, err := html.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			m := readMeta(doc, base)
			p := m.page()
			m.published(doc, &p, today)
			d, dateOnly := p.Published, p.DateOnly
			if got := showDate(d, dateOnly); got != c.want {
				t.Errorf("published = %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{
		"25 April 2025, 10:30 GMT+3", "04/05/25 5 p.m. ET", "٢٥ كانون الثاني ٢٠٢٥", "2025-04-25T10:30:00.5+05:30",
		"Updated: 1er août 2024 à 14h30", "20250425", "1745584200",
		"<h1>x</h1><time datetime='2025-04-25'>", "<p class=date>25.04.25<", "10:30, 25 - -",
		"9 May 99999999999999999999",
	} {
		f.Add(s, "en-US", "/2025/04/25/")
	}
	f.Fuzz(func(t *testing.T, s, lang, path string) {
		if len(s) > 1<<14 {
			return
		}
		doc, err := html.Parse(strings.NewReader("<h1>x</h1>" + s))
		if err != nil {
			return
		}
		finder := newDateFinder(&url.URL{Host: lang, Path: path}, lang, "x", "x", today)
		d, what := finder.find(doc)
		if what != nothing && (d.Time.Year() < 1990 || d.Time.After(today.AddDate(0, 0, 2)) ||
			d.DateOnly && !d.Time.Equal(d.Time.Truncate(24*time.Hour))) {
			t.Errorf("%q (%s) %q: %+v", s, lang, path, d)
		}
	})
}
