package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"sitrep/bot/gateway"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/news"
)

// Times of the gateway.
const (
	openTimeout    = 30 * time.Second // to connect, identify and be ready
	reconnectFirst = time.Second
	reconnectMost  = 50 * time.Second // so that Discord is found again within a minute of its return
	refreshFirst   = 2 * time.Second  // while there are no names for autocomplete to offer: at a first start, say
	refreshEvery   = 5 * time.Minute  // of those names
)

// fatal are the close codes after which connecting again is of no use (Discord documentation, "Gateway Close Event
// Codes"), with what to do.
var fatal = map[int]string{
	4004: "Discord refuses the bot's token. Reset it in the developer portal (Bot, Reset Token) and put the new one " +
		"into the configuration.",
	4010: "Discord refuses the shard's number. This is a fault of Sitrep: please report it.",
	4011: "Discord requires more shards than it recommended. Start Sitrep again.",
	4012: "Discord no longer speaks this version of its gateway. A newer Sitrep is needed.",
	4013: "Discord refuses the intents. This is a fault of Sitrep: please report it.",
	4014: "Discord does not allow the intents. Sitrep needs Guilds only, which is always allowed: is the token " +
		"another bot's?",
}

// Bot is Sitrep's connection to Discord.
type Bot struct {
	lg        *slog.Logger
	o         Options
	router    *Router
	rest      *rest.Client
	sites     *sites
	watcher   *permissionWatcher
	registrar *registrar
	responder *responder
	greeter   *greeter
	sessions  *sessions

	application  *atomic.Value // its id, a string
	renewed      chan struct{} // what autocomplete offers has changed
	interactions sync.WaitGroup
	registered   sync.Once

	mu     sync.Mutex
	shards map[int]bool // whether each is connected, once it was
	idle   bool         // other processes keep all shards
}

// Connected reports whether every shard that was started is connected to the gateway, or that other processes keep all.
func (b *Bot) Connected() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, is := range b.shards {
		if !is {
			return false
		}
	}
	return len(b.shards) > 0 || b.idle
}

// New returns a bot that answers from store. It connects in Run. Bad options are Invalid errors.
func New(lg *slog.Logger, store Store, o Options) (*Bot, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Form = cmp.Or(o.Form, message.FormComponents)
	if o.Form != message.FormComponents && o.Form != message.FormEmbeds {
		return nil, errorf("discord.components: %q is neither %q nor %q.", o.Form, message.FormComponents,
			message.FormEmbeds)
	}
	to := rest.Options{
		APIURL: o.APIURL, Token: o.Token, Version: o.Version, Contact: o.Contact, Transport: o.Transport, Now: o.Now,
	}
	if o.Ledger != nil {
		to.Ledger = turns{o.Ledger}
	}
	client, err := rest.New(lg, to)
	if err != nil {
		return nil, errorf("discord.api_url: %v.", err)
	}
	where, names, ids := &sites{rest: client}, &directory{}, &registeredIDs{}
	changes := newServerChanges()
	router := newRouter(lg, store, o, discord{
		site: where.site, trouble: func() string { return trouble(client.Standing()) },
		channel: names.channel, registered: ids.of, direct: where.direct,
		reported: changes.poke,
	})
	b := &Bot{
		lg: lg, o: o, router: router, rest: client, sites: where, sessions: &sessions{}, application: &atomic.Value{},
		renewed: make(chan struct{}, 1),
		watcher: &permissionWatcher{
			lg: lg, form: o.Form, now: o.Now, topics: router.answers.allTopics, store: store, rest: client,
			sites: where, changes: changes, names: names,
		},
		registrar: &registrar{lg: lg, rest: client, guild: o.Guild, commands: router.commands, ids: ids},
	}
	b.greeter = &greeter{
		lg: lg, form: o.Form, now: o.Now, rest: client, sites: where, store: store, language: o.Language,
	}
	b.responder = &responder{
		lg: lg, form: o.Form, now: o.Now, rest: client, router: router, turns: newFairQueue(maxBusy),
		sessions: b.sessions, application: b.application,
	}
	return b, nil
}

