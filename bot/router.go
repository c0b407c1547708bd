package bot

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Handler answers a request. A *news.Error is shown as it stands; any other error is logged and shown as a reference.
type Handler func(ctx context.Context, r *Request) (message.Reply, error)

// Middleware does something around a handler.
type Middleware func(Handler) Handler

// completer offers choices for what has been typed. It answers from memory: autocomplete cannot be deferred.
type completer func(ctx context.Context, r *Request, typed string) []message.Choice

// handlerTimeout bounds one answer. Discord keeps a deferred interaction for 15 minutes, people do not.
const handlerTimeout = 30 * time.Second

// loadTimeout bounds how long somebody at the console waits after the first Tab.
const loadTimeout = 3 * time.Second

// Router finds who answers a request.
type Router struct {
	lg         *slog.Logger
	commands   []command.Command
	handlers   map[string]Handler
	completers map[string]completer // by "path option"
	answers    *answers
	loaded     sync.Once // for Complete
}

// NewRouter returns a router with all commands, answering from store. It is safe for concurrent use.
func NewRouter(lg *slog.Logger, store Store, o Options) *Router {
	return newRouter(lg, store, o, discord{})
}

// newRouter is NewRouter for a bot that is connected to Discord.
func newRouter(lg *slog.Logger, store Store, o Options, d discord) *Router {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Zone = cmp.Or(o.Zone, "UTC")
	a := newAnswers(lg, store, o, d)
	rt := &Router{
		lg: lg, commands: command.All(), handlers: map[string]Handler{}, completers: map[string]completer{},
		answers: a,
	}
	rt.handle("changed", a.changed)
	rt.handle("digest", a.digest)
	rt.handle("events report", a.report)
	rt.handle("events reports", a.reports)
	rt.handle("events hide", a.hide)
	rt.handle("events unhide", a.unhide)
	rt.handle("evidence export", a.exportEvidence)
	rt.handle("figures", a.figures)
	rt.handle("help", a.help)
	rt.handle("latest", a.latest)
	rt.handle("search", a.search)
	rt.handle("sources list", a.sources)
	rt.handle("sources health", a.health)
	rt.handle("sources add", a.addSource)
	rt.handle("sources remove", a.removeSource)
	rt.handle("sources import", a.importSources)
	rt.handle("sources export", a.exportSources)
	rt.handle("sources describe", a.describe)
	rt.handle("data export", a.exportData)
	rt.handle("data erase", a.eraseData)
	rt.handle("status", a.status)
	rt.handle("setup", a.setup)
	rt.handle("subscribe", a.subscribe)
	rt.handle("map", a.drawMap)
	rt.handle("names", a.names)
	rt.handle("watch", a.watch)
	rt.handle("unwatch", a.unwatch)
	rt.handle("subscriptions list", a.subscriptions)
	rt.handle("subscriptions show", a.showSubscription)
	rt.handle("subscriptions edit", a.edit)
	rt.handle("subscriptions send", a.sendNow)
	rt.handle("subscriptions remove", a.unsubscribe)
	rt.handle("subscriptions pause", a.pause)
	rt.handle("subscriptions resume", a.resume)
	rt.handle("subscriptions refine", a.refine)
	rt.handle("subscriptions copy", a.copySubscription)
	rt.handleSettings()
	rt.handle("topics list", a.listTopics)
	rt.handle("topics add", a.addTopic)
	rt.handle("topics remove", a.removeTopic)
	rt.handle("follow", a.follow)
	rt.handle("mute", a.mute)
	rt.handle("muted", a.muted)
	rt.handle("unmute", a.unmute)
	rt.handle("timeline", a.timeline)
	rt.handle("who", a.who)
	rt.complete()
	return rt
}

