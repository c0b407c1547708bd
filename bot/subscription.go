package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// admit looks whether the bot may post where s says. If not, the reply says what is missing and where to change it.
// What cannot be told is let through: the first digest will tell.
func (a *answers) admit(ctx context.Context, r *Request, s news.Subscription) (*site, *message.Reply, error) {
	if !message.IsID(s.Channel) {
		return nil, nil, errorf("channel: name a channel of this server.")
	}
	if s.Mention != "" && (!message.IsID(s.Mention) || s.Mention == s.Guild) {
		return nil, nil, errorf("mention: choose a role of this server that is not @everyone.")
	}
	if s.Guild == "" && s.Mention != "" {
		return nil, nil, errorf("mention: a direct message mentions nobody.")
	}
	if a.site == nil || s.Guild == "" { // whether somebody takes direct messages shows when the first is sent
		return nil, nil, nil
	}
	at, err := a.site(ctx, s.Guild, s.Channel)
	switch {
	case news.ErrorCode(err) == news.Internal:
		return nil, nil, nil //nolint:nilerr // Discord does not answer now: the subscription can be made all the same
	case err != nil:
		return nil, nil, err
	}
	at.threads = s.Preferences.Threads != news.NoThreads
	if lacks := at.lacks(r.Now); len(lacks) > 0 {
		reply := refusedReply(r, at, lacks)
		return &at, &reply, nil
	}
	return &at, nil, nil
}

// refusedReply says why the bot cannot post at a place yet.
func refusedReply(r *Request, at site, lacks []lack) message.Reply {
	w := r.words()
	reply := message.Reply{Ephemeral: true, Blocks: []message.Block{
		{
			Lines: []message.Line{
				message.Para(done("❌", say(w, "I can't post in %s yet.", message.Channel(at.place.ID)))...),
			},
		},
		{Lines: at.mend(w, lacks)},
	}}
	again := message.Button{Label: "Check again", Line: r.String(), Main: true}
	if command.Renderer.Fits(again) {
		reply.Buttons = []message.Button{again}
	} else {
		reply.Blocks = append(
			reply.Blocks,
			message.Block{Lines: []message.Line{message.Quiet(say(w, "Then use /%s again.", r.Path)...)}},
		)
	}
	return reply
}

// mentionLines say whom a digest mentions, and whether that reaches them.
func mentionLines(w *wording.Words, s news.Subscription, at *site) []message.Line {
	if s.Mention == "" {
		return nil
	}
	if at != nil && !at.mayPing(s.Mention) {
		return []message.Line{message.Quiet(done("⚠️", say(w, "%s is shown but not notified: make the role "+
			"mentionable (Server Settings → Roles), or allow me Mention @everyone, @here, and All Roles.",
			message.Role(s.Mention)))...)}
	}
	return []message.Line{message.Quiet(say(w, "It mentions %s.", message.Role(s.Mention))...)}
}

// lines describe a subscription: what, where, when, and what is the matter with it.
func (a *answers) lines(w *wording.Words, s news.Subscription) []message.Line {
	first := []message.Run{message.Bold(fmt.Sprintf("%d · %s", s.ID, wording.Capital(a.subject(w, s))))}
	if s.Guild != "" {
		first = append(append(first, message.Plain(" ")), say(w, "in %s", message.Channel(s.Channel))...)
	}
	second := []message.Run{message.Phrase(rhythm(w, s))}
	add := func(runs ...message.Run) { second = append(append(second, message.Plain(" · ")), runs...) }
	if s.Kind == news.Scheduled && s.Style != "" {
		add(message.Plain(w.Say(string(s.Style))))
	}
	if s.Mention != "" {
		add(say(w, "mentions %s", message.Role(s.Mention))...)
	}
	if s.Kind == news.Scheduled && s.Paused == "" {
		add(say(w, "next %s", message.Moment(s.NextAt, message.DateTime))...)
	}
	if p := preferenceWords(w, s); p != "" {
		add(message.Phrase(p))
	}
	if until := s.Preferences.Until; !until.IsZero() {
		add(say(w, "ends %s", message.Moment(until, message.DateTime))...)
	}
	if message.IsID(s.By) && s.Guild != "" {
		add(say(w, "made by %s", message.User(s.By))...)
	}
	lines := []message.Line{message.Para(first...), message.Quiet(second...)}
	if s.Paused != "" {
		text := "⚠️ " + wording.Capital(pausedWords(w, s))
		if !strings.HasSuffix(strings.TrimSuffix(text, "\u2069"), ".") {
			text += "."
		}
		if s.Blocked {
			text += " " + w.Say("It goes on by itself once that is mended.")
		}
		lines = append(lines, message.Para(message.Phrase(text)))
	}
	return lines
}

