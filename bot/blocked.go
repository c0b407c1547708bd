package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// Times of looking after blocked subscriptions.
const (
	blockedEvery = time.Minute      // how often they are looked for
	askedMost    = 20               // in one round: each answer may be a 403, of which ten minutes allow few
	askAgain     = 15 * time.Minute // how often Discord is asked about one where nothing is known to have changed
	settle       = 2 * time.Second  // changes come in bunches: a role's, then each of its channels'
)

// permissionWatcher looks after the subscriptions that Discord refuses: it tells an admin once, and lets them go on
// when they can.
type permissionWatcher struct {
	lg      *slog.Logger
	form    message.Form
	now     func() time.Time
	topics  func() []news.Topic
	store   blockStore
	rest    *rest.Client
	sites   *sites
	names   *directory
	changes *serverChanges // in the servers

	mu     sync.Mutex
	shared bool // other processes look after servers, too: this one after those of its shards
	shards []int
	total  int
}

// look has the watcher look after the servers of some of the shards, because other processes have the others.
func (w *permissionWatcher) look(shards []int, total int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.shared, w.shards, w.total = true, shards, total
}

// minds reports whether a server is this process's to look after (Discord documentation, "Gateway", "Sharding").
func (w *permissionWatcher) minds(guild string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.shared {
		return true
	}
	id, err := strconv.ParseUint(guild, 10, 64)
	return err == nil && slices.Contains(w.shards, int((id>>22)%uint64(max(1, w.total))))
}

// serverChange is what has changed in a server since its subscriptions were looked at last.
type serverChange struct {
	gone    bool     // the bot is no longer in it
	joined  bool     // the bot is in it
	deleted []string // channels and threads
}

// serverChanges gathers changes until somebody takes them. It is safe for concurrent use.
type serverChanges struct {
	wake chan struct{} // there is something to take

	mu       sync.Mutex
	byServer map[string]*serverChange
}

func newServerChanges() *serverChanges {
	return &serverChanges{wake: make(chan struct{}, 1), byServer: map[string]*serverChange{}}
}

// take empties what has been gathered.
func (c *serverChanges) take() map[string]*serverChange {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := c.byServer
	c.byServer = map[string]*serverChange{}
	return all
}

// note takes an event of the gateway that may change where the bot can post. It does not block.
func (c *serverChanges) note(event string, raw json.RawMessage) {
	switch event {
	case "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_CREATE", "GUILD_ROLE_UPDATE", "GUILD_ROLE_DELETE",
		"GUILD_MEMBER_UPDATE",
		"CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE", "THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE",
		"THREAD_LIST_SYNC":
	default:
		return
	}
	var e struct {
		ID          string `json:"id"`
		Guild       string `json:"guild_id"`
		Unavailable bool   `json:"unavailable"` // an outage, not the end
	}
	if err := json.Unmarshal(raw, &e); err != nil || e.Unavailable {
		return
	}
	guild := cmp.Or(e.Guild, e.ID) // of GUILD_* events the id is the server's
	c.mu.Lock()
	s := c.byServer[guild]
	if s == nil {
		s = &serverChange{}
		c.byServer[guild] = s
	}
	switch event {
	case "GUILD_CREATE":
		s.gone, s.joined = false, true
	case "GUILD_DELETE":
		s.gone, s.joined = true, false
	case "CHANNEL_DELETE", "THREAD_DELETE":
		s.deleted = append(s.deleted, e.ID)
	}
	c.mu.Unlock()
	c.poke()
}

// poke says that there is something to look after. It does not block.
func (c *serverChanges) poke() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// run looks after them until ctx ends.
func (w *permissionWatcher) run(ctx context.Context) {
	checked := map[int64]time.Time{}
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			return
		case <-w.changes.wake:
			wait(ctx, settle)
		case <-time.After(blockedEvery):
		}
		err := guard(func() error {
			return errors.Join(w.checkBlocked(ctx, w.changes.take(), checked), w.tellReports(ctx))
		})
		if err != nil && ctx.Err() == nil {
			w.lg.WarnContext(ctx, "look after paused subscriptions", "error", err)
		}
	}
}