// Sender returns what the delivery worker sends with. It keeps to the same limits as the bot.
func (b *Bot) Sender() *Sender {
	return &Sender{
		lg: b.lg, rest: b.rest, form: b.o.Form, begun: b.o.Now(), publish: b.o.Publish, self: b.sites.selfID,
		history: &history{lg: b.lg, rest: b.rest, now: b.o.Now, self: b.sites.selfID},
		places:  map[string]place{},
		maps:    &illustrator{lg: b.lg, gallery: b.o.Pictures, extent: b.o.Precision, now: b.o.Now},
	}
}

// Router returns what answers the bot's requests.
func (b *Bot) Router() *Router { return b.router }

// Run connects and answers until ctx ends, and returns nil then. It returns an error when only a person can help: a
// refused token, say. Everything else is waited out.
func (b *Bot) Run(ctx context.Context) error {
	if b.o.Token == "" {
		return errorf("There is no token for Discord: set discord.token, discord.token_file or SITREP_DISCORD_TOKEN.")
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	needed := 0
	if b.o.Claims != nil {
		needed = 1 // how many shards will be this process's is not known yet
	}
	info, err := b.login(ctx, needed)
	if err != nil || ctx.Err() != nil {
		return err
	}
	var all sync.WaitGroup
	all.Go(func() { b.refresh(ctx) })
	all.Go(func() { b.watcher.run(ctx) })
	err = gateway.Run(ctx, gateway.Options{
		Token: b.o.Token, Intents: discordgo.IntentsGuilds, Info: info, Dialer: b.o.Dialer, Logger: b.lg,
		Dispatch: b.guarded, Connected: b.connected, Reconnecting: func(_ int, how string) { countReconnect(how) },
		Restart: func(ctx context.Context) (gateway.Info, error) { return b.login(ctx, 1) },
		Claims:  b.o.Claims, Holding: b.holding,
	})
	cancel()
	all.Wait()
	b.interactions.Wait()
	if e, ok := errors.AsType[*gateway.FatalError](err); ok {
		return &news.Error{Code: news.Invalid, Message: fatal[e.Code], Err: err}
	}
	return err
}

// trouble says in a line for an admin why nothing is sent, or how near that is; "" if all is well.
func trouble(s rest.Standing) string {
	switch {
	case s.BannedFor > 0:
		return fmt.Sprintf("Discord keeps this bot's address out. Sitrep tries again in %s.", minutes(s.BannedFor))
	case s.PausedFor > 0:
		return fmt.Sprintf("Discord refused %d requests within 10 minutes. So that it does not ban this bot's "+
			"address, nothing is sent for %s.", s.Refused, minutes(s.PausedFor))
	case s.Refused >= s.Allowed/10:
		return fmt.Sprintf("Discord refused %d requests within 10 minutes; at %d Sitrep stops for a while. Missing "+
			"permissions are the usual reason.", s.Refused, s.Allowed)
	}
	return ""
}

// minutes is a duration in whole minutes, rounded up.
func minutes(d time.Duration) string {
	if n := int((d + time.Minute - 1) / time.Minute); n != 1 {
		return fmt.Sprintf("%d minutes", n)
	}
	return "1 minute"
}

// login asks where to connect, which shows at once whether the token is good. It waits while Discord cannot be reached,
// and while fewer session starts are left than are needed; 0 stands for one a shard. A bot that uses up its session
// starts has its token reset (Discord documentation, "Gateway", "Identifying").
func (b *Bot) login(ctx context.Context, needed int) (gateway.Info, error) {
	for pause := reconnectFirst; ; pause = min(2*pause, reconnectMost) {
		var g gateway.Info
		bounded, cancel := context.WithTimeout(ctx, openTimeout)
		err := b.rest.Get(bounded, "/gateway/bot", &g)
		cancel()
		if err == nil {
			_, err = gateway.Address(g.URL)
		}
		if e, ok := errors.AsType[*rest.Error](err); ok && e.Status == http.StatusUnauthorized {
			return g, &news.Error{Code: news.Invalid, Message: fatal[4004], Err: err}
		}
		g.Shards = max(1, g.Shards)
		starts := max(needed, 1)
		if needed == 0 {
			starts = g.Shards
		}
		switch {
		case ctx.Err() != nil:
			return g, nil
		case err != nil:
			b.lg.WarnContext(ctx, "Discord cannot be reached", "error", err, "again_in", pause)
		case g.Starts.Total > 0 && g.Starts.Remaining < starts:
			pause = time.Duration(g.Starts.ResetAfter)*time.Millisecond + time.Second
			b.lg.WarnContext(ctx, "no session starts left", "again_in", pause)
		default:
			return g, nil
		}
		wait(ctx, pause)
	}
}

// refresh keeps the names for autocomplete.
func (b *Bot) refresh(ctx context.Context) {
	for pause := refreshFirst; ctx.Err() == nil; pause = min(2*pause, refreshEvery) {
		err := guard(func() error { return b.router.Refresh(ctx) })
		if err != nil && ctx.Err() == nil {
			b.lg.WarnContext(ctx, "refresh autocomplete", "error", err)
		}
		if len(b.router.answers.remembered().names) > 0 {
			pause = refreshEvery
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		case <-b.renewed:
			wait(ctx, settle)
		}
	}
}

// Renew has autocomplete offer soon what another process has stored.
func (b *Bot) Renew() {
	select {
	case b.renewed <- struct{}{}:
	default:
	}
}

// guarded takes what the gateway dispatches, and outlives it.
func (b *Bot) guarded(ctx context.Context, e *discordgo.Event) {
	if err := guard(func() error { b.event(ctx, e); return nil }); err != nil {
		b.lg.ErrorContext(ctx, "event of the gateway", "type", e.Type, "error", err)
	}
}

// event takes what the gateway dispatches. It must not block.
func (b *Bot) event(ctx context.Context, e *discordgo.Event) {
	switch e.Type {
	case "READY":
		var ready struct {
			User        person `json:"user"`
			Application person `json:"application"`
		}
		if err := json.Unmarshal(e.RawData, &ready); err != nil {
			b.lg.ErrorContext(ctx, "decode READY", "error", err)
			return
		}
		b.lg.InfoContext(ctx, "connected to Discord", "user", ready.User.ID)
		if ready.User.ID != "" {
			b.sites.self.Store(ready.User.ID)
		}
		b.registered.Do(func() {
			b.interactions.Go(func() { b.keepRegistering(ctx, cmp.Or(ready.Application.ID, ready.User.ID)) })
		})
	case "INTERACTION_CREATE":
		raw, arrived, replayed := e.RawData, b.o.Now(), b.sessions.resuming()
		b.interactions.Go(func() {
			// An answer under way is finished when the bot stops: somebody waits for it.
			ctx, cancel := lingering(ctx, stopGrace)
			defer cancel()
			if err := guard(func() error { return b.responder.interact(ctx, raw, arrived, replayed) }); err != nil {
				b.lg.WarnContext(ctx, "interaction", "error", err)
			}
		})
	default:
		if e.Type == "GUILD_CREATE" {
			raw := e.RawData
			b.interactions.Go(func() {
				if err := guard(func() error { return b.greeter.greet(ctx, raw) }); err != nil && ctx.Err() == nil {
					b.lg.WarnContext(ctx, "greet a server", "error", err)
				}
			})
		}
		b.watcher.names.note(e.Type, e.RawData)
		b.watcher.changes.note(e.Type, e.RawData)
	}
}

// keepRegistering registers the commands, and tries again while that fails: the bot answers those of before meanwhile.
func (b *Bot) keepRegistering(ctx context.Context, application string) {
	for pause := reconnectFirst; ctx.Err() == nil; pause = min(2*pause, reconnectMost) {
		bounded, cancel := context.WithTimeout(ctx, openTimeout)
		var err error
		if application == "" { // READY did not say; of all but very old bots the ids of bot and application are one
			application, err = b.sites.selfID(bounded)
		}
		if err == nil {
			b.application.Store(application)
			err = guard(func() error { return b.registrar.register(bounded, application) })
		}
		cancel()
		if err == nil || ctx.Err() != nil {
			return
		}
		b.lg.WarnContext(ctx, "register commands", "error", err, "again_in", pause)
		wait(ctx, pause)
	}
}

// connected notes and shows whether a shard is connected to the gateway.
func (b *Bot) connected(shard int, is bool) {
	b.sessions.connected(shard, is)
	showConnected(shard, is)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shards == nil {
		b.shards = map[int]bool{}
	}
	b.shards[shard] = is
}

// holding notes which shards are this process's. Those that it has given up are forgotten, and so are their servers.
func (b *Bot) holding(shards []int, total int) {
	b.watcher.look(shards, total)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.idle = len(shards) == 0
	for id := range b.shards {
		if !slices.Contains(shards, id) {
			delete(b.shards, id)
		}
	}
}
