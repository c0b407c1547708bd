package feed

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"sitrep/ingest/date"
)

const address = "https://courier.example/rss.xml"

func mustParse(t *testing.T, doc string) Feed {
	t.Helper()
	f, err := Parse([]byte(doc), "", address)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	return f
}

var formatsNoon = time.Date(2025, 4, 24, 12, 0, 0, 0, time.UTC)

var formatsItem = Item{
	GUID: "tag:courier.example,2025:1", URL: "https://courier.example/war/1",
	Title: "Talks & more talks", Summary: "Two delegations met.",
	Author: "Olena Marchuk", Published: formatsNoon, Categories: []string{"War"},
}

// formats are the same item in every format.
var formats = []struct {
	name, doc string
	want      Feed
}{
	{
		"RSS 2.0", `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
			`<channel><title>The Courier</title><link>https://courier.example/</link><language>en-gb` +
			`</language><ttl>30</ttl>
		<skipHours><hour>1</hour><hour>24</hour></skipHours>
		<item><title>Talks &amp;amp; more talks</title><link>https://courier.example/war/1</link><guid ` +
			`isPermaLink="false">tag:courier.example,2025:1</guid><description>Two delegations met.</description>
		<dc:creator>Olena Marchuk</dc:creator><category>War</category><pubDate>Thu, 24 Apr 2025 14:00:00 +0200` +
			`</pubDate></item></channel></rss>`,
		Feed{
			Title: "The Courier", Home: "https://courier.example/", Language: "en-GB", TTL: 30 * time.Minute,
			SkipHours: []int{1, 0}, Items: []Item{formatsItem},
		},
	},
	{
		"RSS 0.91", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" ` +
			`"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>The ` +
			`Courier</title>
		<item><title>Talks &amp; more talks</title><link>/war/1</link><description>Two delegations met.` +
			`</description></item></channel></rss>`,
		Feed{Title: "The Courier", Items: []Item{{
			URL: "https://courier.example/war/1", Title: "Talks & more talks", Summary: "Two delegations met.",
		}}},
	},
	{
		"RDF", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
			`xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
			`xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
		<channel rdf:about="https://courier.example/"><title>The Courier</title><link>https://courier.example/` +
			`</link><dc:language>en</dc:language><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>` +
			`2</sy:updateFrequency></channel>
		<item rdf:about="tag:courier.example,2025:1"><title>Talks &amp; more talks</title><link>` +
			`https://courier.example/war/1</link><description>Two delegations met.</description><dc:creator>` +
			`Olena Marchuk</dc:creator><dc:subject>War</dc:subject><dc:date>2025-04-24T12:00:00Z</dc:date>` +
			`</item></rdf:RDF>`,
		Feed{
			Title: "The Courier", Home: "https://courier.example/", Language: "en", TTL: 30 * time.Minute,
			Items: []Item{formatsItem},
		},
	},
	{
		"Atom 1.0", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Courier</title><link ` +
			`rel="self" href="/atom"/><link href="/"/>
		<entry><id>tag:courier.example,2025:1</id><title type="html">Talks &amp;amp; more talks</title><link ` +
			`rel="enclosure" href="/x.mp3"/><link href="/war/1"/><summary>Two delegations met.</summary>` +
			`<author><name>Olena Marchuk</name><email>o@courier.example</email></author>
		<category term="War"/><published>2025-04-24T12:00:00Z</published><updated>2025-04-24T12:30:00Z` +
			`</updated></entry></feed>`,
		Feed{
			Title: "The Courier", Home: "https://courier.example/", Language: "en",
			Items: []Item{withUpdate(formatsItem, formatsNoon.Add(30*time.Minute))},
		},
	},
	{
		"Atom 0.3", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Courier</title><link ` +
			`rel="alternate" type="text/html" href="https://courier.example/"/>
		<entry><id>tag:courier.example,2025:1</id><title>Talks &amp; more talks</title><link rel="alternate" ` +
			`type="text/html" href="https://courier.example/war/1"/><summary>Two delegations met.</summary>` +
			`<author><name>Olena Marchuk</name></author>
		<category term="War"/><issued>2025-04-24T14:00:00+02:00</issued><modified>2025-04-24T12:30:00Z` +
			`</modified></entry></feed>`,
		Feed{
			Title: "The Courier", Home: "https://courier.example/",
			Items: []Item{withUpdate(formatsItem, formatsNoon.Add(30*time.Minute))},
		},
	},
	{
		"JSON Feed", `{"version":"https://jsonfeed.org/version/1.1","title":"The Courier",` +
			`"home_page_url":"https://courier.example/","language":"en",
		"items":[{"id":"tag:courier.example,2025:1","url":"/war/1","title":"Talks & more talks",` +
			`"summary":"Two delegations met.","authors":[{"name":"Olena Marchuk"}],"tags":["War"],` +
			`"date_published":"2025-04-24T12:00:00Z"}]}`,
		Feed{Title: "The Courier", Home: "https://courier.example/", Language: "en", Items: []Item{formatsItem}},
	},
	{
		"no items", `<rss version="2.0"><channel><title>The Courier</title></channel></rss>`,
		Feed{Title: "The Courier"},
	},
	{
		"no items in Atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title></feed>`,
		Feed{Title: "The Courier"},
	},
}

