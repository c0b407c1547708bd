package bot

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// see returns what a user reads in a message, without the escapes.
func see(m *discordtest.Message) string { return unescape(m.Text()) }

// wantSeen fails the test unless the message says all of it.
func wantSeen(t *testing.T, name string, m *discordtest.Message, err error, want ...string) *discordtest.Message {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, w := range want {
		if !strings.Contains(see(m), w) {
			t.Errorf("%s: seen\n%s\nwant %q in it", name, see(m), w)
		}
	}
	return m
}

// press presses the button with the label.
func press(t *testing.T, u *discordtest.User, m *discordtest.Message, label string) (*discordtest.Message, error) {
	t.Helper()
	b := m.ButtonLabelled(label)
	if b == nil {
		t.Fatalf("there is no button %q on %s", label, m.JSON())
	}
	return u.Press(t.Context(), m, b.CustomID)
}

// withDatabase runs a test with the stand-in, a database and a bot, in a bubble.
func withDatabase(t *testing.T, test func(t *testing.T, srv *discordtest.Server, db *storage.DB, b *Bot)) {
	t.Helper()
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		db := archive(t)
		b, _ := connectTo(t, srv, db, Options{Zone: "Europe/Kyiv"})
		test(t, srv, db, b)
	})
}

func TestSubscribingNeedsPermissions(t *testing.T) {
	const reporters = "1100000000000000302"
	give := func(srv *discordtest.Server, o ...discordtest.Overwrite) {
		srv.EditChannel(discordtest.News, func(c *discordtest.Channel) { c.Overwrites = o })
	}
	tests := []struct {
		name, channel string
		prepare, mend func(srv *discordtest.Server)
		want          []string
	}{
		{
			"an override for the bot", "#quiet", nil,
			func(srv *discordtest.Server) {
				srv.EditChannel(discordtest.Quiet, func(c *discordtest.Channel) { c.Overwrites = nil })
			},
			[]string{
				"I can't post in <#" + discordtest.Quiet + "> yet",
				"*Send Messages* is denied to me there by the channel's override for <@" + discordtest.App + ">",
				"open **#quiet → Edit Channel → Permissions**",
			},
		},
		{
			"an override for everybody", "#news",
			func(srv *discordtest.Server) {
				give(srv, discordtest.Overwrite{
					ID:   discordtest.Desk,
					Deny: discordtest.EmbedLinks | discordtest.ReadMessageHistory,
				})
			},
			func(srv *discordtest.Server) { give(srv) },
			[]string{"*Embed Links* and *Read Message History* are denied to me there by the channel's override for " +
				"**@everyone**"},
		},
		{
			"a role's override decides over everybody's", "#news",
			func(srv *discordtest.Server) {
				srv.EditMember(discordtest.Desk, discordtest.App,
					func(m *discordtest.Member) { m.Roles = []string{reporters} })
				give(srv, discordtest.Overwrite{ID: discordtest.Desk, Allow: discordtest.SendMessages},
					discordtest.Overwrite{ID: reporters, Deny: discordtest.SendMessages})
			},
			func(srv *discordtest.Server) {
				give(srv, discordtest.Overwrite{ID: discordtest.App, Member: true, Allow: discordtest.SendMessages})
			},
			[]string{"override for **the role " + reporters + "**"},
		},
		{
			"no role allows it", "#news",
			func(srv *discordtest.Server) {
				srv.EditRole(discordtest.Desk, discordtest.Desk,
					func(r *discordtest.Role) { r.Permissions &^= discordtest.EmbedLinks })
			},
			func(srv *discordtest.Server) {
				give(srv, discordtest.Overwrite{ID: discordtest.App, Member: true, Allow: discordtest.EmbedLinks})
			},
			[]string{"*Embed Links* is allowed to none of my roles", "Server Settings → Roles"},
		},
		{
			"a private channel", "#news",
			func(srv *discordtest.Server) {
				give(srv, discordtest.Overwrite{ID: discordtest.Desk, Deny: discordtest.ViewChannel})
			},
			func(srv *discordtest.Server) {
				give(srv, discordtest.Overwrite{ID: discordtest.Desk, Deny: discordtest.ViewChannel},
					discordtest.Overwrite{ID: discordtest.App, Member: true, Allow: discordtest.ViewChannel})
			},
			[]string{
				"**#news** is private. Add me there", "*Add members or roles* and <@" + discordtest.App + ">",
				"allow *View Channel*",
			},
		},
		{
			"a channel that the bot cannot see", "#news",
			func(srv *discordtest.Server) {
				give(srv, discordtest.Overwrite{ID: discordtest.App, Member: true, Deny: discordtest.ViewChannel})
			},
			func(srv *discordtest.Server) { give(srv) },
			[]string{"*View Channel* is denied to me there"},
		},
		{
			"a forum", "#reports",
			func(srv *discordtest.Server) {
				srv.EditChannel(discordtest.Posts, func(c *discordtest.Channel) {
					c.RequireTag, c.Overwrites = true, []discordtest.Overwrite{{
						ID:   discordtest.Desk,
						Deny: discordtest.SendMessages,
					}}
				})
			},
			func(srv *discordtest.Server) {
				srv.EditChannel(discordtest.Posts, func(c *discordtest.Channel) {
					c.RequireTag, c.Overwrites = false,
						nil
				})
			},
			[]string{"*Create Posts* is denied", "wants a tag on each post"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
				if test.prepare != nil {
					test.prepare(srv)
				}
				carla := srv.User(discordtest.Carla).In(discordtest.Quiet)
				m, err := carla.Invoke(t.Context(),
					"/subscribe topic:ukraine-war schedule:daily 08:00 channel:"+test.channel)
				wantSeen(t, "refused", m, err, append(test.want, "❌")...)
				if all, err := db.Subscriptions(t.Context(), discordtest.Desk); err != nil || len(all) > 0 {
					t.Errorf("%d subscriptions, %v", len(all), err)
				}
				again, err := press(t, carla, m, "Check again")
				wantSeen(t, "still refused", again, err, "❌")
				test.mend(srv)
				again, err = press(t, carla, again, "Check again")
				wantSeen(t, "mended", again, err, "✅", "gets the **Ukraine war** digest, **daily 08:00**")
			})
		})
	}
}

