package main

import (
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/internal/discordtest"
)

// kept plays a day of a channel whose digest comes at eight in Kyiv and tells of the strike, and hands over five
// minutes later.
func kept(t *testing.T, then func(t *testing.T, p *player, m *discordtest.Message)) {
	t.Helper()
	played(t, func(p *player) {
		p.subscribe()
		p.morning()
		all := p.digests()
		if len(all) != 1 {
			p.t.Fatalf("%d digests at 08:05, want 1: %s", len(all), p.log.String())
		}
		then(p.t, p, all[0])
	})
}

// keptIn is kept for the strike, told in another channel of the server.
func keptIn(t *testing.T, channel string, then func(t *testing.T, p *player)) {
	t.Helper()
	played(t, func(p *player) {
		line := "/subscribe topic:ukraine-war schedule:daily 08:00 timezone:Europe/Kyiv channel:" + channel
		if _, err := p.srv.User(discordtest.Anna).In(discordtest.Wire).Invoke(p.t.Context(), line); err != nil {
			p.t.Fatal(err)
		}
		p.morning()
		then(p.t, p)
	})
}

// morning lets the article about the strike arrive before the digest, and waits until it is there.
func (p *player) morning() {
	p.t.Helper()
	p.until("2025-03-29", "07:55")
	p.arrive("first", strikeTitle, strikeText)
	p.until("2025-03-29", "08:05")
}

// played starts the program ten minutes before the first digest.
func played(t *testing.T, then func(p *player)) {
	t.Helper()
	playing(t, func(p *player) { p.until("2025-03-29", "07:50") }, then)
}

// playing starts the program, without outlets of its own, at the time to which before brings the clock.
func playing(t *testing.T, before, then func(p *player)) {
	t.Helper()
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("config.toml", []byte("[catalogue]\nuse = false\n[web]\nlisten = \"\"\n"),
		0o600); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		p := &player{t: t, zone: kyiv}
		p.srv = discordtest.New(t, discordtest.Options{InMemory: true})
		before(p)
		p.start()
		defer func() { p.stop() }()
		then(p)
	})
}

const (
	strikeTitle = "Missile strike kills 31 in Kharkiv"
	strikeText  = "A Russian missile strike on a market in Kharkiv killed 31 people on Saturday, the regional " +
		"administration in Ukraine said. Rescuers searched the ruins of the market for survivors."
)

// TestMessageIsKeptTrue corrects the toll that a digest told: the message in the channel says so where it tells it,
// keeps its form and mentions nobody; the channel is told once; and the next digest has a line about it.
func TestMessageIsKeptTrue(t *testing.T) {
	kept(t, func(t *testing.T, p *player, m *discordtest.Message) {
		before := m.Text()
		if !strings.Contains(before, "31") {
			t.Fatalf("the digest does not tell the toll: %s", before)
		}
		p.until("2025-03-29", "08:20")
		p.arrive("second", "Correction: Missile strike in Kharkiv",
			"Correction: An earlier report said that a Russian missile strike on a market in Kharkiv killed 31 "+
				"people. The strike on the market in Kharkiv killed 13 people, not 31, the regional administration in "+
				"Ukraine said.")
		pass(2 * time.Minute)
		m = p.digests()[0]
		for _, want := range []string{"corrected", "13 killed, not 31", strikeTitle} {
			if !strings.Contains(m.Text(), want) {
				t.Errorf("the message does not say %q: %s", want, m.Text())
			}
		}
		if m.EditedTimestamp == nil || m.Flags&discordtest.FlagComponentsV2 == 0 {
			t.Errorf("the message was not edited as it is: %s", m.JSON())
		}
		told := p.digests()
		if len(told) != 2 || !strings.Contains(told[1].Text(), "13 killed, not 31") ||
			!strings.Contains(told[1].Text(), "/"+m.ChannelID+"/"+m.ID) {
			t.Fatalf("the channel was told %d messages: %s", len(told), told[len(told)-1].Text())
		}
		p.stop()
		p.start()
		pass(time.Hour)
		if got := len(p.digests()); got != 2 {
			t.Errorf("%d messages after a restart, want no more", got)
		}
	})
}
