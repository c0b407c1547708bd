package bot

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/digest"
	"sitrep/news"
)

// subscribe answers /subscribe: a channel gets a topic's digest on a schedule.
func (a *answers) subscribe(ctx context.Context, r *Request) (Reply, error) {
	topic, err := a.topic(r.value("topic"))
	if err != nil {
		return Reply{}, err
	}
	spec, err := digest.ParseSchedule(r.value("schedule"))
	if err != nil {
		return Reply{}, err
	}
	zone, err := zoneName(cmp.Or(r.value("timezone"), a.o.Zone))
	if err != nil {
		return Reply{}, err
	}
	s := news.Subscription{
		Guild: r.Guild, Channel: cmp.Or(r.value("channel"), r.Channel), Topic: topic.Slug, Schedule: spec, Zone: zone,
		Style: news.Style(cmp.Or(r.value("style"), string(news.Standard))), Mention: r.value("mention"), By: r.User, Created: r.Now,
	}
	if !isID(s.Channel) {
		return Reply{}, errorf("channel: name a channel of this server.")
	}
	times, err := following(s, r.Now, 3)
	if err != nil {
		return Reply{}, err
	}
	s.NextAt = times[0]
	if s, err = a.store.SaveSubscription(ctx, s); err != nil {
		return Reply{}, fmt.Errorf("save subscription: %w", err)
	}
	next := []Run{plain("Next: ")}
	for i, t := range times {
		if i > 0 {
			next = append(next, plain(", then "))
		}
		next = append(next, when(t, fullTime))
	}
	return Reply{
		Colour: topic.Colour,
		Blocks: []Block{{Lines: []Line{
			para(plain("✅ "), channel(s.Channel), plain(" gets the "), bold(cmp.Or(topic.Name, "All conflicts")),
				plain(" digest, "), bold(r.value("schedule")), plain(", "), bold(zone), plain(".")),
			para(next...),
		}}},
		Buttons: []Button{
			{Label: "Undo", Line: fmt.Sprintf("/subscriptions remove %d", s.ID)},
			{Label: "Preview", Line: Invocation{"digest", map[string]string{"topic": topic.Slug}}.String()},
		},
	}, nil
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

// zoneName resolves what a user calls a time zone: an IANA name in any case, or a city of one.
func zoneName(name string) (string, error) {
	if _, err := digest.Location(name); err == nil && name != "" {
		return name, nil
	}
	near := zonesLike(name)
	if len(near) == 1 {
		return near[0], nil
	}
	if len(near) > 1 && len(near) <= 5 {
		return "", errorf("Which time zone is %q? It may be %s.", shorten(clean(name), 40), strings.Join(near, ", "))
	}
	return "", errorf("There is no time zone %q. Write one like Europe/Kyiv, or the name of its city.", shorten(clean(name), 40))
}

// subscriptions answers /subscriptions list.
func (a *answers) subscriptions(ctx context.Context, r *Request) (Reply, error) {
	all, err := a.store.Subscriptions(ctx, r.Guild)
	if err != nil {
		return Reply{}, fmt.Errorf("list subscriptions: %w", err)
	}
	if len(all) == 0 {
		return notice(plain("This server has no subscriptions. "), code("/subscribe"), plain(" makes one.")), nil
	}
	reply := Reply{Title: para(plain(digest.Plural(len(all), "subscription")))}
	for _, s := range all {
		line := []Run{
			bold(fmt.Sprintf("%d", s.ID)), plain(" · "), channel(s.Channel), plain(" · " + cmp.Or(s.Topic, "all topics") + " · "),
			code(s.Schedule), plain(" " + s.Zone),
		}
		second := []Run{plain("next "), when(s.NextAt, fullTime)}
		if s.Paused != "" {
			second = []Run{plain("⚠️ paused: " + s.Paused)}
		}
		reply.Blocks = append(reply.Blocks, Block{Lines: []Line{para(line...), quiet(second...)}})
	}
	return reply, nil
}

// subscription finds the one that r names, of r's server only.
func (a *answers) subscription(ctx context.Context, r *Request) (news.Subscription, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(r.value("number"), "#"), 10, 64)
	if err != nil {
		return news.Subscription{}, errorf("number: %q is no number. /subscriptions list shows them.", shorten(clean(r.value("number")), 40))
	}
	all, err := a.store.Subscriptions(ctx, r.Guild)
	if err != nil {
		return news.Subscription{}, fmt.Errorf("list subscriptions: %w", err)
	}
	for _, s := range all {
		if s.ID == id {
			return s, nil
		}
	}
	return news.Subscription{}, news.Errorf(news.NotFound, "This server has no subscription %d. /subscriptions list shows them.", id)
}

// unsubscribe answers /subscriptions remove.
func (a *answers) unsubscribe(ctx context.Context, r *Request) (Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	if err := a.store.RemoveSubscription(ctx, r.Guild, s.ID); err != nil {
		return Reply{}, fmt.Errorf("remove subscription %d: %w", s.ID, err)
	}
	return notice(plain("✅ "), channel(s.Channel), plain(" gets no more digests of subscription "+strconv.FormatInt(s.ID, 10)+".")), nil
}

// pause answers /subscriptions pause.
func (a *answers) pause(ctx context.Context, r *Request) (Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	s.Paused = "paused by an admin"
	if _, err := a.store.SaveSubscription(ctx, s); err != nil {
		return Reply{}, fmt.Errorf("pause subscription %d: %w", s.ID, err)
	}
	reply := notice(plain("✅ Paused. "), channel(s.Channel), plain(" gets nothing until you resume it."))
	reply.Buttons = []Button{{Label: "Resume", Line: fmt.Sprintf("/subscriptions resume %d", s.ID)}}
	return reply, nil
}

// resume answers /subscriptions resume. What fell due in between is not made up for.
func (a *answers) resume(ctx context.Context, r *Request) (Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	times, err := following(s, r.Now, 1)
	if err != nil {
		return Reply{}, err
	}
	s.Paused, s.NextAt = "", times[0]
	if _, err := a.store.SaveSubscription(ctx, s); err != nil {
		return Reply{}, fmt.Errorf("resume subscription %d: %w", s.ID, err)
	}
	return notice(plain("✅ "), channel(s.Channel), plain(" gets its next digest "), when(s.NextAt, fullTime), plain(".")), nil
}
