package discordtest

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Markdown renders the part of Markdown that Discord's client knows as HTML (Discord's help centre, "Markdown Text
// 101"): headings, subtext, lists, quotes, code, emphasis, spoilers, links, mentions and timestamps, the latter in UTC.
// Everything else is escaped.
func Markdown(s string) string {
	var b strings.Builder
	for i, part := range strings.Split(s, "```") {
		if i%2 == 1 {
			if _, code, ok := strings.Cut(part, "\n"); ok {
				part = code
			}
			b.WriteString("<pre>" + html.EscapeString(strings.TrimSuffix(part, "\n")) + "</pre>")
			continue
		}
		blocks(&b, strings.Split(part, "\n"))
	}
	return b.String()
}

var (
	listItem = regexp.MustCompile(`^( *)([-*]|\d+\.) (.*)$`)
	heading  = regexp.MustCompile(`^(#{1,3}) (.+)$`)
)

// blocks renders lines. A block element needs no line break after it.
func blocks(b *strings.Builder, lines []string) {
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if m := heading.FindStringSubmatch(line); m != nil {
			tag := "h" + strconv.Itoa(len(m[1]))
			b.WriteString("<" + tag + ">" + inline(m[2]) + "</" + tag + ">")
			continue
		}
		if rest, ok := strings.CutPrefix(line, "-# "); ok {
			b.WriteString("<small>" + inline(rest) + "</small>")
			continue
		}
		if n := run(lines[i:], func(l string) bool { return strings.HasPrefix(l, "> ") }); n > 0 {
			quoted := make([]string, n)
			for j := range quoted {
				quoted[j] = lines[i+j][2:]
			}
			b.WriteString("<blockquote>")
			blocks(b, quoted)
			b.WriteString("</blockquote>")
			i += n - 1
			continue
		}
		if n := run(lines[i:], listItem.MatchString); n > 0 {
			list(b, lines[i:i+n])
			i += n - 1
			continue
		}
		b.WriteString(inline(line))
		if i < len(lines)-1 {
			b.WriteByte('\n')
		}
	}
}

// run counts the lines at the start that ok accepts.
func run(lines []string, ok func(string) bool) int {
	for i, l := range lines {
		if !ok(l) {
			return i
		}
	}
	return len(lines)
}

func list(b *strings.Builder, lines []string) {
	tag := "ul"
	if m := listItem.FindStringSubmatch(lines[0]); m[2] != "-" && m[2] != "*" {
		tag = "ol"
	}
	b.WriteString("<" + tag + ">")
	for _, l := range lines {
		b.WriteString("<li>" + inline(listItem.FindStringSubmatch(l)[3]) + "</li>")
	}
	b.WriteString("</" + tag + ">")
}

// span is an inline element: an expression that matches at the start of a text, and what it becomes.
type span struct {
	pattern *regexp.Regexp
	render  func(m []string) string
}

// wrap renders the first group inside an element.
func wrap(open, end string) func([]string) string {
	return func(m []string) string { return open + inline(m[1]) + end }
}

func mentioned(sign string) func([]string) string {
	return func(m []string) string { return `<span class="mention">` + sign + html.EscapeString(m[1]) + `</span>` }
}

func anchor(address, text string) string {
	return `<a href="` + html.EscapeString(address) + `">` + text + `</a>`
}

// spans in the order in which they are tried. Filled by init, because they nest.
var spans []span

func init() {
	spans = []span{
		{
			regexp.MustCompile(`^\\([!-/:-@\[-` + "`" + `{-~])`),
			func(m []string) string { return html.EscapeString(m[1]) },
		},
		{regexp.MustCompile("^``(.+?)``"), func(m []string) string {
			return "<code>" + html.EscapeString(m[1]) +
				"</code>"
		}},
		{regexp.MustCompile("^`([^`]+)`"), func(m []string) string {
			return "<code>" + html.EscapeString(m[1]) +
				"</code>"
		}},
		{
			regexp.MustCompile(`^\[((?:\\.|[^\]\\])+)\]\(<?(https?://[^\s)>]+)>?\)`),
			func(m []string) string { return anchor(m[2], inline(m[1])) },
		},
		{regexp.MustCompile(`^<(https?://[^\s>]+)>`), func(m []string) string {
			return anchor(m[1],
				html.EscapeString(m[1]))
		}},
		{
			regexp.MustCompile(`^(https?://[^\s<]+[^\s<.,:;"')\]])`),
			func(m []string) string { return anchor(m[1], html.EscapeString(m[1])) },
		},
		{
			regexp.MustCompile(`^<t:(-?\d{1,12})(?::([tTdDfFR]))?>`),
			func(m []string) string { return `<span class="stamp">` + timestamp(m[1], m[2]) + `</span>` },
		},
		{regexp.MustCompile(`^<@&(\d+)>`), mentioned("@")},
		{regexp.MustCompile(`^<@!?(\d+)>`), mentioned("@")},
		{regexp.MustCompile(`^<#(\d+)>`), mentioned("#")},
		{regexp.MustCompile(`^</([^:>]+):\d+>`), mentioned("/")},
		{regexp.MustCompile(`^@(everyone|here)`), mentioned("@")},
		{regexp.MustCompile(`^(?s)\*\*\*(.+?)\*\*\*`), wrap("<b><i>", "</i></b>")},
		{regexp.MustCompile(`^(?s)\*\*(.+?)\*\*`), wrap("<b>", "</b>")},
		{regexp.MustCompile(`^(?s)__(.+?)__`), wrap("<u>", "</u>")},
		{regexp.MustCompile(`^(?s)~~(.+?)~~`), wrap("<s>", "</s>")},
		{regexp.MustCompile(`^(?s)\|\|(.+?)\|\|`), wrap(`<span class="spoiler">`, "</span>")},
		{regexp.MustCompile(`^(?s)\*([^\s*](?:\\.|[^*\\])*?)\*`), wrap("<i>", "</i>")},
		{regexp.MustCompile(`^(?s)_([^\s_](?:\\.|[^_\\])*?)_(?:\b|$)`), wrap("<i>", "</i>")},
	}
}

// starters are the bytes at which an inline element can begin: everything between two of them is text.
const starters = "\\`[<h@*_~|"

func inline(s string) string {
	var b strings.Builder
	for s != "" {
		next := strings.IndexAny(s[1:], starters) + 1
		if next == 0 {
			next = len(s)
		}
		if strings.IndexByte(starters, s[0]) >= 0 {
			if m, out := element(s); m > 0 {
				b.WriteString(out)
				s = s[m:]
				continue
			}
		}
		b.WriteString(html.EscapeString(s[:next]))
		s = s[next:]
	}
	return b.String()
}

// element renders the inline element at the start of s and returns its length, 0 if there is none.
func element(s string) (int, string) {
	for _, sp := range spans {
		if m := sp.pattern.FindStringSubmatch(s); m != nil {
			return len(m[0]), sp.render(m)
		}
	}
	return 0, ""
}

// timestamp renders a Unix time in a style of Reference, "Timestamp Styles".
func timestamp(unix, style string) string {
	n, err := strconv.ParseInt(unix, 10, 64)
	if err != nil {
		return unix
	}
	layout, ok := map[string]string{
		"t": "15:04", "T": "15:04:05", "d": "02/01/2006", "D": "2 January 2006", "F": "Monday, 2 January 2006 15:04",
		"R": "2 Jan 2006",
	}[style]
	if !ok {
		layout = "2 January 2006 15:04"
	}
	return time.Unix(n, 0).UTC().Format(layout)
}
