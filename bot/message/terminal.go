package message

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"sitrep/wording"
)

// Terminal control sequences (ECMA-48, select graphic rendition).
const (
	sgrBold   = "\x1b[1m"
	sgrDim    = "\x1b[2m"
	sgrItalic = "\x1b[3m"
	sgrStruck = "\x1b[9m"
	sgrReset  = "\x1b[0m"
)

// minWidth is the narrowest terminal that is wrapped for, in columns; a narrower one wraps by itself.
const minWidth = 20

// Text writes r for a terminal of the given width in columns, 0 for one that never wraps. Times are in the zone of the
// request that r answers. With colour, weight and links are shown with control sequences. Text of articles cannot
// contain any: it is cleaned before it becomes a run.
func (v Renderer) Text(w io.Writer, r Reply, width int, colour bool) error {
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	t := terminal{w: bufio.NewWriter(w), width: width, colour: colour, zone: zone, said: r.words()}
	if !r.Title.empty() {
		title := r.Title
		title.style = headingLine
		t.line(title)
	}
	for i, b := range r.Blocks {
		if i > 0 || !r.Title.empty() {
			t.gap = true
		}
		for _, l := range b.Lines {
			if !l.empty() {
				t.line(l)
			}
		}
	}
	var runs []Run
	for _, p := range v.Presses(r) {
		runs = append(runs, Plain("["+p.Label+"] "))
	}
	if len(runs) > 0 {
		t.gap = true
		t.line(Quiet(runs...))
	}
	for _, f := range r.Files {
		if f.Alt != "" {
			t.line(Quiet(Plain(f.Alt)))
		}
		t.line(Quiet(Plain(fmt.Sprintf("attachment: %s, %d bytes", f.Name, len(f.Data)))))
	}
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("write reply: %w", err)
	}
	return nil
}

// terminal writes lines of text. Errors stay in w until it is flushed.
type terminal struct {
	w      *bufio.Writer
	width  int
	colour bool
	zone   *time.Location
	said   *wording.Words
	gap    bool // an empty line comes before the next one
	begun  bool
}

// word is a piece of text that is not broken, with the manner it is set in.
type word struct {
	text  string
	sgr   string
	url   string
	space bool // before it
}

// line writes l, wrapped and indented.
func (t *terminal) line(l Line) {
	if t.gap && t.begun {
		_ = t.w.WriteByte('\n')
	}
	t.gap, t.begun = false, true
	first, rest := "", ""
	switch l.style {
	case itemLine:
		first, rest = "• ", "  "
	case quoteLine:
		first, rest = "  ", "  "
	}
	_, _ = t.w.WriteString(first)
	column, fresh := width(first), true
	wrap := func() {
		_, _ = t.w.WriteString("\n" + rest)
		column, fresh = width(rest), true
	}
	words := t.words(l)
	for i, w := range words {
		if w.space && !fresh {
			if t.wraps(column + 1 + glued(words[i:])) {
				wrap()
			} else {
				_ = t.w.WriteByte(' ')
				column++
			}
		}
		if !fresh && t.wraps(column+width(w.text)) {
			wrap()
		}
		t.word(w)
		column += width(w.text)
		fresh = false
	}
	_ = t.w.WriteByte('\n')
}

// wraps reports whether a line of so many columns is too long.
func (t *terminal) wraps(columns int) bool { return t.width >= minWidth && columns > t.width }

// glued is the width of the first word and of those that follow it without a space.
func glued(words []word) int {
	n := width(words[0].text)
	for _, w := range words[1:] {
		if w.space {
			break
		}
		n += width(w.text)
	}
	return n
}

// word writes w in its manner.
func (t *terminal) word(w word) {
	text := w.text
	if t.colour {
		if w.url != "" {
			text = "\x1b]8;;" + w.url + "\x1b\\" + text + "\x1b]8;;\x1b\\" // a hyperlink, OSC 8
		}
		if w.sgr != "" {
			text = w.sgr + text + sgrReset
		}
	}
	_, _ = t.w.WriteString(text)
}

// words breaks l at spaces; a word that is wider than the terminal is broken between grapheme clusters.
func (t *terminal) words(l Line) []word {
	var out []word
	space := false
	for _, r := range merge(l.runs, false) {
		text := strings.NewReplacer(isolate, "", popIsolate, "").Replace(t.runText(r)) // terminals have their own ways
		for i, piece := range strings.Split(text, " ") {
			if i > 0 {
				space = true
			}
			if piece == "" {
				continue
			}
			for k, chunk := range t.chunks(piece) {
				out = append(out, word{chunk, t.sgr(l.style, r.kind), r.url, space || k > 0})
				space = false
			}
		}
	}
	return out
}

// runText is what a run looks like without markup.
func (t *terminal) runText(r Run) string {
	switch r.kind {
	case timeRun:
		return timeText(r, t.zone, t.said)
	case dayRun:
		return dayText(r, t.said)
	case channelRun:
		return "#" + r.text
	case roleRun, userRun:
		return "@" + r.text
	case commandRun:
		return "/" + r.text
	default:
		return r.text
	}
}

// timeText is a moment in words.
func timeText(r Run, zone *time.Location, w *wording.Words) string {
	at := r.at.In(zone)
	switch r.style {
	case ShortTime:
		return at.Format("15:04")
	case DayOnly, ShortDay:
		return w.Day(at)
	case FullTime:
		return w.LongTime(at)
	default:
		return w.Day(at) + at.Format(" 15:04")
	}
}

// sgr is how a run looks.
func (t *terminal) sgr(s lineStyle, k runKind) string {
	switch {
	case s == headingLine || k == boldRun:
		return sgrBold
	case s == quietLine:
		return sgrDim
	case k == italicRun:
		return sgrItalic
	case k == struckRun:
		return sgrStruck
	default:
		return ""
	}
}

// chunks breaks a word that is wider than a line.
func (t *terminal) chunks(s string) []string {
	limit := t.width - 2
	if t.width < minWidth || width(s) <= limit {
		return []string{s}
	}
	var out []string
	start, at, columns := 0, 0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if columns+w > limit && at > start {
			out = append(out, s[start:at])
			start, columns = at, 0
		}
		at += len(cluster)
		columns += w
	}
	return append(out, s[start:])
}
