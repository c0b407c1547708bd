package extract

import (
	"strings"
	"testing"
	"time"
)

// TestFragment cleans markup as feeds carry it; paragraphs of the result are parted by " ¶ ".
func TestFragment(t *testing.T) {
	for _, c := range []struct{ name, markup, title, want string }{
		{"text alone", "A ferry sank.\n\nNine died.", "", "A ferry sank. ¶ Nine died."},
		{
			"paragraphs by line breaks", "A ferry sank.<br><br />Nine died, he said.<br><br>More later.", "",
			"A ferry sank. ¶ Nine died, he said. ¶ More later.",
		},
		{"one line break parts no paragraph", "A ferry<br>sank.", "", "A ferry sank."},
		{
			"divisions", "<div>“It sank,” he said.</div><div>“Nine died,” she said.</div>", "",
			"“It sank,” he said. ¶ “Nine died,” she said.",
		},
		{
			"escaped once more", "&lt;p&gt;A ferry sank.&lt;/p&gt;&lt;p&gt;Nine died.&lt;/p&gt;", "",
			"A ferry sank. ¶ Nine died.",
		},
		{
			"references escaped twice", "<p>Israel &amp;amp; Iran: &amp;quot;no&amp;quot; &amp;#8217;</p>", "",
			"Israel & Iran: \"no\" ’",
		},
		{
			"names in angles", "<p>The &lt;&lt;Azov&gt;&gt; brigade and ‹Хартія› hold.</p>", "",
			"The <<Azov>> brigade and ‹Хартія› hold.",
		},
		{"less than", "Fewer than 5 < 6 are left.", "", "Fewer than 5 < 6 are left."},
		{
			"the title again", "<h2>Ferry sinks</h2><p>A ferry sank off Zuwara.</p>", "Ferry sinks",
			"A ferry sank off Zuwara.",
		},
		{
			"a link to another article", "<p>A ferry sank.</p><p>Read also: <a href=x>Fire at Sidra</a></p><p>Nine " +
				"died.</p>",
			"", "A ferry sank. ¶ Nine died.",
		},
		{"such links in other languages", "<p>Затонул паром.</p><p>Читайте также: <a href=x>Пожар</a></p>" +
			"<p>Погибли девять.</p><p>اقرأ أيضا: <a href=x>حريق</a></p>", "", "Затонул паром. ¶ Погибли девять."},
		{"a list of other articles", "<p>A ferry sank off Zuwara.</p><ul><li><a href=x>Fire at Sidra</a></li>" +
			"<li><a href=y>Rain in Tripoli</a></li></ul>", "", "A ferry sank off Zuwara."},
		{"a post of somebody else", `<p>A ferry sank.</p><blockquote class="twitter-tweet"><p>I was there!</p>— ` +
			`Ann ` +
			`(@ann)</blockquote><p>Nine died.</p>`, "", "A ferry sank. ¶ Nine died."},
		{"a caption and a share bar", `<figure><img src=x><figcaption>The port of Zuwara, file photo</figcaption>` +
			`</figure><p>A ferry sank off Zuwara on Monday, the coastguard said.</p><div class="share-bar">Share ` +
			`on ` +
			`Facebook</div>`, "", "A ferry sank off Zuwara on Monday, the coastguard said."},
		{"where the text was copied from", `<p>A ferry sank off Zuwara.</p><p>The post <a href=x>Ferry sinks</a> ` +
			`appeared first on <a href=y>Sidra Post</a>.</p>`, "", "A ferry sank off Zuwara."},
		{"an appeal", "<p>A ferry sank off Zuwara.</p><p>If you value our reporting, please consider making a " +
			"donation " +
			"today.</p>", "", "A ferry sank off Zuwara."},
		{
			"a quotation of an appeal stays", "<p>“Please help us with your donation today,” the mayor said.</p>", "",
			"“Please help us with your donation today,” the mayor said.",
		},
		{
			"raised figures of notes, and of units", "<p>The toll is 12<sup>1</sup>, he said<sup>*</sup>, over 4 " +
				"km<sup>2</sup>.</p>",
			"", "The toll is 12, he said, over 4 km².",
		},
		{"a letter made large", `<p><span class="dropcap">A</span> ferry s<b>a</b>nk.</p>`, "", "A ferry sank."},
		{
			"what Drupal says before a text", `<span class="field field--name-title">Ferry sinks</span><span ` +
				`class="field--name-uid">editor</span><span class="field--name-created">Fri, 11/20/2026 - ` +
				`10:32</span>` +
				`<div class="field--name-body"><p>A ferry sank.</p></div>`,
			"", "A ferry sank.",
		},
		{
			"codes of a content system", `[vc_row][vc_column width="1/2"]<p>A ferry sank.</p>[/vc_column][caption ` +
				`id="a" width="300"]The port[/caption]<p>Nine [sic] died.</p>[embed]https://x.example/1[/embed]`,
			"", "A ferry sank. ¶ Nine [sic] died.",
		},
		{
			"where it appeared first, in any language", "<p>A ferry sank.</p><p>L’article <a href=x>Un ferry " +
				"coule au large</a> est apparu en premier sur <a href=y>Sidra</a>.</p>",
			"Un ferry coule au large", "A ferry sank.",
		},
		{
			"the link to the rest", "<p>A ferry sank off Zuwara on Monday… <a href=x>Читати далі »</a></p>", "",
			"A ferry sank off Zuwara on Monday…",
		},
		{
			"a sentence that ends like such a link", `<p>“Nine died,” he wrote. <a href=x>The report</a> is hard ` +
				`to ` +
				`read.</p>`,
			"", "“Nine died,” he wrote. The report is hard to read.",
		},
		{
			"what is hidden", `<p style="display: none">Two of three free reports are left.</p><p>A ferry ` +
				`sank.</p><p ` +
				`hidden>x y</p>`,
			"", "A ferry sank.",
		},
		{
			"lines by style", `<span style="display:block">A ferry sank.</span><span style="display:block">Nine ` +
				`died.</span>`,
			"", "A ferry sank. ¶ Nine died.",
		},
		{
			"a letter's footer and a generator's", "<p>A ferry sank.</p><p>Thanks for reading Sidra Letter! " +
				"Subscribe " +
				"for free.</p><p>(Feed generated with <a href=x>AnyRSS</a>)</p>",
			"", "A ferry sank.",
		},
		{
			"how long it takes to hear, and who took the picture", "<p>Listen to this article · 4:10 " +
				"min</p><p>(Photo: " +
				"A. Bell)</p><p>A ferry sank.</p><p>pic.twitter.com/a1</p>",
			"", "A ferry sank.",
		},
		{"joiners and marks", "<p>می‌خواهند क्‍ष နိုင်ငံ</p>", "", "می‌خواهند क्‍ष နိုင်ငံ"},
		{"scripts and styles", "<style>p{}</style><script>x()</script><p>A ferry sank.</p>", "", "A ferry sank."},
		{"what looks like a notice is all there is", "<p>Read more</p>", "", "Read more"},
		{"nothing", " <p> </p>", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.ReplaceAll(Fragment(c.markup, c.title), "\n\n", " ¶ ")
			if got != c.want {
				t.Errorf("Fragment = %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzFragment(f *testing.F) {
	f.Add("<p>A ferry &amp;lt;b&amp;gt;sank", "A ferry")
	f.Add("&lt;p&gt;x&lt;br&gt;&lt;br&gt;y", "")
	f.Add(`<blockquote class="twitter-tweet"><a href="?q=%23x">#x</a>❗️`, "x")
	f.Fuzz(func(t *testing.T, markup, title string) {
		if len(markup) > 1<<15 {
			return
		}
		checkText(t, Fragment(markup, title))
	})
}

// TestLiveBlogs takes pages of several designs apart into their entries.
func TestLiveBlogs(t *testing.T) {
	const page = "https://courier.example/world/live/2026/nov/20/libya"
	now := time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC)
	one, two := "A ferry sank off Zuwara and nine people died, the coastguard says.",
		"Shells hit the airport of Sabha, the army says, and flights were stopped."
	for _, c := range []struct {
		name, head, body string
		want             []Post
	}{
		{
			"times for programs, identifiers and headings",
			`<title>Libya live: ferry sinks</title>`,
			`<div><article class="block" id="block-1"><p class="block-time"><time ` +
				`datetime="2026-11-20T16:05:00.000Z">` +
				`16.05 GMT</time></p><h2>Ferry sinks</h2><p>` + one + `</p></article><article class="block" ` +
				`id="block-2">` +
				`<p class="block-time"><time datetime="2026-11-20T17:30:00+02:00">15.30 GMT</time></p><p>` + two +
				`</p></article></div>`,
			[]Post{
				{ID: "block-1", Title: "Ferry sinks", Text: one, Published: now.Add(-115 * time.Minute)},
				{ID: "block-2", Text: two, Published: now.Add(-150 * time.Minute)},
			},
		},
		{
			"times for readers, with a zone; yesterday's are later than now",
			`<title>As it happened: Libya</title>`,
			`<ul class="feed"><li class="entry" data-id="a"><span class="timestamp">16:05 GMT</span><p>` + one +
				`</p></li><li class="entry" data-id="b"><span class="timestamp">23:30 GMT</span><p>` + two +
				`</p></li></ul>`,
			[]Post{
				{ID: "a", Text: one, Published: now.Add(-115 * time.Minute)},
				{ID: "b", Text: two, Published: now.Add(-18*time.Hour - 30*time.Minute)},
			},
		},
		{
			"times without a zone say nothing, in French",
			`<title>EN DIRECT. Libye : un ferry coule</title>`,
			`<section><div class="post-live" id="p9"><span class="heure">16h05</span><p>` + one + `</p></div>` +
				`<div class="post-live" id="p8"><span class="heure">15h30</span><p>` + two + `</p></div></section>`,
			[]Post{{ID: "p9", Text: one}, {ID: "p8", Text: two}},
		},
		{
			"told by its class alone",
			`<title>Libya: the day's events</title>`,
			`<div class="liveblog-posts"><div class="item"><time ` +
				`datetime="2026-11-20T16:05:00Z">now</time><p>` + one +
				`</p></div><div class="item"><time datetime="2026-11-20T15:30:00Z">then</time><p>` + two +
				`</p></div></div>`,
			[]Post{
				{Text: one, Published: now.Add(-115 * time.Minute)}, {
					Text:      two,
					Published: now.Add(-150 * time.Minute),
				},
			},
		},
		{
			"comments below a live blog's only entry are none",
			`<title>Libya live: ferry sinks</title>`,
			`<article><p>` + one + `</p></article><div><div class="comment"><time ` +
				`datetime="2026-11-20T16:05:00Z">x</time>` +
				`<p>` + two + `</p></div><div class="comment"><time ` +
				`datetime="2026-11-20T16:05:00Z">x</time><p>` + two +
				`</p></div></div>`,
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			address := page
			if c.want == nil {
				address = "https://courier.example/a"
			}
			p, err := HTML([]byte(`<html lang="en"><head>`+c.head+`</head><body><main>`+c.body+`</main></body>`+
				`</html>`),
				"text/html; charset=utf-8", address, now)
			if err != nil || len(p.Posts) != len(c.want) {
				t.Fatalf("HTML = %+v, %v; want %d posts", p.Posts, err, len(c.want))
			}
			for i, w := range c.want {
				g := p.Posts[i]
				if g.ID != w.ID || g.Title != w.Title || g.Text != w.Text || !g.Published.Equal(w.Published) {
					t.Errorf("post %d = %+v, want %+v", i+1, g, w)
				}
			}
		})
	}
	const ordinary = `<html><head><title>Three live in fear</title></head><body><article><h1>Three live in ` +
		`fear</h1>` +
		`<p>A ferry sank off Zuwara and nine people died, the coastguard says, and three live in ` +
		`fear.</p></article>` +
		`<ul><li class="teaser"><time datetime="2026-11-20T16:05:00Z">x</time><p>Fire at the port of Sidra: what ` +
		`is ` +
		`known</p></li><li class="teaser"><time datetime="2026-11-20T15:05:00Z">x</time><p>Rain stops the match in ` +
		`Tripoli again</p></li></ul></body></html>`
	if p, err := HTML([]byte(ordinary), "", "https://courier.example/a", now); err != nil || p.Posts != nil {
		t.Errorf("an article with teasers has posts: %+v, %v", p.Posts, err)
	}
}
