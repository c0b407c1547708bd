package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"sitrep/news"
	"sitrep/storage"
)

// foreign is a Discord by somebody else, as small as one can be: no rate limit headers, no session start limit, no
// application in READY, no more of an interaction than what it takes, 200 for everything. It knows no channels or
// servers over REST, so whatever the bot asks about them is answered "404 page not found".
type foreign struct {
	url     string
	upgrade websocket.Upgrader

	mu       sync.Mutex
	ws       *websocket.Conn
	seq      int
	commands map[string]json.RawMessage // by path
	posts    []posted
	more     chan struct{}
	asked    int
}

// posted is a request that says something.
type posted struct {
	path, body string
	files      map[string]string // by name
}

func startForeign(t *testing.T) *foreign {
	t.Helper()
	f := &foreign{commands: map[string]json.RawMessage{}, more: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v10/gateway/bot", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bot foreign-token" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = fmt.Fprintf(w, `{"url":"ws%s/socket"}`, strings.TrimPrefix(f.url, "http"))
	})
	mux.HandleFunc("/socket", f.serve)
	for _, path := range []string{
		"/api/v10/users/@me", "/api/v10/applications/@me",
		"/api/v10/oauth2/applications/@me",
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, `{"id":"900","username":"sitrep"}`)
		})
	}
	for _, path := range []string{
		"/api/v10/applications/900/commands",
		"/api/v10/applications/900/guilds/700000000000000007/commands",
	} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			f.mu.Lock()
			defer f.mu.Unlock()
			if f.commands[path] == nil {
				_, _ = io.WriteString(w, "[]")
				return
			}
			_, _ = w.Write(f.commands[path])
		})
		mux.HandleFunc("PUT "+path, func(w http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			f.mu.Lock()
			defer f.mu.Unlock()
			f.commands[path] = body
			f.wake()
			_, _ = w.Write(body)
		})
	}
	say := func(w http.ResponseWriter, r *http.Request) {
		p, err := readPost(r)
		if err != nil {
			t.Errorf("%s: %v", r.URL.Path, err)
		}
		f.mu.Lock()
		defer f.mu.Unlock()
		f.posts = append(f.posts, p)
		f.wake()
		_, _ = fmt.Fprintf(w, `{"id":"%d"}`, 5000+len(f.posts))
	}
	for _, path := range []string{
		"POST /api/v10/interactions/{id}/{token}/callback", "POST /api/v10/channels/{id}/messages",
		"POST /api/v10/webhooks/{app}/{token}",
		"PATCH /api/v10/webhooks/{app}/{token}/messages/@original",
		"DELETE /api/v10/webhooks/{app}/{token}/messages/@original",
	} {
		mux.HandleFunc(path, say)
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f.url = "http://" + listener.Addr().String()
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return f
}

// readPost reads a request's JSON and files.
func readPost(r *http.Request) (posted, error) {
	p := posted{path: r.Method + strings.TrimPrefix(r.URL.Path, "/api/v10"), files: map[string]string{}}
	body, err := io.ReadAll(r.Body)
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		p.body = string(body)
		return p, err
	}
	for form := multipart.NewReader(bytes.NewReader(body), params["boundary"]); ; {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return p, err
		}
		if part.FormName() == "payload_json" {
			p.body = string(data)
		} else {
			p.files[part.FileName()] = string(data)
		}
	}
}

// wake tells whoever waits that something came. f.mu is held.
func (f *foreign) wake() {
	close(f.more)
	f.more = make(chan struct{})
}

// serve is the gateway: hello, ready, and an acknowledgement of each heartbeat.
func (f *foreign) serve(w http.ResponseWriter, r *http.Request) {
	ws, err := f.upgrade.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = ws.Close() }()
	_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":10,"d":{"heartbeat_interval":45000}}`))
	for {
		var in struct{ Op int }
		if ws.ReadJSON(&in) != nil {
			return
		}
		f.mu.Lock()
		switch in.Op {
		case 1:
			_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":11}`))
		case 2:
			f.ws = ws
			f.emit("READY",
				`{"v":10,"user":{"id":"900"},"session_id":"s","guilds":[{"id":"700000000000000007",`+
					`"unavailable":true}]}`)
			f.emit("GUILD_CREATE", `{"id":"700000000000000007"}`)
		}
		f.mu.Unlock()
	}
}

