package extract

import (
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"
)

// meta is what a page says about itself outside its text.
type meta struct {
	base      *url.URL
	tags      map[string]string // <meta> name, property or itemprop (lower case) -> first content
	title     string            // <title>
	heading   string            // the first <h1>
	lang      string            // <html lang>
	canonical string            // <link rel=canonical>
	byline    string            // rel=author, or an element of class "byline"
	article   linkedData
	dated     linkedDates
	live      bool // it calls itself a live blog
}

// linkedDates are the first dates of any thing in JSON-LD: pages that call their article a WebPage or a VideoObject.
type linkedDates struct{ published, modified string }

// linkedData is the part of schema.org's Article that matters here.
type linkedData struct {
	found                                            bool
	headline, published, author, publisher, language string
	free                                             string // isAccessibleForFree
	words                                            int    // wordCount
	body                                             string // articleBody, as paragraphs
}

// readMeta gathers the metadata of doc in one walk.
func readMeta(doc *html.Node, base *url.URL) *meta {
	m := &meta{tags: map[string]string{}, base: base}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			m.element(n)
		}
	}
	return m
}

func (m *meta) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		m.lang = attr(n, "lang")
	case atom.Title:
		if m.title == "" && n.Namespace == "" {
			m.title = textOf(n)
		}
	case atom.H1:
		if m.heading == "" {
			m.heading = textOf(n)
		}
	case atom.Meta:
		m.tag(n)
	case atom.Link:
		if m.canonical == "" && strings.EqualFold(attr(n, "rel"), "canonical") {
			m.canonical = attr(n, "href")
		}
	case atom.Script:
		if n.FirstChild != nil {
			m.linked(n.FirstChild.Data)
		}
	default:
		if m.byline == "" && isByline(n) {
			if s := textOf(n); len(s) < maxField {
				m.byline = s
			}
		}
	}
}

func (m *meta) tag(n *html.Node) {
	content := squeeze(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			if _, seen := m.tags[name]; !seen {
				m.tags[name] = content
			}
		}
	}
}

var bylineClass = regexp.MustCompile(`(?i)(^|[\s_-])(byline|author[_-]?name|article[_-]?author|writer|` +
	`contributor-name)($|[\s_-])`)

func isByline(n *html.Node) bool {
	return attr(n, "rel") == "author" || strings.Contains(attr(n, "itemprop"), "author") ||
		bylineClass.MatchString(attr(n, "class"))
}

// linked reads schema.org's Article out of JSON-LD, wherever it is nested.
func (m *meta) linked(source string) {
	source = strings.TrimSpace(source)
	source = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(source, "<!--"), "//<![CDATA["), "-->")
	var v any
	if json.Unmarshal([]byte(source), &v) != nil {
		return
	}
	m.linkedValue(v, 0)
}

// Depth to which JSON-LD is searched: @graph, mainEntity and arrays around them.
const maxNesting = 6

func (m *meta) linkedValue(v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			m.linkedValue(e, depth+1)
		}
	case map[string]any:
		if articleType(v["@type"]) && !m.article.found {
			m.article = linkedArticle(v)
		}
		m.dated.add(v)
		m.live = m.live || strings.Contains(text(v["@type"]), "LiveBlog")
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
			if sub, ok := v[key]; ok {
				m.linkedValue(sub, depth+1)
			}
		}
	}
}

func (d *linkedDates) add(v map[string]any) {
	if d.published == "" {
		d.published = firstOf(text(v["datePublished"]), text(v["uploadDate"]), text(v["dateCreated"]))
	}
	if d.modified == "" {
		d.modified = text(v["dateModified"])
	}
}

func linkedArticle(v map[string]any) linkedData {
	words, _ := strconv.Atoi(text(v["wordCount"])) // 0 if it is none
	body := text(v["articleBody"])
	if len(body) > maxTold {
		body = ""
	}
	return linkedData{
		found:     true,
		headline:  squeeze(StripTags(text(v["headline"]))),
		published: text(v["datePublished"]),
		author:    name(v["author"]),
		publisher: name(v["publisher"]),
		language:  text(v["inLanguage"]),
		free:      text(v["isAccessibleForFree"]),
		words:     words,
		body:      StripTags(strings.ReplaceAll(body, "\n", "<p>")),
	}
}

func articleType(v any) bool {
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, articleType)
	}
	s := text(v)
	return strings.HasSuffix(s, "Article") || strings.HasSuffix(s, "BlogPosting") || strings.HasSuffix(s, "Report")
}

// text is v as a plain string, "" if it is none.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return clean(strings.ToValidUTF8(html.UnescapeString(v), "\uFFFD"))
	case bool:
		if v {
			return "true"
		}
		return "false"
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return ""
}

// name is the name of a Person or Organization, or the names of several.
func name(v any) string {
	switch v := v.(type) {
	case map[string]any:
		if list, ok := v["name"].([]any); ok {
			return name(list)
		}
		return squeeze(text(v["name"]))
	case []any:
		var names []string
		for _, e := range v {
			if s := name(e); s != "" && len(names) < 10 {
				names = append(names, s)
			}
		}
		return strings.Join(names, ", ")
	}
	return squeeze(text(v))
}

