package feed

import (
	"bytes"
	"html"
	"net/url"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// Bounds within a document.
const (
	maxItem     = 4 << 20   // bytes of one item, cleaned
	maxChildren = 500       // elements of one item, and of the feed itself
	maxHead     = 1 << 20   // bytes of what a feed says about itself
	maxFields   = 64        // elements within one such element (of an author, of skipHours)
	batchSize   = 256 << 10 // bytes of items that gofeed reads at once
)

// findRoot returns where the root element of a feed begins, its name, and its kind: "rss" (RDF included) or "atom", or
// "" if the document is none. Rubbish before it (warnings of the server's software) is stepped over.
func findRoot(source []byte) (at int, name []byte, kind string) {
	z := scanner{s: source, entities: &entities{}}
	for {
		t := z.next()
		switch {
		case t.kind == endOfInput:
			return 0, name, ""
		case t.kind != startTag:
			continue
		case name == nil:
			name = t.name
		}
		switch _, local := split(t.name); strings.ToLower(string(local)) {
		case "rss", "rdf":
			return t.at, t.name, "rss"
		case "feed":
			return t.at, t.name, "atom"
		case "urlset":
			return t.at, t.name, "sitemap"
		case "html", "head", "body", "opml", "sitemapindex", "svg":
			return t.at, t.name, ""
		}
	}
}

// xml reads RSS, RDF and Atom.
func (r *reader) xml() error {
	at, name, kind := findRoot(r.source)
	switch kind {
	case "":
		return notAFeed(r.source, at, name)
	case "sitemap":
		return r.sitemap(at)
	}
	c := cleaner{r: r, z: scanner{s: r.source, entities: &entities{}}, item: "item", parse: r.rssBatch}
	if kind == "atom" {
		c.item, c.parse = "entry", r.atomBatch
	}
	c.run()
	if len(c.head.b) == 0 && len(r.feed.Items) == 0 {
		return &Error{Place: place(r.source, at), Reason: "nothing in the feed can be read"}
	}
	return nil
}

// notAFeed words what the document is instead.
func notAFeed(source []byte, at int, name []byte) error {
	_, local := split(name)
	switch strings.ToLower(string(local)) {
	case "html", "head", "body":
		return &Error{Place: place(source, at), Reason: "this is a web page, not a feed"}
	case "opml":
		return &Error{Place: place(source, at), Reason: "this is an OPML list of feeds, not a feed"}
	case "sitemapindex":
		return &Error{Place: place(source, at), Reason: "this is a list of sitemaps, not a feed: give the one for news"}
	case "":
		return &Error{Place: place(source, 0), Reason: "this is neither XML nor JSON, but text"}
	}
	return &Error{Place: place(source, at), Reason: "the root element <" + string(name[:min(len(name), 40)]) +
		"> is not that of a feed"}
}

// parser is one of gofeed's: it reads a well-formed document that holds what the feed says about itself, some items, or
// both.
type parser func(doc []byte, head bool) error

func (r *reader) rssBatch(doc []byte, head bool) error {
	var p rss.Parser
	f, err := p.Parse(bytes.NewReader(doc))
	if err != nil {
		return err
	}
	if head {
		r.rssHead(f)
		return nil
	}
	for _, it := range f.Items {
		r.feed.Items = append(r.feed.Items, r.rssItem(it))
	}
	return nil
}

func (r *reader) atomBatch(doc []byte, head bool) error {
	var p atom.Parser
	f, err := p.Parse(bytes.NewReader(doc))
	if err != nil {
		return err
	}
	if head {
		r.atomHead(f)
		return nil
	}
	for _, e := range f.Entries {
		r.feed.Items = append(r.feed.Items, r.atomItem(e))
	}
	return nil
}

// cleaner rewrites a feed, well-formed or not, as a sequence of small well-formed documents: one with what the feed
// says about itself, and batches of items. So a document that ends early loses only its last item, a broken item does
// not take its neighbours with it, and the memory that gofeed needs does not grow with the feed.
//
// It knows three levels. Containers (rss, channel, feed) hold children and items; items hold children; a child is a
// field: its markup, if it has any, becomes one CDATA section, so that what gofeed sees is never deep and never long in
// elements.
type cleaner struct {
	r     *reader
	z     scanner
	item  string // local name of an item: "item" or "entry"
	parse parser

	open  []container
	head  bufferTo // the feed's own fields, well-formed but for the closing tags
	batch bytes.Buffer
	count int // items in batch

	outer    *url.URL // what links of the open containers are relative to; nil: the feed's address
	itemBase *url.URL // of the item; nil: the same
	inItem   bool
	itemName []byte
	itemAt   int          // where the item begins in the source
	body     bytes.Buffer // the item so far
	children int          // of the item, or of the head
	child    field
}

// dateField is what pubDate is called on its way through gofeed, which tries 160 layouts on every date and spends half
// of its time there; an element that it does not know it leaves alone, for date.Parse.
const dateField = "date-as-written"

// container is an open element that holds items.
type container struct {
	name []byte
	tag  []byte // cleaned
}

// bufferTo is bytes that are written up to a limit.
type bufferTo struct{ b []byte }

func (b *bufferTo) add(s []byte) {
	if len(b.b)+len(s) <= maxHead {
		b.b = append(b.b, s...)
	}
}

// field is the child element that is being read.
type field struct {
	name       []byte // nil: none
	written    []byte // the name under which gofeed sees it
	structured bool   // its own children are fields as well
	nested     []byte // open child of a structured one
	fields     int
	same       int  // open descendants of the same name
	markup     bool // it has elements
	verbatim   bool // it has CDATA sections
	tag        bytes.Buffer
	section    []byte       // a CDATA section that is all of the content so far
	text       bytes.Buffer // cleaned content
}

// begin makes f an empty field, whose buffers are used again.
func (f *field) begin(name []byte) {
	tag, text := f.tag, f.text
	tag.Reset()
	text.Reset()
	*f = field{name: name, written: name, tag: tag, text: text}
}

// fold makes the CDATA section a part of the text, because more follows.
func (f *field) fold() {
	if f.section != nil {
		f.verbatim = true
		escape(&f.text, string(f.section), inText)
		f.section = nil
	}
}

func (c *cleaner) run() {
	for {
		t := c.z.next()
		switch t.kind {
		case endOfInput:
			c.finish(t.at)
			return
		case characters:
			if f := &c.child; f.name != nil && (f.section == nil || !blank(t.text)) {
				f.fold()
				c.z.entities.writeText(&f.text, t.text, inText)
			}
		case verbatim:
			if f := &c.child; f.name != nil {
				f.fold()
				f.section = t.text
				if !blank(f.text.Bytes()) || f.structured {
					f.fold()
				}
			}
		case startTag:
			c.start(t)
		case endTag:
			c.end(t)
		}
	}
}

// structuredFields hold fields of their own that are wanted.
var structuredFields = map[string]bool{
	"author": true, "contributor": true, "source": true, "skiphours": true,
	"skipdays": true,
}

// plainFields hold no element: where one begins, an end tag was forgotten.
var plainFields = map[string]bool{
	"title": true, "link": true, "guid": true, "pubdate": true, "id": true, "updated": true, "published": true,
	"date": true,
}

func (c *cleaner) start(t token) {
	prefix, local := split(t.name)
	name := strings.ToLower(string(local))
	if name == c.item && len(c.open) > 0 && sameNamespace(prefix, c.open[len(c.open)-1].name) {
		c.closeField()
		c.closeItem()
		c.openItem(t)
		return
	}
	if c.child.name != nil && !c.child.structured && (plainFields[name] || name == "description") {
		if _, l := split(c.child.name); plainFields[strings.ToLower(string(l))] {
			c.closeField()
		}
	}
	switch {
	case c.child.name != nil:
		c.nest(t)
	case c.inItem && name == "group" && len(prefix) > 0: // media:group: what stands in it is of the item
	case !c.inItem && (len(c.open) == 0 || len(c.open) == 1 && name == "channel"):
		c.openContainer(t, name)
	default:
		c.openField(t, name)
	}
}

// sameNamespace reports whether an element of this prefix belongs to the same vocabulary as the container: extensions
// have items of their own.
func sameNamespace(prefix, containerName []byte) bool {
	own, local := split(containerName)
	return len(prefix) == 0 || bytes.Equal(prefix, own) || bytes.EqualFold(local, []byte("RDF")) ||
		string(prefix) == "rss" || string(prefix) == "atom"
}

func (c *cleaner) openContainer(t token, name string) {
	if len(c.open) == 0 && name != "rss" && name != "rdf" && name != "feed" {
		return // rubbish before the root
	}
	var tag bytes.Buffer
	c.writeTag(&tag, t, false)
	if t.empty {
		return
	}
	c.open = append(c.open, container{name: t.name, tag: tag.Bytes()})
	c.head.add(tag.Bytes())
}

func (c *cleaner) openItem(t token) {
	if c.batch.Len() >= max(batchSize, 8*len(c.opening())) { // so that the opening tags cost little, however long
		c.flush()
	}
	c.inItem, c.itemName, c.itemAt, c.children, c.itemBase = true, t.name, t.at, 0, nil
	c.body.Reset()
	c.writeTag(&c.body, t, false)
	// gofeed does not see rdf:about, the identity of an item in RDF: it becomes the GUID, unless the item has one.
	prefix, _ := split(t.name)
	for _, a := range t.attrs {
		if p, l := split(a.name); len(p) > 0 && string(l) == "about" {
			name := append(append([]byte{}, prefix...), ":guid"...)
			name = bytes.TrimPrefix(name, []byte(":"))
			c.body.WriteString("<" + string(name) + ` isPermaLink="false">`)
			c.z.entities.writeText(&c.body, a.value, inText)
			c.body.WriteString("</" + string(name) + ">")
		}
	}
	if t.empty {
		c.closeItem()
	}
}

func (c *cleaner) openField(t token, name string) {
	if c.children++; c.children > maxChildren {
		return
	}
	f := &c.child
	f.begin(t.name)
	f.structured = structuredFields[name] && (c.item == "entry" || name != "author" && name != "source")
	if c.inItem && c.item == "item" && string(t.name) == "pubDate" {
		f.written = []byte(dateField)
	}
	t.name = f.written
	c.writeTag(&f.tag, t, false)
	if t.empty {
		c.closeField()
	}
}

// nest reads a start tag within a field.
func (c *cleaner) nest(t token) {
	f := &c.child
	f.fold()
	if !f.structured {
		f.markup = true
		if bytes.Equal(t.name, f.name) && !t.empty {
			f.same++
		}
		c.writeTag(&f.text, t, t.empty)
		return
	}
	if f.fields++; f.fields > maxFields || f.nested != nil {
		return
	}
	c.writeTag(&f.text, t, t.empty)
	if !t.empty {
		f.nested = t.name
	}
}

func (c *cleaner) end(t token) {
	_, local := split(t.name)
	f := &c.child
	if f.name != nil {
		switch {
		case bytes.Equal(t.name, f.name) && f.same == 0:
			c.closeField()
			return
		case bytes.Equal(t.name, f.name):
			f.same--
		}
		if !c.closes(t.name, local) {
			c.endNested(t)
			return
		}
		c.closeField()
	}
	if c.inItem && bytes.EqualFold(local, []byte(c.item)) {
		c.closeItem()
		return
	}
	for i, v := range slices.Backward(c.open) {
		if bytes.Equal(v.name, t.name) {
			c.closeItem()
			c.flush()
			for _, o := range slices.Backward(c.open[i:]) {
				c.head.b = append(c.head.b, "</"+string(o.name)+">"...)
			}
			c.open = c.open[:i]
			return
		}
	}
}

// closes reports whether an end tag ends an item or a container, and with it a field whose end tag was forgotten.
func (c *cleaner) closes(name, local []byte) bool {
	if c.inItem && bytes.Equal(name, c.itemName) && bytes.EqualFold(local, []byte(c.item)) {
		return true
	}
	for _, o := range c.open {
		if bytes.Equal(o.name, name) {
			return true
		}
	}
	return false
}

func (c *cleaner) endNested(t token) {
	f := &c.child
	f.fold()
	if f.structured {
		if !bytes.Equal(f.nested, t.name) {
			return
		}
		f.nested = nil
	}
	f.markup = true
	f.text.WriteString("</")
	f.text.Write(t.name)
	f.text.WriteByte('>')
}

// closeField writes the field that was read. Its content becomes one piece of character data: gofeed gathers the pieces
// of an element by appending each to the last.
func (c *cleaner) closeField() {
	f := &c.child
	if f.name == nil {
		return
	}
	if f.nested != nil {
		f.text.WriteString("</" + string(f.nested) + ">")
	}
	content, section := f.text.Bytes(), true
	switch {
	case f.section != nil:
		content = f.section
	case f.markup && !f.structured: // already HTML or XHTML, with its references
	case f.verbatim && !f.structured:
		content = unescape(content)
	default:
		section = false
	}
	room := maxItem - c.body.Len()
	if !c.inItem {
		room = maxHead - len(c.head.b)
	}
	if section && bytes.Contains(content, []byte("]]>")) {
		content = bytes.ReplaceAll(content, []byte("]]>"), []byte("]]&gt;"))
	}
	if len(content)+f.tag.Len()+2*len(f.written)+64 <= room {
		c.emit(f.tag.Bytes())
		if section {
			c.emit([]byte("<![CDATA["))
			c.emit(content)
			c.emit([]byte("]]>"))
		} else {
			c.emit(content)
		}
		c.emit([]byte("</" + string(f.written) + ">"))
	} else {
		c.r.problem(c.z.pos, "<%s> has %d bytes and was left out", f.name, len(content))
	}
	f.name, f.section = nil, nil
	if f.text.Cap() > maxItem { // one huge field must not be held for all that follow
		f.text = bytes.Buffer{}
	}
}

func (c *cleaner) emit(b []byte) {
	if c.inItem {
		c.body.Write(b)
	} else {
		c.head.add(b)
	}
}

func blank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }

