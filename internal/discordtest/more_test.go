package discordtest_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"sitrep/internal/discordtest"
)

// TestFollowUps plays what can become of an answer within its fifteen minutes.
func TestFollowUps(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		received := make(chan *discordgo.Interaction, 1)
		dg := connected(t, srv, func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
			answer(dg, i)
			received <- i.Interaction
		})
		ben, anna := srv.User(discordtest.Ben), srv.User(discordtest.Anna)
		if _, err := ben.Invoke(t.Context(), "/who witkoff"); err != nil {
			t.Fatal(err)
		}
		i := <-received
		more, err := dg.FollowupMessageCreate(i, true, &discordgo.WebhookParams{
			Content: "more",
			Flags:   discordgo.MessageFlagsEphemeral,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dg.FollowupMessageEdit(i, more.ID, &discordgo.WebhookEdit{Content: new("much more")}); err != nil {
			t.Fatal(err)
		}
		if seen := ben.Sees(); len(seen) != 2 || seen[1].Content != "much more" || seen[1].OnlyFor != discordtest.Ben {
			t.Errorf("Ben sees %+v", seen)
		}
		if seen := anna.Sees(); len(seen) != 1 {
			t.Errorf("Anna sees %d messages, want the answer only", len(seen))
		}
		_, err = dg.ChannelMessage(more.ChannelID, more.ID)
		wantCode(t, err, http.StatusNotFound, 10008) // an ephemeral message is no part of the channel
		if original, err := dg.InteractionResponse(i); err != nil || len(original.Components) != 1 {
			t.Errorf("InteractionResponse = %+v, %v", original, err)
		}
		if err := dg.InteractionResponseDelete(i); err != nil {
			t.Fatal(err)
		}
		_, err = dg.InteractionResponse(i)
		wantCode(t, err, http.StatusNotFound, 10008)
		if left := srv.Messages(discordtest.News); len(left) != 0 {
			t.Errorf("the channel still holds %+v", left)
		}
		_, err = dg.FollowupMessageCreate(&discordgo.Interaction{AppID: srv.Application(), Token: "nobody's"}, true,
			&discordgo.WebhookParams{Content: "x"})
		wantCode(t, err, http.StatusNotFound, 10015)
	})
}

// TestFollowUpFillsDeferral checks that the first followup takes the place of "is thinking", with its visibility.
func TestFollowUpFillsDeferral(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		connected(t, srv, func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
			_ = dg.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
			})
			_, _ = dg.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: "here"})
		})
		m, err := srv.User(discordtest.Ben).Invoke(t.Context(), "/who witkoff")
		if err != nil || m.Content != "here" || !m.Ephemeral() || m.Flags&discordtest.FlagLoading != 0 {
			t.Errorf("Invoke = %+v, %v", m, err)
		}
	})
}

func TestDeferredUpdate(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		connected(t, srv, func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
			if i.Type == discordgo.InteractionApplicationCommand {
				answer(dg, i)
				return
			}
			_ = dg.InteractionRespond(i.Interaction,
				&discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate})
			_, _ = dg.InteractionResponseEdit(i.Interaction,
				&discordgo.WebhookEdit{
					Components: &[]discordgo.MessageComponent{discordgo.TextDisplay{Content: "page two"}},
				})
		})
		ben := srv.User(discordtest.Ben)
		m, err := ben.Invoke(t.Context(), "/who witkoff")
		if err != nil {
			t.Fatal(err)
		}
		turned, err := ben.Press(t.Context(), m, "evidence:1")
		if err != nil || turned.ID != m.ID || turned.Text() != "page two" {
			t.Errorf("Press = %+v, %v; want the same message, edited", turned, err)
		}
	})
}

