package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"sitrep/bot"
	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/ingest/fetch"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/reading"
	"sitrep/text"
	"sitrep/text/lang"
	"sitrep/wording"
)

type runCmd struct {
	Roles []string `help:"What it does: all, or some of ${enum}." enum:"gateway,poll,place,compose,deliver,web"`
}

// Run runs everything until it is interrupted: three loops that meet only at tables (poll, compose, deliver), the
// Discord gateway and the web pages. Without a token nothing is sent, and the rest runs.
func (c *runCmd) Run(ctx context.Context, e *env) (err error) {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, a.close)
	share := &roles{program: a, given: c.Roles}
	if err := share.validate(); err != nil {
		return err
	}
	if err := a.db.Occupy(); err != nil {
		return err
	}
	if err := a.mendTimes(ctx); err != nil {
		return err
	}
	if err := a.enlist(ctx); err != nil {
		return err
	}
	client, err := a.client(ctx)
	if err != nil {
		return err
	}
	defer closing(&err, client.Close)
	parts, err := share.parts(ctx, client)
	if err != nil {
		return err
	}
	a.lg.InfoContext(ctx, "running", "database", a.db.Path(), "topics", len(a.topics))
	return together(ctx, parts)
}

// parts are those that this process plays, at once or when its turn comes.
func (r *roles) parts(ctx context.Context, client *fetch.Client) ([]part, error) {
	poller := r.poller(client)
	wellness := health{program: r.program, poller: poller, roles: r}
	parts := []part{
		{"database", r.watchFile},
		{"clock", r.every(clockTick, "clock", r.mendTimes)},
		{"topics", r.every(topicsTick, "topics", r.learnTopics)},
	}
	var woken wakes
	if r.db.Shared() {
		r.elsewhere.Store(true)
		if r.may(rolePlace) {
			woken.placer = ingest.NewPlacer(r.lg, r.db, r.pipeline)
			parts = append(parts, r.placing(woken.placer))
		}
	}
	if r.may(rolePoll) {
		parts = append(parts, r.own(part{"poll", poller.Loop}))
	}
	if r.may(rolePlace) {
		parts = append(parts, r.play(part{"upkeep", r.upkeep}))
	}
	if r.may(roleCompose) {
		runner := digest.NewRunner(r.lg, r.db, r.topics, r.now).Sharing(r.db.Hold)
		watcher := digest.NewWatcher(r.lg, r.db, r.topics, r.now)
		parts = append(parts,
			r.composing(composeTick, "digest", "digests", runner.Run),
			r.play(r.composing(watchTick, "watch", "alerts", digest.NewAlarm(watcher, r.db).Run)),
			r.play(r.composing(amendTick, "corrections", "amendments", digest.NewCorrector(r.lg, r.db, r.now).Run)))
	}
	if r.config.Discord.Token.IsSet() {
		discord, err := bot.New(r.lg, r.db, r.botOptions(client))
		if err != nil {
			return nil, err
		}
		wellness.connected, woken.bot = discord.Connected, discord
		if key := r.config.Discord.PublicKey; key != "" {
			if wellness.interactions, err = discord.Interactions(key); err != nil {
				return nil, err
			}
		}
		if r.may(roleGateway) {
			parts = append(parts, r.own(part{"discord", discord.Run}))
		}
		if r.may(roleDeliver) {
			woken.worker = delivery.New(r.lg, r.db, discord.Sender(), delivery.Options{Now: r.now})
			woken.editor = delivery.NewEditor(r.lg, r.db, discord.Sender(), delivery.Options{Now: r.now})
			parts = append(parts, part{"delivery", after(settling, woken.worker.Run)},
				part{"edits", after(settling, woken.editor.Run)})
		}
	} else {
		r.lg.WarnContext(ctx, "no discord.token: reading and composing only, nothing is sent")
	}
	if r.may(roleWeb) && r.config.Web.Listen != "" {
		parts = append(parts, part{"web", wellness.serve})
	}
	if r.db.Shared() {
		parts = append(parts, r.listening(woken))
	}
	return parts, nil
}

// settling is how long nothing is delivered after the start: bot/rest sends no digest in a process's first 1.1 s, and a
// delivery that is claimed before would count an attempt for a process that was killed before it could try.
const settling = 1100 * time.Millisecond

// after runs something when a while is over.
func after(d time.Duration, run func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		select {
		case <-time.After(d):
			return run(ctx)
		case <-ctx.Done():
			return nil
		}
	}
}

// part is something that runs until its context ends.
type part struct {
	name string
	run  func(ctx context.Context) error
}

// How long the end may take after the signal. Whoever stops a process kills it after ten seconds (docker stop) or more.
const (
	stopPatience  = 9 * time.Second        // for all parts
	closePatience = 400 * time.Millisecond // for what is closed afterwards, each
)

