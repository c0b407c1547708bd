package ingest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// web is what the servers of these tests answer, by host and path.
var web = map[string]string{
	"herald.example/": `<html><link rel="alternate" type="application/rss+xml" ` +
		`href="/comments/feed"><link rel="alternate" type="application/rss+xml" href="/rss"></html>`,
	"herald.example/rss": `<rss version="2.0"><channel><title>The ` +
		`Herald</title><language>uk-UA</language><item><title>One</title><description>Few ` +
		`words.</description></item></channel></rss>`,
	"herald.example/comments/feed":   `<rss version="2.0"><channel><title>Comments</title></channel></rss>`,
	"silent.example/":                `<html><body>Welcome</body></html>`,
	"silent.example/rss.xml":         `<rss version="2.0"><channel><title>Silent Post</title></channel></rss>`,
	"lost.example/":                  `<html><body>Welcome</body></html>`,
	"broken.example/":                `<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>`,
	"text.example/feed":              `just some words`,
	"sport.wireone.example/feed":     `<rss version="2.0"><channel><title>Wire One: sport</title></channel></rss>`,
	"imitation.example/feed":         `<rss version="2.0"><channel><title>Wire One</title></channel></rss>`,
	"blogs.example/a/feed":           `<rss version="2.0"><channel><title>Blog A</title></channel></rss>`,
	"blogs.example/b/feed":           `<rss version="2.0"><channel><title>Blog B</title></channel></rss>`,
	"nameless.example/feed":          `<rss version="2.0"><channel></channel></rss>`,
	"wireone.example/politics.atom":  `<feed xmlns="http://www.w3.org/2005/Atom"><title>Politics</title></feed>`,
	"wireone.example/world.xml":      `<rss version="2.0"><channel><title>World</title></channel></rss>`,
	"wireone.example/old-feed-of-it": `<rss version="2.0"><channel><title>World</title></channel></rss>`,
}