// checkBlocked does one round. checked is when each subscription was asked about last.
func (w *permissionWatcher) checkBlocked(
	ctx context.Context, changed map[string]*serverChange, checked map[int64]time.Time,
) error {
	for _, guild := range slices.Sorted(maps.Keys(changed)) {
		if err := w.blockLost(ctx, guild, *changed[guild]); err != nil {
			return err
		}
	}
	blocked, err := w.store.BlockedSubscriptions(ctx)
	if err != nil {
		return fmt.Errorf("list blocked subscriptions: %w", err)
	}
	still := map[int64]bool{}
	asked := 0
	for _, s := range longestUnchecked(blocked, checked) {
		if !w.minds(s.Guild) {
			continue
		}
		still[s.ID] = true
		if s.Guild == "" { // whoever it is of lets it go on
			continue
		}
		if asked < askedMost && (changed[s.Guild] != nil || w.now().Sub(checked[s.ID]) >= askAgain) {
			checked[s.ID] = w.now()
			asked++
			again, err := w.unblock(ctx, &s)
			if err != nil {
				return err
			}
			if again {
				continue
			}
		}
		if s.Told.IsZero() {
			if err := w.tell(ctx, s); err != nil {
				return err
			}
		}
	}
	maps.DeleteFunc(checked, func(id int64, _ time.Time) bool { return !still[id] })
	return nil
}

// longestUnchecked returns the subscriptions in the order of when they were asked about, so that a full round leaves
// nobody out for good.
func longestUnchecked(blocked []news.Subscription, checked map[int64]time.Time) []news.Subscription {
	out := slices.Clone(blocked)
	slices.SortStableFunc(out, func(a, b news.Subscription) int { return checked[a.ID].Compare(checked[b.ID]) })
	return out
}

// blockLost pauses what can no longer be delivered, before the next digest finds out.
func (w *permissionWatcher) blockLost(ctx context.Context, guild string, lost serverChange) error {
	switch {
	case lost.gone:
		if err := w.store.NoteServer(ctx, guild, w.now()); err != nil {
			return err
		}
	case lost.joined:
		if err := w.store.NoteServer(ctx, guild, time.Time{}); err != nil {
			return err
		}
	}
	if !lost.gone && len(lost.deleted) == 0 {
		return nil
	}
	all, err := w.store.Subscriptions(ctx, guild)
	if err != nil {
		return fmt.Errorf("list subscriptions: %w", err)
	}
	for _, s := range all {
		why := ""
		switch {
		case lost.gone:
			why = permanent[codeUnknownGuild]
		case slices.Contains(lost.deleted, s.Channel):
			why = permanent[codeUnknownChannel]
			if name := w.names.channel(s.Channel); name != "" {
				why = fmt.Sprintf(deletedNamed, name)
			}
		}
		if why == "" || s.Paused != "" {
			continue
		}
		if err := w.store.BlockSubscription(ctx, s.ID, why); err != nil && news.ErrorCode(err) != news.NotFound {
			return fmt.Errorf("block subscription %d: %w", s.ID, err)
		}
	}
	return nil
}

// unblock lets s go on if the bot may post in its channel again. What it was not sent, the next digest brings. If it
// may not, s says exactly why.
func (w *permissionWatcher) unblock(ctx context.Context, s *news.Subscription) (bool, error) {
	at, err := w.sites.site(ctx, s.Guild, s.Channel)
	at.threads = s.Preferences.Threads != news.NoThreads
	if err != nil { // as long as nothing good is known of it, it stays paused
		return false, nil //nolint:nilerr // nobody waits for an answer
	}
	if lacks := at.lacks(w.now()); len(lacks) > 0 {
		return false, w.explain(ctx, s, reason(lacks))
	}
	next := w.now()
	if s.Kind == news.Scheduled {
		if next, err = digest.Next(s.Schedule, s.Zone, next); err != nil {
			return false, nil //nolint:nilerr // an admin has to mend the schedule, /subscriptions says so
		}
	}
	switch err := w.store.UnblockSubscription(ctx, s.ID, next); news.ErrorCode(err) {
	case "":
		w.lg.InfoContext(ctx, "subscription goes on", "subscription", s.ID, "channel", s.Channel)
		ws := wording.In(s.Preferences.Language)
		w.tellAudit(ctx, *s, message.Reply{Words: ws, Blocks: []message.Block{{Lines: []message.Line{message.Para(
			done("✅", say(ws, "I post in %s again (%s, %s).", message.Channel(s.Channel),
				message.Phrase(subject(ws, w.topics(), *s)), message.Phrase(rhythm(ws, *s))))...)}}}})
		return true, nil
	case news.Conflict: // an admin was faster
		return true, nil
	default:
		return false, fmt.Errorf("unblock subscription %d: %w", s.ID, err)
	}
}