func TestParseFormats(t *testing.T) {
	for _, c := range formats {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, mustParse(t, c.doc)); diff != "" {
				t.Errorf("Parse (-want +got):\n%s", diff)
			}
			if !LooksLikeFeed([]byte(c.doc)) {
				t.Error("LooksLikeFeed = false")
			}
		})
	}
}

func withUpdate(i Item, at time.Time) Item {
	i.Updated = at
	return i
}

// rssWith is a feed of one item.
func rssWith(item string) string {
	return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:content="http://purl.org/rss/1.0/modules/content/" ` +
		`xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>c` +
		`</title><item>` + item + `</item></channel></rss>`
}

var fieldsDay = time.Date(2025, 4, 24, 0, 0, 0, 0, time.UTC)

// itemFields are insides of an RSS item.
var itemFields = []struct {
	name, item string
	want       Item
}{
	{
		"guid is the link", `<guid>https://courier.example/1</guid>`,
		Item{GUID: "https://courier.example/1", URL: "https://courier.example/1"},
	},
	{
		"guid says that it is none, and is", `<guid isPermaLink="false">https://courier.example/1</guid>`,
		Item{GUID: "https://courier.example/1", URL: "https://courier.example/1"},
	},
	{"guid is a number", `<guid>4711</guid>`, Item{GUID: "4711"}},
	{"link in Atom", `<atom:link href="https://courier.example/1"/>`, Item{URL: "https://courier.example/1"}},
	{
		"link with spaces and line ends", "<link>\n https://courier.example/a b \n</link>",
		Item{URL: "https://courier.example/a%20b"},
	},
	{"link that is no web address", `<link>javascript:alert(1)</link>`, Item{}},
	{"content beside the summary", `<description>Short.</description><content:encoded><![CDATA[<p>Long &amp; ` +
		`whole.</p>]]></content:encoded>`, Item{Summary: "Short.", Content: "<p>Long &amp; whole.</p>"}},
	{
		"markup without escapes", `<description><p>Two <b>killed</b> &amp; more.</p></description>`,
		Item{Summary: "<p>Two <b>killed</b> &amp; more.</p>"},
	},
	{
		"media", `<media:title>Talks</media:title><media:description>Two met.</media:description>`,
		Item{Title: "Talks", Summary: "Two met."},
	},
	{
		"title with markup", `<title>&lt;b&gt;Talks&lt;/b&gt; &amp;quot;resume&amp;quot;</title>`,
		Item{Title: `Talks "resume"`},
	},
	{"title with a comparison", `<title>2 &lt; 3 and 4 &gt; 3</title>`, Item{Title: "2 < 3 and 4 > 3"}},
	{
		"HTML entities", `<title>Talks&nbsp;&ndash; Caf&eacute; &bogus; AT&T &#8217;s &#150; &#0;</title>`,
		Item{Title: "Talks – Café &bogus; AT&T ’s –"},
	},
	{
		"entity without its end", `<link>https://courier.example/?a=1&copy=2</link>`,
		Item{URL: "https://courier.example/?a=1&copy=2"},
	},
	{"control characters", "<title>Ta\x01lks\x0b res\uffffume</title>", Item{Title: "Talks resume"}},
	{
		"address with a name", `<author>desk@courier.example (Olena Marchuk)</author>`,
		Item{Author: "Olena Marchuk"},
	},
	{
		"name with an address", `<author>Olena Marchuk &lt;desk@courier.example&gt;</author>`,
		Item{Author: "Olena Marchuk"},
	},
	{"address alone", `<author>desk@courier.example</author>`, Item{}},
	{"date of dcterms", `<dcterms:issued>2025-04-24</dcterms:issued>`, Item{Published: fieldsDay, DateOnly: true}},
	{
		"date in the future", `<pubDate>Thu, 24 Apr 2098 10:00:00 GMT</pubDate>`,
		Item{Published: time.Date(2098, 4, 24, 10, 0, 0, 0, time.UTC)},
	},
	{
		"first date unreadable", `<pubDate>yesterday</pubDate><dc:date>2025-04-24</dc:date>`,
		Item{Published: fieldsDay, DateOnly: true},
	},
	{
		"forgotten end of the title", `<title>Talks resume<link>https://courier.example/1</link>`,
		Item{Title: "Talks resume", URL: "https://courier.example/1"},
	},
	{"stray less-than", `<title>a < b</title><guid>1</guid>`, Item{Title: "a < b", GUID: "1"}},
	{
		"comment and instruction inside", `<title>Talks<!-- <item> --> resume<?php x ?></title>`,
		Item{Title: "Talks resume"},
	},
	{"attribute without quotes", `<guid isPermaLink=false>1</guid>`, Item{GUID: "1"}},
	{
		"an item's name in CDATA", `<description><![CDATA[</item><item>]]></description>`,
		Item{Summary: "</item><item>"},
	},
}

