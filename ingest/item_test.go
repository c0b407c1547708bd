package ingest

import (
	"strings"
	"testing"

	"sitrep/ingest/feed"
	"sitrep/news"
)

func TestItemArticle(t *testing.T) {
	for _, c := range []struct {
		name                    string
		it                      feed.Item
		kind                    news.SourceKind // of the feed's outlet
		source, title, url, got string          // what is wanted; "" is not compared
		opaque                  bool
	}{
		{
			name: "Google News: the outlet's name is no part of the headline", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Ferry sinks off Zuwara - The Gulf - Sidra " +
					"Post", Source: "The Gulf - Sidra Post", SourceURL: "https://sidra.example",
				Summary: `<a href="https://news.google.com/x" target="_blank">Ferry sinks off ` +
					`Zuwara</a>&nbsp;&nbsp;<font color="#6f6f6f">The Gulf - Sidra Post</font>`,
			},
			source: "The Gulf - Sidra Post", title: "Ferry sinks off Zuwara", got: "Ferry sinks off Zuwara",
			opaque: true,
		},
		{
			name: "Google News: the other headlines of a cluster are others'", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Ferry sinks off Zuwara – Sidra Post", Source: "Sidra Post",
				Summary: `<ol><li><a href="x">Ferry sinks off Zuwara</a>&nbsp;&nbsp;<font color="#6f6f6f">Sidra ` +
					`Post</font></li><li><a href="y">` +
					`Forty dead as ferry capsizes</a>&nbsp;&nbsp;<font color="#6f6f6f">Tidings</font></li></ol>`,
			},
			source: "Sidra Post", title: "Ferry sinks off Zuwara", got: "Ferry sinks off Zuwara", opaque: true,
		},
		{
			name: "Google News, imported without a word of who it is",
			it: feed.Item{Title: "Ferry sinks off Zuwara - Sidra " +
				"Post", Source: "Sidra Post", Summary: "Ferry sinks off Zuwara&nbsp;&nbsp;Sidra Post"},
			source: "Sidra Post", title: "Ferry sinks off Zuwara", opaque: true,
		},
		{
			name: "a newspaper credits a wire", kind: news.KindNewspaper,
			it:     feed.Item{Title: "Ferry sinks", Source: "Meridian Wire", Summary: "A ferry sank."},
			source: "Desk", title: "Ferry sinks", got: "A ferry sank.",
		},
		{
			name: "an outlet names itself", kind: news.KindAggregator, it: feed.Item{
				Title:  "Ferry sinks",
				Source: "DESK", Summary: "A ferry sank.",
			},
			source: "Desk", got: "A ferry sank.",
		},
		{
			name: "Bing wraps addresses", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Ferry sinks", Source: "Sidra Post", Summary: "A ferry sank.",
				URL: "http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fsidra.example%2fferry&c=1",
			},
			source: "Sidra Post", url: "https://sidra.example/ferry", opaque: true,
		},
		{
			name: "Reddit: a post that only links", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Ferry sinks off Zuwara", URL: "https://www.reddit.com/r/news/comments/1/",
				Content: `&#32; submitted by &#32; <a href="https://www.reddit.com/user/x"> /u/x </a> <br/> ` +
					`<span><a href="https://sidra.example/ferry">` +
					`[link]</a></span> &#32; <span><a ` +
					`href="https://www.reddit.com/r/news/comments/1/">[comments]</a></span>`,
			},
			source: "sidra.example", url: "https://sidra.example/ferry", got: "Ferry sinks off Zuwara", opaque: true,
		},
		{
			name: "Reddit: a post with words of its own", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Thread", URL: "https://www.reddit.com/r/news/comments/2/",
				Content: `<div class="md"><p>I was on the pier.</p></div> submitted by <a href="u">/u/x</a> <a ` +
					`href="https://sidra.example/f">[link]</a>`,
			},
			source: "Desk", url: "https://www.reddit.com/r/news/comments/2/",
		},
		{
			name: "ReliefWeb names the source at the head", kind: news.KindAggregator,
			it: feed.Item{Title: "Flash update", Content: `<div class="tag country">Country: Sudan</div><div ` +
				`class="tag source">Source: UN OCHA, WFP</div>` +
				`<p>Some 4,000 families fled Nyala.</p>`},
			source: "UN OCHA", got: "Some 4,000 families fled Nyala.", opaque: true,
		},
		{
			name: "the same in one line", kind: news.KindAggregator,
			it: feed.Item{Title: "Flash update", Summary: "Country: Chad Source: Relief Union\n\nSome 900 " +
				"families fled."},
			source: "Relief Union", got: "Some 900 families fled.", opaque: true,
		},
		{
			name: "a channel forwards", it: feed.Item{
				URL: "https://t.me/front_notes/7", Content: "Their words.",
				Source: "Other Desk", SourceURL: "https://t.me/other_desk",
			},
			source: "Other Desk", got: "Their words.",
		},
		{
			name: "a title cut within a word", it: feed.Item{Title: "🔴⚡️ Two boats sank off Sfax. Nine people " +
				"are missing, the coastgu", Content: "<p>⚡️Two boats sank off Sfax.</p><p>Nine people are " +
				"missing, the coastguard said.</p>"},
			title: "Two boats sank off Sfax.",
		},
		{
			name: "a title that ends with dots", it: feed.Item{Title: "Nine people are missing after two boats " +
				"sank off...", Content: "Nine people are missing after two boats sank off Sfax, the coastguard " +
				"said. More boats are searching."},
			title: "Nine people are missing after two boats sank off Sfax, the coastguard said.",
		},
		{
			name: "a title of two sentences", it: feed.Item{Title: "Силы ПВО сбили дрон. Пострадавших " +
				"нет", Content: "Силы ПВО сбили дрон. Пострадавших нет, сообщил мэр."},
			title: "Силы ПВО сбили дрон.",
		},
		{
			name: "a headline with which the text begins is " +
				"one", it: feed.Item{Title: "Two boats sink off Sfax", Content: "Two boats sink off Sfax as the " +
				"sea rises, the coastguard says."},
			title: "Two boats sink off Sfax",
		},
		{
			name: "a text of which the title is " +
				"all", it: feed.Item{Title: "Air raid alert in Odesa"}, title: "Air raid alert in Odesa",
			got: "Air raid alert in Odesa",
		},
		{
			name: "Google News: the outlet's name stands twice", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Ferry sinks off Zuwara | Sidra Post - Sidra Post", Source: "Sidra Post",
				Summary: `<a href="x">Ferry sinks off Zuwara | Sidra Post</a>&nbsp;&nbsp;<font ` +
					`color="#6f6f6f">Sidra ` +
					`Post</font>`,
			},
			source: "Sidra Post", title: "Ferry sinks off Zuwara", got: "Ferry sinks off Zuwara", opaque: true,
		},
		{
			name: "Google News: only the description names the outlet", kind: news.KindAggregator,
			it: feed.Item{
				Title:   "Ferry sinks off Zuwara - Sidra Post",
				Summary: `<a href="x">Ferry sinks off Zuwara</a>&nbsp;&nbsp;<font color="#6f6f6f">Sidra Post</font>`,
			},
			source: "Sidra Post", title: "Ferry sinks off Zuwara", got: "Ferry sinks off Zuwara", opaque: true,
		},
		{
			name: "Google News: a picture before the headline", kind: news.KindAggregator,
			it: feed.Item{
				Title: "غرق عبارة قبالة زوارة - سدرة بوست", Source: "سدرة بوست",
				Summary: `<table><tr><td><a href="x"><img src="y"></a></td><td><a href="x">غرق عبارة قبالة ` +
					`زوارة</a>` +
					`&nbsp;<font color="#6f6f6f">سدرة بوست</font></td></tr></table>`,
			},
			source: "سدرة بوست", title: "غرق عبارة قبالة زوارة", got: "غرق عبارة قبالة زوارة", opaque: true,
		},
		{
			name: "ReliefWeb: dates and several sources at the head", kind: news.KindAggregator,
			it: feed.Item{Title: "Flash update", Summary: `Country: Libya<br>Sources: <a href="x">Relief ` +
				`Union</a>, ` +
				`WFP<br>Originally published: 19 Nov 2026<br><br>Some 40 people are missing.`},
			source: "Relief Union", got: "Some 40 people are missing.", opaque: true,
		},
		{
			name: "Reddit: what stands below a post goes", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Thread", URL: "https://www.reddit.com/r/news/comments/2/",
				Content: `<div class="md"><p>I was on the pier.</p></div> submitted by <a href="u">/u/x</a> <br/> ` +
					`<a ` +
					`href="https://www.reddit.com/r/news/comments/2/">[link]</a> <a href="c">[comments]</a>`,
			},
			source: "Desk", got: "I was on the pier.",
		},
		{
			name: "Reddit: a picture is no article", kind: news.KindAggregator,
			it: feed.Item{
				Title: "Map of the front", URL: "https://www.reddit.com/r/maps/comments/3/",
				Content: `submitted by <a href="u">/u/x</a> to <a href="r">r/maps</a> <a ` +
					`href="https://i.redd.it/x.png">[link]</a>`,
			},
			source: "Desk", got: "Map of the front", url: "https://www.reddit.com/r/maps/comments/3/",
		},
		{
			name: "an account repeats another's words",
			it: feed.Item{
				Title: "RT by @desk: A ferry sank off Zuwara.", Author: "@coastguard",
				Summary: "<p>A ferry sank off Zuwara.</p>",
			},
			source: "@coastguard", got: "A ferry sank off Zuwara.",
		},
		{
			name:   "an account repeats another's words in its own",
			it:     feed.Item{Summary: "<p>RT @coastguard: A ferry sank off Zuwara.</p>"},
			source: "@coastguard", got: "A ferry sank off Zuwara.",
		},
		{
			name: "a channel's name with signs around it is no text",
			it: feed.Item{URL: "https://t.me/x/1", Content: `Drones over Sumy, the mayor said.<br><br>❗️<a ` +
				`href="https://t.me/x">X Desk</a> ❗️`},
			got: "Drones over Sumy, the mayor said.",
		},
		{
			name: "hashtags and appeals below a post are no text",
			it: feed.Item{URL: "https://t.me/x/1", Content: `Дроны над Сумами, сообщил мэр.<br><br><a ` +
				`href="?q=%23a">#сумы</a> <a href="?q=%23b">#дроны</a><br>👉 <a ` +
				`href="https://t.me/x">Подписаться</a> ` +
				`| <a href="https://t.me/b">Прислать новость</a>`},
			got: "Дроны над Сумами, сообщил мэр.",
		},
		{
			name: "a link within a sentence stays",
			it: feed.Item{URL: "https://t.me/x/1", Content: `The <a href="https://x.example/">General Staff</a> ` +
				`says ` +
				`that nine drones were shot down.`},
			got: "The General Staff says that nine drones were shot down.",
		},
		{
			name: "a bridge's mark before a copied title", it: feed.Item{
				Title:   "[Photo] Two boats sank off Sfax.",
				Content: "<p>Two boats sank off Sfax.</p><p>Nine people died.</p>",
			},
			title: "Two boats sank off Sfax.",
		},
		{
			name: "the channel's name before a cut title", it: feed.Item{
				Title:   "Oblast Ops: Two boats sank off Sfax. Nine peop",
				Content: "<p>Two boats sank off Sfax. Nine people died.</p>",
			},
			title: "Two boats sank off Sfax.",
		},
		{
			name: "the country before a headline is the outlet's", it: feed.Item{
				Title:   "Tunisia: Two boats sank off Sfax",
				Content: "<p>Two boats sank off Sfax. Nine people died.</p>",
			},
			title: "Tunisia: Two boats sank off Sfax",
		},
		{
			name:  "an outlet's own name behind its headline",
			it:    feed.Item{Title: "Ferry sinks off Zuwara | Desk", Summary: "A ferry sank off Zuwara."},
			title: "Ferry sinks off Zuwara",
		},
		{
			name: "a headline that is the outlet's name", it: feed.Item{Title: "Desk", Summary: "A ferry sank."},
			title: "Desk",
		},
		{
			name: "a video: what comes when in it, and how to subscribe", it: feed.Item{
				Title: "Ferry sinks", Content: "A ferry sank off Zuwara.\n\n0:00 Start\n1:10 The " +
					"port\n\nSubscribe: " +
					"https://video.example/desk\n#libya #ferry",
			},
			got: "A ferry sank off Zuwara.",
		},
		{
			name: "a day's events by the clock are no chapters", it: feed.Item{
				Title: "Libya, 20 November", Content: "<p>10:05 A ferry sank off Zuwara.</p><p>11:30 Nine died.</p>",
			},
			got: "10:05 A ferry sank off Zuwara.\n\n11:30 Nine died.",
		},
		{
			name: "a post behind a warning", it: feed.Item{Summary: "<p><strong>Content warning:</strong> " +
				"death</p><hr/>" +
				"<p>A ferry sank off Zuwara.</p>"},
			got: "A ferry sank off Zuwara.",
		},
		{
			name: "a post that shows another", it: feed.Item{Summary: "A ferry sank off Zuwara.\n\n[contains quote " +
				"post or " +
				"other embedded content]"},
			got: "A ferry sank off Zuwara.",
		},
		{
			name: "a cut title in Chinese", it: feed.Item{
				Title:   "一艘载有四十人的渡轮星期一在祖瓦拉附近沉",
				Content: "<p>一艘载有四十人的渡轮星期一在祖瓦拉附近沉没。九人死亡。</p>",
			},
			title: "一艘载有四十人的渡轮星期一在祖瓦拉附近沉没。",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, opaque := itemArticle(c.it, feed.Feed{}, news.Source{Name: "Desk", Kind: c.kind})
			for _, f := range []struct{ what, got, want string }{
				{"source", a.Source.Name, c.source}, {"title", a.Title, c.title}, {"URL", a.URL, c.url}, {
					"body",
					a.Body, c.got,
				},
			} {
				if f.want != "" && f.got != f.want {
					t.Errorf("%s = %q, want %q", f.what, f.got, f.want)
				}
			}
			if opaque != c.opaque {
				t.Errorf("opaque = %v", opaque)
			}
		})
	}
}

