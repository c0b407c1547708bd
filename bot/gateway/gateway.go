// Package gateway keeps the connections to Discord's gateway: it says hello, beats, identifies within the limits,
// resumes where Discord wants it, and connects again after whatever ends a connection, until its context ends or only a
// person can help. It hands on what is dispatched as discordgo's events and knows nothing of what they mean.
//
// The rules are those of Discord's documentation, pages "Gateway" and "Opcodes and Status Codes".
package gateway

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Version is the version of the gateway and of its payloads that this package speaks.
const Version = "10"

// Info is Discord's advice on connecting ("Gateway", "Get Gateway Bot").
type Info struct {
	URL    string     `json:"url"`
	Shards int        `json:"shards"`
	Starts StartLimit `json:"session_start_limit"`
}

// StartLimit says how many sessions may be started.
type StartLimit struct {
	Total       int   `json:"total"` // 0: no limit that we are told of
	Remaining   int   `json:"remaining"`
	ResetAfter  int64 `json:"reset_after"`     // milliseconds
	Concurrency int   `json:"max_concurrency"` // identifies that may go out together
}

// Options are what a client connects with.
type Options struct {
	Token   string // without "Bot "
	Intents discordgo.Intent
	Info    Info // where to connect, and with how many shards

	// Restart is asked before a shard that has lost its session starts another: session starts are few. It waits until
	// one may be started, and returns where to connect; an error ends Run. nil: the first advice holds.
	Restart func(ctx context.Context) (Info, error)

	// Dispatch takes the events of all shards, those of one shard in order. It must not block.
	Dispatch func(ctx context.Context, e *discordgo.Event)

	// Connected is told when a shard's session begins or goes on, and when its connection has ended; Reconnecting
	// before another try, how: "resume" or "identify". Either may be nil.
	Connected    func(shard int, up bool)
	Reconnecting func(shard int, how string)

	// Claims shares the shards with other processes; nil: all are this process's. Holding is told which of how many it
	// has, after each change of that.
	Claims  Claims
	Holding func(shards []int, total int)

	Dialer *websocket.Dialer // nil: one that uses the proxy of the environment
	Logger *slog.Logger      // nil: nothing is logged
}

// FatalError is the end of a connection after which connecting again is of no use.
type FatalError struct{ Code int }

func (e *FatalError) Error() string {
	return fmt.Sprintf("the gateway closed the connection for good: %d, %s", e.Code, fatal[e.Code])
}

// fatal are the close codes after which a client must not reconnect ("Opcodes and Status Codes", "Gateway Close Event
// Codes").
var fatal = map[int]string{
	4004: "authentication failed",
	4010: "invalid shard",
	4011: "sharding required",
	4012: "invalid API version",
	4013: "invalid intents",
	4014: "disallowed intents",
}

// Close codes after which the session is lost, while a new one may be started.
const (
	codeInvalidSequence = 4007
	codeSessionTimeout  = 4009
)

// Run connects all shards and keeps them connected until ctx ends, and returns nil then. It returns a [*FatalError], or
// the error of Options.Restart, when connecting again is of no use.
func Run(ctx context.Context, o Options) error {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if _, err := Address(o.Info.URL); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	if o.Claims != nil {
		newSharing(&o, cancel).run(ctx)
	} else {
		runAll(ctx, &o, cancel)
	}
	if err := context.Cause(ctx); !errors.Is(err, ctx.Err()) {
		return err
	}
	return nil
}

// runAll keeps all shards.
func runAll(ctx context.Context, o *Options, fail context.CancelCauseFunc) {
	gate := newGate(o.Info.Starts.Concurrency)
	var all sync.WaitGroup
	total := max(1, o.Info.Shards)
	for id := range total {
		s := &shard{o: o, id: id, total: total, gate: gate, lg: o.Logger.With("shard", id)}
		all.Go(func() {
			if err := s.keep(ctx); err != nil {
				fail(err)
			}
		})
	}
	all.Wait()
}

// Address completes an address of the gateway with version and encoding.
func Address(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "ws" && u.Scheme != "wss") || u.Host == "" {
		return "", fmt.Errorf("the gateway's address %q is none", address)
	}
	q := u.Query()
	q.Set("v", Version)
	q.Set("encoding", "json")
	u.RawQuery, u.Fragment = q.Encode(), ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// sleep waits for d, or less if ctx ends.
func sleep(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}
