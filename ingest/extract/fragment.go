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
	markup = clean(strings.ToValidUTF8(markup, "\uFFFD"))
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
	list := blocks(doc, side(characters(doc)))
	if len(list) == 0 { // what looks like a caption is all there is
		return StripTags(markup)
	}
	return clean(joinParagraphs(texts(trim(list, Page{Title: title}))))
}

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
	`font|h[1-6]|hr|i|iframe|img|ins|li|mark|ol|p|pre|q|s|script|section|small|span|strong|style|sub|sup|table|tbody|` +
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