// explain stores why s is blocked, for lists.
func (w *permissionWatcher) explain(ctx context.Context, s *news.Subscription, why string) error {
	if s.Paused == why {
		return nil
	}
	err := w.store.BlockSubscription(ctx, s.ID, why)
	if err != nil && news.ErrorCode(err) != news.NotFound {
		return fmt.Errorf("explain subscription %d: %w", s.ID, err)
	}
	s.Paused = why
	return nil
}

// tell tells an admin that s is blocked: the one who made it by direct message; if that cannot be, the server's
// moderators, in a channel where the bot may post. If nobody can be reached, /status and /subscriptions say it. Only a
// failure that may pass is an error: it is tried again.
func (w *permissionWatcher) tell(ctx context.Context, s news.Subscription) error {
	if w.tellAudit(ctx, s, w.notice(ctx, s, false)) {
		w.lg.WarnContext(ctx, "subscription is paused", "subscription", s.ID, "channel", s.Channel, "reason", s.Paused,
			"told", "the audit channel")
		return w.toldOf(ctx, s)
	}
	reached, err := w.tellMaker(ctx, s)
	if err == nil && !reached {
		reached, err = w.tellServer(ctx, s)
	}
	if err != nil {
		return fmt.Errorf("tell about subscription %d: %w", s.ID, err)
	}
	w.lg.WarnContext(ctx, "subscription is paused", "subscription", s.ID, "channel", s.Channel, "reason", s.Paused,
		"told", reached)
	return w.toldOf(ctx, s)
}

// toldOf records that somebody was told of s.
func (w *permissionWatcher) toldOf(ctx context.Context, s news.Subscription) error {
	err := w.store.TellSubscription(ctx, s.ID, w.now())
	if err != nil && news.ErrorCode(err) != news.NotFound {
		return fmt.Errorf("tell about subscription %d: %w", s.ID, err)
	}
	return nil
}

// tellAudit tells the channel that a server's admins have chosen for trouble, and reports whether it was told.
func (w *permissionWatcher) tellAudit(ctx context.Context, s news.Subscription, r message.Reply) bool {
	settings, err := w.store.ServerSettings(ctx, s.Guild)
	if err != nil || settings.Audit == "" || settings.Audit == s.Channel {
		return false
	}
	if err := w.post(ctx, settings.Audit, s, r); err != nil {
		w.lg.WarnContext(ctx, "tell the audit channel", "guild", s.Guild, "channel", settings.Audit, "error", err)
		return false
	}
	return true
}

// refusal reports whether Discord has said no, which it will say again.
func refusal(err error) bool {
	e, ok := errors.AsType[*rest.Error](err)
	return ok && e.Status >= 400 && e.Status < 500 && e.Status != 429 && e.Status != 401
}

func (w *permissionWatcher) tellMaker(ctx context.Context, s news.Subscription) (bool, error) {
	if !message.IsID(s.By) {
		return false, nil
	}
	var direct person
	err := w.rest.Post(ctx, "/users/@me/channels", map[string]string{"recipient_id": s.By}, &direct)
	if err == nil {
		err = w.post(ctx, direct.ID, s, w.notice(ctx, s, true))
	}
	if refusal(err) {
		return false, nil
	}
	return err == nil, err
}

