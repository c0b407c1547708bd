package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strconv"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/wording"
)

// greeter says once in a server that the bot has joined, to whoever can set it up.
type greeter struct {
	lg    *slog.Logger
	form  message.Form
	now   func() time.Time
	rest  *rest.Client
	sites *sites
	store subscriptionStore
	// language is what a server that has set none is greeted in, a BCP 47 tag; "" is Discord's own for it.
	language string
}

// joinedLately is how long after joining a greeting is due: Discord tells of every server at every start, and a bot may
// be invited while it does not run.
const joinedLately = 24 * time.Hour

// mostTried is how many channels are tried before the owner is written to.
const mostTried = 5

// joined is what we read of GUILD_CREATE (Discord documentation, "Guild Create").
type joined struct {
	server
	Joined   time.Time `json:"joined_at"`
	Locale   string    `json:"preferred_locale"`
	Channels []struct {
		place
		Position int `json:"position"`
	} `json:"channels"`
	Members []struct {
		membership
		User person `json:"user"`
	} `json:"members"`
	Unavailable bool `json:"unavailable"`
}

// greet takes a GUILD_CREATE. Sent again, by a restart within a day, nothing is said twice: the channel is looked at
// first.
func (g *greeter) greet(ctx context.Context, raw json.RawMessage) error {
	var j joined
	if err := json.Unmarshal(raw, &j); err != nil || j.Unavailable || j.Joined.IsZero() ||
		g.now().Sub(j.Joined) > joinedLately {
		return nil //nolint:nilerr // a server that cannot be read is not greeted
	}
	self, err := g.sites.selfID(ctx)
	if err != nil {
		return err
	}
	kept, err := g.store.Subscriptions(ctx, j.ID)
	if err != nil {
		return err
	}
	w := wording.In(cmp.Or(g.language, j.Locale))
	for _, channel := range j.writable(self, g.now()) {
		done, err := g.say(ctx, channel, j.Joined, greeting(w, j.server, len(kept), false))
		if done || err != nil && !refusal(err) {
			return err
		}
	}
	var direct person
	err = g.rest.Post(ctx, "/users/@me/channels", map[string]string{"recipient_id": j.Owner}, &direct)
	if err == nil {
		_, err = g.say(ctx, direct.ID, j.Joined, greeting(w, j.server, len(kept), true))
	}
	if refusal(err) {
		g.lg.InfoContext(ctx, "nobody could be greeted", "guild", j.ID)
		return nil
	}
	return err
}

// writable are the channels where the bot may post, the one for system messages first, then as they stand.
func (j joined) writable(self string, now time.Time) (out []string) {
	at := site{server: j.server, self: self}
	for _, m := range j.Members {
		if m.User.ID == self {
			at.member = m.membership
		}
	}
	channels := slices.Clone(j.Channels)
	slices.SortStableFunc(channels, func(x, y struct {
		place
		Position int `json:"position"`
	},
	) int {
		system := func(id string) int {
			if id == j.System {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(system(x.ID), system(y.ID)), cmp.Compare(x.Position, y.Position))
	})
	for _, c := range channels {
		if at.place = c.place; c.Type == textChannel && len(at.lacks(now)) == 0 && len(out) < mostTried {
			out = append(out, c.ID)
		}
	}
	return out
}

// say posts a greeting, unless it stands there since the bot joined.
func (g *greeter) say(ctx context.Context, channel string, since time.Time, r message.Reply) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	self, err := g.sites.selfID(ctx)
	if err != nil {
		return false, err
	}
	var page []told
	if err := g.rest.Get(ctx, "/channels/"+channel+"/messages?limit=50", &page); err != nil {
		return false, err
	}
	for _, t := range page {
		ids, _ := parts(t.Components)
		at, _ := madeAt(t.ID)
		if t.Author.ID == self && !at.Before(since.Add(-time.Minute)) && slices.ContainsFunc(ids, isGreeting) {
			return true, nil
		}
	}
	m := command.Renderer.Render(r, g.form).Pages[0]
	m.Nonce, m.EnforceNonce = "h-"+channel, true
	err = g.rest.Post(ctx, "/channels/"+channel+"/messages", m, nil)
	return err == nil, err
}

// isGreeting reports whether a custom_id is that of a greeting's button.
func isGreeting(id string) bool {
	s, err := command.StateOf(id)
	return err == nil && (s.Line == "/setup" || s.Line == "/help setup")
}

// greeting is what a server reads when the bot has joined; kept is how many subscriptions it has from before. direct is
// for its owner, who cannot set up a server in a direct message.
func greeting(w *wording.Words, s server, kept int, direct bool) message.Reply {
	r := message.Reply{Title: message.Para(message.Plain("👋 " + w.Say("Hello"))), Words: w}
	lines := []message.Line{message.Para(say(w, "I read conflict news and post what is new: who claims it, on "+
		"whose authority, and how many independent origins stand behind it.")...)}
	help := message.Button{Label: "What can you do?", Line: "/help"}
	switch {
	case direct:
		lines = append(lines, message.Para(say(w, "I may not write in any channel of %s. Give me a channel there "+
			"(Edit Channel → Permissions: View Channel, Send Messages, Embed Links, Read Message History), then use "+
			"%s in it.", message.Bold(s.Name), message.Code("/setup"))...))
		r.Buttons = []message.Button{
			{Label: "How to set up", Line: "/help setup", Main: true},
			{Label: "Open the server", URL: "https://discord.com/channels/" + s.ID},
		}
	case kept > 0:
		lines = append(lines, message.Para(say(w, "This server's settings are as they were: %d in %s.", kept,
			message.Code("/subscriptions list"))...))
		r.Buttons = []message.Button{{Label: "Set up more", Line: "/setup"}, help}
	default:
		lines = append(lines, message.Para(say(w, "Whoever may manage this server sets me up in a minute: a topic, a "+
			"channel, a time.")...))
		r.Buttons = []message.Button{{Label: "Set up", Line: "/setup", Main: true}, help}
	}
	r.Blocks = []message.Block{{Lines: lines}}
	return r
}

// InviteURL is the address at which an application is invited to a server, with what it needs there and no more.
func InviteURL(application string) string {
	const needed = mayView | maySend | maySendInThreads | mayEmbed | mayReadHistory
	return "https://discord.com/oauth2/authorize?client_id=" + application +
		"&scope=bot+applications.commands&permissions=" + strconv.FormatUint(uint64(needed), 10)
}
