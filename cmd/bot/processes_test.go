package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
	"sitrep/storage/storagetest"
)

// processesFor is how long TestProcessesTogether kills processes: the whole figure is go test ./cmd/bot -run
// ProcessesTogether -processes-for 5m -v -timeout 20m.
var processesFor = flag.Duration("processes-for", 6*time.Second,
	"how long TestProcessesTogether kills one of three processes every few seconds")

const (
	processCount = 3
	killsEvery   = 2500 * time.Millisecond // about
	burst        = 40                      // channels that fall due together, before each kill
	outlets      = 12
	perPoll      = 4                // new items of an outlet at each request
	takeover     = 10 * time.Second // within which another process places
)

// fleet are several processes on one PostgreSQL database, with the Discord and the outlets around them, which nobody
// kills.
type fleet struct {
	t       *testing.T
	address string
	db      *storage.DB
	srv     *discordtest.Server
	guild   string
	port    string

	mu       sync.Mutex
	shown    [outlets]int // items that each outlet has
	frozen   bool         // nothing new is published
	log      []logged     // of all processes
	channels int          // that have fallen due
}

// logged is a line of a process's log.
type logged struct {
	process *os.Process
	Time    time.Time `json:"time"`
	Message string    `json:"msg"`
	Part    string    `json:"part"`
	Level   string    `json:"level"`
	Error   string    `json:"error"`
}

// TestProcessesTogether runs three processes with all roles, kills one every few seconds (SIGKILL) and starts it again,
// while outlets publish and bursts of digests fall due: every article is stored once, every digest comes once, another
// process places within ten seconds, no shard is kept twice, and Discord's limits hold over all.
func TestProcessesTogether(t *testing.T) {
	f := &fleet{t: t, address: storagetest.Postgres(t), guild: "1100000000000000100"}
	most := (int(*processesFor/killsEvery) + 2) * burst
	guild := discordtest.Guild{
		ID: f.guild, Name: "Desk", Owner: discordtest.Anna,
		Members: []discordtest.Member{{ID: discordtest.Anna, Name: "anna"}},
	}
	for i := range most {
		guild.Channels = append(guild.Channels, discordtest.Channel{ID: channelID(i), Name: "news-" + strconv.Itoa(i)})
	}
	f.srv = discordtest.New(t, discordtest.Options{
		Guilds: []discordtest.Guild{guild}, Shards: 2, Sessions: 1 << 20, KeepViolations: true,
	})
	f.serve()
	f.db = storagetest.OpenFile(t, f.address, storage.Options{Names: names, Lexicon: words})
	random := rand.New(rand.NewPCG(crashSeed, 1))
	var all []*member
	for range processCount {
		all = append(all, f.start(0))
	}
	kills := 0
	for begun := time.Now(); time.Since(begun) < *processesFor; kills++ {
		f.due(min(burst, most-f.channels))
		<-time.After(killsEvery/2 + time.Duration(random.Int64N(int64(killsEvery))))
		f.shards()
		i := f.placer(all)
		if i < 0 || kills%2 > 0 {
			i = random.IntN(len(all))
		}
		f.kill(all[i])
		all[i] = f.start(0)
	}
	f.mu.Lock()
	f.frozen = true
	f.mu.Unlock()
	if !f.settled(min(*processesFor/2, 20*time.Second)) {
		// What a killed process had claimed waits for two minutes: their clocks leap over it.
		for _, p := range all {
			p.stop(syscall.SIGTERM)
		}
		all = nil
		for range processCount {
			all = append(all, f.start(3*time.Minute))
		}
		if !f.settled(2*time.Minute + *processesFor) {
			t.Error("not everything was done in the end")
		}
	}
	f.shards()
	if *processesFor >= time.Minute {
		f.answered()
	}
	for _, p := range all {
		p.stop(syscall.SIGTERM)
	}
	f.check(kills)
}

// shards makes sure that no two processes are connected for the same shard.
func (f *fleet) shards() {
	f.t.Helper()
	connected := map[[2]int]int{}
	for _, s := range f.srv.Sessions() {
		if s.Connected {
			connected[s.Shard]++
		}
	}
	for shard, n := range connected {
		if n > 1 {
			f.t.Errorf("%d processes are connected for shard %v", n, shard)
		}
	}
}

// answered makes sure that a command is answered when every shard has found a process: once, or Discord would refuse
// the second answer.
func (f *fleet) answered() {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(f.t.Context(), time.Minute)
	defer cancel()
	if err := f.srv.WaitSessions(ctx, 2); err != nil {
		f.t.Errorf("not every shard has a process: %v", err)
		return
	}
	if m, err := f.srv.User(discordtest.Anna).In(channelID(0)).Invoke(ctx, "/status"); err != nil ||
		!strings.Contains(m.Text(), "article") {
		f.t.Errorf("/status: %v, %v", m, err)
	}
}