func serveWeb(w http.ResponseWriter, r *http.Request) {
	switch body, ok := web[r.Host+r.URL.Path]; {
	case ok:
		fmt.Fprint(w, body)
	case r.Host == "busy.example":
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func testRoster(t *testing.T, most int) (*Roster, *storage.DB) {
	t.Helper()
	db := storagetest.Open(t, storage.Options{})
	return NewRoster(db, stand(t, serveWeb), RosterOptions{
		Known: []news.Source{{
			Name: "Wire One", Aliases: []string{"W1"}, HomePage: "https://www.wireone.example/",
			Kind: news.KindWire,
		}},
		Topics: []news.Topic{{Slug: "sudan", Name: "Sudan"}, {Slug: "ukraine-war", Name: "Ukraine war"}},
		Most:   most,
	}), db
}

// additions are addresses that people give, in this order, and what comes of them.
var additions = []struct {
	name, address, as, by string
	outlet, url           string // if it is added
	problem               string // if not
}{
	{
		name: "a home page", address: " http://herald.example ", outlet: "The Herald",
		url: "http://herald.example/rss",
	},
	{name: "the same feed", address: "<http://herald.example/rss>", problem: "is read already, as The Herald"},
	{name: "the same home page", address: "http://herald.example/", problem: "is read already"},
	{
		name: "a page that names no feed, at a usual address", address: "http://silent.example/",
		outlet: "Silent Post", url: "http://silent.example/rss.xml",
	},
	{name: "a page without any", address: "http://lost.example/", problem: "names no feed"},
	{
		name: "a page with a broken one", address: "http://broken.example/",
		problem: "names http://broken.example/rss as its feed, but that cannot be read: the server answers 404",
	},
	{name: "text", address: "http://text.example/feed", problem: "it is no feed (line 1, column 1"},
	{name: "nothing", address: "http://herald.example/none", problem: "the server answers 404 Not Found"},
	{name: "a busy server", address: "http://busy.example/", problem: "asks to be left alone for 10m0s"},
	{name: "no address", address: "mailto:me@example.org", problem: "is no web address"},
	{name: "a password", address: "http://me:secret@herald.example/x", problem: "leave it out"},
	{
		name: "a known outlet by its host", address: "http://wireone.example/politics.atom", outlet: "Wire One",
		url: "http://wireone.example/politics.atom",
	},
	{
		name: "a known outlet by its name, below its " +
			"host", address: "http://sport.wireone.example/feed", as: "W1",
		outlet: "Wire One", url: "http://sport.wireone.example/feed",
	},
	{
		name: "a known outlet's name elsewhere", address: "http://imitation.example/feed",
		problem: "calls itself Wire One, but imitation.example is not on that outlet's site",
	},
	{
		name: "a known outlet's name, given", address: "http://imitation.example/feed", as: "wire one",
		problem: "give another name",
	},
	{
		name: "the same by whoever runs the program, not given", address: "http://imitation.example/feed",
		by: news.ByOperator, problem: "calls itself Wire One",
	},
	{
		name: "given by whoever runs the program", address: "http://imitation.example/feed", as: "Wire One",
		by: news.ByOperator, outlet: "Wire One", url: "http://imitation.example/feed",
	},
	{
		name: "a host of many", address: "http://blogs.example/a/feed", outlet: "Blog A",
		url: "http://blogs.example/a/feed",
	},
	{
		name: "another on it", address: "http://blogs.example/b/feed", outlet: "Blog B",
		url: "http://blogs.example/b/feed",
	},
	{
		name: "a feed without a title", address: "http://nameless.example/feed", outlet: "nameless.example",
		url: "http://nameless.example/feed",
	},
}

func TestRosterAdd(t *testing.T) {
	r, db := testRoster(t, 50)
	for _, tt := range additions {
		t.Run(tt.name, func(t *testing.T) {
			by := tt.by
			if by == "" {
				by = "77"
			}
			d, err := r.Add(t.Context(), news.Enrolment{Address: tt.address, Name: tt.as, By: by})
			if tt.problem != "" {
				if err == nil || !strings.Contains(err.Error(), tt.problem) || news.ErrorCode(err) == news.Internal {
					t.Errorf("error %v (%s), want %q", err, news.ErrorCode(err), tt.problem)
				}
				if err != nil && strings.Contains(err.Error(), "secret") {
					t.Errorf("the error shows a password: %v", err)
				}
				return
			}
			if err != nil || d.Feed.Source.Name != tt.outlet || d.Feed.URL != tt.url || d.Feed.AddedBy != by ||
				d.Feed.ID == 0 {
				t.Errorf("added %s of %s by %s, %v; want %s of "+
					"%s", d.Feed.URL, d.Feed.Source.Name, d.Feed.AddedBy, err,
					tt.url, tt.outlet)
			}
		})
	}
	sources, err := db.Sources(news.SeenBy(t.Context(), "77"))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(sources, func(s news.Source) bool { return s.Name == "The Herald" })
	want := news.Source{
		ID: sources[i].ID, Name: "The Herald", HomePage: "http://herald.example/", Language: "uk", Owner: "77",
	}
	if diff := cmp.Diff(want, sources[i]); diff != "" {
		t.Error(diff)
	}
}

func TestRosterRemove(t *testing.T) {
	r, db := testRoster(t, 50)
	for _, f := range []news.Feed{
		{URL: "https://a.example/rss", Source: news.Source{Name: "Alpha"}},
		{URL: "https://b.example/rss", Source: news.Source{Name: "Beta"}, AddedBy: "77"},
		{URL: "https://c.example/1", Source: news.Source{Name: "Gamma"}, AddedBy: "77"},
		{URL: "https://c.example/2", Source: news.Source{Name: "Gamma"}, AddedBy: "78"},
		{URL: "https://c.example/3", Source: news.Source{Name: "Gamma"}, AddedBy: "77"},
	} {
		if _, err := db.SaveFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ name, what, by, problem string }{
		{"the configuration's", "Alpha", "77", "added by whoever runs Sitrep"},
		{"another server's", "https://c.example/2", "77", "no feed has the address"},
		{"one of several", "gamma", "77", "has 2 feeds: give the address"},
		{"nobody's", "Omega", "77", "no feed has the address Omega"},
		{"by name", "beta", "77", ""},
		{"by address", "https://c.example/1", "77", ""},
		{"anything, by whoever runs the program", "Alpha", news.ByOperator, ""},
	} {
		_, err := r.Remove(t.Context(), tt.what, tt.by)
		if (err == nil) != (tt.problem == "") || err != nil && !strings.Contains(err.Error(), tt.problem) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.problem)
		}
	}
	left, err := db.AllFeeds(t.Context())
	if err != nil || len(left) != 2 || left[0].URL != "https://c.example/2" {
		t.Errorf("left: %+v, %v", left, err)
	}
}

