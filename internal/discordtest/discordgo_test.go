package discordtest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"sitrep/internal/discordtest"
)

// client is a discordgo session that talks to srv.
func client(t *testing.T, srv *discordtest.Server) *discordgo.Session {
	t.Helper()
	dg, err := discordgo.New("Bot " + srv.Token())
	if err != nil {
		t.Fatal(err)
	}
	dg.Client, dg.Dialer = srv.Client(), srv.Dialer()
	dg.Identify.Intents = discordgo.IntentsGuilds
	dg.ShouldRetryOnRateLimit = false
	dg.LogLevel = -1
	return dg
}

// hangUp closes dg once its goroutines have settled: they want the lock with which discordgo's Close sleeps for a
// second, and a goroutine that waits for a mutex stops the clock of a bubble.
func hangUp(dg *discordgo.Session) {
	pass(time.Millisecond)
	_ = dg.Close()
}

// connected is a session with an open gateway and the commands of the tests, answered by handle.
func connected(t *testing.T, srv *discordtest.Server, handle func(*discordgo.Session,
	*discordgo.InteractionCreate),
) *discordgo.Session {
	t.Helper()
	dg := client(t, srv)
	dg.AddHandler(handle)
	if err := dg.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { hangUp(dg) })
	if _, err := dg.ApplicationCommandBulkOverwrite(srv.Application(), "", commands()); err != nil {
		t.Fatal(err)
	}
	return dg
}

func commands() []*discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	return []*discordgo.ApplicationCommand{
		{Name: "who", Description: "Who is this?", Options: []*discordgo.ApplicationCommandOption{
			{
				Type: discordgo.ApplicationCommandOptionString, Name: "name", Description: "A name", Required: true,
				Autocomplete: true,
			},
			{Type: discordgo.ApplicationCommandOptionInteger, Name: "days", Description: "How many days back"},
		}},
		{
			Name: "sources", Description: "Outlets", DefaultMemberPermissions: &manage,
			Options: []*discordgo.ApplicationCommandOption{
				{
					Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Add one",
					Options: []*discordgo.ApplicationCommandOption{
						{
							Type: discordgo.ApplicationCommandOptionString,
							Name: "url", Description: "Its feed", Required: true,
						},
						{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where"},
					},
				},
			},
		},
		{Type: discordgo.MessageApplicationCommand, Name: "Who is in this?"},
	}
}

// want is the code of the REST error that err must be.
func wantCode(t *testing.T, err error, status, code int) {
	t.Helper()
	rest, ok := errors.AsType[*discordgo.RESTError](err)
	switch {
	case !ok:
		t.Errorf("error %v, want status %d, code %d", err, status, code)
	case rest.Response.StatusCode != status, rest.Message == nil || rest.Message.Code != code:
		t.Errorf("status %d, body %s, want status %d, code %d", rest.Response.StatusCode, rest.ResponseBody, status,
			code)
	}
}

func TestCommandsRoundTrip(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	first, err := dg.ApplicationCommandBulkOverwrite(srv.Application(), "", commands())
	if err != nil {
		t.Fatal(err)
	}
	again, err := dg.ApplicationCommandBulkOverwrite(srv.Application(), "", commands())
	if err != nil {
		t.Fatal(err)
	}
	if first[0].ID != again[0].ID || first[0].Version != again[0].Version {
		t.Errorf("an unchanged command changed: %v %v, then %v %v", first[0].ID, first[0].Version, again[0].ID,
			again[0].Version)
	}
	changed := commands()
	changed[0].Description = "Who was this?"
	after, err := dg.ApplicationCommandBulkOverwrite(srv.Application(), "", changed)
	if err != nil {
		t.Fatal(err)
	}
	if after[0].ID != first[0].ID || after[0].Version == first[0].Version {
		t.Errorf("a changed command keeps its id and gets a version: %v %v, then %v %v", first[0].ID, first[0].Version,
			after[0].ID, after[0].Version)
	}
	if _, err := dg.ApplicationCommandCreate(srv.Application(), discordtest.Desk, commands()[1]); err != nil {
		t.Error(err)
	}
	if got := srv.Commands(discordtest.Desk); len(got) != 1 || got[0].Name != "sources" {
		t.Errorf("commands of the guild: %v, want sources", got)
	}
	if err := dg.ApplicationCommandDelete(srv.Application(), "", after[2].ID); err != nil {
		t.Error(err)
	}
	if _, err := dg.ApplicationCommandEdit(srv.Application(), "", after[0].ID, changed[0]); err != nil {
		t.Error(err)
	}
	listed, err := dg.ApplicationCommands(srv.Application(), "")
	if err != nil || len(listed) != 2 {
		t.Errorf("ApplicationCommands = %d commands, %v, want 2", len(listed), err)
	}
}

