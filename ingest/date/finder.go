package date

import (
	"regexp"
	"strings"
	"time"
)

const (
	// MaxText is how many bytes a text has at most that is a date with what belongs to it.
	MaxText = 300
	// firstYear is the first year in which something was published on the web.
	firstYear = 1990
	// aheadOfNow is how far in the future a date may lie: it is tomorrow somewhere, and clocks differ.
	aheadOfNow = 36 * time.Hour
)

// Finder finds the date of publication in what is written around an article. Dates before 1990 and after tomorrow are
// no dates of publication.
type Finder struct {
	Language string // of the page, BCP 47; "" if it is not known
	Order    Order
	Now      time.Time
}

// plausible refuses what cannot be the date of an article on the web.
func (f Finder) plausible(d Date) bool {
	return d.Time.Year() >= firstYear && d.Time.Before(f.Now.Add(aheadOfNow))
}

// changeLabel matches words before the date of a change.
var changeLabel = regexp.MustCompile(`(?i)(?:updated|modified|revised|last ` +
	`(?:change|edit|update)|edited|aktualisiert|zuletzt|ge(?:ä|ae)ndert|letzte (?:ä|ae)nderung|stand:|mis(?:e)? ` +
	`(?:à|a) jour|modifi|maj\b|actualiza|обновлен|обновлён|изменен|изменён|оновлен|змінен|güncelle|تحديث|aggiorna|` +
	`atualiza|aktualizac)`)

// IsChangeLabel reports whether the words before a date say that it is the date of a change.
func IsChangeLabel(s string) bool { return changeLabel.MatchString(s) }

// InText finds the date of publication in a short text: the first date that is not called one of a change. changed is
// set if there is only such a one.
func (f Finder) InText(s string) (d Date, changed, ok bool) {
	s = s[:min(len(s), 2*MaxText)]
	if !strings.ContainsFunc(s, func(r rune) bool { return digitOf(r) >= 0 }) {
		return Date{}, false, false
	}
	list := tokenise(s)
	last := 0 // token after the last date
	for i := 0; i < len(list); {
		day, n := f.day(list[i:])
		if n == 0 {
			i++
			continue
		}
		got := withClock(day, list, last, i, i+n)
		label := s[endOf(list, last):max(endOf(list, last), endOf(list, i))]
		i += n
		last = i
		if !f.plausible(got) {
			continue
		}
		if !IsChangeLabel(label) {
			return got, false, true
		}
		if !ok {
			d, changed, ok = got, true, true
		}
	}
	return d, changed, ok
}

// endOf is the offset in the text after the first n tokens.
func endOf(list []token, n int) int {
	if n == 0 {
		return 0
	}
	return list[n-1].end
}

// day reads the date that begins at list[0], and returns how many tokens it takes; 0 if none begins there.
func (f Finder) day(list []token) (time.Time, int) {
	if !list[0].isNumber() {
		return f.monthDayYear(list)
	}
	for _, read := range []func([]token) (time.Time, int){yearFirst, f.yearLast, f.dayMonthYear, f.yearMonthDay} {
		if t, n := read(list); n > 0 {
			return t, n
		}
	}
	return time.Time{}, 0
}

// isYearFirst reports whether list begins like 2025-04-25, 2025/4/25, 2025.04.25 or 2025年4月25日.
func isYearFirst(list []token) bool {
	if len(list) < 5 || list[0].digits != 4 || !list[2].isShort() || !list[4].isShort() {
		return false
	}
	a, b := list[1].text, list[3].text
	return a == "年" && b == "月" || a == "년" && b == "월" || a == b && isSeparator(a)
}

func isSeparator(s string) bool { return strings.Contains("-/.", s) }

// yearFirst reads 2025-04-25, 2025/4/25, 2025.04.25 and 2025年4月25日.
func yearFirst(list []token) (time.Time, int) {
	if isYearFirst(list) {
		if t, ok := dayOf(list[0].value, list[2].value, list[4].value); ok {
			return t, 5
		}
	}
	return time.Time{}, 0
}

// isYearLast reports whether list begins like 25.04.2025, 25/4/25 or 4/25/2025.
func isYearLast(list []token) bool {
	return len(list) >= 5 && list[0].isShort() && list[2].isShort() && (list[4].digits == 4 || list[4].digits == 2) &&
		list[1].text == list[3].text && isSeparator(list[1].text)
}

// yearLast reads 25.04.2025, 25/4/25 and 4/25/2025.
func (f Finder) yearLast(list []token) (time.Time, int) {
	if !isYearLast(list) {
		return time.Time{}, 0
	}
	sep := list[1].text
	if sep == "." && len(list) > 6 && list[5].text == "." && list[6].isNumber() { // an IP address
		return time.Time{}, 0
	}
	year := list[4].value
	if list[4].digits == 2 {
		year += 2000
	}
	a, okA := dayOf(year, list[2].value, list[0].value) // day first
	b, okB := dayOf(year, list[0].value, list[2].value)
	okA, okB = okA && f.plausible(Date{Time: a}), okB && f.plausible(Date{Time: b})
	use := f.Order
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
func (f Finder) dayMonthYear(list []token) (time.Time, int) {
	if !list[0].isShort() {
		return time.Time{}, 0
	}
	i := skip(list, 1, beforeMonth)
	month, n := monthAt(list, i, f.Language)
	if n == 0 {
		return time.Time{}, 0
	}
	y := skip(list, i+n, beforeYear)
	if y >= len(list) || !list[y].isNumber() {
		return time.Time{}, 0
	}
	year := list[y].value
	if list[y].digits == 2 && list[1].text == "-" && list[y-1].text == "-" {
		year += 2000
	} else if list[y].digits != 4 {
		return time.Time{}, 0
	}
	if t, ok := dayOf(year, month, list[0].value); ok {
		return t, y + 1
	}
	return time.Time{}, 0
}

// monthDayYear reads April 25, 2025 and Apr. 25th 2025.
func (f Finder) monthDayYear(list []token) (time.Time, int) {
	month, n := monthAt(list, 0, f.Language)
	if n == 0 {
		return time.Time{}, 0
	}
	d := skip(list, n, beforeYear)
	if d >= len(list) || !list[d].isShort() {
		return time.Time{}, 0
	}
	y := skip(list, d+1, beforeYear)
	if y >= len(list) || list[y].digits != 4 {
		return time.Time{}, 0
	}
	if t, ok := dayOf(list[y].value, month, list[d].value); ok {
		return t, y + 1
	}
	return time.Time{}, 0
}

// yearMonthDay reads 2025 April 25.
func (f Finder) yearMonthDay(list []token) (time.Time, int) {
	if list[0].digits != 4 {
		return time.Time{}, 0
	}
	i := skip(list, 1, beforeYear)
	month, n := monthAt(list, i, f.Language)
	if n == 0 {
		return time.Time{}, 0
	}
	d := skip(list, i+n, beforeYear)
	if d >= len(list) || !list[d].isShort() {
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

func setOf(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// What stands between the parts of a date: ordinals, prepositions, punctuation.
var (
	beforeMonth = setOf(
		"st", "nd", "rd", "th", "er", "º", "°", "ª", ".", ",", "-", "/", "–", "|", "of", "de", "d", "di", "’", "'",
		"من", "ngày", "ที่",
	)
	beforeYear = setOf(
		"st", "nd", "rd", "th", "er", "º", "°", ".", ",", "،", "-", "/", "–", "|", "of", "de", "del", "’", "'",
		"năm", "ခုနှစ်", "၊", "г", "р", "року", "года", "դ", "ж",
	)
)
