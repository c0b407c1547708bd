package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// keptSettings is how long a server's settings are believed without looking: another process may have changed them.
const keptSettings = time.Minute

// maxKeptSettings bounds how many servers' are kept.
const maxKeptSettings = 10_000

type knownSettings struct {
	news.ServerSettings
	until time.Time
}

// serverSettings are what the admins of a server have set.
func (a *answers) serverSettings(ctx context.Context, guild string) (news.ServerSettings, error) {
	if guild == "" {
		return news.ServerSettings{}, nil
	}
	now := a.o.Now()
	a.mu.Lock()
	k, ok := a.settings[guild]
	a.mu.Unlock()
	if ok && now.Before(k.until) {
		return k.ServerSettings, nil
	}
	s, err := a.store.ServerSettings(ctx, guild)
	if err != nil {
		return s, fmt.Errorf("settings: %w", err)
	}
	a.keepSettings(guild, s)
	return s, nil
}

func (a *answers) keepSettings(guild string, s news.ServerSettings) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.settings == nil || len(a.settings) >= maxKeptSettings {
		a.settings = map[string]knownSettings{}
	}
	a.settings[guild] = knownSettings{s, a.o.Now().Add(keptSettings)}
}

// hushed reports whether answers in r's channel are for whoever asks. It must not keep anybody waiting.
func (a *answers) hushed(ctx context.Context, r *Request) bool {
	if r.Local {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, completeWait)
	defer cancel()
	s, err := a.serverSettings(ctx, r.Guild)
	return err == nil && slices.Contains(s.Private, r.Channel)
}

// change changes the settings of r's server.
func (a *answers) change(ctx context.Context, r *Request, change func(*news.ServerSettings)) error {
	s, err := a.store.ChangeServer(ctx, r.Guild, change)
	if err != nil {
		return fmt.Errorf("change settings: %w", err)
	}
	a.keepSettings(r.Guild, s)
	return nil
}

// showSettings answers /settings show.
func (a *answers) showSettings(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.store.ServerSettings(ctx, r.Guild)
	if err != nil {
		return message.Reply{}, fmt.Errorf("settings: %w", err)
	}
	w := r.words()
	private := say(w, "Answers are seen by everybody, but for those that are private anyway.")
	var hushed []message.Run
	for i, c := range s.Private {
		if i > 0 {
			hushed = append(hushed, message.Plain(w.Say(", ")))
		}
		hushed = append(hushed, message.Channel(c))
	}
	if len(hushed) > 0 {
		private = say(w, "Only whoever asks sees the answers in %s", hushed)
	}
	alerts := say(w, "New alerts mention nobody unless that is said.")
	if s.AlertRole != "" {
		alerts = say(w, "New alerts mention %s.", message.Role(s.AlertRole))
	}
	audit := say(w, "Whoever made a subscription is told of its trouble.")
	if s.Audit != "" {
		audit = say(w, "%s is told of trouble.", message.Channel(s.Audit))
	}
	language := say(w, "Answers are in %s.", wording.In(a.homeLanguage(s, r.GuildLocale)).Own())
	return message.Reply{Title: message.Para(say(w, "Settings")...), Blocks: []message.Block{{Lines: []message.Line{
		message.Item(private...), message.Item(alerts...), message.Item(audit...), message.Item(language...),
		message.Quiet(say(w, "%s, %s, %s and %s change it.", message.Code("/settings answers"),
			message.Code("/settings alerts"), message.Code("/settings language"), message.Code("/settings audit"))...),
	}}}}, nil
}

// setAnswers answers /settings answers.
func (a *answers) setAnswers(ctx context.Context, r *Request) (message.Reply, error) {
	channel := cmp.Or(r.value("channel"), r.Channel)
	if !message.IsID(channel) {
		return message.Reply{}, errorf("channel: name a channel of this server.")
	}
	private := r.value("shown") == "asker"
	if err := a.change(ctx, r, func(s *news.ServerSettings) {
		s.Private = slices.DeleteFunc(s.Private, func(c string) bool { return c == channel })
		if private {
			s.Private = append(s.Private, channel)
		}
	}); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	if private {
		return message.Notice(done("✅", say(w, "In %s only whoever asks sees the answer.",
			message.Channel(channel)))...), nil
	}
	return message.Notice(done("✅", say(w, "In %s everybody sees the answers.",
		message.Channel(channel)))...), nil
}

// setAlerts answers /settings alerts.
func (a *answers) setAlerts(ctx context.Context, r *Request) (message.Reply, error) {
	role := r.value("role")
	if role == noMention {
		role = ""
	}
	if role != "" && (!message.IsID(role) || role == r.Guild) {
		return message.Reply{}, errorf("role: choose a role of this server that is not @everyone.")
	}
	if err := a.change(ctx, r, func(s *news.ServerSettings) { s.AlertRole = role }); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	if role == "" {
		return message.Notice(done("✅", say(w, "New alerts mention nobody unless that is said."))...), nil
	}
	return message.Notice(done("✅", say(w, "New alerts mention %s. Those that there are stay as they are.",
		message.Role(role)))...), nil
}

// setLanguage answers /settings language.
func (a *answers) setLanguage(ctx context.Context, r *Request) (message.Reply, error) {
	asked := r.value("language")
	if asked != "" && !wording.Speaks(asked) {
		return message.Reply{}, errorf("language: choose one of %s.", strings.Join(wording.Languages(), ", "))
	}
	if err := a.change(ctx, r, func(s *news.ServerSettings) { s.Language = asked }); err != nil {
		return message.Reply{}, err
	}
	w := wording.In(a.homeLanguage(news.ServerSettings{Language: asked}, r.GuildLocale))
	return message.Reply{Words: w, Blocks: []message.Block{{Lines: []message.Line{
		message.Para(message.Plain("✅ " + w.Say("This server is answered in English now."))),
		message.Quiet(say(w, "Digests and alerts that there are keep theirs: %s changes one.",
			message.Code("/subscriptions refine"))...),
	}}}}, nil
}

// setAudit answers /settings audit.
func (a *answers) setAudit(ctx context.Context, r *Request) (message.Reply, error) {
	channel := r.value("channel")
	if channel != "" {
		_, refused, err := a.admit(ctx, r, news.Subscription{Guild: r.Guild, Channel: channel})
		if err != nil || refused != nil {
			return given(refused), err
		}
	}
	if err := a.change(ctx, r, func(s *news.ServerSettings) { s.Audit = channel }); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	if channel == "" {
		return message.Notice(done("✅", say(w, "Whoever made a subscription is told of its trouble."))...), nil
	}
	return message.Notice(done("✅", say(w, "%s is told when a digest cannot be posted, and when it goes on.",
		message.Channel(channel)))...), nil
}
