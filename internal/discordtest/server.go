package discordtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Options sets a Server up. The zero value is a good default.
type Options struct {
	Token       string           // the bot's, without "Bot "; "" means "stand-in-token"
	Application string           // application id, which is also the bot's user id; "" means App
	Guilds      []Guild          // nil means Fixture()
	Now         func() time.Time // nil means time.Now
	InMemory    bool             // no socket: reach the server through Client and Dialer; works in a synctest bubble
	Addr        string           // to listen on; "" means a free port of 127.0.0.1

	// OpenAPI is the path of Discord's OpenAPI description, by which requests are checked after the excerpt of it that
	// is built in. "" means FindOpenAPI(), "-" means to do without both.
	OpenAPI string
	// KeepViolations stops New from failing the test for each violation: the test provokes them.
	KeepViolations bool

	// recommended by /gateway/bot; 0 means 1. With more, an IDENTIFY without shard gets 4011
	Shards            int
	Sessions          int           // session starts a day; 0 means 1000
	Concurrency       int           // max_concurrency of the session start limit; 0 means 1
	HeartbeatInterval time.Duration // 0 means 41.25 s
	PrivilegedIntents int           // those that the application may use; others get 4014
	// a second IDENTIFY of a bucket sooner gets an invalid session; 0 means Discord's 5 s, -1 not to mind
	IdentifyEvery time.Duration

	GlobalLimit  int              // requests a second; 0 means 50
	InvalidLimit int              // invalid requests in 10 minutes; 0 means 10,000
	Limits       map[string]Limit // by method and path template: "POST /channels/{channel_id}/messages"
}

// Violation is a request that Discord refuses for its form, for its token, or for coming too soon.
type Violation struct {
	Method string
	Path   string
	Reason string
}

func (v Violation) String() string { return v.Method + " " + v.Path + ": " + v.Reason }

// Request is a request that was served, or refused, or dropped.
type Request struct {
	Time   time.Time
	Method string
	Path   string // below /api/vN
	Body   []byte // the JSON payload, also of a multipart form
	Status int    // 0 if the connection was dropped
}

// Server is the stand-in. It is safe for concurrent use.
type Server struct {
	opt  Options
	apis []*openAPI // that requests are checked by
	base string     // http://host
	http *http.Server
	dial func(ctx context.Context, network, addr string) (net.Conn, error)
	stop context.CancelFunc
	done chan struct{}

	transport *rewriter

	mu           sync.Mutex
	changed      chan struct{} // closed and replaced whenever something happens that a user may wait for
	sequence     uint64        // of snowflakes
	limiter      *limiter
	guilds       map[string]*guild
	channels     map[string]*Channel
	order        []string // channel ids in order of creation
	users        map[string]*Account
	commands     map[string][]*Command // by guild id, "" for global ones
	interactions map[string]*interaction
	messages     map[string]*Message // by id, ephemeral ones too
	nonces       map[string]nonceUse
	uploads      map[string]Upload // what users gave commands, by escaped path
	violations   []Violation
	requests     []Request
	faults       []*Fault
	gateway      gateway
}

// TB is what New needs of a testing.TB.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// New starts a server that ends with the test, and fails the test for each violation unless opt.KeepViolations.
func New(t TB, opt Options) *Server {
	t.Helper()
	s, err := Start(opt)
	if err != nil {
		t.Fatalf("start the stand-in for Discord: %v", err)
	}
	t.Cleanup(func() {
		s.Close()
		if opt.KeepViolations {
			return
		}
		for _, v := range s.Violations() {
			t.Errorf("Discord refuses %s", v)
		}
	})
	return s
}

// Start starts a server. The caller closes it.
func Start(opt Options) (*Server, error) {
	opt = opt.withDefaults()
	s := &Server{
		opt: opt, changed: make(chan struct{}), done: make(chan struct{}), limiter: newLimiter(opt),
		guilds: map[string]*guild{}, channels: map[string]*Channel{}, users: map[string]*Account{},
		commands:     map[string][]*Command{},
		interactions: map[string]*interaction{}, messages: map[string]*Message{}, nonces: map[string]nonceUse{},
		uploads: map[string]Upload{},
	}
	s.gateway.starts.limit = Limit{opt.Sessions, 24 * time.Hour} // Gateway, "Identifying"
	s.users[opt.Application] = &Account{ID: opt.Application, Username: "sitrep", Discriminator: "0", Bot: true}
	for _, g := range opt.Guilds {
		s.install(g)
	}
	if err := s.load(); err != nil {
		return nil, err
	}
	return s, s.listen()
}

