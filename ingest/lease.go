package ingest

import (
	"context"
	"fmt"
	"sync"

	"sitrep/news"
)

// Hold takes a lease, of which of several processes one has each at a time: ok is false while another has it. The
// context returned ends when it is lost or given back by release.
type Hold func(ctx context.Context, name string) (held context.Context, release func(), ok bool, err error)

// hostLeases are the hosts of which this process polls feeds and fetches pages, so that no other does meanwhile: none
// is asked by two at once. Several visits of one host share its lease.
type hostLeases struct {
	hold Hold // nil: there is one process

	mu   sync.Mutex
	held map[string]*hostLease
}

type hostLease struct {
	ctx     context.Context //nolint:containedctx // it is the lease: it ends when that does
	release func()
	visits  int
}

// share takes the lease of a host, or a part in it.
func (h *hostLeases) share(ctx context.Context, host string) (held context.Context, release func(), ok bool,
	err error,
) {
	if h.hold == nil {
		return ctx, func() {}, true, nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	l := h.held[host]
	if l == nil || l.ctx.Err() != nil {
		// The lease outlives the visit that takes it, if another shares it by then.
		held, release, ok, err := h.hold(context.WithoutCancel(ctx), "host "+host)
		if err != nil || !ok {
			return ctx, func() {}, false, err
		}
		l = &hostLease{ctx: held, release: release}
		if h.held == nil {
			h.held = map[string]*hostLease{}
		}
		h.held[host] = l
	}
	l.visits++
	inner, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(l.ctx, func() { cancel(context.Cause(l.ctx)) })
	return inner, func() {
		stop()
		cancel(nil)
		h.leave(host, l)
	}, true, nil
}

// leave gives a part of a lease back, and with the last the lease.
func (h *hostLeases) leave(host string, l *hostLease) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if l.visits--; l.visits > 0 {
		return
	}
	if h.held[host] == l {
		delete(h.held, host)
	}
	l.release()
}

// lease takes a feed that is due for this process, as it is stored now, until release is called or held ends. release
// is nil if another process has the feed or its host, or has polled it by now.
func (p *Poller) lease(ctx context.Context, f news.Feed) (held context.Context, now news.Feed, release func(),
	err error,
) {
	if p.options.Hold == nil {
		return ctx, f, func() {}, nil
	}
	onHost, leaveHost, ok, err := p.hosts.share(ctx, hostOf(f.URL))
	if err != nil || !ok {
		return ctx, f, nil, err
	}
	held, leave, ok, err := p.options.Hold(onHost, fmt.Sprintf("feed %d", f.ID))
	if err != nil || !ok {
		leaveHost()
		return ctx, f, nil, err
	}
	now, due, err := p.store.DueFeed(held, f.ID, p.now())
	if err != nil || !due {
		leave()
		leaveHost()
		return ctx, f, nil, err
	}
	return held, now, func() { leave(); leaveHost() }, nil
}