func TestAThreadNeedsItsOwnPermission(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, _ *Bot) {
		srv.EditChannel(discordtest.News, func(c *discordtest.Channel) {
			c.Overwrites = []discordtest.Overwrite{{
				ID: discordtest.App, Member: true,
				Deny: discordtest.SendMessagesInThreads,
			}}
		})
		carla := srv.User(discordtest.Carla)
		m, err := carla.Invoke(t.Context(), "/subscribe topic:gaza schedule:every 6h",
			discordtest.Opt("channel", discordtest.Old))
		wantSeen(t, "refused", m, err, "*Send Messages in Threads* is denied",
			"open **#news → Edit Channel → Permissions**")
	})
}

func TestOtherServersChannelsAreRefused(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, b *Bot) {
		srv.AddGuild(discordtest.Guild{
			ID: "1100000000000000900", Name: "Elsewhere", Owner: discordtest.Ben,
			Channels: []discordtest.Channel{{ID: "1100000000000000901", Name: "theirs"}},
		})
		// a forged button: Discord's own client offers only channels of the server
		tests := []struct{ channel, want string }{
			{"1100000000000000901", "❌ channel: that channel is not of this server."},
			{"1100000000000000999", "❌ That channel no longer exists."},
			{"general", "❌ channel: name a channel of this server."},
		}
		for _, test := range tests {
			r := Request{Guild: discordtest.Desk, Channel: discordtest.News, User: discordtest.Carla, Manager: true}
			reply, err := b.Router().Ask(t.Context(), r, "/watch about:gaza channel:"+test.channel)
			if text := replyText(t, reply); err == nil || !strings.HasPrefix(text, test.want) {
				t.Errorf("%s: answered %q, %v; want %q", test.channel, text, err, test.want)
			}
		}
	})
}

