package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	commands "sitrep/bot/command"
	"sitrep/internal/discordtest"
)

// The server that is joined in [TestPlayedWeek].
const (
	joinedServer = "1100000000000000800"
	joinedLobby  = "1100000000000000801"
	joinedQuay   = "1100000000000000802"
)

// TestPlayedWeek plays what people do with the program from the day on which a server invites it, over the change to
// summer time, in one session: it is greeted and set up by clicks alone; digests come at eight; what they told is
// corrected, withdrawn and denied, and edited; a forum has a post for each digest; a running story has a thread that
// goes on after it was archived; a reader gets his own digests by direct message after his quiet hours, with an outlet
// muted for a day; what is great wakes, with the minutes since its publication; and the evidence of a digest is a file
// whose hashes check. Another server, which gets the same digest, tries all that stands in what the first and its
// reader were sent, and sees and changes nothing of theirs. Under the race detector it is the first two days. What
// breaks a rule of Discord's fails it by the stand-in.
func TestPlayedWeek(t *testing.T) {
	playing(t, func(p *player) {
		p.until("2025-03-28", "19:00")
		p.arriveFrom("Odesa Courier", "port", "Port of Odesa shelled", "Russian forces shelled the port of Odesa in "+
			"Ukraine on Friday, the harbour master said.", 0)
	}, func(p *player) {
		p.joins()
		p.wants()
		p.eve()
		first := p.firstDay()
		p.trespass("the first day")
		if raced {
			return
		}
		p.secondDay(first)
		p.thirdDay()
		p.trespass("the third day")
	})
}

// joins has a server invite the bot, and its owner set it up by clicks.
func (p *player) joins() {
	p.t.Helper()
	p.srv.AddGuild(discordtest.Guild{
		ID: joinedServer, Name: "Newsroom", Owner: discordtest.Carla, System: joinedLobby,
		Channels: []discordtest.Channel{{ID: joinedLobby, Name: "lobby"}, {ID: joinedQuay, Name: "quay"}},
		Members:  []discordtest.Member{{ID: discordtest.Carla, Name: "carla"}},
	})
	p.srv.AddGuild(discordtest.Guild{
		ID: owningServer, Name: "Owls", Owner: owningAdmin,
		Channels: []discordtest.Channel{{ID: owningChannel, Name: "owls", Type: discordtest.TextChannel}},
		Members:  []discordtest.Member{{ID: owningAdmin, Name: "olga"}},
	})
	pass(time.Minute)
	hello := p.srv.Messages(joinedLobby)
	if len(hello) != 1 {
		p.t.Fatalf("%d greetings", len(hello))
	}
	carla := p.srv.User(discordtest.Carla).In(joinedLobby)
	m := p.press(carla, hello[0], "Set up")
	m = p.choose(carla, m, "Ukraine war")
	m = p.choose(carla, m, joinedLobby)
	m = p.choose(carla, m, "daily 08:00")
	m = p.press(carla, p.choose(carla, m, "Europe/Kyiv"), "Start")
	p.says("set up", m, "✅", "Ukraine war")
	p.says("a topic of its own", p.use(carla, "/topics add name:Harbours words:harbour, pier"), "Harbours", "1 article")
	const schedule = " schedule:daily 08:00 timezone:Europe/Kyiv"
	p.says("its digest", p.use(carla.In(joinedQuay), "/subscribe topic:Harbours"+schedule), "✅")
	olga := p.srv.User(owningAdmin).In(owningChannel)
	p.says("another server", p.use(olga, "/subscribe topic:ukraine-war"+schedule), "✅")
	p.stop()
	p.start() // Discord tells of every server at every start
	if again := p.srv.Messages(joinedLobby); len(again) > 1 && strings.Contains(again[1].Text(), "Set up") {
		p.t.Errorf("a second greeting: %s", again[1].Text())
	}
}

