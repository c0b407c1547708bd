package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

func TestRisesAfterCorrection(t *testing.T) {
	kept(t, func(t *testing.T, p *player, m *discordtest.Message) {
		p.until("2025-03-29", "08:20")
		p.arrive("second", "Correction: Missile strike in Kharkiv",
			"Correction: An earlier report said that a Russian missile strike on a market in Kharkiv killed 31 "+
				"people. The strike on the market in Kharkiv killed 13 people, not 31, the regional administration in "+
				"Ukraine said.")
		pass(2 * time.Minute)
		p.until("2025-03-29", "12:00")
		p.arrive("third", "Toll of strike on Kharkiv market rises to 15",
			"The toll of the Russian missile strike on a market in Kharkiv rose to 15 people killed, the regional "+
				"administration in Ukraine said.")
		pass(2 * time.Minute)
		for _, m := range p.digests() {
			fmt.Println("----", m.Text())
		}
		p.overnight("2025-03-30")
		all := p.digests()
		fmt.Println("==== next", all[len(all)-1].Text())
		fmt.Println("==== changed", p.use(p.srv.User(discordtest.Anna).In(discordtest.News), "/changed").Text())
		p.until("2025-03-30", "12:00")
		p.arrive("fourth", "Toll of strike on Kharkiv market rises to 17",
			"The toll of the Russian missile strike on a market in Kharkiv rose to 17 people killed, the regional "+
				"administration in Ukraine said.")
		pass(2 * time.Minute)
		p.overnight("2025-03-31")
		all = p.digests()
		fmt.Println("==== next2", all[len(all)-1].Text(), len(all))
		for _, m := range p.digests() {
			fmt.Println("----", m.Text())
		}
		_ = strings.Contains
	})
}