func TestSubscribeShowsTheNextTimes(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		carla := srv.User(discordtest.Carla)
		m, err := carla.Invoke(t.Context(),
			"/subscribe topic:ukraine schedule:daily 02:00 timezone:kyiv mention:@managers")
		// Midnight UTC is a time of day here and no date.
		wantSeen(t, "subscribed", m, err, "**daily 02:00**, **Europe/Kyiv**",
			"- <t:946771200:F> (<t:946771200:R>)\n- <t:946857600:F>\n- <t:946944000:F>",
			"is shown but not notified: make the role mentionable")
		m, err = carla.Invoke(t.Context(), "/subscribe topic:ukraine-war schedule:every 6h")
		m = wantSeen(t, "a second of the same", m, err, "gets that already", "1 · Ukraine war digest",
			"daily 02:00, Europe/Kyiv")
		now, err := press(t, carla, m, "Send one now")
		wantSeen(t, "sent", now, err, "On its way")
		if due, err := db.DueSubscriptions(t.Context(), time.Now(), 9); err != nil || len(due) != 1 {
			t.Errorf("%d are due, %v", len(due), err)
		}
	})
}

func TestChangingASubscription(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		carla, anna := srv.User(discordtest.Carla), srv.User(discordtest.Anna)
		m, err := carla.Invoke(t.Context(), "/subscribe topic:ukraine schedule:daily 08:00 timezone:kyiv")
		wantSeen(t, "subscribed", m, err, "✅")
		_, err = press(t, carla, m, "Change")
		shown, ok := errors.AsType[*discordtest.ModalError](err)
		if !ok {
			t.Fatalf("Change answers %v, want a form", err)
		}
		theirs, err := anna.Invoke(t.Context(), "/subscriptions edit number:1")
		others, ok := errors.AsType[*discordtest.ModalError](err)
		if !ok {
			t.Fatalf("/subscriptions edit answers %v, %v, want a form", theirs, err)
		}
		values := map[string]string{
			"schedule": "weekdays 07:30", "timezone": "berlin", "style": "brief",
			"channel": discordtest.Wire, "mention": "",
		}
		m, err = carla.Submit(t.Context(), shown, values)
		wantSeen(t, "changed", m, err, "✅ Changed", "in <#"+discordtest.Wire+">",
			"weekdays 07:30, Europe/Berlin · brief")
		m, err = anna.Submit(t.Context(), others, values)
		wantSeen(t, "too late", m, err,
			"❌ Somebody else changed subscription 1 in the meantime. It is now: Ukraine war digest, weekdays 07:30, "+
				"Europe/Berlin")
		if !m.Ephemeral() {
			t.Error("everybody sees it")
		}
		values["schedule"] = "0 8 31 2 *"
		_, err = anna.Invoke(t.Context(), "/subscriptions edit number:1")
		if others, ok = errors.AsType[*discordtest.ModalError](err); !ok {
			t.Fatal(err)
		}
		m, err = anna.Submit(t.Context(), others, values)
		wantSeen(t, "never fires", m, err, "❌", "never fires")
		if s, err := db.SubscriptionByID(t.Context(), 1); err != nil || s.Schedule != "30 7 * * 1-5" ||
			s.Channel != discordtest.Wire || s.Revision != 1 {
			t.Errorf("stored %+v, %v", s, err)
		}
	})
}

