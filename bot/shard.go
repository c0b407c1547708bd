package bot

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"sitrep/news"
)

// discordgo keeps the websocket: it says hello, beats, numbers the events and resumes. What it does wrong is put right
// from outside: it reconnects for ever after a refused token (so its reconnecting is off), it identifies again at once
// when a session is invalid, it never learns the address to resume at, and it takes five heartbeats to notice a dead
// connection.

func init() {
	discordgo.APIVersion = apiVersion
	discordgo.Logger = noticed
}

// apiVersion is the version of the gateway that is spoken.
const apiVersion = "10"

// Times of a connection.
const (
	// settleFor is how long discordgo's goroutines get to start.
	settleFor = time.Millisecond
	// watchEvery is how often a connection is looked at; ackPatience how long it may go without an acknowledged
	// heartbeat until the gateway's interval is known. Discord's is 41 s.
	watchEvery  = 9700 * time.Millisecond
	ackPatience = 130 * time.Second
	// steady is how long a connection must have lasted for the next to be tried without a long pause.
	steady = time.Minute
	// maxResumes is how often a session is tried to be resumed before a new one is asked for.
	maxResumes = 3
)

// errInvalidSession is the end of a connection whose session Discord has dropped.
var errInvalidSession = errors.New("the gateway says that the session is invalid")

// errDead is the end of a connection that acknowledges no heartbeats.
var errDead = errors.New("the gateway acknowledges no heartbeats")

// notices are the connections of this process, by the mark in their address: discordgo's log is the only place that
// tells with what close code a connection ended, and it has one log for all sessions.
var notices sync.Map

var marks atomic.Int64

// noticed is discordgo's log. It is given the address of the gateway first and the error last.
func noticed(_, _ int, _ string, args ...any) {
	if len(args) < 2 {
		return
	}
	address, _ := args[0].(string)
	err, _ := args[len(args)-1].(error)
	_, mark, _ := strings.Cut(address, "#")
	mark, _, _ = strings.Cut(mark, "/")
	if c, ok := notices.Load(mark); ok && err != nil {
		c.(*connection).notice(err)
	}
}

// identifyGate spaces out identifying, one in five seconds for each of Discord's buckets (Discord documentation,
// "Gateway", "Max Concurrency").
type identifyGate struct {
	concurrency int
	now         func() time.Time

	mu   sync.Mutex
	last map[int]time.Time // of a bucket, maybe in the future
}

func (g *identifyGate) pass(ctx context.Context, shard int) {
	g.mu.Lock()
	now, key := g.now(), shard%g.concurrency
	turn := now
	if last, ok := g.last[key]; ok && last.Add(identifyEvery).After(now) {
		turn = last.Add(identifyEvery)
	}
	g.last[key] = turn
	g.mu.Unlock()
	wait(ctx, turn.Sub(now))
}

// shard keeps one connection to the gateway until ctx ends, or until only a person can help.
func (b *Bot) shard(ctx context.Context, id int, gateway gatewayInfo, gate *identifyGate) error {
	var c *connection // whose session can be resumed
	pause := reconnectFirst
	for first := true; ctx.Err() == nil; first = false {
		if c == nil {
			if !first {
				var err error
				if gateway, err = b.again(ctx, gateway); err != nil {
					return err
				}
			}
			gate.pass(ctx, id)
			if ctx.Err() != nil {
				return nil
			}
			var err error
			if c, err = b.connection(ctx, id, gateway); err != nil {
				return err
			}
		}
		opened := b.o.Now()
		err := c.run(ctx)
		if ctx.Err() != nil {
			return nil
		}
		code := closeCode(err)
		if fatal[code] != "" {
			return &news.Error{Code: news.Invalid, Message: fatal[code], Err: err}
		}
		if b.o.Now().Sub(opened) > steady {
			pause = reconnectFirst
		}
		least := time.Duration(0)
		if errors.Is(err, errInvalidSession) || errors.Is(err, discordgo.ErrWSShardBounds) {
			least = time.Second + rand.N(4*time.Second) // Discord documentation, "Gateway", "Resuming"
		}
		how := "resume"
		if !c.resumable(err, code) {
			c.forget()
			c, how = nil, "identify"
		}
		countReconnect(how)
		next := max(least, pause/2+rand.N(pause/2))
		b.lg.WarnContext(ctx, "the connection to the gateway ended", "shard", id, "error", err, "next", how, "in",
			next.Round(time.Millisecond))
		wait(ctx, next)
		pause = min(2*pause, reconnectMost)
	}
	return nil
}

// again asks whether another session may be started. How many shards there are stays as it was at the start.
func (b *Bot) again(ctx context.Context, was gatewayInfo) (gatewayInfo, error) {
	now, err := b.login(ctx, 1)
	now.Shards = was.Shards
	return now, err
}

