package events

import (
	"strconv"
	"time"

	"sitrep/news"
	"sitrep/reading/words"
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
)

func byForm[V any](list map[string]V) map[uint32]V {
	m := make(map[uint32]V, len(list))
	for w, v := range list {
		m[words.Form(w)] = v
	}
	return m
}

// daysIn returns the days that words [lo,hi) name, resolved from the day of publication. A weekday is the last one
// before
// or on that day, and the next one behind "next"; where a sentence tells what is to come, [reader.dayOf] moves it.
func (r *reader) daysIn(lo, hi int) (out []day) {
	if r.Time.IsZero() {
		return nil
	}
	today := r.Time.UTC().Truncate(24 * time.Hour)
	add := func(i int, first time.Time, days int) { out = append(out, day{i, first, first.AddDate(0, 0, days)}) }
	for i := lo; i < hi; i++ {
		w := r.Words[i]
		c := r.Classes[i]
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
			back := (int(today.Weekday()) - d + 7) % 7
			t := today.AddDate(0, 0, -back)
			if i > lo && nextWord[r.Words[i-1].Form] {
				t = t.AddDate(0, 0, 7)
			} else if i > lo && lastWord[r.Words[i-1].Form] && back == 0 {
				t = t.AddDate(0, 0, -7)
			}
			add(i, t, 0)
			continue
		}
		if m, ok := months[w.Form]; ok && w.Capital() {
			if t, n, ok := r.date(lo, hi, i, m, today); ok {
				add(i, t, 0)
				i += n
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
		if _, ok := weekdays[r.Words[d.at].Form]; ok {
			d.first, d.last = d.first.AddDate(0, 0, 7), d.last.AddDate(0, 0, 7)
		}
	}
	first = d.first.Format(time.DateOnly)
	if d.last.After(d.first) {
		last = d.last.Format(time.DateOnly)
	}
	return first, last, true
}
