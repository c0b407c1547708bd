package bot

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
	"sitrep/wording"
)

// TestBadInputIsAnsweredInWords types what nobody should, and looks at what a person reads then.
func TestBadInputIsAnsweredInWords(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, b *Bot) {
		carla := srv.User(discordtest.Carla)
		tests := []struct {
			name, line string
			opts       []discordtest.Option
			want       string
		}{
			{
				"a schedule that never fires", "/subscribe topic:gaza schedule:0 8 30 2 *", nil,
				"never fires: no date fits it.",
			},
			{
				"a zone within the schedule", "/subscribe topic:gaza schedule:TZ=Europe/Kyiv 0 8 * * *", nil,
				"names a time zone: leave that out and give it as the time zone instead.",
			},
			{
				"a zone that is mistyped", "/subscribe topic:gaza schedule:daily 08:00 timezone:kiyv", nil,
				`Which time zone is "kiyv"? It may be Europe/Kyiv.`,
			},
			{
				"a topic that is mistyped", "/subscribe topic:ukrane schedule:daily 08:00", nil,
				`There is no topic "ukrane". Did you mean "Ukraine war"?`,
			},
			{
				"every minute", "/subscribe topic:gaza schedule:every minute", nil,
				`"every 1m" is too frequent`,
			},
			{"a bare TZ=", "/subscribe topic:gaza schedule:TZ=", nil, "names a time zone"},
			{
				"TZ= as the zone", "/subscribe topic:gaza schedule:daily 08:00 timezone:TZ=", nil,
				`There is no time zone "TZ=". Write one like Europe/Kyiv, or the name of a city or a country.`,
			},
			{
				"the server's own zone", "/subscribe topic:gaza schedule:daily 08:00 timezone:Local", nil,
				`There is no time zone "Local"`,
			},
			{
				"a path as the zone", "/subscribe topic:gaza schedule:daily 08:00 timezone:../../etc/passwd", nil,
				"There is no time zone",
			},
			{
				"every second", "/subscribe topic:gaza schedule:every 1s", nil,
				"too frequent: 10 minutes between two digests at least.",
			},
			{
				"no schedule at all", "/subscribe topic:gaza schedule:whenever", nil,
				`is not understood: write "daily 08:00"`,
			},
			{"the twenty-fifth hour", "/subscribe topic:gaza schedule:daily 25:00", nil, "is not understood"},
			{
				"a topic of emoji", "/subscribe topic:🔥🔥🔥 schedule:daily 08:00", nil,
				`There is no topic "🔥🔥🔥". The topics are: Gaza, Ukraine war.`,
			},
			{"a topic of nothing visible", "/latest", []discordtest.Option{discordtest.Opt("topic",
				"\u200b\u202e\u200b")}, `There is no topic ""`},
			{"a topic that pings", "/latest topic:@everyone", nil, `There is no topic "@everyone"`},
			{
				"a role that is everybody", "/watch about:gaza",
				[]discordtest.Option{discordtest.Opt("mention", discordtest.Desk)},
				"choose a role of this server that is not @everyone.",
			},
			{"a name of emoji", "/who 🔥", nil, "No one and nothing called *🔥*"},
			{
				"a name of nothing visible", "/who",
				[]discordtest.Option{discordtest.Opt("name", "\u2066\u2069")},
				"needs a name: letters or digits.",
			},
			{
				"a name of blanks", "/who",
				[]discordtest.Option{discordtest.Opt("name", "\u2800\u3164")},
				"needs a name: letters or digits.",
			},
			{"a button's id of nothing", "/who #999999", nil, "no longer stored. Ask by name."},
			{"another number", "/subscriptions show number:999", nil, "This server has no subscription 999"},
			{"a number of words", "/subscriptions pause number:all", nil, `"all" is no number`},
			{"a search of operators", `/search query:" OR NEAR( * ) AND ^`, nil, ""},
			{
				"a date that is two", "/timeline about:Kyiv from:4/5/2025", nil,
				`"4/5/2025" is no date. Write 2025-04-25`,
			},
			{"a week that runs backwards", "/timeline about:Kyiv from:2025-04-26 to:2025-04-24", nil, "Swap them"},
		}
		for _, test := range tests {
			m, err := carla.Invoke(t.Context(), test.line, test.opts...)
			if err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			if !strings.Contains(see(m), test.want) || strings.Contains(see(m), "Something went wrong") {
				t.Errorf("%s: answered %q, want %q in it", test.name, see(m), test.want)
			}
			if len(m.Pings) > 0 {
				t.Errorf("%s: pings %v", test.name, m.Pings)
			}
		}
		for line, want := range map[string]string{ // Discord's own client does not send what was not offered
			"/subscribe topic:gaza schedule:daily 08:00 " +
				"style:enormous": "❌ /subscribe: style is one of brief, standard, full.",
			"/who " + strings.Repeat("Ж",
				3000): "❌ /who: name is too long: at most 200 characters.",
			"/who " + strings.Repeat("Ж",
				4000): "❌ That line is too long: 8005 bytes, at most 8000.",
			"/watch about:gaza origins:-3": "❌ /watch: origins is one of 1, 2, 3, 4, 5.",
		} {
			reply, err := b.Router().Ask(t.Context(), Request{
				Guild: discordtest.Desk, Channel: discordtest.News,
				User: discordtest.Carla, Manager: true,
			}, line)
			if text := replyText(t, reply); err == nil || strings.TrimSpace(text) != want {
				t.Errorf("%s is answered %q, want %q", line, text, want)
			}
		}
		if all, err := db.Subscriptions(t.Context(), discordtest.Desk); err != nil || len(all) > 0 {
			t.Errorf("%d subscriptions came of it, %v", len(all), err)
		}
	})
}

