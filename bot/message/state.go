package message

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

// The views of a reply.
const (
	ViewPage     = "page"     // the reply itself
	ViewEvidence = "evidence" // the exact spans behind it
	ViewTimeline = "timeline" // of a digest: how its stories came to where it tells them
	ViewDetails  = "details"  // the evidence, with where each span stands in which stored article
	ViewFollow   = "follow"   // of a digest: its stories, to follow or to mute
	ViewReport   = "report"   // of a digest: its events, to report or to hide
	ViewPack     = "pack"     // of a digest: its evidence as a file
)

var views = []string{ViewPage, ViewEvidence, ViewTimeline, ViewDetails, ViewFollow, ViewReport, ViewPack}

// stateVersion begins every custom_id. A button of another version is answered kindly and does nothing.
const stateVersion = "v1"

const turnMark = "~"

// State is what a button does, as its custom_id carries it: "v1:view:page:time:line", numbers in base 36. The line is a
// command line as typed, the time (Unix seconds) is when it was first asked, so that page 2 is of the same answer as
// page 1; "time.end" has the end of the answer's window, too, where that is another moment: of an archive. A tilde
// before the view marks a button that turns the page of the message it stands on; others open a new message. There is
// nothing to remember, so buttons work after a restart.
type State struct {
	View  string
	Turn  bool
	Page  int
	Asked time.Time
	End   time.Time // zero if it is Asked
	Line  string
}

// Encode returns the custom_id, and whether it is within Discord's 100 characters. A line that makes it longer is
// written shorter by pack, which may be nil; what pack writes does not begin with a slash.
func (s State) Encode(pack func(line string) (packed string, ok bool)) (string, bool) {
	if s.View == "" {
		s.View = ViewPage
	}
	when := moment(s.Asked)
	if !s.Asked.IsZero() && !s.End.IsZero() && moment(s.End) != when {
		when += "." + moment(s.End)
	}
	view := s.View
	if s.Turn {
		view = turnMark + view
	}
	head := strings.Join([]string{
		stateVersion, view, strconv.FormatInt(int64(max(0, s.Page)), 36),
		when, "",
	}, ":")
	id := head + s.Line
	if pack != nil && UTF16Len(id) > MaxCustomID {
		if packed, ok := pack(s.Line); ok {
			id = head + packed
		}
	}
	return id, s.Line != "" && UTF16Len(id) <= MaxCustomID
}

// moment writes seconds in base 36, rounded up: nothing that was seen may be missing later.
func moment(t time.Time) string {
	if t.IsZero() {
		return "0"
	}
	return strconv.FormatInt(max(0, t.Add(time.Second-1).Unix()), 36)
}

// DecodeState reads a custom_id. Anybody can send any, so everything is checked. A line that does not begin with a
// slash is left to unpack, the inverse of Encode's pack; it may be nil.
func DecodeState(id string, unpack func(packed string) (line string, ok bool)) (State, error) {
	stale := news.Errorf(news.Invalid, "This button belongs to another version of Sitrep. Run the command again.")
	if UTF16Len(id) > MaxCustomID {
		return State{}, stale
	}
	fields := strings.SplitN(id, ":", 5)
	if len(fields) != 5 || fields[0] != stateVersion {
		return State{}, stale
	}
	if unpack != nil && !strings.HasPrefix(fields[4], "/") {
		line, ok := unpack(fields[4])
		if !ok {
			return State{}, stale
		}
		fields[4] = line
	}
	if !strings.HasPrefix(fields[4], "/") {
		return State{}, stale
	}
	view, turn := strings.CutPrefix(fields[1], turnMark)
	if !slices.Contains(views, view) {
		return State{}, stale
	}
	page, err := strconv.ParseUint(fields[2], 36, 16)
	if err != nil {
		return State{}, stale
	}
	s := State{View: view, Turn: turn, Page: int(page), Line: fields[4]}
	asked, end, ended := strings.Cut(fields[3], ".")
	if s.Asked, err = readMoment(asked); err != nil {
		return State{}, stale
	}
	if ended {
		if s.End, err = readMoment(end); err != nil || s.Asked.IsZero() || s.End.IsZero() || end == asked {
			return State{}, stale
		}
	}
	return s, nil
}

// readMoment is the inverse of moment.
func readMoment(s string) (time.Time, error) {
	seconds, err := strconv.ParseUint(s, 36, 40)
	if err != nil || seconds == 0 {
		return time.Time{}, err
	}
	return time.Unix(int64(seconds), 0).UTC(), nil
}
