package wording_test

import (
	"fmt"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		f    news.Figure
		want string
	}{
		{news.Figure{Low: 12, High: 12, Bound: news.Exact}, "12"},
		{news.Figure{Low: 12, Bound: news.AtLeast}, "at least 12"},
		{news.Figure{Low: 5, High: 7, Bound: news.Exact}, "5–7"},
		{news.Figure{Low: 3, Bound: news.Vague}, "several"},
		{news.Figure{Low: 24, Bound: news.Vague}, "dozens"},
		{news.Figure{Low: 200, Bound: news.Vague}, "hundreds"},
		{news.Figure{Low: 2000, Bound: news.Vague}, "thousands"},
		{news.Figure{Low: 2e6, Bound: news.Vague}, "millions"},
		{news.Figure{Low: 1234567, High: 1234567, Bound: news.About}, "about 1,234,567"},
		{news.Figure{Low: 2.5, High: 2.5, Bound: news.Exact}, "2.5"},
		{news.Figure{Low: 12345.5, High: 12345.5, Bound: news.Exact}, "12,345.5"},
		{news.Figure{Low: 9999, High: 9999, Bound: news.Exact}, "9999"},
	} {
		if got := wording.English.Amount(tt.f); got != tt.want {
			t.Errorf("Amount(%+v) = %q, want %q", tt.f, got, tt.want)
		}
	}
}

func TestFigure(t *testing.T) {
	for _, tt := range []struct {
		f    news.Figure
		want string
	}{
		{news.Figure{Low: 12, Bound: news.AtLeast, Who: "people"}, "at least 12 people"},
		{news.Figure{Low: 40, High: 40, Bound: news.Exact, Unit: "km2", Period: "in a week"}, "40 km² in a week"},
		{news.Figure{Low: 70, High: 70, Bound: news.Exact, Who: "drones", Down: true}, "70 drones shot down"},
		{news.Figure{Low: 900, Bound: news.About, Cumulative: true}, "about 900 in total"},
	} {
		if got := wording.English.Figure(tt.f); got != tt.want {
			t.Errorf("Figure(%+v) = %q, want %q", tt.f, got, tt.want)
		}
	}
}

// TestFigureInOtherLanguages says units and the commonest times in a reader's own words, in the form that the number
// takes, and leaves what else the article says.
func TestFigureInOtherLanguages(t *testing.T) {
	for _, tt := range []struct {
		language string
		f        news.Figure
		want     string
	}{
		{"en", news.Figure{Low: 1, High: 1, Unit: "h"}, "1 hour"},
		{"en", news.Figure{Low: 3, High: 3, Unit: "wk"}, "3 weeks"},
		{"de", news.Figure{Low: 1, High: 1, Unit: "y"}, "1 Jahr"},
		{"de", news.Figure{Low: 63, High: 63, Who: "overnight"}, "63 über Nacht"},
		{"de", news.Figure{Low: 12, Bound: news.AtLeast, Who: "people"}, "mindestens 12"},
		{"uk", news.Figure{Low: 22, High: 22, Unit: "d"}, "22 дні"},
		{"uk", news.Figure{Low: 2.5, High: 2.5, Unit: "h"}, "2,5 години"},
		{"ru", news.Figure{Low: 40, High: 40, Unit: "km2", Period: "this week"}, "40 км² на этой неделе"},
		{"ru", news.Figure{Low: 5, High: 5, Unit: "y"}, "5 лет"},
		{"fr", news.Figure{Low: 30, Bound: news.About, Unit: "mi"}, "environ 30 miles"},
		{"es", news.Figure{Low: 6, High: 6, Who: "children"}, "6 children"},
		{"de", news.Figure{Low: 13, High: 13, Period: "on 24 April"}, "13"},
		{"ar", news.Figure{Low: 3, High: 3, Unit: "mo"}, "3 أشهر"},
		{"ar", news.Figure{Low: 15, High: 15, Unit: "d"}, "15 يومًا"},
	} {
		if got := wording.In(tt.language).Figure(tt.f); got != tt.want {
			t.Errorf("%s: Figure(%+v) = %q, want %q", tt.language, tt.f, got, tt.want)
		}
	}
}

