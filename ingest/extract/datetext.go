package extract

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// order says which of the first two numbers of 04/05/2025 is the day.
type order int

const (
	unknownOrder order = iota
	dayFirst
	monthFirst
)

// orderOf tells the order of numeric dates from a page's language and its host's country. English alone does not say,
// and neither does "en-US" on a host of another country: it is what publishing systems write by default.
func orderOf(lang, host string) order {
	tag, err := language.Parse(lang)
	base, _ := tag.Base()
	if err == nil && tag != language.Und && base.String() != "en" {
		return dayFirst
	}
	byHost := unknownOrder
	switch tld := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:]); {
	case tld == "us" || tld == "gov" || tld == "mil" || tld == "edu" || tld == "ph":
		byHost = monthFirst
	case len(tld) == 2 && !generic[tld] && host != "":
		byHost = dayFirst
	}
	byLang := unknownOrder
	if err == nil {
		region, sure := tag.Region()
		switch {
		case sure != language.Exact:
		case region.String() == "US" || region.String() == "PH":
			byLang = monthFirst
		case region.IsCountry() && region.String() != "CA": // both are usual there
			byLang = dayFirst
		}
	}
	switch {
	case byHost == unknownOrder:
		return byLang
	case byLang == unknownOrder || byLang == byHost:
		return byHost
	}
	return unknownOrder
}

// generic are countries' domains that are sold to everybody.
var generic = map[string]bool{
	"co": true, "tv": true, "io": true, "me": true, "ai": true, "ly": true, "fm": true,
	"to": true, "cc": true, "ca": true,
}

// token is a number, a word in lower case or one other character.
type token struct {
	text  string
	value int // of a number; -1 otherwise
	digit int // how many digits a number has
	end   int // offset in the text after it
}

func (t token) number() bool { return t.value >= 0 }

// tokens splits a text, white space dropped, and stops at maxDateWords.
func tokens(s string) (list []token) {
	for i := 0; i < len(s) && len(list) < maxDateWords; {
		r, size := utf8.DecodeRuneInString(s[i:])
		if blank(r) || r == '\u200e' || r == '\u200f' {
			i += size
			continue
		}
		j := i + size
		t := token{value: -1}
		switch {
		case digit(r) >= 0:
			t.value = 0
			for j = i; j < len(s); j += size {
				r, size = utf8.DecodeRuneInString(s[j:])
				if digit(r) < 0 {
					break
				}
				t.value = min(t.value*10+digit(r), 1<<40)
				t.digit++
			}
		case unicode.IsLetter(r) && !unicode.Is(unicode.Han, r):
			for j < len(s) {
				r, size = utf8.DecodeRuneInString(s[j:])
				if !unicode.IsLetter(r) && !unicode.IsMark(r) || unicode.Is(unicode.Han, r) {
					break
				}
				j += size
			}
		}
		t.text, t.end = strings.ToLower(s[i:j]), j
		list = append(list, t)
		i = j
	}
	return list
}

// digit is the value of a European or Arabic digit, -1 of anything else.
func digit(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0')
	case r >= '٠' && r <= '٩':
		return int(r - '٠')
	case r >= '۰' && r <= '۹':
		return int(r - '۰')
	}
	return -1
}

// inText finds the date of publication in a short text: the first date that is not called one of a change. updated is
// set if there is only such a one.
func (f *dateFinder) inText(s string) (d moment, updated, ok bool) {
	if len(s) > 2*maxDateText {
		s = s[:2*maxDateText]
	}
	if !strings.ContainsFunc(s, func(r rune) bool { return digit(r) >= 0 }) {
		return moment{}, false, false
	}
	list := tokens(s)
	last := 0 // token after the last date
	for i := 0; i < len(list); {
		day, n := f.day(list[i:])
		if n == 0 {
			i++
			continue
		}
		got := f.withClock(day, list, last, i, i+n)
		from := 0
		if last > 0 {
			from = list[last-1].end
		}
		label := ""
		if i > 0 {
			label = s[from:max(from, list[i-1].end)]
		}
		i += n
		last = i
		if !f.plausible(got) {
			continue
		}
		if !updatedWord.MatchString(label) {
			return got, false, true
		}
		if !ok {
			d, updated, ok = got, true, true
		}
	}
	return d, updated, ok
}

