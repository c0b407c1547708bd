package bot

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/delivery"
)

// wire answers requests in place of a network.
type wire func(*http.Request) *http.Response

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	return w(r), nil
}

func answerWith(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

func testREST(t *testing.T, w wire) *rest.Client {
	t.Helper()
	c, err := rest.New(slog.New(slog.DiscardHandler), rest.Options{
		APIURL: "http://stand-in.example", Token: "secret", Version: "test", Transport: w,
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestClassify(t *testing.T) {
	tests := []struct {
		name      string
		err       error
		permanent bool
		after     time.Duration
	}{
		{"the network", errors.New("connection refused"), false, 0},
		{"a deleted channel", &rest.Error{Status: 404, Code: 10003}, true, 0},
		{"no permission", &rest.Error{Status: 403, Code: 50013}, true, 0},
		{"no access", &rest.Error{Status: 403, Code: 50001}, true, 0},
		{"an unknown refusal", &rest.Error{Status: 403, Code: 59999}, true, 0},
		{"a proxy's 403", &rest.Error{Status: 403}, false, 10 * time.Minute},
		{"the token", &rest.Error{Status: 401}, false, 10 * time.Minute},
		{"a rate limit", &rest.Error{Status: 429, RetryAfter: 1.5}, false, 1500 * time.Millisecond},
		{"a limit that is waited for", &rest.LimitError{After: time.Minute}, false, time.Minute},
		{"trouble", &rest.Error{Status: 503}, false, 0},
		{"slow mode", &rest.Error{Status: 400, Code: 20016}, false, time.Minute},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := classify(test.err)
			if got.Permanent != test.permanent || got.After != test.after || got.Reason == "" {
				t.Errorf("classify(%v) = %+v", test.err, got)
			}
		})
	}
}

func TestSendPostsOneIdempotentMessage(t *testing.T) {
	var bodies []string
	client := testREST(t, func(r *http.Request) *http.Response {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		bodies = append(bodies, r.Method+" "+r.URL.Path+" "+string(body))
		return answerWith(200, `{"id":"900"}`)
	})
	s := &Sender{rest: client, form: message.FormComponents}
	d := sampleDigestDelivery()
	id, err := s.Send(t.Context(), d)
	if err != nil || id.Message != "900" {
		t.Fatalf("Send = %+v, %v", id, err)
	}
	for _, want := range []string{
		"POST /api/v10/channels/42/messages", `"nonce":"n-1"`, `"enforce_nonce":true`,
		`"allowed_mentions":{"parse":[]}`, `"flags":32768`,
	} {
		if !strings.Contains(bodies[0], want) {
			t.Errorf("the request lacks %s: %s", want, bodies[0])
		}
	}
	d.Channel = "../guilds/1"
	_, err = s.Send(t.Context(), d)
	if e, ok := errors.AsType[*delivery.Error](err); !ok || !e.Permanent || len(bodies) != 1 {
		t.Errorf("a channel that is none: %v, %d requests", err, len(bodies))
	}
}

func TestUploadsAreForms(t *testing.T) {
	client := testREST(t, func(r *http.Request) *http.Response {
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			t.Errorf("parse form: %v", err)
			return answerWith(400, "{}")
		}
		if got := r.FormValue("payload_json"); !strings.Contains(got, `"filename":"feeds.opml"`) {
			t.Errorf("payload_json = %s", got)
		}
		if f := r.MultipartForm.File["files[0]"]; len(f) != 1 || f[0].Filename != "feeds.opml" ||
			f[0].Header.Get("Content-Type") != "text/xml" {
			t.Errorf("files[0] = %+v", f)
		}
		return answerWith(200, "{}")
	})
	reply := message.Reply{
		Blocks: []message.Block{{Lines: []message.Line{message.Para(message.Plain("Here."))}}},
		Files:  []message.File{{Name: "feeds.opml", Type: "text/xml", Data: []byte("<opml/>")}}, Line: "/sources list",
	}
	m := command.Renderer.Render(reply, message.FormComponents).Pages[0]
	inLimits(t, m)
	upload := rest.Request{Method: "POST", Path: "/channels/1/messages", Body: m, Files: uploads(m.Files)}
	if err := client.Do(t.Context(), upload, nil); err != nil {
		t.Fatal(err)
	}
}