// member is a running program.
type member struct {
	*exec.Cmd
	ended chan struct{}
}

// start starts a process whose clock is ahead by so much.
func (f *fleet) start(ahead time.Duration) *member {
	f.t.Helper()
	var sources []string
	for n := range outlets {
		sources = append(sources, fmt.Sprintf(`{name = "Outlet %d", kind = "newspaper", language = "en", feeds = `+
			`["http://127.0.3.%d:%s/%d"]}`, n+1, n+1, f.port, n))
	}
	c := exec.CommandContext(context.WithoutCancel(f.t.Context()), "sitrep", "run")
	c.Dir = f.t.TempDir()
	c.Env = append(os.Environ(), aheadVariable+"="+ahead.String(), "SITREP_DATABASE_URL="+f.address,
		"SITREP_DISCORD_TOKEN="+f.srv.Token(), "SITREP_DISCORD_API_URL="+f.srv.URL(), "SITREP_CATALOGUE_USE=false",
		"SITREP_WEB_LISTEN=", `SITREP_POLL_ALLOW_PRIVATE=["127.0.0.0/8"]`, "SITREP_POLL_MIN_INTERVAL=1s",
		"SITREP_POLL_MAX_INTERVAL=1s", "SITREP_LOG_FORMAT=json", "SITREP_LOG_LEVEL=debug",
		"SITREP_SOURCES=["+strings.Join(sources, ", ")+"]")
	p := &member{c, make(chan struct{})}
	log := &lineWriter{take: func(line []byte) { f.note(p, line) }}
	c.Stderr = log
	if err := c.Start(); err != nil {
		f.t.Fatal(err)
	}
	go func() {
		defer close(p.ended)
		_ = c.Wait() // it is killed
	}()
	f.t.Cleanup(func() { p.stop(os.Kill) })
	return p
}

func (p *member) stop(how os.Signal) {
	_ = p.Process.Signal(how) // it may have ended
	<-p.ended
}

// placer is which of the processes places; -1 if none does yet.
func (f *fleet) placer(all []*member) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range slices.Backward(f.log) {
		if e.Part == rolePlace {
			return slices.IndexFunc(all, func(m *member) bool { return m.Process == e.process })
		}
	}
	return -1
}

// kill kills a process; the log says so, too.
func (f *fleet) kill(p *member) {
	f.mu.Lock()
	f.log = append(f.log, logged{process: p.Process, Time: time.Now(), Message: "killed"})
	f.mu.Unlock()
	p.stop(os.Kill)
}

// panicked is the level of what is no line of a log.
const panicked = "PANIC"

// lineWriter hands on what is written to it, line by line.
type lineWriter struct {
	rest []byte
	take func(line []byte)
}

func (l *lineWriter) Write(b []byte) (int, error) {
	l.rest = append(l.rest, b...)
	for {
		line, rest, ok := bytes.Cut(l.rest, []byte("\n"))
		if !ok {
			return len(b), nil
		}
		l.take(line)
		l.rest = rest
	}
}

// note keeps what is looked at of a line of a process's log.
func (f *fleet) note(p *member, line []byte) {
	e := logged{process: p.Process}
	if json.Unmarshal(line, &e) != nil {
		e = logged{process: p.Process, Level: panicked, Message: string(line)}
	}
	if e.Part != rolePlace && e.Level != "ERROR" && e.Level != panicked {
		return
	}
	e.Time = time.Now() // its own clock may be ahead
	f.mu.Lock()
	defer f.mu.Unlock()
	f.log = append(f.log, e)
}

// serve serves the outlets' feeds, each on a host of its own, with new items at each request until nothing new is
// published.
func (f *fleet) serve() {
	f.t.Helper()
	var lc net.ListenConfig
	listener, err := lc.Listen(f.t.Context(), "tcp", "0.0.0.0:0")
	if err != nil {
		f.t.Fatal(err)
	}
	_, f.port, _ = net.SplitHostPort(listener.Addr().String())
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter,
		r *http.Request,
	) {
		n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil || n < 0 || n >= outlets {
			http.NotFound(w, r)
			return
		}
		f.mu.Lock()
		if !f.frozen {
			f.shown[n] += perPoll
		}
		shown := f.shown[n]
		f.mu.Unlock()
		var b strings.Builder
		for i := shown - 1; i >= 0; i-- {
			title := articleTitle(n, i)
			fmt.Fprintf(&b, `<item><title>%s</title><guid isPermaLink="false">%d-%d</guid>`+
				`<link>http://%s/%[2]d/%[3]d</link><pubDate>%[5]s</pubDate>`+
				`<content:encoded>%[1]s in Ukraine, the general staff in Kyiv said on Friday. `+
				`Nobody was hurt, and train %[3]d to the town went on as planned. Repairs at site %[3]d of district `+
				`%[2]d are to begin within a week, the administration said.</content:encoded></item>`,
				title, n, i, r.Host, time.Now().Add(-time.Duration(shown-i)*time.Second).UTC().Format(time.RFC1123Z))
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/`+
			`content/"><channel><title>Outlet %d</title><link>http://%s/</link>%s</channel></rss>`,
			n+1, r.Host, b.String())
	})}
	go func() { _ = server.Serve(listener) }()
	f.t.Cleanup(func() { _ = server.Close() })
}