// hostileTitle does all that a title may try.
const hostileTitle = "@everyone <@&1100000000000000301> **Free** [Nitro](https://evil.example) discord.gg/abc ||x|| " +
	"\u202eright\u202c zero\u200bwidth `code` # no heading"

func TestHostileArticlesAreShownAsTheyAre(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		name := strings.Repeat("Very Long Name of a Battalion ", 134)[:4000]
		f := filing("Evil <@1> Post", "evil", hostileTitle, at(25, 11, 0), name+" arrived. "+hostileTitle)
		f.Article.URL = "https://evil.example/(a) [b]?q=" + strings.Repeat("x", 600)
		mention(&f, news.Entity{Kind: news.MilitaryUnit, Name: strings.TrimSpace(name)})
		mention(&f, news.Entity{Kind: news.Person, Name: "Steve Witkoff"})
		f.Article.Body += "\n\nSteve Witkoff"
		if _, err := db.SaveArticle(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		ben := srv.User(discordtest.Ben)
		all, err := db.FindEntities(t.Context(), strings.TrimSpace(name), nil, 1)
		if err != nil || len(all) == 0 {
			t.Fatalf("FindEntities: %v, %v", all, err)
		}
		lines := []string{
			"/search query:Nitro", fmt.Sprintf("/who #%d", all[0].ID),
			fmt.Sprintf("/timeline #%d", all[0].ID), fmt.Sprintf("/figures #%d", all[0].ID), "/sources list",
		}
		for _, line := range lines {
			m, err := ben.Invoke(t.Context(), line)
			for pages := 0; err == nil && pages < 5; pages++ {
				if len(m.Pings) > 0 || strings.ContainsAny(m.Text(), "\u202e\u200b") ||
					strings.Contains(m.Text(), "](https://evil.example)") {
					t.Errorf("%s shows %q, pings %v", line, m.Text(), m.Pings)
				}
				for _, bad := range []string{"@everyone", "<@&", "**Free**", "||x||", "discord.gg"} {
					if i := strings.Index(m.Text(), bad); i >= 0 && !strings.HasSuffix(m.Text()[:i], `\`) {
						t.Errorf("%s: %q stands bare", line, bad)
					}
				}
				more := m.ButtonLabelled("More ▸")
				if more == nil {
					break
				}
				m, err = ben.Press(t.Context(), m, more.CustomID)
			}
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
	})
}

func TestAHundredPages(t *testing.T) {
	long := sampleDigest()
	for len(long.Developments) < 1200 {
		long.Developments = append(long.Developments, long.Developments[0])
	}
	r := digestReply(long, wording.English)
	r.View, r.Line, r.Asked = message.ViewPage, "/digest #12", long.To
	v := command.Renderer.Render(r, message.FormComponents)
	if len(v.Pages) < 100 {
		t.Fatalf("%d pages", len(v.Pages))
	}
	for page, want := range map[int]string{
		0: "page 1 of", 99: "page 100 of",
		60000: fmt.Sprintf("page %d of", len(v.Pages)),
	} {
		r.Page = page
		body, err := json.Marshal(v.Shown(r))
		if err != nil {
			t.Fatal(err)
		}
		inLimits(t, v.Shown(r))
		if !strings.Contains(string(body), want) {
			t.Errorf("page %d has no %q", page, want)
		}
	}
}

func TestWhatAnOlderVersionLeftIsAnsweredKindly(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, b *Bot) {
		who := Request{Guild: discordtest.Desk, Channel: discordtest.News, User: discordtest.Carla, Manager: true}
		gone := who
		gone.Invocation = command.Invocation{Path: "gone"}
		reply, err := b.Router().Serve(t.Context(), &gone)
		if text := replyText(t, reply); err == nil || !strings.Contains(text,
			"There is no command /gone here any more. /help lists all.") {
			t.Errorf("an unknown command is answered %q", text)
		}
		for _, id := range []string{"v0:form:3", "v1:page:0:0:/subscriptions rename 3", "", strings.Repeat("x", 300)} {
			reply, err := b.Router().Submit(t.Context(), who, id, map[string]string{"schedule": "daily 08:00"})
			if text := replyText(t, reply); err == nil || !strings.HasPrefix(text, "❌ ") {
				t.Errorf("a form %q is answered %q", id, text)
			}
		}
		// A menu and a component of a kind that does not exist yet.
		old := message.Message{
			Flags:           message.FlagComponents,
			AllowedMentions: message.Mentions{Parse: []string{}},
			Components: []message.Component{
				{Type: message.TypeTextDisplay, Content: "from last year"},
				{Type: message.TypeActionRow, Components: []message.Component{{
					Type: message.TypeMenu, CustomID: "topics",
					Options: []message.SelectOption{{Label: "Gaza", Value: "gaza"}},
				}}},
			},
		}
		body, err := json.Marshal(old)
		if err != nil {
			t.Fatal(err)
		}
		posted, err := srv.Seed(discordtest.News, body)
		if err != nil {
			t.Fatal(err)
		}
		m, err := srv.User(discordtest.Ben).Select(t.Context(), posted, "topics", "gaza")
		wantSeen(t, "an old menu", m, err, "❌ This button belongs to another version of Sitrep. Run the command again.")
	})
}

func TestAForgedMenuNeedsThePermissionToo(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, b *Bot) {
		m, err := srv.User(discordtest.Carla).Invoke(t.Context(), "/subscribe topic:gaza schedule:daily 08:00")
		wantSeen(t, "subscribed", m, err, "✅")
		for _, line := range []string{"/subscriptions remove 1", "/watch gaza", "/subscriptions edit 1"} {
			id, ok := message.State{Line: line}.Encode(command.Renderer.Pack)
			if !ok {
				t.Fatal(line)
			}
			reader := Request{Guild: discordtest.Desk, Channel: discordtest.News, User: discordtest.Ben}
			reply, err := b.Router().Press(t.Context(), reader, id)
			if text := replyText(t, reply); err == nil || !strings.Contains(text,
				"needs the permission Manage Server") {
				t.Errorf("%s is answered %q", line, text)
			}
		}
	})
}
