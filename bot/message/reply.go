package message

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sitrep/wording"
)

// Reply is what a handler answers: a document without a medium. Text enters it only through runs, and every renderer
// escapes every run, so that untrusted text cannot become markup, a mention or a link.
type Reply struct {
	Title     Line // one line above everything, repeated on every page if it is short
	Blocks    []Block
	Buttons   []Button
	Menu      *Menu      // below the buttons, nil for none
	Questions *Questions // what to ask, in a window of its own where the medium has them; the blocks say it where not
	Colour    int        // 0xRRGGBB, 0 for none
	Ephemeral bool
	Files     []File

	// What the reply answers, filled in when it is known: what its buttons need in order to ask again, and where times
	// are shown.
	View  string
	Line  string // a handler may set it, so that its buttons ask for what was found and not by the name that found it
	Asked time.Time
	End   time.Time // of the window that the answer is of, where a handler says so
	Page  int
	Zone  *time.Location
	Words *wording.Words // what it is said in; nil is English
}

// words are what r is said in.
func (r Reply) words() *wording.Words {
	if r.Words == nil {
		return wording.English
	}
	return r.Words
}

// Block is a group of lines that stays together on a page if it can.
type Block struct {
	Lines []Line
	Rule  bool // a thin rule above it
	Break bool // begins a page
}

// File is an attachment.
type File struct {
	Name string
	Type string // media type
	Data []byte
	// Alt tells a picture in words, in at most 1,024 UTF-16 units. A file that has it is shown at the head of the
	// reply, any other below.
	Alt string
}

// lineStyle is what a line is for.
type lineStyle byte

const (
	bodyLine lineStyle = iota
	headingLine
	quietLine
	itemLine
	quoteLine
)

// Line is one paragraph of one style.
type Line struct {
	style lineStyle
	runs  []Run
	words *wording.Words // of its reply, nil for English
}

// in is l as a line of a reply in a language.
func (l Line) in(w *wording.Words) Line {
	l.words = w
	return l
}

// said are the words of l's language.
func (l Line) said() *wording.Words {
	if l.words == nil {
		return wording.English
	}
	return l.words
}

// empty reports whether nothing of l is visible.
func (l Line) empty() bool { return len(merge(l.runs, false)) == 0 }

// Words is how many words a reader of l reads; a moment within a day is one, one with its day written out is five.
func (l Line) Words() (n int) {
	for _, r := range l.runs {
		switch {
		case r.kind == timeRun && (r.style == ShortTime || r.style == ShortDay):
			n++
		case r.kind == timeRun:
			n += 5
		case r.kind == dayRun:
			n += 3
		default:
			n += len(strings.Fields(strings.NewReplacer("·", " ", "—", " ").Replace(r.text)))
		}
	}
	return n
}

// Para is a line of body text.
func Para(runs ...Run) Line { return Line{style: bodyLine, runs: runs} }

// Quiet is a line of small print.
func Quiet(runs ...Run) Line { return Line{style: quietLine, runs: runs} }

// Item is an item of a list.
func Item(runs ...Run) Line { return Line{style: itemLine, runs: runs} }

// Quoted is a line of a quotation.
func Quoted(runs ...Run) Line { return Line{style: quoteLine, runs: runs} }

// runKind is how a run is set.
type runKind byte

const (
	plainRun runKind = iota
	boldRun
	italicRun
	struckRun
	codeRun
	linkRun
	timeRun
	dayRun // a day whose hour nobody gave, or no known time
	channelRun
	roleRun
	userRun
	commandRun
)

// Run is a piece of text in one manner. Its text is never markup.
type Run struct {
	kind  runKind
	text  string // for a channel or a role, its id
	url   string // for a command, its id
	at    time.Time
	style TimeStyle
	apart bool // in another's words: within a line from right to left it keeps a direction of its own
}

// TimeStyle is one of Discord's timestamp styles (Reference, "Message Formatting").
type TimeStyle byte

