package feed

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Years that a date may lie in; anything else is a program's zero value or a slip.
const (
	minYear = 1900
	maxYear = 2100
	maxDate = 100 // bytes; the longest form known has 60
)

// ParseDate reads a date in any form that feeds use: RFC 822 and its relatives, RFC 3339 and the rest of ISO 8601,
// numbers with dots or slashes, names of months in several languages, Unix time. dateOnly is true if it has no time of
// day; t is then midnight UTC. A missing or unknown zone is read as UTC. Of two numbers that could both be the month
// the first is the day, unless the time of day is given with AM or PM. The beginning of 1970 and years outside 1900 to
// 2100 are no dates: programs write them for "none".
func ParseDate(s string) (t time.Time, dateOnly, ok bool) {
	d, ok := readDate(s)
	return d.time, d.dateOnly, ok
}

// date is a date as it was written.
type date struct {
	time     time.Time
	dateOnly bool
	zoneless bool // a time of day without a zone that is known
}

func readDate(s string) (date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxDate {
		return date{}, false
	}
	// what almost all feeds write, ten times faster
	for _, layout := range []string{time.RFC1123Z, time.RFC3339, "Mon, 02 Jan 2006 15:04:05 GMT"} {
		if t, err := time.Parse(layout, s); err == nil {
			return checked(date{time: t.UTC()})
		}
	}
	p := dateParts{year: -1, day: -1, hour: -1}
	if !p.read(dateTokens(s)) {
		return date{}, false
	}
	return p.date()
}

// checked refuses the dates that programs write for "none".
func checked(d date) (date, bool) {
	if y := d.time.Year(); y < minYear || y > maxYear || d.time.Unix() == 0 {
		return date{}, false
	}
	return d, true
}

// dateToken is a number, a word in lower case, or one other character. White space is dropped but remembered.
type dateToken struct {
	text   string
	number bool
	word   bool
	value  int
	spaced bool // white space comes before it
}

func dateTokens(s string) (list []dateToken) {
	spaced := false
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if unicode.IsSpace(r) {
			s, spaced = s[size:], true
			continue
		}
		n := size
		t := dateToken{spaced: spaced}
		spaced = false
		switch {
		case r >= '0' && r <= '9':
			t.number = true
			for n = 0; n < len(s) && s[n] >= '0' && s[n] <= '9'; n++ {
				t.value = min(t.value*10+int(s[n]-'0'), 1<<50)
			}
		case unicode.IsLetter(r):
			t.word = true
			n = 0
			for n < len(s) {
				r, size := utf8.DecodeRuneInString(s[n:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) {
					break
				}
				n += size
			}
		}
		t.text = strings.ToLower(s[:n])
		list = append(list, t)
		s = s[n:]
	}
	return list
}

// dateParts is what was found so far; -1 is nothing.
type dateParts struct {
	year, month, day  int
	twoDigits         bool // of the year
	hour, minute, sec int
	nano              int
	offset            int    // seconds east of UTC
	zone              bool   // offset is known
	half              string // "am" or "pm"
	first, second     int    // the day and the month, in whichever order
	ambiguous, dotted bool   // there are such two; dots or hyphens stand between them
	loose             []int  // numbers not yet placed
	unix              int64
}

func (p *dateParts) read(list []dateToken) bool {
	for i := 0; i < len(list); {
		n := p.step(list[i:], i > 0)
		if n == 0 {
			n = 1
		}
		i += n
	}
	return p.settle()
}

// step reads what begins at list[0] and returns how many tokens it took.
func (p *dateParts) step(list []dateToken, later bool) int {
	t := list[0]
	switch {
	case t.number:
		for _, f := range []func([]dateToken) int{p.clock, p.iso, p.numeric, p.compact} {
			if n := f(list); n > 0 {
				return n
			}
		}
		p.loose = append(p.loose, t.value)
	case (t.text == "+" || t.text == "-" || t.text == "−") && p.hour >= 0:
		return p.offsetAt(list)
	case t.word:
		return p.wordAt(list, later)
	}
	return 1
}