// wants subscribes a forum, two watches and a reader.
func (p *player) wants() {
	p.t.Helper()
	anna := p.srv.User(discordtest.Anna).In(discordtest.News)
	for _, line := range []string{
		"/subscribe topic:ukraine-war schedule:daily 08:00 timezone:Europe/Kyiv channel:#reports",
		"/watch about:ukraine-war origins:1 threads:story",
		"/watch about:all origins:1 gravity:great channel:#wire",
	} {
		p.says(line, p.use(anna, line), "✅")
	}
	ben := p.srv.User(discordtest.Ben).InDM()
	line := "/subscribe topic:ukraine-war schedule:daily 02:00 timezone:Europe/Kyiv hours:22:00-07:00"
	p.says(line, p.use(ben, line), "✅")
	for _, line := range []string{
		"/follow what:outlet Odesa Courier for:week",
		"/mute what:outlet Odesa Courier for:day",
	} {
		p.says(line, p.use(ben, line), "Odesa")
	}
	p.says("/muted", p.use(ben, "/muted"), "Odesa Courier")
}

// eve is the evening before the first digests, and the night in which nothing disturbs whoever sleeps.
func (p *player) eve() {
	p.t.Helper()
	p.until("2025-03-28", "20:30")
	p.arrive("bridge", "Bridge near Kherson destroyed", "Engineers of Ukraine destroyed a bridge near Kherson on "+
		"Friday, the general staff in Kyiv said.")
	p.idleUntil("2025-03-29", "06:58")
	if got := p.mine(); len(got) != 0 {
		p.t.Errorf("%d messages in quiet hours: %s", len(got), got[0].Text())
	}
	p.until("2025-03-29", "07:02")
	got := p.mine()
	if len(got) != 1 {
		p.t.Fatalf("%d messages after quiet hours, want 1", len(got))
	}
	p.says("the reader's digest", got[0], "Kherson")
	if strings.Contains(got[0].Text(), "harbour master") {
		p.t.Errorf("a muted outlet is told: %s", got[0].Text())
	}
}

// firstDay has a strike, which alerts into a thread; a digest, whose evidence is exported; a correction.
func (p *player) firstDay() *discordtest.Message {
	p.t.Helper()
	p.until("2025-03-29", "07:40")
	p.arrive("first", strikeTitle, strikeText)
	p.until("2025-03-29", "08:02")
	digest := p.last(joinedLobby)
	p.says("the first digest", digest, strikeTitle, "Kherson")
	p.says("the digest of its own topic", p.last(joinedQuay), "Harbours", "Port of Odesa shelled")
	if posts := p.srv.Threads(discordtest.Posts); len(posts) != 1 {
		p.t.Errorf("%d posts in the forum, want 1", len(posts))
	}
	if !slices.ContainsFunc(p.srv.Threads(discordtest.News), func(c discordtest.Channel) bool {
		return c.Name == strikeTitle
	}) {
		p.t.Errorf("the running story has no thread: %+v", p.srv.Threads(discordtest.News))
	}
	p.exports(digest)

	p.arriveFrom("Podil Post", "truce", "Ukraine and Russia agree ceasefire", "Ukraine and Russia have agreed a "+
		"ceasefire, the foreign ministry in Kyiv said on Saturday.", -3*time.Minute)
	pass(2 * time.Minute)
	p.says("what is great", p.last(discordtest.Wire), "ceasefire", "minutes after publication")

	p.until("2025-03-29", "08:20")
	p.arrive("first", "Missile strike kills 13 in Kharkiv", strings.ReplaceAll(strikeText, "31", "13"))
	pass(2 * time.Minute)
	all := p.srv.Messages(joinedLobby)
	p.says("the message", p.again(digest), "13 killed, not 31")
	p.says("the channel", all[len(all)-1], "Correction to what was told here", "13 killed, not 31")
	posts := p.srv.Threads(discordtest.Posts)
	p.says("the post", p.srv.Messages(posts[0].ID)[0], "13 killed, not 31")
	return digest
}

