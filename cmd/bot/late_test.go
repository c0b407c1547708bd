package main

import (
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// TestCoverageIsOfWhatArrived: a digest that tells of an article which came a day after its publication was read from
// it, and not "from 0 articles"; on a screen, in the channel and when it is asked for.
func TestCoverageIsOfWhatArrived(t *testing.T) {
	played(t, func(p *player) {
		p.subscribe()
		p.until("2025-03-29", "08:05")
		p.arriveFrom("Podil Post", "late", "Bridge near Kherson destroyed", "Engineers of Ukraine destroyed a bridge "+
			"near Kherson on Thursday, the general staff in Kyiv said.", -36*time.Hour)
		p.overnight("2025-03-30")
		all := p.digests()
		got := all[len(all)-1].Text()
		if !strings.Contains(got, "Kherson") || !strings.Contains(got, "1 development from 1 article, 1 outlet") {
			t.Errorf("the digest of what came late: %s", got)
		}
		latest := p.use(p.srv.User(discordtest.Anna).In(discordtest.Wire), "/latest since:2025-03-27").Text()
		if strings.Contains(latest, "from 0 articles") {
			t.Errorf("/latest: %s", latest)
		}
	})
}