func TestParseItem(t *testing.T) {
	for _, c := range itemFields {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, rssWith(c.item))
			if len(f.Items) != 1 {
				t.Fatalf("%d items: %+v", len(f.Items), f)
			}
			if diff := cmp.Diff(c.want, f.Items[0]); diff != "" {
				t.Errorf("Parse (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseAtomContent(t *testing.T) {
	for _, c := range []struct{ name, entry, want string }{
		{"html", `<content type="html">&lt;p&gt;Two &amp;amp; three.&lt;/p&gt;</content>`, "<p>Two &amp; three.</p>"},
		{
			"html in CDATA", `<content type="html"><![CDATA[<p>Two &amp; three.</p>]]></content>`,
			"<p>Two &amp; three.</p>",
		},
		{"xhtml", `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Two &amp; three.</p></div>` +
			`</content>`, `<div xmlns="http://www.w3.org/1999/xhtml"><p>Two &amp; three.</p></div>`},
		{"text", `<content>Two &amp; three.</content>`, "Two & three."},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, `<feed xmlns="http://www.w3.org/2005/Atom"><title>c</title><entry><id>1</id>`+
				c.entry+`</entry></feed>`)
			if len(f.Items) != 1 || f.Items[0].Content != c.want {
				t.Errorf("Parse = %+v, want %q", f.Items, c.want)
			}
		})
	}
}

func TestParseXMLBase(t *testing.T) {
	f := mustParse(t, `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/x/"><title>c`+
		`</title><entry><id>1</id><link href="a"/></entry></feed>`)
	if got := f.Items[0].URL; got != "https://other.example/x/a" {
		t.Errorf("URL = %q", got)
	}
}

func TestParseCharsets(t *testing.T) {
	const title = "Переговоры “возобновлены” у моря"
	doc := func(enc string) string {
		decl := ""
		if enc != "" {
			decl = ` encoding="` + enc + `"`
		}
		return `<?xml version="1.0"` + decl + `?><rss version="2.0"><channel><title>` + title + `</title>` +
			`<description>Военные сообщили о том, что в области сбиты беспилотники.</description></channel></rss>`
	}
	cp1251 := func(s string) string {
		out, err := charmap.Windows1251.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, c := range []struct{ name, data, contentType string }{
		{"UTF-8", doc("utf-8"), ""},
		{"UTF-8 under a wrong label", doc("iso-8859-1"), ""},
		{"UTF-8 under a wrong header", doc(""), "application/rss+xml; charset=us-ascii"},
		{"byte order mark", "\ufeff" + doc(""), ""},
		{"Windows-1251, declared", cp1251(doc("windows-1251")), ""},
		{"Windows-1251, in the header", cp1251(doc("")), "text/xml; charset=windows-1251"},
		{"Windows-1251, undeclared", cp1251(doc("")), "text/xml"},
		{"Windows-1251 labelled UTF-8", cp1251(doc("utf-8")), "text/xml; charset=utf-8"},
		{"UTF-16 with a mark", "\xff\xfe" + wide(doc("utf-16"), 2, false), ""},
		{"UTF-16 without a mark", wide(doc("utf-16"), 2, false), ""},
		{"UTF-16 big-endian", wide(doc("utf-16"), 2, true), ""},
		{"UTF-32", wide(doc("utf-32"), 4, false), ""},
		{"UTF-32 big-endian with a mark", "\x00\x00\xfe\xff" + wide(doc("utf-32"), 4, true), ""},
		{"label UTF-16, bytes UTF-8", doc("utf-16"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(c.data), c.contentType, address)
			if err != nil || f.Title != title {
				t.Errorf("Parse = %q, %v, want %q", f.Title, err, title)
			}
			if !LooksLikeFeed([]byte(c.data)) {
				t.Error("LooksLikeFeed = false")
			}
		})
	}
}