// unescape undoes escape.
func unescape(b []byte) []byte {
	return []byte(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&#34;", `"`, "&amp;", "&").Replace(string(b)))
}

func (c *cleaner) closeItem() {
	if !c.inItem {
		return
	}
	c.inItem = false
	c.children = 0
	c.batch.Write(c.body.Bytes())
	c.batch.WriteString("</" + string(c.itemName) + ">")
	c.count++
}

// writeTag appends a start tag with clean attributes.
func (c *cleaner) writeTag(out *bytes.Buffer, t token, empty bool) {
	out.WriteByte('<')
	out.Write(t.name)
	for _, a := range t.attrs {
		out.WriteByte(' ')
		out.Write(a.name)
		out.WriteString(`="`)
		if string(a.name) == "xml:base" {
			escape(out, c.base(a.value), inValue)
		} else {
			c.z.entities.writeText(out, a.value, inValue)
		}
		out.WriteByte('"')
	}
	if empty {
		out.WriteByte('/')
	}
	out.WriteByte('>')
}

// base makes an xml:base absolute: gofeed does not know the address of the feed, to which it is relative. The base of a
// container or an item holds for what stands in it.
func (c *cleaner) base(value []byte) string {
	var b bytes.Buffer
	c.z.entities.writeText(&b, value, inValue)
	outer := c.r.base
	if c.outer != nil {
		outer = c.outer
	}
	if c.inItem && c.itemBase != nil {
		outer = c.itemBase
	}
	u, err := outer.Parse(strings.TrimSpace(html.UnescapeString(b.String())))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return outer.String()
	}
	switch {
	case c.child.name != nil: // of a field: for itself alone
	case c.inItem:
		c.itemBase = u
	default:
		c.outer = u
	}
	return u.String()
}

