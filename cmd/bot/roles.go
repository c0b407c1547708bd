package main

import (
	"context"
	"slices"
	"sync"
	"time"
)

// What a process of an installation can do (run --roles). Of the processes on one PostgreSQL database one does each at
// a time, and another that may takes over; pages any number serves.
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
	if r.may(rolePoll) != r.may(rolePlace) {
		return usagef("--roles: %s and %s go together, since whoever polls and reads also places", rolePoll, rolePlace)
	}
	return nil
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
