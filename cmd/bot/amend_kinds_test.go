package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// command runs one of the program's commands beside it, and returns what it prints.
func (p *player) command(args ...string) string {
	p.t.Helper()
	var out bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now}
	if code := run(p.t.Context(), e, args); code != 0 {
		p.t.Fatalf("%s ended with %d: %s", strings.Join(args, " "), code, out.String())
	}
	return out.String()
}

// TestWhatIsSaidOfAMessage plays each way in which what a message relied on changes.
func TestWhatIsSaidOfAMessage(t *testing.T) {
	for _, test := range []struct {
		name  string
		then  func(p *player)
		want  []string // that the message says
		never string   // that it does not say
		told  bool     // the channel is told
	}{
		{"its outlet withdraws it", func(p *player) {
			p.arrive("second", "Retraction: Missile strike in Kharkiv",
				"Podil Post has retracted its report that a Russian missile strike on a market in Kharkiv killed 31 "+
					"people on Saturday.")
		}, []string{"withdrawn", "Podil Post"}, "", true},
		{"somebody denies it", func(p *player) {
			p.arrive("second", "Moscow denies strike on Kharkiv market",
				"Russia's defence ministry denied that a Russian missile strike on a market in Kharkiv killed 31 "+
					"people on Saturday.")
		}, []string{"denied", "defence ministry"}, "", true},
		{"its article gives another number", func(p *player) {
			p.arrive("first", "Missile strike kills 13 in Kharkiv", strings.ReplaceAll(strikeText, "31", "13"))
		}, []string{"corrected", "13 killed, not 31"}, "", true},
		{"its article does not say it any more", func(p *player) {
			p.takeOut()
		}, []string{"taken out", "Podil Post"}, "", true},
		{"its article is put in other words", func(p *player) {
			p.arrive("first", strikeTitle, strings.Replace(strikeText, "searched the ruins of the market", "dug", 1))
		}, nil, "✏️", false},
		{"the toll rises", func(p *player) {
			p.arrive("second", "Toll of strike on Kharkiv market rises to 40",
				"The toll of the Russian missile strike on a market in Kharkiv rose to 40 people killed, the regional "+
					"administration in Ukraine said.")
		}, nil, "✏️", false},
		{"an operator hides its event", func(p *player) {
			id := regexp.MustCompile(`(?m)^\s*(\d+)\s`).FindStringSubmatch(p.command("events", "list"))
			p.command("events", "hide", id[1])
		}, []string{"taken back", "whoever runs this bot"}, "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			kept(t, func(t *testing.T, p *player, _ *discordtest.Message) {
				p.until("2025-03-29", "08:20")
				test.then(p)
				pass(2 * time.Minute)
				all := p.digests()
				for _, want := range test.want {
					if !strings.Contains(all[0].Text(), want) {
						t.Errorf("the message does not say %q: %s", want, all[0].Text())
					}
				}
				if test.never != "" && strings.Contains(all[0].Text(), test.never) {
					t.Errorf("the message says %q: %s", test.never, all[0].Text())
				}
				if told := len(all) == 2; told != test.told || len(all) > 2 {
					t.Errorf("%d messages: %s", len(all), all[len(all)-1].Text())
				}
				if !test.told || raced {
					return
				}
				p.overnight("2025-03-30")
				all = p.digests()
				next := all[len(all)-1].Text()
				if strings.Count(next, "Corrected since") != 1 || strings.Count(next, strikeTitle) != 1 ||
					strings.Contains(next, "killed 31 people") || strings.Contains(next, "Killed") {
					t.Errorf("the next digest does not tell it in one line: %s", next)
				}
				p.overnight("2025-03-31")
				all = p.digests()
				if next := all[len(all)-1].Text(); strings.Contains(next, "Kharkiv") {
					t.Errorf("the digest after the next tells it again: %s", next)
				}
			})
		})
	}
}

