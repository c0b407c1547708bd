package discordtest

import (
	"fmt"
	"net/http"
	"path"
	"time"
)

// Fault is what goes wrong with requests that it matches. With After the request is performed first, so that only its
// answer is lost: the case in which a bot must not send twice.
type Fault struct {
	Method string // "" matches any
	Path   string // a pattern of path.Match for the path below /api/vN, "" matches any: "/channels/*/messages"
	Times  int    // how many requests; 0 means 1, -1 all

	After      bool
	Delay      time.Duration // before the answer
	Drop       bool          // close the connection without an answer
	Status     int           // answer with this status: 500, 502, 503, 429, 403 …
	Code       int           // of the JSON error
	Message    string
	Scope      string        // of a 429: "user", "global", "shared"
	RetryAfter time.Duration // of a 429
	// answer with an HTML page, as the proxy before Discord does for an address that it keeps out
	Page bool
}

// Inject adds a fault. Faults apply in the order in which they were added, one a request.
func (s *Server) Inject(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// ClearFaults removes the faults that are left.
func (s *Server) ClearFaults() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

// fault takes the fault for a request, nil if there is none.
func (s *Server) fault(method, p string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.Method != "" && f.Method != method {
			continue
		}
		if ok, err := path.Match(f.Path, p); f.Path != "" && (err != nil || !ok) {
			continue
		}
		if f.Times > 0 {
			if f.Times--; f.Times == 0 {
				s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
			}
		}
		if f.Status != 0 {
			s.limiter.count(f.Status, f.Scope, s.opt.Now())
		}
		return f
	}
	return nil
}

// status is what the client gets instead of the answer, 0 for nothing.
func (f *Fault) status() int {
	if f == nil || f.Drop {
		return 0
	}
	return f.Status
}

// before plays the fault ahead of the request. It reports whether the request is to be performed.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	return f == nil || f.After || f.play(w, r)
}

// after plays the fault behind the request. It reports whether its answer is to be written.
func (f *Fault) after(w http.ResponseWriter, r *http.Request) bool {
	return f == nil || !f.After || f.play(w, r)
}

func (f *Fault) play(w http.ResponseWriter, r *http.Request) (proceed bool) {
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
	}
	switch {
	case f.Drop:
	case f.Page:
		w.Header().Set("Content-Type", "text/html; charset=UTF-8")
		w.WriteHeader(f.Status)
		_, _ = fmt.Fprint(w,
			"<!DOCTYPE html><html><head><title>Access denied</title></head><body>Error 1020</body></html>")
	case f.Status == http.StatusTooManyRequests:
		(&refusal{scope: f.Scope, after: f.RetryAfter}).write(w)
	case f.Status != 0:
		writeJSON(w, f.Status, (&apiError{code: f.Code, message: f.Message}).body())
	default:
		return true
	}
	return false
}

// drop closes the connection, if that is the fault. net/http takes this panic as the wish to do so.
func (f *Fault) drop() {
	if f != nil && f.Drop {
		panic(http.ErrAbortHandler)
	}
}