func TestAttachments(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{KeepViolations: true})
	dg := client(t, srv)
	file := func(name string) *discordgo.File { return &discordgo.File{Name: name, Reader: strings.NewReader(name)} }
	m, err := dg.ChannelMessageSendComplex(discordtest.News, &discordgo.MessageSend{
		Flags: discordgo.MessageFlagsIsComponentsV2, Files: []*discordgo.File{file("map.png"), file("feeds.opml")},
		Components: []discordgo.MessageComponent{
			discordgo.MediaGallery{Items: []discordgo.MediaGalleryItem{
				{Media: discordgo.UnfurledMediaItem{URL: "attachment://map.png"}},
			}},
			discordgo.FileComponent{File: discordgo.UnfurledMediaItem{URL: "attachment://feeds.opml"}},
		},
	})
	if err != nil || len(m.Attachments) != 2 {
		t.Fatalf("%+v, %v", m, err)
	}
	plain, err := dg.ChannelMessageSendComplex(discordtest.News,
		&discordgo.MessageSend{Content: "x", Files: []*discordgo.File{file("a"), file("b")}})
	if err != nil {
		t.Fatal(err)
	}
	kept, err := dg.ChannelMessageEditComplex(&discordgo.MessageEdit{
		Channel: discordtest.News, ID: plain.ID, Attachments: &[]*discordgo.MessageAttachment{plain.Attachments[1]},
		Files: []*discordgo.File{file("c")},
	})
	if err != nil || len(kept.Attachments) != 2 || kept.Attachments[0].Filename != "b" ||
		kept.Attachments[1].Filename != "c" {
		t.Errorf("%+v, %v, want b kept and c added", kept, err)
	}
	big := &discordgo.File{Name: "big", Reader: strings.NewReader(strings.Repeat("x", 10<<20+1))}
	_, err = dg.ChannelMessageSendComplex(discordtest.News,
		&discordgo.MessageSend{Content: "x", Files: []*discordgo.File{big}})
	wantCode(t, err, http.StatusRequestEntityTooLarge, 40005)
}

func TestChannelsAndThreads(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	m, err := dg.ChannelMessageSend(discordtest.News, "first")
	if err != nil {
		t.Fatal(err)
	}
	thread, err := dg.MessageThreadStart(discordtest.News, m.ID, "about it", 1440)
	if err != nil || thread.ID != m.ID {
		t.Fatalf("MessageThreadStart = %+v, %v", thread, err)
	}
	_, err = dg.MessageThreadStart(discordtest.News, m.ID, "again", 1440)
	wantCode(t, err, http.StatusBadRequest, 160004)
	if _, err := dg.ThreadStart(discordtest.News, "alone", discordgo.ChannelTypeGuildPublicThread, 60); err != nil {
		t.Error(err)
	}
	if err := dg.ThreadJoin(thread.ID); err != nil {
		t.Error(err)
	}
	if err := dg.ChannelTyping(thread.ID); err != nil {
		t.Error(err)
	}
	active, err := dg.GuildThreadsActive(discordtest.Desk)
	if err != nil || len(active.Threads) != 3 {
		t.Errorf("GuildThreadsActive = %+v, %v, want three", active, err)
	}
	if got := srv.Threads(discordtest.News); len(got) != 3 || got[1].Name != "about it" {
		t.Errorf("Threads = %+v", got)
	}
	if _, err := dg.ChannelEdit(thread.ID, &discordgo.ChannelEdit{Archived: new(true)}); err != nil {
		t.Error(err)
	}
	wantCode(t, dg.ThreadJoin(thread.ID), http.StatusBadRequest, 50083)
	_, err = dg.ChannelEdit(discordtest.News, &discordgo.ChannelEdit{Name: "mine"})
	wantCode(t, err, http.StatusForbidden, 50013)

	ben := srv.User(discordtest.Ben).Say("a reply of Ben's")
	_, err = dg.ChannelMessageEdit(discordtest.News, ben.ID, "forged")
	wantCode(t, err, http.StatusForbidden, 50005)
	wantCode(t, dg.ChannelMessageDelete(discordtest.News, ben.ID), http.StatusForbidden, 50013)
	latest, err := dg.ChannelMessages(discordtest.News, 1, "", "", "")
	if err != nil || len(latest) != 1 || latest[0].ID != ben.ID {
		t.Errorf("ChannelMessages = %+v, %v, want Ben's", latest, err)
	}
	if err := dg.ChannelMessageDelete(discordtest.News, m.ID); err != nil {
		t.Error(err)
	}
	_, err = dg.ChannelMessage(discordtest.News, m.ID)
	wantCode(t, err, http.StatusNotFound, 10008)
	roles, err := dg.GuildRoles(discordtest.Desk)
	if err != nil || len(roles) != 2 {
		t.Errorf("GuildRoles = %+v, %v", roles, err)
	}
	if app, err := dg.Application("@me"); err != nil || app.ID != srv.Application() {
		t.Errorf("Application = %+v, %v", app, err)
	}
}