func TestStatus(t *testing.T) {
	nine := []news.Figure{{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact}}
	twelve := []news.Figure{{Kind: news.Killed, Low: 12, High: 12, Bound: news.Exact}}
	for _, tt := range []struct {
		d    news.Development
		want string
	}{
		{news.Development{Status: news.Reported, Change: news.ChangeNew}, "reported"},
		{news.Development{Status: news.Reported, Hedged: true}, "reported, unconfirmed"},
		{news.Development{Status: news.Claimed, By: "the ministry"}, "claimed by the ministry"},
		{news.Development{Status: news.Denied, By: "Kyiv\u202e", Change: news.ChangeStatus}, "now denied by Kyiv"},
		{news.Development{Status: news.Confirmed, By: "who knows"}, "confirmed"},
		{
			news.Development{Status: news.Confirmed, Change: news.ChangeOrigin},
			"now also from another origin · confirmed",
		},
		{
			news.Development{Status: news.Reported, Change: news.ChangeFigure, Before: nine, Figures: twelve},
			"figure revised 9 → 12 · reported",
		},
		{
			news.Development{
				Status: news.Corrected, Change: news.ChangeCorrection, By: "The ministry", Before: twelve,
				Figures: nine,
			}, "now corrected 12 → 9 by the ministry",
		},
		{news.Development{Status: news.Withdrawn, By: "Delta Radio"}, "withdrawn by Delta Radio"},
		{
			// Nobody knows what it was before.
			news.Development{Status: news.Reported, Change: news.ChangeFigure, Figures: twelve},
			"figure revised · reported",
		},
	} {
		if got := wording.English.Status(tt.d); got != tt.want {
			t.Errorf("Status(%+v) = %q, want %q", tt.d, got, tt.want)
		}
	}
}

func TestCounted(t *testing.T) {
	for _, tt := range []struct {
		o    news.Origin
		want string
	}{
		{news.Origin{Name: "Wire", Kind: news.OriginOwn}, "Wire, own reporting"},
		{news.Origin{Kind: news.OriginUnknown}, "origin unknown, not counted"},
		{news.Origin{Name: "an official", Kind: news.OriginAnonymous}, "an official (not named), not counted"},
		{news.Origin{Name: "TASS", Kind: news.OriginOutlet, Party: "Russia"}, "TASS (a party: Russia)"},
		{
			news.Origin{Name: "Interfax", Kind: news.OriginOutlet, Citing: "Some reports."},
			"Interfax, citing some reports",
		},
	} {
		if got := wording.English.Counted(tt.o); got != tt.want {
			t.Errorf("Counted(%+v) = %q, want %q", tt.o, got, tt.want)
		}
	}
}

// TestArithmetic names an outlet once, whomever it cites.
func TestArithmetic(t *testing.T) {
	d := news.Development{Outlets: 3, Independent: 1, Origins: []news.Origin{
		{Name: "Kremlin", Kind: news.OriginOfficial, Outlets: []string{"Wire", "Herald"}},
		{Name: "Ledger", Kind: news.OriginUnknown, Outlets: []string{"Ledger", "Wire"}},
		{Name: "Ledger", Kind: news.OriginUnknown, Citing: "a person", Outlets: []string{"Ledger"}},
	}}
	const want = "3 outlets, 1 origin: Kremlin (2), Ledger, not counted (2)"
	if got := wording.English.Arithmetic(d); got != want {
		t.Errorf("Arithmetic = %q, want %q", got, want)
	}
	d.Origins = append(d.Origins, news.Origin{Name: "Star", Kind: news.OriginUnknown, Outlets: []string{"Star"}})
	const short = "3 outlets, 1 origin: Kremlin (2), 3 others not counted" // the evidence names them
	if got := wording.English.Arithmetic(d); got != short {
		t.Errorf("Arithmetic = %q, want %q", got, short)
	}
}

// TestPartiesInOtherLanguages calls a country that is a party in the reader's language, anybody else as configured.
func TestPartiesInOtherLanguages(t *testing.T) {
	for _, tt := range []struct{ tag, party, want string }{
		{"uk", "Russia", "TASS (сторона конфлікту: Росія)"},
		{"uk", "Hamas", "TASS (сторона конфлікту: Hamas)"},
		{"de", "United States", "TASS (Kriegspartei: Vereinigte Staaten)"},
		{"en", "Russia", "TASS (a party: Russia)"},
	} {
		o := news.Origin{Name: "TASS", Kind: news.OriginOutlet, Party: tt.party}
		if got := wording.In(tt.tag).Origin(o); got != tt.want {
			t.Errorf("%s: Origin = %q, want %q", tt.tag, got, tt.want)
		}
	}
}

