package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Opcodes ("Opcodes and Status Codes", "Gateway Opcodes").
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAcknowledged   = 11
)

const (
	// patience is how long the gateway may take to accept a connection, to say hello, and to let a session begin or go
	// on.
	patience = 30 * time.Second
	// writePatience is how long one frame may take to leave: a peer that reads nothing is as good as gone.
	writePatience = 10 * time.Second
	// goodbyePatience is how long leaving may take.
	goodbyePatience = time.Second
	// maxPayload bounds what is read into memory: the largest events are those of servers with thousands of channels.
	maxPayload = 32 << 20
	// codeAgain closes a connection whose session is to be resumed: after 1000 and 1001 Discord drops it ("Gateway",
	// "Initiating a Disconnect").
	codeAgain = 4000
)

// payload is a frame from the gateway.
type payload struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

// connection is one websocket. Once the session has been asked for, the heart alone writes to it.
type connection struct {
	shard *shard
	ws    *websocket.Conn

	seq     atomic.Int64  // of the last event, 0 for none
	awaited atomic.Bool   // a heartbeat went out that is not acknowledged
	demand  chan struct{} // the gateway asks for a heartbeat
}

// connect opens one connection, begins or resumes a session over it, and returns why it ended. When ctx ends it says
// goodbye, so that Discord shows the bot as gone.
func (s *shard) connect(ctx context.Context, address string) error {
	ws, err := s.dial(ctx, address)
	if err != nil {
		return err
	}
	defer func() { _ = ws.Close() }()
	ws.SetReadLimit(maxPayload)
	c := &connection{shard: s, ws: ws, demand: make(chan struct{}, 1)}
	c.seq.Store(s.session.seq)

	live, end := context.WithCancelCause(ctx)
	var heart sync.WaitGroup
	defer heart.Wait()
	defer end(nil)
	stop := context.AfterFunc(live, func() { c.leave(context.Cause(live)) })
	defer stop()

	interval, err := c.hello()
	if err == nil {
		err = c.begin()
	}
	if err != nil {
		return fmt.Errorf("begin a session: %w", cause(live, err))
	}
	heart.Go(func() {
		if err := c.beat(live, interval); err != nil {
			end(err)
		}
	})
	err = c.listen(live)
	s.session.seq = max(s.session.seq, c.seq.Load())
	return err
}

// listen takes frames until the connection ends, and returns why it did.
func (c *connection) listen(ctx context.Context) error {
	connected := func(bool) {}
	if tell := c.shard.o.Connected; tell != nil {
		connected = func(up bool) { tell(c.shard.id, up) }
	}
	up := false
	defer func() {
		if up {
			connected(false)
		}
	}()
	for {
		p, err := c.read()
		if err != nil {
			return cause(ctx, err)
		}
		began, err := c.take(ctx, p)
		if err != nil {
			c.leave(err)
			return err
		}
		if began && !up {
			up = true
			connected(true)
			c.shard.backoff, c.shard.resumes = backoffFirst, 0
			_ = c.ws.SetReadDeadline(time.Time{}) // from now on the heart tells
		}
	}
}

// dial opens a websocket.
func (s *shard) dial(ctx context.Context, address string) (*websocket.Conn, error) {
	address, err := Address(address)
	if err != nil {
		return nil, err
	}
	dialer := s.o.Dialer
	if dialer == nil {
		dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	}
	bounded, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ws, resp, err := dialer.DialContext(bounded, address, nil)
	if resp != nil && resp.Body != nil {
		_ = resp.Body.Close()
	}
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("connect to the gateway: %w: %s", err, resp.Status)
		}
		return nil, fmt.Errorf("connect to the gateway: %w", err)
	}
	_ = ws.SetReadDeadline(time.Now().Add(patience))
	return ws, nil
}

// cause is why the connection was ended from this side, or else the error that ended it.
func cause(ctx context.Context, err error) error {
	if why := context.Cause(ctx); why != nil {
		return why
	}
	return err
}