func TestInteractions(t *testing.T) {
	t.Parallel()
	srv := discordtest.New(t, discordtest.Options{})
	connected(t, srv, answer)
	ctx := t.Context()
	ben, anna := srv.User(discordtest.Ben), srv.User(discordtest.Anna)

	t.Run("answer", func(t *testing.T) {
		m, err := ben.Invoke(ctx, "/who witkoff")
		if err != nil || !strings.Contains(m.Text(), "You asked for witkoff") {
			t.Fatalf("Invoke = %v, %v", m, err)
		}
		if m.Find("evidence:1") == nil || m.ButtonLabelled("Evidence") == nil {
			t.Errorf("no button in %s", m.JSON())
		}
	})
	t.Run("deferred", func(t *testing.T) {
		m, err := ben.Invoke(ctx, "/who name:deferred days:3")
		if err != nil || m.Content != "later, 3 days" || !m.Ephemeral() {
			t.Fatalf("Invoke = %+v, %v", m, err)
		}
		for _, other := range anna.Sees() {
			if other.ID == m.ID {
				t.Error("an ephemeral message is seen by somebody else")
			}
		}
	})
	t.Run("autocomplete", func(t *testing.T) {
		choices, err := ben.Autocomplete(ctx, "/who wit")
		if err != nil || len(choices) != 1 || choices[0].Value != "wit!" {
			t.Errorf("Autocomplete = %v, %v", choices, err)
		}
	})
	t.Run("press and select", func(t *testing.T) {
		m, err := ben.Invoke(ctx, "/who witkoff")
		if err != nil {
			t.Fatal(err)
		}
		evidence, err := ben.Press(ctx, m, "evidence:1")
		if err != nil || evidence.Content != "evidence for ben" || !evidence.Ephemeral() {
			t.Errorf("Press = %+v, %v", evidence, err)
		}
		turned, err := ben.Select(ctx, m, "page", "2")
		if err != nil || turned.ID != m.ID || !strings.Contains(turned.Text(), "page 2") {
			t.Errorf("Select = %+v, %v", turned, err)
		}
		if _, err := ben.Press(ctx, m, "no such button"); err == nil {
			t.Error("a button that is not there was pressed")
		}
	})
	t.Run("modal", func(t *testing.T) {
		_, err := ben.Invoke(ctx, "/who modal")
		shown, ok := errors.AsType[*discordtest.ModalError](err)
		if !ok {
			t.Fatalf("Invoke: %v, want a modal", err)
		}
		m, err := ben.Submit(ctx, shown, map[string]string{"reason": "because"})
		if err != nil || m.Content != "because" {
			t.Errorf("Submit = %+v, %v", m, err)
		}
	})
	t.Run("message command", func(t *testing.T) {
		m, err := ben.InvokeOn(ctx, "Who is in this?", ben.Say("Witkoff flew to Moscow."))
		if err != nil || m.Content != "Witkoff flew to Moscow." {
			t.Errorf("InvokeOn = %+v, %v", m, err)
		}
	})
	t.Run("direct message", func(t *testing.T) {
		m, err := ben.InDM().Invoke(ctx, "/who witkoff")
		if err != nil || !strings.Contains(m.Text(), "witkoff") {
			t.Errorf("Invoke = %+v, %v", m, err)
		}
	})
	t.Run("subcommand with a channel", func(t *testing.T) {
		m, err := anna.Invoke(ctx, "/sources add url:https://example.org channel:#wire")
		if err != nil || m.Content != "https://example.org "+discordtest.Wire {
			t.Errorf("Invoke = %+v, %v", m, err)
		}
	})
	for name, refused := range map[string]func() error{
		"a command that the user may not see": func() error {
			_,
				err := ben.Invoke(ctx, "/sources add url:x")
			return err
		},
		"an unknown command": func() error { _, err := ben.Invoke(ctx, "/whom"); return err },
		"a missing option":   func() error { _, err := ben.Invoke(ctx, "/who days:2"); return err },
		"a wrong number": func() error {
			_,
				err := ben.Invoke(ctx, "/who name:x days:two")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			if refused() == nil {
				t.Error("the client let it through")
			}
		})
	}
}

