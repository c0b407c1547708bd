package date

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sitrep/text"
	"sitrep/text/lang"
)

// meaning is what a word is in some languages: a month, 1 to 12, or a weekday, 0 to 6.
type meaning struct {
	value     int
	languages []string
}

// meanings are those of a folded word, one for each value.
type meanings []meaning

func (m meanings) with(value int, language string) meanings {
	i := slices.IndexFunc(m, func(o meaning) bool { return o.value == value })
	if i < 0 {
		return append(m, meaning{value, []string{language}})
	}
	m[i].languages = append(m[i].languages, language)
	return m
}

// in chooses the one meaning that a word can have in a text of this language; ok is false if that is not told.
func (m meanings) in(language string) (value int, ok bool) {
	if len(m) == 1 {
		return m[0].value, true
	}
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	for _, o := range m {
		if base != "" && slices.Contains(o.languages, base) {
			return o.value, true
		}
	}
	return 0, false
}

// calendar is the words of all languages, folded.
type calendar struct {
	months   map[string]meanings
	weekdays map[string]meanings
	paired   map[string]bool // the first words of months' names of two
	full     map[string]int  // long names that words may begin with, see monthLike
}

var words = newCalendar(lang.Calendars())

func newCalendar(languages []*text.Language) calendar {
	c := calendar{map[string]meanings{}, map[string]meanings{}, map[string]bool{}, map[string]int{}}
	for _, l := range languages {
		for name, month := range l.Dates.Months {
			name = text.Fold(name)
			c.months[name] = c.months[name].with(month, l.Tag)
			if first, _, two := strings.Cut(name, " "); two {
				c.paired[first] = true
			}
		}
		for name, day := range l.Dates.Weekdays {
			name = text.Fold(name)
			c.weekdays[name] = c.weekdays[name].with(day, l.Tag)
		}
	}
	for name, m := range c.months {
		if len(m) == 1 && utf8.RuneCountInString(name) >= minLike {
			c.full[name] = m[0].value
		}
	}
	return c
}

const (
	minLike  = 5  // letters of a month's name that tell it even where a word goes on
	maxMonth = 60 // bytes of a word that may be a month; the longest has 48
)

// namesAt reads the name of a month at list[i]: what it may mean, and how many tokens it takes.
func namesAt(list []token, i int) (m meanings, n int) {
	w := textAt(list, i)
	if w == "" || len(w) > maxMonth || !list[i].isWord() {
		return nil, 0
	}
	if m, n := thaiAt(list, i); n > 0 {
		return m, n
	}
	w = text.Fold(w)
	if words.paired[w] && i+1 < len(list) {
		if m := words.months[w+" "+text.Fold(list[i+1].text)]; m != nil {
			return m, 2
		}
	}
	if w == "thang" && i+1 < len(list) && list[i+1].isShort() && list[i+1].value >= 1 && list[i+1].value <= 12 {
		return meanings{{list[i+1].value, []string{"vi"}}}, 2 // Vietnamese numbers its months
	}
	if m := words.months[w]; m != nil {
		return m, 1
	}
	return nil, 0
}

// thaiAt reads a Thai month's abbreviation, "พ.ย.".
func thaiAt(list []token, i int) (m meanings, n int) {
	if textAt(list, i+1) != "." {
		return nil, 0
	}
	month := slices.Index(thaiMonths, list[i].text+"."+textAt(list, i+2))
	if month < 0 {
		return nil, 0
	}
	n = 3
	if textAt(list, i+n) == "." {
		n++
	}
	return meanings{{month + 1, []string{thai}}}, n
}

const thai = "th"

var thaiMonths = []string{
	"ม.ค", "ก.พ", "มี.ค", "เม.ย", "พ.ค", "มิ.ย", "ก.ค", "ส.ค", "ก.ย", "ต.ค", "พ.ย", "ธ.ค",
}

// monthAt reads the name of a month at list[i] in a text of this language ("" if that is not known), and returns how
// many tokens it takes. A name that means another month in another language counts only where the language tells.
func monthAt(list []token, i int, language string) (month, n int) {
	m, n := namesAt(list, i)
	if n == 0 {
		return 0, 0
	}
	if month, ok := m.in(language); ok {
		return month, n
	}
	return 0, 0
}

// onWeekday chooses the month of a name with several meanings: that in which the day falls on the weekday that stands
// beside it in the same language. 0 if the weekday tells nothing.
func onWeekday(names, weekdays meanings, year, day int) (month int) {
	for _, m := range names {
		for _, w := range weekdays {
			t, ok := dayOf(year, m.value, day)
			if !ok || t.Weekday() != time.Weekday(w.value) || !slices.ContainsFunc(w.languages, func(l string) bool {
				return slices.Contains(m.languages, l)
			}) {
				continue
			}
			if month != 0 && month != m.value {
				return 0
			}
			month = m.value
		}
	}
	return month
}

// monthLike is the month of a word that begins like the long name of one ("septembrie", "novembers"), or has one letter
// more, less or other than it ("Novemeber"). 0 if it is like none. Shorter beginnings tell nothing: marras is no March.
func monthLike(w string) int {
	if len(w) > maxMonth {
		return 0
	}
	w = text.Fold(w)
	if utf8.RuneCountInString(w) <= minLike {
		return 0
	}
	for end := range w {
		if m := words.full[w[:end]]; m > 0 {
			return m
		}
	}
	for name, month := range englishMonths {
		if nearly(w, name) {
			return month
		}
	}
	return 0
}

// englishMonths are those that typists of all countries miswrite.
var englishMonths = func() map[string]int {
	m := map[string]int{}
	for name, month := range lang.English.Dates.Months {
		if len(name) > minLike {
			m[name] = month
		}
	}
	return m
}()

// nearly reports whether one letter was left out of name, added to it, changed or swapped with the next.
func nearly(w, name string) bool {
	if len(w) < len(name)-1 || len(w) > len(name)+1 || w[0] != name[0] {
		return false
	}
	i, j := 0, 0
	for i < min(len(w), len(name)) && w[i] == name[i] {
		i++
	}
	for j < min(len(w), len(name))-i && w[len(w)-1-j] == name[len(name)-1-j] {
		j++
	}
	a, b := w[i:len(w)-j], name[i:len(name)-j]
	switch {
	case len(a) <= 1 && len(b) <= 1:
		return true
	case len(a) == 2 && len(b) == 2:
		return a[0] == b[1] && a[1] == b[0]
	}
	return false
}
