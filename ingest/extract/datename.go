package extract

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nameOfDate is what an element's name says of its date.
type nameOfDate struct {
	score int
	old   bool // it is the date of a change
}

// aside says how surely n is a box beside an article: scoreClose if that is doubtful close to the headline.
func (f *dateFinder) aside(n *html.Node) int {
	v, seen := f.asides[n]
	if !seen {
		v = asideScore(n)
		f.asides[n] = v
	}
	return v
}

func asideScore(n *html.Node) int {
	switch n.DataAtom {
	case atom.Aside, atom.Footer, atom.Nav:
		return 2 * scoreClose
	case atom.Article, atom.Main:
		return 0
	}
	id := attr(n, "id")
	if id == "Blog1" { // Blogger's article is one of the page's widgets
		return 0
	}
	names := attr(n, "class") + " " + id
	switch {
	case names == " ":
		return 0
	case asideName.MatchString(names) || todayName.MatchString(names):
		return 2 * scoreClose
	case teaserName.MatchString(names):
		return scoreClose
	}
	return 0
}

// Names of boxes whose dates are those of something else; the latter are also given to heads of articles.
var (
	asideName = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:comments?(?:[_-]?(?:list|body|content|meta|date|time|area|` +
		`text|item|author))?|respond|related\w*|sidebar\w*|widget\w*|recent\w*|popular|trending|most[_-]?read|` +
		`recommend\w*|footer|copyright|ticker|carousel|archive[_-]?list|post-navigation|nav-links|mega-?menu|menu|` +
		`weather|profile|print[_-]?(?:date|header)|read[_-]?more|more[_-]?news)(?:$|[\s_-])`)
	teaserName = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:teasers?|latest|calendar|events?|breaking|preview|` +
		`cards?)(?:$|[\s_-])`)
)

// Names of dates, in class, id, itemprop and property.
var (
	updatedName = regexp.MustCompile(`(?i)(?:up[_-]?dated?|modif|last[_-]?(?:mod|change|edit)|edited|revised|` +
		`expire|valid|access)`)
	todayName     = regexp.MustCompile(`(?i)(?:current|today|server)[_-]?(?:date|time)|join(?:ed|-?date)|access-?date`)
	publishedName = regexp.MustCompile(`(?i)(?:publi[sc]|pub[_-]?date|posted|post[_-]?(?:date|time)|` +
		`entry[_-]?(?:date|time)|article[_-]*(?:date|time)|news[_-]*(?:date|time)|story[_-]*(?:date|time)|` +
		`date[_-]?(?:created|issued|posted|line)|content[_-]?date|uploaddate|created|veroeffentlich|erschienen)`)
	dateName = regexp.MustCompile(`(?i)(?:(?:^|[^a-z])date|[a-z]Date|datum|fecha|(?:^|[^a-z])data(?:$|[\s_-])|` +
		`(?:^|[^a-z])time(?:$|[^a-z])|time[_-]?stamp|timestamp|tarih|datetime|day(?:$|[\s_-]))`)
	bylineName = regexp.MustCompile(`(?i)(?:by-?line|(?:^|[^a-z])meta|meta(?:$|[^a-z])|post-?info|article-?info|` +
		`(?:^|[^a-z])info(?:$|[^a-z])|author|submitted|details|sub-?head|sub-?title|credit|kicker|source|date)`)
)

// dateHints are the parts that those names have in common: most names have none of them, and are spared the
// expressions.
var dateHints = []string{
	"date", "time", "publi", "post", "data", "datum", "fecha", "tarih", "day", "creat", "line", "meta", "info",
	"author", "submit", "detail", "sub", "credit", "kicker",
	"source", "erschien", "veroeff", "modif", "last", "edit", "revis",
}

// kind is dateKind, remembered: pages use the same few names again and again.
func (f *dateFinder) kind(n *html.Node) (score int, old bool) {
	name := names(n)
	k, seen := f.kinds[name]
	if !seen {
		k.score, k.old = dateKind(n)
		f.kinds[name] = k
	}
	return k.score, k.old
}

// names is everything that n is called.
func names(n *html.Node) string {
	var b strings.Builder
	b.WriteString(n.Data)
	for _, a := range n.Attr {
		switch a.Key {
		case "itemprop", "property", "class", "id", "pubdate":
			b.WriteString("\x00" + a.Key + "\x00" + a.Val)
		}
	}
	return b.String()
}

// dateKind is what the name of n speaks for a date in it, 0 for nothing, and whether the name is that of a change.
func dateKind(n *html.Node) (score int, updated bool) {
	props := attr(n, "itemprop") + " " + attr(n, "property")
	if n.DataAtom == atom.Meta {
		switch {
		case updatedName.MatchString(props):
			return scoreDate, true
		case publishedName.MatchString(props):
			return scorePublished, false
		}
		return 0, false
	}
	names := props + " " + attr(n, "class") + " " + attr(n, "id")
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Article, atom.Main, atom.Img, atom.Input, atom.Form, atom.Script, atom.Link:
		return 0, false
	case atom.Time:
		score = scoreTime
		for _, a := range n.Attr {
			if a.Key == "pubdate" {
				score = scorePublished
			}
		}
	}
	if strings.TrimSpace(names) == "" {
		return score, false
	}
	lower := strings.ToLower(names)
	if !slices.ContainsFunc(dateHints, func(hint string) bool { return strings.Contains(lower, hint) }) {
		return score, false
	}
	switch {
	case todayName.MatchString(names):
		return 0, false
	case updatedName.MatchString(names) && !strings.Contains(lower, "publish"):
		return max(score, scoreDate), true
	case publishedName.MatchString(names):
		return scorePublished, false
	case dateName.MatchString(names):
		return max(score, scoreDate), false
	case bylineName.MatchString(names):
		return max(score, scoreByline), false
	}
	return score, false
}