func TestUserInstalled(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		dg := connected(t, srv, answer)
		ben := srv.User(discordtest.Ben).InPrivate()
		if _, err := ben.Invoke(t.Context(), "/who witkoff"); err == nil {
			t.Error("a command is offered to users though it is installed for guilds only")
		}
		all := commands()
		all[0].IntegrationTypes = &[]discordgo.ApplicationIntegrationType{
			discordgo.ApplicationIntegrationGuildInstall,
			discordgo.ApplicationIntegrationUserInstall,
		}
		all[0].Contexts = &[]discordgo.InteractionContextType{
			discordgo.InteractionContextGuild,
			discordgo.InteractionContextPrivateChannel,
		}
		if _, err := dg.ApplicationCommandBulkOverwrite(srv.Application(), "", all); err != nil {
			t.Fatal(err)
		}
		m, err := ben.Invoke(t.Context(), "/who witkoff")
		if err != nil || !strings.Contains(m.Text(), "witkoff") {
			t.Fatalf("Invoke = %v, %v", m, err)
		}
		if _, err := srv.User(discordtest.Ben).InDM().Invoke(t.Context(), "/who witkoff"); err == nil {
			t.Error("a command is offered in a context that it leaves out")
		}
		_, err = dg.ChannelMessage(m.ChannelID, m.ID)
		wantCode(t, err, http.StatusForbidden, 50001)
	})
}

func TestButtonFromLastYear(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		connected(t, srv, answer)
		old, err := srv.Seed(discordtest.News,
			[]byte(`{"content":"digest","components":[{"type":1,"components":[{"type":2,"style":1,"label":"Old",`+
				`"custom_id":"v0:old"}]}]}`))
		if err != nil {
			t.Fatal(err)
		}
		ben := srv.User(discordtest.Ben)
		if m, err := ben.Press(t.Context(), old, "v0:old"); err != nil || m.Content != "evidence for ben" {
			t.Errorf("Press = %v, %v", m, err)
		}
		srv.EditChannel(discordtest.News, func(c *discordtest.Channel) {
			c.Overwrites = []discordtest.Overwrite{{ID: discordtest.Ben, Member: true, Deny: discordtest.ViewChannel}}
		})
		if _, err := ben.Press(t.Context(), old, "v0:old"); err == nil {
			t.Error("a button was pressed in a channel that the user does not see")
		}
	})
}

func TestChangesReachTheBot(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		dg := client(t, srv)
		seen := make(chan string, 10)
		dg.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { seen <- e.Type })
		if err := dg.Open(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { hangUp(dg) })
		changes := []struct {
			want string
			do   func()
		}{
			{"GUILD_CREATE", func() {}}, // the one of the fixture
			{"GUILD_CREATE", func() {
				srv.AddGuild(discordtest.Guild{
					ID: "42", Name: "New",
					Owner: discordtest.Anna,
				})
			}},
			{"GUILD_DELETE", func() { srv.RemoveGuild("42") }},
			{"CHANNEL_UPDATE", func() {
				srv.EditChannel(discordtest.News,
					func(c *discordtest.Channel) { c.Name = "old-news" })
			}},
			{"THREAD_UPDATE", func() {
				srv.EditChannel(discordtest.Old,
					func(c *discordtest.Channel) { c.Archived = true })
			}},
			{"GUILD_ROLE_UPDATE", func() {
				srv.EditRole(discordtest.Desk, discordtest.Desk, func(r *discordtest.Role) { r.Permissions = 0 })
			}},
			{"GUILD_MEMBER_UPDATE", func() {
				srv.EditMember(discordtest.Desk, discordtest.App, func(m *discordtest.Member) { m.Roles = nil })
			}},
			{"CHANNEL_DELETE", func() { srv.DeleteChannel(discordtest.News) }},
			{"THREAD_DELETE", func() { srv.DeleteChannel(discordtest.Old) }},
		}
		for _, change := range changes {
			change.do()
			for got := ""; got != change.want; {
				select {
				case got = <-seen:
				case <-t.Context().Done():
					t.Fatalf("no %s", change.want)
				}
			}
		}
	})
}