// load reads what requests are checked by.
func (s *Server) load() error {
	if s.opt.OpenAPI == "-" {
		return nil
	}
	api, err := loadExcerpt()
	if err != nil {
		return err
	}
	s.apis = append(s.apis, api)
	if s.opt.OpenAPI == "" {
		return nil
	}
	if api, err = loadOpenAPI(s.opt.OpenAPI); err != nil {
		return err
	}
	s.apis = append(s.apis, api)
	return nil
}

func (o Options) withDefaults() Options {
	if o.Token == "" {
		o.Token = "stand-in-token"
	}
	if o.Application == "" {
		o.Application = App
	}
	if o.Guilds == nil {
		o.Guilds = Fixture()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.OpenAPI == "" {
		o.OpenAPI = FindOpenAPI()
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	o.Shards = max(o.Shards, 1)
	if o.Sessions == 0 {
		o.Sessions = 1000
	}
	o.Concurrency = max(o.Concurrency, 1)
	if o.IdentifyEvery == 0 {
		o.IdentifyEvery = 5 * time.Second
	}
	if o.HeartbeatInterval == 0 {
		o.HeartbeatInterval = 41250 * time.Millisecond
	}
	return o
}

// listen starts serving. The context of the server outlives the call and ends with Close.
func (s *Server) listen() error {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	var ln net.Listener
	if s.opt.InMemory {
		mem := newPipeListener()
		ln, s.dial, s.base = mem, mem.dial, "http://discord.invalid"
	} else {
		var lc net.ListenConfig
		tcp, err := lc.Listen(ctx, "tcp", s.opt.Addr)
		if err != nil {
			stop()
			return fmt.Errorf("listen on %s: %w", s.opt.Addr, err)
		}
		addr := tcp.Addr().String()
		ln, s.base = tcp, "http://"+addr
		s.dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "tcp", addr)
		}
	}
	s.transport = &rewriter{
		to: strings.TrimPrefix(s.base, "http://"), next: &http.Transport{
			DialContext: s.dial, DisableCompression: true,
			MaxIdleConnsPerHost: 16,
		},
	}
	s.http = &http.Server{
		Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(ln) // returns when Close closes it
	}()
	return nil
}

// Close ends the server and every connection to it.
func (s *Server) Close() {
	s.stop()
	_ = s.http.Close()
	s.transport.CloseIdleConnections()
	s.mu.Lock()
	s.gateway.closeAll()
	s.mu.Unlock()
	<-s.done
	s.gateway.wait.Wait()
}

// URL is the base of the REST API with a trailing slash, as discord.api_url wants it: http://127.0.0.1:1234/api/v10/.
func (s *Server) URL() string { return s.base + "/api/v10/" }

// GatewayURL is the websocket's address.
func (s *Server) GatewayURL() string { return "ws" + strings.TrimPrefix(s.base, "http") + "/gateway" }

// Token is the bot's token, without "Bot ".
func (s *Server) Token() string { return s.opt.Token }

// Application is the application's id, which is also the bot's user id.
func (s *Server) Application() string { return s.opt.Application }

// Validating reports whether requests are checked against the OpenAPI description.
func (s *Server) Validating() bool { return s.apis != nil }

// Transport sends every request to the server, whatever host it names: discordgo's endpoints are fixed to discord.com.
// It is the same one each time, and Close closes its idle connections.
func (s *Server) Transport() http.RoundTripper { return s.transport }

// Client is an HTTP client on Transport.
func (s *Server) Client() *http.Client { return &http.Client{Transport: s.transport} }

// Dialer connects to the gateway, in memory too.
func (s *Server) Dialer() *websocket.Dialer {
	return &websocket.Dialer{NetDialContext: s.dial, HandshakeTimeout: 10 * time.Second}
}

// rewriter sends requests to one host over plain HTTP.
type rewriter struct {
	to   string
	next *http.Transport
}

func (r *rewriter) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host = "http", r.to
	return r.next.RoundTrip(req)
}

