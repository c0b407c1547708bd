package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"sitrep/bot"
	"sitrep/internal/discordtest"
)

// player runs the program against the stand-in in a synctest bubble, where days take seconds.
type player struct {
	t    *testing.T
	srv  *discordtest.Server
	zone *time.Location
	dial dialer       // to feeds; nil is the network
	log  bytes.Buffer // read when the program has ended
	stop func()
}

// start starts the program.
func (p *player) start() {
	p.t.Helper()
	ctx, cancel := context.WithCancel(p.t.Context())
	e := &env{
		stdin: strings.NewReader(""), stdout: &p.log, stderr: &p.log, now: time.Now,
		environ: []string{"SITREP_DISCORD_TOKEN=" + p.srv.Token()},
		dial:    p.dial,
		discord: func(o *bot.Options) { o.Transport, o.Dialer = p.srv.Transport(), p.srv.Dialer() },
	}
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, e, []string{"run"}) }()
	p.stop = func() {
		cancel()
		if code := <-ended; code != 0 {
			p.t.Errorf("sitrep run ended with %d:\n%s", code, p.log.String())
		}
	}
	if err := p.srv.WaitSessions(ctx, 1); err != nil {
		p.t.Fatal(err)
	}
	if err := p.srv.WaitCommands(ctx, ""); err != nil {
		p.t.Fatal(err)
	}
	pass(time.Second) // let the connection settle
}

// pass lets time pass in the bubble.
func pass(d time.Duration) { <-time.After(d) }

// until waits until a local time.
func (p *player) until(day, clock string) {
	p.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+clock, p.zone)
	if err != nil {
		p.t.Fatal(err)
	}
	pass(time.Until(at))
}

// arrive imports the article of a day, beside the program that runs.
func (p *player) arrive(name, title, text string) {
	p.t.Helper()
	line, err := json.Marshal(map[string]string{
		"id": name, "source": "Podil Post", "title": title, "text": text,
		"published": time.Now().UTC().Format(time.RFC3339),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name+".jsonl", line, 0o600); err != nil {
		p.t.Fatal(err)
	}
	var out bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now}
	if code := run(p.t.Context(), e, []string{"import", name + ".jsonl"}); code != 0 {
		p.t.Fatalf("import ended with %d: %s", code, out.String())
	}
}

// digests are the digests in the channel.
func (p *player) digests() (out []*discordtest.Message) {
	for _, m := range p.srv.Messages(discordtest.News) {
		if m.Author.ID == p.srv.Application() {
			out = append(out, m)
		}
	}
	return out
}

// TestPlayedSession plays days with the program: a channel is subscribed, digests come at eight in Kyiv, over the
// change to summer time, once after the program was down at eight, and everything a reader may ask works each day.
// Under the race detector it is the first morning.
func TestPlayedSession(t *testing.T) {
	playing(t, func(p *player) {
		p.until("2025-03-28", "20:00")
		p.arrive("eve", "Kharkiv hit by drones overnight",
			"Six drones struck a depot in Kharkiv on Friday, the regional administration in Ukraine said. Nobody was "+
				"hurt.")
	}, func(p *player) {
		t := p.t
		p.subscribe()

		for _, day := range []struct {
			name, date, title, text, want string
			down                          bool
		}{
			{
				"an ordinary day", "2025-03-29", "Witkoff to meet Ukrainian officials in Riyadh",
				"U.S. special envoy Steve Witkoff will meet officials of Ukraine in Riyadh on Monday, the State " +
					"Department said.", "Riyadh", false,
			},
			{
				"the clocks go forward", "2025-03-30", "Bridge near Kherson destroyed",
				"Engineers of Ukraine destroyed a bridge near Kherson on Sunday, the general staff in Kyiv said. " +
					"Steve Witkoff called it a setback for the talks.", "Kherson", false,
			},
			{
				"down from 07:50 to 08:20", "2025-03-31", "Power cut in Odesa",
				"Three drones struck a substation in Odesa on Monday, the military administration in Ukraine said. " +
					"Steve Witkoff spoke of a pause in such strikes.", "Odesa", true,
			},
			{
				"the day after", "2025-04-01", "Prisoners exchanged at the border",
				"Ukraine and Russia exchanged 150 prisoners each on Tuesday, the coordination headquarters in Kyiv " +
					"said. Steve Witkoff welcomed the exchange.", "150", false,
			},
		} {
			p.until(day.date, "06:30")
			p.arrive(day.date, day.title, day.text)
			before := len(p.digests())
			due := "08:00"
			if day.down {
				p.until(day.date, "07:50")
				p.stop()
				p.until(day.date, "08:20")
				p.start()
				due = "08:20"
			}
			if !day.down {
				p.until(day.date, "07:59") // at eight itself the digest may be there already
				if got := len(p.digests()); got != before {
					t.Errorf("%s: a digest came before eight", day.name)
				}
				p.until(day.date, due)
			}
			pass(time.Minute)
			all := p.digests()
			if len(all) != before+1 {
				t.Fatalf("%s: %d new digests a minute after %s, want 1: %s", day.name, len(all)-before, due,
					p.log.String())
			}
			p.check(day.name, all[len(all)-1], day.want, day.down)
			p.ask(day.name, all[len(all)-1], day.want)
			if raced {
				break
			}
			p.until(day.date, "23:30")
			if got := len(p.digests()); got != before+1 {
				t.Errorf("%s: %d digests, want 1", day.name, got-before)
			}
		}
	})
}