// TestAnotherServerSeesNoSecretsOfAFeed lists feeds whose addresses hold a password, a token and a key, one well and
// one failing, as a member and as the owner of a server that has nothing to do with them.
func TestAnotherServerSeesNoSecretsOfAFeed(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		srv.AddGuild(discordtest.Guild{
			ID: "1100000000000000900", Name: "Neighbours", Owner: "1100000000000000901",
			Channels: []discordtest.Channel{{ID: "1100000000000000910", Name: "news", Type: discordtest.TextChannel}},
			Members: []discordtest.Member{
				{ID: "1100000000000000901", Name: "dora"}, {ID: "1100000000000000902", Name: "emil"},
			},
		})
		for i, path := range []string{"well", "failing"} {
			f, err := db.SaveFeed(t.Context(), news.Feed{
				Source: news.Source{Name: "Private Wire"}, AddedBy: discordtest.Desk,
				URL: "https://ann:geheim@private.example/" + path + "?token=geheim&api_key=geheim",
			})
			if err != nil {
				t.Fatal(err)
			}
			if i == 1 {
				f.LastError, f.ErrorKind, f.Failures = "GET "+f.URL+": 403 Forbidden", "refused", 20
				f.LastPoll, f.Failing = time.Now(), time.Now().Add(-48*time.Hour)
				f.Paused = "failing since two days: " + f.URL
				if err := db.FinishPoll(t.Context(), f); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, user := range []string{"1100000000000000901", "1100000000000000902"} {
			u := srv.User(user).In("1100000000000000910")
			for _, line := range []string{"/sources list", "/sources health", "/status"} {
				m, err := u.Invoke(t.Context(), line)
				if err != nil {
					t.Fatalf("%s: %v", line, err)
				}
				if all := string(m.JSON()); strings.Contains(all, "Private") || strings.Contains(all, "geheim") ||
					strings.Contains(all, "ann:") {
					t.Errorf("%s shows another server\n%s", line, all)
				}
			}
			for _, line := range []string{"/sources remove feed:private", "/sources remove feed:https"} {
				choices, err := u.Autocomplete(t.Context(), line)
				if all := fmt.Sprint(choices); err == nil && strings.Contains(all, "geheim") {
					t.Errorf("autocomplete of %s offers %s", line, all)
				}
			}
		}
	})
}

func TestTwoAdminsAtOnce(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, _ *Bot) {
		carla, anna := srv.User(discordtest.Carla), srv.User(discordtest.Anna)
		m, err := carla.Invoke(t.Context(), "/subscribe topic:ukraine schedule:daily 08:00")
		wantSeen(t, "subscribed", m, err, "✅")
		list, err := anna.Invoke(t.Context(), "/subscriptions list")
		wantSeen(t, "listed", list, err, "1 subscription", "by <@"+discordtest.Carla+">")
		paused, err := press(t, anna, list, "Pause")
		wantSeen(t, "paused", paused, err, "✅ Paused")
		again, err := press(t, anna, list, "Pause")
		wantSeen(t, "the same button again", again, err, "❌ Somebody else changed subscription 1 in the meantime",
			"paused by an admin")
		undo, err := press(t, carla, m, "Undo")
		wantSeen(t, "undone too late", undo, err, "❌ Somebody else changed subscription 1")
		resumed, err := press(t, anna, paused, "Resume")
		wantSeen(t, "resumed", resumed, err, "✅", "next digest")
		removed, err := carla.Invoke(t.Context(), "/subscriptions remove 1")
		wantSeen(t, "removed", removed, err, "✅ Removed")
		gone, err := press(t, anna, paused, "Resume")
		wantSeen(t, "gone", gone, err, "❌ This server has no subscription 1")
	})
}

func TestTheMenuOfSubscriptions(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, _ *storage.DB, _ *Bot) {
		carla := srv.User(discordtest.Carla)
		for _, line := range []string{
			"/subscribe topic:ukraine schedule:mon,thu 18:00",
			"/watch about:witkoff channel:#wire",
		} {
			m, err := carla.Invoke(t.Context(), line)
			wantSeen(t, line, m, err, "✅")
		}
		list, err := carla.Invoke(t.Context(), "/subscriptions list")
		wantSeen(t, "listed", list, err, "2 subscriptions", "mon,thu 18:00", "2 · Alerts about Steve Witkoff",
			"at 2 independent origins or more")
		menu := list.Find(message.MenuID)
		if menu == nil || len(menu.Options) != 2 {
			t.Fatalf("no menu on %s", list.JSON())
		}
		card, err := carla.Select(t.Context(), list, message.MenuID, menu.Options[1].Value)
		wantSeen(t, "the card", card, err, "Alerts about Steve Witkoff")
		offered, err := carla.Autocomplete(t.Context(), "/unwatch about:wit")
		if err != nil || len(offered) != 1 || offered[0].Value != "2" {
			t.Errorf("offered %v, %v", offered, err)
		}
		m, err := carla.Invoke(t.Context(), "/unwatch about:Steve Witkoff")
		wantSeen(t, "unwatched", m, err, "gets no more alerts about Steve Witkoff")
		m, err = carla.Invoke(t.Context(), "/unwatch about:Steve Witkoff")
		wantSeen(t, "nothing to unwatch", m, err, "❌ This server watches nothing")
	})
}