// hangError is an end at which something was still at work. It is left behind as a crash would leave it: claims run
// out, transactions are rolled back, and the next start takes up what was begun.
type hangError struct{ parts []string }

func (e *hangError) Error() string {
	return fmt.Sprintf("stopped while still at work: %s. The next start takes it up", strings.Join(e.parts, ", "))
}

// together runs all parts; when one fails the others are asked to end, and the first failure is returned. An end that
// was asked for is none. Parts that do not end within [stopPatience] are left behind: a [*hangError] names them.
func together(ctx context.Context, parts []part) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	ended := make(chan int, len(parts))
	for i, p := range parts {
		go func() {
			if err := p.run(ctx); err != nil && !errors.Is(err, context.Canceled) {
				cancel(fmt.Errorf("%s: %w", p.name, err))
			}
			ended <- i
		}()
	}
	var late <-chan time.Time
	stopping := ctx.Done()
	working := map[string]bool{}
	for _, p := range parts {
		working[p.name] = true
	}
	for len(working) > 0 {
		select {
		case i := <-ended:
			delete(working, parts[i].name)
			continue
		case <-stopping:
			stopping, late = nil, time.After(stopPatience)
			continue
		case <-late:
		}
		hung := &hangError{slices.Sorted(maps.Keys(working))}
		if err := context.Cause(ctx); !errors.Is(err, context.Canceled) {
			return fmt.Errorf("%w; %w", err, hung)
		}
		return hung
	}
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// closing closes the database or the like, and waits for it so long and no longer. After an end at which something was
// still at work it closes nothing: that is for the end of the process.
func closing(err *error, shut func()) {
	if _, hung := errors.AsType[*hangError](*err); hung {
		return
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		shut()
	}()
	select {
	case <-closed:
	case <-time.After(closePatience):
		if *err == nil {
			*err = &hangError{[]string{"closing the database"}}
		}
	}
}

// every runs work at each tick of a cron spec and once at the start, never two at a time. A failed run is logged: the
// next may find the database unlocked again.
func (p *program) every(spec, name string, work func(ctx context.Context) error) func(ctx context.Context) error {
	return func(ctx context.Context) error {
		run := func() {
			if err := work(ctx); err != nil && ctx.Err() == nil {
				p.lg.ErrorContext(ctx, "loop failed, the next run tries again", "loop", name, "error", err)
			}
		}
		ticker := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)), cron.WithLocation(time.UTC))
		if _, err := ticker.AddFunc(spec, run); err != nil {
			return fmt.Errorf("schedule %s: %w", name, err)
		}
		run()
		ticker.Start()
		<-ctx.Done()
		<-ticker.Stop().Done()
		return nil
	}
}

// How often what is due is looked for: when it is due stands in the database, to the second. And how often it is asked
// whether what is watched is to be looked at.
const (
	topicsTick  = "@every 30s" // of topics that servers have made
	composeTick = "@every 5s"
	amendTick   = "@every 15s" // of what was delivered
)

var watchTick = "@every " + digest.AlarmTick.String()

// composing runs what composes, and logs how much it composed.
func (p *program) composing(tick, name, what string, work func(context.Context) (int, error)) part {
	return part{name, p.every(tick, name, func(ctx context.Context) error {
		n, err := work(ctx)
		if n > 0 {
			p.lg.InfoContext(ctx, "composed", what, n)
		}
		return err
	})}
}

// client fetches as the configuration says. All that asks other people's servers shares one, so that none is asked too
// much.
func (p *program) client(ctx context.Context) (*fetch.Client, error) {
	poll := p.config.Poll
	allow, err := networks(ctx, poll.AllowPrivate)
	if err != nil {
		return nil, err
	}
	return fetch.New(fetch.Options{
		UserAgent: userAgent(poll.UserAgent, poll.Contact), Timeout: time.Duration(poll.Timeout),
		MaxBytes: int64(poll.MaxBytes), Allow: allow, Dial: p.dial,
	}), nil
}

// roster is the list of feeds as people change it.
func (p *program) roster(client *fetch.Client) *ingest.Roster {
	return ingest.NewRoster(p.db, client, ingest.RosterOptions{
		Known: p.sources, Topics: p.topics,
		Most: p.config.Discord.FeedsPerServer,
	})
}

func (p *program) poller(client *fetch.Client) *ingest.Poller {
	poll := p.config.Poll
	return ingest.NewPoller(p.lg, p.db, client, p.pipeline, ingest.PollOptions{
		Workers: poll.Workers, Pages: true, KeepPages: time.Duration(poll.KeepPages),
		PagesQuota: int64(poll.PagesQuota), FeedQuota: int64(poll.FeedQuota),
		MinInterval: time.Duration(poll.MinInterval), MaxInterval: time.Duration(poll.MaxInterval), Now: p.now,
		Hold: p.holding(),
	})
}

