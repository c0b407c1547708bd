package main

import (
	"context"
	"time"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
)

// How often is looked whether the database's file is still there, and whether times lie further ahead than they can.
const (
	fileTick  = 2 * time.Second
	clockTick = "@every 10m"
)

// watchFile ends with an error when the database's file is deleted or replaced: what is written from then on is lost.
func (p *program) watchFile(ctx context.Context) error {
	ticker := time.NewTicker(fileTick)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if err := p.db.InPlace(); err != nil {
			return err
		}
	}
}

// mendTimes computes anew the times that lie further ahead than anything would put them: the clock was wrong when they
// were stored, and nothing would happen until it is that late.
func (p *program) mendTimes(ctx context.Context) error {
	now := p.now().UTC()
	feeds, err := p.db.HastenFeeds(ctx, now.Add(ingest.LongestWait(time.Duration(p.config.Poll.MaxInterval))), now)
	if err != nil {
		return err
	}
	deliveries, err := p.db.HastenDeliveries(ctx, now.Add(longestRetry), now)
	if err != nil {
		return err
	}
	subscriptions, err := p.mendSubscriptions(ctx, now)
	if feeds+deliveries > 0 || subscriptions > 0 {
		p.lg.WarnContext(ctx, "the clock was wrong: times lay further ahead than any schedule and are computed anew",
			"feeds", feeds, "subscriptions", subscriptions, "deliveries", deliveries)
	}
	return err
}

// longestRetry is more than a delivery waits for its next attempt: an hour of its own, or what Discord asks for.
const longestRetry = 24 * time.Hour

// mendSubscriptions reschedules what is due later than the schedule's next time, and returns how many those are.
func (p *program) mendSubscriptions(ctx context.Context, now time.Time) (n int, err error) {
	const soonest = 10 * time.Minute // no schedule is denser; whoever is due within it is left alone
	late, err := p.db.SubscriptionsAfter(ctx, now.Add(soonest))
	if err != nil {
		return 0, err
	}
	for _, s := range late {
		latest, next := now.Add(time.Hour/digest.AlertsPerHour), now // of a watch
		if s.Kind != news.Watch {
			if next, err = digest.Next(s.Schedule, s.Zone, now); err != nil {
				continue // the runner pauses it when it is due
			}
			latest = next
		}
		if !s.NextAt.After(latest) {
			continue
		}
		if err := p.db.Reschedule(ctx, s, next, now); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
