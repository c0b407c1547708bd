package main

import (
	"context"
	"slices"
	"sync"
	"time"

	"sitrep/bot"
	"sitrep/delivery"
	"sitrep/ingest"
	"sitrep/storage"
)

// What a process of an installation can do (run --roles). Of the processes on one PostgreSQL database any number does
// each, and they share the work by leases; but one at a time places articles, and another that may takes over.
const (
	roleGateway = "gateway"
	rolePoll    = "poll" // and read
	rolePlace   = "place"
	roleCompose = "compose"
	roleDeliver = "deliver"
	roleWeb     = "web"
)

// roles are those that this process may play, and the parts of them that it plays now.
type roles struct {
	*program
	given  []string // nil is all
	mu     sync.Mutex
	played map[string]bool
}

func (r *roles) may(role string) bool { return r.given == nil || slices.Contains(r.given, role) }

// validate refuses what cannot be shared out.
func (r *roles) validate() error {
	if r.may(rolePoll) != r.may(rolePlace) && !r.db.Shared() {
		return usagef("--roles: %s and %s go together on a file: no other process could place what is read", rolePoll,
			rolePlace)
	}
	return nil
}

// own is a part that this process plays whatever others do.
func (r *roles) own(p part) part {
	r.set(p.name, true)
	return p
}

// placing is the part of the one process that places articles: it files what others hand in, and files itself what it
// has read.
func (r *roles) placing(placer *ingest.Placer) part {
	r.elsewhere.Store(true)
	return r.play(part{rolePlace, func(ctx context.Context) error {
		r.elsewhere.Store(false)
		defer r.elsewhere.Store(true)
		return placer.Run(ctx)
	}})
}

// wakes are those who need not look for work while nobody tells of any.
type wakes struct {
	placer *ingest.Placer
	worker *delivery.Worker
	editor *delivery.Editor
	bot    *bot.Bot
}

// listening wakes them for what this and other processes have done.
func (r *roles) listening(w wakes) part {
	return part{"listen", func(ctx context.Context) error {
		return r.db.Listen(ctx, func(what string) {
			all := what == "" // something may have been missed
			if all || what == storage.WakeFiled {
				r.pipeline.Filed()
			}
			if (all || what == storage.WakeHanded) && w.placer != nil {
				w.placer.Wake()
			}
			if (all || what == storage.WakeDelivery) && w.worker != nil {
				w.worker.Wake()
				w.editor.Wake()
			}
			if (all || what == storage.WakeFeeds) && w.bot != nil {
				w.bot.Renew()
			}
		})
	}}
}

// elsewhere is how long a part is waited for before it is taken to be played elsewhere.
const elsewhere = 3 * time.Second

// play runs a part as soon as it is this process's turn.
func (r *roles) play(p part) part {
	r.set(p.name, true)
	return part{p.name, func(ctx context.Context) error {
		waits := time.AfterFunc(elsewhere, func() { r.set(p.name, false) })
		defer waits.Stop()
		return r.db.Lead(ctx, p.name, func(ctx context.Context) error {
			r.lg.DebugContext(ctx, "this process takes the part", "part", p.name)
			waits.Stop()
			r.set(p.name, true)
			return p.run(ctx)
		})
	}}
}

func (r *roles) set(part string, plays bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.played == nil {
		r.played = map[string]bool{}
	}
	r.played[part] = plays
}

// plays reports whether this process plays the part now, or is just about to. Without roles it plays all.
func (r *roles) plays(part string) bool {
	if r == nil {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.played[part]
}
