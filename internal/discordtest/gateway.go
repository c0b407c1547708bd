package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Gateway opcodes. Opcodes and Status Codes, "Gateway Opcodes".
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoiceState     = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// Gateway close codes. Opcodes and Status Codes, "Gateway Close Event Codes".
const (
	CloseUnknownError      = 4000
	CloseUnknownOpcode     = 4001
	CloseDecodeError       = 4002
	CloseNotAuthenticated  = 4003
	CloseBadToken          = 4004
	CloseTwiceIdentified   = 4005
	CloseInvalidSequence   = 4007
	CloseRateLimited       = 4008
	CloseSessionTimeout    = 4009
	CloseInvalidShard      = 4010
	CloseShardingNeeded    = 4011
	CloseInvalidVersion    = 4012
	CloseInvalidIntents    = 4013
	CloseDisallowedIntents = 4014
)

// Gateway intents. Gateway Events, "Gateway Intents".
const (
	intentGuilds      = 1 << 0
	privileged        = 1<<1 | 1<<8 | 1<<15 // members, presences, message content
	knownIntents      = 1<<17 - 1 | 1<<20 | 1<<21 | 1<<24 | 1<<25
	maxPayload        = 4096 // bytes. Gateway, "Sending Events"
	sendLimit         = 120  // a minute and connection. Gateway, "Rate Limiting"
	keptEvents        = 1000 // of a session, for a RESUME
	heartbeatPatience = 3    // halves of the interval
)

// gateway is all connections and sessions. Server.mu guards it.
type gateway struct {
	wait       sync.WaitGroup
	closed     bool
	starts     window // IDENTIFYs of a day that began a session
	identifies int    // all of them
	sessions   map[string]*session
	links      map[*link]bool
	noAcks     bool
	lastStart  map[int]time.Time // by shard modulo concurrency
}

// Session describes what a client identified with.
type Session struct {
	ID        string
	Intents   int
	Shard     [2]int
	Connected bool
	Resumed   int    // how often
	Version   string // of the gateway, as the latest connection's address names it
	Path      string // of the latest connection's address: /gateway or ResumePath
}

// session outlives its connection, so that it can be resumed.
type session struct {
	Session
	seq    int64
	events []event // the latest, for RESUME
	link   *link
}

type event struct {
	seq  int64
	data []byte
}

// link is one websocket connection with its queue of frames to send.
type link struct {
	ws      *websocket.Conn
	path    string
	version string
	session *session
	wake    chan struct{}

	mu     sync.Mutex
	queue  [][]byte
	ending bool
	code   int

	sent  int // frames from the client in the current minute
	since time.Time
}

func (l *link) send(frame []byte) {
	l.mu.Lock()
	if !l.ending {
		l.queue = append(l.queue, frame)
	}
	l.mu.Unlock()
	l.ring()
}

// end closes the connection with code after what is queued; code 0 drops it without a close frame.
func (l *link) end(code int) {
	l.mu.Lock()
	if !l.ending {
		l.ending, l.code = true, code
	}
	if l.code == 0 {
		l.queue = nil
	}
	l.mu.Unlock()
	l.ring()
}

func (l *link) ring() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// write sends the queue until the connection ends.
func (l *link) write() {
	defer func() { _ = l.ws.Close() }()
	for range l.wake {
		l.mu.Lock()
		frames, ending, code := l.queue, l.ending, l.code
		l.queue = nil
		l.mu.Unlock()
		for _, f := range frames {
			if l.ws.WriteMessage(websocket.TextMessage, f) != nil {
				return
			}
		}
		if ending {
			if code != 0 {
				_ = l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""),
					time.Now().Add(time.Second))
			}
			return
		}
	}
}