// emit sends an event. f.mu is held.
func (f *foreign) emit(name, data string) {
	f.seq++
	_ = f.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"op":0,"t":%q,"s":%d,"d":%s}`, name, f.seq, data))
}

// until waits for a post that fits, from the nth on.
func (f *foreign) until(ctx context.Context, from int, fits func(posted) bool) (posted, error) {
	for {
		f.mu.Lock()
		for _, p := range f.posts[from:] {
			if fits(p) {
				f.mu.Unlock()
				return p, nil
			}
		}
		more := f.more
		f.mu.Unlock()
		select {
		case <-more:
		case <-ctx.Done():
			return posted{}, ctx.Err()
		}
	}
}

// interact sends an interaction and waits for its first answer.
func (f *foreign) interact(ctx context.Context, kind int, data string) (posted, error) {
	f.mu.Lock()
	f.asked++
	id, from := f.asked, len(f.posts)
	f.emit("INTERACTION_CREATE", fmt.Sprintf(
		`{"id":"%d","token":"tok%d","type":%d,"guild_id":"700000000000000007","channel_id":"800",`+
			`"member":{"user":{"id":"1"},"permissions":"32"},"data":%s}`, id, id, kind, data))
	f.mu.Unlock()
	path := fmt.Sprintf("POST/interactions/%d/tok%d/callback", id, id)
	return f.until(ctx, from, func(p posted) bool { return p.path == path })
}

// TestForeignStandIn runs the program against a Discord that is not ours, over loopback: nothing but discord.api_url
// tells it.
func TestForeignStandIn(t *testing.T) {
	for _, tt := range []struct{ name, suffix, guild, commands string }{
		{"global commands, the address of a host", "", "", "/api/v10/applications/900/commands"},
		{
			"a server's commands, the address of the API", "/api/v10", "700000000000000007",
			"/api/v10/applications/900/guilds/700000000000000007/commands",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := startForeign(t)
			t.Chdir(t.TempDir())
			prepareForeign(t)
			ctx, cancel := context.WithCancel(t.Context())
			var log bytes.Buffer
			e := &env{stdin: strings.NewReader(""), stdout: &log, stderr: &log, now: time.Now, environ: []string{
				"SITREP_DISCORD_TOKEN=foreign-token", "SITREP_DISCORD_API_URL=" + f.url + tt.suffix,
				"SITREP_DISCORD_GUILD=" + tt.guild,
			}}
			ended := make(chan int, 1)
			go func() {
				ended <- run(ctx, e, []string{"run"})
				cancel()
			}()
			defer func() {
				cancel()
				if code := <-ended; code != 0 {
					t.Errorf("sitrep run ended with %d:\n%s", code, log.String())
				}
			}()
			playForeign(ctx, t, f, tt.commands)
		})
	}
}

// prepareForeign makes a database with an article, and a digest that is due.
func prepareForeign(t *testing.T) {
	t.Helper()
	for name, content := range map[string]string{
		"talks.jsonl": `{"id":"1","source":"Podil Post","title":"Envoy Steve Witkoff lands in Moscow","text":"U.S. ` +
			`special envoy Steve Witkoff landed in Moscow on Friday for talks with Vladimir Putin about a ceasefire ` +
			`in Ukraine, the Kremlin said. Air defence in Kyiv shot down eleven drones, the military administration ` +
			`said.","published":"` + time.Now().Add(-3*time.Hour).UTC().Format(time.RFC3339) + `"}`,
		"config.toml": "[catalogue]\nuse = false\n[web]\nlisten = \"\"\n",
	} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	command(t, "import", "talks.jsonl")
	db, err := storage.Open(t.Context(), "sitrep.db", storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	due := time.Now().Add(-time.Hour)
	_, err = db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "700000000000000007", Channel: "800", Schedule: "0 8 * * *", Zone: "Europe/Kyiv", Style: news.Standard,
		Created: due, NextAt: due,
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

// playForeign is what somebody does there.
func playForeign(ctx context.Context, t *testing.T, f *foreign, commands string) {
	t.Helper()
	for registered := false; !registered; {
		f.mu.Lock()
		more := f.more
		registered = strings.Contains(string(f.commands[commands]), `"subscribe"`)
		f.mu.Unlock()
		if !registered {
			select {
			case <-more:
			case <-ctx.Done():
				t.Fatalf("no commands were registered at %s", commands)
			}
		}
	}
	digest, err := f.until(ctx, 0, func(p posted) bool { return p.path == "POST/channels/800/messages" })
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Witkoff", `"enforce_nonce":true`, "due "} {
		if !strings.Contains(digest.body, want) {
			t.Errorf("the digest lacks %q: %s", want, digest.body)
		}
	}
	for _, tt := range []struct {
		name, data string
		kind       int
		want       []string
		file       string
		busy       bool // somebody else writes to the database meanwhile
	}{
		{
			"a command", `{"name":"who","type":1,"options":[{"name":"name","type":3,"value":"witkoff"}]}`, 2,
			[]string{`"type":4`, "Steve Witkoff"},
			"", false,
		},
		{
			"autocomplete",
			`{"name":"subscribe","options":[{"name":"timezone","type":3,"value":"kyiv","focused":true}]}`, 4,
			[]string{`"type":8`, "Europe/Kyiv"},
			"", false,
		},
		{
			"a button", `{"custom_id":` + button(t, digest.body, "evidence") + `,"component_type":2}`, 3,
			[]string{`"type":4`, `"flags":32832`, "Podil Post"},
			"", false,
		},
		{
			"a subscription",
			`{"name":"subscribe","options":[{"name":"topic","value":"ukraine-war","type":3},{"name":"schedule",` +
				`"value":"daily 08:00","type":3},{"name":"timezone","value":"Europe/Kyiv","type":3}]}`, 2,
			[]string{"t:1", ":F"},
			"", true,
		},
		{
			"an attachment", `{"name":"sources","options":[{"name":"export","type":1,"options":[]}]}`, 2,
			[]string{`"attachments"`},
			"<opml", false,
		},
	} {
		release := func() {}
		if tt.busy {
			release = holdDatabase(ctx, t)
		}
		start := time.Now()
		got, err := f.interact(ctx, tt.kind, tt.data)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		if tt.busy {
			if took := time.Since(start); took > 3*time.Second || !strings.Contains(got.body, `"type":5`) {
				t.Errorf("%s: answered %s after %v, want a promise within three seconds", tt.name, got.body, took)
			}
			release()
			if got, err = f.until(ctx, 0, func(p posted) bool {
				return strings.HasPrefix(p.path,
					"PATCH/webhooks/900/tok")
			}); err != nil {
				t.Fatal(err)
			}
		}
		for _, want := range tt.want {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s: no %q in %s", tt.name, want, got.body)
			}
		}
		if tt.file != "" {
			all := ""
			for _, content := range got.files {
				all += content
			}
			if !strings.Contains(all, tt.file) {
				t.Errorf("%s: files %q, want %q", tt.name, got.files, tt.file)
			}
		}
	}
}

// holdDatabase is another program that writes and does not finish until it is released.
func holdDatabase(ctx context.Context, t *testing.T) (release func()) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:sitrep.db?_txlock=immediate&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := errors.Join(tx.Rollback(), db.Close()); err != nil {
			t.Error(err)
		}
	}
}

// button finds the custom_id, in quotes, of a message's button whose id holds a word.
func button(t *testing.T, body, word string) string {
	t.Helper()
	for rest := body; ; {
		_, after, ok := strings.Cut(rest, `"custom_id":`)
		if !ok {
			t.Fatalf("no button for %s in %s", word, body)
		}
		var id string
		if err := json.NewDecoder(strings.NewReader(after)).Decode(&id); err == nil && strings.Contains(id, word) {
			quoted, err := json.Marshal(id)
			if err != nil {
				t.Fatal(err)
			}
			return string(quoted)
		}
		rest = after
	}
}
