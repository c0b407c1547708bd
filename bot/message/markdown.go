package message

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"sitrep/wording"
)

// Markdown writes one line as Discord's markdown. Marks open and close within the line.
func Markdown(l Line) string {
	var b strings.Builder
	b.WriteString(linePrefix(l.style))
	back := l.backward()
	if back {
		b.WriteString(rightToLeft) // or a line that begins with a name would be one from left to right
	}
	var last byte // what the line ends with as long as that is a mark
	for _, r := range merge(l.runs, back) {
		if opens := r.kind == boldRun || r.kind == italicRun; opens && last == '*' {
			b.WriteByte(' ') // "**a***b*" could be read in several ways
		}
		if back {
			r.text = typed(r)
		}
		s := markdownRun(r, l.said())
		if back && r.foreign() {
			inner := strings.TrimSpace(s) // or the space would stand at the wrong end of it
			at := strings.Index(s, inner)
			s = s[:at] + isolate + inner + popIsolate + s[at+len(inner):]
		}
		b.WriteString(s)
		last = s[len(s)-1]
		if r.kind != boldRun && r.kind != italicRun {
			last = 0
		}
	}
	return b.String()
}

// backward reports whether l runs from right to left because it is in our words. A quotation runs as it was written:
// nothing of ours stands in its line.
func (l Line) backward() bool { return l.style != quoteLine && l.said().RightToLeft() }

// foreign reports whether a run may run the other way than our words around it. What has no letters goes the way of the
// line; times and mentions are put into words by the reader's client, in its language.
func (r Run) foreign() bool {
	switch r.kind {
	case timeRun, channelRun, roleRun, userRun, commandRun:
		return true
	}
	return r.apart && strings.ContainsFunc(r.text, unicode.IsLetter)
}

// latin matches what is typed, or stands as others wrote it, within our words: a command with its slash, a date, a span
// of hours, an option, a word in quotation marks.
var latin = regexp.MustCompile(latinWord + `(?:,? (?:→ )?` + latinWord + `)*`)

const latinWord = `["“]?[/#@-]{0,2}[A-Za-z0-9](?:[^\s\p{Arabic}،؛⁨⁩]*[A-Za-z0-9"”])?`

// strong matches what has to run from left to right: what has a Latin letter, and numbers with signs between.
var strong = regexp.MustCompile(`[A-Za-z]|\d[-/]\d`)

// typed is the text of a run of ours in a line from right to left, in which each piece of another script is kept apart:
// or the slash of a command would stand at its end, the month of a date before its year, and one mark of quotation
// beside the other. What [Phrase] keeps apart stays as it is.
func typed(r Run) string {
	switch {
	case r.kind == plainRun && !r.apart:
	case (r.kind == boldRun || r.kind == italicRun) && strings.ContainsFunc(r.text, backwardLetter):
	default: // it is kept apart as a whole
		return r.text
	}
	var b strings.Builder
	depth := 0
	for len(r.text) > 0 {
		i := strings.IndexAny(r.text, isolate+popIsolate)
		if i < 0 {
			i = len(r.text)
		}
		part := r.text[:i]
		if depth == 0 {
			part = latin.ReplaceAllStringFunc(part, func(s string) string {
				if !strong.MatchString(s) {
					return s
				}
				return isolate + s + popIsolate
			})
		}
		b.WriteString(part)
		if i == len(r.text) {
			break
		}
		if mark := r.text[i : i+len(isolate)]; mark == isolate {
			depth++
		} else {
			depth--
		}
		b.WriteString(r.text[i : i+len(isolate)])
		r.text = r.text[i+len(isolate):]
	}
	return b.String()
}

func backwardLetter(r rune) bool { return unicode.Is(unicode.Arabic, r) }

// linePrefix is what makes a line a heading, small print, an item or a quotation.
func linePrefix(s lineStyle) string {
	switch s {
	case headingLine:
		return "### "
	case quietLine:
		return "-# "
	case itemLine:
		return "- "
	case quoteLine:
		return "> "
	default:
		return ""
	}
}

// markdownRun writes one run, which is not empty.
func markdownRun(r Run, w *wording.Words) string {
	switch r.kind {
	case boldRun:
		return around(r.text, "**")
	case italicRun:
		return around(r.text, "*")
	case struckRun:
		return around(r.text, "~~")
	case codeRun:
		// Nothing can be escaped within code, so the one character that ends it is replaced by one that looks like it.
		return "`" + strings.ReplaceAll(r.text, "`", "ˋ") + "`"
	case linkRun:
		return "[" + escape(r.text) + "](" + r.url + ")"
	case timeRun:
		return fmt.Sprintf("<t:%d:%c>", r.at.Unix(), r.style)
	case dayRun:
		return escape(dayText(r, w))
	case channelRun:
		return "<#" + r.text + ">"
	case roleRun:
		return "<@&" + r.text + ">"
	case userRun:
		return "<@" + r.text + ">"
	case commandRun:
		return "</" + r.text + ":" + r.url + ">"
	default:
		return escape(r.text)
	}
}