// CloseIdleConnections lets http.Client.CloseIdleConnections through.
func (r *rewriter) CloseIdleConnections() { r.next.CloseIdleConnections() }

// Violations returns the requests so far that Discord refuses for their form.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// Requests returns all REST requests so far, in order.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Count counts the REST requests so far that got status.
func (s *Server) Count(status int) int {
	n := 0
	for _, r := range s.Requests() {
		if r.Status == status {
			n++
		}
	}
	return n
}

// snowflake makes an id. Reference, "Snowflakes": milliseconds since 2015 in the upper 42 bits.
func (s *Server) snowflake() string {
	const discordEpoch = 1420070400000
	s.sequence++
	ms := max(s.opt.Now().UnixMilli()-discordEpoch, 0)
	return strconv.FormatUint(uint64(ms)<<22|s.sequence&(1<<22-1), 10)
}

func (s *Server) stamp() string { return s.opt.Now().UTC().Format("2006-01-02T15:04:05.000000-07:00") }

// wake tells everybody who waits that something has changed. s.mu is held.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait returns when ready does, or with an error at the end of ctx or after limit (0 for none).
func (s *Server) wait(ctx context.Context, limit time.Duration, late error, ready func() bool) error {
	var timeout <-chan time.Time
	if limit > 0 {
		timer := time.NewTimer(limit)
		defer timer.Stop()
		timeout = timer.C
	}
	for {
		s.mu.Lock()
		ok, changed := ready(), s.changed
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-changed:
		case <-timeout:
			return late
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// call is one REST request while it is served.
type call struct {
	*http.Request
	route *route
	path  string // below /api/vN
	query url.Values
	body  []byte   // the JSON payload
	files []upload // of a multipart form
}

type upload struct {
	field string // "files[0]"
	name  string
	kind  string // content type
	data  []byte
}

func (c *call) param(name string) string { return c.PathValue(name) }

// decode reads the payload into v.
func (c *call) decode(v any) *apiError {
	if len(c.body) == 0 {
		return nil
	}
	if json.Unmarshal(c.body, v) != nil {
		return errJSON
	}
	return nil
}

var versioned = regexp.MustCompile(`^/api/v(\d+)(/.*)$`)

// handler serves the API and the gateway.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/gateway", s.serveGateway)
	mux.HandleFunc("/gateway/{$}", s.serveGateway) // discordgo adds the slash
	mux.HandleFunc("GET /ephemeral-attachments/", s.serveUpload)
	mux.HandleFunc(ResumePath, s.serveGateway)
	mux.HandleFunc(ResumePath+"/{$}", s.serveGateway)
	for i := range routes {
		r := &routes[i]
		mux.HandleFunc(r.method+" /api/{version}"+r.template,
			func(w http.ResponseWriter, req *http.Request) { s.serve(w, req, r) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		s.serve(w, req, &route{method: req.Method, template: "", open: true, do: (*Server).unknownRoute})
	})
	return mux
}

// serveUpload answers as Discord's CDN does: no token, and no JSON.
func (s *Server) serveUpload(w http.ResponseWriter, req *http.Request) {
	s.mu.Lock()
	f, ok := s.uploads[req.URL.EscapedPath()]
	s.mu.Unlock()
	if !ok {
		http.NotFound(w, req)
		return
	}
	w.Header().Set("Content-Type", f.Type)
	_, _ = w.Write(f.Data)
}

// unknownRoute answers for a path that the stand-in, or Discord, does not have.
func (s *Server) unknownRoute(c *call) (any, *apiError) {
	s.violations = append(s.violations, Violation{c.Method, c.path, "no such route"})
	return nil, errNotFound
}

// serve is the way of every REST request: faults, limits, token, form, and then the route.
func (s *Server) serve(w http.ResponseWriter, req *http.Request, r *route) {
	c, err := s.read(req, r)
	if err == errCut {
		panic(http.ErrAbortHandler) // nobody is left to be answered
	}
	fault := s.fault(req.Method, c.path)
	if !fault.before(w, req) {
		s.record(c, fault.status())
		fault.drop()
		return
	}
	s.mu.Lock()
	answer, status := s.answer(c, err, w.Header())
	s.mu.Unlock()
	if fault.after(w, req) {
		s.record(c, status)
		answer(w)
		return
	}
	s.record(c, fault.status())
	fault.drop()
}

// read takes the request apart. Its error is the answer to a body that cannot be read.
func (s *Server) read(req *http.Request, r *route) (*call, *apiError) {
	c := &call{Request: req, route: r, path: req.URL.Path, query: req.URL.Query()}
	m := versioned.FindStringSubmatch(req.URL.Path)
	if m != nil {
		c.path = m[2]
	}
	raw, err := io.ReadAll(io.LimitReader(req.Body, maxFiles*maxFileSize+1<<20))
	if err != nil {
		return c, errCut
	}
	if m == nil || (m[1] != "9" && m[1] != "10") {
		return c, errVersion
	}
	kind, params, _ := mime.ParseMediaType(req.Header.Get("Content-Type"))
	switch {
	case len(raw) == 0:
	case kind == "multipart/form-data":
		return c, c.form(raw, params["boundary"])
	case kind == "application/json":
		c.body = raw
	default:
		// Reference, "HTTP API": other content types are not understood.
		return c, errJSON
	}
	return c, nil
}

// form reads a multipart body. Reference, "Uploading Files": payload_json and files[n].
func (c *call) form(raw []byte, boundary string) *apiError {
	form := multipart.NewReader(bytes.NewReader(raw), boundary)
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errJSON
		}
		data, err := io.ReadAll(part)
		switch {
		case err != nil:
			return errJSON
		case part.FormName() == "payload_json":
			c.body = data
		case len(data) > maxFileSize:
			return errTooLarge
		default:
			c.files = append(c.files, upload{
				part.FormName(), path.Base(part.FileName()),
				part.Header.Get("Content-Type"), data,
			})
		}
	}
}