func (g *gateway) closeAll() {
	g.closed = true
	for l := range g.links {
		l.end(0)
	}
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway is one connection: HELLO, then what the client sends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	ws.SetCloseHandler(func(int, string) error { return nil }) // sayGoodbye answers
	l := &link{
		ws: ws, path: strings.TrimSuffix(r.URL.Path, "/"), version: r.URL.Query().Get("v"),
		wake: make(chan struct{}, 1),
	}
	s.mu.Lock()
	if s.gateway.closed {
		s.mu.Unlock()
		_ = ws.Close()
		return
	}
	if s.gateway.links == nil {
		s.gateway.links, s.gateway.sessions = map[*link]bool{}, map[string]*session{}
	}
	s.gateway.links[l] = true
	s.gateway.wait.Add(1)
	s.gateway.wait.Go(l.write)
	s.mu.Unlock()
	defer s.gateway.wait.Done()

	l.send(frame(opHello, map[string]any{"heartbeat_interval": s.opt.HeartbeatInterval.Milliseconds()}))
	if v := r.URL.Query().Get("v"); v != "" && v != "9" && v != "10" {
		l.end(CloseInvalidVersion)
	}
	code := s.receive(l)
	s.mu.Lock()
	delete(s.gateway.links, l)
	s.hungUp(l, code)
	s.wake()
	s.mu.Unlock()
	l.end(0)
}

// hungUp leaves the session of l to be resumed, unless the client said goodbye. Gateway, "Initiating a Disconnect":
// "when you close the connection with a close code of 1000 or 1001, your session will be invalidated".
func (s *Server) hungUp(l *link, code int) {
	if l.session == nil || l.session.link != l {
		return
	}
	l.mu.Lock()
	if l.ending {
		code = 0 // the client only answers our own close frame
	}
	l.mu.Unlock()
	l.session.link, l.session.Connected = nil, false
	if code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway {
		delete(s.gateway.sessions, l.session.ID)
	}
}

// receive reads until the connection ends, and returns the client's close code or 0.
func (s *Server) receive(l *link) int {
	s.expectHeartbeat(l)
	for {
		_, raw, err := l.ws.ReadMessage()
		if err != nil {
			if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
				s.sayGoodbye(l)
				return closed.Code
			}
			var timeout interface{ Timeout() bool }
			if errors.As(err, &timeout) && timeout.Timeout() {
				l.end(CloseSessionTimeout)
			}
			return 0
		}
		if code := s.handleFrame(l, raw); code != 0 {
			l.end(code)
		}
	}
}

// closePatience is how long the client has to hang up after its close frame, in memory.
const closePatience = 5 * time.Second

// sayGoodbye answers a close frame. In memory it lets the client hang up first: discordgo sleeps a second with its lock
// held after sending the frame, and its reader, woken by an answer, would wait for that lock. A mutex does not count as
// idle in a synctest bubble, so the second would never pass.
func (s *Server) sayGoodbye(l *link) {
	if !s.opt.InMemory {
		_ = l.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""),
			time.Now().Add(time.Second))
		return
	}
	conn := l.ws.NetConn()
	_ = conn.SetReadDeadline(time.Now().Add(closePatience))
	for buf := make([]byte, 512); ; {
		if _, err := conn.Read(buf); err != nil {
			return
		}
	}
}

// expectHeartbeat gives the client one and a half intervals. Its time is the websocket's own clock, not Options.Now.
func (s *Server) expectHeartbeat(l *link) {
	_ = l.ws.SetReadDeadline(time.Now().Add(s.opt.HeartbeatInterval * heartbeatPatience / 2))
}

