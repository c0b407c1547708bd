package bot

import (
	"cmp"
	"context"
	"slices"

	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// subscribe answers /subscribe: a channel gets a topic's digest on a schedule.
func (a *answers) subscribe(ctx context.Context, r *Request) (message.Reply, error) {
	topics, topic, err := a.topicSet(ctx, r, r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	spec, err := digest.ParseSchedule(r.value("schedule"))
	if err != nil {
		return message.Reply{}, sentence(err)
	}
	zone, err := a.zoneName(cmp.Or(r.value("timezone"), a.o.Zone))
	if err != nil {
		return message.Reply{}, err
	}
	s := news.Subscription{
		Guild: r.Guild, Channel: cmp.Or(r.value("channel"), r.Channel), Topic: topics, Schedule: spec, Zone: zone,
		Style: news.Style(cmp.Or(r.value("style"), string(news.Standard))), Mention: r.value("mention"), By: r.User,
		Created: r.Now,
	}
	if err := a.prefer(r, &s); err != nil {
		return message.Reply{}, err
	}
	if s.Preferences.Language, err = a.languageOf(ctx, r, s.Guild); err != nil {
		return message.Reply{}, err
	}
	times, err := following(s, r.Now, 3)
	if err != nil {
		return message.Reply{}, sentence(err)
	}
	s.NextAt = times[0]
	at, refused, err := a.admit(ctx, r, s)
	if err != nil || refused != nil {
		return given(refused), err
	}
	s, twin, err := a.create(ctx, r, s)
	if err != nil || twin != nil {
		return given(twin), err
	}
	w := r.words()
	lines := []message.Line{
		message.Para(done("✅", a.getsDigest(w, s))...),
		message.Quiet(say(w, "Next, in your own time:")...),
		message.Item(
			message.Moment(times[0], message.FullTime),
			message.Plain(" ("),
			message.Moment(times[0], message.Relative),
			message.Plain(")"),
		),
	}
	for _, t := range times[1:] {
		lines = append(lines, message.Item(message.Moment(t, message.FullTime)))
	}
	if more := preferenceWords(w, s); more != "" {
		lines = append(lines, message.Quiet(message.Plain(more)))
	}
	reply := message.Reply{
		Colour: topic.Colour,
		Blocks: []message.Block{{Lines: append(lines, mentionLines(w, s, at)...)}},
		Buttons: []message.Button{
			{Label: "Send one now", Line: numberLine("send", s, false), Main: true},
			{Label: "Change", Line: numberLine("edit", s, true)},
			{Label: "Refine", Line: numberLine("refine", s, true)},
			{Label: "Undo", Line: numberLine("remove", s, true)},
		},
	}
	return reply, nil
}

// getsDigest says which channel gets which digest, and when.
func (a *answers) getsDigest(w *wording.Words, s news.Subscription) []message.Run {
	return say(w, "%s gets the %s digest, %s, %s.", message.Channel(s.Channel),
		message.Bold(topicName(w, a.allTopics(), s.Topic)), message.Bold(digest.ScheduleIn(w, s.Schedule)),
		message.Bold(s.Zone))
}

// create stores a new subscription. If the channel gets the same already, the reply shows that one.
func (a *answers) create(
	ctx context.Context,
	r *Request,
	s news.Subscription,
) (news.Subscription, *message.Reply, error) {
	if s.Guild == "" && s.ID == 0 {
		if err := a.mayHaveMore(ctx, s.By); err != nil {
			return s, nil, err
		}
	}
	saved, err := a.store.SaveSubscription(ctx, s)
	if news.ErrorCode(err) != news.Conflict {
		return saved, nil, wrap(err, "save subscription")
	}
	in := *r
	in.Guild = s.Guild // what is asked for in a server may be somebody's own
	all, listErr := a.theirs(ctx, &in)
	if listErr != nil {
		return s, nil, listErr
	}
	i := slices.IndexFunc(all, func(o news.Subscription) bool {
		return o.Channel == s.Channel && o.Topic == s.Topic && o.Kind == s.Kind && o.About == s.About &&
			(o.About != 0 || o.AboutName == s.AboutName)
	})
	if i < 0 { // removed in this very moment
		saved, err = a.store.SaveSubscription(ctx, s)
		return saved, nil, wrap(err, "save subscription")
	}
	w := r.words()
	reply := a.card(w, all[i])
	reply.Blocks = append([]message.Block{{Lines: []message.Line{
		message.Para(done("❌", say(w, "%s gets that already. Two of the same would each bring the same facts; change "+
			"the one there is.", message.Channel(s.Channel)))...),
	}}}, reply.Blocks...)
	return s, &reply, nil
}