// complete registers what is offered while a user types.
func (rt *Router) complete() {
	a := rt.answers
	for _, path := range []string{"changed", "digest", "latest", "setup"} {
		rt.completers[path+" topic"] = a.completeTopic
	}
	rt.completers["evidence export digest"] = a.completeTopic
	rt.completers["subscribe topic"] = a.completeTopics
	rt.completers["subscriptions refine topic"] = a.completeTopics
	rt.completers["topics remove topic"] = a.completeOwnTopic
	rt.completers["follow what"] = a.completeMatter
	rt.completers["mute what"] = a.completeMatter
	rt.completers["figures about"] = a.completeName
	rt.completers["latest about"] = a.completeName
	rt.completers["map about"] = a.completeSubject
	rt.completers["timeline about"] = a.completeName
	rt.completers["who name"] = a.completeName
	rt.completers["search source"] = a.completeSource
	rt.completers["sources remove feed"] = a.completeFeed
	rt.completers["sources describe outlet"] = a.completeOwnOutlet
	rt.completers["sources describe party"] = a.completeParty
	rt.completers["help command"] = a.completeCommand
	rt.completers["setup timezone"] = a.completeZone
	rt.completers["subscribe timezone"] = a.completeZone
	rt.completers["subscriptions edit timezone"] = a.completeZone
	rt.completers["watch about"] = a.completeSubject
	rt.completers["unwatch about"] = a.completeWatch
	for _, sub := range []string{"show", "edit", "send", "pause", "resume", "remove", "refine", "copy"} {
		rt.completers["subscriptions "+sub+" number"] = a.completeNumber
	}
}

// handleSettings registers what is set for a whole server.
func (rt *Router) handleSettings() {
	a := rt.answers
	rt.handle("settings show", a.showSettings)
	rt.handle("settings answers", a.setAnswers)
	rt.handle("settings alerts", a.setAlerts)
	rt.handle("settings audit", a.setAudit)
	rt.handle("settings language", a.setLanguage)
}

// handle registers h behind the middleware, outermost first.
func (rt *Router) handle(path string, h Handler) {
	cmd, ok := command.Find(rt.commands, path)
	if !ok {
		panic("bot: no command " + path) // a mistake in this package, found by every test
	}
	for _, m := range []Middleware{permit(cmd), deadline(handlerTimeout), rescue, rt.logged} {
		h = m(h)
	}
	rt.handlers[path] = h
}

// Serve answers r. The reply can be shown whatever happened; the error says that it is about one, and has been logged
// if it is not the asker's.
func (rt *Router) Serve(ctx context.Context, r *Request) (message.Reply, error) {
	if r.Now.IsZero() {
		r.Now = rt.answers.o.Now()
	}
	if r.View == "" {
		r.View = message.ViewPage
	}
	if r.Zone == nil {
		r.Zone = wording.Zone(rt.answers.o.Zone)
	}
	h, ok := rt.handlers[r.Path]
	if !ok {
		r.Words = rt.answers.speak(ctx, r, true)
		err := errorf(
			"There is no command /%s here any more. /help lists all.",
			message.Shorten(message.Clean(r.Path), 40),
		)
		return rt.dress(message.Problem(messageOf(err, r.words())), r), err
	}
	cmd, _ := command.Find(rt.commands, r.Path)
	private := cmd.Private || r.View != message.ViewPage || rt.answers.hushed(ctx, r)
	r.Words = rt.answers.speak(ctx, r, private)
	reply, err := h(rt.answers.seenBy(ctx, r), r)
	if err != nil {
		return rt.dress(message.Problem(messageOf(err, r.words())), r), err
	}
	reply.Ephemeral = reply.Ephemeral || private
	return rt.dress(reply, r), nil
}

// dress gives a reply what its buttons and its times need.
func (rt *Router) dress(reply message.Reply, r *Request) message.Reply {
	reply.View, reply.Page, reply.Zone = r.View, r.Page, r.zone()
	if reply.Words == nil {
		reply.Words = r.words()
	}
	reply.Line = cmp.Or(reply.Line, r.String())
	if reply.Asked.IsZero() {
		reply.Asked = r.Now
	}
	return reply
}

// Ask answers a command line. r says who asks; its invocation is overwritten.
func (rt *Router) Ask(ctx context.Context, r Request, line string) (message.Reply, error) {
	inv, err := command.Parse(line)
	if err != nil {
		return rt.dress(message.Problem(messageOf(err, r.words())), &r), err
	}
	r.Invocation = inv
	return rt.Serve(ctx, &r)
}