// clock reads 12:30, 12:30:59.5, 12h30.
func (p *dateParts) clock(list []dateToken) int {
	if p.hour >= 0 || len(list) < 3 || len(list[0].text) > 2 || list[1].text != ":" && list[1].text != "h" ||
		!list[2].number || len(list[2].text) > 2 {
		return 0
	}
	p.hour, p.minute = list[0].value, list[2].value
	n := 3
	if len(list) > 4 && list[3].text == ":" && list[4].number {
		p.sec = list[4].value
		n = 5
		if len(list) > 6 && (list[5].text == "." || list[5].text == ",") && list[6].number && !list[6].spaced {
			frac := (list[6].text + "000000000")[:9]
			for _, c := range frac {
				p.nano = p.nano*10 + int(c-'0')
			}
			n = 7
		}
	}
	return n
}

// iso reads 2025-04-25, 2025/4/25, 2025.04.25.
func (p *dateParts) iso(list []dateToken) int {
	if len(list) < 5 || len(list[0].text) != 4 || !separated(list) {
		return 0
	}
	p.year, p.month, p.day = list[0].value, list[2].value, list[4].value
	return 5
}

// numeric reads 25.04.2025, 25/4/25, 4/25/2025.
func (p *dateParts) numeric(list []dateToken) int {
	if len(list) < 5 || len(list[0].text) > 2 || len(list[4].text) != 2 && len(list[4].text) != 4 || !separated(list) {
		return 0
	}
	p.first, p.second = list[0].value, list[2].value
	p.year, p.twoDigits = list[4].value, len(list[4].text) == 2
	p.ambiguous = true
	p.dotted = list[1].text != "/"
	return 5
}

// separated reports whether three numbers follow with the same separator between them.
func separated(list []dateToken) bool {
	return list[2].number && list[4].number && len(list[2].text) <= 2 && list[1].text == list[3].text &&
		strings.Contains("-/.", list[1].text)
}

// compact reads 20250425, 20250425T123000 and Unix time.
func (p *dateParts) compact(list []dateToken) int {
	t := list[0]
	switch {
	case (len(t.text) == 10 || len(t.text) == 13) && len(list) == 1:
		p.unix = int64(t.value)
		if len(t.text) == 13 {
			p.unix /= 1000
		}
		return 1
	case len(t.text) == 8 && p.year < 0:
		p.year, p.month, p.day = t.value/10000, t.value/100%100, t.value%100
		if len(list) > 2 && list[1].text == "t" && len(list[2].text) == 6 && list[2].number {
			clock := list[2].value
			p.hour, p.minute, p.sec = clock/10000, clock/100%100, clock%100
			return 3
		}
		return 1
	}
	return 0
}

// offsetAt reads +0300, +03:00, -7.
func (p *dateParts) offsetAt(list []dateToken) int {
	i := 1
	for i < len(list) && list[i].text == list[0].text { // "--0700" occurs
		i++
	}
	if i >= len(list) || !list[i].number {
		return 1
	}
	h, m, n := list[i].value, 0, i+1
	switch {
	case len(list[i].text) > 2:
		h, m = list[i].value/100, list[i].value%100
	case n+1 < len(list) && list[n].text == ":" && list[n+1].number:
		m = list[n+1].value
		n += 2
	}
	if h > 14 || m > 59 { // no place on Earth is further from UTC
		return n
	}
	p.offset, p.zone = h*3600+m*60, true
	if list[0].text != "+" {
		p.offset = -p.offset
	}
	return n
}

// wordAt reads a month, a zone, AM or PM; every other word (weekdays, "at", "of") is stepped over.
func (p *dateParts) wordAt(list []dateToken, later bool) int {
	w := list[0].text
	switch {
	case p.hour >= 0 && (w == "am" || w == "pm"):
		p.half = w
		return 1
	case p.hour >= 0 && (w == "a" || w == "p") && len(list) > 2 && list[1].text == "." && list[2].text == "m":
		p.half = w + "m"
		return 3
	}
	if off, ok := zones[w]; ok && p.hour >= 0 {
		if !p.zone { // "GMT+0300": the number says it
			p.offset, p.zone = off*60, true
		}
		return 1
	}
	if m := monthNamed(w); m > 0 && (later || len(list) > 1) {
		p.month = m // the last one counts: "mar. 25 avr." begins with a Tuesday
	}
	return 1
}