// connection is a session with the gateway, with the websockets that it runs over, one after the other.
type connection struct {
	bot   *Bot
	dg    *discordgo.Session
	shard int
	mark  string
	door  *door
	lost  chan struct{}
	conn  net.Conn // of this websocket

	invalidated chan struct{}
	greeted     atomic.Bool // an event has come over this websocket

	failed int // attempts to resume, one after the other

	mu      sync.Mutex
	ready   bool   // the session began
	invalid bool   // Discord said that the session is, and did not resume it since
	why     error  // this websocket ended, as far as noticed
	url     string // to connect to, or to resume at
}

// connection makes a discordgo session that hands everything to us.
func (b *Bot) connection(ctx context.Context, id int, gateway gatewayInfo) (*connection, error) {
	s, err := discordgo.New("Bot " + b.o.Token)
	if err != nil {
		return nil, fmt.Errorf("discord session: %w", err)
	}
	c := &connection{
		bot: b, dg: s, shard: id, mark: "sitrep-" + strconv.FormatInt(marks.Add(1), 10), door: &door{},
		lost: make(chan struct{}, 1), invalidated: make(chan struct{}, 1), url: gateway.URL,
	}
	s.Client = &http.Client{Transport: c.door}
	s.ShouldRetryOnRateLimit = false
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.SyncEvents = true // handlers below only hand over
	s.LogLevel = discordgo.LogWarning
	s.Identify.Intents = discordgo.IntentsGuilds
	s.Identify.Shard = &[2]int{id, gateway.Shards}
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		c.event(e)
		b.event(ctx, e)
	})
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case c.lost <- struct{}{}:
		default:
		}
	})
	notices.Store(c.mark, c)
	return c, nil
}

// forget ends a session for good.
func (c *connection) forget() { notices.Delete(c.mark) }

// notice keeps why the connection ended.
func (c *connection) notice(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case errors.Is(err, discordgo.ErrWSShardBounds): // see event
		select {
		case c.invalidated <- struct{}{}:
		default:
		}
	case c.why == nil && !errors.Is(err, errElsewhere):
		c.why = err
	}
}

// event looks at what says how the session goes.
func (c *connection) event(e *discordgo.Event) {
	c.greeted.Store(true)
	c.mu.Lock()
	defer c.mu.Unlock()
	switch e.Type {
	case "READY":
		var ready struct {
			URL string `json:"resume_gateway_url"`
		}
		if json.Unmarshal(e.RawData, &ready) == nil && ready.URL != "" {
			if _, err := gatewayAddress(ready.URL); err == nil {
				c.url = ready.URL
			}
		}
		c.ready = true
		// From now on an invalid session must not be identified anew at once, as discordgo would: a shard number out of
		// bounds makes it refuse to. Identify.Shard is what it sent.
		c.dg.ShardCount, c.dg.ShardID = 2, 2
	case "RESUMED":
		c.invalid = false
	}
}

// run connects, and returns why the connection ended.
func (c *connection) run(ctx context.Context) error {
	c.mu.Lock()
	c.why = nil
	c.mu.Unlock()
	for _, old := range []chan struct{}{c.lost, c.invalidated} {
		select {
		case <-old:
		default:
		}
	}
	if err := c.open(ctx); err != nil {
		return err
	}
	connected(c.shard, true)
	defer connected(c.shard, false)
	if !c.greeted.Load() { // in place of READY came an invalid session, and discordgo has identified again
		c.cut()
		return errInvalidSession
	}
	c.failed = 0
	err := c.hold(ctx)
	if ctx.Err() != nil {
		c.hangUp()
		return ctx.Err()
	}
	if err != nil {
		c.cut()
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.why != nil {
		return c.why
	}
	return errors.New("asked to reconnect")
}

// hangUp says goodbye. discordgo sleeps with its lock held then, so its own goroutines are let go first.
func (c *connection) hangUp() {
	time.Sleep(settleFor)
	_ = c.dg.Close()
}

// cut ends the websocket without a word, so that the session can be resumed, and waits until discordgo has noticed.
func (c *connection) cut() {
	time.Sleep(settleFor)
	_ = c.conn.Close()
	select {
	case <-c.lost:
	case <-time.After(openTimeout):
	}
}

// hold returns when the connection has ended (nil), must be ended (an error), or ctx ends.
func (c *connection) hold(ctx context.Context) error {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	acked, patience := time.Now(), ackPatience
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-c.lost:
			return nil
		case <-c.invalidated:
			return errInvalidSession
		case <-tick.C:
		}
		if last := c.ack(acked); last.After(acked) {
			if gap := last.Sub(acked); gap > watchEvery { // not the acknowledgement of the first heartbeat
				patience = min(ackPatience, 2*gap+watchEvery)
			}
			acked = last
		}
		if time.Since(acked) > patience {
			return errDead
		}
	}
}

// ack is when the last heartbeat was acknowledged, or was while discordgo holds its lock: it does so for as long as a
// second.
func (c *connection) ack(was time.Time) time.Time {
	if !c.dg.TryRLock() {
		return was
	}
	defer c.dg.RUnlock()
	return c.dg.LastHeartbeatAck
}

