package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"sitrep/config"
	"sitrep/digest"
	"sitrep/news"
)

// catalogue returns the topics and outlets that the configuration asks for: the shipped ones that it lets in, and its
// own, which replace shipped ones of the same slug or name.
func catalogue(c config.Config) (topics []news.Topic, sources []news.Source, err error) {
	presets := config.Catalogue()
	for _, t := range slices.Concat(c.Topics, presets.Topics) {
		if !slices.ContainsFunc(topics, func(o news.Topic) bool { return o.Slug == t.Slug }) {
			topics = append(topics, news.Topic(t))
		}
	}
	for _, s := range slices.Concat(c.Sources, presets.Sources) {
		n := source(s)
		if err := n.Validate(); err != nil {
			return nil, nil, &usageError{err}
		}
		if !slices.ContainsFunc(sources, func(o news.Source) bool { return strings.EqualFold(o.Name, n.Name) }) {
			sources = append(sources, n)
		}
	}
	return topics, sources, nil
}

// conflicts returns the sides of the conflicts that the program knows, and which of them meet where.
func conflicts() (parties []news.Belligerent, all []news.ArmedConflict) {
	presets := config.Catalogue()
	for _, p := range presets.Parties {
		parties = append(parties, news.Belligerent(p))
	}
	for _, c := range presets.Conflicts {
		all = append(all, news.ArmedConflict(c))
	}
	return parties, all
}

func source(s config.Source) news.Source {
	return news.Source{
		Name: s.Name, HomePage: s.Home, Family: s.Family, Country: s.Country, Kind: news.SourceKind(s.Kind),
		Party:   s.Party,
		Aliases: s.Aliases, Language: s.Language,
	}
}

// feeds returns what is to be polled.
func feeds(c config.Config) []news.Feed {
	var out []news.Feed
	for _, s := range c.AllSources() {
		for _, f := range s.Feeds {
			out = append(out, news.Feed{Source: source(s), URL: f.URL, Topics: f.Topics})
		}
	}
	return out
}

// enlist writes the configuration's sources, feeds and subscriptions to storage, where the loops find them. What
// storage has learnt about a feed stays.
func (p *program) enlist(ctx context.Context) error {
	wanted := feeds(p.config)
	for _, f := range wanted {
		if _, err := p.db.SaveFeed(ctx, f); err != nil {
			return err
		}
	}
	if err := p.strike(ctx, wanted); err != nil {
		return err
	}
	var listed []news.Subscription
	for _, s := range p.config.Subscriptions {
		zone := cmp.Or(s.Zone, p.config.Digest.Zone)
		spec, err := digest.ParseSchedule(s.Schedule)
		if err != nil {
			return &usageError{err}
		}
		topic, err := p.composer.Topic(s.Topic)
		if err != nil {
			return &usageError{err}
		}
		next, err := digest.Next(spec, zone, p.now())
		if err != nil {
			return &usageError{err}
		}
		listed = append(listed, news.Subscription{
			Channel: s.Channel, Topic: topic.Slug, Schedule: spec, Zone: zone,
			Style: news.Style(cmp.Or(s.Style, p.config.Digest.Style)), Created: p.now().UTC(), NextAt: next,
		})
	}
	return p.subscribe(ctx, listed)
}

// strike takes feeds that left the configuration off the list. Their articles stay.
func (p *program) strike(ctx context.Context, wanted []news.Feed) error {
	all, err := p.db.Feeds(ctx)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.AddedBy != "" { // by a person: the configuration knows nothing of it
			continue
		}
		listed := slices.ContainsFunc(wanted, func(w news.Feed) bool { return w.URL == f.URL || w.URL == f.MovedFrom })
		if listed {
			continue
		}
		p.lg.InfoContext(ctx, "feed is no longer configured and is not polled any more", "feed", f.URL)
		if err := p.db.RemoveFeed(ctx, f.ID); err != nil {
			return err
		}
	}
	return nil
}

// subscribe makes the subscriptions of no server those that are listed. They are the configuration's but for those that
// somebody has made for himself, by direct message. What is there already keeps what it was told and whether it is
// paused; what is listed no longer goes.
func (p *program) subscribe(ctx context.Context, listed []news.Subscription) error {
	all, err := p.db.Subscriptions(ctx, "")
	if err != nil {
		return err
	}
	for _, have := range all {
		if have.By == "" && !slices.ContainsFunc(listed, func(s news.Subscription) bool { return brings(s, have) }) {
			p.lg.InfoContext(ctx, "subscription is no longer configured and is removed", "channel", have.Channel,
				"topic", have.Topic)
			if err := p.db.RemoveSubscription(ctx, "", have.ID); err != nil {
				return err
			}
		}
	}
	for _, s := range listed {
		if i := slices.IndexFunc(all, func(o news.Subscription) bool { return brings(s, o) }); i >= 0 {
			have := all[i]
			if have.Schedule == s.Schedule && have.Zone == s.Zone && have.Style == s.Style {
				continue
			}
			have.Schedule, have.Zone, have.Style, have.NextAt = s.Schedule, s.Zone, s.Style, s.NextAt
			s = have
		}
		if _, err := p.db.SaveSubscription(ctx, s); err != nil {
			return err
		}
	}
	return nil
}

// brings reports whether two subscriptions of no server bring the same to the same channel.
func brings(a, b news.Subscription) bool {
	return a.Channel == b.Channel && a.Topic == b.Topic && a.Kind == b.Kind && a.About == b.About
}