// settle places the loose numbers and resolves what was ambiguous.
func (p *dateParts) settle() bool {
	if p.unix != 0 {
		return true
	}
	if p.ambiguous {
		if p.second > 12 || p.first <= 12 && p.half != "" && !p.dotted {
			p.month, p.day = p.first, p.second
		} else {
			p.day, p.month = p.first, p.second
		}
	}
	for i, v := range p.loose {
		switch {
		case p.day < 0 && v >= 1 && v <= 31:
			p.day = v
		case p.year < 0 && (v >= minYear && v <= maxYear || i > 0 && v < 100):
			p.year, p.twoDigits = v, v < 100
		}
	}
	if p.twoDigits {
		if p.year < 70 { // RFC 2822 §4.3 says 50; POSIX says 69; no feed is older than the web
			p.year += 2000
		} else {
			p.year += 1900
		}
	}
	return p.year > 0 && p.month >= 1 && p.month <= 12 && p.day >= 1
}

// date puts the parts together.
func (p *dateParts) date() (date, bool) {
	if p.unix != 0 {
		return checked(date{time: time.Unix(p.unix, 0).UTC()})
	}
	if p.hour < 0 {
		t := time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC)
		if t.Day() != p.day {
			return date{}, false // 31 April
		}
		return checked(date{time: t, dateOnly: true})
	}
	switch {
	case p.half == "pm" && p.hour < 12:
		p.hour += 12
	case p.half == "am" && p.hour == 12:
		p.hour = 0
	}
	if p.hour > 24 || p.minute > 59 || p.sec > 60 || p.hour == 24 && p.minute > 0 {
		return date{}, false
	}
	if time.Date(p.year, time.Month(p.month), p.day, 0, 0, 0, 0, time.UTC).Day() != p.day {
		return date{}, false
	}
	t := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.sec, p.nano, time.UTC)
	return checked(date{time: t.Add(-time.Duration(p.offset) * time.Second), zoneless: !p.zone})
}

// zones maps abbreviations to minutes east of UTC. RFC 822 §5 binds those of North America; of the others the reading
// that most feeds mean. A zone of one letter counts as UTC (RFC 2822 §4.3).
var zones = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"akst": -540, "akdt": -480, "hst": -600, "brt": -180, "art": -180,
	"bst": 60, "west": 60, "cet": 60, "met": 60, "wat": 60,
	"cest": 120, "mest": 120, "eet": 120, "cat": 120, "sast": 120,
	"eest": 180, "msk": 180, "trt": 180, "eat": 180, "idt": 180,
	"gst": 240, "msd": 240, "irst": 210, "aft": 270, "pkt": 300, "ist": 330, "npt": 345,
	"ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "pht": 480, "jst": 540, "kst": 540,
	"aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}

// monthNames lists for each month how its name begins: English, German, French, Spanish, Italian, Portuguese, Polish,
// Russian, Ukrainian, Arabic.
var monthNames = [12][]string{
	{"jan", "jän", "ene", "gen", "sty", "янв", "січ", "يناير"},
	{"feb", "fev", "fév", "lut", "фев", "лют", "فبراير"},
	{"mar", "mär", "мар", "бер", "مارس"},
	{"apr", "avr", "abr", "kwi", "апр", "кві", "أبريل", "ابريل"},
	{"may", "mai", "mag", "maj", "май", "мая", "тра", "مايو"},
	{"jun", "juin", "giu", "cze", "июн", "чер", "يونيو"},
	{"jul", "juil", "lug", "lip", "июл", "лип", "يوليو"},
	{"aug", "aoû", "aou", "ago", "sie", "авг", "сер", "أغسطس", "اغسطس"},
	{"sep", "set", "wrz", "сен", "вер", "سبتمبر"},
	{"oct", "okt", "ott", "out", "paź", "окт", "жов", "أكتوبر", "اكتوبر"},
	{"nov", "lis", "ноя", "нояб", "лис", "نوفمبر"},
	{"dec", "dez", "dez", "déc", "dic", "gru", "дек", "гру", "ديسمبر"},
}

// monthNamed returns 1 to 12, 0 if w names no month.
func monthNamed(w string) int {
	if utf8.RuneCountInString(w) < 3 {
		return 0
	}
	for i, names := range monthNames {
		for _, name := range names {
			if strings.HasPrefix(w, name) {
				return i + 1
			}
		}
	}
	return 0
}