// resumable reports whether the session may go on in another connection after this one ended with err and a close code.
func (c *connection) resumable(err error, code int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case !c.ready, code == 4007, code == 4009: // never began; invalid sequence; timed out
		return false
	case errors.Is(err, discordgo.ErrWSShardBounds): // resuming was refused
		return false
	case errors.Is(err, errInvalidSession):
		if c.invalid {
			return false
		}
		c.invalid = true // the gateway may have said that it can be resumed, which discordgo does not tell
		return true
	}
	c.failed++
	return c.failed <= maxResumes
}

// errElsewhere fails the dialling of an address that is not wanted any more.
var errElsewhere = errors.New("connect elsewhere")

// open connects. discordgo keeps the address of its first connection until it cannot be dialled; so to resume where
// Discord wants it, that fails once. It waits for the gateway without a limit; closing the connection under it is what
// ends that.
func (c *connection) open(ctx context.Context) error {
	c.mu.Lock()
	address, err := gatewayAddress(c.url)
	c.mu.Unlock()
	if err != nil {
		return err
	}
	address += "#" + c.mark
	if was := c.door.url; was != "" && was != address {
		c.dg.Dialer = &websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn,
			error,
		) {
			return nil, errElsewhere
		}}
		if err := c.dg.Open(); !errors.Is(err, errElsewhere) {
			return fmt.Errorf("change the gateway's address: %w", err)
		}
	}
	c.door.url = address

	bounded, cancel := context.WithTimeout(ctx, openTimeout)
	defer cancel()
	var stop []func() bool
	dialer := c.dialer(address, func(conn net.Conn) {
		stop = append(stop, context.AfterFunc(bounded, func() { _ = conn.Close() }))
	})
	c.dg.Dialer = dialer
	err = c.dg.Open()
	for _, keep := range stop {
		keep()
	}
	if err != nil {
		return fmt.Errorf("open gateway: %w", err)
	}
	return nil
}

// dialer connects to the gateway and hands each network connection to opened.
func (c *connection) dialer(address string, opened func(net.Conn)) *websocket.Dialer {
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: openTimeout}
	if c.bot.o.Dialer != nil {
		dialer = *c.bot.o.Dialer
	}
	dial := dialer.NetDialContext
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	guard := func(conn net.Conn) net.Conn {
		c.greeted.Store(false)
		c.conn = conn
		return &guarded{Conn: conn, greeted: &c.greeted}
	}
	secure := strings.HasPrefix(address, "wss:")
	dialer.NetDialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		opened(conn)
		if secure { // through a proxy: the frames are inside TLS, and cannot be guarded
			c.greeted.Store(false)
			c.conn = conn
			return conn, nil
		}
		return guard(conn), nil
	}
	if !secure || proxied(dialer.Proxy, address) {
		return &dialer
	}
	config := dialer.TLSClientConfig.Clone()
	if config == nil {
		config = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	dialer.NetDialTLSContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := dial(ctx, network, address)
		if err != nil {
			return nil, err
		}
		opened(conn)
		if config.ServerName == "" {
			config.ServerName, _, _ = net.SplitHostPort(address)
		}
		inner := tls.Client(conn, config)
		if err := inner.HandshakeContext(ctx); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
		return guard(inner), nil
	}
	return &dialer
}

// proxied reports whether an address is reached through a proxy.
func proxied(proxy func(*http.Request) (*url.URL, error), address string) bool {
	u, err := url.Parse("https" + strings.TrimPrefix(address, "wss"))
	if err != nil || proxy == nil {
		return false
	}
	via, err := proxy(&http.Request{URL: u})
	return err == nil && via != nil
}

// guarded lets one frame through until the gateway has answered with an event: what discordgo identifies or resumes
// with. A second one would be its answer to an invalid session: identifying again at once, over and over.
type guarded struct {
	net.Conn
	greeted *atomic.Bool
	writes  atomic.Int32
}

func (g *guarded) Write(b []byte) (int, error) {
	const handshakeAndFrame = 2
	if g.writes.Add(1) > handshakeAndFrame && !g.greeted.Load() {
		return 0, errInvalidSession
	}
	return g.Conn.Write(b)
}

// gatewayAddress completes an address of the gateway with version and encoding.
func gatewayAddress(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "ws" && u.Scheme != "wss") || u.Host == "" {
		return "", fmt.Errorf("the gateway's address %q is none", address)
	}
	q := u.Query()
	q.Set("v", apiVersion)
	q.Set("encoding", "json")
	u.RawQuery, u.Fragment = q.Encode(), ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// door answers discordgo's only question: where the gateway is.
type door struct{ url string }

// RoundTrip answers any request with the address.
func (d *door) RoundTrip(req *http.Request) (*http.Response, error) {
	body, _ := json.Marshal(map[string]string{"url": d.url}) // a string: it cannot fail
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
	}, nil
}

// closeCode is the gateway's close code in an error, 0 if there is none.
func closeCode(err error) int {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return e.Code
	}
	return 0
}
