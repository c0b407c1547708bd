package date

import (
	"slices"
	"strings"
	"time"

	"sitrep/text"
)

// maxField is how many bytes a field that holds a date has at most; the longest form known has 60.
const maxField = 100

// commonLayouts are what almost all feeds write, read ten times faster than the rest.
var commonLayouts = []string{time.RFC1123Z, time.RFC3339, "Mon, 02 Jan 2006 15:04:05 GMT"}

// Reader reads fields that hold a date and nothing else, knowing whose they are. The zero value knows nothing.
type Reader struct {
	Language string    // BCP 47, "" if it is not known: listopad is October in Croatian, November in Polish
	Country  string    // ISO 3166, upper case, "" if it is not known: IST is India's, Israel's or Ireland's time
	Order    Order     // of the numbers in 04/05/2026
	Now      time.Time // no date lies later by days, if another reading is possible; zero if it is not known
}

// Parse reads a field of which nothing is known but its words, see [Reader.Parse].
func Parse(s string) (Date, bool) { return Reader{}.Parse(s) }

// Parse reads a field that holds a date, in any form that feeds use: RFC 822 and its relatives, RFC 3339 and the rest
// of ISO 8601, numbers with dots or slashes, names of months in some sixty languages, Unix time. A missing or unknown
// zone is read as UTC. Of two numbers that could both be the month the first is the day, unless the reader's order, the
// weekday, or a time of day with AM or PM says otherwise. A month's name that means another month in another language
// is no date unless the reader's language or the weekday tells. What stands in brackets is no part of the date. The
// beginning of 1970 and years outside [MinYear] to [MaxYear] are no dates: programs write them for "none".
func (r Reader) Parse(s string) (Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxField {
		return Date{}, false
	}
	for _, layout := range commonLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return checked(Date{Time: t.UTC()})
		}
	}
	s = strings.TrimSuffix(strings.TrimPrefix(s, "/Date("), ")/") // as .NET writes Unix time
	if whole, fraction, ok := strings.Cut(s, "."); ok && len(whole) == 10 && isDigits(whole) && isDigits(fraction) {
		s = whole
	}
	p := parts{reader: r, year: -1, day: -1, hour: -1}
	if !p.read(tokenise(s)) {
		return Date{}, false
	}
	d, ok := p.date()
	if ok && d.Zoneless {
		if loc := zoneNamed(s); loc != nil {
			t := d.Time
			d.Time = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(),
				loc).UTC()
			d.Zoneless = false
		}
	}
	return d, ok
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// checked refuses the dates that programs write for "none".
func checked(d Date) (Date, bool) {
	if y := d.Time.Year(); y < MinYear || y > MaxYear || d.Time.Unix() == 0 {
		return Date{}, false
	}
	return d, true
}

// parts is what was found of a date so far; -1 is nothing.
type parts struct {
	reader            Reader
	names, weekdays   meanings // of the month and the weekday, where a word was found
	near              bool     // names stand beside a number
	depth             int      // open brackets
	year, month, day  int
	twoDigits         bool // of the year
	hour, minute, sec int
	nano              int
	offset            int    // seconds east of UTC
	zone              bool   // offset or zoneName is known
	zoneName          string // whose offset depends on the day
	half              string // "a" or "p"
	solar             bool   // the month is one of the solar Hijri calendar
	thai              bool   // the month's name is Thai: of its year two digits may stand
	first, second     int    // the day and the month, in whichever order
	ambiguous, dotted bool   // there are such two; dots or hyphens stand between them
	loose             []int  // numbers not yet placed
	unix              int64
}

func (p *parts) read(list []token) bool {
	for i := 0; i < len(list); {
		i += max(1, p.step(list, i))
	}
	return p.settle()
}

// step reads what begins at all[at] and returns how many tokens it took.
func (p *parts) step(all []token, at int) int {
	list, later := all[at:], at > 0
	t := list[0]
	switch {
	case t.text == "(" && later:
		p.depth++
	case t.text == ")" && p.depth > 0:
		p.depth--
	case p.depth > 0 && !t.isWord() && !isSign(t.text): // RFC 822 §3.4.3: a comment
	case t.isNumber():
		for _, f := range []func([]token) int{p.clock, p.yearFirst, p.yearLast, p.compact, p.numberedMonth} {
			if n := f(list); n > 0 {
				return n
			}
		}
		p.loose = append(p.loose, t.value)
	case isSign(t.text) && p.hour >= 0:
		return p.offsetFrom(list)
	default:
		if n := p.halfWord(all, at); n > 0 {
			return n
		}
		if n := p.era(list); n > 0 {
			return n
		}
		if t.isWord() {
			return p.word(all, at)
		}
	}
	return 1
}

