package bot

import (
	"time"

	"sitrep/news"
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

	// The router fills these in. They are what the page buttons need in order to ask again, and where times are shown.
	view  string
	line  string
	asked time.Time // a handler may set it, to the moment that its answer is of
	page  int
	zone  *time.Location
}

// Block is a group of lines that stays together on a page if it can.
type Block struct {
	Lines []Line
	Rule  bool // a thin rule above it
}

// File is an attachment.
type File struct {
	Name string
	Type string // media type
	Data []byte
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
}

// empty reports whether nothing of l is visible.
func (l Line) empty() bool { return len(merge(l.runs)) == 0 }

func para(runs ...Run) Line   { return Line{bodyLine, runs} }
func quiet(runs ...Run) Line  { return Line{quietLine, runs} }
func item(runs ...Run) Line   { return Line{itemLine, runs} }
func quoted(runs ...Run) Line { return Line{quoteLine, runs} }

// runKind is how a run is set.
type runKind byte

const (
	plainRun runKind = iota
	boldRun
	italicRun
	codeRun
	linkRun
	timeRun
	channelRun
	roleRun
	userRun
)

// Run is a piece of text in one manner. Its text is never markup.
type Run struct {
	kind  runKind
	text  string // for a channel or a role, its id
	url   string
	at    time.Time
	style timeStyle
}

// timeStyle is one of Discord's timestamp styles (Reference, "Message Formatting").
type timeStyle byte

const (
	shortTime timeStyle = 't' // 16:20
	dateTime  timeStyle = 'f' // 25 April 2025 16:20
	fullTime  timeStyle = 'F' // Friday, 25 April 2025 16:20
	dayOnly   timeStyle = 'D' // 25 April 2025
	relative  timeStyle = 'R' // 2 hours ago
)

func plain(s string) Run     { return Run{kind: plainRun, text: clean(s)} }
func bold(s string) Run      { return Run{kind: boldRun, text: clean(s)} }
func italic(s string) Run    { return Run{kind: italicRun, text: clean(s)} }
func code(s string) Run      { return Run{kind: codeRun, text: clean(s)} }
func channel(id string) Run  { return idRun(channelRun, id) }
func role(id string) Run     { return idRun(roleRun, id) }
func user(id string) Run     { return idRun(userRun, id) }
func link(s, url string) Run { return linked(clean(s), url) }
func idRun(k runKind, id string) Run {
	if !isID(id) {
		return plain(id)
	}
	return Run{kind: k, text: id}
}

// linked is a link if the address is one that may be shown behind other words, and plain text otherwise.
func linked(text, url string) Run {
	safe, ok := safeURL(url)
	if !ok {
		return Run{kind: plainRun, text: text}
	}
	return Run{kind: linkRun, text: text, url: safe}
}

// when is a moment, in the reader's own time zone where the medium can. Midnight UTC stands for a day whose hour nobody
// gave (see news.Article.DateOnly): it is printed as a date, because a time zone would move it to another day.
func when(t time.Time, style timeStyle) Run {
	if t.IsZero() {
		return plain("unknown time")
	}
	if u := t.UTC(); style != relative && u.Equal(u.Truncate(24*time.Hour)) {
		return plain(day(u))
	}
	return Run{kind: timeRun, at: t, style: style}
}

// day is the date as readers read it.
func day(t time.Time) string { return t.Format("2 Jan 2006") }

// isID reports whether s has the shape of a Discord snowflake.
func isID(s string) bool {
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
	View  string // viewPage or viewEvidence; "" is viewPage
	URL   string // of a link button
	Main  bool   // the one that most people want
}

// Menu is a list to choose from below a reply; what is chosen runs a command line.
type Menu struct {
	Placeholder string
	Picks       []Pick
}

// Pick is an entry of a menu.
type Pick struct {
	Label string
	About string // a second, quieter line
	Line  string // the command line it runs
}

// Questions ask for options of a command.
type Questions struct {
	Title  string
	Line   string // the command line that what is filled in is added to
	Fields []Field
}

// fieldKind is what a field of a form takes.
type fieldKind byte

const (
	textField fieldKind = iota
	choiceField
	channelField
	roleField
)

// Field is one question of a form.
type Field struct {
	Name     string // the option's
	Label    string
	About    string
	Kind     fieldKind
	Value    string // what stands there at first
	Choices  []Choice
	Optional bool
}

// problem is the reply to an error that the user can do something about.
func problem(message string) Reply {
	return Reply{Ephemeral: true, Blocks: []Block{{Lines: []Line{para(plain("❌ " + message))}}}}
}

// notice is a reply of one line.
func notice(runs ...Run) Reply { return Reply{Blocks: []Block{{Lines: []Line{para(runs...)}}}} }

// errorf is news.Errorf for what a user did.
func errorf(format string, args ...any) error { return news.Errorf(news.Invalid, format, args...) }