// TestAServerHidesAnEvent: whoever manages a server hides an event from it, and its messages tell of it no more; those
// of another server, which got the same digest, are left. Shown again, it stands there again.
func TestAServerHidesAnEvent(t *testing.T) {
	played(t, func(p *player) {
		p.srv.AddGuild(discordtest.Guild{
			ID: owningServer, Name: "Annex", Owner: owningAdmin,
			Channels: []discordtest.Channel{{ID: owningChannel, Name: "annex"}},
			Members:  []discordtest.Member{{ID: owningAdmin, Name: "olga"}},
		})
		pass(time.Minute)
		for user, channel := range map[string]string{discordtest.Anna: discordtest.News, owningAdmin: owningChannel} {
			line := "/subscribe topic:ukraine-war schedule:daily 08:00 timezone:Europe/Kyiv"
			if _, err := p.srv.User(user).In(channel).Invoke(p.t.Context(), line); err != nil {
				p.t.Fatal(err)
			}
		}
		p.arrive("other", "Bridge near Kherson destroyed", "Engineers of Ukraine destroyed a bridge near Kherson on "+
			"Saturday, the general staff in Kyiv said.")
		p.morning()
		m := p.digests()[0]
		anna := p.srv.User(discordtest.Anna).In(discordtest.News)
		listed, err := anna.Press(p.t.Context(), m, m.ButtonLabelled("Report").CustomID)
		if err != nil {
			p.t.Fatal(err)
		}
		id := regexp.MustCompile(`events report (\d+)`).FindStringSubmatch(string(listed.JSON()))
		hidden := strings.Contains(m.Text(), "1 · "+strikeTitle)
		if id == nil || !hidden {
			p.t.Fatalf("nothing to hide: %s", listed.JSON())
		}
		if _, err := anna.Invoke(p.t.Context(), "/events hide event:"+id[1]); err != nil {
			p.t.Fatal(err)
		}
		pass(2 * time.Minute)
		here, there := p.digests()[0].Text(), p.srv.Messages(owningChannel)
		if strings.Contains(here, "Kharkiv") || !strings.Contains(here, "Kherson") ||
			!strings.Contains(here, "by whoever manages this server") {
			p.t.Errorf("the message of the server that hid it: %s", here)
		}
		if got := there[len(there)-1].Text(); !strings.Contains(got, strikeTitle) || strings.Contains(got, "✏️") {
			p.t.Errorf("the message of another server: %s", got)
		}
		if _, err := anna.Invoke(p.t.Context(), "/events unhide event:"+id[1]); err != nil {
			p.t.Fatal(err)
		}
		pass(2 * time.Minute)
		if got := p.digests()[0].Text(); !strings.Contains(got, strikeTitle) || strings.Contains(got, "✏️") {
			p.t.Errorf("the message when it is shown again: %s", got)
		}
	})
}

// TestAnArticleIsToldApart: an operator takes an article out of an event, and the item that quoted it says which words
// are of another one.
func TestAnArticleIsToldApart(t *testing.T) {
	played(t, func(p *player) {
		p.subscribe()
		p.arrive("other", "Rescuers search ruins of market in Kharkiv", "Rescuers searched the ruins of a market in "+
			"Kharkiv on Saturday after a Russian missile strike that killed 31 people, the mayor of Kharkiv said.")
		p.morning()
		ids := regexp.MustCompile(`(?m)^\s*(\d+)\s`).FindAllStringSubmatch(p.command("events", "list"), -1)
		if len(ids) != 1 {
			p.t.Fatalf("%d events, the two articles tell of one:\n%s", len(ids), p.command("events", "list"))
		}
		p.command("events", "split", ids[0][1], "2")
		pass(2 * time.Minute)
		all := p.digests()
		if got := all[0].Text(); len(all) != 1 || !strings.Contains(got, "another event") ||
			!strings.Contains(got, "this is not of it") {
			p.t.Errorf("%d messages: %s", len(all), got)
		}
	})
}

// TestTwoItemsThatAreOne: two items of a digest turn out to be one event, because an operator says so; and what stands
// below an item is told apart from it again.
func TestTwoItemsThatAreOne(t *testing.T) {
	played(t, func(p *player) {
		p.subscribe()
		p.arrive("other", "Bridge near Kherson destroyed", "Engineers of Ukraine destroyed a bridge near Kherson on "+
			"Saturday, the general staff in Kyiv said.")
		p.morning()
		if got := p.digests()[0].Text(); !strings.Contains(got, "2 · ") {
			p.t.Fatalf("the digest has no two items: %s", got)
		}
		ids := regexp.MustCompile(`(?m)^\s*(\d+)\s`).FindAllStringSubmatch(p.command("events", "list"), -1)
		p.command("events", "merge", ids[0][1], ids[1][1])
		pass(2 * time.Minute)
		all := p.digests()
		if got := all[0].Text(); len(all) != 1 || !strings.Contains(got, "it is that of 1") {
			p.t.Errorf("%d messages: %s", len(all), got)
		}
	})
}

// TestWordsThatAreSomebodyElses: two people had been taken for one, and a digest quotes the one under the other's name.
func TestWordsThatAreSomebodyElses(t *testing.T) {
	played(t, func(p *player) {
		p.subscribe()
		p.arrive("one", "Rybak says port will open",
			"Olena Rybak, the mayor of Odesa in Ukraine, said on Friday that the port would open on Sunday.")
		p.arrive("two", "Rybakova says grid holds",
			"Olena Rybakova, the energy minister of Ukraine, said on Friday that the grid had survived the attack of "+
				"40 drones on Kharkiv.")
		p.command("people", "merge", "Olena Rybak", "Olena Rybakova")
		p.until("2025-03-29", "08:05")
		p.command("people", "split", "Olena Rybak", "Olena Rybakova")
		pass(2 * time.Minute)
		all := p.digests()
		if got := all[0].Text(); len(all) != 1 || !strings.Contains(got, "said by Olena Rybakova, not by Olena Rybak") {
			p.t.Errorf("%d messages: %s", len(all), got)
		}
	})
}