// TestContentThatBreaksOff: a text that leads to its rest is a summary, however the link is worded.
func TestContentThatBreaksOff(t *testing.T) {
	for content, partial := range map[string]bool{
		"<p>A ferry sank off Zuwara.</p><p><a href=x>Read more</a></p>":          true,
		"<p>A ferry sank off Zuwara. <a href=x>Continue reading &raquo;</a></p>": true,
		"<p>Un ferry a coulé.</p><p><a href=x>Lire la suite</a></p>":             true,
		"<p>Затонув пором. <a href=x>Читати далі</a></p>":                        true,
		"<p>A ferry sank off Zuwara. [&#8230;]</p>":                              true,
		"<p>A ferry sank off Zuwara.</p><p>Nine died.</p>":                       false,
		"<p>“The order is hard to read,” he said.</p>":                           false,
	} {
		a, _ := itemArticle(feed.Item{Content: content}, feed.Feed{}, news.Source{Name: "Desk"})
		if a.Partial != partial || strings.Contains(a.Body, "suite") || strings.Contains(a.Body, "далі") {
			t.Errorf("%s: partial %v, %q", content, a.Partial, a.Body)
		}
	}
}

func TestPageIsAboutItem(t *testing.T) {
	for _, c := range []struct {
		name, title, summary, page string
		want                       bool
	}{
		{
			"proof of work", "Ferry sinks off Zuwara", "A ferry with 40 migrants sank off Zuwara, Libya's " +
				"coastguard said.",
			"Making sure you are not a bot. This website is protected by a challenge. Your browser solves it in " +
				"a moment. It needs modern JavaScript.", false,
		},
		{
			"consent", "Iran fires missiles at base",
			"Iran fired ballistic missiles at an air base in Qatar, Doha said.",
			"We and our 840 partners store information on your device. You can accept or manage your choices at " +
				"any time. Data is processed in Europe.", false,
		},
		{
			"subscription wall", "Junta jets bomb Pauk", "Jets bombed a school in Pauk, Magway, killing 17, " +
				"residents said.",
			"Get unlimited digital access for 1 dollar a week. Cancel anytime. Already have an account? Log in. " +
				"Our reporters bring you the story from around the world.", false,
		},
		{
			"another article", "Drones hit refinery in Ryazan", "Ukrainian drones hit an oil refinery in Ryazan, " +
				"the governor said.",
			"Ukraine's parliament voted on Tuesday for a budget that raises pensions. Deputies argued for nine " +
				"hours in Kyiv about taxes on fuel.", false,
		},
		{
			"a home page", "Rebels take Walikale",
			"M23 rebels took the town of Walikale in North Kivu, residents said.",
			"Latest news. Weather for the weekend. Football: who wins the cup? Ten recipes for autumn. Markets " +
				"close higher. Subscribe to our newsletter.", false,
		},
		{
			"an Arabic page of another matter", "قصف على سوق في الفاشر", "قتل تسعة أشخاص في قصف على سوق في مدينة " +
				"الفاشر، قال أطباء.",
			"يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين تجربتك. يمكنك قبول الجميع أو إدارة الخيارات.", false,
		},
		{
			"an Arabic article", "قصف على سوق في الفاشر", "قتل تسعة أشخاص في قصف على سوق في مدينة الفاشر، قال أطباء.",
			"قالت شبكة أطباء إن قصفا مدفعيا طال سوقا في الفاشر وأدى إلى مقتل تسعة أشخاص وإصابة آخرين.", true,
		},
		{
			"other words", "Ferry sinks off Zuwara", "Dozens feared dead after a boat went down.",
			"A vessel carrying migrants capsized near Zuwara on Sunday night. Rescuers searched for the ferry's " +
				"crew.", true,
		},
		{
			"a longer text", "Iran fires missiles at base", "Iran fired ballistic missiles at an air base in " +
				"Qatar, Doha said.",
			"Qatar's defence ministry said its air defences intercepted most of the missiles that Iran launched " +
				"at Al Udeid air base.", true,
		},
		{"a headline alone, kept", "Toll in Dnipro rises to six", "", "Rescuers in Dnipro found two more " +
			"bodies. The toll is six, the governor said.", true},
		{"two words say nothing", "Live: Gaza", "", "Anything at all stands on this page.", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := news.Article{Title: c.title, Body: c.summary}
			if c.summary == "" {
				a.Body = c.title
			}
			if got := about(a, "", c.page); got != c.want {
				item, page := evidence(a.Title+"\n"+a.Body), map[string]bool{}
				for w := range evidence(c.page).words {
					page[w] = true
				}
				t.Errorf("about = %v: words %.2f, names %.2f", got, share(item.words, page), share(item.names, page))
			}
		})
	}
}

func FuzzItemArticle(f *testing.F) {
	f.Add("Ferry sinks - Post", "Post", "<p>Ferry sinks &amp;quot;now&amp;quot;</p>", "Country: x Source: y")
	f.Add("🔴 Two boats. Nine", "", "", `submitted by <a href="u">x</a> <a href="https://x.example/y">[link]</a>`)
	f.Fuzz(func(t *testing.T, title, source, content, summary string) {
		a, _ := itemArticle(feed.Item{
			Title: title, Source: source, Content: content, Summary: summary,
			URL: "https://t.me/x/1",
		}, feed.Feed{}, news.Source{Name: "Desk"})
		if len(a.Body) > 8*(len(title)+len(content)+len(summary))+64 || strings.ContainsRune(a.Body, 0) &&
			!strings.ContainsRune(title, 0) {
			t.Errorf("body %q", a.Body)
		}
		about(a, title, content)
	})
}