// leave closes the connection: for good if that is the reason, else so that the session can be resumed.
func (c *connection) leave(why error) {
	code := codeAgain
	if errors.Is(why, context.Canceled) || errors.Is(why, context.DeadlineExceeded) {
		code = websocket.CloseNormalClosure
	}
	// Where a write hangs, this waits for its turn no longer than the deadline.
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""),
		time.Now().Add(goodbyePatience))
	_ = c.ws.Close()
}

// read returns the next frame.
func (c *connection) read() (p payload, err error) {
	_, b, err := c.ws.ReadMessage()
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return p, fmt.Errorf("decode a frame of the gateway: %w", err)
	}
	return p, nil
}

// send writes one frame.
func (c *connection) send(op int, data any) error {
	if err := c.ws.SetWriteDeadline(time.Now().Add(writePatience)); err != nil {
		return err
	}
	return c.ws.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
}

// hello waits for the first frame, which says how often the heart has to beat.
func (c *connection) hello() (time.Duration, error) {
	p, err := c.read()
	if err != nil {
		return 0, err
	}
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // milliseconds
	}
	if p.Op != opHello || json.Unmarshal(p.Data, &hello) != nil || hello.Interval <= 0 {
		return 0, fmt.Errorf("the gateway began with opcode %d and %.60q", p.Op, p.Data)
	}
	return time.Duration(hello.Interval) * time.Millisecond, nil
}

// begin resumes the shard's session, or asks for one.
func (c *connection) begin() error {
	s := c.shard
	if s.session.id != "" {
		return c.send(opResume, map[string]any{"token": s.o.Token, "session_id": s.session.id, "seq": s.session.seq})
	}
	return c.send(opIdentify, map[string]any{
		"token": s.o.Token, "intents": s.o.Intents, "shard": [2]int{s.id, s.total},
		"properties": map[string]string{"os": runtime.GOOS, "browser": "sitrep", "device": "sitrep"},
	})
}

// take does what a frame asks for. It reports whether the frame says that the session has begun or goes on, and returns
// an error if it ends the connection.
func (c *connection) take(ctx context.Context, p payload) (began bool, err error) {
	switch p.Op {
	case opDispatch:
		return c.dispatch(ctx, p)
	case opHeartbeat:
		select {
		case c.demand <- struct{}{}:
		default:
		}
	case opAcknowledged:
		c.awaited.Store(false)
	case opReconnect:
		return false, errReconnect
	case opInvalidSession:
		if string(p.Data) == "true" {
			return false, errResumable
		}
		return false, errInvalid
	}
	return false, nil // an opcode that is not for us
}

// dispatch notes the number of an event and hands it on.
func (c *connection) dispatch(ctx context.Context, p payload) (began bool, err error) {
	c.seq.Store(max(c.seq.Load(), p.Seq))
	switch p.Type {
	case "READY":
		var ready struct {
			Session string `json:"session_id"`
			Resume  string `json:"resume_gateway_url"`
		}
		if err := json.Unmarshal(p.Data, &ready); err != nil || ready.Session == "" {
			return false, fmt.Errorf("READY without a session: %.60q", p.Data)
		}
		if _, err := Address(ready.Resume); err != nil {
			ready.Resume = c.shard.o.Info.URL
		}
		c.shard.session = session{id: ready.Session, url: ready.Resume, seq: p.Seq}
		began = true
	case "RESUMED":
		began = true
	}
	c.shard.o.Dispatch(ctx, &discordgo.Event{Operation: p.Op, Sequence: p.Seq, Type: p.Type, RawData: p.Data})
	return began, nil
}

// beat sends heartbeats until ctx ends. It returns an error when the last one has not been acknowledged by the time of
// the next: the connection is dead, though nothing says so ("Gateway", "Heartbeat ACK"). The first comes after a random
// part of the interval, so that not all bots beat together after an outage.
func (c *connection) beat(ctx context.Context, interval time.Duration) error {
	due := time.NewTimer(rand.N(interval))
	defer due.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-c.demand:
		case <-due.C:
			if c.awaited.Load() {
				return errZombie
			}
			due.Reset(interval)
			c.awaited.Store(true)
		}
		var last any // null before the first event
		if seq := c.seq.Load(); seq != 0 {
			last = seq
		}
		if err := c.send(opHeartbeat, last); err != nil {
			return fmt.Errorf("send a heartbeat: %w", err)
		}
	}
}
