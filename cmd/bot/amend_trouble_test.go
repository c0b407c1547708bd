package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sitrep/internal/discordtest"
)

// correct has the outlet correct its toll at 08:20, and waits until nothing is under way.
func (p *player) correct() {
	p.t.Helper()
	p.until("2025-03-29", "08:20")
	p.arrive("first", "Missile strike kills 13 in Kharkiv", strings.ReplaceAll(strikeText, "31", "13"))
	pass(2 * time.Minute)
}

// asks counts the bot's requests that edit messages, and those that post them, since there were so many.
func (p *player) asks(since int) (edits, posts int) {
	for _, r := range p.srv.Requests()[since:] {
		switch {
		case r.Method == http.MethodPatch && strings.Contains(r.Path, "/messages/"):
			edits++
		case r.Method == http.MethodPost && strings.HasSuffix(r.Path, "/messages"):
			posts++
		}
	}
	return edits, posts
}

// erase deletes a message, as a moderator would.
func (p *player) erase(m *discordtest.Message) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), http.MethodDelete,
		"https://discord.com/api/v10/channels/"+m.ChannelID+"/messages/"+m.ID, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+p.srv.Token())
	r.Header.Set("User-Agent", "DiscordBot (test, 1)")
	answer, err := p.srv.Transport().RoundTrip(r)
	if err != nil || answer.StatusCode != http.StatusNoContent {
		p.t.Fatalf("delete a message: %v, %v", answer, err)
	}
	if err := answer.Body.Close(); err != nil {
		p.t.Error(err)
	}
}

// TestADeletedMessageIsForgotten: it is asked for once, and nobody is told of what it said.
func TestADeletedMessageIsForgotten(t *testing.T) {
	kept(t, func(t *testing.T, p *player, m *discordtest.Message) {
		p.erase(m)
		before := len(p.srv.Requests())
		p.correct()
		pass(3 * time.Hour)
		if edits, posts := p.asks(before); edits != 1 || posts != 0 {
			t.Errorf("%d edits and %d messages, want one and none", edits, posts)
		}
	})
}

// TestAnEditWaitsForPermission: where the bot is shut out the subscription is paused as for a digest, nothing is asked
// again and again, and the message is edited when the bot may see the channel again.
func TestAnEditWaitsForPermission(t *testing.T) {
	kept(t, func(t *testing.T, p *player, _ *discordtest.Message) {
		p.srv.EditChannel(discordtest.News, func(c *discordtest.Channel) {
			c.Overwrites = []discordtest.Overwrite{{ID: discordtest.Desk, Deny: discordtest.ViewChannel}}
		})
		before := len(p.srv.Requests())
		p.correct()
		pass(3 * time.Hour)
		if edits, _ := p.asks(before); edits > 1 {
			t.Errorf("%d edits were tried while the bot was shut out", edits)
		}
		if got := p.digests()[0].Text(); strings.Contains(got, "✏️") {
			t.Errorf("the message was edited: %s", got)
		}
		p.srv.EditChannel(discordtest.News, func(c *discordtest.Channel) { c.Overwrites = nil })
		pass(2 * time.Hour)
		if got := p.digests(); len(got) != 2 || !strings.Contains(got[0].Text(), "13 killed, not 31") {
			t.Errorf("%d messages when the bot may again: %s", len(got), got[0].Text())
		}
	})
}

// TestAPostOfAForumIsKeptTrue edits a post, which the forum has archived; one that is locked is left as it is.
func TestAPostOfAForumIsKeptTrue(t *testing.T) {
	for _, test := range []struct {
		name   string
		locked bool
		want   bool
	}{{"archived", false, true}, {"archived and locked", true, false}} {
		t.Run(test.name, func(t *testing.T) {
			keptIn(t, "#reports", func(t *testing.T, p *player) {
				posts := p.srv.Threads(discordtest.Posts)
				if len(posts) != 1 {
					t.Fatalf("%d posts", len(posts))
				}
				p.srv.EditChannel(posts[0].ID, func(c *discordtest.Channel) {
					c.Archived, c.Locked = true, test.locked
				})
				p.correct()
				pass(time.Hour)
				all := p.srv.Messages(posts[0].ID)
				if got := strings.Contains(all[0].Text(), "13 killed, not 31"); got != test.want {
					t.Errorf("the post says so: %v, want %v: %s", got, test.want, all[0].Text())
				}
				if told := len(all) == 2; told != test.want {
					t.Errorf("%d messages in the post", len(all))
				}
				if got := len(p.srv.Threads(discordtest.Posts)); got != 1 {
					t.Errorf("%d posts, want no more", got)
				}
			})
		})
	}
}
