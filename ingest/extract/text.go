package extract

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep/ingest/date"
)

// A leading "date" is one only if digits and hyphens follow: "date palms" is text.
var dateLine = regexp.MustCompile(`^(?i:date)[ \t]*:?[ ` +
	`\t]+(-?\d{1,6}-\d{1,3}-\d{1,3})(T[0-9:.]{4,18}(?:Z|[+-]\d\d:?\d\d)?)?(?:[ \t]+|[ \t]*\n|$)`)

// Text reads a plain text file in any charset: paragraphs, and before them an optional "date YYYY-MM-DD" (or RFC 3339),
// on a line of its own or in front of the text. An impossible date, or one whose year is not between 1900 and 2100, is
// an [*Error] of kind [BadDate] that names it; a file without text is one of kind [Empty].
func Text(data []byte) (Page, error) {
	if len(data) > maxText {
		return Page{}, errorf(TooLarge, "the file has %d bytes, at most %d are read", len(data), maxText)
	}
	s, err := decode(data, "")
	if err != nil {
		return Page{}, err
	}
	var p Page
	s = strings.TrimLeftFunc(s, blank)
	if m := dateLine.FindStringSubmatch(s); m != nil {
		if p.Published, p.DateOnly, err = parseDate(m[1], m[2]); err != nil {
			return Page{}, err
		}
		s = s[len(m[0]):]
	}
	p.Text = joinParagraphs(paragraphs(s))
	if !hasLetter(p.Text) {
		return Page{}, errorf(Empty, "the file holds no text")
	}
	if cut := cutAtParagraph(p.Text, maxBody); len(cut) < len(p.Text) {
		p.Text, p.Partial = cut, "the text is longer than what is stored"
	}
	return p, nil
}

// parseDate reads a date and an optional time of day ("T12:30:00Z").
func parseDate(day, clock string) (t time.Time, dateOnly bool, err error) {
	if t, err = time.Parse(time.DateOnly, day); err != nil {
		return time.Time{}, false, errorf(BadDate, "there is no date %q: write it as 2025-04-25", day)
	}
	if y := t.Year(); y < date.MinYear || y > date.MaxYear {
		return time.Time{}, false, errorf(BadDate, "the date %q is not between the years %d and %d", day, date.MinYear,
			date.MaxYear)
	}
	if clock == "" {
		return t, true, nil
	}
	for _, layout := range []string{
		time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05",
		"2006-01-02T15:04",
	} {
		if full, err := time.Parse(layout, day+clock); err == nil {
			return full.UTC(), false, nil
		}
	}
	return time.Time{}, false, errorf(BadDate, "there is no time %q: write it as 2025-04-25T12:30:00Z", day+clock)
}

// paragraphs splits plain text. Blank lines separate paragraphs; lines that were wrapped at a fixed width are joined. A
// text without any blank line whose lines are sentences has a paragraph on each line.
func paragraphs(s string) []string {
	var out []string
	blankLines := strings.Contains(s, "\n\n") || blankLine.MatchString(s)
	for block := range strings.SplitSeq(blankLine.ReplaceAllLiteralString(s, "\n\n"), "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if blankLines || wrapped(lines) {
			out = append(out, unwrap(lines)...)
		} else {
			out = append(out, lines...)
		}
	}
	return out
}

var blankLine = regexp.MustCompile(`\n[ \t\x{a0}]*\n\s*`)

// Width within which a line was wrapped by a program or a typist rather than written as a paragraph.
const minWrap, maxWrap = 40, 100

// wrapped reports whether lines are one paragraph that was broken at a fixed width: few of them end a sentence.
func wrapped(lines []string) bool {
	if len(lines) < 2 {
		return false
	}
	ends := 0
	for _, line := range lines[:len(lines)-1] {
		if endsSentence(line) {
			ends++
		}
		if utf8.RuneCountInString(line) > maxWrap {
			return false
		}
	}
	return ends*2 < len(lines)
}

// unwrap joins the lines of one block. A line that is shorter than any wrapping, or ends a sentence early, ends its
// paragraph.
func unwrap(lines []string) (out []string) {
	widest := 0
	for _, line := range lines {
		widest = max(widest, utf8.RuneCountInString(line))
	}
	if widest > maxWrap { // not wrapped at all: every line is a paragraph
		return lines
	}
	var b strings.Builder
	for i, line := range lines {
		line = strings.TrimSpace(line)
		b.WriteString(line)
		width := utf8.RuneCountInString(line)
		if i == len(lines)-1 || width < minWrap || width < widest*2/3 && endsSentence(line) {
			out = append(out, b.String())
			b.Reset()
			continue
		}
		b.WriteByte(' ')
	}
	return out
}

func endsSentence(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool { return blank(r) || strings.ContainsRune(`"'”’»)`, r) })
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…:。！？", r)
}

// joinParagraphs trims paragraphs, collapses white space within them and drops empty ones.
func joinParagraphs(list []string) string {
	var b strings.Builder
	for _, p := range list {
		p = squeeze(p)
		if p == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p)
	}
	return b.String()
}

// squeeze makes every run of white space one space and trims the ends.
func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, blank), " ")
}

// blank is white space of any kind, and the byte order mark.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' }

func hasLetter(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

// cutAtParagraph shortens s to at most limit bytes, at the end of a paragraph if there is one in the last half, else at
// a space, and never within a character.
func cutAtParagraph(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	head := s[:limit]
	for _, sep := range []string{"\n\n", "\n", " "} {
		if i := strings.LastIndex(head, sep); i > limit/2 {
			return strings.TrimSpace(head[:i])
		}
	}
	return head
}
