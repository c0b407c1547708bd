package feed

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseOPML(t *testing.T) {
	for _, c := range []struct {
		name, doc string
		want      []Outline
	}{
		{
			"folders", `<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
			<outline text="Ukraine"><outline text="Wires &amp; agencies"><outline type="rss" text="The Courier" ` +
				`xmlUrl="https://courier.example/rss" htmlUrl="https://courier.example/"/></outline>
			<outline text="Post" title="The Post" xmlUrl="https://post.example/feed"></outline></outline>
			<outline text="Review" xmlUrl="https://review.example/feed"/></body></opml>`,
			[]Outline{
				{
					Title: "The Courier", URL: "https://courier.example/rss", Home: "https://courier.example/",
					Folders: []string{"Ukraine", "Wires & agencies"},
				},
				{Title: "The Post", URL: "https://post.example/feed", Folders: []string{"Ukraine"}},
				{Title: "Review", URL: "https://review.example/feed"},
			},
		},
		{
			"other spellings",
			`<opml><body><OUTLINE TITLE='a' XMLURL='feed:https://a.example/'/><outline title="b" ` +
				`xmlurl="feed://b.example/x" /></body>`,
			[]Outline{{Title: "a", URL: "https://a.example/"}},
		},
		{
			"broken", `<opml><body><outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"><outline text=c ` +
				`xmlUrl=https://c.example/`,
			[]Outline{{Title: "A & B", URL: "https://a.example/?x=1&y=2"}},
		},
		{
			"no web address", `<opml><body><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="rss"/></body>` +
				`</opml>`,
			nil,
		},
		{"empty", `<opml/>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseOPML([]byte(c.doc))
			if err != nil {
				t.Fatalf("ParseOPML: %v", err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("ParseOPML (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseOPMLRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"":                         "this is not an OPML list",
		"feeds: none":              "this is not an OPML list",
		"<html><opml></opml>":      "it begins with <html>",
		"<rss><channel></channel>": "it begins with <rss>",
		"\x00\x01":                 "binary",
	} {
		_, err := ParseOPML([]byte(in))
		if e, ok := errors.AsType[*Error](err); !ok || !strings.Contains(e.Error(), want) {
			t.Errorf("ParseOPML(%q): %v, want %q", in, err, want)
		}
	}
}

func TestWriteOPML(t *testing.T) {
	list := []Outline{
		{Title: "Review", URL: "https://review.example/feed"},
		{
			Title: `"Post" & <Sons>`, URL: "https://post.example/?a=1&b=2", Home: "https://post.example/",
			Folders: []string{"A & B"},
		},
		{Title: "Courier", URL: "https://courier.example/rss", Folders: []string{"A & B", "Wires"}},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, list); err != nil {
		t.Fatal(err)
	}
	got, err := ParseOPML(b.Bytes())
	if err != nil {
		t.Fatalf("ParseOPML: %v", err)
	}
	if diff := cmp.Diff(list, got); diff != "" {
		t.Errorf("read again (-want +got):\n%s\n%s", diff, b.String())
	}
}

func TestWriteOPMLReportsErrors(t *testing.T) {
	if err := WriteOPML(full{}, nil); err == nil {
		t.Error("no error")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="a"><outline text="b" ` +
		`xmlUrl="https://a.example/"/></outline></body></opml>`))
	f.Add([]byte(`<!DOCTYPE opml [<!ENTITY a "b">]><opml><outline text="&a;" xmlUrl='https://a.example/&a;'>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ParseOPML(data)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, list); err != nil {
			t.Fatal(err)
		}
		again, err := ParseOPML(b.Bytes())
		if err != nil || len(again) != len(list) {
			t.Errorf("%d outlines, read again %d, %v\n%s", len(list), len(again), err, b.String())
		}
	})
}

func TestDiscover(t *testing.T) {
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{
			"announced",
			`<html><head><link rel="alternate" type="application/rss+xml" title="Comments" ` +
				`href="/comments/feed/"><link rel="Alternate" type="application/atom+xml; charset=utf-8" ` +
				`href="/atom.xml"><link rel="stylesheet" href="/s.css"></head>`,
			[]string{"https://courier.example/atom.xml", "https://courier.example/comments/feed/"},
		},
		{"linked", `<body><a href="https://feeds.courier.example/all">RSS</a> <a href="/world/rss.xml">World</a> ` +
			`<a ` +
			`href="/world">World</a>`, []string{
			"https://feeds.courier.example/all",
			"https://courier.example/world/rss.xml",
		}},
		{"base", `<base href="https://cdn.example/x/"><link rel="alternate" type="application/feed+json" ` +
			`href="feed.json">`, []string{"https://cdn.example/x/feed.json"}},
		{
			"alternate that is no feed",
			`<link rel="alternate" hreflang="de" href="/de"><link rel="alternate" type="application/json" ` +
				`href="/wp-json/1">`, nil,
		},
		{
			"twice", `<link rel=alternate type=application/rss+xml href=/feed><a href=/feed>RSS</a>`,
			[]string{"https://courier.example/feed"},
		},
		{"none", `<p>nothing</p>`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Discover([]byte(c.page), "https://courier.example/")); diff != "" {
				t.Errorf("Discover (-want +got):\n%s", diff)
			}
		})
	}
}