// subscribe is what the admin does.
func (p *player) subscribe() {
	t := p.t
	t.Helper()
	anna := p.srv.User(discordtest.Anna).In(discordtest.Wire)
	zones, err := anna.Autocomplete(t.Context(), "/subscribe topic:ukraine-war schedule:daily 08:00 timezone:kyiv")
	if err != nil || len(zones) != 1 || zones[0].Value != "Europe/Kyiv" {
		t.Fatalf("zones %v, %v", zones, err)
	}
	m, err := anna.Invoke(t.Context(),
		"/subscribe topic:ukraine-war schedule:daily 08:00 timezone:Europe/Kyiv channel:#news")
	if err != nil {
		t.Fatal(err)
	}
	// 06:00, and from the 30th on 05:00 UTC
	for _, want := range []string{"<t:1743228000:F>", "<t:1743310800:F>", "<t:1743397200:F>"} {
		if !strings.Contains(m.Text(), want) {
			t.Errorf("/subscribe does not announce %s: %s", want, m.Text())
		}
	}
}

// check looks at a digest.
func (p *player) check(day string, m *discordtest.Message, want string, late bool) {
	t := p.t
	t.Helper()
	sent, err := time.Parse("2006-01-02T15:04:05.000000-07:00", m.Timestamp)
	if err != nil {
		t.Fatal(err)
	}
	if at := sent.In(p.zone).Format("15:04"); !late && at != "08:00" || late && at != "08:20" {
		t.Errorf("%s: the digest came at %s", day, at)
	}
	if got := strings.Contains(m.Text(), "due "); got != late {
		t.Errorf("%s: marked late: %v, want %v: %s", day, got, late, m.Text())
	}
	if !strings.Contains(m.Text(), want) {
		t.Errorf("%s: the digest does not tell of %s: %s", day, want, m.Text())
	}
}

// ask is what readers do with a digest and beside it.
func (p *player) ask(day string, m *discordtest.Message, want string) {
	t := p.t
	t.Helper()
	ben := p.srv.User(discordtest.Ben).In(discordtest.News)
	for _, label := range []string{"Evidence", "Timeline"} {
		button := m.ButtonLabelled(label)
		if button == nil {
			t.Errorf("%s: no button %s: %s", day, label, m.JSON())
			continue
		}
		got, err := ben.Press(t.Context(), m, button.CustomID)
		if err != nil {
			t.Fatalf("%s: %s: %v", day, label, err)
		}
		if !got.Ephemeral() || !strings.Contains(got.Text(), want) {
			t.Errorf("%s: %s does not tell of %s, or to everybody: %s", day, label, want, got.Text())
		}
	}
	for line, want := range map[string]string{"/latest": want, "/who witkoff": "Steve Witkoff"} {
		got, err := p.srv.User(discordtest.Ben).In(discordtest.Wire).Invoke(t.Context(), line)
		if err != nil {
			t.Fatalf("%s: %s: %v", day, line, err)
		}
		if !strings.Contains(got.Text(), want) {
			t.Errorf("%s: %s does not tell of %s: %s", day, line, want, got.Text())
		}
	}
}