// The styles.
const (
	ShortTime TimeStyle = 't' // 16:20
	DateTime  TimeStyle = 'f' // 25 April 2025 16:20
	FullTime  TimeStyle = 'F' // Friday, 25 April 2025 16:20
	DayOnly   TimeStyle = 'D' // 25 April 2025
	ShortDay  TimeStyle = 'd' // 25/04/2025
	Relative  TimeStyle = 'R' // 2 hours ago
)

// Plain is text without weight.
func Plain(s string) Run { return Run{kind: plainRun, text: Clean(s)} }

// Phrase is text of our own without weight, in which [wording.Words] may keep others' words apart from their
// surroundings: those marks stay if each that opens is closed, of all else it is [Plain].
func Phrase(s string) Run {
	depth, parts := 0, []string{}
	for {
		i := strings.IndexAny(s, isolate+popIsolate)
		if i < 0 {
			break
		}
		mark := s[i : i+len(isolate)]
		if mark == isolate {
			depth++
		} else if depth--; depth < 0 {
			break
		}
		parts, s = append(parts, Clean(s[:i]), mark), s[i+len(mark):]
	}
	text := strings.Join(append(parts, Clean(s)), "")
	if depth != 0 {
		text = Clean(text)
	}
	return Run{kind: plainRun, text: text}
}

// What keeps a run apart from the direction of its line, and what makes a line one from right to left (Unicode Standard
// Annex 9, "Explicit Directional Isolates" and "Implicit Directional Marks").
const (
	isolate     = "\u2068" // FIRST STRONG ISOLATE
	popIsolate  = "\u2069" // POP DIRECTIONAL ISOLATE
	rightToLeft = "\u200f" // RIGHT-TO-LEFT MARK
)

// Fill is a text of our own in which each verb (%s, %d, %[2]s) stands for a run, for several, for a piece of another's
// text or for a number.
func Fill(format string, args ...any) (out []Run) {
	next := 0
	for {
		before, rest, found := strings.Cut(format, "%")
		out = append(out, Phrase(before))
		if !found {
			return out
		}
		if explicit, behind, ok := strings.Cut(rest, "]"); ok && strings.HasPrefix(explicit, "[") {
			if n, err := strconv.Atoi(explicit[1:]); err == nil {
				next, rest = n-1, behind
			}
		}
		if rest == "" || next < 0 || next >= len(args) {
			return append(out, Plain("%"+rest))
		}
		switch arg := args[next].(type) {
		case Run:
			out = append(out, arg)
		case []Run:
			out = append(out, arg...)
		case string:
			out = append(out, Others(arg))
		default:
			out = append(out, Plain(fmt.Sprint(arg)))
		}
		next, format = next+1, rest[1:]
	}
}

// Others is text in another's words, without weight: a quotation, a name.
func Others(s string) Run { return Run{kind: plainRun, text: Clean(s), apart: true} }

// Bold is text in bold.
func Bold(s string) Run { return Run{kind: boldRun, text: Clean(s)} }

// Italic is text in italics.
func Italic(s string) Run { return Run{kind: italicRun, text: Clean(s)} }

// Struck is text that is struck out: it does not hold any more.
func Struck(s string) Run { return Run{kind: struckRun, text: Clean(s)} }

// Code is text as a computer has it: a command, an address.
func Code(s string) Run { return Run{kind: codeRun, text: Clean(s)} }

// Channel names a channel by its id.
func Channel(id string) Run { return idRun(channelRun, id) }

// Role names a role by its id. It notifies nobody unless the message's Mentions say so.
func Role(id string) Run { return idRun(roleRun, id) }

// User names a user by the id. It notifies nobody unless the message's Mentions say so.
func User(id string) Run { return idRun(userRun, id) }