// answer is the bot of the tests.
func answer(dg *discordgo.Session, i *discordgo.InteractionCreate) {
	respond := func(kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) {
		_ = dg.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{Type: kind, Data: data})
	}
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		typed := i.ApplicationCommandData().Options[0].StringValue()
		respond(discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{
			Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: typed + "…", Value: typed + "!"}},
		})
	case discordgo.InteractionMessageComponent:
		if i.MessageComponentData().CustomID == "page" {
			respond(discordgo.InteractionResponseUpdateMessage, page(i.MessageComponentData().Values[0]))
			return
		}
		respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{
			Content: "evidence for " + i.Member.User.Username, Flags: discordgo.MessageFlagsEphemeral,
		})
	case discordgo.InteractionModalSubmit:
		row := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow)
		respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{
			Content: row.Components[0].(*discordgo.TextInput).Value,
		})
	case discordgo.InteractionApplicationCommand:
		command(dg, i, respond)
	}
}

func command(dg *discordgo.Session, i *discordgo.InteractionCreate,
	respond func(discordgo.InteractionResponseType, *discordgo.InteractionResponseData),
) {
	data := i.ApplicationCommandData()
	if data.TargetID != "" {
		respond(discordgo.InteractionResponseChannelMessageWithSource,
			&discordgo.InteractionResponseData{Content: data.Resolved.Messages[data.TargetID].Content})
		return
	}
	if data.Name == "sources" {
		add := data.Options[0]
		respond(discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{
			Content: add.Options[0].StringValue() + " " + add.Options[1].Value.(string),
		})
		return
	}
	switch name := data.Options[0].StringValue(); name {
	case "silent":
	case "forever":
		respond(discordgo.InteractionResponseDeferredChannelMessageWithSource, nil)
	case "deferred":
		respond(discordgo.InteractionResponseDeferredChannelMessageWithSource,
			&discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral})
		content := "later, 3 days"
		_, _ = dg.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &content})
	case "modal":
		respond(discordgo.InteractionResponseModal, &discordgo.InteractionResponseData{
			CustomID: "m", Title: "Why?",
			Components: []discordgo.MessageComponent{
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
					CustomID: "reason",
					Label:    "Reason", Style: discordgo.TextInputShort, Required: true,
				}}},
			},
		})
	default:
		respond(discordgo.InteractionResponseChannelMessageWithSource, page("1, You asked for "+name))
	}
}

// page is a Components V2 message with a button and a select.
func page(n string) *discordgo.InteractionResponseData {
	return &discordgo.InteractionResponseData{
		Flags: discordgo.MessageFlagsIsComponentsV2,
		Components: []discordgo.MessageComponent{
			discordgo.Container{Components: []discordgo.MessageComponent{
				discordgo.TextDisplay{Content: "page " + n},
				discordgo.Separator{},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{
					Label:    "Evidence",
					CustomID: "evidence:1", Style: discordgo.SecondaryButton,
				}}},
				discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
					MenuType: discordgo.StringSelectMenu, CustomID: "page",
					Options: []discordgo.SelectMenuOption{{Label: "1", Value: "1"}, {Label: "2", Value: "2"}},
				}}},
			}},
		},
	}
}