// answer decides what to answer. s.mu is held; the returned function writes without it.
func (s *Server) answer(c *call, err *apiError, header http.Header) (write func(http.ResponseWriter), status int) {
	now := s.opt.Now()
	if r := s.limiter.admit(c, now, header); r != nil {
		s.limiter.count(http.StatusTooManyRequests, r.scope, now)
		s.violations = append(s.violations, Violation{c.Method, c.path, "429: over the limit of scope " + r.scope})
		return r.write, http.StatusTooManyRequests
	}
	var body any
	if err == nil {
		body, err = s.perform(c)
	}
	if err != nil {
		s.limiter.count(err.status, "", now)
		if err.status == http.StatusUnauthorized || err == errTooLarge || err.code == 50035 || err == errJSON ||
			err == errEmptyMessage || err == errAcknowledged || err == errVersion {
			s.violations = append(s.violations, Violation{c.Method, c.path, err.Error()})
		}
		return func(w http.ResponseWriter) { writeJSON(w, err.status, err.body()) }, err.status
	}
	s.wake()
	if body == nil {
		return func(w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) }, http.StatusNoContent
	}
	// Encoded here, because the value may be shared with the world that s.mu guards.
	encoded, _ := json.Marshal(body)
	status = max(c.route.status, http.StatusOK)
	return func(w http.ResponseWriter) { writeJSON(w, status, json.RawMessage(encoded)) }, status
}

// perform checks token and form, and runs the route.
func (s *Server) perform(c *call) (any, *apiError) {
	if !c.route.open && c.Header.Get("Authorization") != "Bot "+s.opt.Token {
		return nil, errUnauthorized
	}
	if !strings.HasPrefix(c.Header.Get("User-Agent"), "DiscordBot (") {
		// Reference, "User Agent": "Clients using the HTTP API must provide a valid User Agent".
		s.violations = append(s.violations, Violation{
			c.Method, c.path,
			fmt.Sprintf("User-Agent %q is not DiscordBot ($url, $versionNumber)", c.UserAgent()),
		})
	}
	var payload any
	if len(c.body) > 0 && json.Unmarshal(c.body, &payload) != nil {
		return nil, errJSON
	}
	for _, api := range s.apis {
		if c.route.template == "" {
			break // no such route
		}
		if problems := api.check(c.route.template, c.Method, c.query, payload); len(problems) > 0 {
			return nil, invalidForm(problems)
		}
	}
	return c.route.do(s, c)
}

func (s *Server) record(c *call, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, Request{s.opt.Now(), c.Method, c.path, c.body, status})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client has gone: nobody is left to tell
}
