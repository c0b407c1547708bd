package bot

import (
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

// The views of a reply.
const (
	viewPage     = "page"     // the reply itself
	viewEvidence = "evidence" // the exact spans behind it
)

// stateVersion begins every custom_id. A button of another version is answered kindly and does nothing.
const stateVersion = "v1"

const turnMark = "~"

// state is what a button does, as its custom_id carries it: "v1:view:page:time:line", numbers in base 36. The line is a
// command line as typed, the time (Unix seconds) is when it was first asked, so that page 2 is of the same answer as
// page 1. A tilde before the view marks a button that turns the page of the message it stands on; others open a new
// message. There is nothing to remember, so buttons work after a restart.
type state struct {
	View  string
	Turn  bool
	Page  int
	Asked time.Time
	Line  string
}

// encode returns the custom_id, and whether it is within Discord's 100 characters.
func (s state) encode() (string, bool) {
	if s.View == "" {
		s.View = viewPage
	}
	var asked int64
	if !s.Asked.IsZero() {
		asked = max(0, s.Asked.Add(time.Second-1).Unix()) // rounded up: nothing that was seen may be missing later
	}
	view := s.View
	if s.Turn {
		view = turnMark + view
	}
	id := strings.Join([]string{stateVersion, view, strconv.FormatInt(int64(max(0, s.Page)), 36), strconv.FormatInt(asked, 36), s.Line}, ":")
	return id, s.Line != "" && len16(id) <= maxCustomID
}

// decodeState reads a custom_id. Anybody can send any, so everything is checked.
func decodeState(id string) (state, error) {
	stale := news.Errorf(news.Invalid, "This button belongs to another version of Sitrep. Run the command again.")
	if len16(id) > maxCustomID {
		return state{}, stale
	}
	fields := strings.SplitN(id, ":", 5)
	if len(fields) != 5 || fields[0] != stateVersion || !strings.HasPrefix(fields[4], "/") {
		return state{}, stale
	}
	view, turn := strings.CutPrefix(fields[1], turnMark)
	if view != viewPage && view != viewEvidence {
		return state{}, stale
	}
	page, err := strconv.ParseUint(fields[2], 36, 16)
	if err != nil {
		return state{}, stale
	}
	asked, err := strconv.ParseUint(fields[3], 36, 40)
	if err != nil {
		return state{}, stale
	}
	s := state{View: view, Turn: turn, Page: int(page), Line: fields[4]}
	if asked > 0 {
		s.Asked = time.Unix(int64(asked), 0).UTC()
	}
	return s, nil
}
