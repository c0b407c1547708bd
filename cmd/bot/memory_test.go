package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"sitrep/internal/discordtest"
)

// BenchmarkMemory runs the program as a process of its own in many servers of 50 channels and 30 roles, and reports
// what it holds of memory when they have all been announced and it has answered. Linux only. The shared pages of the
// program's file count.
func BenchmarkMemory(b *testing.B) {
	for _, servers := range []int{1, 2500} {
		b.Run(fmt.Sprint(servers, " servers"), func(b *testing.B) {
			for b.Loop() {
				now, most := memoryIn(b, servers)
				b.ReportMetric(now, "MiB")
				b.ReportMetric(most, "MiB-at-most")
			}
		})
	}
}

// memoryIn returns the resident memory of a program in so many servers, in MiB.
func memoryIn(b *testing.B, servers int) (now, most float64) {
	b.Helper()
	guilds := discordtest.Fixture()
	for i := range servers - 1 {
		g := discordtest.Guild{
			ID:   strconv.Itoa(1300000000000000000 + i),
			Name: fmt.Sprintf("Server number %d of many", i), Owner: discordtest.Anna,
		}
		for j := range 30 {
			g.Roles = append(g.Roles, discordtest.Role{
				ID:   strconv.Itoa(1400000000000000000 + 100*i + j),
				Name: fmt.Sprintf("role %d", j), Permissions: discordtest.DefaultPermissions,
			})
		}
		for j := range 50 {
			g.Channels = append(g.Channels, discordtest.Channel{
				ID: strconv.Itoa(1500000000000000000 + 100*i + j), Name: fmt.Sprintf("channel-number-%d", j),
				Overwrites: []discordtest.Overwrite{
					{ID: g.Roles[j%30].ID, Allow: discordtest.ViewChannel},
					{ID: g.ID, Deny: discordtest.SendMessages},
				},
			})
		}
		guilds = append(guilds, g)
	}
	srv := discordtest.New(b, discordtest.Options{Guilds: guilds})
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	program := exec.CommandContext(ctx, "sitrep", "run")
	program.Dir = b.TempDir()
	program.Env = append(os.Environ(), "SITREP_DISCORD_TOKEN="+srv.Token(), "SITREP_DISCORD_API_URL="+srv.URL(),
		"SITREP_CATALOGUE_USE=false", "SITREP_WEB_LISTEN=")
	program.Cancel = func() error { return program.Process.Signal(syscall.SIGTERM) }
	if err := program.Start(); err != nil {
		b.Fatal(err)
	}
	if err := srv.WaitCommands(ctx, ""); err != nil {
		b.Fatal(err)
	}
	if _, err := srv.User(discordtest.Ben).Invoke(ctx, "/help"); err != nil { // it comes after all servers
		b.Fatal(err)
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", program.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		kib, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		switch name {
		case "VmRSS":
			now = kib / 1024
		case "VmHWM":
			most = kib / 1024
		}
	}
	stop()
	_ = program.Wait() // interrupted
	return now, most
}
