package bot

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
)

// The views of a reply.
const (
	viewPage     = "page"     // the reply itself
	viewEvidence = "evidence" // the exact spans behind it
	viewTimeline = "timeline" // of a digest: how its stories came to where it tells them
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
	head := strings.Join([]string{
		stateVersion, view, strconv.FormatInt(int64(max(0, s.Page)), 36),
		strconv.FormatInt(asked, 36), "",
	}, ":")
	id := head + s.Line
	if len16(id) > maxCustomID {
		if packed, ok := pack(s.Line); ok {
			id = head + packed
		}
	}
	return id, s.Line != "" && len16(id) <= maxCustomID
}

// packMark begins a packed line, packSeparator its options.
const (
	packMark      = "!"
	packSeparator = ";"
)

// pack writes a command line shorter: options by the letters that tell them apart, none of which begin with another's,
// and ids in base 36. A line with a separator in a value cannot be packed.
func pack(line string) (string, bool) {
	inv, err := ParseLine(line)
	command, ok := find(Commands(), inv.Path)
	if err != nil || !ok {
		return "", false
	}
	var b strings.Builder
	b.WriteString(packMark + inv.Path)
	for _, o := range command.Options {
		value, given := inv.Values[o.Name]
		if !given {
			continue
		}
		if strings.Contains(value, packSeparator) || strings.HasPrefix(value, packMark) {
			return "", false
		}
		if n, err := strconv.ParseUint(value, 10, 64); err == nil && len(value) > 12 &&
			strconv.FormatUint(n, 10) == value {
			value = packMark + strconv.FormatUint(n, 36)
		}
		b.WriteString(packSeparator + optionLetters(command, o.Name) + value)
	}
	return b.String(), true
}

// unpack is the inverse of pack.
func unpack(packed string) (string, bool) {
	parts := strings.Split(strings.TrimPrefix(packed, packMark), packSeparator)
	command, ok := find(Commands(), parts[0])
	if !ok {
		return "", false
	}
	inv := Invocation{Path: parts[0], Values: map[string]string{}}
	for _, part := range parts[1:] {
		i := slices.IndexFunc(command.Options, func(o Option) bool {
			return strings.HasPrefix(part,
				optionLetters(command, o.Name))
		})
		if i < 0 {
			return "", false
		}
		value := strings.TrimPrefix(part, optionLetters(command, command.Options[i].Name))
		if id, isID := strings.CutPrefix(value, packMark); isID {
			n, err := strconv.ParseUint(id, 36, 64)
			if err != nil {
				return "", false
			}
			value = strconv.FormatUint(n, 10)
		}
		inv.Values[command.Options[i].Name] = value
	}
	return inv.String(), true
}

// optionLetters is the shortest beginning of an option's name that no other option of the command has.
func optionLetters(c Command, name string) string {
	for n := 1; n < len(name); n++ {
		if !slices.ContainsFunc(c.Options, func(o Option) bool {
			return o.Name != name &&
				strings.HasPrefix(o.Name, name[:n])
		}) {
			return name[:n]
		}
	}
	return name
}

// decodeState reads a custom_id. Anybody can send any, so everything is checked.
func decodeState(id string) (state, error) {
	stale := news.Errorf(news.Invalid, "This button belongs to another version of Sitrep. Run the command again.")
	if len16(id) > maxCustomID {
		return state{}, stale
	}
	fields := strings.SplitN(id, ":", 5)
	if len(fields) != 5 || fields[0] != stateVersion {
		return state{}, stale
	}
	if strings.HasPrefix(fields[4], packMark) {
		line, ok := unpack(fields[4])
		if !ok {
			return state{}, stale
		}
		fields[4] = line
	}
	if !strings.HasPrefix(fields[4], "/") {
		return state{}, stale
	}
	view, turn := strings.CutPrefix(fields[1], turnMark)
	if view != viewPage && view != viewEvidence && view != viewTimeline {
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