// day reads the date that begins at list[0], and returns how many tokens it takes; 0 if none begins there.
func (f *dateFinder) day(list []token) (time.Time, int) {
	if list[0].number() {
		for _, read := range []func([]token) (time.Time, int){yearFirst, f.numeric, dayMonthYear, yearMonthDay} {
			if t, n := read(list); n > 0 {
				return t, n
			}
		}
		return time.Time{}, 0
	}
	return monthDayYear(list)
}

// yearFirst reads 2025-04-25, 2025/4/25, 2025.04.25 and 2025年4月25日.
func yearFirst(list []token) (time.Time, int) {
	if len(list) < 5 || list[0].digit != 4 || !short2(list[2]) || !short2(list[4]) {
		return time.Time{}, 0
	}
	a, b := list[1].text, list[3].text
	if a == "年" && b == "月" || a == b && strings.Contains("-/.", a) {
		if t, ok := dayOf(list[0].value, list[2].value, list[4].value); ok {
			return t, 5
		}
	}
	return time.Time{}, 0
}

func short2(t token) bool { return t.number() && t.digit <= 2 }

// numeric reads 25.04.2025, 25/4/25 and 4/25/2025.
func (f *dateFinder) numeric(list []token) (time.Time, int) {
	if len(list) < 5 || !short2(list[0]) || !short2(list[2]) || !list[4].number() ||
		list[4].digit != 4 && list[4].digit != 2 {
		return time.Time{}, 0
	}
	sep := list[1].text
	// an IP address
	if sep != list[3].text || !strings.Contains("/.-", sep) ||
		sep == "." && len(list) > 6 && list[5].text == "." && list[6].number() {
		return time.Time{}, 0
	}
	year := list[4].value
	if list[4].digit == 2 {
		year += 2000
	}
	a, okA := dayOf(year, list[2].value, list[0].value) // day first
	b, okB := dayOf(year, list[0].value, list[2].value)
	okA, okB = okA && f.plausible(moment{time: a}), okB && f.plausible(moment{time: b})
	use := f.order
	if sep == "." {
		use = dayFirst
	}
	switch {
	case okA && okB && a.Equal(b), okA && !okB, okA && use == dayFirst:
		return a, 5
	case okB && !okA && sep != ".", okB && use == monthFirst:
		return b, 5
	}
	return time.Time{}, 0
}

// dayMonthYear reads 25 April 2025, 25th of April, 2025, 25-Apr-25, 25 de abril de 2025.
func dayMonthYear(list []token) (time.Time, int) {
	if !short2(list[0]) {
		return time.Time{}, 0
	}
	i := skip(list, 1, beforeMonth)
	month, n := monthAt(list, i)
	if n == 0 {
		return time.Time{}, 0
	}
	y := skip(list, i+n, beforeYear)
	if y >= len(list) || !list[y].number() {
		return time.Time{}, 0
	}
	year := list[y].value
	if list[y].digit == 2 && list[1].text == "-" && list[y-1].text == "-" {
		year += 2000
	} else if list[y].digit != 4 {
		return time.Time{}, 0
	}
	if t, ok := dayOf(year, month, list[0].value); ok {
		return t, y + 1
	}
	return time.Time{}, 0
}

// monthDayYear reads April 25, 2025 and Apr. 25th 2025.
func monthDayYear(list []token) (time.Time, int) {
	month, n := monthAt(list, 0)
	if n == 0 {
		return time.Time{}, 0
	}
	d := skip(list, n, beforeYear)
	if d >= len(list) || !short2(list[d]) {
		return time.Time{}, 0
	}
	y := skip(list, d+1, beforeYear)
	if y >= len(list) || list[y].digit != 4 {
		return time.Time{}, 0
	}
	if t, ok := dayOf(list[y].value, month, list[d].value); ok {
		return t, y + 1
	}
	return time.Time{}, 0
}