// handleFrame does what the client asks, or returns the code to close with.
func (s *Server) handleFrame(l *link, raw []byte) int {
	var in struct {
		Op   *int            `json:"op"`
		Data json.RawMessage `json:"d"`
	}
	if len(raw) > maxPayload || json.Unmarshal(raw, &in) != nil || in.Op == nil {
		return CloseDecodeError
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if now := s.opt.Now(); now.Sub(l.since) >= time.Minute {
		l.since, l.sent = now, 0
	}
	if l.sent++; l.sent > sendLimit {
		return CloseRateLimited
	}
	switch *in.Op {
	case opHeartbeat:
		s.expectHeartbeat(l)
		if !s.gateway.noAcks {
			l.send(frame(opHeartbeatAck, nil))
		}
		return 0
	case opIdentify:
		return s.identify(l, in.Data)
	case opResume:
		return s.resume(l, in.Data)
	case opPresence, opVoiceState, opRequestMembers:
		if l.session == nil {
			return CloseNotAuthenticated
		}
		return 0
	}
	return CloseUnknownOpcode
}

// identify starts a session. Gateway Events, "Identify".
func (s *Server) identify(l *link, raw json.RawMessage) int {
	var in struct {
		Token      string
		Intents    *int
		Shard      *[2]int
		Properties map[string]any
	}
	g := &s.gateway
	g.identifies++
	now := s.opt.Now()
	switch err := json.Unmarshal(raw, &in); {
	case err != nil, in.Properties == nil:
		return CloseDecodeError
	case l.session != nil:
		return CloseTwiceIdentified
	case strings.TrimPrefix(in.Token, "Bot ") != s.opt.Token, !g.starts.left(now):
		return CloseBadToken // a bot that uses up its session starts has its token reset: Gateway, "Identifying"
	case in.Intents == nil, *in.Intents&^knownIntents != 0:
		return CloseInvalidIntents
	case *in.Intents&privileged&^s.opt.PrivilegedIntents != 0:
		return CloseDisallowedIntents
	case in.Shard == nil && s.opt.Shards > 1:
		return CloseShardingNeeded
	case in.Shard != nil && (in.Shard[1] < 1 || in.Shard[0] < 0 || in.Shard[0] >= in.Shard[1]):
		return CloseInvalidShard
	}
	shard := [2]int{0, 1}
	if in.Shard != nil {
		shard = *in.Shard
	}
	key := shard[0] % s.opt.Concurrency
	if last, ok := g.lastStart[key]; ok && now.Sub(last) < s.opt.IdentifyEvery {
		l.send(frame(opInvalidSession, false))
		return 0
	}
	if g.lastStart == nil {
		g.lastStart = map[int]time.Time{}
	}
	g.lastStart[key] = now
	g.starts.take(now)
	sess := &session{Session: Session{
		ID: "session-" + s.snowflake(), Intents: *in.Intents, Shard: shard,
		Connected: true, Version: l.version, Path: l.path,
	}, link: l}
	l.session = sess
	g.sessions[sess.ID] = sess
	s.ready(sess)
	s.wake()
	return 0
}

// ready sends READY with unavailable guilds, and then each of them. Gateway Events, "Ready" and "Guild Create".
func (s *Server) ready(sess *session) {
	var mine []*guild
	stubs := []any{}
	for _, f := range s.opt.Guilds {
		if g := s.guilds[f.ID]; g != nil && shardOf(g.ID, sess.Shard[1]) == sess.Shard[0] {
			mine = append(mine, g)
			stubs = append(stubs, map[string]any{"id": g.ID, "unavailable": true})
		}
	}
	sess.emit("READY", map[string]any{
		"v": 10, "user": s.account(s.opt.Application), "guilds": stubs, "session_id": sess.ID,
		"resume_gateway_url": s.GatewayURL() + "/resume",
		"shard":              sess.Shard, "application": map[string]any{"id": s.opt.Application, "flags": 0},
	})
	if sess.Intents&intentGuilds == 0 {
		return
	}
	for _, g := range mine {
		sess.emit("GUILD_CREATE", s.guildCreate(g))
	}
}

// resume replays what a session has missed. Gateway, "Resuming".
func (s *Server) resume(l *link, raw json.RawMessage) int {
	var in struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	if json.Unmarshal(raw, &in) != nil {
		return CloseDecodeError
	}
	if strings.TrimPrefix(in.Token, "Bot ") != s.opt.Token {
		return CloseBadToken
	}
	sess := s.gateway.sessions[in.Session]
	if sess == nil || (len(sess.events) > 0 && in.Seq < sess.events[0].seq-1) {
		l.send(frame(opInvalidSession, false))
		return 0
	}
	if in.Seq > sess.seq {
		return CloseInvalidSequence
	}
	if sess.link != nil {
		sess.link.end(CloseUnknownError)
	}
	sess.link, l.session, sess.Connected = l, sess, true
	sess.Resumed++
	sess.Path = l.path
	for _, e := range sess.events {
		if e.seq > in.Seq {
			l.send(e.data)
		}
	}
	sess.emit("RESUMED", map[string]any{})
	s.wake()
	return 0
}

func frame(op int, data any) []byte {
	b, _ := json.Marshal(map[string]any{"op": op, "d": data, "s": nil, "t": nil})
	return b
}

// emit sends an event, or keeps it until the session is resumed.
func (sess *session) emit(name string, data any) {
	sess.seq++
	b, _ := json.Marshal(map[string]any{"op": opDispatch, "t": name, "s": sess.seq, "d": data})
	sess.events = append(sess.events, event{sess.seq, b})
	if n := len(sess.events); n > keptEvents {
		sess.events = append([]event(nil), sess.events[n-keptEvents:]...)
	}
	if sess.link != nil {
		sess.link.send(b)
	}
}

// dispatch sends an event of a guild ("" for direct messages) to the sessions of its shard that want it. intent 0 means
// that all want it. s.mu is held.
func (s *Server) dispatch(guild string, intent int, name string, data any) {
	for _, sess := range s.gateway.sessions {
		if shardOf(guild, sess.Shard[1]) == sess.Shard[0] && (intent == 0 || sess.Intents&intent != 0) {
			sess.emit(name, data)
		}
	}
	s.wake()
}

// Sessions returns the sessions that are connected or can be resumed.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Session
	for _, sess := range s.gateway.sessions {
		out = append(out, sess.Session)
	}
	return out
}