// Command is a command that can be clicked, by its path ("sources list") and the id that Discord gave it; without one
// it is text to type.
func Command(path, id string) Run {
	if !IsID(id) {
		return Code("/" + path)
	}
	return Run{kind: commandRun, text: Clean(path), url: id}
}

// Link is text that leads to an address, or plain text if that may not stand behind other words: see [SafeURL].
func Link(s, url string) Run { return linked(Clean(s), url) }

func idRun(k runKind, id string) Run {
	if !IsID(id) {
		return Plain(id)
	}
	return Run{kind: k, text: id}
}

// linked is a link if the address is one that may be shown behind other words, and plain text otherwise.
func linked(text, url string) Run {
	safe, ok := SafeURL(url)
	if !ok {
		return Run{kind: plainRun, text: text}
	}
	return Run{kind: linkRun, text: text, url: safe}
}

// Moment is a point in time in the reader's own time zone, at whatever hour.
func Moment(t time.Time, style TimeStyle) Run { return Run{kind: timeRun, at: t, style: style} }

// When is a moment, in the reader's own time zone where the medium can. Midnight UTC stands for a day whose hour nobody
// gave (see news.Article.DateOnly): it is printed as a date, because a time zone would move it to another day.
func When(t time.Time, style TimeStyle) Run {
	if t.IsZero() {
		return Run{kind: dayRun}
	}
	if u := t.UTC(); style != Relative && u.Equal(u.Truncate(24*time.Hour)) {
		return Run{kind: dayRun, at: u}
	}
	return Run{kind: timeRun, at: t, style: style}
}

// Clock is the time of day below a heading with the day, or a dash where the hour is not known.
func Clock(t time.Time) Run {
	if r := When(t, ShortTime); r.kind == timeRun {
		return r
	}
	return Plain("–")
}

// IsID reports whether s has the shape of a Discord snowflake.
func IsID(s string) bool {
	if len(s) == 0 || len(s) > 20 {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// Button is something to press below a reply: it runs a command line, shows the reply in another view, or opens a link.
type Button struct {
	Label string
	Line  string // the command line it runs; "" for this reply's own
	AsOf  bool   // it runs its line as of the moment when the reply was asked for
	Turn  bool   // what it answers takes the place of this reply, where that is its reader's alone
	View  string // viewPage or viewEvidence; "" is viewPage
	URL   string // of a link button
	Main  bool   // the one that most people want
}

// Menu is a list to choose from below a reply; what is chosen runs a command line.
type Menu struct {
	Placeholder string
	Picks       []Pick

	// Of a menu of the server's channels instead of picks: the types to choose from, as Discord numbers them, the
	// command line that is run, and the option of it that the channel becomes.
	Channels []int
	Line     string
	Option   string
}

// Pick is an entry of a menu.
type Pick struct {
	Label string
	About string // a second, quieter line
	Line  string // the command line it runs
	Turn  bool   // see Button
}

// Questions ask for options of a command.
type Questions struct {
	Title  string
	Line   string // the command line that what is filled in is added to
	Fields []Field
}

// FieldKind is what a field of a form takes.
type FieldKind byte

// The kinds of field.
const (
	TextField FieldKind = iota
	ChoiceField
	ChannelField
	RoleField
)

// Field is one question of a form.
type Field struct {
	Name     string // the option's
	Label    string
	About    string
	Kind     FieldKind
	Value    string // what stands there at first
	Choices  []Choice
	Channels []int // types of channels that may be chosen, as Discord numbers them
	Optional bool
}

// Choice is a value as a user sees it, and as it is sent.
type Choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Problem is the reply to an error that the user can do something about.
func Problem(message string) Reply {
	return Reply{Ephemeral: true, Blocks: []Block{{Lines: []Line{Para(Plain("❌ " + message))}}}}
}

// Notice is a reply of one line.
func Notice(runs ...Run) Reply { return Reply{Blocks: []Block{{Lines: []Line{Para(runs...)}}}} }