// holding takes leases of feeds, nil if one process polls.
func (p *program) holding() ingest.Hold {
	if !p.db.Shared() {
		return nil
	}
	return p.db.Hold
}

// userAgent says who polls and whom to write to (RFC 9110 section 10.1.5).
func userAgent(name, contact string) string {
	if !strings.Contains(name, "/") {
		name += "/" + version
	}
	if contact != "" {
		name += " (+" + contact + ")"
	}
	return name
}

// networks reads poll.allow_private: blocks, addresses, and names, which are looked up once.
func networks(ctx context.Context, list []string) (out []netip.Prefix, err error) {
	for _, s := range list {
		if p, err := netip.ParsePrefix(s); err == nil {
			out = append(out, p)
			continue
		}
		addrs := []netip.Addr{}
		if a, err := netip.ParseAddr(s); err == nil {
			addrs = append(addrs, a)
		} else if addrs, err = net.DefaultResolver.LookupNetIP(ctx, "ip", s); err != nil {
			return nil, fmt.Errorf("poll.allow_private %q: %w", s, err)
		}
		for _, a := range addrs {
			a = a.Unmap()
			out = append(out, netip.PrefixFrom(a, a.BitLen()))
		}
	}
	return out, nil
}

// botOptions are what the bot knows. Without a client it cannot change the list of feeds.
func (p *program) botOptions(client *fetch.Client) bot.Options {
	d := p.config.Discord
	form := message.FormComponents // discord.components = "v2"
	if d.Components == "embeds" {
		form = message.FormEmbeds
	}
	o := bot.Options{
		Token: d.Token.Reveal(), APIURL: d.APIURL, Guild: d.Guild, Form: form, Version: version,
		Contact:  p.config.Poll.Contact,
		Language: d.Language,
		Zone:     p.config.Digest.Zone, Zones: zones{}, Parties: p.parties(),
		Topics: p.topics, Compose: p.composer.Compose, Read: p.named, Now: p.now, Publish: d.Publish,
		Download: p.download, Belongs: ingest.Belongs, Locate: locate, Place: placeCalled,
	}
	if d.Pictures {
		o.Pictures, o.Precision = picture.NewGallery(), extent
	}
	if client != nil {
		o.Roster = p.roster(client)
	}
	if p.db.Shared() {
		o.Claims, o.Ledger = p.db, p.db
	}
	if p.discord != nil {
		p.discord(&o)
	}
	return o
}

// learnTopics has what comes filed under the topics that servers have made, too.
func (p *program) learnTopics(ctx context.Context) error {
	own, err := p.db.OwnTopics(ctx)
	if err != nil {
		return fmt.Errorf("topics of servers: %w", err)
	}
	p.pipeline.Learn(own)
	return nil
}

// locate finds a town or the like by its name.
func locate(name string) (news.Point, bool) {
	_, lat, lon, wide, ok := reading.Whereabouts(name)
	return news.Point{Lat: lat, Lon: lon}, ok && !wide
}

// named lists the people, organisations and places that a text names, in order, and the other words that are written
// as names are.
func (p *program) named(s string) (names, words []string) {
	var sentences []news.Span
	for _, span := range text.Sentences(s, lang.English) {
		sentences = append(sentences, news.Span(span))
	}
	found, mentions := p.reader.Names(s, sentences)
	covered := func(t text.Token) bool {
		return slices.ContainsFunc(mentions, func(m news.Mention) bool { return m.Start <= t.Start && t.End <= m.End })
	}
	for _, m := range mentions {
		if m.Entity >= 0 && m.Entity < len(found) && !slices.Contains(names, found[m.Entity].Name) {
			names = append(names, found[m.Entity].Name)
		}
	}
	for _, t := range text.Tokens(s) {
		word := strings.TrimSuffix(t.In(s), "'s")
		if t.Word() && t.Capital() && len(word) > 2 && !covered(t) && !lang.English.Stop(text.Fold(word)) &&
			!slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return names, words
}

type pollCmd struct{}

// Run polls the feeds that are due.
func (c *pollCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	if err := a.mendTimes(ctx); err != nil {
		return err
	}
	if err := a.enlist(ctx); err != nil {
		return err
	}
	client, err := a.client(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	r, err := a.poller(client).Run(ctx)
	fmt.Fprintf(e.stdout, "%s polled, %d failed: %d added, %d revised, %d unchanged\n", wording.Plural(r.Feeds, "feed"),
		r.Failed, r.Added, r.Revised, r.Unchanged)
	if err == nil && r.Failed > 0 {
		return errReported
	}
	return err
}