// clock reads 12:30, 12:30:59.5, 12h30, 10時30分, and behind a whole date 10.30.
func (p *parts) clock(list []token) int {
	if p.hour >= 0 || len(list) < 2 || !list[0].isShort() {
		return 0
	}
	switch list[1].text {
	case ":", "h":
	case "時", "时", "시", "點", "点":
		return p.wordedClock(list)
	case ".":
		return p.dottedClock(list)
	default:
		return 0
	}
	if len(list) < 3 || !list[2].isShort() {
		return 0
	}
	p.hour, p.minute = list[0].value, list[2].value
	if len(list) < 5 || list[3].text != ":" || !list[4].isNumber() {
		return 3
	}
	p.sec = list[4].value
	if len(list) < 7 || list[5].text != "." && list[5].text != "," || !list[6].isNumber() || list[6].spaced {
		return 5
	}
	for _, c := range []byte((list[6].text + "000000000")[:9]) {
		p.nano = p.nano*10 + int(c-'0')
	}
	return 7
}

// wordedClock reads 10時30分 and 10时, the hour's word being there.
func (p *parts) wordedClock(list []token) int {
	p.hour, p.minute = list[0].value, 0
	if len(list) < 4 || !list[2].isShort() || list[3].text != "分" && list[3].text != "분" {
		return 2
	}
	p.minute = list[2].value
	return 4
}

// dottedClock reads 10.30 and 10.30.59, which are times behind a whole date alone.
func (p *parts) dottedClock(list []token) int {
	behind := p.year > 0 || len(p.loose) > 1
	if !behind || len(list) < 3 || list[2].digits != 2 || list[2].spaced {
		return 0
	}
	n := 3
	if textAt(list, 3) == "." && len(list) > 4 && list[4].isNumber() {
		if p.year < 0 || list[4].digits != 2 {
			return 0
		}
		p.sec, n = list[4].value, 5
	}
	p.hour, p.minute = list[0].value, list[2].value
	return n
}

// yearFirst reads 2025-04-25, 2025/4/25, 2025.04.25 and 2025年4月25日.
func (p *parts) yearFirst(list []token) int {
	if !isYearFirst(list) {
		return 0
	}
	p.year, p.month, p.day = list[0].value, list[2].value, list[4].value
	return 5
}

// yearLast reads 25.04.2025, 25/4/25, 4/25/2025.
func (p *parts) yearLast(list []token) int {
	if !isYearLast(list) {
		return 0
	}
	p.first, p.second = list[0].value, list[2].value
	p.year, p.twoDigits = list[4].value, list[4].digits == 2
	p.ambiguous = true
	p.dotted = list[1].text != "/"
	return 5
}

// compact reads 20250425, 20250425T123000 and Unix time.
func (p *parts) compact(list []token) int {
	t := list[0]
	switch {
	case (t.digits == 10 || t.digits == 13) && len(list) == 1:
		p.unix = int64(t.value)
		if t.digits == 13 {
			p.unix /= 1000
		}
		return 1
	case t.digits == 8 && p.year < 0:
		p.year, p.month, p.day = t.value/10000, t.value/100%100, t.value%100
		if len(list) > 2 && list[1].text == "t" && list[2].digits == 6 {
			clock := list[2].value
			p.hour, p.minute, p.sec = clock/10000, clock/100%100, clock%100
			return 3
		}
		return 1
	}
	return 0
}

// offsetFrom reads +0300, +03:00, -7.
func (p *parts) offsetFrom(list []token) int {
	i := 1
	for textAt(list, i) == list[0].text { // "--0700" occurs
		i++
	}
	if i >= len(list) || !list[i].isNumber() {
		return 1
	}
	seconds, n, ok := offsetAt(list, i, list[0].text)
	if ok {
		p.offset, p.zone, p.zoneName = seconds, true, ""
	}
	return i + n
}

// word reads a month, a weekday, a zone, AM or PM; every other word ("at", "of") is stepped over.
func (p *parts) word(all []token, at int) int {
	list := all[at:]
	w := list[0].text
	if p.hour >= 0 {
		if half, n := halfAt(list, 0); n > 0 {
			p.half = half
			return n
		}
		if isZone(w) {
			if !p.zone { // "GMT+0300": the number says it
				p.zoneName, p.zone = w, true
			}
			return 1
		}
	}
	if p.depth > 0 || at == 0 && len(list) == 1 {
		return 1
	}
	if d := words.weekdays[text.Fold(w)]; d != nil {
		p.weekdays = d
	}
	if m := solarMonths[text.Fold(w)]; m > 0 && besideNumber(all, at, 1) && p.names == nil {
		p.month, p.solar = m, true
		return 1
	}
	names, n := namesAt(list, 0)
	p.thai = p.thai || n > 0 && names[0].languages[0] == thai
	switch {
	case n > 0:
		// The last one counts, unless an earlier one stands beside a number and it does not: "mar. 25 avr." begins with
		// a Tuesday, "28 nov 2026, sub" ends with a Saturday.
		if near := besideNumber(all, at, n); near || !p.near {
			p.names, p.near, p.month = names, near, 0
		}
		return n
	case p.names == nil && p.month == 0:
		p.month = monthLike(w)
	}
	return 1
}

