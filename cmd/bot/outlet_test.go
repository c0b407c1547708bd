package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// outlet is a web server on loopback: what it answers by path can be changed while it runs.
type outlet struct {
	*httptest.Server

	mu      sync.Mutex
	answers map[string]http.HandlerFunc
	asked   map[string]int
}

func newOutlet(t *testing.T) *outlet {
	o := &outlet{answers: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		answer := o.answers[r.URL.Path]
		o.asked[r.URL.Path]++
		o.mu.Unlock()
		if answer == nil {
			answer = http.NotFound
		}
		answer(w, r)
	}))
	t.Cleanup(o.Close)
	return o
}

// serve answers a path from now on.
func (o *outlet) serve(path string, answer http.HandlerFunc) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.answers[path] = answer
}

func document(kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	}
}

// rss is a feed of items, each a title, the path of its page, and a summary.
func (o *outlet) rss(title string, items ...[3]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<rss version="2.0"><channel><title>%s</title><link>%s/</link><language>en-gb</language>`, title,
		o.URL)
	for _, it := range items {
		fmt.Fprintf(
			&b,
			`<item><title>%s</title><link>%s%s</link><guid>%[3]s</guid><pubDate>%[4]s</pubDate>`+
				`<description>%s</description></item>`,
			it[0],
			o.URL,
			it[1],
			time.Now().Add(-time.Hour).UTC().Format(time.RFC1123Z),
			it[2],
		)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// page is the page of an article.
func page(title string, paragraphs ...string) string {
	return `<!DOCTYPE html><html lang="en"><head><title>` + title +
		`</title></head><body><nav><a href="/">Home</a></nav><article><h1>` + title +
		`</h1><p>` + strings.Join(paragraphs, "</p><p>") + `</p></article></body></html>`
}

// What the outlet of these tests reports.
const (
	bridgeTitle   = "Drones hit the rail bridge at Hvirne"
	bridgeSummary = "Drones hit the rail bridge at Hvirne overnight, the regional governor said."
)

var bridgeText = []string{
	"Russian drones hit the rail bridge at Hvirne overnight and killed four railway workers, the regional governor " +
		"said on Friday morning.",
	"Air defence units shot down nine of fourteen drones over the region, the Ukrainian air force said, and the " +
		"others reached the bridge and a depot beside it.",
	"Traffic to the front was diverted over the southern line while engineers looked at the damage, the railway " +
		"company said in a statement.",
}

// configure writes config.toml into the test's own folder, with the outlet's feeds and nothing else.
func configure(t *testing.T, o *outlet, more string) {
	t.Helper()
	t.Chdir(t.TempDir())
	text := "[catalogue]\nuse = false\n[web]\nlisten = \"\"\n[poll]\nallow_private = [\"127.0.0.1\", \"localhost\"]\n" +
		strings.ReplaceAll(more, "OUTLET", o.URL)
	if err := os.WriteFile("config.toml", []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// at runs a command line some time from now and returns what it prints, with its exit status.
func at(t *testing.T, later time.Duration, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	e := &env{
		stdin: strings.NewReader(""), stdout: &out, stderr: &out,
		now: func() time.Time { return time.Now().Add(later) },
	}
	code := run(t.Context(), e, args)
	return out.String(), code
}

// runBot runs `sitrep run` against a stand-in for Discord until the test ends.
func runBot(t *testing.T) *discordtest.Server {
	t.Helper()
	srv := discordtest.New(t, discordtest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	var log bytes.Buffer // read when the program has ended
	e := &env{
		stdin: strings.NewReader(""), stdout: &log, stderr: &log, now: time.Now,
		environ: []string{"SITREP_DISCORD_TOKEN=" + srv.Token(), "SITREP_DISCORD_API_URL=" + srv.URL()},
	}
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, e, []string{"run"})
		cancel() // nobody waits for a program that has ended
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 || t.Failed() {
			t.Errorf("sitrep run ended with %d:\n%s", code, log.String())
		}
		if strings.Contains(log.String(), srv.Token()) {
			t.Error("the log holds the token")
		}
	})
	if err := srv.WaitCommands(ctx, ""); err != nil {
		t.Fatal(err)
	}
	return srv
}

// TestRunReadsAnOutlet: an outlet in the configuration is polled, its pages are read, and /latest shows what it
// reports.
func TestRunReadsAnOutlet(t *testing.T) {
	o := newOutlet(t)
	o.serve("/rss", document("application/rss+xml", o.rss("Hvirne Herald",
		[3]string{bridgeTitle, "/news/bridge", bridgeSummary})))
	read := make(chan struct{})
	once := sync.OnceFunc(func() { close(read) })
	o.serve("/news/bridge", func(w http.ResponseWriter, r *http.Request) {
		document("text/html; charset=utf-8", page(bridgeTitle, bridgeText...))(w, r)
		once()
	})
	configure(t, o, "[[sources]]\nname = \"Hvirne Herald\"\nkind = \"newspaper\"\nfeeds = [\"OUTLET/rss\"]\n")
	srv := runBot(t)
	<-read
	anna := srv.User(discordtest.Anna).In(discordtest.News)
	ask := func(line string) string {
		m, err := anna.Invoke(t.Context(), line)
		if err != nil {
			t.Fatal(err)
		}
		return m.Text()
	}
	for !strings.Contains(ask("/sources health"), "1 of 1 feed healthy") { // stored a moment after the page was read
		if t.Context().Err() != nil {
			t.Fatal("the poll was not stored")
		}
	}
	o.mu.Lock()
	polls := o.asked["/rss"]
	o.mu.Unlock()
	if text := ask("/latest"); polls != 1 || !strings.Contains(text, "killed four railway workers") ||
		!strings.Contains(text, "Hvirne Herald") {
		t.Errorf("after %d polls /latest says: %s", polls, text)
	}
}

// TestOutletsInTrouble: what an operator reads when the answer is no feed, and that it passes.
func TestOutletsInTrouble(t *testing.T) {
	o := newOutlet(t)
	o.serve("/rss", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	configure(t, o, "[[sources]]\nname = \"Hvirne Herald\"\nfeeds = [\"OUTLET/rss\"]\n")
	for i, step := range []struct {
		answer    http.HandlerFunc
		code      int
		poll, say string
	}{
		{nil, 1, "1 failed", "the server is in trouble (500) → it is tried again by itself"},
		{document("text/html",
			`<html><head><link rel="alternate" type="application/rss+xml" `+
				`href="/new.xml"></head><body>Welcome</body></html>`), 1, "1 failed", "/new.xml"},
		{
			document("text/html", `<html><body>Our database is down for maintenance.</body></html>`), 1, "1 failed",
			"a web page, not a feed → ",
		},
		{
			document("application/rss+xml",
				o.rss("Hvirne Herald", [3]string{bridgeTitle, "/news/bridge", bridgeSummary})),
			0, "1 added", "1 healthy",
		},
	} {
		if step.answer != nil {
			o.serve("/rss", step.answer)
		}
		later := time.Duration(i) * 24 * time.Hour
		if out, code := at(t, later, "poll"); code != step.code || !strings.Contains(out, step.poll) {
			t.Errorf("step %d: sitrep poll ends with %d and %q, want %q", i, code, out, step.poll)
		}
		if out, _ := at(t, later, "feeds"); !strings.Contains(out, step.say) {
			t.Errorf("step %d: sitrep feeds does not say %q:\n%s", i, step.say, out)
		}
	}
}

// TestPageBehindAPaywall: of a page that is closed the summary is stored, marked partial, and an hour later the whole
// text becomes its second revision.
func TestPageBehindAPaywall(t *testing.T) {
	o := newOutlet(t)
	o.serve("/rss", document("application/rss+xml", o.rss("Hvirne Herald",
		[3]string{bridgeTitle, "/news/bridge", bridgeSummary})))
	configure(t, o,
		"[[sources]]\nname = \"Hvirne Herald\"\nkind = \"newspaper\"\nlanguage = \"en\"\nfeeds = [\"OUTLET/rss\"]\n")
	walls := []struct{ name, html string }{
		{
			"a paywall",
			`<html><head><title>Drones hit the rail bridge</title><script ` +
				`type="application/ld+json">{"@type":"NewsArticle",` +
				`"isAccessibleForFree":false}</script></head><body><article><h1>Drones hit the rail bridge</h1>` +
				`<p>Drones hit the rail bridge at Hvirne overnight…</p><div class="paywall"><p>` +
				`Subscribe to continue reading. ` +
				`Already a subscriber? Log in.</p></div></article></body></html>`,
		},
		{
			"a bot check",
			`<html><head><title>Just a moment...</title></head><body><h1>Checking your browser before accessing the ` +
				`site.</h1><p>Enable JavaScript and cookies to continue.</p></body></html>`,
		},
		{
			"a cookie wall",
			`<html><head><title>We value your privacy</title></head><body><h1>We value your privacy</h1><p>We and ` +
				`our partners store cookies. Accept all cookies to continue.</p>` +
				`<button>Accept all</button></body></html>`,
		},
	}
	later := time.Duration(0)
	for _, wall := range walls {
		o.serve("/news/bridge", document("text/html; charset=utf-8", wall.html))
		if out, code := at(t, later, "poll"); code != 0 {
			t.Fatalf("%s: sitrep poll: %s", wall.name, out)
		}
		out, _ := at(t, later, "ask", "/search bridge")
		if !strings.Contains(out, "1 article for bridge") || strings.Contains(out, "cookies") ||
			strings.Contains(out, "browser") {
			t.Errorf("%s: /search answers %s", wall.name, out)
		}
		if a := stored(t, "bridge"); !a.Partial || a.Revision != 1 || a.Body != bridgeSummary {
			t.Errorf("%s: stored is revision %d, partial %v: %s", wall.name, a.Revision, a.Partial, a.Body)
		}
		later += 30 * time.Hour // the waits between two tries grow to a day
	}
	o.serve("/news/bridge", document("text/html; charset=utf-8", page(bridgeTitle, bridgeText...)))
	if out, code := at(t, later, "poll"); code != 0 || !strings.Contains(out, "0 added, 1 revised") {
		t.Errorf("the open page: sitrep poll ends with %d and %q", code, out)
	}
	if a := stored(t, "diverted"); a.Partial || a.Revision != 2 || a.Body != strings.Join(bridgeText, "\n\n") {
		t.Errorf("stored is revision %d, partial %v: %s", a.Revision, a.Partial, a.Body)
	}
	const unchanged = "1 page: 0 revised, 1 unchanged, 0 stay as they are because the page shows less, 0 have a " +
		"newer text from elsewhere\n"
	if out, code := at(t, later, "reextract"); code != 0 || out != unchanged {
		t.Errorf("sitrep reextract: %d, %q", code, out)
	}
	if out, code := at(t, later, "reextract", "--since", "yesterday"); code != exitUsage {
		t.Errorf("sitrep reextract --since yesterday: %d, %q", code, out)
	}
	if out, code := at(t, later+40*24*time.Hour, "poll"); code != 0 {
		t.Error(out)
	}
	if out, _ := at(t, later, "reextract"); !strings.HasPrefix(out, "0 pages: ") {
		t.Errorf("forty days later: %q", out)
	}
}

// stored is the only article that a search finds.
func stored(t *testing.T, query string) news.Article {
	t.Helper()
	db, err := storage.Open(t.Context(), "sitrep.db", storage.Options{Lexicon: words})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }() // it was only read
	hits, _, err := db.Search(t.Context(), news.SearchQuery{Text: query, Limit: 5})
	if err != nil || len(hits) != 1 {
		t.Fatalf("%d articles have %s, %v; want one", len(hits), query, err)
	}
	a := hits[0].Article
	if a.Body == "" { // lists of hits are without texts
		all, err := db.Revisions(t.Context(), a.Source.Name, a.Key)
		if err != nil || len(all) == 0 {
			t.Fatalf("revisions: %d, %v", len(all), err)
		}
		a = all[len(all)-1]
	}
	return a
}

// TestSourcesInDiscord adds, lists, exports, imports and removes feeds as the admins of a server do.
func TestSourcesInDiscord(t *testing.T) {
	o := newOutlet(t)
	items := [3]string{bridgeTitle, "/news/bridge", strings.Join(bridgeText, " ")}
	o.serve("/", document("text/html", `<html><head><title>Hvirne Herald</title>
		<link rel="alternate" type="application/rss+xml" href="/comments.xml">
		<link rel="alternate" type="application/rss+xml" href="/front.xml"></head><body>Welcome</body></html>`))
	o.serve("/front.xml", document("application/rss+xml", o.rss("Hvirne Herald", items)))
	o.serve("/own.xml", document("application/rss+xml", o.rss("House Paper", items)))
	house := strings.Replace(o.URL, "127.0.0.1", "localhost", 1) // another host, as far as names go
	configure(t, o,
		"[discord]\nfeeds_per_server = 3\n[[sources]]\nname = \"House Paper\"\nhome = "+
			"\"https://housepaper.example/\"\nfeeds = [\""+house+"/own.xml\"]\n")
	if out, code := at(t, 0, "feeds", "add", o.URL+"/front.xml", "--name", "Other Post"); code != 0 {
		t.Fatal(out)
	}
	if out, code := at(t, 0, "feeds", "remove", "Other Post"); code != 0 {
		t.Fatal(out)
	}
	srv := runBot(t)
	carla, ben := srv.User(discordtest.Carla), srv.User(discordtest.Ben)
	opml := func(addresses ...string) discordtest.Option {
		list := `<opml version="2.0"><body><outline text="Ukraine war">`
		for _, a := range addresses {
			list += `<outline text="Paper ` + a[len(a)-1:] + `" xmlUrl="` + a + `"/>`
		}
		return discordtest.Opt("file", discordtest.Upload{
			Name: "feeds.opml", Type: "text/x-opml",
			Data: []byte(list + `</outline></body></opml>`),
		})
	}
	for _, step := range []struct {
		name, line string
		user       *discordtest.User
		file       []discordtest.Option
		want       []string
	}{
		{"a reader may not", "/sources add url:" + o.URL, ben, nil, []string{"needs the permission Manage Server"}},
		{"no address", "/sources add url:the herald", carla, nil, []string{"is no web address"}},
		{"a private address", "/sources add url:http://10.9.8.7/feed", carla, nil, []string{"not public"}},
		{"nothing there", "/sources add url:" + o.URL + "/nowhere", carla, nil, []string{"the server answers 404"}},
		{
			"another's name", "/sources add url:" + o.URL + "/front.xml name:House Paper", carla, nil,
			[]string{"is not on its site"},
		},
		{
			"a home page", "/sources add url:" + o.URL, carla, nil,
			[]string{
				"Hvirne Herald", "is read from now on", "/front.xml", "1 item",
				"does not count as an independent origin", "/comments.xml",
			},
		},
		{
			"the same again", "/sources add url:" + o.URL + "/front.xml", carla, nil,
			[]string{"is read already, as Hvirne Herald"},
		},
		{
			"the configuration's", "/sources add url:" + house + "/own.xml", carla, nil,
			[]string{"is read already, as House Paper"},
		},
		{"the list", "/sources list", ben, nil, []string{"Hvirne Herald", "added by this server"}},
		{"no list of feeds", "/sources import", carla, []discordtest.Option{discordtest.Opt("file",
			discordtest.Upload{Name: "x", Data: []byte("<html>")})}, []string{"the list cannot be read: line 1"}},
		{
			"a list, over the limit", "/sources import", carla,
			[]discordtest.Option{opml(o.URL+"/front.xml", o.URL+"/a", "ftp://files.example/b", o.URL+"/c", o.URL+"/d")},
			[]string{"2 feeds added", "1 feed of the list is read already", "1 feed left out", "Paper a", "Paper c"},
		},
		{
			"one too many", "/sources add url:" + o.URL + "/own.xml?edition=2 name:Second House", carla, nil,
			[]string{"no more than 3 feeds"},
		},
		{"not theirs", "/sources remove feed:House Paper", carla, nil, []string{"added by whoever runs Sitrep"}},
		{"unknown", "/sources remove feed:Nobody", carla, nil, []string{"no feed has the address"}},
		{"by name", "/sources remove feed:Paper a", carla, nil, []string{"is no longer read"}},
	} {
		m, err := step.user.Invoke(t.Context(), step.line, step.file...)
		if err != nil {
			t.Fatalf("%s: %s: %v", step.name, step.line, err)
		}
		text := strings.ReplaceAll(m.Text(), `\`, "")
		for _, want := range step.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %s does not say %q:\n%s", step.name, step.line, want, text)
			}
		}
		if step.user == carla && !m.Ephemeral() {
			t.Errorf("%s: everybody sees the answer", step.name)
		}
	}

	choices, err := carla.Autocomplete(t.Context(), "/sources remove feed:hvirne")
	if err != nil || len(choices) != 1 || choices[0].Value != o.URL+"/front.xml" {
		t.Errorf("offered to be removed: %+v, %v", choices, err)
	}
	m, err := carla.Invoke(t.Context(), "/sources export")
	if err != nil || len(m.Attachments) != 1 {
		t.Fatalf("/sources export: %v, %s", err, m.JSON())
	}
	list := string(m.Attachments[0].Data)
	for _, want := range []string{
		house + "/own.xml", o.URL + "/front.xml", `<outline text="Ukraine war">`,
		o.URL + "/c",
	} {
		if !strings.Contains(list, want) {
			t.Errorf("the exported list lacks %s:\n%s", want, list)
		}
	}
	if strings.Contains(list, o.URL+"/a\"") {
		t.Errorf("the exported list has a feed that was removed:\n%s", list)
	}
}

// TestAddedFeedsStay: what a person added outlives a start with a configuration that does not name it; a feed that left
// the configuration does not.
func TestAddedFeedsStay(t *testing.T) {
	o := newOutlet(t)
	for _, path := range []string{"/added.xml", "/listed.xml"} {
		o.serve(path, document("application/rss+xml", o.rss("Paper "+path,
			[3]string{bridgeTitle, "/news" + path, strings.Join(bridgeText, " ")})))
	}
	configure(t, o, "[[sources]]\nname = \"Listed\"\nfeeds = [\"OUTLET/listed.xml\"]\n")
	command(t, "poll")
	if out, code := at(t, 0, "feeds", "add", "--topic", "sudan", o.URL+"/added.xml"); code != 0 ||
		!strings.Contains(out, "added as Paper /added.xml; 1 item, the newest 60 min ago") {
		t.Fatalf("sitrep feeds add: %d, %s", code, out)
	}
	for _, bad := range [][]string{
		{o.URL + "/added.xml"},
		{o.URL + "/listed.xml"},
		{o.URL + "/nothing.xml"},
		{"--topic", "mars", o.URL + "/x"},
	} {
		if out, code := at(t, 0, append([]string{"feeds", "add"}, bad...)...); code == 0 ||
			strings.Count(out, "\n") != 1 {
			t.Errorf("sitrep feeds add %v: %d, %q", bad, code, out)
		}
	}
	if err := os.WriteFile("config.toml", []byte("[catalogue]\nuse = false\n[poll]\nallow_private = [\"127.0.0.1\"]\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "poll")
	out, _ := at(t, 0, "feeds", "--json")
	if strings.Contains(out, "listed.xml") || !strings.Contains(out, `"added_by":"`+news.ByOperator+`"`) ||
		strings.Count(out, "\n") != 1 {
		t.Errorf("after a start without it in the configuration: %s", out)
	}
	if out := command(t, "ask", "/latest topic:sudan"); !strings.Contains(out, "rail bridge") {
		t.Errorf("an article of a feed that is filed under a topic is not in it: %s", out)
	}
	list := command(t, "feeds", "export")
	if !strings.Contains(list, `<outline text="Sudan">`) || !strings.Contains(list, o.URL+"/added.xml") {
		t.Errorf("exported: %s", list)
	}
	if err := os.WriteFile("list.opml", []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "feeds", "remove", o.URL+"/added.xml")
	if out := command(t, "feeds", "import", "list.opml"); !strings.Contains(out,
		"1 feed added, 0 there already, 0 refused") {
		t.Errorf("sitrep feeds import: %s", out)
	}
	if again := command(t, "feeds", "export"); again != list {
		t.Errorf("exported again:\n%s\nwant\n%s", again, list)
	}
}
