package extract

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// Fragment reads the article in a piece of markup, as a feed carries it: what stands beside the text goes, as on a
// page, captions, shares, links to other articles, embedded posts of others, appeals. Text without markup keeps its
// paragraphs. title is the article's, which the text may repeat. The result is paragraphs separated by "\n\n"; it is
// never empty if the markup has a word.
func Fragment(markup, title string) string {
	markup = shortcodes(clean(strings.ToValidUTF8(markup, "\uFFFD")))
	for range 3 { // markup may be escaped once more, as a whole or in part
		if !strings.ContainsAny(markup, "<&") {
			return joinParagraphs(texts(trim(plainBlocks(markup), Page{Title: title})))
		}
		text := fragment(markup, title)
		again := clean(unescaped(text))
		if !tag.MatchString(again) {
			return again
		}
		markup = again
	}
	return StripTags(markup)
}

// fragment reads markup as it stands.
func fragment(markup, title string) string {
	if !tag.MatchString(markup) {
		return joinParagraphs(texts(trim(plainBlocks(clean(html.UnescapeString(markup))), Page{Title: title})))
	}
	light, _ := lighten(markup, maxTree)
	doc, err := html.Parse(strings.NewReader(light))
	if err != nil { // nested deeper than the parser allows
		return StripTags(markup)
	}
	beside := side(characters(doc))
	list := blocks(doc, func(n *html.Node) bool {
		return hidden(n) || field.MatchString(attr(n, "class")) || beside(n)
	})
	if len(list) == 0 { // what looks like a caption is all there is
		return StripTags(markup)
	}
	return clean(joinParagraphs(texts(trim(list, Page{Title: title}))))
}

// field is the class of what Drupal writes of an article before its text: title, author, day.
var field = regexp.MustCompile(`\bfield--?name-(?:title|uid|author|created|changed|post-date)\b`)

// shortcodes takes out what a content system left in square brackets, unread: "[caption width="300"]The
// port[/caption]", "[gallery ids="1,2"]", "[vc_row]".
func shortcodes(s string) string {
	if !strings.Contains(s, "[") {
		return s
	}
	var b strings.Builder
	for {
		m := opens.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		b.WriteString(s[:m[0]])
		end := "[/" + s[m[2]:m[3]] + "]"
		s = s[m[1]:]
		if i := strings.Index(s[:min(len(s), maxFilled)], end); i >= 0 {
			s = s[i+len(end):]
		}
	}
	return shortcode.ReplaceAllString(b.String()+s, "")
}

// maxFilled is how many bytes stand between the two ends of such a code.
const maxFilled = 800

var (
	opens     = regexp.MustCompile(`\[(caption|embed|gallery|audio|video)(?:\s+[\w-]+=[^\]\[]*)?\]`)
	shortcode = regexp.MustCompile(`\[contains quote post or other embedded content\]|` +
		`\[/?[a-z][a-z0-9]*(?:[_-][a-z0-9]+)+\]|\[/[a-z][a-z0-9_-]*\]|` +
		`\[[a-z][a-z0-9_-]*(?:\s+[a-z][\w-]*=(?:"[^"]*"|'[^']*'|&quot;.{0,80}?&quot;|[^\s\]"']+))+\s*/?\]`)
)

// plainBlocks are the paragraphs of a text without markup.
func plainBlocks(s string) (out []paragraph) {
	for _, p := range paragraphs(s) {
		if p = squeeze(p); p != "" {
			out = append(out, paragraph{text: p})
		}
	}
	return out
}

// tag is an element of HTML that articles are written with. "‹Азов›" and "<<Azov>>" are none.
var tag = regexp.MustCompile(`(?i)</?(?:a|article|b|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|` +
	`figcaption|figure|` +
	`font|h[1-6]|hr|i|iframe|img|ins|li|mark|ol|p|pre|q|s|script|section|small|span|strong|style|sub|sup|table|` +
	`tbody|` +
	`td|th|time|tr|u|ul|video)(?:\s[^<>]*)?/?>`)

// reference is one that stands in a text after all markup is read: a slip, never meant.
var reference = regexp.MustCompile(`&(?:amp;)*(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}\d?);`)

func unescaped(s string) string {
	for range 3 {
		if !strings.Contains(s, "&") {
			return s
		}
		before := s
		if s = reference.ReplaceAllStringFunc(s, html.UnescapeString); s == before {
			return s
		}
	}
	return s
}
