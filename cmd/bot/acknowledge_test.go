package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// BenchmarkAcknowledge runs the program as a process of its own, with the sample dispatches stored, imports some
// hundred articles beside it, and has six people ask all the while, each the next as soon as he has his answer. It
// reports how long Discord waited for the first answer to an interaction, which is what Discord gives three seconds.
func BenchmarkAcknowledge(b *testing.B) {
	for b.Loop() {
		took := acknowledged(b)
		slices.Sort(took)
		for _, part := range []int{50, 95, 99} {
			b.ReportMetric(float64(took[len(took)*part/100].Milliseconds()), fmt.Sprintf("ms-p%d", part))
		}
		b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "ms-at-most")
		b.ReportMetric(float64(len(took)), "answers")
	}
}

// asked is what each of the six asks, over and over.
var asked = []string{
	"/latest topic:ukraine-war since:2025-04-24", "/who witkoff", "/search query:drones", "/figures about:Kyiv",
	"/timeline about:Kyiv from:2025-04-24 to:2025-04-26", "/changed since:2025-04-23", "/map about:ukraine-war " +
		"from:2025-04-23 to:2025-04-27", "/status", "/help",
}

// acknowledged returns how long each first answer took.
func acknowledged(b *testing.B) (took []time.Duration) {
	b.Helper()
	const epoch = 1420070400000 // of Discord's ids
	guild := discordtest.Guild{
		ID: "1300000000000000000", Name: "Busy", Owner: discordtest.Anna,
		Channels: []discordtest.Channel{{ID: "1300000000000000001", Name: "desk"}},
	}
	for i := range 6 {
		id := strconv.Itoa(1300000000000000100 + i)
		guild.Members = append(guild.Members, discordtest.Member{ID: id, Name: fmt.Sprintf("reader %d", i)})
	}
	srv := discordtest.New(b, discordtest.Options{Guilds: []discordtest.Guild{guild}})
	dir := b.TempDir()
	start := func(args ...string) *exec.Cmd {
		c := exec.CommandContext(b.Context(), "sitrep", args...)
		c.Dir = dir
		c.Env = append(os.Environ(), "SITREP_DISCORD_TOKEN="+srv.Token(), "SITREP_DISCORD_API_URL="+srv.URL(),
			"SITREP_CATALOGUE_USE=false", "SITREP_WEB_LISTEN=")
		c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
		if err := c.Start(); err != nil {
			b.Fatal(err)
		}
		return c
	}
	for name, copies := range map[string]int{"some.jsonl": 1, "many.jsonl": 6} {
		if err := os.WriteFile(filepath.Join(dir, name), dispatchesTimes(b, copies), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	if err := start("import", "some.jsonl").Wait(); err != nil {
		b.Fatal(err)
	}
	program := start("run")
	if err := srv.WaitCommands(b.Context(), ""); err != nil {
		b.Fatal(err)
	}
	done := make(chan struct{})
	var asking sync.WaitGroup
	for i, member := range guild.Members {
		asking.Go(func() {
			u := srv.User(member.ID)
			for n := i; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				if _, err := u.Invoke(b.Context(), asked[n%len(asked)]); err != nil {
					b.Errorf("%s: %v", asked[n%len(asked)], err)
				}
			}
		})
	}
	if err := start("import", "many.jsonl").Wait(); err != nil {
		b.Error(err)
	}
	close(done)
	asking.Wait()
	_ = program.Cancel()
	_ = program.Wait() // interrupted
	for _, r := range srv.Requests() {
		parts := strings.Split(strings.Trim(r.Path, "/"), "/")
		if len(parts) != 4 || parts[0] != "interactions" || parts[3] != "callback" {
			continue
		}
		id, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		took = append(took, r.Time.Sub(time.UnixMilli(id>>22+epoch)))
	}
	return took
}

// dispatchesTimes are the sample dispatches so many times, each time with other ids and other numbers in them.
func dispatchesTimes(b *testing.B, copies int) []byte {
	b.Helper()
	data, err := dispatches.ReadFile(dispatchFile)
	if err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	for i := range copies {
		for line := range bytes.Lines(data) {
			var article map[string]string
			if err := json.Unmarshal(line, &article); err != nil {
				b.Fatal(err)
			}
			if i > 0 || copies > 1 {
				article["id"] += fmt.Sprint("-", i)
				article["url"] += fmt.Sprint("/", i)
				article["text"] += fmt.Sprintf("\n\nIt was report number %d of the day, the desk said.", i)
			}
			again, err := json.Marshal(article)
			if err != nil {
				b.Fatal(err)
			}
			out.Write(append(again, '\n'))
		}
	}
	return out.Bytes()
}