// Press answers a button by its custom_id. r says who presses it; invocation, view, page and time are overwritten.
func (rt *Router) Press(ctx context.Context, r Request, customID string) (message.Reply, error) {
	s, err := command.StateOf(customID)
	if err != nil {
		return rt.dress(message.Problem(messageOf(err, r.words())), &r), err
	}
	r.View, r.Page = s.View, s.Page
	if r.Again = !s.Asked.IsZero(); r.Again {
		r.Now, r.End = s.Asked, s.End
	}
	return rt.Ask(ctx, r, s.Line)
}

// choose answers a button or a menu; of a menu of channels, channel is the one that was chosen.
func (rt *Router) choose(ctx context.Context, r Request, customID, channel string) (message.Reply, error) {
	if channel == "" {
		return rt.Press(ctx, r, customID)
	}
	return rt.Submit(ctx, r, customID, map[string]string{"channel": channel})
}

// Submit answers a form that was filled in: its custom_id is the command line, values are options of it. r says who
// sends it.
func (rt *Router) Submit(
	ctx context.Context,
	r Request,
	customID string,
	values map[string]string,
) (message.Reply, error) {
	refuse := func(err error) (message.Reply, error) {
		return rt.dress(message.Problem(messageOf(err, r.words())), &r), err
	}
	s, err := command.StateOf(customID)
	if err != nil {
		return refuse(err)
	}
	inv, err := command.Parse(s.Line)
	if err != nil {
		return refuse(err)
	}
	cmd, _ := command.Find(rt.commands, inv.Path)
	for _, o := range cmd.Options {
		value, asked := values[o.Name]
		switch {
		case !asked:
		case value != "":
			inv.Values[o.Name] = value
		case o.Clears:
			inv.Values[o.Name] = noMention
		}
	}
	if err := inv.Check(cmd); err != nil {
		return refuse(err)
	}
	r.Invocation = inv
	return rt.Serve(ctx, &r)
}

// Refresh reads the names that autocomplete offers. It is called when a bot starts and every few minutes after; until
// the first time, nothing is offered.
func (rt *Router) Refresh(ctx context.Context) error { return rt.answers.refresh(ctx) }

// Choices offers values for an option of r that is being typed: at most 25, within Discord's limits.
func (rt *Router) Choices(ctx context.Context, r *Request, option string) []message.Choice {
	offer, ok := rt.completers[r.Path+" "+option]
	if !ok {
		return []message.Choice{}
	}
	out := []message.Choice{}
	ctx = rt.answers.seenBy(ctx, r)
	for _, c := range offer(ctx, r, r.value(option)) {
		if len(out) == message.MaxChoices {
			break
		}
		c.Name = message.Shorten(message.Clean(c.Name), message.MaxChoice)
		if c.Name != "" && c.Value != "" && message.UTF16Len(c.Value) <= message.MaxChoice {
			out = append(out, c)
		}
	}
	return out
}

// Complete returns lines that line may become, for the console: names of commands, then of options, then choices. The
// first time it reads the names that it offers from the store; if that fails it offers commands only.
func (rt *Router) Complete(ctx context.Context, line string) []string {
	rt.loaded.Do(func() {
		ctx, cancel := context.WithTimeout(ctx, loadTimeout)
		defer cancel()
		if err := rt.Refresh(ctx); err != nil {
			rt.lg.WarnContext(ctx, "load names for completion", "error", err)
		}
	})
	line = strings.TrimLeft(line, " ")
	if !strings.HasPrefix(line, "/") {
		if line == "" {
			return rt.completePaths("")
		}
		return nil
	}
	typed := strings.ToLower(line[1:])
	path := ""
	for _, p := range command.Paths(rt.commands) {
		if strings.HasPrefix(typed, p+" ") {
			path = p
		}
	}
	if path == "" {
		return rt.completePaths(typed)
	}
	return rt.completeOption(ctx, path, line[len(path)+2:])
}

// completePaths returns the commands that begin with what is typed.
func (rt *Router) completePaths(typed string) (out []string) {
	for _, p := range command.Paths(rt.commands) {
		if strings.HasPrefix(p, typed) {
			cmd, _ := command.Find(rt.commands, p)
			line := "/" + p
			if len(cmd.Options) > 0 {
				line += " "
			}
			out = append(out, line)
		}
	}
	return out
}