func TestWatchAsksWhoIsMeant(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		carla := srv.User(discordtest.Carla)
		m, err := carla.Invoke(t.Context(), "/watch about:petrov origins:3 channel:#wire")
		wantSeen(t, "asked", m, err, "Which petrov?")
		m, err = press(t, carla, m, "Petr Petrov")
		wantSeen(t, "chosen", m, err, "<#"+discordtest.Wire+"> gets an alert", "**Petr Petrov**",
			"**3 independent origins**", "At most 4 alerts an hour")
		s, err := db.SubscriptionByID(t.Context(), 1)
		if err != nil || s.Kind != news.Watch || s.AboutName != "Petr Petrov" || s.Origins != 3 ||
			s.Channel != discordtest.Wire {
			t.Errorf("stored %+v, %v", s, err)
		}
	})
}

// refuse lets a delivery to a channel fail as Discord would have it, and record that.
func refuse(t *testing.T, db *storage.DB, b *Bot, s news.Subscription) {
	t.Helper()
	if _, ok, err := db.CommitDigest(t.Context(), s, sampleDigest(), s.NextAt.Add(24*time.Hour)); err != nil || !ok {
		t.Fatalf("CommitDigest: %v, %v", ok, err)
	}
	worker := delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(),
		delivery.Options{Now: func() time.Time { return archiveEnd.Add(time.Hour) }})
	if more, err := worker.RunOnce(t.Context()); err != nil || !more {
		t.Fatalf("RunOnce: %v, %v", more, err)
	}
}

func TestAnAdminIsToldOnceAndItGoesOnByItself(t *testing.T) {
	tests := []struct {
		name    string
		prepare func(srv *discordtest.Server)
		where   func(srv *discordtest.Server) string // the channel that tells it, "" for none
	}{
		{
			"by direct message", nil,
			func(srv *discordtest.Server) string { return srv.User(discordtest.Carla).InDM().Channel() },
		},
		{"in another channel", func(srv *discordtest.Server) {
			srv.EditMember(discordtest.Desk, discordtest.Carla, func(m *discordtest.Member) { m.ClosedDMs = true })
		}, func(*discordtest.Server) string { return discordtest.Wire }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, b *Bot) {
				if test.prepare != nil {
					test.prepare(srv)
				}
				carla := srv.User(discordtest.Carla)
				for _, line := range []string{
					"/subscribe topic:ukraine schedule:daily 08:00",
					"/subscribe topic:gaza schedule:daily 08:00 channel:#wire",
				} {
					m, err := carla.Invoke(t.Context(), line)
					wantSeen(t, line, m, err, "✅")
				}
				srv.EditChannel(discordtest.News, func(c *discordtest.Channel) {
					c.Overwrites = []discordtest.Overwrite{{
						ID: discordtest.App, Member: true,
						Deny: discordtest.SendMessages,
					}}
				})
				s, err := db.SubscriptionByID(t.Context(), 1)
				if err != nil {
					t.Fatal(err)
				}
				refuse(t, db, b, s)
				wait(t.Context(), 2*time.Hour) // many rounds
				told := srv.Messages(test.where(srv))
				if len(told) != 1 || !strings.Contains(see(told[0]),
					"I have stopped posting in <#"+discordtest.News+">") ||
					!strings.Contains(see(told[0]), "(Ukraine war digest, daily 08:00, Europe/Kyiv).") ||
					!strings.Contains(see(told[0]), "*Send Messages* is denied to me there by the channel's") {
					t.Fatalf("%d messages tell of it: %s", len(told), see(told[0]))
				}
				m, err := carla.Invoke(t.Context(), "/status")
				wantSeen(t, "/status", m, err, "**1 · Ukraine war digest** in <#"+discordtest.News+">",
					"⚠️ paused: I lack Send Messages there.")
				srv.EditChannel(discordtest.News, func(c *discordtest.Channel) { c.Overwrites = nil })
				wait(t.Context(), time.Minute)
				if s, err = db.SubscriptionByID(t.Context(), 1); err != nil || s.Paused != "" || s.Blocked ||
					!s.NextAt.After(time.Now()) || !s.Told.IsZero() {
					t.Errorf("it does not go on: %+v, %v", s, err)
				}
			})
		})
	}
}