// ResumePath is the path of the address at which READY asks to resume.
const ResumePath = "/gateway/resume"

// Identifies counts the IDENTIFYs so far, whatever came of them.
func (s *Server) Identifies() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.identifies
}

// WaitSessions waits until n sessions are connected.
func (s *Server) WaitSessions(ctx context.Context, n int) error {
	return s.wait(ctx, 0, nil, func() bool {
		have := 0
		for _, sess := range s.gateway.sessions {
			have += boolInt(sess.Connected)
		}
		return have >= n
	})
}

// eachLink calls f for every connection.
func (s *Server) eachLink(f func(*link)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for l := range s.gateway.links {
		f(l)
	}
}

// CloseGateway closes every connection with code: CloseBadToken, CloseDisallowedIntents and so on.
func (s *Server) CloseGateway(code int) { s.eachLink(func(l *link) { l.end(code) }) }

// DropGateway cuts every connection without a close frame. The sessions can be resumed.
func (s *Server) DropGateway() { s.eachLink(func(l *link) { l.end(0) }) }

// AskReconnect sends opcode 7 to every connection. Gateway, "Reconnect".
func (s *Server) AskReconnect() { s.eachLink(func(l *link) { l.send(frame(opReconnect, nil)) }) }

// AskHeartbeat sends opcode 1 to every connection: the client has to beat at once.
func (s *Server) AskHeartbeat() { s.eachLink(func(l *link) { l.send(frame(opHeartbeat, nil)) }) }

// InvalidateSessions ends every session with opcode 9. resumable is what Discord says of them; those that are not are
// forgotten.
func (s *Server) InvalidateSessions(resumable bool) {
	s.eachLink(func(l *link) {
		if l.session != nil && !resumable {
			delete(s.gateway.sessions, l.session.ID)
			l.session = nil
		}
		l.send(frame(opInvalidSession, resumable))
	})
}

// StopAcks makes the server swallow heartbeats, as a dead connection does.
func (s *Server) StopAcks(stop bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.noAcks = stop
}
