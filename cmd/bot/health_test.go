package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// TestHealthOfTheWholeProgram runs everything and asks for /readyz until it is ready, as a container's keeper does; a
// foreign name is refused.
func TestHealthOfTheWholeProgram(t *testing.T) {
	o := newOutlet(t)
	configure(t, o, "")
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	srv := discordtest.New(t, discordtest.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	var log strings.Builder // read when the program has ended
	ended := make(chan int, 1)
	go func() {
		environ := []string{
			"SITREP_DISCORD_TOKEN=" + srv.Token(), "SITREP_DISCORD_API_URL=" + srv.URL(),
			"SITREP_WEB_LISTEN=" + address,
		}
		e := &env{stdin: strings.NewReader(""), stdout: &log, stderr: &log, now: time.Now, environ: environ}
		ended <- run(ctx, e, []string{"run"})
	}()
	if err := srv.WaitCommands(ctx, ""); err != nil {
		t.Fatal(err)
	}
	ask := func(path, host string) (int, string) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address+path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			return 0, err.Error()
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return 0, err.Error()
		}
		return resp.StatusCode, string(body)
	}
	for _, tt := range []struct {
		path, host string
		want       int
	}{
		{"/readyz", "", 200}, {"/healthz", "", 200}, {"/", "localhost", 200}, {"/", "rebound.example", 421},
	} {
		if code, body := ask(tt.path, tt.host); code != tt.want {
			t.Errorf("GET %s of %q = %d %s, want %d", tt.path, tt.host, code, body, tt.want)
		}
	}
	cancel()
	if code := <-ended; code != 0 {
		t.Errorf("sitrep run ended with %d:\n%s", code, log.String())
	}
}