func TestPrintable(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"می‌خواهند و क्‍ष နိုင်ငံ", "می‌خواهند و क्‍ष နိုင်ငံ"},
		{"a\u200cb \u200dc x\u200b\u202ey", "ab c xy"},
		{"Kyiv, 25 April", "Kyiv, 25 April"},
		{"two\nlines\ttab\u2028more", "two lines tab more"},
		{"\x1b[2Jgone\a", "[2Jgone"},
		{"left\u202eright\u200b\ufeff", "leftright"},
		{"a flag\U000e0067", "a flag"},
		{"broken \xff", "broken "},
	} {
		if got := wording.Printable(tt.in); got != tt.want {
			t.Errorf("Printable(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func ExamplePlural() {
	fmt.Println(wording.Plural(1, "article"), wording.Plural(12000, "fact"), wording.Plural(2, "story", "stories"))
	// Output: 1 article 12,000 facts 2 stories
}

func ExampleWords_Origins() {
	interfax := news.Origin{
		Name: "Interfax", Kind: news.OriginOutlet, Citing: "an anonymous source",
		Outlets: []string{"Meridian", "Northlight"},
	}
	own := news.Origin{Name: "Kyiv Herald", Kind: news.OriginOwn, Outlets: []string{"Kyiv Herald"}}
	fmt.Println(wording.English.Origins(news.Development{
		Sentences: []news.Sentence{{Source: "Northlight", Origin: interfax}},
		Origins:   []news.Origin{interfax, own}, Outlets: 3, Independent: 2,
	}))
	// Output: Interfax, citing an anonymous source · 3 outlets, 2 origins: Interfax (2), Kyiv Herald (1)
}

func ExampleWords_Figures() {
	fmt.Println(wording.English.Figures(news.Development{Figures: []news.Figure{
		{Kind: news.Killed, Low: 12, Bound: news.AtLeast, Who: "people", By: "State Emergency Service"},
		{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact, By: "the mayor"},
		{Kind: news.Injured, Low: 24, Bound: news.Vague},
	}}))
	// Output: at least 12 killed (State Emergency Service) · 9 (the mayor); dozens injured
}

func ExampleWords_Status() {
	fmt.Println(wording.English.Status(news.Development{
		Status: news.Confirmed, Change: news.ChangeFigure,
		Before:  []news.Figure{{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact}},
		Figures: []news.Figure{{Kind: news.Killed, Low: 12, Bound: news.AtLeast}},
	}))
	// Output: figure revised 9 → at least 12 · confirmed
}

func ExampleWords_Office() {
	day := func(d int) time.Time { return time.Date(2025, 4, d, 9, 0, 0, 0, time.UTC) }
	fmt.Println(wording.English.Office(news.Office{
		Role:   news.Role{Title: "special envoy", Count: 14, First: day(1), Last: day(25)},
		Former: news.Role{Count: 1, First: day(3), Last: day(3)},
	}))
	// Output:
	// as reported in 14 articles, since 1 Apr 2025, last 25 Apr 2025; called former in 1 article, last 3 Apr 2025
}

func ExampleWords_Cover() {
	d := news.Digest{
		From: time.Date(2025, 4, 24, 5, 0, 0, 0, time.UTC), Articles: 64, Sources: 17,
		Feeds: news.Health{Healthy: 38, Total: 41}, Developments: make([]news.Development, 9),
	}
	fmt.Println(wording.English.Cover(d, time.UTC))
	// Output: since Thu 24 Apr 05:00 · 9 developments from 64 articles, 17 outlets · 38 of 41 feeds healthy
}

// TestUnread has what a digest says of articles in languages of which nothing is known.
func TestUnread(t *testing.T) {
	for _, tt := range []struct {
		languages map[string]int
		want      string
	}{
		{nil, "1 development from 3 articles, 2 outlets"},
		{map[string]int{"ru": 4, "ar": 2}, "1 development from 3 articles, 2 outlets"},
		{
			map[string]int{"fi": 1, "ru": 4},
			"1 development from 3 articles, 2 outlets · 1 article in Finnish not read",
		},
		{
			map[string]int{"fi": 1, "sl": 2},
			"1 development from 3 articles, 2 outlets · 3 articles in Finnish and Slovene not read",
		},
		{
			map[string]int{"fi": 1, "sl": 2, "hy": 1, "ka": 1, "ur": 2},
			"1 development from 3 articles, 2 outlets · 7 articles in Armenian, Finnish, Georgian and 2 more " +
				"languages not read",
		},
	} {
		d := news.Digest{
			Articles: 3, Sources: 2, Developments: make([]news.Development, 1),
			Unread: wording.Unread(tt.languages),
		}
		if got := wording.English.Read(d); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.languages, got, tt.want)
		}
	}
}