// tellServer writes to the channel for moderators, the one for system messages, or another one that gets digests.
func (w *permissionWatcher) tellServer(ctx context.Context, s news.Subscription) (bool, error) {
	var about server
	if err := w.sites.ask(ctx, "/guilds/"+s.Guild, &about); err != nil {
		return false, nil //nolint:nilerr // the server is not there for us
	}
	channels := []string{about.Public, about.System}
	all, err := w.store.Subscriptions(ctx, s.Guild)
	if err != nil {
		return false, err
	}
	for _, other := range all {
		if other.Paused == "" {
			channels = append(channels, other.Channel)
		}
	}
	for i, channel := range channels {
		if !message.IsID(channel) || channel == s.Channel || slices.Contains(channels[:i], channel) {
			continue
		}
		if at, err := w.sites.site(ctx, s.Guild, channel); err != nil || len(at.lacks(w.now())) > 0 ||
			isForum(at.place.Type) {
			continue
		}
		err := w.post(ctx, channel, s, w.notice(ctx, s, false))
		if err == nil || !refusal(err) {
			return err == nil, err
		}
	}
	return false, nil
}

// post sends a message about s. Sent again within minutes it is the same message.
func (w *permissionWatcher) post(ctx context.Context, channel string, s news.Subscription, r message.Reply) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	m := command.Renderer.Render(r, w.form).Pages[0]
	m.Nonce, m.EnforceNonce = fmt.Sprintf("told-%d-%d-%t", s.ID, s.LastAt.Unix(), s.Blocked), true
	if message.IsID(s.By) {
		m.AllowedMentions.Users = []string{s.By}
	}
	return w.rest.Post(ctx, "/channels/"+channel+"/messages", m, nil)
}

// notice is what an admin reads: what no longer comes where, why, and what can be done about it, as exactly as Discord
// lets it be known. direct is for a direct message, which must name the server.
func (w *permissionWatcher) notice(ctx context.Context, s news.Subscription, direct bool) message.Reply {
	at, err := w.sites.site(ctx, s.Guild, s.Channel)
	gone := news.ErrorCode(err) == news.NotFound
	ws := wording.In(s.Preferences.Language)
	name := w.names.channel(s.Channel)
	where := []message.Run{message.Channel(s.Channel)}
	if gone && name != "" { // its mention would show nothing
		where = []message.Run{message.Bold(name)}
	}
	if server := cmp.Or(at.server.Name, w.names.server(s.Guild)); direct && server != "" {
		where = say(ws, "%s of %s", where, message.Bold(server))
	}
	what := done("⚠️", say(ws, "I have stopped posting in %s (%s, %s).", where,
		message.Phrase(subject(ws, w.topics(), s)), message.Phrase(rhythm(ws, s))))
	if !direct && message.IsID(s.By) {
		what = append([]message.Run{message.User(s.By), message.Plain(" ")}, what...)
	}
	lines := []message.Line{message.Para(what...)}
	lacks := at.lacks(w.now())
	if err == nil && len(lacks) > 0 {
		lines = append(lines, at.mend(ws, lacks)...)
	} else {
		lines = append(lines, message.Para(message.Phrase(reasonIn(ws, s.Paused))))
	}
	r := message.Reply{Words: ws}
	number := fmt.Sprint(s.ID)
	switch {
	case gone && !direct:
		lines = append(lines, message.Para(say(ws, "Choose another channel for it, or remove it.")...))
		r.Buttons = []message.Button{
			{Label: "Choose another channel", Line: numberLine("edit", s, true), Main: true},
			{Label: "Remove it", Line: numberLine("remove", s, true)},
		}
	case gone:
		lines = append(lines, message.Para(say(ws, "In the server, %s gives it another channel, %s ends it.",
			message.Code("/subscriptions edit "+number), message.Code("/subscriptions remove "+number))...))
	default:
		lines = append(lines, message.Quiet(say(ws, "Once that is mended it goes on by itself; the next digest "+
			"brings what was missed. /subscriptions list shows it, and you are told this once.")...))
	}
	r.Blocks = []message.Block{{Lines: lines}}
	if s.Guild != "" && direct {
		address := "https://discord.com/channels/" + s.Guild
		r.Buttons = []message.Button{{Label: "Open the channel", URL: address + "/" + s.Channel}}
		if gone {
			r.Buttons = []message.Button{{Label: "Open the server", URL: address}}
		}
	}
	return r
}