// wide encodes characters of the basic plane as units of size bytes.
func wide(s string, size int, bigEndian bool) string {
	var b strings.Builder
	for _, r := range s {
		for i := range size {
			if bigEndian {
				i = size - 1 - i
			}
			b.WriteByte(byte(r >> (8 * i)))
		}
	}
	return b.String()
}

// items is the inside of a channel.
func items(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<item><title>Item %d</title><guid isPermaLink=\"false\">%d</guid><pubDate>Thu, 24 Apr "+
			"2025 10:00:00 GMT</pubDate></item>\n", i, i)
	}
	return b.String()
}

func TestParseSalvages(t *testing.T) {
	whole := "<rss version=\"2.0\">\n<channel><title>c</title>\n" + items(3) + "</channel></rss>"
	second := strings.Index(whole, "<item><title>Item 2")
	for _, c := range []struct {
		name, doc string
		items     int
		problem   string // part of it
	}{
		{
			"cut within an item", whole[:second+30], 2,
			"line 5, column 31: the feed is cut short: its last item, which begins in line 5, column 1",
		},
		{"cut within a tag", whole[:second+3], 2, "cut short"},
		{"cut between items", whole[:second], 2, "line 5, column 1: the feed is cut short"},
		{"cut within CDATA", whole[:second] + "<item><title><![CDATA[Item", 2, "cut short"},
		{"cut within a comment", whole[:second] + "<!-- ", 2, "cut short"},
		{
			"no end tags at all", "<rss><channel><item><title>a</title><item><title>b</title><item><title>c", 2,
			"cut short",
		},
		{"wrong order of end tags", strings.Replace(whole, "</title><guid", "</guid><guid", 1), 3, ""},
		{"rubbish before the root", "<br />\n<b>Warning</b>: mysql_connect() failed\n" + whole, 3, ""},
		{"rubbish after the root", whole + "<script>x</script></html>", 3, ""},
		{"white space before the declaration", "\n\n <?xml version=\"1.0\"?>" + whole, 3, ""},
		{"unclosed tags in an item", strings.Replace(whole, "Item 0", "<p><br><b>Item 0", 1), 3, ""},
		{"items outside the channel", strings.Replace(whole, "<item>", "</channel><item>", 1), 3, ""},
		{"bare ampersand", strings.Replace(whole, "Item 0", "A & B", 1), 3, ""},
		{
			"unreadable date", strings.Replace(whole, "Thu, 24 Apr 2025 10:00:00 GMT", "soon", 1), 3,
			`there is no date "soon" (item "Item 0")`,
		},
		{"dates without a zone", strings.ReplaceAll(whole, " GMT", ""), 3, "3 of 3 dates name no time zone"},
		{
			"cut JSON", `{"version":"https://jsonfeed.org/version/1","items":[{"id":1},{"id":"2"},{"id":`, 2,
			"cut short",
		},
		{"JSON item of the wrong type", `{"version":"https://jsonfeed.org/version/1","items":[{"id":1},[],` +
			`{"id":"2","authors":7}]}`, 3, "wrong type"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustParse(t, c.doc)
			problems := strings.Join(slices.Concat(f.Problems, f.Notes), "\n")
			if len(f.Items) != c.items || !strings.Contains(problems, c.problem) || c.problem == "" && problems != "" {
				t.Errorf("Parse: %d items, problems %q; want %d, %q", len(f.Items), problems, c.items, c.problem)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"nothing", "", "the feed is empty"},
		{"white space", " \n\t", "the feed is empty"},
		{
			"web page", "<!DOCTYPE html>\n<html><head><title>x</title></head></html>",
			"line 2, column 1: this is a web page, not a feed",
		},
		{
			"error page", "<html><body><h1>503 Service Unavailable</h1></body></html>",
			"line 1, column 1: this is a web page, not a feed",
		},
		{"OPML", `<opml version="2.0"><body/></opml>`, "line 1, column 1: this is an OPML list of feeds, not a feed"},
		{"sitemap", `<?xml version="1.0"?><urlset></urlset>`, "line 1, column 22: this is a sitemap without " +
			"news, not a feed"},
		{"other XML", `<note><to/></note>`, "line 1, column 1: the root element <note> is not that of a feed"},
		{"text", "Service temporarily unavailable", "line 1, column 1: this is neither XML nor JSON, but text"},
		{"other JSON", `{"error":"rate limited"}`, "line 1, column 1: this is JSON, but not a JSON Feed"},
		{"broken JSON", "{\"title\":\n oops", "line 2, column 2: this is no valid JSON: invalid character 'o' " +
			"looking for beginning of value"},
		{"binary", "\x00\x01\x02\x03", "byte 0: the file is binary, not a feed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := Parse([]byte(c.doc), "", address)
			if e, ok := errors.AsType[*Error](err); !ok || e.Error() != c.want {
				t.Errorf("Parse = %+v, %v, want %q", f, err, c.want)
			}
			if LooksLikeFeed([]byte(c.doc)) {
				t.Error("LooksLikeFeed = true")
			}
		})
	}
}