func (m *meta) first(keys ...string) string {
	for _, k := range keys {
		if s := m.tags[k]; s != "" {
			return s
		}
	}
	return ""
}

// page fills in everything but the text and the date.
func (m *meta) page() Page {
	p := Page{
		Site: short(firstOf(m.first("og:site_name"), m.article.publisher,
			m.first("application-name", "apple-mobile-web-app-title", "twitter:site"))),
		Canonical: m.canonicalURL(),
	}
	p.Title = cutAtParagraph(headline(m, p.Site), maxTitle)
	p.Byline = short(byline(firstOf(m.article.author, m.first("author", "article:author", "parsely-author",
		"sailthru.author", "dc.creator", "dcterms.creator", "byl"), m.byline), p.Site))
	for _, l := range []string{
		m.lang, m.first("og:locale", "content-language", "language", "dc.language"),
		m.article.language,
	} {
		if tag, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(l), "_", "-")); err == nil &&
			tag != language.Und {
			p.Language = tag.String()
			break
		}
	}
	return p
}

func short(s string) string { return cutAtParagraph(strings.TrimPrefix(squeeze(s), "@"), maxField) }

func firstOf(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return squeeze(s)
		}
	}
	return ""
}

// canonicalURL returns the page's own address as it names it. One on another host is not believed unless we do not know
// our own: a syndicated copy must not take the original's identity.
func (m *meta) canonicalURL() string {
	for _, ref := range []string{m.canonical, m.first("og:url")} {
		u, err := m.base.Parse(strings.TrimSpace(ref))
		if ref == "" || err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		if m.base.Host != "" && site(u) != site(m.base) {
			continue
		}
		if strings.Trim(u.Path, "/") == "" && strings.Trim(m.base.Path, "/") != "" {
			continue // a home page is no article's address
		}
		u.Fragment = ""
		return u.String()
	}
	return ""
}

// site is the host without the prefixes under which outlets serve the same pages.
func site(u *url.URL) string {
	host := strings.ToLower(u.Hostname())
	for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
		host = strings.TrimPrefix(host, prefix)
	}
	return host
}

// published finds when the article was published: structured data first, which has a time and a zone, then whatever
// looks like the date on the page. When it was changed counts only if nothing says when it was published.
func (m *meta) published(doc *html.Node, p *Page, now time.Time) {
	f := newDateFinder(m.base, p.Language, p.Title, m.heading, now)
	told := append([]string{m.article.published}, m.all(publishedTags[:surelyPublished])...)
	if d, from, ok := f.first(told); ok {
		p.Published, p.DateOnly, p.Stated = d.Time, d.DateOnly, true
		p.Zoned = !d.DateOnly && zoned.MatchString(from)
		return
	}
	d, _, ok := f.first(append(m.all(publishedTags[surelyPublished:]), m.dated.published))
	if !ok {
		var what found
		if d, what = f.find(doc, m.canonical, m.first("og:url")); what != published {
			if stated, _, ok := f.first(append(m.all(modifiedTags), m.dated.modified)); ok {
				d = stated
			}
		}
	}
	p.Published, p.DateOnly = d.Time, d.DateOnly
}

// zoned matches a time with its zone at the end.
var zoned = regexp.MustCompile(`(?:[Zz]|[+-]\d\d:?\d\d)\s*$`)

// surelyPublished is how many of publishedTags mean nothing but publication; some of the others are a draft's.
const surelyPublished = 20

// publishedTags are the names of <meta> that carry the date, the most telling first.
var publishedTags = []string{
	"article:published_time", "og:published_time", "og:article:published_time", "og:article:published",
	"article:published", "og:pubdate", "og:publish_date",
	"datepublished", "parsely-pub-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "pubdate",
	"publishdate", "publish-date", "publish_date",
	"publication_date", "publication-date", "published", "published_date", "published-date", "ptime", "pdate",
	"sailthru.date", "article.published",
	"dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.created", "dc.issued", "dcterms.date",
	"dc.date", "dc:date",
	"bt:pubdate", "rnews:datepublished", "citation_publication_date", "citation_date", "article_date_original",
	"article:post_date", "originalpublicationdate", "datecreated", "created", "date_published",
	"releasedate", "date", "doc_date", "displaydate", "article.created", "timestamp",
}

// modifiedTags are the names of <meta> that carry the date of the last change.
var modifiedTags = []string{
	"article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "article:modified",
	"article:updated_time", "dcterms.modified", "dc.date.modified", "dc.modified",
	"sailthru.updated", "lastmod", "last-modified", "last_modified", "lastmodified", "revised", "modified_date",
	"bt:moddate", "updated_time",
}

// all are the contents of the tags, in that order.
func (m *meta) all(keys []string) (list []string) {
	for _, k := range keys {
		if s := m.tags[k]; s != "" {
			list = append(list, s)
		}
	}
	return list
}
