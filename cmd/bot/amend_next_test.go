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