// card is one subscription with all that can be done about it.
func (a *answers) card(w *wording.Words, s news.Subscription) message.Reply {
	reply := message.Reply{
		Ephemeral: true, Blocks: []message.Block{{Lines: a.lines(w, s)}},
		Buttons: []message.Button{{Label: "Change", Line: numberLine("edit", s, true), Main: true}},
	}
	reply.Buttons = append(reply.Buttons, message.Button{Label: "Refine", Line: numberLine("refine", s, true)})
	if s.Kind == news.Scheduled && s.Paused == "" {
		reply.Buttons = append(reply.Buttons, message.Button{Label: "Send one now", Line: numberLine("send", s, false)})
	}
	switch {
	case s.Blocked:
		reply.Buttons = append(
			reply.Buttons,
			message.Button{Label: "Check again", Line: numberLine("resume", s, false)},
		)
	case s.Paused != "":
		reply.Buttons = append(reply.Buttons, message.Button{Label: "Resume", Line: numberLine("resume", s, false)})
	default:
		reply.Buttons = append(reply.Buttons, message.Button{Label: "Pause", Line: numberLine("pause", s, true)})
	}
	reply.Buttons = append(reply.Buttons, message.Button{Label: "Remove", Line: numberLine("remove", s, true)})
	return reply
}

// sentence makes a one-line error of another package a sentence.
func sentence(err error) error {
	e, ok := err.(*news.Error) //nolint:errorlint // only one that stands alone: a wrapped one has its own words
	if !ok || e.Message == "" {
		return err
	}
	text := strings.ToUpper(e.Message[:1]) + e.Message[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return &news.Error{Code: e.Code, Message: text, Err: e.Err, Format: e.Format, Args: e.Args}
}

// following returns the next n times at which s is due.
func following(s news.Subscription, after time.Time, n int) ([]time.Time, error) {
	times := make([]time.Time, 0, n)
	for range n {
		next, err := digest.Next(s.Schedule, s.Zone, after)
		if err != nil {
			return nil, err
		}
		times = append(times, next)
		after = next
	}
	return times, nil
}

// zoneName resolves what a user calls a time zone: an IANA name in any case, a city or a country.
func (a *answers) zoneName(name string) (string, error) {
	if _, err := digest.Location(name); err == nil && name != "" {
		return name, nil
	}
	near := zonesLike(name)
	if len(near) == 0 && a.o.Zones != nil {
		near = a.o.Zones.Of(name)
	}
	if len(near) == 1 {
		return near[0], nil
	}
	if i := slices.IndexFunc(near, func(z string) bool {
		return strings.EqualFold(z, strings.ReplaceAll(strings.TrimSpace(name), " ", "_"))
	}); i >= 0 {
		return near[i], nil
	}
	if len(near) > 1 {
		return "", errorf(
			"Which time zone is %q? It may be %s.",
			message.Shorten(message.Clean(name), 40),
			strings.Join(near[:min(len(near), 5)], ", "),
		)
	}
	typed := message.Shorten(message.Clean(name), 40)
	if city := answer.Nearest(answer.Fold(name), slices.Sorted(maps.Keys(cities()))); city != "" {
		return "", errorf("Which time zone is %q? It may be %s.", typed, cities()[city])
	}
	return "", errorf("There is no time zone %q. Write one like Europe/Kyiv, or the name of a city or a country.",
		typed)
}

// cities are the zones of those cities that zones are named after, for who mistypes one.
var cities = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, z := range zones {
		if _, city, ok := strings.Cut(z, "/"); ok && len(city) > 3 {
			all[answer.Fold(strings.ReplaceAll(city, "_", " "))] = z
		}
	}
	return all
})

// originsOf reads how many origins make an alert.
func originsOf(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > maxOrigins {
		return 0, errorf("origins: a number from 1 to %d. Two independent origins are the usual bar.", maxOrigins)
	}
	return n, nil
}

// maxOrigins bounds what a watch may wait for: hardly any fact ever has more.
const maxOrigins = 9
