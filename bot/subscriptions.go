package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// subscriptions answers /subscriptions list.
func (a *answers) subscriptions(ctx context.Context, r *Request) (message.Reply, error) {
	w := r.words()
	all, err := a.theirs(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if err := a.learnTopics(ctx); err != nil {
		return message.Reply{}, err
	}
	if len(all) == 0 {
		none := phrase("This server has no subscriptions. %s sends a topic's digest to a channel, %s an alert.")
		if r.Guild == "" {
			none = phrase("You have no subscriptions. %s sends a topic's digest to a channel, %s an alert.")
		}
		return message.Notice(say(w, none, message.Code("/subscribe"), message.Code("/watch"))...), nil
	}
	reply := message.Reply{Title: message.Para(counted(w, len(all), "%s subscription", "%s subscriptions")...)}
	menu := message.Menu{Placeholder: "Choose one to change"}
	for _, s := range all {
		reply.Blocks = append(reply.Blocks, message.Block{Lines: a.lines(w, s)})
		menu.Picks = append(menu.Picks, message.Pick{
			Label: fmt.Sprintf("%d · %s%s", s.ID, wording.Capital(a.subject(w, s)), a.inChannel(s)),
			About: cmp.Or(pausedWords(w, s), rhythm(w, s)),
			Line:  numberLine("show", s, false),
		})
	}
	if len(menu.Picks) == 1 {
		card := a.card(w, all[0])
		reply.Buttons = card.Buttons
		return reply, nil
	}
	if len(menu.Picks) > message.MaxChoices {
		menu.Picks = menu.Picks[:message.MaxChoices]
		reply.Blocks = append(
			reply.Blocks,
			message.Block{
				Lines: []message.Line{
					message.Quiet(say(w, "The menu holds the first %d; /subscriptions show has all.",
						message.MaxChoices)...),
				},
			},
		)
	}
	reply.Menu = &menu
	return reply, nil
}

// subscription finds the one that r names, of r's server only. If r names a revision that is no longer the present one,
// it is a Conflict error that says what became of it.
func (a *answers) subscription(ctx context.Context, r *Request) (news.Subscription, error) {
	number, revision, revised := strings.Cut(strings.TrimPrefix(r.value("number"), "#"), ".")
	id, err := strconv.ParseInt(number, 10, 64)
	seen, convErr := strconv.Atoi(cmp.Or(revision, "0"))
	if err != nil || convErr != nil {
		return news.Subscription{}, errorf("number: %q is no number. /subscriptions list shows them.",
			message.Shorten(message.Clean(r.value("number")), 40))
	}
	all, err := a.theirs(ctx, r)
	if err != nil {
		return news.Subscription{}, err
	}
	i := slices.IndexFunc(all, func(s news.Subscription) bool { return s.ID == id })
	switch {
	case i < 0 && r.Guild == "":
		return news.Subscription{}, news.Errorf(news.NotFound,
			"You have no subscription %d (any more). /subscriptions list shows what there is.", id)
	case i < 0:
		return news.Subscription{}, news.Errorf(news.NotFound,
			"This server has no subscription %d (any more). /subscriptions list shows what there is.", id)
	}
	if revised && all[i].Revision != seen {
		return all[i], a.outrun(r.words(), all[i])
	}
	return all[i], nil
}

// outrun is the error for an admin who acts on what another one has changed.
func (a *answers) outrun(w *wording.Words, s news.Subscription) error {
	now := rhythm(w, s)
	if s.Paused != "" {
		now = pausedWords(w, s)
	}
	return news.Errorf(news.Conflict,
		"Somebody else changed subscription %d in the meantime. It is now: %s, %s. Nothing of yours was changed; "+
			"look at it with /subscriptions show %d.",
		s.ID, a.subject(w, s), now, s.ID)
}

// save stores a changed subscription; s.NextAt zero leaves it due when it was.
func (a *answers) save(ctx context.Context, r *Request, s news.Subscription) (news.Subscription, error) {
	saved, err := a.store.SaveSubscription(ctx, s)
	if news.ErrorCode(err) == news.Conflict {
		again := *r
		again.Invocation = command.Invocation{
			Path: r.Path, Values: map[string]string{"number": strconv.FormatInt(s.ID, 10)},
		}
		now, findErr := a.subscription(ctx, &again)
		if findErr != nil {
			return s, findErr
		}
		if now.Revision == s.Revision {
			return s, news.Errorf(news.Conflict,
				"That channel gets the %s already, by another subscription. /subscriptions list shows it.",
				a.subject(r.words(), s))
		}
		return s, a.outrun(r.words(), now)
	}
	return saved, wrap(err, "save subscription %d", s.ID)
}

// showSubscription answers /subscriptions show.
func (a *answers) showSubscription(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	return a.card(r.words(), s), nil
}

// unsubscribe answers /subscriptions remove.
func (a *answers) unsubscribe(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	if err := a.store.RemoveSubscription(ctx, r.Guild, s.ID); err != nil {
		return message.Reply{}, fmt.Errorf("remove subscription %d: %w", s.ID, err)
	}
	return message.Notice(done("✅", say(w, "Removed: %s no longer gets the %s.", message.Channel(s.Channel),
		message.Phrase(a.subject(w, s))))...), nil
}

// pause answers /subscriptions pause.
func (a *answers) pause(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	resume := message.Button{Label: "Resume", Line: numberLine("resume", s, false)}
	if s.Paused != "" && !s.Blocked {
		reply := message.Notice(say(r.words(), "It is paused already. %s gets nothing until you resume it.",
			message.Channel(s.Channel))...)
		reply.Buttons = []message.Button{resume}
		return reply, nil
	}
	s.Paused, s.Blocked, s.Told, s.NextAt = pausedByAdmin, false, time.Time{}, time.Time{}
	if _, err := a.save(ctx, r, s); err != nil {
		return message.Reply{}, err
	}
	reply := message.Notice(done("✅", say(r.words(), "Paused: %s gets nothing until you resume it.",
		message.Channel(s.Channel)))...)
	reply.Buttons = []message.Button{resume}
	return reply, nil
}

// resume answers /subscriptions resume. What fell due in between is not made up for; what it would have told is in the
// next digest.
func (a *answers) resume(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if _, refused, err := a.admit(ctx, r, s); err != nil || refused != nil {
		return given(refused), err
	}
	if s.NextAt, err = a.due(s, r.Now); err != nil {
		return message.Reply{}, sentence(err)
	}
	s.Paused, s.Blocked, s.Told = "", false, time.Time{}
	if s, err = a.save(ctx, r, s); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	if s.Kind == news.Watch {
		return message.Notice(done("✅", say(w, "%s gets %s again.", message.Channel(s.Channel),
			message.Phrase(a.subject(w, s))))...), nil
	}
	return message.Notice(done("✅", say(w, "%s gets its next digest %s.", message.Channel(s.Channel),
		message.Moment(s.NextAt, message.FullTime)))...), nil
}

// due is when s is due after now: a watch at once.
func (a *answers) due(s news.Subscription, now time.Time) (time.Time, error) {
	if s.Kind == news.Watch {
		return now, nil
	}
	times, err := following(s, now, 1)
	if err != nil {
		return now, err
	}
	return times[0], nil
}

// sendNow answers /subscriptions send: the digest is due at once, and by its schedule after that.
func (a *answers) sendNow(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	switch {
	case err != nil:
		return message.Reply{}, err
	case s.Kind == news.Watch:
		return message.Reply{}, errorf(
			"Alerts come when there is something to tell. /latest about:%s shows what there is now.",
			watched(r.words(), a.allTopics(), s),
		)
	case s.Paused != "":
		w := r.words()
		reply := a.card(w, s)
		reply.Blocks = append([]message.Block{{Lines: []message.Line{
			message.Para(done("❌", say(w, "Nothing is sent while it is paused."))...),
		}}}, reply.Blocks...)
		return reply, nil
	}
	if _, refused, err := a.admit(ctx, r, s); err != nil || refused != nil {
		return given(refused), err
	}
	s.NextAt = r.Now
	if _, err := a.save(ctx, r, s); err != nil {
		return message.Reply{}, err
	}
	return message.Notice(done("✅", say(r.words(), "On its way: %s gets what is new since its last digest within a "+
		"minute.", message.Channel(s.Channel)))...), nil
}

// edit answers /subscriptions edit: without options it asks what to change.
func (a *answers) edit(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if len(r.Values) < 2 {
		return a.editForm(r.words(), s), nil
	}
	changed, err := a.edited(s, r)
	if err != nil {
		return message.Reply{}, err
	}
	at, refused, err := a.admit(ctx, r, changed)
	if err != nil || refused != nil {
		return given(refused), err
	}
	if s, err = a.save(ctx, r, changed); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	reply := a.card(w, s)
	reply.Blocks = append(
		[]message.Block{
			{Lines: append([]message.Line{message.Para(done("✅", say(w, "Changed."))...)}, mentionLines(w, s, at)...)},
		},
		reply.Blocks...)
	return reply, nil
}

// noMention takes a mention away.
const noMention = "none"

// edited is s with what r changes.
func (a *answers) edited(s news.Subscription, r *Request) (news.Subscription, error) {
	spec, zone := s.Schedule, s.Zone
	var err error
	if said := r.value("schedule"); said != "" {
		if s.Kind == news.Watch {
			return s, errorf("Alerts have no schedule: they come when there is something to tell.")
		}
		if s.Schedule, err = digest.ParseSchedule(said); err != nil {
			return s, sentence(err)
		}
	}
	if name := r.value("timezone"); name != "" {
		if s.Zone, err = a.zoneName(name); err != nil {
			return s, err
		}
	}
	if n := r.value("origins"); n != "" {
		if s.Kind != news.Watch {
			return s, errorf("origins: is for alerts. A digest shows every new fact with its origins.")
		}
		if s.Origins, err = originsOf(n); err != nil {
			return s, err
		}
	}
	if s.Guild == "" && r.value("channel")+r.value("mention") != "" {
		return s, errorf("This one comes to you by direct message: it has no other channel, and mentions nobody.")
	}
	s.Channel = cmp.Or(r.value("channel"), s.Channel)
	s.Style = news.Style(cmp.Or(r.value("style"), string(s.Style)))
	if mention := r.value("mention"); mention == noMention {
		s.Mention = ""
	} else {
		s.Mention = cmp.Or(mention, s.Mention)
	}
	s.NextAt = time.Time{} // stays as it is
	if s.Kind == news.Scheduled && (s.Schedule != spec || s.Zone != zone) {
		if s.NextAt, err = a.due(s, r.Now); err != nil {
			return s, sentence(err)
		}
	}
	return s, nil
}

// editForm asks what to change about s.
func (a *answers) editForm(w *wording.Words, s news.Subscription) message.Reply {
	reply := a.card(w, s)
	line := numberLine("edit", s, true)
	form := message.Questions{
		Title: message.Shorten(fmt.Sprintf("%d · %s", s.ID, wording.Capital(a.subject(w, s))), message.MaxFormTitle),
		Line:  line,
	}
	example := numberLine("edit", s, false) + " schedule:weekdays 07:30 timezone:Europe/Kyiv"
	if s.Kind == news.Watch {
		example = numberLine("edit", s, false) + " origins:3"
		form.Fields = append(form.Fields, message.Field{
			Name: "origins", Label: "Independent origins that make an alert",
			Kind: message.ChoiceField, Choices: command.OriginChoices, Value: strconv.Itoa(s.Origins),
		})
	} else {
		form.Fields = append(form.Fields,
			message.Field{
				Name: "schedule", Label: "Schedule", About: command.ScheduleExamples, Kind: message.TextField,
				Value: digest.SaySchedule(s.Schedule),
			},
			message.Field{
				Name:  "timezone",
				Label: "Time zone",
				About: "A name like Europe/Kyiv, or a city",
				Kind:  message.TextField,
				Value: s.Zone,
			},
			message.Field{
				Name: "style", Label: "Length", Kind: message.ChoiceField, Choices: command.StyleChoices,
				Value: string(cmp.Or(s.Style, news.Standard)),
			})
	}
	if s.Guild != "" {
		form.Fields = append(form.Fields, placeFields(s)...)
	}
	if s.Guild == "" && s.Kind == news.Watch {
		form.Fields = append(form.Fields, message.Field{
			Name: "timezone", Label: "Time zone", About: "A name like Europe/Kyiv, or a city",
			Kind: message.TextField, Value: s.Zone,
		})
	}
	reply.Questions = &form
	reply.Blocks = append(
		reply.Blocks,
		message.Block{Lines: []message.Line{message.Quiet(say(w, "To change it: %s", message.Code(example))...)}},
	)
	return reply
}

// placeFields ask where a server's subscription goes and whom it mentions.
func placeFields(s news.Subscription) []message.Field {
	return []message.Field{
		{
			Name:     "channel",
			Label:    "Channel",
			Kind:     message.ChannelField,
			Value:    s.Channel,
			Channels: postable,
		},
		{
			Name:     "mention",
			Label:    "Role to mention",
			About:    "Leave it empty to mention nobody",
			Kind:     message.RoleField,
			Value:    s.Mention,
			Optional: true,
		},
	}
}

// completeNumber offers the server's subscriptions. They are read from the store, which no writer blocks; only admins
// ask.
func (a *answers) completeNumber(ctx context.Context, r *Request, typed string) (out []message.Choice) {
	w := wording.In(r.Locale)
	for _, s := range a.ofServer(ctx, r) {
		number := strconv.FormatInt(s.ID, 10)
		text := number + " · " + wording.Capital(a.subject(w, s)) + a.inChannel(s)
		if strings.HasPrefix(number, typed) || hasWords(text, typed) {
			out = append(out, message.Choice{Name: text + " · " + rhythm(w, s), Value: number})
		}
	}
	return out
}

// hasWords is [answer.HasWords] for texts with names of channels, which nobody types with their sign.
func hasWords(whole, part string) bool {
	return answer.HasWords(strings.ReplaceAll(whole, "#", ""), strings.ReplaceAll(part, "#", ""))
}

// completeWatch offers what the server watches.
func (a *answers) completeWatch(ctx context.Context, r *Request, typed string) (out []message.Choice) {
	for _, s := range a.ofServer(ctx, r) {
		if s.Kind == news.Watch && hasWords(watched(wording.English, a.allTopics(), s)+a.inChannel(s), typed) {
			out = append(
				out,
				message.Choice{
					Name:  fmt.Sprintf("%s (%d)%s", watched(wording.English, a.allTopics(), s), s.ID, a.inChannel(s)),
					Value: strconv.FormatInt(s.ID, 10),
				},
			)
		}
	}
	return out
}

func (a *answers) ofServer(ctx context.Context, r *Request) []news.Subscription {
	ctx, cancel := context.WithTimeout(ctx, completeWait)
	defer cancel()
	all, err := a.theirs(ctx, r)
	if err != nil {
		return nil
	}
	return all
}
