package bot

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
)

// setup answers /setup: step by step, by choices alone, a channel gets a topic's digest. What has been chosen stands in
// the command line that each choice runs, so that it goes on after a restart.
func (a *answers) setup(ctx context.Context, r *Request) (message.Reply, error) {
	if r.value("topic") == "" {
		if err := a.learnTopics(ctx); err != nil {
			return message.Reply{}, err
		}
		return a.askTopic(r), nil
	}
	topic, err := a.topic(ctx, r, r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	if r.value("channel") == "" {
		return a.askChannel(r, topic), nil
	}
	s := news.Subscription{Guild: r.Guild, Channel: r.value("channel"), Topic: topic.Slug}
	_, refused, err := a.admit(ctx, r, s)
	switch {
	case err != nil:
		return message.Reply{}, err
	case refused != nil:
		for i := range refused.Buttons {
			refused.Buttons[i].Turn = true
		}
		refused.Buttons = append(refused.Buttons,
			message.Button{Label: "Another channel", Line: r.without("channel"), Turn: true})
		return *refused, nil
	case r.value("schedule") == "":
		return askSchedule(r, s), nil
	}
	if s.Schedule, err = digest.ParseSchedule(r.value("schedule")); err != nil {
		return message.Reply{}, sentence(err)
	}
	if r.value("timezone") == "" {
		return a.askZone(r, s), nil
	}
	if s.Zone, err = a.zoneName(r.value("timezone")); err != nil {
		return message.Reply{}, err
	}
	return a.settleSetup(r, s)
}

// with is r's command line with one option more.
func (r *Request) with(option, value string) string {
	values := maps.Clone(r.Values)
	if values == nil {
		values = map[string]string{}
	}
	values[option] = value
	return command.Invocation{Path: r.Path, Values: values}.String()
}

// without is r's command line without an option.
func (r *Request) without(option string) string {
	values := maps.Clone(r.Values)
	delete(values, option)
	return command.Invocation{Path: r.Path, Values: values}.String()
}

// setupStep is a reply to /setup under a title, in r's language.
func setupStep(title string, lines ...message.Line) message.Reply {
	return message.Reply{
		Title: message.Para(message.Plain(title)), Ephemeral: true, Blocks: []message.Block{{Lines: lines}},
	}
}

func (a *answers) askTopic(r *Request) message.Reply {
	w := r.words()
	reply := setupStep(w.Say("Set up: %d of 4", 1), message.Para(say(w, "Which conflict shall I tell of?")...))
	menu := message.Menu{Placeholder: "Choose a topic"}
	for _, t := range a.topicsOf(r.Guild) {
		menu.Picks = append(menu.Picks, message.Pick{
			Label: strings.TrimSpace(t.Sign + " " + w.Say(t.Name)), Line: r.with("topic", t.Slug), Turn: true,
		})
		if len(menu.Picks) == message.MaxChoices-1 {
			break
		}
	}
	menu.Picks = append(menu.Picks, message.Pick{
		Label: w.Say(everything), Line: r.with("topic", allTopics), Turn: true,
	})
	reply.Menu = &menu
	return reply
}

func (a *answers) askChannel(r *Request, topic news.Topic) message.Reply {
	w := r.words()
	reply := setupStep(w.Say("Set up: %d of 4", 2),
		message.Para(say(w, "Where shall the %s digest go?", message.Bold(topicName(w, a.allTopics(), topic.Slug)))...),
		message.Quiet(say(w, "If I lack a permission there, I say which, and where to give it.")...))
	reply.Menu = &message.Menu{
		Placeholder: "Choose a channel", Channels: postable, Line: r.without("channel"), Option: "channel",
	}
	if message.IsID(r.Channel) {
		reply.Buttons = []message.Button{
			{Label: "This channel", Line: r.with("channel", r.Channel), Turn: true, Main: true},
		}
	}
	return reply
}

// setupSchedules are the times that most channels want.
var setupSchedules = []string{
	"daily 08:00", "daily 07:00", "daily 09:00", "daily 12:00", "daily 18:00", "daily 20:00", "daily 22:00",
	"weekdays 07:30", "weekdays 08:00", "weekdays 18:00", "mon 08:00", "every 6h", "every 12h", "hourly",
}

func askSchedule(r *Request, s news.Subscription) message.Reply {
	w := r.words()
	reply := setupStep(w.Say("Set up: %d of 4", 3),
		message.Para(say(w, "When shall it come to %s?", message.Channel(s.Channel))...))
	menu := message.Menu{Placeholder: "Choose a time"}
	for _, said := range setupSchedules {
		label := said
		if spec, err := digest.ParseSchedule(said); err == nil {
			label = digest.ScheduleIn(w, spec)
		}
		menu.Picks = append(menu.Picks, message.Pick{Label: label, Line: r.with("schedule", said), Turn: true})
	}
	reply.Menu = &menu
	return reply
}

// zoneOfLocale is where most of those live who use Discord in a language (Discord documentation, "Locales").
var zoneOfLocale = map[string]string{
	"bg": "Europe/Sofia", "cs": "Europe/Prague", "da": "Europe/Copenhagen", "de": "Europe/Berlin",
	"el": "Europe/Athens", "en-GB": "Europe/London", "en-US": "America/New_York", "es-419": "America/Mexico_City",
	"es-ES": "Europe/Madrid", "fi": "Europe/Helsinki", "fr": "Europe/Paris", "hi": "Asia/Kolkata",
	"hr": "Europe/Zagreb", "hu": "Europe/Budapest", "id": "Asia/Jakarta", "it": "Europe/Rome", "ja": "Asia/Tokyo",
	"ko": "Asia/Seoul", "lt": "Europe/Vilnius", "nl": "Europe/Amsterdam", "no": "Europe/Oslo",
	"pl": "Europe/Warsaw", "pt-BR": "America/Sao_Paulo", "ro": "Europe/Bucharest", "ru": "Europe/Moscow",
	"sv-SE": "Europe/Stockholm", "th": "Asia/Bangkok", "tr": "Europe/Istanbul", "uk": "Europe/Kyiv",
	"vi": "Asia/Ho_Chi_Minh", "zh-CN": "Asia/Shanghai", "zh-TW": "Asia/Taipei",
}

// setupZones are offered behind what the locale says: some in each part of the world.
var setupZones = []string{
	"UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Warsaw", "Europe/Kyiv", "Europe/Istanbul",
	"Europe/Moscow", "Asia/Jerusalem", "Asia/Beirut", "Africa/Cairo", "Africa/Khartoum", "Africa/Nairobi", "Asia/Dubai",
	"Asia/Kolkata", "Asia/Yangon", "Asia/Taipei", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo",
	"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles",
}

func (a *answers) askZone(r *Request, s news.Subscription) message.Reply {
	guess := cmp.Or(zoneOfLocale[r.GuildLocale], zoneOfLocale[r.Locale], a.o.Zone)
	w := r.words()
	reply := setupStep(w.Say("Set up: %d of 4", 4),
		message.Para(say(w, "In which time zone is that %s?", message.Plain(digest.ScheduleIn(w, s.Schedule)))...),
		message.Quiet(say(w, "The first is a guess from this server's language. /setup timezone: takes any other.")...))
	reply.Buttons = []message.Button{
		{Label: guess, Line: r.with("timezone", guess), Turn: true, Main: true},
	}
	menu := message.Menu{Placeholder: "Choose a time zone"}
	all := append([]string{guess, a.o.Zone}, setupZones...)
	for i, zone := range all {
		if !slices.Contains(all[:i], zone) && len(menu.Picks) < message.MaxChoices {
			menu.Picks = append(menu.Picks, message.Pick{Label: zone, Line: r.with("timezone", zone), Turn: true})
		}
	}
	reply.Menu = &menu
	return reply
}

// settleSetup shows what was chosen, with a button that does it and one that shows a preview.
func (a *answers) settleSetup(r *Request, s news.Subscription) (message.Reply, error) {
	times, err := following(s, r.Now, 1)
	if err != nil {
		return message.Reply{}, sentence(err)
	}
	w := r.words()
	reply := setupStep(w.Say("Ready"),
		message.Para(a.getsDigest(w, s)...),
		message.Quiet(say(w, "The first comes %s; nothing is posted before you start it.",
			message.Moment(times[0], message.FullTime))...))
	reply.Buttons = []message.Button{
		{Label: "Start", Line: command.Invocation{Path: "subscribe", Values: map[string]string{
			"topic": r.value("topic"), "schedule": r.value("schedule"), "timezone": s.Zone, "channel": s.Channel,
		}}.String(), Main: true},
		{Label: "See a preview", Line: command.Invocation{
			Path: "digest", Values: map[string]string{"topic": r.value("topic")},
		}.String()},
		{Label: "Start over", Line: "/setup", Turn: true},
	}
	return reply, nil
}
