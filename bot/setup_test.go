package bot

import (
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
	"sitrep/storage"
)

// Ids of the server of these tests.
const (
	newsroom = "1100000000000000700"
	lobby    = "1100000000000000701"
	locked   = "1100000000000000702"
)

func aNewsroom() discordtest.Guild {
	return discordtest.Guild{
		ID: newsroom, Name: "Newsroom", Owner: discordtest.Carla, Locale: "uk", System: lobby,
		Channels: []discordtest.Channel{
			{ID: locked, Name: "locked", Overwrites: []discordtest.Overwrite{{
				ID: newsroom, Deny: discordtest.ViewChannel,
			}}},
			{ID: lobby, Name: "lobby"},
		},
		Members: []discordtest.Member{{ID: discordtest.Carla, Name: "carla"}},
	}
}

// pick chooses an entry of the menu of a message, by its label.
func pick(t *testing.T, u *discordtest.User, m *discordtest.Message, label string) (*discordtest.Message, error) {
	t.Helper()
	for _, row := range m.Components {
		for _, c := range row.Components {
			for _, o := range c.Options {
				if strings.Contains(o.Label, label) {
					return u.Select(t.Context(), m, c.CustomID, o.Value)
				}
			}
		}
	}
	t.Fatalf("nothing called %q can be chosen on %s", label, m.JSON())
	return nil, nil
}

// pickChannel chooses a channel in the menu of a message.
func pickChannel(t *testing.T, u *discordtest.User, m *discordtest.Message, id string) (*discordtest.Message, error) {
	t.Helper()
	for _, row := range m.Components {
		for _, c := range row.Components {
			if c.Type == 8 {
				return u.Select(t.Context(), m, c.CustomID, id)
			}
		}
	}
	t.Fatalf("no channel can be chosen on %s", m.JSON())
	return nil, nil
}

// TestSetUpByClicks joins a server and sets the bot up there: nothing is typed.
func TestSetUpByClicks(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		srv.AddGuild(aNewsroom()) // a Ukrainian one, while whoever sets the bot up uses Discord in English
		wait(t.Context(), time.Minute)
		hello := srv.Messages(lobby)
		if len(hello) != 1 || !strings.Contains(see(hello[0]), "Хто керує сервером, налаштує мене за хвилину") {
			t.Fatalf("%d greetings", len(hello))
		}
		carla := srv.User(discordtest.Carla).In(lobby)
		m, err := press(t, carla, hello[0], "Налаштувати")
		wantSeen(t, "the first step", m, err, "Set up: 1 of 4", "Which conflict")
		m, err = pick(t, carla, m, "Gaza")
		wantSeen(t, "the second step", m, err, "Set up: 2 of 4")
		m, err = pickChannel(t, carla, m, locked)
		wantSeen(t, "a channel without permission", m, err, "I can't post in", "**#locked** is private. Add me there")
		m, err = press(t, carla, m, "Another channel")
		wantSeen(t, "the second step again", m, err, "Set up: 2 of 4")
		m, err = pickChannel(t, carla, m, lobby)
		wantSeen(t, "the third step", m, err, "Set up: 3 of 4")
		m, err = pick(t, carla, m, "daily 18:00")
		wantSeen(t, "the fourth step", m, err, "Set up: 4 of 4")
		m, err = press(t, carla, m, "Europe/Kyiv") // from the server's language
		wantSeen(t, "all chosen", m, err, "Ready", "**Gaza** digest, **daily 18:00**, **Europe/Kyiv**")
		preview, err := press(t, carla, m, "See a preview")
		wantSeen(t, "a preview", preview, err, "Evidence")
		done, err := press(t, carla, m, "Start")
		wantSeen(t, "done", done, err, "✅", "gets the **Gaza** digest")
		all, err := db.Subscriptions(t.Context(), newsroom)
		if err != nil || len(all) != 1 || all[0].Schedule != "0 18 * * *" || all[0].Zone != "Europe/Kyiv" ||
			all[0].Channel != lobby {
			t.Errorf("subscriptions %+v, %v", all, err)
		}
	})
}

func TestAServerIsGreetedOnce(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		db := archive(t)
		_, stop := connectTo(t, srv, db, Options{Zone: "Europe/Kyiv"})
		srv.AddGuild(aNewsroom())
		wait(t.Context(), time.Minute)
		stop()
		_, stop = connectTo(t, srv, db, Options{Zone: "Europe/Kyiv"})
		wait(t.Context(), time.Hour)
		if n := len(srv.Messages(lobby)); n != 1 {
			t.Errorf("%d greetings after a restart, want 1", n)
		}
		for _, old := range []string{discordtest.News, discordtest.Quiet} {
			if n := len(srv.Messages(old)); n != 0 {
				t.Errorf("%d greetings where the bot has been for long", n)
			}
		}
		stop()
	})
}

func TestAServerWhereNothingCanBeWritten(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, _ *Bot) {
		g := aNewsroom()
		g.Channels = g.Channels[:1]
		srv.AddGuild(g)
		wait(t.Context(), time.Minute)
		told := srv.Messages(srv.User(discordtest.Carla).InDM().Channel())
		if len(told) != 1 || !strings.Contains(see(told[0]), "На сервері **Newsroom** я не можу писати") {
			t.Errorf("%d messages to the owner", len(told))
		}
	})
}

func TestInviteURL(t *testing.T) {
	const want = "https://discord.com/oauth2/authorize?client_id=12&scope=bot+applications.commands" +
		"&permissions=274877991936"
	if got := InviteURL("12"); got != want {
		t.Errorf("InviteURL = %s, want %s", got, want)
	}
}