// secondDay begins after the clocks have gone forward: a story goes on in its archived thread, a report is withdrawn,
// another denied.
func (p *player) secondDay(first *discordtest.Message) {
	p.t.Helper()
	for _, th := range p.srv.Threads(discordtest.News) {
		p.srv.EditChannel(th.ID, func(c *discordtest.Channel) { c.Archived = true })
	}
	p.idleUntil("2025-03-30", "06:55")
	p.arrive("again", "Second missile hits Kharkiv market after strike", "A second Russian missile hit the market in "+
		"Kharkiv on Sunday and wounded two rescuers, the regional administration in Ukraine said. Rescuers still "+
		"searched the ruins of the market for survivors.")
	p.arriveFrom("Odesa Courier", "docks", "Docks of Odesa burn", "A fire after the Russian shelling spread to the "+
		"docks of Odesa in Ukraine, the harbour master said on Sunday.", 0)
	p.until("2025-03-30", "08:02")
	if got := p.thread(); len(got) != 1 || !strings.Contains(got[0].Text(), "Second missile") {
		p.t.Errorf("the running story does not go on in its thread: %d messages", len(got))
	}
	digest := p.last(joinedLobby)
	p.says("the digest after the change of clocks", digest, "Corrected since", "13 killed, not 31")
	if at := sentAt(p.t, digest).In(p.zone).Format("15:04"); at != "08:00" {
		p.t.Errorf("the digest came at %s", at)
	}
	if strings.Contains(p.mine()[1].Text(), "docks") {
		p.t.Errorf("a day is not over, and the outlet is told again: %s", p.mine()[1].Text())
	}
	p.arrive("retraction", "Retraction: Bridge near Kherson", "Podil Post has retracted its report that engineers of "+
		"Ukraine destroyed a bridge near Kherson on Friday.")
	p.arrive("denial", "Moscow denies ceasefire", "Russia's foreign ministry denied that Ukraine and Russia have "+
		"agreed a ceasefire.")
	pass(2 * time.Minute)
	p.says("the message of yesterday", p.again(first), "withdrawn")
	p.says("the message of today", p.again(digest), "denied")
}

// thirdDay has the muted outlet told again, and what changed in a line.
func (p *player) thirdDay() {
	p.t.Helper()
	p.idleUntil("2025-03-31", "06:50")
	p.arriveFrom("Odesa Courier", "pier", "Pier of Odesa rebuilt under fire", "Ukrainian sappers rebuilt a pier in "+
		"Odesa under Russian shelling on Monday, the harbour master said.", 0)
	p.until("2025-03-31", "08:02")
	mine := p.mine()
	p.says("the reader's digest when the mute has ended", mine[len(mine)-1], "pier")
	p.says("the next digest", p.last(joinedLobby), "Corrected since")
	got := p.use(p.srv.User(discordtest.Carla).In(joinedLobby), "/changed")
	p.says("/changed", got, joinedLobby+"/")
}

// theirs matches what is of the first server, or of its people, alone.
var theirs = regexp.MustCompile(joinedServer + "|" + joinedLobby + "|" + discordtest.Carla + "|" + discordtest.Ben +
	"|Newsroom|lobby|quay|Harbours|" + joinedQuay)

// trespass has the admin of another server try all that stands in the messages that the first server and its reader
// have got, and every command about a thing that has a number, as if it were theirs.
func (p *player) trespass(when string) {
	p.t.Helper()
	before := p.belongings()
	w := walker{t: p.t, user: p.srv.User(owningAdmin).In(owningChannel), done: map[string]bool{}}
	var lines []string
	for _, m := range p.sentToThem() {
		for _, c := range parts(m.Components) {
			for _, o := range append(c.Options, discordtest.SelectOption{Value: c.CustomID}) {
				if s, err := commands.StateOf(o.Value); err == nil {
					lines = append(lines, s.Line)
				}
			}
		}
	}
	if len(lines) < 4 {
		p.t.Errorf("%s: only %d lines stand in what they were sent", when, len(lines))
	}
	for n := range 8 {
		for _, path := range []string{"show", "edit", "refine", "copy", "send", "pause", "resume", "remove"} {
			if n+1 != p.number(w.user) {
				lines = append(lines, fmt.Sprintf("/subscriptions %s %d", path, n+1))
			}
		}
		lines = append(lines, fmt.Sprintf("/unmute %d", n+1))
	}
	lines = append(lines, "/topics remove Harbours", "/unwatch about:all", "/data export")
	for _, line := range lines {
		w.say(p.t.Context(), line)
	}
	for _, seen := range w.transcript {
		line, answer, _ := strings.Cut(seen, "\n")
		for word := range strings.FieldsSeq(line) { // an answer repeats what was asked for
			answer = strings.ReplaceAll(answer, word[strings.LastIndexByte(word, ':')+1:], "")
		}
		if found := theirs.FindString(answer); found != "" {
			p.t.Errorf("%s: another server sees %q: %s", when, found, seen)
		}
	}
	pass(time.Minute)
	if d := cmp.Diff(before, p.belongings()); d != "" {
		p.t.Errorf("%s: another server has changed something (- before, + after):\n%s", when, d)
	}
}

