package wording

import (
	"cmp"
	"embed"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"sitrep/news"
	"sitrep/text/lang"
)

// catalogueFiles hold what is said in each language but English, one file for each, named by its BCP 47 tag.
//
//go:embed catalogue/*.toml
var catalogueFiles embed.FS

// Words say things in one language. The id of a text is what it says in English, with the verbs of package fmt; what a
// language has no translation of is said in English, and [Words.Lacks] lists it. Words are safe for concurrent use.
type Words struct {
	tag language.Tag
	catalogue
}

// catalogue is a file of translations.
type catalogue struct {
	Name     string                       `toml:"name"`      // of the language, in itself
	Thousand string                       `toml:"thousand"`  // between thousands
	Point    string                       `toml:"point"`     // before a fraction
	Months   []string                     `toml:"months"`    // as they stand behind a day
	Short    []string                     `toml:"short"`     // months, shortened
	Weekdays []string                     `toml:"weekdays"`  // from Sunday
	Days     []string                     `toml:"days"`      // weekdays, shortened
	LongDay  string                       `toml:"long_day"`  // "%[1]s %[2]d %[3]s %[4]d": weekday, day, month, year
	ShortDay string                       `toml:"short_day"` // "%[1]d %[2]s %[3]d": day, shortened month, year
	Date     string                       `toml:"date"`      // "%[1]d %[2]s": day, shortened month; "" is that
	Texts    map[string]string            `toml:"texts"`
	Counts   map[string]map[string]string `toml:"counts"` // by the English plural, then by CLDR's name of the form
}

// English is the language that everything is said in where nothing else is asked for.
var English = &Words{tag: language.English, catalogue: catalogue{
	Name: "English", Thousand: ",", Point: ".", LongDay: "%[1]s %[2]d %[3]s %[4]d", ShortDay: "%[1]d %[2]s %[3]d",
	Months: []string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
		"December",
	},
	Short:    []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	Weekdays: []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	Days:     []string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
}}

// languages are all that there are, English first, then by tag.
var languages = sync.OnceValue(func() []*Words {
	entries, err := catalogueFiles.ReadDir("catalogue")
	if err != nil {
		panic(fmt.Sprintf("wording: embedded catalogue: %v", err)) // a mistake in this package, found by every test
	}
	all := []*Words{English}
	for _, e := range entries {
		data, err := catalogueFiles.ReadFile(path.Join("catalogue", e.Name()))
		if err != nil {
			panic(fmt.Sprintf("wording: embedded catalogue: %v", err))
		}
		w := &Words{tag: language.MustParse(strings.TrimSuffix(e.Name(), ".toml"))}
		if err := toml.Unmarshal(data, &w.catalogue); err != nil {
			panic(fmt.Sprintf("wording: catalogue/%s: %v", e.Name(), err))
		}
		all = append(all, w)
	}
	return all
})

// Languages are the tags of all languages that things can be said in, English first.
func Languages() (tags []string) {
	for _, w := range languages() {
		tags = append(tags, w.Tag())
	}
	return tags
}

// In returns the words of a language by a BCP 47 tag as Discord has it ("pt-BR"), English for one that there are
// none of.
func In(tag string) *Words {
	base, _, _ := strings.Cut(tag, "-")
	for _, w := range languages() {
		if w.Tag() == base {
			return w
		}
	}
	return English
}

// Speaks reports whether things can be said in the language of a tag.
func Speaks(tag string) bool {
	return tag != "" && (In(tag) != English || strings.HasPrefix(tag, "en"))
}

// Tag is the language's BCP 47 tag: "uk".
func (w *Words) Tag() string { return w.tag.String() }

// Own is what the language calls itself: "Українська".
func (w *Words) Own() string { return w.Name }

// RightToLeft reports whether the language is written so.
func (w *Words) RightToLeft() bool { return w.Tag() == "ar" }

// Say says a text, with what its verbs stand for. In a language from right to left a name among them is
// [Words.Isolated] by whoever gives it. Nil words are English.
func (w *Words) Say(english string, args ...any) string {
	text := english
	if w != nil {
		text = cmp.Or(w.Texts[english], english)
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Told is Say for a text that may have no translation: ok is false for one, and in English.
func (w *Words) Told(english string, args ...any) (text string, ok bool) {
	if w == nil || w.Texts[english] == "" {
		return "", false
	}
	return w.Say(english, args...), true
}

// Count says how many there are: one is the English text for a single one and many for any other number, in which the
// first %s is the number. args are what other verbs stand for.
func (w *Words) Count(n int, one, many string, args ...any) string {
	text := w.Form(n, one, many)
	if !strings.Contains(text, "%") { // a form that is its number, too: Arabic's two
		return text
	}
	return fmt.Sprintf(text, append([]any{w.Number(float64(n))}, args...)...)
}

// Form is the text that [Words.Count] fills in.
func (w *Words) Form(n int, one, many string) string {
	if forms := w.Counts[many]; forms != nil {
		if text := cmp.Or(forms[w.form(n)], forms["other"]); text != "" {
			return text
		}
	}
	if n == 1 {
		return one
	}
	return many
}

// forms are CLDR's names of the plural forms.
var forms = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
	plural.Other: "other",
}

// form is the plural form of a whole number (Unicode CLDR, "Language Plural Rules").
func (w *Words) form(n int) string { return forms[plural.Cardinal.MatchPlural(w.tag, n, 0, 0, 0, 0)] }

// Number writes a number with a mark between thousands from five digits on: "9", "2.5", "1500", "12,000".
func (w *Words) Number(v float64) string {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	whole, fraction, cut := strings.Cut(s, ".")
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + w.Thousand + whole[i:]
		}
	}
	if cut {
		whole += w.Point + fraction
	}
	return whole
}