func TestMessages(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	m, err := dg.ChannelMessageSendComplex(discordtest.News, &discordgo.MessageSend{
		Content: "hello <@" + discordtest.Ben + "> @everyone", AllowedMentions: &discordgo.MessageAllowedMentions{},
		Files: []*discordgo.File{{Name: "feeds.opml", ContentType: "text/xml", Reader: strings.NewReader("<opml/>")}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Attachments) != 1 || m.Attachments[0].Filename != "feeds.opml" || m.Attachments[0].Size != 7 {
		t.Errorf("attachments = %+v", m.Attachments)
	}
	edited, err := dg.ChannelMessageEdit(discordtest.News, m.ID, "edited")
	if err != nil || edited.Content != "edited" || len(edited.Attachments) != 1 {
		t.Errorf("edit = %+v, %v", edited, err)
	}
	stored := srv.Messages(discordtest.News)
	if len(stored) != 1 || stored[0].Content != "edited" || len(stored[0].Pings) != 0 ||
		string(stored[0].Attachments[0].Data) != "<opml/>" {
		t.Errorf("the channel holds %+v", stored)
	}
	wire, err := dg.ChannelMessageSend(discordtest.Wire, "flash")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dg.ChannelMessageCrosspost(discordtest.Wire, wire.ID); err != nil {
		t.Error(err)
	}
	_, err = dg.ChannelMessageCrosspost(discordtest.Wire, wire.ID)
	wantCode(t, err, http.StatusBadRequest, 40033)
	thread, err := dg.ForumThreadStartComplex(discordtest.Posts,
		&discordgo.ThreadStart{Name: "29 April", AutoArchiveDuration: 1440}, &discordgo.MessageSend{Content: "digest"})
	if err != nil {
		t.Fatal(err)
	}
	if got := srv.Messages(thread.ID); len(got) != 1 || got[0].Content != "digest" || got[0].ID != thread.ID {
		t.Errorf("the post holds %+v", got)
	}
	dm, err := dg.UserChannelCreate(discordtest.Ben)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dg.ChannelMessageSend(dm.ID, "hello Ben"); err != nil {
		t.Error(err)
	}
	if seen := srv.User(discordtest.Ben).InDM().Sees(); len(seen) != 1 || seen[0].Content != "hello Ben" {
		t.Errorf("Ben sees %+v", seen)
	}
}

func TestPings(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	srv.EditMember(discordtest.Desk, srv.Application(), func(m *discordtest.Member) { m.Roles = nil })
	tests := []struct {
		name    string
		content string
		allowed *discordgo.MessageAllowedMentions
		want    int
	}{
		{"no allowed_mentions pings", "<@" + discordtest.Ben + ">", nil, 1},
		{
			"empty allowed_mentions does not", "<@" + discordtest.Ben + "> <@&123>",
			&discordgo.MessageAllowedMentions{}, 0,
		},
		{"a role that is allowed", "<@&123> <@&124>", &discordgo.MessageAllowedMentions{Roles: []string{"123"}}, 1},
		{"everyone without the permission", "@everyone", nil, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := dg.ChannelMessageSendComplex(discordtest.News,
				&discordgo.MessageSend{Content: tt.content, AllowedMentions: tt.allowed})
			if err != nil {
				t.Fatal(err)
			}
			for _, stored := range srv.Messages(discordtest.News) {
				if stored.ID == m.ID && len(stored.Pings) != tt.want {
					t.Errorf("pings %v, want %d", stored.Pings, tt.want)
				}
			}
		})
	}
}

func TestPermissions(t *testing.T) {
	send := func(dg *discordgo.Session, channel string) error {
		_, err := dg.ChannelMessageSend(channel, "hello")
		return err
	}
	overwrite := func(allow, deny discordtest.Permissions) func(*discordtest.Server) {
		return func(s *discordtest.Server) {
			s.EditChannel(discordtest.News, func(c *discordtest.Channel) {
				c.Overwrites = []discordtest.Overwrite{{ID: discordtest.Desk, Allow: allow, Deny: deny}}
			})
		}
	}
	tests := []struct {
		name   string
		change func(*discordtest.Server)
		do     func(*discordgo.Session) error
		status int
		code   int
	}{
		{"may send", nil, func(dg *discordgo.Session) error { return send(dg, discordtest.News) }, 0, 0},
		{"send denied by an overwrite of the member", nil, func(dg *discordgo.Session) error {
			return send(dg,
				discordtest.Quiet)
		}, 403, 50013},
		{
			"view denied to everyone", overwrite(0, discordtest.ViewChannel),
			func(dg *discordgo.Session) error { return send(dg, discordtest.News) }, 403, 50001,
		},
		{
			"view denied to everyone, in a thread", overwrite(0, discordtest.ViewChannel),
			func(dg *discordgo.Session) error { return send(dg, discordtest.Old) }, 403, 50001,
		},
		{
			"send denied does not matter in a thread", overwrite(0, discordtest.SendMessages),
			func(dg *discordgo.Session) error { return send(dg, discordtest.Old) }, 0, 0,
		},
		{
			"send in threads denied", overwrite(0, discordtest.SendMessagesInThreads),
			func(dg *discordgo.Session) error { return send(dg, discordtest.Old) }, 403, 50013,
		},
		{"embed without Embed Links", overwrite(0, discordtest.EmbedLinks), func(dg *discordgo.Session) error {
			_, err := dg.ChannelMessageSendEmbed(discordtest.News, &discordgo.MessageEmbed{Title: "x"})
			return err
		}, 403, 50013},
		{"administrator overrules", func(s *discordtest.Server) {
			overwrite(0, discordtest.ViewChannel)(s)
			s.EditRole(discordtest.Desk, discordtest.Desk,
				func(r *discordtest.Role) { r.Permissions |= discordtest.Administrator })
		}, func(dg *discordgo.Session) error { return send(dg, discordtest.News) }, 0, 0},
		{
			"deleted channel", func(s *discordtest.Server) { s.DeleteChannel(discordtest.News) },
			func(dg *discordgo.Session) error { return send(dg, discordtest.News) }, 404, 10003,
		},
		{
			"guild left", func(s *discordtest.Server) { s.RemoveGuild(discordtest.Desk) },
			func(dg *discordgo.Session) error { return send(dg, discordtest.News) }, 403, 50001,
		},
		{
			"forum is no text channel", nil,
			func(dg *discordgo.Session) error { return send(dg, discordtest.Posts) }, 400, 50008,
		},
		{"archived thread opens again", func(s *discordtest.Server) {
			s.EditChannel(discordtest.Old, func(c *discordtest.Channel) { c.Archived = true })
		}, func(dg *discordgo.Session) error { return send(dg, discordtest.Old) }, 0, 0},
		{"locked thread", func(s *discordtest.Server) {
			s.EditChannel(discordtest.Old, func(c *discordtest.Channel) { c.Archived, c.Locked = true, true })
		}, func(dg *discordgo.Session) error { return send(dg, discordtest.Old) }, 400, 160005},
		{"closed direct messages", func(s *discordtest.Server) {
			s.EditMember(discordtest.Desk, discordtest.Ben, func(m *discordtest.Member) { m.ClosedDMs = true })
		}, func(dg *discordgo.Session) error {
			dm, err := dg.UserChannelCreate(discordtest.Ben)
			if err != nil {
				return err
			}
			return send(dg, dm.ID)
		}, 403, 50007},
		{"tag required", func(s *discordtest.Server) {
			s.EditChannel(discordtest.Posts, func(c *discordtest.Channel) { c.RequireTag = true })
		}, func(dg *discordgo.Session) error {
			_, err := dg.ForumThreadStart(discordtest.Posts, "name", 1440, "text")
			return err
		}, 400, 40067},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv := discordtest.New(t, discordtest.Options{})
			if tt.change != nil {
				tt.change(srv)
			}
			err := tt.do(client(t, srv))
			if tt.code == 0 {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantCode(t, err, tt.status, tt.code)
		})
	}
}

