package gateway

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/gorilla/websocket"
)

// Times between two connections.
const (
	backoffFirst = time.Second
	// backoffMost leaves a session that comes back ten seconds to be resumed within the minute.
	backoffMost = 50 * time.Second
	// refusedMost bounds the pauses while each new session is refused at once: session starts are few.
	refusedMost = 5 * time.Minute
	// invalidLeast and invalidMost bound the random pause that Discord asks for after an invalid session ("Gateway",
	// "Resuming").
	invalidLeast = time.Second
	invalidMost  = 5 * time.Second
	// maxResumes is how often in a row a session is tried to be resumed, before a new one is asked for: Discord forgets
	// sessions within minutes, and the address to resume at may be what is down. With the pauses between them, an
	// outage of half a minute costs no session.
	maxResumes = 6
)

// How a connection ended, where no close code says it.
var (
	errReconnect = errors.New("the gateway asks to reconnect")
	errInvalid   = errors.New("the gateway says that the session is invalid")
	errResumable = errors.New("the gateway says that the session has to be resumed")
	errZombie    = errors.New("the gateway acknowledges no heartbeats")
)

// shard keeps one connection after the other.
type shard struct {
	o     *Options
	id    int
	total int
	gate  interface {
		pass(ctx context.Context, shard int)
	}
	lg *slog.Logger

	session session
	resumes int // failed attempts in a row
	backoff time.Duration
}

// session is what a connection needs to go on where another ended. The zero value is none.
type session struct {
	id  string
	url string // where to resume
	seq int64  // of the last event
}

// keep connects until ctx ends (nil), or until only a person can help.
func (s *shard) keep(ctx context.Context) error {
	info := s.o.Info
	s.backoff = backoffFirst
	for first := true; ctx.Err() == nil; first = false {
		address := s.session.url
		if s.session.id == "" {
			if !first && s.o.Restart != nil {
				var err error
				if info, err = s.o.Restart(ctx); err != nil || ctx.Err() != nil {
					return err
				}
			}
			if s.gate.pass(ctx, s.id); ctx.Err() != nil {
				return nil
			}
			address = info.URL
		}
		err := s.connect(ctx, address)
		if ctx.Err() != nil {
			return nil
		}
		code := closeCode(err)
		if _, is := fatal[code]; is {
			return &FatalError{code}
		}
		pause := s.pause(err)
		how := s.outlook(err, code)
		if s.o.Reconnecting != nil {
			s.o.Reconnecting(s.id, how)
		}
		s.lg.WarnContext(ctx, "the connection to the gateway ended", "error", err, "next", how,
			"in", pause.Round(time.Millisecond))
		sleep(ctx, pause)
	}
	return nil
}

// outlook drops the session if the connection's end is the session's, too, and says how the next one begins.
func (s *shard) outlook(err error, code int) string {
	switch {
	case errors.Is(err, errInvalid), code == codeInvalidSequence, code == codeSessionTimeout, s.resumes >= maxResumes:
		s.session, s.resumes = session{}, 0
	case s.session.id != "":
		s.resumes++
	}
	if s.session.id == "" {
		return "identify"
	}
	return "resume"
}

// pause is how long to wait before the next connection. It doubles from try to try, and begins anew once a session has
// begun or gone on.
func (s *shard) pause(err error) time.Duration {
	pause := s.backoff/2 + rand.N(s.backoff/2)
	most := backoffMost
	if errors.Is(err, errInvalid) || errors.Is(err, errResumable) {
		pause = max(pause, invalidLeast+rand.N(invalidMost-invalidLeast))
		most = refusedMost
	}
	s.backoff = min(2*s.backoff, most)
	return pause
}

// closeCode is the gateway's close code in an error, 0 if there is none.
func closeCode(err error) int {
	if e, ok := errors.AsType[*websocket.CloseError](err); ok {
		return e.Code
	}
	return 0
}