func TestLocalisedCommands(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	cmd := commands()[0]
	cmd.NameLocalizations = &map[discordgo.Locale]string{discordgo.Ukrainian: "хто"}
	cmd.Options[0].DescriptionLocalizations = map[discordgo.Locale]string{discordgo.German: "Ein Name"}
	made, err := dg.ApplicationCommandCreate(srv.Application(), "", cmd)
	if err != nil {
		t.Fatal(err)
	}
	one, err := dg.ApplicationCommand(srv.Application(), "", made.ID)
	if err != nil || one.NameLocalizations == nil || (*one.NameLocalizations)[discordgo.Ukrainian] != "хто" {
		t.Errorf("ApplicationCommand = %+v, %v", one, err)
	}
	for path, want := range map[string]bool{"": false, "?with_localizations=true": true} {
		_, body := post(t, srv, "GET", "/applications/"+discordtest.App+"/commands"+path, "")
		if got := strings.Contains(body, "хто") && strings.Contains(body, "Ein Name"); got != want {
			t.Errorf("GET commands%s: %s, translations %t", path, body, want)
		}
	}
	wantCode(t, dg.ApplicationCommandDelete(srv.Application(), "", "7"), http.StatusNotFound, 10063)
}

// TestTypedOptions checks what the client makes of a typed line.
func TestTypedOptions(t *testing.T) {
	t.Parallel()
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	seen := make(chan discordgo.ApplicationCommandInteractionData, 1)
	dg.AddHandler(func(dg *discordgo.Session, i *discordgo.InteractionCreate) {
		_ = dg.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "ok"},
		})
		seen <- i.ApplicationCommandData()
	})
	if err := dg.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { hangUp(dg) })
	option := func(kind discordgo.ApplicationCommandOptionType, name string) *discordgo.ApplicationCommandOption {
		return &discordgo.ApplicationCommandOption{Type: kind, Name: name, Description: "d"}
	}
	style := option(discordgo.ApplicationCommandOptionString, "style")
	style.Choices = []*discordgo.ApplicationCommandOptionChoice{{Name: "Brief", Value: "brief"}}
	channel := option(discordgo.ApplicationCommandOptionChannel, "channel")
	channel.ChannelTypes = []discordgo.ChannelType{discordgo.ChannelTypeGuildText}
	if _, err := dg.ApplicationCommandCreate(srv.Application(), "", &discordgo.ApplicationCommand{
		Name: "subscribe", Description: "d", Options: []*discordgo.ApplicationCommandOption{
			option(discordgo.ApplicationCommandOptionString, "topic"),
			option(discordgo.ApplicationCommandOptionString, "schedule"), style, channel,
			option(discordgo.ApplicationCommandOptionRole, "mention"),
			option(discordgo.ApplicationCommandOptionUser, "who"),
			option(discordgo.ApplicationCommandOptionBoolean, "now"),
			option(discordgo.ApplicationCommandOptionNumber, "weight"),
		},
	}); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		line string
		want map[string]any // nil: the client refuses
	}{
		{"/subscribe ukraine war", map[string]any{"topic": "ukraine war"}},
		{
			`/subscribe topic:"ukraine war" schedule:daily 08:00 style:Brief`,
			map[string]any{"topic": "ukraine war", "schedule": "daily 08:00", "style": "brief"},
		},
		{
			"/subscribe channel:#news mention:@managers who:@ben",
			map[string]any{"channel": discordtest.News, "mention": "1100000000000000301", "who": discordtest.Ben},
		},
		{"/subscribe now:True weight:1.5", map[string]any{"now": true, "weight": 1.5}},
		{"/subscribe style:Long", nil},
		{"/subscribe channel:#reports", nil}, // a forum, and the option takes text channels
		{"/subscribe channel:#nowhere", nil},
		{"/subscribe mention:@ben", nil},
		{"/subscribe weight:heavy", nil},
		{"/subscribe now:maybe", nil},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			_, err := srv.User(discordtest.Anna).Invoke(t.Context(), tt.line)
			if tt.want == nil {
				if err == nil {
					t.Error("the client let it through")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			data := <-seen
			if len(data.Options) != len(tt.want) {
				t.Errorf("%d options, want %v", len(data.Options), tt.want)
			}
			for _, o := range data.Options {
				if o.Value != tt.want[o.Name] {
					t.Errorf("%s = %v, want %v", o.Name, o.Value, tt.want[o.Name])
				}
			}
		})
	}
}

func TestWaiting(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		go func() {
			pass(time.Hour)
			send(t, srv, discordtest.News, hello)
		}()
		got, err := srv.WaitMessages(t.Context(), discordtest.News, 1)
		if err != nil || len(got) != 1 {
			t.Errorf("WaitMessages = %v, %v", got, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if err := srv.WaitCommands(ctx, ""); err == nil {
			t.Error("WaitCommands returned without commands")
		}
	})
}
