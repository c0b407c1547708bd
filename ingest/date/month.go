package date

import (
	"strings"
	"unicode/utf8"

	"sitrep/text"
	"sitrep/text/lang"
)

// monthNames are the folded names of months in all languages.
type monthNames struct {
	number    map[string]int
	beginning map[string]int  // of names that words may begin with, see monthLike
	paired    map[string]bool // the first words of names of two
}

var months = newMonthNames(lang.All())

func newMonthNames(languages []*text.Language) monthNames {
	m := monthNames{map[string]int{}, map[string]int{}, map[string]bool{}}
	for _, l := range languages {
		for name, month := range l.Dates.Months {
			m.number[name] = month
			if first, _, two := strings.Cut(name, " "); two {
				m.paired[first] = true
			}
			// Turkish abbreviations (sub, ara, tem) begin many words of other languages.
			if utf8.RuneCountInString(name) >= minMonth && l.Tag != "tr" {
				m.beginning[name] = month
			}
		}
	}
	return m
}

const (
	minMonth = 3  // letters that tell a month's name
	maxMonth = 40 // bytes of a word that may be one; the longest has 18
)

// monthAt reads the name of a month at list[i], and returns how many tokens it takes.
func monthAt(list []token, i int) (month, n int) {
	w := textAt(list, i)
	if w == "" || len(w) > maxMonth || !list[i].isWord() {
		return 0, 0
	}
	w = text.Fold(w)
	if months.paired[w] && i+1 < len(list) {
		if m := months.number[w+" "+text.Fold(list[i+1].text)]; m > 0 {
			return m, 2
		}
	}
	if m := months.number[w]; m > 0 {
		return m, 1
	}
	return 0, 0
}

// monthLike is the month of a word that begins like the name of one: a typing mistake, or a language that is not known
// but has the Latin names. 0 if it begins like none.
func monthLike(w string) int {
	if len(w) > maxMonth {
		return 0
	}
	w = text.Fold(w)
	for end := range w {
		if m := months.beginning[w[:end]]; m > 0 {
			return m
		}
	}
	return 0
}
