package events

import (
	"maps"
	"strconv"
	"time"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

// day is a time that a sentence names.
type day struct {
	at          int // word
	first, last time.Time
}

var (
	weekdays = byForm(lang.English.Dates.Weekdays)
	months   = byForm(lang.English.Dates.Months)
	lastDays = byForm(english.LastDays)
	weeks    = byForm(english.Weeks)
	nextWord = words.Of(english.Next)
	lastWord = words.Of(english.Last)
	ago      = words.Of(english.Ago)
	during   = words.Of(english.During)
	units    = byForm(unitsOf(english))
	numbers  = byForm(lang.English.Numbers.Numerals)
)

// unitsOf are the spans of time that a language counts in, in days, singular and plural.
func unitsOf(e *text.Events) map[string]int {
	out := maps.Clone(e.Units)
	for w, n := range e.Units {
		out[e.Plural(w)] = n
	}
	return out
}

func byForm[V any](list map[string]V) map[uint32]V {
	m := make(map[uint32]V, len(list))
	for w, v := range list {
		m[words.Form(w)] = v
	}
	return m
}

// daysIn returns the days that words [lo,hi) name, resolved from the day of publication. A weekday is the last one
// before or on that day, and the next one behind "next"; where a sentence tells what is to come, [reader.dayOf] moves
// it. "In May" is all of the last May, "two weeks ago" the days around.
func (r *reader) daysIn(lo, hi int) (out []day) {
	if r.Time.IsZero() {
		return nil
	}
	today := r.Time.UTC().Truncate(24 * time.Hour)
	add := func(i int, first time.Time, days int) { out = append(out, day{i, first, first.AddDate(0, 0, days)}) }
	for i := lo; i < hi; i++ {
		w := r.Words[i]
		c := r.Classes[i]
		if first, last, ok := r.longAgo(lo, hi, i, today); ok {
			out = append(out, day{i, first, last})
			continue
		}
		if c != words.Calendar && c != words.Adverb && c != words.Unknown && c != words.Name && c != words.Plural {
			continue
		}
		if d, ok := lastDays[w.Form]; ok {
			add(i, today.AddDate(0, 0, d), 0)
			if d == -1 && c != words.Calendar { // overnight
				out[len(out)-1].last = today
			}
			continue
		}
		if d, ok := weekdays[w.Form]; ok && w.Capital() {
			add(i, r.weekday(lo, i, d, today), 0)
			continue
		}
		if m, ok := months[w.Form]; ok && w.Capital() {
			if t, n, ok := r.date(lo, hi, i, m, today); ok {
				add(i, t, 0)
				i += n
			} else if first, ok := r.month(lo, hi, i, m, today); ok {
				out = append(out, day{i, first, first.AddDate(0, 1, -1)})
			}
			continue
		}
		if n, ok := weeks[w.Form]; ok && i > lo {
			switch b := r.Words[i-1].Form; {
			case lastWord[b]:
				t := today.AddDate(0, 0, -n)
				add(i, t, n-1)
			case nextWord[b]:
				add(i, today.AddDate(0, 0, 1), n)
			}
		}
	}
	return out
}

// weekday is the day that the weekday d at word i means: the last one, or the one that "next" or "last" before it says.
func (r *reader) weekday(lo, i, d int, today time.Time) time.Time {
	back := (int(today.Weekday()) - d + 7) % 7
	t := today.AddDate(0, 0, -back)
	switch {
	case i > lo && nextWord[r.Words[i-1].Form]:
		return t.AddDate(0, 0, 7)
	case i > lo && lastWord[r.Words[i-1].Form] && back == 0:
		return t.AddDate(0, 0, -7)
	}
	return t
}

// longAgo reads "three weeks ago", whose unit stands at word i, and "in 2008", whose year does.
func (r *reader) longAgo(lo, hi, i int, today time.Time) (first, last time.Time, ok bool) {
	if i == lo {
		return first, last, false
	}
	if unit, known := units[r.Words[i].Form]; known && i+1 < hi && ago[r.Words[i+1].Form] {
		n, counted := numbers[r.Words[i-1].Form]
		if !counted {
			v, err := strconv.Atoi(r.Words[i-1].In(r.Body))
			if n = float64(v); err != nil || v < 1 || v > 1000 {
				n = 1 // "a year ago"; of "several weeks ago" no more is sure
			}
		}
		t := today.AddDate(0, 0, -int(n)*unit)
		return t.AddDate(0, 0, -unit/2), t.AddDate(0, 0, unit/2), true
	}
	if r.Classes[i] != words.Numeral || !during[r.Words[i-1].Form] {
		return first, last, false
	}
	year, err := strconv.Atoi(r.Words[i].In(r.Body))
	if err != nil || year < 1900 || year >= today.Year() {
		return first, last, false
	}
	first = time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(1, 0, -1), true
}

// month reads a month m at word i that is named without a day: its first day, in the year that stands behind it, else
// in the one that makes it the last such month.
func (r *reader) month(lo, hi, i, m int, today time.Time) (first time.Time, ok bool) {
	year := 0
	if i+1 < hi {
		year, _ = strconv.Atoi(r.Words[i+1].In(r.Body))
	}
	if year < 1900 || year > today.Year()+5 {
		if i == lo || !during[r.Words[i-1].Form] && !lastWord[r.Words[i-1].Form] {
			return first, false
		}
		if year = today.Year(); m > int(today.Month()) {
			year--
		}
	}
	return time.Date(year, time.Month(m), 1, 0, 0, 0, 0, time.UTC), true
}

// date reads the day and year beside the month m at word i, and returns how many words behind it were read.
func (r *reader) date(lo, hi, i, m int, today time.Time) (t time.Time, read int, ok bool) {
	number := func(k int) int {
		if k < lo || k >= hi {
			return 0
		}
		s := r.Words[k].In(r.Body)
		for len(s) > 0 && (s[len(s)-1] < '0' || s[len(s)-1] > '9') {
			s = s[:len(s)-1]
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0
		}
		return n
	}
	d, year := number(i+1), 0
	if d >= 1 && d <= 31 {
		read = 1
		if k := i + 2; r.class(lo, hi, k) == words.Comma {
			year = number(k + 1)
		} else {
			year = number(k)
		}
	} else if year = d; true {
		if d = number(i - 1); d < 1 || d > 31 {
			return t, 0, false
		}
	}
	if year < 1900 || year > today.Year()+5 {
		year = today.Year()
		t = time.Date(year, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		if t.Sub(today) > 180*24*time.Hour {
			t = t.AddDate(-1, 0, 0)
		}
	} else {
		t = time.Date(year, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		read++
	}
	return t, read, t.Day() == d
}

// dayOf is the day of m: the named day that stands nearest, else the day of publication, which is assumed.
func (r *reader) dayOf(days []day, m *mention) (first, last string, stated bool) {
	if r.Time.IsZero() {
		return "", "", false
	}
	best, distance := -1, 1<<30
	for i, d := range days {
		away := d.at - m.end
		if away < 0 {
			away = m.at - d.at + 2 // what stands behind is nearer
		}
		if away < distance {
			best, distance = i, away
		}
	}
	if best < 0 {
		if m.mode != news.Did {
			return "", "", false
		}
		return r.Time.UTC().Format(time.DateOnly), "", false
	}
	d := days[best]
	if m.mode == news.Will && d.last.Before(r.Time.UTC().Truncate(24*time.Hour)) {
		_, weekday := weekdays[r.Words[d.at].Form]
		_, month := months[r.Words[d.at].Form]
		switch {
		case weekday:
			d.first, d.last = d.first.AddDate(0, 0, 7), d.last.AddDate(0, 0, 7)
		case month && d.last.After(d.first) && d.first.Year() >= r.Time.Year()-1:
			d.first, d.last = d.first.AddDate(1, 0, 0), d.first.AddDate(1, 1, -1)
		}
	}
	first = d.first.Format(time.DateOnly)
	if d.last.After(d.first) {
		last = d.last.Format(time.DateOnly)
	}
	return first, last, true
}