// sentToThem are the messages that the first server, the channels beside it and the reader have got, threads and all.
func (p *player) sentToThem() (out []*discordtest.Message) {
	direct := p.srv.User(discordtest.Ben).InDM().Channel()
	channels := []string{joinedLobby, joinedQuay, discordtest.News, discordtest.Wire, direct}
	for _, of := range []string{discordtest.News, discordtest.Posts} {
		for _, th := range p.srv.Threads(of) {
			channels = append(channels, th.ID)
		}
	}
	for _, c := range channels {
		for _, m := range p.srv.Messages(c) {
			if !m.Ephemeral() && m.Author.ID == p.srv.Application() {
				out = append(out, m)
			}
		}
	}
	return out
}

// belongings is what the first server and its reader have: what stands in their channels, and what they have set.
func (p *player) belongings() (out []string) {
	for _, m := range p.sentToThem() {
		out = append(out, m.ID+" "+m.Text())
	}
	carla, ben := p.srv.User(discordtest.Carla).In(joinedLobby), p.srv.User(discordtest.Ben).InDM()
	for _, line := range []string{"/subscriptions list", "/topics list", "/settings show", "/muted"} {
		out = append(out, p.use(carla, line).Text())
	}
	for _, line := range []string{"/subscriptions list", "/muted"} {
		out = append(out, p.use(ben, line).Text())
	}
	return out
}

// number is that of the subscription that a server has.
func (p *player) number(u *discordtest.User) int {
	p.t.Helper()
	n := 0
	found := regexp.MustCompile(`(?m)^\W*(\d+) · `).FindStringSubmatch(p.use(u, "/subscriptions list").Text())
	if found != nil {
		n, _ = strconv.Atoi(found[1])
	}
	return n
}

// exports takes the evidence of a digest as a file and holds it against the database; one changed word spoils it.
func (p *player) exports(digest *discordtest.Message) {
	p.t.Helper()
	carla := p.srv.User(discordtest.Carla).In(joinedLobby)
	m := p.press(carla, p.press(carla, digest, "Evidence"), "As a file")
	if len(m.Attachments) != 1 {
		p.t.Fatalf("%d files: %s", len(m.Attachments), m.Text())
	}
	data := m.Attachments[0].Data
	if err := os.WriteFile("evidence.json", data, 0o600); err != nil {
		p.t.Fatal(err)
	}
	if got := p.command("evidence", "--verify", "evidence.json"); !regexp.MustCompile(`\d+ spans?`).MatchString(got) {
		p.t.Errorf("the file does not check: %s", got)
	}
	if err := os.WriteFile("forged.json", bytes.Replace(data, []byte("31 people"), []byte("13 people"), 1),
		0o600); err != nil {
		p.t.Fatal(err)
	}
	var out bytes.Buffer
	e := &env{stdin: strings.NewReader(""), stdout: &out, stderr: &out, now: time.Now}
	if code := run(p.t.Context(), e, []string{"evidence", "--verify", "forged.json"}); code == 0 {
		p.t.Errorf("a forged file checks: %s", out.String())
	}
}