func TestWrongToken(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{KeepViolations: true})
	dg := client(t, srv)
	dg.Token = "Bot wrong"
	_, err := dg.User("@me")
	wantCode(t, err, http.StatusUnauthorized, 0)
}

func TestReads(t *testing.T) {
	srv := discordtest.New(t, discordtest.Options{})
	dg := client(t, srv)
	self, err := dg.User("@me")
	if err != nil || self.ID != discordtest.App || !self.Bot {
		t.Errorf("User(@me) = %+v, %v", self, err)
	}
	guild, err := dg.Guild(discordtest.Desk)
	if err != nil || guild.Name != "Desk" || len(guild.Roles) != 2 {
		t.Errorf("Guild = %+v, %v", guild, err)
	}
	channels, err := dg.GuildChannels(discordtest.Desk)
	if err != nil || len(channels) != 4 {
		t.Errorf("GuildChannels = %d, %v, want 4", len(channels), err)
	}
	member, err := dg.GuildMember(discordtest.Desk, discordtest.Carla)
	if err != nil || len(member.Roles) != 1 {
		t.Errorf("GuildMember = %+v, %v", member, err)
	}
	_, err = dg.GuildMember(discordtest.Desk, "42")
	wantCode(t, err, http.StatusNotFound, 10007)
	channel, err := dg.Channel(discordtest.Old)
	if err != nil || channel.ParentID != discordtest.News || channel.ThreadMetadata == nil {
		t.Errorf("Channel = %+v, %v", channel, err)
	}
	bot, err := dg.GatewayBot()
	if err != nil || bot.Shards != 1 || bot.SessionStartLimit.Remaining != 1000 {
		t.Errorf("GatewayBot = %+v, %v", bot, err)
	}
}

// TestStateAgrees compares permissions as discordgo computes them, from what the gateway told it, with ours.
func TestStateAgrees(t *testing.T) {
	bubble(t, discordtest.Options{}, func(t *testing.T, srv *discordtest.Server) {
		dg := client(t, srv)
		known := make(chan struct{}, 1)
		dg.AddHandler(func(*discordgo.Session, *discordgo.GuildCreate) { known <- struct{}{} })
		if err := dg.Open(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { hangUp(dg) })
		<-known // discordgo fills its state before it calls handlers
		for _, ch := range []string{discordtest.News, discordtest.Quiet, discordtest.Wire} {
			got, err := dg.UserChannelPermissions(discordtest.App, ch)
			if err != nil {
				t.Fatal(err)
			}
			if want := int64(srv.Permissions(discordtest.App, ch)); got != want {
				t.Errorf("discordgo computes %b in %s, the stand-in %b", got, ch, want)
			}
		}
	})
}
