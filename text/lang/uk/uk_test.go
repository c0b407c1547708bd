package uk_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/text"
	"sitrep/text/lang"
)

func TestSentences(t *testing.T) {
	uk := lang.Of("uk")
	for _, tt := range []struct {
		name string
		want []string // the text is these, joined by spaces
	}{
		{"rank", []string{"Президент прибув до Києва.", "Він зустрівся з ген. Залужним."}},
		{"street", []string{"Дрон влучив у будинок на вул. Садовій.", "Загинули двоє людей."}},
		{"year in a sentence", []string{"У 2022 р. Росія почала повномасштабну війну."}},
		{"year at the end", []string{"Це сталося у 2022 р.", "Він це пам'ятає."}},
		{"money", []string{"Збитки сягнули 5 млн грн.", "Про це повідомили у мерії."}},
		{"money in a sentence", []string{"Це 5 млн. Євро на рік."}},
		{"article of a law", []string{"Справу відкрили за ст. 438 кодексу.", "Суд буде завтра."}},
		{"question that was asked", []string{"«Чому?» Олена Ковальчук спитала.", "Ніхто не відповів."}},
		{"hour at the end", []string{"Удар був о 5 год.", "Наразі пожежу гасять."}},
		{"English title", []string{"Посол Mr. Smith виступив.", "Зал мовчав."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := strings.Join(tt.want, " ")
			var got []string
			for _, sp := range text.Sentences(s, uk) {
				got = append(got, sp.In(s))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Sentences(%q) (-want +got):\n%s", s, diff)
			}
		})
	}
}

func TestCalendar(t *testing.T) {
	d := lang.Of("uk-UA").Dates
	for _, tt := range []struct {
		name, word string
		in         map[string]int
		want       int
	}{
		{"nominative", "січень", d.Months, 1},
		{"genitive", "грудня", d.Months, 12},
		{"abbreviated", "лист", d.Months, 11},
		{"Sunday", "неділю", d.Weekdays, 0},
		{"accusative", "середу", d.Weekdays, 3},
		{"apostrophe", text.Fold("П’ятницю"), d.Weekdays, 5},
		{"yesterday", "вчора", d.Days, -1},
		{"today", "сьогодні", d.Days, 0},
		{"the day after tomorrow", "післязавтра", d.Days, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := tt.in[tt.word]; !ok || got != tt.want {
				t.Errorf("%q = %d, %t, want %d", tt.word, got, ok, tt.want)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	n := lang.Of("uk").Numbers
	for _, tt := range []struct {
		word string
		in   map[string]float64
		want float64
	}{
		{text.Fold("П’ять"), n.Numerals, 5},
		{"дві", n.Numerals, 2},
		{"сорок", n.Numerals, 40},
		{"тисяч", n.Scales, 1000},
		{"млрд", n.Scales, 1e9},
		{"десятки", n.Vague, 20},
	} {
		t.Run(tt.word, func(t *testing.T) {
			if got := tt.in[tt.word]; got != tt.want {
				t.Errorf("%q = %v, want %v", tt.word, got, tt.want)
			}
		})
	}
}

// TestFolded holds that words are written as they are looked up.
func TestFolded(t *testing.T) {
	l := lang.Of("uk")
	check := func(list, word string) {
		if text.Fold(word) != word {
			t.Errorf("%s: %q is not folded: %q", list, word, text.Fold(word))
		}
	}
	for w := range l.Stops {
		check("stops", w)
	}
	for _, m := range []map[string]int{l.Dates.Months, l.Dates.Weekdays, l.Dates.Days} {
		for w := range m {
			check("dates", w)
		}
	}
	for _, m := range []map[string]float64{l.Numbers.Numerals, l.Numbers.Scales, l.Numbers.Vague} {
		for w := range m {
			check("numbers", w)
		}
	}
}