// arriveFrom imports an article of an outlet that was published some time from now.
func (p *player) arriveFrom(source, name, title, text string, from time.Duration) {
	p.t.Helper()
	line, err := json.Marshal(map[string]string{
		"id": name, "source": source, "title": title, "text": text,
		"published": time.Now().Add(from).UTC().Format(time.RFC3339),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name+".jsonl", line, 0o600); err != nil {
		p.t.Fatal(err)
	}
	p.command("import", name+".jsonl")
}

// idleUntil stops the program for hours in which nothing is due.
func (p *player) idleUntil(day, clock string) {
	p.t.Helper()
	p.stop()
	p.until(day, clock)
	p.start()
}

// says fails the test unless a message says all of it.
func (p *player) says(name string, m *discordtest.Message, want ...string) {
	p.t.Helper()
	for _, w := range want {
		if !strings.Contains(m.Text(), w) {
			p.t.Errorf("%s does not say %q: %s", name, w, m.Text())
		}
	}
}

// use uses a command.
func (p *player) use(u *discordtest.User, line string) *discordtest.Message {
	p.t.Helper()
	m, err := u.Invoke(p.t.Context(), line)
	if err != nil {
		p.t.Fatalf("%s: %v", line, err)
	}
	return m
}

// press presses a button.
func (p *player) press(u *discordtest.User, m *discordtest.Message, label string) *discordtest.Message {
	p.t.Helper()
	b := m.ButtonLabelled(label)
	if b == nil {
		p.t.Fatalf("no button %q on %s", label, m.JSON())
	}
	got, err := u.Press(p.t.Context(), m, b.CustomID)
	if err != nil {
		p.t.Fatalf("%s: %v", label, err)
	}
	return got
}

// choose chooses an entry of a message's menu by its label, or a channel by its id, or else presses a button.
func (p *player) choose(u *discordtest.User, m *discordtest.Message, label string) *discordtest.Message {
	p.t.Helper()
	id, value := "", ""
	m.Walk(func(c *discordtest.Component) {
		if c.Type == discordtest.ChannelSelect {
			id, value = c.CustomID, label
		}
		for _, o := range c.Options {
			if strings.Contains(o.Label, label) {
				id, value = c.CustomID, o.Value
			}
		}
	})
	if id == "" {
		return p.press(u, m, label)
	}
	got, err := u.Select(p.t.Context(), m, id, value)
	if err != nil {
		p.t.Fatalf("%s: %v", label, err)
	}
	return got
}

// mine are the digests that the reader gets by direct message.
func (p *player) mine() (out []*discordtest.Message) {
	for _, m := range p.srv.Messages(p.srv.User(discordtest.Ben).InDM().Channel()) {
		if !m.Ephemeral() && m.ButtonLabelled("Evidence") != nil && !strings.Contains(m.Text(), "🔔") {
			out = append(out, m)
		}
	}
	return out
}

// thread is what stands in the threads of the channel for news, but for what they began with.
func (p *player) thread() (out []*discordtest.Message) {
	for _, th := range p.srv.Threads(discordtest.News) {
		out = append(out, p.srv.Messages(th.ID)...)
	}
	return out
}

// last is the last message of a channel that has evidence.
func (p *player) last(channel string) *discordtest.Message {
	p.t.Helper()
	all := p.srv.Messages(channel)
	for _, m := range slices.Backward(all) {
		if m.ButtonLabelled("Evidence") != nil {
			return m
		}
	}
	p.t.Fatalf("no digest in %s: %d messages", channel, len(all))
	return nil
}

// again is a message as it stands now.
func (p *player) again(m *discordtest.Message) *discordtest.Message {
	p.t.Helper()
	for _, now := range p.srv.Messages(m.ChannelID) {
		if now.ID == m.ID {
			return now
		}
	}
	p.t.Fatalf("the message %s is gone", m.ID)
	return nil
}

func sentAt(t *testing.T, m *discordtest.Message) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04:05.000000-07:00", m.Timestamp)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