// completeOption completes the last option in text, or offers the next.
func (rt *Router) completeOption(ctx context.Context, path, text string) (out []string) {
	cmd, _ := command.Find(rt.commands, path)
	if len(cmd.Options) == 0 {
		return nil
	}
	done, name, value := command.LastOption(cmd, text)
	r := &Request{
		Invocation: command.Invocation{Path: path, Values: map[string]string{name: value}}, Local: true,
		Now: rt.answers.o.Now(),
	}
	for _, c := range rt.Choices(ctx, r, name) {
		inv := command.Invocation{Path: path, Values: map[string]string{name: c.Value}}
		if done == "" {
			out = append(out, inv.String())
			continue
		}
		out = append(out, "/"+path+" "+done+" "+name+":"+quoteIfSpaced(c.Value))
	}
	if len(out) > 0 || (text != "" && !strings.HasSuffix(text, " ")) {
		return out
	}
	for _, o := range cmd.Options {
		if !strings.Contains(text, o.Name+":") && (text == "" || o.Name != name) {
			out = append(out, "/"+path+" "+text+o.Name+":")
		}
	}
	return out
}

func quoteIfSpaced(s string) string {
	if strings.Contains(s, " ") {
		return `"` + s + `"`
	}
	return s
}

// permit lets through only those who may.
func permit(c command.Command) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (message.Reply, error) {
			switch {
			case c.Own && r.Guild == "" && r.User != "": // theirs
			case (c.GuildOnly || c.Own) && r.Guild == "" && r.Local:
				return message.Reply{}, errorf(
					"/%s works only in a server, because it is about its channels. Say in which "+
						"one you ask: --guild ID --channel ID.",
					r.Path,
				)
			case c.GuildOnly && r.Guild == "":
				return message.Reply{}, errorf("/%s works only in a server, because it is about its channels.", r.Path)
			case c.Admin && r.Guild == "" && !r.Local:
				return message.Reply{}, errorf("/%s works only in a server: what it changes is that server's, and it "+
					"needs the permission Manage Server there.", r.Path)
			case c.Admin && !r.Manager && !r.Local:
				return message.Reply{}, errorf(
					"/%s needs the permission Manage Server, which you do not have here. Ask "+
						"somebody who has it.",
					r.Path,
				)
			}
			return next(ctx, r)
		}
	}
}

// deadline bounds the time of an answer and says so in words.
func deadline(d time.Duration) Middleware {
	return func(next Handler) Handler {
		return func(ctx context.Context, r *Request) (message.Reply, error) {
			bounded, cancel := context.WithTimeout(ctx, d)
			defer cancel()
			reply, err := next(bounded, r)
			if err != nil && ctx.Err() == nil && errors.Is(bounded.Err(), context.DeadlineExceeded) {
				said := phrase("That took too long: Sitrep is busy. Try again in a minute.")
				return message.Reply{}, &news.Error{Code: news.Unavailable, Message: said, Format: said, Err: err}
			}
			return reply, err
		}
	}
}

// rescue turns a panic into an error, so that one bad article cannot take the bot down.
func rescue(next Handler) Handler {
	return func(ctx context.Context, r *Request) (reply message.Reply, err error) {
		err = guard(func() error {
			var err error
			reply, err = next(ctx, r)
			return err
		})
		return reply, err
	}
}

// refer logs an error that nobody foresaw, and returns what is shown for it.
func (rt *Router) refer(ctx context.Context, err error, attrs ...any) error {
	ref := newRef()
	rt.lg.ErrorContext(ctx, "answer failed", append(attrs, "ref", ref, "error", err)...)
	return &reference{ref, err}
}

// logged writes one line for every request, and gives errors nobody foresaw their reference.
func (rt *Router) logged(next Handler) Handler {
	return func(ctx context.Context, r *Request) (message.Reply, error) {
		start := rt.answers.o.Now()
		reply, err := next(ctx, r)
		attrs := []any{"command", r.Path, "view", r.View, "guild", r.Guild, "took", rt.answers.o.Now().Sub(start)}
		switch code := news.ErrorCode(err); code {
		case "":
			rt.lg.InfoContext(ctx, "answered", attrs...)
		case news.Internal:
			err = rt.refer(ctx, err, attrs...)
		default:
			rt.lg.InfoContext(ctx, "answered with a problem", append(attrs, "code", string(code), "error", err)...)
		}
		return reply, err
	}
}
