package feed

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Outline is one feed of an OPML list.
type Outline struct {
	Title   string
	URL     string   // of the feed, absolute
	Home    string   // of the outlet, "" if the list does not say
	Folders []string // names of the outlines around it, outermost first
}

// Bounds of an OPML list.
const (
	maxOutlines = 20_000
	maxFolders  = 16
)

// ParseOPML reads an OPML 1.0 or 2.0 list of feeds, well-formed or not. Every outline with an xmlUrl is a feed, every
// other one a folder. An error is an [*Error].
func ParseOPML(data []byte) ([]Outline, error) {
	source, err := decode(data[:min(len(data), maxFeed)], "")
	if err != nil {
		return nil, err
	}
	z := scanner{s: source, entities: &entities{}}
	var out []Outline
	var path []string // of open outlines; "" for feeds, which may hold others as well
	opml := false
	for t := z.next(); t.kind != endOfInput; t = z.next() {
		_, local := split(t.name)
		switch {
		case t.kind == startTag && bytes.EqualFold(local, []byte("opml")):
			opml = true
		case t.kind == startTag && !opml:
			return nil, &Error{
				Place:  place(source, t.at),
				Reason: fmt.Sprintf("this is not an OPML list: it begins with <%.40s>", t.name),
			}
		case t.kind == startTag && bytes.EqualFold(local, []byte("outline")):
			o, title := outline(&z, t)
			if o.URL != "" && len(out) < maxOutlines {
				o.Folders = folders(path)
				out = append(out, o)
				title = ""
			}
			if !t.empty {
				path = append(path, title)
			}
		case t.kind == endTag && bytes.EqualFold(local, []byte("outline")) && len(path) > 0:
			path = path[:len(path)-1]
		}
	}
	if !opml {
		return nil, &Error{Place: place(source, 0), Reason: "this is not an OPML list"}
	}
	return out, nil
}

// outline reads the attributes of one outline.
func outline(z *scanner, t token) (o Outline, title string) {
	for _, a := range t.attrs {
		var b bytes.Buffer
		z.entities.writeText(&b, a.value, inValue)
		value := short(string(unescape(b.Bytes())))
		switch strings.ToLower(string(a.name)) {
		case "xmlurl", "url":
			if u := strings.TrimPrefix(value, "feed:"); o.URL == "" {
				o.URL = absolute(strings.TrimPrefix(u, "//"))
			}
		case "htmlurl":
			o.Home = absolute(value)
		case "title":
			title = value
		case "text":
			if title == "" {
				title = value
			}
		}
	}
	o.Title = title
	return o, title
}

func folders(path []string) (list []string) {
	for _, name := range path[:min(len(path), maxFolders)] {
		if name != "" {
			list = append(list, name)
		}
	}
	return list
}

// WriteOPML writes an OPML 2.0 list, folders in the order in which they first occur. Reading it again gives the same
// outlines, those of one folder together.
func WriteOPML(w io.Writer, list []Outline) error {
	var b bytes.Buffer
	b.WriteString(xml.Header + "<opml version=\"2.0\">\n<head><title>Feeds</title></head>\n<body>\n")
	root := &folder{}
	for _, o := range list {
		at := root
		for _, name := range o.Folders {
			at = at.sub(name)
		}
		at.feeds = append(at.feeds, o)
	}
	root.write(&b, 0)
	b.WriteString("</body>\n</opml>\n")
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

// folder is a node of the list that is written.
type folder struct {
	name  string
	feeds []Outline
	subs  []*folder
}

func (f *folder) sub(name string) *folder {
	if i := slices.IndexFunc(f.subs, func(s *folder) bool { return s.name == name }); i >= 0 {
		return f.subs[i]
	}
	s := &folder{name: name}
	f.subs = append(f.subs, s)
	return s
}

func (f *folder) write(b *bytes.Buffer, depth int) {
	indent := strings.Repeat("  ", depth)
	for _, o := range f.feeds {
		b.WriteString(indent + `<outline type="rss"`)
		for _, a := range [][2]string{
			{"text", firstOf(o.Title, o.URL)},
			{"title", o.Title},
			{"xmlUrl", o.URL},
			{"htmlUrl", o.Home},
		} {
			if a[1] != "" {
				b.WriteString(" " + a[0] + `="`)
				escape(b, a[1], inValue)
				b.WriteByte('"')
			}
		}
		b.WriteString("/>\n")
	}
	for _, s := range f.subs {
		b.WriteString(indent + `<outline text="`)
		escape(b, s.name, inValue)
		b.WriteString("\">\n")
		s.write(b, depth+1)
		b.WriteString(indent + "</outline>\n")
	}
}