func TestParseEntities(t *testing.T) {
	f := mustParse(t, `<!DOCTYPE rss [<!ENTITY paper "The &city; Courier"> <!ENTITY city 'Harbour'> <!ENTITY file `+
		`SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&paper; &file;</title></channel></rss>`)
	if want := "The Harbour Courier &file;"; f.Title != want {
		t.Errorf("Title = %q, want %q", f.Title, want)
	}
}

func TestParseEntityBombs(t *testing.T) {
	var laughs strings.Builder
	laughs.WriteString(`<!ENTITY l0 "ha">`)
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&laughs, `<!ENTITY l%d "%s">`, i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	var many strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&many, `<!ENTITY m%d "y">`, i)
	}
	for name, c := range map[string][2]string{
		"billion laughs": {laughs.String(), "&l11;"},
		"quadratic":      {`<!ENTITY a "` + strings.Repeat("a", 4000) + `">`, strings.Repeat("&a;", 100_000)},
		"circle":         {`<!ENTITY a "&b;"><!ENTITY b "&a;">`, "&a;"},
		"many":           {many.String(), "&x;"},
	} {
		t.Run(name, func(t *testing.T) {
			f := mustParse(t, "<!DOCTYPE rss ["+c[0]+"]><rss version=\"2.0\"><channel><title>c</title><item>"+
				"<title>t</title><description>"+c[1]+"</description></item></channel></rss>")
			if len(f.Items) != 1 || f.Items[0].Title != "t" || len(f.Items[0].Summary) > maxExpansion {
				t.Errorf("%d items, summary of %d bytes", len(f.Items), len(f.Items[0].Summary))
			}
			if told := strings.Contains(strings.Join(f.Problems, " "), "without bounds"); told != (name != "circle") {
				t.Errorf("problems: %q", f.Problems)
			}
		})
	}
}

func TestParseHugeFeeds(t *testing.T) {
	t.Run("many items", func(t *testing.T) {
		f := mustParse(t, "<rss version=\"2.0\"><channel><title>c</title>"+items(hugeItems)+"</channel></rss>")
		if len(f.Items) != hugeItems || f.Items[hugeItems-1].GUID != strconv.Itoa(hugeItems-1) || len(f.Problems) > 0 {
			t.Errorf("%d items, problems %q", len(f.Items), f.Problems)
		}
	})
	t.Run("many bytes", func(t *testing.T) {
		body := strings.Repeat("<p>The column waited at the crossing until noon.</p>", 10_000)
		item := "<item><title>t</title><description><![CDATA[" + body + "]]></description></item>"
		f := mustParse(t, "<rss version=\"2.0\"><channel><title>c</title>"+
			""+strings.Repeat(item, hugeBytes/len(item)+1)+"</channel></rss>")
		if len(f.Items) != hugeBytes/len(item)+1 || f.Items[0].Summary != body {
			t.Errorf("%d items, the first of %d bytes", len(f.Items), len(f.Items[0].Summary))
		}
	})
	t.Run("more than is read", func(t *testing.T) {
		f, err := Parse([]byte("<rss version=\"2.0\"><channel><title>c</title>"+items(10)+strings.Repeat(" "+
			"", maxFeed)), "", address)
		if err != nil || len(f.Items) != 10 || len(f.Problems) != 2 {
			t.Errorf("%d items, %q, %v", len(f.Items), f.Problems, err)
		}
	})
}