// Day is a date as readers read it: "25 Apr 2025".
func (w *Words) Day(t time.Time) string {
	return fmt.Sprintf(w.ShortDay, t.Day(), w.Short[t.Month()-1], t.Year())
}

// LongDate is a date for a heading: "Friday 25 April 2025".
func (w *Words) LongDate(t time.Time) string {
	return fmt.Sprintf(w.LongDay, w.Weekdays[t.Weekday()], t.Day(), w.Months[t.Month()-1], t.Year())
}

// LongTime is a moment for a heading: "Friday 25 April 2025, 08:00".
func (w *Words) LongTime(t time.Time) string { return w.LongDate(t) + ", " + t.Format("15:04") }

// shortTime is a moment of the last weeks within a line: "Fri 25 Apr 08:00".
func (w *Words) shortTime(t time.Time) string {
	return w.Days[t.Weekday()] + " " + w.DayMonth(t) + " " + t.Format("15:04")
}

// others is a piece of text in another's words within a line of ours: a name, a description. Where ours runs from right
// to left, it is kept apart from what stands around it (Unicode Standard Annex 9, "Explicit Directional Isolates"),
// or a full stop or a number beside it would jump to its other end.
func (w *Words) others(s string) string {
	if s == "" || !w.RightToLeft() {
		return s
	}
	return isolate + Printable(s) + popIsolate
}

// Isolated is a name or a description as it stands in an argument of [Words.Say]: see there.
func (w *Words) Isolated(s string) string { return w.others(s) }

// What keeps a piece of text apart from the direction of what stands around it.
const (
	isolate    = "\u2068" // FIRST STRONG ISOLATE
	popIsolate = "\u2069"
)

// Country is what a country is called, by its code of ISO 3166-1 ("UA"); "" if it is not known.
func (w *Words) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.Regions(w.tag).Name(region)
}

// countries are the codes of countries by their English names, to find what else they are called.
var countries = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err == nil && region.IsCountry() && region.String() == string([]rune{a, b}) {
				codes[display.English.Regions().Name(region)] = region.String()
			}
		}
	}
	return codes
})

// Side is what a party to a conflict is called: a country in our words, anybody else as configured.
func (w *Words) Side(name string) string {
	if w == English {
		return name
	}
	return cmp.Or(w.Country(countries()[name]), name)
}

// Language is what a language is called, by its BCP 47 tag: "Ukrainian".
func (w *Words) Language(tag string) string {
	if w == English {
		return lang.Name(tag)
	}
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	return cmp.Or(display.Languages(w.tag).Name(t), tag)
}

// Printed marks words that were printed in another language than ours, by its BCP 47 tag: "[en]". It is "" for ours,
// and for what is no language: tags come from feeds.
func (w *Words) Printed(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if known, err := language.ParseBase(base); err != nil || known.String() == w.Tag() {
		return ""
	}
	return w.others("[" + strings.ToLower(base) + "]")
}

// Lacks lists which of some English texts, and of some English plurals, the language has no translation of, in order.
func (w *Words) Lacks(texts, plurals []string) (out []string) {
	if w == English {
		return nil
	}
	for _, t := range texts {
		if w.Texts[t] == "" {
			out = append(out, t)
		}
	}
	for _, p := range plurals {
		if w.Counts[p]["other"] == "" {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Says lists the English texts and plurals that the language has translations of, in order.
func (w *Words) Says() (texts, plurals []string) {
	return slices.Sorted(maps.Keys(w.Texts)), slices.Sorted(maps.Keys(w.Counts))
}

// DayMonth is a day within a year that is known: "25 Apr".
func (w *Words) DayMonth(t time.Time) string {
	return fmt.Sprintf(cmp.Or(w.Date, "%[1]d %[2]s"), t.Day(), w.Short[t.Month()-1])
}

// Amount is a figure's number with its bound: "12", "at least 12", "dozens", "5–7".
func (w *Words) Amount(f news.Figure) string {
	n := w.Number(f.Low)
	switch {
	case f.Bound == news.Vague:
		return w.Say(vague(f.Low))
	case f.High > f.Low:
		n += "–" + w.Number(f.High)
	}
	switch f.Bound {
	case news.AtLeast:
		return w.Say("at least %s", n)
	case news.UpTo:
		return w.Say("up to %s", n)
	case news.About:
		return w.Say("about %s", n)
	}
	return n
}

// Kind is what a figure counts, with a capital: "Killed".
func (w *Words) Kind(k news.FigureKind) string {
	return Capital(w.Say(string(k)))
}