func TestRosterImport(t *testing.T) {
	r, _ := testRoster(t, 5)
	const list = `<opml version="1.0"><body>
		<outline text="Wars"><outline text="UKRAINE WAR">
			<outline text="Alpha" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>
			<outline text="Wire One" xmlUrl="https://imitation.example/rss"/>
		</outline></outline>
		<outline text="sudan"><outline text="Alpha again" xmlUrl="https://a.example/rss"/><outline text="" ` +
		`xmlUrl="https://b.example/rss"/></outline>
		<outline text="Bad" xmlUrl="javascript:alert(1)"/><outline text="User" xmlUrl="https://u:p@c.example/rss"/>
		<outline text="Beta" xmlUrl="https://d.example/rss"/><outline text="Gamma" ` +
		`xmlUrl="https://e.example/rss"/><outline text="Delta" xmlUrl="https://f.example/rss"/>
	</body></opml>`
	got, err := r.Import(t.Context(), []byte(list), "77")
	if err != nil {
		t.Fatal(err)
	}
	var added []string
	for _, f := range got.Added {
		added = append(added, f.Source.Name+" "+f.URL+" "+strings.Join(f.Topics, ","))
	}
	want := []string{
		"Alpha https://a.example/rss sudan,ukraine-war,wars",
		"Wire One (imitation.example) https://imitation.example/rss ukraine-war,wars",
		"b.example https://b.example/rss sudan",
		"Beta https://d.example/rss ",
		"Gamma https://e.example/rss ",
	}
	if diff := cmp.Diff(want, added); diff != "" {
		t.Error(diff)
	}
	if got.Left != 1 || len(got.Refused) != 1 || got.Known != 0 || !slices.Equal(got.Folders, []string{"Wars"}) {
		t.Errorf("report %+v", got)
	}
	again, err := r.Import(t.Context(), []byte(list), "77")
	if err != nil || again.Known != 5 || len(again.Added) != 0 || again.Left != 1 {
		t.Errorf("a second time: %+v, %v", again, err)
	}
	for name, bad := range map[string]string{"a page": "<html>", "nothing": "", "no feeds": "<opml><body/></opml>"} {
		if _, err := r.Import(t.Context(), []byte(bad), "77"); news.ErrorCode(err) != news.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}

	mine, err := r.Export(t.Context(), "77")
	if err != nil {
		t.Fatal(err)
	}
	others, err := r.Export(t.Context(), "78")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mine), `<outline text="Ukraine war">`) ||
		strings.Count(string(mine), "https://a.example/rss") < 3 {
		t.Errorf("exported %s", mine)
	}
	if strings.Contains(string(others), "a.example") {
		t.Errorf("another server's feeds are exported: %s", others)
	}
	closed, _ := testRoster(t, 0)
	if _, err := closed.Import(t.Context(), []byte(list), "77"); news.ErrorCode(err) != news.Invalid {
		t.Errorf("servers may add none: %v", err)
	}
}
