package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep/news"
)

// TestSubscriptionsOfTheFile edits [[subscriptions]] between starts: schedules change, again and again, one is paused,
// and one goes.
func TestSubscriptionsOfTheFile(t *testing.T) {
	folder := t.TempDir()
	config := filepath.Join(folder, "config.toml")
	start := func(schedules map[string]string) (now map[string]news.Subscription, p *program) {
		t.Helper()
		text := "[catalogue]\nuse = false\n"
		for channel, schedule := range schedules {
			text += fmt.Sprintf("[[subscriptions]]\nchannel = %q\nschedule = %q\n", channel, schedule)
		}
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		e := &env{
			stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now,
			database: filepath.Join(folder, "sitrep.db"), configFile: config,
		}
		p, err := e.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(p.close)
		if err := p.enlist(t.Context()); err != nil {
			t.Fatalf("with %v: %v", schedules, err)
		}
		all, err := p.db.Subscriptions(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		now = map[string]news.Subscription{}
		for _, s := range all {
			now[s.Channel] = s
		}
		return now, p
	}
	first, p := start(map[string]string{"1100000000000000001": "0 8 * * *", "1100000000000000002": "0 8 * * *"})
	paused := first["1100000000000000001"]
	paused.Paused = "by an admin"
	if _, err := p.db.SaveSubscription(t.Context(), paused); err != nil {
		t.Fatal(err)
	}
	theirs, err := p.db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "1100000000000000100", Channel: "1100000000000000003", Schedule: "0 8 * * *", Zone: "UTC",
		Created: time.Now(), NextAt: time.Now(),
	})
	if err != nil {
		t.Fatal(err)
	}
	for hour := 9; hour < 12; hour++ {
		schedule := fmt.Sprintf("0 %d * * *", hour)
		now, _ := start(map[string]string{"1100000000000000001": schedule, "1100000000000000002": "0 8 * * *"})
		if s := now["1100000000000000001"]; s.Schedule != schedule || s.ID != paused.ID || s.Paused != paused.Paused {
			t.Errorf("after an edit to %q: %+v", schedule, s)
		}
	}
	now, p := start(map[string]string{"1100000000000000001": "0 8 * * *"})
	if len(now) != 1 {
		t.Errorf("after one was removed from the file: %v", now)
	}
	if _, err := p.db.SubscriptionByID(t.Context(), theirs.ID); err != nil {
		t.Errorf("a subscription that an admin made: %v", err)
	}
}

// TestCheckOnlineKnowsTheAddress checks a token at every form of address that `sitrep run` takes.
func TestCheckOnlineKnowsTheAddress(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v10/users/@me" || r.Header.Get("Authorization") != "Bot good" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"id":"1","username":"sitrep"}`))
	}))
	defer srv.Close()
	for _, suffix := range []string{"", "/", "/api", "/api/", "/api/v10", "/api/v10/"} {
		for token, want := range map[string]string{"good": "sitrep", "bad": ""} {
			e := &env{
				stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now,
				environ: []string{"SITREP_DISCORD_TOKEN=" + token, "SITREP_DISCORD_API_URL=" + srv.URL + suffix},
			}
			s, err := e.setup()
			if err != nil {
				t.Fatal(err)
			}
			got, err := (&program{setup: s}).whoAmI(t.Context())
			if got != want || (err == nil) != (want != "") {
				t.Errorf("%s at %q: %q, %v", token, suffix, got, err)
			}
		}
	}
}

// TestCheckOnlineBlamesTheTokenForARefusalAlone: a server that is down, busy or none of Discord's says nothing of the
// token.
func TestCheckOnlineBlamesTheTokenForARefusalAlone(t *testing.T) {
	for status, want := range map[int]struct {
		code news.Code
		says string
	}{
		http.StatusUnauthorized:        {news.Invalid, "the token is refused (401 Unauthorized)"},
		http.StatusInternalServerError: {news.Unavailable, "down (500 Internal Server Error)"},
		http.StatusServiceUnavailable:  {news.Unavailable, "down (503 Service Unavailable)"},
		http.StatusTooManyRequests:     {news.Unavailable, "busy or down (429 Too Many Requests)"},
		http.StatusForbidden:           {news.Invalid, "could not be checked"},
		http.StatusNotFound:            {news.Invalid, "discord.api_url"},
	} {
		t.Run(http.StatusText(status), func(t *testing.T) {
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader(status)
			}))
			defer srv.Close()
			e := &env{
				stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now,
				environ: []string{"SITREP_DISCORD_TOKEN=good", "SITREP_DISCORD_API_URL=" + srv.URL},
			}
			s, err := e.setup()
			if err != nil {
				t.Fatal(err)
			}
			_, err = (&program{setup: s}).whoAmI(t.Context())
			if news.ErrorCode(err) != want.code || !strings.Contains(err.Error(), want.says) ||
				(status != http.StatusUnauthorized && strings.Contains(err.Error(), "refused")) {
				t.Errorf("whoAmI = %v, want %s: %s", err, want.code, want.says)
			}
		})
	}
}
