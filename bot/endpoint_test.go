package bot

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// signedRequest is what Discord sends to the endpoint of interactions.
func signedRequest(t *testing.T, key ed25519.PrivateKey, at time.Time, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/interactions", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	stamp := strconv.FormatInt(at.Unix(), 10)
	r.Header.Set("X-Signature-Timestamp", stamp)
	r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(key, []byte(stamp+body))))
	return r
}

func TestInteractionsByHTTP(t *testing.T) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, stranger, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	db := archive(t)
	b, err := New(slog.New(slog.DiscardHandler), db, Options{
		Token: "t", APIURL: "http://127.0.0.1:9", Topics: testTopics, Compose: composeSample,
	})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := b.Interactions(hex.EncodeToString(public))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	command := func(name, option, value string) string {
		return fmt.Sprintf(`{"id":"1","application_id":"2","token":"x","type":2,"guild_id":%q,"channel_id":%q,`+
			`"member":{"user":{"id":%q},"permissions":"0"},"data":{"name":%q,"type":1,"options":[{"name":%q,"type":3,`+
			`"value":%q,"focused":true}]}}`, discordtest.Desk, discordtest.News, discordtest.Ben, name, option, value)
	}
	for _, test := range []struct {
		name    string
		request *http.Request
		status  int
		want    string
	}{
		{"a ping", signedRequest(t, private, now, `{"id":"1","token":"x","type":1}`), 200, `"type":1`},
		{"a command", signedRequest(t, private, now, command("who", "name", "witkoff")), 200, "Steve Witkoff"},
		{"autocomplete", signedRequest(t, private, now,
			strings.Replace(command("help", "command", "tim"), `"type":2`, `"type":4`, 1)), 200, `"timeline"`},
		{"another's signature", signedRequest(t, stranger, now, `{"id":"1","token":"x","type":1}`), 401, ""},
		{"an old one", signedRequest(t, private, now.Add(-time.Hour), `{"id":"1","token":"x","type":1}`), 401, ""},
		{"one of tomorrow", signedRequest(t, private, now.Add(time.Hour), `{"id":"1","token":"x","type":1}`), 401, ""},
		{"no JSON", signedRequest(t, private, now, `nothing`), 400, ""},
		{"too much", signedRequest(t, private, now, strings.Repeat(" ", maxInteraction+1)), 413, ""},
		{"no signature", httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/interactions",
			strings.NewReader(`{"type":1}`)), 401, ""},
		{"a browser", httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/interactions", nil), 405, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, test.request)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.want) {
				t.Errorf("answered %d %s, want %d with %q", w.Code, w.Body, test.status, test.want)
			}
			if w.Code == http.StatusOK && !json.Valid(w.Body.Bytes()) {
				t.Errorf("not JSON: %s", w.Body)
			}
		})
	}
	changed := signedRequest(t, private, now, `{"id":"1","token":"x","type":1}`)
	changed.Body = http.NoBody
	w := httptest.NewRecorder()
	if handler.ServeHTTP(w, changed); w.Code != http.StatusUnauthorized {
		t.Errorf("another body than the signed one is answered %d", w.Code)
	}
	for _, key := range []string{"", "ab", strings.Repeat("z", 64)} {
		if _, err := b.Interactions(key); err == nil {
			t.Errorf("the key %q is taken", key)
		}
	}
}

func FuzzInteractionsByHTTP(f *testing.F) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	b, err := New(slog.New(slog.DiscardHandler), lockedStore{}, Options{
		Token: "t", APIURL: "http://127.0.0.1:9", Topics: testTopics, Compose: composeSample,
	})
	if err != nil {
		f.Fatal(err)
	}
	handler, err := b.Interactions(hex.EncodeToString(public))
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(`{"id":"1","token":"x","type":1}`))
	f.Add([]byte(`{"id":"1","token":"x","type":2,"data":{"name":"help"}}`))
	f.Add([]byte(`{"type":4,"data":{"options":[{"name":1}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, signedRequest(t, private, time.Now(), string(body)))
		if w.Code == http.StatusOK && !json.Valid(bytes.TrimSpace(w.Body.Bytes())) {
			t.Errorf("%q is answered %s", body, w.Body)
		}
	})
}
