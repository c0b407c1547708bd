package main

import (
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// TestTheNextDigestAndChangedNameTheMessage: what an outlet took out of its article stands nowhere in the next digest
// but in one line, with the message that told it; /changed names that message, in its server alone.
func TestTheNextDigestAndChangedNameTheMessage(t *testing.T) {
	kept(t, func(t *testing.T, p *player, m *discordtest.Message) {
		link := "https://discord.com/channels/" + discordtest.Desk + "/" + m.ChannelID + "/" + m.ID
		ask := func(u *discordtest.User) string {
			t.Helper()
			got, err := u.Invoke(t.Context(), "/changed")
			if err != nil {
				t.Fatal(err)
			}
			return got.Text()
		}
		if got := ask(p.srv.User(discordtest.Ben).In(discordtest.Wire)); strings.Contains(got, link) {
			t.Errorf("/changed before anything changed: %s", got)
		}
		p.until("2025-03-29", "08:20")
		p.takeOut()
		if got := ask(p.srv.User(discordtest.Ben).In(discordtest.Wire)); !strings.Contains(got, link) ||
			!strings.Contains(got, "does not say it any more") {
			t.Errorf("/changed does not name the message: %s", got)
		}
		if got := ask(p.srv.User(discordtest.Ben).InDM()); strings.Contains(got, link) {
			t.Errorf("/changed names a server's message elsewhere: %s", got)
		}
		p.overnight("2025-03-30")
		all := p.digests()
		next := all[len(all)-1].Text()
		if strings.Count(next, "Corrected since") != 1 || !strings.Contains(next, link) ||
			!strings.Contains(next, strikeTitle) {
			t.Errorf("the next digest does not name the message: %s", next)
		}
		p.overnight("2025-03-31")
		all = p.digests()
		if got := all[len(all)-1].Text(); strings.Contains(got, "Corrected since") {
			t.Errorf("the digest after it names it again: %s", got)
		}
	})
}

// TestChangedNamesTheMessageAtTheItem: what has an item of its own in /changed has the message there.
func TestChangedNamesTheMessageAtTheItem(t *testing.T) {
	kept(t, func(t *testing.T, p *player, m *discordtest.Message) {
		p.correct()
		got, err := p.srv.User(discordtest.Ben).In(discordtest.Wire).Invoke(t.Context(), "/changed")
		if err != nil || !strings.Contains(got.Text(), m.ChannelID+"/"+m.ID) {
			t.Errorf("/changed does not name the message: %v, %s", err, got.Text())
		}
	})
}

// takeOut has the outlet take what it had told out of its article, and waits until nothing is under way.
func (p *player) takeOut() {
	p.t.Helper()
	p.arrive("first", "Missile strike in Kharkiv",
		"Rescuers searched the ruins of the market for survivors. Schools in Kharkiv in Ukraine will stay shut on "+
			"Monday, the mayor announced.")
	pass(2 * time.Minute)
}

// overnight stops the program until shortly before the digest of another day, so that nobody waits for idle hours.
func (p *player) overnight(day string) {
	p.t.Helper()
	p.stop()
	p.until(day, "07:50")
	p.start()
	p.until(day, "08:05")
}

// TestTollThatRisesAfterACorrection: a number that is raised after it was corrected is news, and no second correction.
// The message keeps the correction that its channel was told of, the next digest and an alert tell the rise.
func TestTollThatRisesAfterACorrection(t *testing.T) {
	kept(t, func(t *testing.T, p *player, _ *discordtest.Message) {
		anna := p.srv.User(discordtest.Anna).In(discordtest.Wire)
		p.use(anna, "/watch about:ukraine-war origins:1 channel:#wire")
		before := len(p.srv.Messages(discordtest.Wire))
		p.until("2025-03-29", "08:20")
		p.arrive("second", "Correction: Missile strike in Kharkiv",
			"Correction: An earlier report said that a Russian missile strike on a market in Kharkiv killed 31 "+
				"people. The strike on the market in Kharkiv killed 13 people, not 31, the regional administration in "+
				"Ukraine said.")
		pass(2 * time.Minute)
		for i, toll := range []string{"15", "17"} {
			day := []string{"2025-03-29", "2025-03-30"}[i]
			p.until(day, "12:00")
			p.arrive("rise"+toll, "Toll of strike on Kharkiv market rises to "+toll,
				"The toll of the Russian missile strike on a market in Kharkiv rose to "+toll+" people killed, the "+
					"regional administration in Ukraine said.")
			pass(2 * time.Minute)
			if got := p.digests()[0].Text(); !strings.Contains(got, "13 killed, not 31") ||
				strings.Contains(got, toll+" killed, not") {
				t.Errorf("the message after %s: %s", toll, got)
			}
			p.overnight([]string{"2025-03-30", "2025-03-31"}[i])
			all := p.digests()
			if want := []string{"13 → 15", "15 → 17"}[i]; !strings.Contains(all[len(all)-1].Text(), want) {
				t.Errorf("the next digest does not say %q: %s", want, all[len(all)-1].Text())
			}
			for _, m := range all[1:] {
				if strings.Contains(m.Text(), toll+" killed, not") || strings.Contains(m.Text(), "Nothing new") {
					t.Errorf("a rise is told as a correction, or not at all: %s", m.Text())
				}
			}
			alerts := p.srv.Messages(discordtest.Wire)[before:]
			if got := alerts[len(alerts)-1].Text(); !strings.Contains(got, "🔔") || !strings.Contains(got, "→ "+toll) {
				t.Errorf("no alert of the rise to %s: %s", toll, got)
			}
		}
		if got := len(p.digests()); got != 4 {
			t.Errorf("%d messages in the channel, want a digest of each day and one correction", got)
		}
	})
}