// yearMonthDay reads 2025 April 25.
func yearMonthDay(list []token) (time.Time, int) {
	if list[0].digit != 4 {
		return time.Time{}, 0
	}
	i := skip(list, 1, beforeYear)
	month, n := monthAt(list, i)
	if n == 0 {
		return time.Time{}, 0
	}
	d := skip(list, i+n, beforeYear)
	if d >= len(list) || !short2(list[d]) {
		return time.Time{}, 0
	}
	if t, ok := dayOf(list[0].value, month, list[d].value); ok {
		return t, d + 1
	}
	return time.Time{}, 0
}

// skip returns the index of the first token from i on that is none of words; at most three are skipped.
func skip(list []token, i int, words map[string]bool) int {
	for end := i + 3; i < len(list) && i < end && words[list[i].text]; i++ {
	}
	return i
}

func set(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// What stands between the parts of a date: ordinals, prepositions, punctuation.
var (
	beforeMonth = set("st", "nd", "rd", "th", "er", "º", "°", "ª", ".", ",", "-", "/", "–", "|", "of", "de", "d", "di",
		"’", "'", "من")
	beforeYear = set("st", "nd", "rd", "th", "er", "º", "°", ".", ",", "،", "-", "/", "–", "|", "of", "de", "del", "’",
		"'")
)

// monthAt reads the name of a month at list[i], and returns how many tokens it takes.
func monthAt(list []token, i int) (month, n int) {
	if i >= len(list) || list[i].number() {
		return 0, 0
	}
	if i+1 < len(list) {
		if m := months[list[i].text+" "+list[i+1].text]; m > 0 {
			return m, 2
		}
	}
	if m := months[list[i].text]; m > 0 {
		return m, 1
	}
	return 0, 0
}

// clock is a time of day.
type clock struct {
	hour, minute, second int
	offset               int // seconds east of UTC
}

// withClock adds to a day the time that stands after it, list[to:], or before it, list[from:at]. A time without a zone
// is read as UTC, as in feeds.
func (f *dateFinder) withClock(day time.Time, list []token, from, at, to int) moment {
	i := to
	for end := to + 6; i < len(list) && i < end && !list[i].number() && aroundClock[list[i].text]; i++ {
	}
	if c, n := clockAt(list, i, day); n > 0 {
		return moment{c.on(day), false}
	}
	for k := max(from, at-10); k < at; k++ {
		c, n := clockAt(list, k, day)
		if n == 0 {
			continue
		}
		for n += k; n < at && (aroundClock[list[n].text] || weekdayLike(list[n])); n++ {
		}
		if n == at {
			return moment{c.on(day), false}
		}
	}
	return moment{day, true}
}

// weekdayLike is any word: between a time and its date stands nothing longer than a weekday.
func weekdayLike(t token) bool { return !t.number() && len(t.text) > 2 }

func (c clock) on(day time.Time) time.Time {
	return day.Add(time.Duration(c.hour)*time.Hour + time.Duration(c.minute)*time.Minute +
		time.Duration(c.second-c.offset)*time.Second)
}

// aroundClock is what stands between a date and its time.
var aroundClock = set(",", "،", "|", "-", "–", "—", "·", "•", "/", "(", ")", ".", ":", ";", "t", "at", "on", "um", "ab",
	"à", "a", "las", "los", "в", "о", "об", "saat", "الساعة",
	"alle", "ore", "ás", "às", "kl", "time", "h", "uhr", "годині", "часов", "hrs", "kell", "om", "godz")

// clockAt reads the time of day at list[i]: 10:30, 10:30:05 PM EDT, 5 p.m., 14h30, 10.30 Uhr, 12:00+03:00.
func clockAt(list []token, i int, day time.Time) (c clock, n int) {
	if i >= len(list) || !short2(list[i]) || list[i].value > 24 {
		return clock{}, 0
	}
	c.hour = list[i].value
	j := i + 1
	colon := false
	if j+1 < len(list) && list[j+1].digit == 2 && list[j+1].value < 60 {
		switch list[j].text {
		case ":", "h":
			colon = true
		case ".": // as Germans and Italians write; else it may be anything
			colon = j+2 < len(list) && (list[j+2].text == "uhr" || list[j+2].text == "am" || list[j+2].text == "pm") ||
				i > 0 && (list[i-1].text == "um" || list[i-1].text == "ore" || list[i-1].text == "klo")
		}
	}
	if colon {
		c.minute = list[j+1].value
		j += 2
		if j+1 < len(list) && list[j].text == ":" && list[j+1].digit == 2 && list[j+1].value < 60 {
			c.second = list[j+1].value
			j += 2
			if j+1 < len(list) && list[j].text == "." && list[j+1].number() && list[j+1].digit != 2 { // a fraction
				j += 2
			}
		}
	}
	half, k := halfAt(list, j)
	j += k
	switch {
	case half == "" && !colon, half != "" && c.hour > 12 && !colon:
		return clock{}, 0
	case half == "p" && c.hour < 12:
		c.hour += 12
	case half == "a" && c.hour == 12:
		c.hour = 0
	}
	if j < len(list) && (list[j].text == "uhr" || list[j].text == "h") {
		j++
	}
	c.offset, k = zoneAt(list, j, day)
	return c, j + k - i
}

// halfAt reads am, p.m. and the Arabic ص and م.
func halfAt(list []token, i int) (half string, n int) {
	if i >= len(list) {
		return "", 0
	}
	switch w := list[i].text; w {
	case "am", "pm":
		return w[:1], 1
	case "صباحا", "صباحًا", "ص":
		return "a", 1
	case "مساء", "مساءً", "م":
		return "p", 1
	case "a", "p":
		if i+2 < len(list) && list[i+1].text == "." && list[i+2].text == "m" {
			n = 3
			if i+3 < len(list) && list[i+3].text == "." {
				n++
			}
			return w, n
		}
	}
	return "", 0
}

// zoneAt reads a zone: a name, +03:00, GMT+3, (Kyiv) is none.
func zoneAt(list []token, i int, day time.Time) (seconds, n int) {
	j := i
	if j < len(list) && list[j].text == "(" {
		j++
	}
	named, american := 0, 0
	if j < len(list) {
		off, ok := zones[list[j].text]
		american = americanZones[list[j].text]
		switch {
		case ok:
			named = off * 60
		case american != 0:
			named = american * 3600
			if americanSummer(day) {
				named += 3600
			}
		}
		if ok || american != 0 {
			j++
		}
	}
	if j+1 < len(list) && strings.Contains("+-−", list[j].text) && list[j+1].number() && list[j+1].digit != 3 &&
		list[j+1].digit <= 4 {
		h, m, k := list[j+1].value, 0, j+2
		if list[j+1].digit == 4 {
			h, m = h/100, h%100
		} else if k+1 < len(list) && list[k].text == ":" && list[k+1].digit == 2 {
			m = list[k+1].value
			k += 2
		}
		// no place on Earth is further from UTC, and "10:30 - 25.04.2025" has no zone
		if h <= 14 && m < 60 && (k >= len(list) || !strings.Contains("-/.", list[k].text)) {
			if list[j].text != "+" {
				h, m = -h, -m
			}
			return h*3600 + m*60, k - i
		}
	}
	if j == i || list[j-1].text == "(" {
		return 0, 0
	}
	if j < len(list) && list[j].text == ")" {
		j++
	}
	return named, j - i
}

// zones maps abbreviations to minutes east of UTC; those with two meanings (IST, AST, BST in Asia) only if one is far
// more usual.
var zones = map[string]int{
	"z": 0, "utc": 0, "gmt": 0, "wet": 0, "мск": 180, "msk": 180, "tsi": 180, "trt": 180,
	"est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"bst": 60, "cet": 60, "mez": 60, "wat": 60, "cest": 120, "mesz": 120, "eet": 120, "cat": 120, "sast": 120,
	"eest": 180, "eat": 180, "idt": 180, "pkt": 300, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
}

// americanZones are hours east of UTC, in winter, of names that do not tell summer from winter.
var americanZones = map[string]int{"et": -5, "ct": -6, "pt": -8}

// americanSummer reports whether daylight saving time holds in the United States: from the second Sunday of March to
// the first of November (15 U.S.C. §260a, since 2007).
func americanSummer(day time.Time) bool {
	march := time.Date(day.Year(), time.March, 1, 0, 0, 0, 0, time.UTC)
	begin := march.AddDate(0, 0, (7-int(march.Weekday()))%7+7)
	november := time.Date(day.Year(), time.November, 1, 0, 0, 0, 0, time.UTC)
	end := november.AddDate(0, 0, (7-int(november.Weekday()))%7)
	return !day.Before(begin) && day.Before(end)
}

// months maps names in lower case to numbers.
var months = monthTable(
	"january jan janvier janv januar jän jänner jaenner enero ene январь января янв січень січня січ ocak oca يناير "+
		"جانفي كانون_الثاني gennaio gen janeiro stycznia sty januari ianuarie",
	"february feb février fevrier févr fév fevr februar feber febrero февраль февраля фев февр лютий лютого лют "+
		"şubat subat şub فبراير فيفري شباط febbraio fevereiro lutego lut februari februarie",
	"march mar mars märz maerz mär mrz marzo март марта мар березень березня бер mart مارس آذار اذار março marca "+
		"maart mrt martie",
	"april apr avril avr abril abr апрель апреля апр квітень квітня кві квіт nisan nis أبريل ابريل إبريل أفريل نيسان "+
		"aprile kwietnia kwi aprilie",
	"may mai mayo май мая травень травня тра трав mayıs mayis مايو ماي أيار ايار maggio mag maio maja mei",
	"june jun juin juni junio июнь июня июн червень червня чер черв haziran haz يونيو يونيه جوان حزيران giugno giu "+
		"junho czerwca cze iunie",
	"july jul juillet juil juli julio июль июля июл липень липня лип temmuz tem يوليو يوليه جويلية تموز luglio lug "+
		"julho lipca lip iulie",
	"august aug août aout aoû agosto ago август августа авг серпень серпня сер серп ağustos agustos ağu أغسطس اغسطس "+
		"أوت آب اب sierpnia sie augustus",
	"september sep sept septembre septiembre setiembre сентябрь сентября сен сент вересень вересня вер верес eylül "+
		"eylul eyl سبتمبر أيلول ايلول settembre set setembro września wrz septembrie",
	"october oct octobre oktober okt octubre октябрь октября окт жовтень жовтня жов жовт ekim eki أكتوبر اكتوبر "+
		"تشرين_الأول تشرين_الاول ottobre ott outubro out października paź octombrie",
	"november nov novembre noviembre ноябрь ноября ноя нояб листопад листопада лис лист kasım kasim kas نوفمبر "+
		"تشرين_الثاني novembro listopada noiembrie",
	"december dec décembre déc dezember dez diciembre dic декабрь декабря дек грудень грудня гру груд aralık aralik "+
		"ara ديسمبر كانون_الأول كانون_الاول dicembre dezembro grudnia gru decembrie",
)

// monthTable reads a line of names for each month; a low line stands for the space in a name.
func monthTable(lines ...string) map[string]int {
	out := map[string]int{}
	for i, line := range lines {
		for name := range strings.FieldsSeq(line) {
			out[strings.ReplaceAll(name, "_", " ")] = i + 1
		}
	}
	return out
}