// opening is the start tags of the open containers.
func (c *cleaner) opening() []byte {
	var b []byte
	for _, o := range c.open {
		b = append(b, o.tag...)
	}
	return b
}

// flush hands the items gathered so far to gofeed.
func (c *cleaner) flush() {
	if c.count == 0 {
		return
	}
	doc := c.opening()
	doc = append(doc, c.batch.Bytes()...)
	for _, o := range slices.Backward(c.open) {
		doc = append(doc, "</"+string(o.name)+">"...)
	}
	if err := c.parse(doc, false); err != nil {
		c.r.problem(c.itemAt, "%d items cannot be read: %v", c.count, err)
	}
	c.batch.Reset()
	c.count = 0
}

// finish closes whatever the document left open.
func (c *cleaner) finish(at int) {
	if c.inItem || len(c.open) > 0 || c.z.cutShort {
		lost := ""
		if c.inItem {
			lost = ": its last item, which begins in " + place(c.r.source, c.itemAt) + ", is left out"
		}
		c.r.problem(at, "the feed is cut short%s", lost)
	}
	if c.z.entities.bomb {
		c.r.problem(-1, "the feed declares entities that expand without bounds: they are left out")
	}
	c.child.name, c.inItem = nil, false
	c.flush()
	for _, o := range slices.Backward(c.open) {
		c.head.b = append(c.head.b, "</"+string(o.name)+">"...)
	}
	if len(c.head.b) == 0 {
		return
	}
	if err := c.parse(c.head.b, true); err != nil {
		c.r.problem(-1, "what the feed says about itself cannot be read: %v", err)
	}
}