func TestLosingAChannelOrAServerPausesAtOnce(t *testing.T) {
	withDatabase(t, func(t *testing.T, srv *discordtest.Server, db *storage.DB, _ *Bot) {
		carla := srv.User(discordtest.Carla)
		for _, line := range []string{
			"/subscribe topic:ukraine schedule:daily 08:00",
			"/watch about:gaza channel:#wire",
		} {
			m, err := carla.Invoke(t.Context(), line)
			wantSeen(t, line, m, err, "✅")
		}
		paused := func() (out []string) {
			all, err := db.Subscriptions(t.Context(), discordtest.Desk)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range all {
				out = append(out, s.Paused)
			}
			return out
		}
		srv.DeleteChannel(discordtest.News)
		wait(t.Context(), time.Minute)
		if got := paused(); !strings.Contains(got[0], "The channel #news was deleted") || got[1] != "" {
			t.Errorf("after the channel was deleted: %q", got)
		}
		told := srv.Messages(carla.InDM().Channel())
		if len(told) != 1 || !strings.Contains(see(told[0]), "I have stopped posting in **#news** of **Desk**") ||
			!strings.Contains(see(told[0]), "/subscriptions edit 1") ||
			!strings.Contains(see(told[0]), "/subscriptions remove 1") {
			t.Errorf("%d messages tell who made it", len(told))
		}
		srv.RemoveGuild(discordtest.Desk)
		wait(t.Context(), time.Minute)
		if got := paused(); !strings.Contains(got[1], "no longer in that server") {
			t.Errorf("after the bot was removed: %q", got)
		}
		srv.AddGuild(discordtest.Fixture()[0])
		wait(t.Context(), time.Minute)
		if got := paused(); got[1] != "" {
			t.Errorf("after the bot was invited again: %q", got)
		}
		synctest.Wait()
	})
}

func TestForumsAndAnnouncements(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		b, _ := connect(t, srv, Options{Publish: true})
		sender := b.Sender()
		d := sampleDigestDelivery()
		d.Guild, d.Channel, d.Attempt = discordtest.Desk, discordtest.Posts, 1
		// posted, but nobody learns of it
		srv.Inject(discordtest.Fault{Method: "POST", Path: "/channels/*/threads", After: true, Drop: true})
		if id, err := sender.Send(t.Context(), d); err == nil {
			t.Fatalf("a lost answer is taken for success: %+v", id)
		}
		d.Attempt = 2
		first, err := sender.Send(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		posts := srv.Threads(discordtest.Posts)
		if len(posts) != 1 || posts[0].ID != first.Message || !strings.Contains(posts[0].Name, "Ukraine war") {
			t.Errorf("posts %+v, want one, %s", posts, first.Message)
		}
		d.Channel, d.Attempt = discordtest.Wire, 1
		id, err := sender.Send(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		if all := srv.Messages(discordtest.Wire); len(all) != 1 || all[0].ID != id.Message ||
			all[0].Flags&discordtest.FlagCrossposted == 0 {
			t.Errorf("not published: %+v", all)
		}
	})
}
