package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"sitrep/digest"
	"sitrep/ingest"
	"sitrep/news"
	"sitrep/web"
)

// How long something may not move before the program is called unwell. The poller looks every ten seconds, and a
// delivery that may be sent waits for seconds.
const (
	stillPolling = 2 * time.Minute
	stillSending = 15 * time.Minute
)

// health says whether the program is well, and serves that with the web pages.
type health struct {
	*program
	poller       *ingest.Poller
	connected    func() bool  // nil without a token
	roles        *roles       // nil is all
	interactions http.Handler // of Discord, by HTTP; nil: by the gateway alone
}

func (h health) checks() []web.Check {
	return []web.Check{
		{Name: "database", Well: func(ctx context.Context) error {
			if err := h.db.Probe(ctx); err != nil {
				h.lg.ErrorContext(ctx, "the database cannot be written", "error", err)
				return errors.New("it cannot be written: is the disk full?")
			}
			return nil
		}},
		{Name: "outbox", Well: h.sending},
		{Name: "poller", Well: func(context.Context) error {
			if at := h.poller.Turned(); h.roles.plays("poll") && !at.IsZero() && time.Since(at) > stillPolling {
				return fmt.Errorf("it has stood still for %s", time.Since(at).Round(time.Second))
			}
			return nil
		}},
	}
}

// sending fails when a delivery waits that could be sent. Without a token nothing is sent.
func (h health) sending(ctx context.Context) error {
	if h.connected == nil {
		return nil
	}
	now := h.now()
	since, err := h.db.Overdue(ctx, now)
	if err != nil {
		h.lg.ErrorContext(ctx, "the outbox cannot be read", "error", err)
		return errors.New("it cannot be read")
	}
	if !since.IsZero() && now.Sub(since) > stillSending {
		return fmt.Errorf("a delivery has waited for %s", now.Sub(since).Round(time.Second))
	}
	return nil
}

func (h health) ready() []web.Check {
	return []web.Check{
		{Name: "discord", Well: func(context.Context) error {
			if h.connected != nil && h.roles.plays("discord") && !h.connected() {
				return errors.New("not connected")
			}
			return nil
		}},
		{Name: "polling", Well: func(context.Context) error {
			if h.roles.plays("poll") && h.poller.Turned().IsZero() {
				return errors.New("not begun")
			}
			return nil
		}},
	}
}

// serve serves the web pages.
func (h health) serve(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", h.config.Web.Listen)
	if err != nil {
		return fmt.Errorf("listen on web.listen %s: %w", h.config.Web.Listen, err)
	}
	server := web.NewServer(h.handler())
	stop := context.AfterFunc(ctx, func() { _ = server.Close() }) // Serve returns the error that counts
	defer stop()
	if err := server.Serve(web.Limit(listener)); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler is what is served.
func (h health) handler() http.Handler {
	return web.New(h.lg, h.db, web.Options{
		Metrics: metrics.GetDefaultSet(), Now: h.now, Hosts: h.config.Web.Hosts, Checks: h.checks(), Ready: h.ready(),
		Interactions: h.interactions,
		Compose: func(ctx context.Context) (news.Digest, error) {
			return h.composer.Compose(ctx, digest.Request{Zone: h.config.Digest.Zone})
		},
	})
}
