package extract

import (
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sitrep/ingest/date"
)

// Post is one of the dated entries of a live blog: a page whose address stays while entries come at its top and scroll
// off its end.
type Post struct {
	ID        string    // the fragment of its address on the page, "" if it has none
	Title     string    // its heading, "" if it has none
	Text      string    // paragraphs, without heading and time
	Published time.Time // UTC; zero if the post does not say when, or not in which zone
}

// Bounds of a live blog.
const (
	maxLivePosts = 200 // on one page; the outlets seen show ten to fifty
	minLivePosts = 2
	minPost      = 30 // characters of one
	maxPostTime  = 80 // characters of an element that holds a post's time
)

// posts lists the entries of a live blog, the newest first as the page has them; nil if the page is none. A page is one
// if it says so, to programs or to readers, and has several alike elements that each bear a time.
func posts(doc *html.Node, m *meta, now time.Time) []Post {
	named := liveWords.MatchString(m.title) || liveWords.MatchString(m.heading) || livePath(m.base) || m.live
	var found []Post
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || !named && !liveClass.MatchString(attr(n, "class")+" "+attr(n, "id")) {
			continue
		}
		if group := postsUnder(n); len(group) >= minLivePosts {
			for _, p := range group[:min(len(group), maxLivePosts)] {
				if post := readPost(p, m, now); utf8.RuneCountInString(post.Text) >= minPost {
					found = append(found, post)
				}
			}
			if len(found) >= minLivePosts {
				return found
			}
			found = nil
		}
	}
	return nil
}

// liveWords name a live blog in its title, in the languages of outlets that run them.
var liveWords = regexp.MustCompile(`(?i)(?:^|[\s\pP])(?:live|live ?blog|live ?updates?|live ?ticker|as it ` +
	`happen(?:s|ed)|` +
	`en direct|en directo|en vivo|minuto a minuto|in diretta|diretta|ao vivo|na żywo|relacja|canlı|онлайн|хроника|` +
	`прямой эфир|наживо|онлайн-трансляція|хроніка|مباشر|لحظة بلحظة|زنده|لحظه به لحظه)(?:$|[\s\pP])`)

// liveClass marks the element that holds the posts.
var liveClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:live[_-]?(?:blog|posts?|updates?|feed|stream|ticker|coverage|` +
	`entries|timeline)?|lb[_-]?posts?|ticker)(?:$|[\s_-])`)

var livePathWord = regexp.MustCompile(`(?i)(?:^|[/_-])(?:live|liveblog|live-?blog|live-?updates?|liveticker|` +
	`en-direct|` +
	`en-vivo|diretta|canli)(?:$|[/_.-])`)

func livePath(u *url.URL) bool { return u != nil && livePathWord.MatchString(u.Path) }

// postsUnder are the children of n that look like posts: alike, and each with a time and some text.
func postsUnder(n *html.Node) (out []*html.Node) {
	alike := map[string][]*html.Node{}
	best := ""
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || !block[c.DataAtom] || notPost.MatchString(attr(c, "class")) {
			continue
		}
		first, _, _ := strings.Cut(attr(c, "class"), " ")
		key := c.Data + "." + first
		if _, ok := timeOf(c); !ok {
			continue
		}
		alike[key] = append(alike[key], c)
		if best == "" || len(alike[key]) > len(alike[best]) {
			best = key
		}
	}
	return alike[best]
}

// notPost are lists of something else that bear times as well.
var notPost = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:comments?|teasers?|related|recommend\w*|cards?|` +
	`most[_-]?read|story|` +
	`promo)(?:$|[\s_-])`)

// timeOf finds the element that says when a post was written: a <time>, or a short one that is named for it.
func timeOf(n *html.Node) (*html.Node, bool) {
	looked := 0
	for c := range n.Descendants() {
		if c.Type != html.ElementNode {
			continue
		}
		if looked++; looked > 40 {
			break
		}
		if c.DataAtom == atom.Time || timeClass.MatchString(attr(c, "class")) {
			if s := textOf(c); (s != "" || attr(c, "datetime") != "") && utf8.RuneCountInString(s) <= maxPostTime &&
				strings.ContainsFunc(s+attr(c, "datetime"), unicode.IsDigit) {
				return c, true
			}
		}
	}
	return nil, false
}

var timeClass = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:time|timestamp|datetime|date|clock|uhrzeit|hora|` +
	`heure)(?:$|[\s_-])`)

// readPost takes a post apart.
func readPost(n *html.Node, m *meta, now time.Time) Post {
	p := Post{ID: postID(n)}
	when, _ := timeOf(n)
	p.Published = postTime(when, m, now)
	list := blocks(n, func(c *html.Node) bool { return c == when || side(1<<20)(c) })
	for len(list) > 0 && (list[0].heading() || p.Title == "" && isClock(list[0].text)) {
		if list[0].heading() && p.Title == "" {
			p.Title = list[0].text
		}
		list = list[1:]
	}
	p.Text = joinParagraphs(texts(trim(list, Page{Title: p.Title})))
	return p
}

// postID is the fragment under which a post can be linked.
func postID(n *html.Node) string {
	for _, key := range []string{"id", "data-post-id", "data-id"} {
		if s := attr(n, key); s != "" && len(s) < 100 && !strings.ContainsAny(s, " \t\n") {
			return s
		}
	}
	return ""
}

func isClock(s string) bool { return clockAlone.MatchString(s) }

var clockAlone = regexp.MustCompile(`(?i)^[\d\s:.h]{3,8}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,5}|ET|Uhr)?$`)

// postTime reads when a post was written. A time of day alone is of today, or of yesterday if it is still to come; one
// without a zone says nothing, and the post counts from when it is seen.
func postTime(n *html.Node, m *meta, now time.Time) time.Time {
	if n == nil {
		return time.Time{}
	}
	r := date.Reader{
		Language: m.lang, Country: date.CountryOf(m.lang, m.base.Hostname()), Now: now,
		Order: date.OrderOf(m.lang, m.base.Hostname()),
	}
	for _, s := range []string{attr(n, "datetime"), attr(n, "data-time"), attr(n, "data-timestamp"), textOf(n)} {
		d, ok := r.Parse(s)
		if !ok && strings.ContainsFunc(s, unicode.IsDigit) {
			if d, ok = r.Parse(now.UTC().Format(time.DateOnly) + " " + s); ok && d.Time.After(now.Add(10*time.Minute)) {
				d.Time = d.Time.AddDate(0, 0, -1)
			}
		}
		if ok && !d.DateOnly && !d.Zoneless && !d.Time.After(now.Add(10*time.Minute)) {
			return d.Time
		}
	}
	return time.Time{}
}
