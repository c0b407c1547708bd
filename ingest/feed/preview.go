package feed

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Marks of Telegram's pages: the preview of a channel, and the page that comes in its place where there is none.
var (
	previewMarks = [][]byte{
		[]byte("tgme_widget_message_wrap"), []byte("tgme_channel_info"), []byte("tme_no_messages_found"),
	}
	noPreviewMarks = [][]byte{[]byte("tgme_page_title"), []byte("tgme_page_wrap")}
)

const (
	maxPosts   = 200     // of a preview: Telegram shows some twenty
	maxPreview = 4 << 20 // bytes of such a page
)

// IsPreview reports whether a page is one of Telegram's that shows the posts of a channel, or says that it does not.
func IsPreview(page []byte) bool { return isPreview(page[:min(len(page), maxPreview)]) }

func isPreview(page []byte) bool { return hasMark(page, previewMarks) || hasMark(page, noPreviewMarks) }

func hasMark(page []byte, marks [][]byte) bool {
	if len(page) == 0 || page[0] != '<' {
		return false
	}
	for _, m := range marks {
		if bytes.Contains(page, m) {
			return true
		}
	}
	return false
}

// preview reads the public preview of a Telegram channel (https://t.me/s/NAME): its newest posts, the oldest first. A
// post that is forwarded has its channel as Source; what it replies to, and the pages that it links, are others' words
// and left out. A post of pictures alone has no text and is none here.
func (r *reader) preview() error {
	source := r.source[:min(len(r.source), maxPreview)]
	if !hasMark(bytes.TrimLeft(source, " \t\r\n\ufeff"), previewMarks) {
		return &Error{Reason: "Telegram shows no preview of this channel: there is none of that name, or it is private"}
	}
	doc, err := html.Parse(bytes.NewReader(source))
	if err != nil {
		return &Error{Reason: "the preview cannot be read: " + err.Error()}
	}
	wordless := 0
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case hasClass(n, "tgme_channel_info_header_title"):
			r.feed.Title = plain(html.EscapeString(textOf(n)))
		case n.DataAtom == atom.Meta && attrOf(n, "property") == "og:title" && r.feed.Title == "":
			r.feed.Title = plain(html.EscapeString(attrOf(n, "content")))
		case hasClass(n, "tgme_channel_info_header_username") && r.feed.Home == "":
			r.feed.Home = "https://t.me/" + url.PathEscape(strings.TrimPrefix(strings.TrimSpace(textOf(n)), "@"))
		case attrOf(n, "data-post") != "" && hasClass(n, "tgme_widget_message") && len(r.feed.Items) < maxPosts:
			it, ok := r.post(n)
			if ok && it.Content == "" {
				wordless++
			} else if ok {
				r.feed.Items = append(r.feed.Items, it)
			}
		}
	}
	if wordless > 0 {
		r.note("%d posts are pictures or videos without a text: they are left out", wordless)
	}
	return nil
}

// post reads one message. ok is false for what Telegram itself says (a message was pinned, the channel was renamed).
func (r *reader) post(n *html.Node) (it Item, ok bool) {
	if hasClass(n, "service_message") {
		return it, false
	}
	it.GUID = short(attrOf(n, "data-post"))
	it.URL = r.link("https://t.me/" + it.GUID)
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil && depth < maxPostDepth; c = c.NextSibling {
			switch {
			case c.Type != html.ElementNode:
			case hasClass(c, "tgme_widget_message_reply"), hasClass(c, "tgme_widget_message_link_preview"),
				hasClass(c, "js-message_reply_text"), hasClass(c, "tgme_widget_message_user"):
			case hasClass(c, "tgme_widget_message_forwarded_from"):
				it.Source, it.SourceURL = r.forwarded(c)
			case hasClass(c, "js-message_text"):
				switch text := long(innerHTML(c)); {
				case it.Content == "":
					it.Content = text
				case !strings.Contains(it.Content, text): // an album repeats its text within itself
					it.Content = long(it.Content + "<br><br>" + text)
				}
			case hasClass(c, "tgme_widget_message_meta"):
				it.Edited = edited(c)
				walk(c, depth+1)
			case c.DataAtom == atom.Time && attrOf(c, "datetime") != "" && it.Published.IsZero():
				r.date(&it, []string{attrOf(c, "datetime")}, nil)
			default:
				walk(c, depth+1)
			}
		}
	}
	walk(n, 0)
	if strings.TrimSpace(textOfHTML(it.Content)) == "" {
		it.Content = ""
	}
	return it, true
}

// edited reports whether a word stands before the date of a post, in whatever language Telegram says it: the only words
// there that no element holds. The name of whoever signed has one.
func edited(meta *html.Node) bool {
	for c := meta.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.ContainsFunc(c.Data, unicode.IsLetter) {
			return true
		}
	}
	return false
}

// maxPostDepth bounds how deep a message is searched; Telegram's are ten deep.
const maxPostDepth = 40

// forwarded names the channel that a post was forwarded from, and its page if it is public.
func (r *reader) forwarded(n *html.Node) (name, page string) {
	for c := range n.Descendants() {
		if c.Type != html.ElementNode || !hasClass(c, "tgme_widget_message_forwarded_from_name") {
			continue
		}
		name = plain(html.EscapeString(textOf(c)))
		if u, err := url.Parse(attrOf(c, "href")); err == nil && u.Hostname() == "t.me" {
			channel, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(u.Path, "/"), "s/"), "/")
			page = r.link("https://t.me/" + url.PathEscape(channel))
		}
		return name, page
	}
	name, _ = strings.CutPrefix(strings.TrimSpace(textOf(n)), "Forwarded from")
	return plain(html.EscapeString(name)), ""
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attrOf(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func attrOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && b.Len() < maxField {
			b.WriteString(c.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// textOfHTML is the words of a piece of markup.
func textOfHTML(s string) string {
	return titleTag.ReplaceAllLiteralString(s, "")
}

// innerHTML writes what stands in an element of a message: its words, line breaks, quotations and links. Emoji are
// pictures with the character within.
func innerHTML(n *html.Node) string {
	var b bytes.Buffer
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		for c := n.FirstChild; c != nil && b.Len() <= maxContent && depth < maxPostDepth; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				escape(&b, c.Data, inText)
			case c.DataAtom == atom.Br:
				b.WriteString("<br>")
			case c.DataAtom == atom.A: // lines of nothing but links lead away, which only the links tell
				b.WriteString(`<a href="`)
				escape(&b, attrOf(c, "href"), inValue)
				b.WriteString(`">`)
				walk(c, depth+1)
				b.WriteString("</a>")
			case c.DataAtom == atom.Blockquote, c.DataAtom == atom.Pre, c.DataAtom == atom.P, c.DataAtom == atom.Div:
				b.WriteString("<blockquote>")
				walk(c, depth+1)
				b.WriteString("</blockquote>")
			default:
				walk(c, depth+1)
			}
		}
	}
	walk(n, 0)
	return b.String()
}

// ChannelOf is the address of the preview of a Telegram channel that somebody named by its page or its handle, "" if
// the
// address is no channel's.
func ChannelOf(address string) string {
	name, at := strings.CutPrefix(strings.TrimSpace(address), "@")
	if !at {
		u, err := url.Parse(address)
		if err != nil || u.Hostname() != "t.me" && u.Hostname() != "telegram.me" {
			return ""
		}
		name, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(u.Path, "/"), "s/"), "/")
	}
	if len(name) < 4 || len(name) > 64 || strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}) || name == "joinchat" {
		return ""
	}
	return fmt.Sprintf("https://t.me/s/%s", name)
}