// around puts marks around the text but not around the spaces at its ends, where Discord would not take them for marks.
func around(s, mark string) string {
	inner := strings.TrimSpace(s)
	if inner == "" {
		return s
	}
	at := strings.Index(s, inner)
	return s[:at] + mark + escape(inner) + mark + s[at+len(inner):]
}

// dayText is a day in words.
func dayText(r Run, w *wording.Words) string {
	if r.at.IsZero() {
		return w.Say("unknown time")
	}
	return w.Day(r.at)
}

// merge joins neighbours of one kind, drops empty runs and the spaces that the line begins with. Only in whole texts
// can escape see what holds them together; in a line from right to left, what is kept apart is held together by nothing
// with its neighbours.
func merge(runs []Run, back bool) []Run {
	var out []Run
	for _, r := range runs {
		if len(out) == 0 {
			r.text = strings.TrimLeft(r.text, " ")
		}
		if r.text == "" && r.kind != timeRun && r.kind != dayRun {
			continue
		}
		if back && r.kind >= boldRun && r.kind <= linkRun {
			r.apart = true
		}
		parted := back && (r.apart || len(out) > 0 && out[len(out)-1].apart)
		if n := len(out); n > 0 && out[n-1].kind == r.kind && r.kind <= codeRun && !parted {
			out[n-1].text += r.text
			continue
		}
		out = append(out, r)
	}
	return out
}

// split cuts l into lines whose markdown has at most limit UTF-16 units each: between words if possible, never within a
// grapheme cluster unless that alone is longer than a line may be, never within a link's address or a mark.
func split(l Line, limit int) []Line {
	var out []Line
	for !within(l, limit) {
		head, tail := splitOnce(l, limit)
		if len(head.runs) == 0 {
			return out // limit is smaller than a mark: nothing of the rest can be shown
		}
		out, l = append(out, head), tail
	}
	if !l.empty() {
		out = append(out, l)
	}
	return out
}

// within reports whether the markdown of l has at most limit UTF-16 units. A text that is far longer is not rendered to
// find out, so that splitting takes time in proportion to the text.
func within(l Line, limit int) bool {
	size := 0
	for _, r := range l.runs {
		size += len(r.text)
	}
	return size <= mostBytes*limit && UTF16Len(Markdown(l)) <= limit
}

// splitOnce cuts off as much of l as fits.
func splitOnce(l Line, limit int) (head, tail Line) {
	head, tail = Line{style: l.style, words: l.words}, Line{style: l.style, words: l.words}
	if l.style == itemLine {
		tail.style = bodyLine // one item stays one item
	}
	runs := merge(l.runs, l.backward())
	fits := func(r Run) bool {
		return within(Line{l.style, append(slices.Clip(head.runs), r), l.words}, limit)
	}
	for i, r := range runs {
		if fits(r) {
			head.runs = append(head.runs, r)
			continue
		}
		first, rest := splitRun(r, limit, fits, len(head.runs) == 0)
		if first.text != "" {
			head.runs = append(head.runs, first)
		}
		if rest.text != "" || rest.kind == timeRun || rest.kind == dayRun {
			tail.runs = append(tail.runs, rest)
		}
		tail.runs = append(tail.runs, runs[i+1:]...)
		break
	}
	return head, tail
}

// splitRun cuts r so that its first part fits; the first part is empty if nothing does. If r stands alone and not even
// one grapheme cluster of it fits, it is cut between code points.
func splitRun(r Run, limit int, fits func(Run) bool, alone bool) (first, rest Run) {
	first, rest = r, r
	if r.kind >= timeRun {
		first.text = ""
		if alone {
			rest = Run{} // a mark that fits nowhere
		}
		return first, rest
	}
	with := func(text string) Run { p := r; p.text = text; return p }
	fitting := func(p string) bool { return fits(with(p)) }
	cut := cutAt(r.text, limit, fitting)
	if cut == 0 && alone {
		cut = cutAnywhere(r.text, limit, fitting)
	}
	first.text, rest.text = r.text[:cut], r.text[cut:]
	return first, rest
}