// due makes so many more channels due.
func (f *fleet) due(n int) {
	f.t.Helper()
	for range n {
		_, err := f.db.SaveSubscription(f.t.Context(), news.Subscription{
			Guild: f.guild, Channel: channelID(f.channels), Schedule: "0 0 1 1 *", Zone: "UTC", Style: news.Standard,
			Created: time.Now(), NextAt: time.Now(),
		})
		if err != nil {
			f.t.Fatal(err)
		}
		f.channels++
	}
}

// articles are the titles of what is stored, with how often each is.
func (f *fleet) articles() map[string]int {
	f.t.Helper()
	stored, err := f.db.LatestArticles(f.t.Context(), "", 1<<20)
	if err != nil {
		f.t.Fatal(err)
	}
	titles := map[string]int{}
	for _, a := range stored {
		titles[a.Title] += a.Revision
	}
	return titles
}

// published is how many items the outlets have.
func (f *fleet) published() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, shown := range f.shown {
		n += shown
	}
	return n
}

// settled waits until nothing is left to do.
func (f *fleet) settled(most time.Duration) bool {
	f.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for begun := time.Now(); ; {
		pending, err := f.db.PendingDeliveries(f.t.Context())
		due, err2 := f.db.DueSubscriptions(f.t.Context(), time.Now(), 1)
		if err := errors.Join(err, err2); err != nil {
			f.t.Fatal(err)
		}
		articles := len(f.articles())
		if articles == f.published() && pending == 0 && len(due) == 0 {
			return true
		}
		if time.Since(begun) > most {
			f.t.Logf("%d of %d articles, %d deliveries left, %d due", articles, f.published(), pending, len(due))
			return false
		}
		<-tick.C
	}
}

// check looks at what has come of it all.
func (f *fleet) check(kills int) {
	f.t.Helper()
	again := 0
	for title, n := range f.articles() {
		if n != 1 {
			again++
			f.t.Errorf("%q is stored %d times or revised", title, n)
		}
	}
	twice, none := 0, 0
	for i := range f.channels {
		switch n := len(f.srv.Messages(channelID(i))); {
		case n == 0:
			none++
		case n > 1:
			twice++
		}
	}
	if none > 0 || twice > 0 {
		f.t.Errorf("of %d digests %d were lost and %d came twice", f.channels, none, twice)
	}
	late := 0
	for _, v := range f.srv.Violations() {
		if strings.Contains(v.Reason, "429: over the limit of scope global") {
			late++
			continue
		}
		f.t.Errorf("Discord refuses %s", v)
	}
	// A machine that lets a process stand still for a tenth of a second between its turn and its request brings one
	// late; processes that do not share the limit bring dozens.
	if late > 2+f.channels/200 {
		f.t.Errorf("%d requests over the global limit", late)
	}
	if err := f.db.Check(f.t.Context()); err != nil {
		f.t.Error(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	var waits []time.Duration
	var placer *os.Process
	var lost time.Time
	placed := map[*os.Process]bool{}
	for _, e := range f.log {
		switch {
		case e.Level == panicked:
			f.t.Errorf("process %d says: %s", e.process.Pid, e.Message)
		case e.Level == "ERROR":
			f.t.Logf("log of process %d: %s %s", e.process.Pid, e.Message, e.Error)
		case e.Message == "killed" && e.process == placer:
			placer, lost = nil, e.Time
		case e.Part == rolePlace && !lost.IsZero() && placer == nil:
			waits = append(waits, e.Time.Sub(lost))
			placer = e.process
		case e.Part == rolePlace:
			placer = e.process
		}
		if placer != nil {
			placed[placer] = true
		}
	}
	longest := time.Duration(0)
	if len(waits) > 0 {
		longest = slices.Max(waits)
	}
	if longest > takeover && *processesFor >= time.Minute {
		f.t.Errorf("it took %v until another process placed", longest)
	}
	articles := 0
	for _, shown := range f.shown {
		articles += shown
	}
	f.t.Logf("%d kills, %d articles, %d digests; %d requests over the global limit; placing went over %d times, "+
		"after %v at most; %d processes placed", kills, articles, f.channels, late, len(waits),
		longest.Round(time.Millisecond), len(placed))
}
