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

// showMoment is "" for no date.
func showMoment(m moment, ok bool) string {
	switch {
	case !ok:
		return ""
	case m.dateOnly:
		return m.time.Format(time.DateOnly)
	}
	return m.time.Format(time.RFC3339)
}

func TestDateInText(t *testing.T) {
	for _, c := range []struct{ name, lang, in, want string }{
		{"English", "en", "Friday, April 25, 2025", "2025-04-25"},
		{"English, British", "en", "25th of April, 2025", "2025-04-25"},
		{"abbreviated", "en", "Sept. 5 2024", "2024-09-05"},
		{"hyphens", "en", "25-Apr-25", "2025-04-25"},
		{"French", "fr", "Publié le vendredi 25 avril 2025 à 14h30", "2025-04-25T14:30:00Z"},
		{"French, first of the month", "fr", "1er août 2024", "2024-08-01"},
		{"German", "de", "Freitag, 25. März 2024, 09:05 Uhr", "2024-03-25T09:05:00Z"},
		{"German, a dot in the time", "de", "25.04.2025 um 9.05 Uhr", "2025-04-25T09:05:00Z"},
		{"Spanish", "es", "25 de abril de 2025 a las 10:15", "2025-04-25T10:15:00Z"},
		{"Russian", "ru", "25 апреля 2025, 10:15 МСК", "2025-04-25T07:15:00Z"},
		{"Russian, clock first", "ru", "10:15, 25 апреля 2025", "2025-04-25T10:15:00Z"},
		{"Ukrainian", "uk", "П'ятниця, 25 квітня 2025, 18:40", "2025-04-25T18:40:00Z"},
		{"Turkish", "tr", "25 Şubat 2025 Salı 12:30", "2025-02-25"},
		{"Turkish, saat", "tr", "25 Nisan 2025, saat 12:30", "2025-04-25T12:30:00Z"},
		{"Arabic", "ar", "الجمعة 25 أبريل 2025", "2025-04-25"},
		{"Arabic digits, Levantine month", "ar", "٢٥ كانون الثاني ٢٠٢٥", "2025-01-25"},
		{"Arabic, afternoon", "ar", "25 نيسان 2025 الساعة 3:20 مساء", "2025-04-25T15:20:00Z"},
		{"Chinese", "zh", "2025年4月25日", "2025-04-25"},
		{"ISO", "en", "2025-04-25 10:30:05", "2025-04-25T10:30:05Z"},
		{"American zone in summer", "en", "April 25, 2025 5:30 p.m. ET", "2025-04-25T21:30:00Z"},
		{"American zone in winter", "en", "January 25, 2025 5:30 PM ET", "2025-01-25T22:30:00Z"},
		{"noon and midnight", "en", "12:05 AM, April 25, 2025", "2025-04-25T00:05:00Z"},
		{"hour without minutes", "en", "April 25, 2025 at 5pm", "2025-04-25T17:00:00Z"},
		{"offset", "en", "25 April 2025 10:30 GMT+3", "2025-04-25T07:30:00Z"},
		{"offset with minutes", "en", "25 April 2025 10:30 +05:30", "2025-04-25T05:00:00Z"},
		{"day first by language", "fr", "04/03/2025", "2025-03-04"},
		{"month first by language", "en-US", "04/03/2025", "2025-04-03"},
		{"nobody knows", "en", "04/03/2025", ""},
		{"one reading is no date", "en", "04/25/2025", "2025-04-25"},
		{"one reading is in the future", "en", "04/12/2025", "2025-04-12"},
		{"both readings are the same", "en", "04/04/2025", "2025-04-04"},
		{"dots are day first", "en", "04.03.2025", "2025-03-04"},
		{"two digits", "de", "25.04.25", "2025-04-25"},
		{"published before updated", "en", "Published: 24 April 2025 Updated: 25 April 2025", "2025-04-24"},
		{
			"updated before published", "en", "Updated 25 April 2025 | Published 24 April 2025 08:00",
			"2025-04-24T08:00:00Z",
		},
		{"only updated", "en", "Last updated 25 April 2025", "2025-04-25 updated"},
		{"Stand", "de", "Stand: 25.04.2025, 10:00 Uhr", "2025-04-25T10:00:00Z updated"},
		{"future", "en", "25 May 2025", ""},
		{"before the web", "en", "25 May 1945", ""},
		{"no such day", "en", "31 April 2025", ""},
		{"no year", "en", "25 April", ""},
		{"no day", "en", "April 2025", ""},
		{"address of a machine", "en", "10.10.20.25.1", ""},
		{"telephone", "en", "+380 44 255 12 34", ""},
		{"marks of direction", "ar", "\u200f25\u200f/04/2025", "2025-04-25"},
		{"empty", "en", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newDateFinder(&url.URL{}, c.lang, "", "", today)
			d, updated, ok := f.inText(c.in)
			got := showMoment(d, ok)
			if updated {
				got += " updated"
			}
			if got != c.want {
				t.Errorf("inText(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestOrderOf(t *testing.T) {
	for _, c := range []struct {
		lang, host string
		want       order
	}{
		{"fr", "example.com", dayFirst},
		{"en-GB", "example.com", dayFirst},
		{"en-US", "example.com", monthFirst},
		{"en-US", "example.in", unknownOrder}, // the default of publishing systems against the country
		{"en", "example.ie", dayFirst},
		{"en", "example.gov", monthFirst},
		{"en-CA", "example.ca", unknownOrder},
		{"en", "example.io", unknownOrder},
		{"", "", unknownOrder},
		{"", "example.de", dayFirst},
	} {
		if got := orderOf(c.lang, c.host); got != c.want {
			t.Errorf("orderOf(%q, %q) = %v, want %v", c.lang, c.host, got, c.want)
		}
	}
}

func TestDateInAddress(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{"/2025/04/25/sumy-warehouse", "2025-04-25"},
		{"/news/2025-04-25-sumy", "2025-04-25"},
		{"/sumy-20250425.html", "2025-04-25"},
		{"/a/2025/4/5/b", "2025-04-05"},
		{"/2025/0425/b", "2025-04-25"},
		{"/news/120250425", ""},
		{"/2025/13/25/b", ""},
		{"/2025/05/25/b", ""}, // in the future
		{"/2025/04/sumy", ""},
		{"", ""},
	} {
		f := newDateFinder(&url.URL{Path: c.path}, "", "", "", today)
		if got := showMoment(f.inAddress(c.path)); got != c.want {
			t.Errorf("inAddress(%q) = %q, want %q", c.path, got, c.want)
		}
	}
}

func TestDateOnPage(t *testing.T) {
	const headline = "<h1>Three killed as drones hit Sumy warehouse</h1>"
	for _, c := range []struct{ name, address, head, body, want string }{
		{
			"cXense", "", `<meta name="cXenseParse:recs:publishtime" content="2025-04-24T10:00:00Z">`, headline,
			"2025-04-24T10:00:00Z",
		},
		{"digits", "", `<meta name="ptime" content="20250424103251">`, headline, "2025-04-24T10:32:51Z"},
		{
			"sailthru", "", `<meta name="sailthru.date" content="Thu, 24 Apr 2025 10:00:00 +0300">`, headline,
			"2025-04-24T07:00:00Z",
		},
		{
			"an unreadable tag does not hide the next", "",
			`<meta property="article:published_time" content="soon"><meta name="dc.date" content="2025-04-24">`,
			headline, "2025-04-24",
		},
		{
			"a page in JSON-LD", "",
			`<script type="application/ld+json">{"@type":"WebPage","datePublished":"2025-04-24T10:00:00Z",` +
				`"dateModified":"2025-04-25T10:00:00Z"}</script>`, headline, "2025-04-24T10:00:00Z",
		},
		{
			"published on the page, modified in a tag", "",
			`<meta property="article:modified_time" content="2025-04-25T10:00:00Z">`,
			headline + `<p class="date">24 April 2025</p>`, "2025-04-24",
		},
		{
			"modified and nothing else", "", `<meta property="og:updated_time" content="2025-04-25T10:00:00Z">`, headline,
			"2025-04-25T10:00:00Z",
		},
		{
			"microdata", "", "",
			headline + `<span itemprop="datePublished" content="2025-04-24T10:00:00Z">yesterday</span>`,
			"2025-04-24T10:00:00Z",
		},
		{
			"two time elements", "", "",
			headline + `<time itemprop="dateModified" datetime="2025-04-25T10:00:00Z">x</time><time ` +
				`itemprop="datePublished" datetime="2025-04-24T10:00:00Z">x</time>`, "2025-04-24T10:00:00Z",
		},
		{
			"a label before the element", "", "",
			headline + `<p><span>Updated</span> <time datetime="2025-04-25">x</time> <span>Published</span> <time ` +
				`datetime="2025-04-24">x</time></p>`, "2025-04-24",
		},
		{
			"readers are told another day than programs", "", "",
			headline + `<time datetime="2025-04-25T10:00:00Z">Published 20 April 2025</time>`, "2025-04-20",
		},
		{
			"teasers around the article", "", "",
			`<div class="teaser"><time datetime="2025-04-20">x</time><h3><a href="/b">Air raid ` +
				`alerts</a></h3><p>x</p></div>` + headline +
				`<p class="byline">By Olena Marchuk, 24 April 2025</p><aside><time datetime="2025-04-21">x</time></aside>`,
			"2025-04-24",
		},
		{"only comments", "", "", headline + strings.Repeat("<p>x</p>", 100) +
			`<div class="comment"><time datetime="2025-04-24">x</time></div>`, ""},
		{"a list of other articles", "", "", headline + strings.Repeat("<p>x</p>", 100) +
			`<b class="post-date">24 April 2025</b><b class="post-date">20 April 2025</b>`, ""},
		{"the address", "https://example.org/2025/04/24/sumy", "", headline, "2025-04-24"},
		{
			"the address and the clock", "https://example.org/2025/04/24/sumy", "",
			headline + `<time datetime="2025-04-24T10:00:00Z">x</time>`, "2025-04-24T10:00:00Z",
		},
		{
			"the address against a teaser", "https://example.org/2025/04/24/sumy", "",
			headline + `<time datetime="2025-04-20T10:00:00Z">x</time>`, "2025-04-24",
		},
		{
			"the canonical address", "https://example.org/?p=5",
			`<link rel="canonical" href="https://example.org/2025/04/24/sumy">`, headline, "2025-04-24",
		},
		{
			"the wrong month", "https://example.org/2025/04/sumy", "",
			headline + `<p class="date">1 January 2024</p><p class="date">24 April 2025</p>`, "2025-04-24",
		},
		{"a line below the headline", "", "", headline + `<p>Sumy, 24 April 2025</p>`, "2025-04-24"},
		{"a line above the headline", "", "", `<p>24 April 2025</p>` + headline, "2025-04-24"},
		{
			"a dateline", "", "",
			headline + `<p>SUMY, 24 April 2025 — Three people were killed and eleven injured when drones struck a ` +
				`grain warehouse on the outskirts.</p>`, "2025-04-24",
		},
		{
			"a date in a sentence", "", "",
			headline + `<p>Three people were killed and eleven injured when drones struck a warehouse on 24 April ` +
				`2025.</p>`, "",
		},
		{"a caption", "", "", headline + `<figure><figcaption>Sumy, 24 April 2025</figcaption></figure>`, ""},
		{"the day of the visit", "", "", `<div class="current-date">30 April 2025</div>` + headline, ""},
		{"the day of the visit without a name", "", "", `<p>30 April 2025</p>` + headline, ""},
		{"an event to come", "", "", headline + `<time datetime="2025-06-01">1 June 2025</time>`, ""},
	} {
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
			d, dateOnly := m.published(doc, m.page(), today)
			if got := showMoment(moment{d, dateOnly}, !d.IsZero()); got != c.want {
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
		check := func(d moment) {
			if !finder.plausible(d) || d.dateOnly && !d.time.Equal(d.time.Truncate(24*time.Hour)) {
				t.Errorf("%q (%s) %q: %+v", s, lang, path, d)
			}
		}
		if d, what := finder.find(doc); what != nothing {
			check(d)
		}
		if d, ok := finder.machine(s); ok {
			check(d)
		}
	})
}