// besideNumber reports whether a number stands before or after list[at:at+n], with a mark other than a comma between
// them at most.
func besideNumber(list []token, at, n int) bool {
	before, after := at-1, at+n
	if t := textAt(list, before); t == "-" || t == "." || t == "/" {
		before--
	}
	if t := textAt(list, after); t == "-" || t == "." || t == "/" {
		after++
	}
	return before >= 0 && list[before].isNumber() || after < len(list) && list[after].isNumber() &&
		textAt(list, after+1) != ":" // the time of day
}

// settle places the loose numbers and resolves what was ambiguous.
func (p *parts) settle() bool {
	if p.unix != 0 {
		return true
	}
	if p.ambiguous {
		p.order()
	}
	for i, v := range p.loose {
		switch {
		case p.day < 0 && v >= 1 && v <= 31:
			p.day = v
		case p.year < 0 && (p.mayBeYear(v) || i > 0 && v < 100):
			p.year, p.twoDigits = v, v < 100
		}
	}
	p.fullYear()
	if p.names != nil {
		month, told := p.names.in(p.reader.Language)
		if !told {
			month = onWeekday(p.names, p.weekdays, p.year, p.day)
		}
		p.month = month
	}
	if p.year >= buddhist && p.year < buddhist+100 {
		p.year -= 543
	}
	if p.isSolar() {
		day, ok := solarDay(p.year, p.month, p.day)
		if !ok {
			return false
		}
		p.year, p.month, p.day = day.Year(), int(day.Month()), day.Day()
	}
	return p.year > 0 && p.month >= 1 && p.month <= 12 && p.day >= 1
}

// mayBeYear reports whether a number that stands alone may be a year, of whichever calendar.
func (p *parts) mayBeYear(v int) bool {
	return v >= MinYear && v <= MaxYear || v >= buddhist && v < buddhist+100 ||
		p.solar && v >= solarFrom && v <= solarUntil
}

// fullYear adds the century to two digits.
func (p *parts) fullYear() {
	switch {
	case !p.twoDigits || p.year >= 100:
	case p.thai && p.year >= 43:
		p.year += 2500
	case p.year < 70: // RFC 2822 §4.3 says 50; POSIX says 69; no feed is older than the web
		p.year += 2000
	default:
		p.year += 1900
	}
}

// buddhist is the year 2000 of the calendar that Thailand counts by.
const buddhist = 2543

// order says which of two numbers is the day, and whether the third is the year.
func (p *parts) order() {
	first, second, year := p.first, p.second, p.year
	if p.twoDigits {
		year += 2000 // a date that is in doubt is no archive's
	}
	day, dayOK := dayOf(year, second, first)
	month, monthOK := dayOf(year, first, second)
	p.day, p.month = first, second
	switch {
	case dayOK && !monthOK, !dayOK && !monthOK:
	case monthOK && !dayOK:
		p.day, p.month = second, first
	case p.half != "" && !p.dotted, p.reader.Order == monthFirst && !p.dotted:
		p.day, p.month = second, first
		day, month = month, day
		fallthrough
	default:
		if p.late(day) && !p.late(month) || !p.falls(day) && p.falls(month) {
			p.day, p.month = p.month, p.day
		}
	}
	chosen, ok := dayOf(year, p.month, p.day)
	if swapped, valid := dayOf(2000+first, second, p.year); p.twoDigits && valid && !p.reader.Now.IsZero() &&
		!p.late(swapped) && (!ok || p.late(chosen) || chosen.Before(swapped.AddDate(-1, 0, 0))) { // 26-11-27
		p.year, p.month, p.day = first, second, p.year
	}
}

// late reports whether a day is later than any date of publication, as far as that is known.
func (p *parts) late(day time.Time) bool {
	return !p.reader.Now.IsZero() && day.After(p.reader.Now.Add(aheadOfNow))
}

// falls reports whether a day may be the weekday that was given.
func (p *parts) falls(day time.Time) bool {
	return p.weekdays == nil || slices.ContainsFunc(p.weekdays, func(m meaning) bool {
		return time.Weekday(m.value) == day.Weekday()
	})
}

// date puts the parts together.
func (p *parts) date() (Date, bool) {
	if p.unix != 0 {
		return checked(Date{Time: time.Unix(p.unix, 0).UTC()})
	}
	day, ok := dayOf(p.year, p.month, p.day)
	if !ok {
		return Date{}, false // 31 April
	}
	if p.hour < 0 {
		return checked(Date{Time: day, DateOnly: true})
	}
	p.hour = hourOf(p.hour, p.half)
	if p.hour > 24 || p.minute > 59 || p.sec > 60 || p.hour == 24 && p.minute > 0 {
		return Date{}, false
	}
	if p.zoneName != "" {
		p.offset = zoneOffset(p.zoneName, p.reader.Country, day)
	}
	t := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.minute, p.sec-p.offset, p.nano, time.UTC)
	return checked(Date{Time: t, Zoneless: !p.zone})
}

// hourOf is the hour of the day of one that was given with "a" (AM) or "p" (PM).
func hourOf(hour int, half string) int {
	switch {
	case half == "p" && hour < 12:
		return hour + 12
	case half == "a" && hour == 12:
		return 0
	}
	return hour
}