// TestParseSurvives feeds documents made to be slow, deep or large. It has no timing of its own: what is quadratic in
// megabytes does not end before the test binary's deadline.
func TestParseSurvives(t *testing.T) {
	for name, unit := range map[string]string{
		"elements": "<a>", "prefixed": "<x:a>", "empty": "<a/>", "comments": "<!---->", "open comments": "<!--",
		"sections": "<![CDATA[]]>", "open sections": "<![CDATA[", "instructions": "<?x", "declarations": "<!x>",
		"doctypes": "<!DOCTYPE a [", "tags": "<a ", "quotes": `<a b="`, "less-than": "<", "ampersands": "&",
		"references": "&amp;", "ends": "</a>", "channels": "<channel>", "open titles": "<title>",
		"authors":        "<author><name>",
		"text in pieces": "x<!---->", "children in pieces": "x<b/>", "roots": "<rss>",
		"namespaces": `<a xmlns:b="c">`,
	} {
		for _, where := range []string{
			"<rss><channel>", "<rss><channel><item>",
			"<rss xmlns:x='u'><channel><item><x:y>", "<feed><entry><content>", "",
		} {
			t.Run(name+" in "+where, func(t *testing.T) {
				t.Parallel()
				f, err := Parse([]byte(where+strings.Repeat(unit, 512<<10/len(unit))), "", address)
				if err == nil && (len(f.Items) > 1 || len(f.Problems) > maxProblems+2) {
					t.Errorf("%d items, %d problems", len(f.Items), len(f.Problems))
				}
			})
		}
	}
	t.Run("items", func(t *testing.T) {
		for _, unit := range []string{"<item>", "<item/>", "<item></item>", "<item><title>", "<entry>"} {
			root := "<rss><channel>"
			if unit == "<entry>" {
				root = "<feed>"
			}
			if _, err := Parse([]byte(root+strings.Repeat(unit, 1<<18/len(unit))), "", address); err != nil {
				t.Errorf("Parse(%s…): %v", unit, err)
			}
		}
	})
}

func checkFeed(t *testing.T, f Feed) {
	t.Helper()
	for _, i := range f.Items {
		for _, s := range append([]string{i.GUID, i.URL, i.Title, i.Author, i.Language}, i.Categories...) {
			if !utf8.ValidString(s) || len(s) > maxField+3 || strings.ContainsAny(s, "\n\r\x00") {
				t.Errorf("field %q", s)
			}
		}
		if !utf8.ValidString(i.Summary) || !utf8.ValidString(i.Content) || len(i.Content) > maxContent {
			t.Errorf("content of %d bytes", len(i.Content))
		}
		if y := i.Published.Year(); !i.Published.IsZero() && (y < date.MinYear-1 || y > date.MaxYear+1) {
			t.Errorf("published %v", i.Published)
		}
	}
	if len(f.Problems) > maxProblems+4 {
		t.Errorf("%d problems", len(f.Problems))
	}
	for _, p := range f.Problems {
		if strings.Contains(p, "cannot be read") {
			t.Errorf("the cleaner wrote what gofeed cannot read: %s", p)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(rssWith("<title>a &amp; b</title><guid>1</guid><description><p>x</p></description>")))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><author><name>x</name></author><content ` +
		`type="xhtml"><div>x</div></content></entry></feed>`))
	f.Add([]byte(`<rdf:RDF xmlns:rdf="r"><item rdf:about="x"/></rdf:RDF>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1}]}`))
	f.Add([]byte(`<!DOCTYPE a [<!ENTITY b "c">]><rss><channel><item><title>&b;<![CDATA[d]]></title>`))
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if got, err := Parse(data, "text/xml; charset=windows-1251", address); err == nil {
			checkFeed(t, got)
		}
		LooksLikeFeed(data)
		Discover(data, address)
	})
}
