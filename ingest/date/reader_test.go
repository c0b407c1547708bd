package date

import (
	"testing"
	"time"
)

// TestMonthsOfAllLanguages reads a day in the words of outlets' languages.
func TestMonthsOfAllLanguages(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"ti 3. marraskuuta 2026 klo 8:05 +0200", "2026-11-03T06:05"},
		{"to 12 maalis 2026 09:00:00 +0200", "2026-03-12T07:00"},
		{"12. listopadu 2026", "2026-11-12"}, // Czech by its ending
		{"st 11. března 2026 10:00 +0100", "2026-03-11T09:00"},
		{"čtvrtek 12. listopad 2026 10:00 +0100", "2026-11-12T09:00"},
		{"pon, 12 listopad 2026 10:00:00 +0100", "2026-10-12T09:00"}, // in Croatian a Monday
		{"utorak, 3. studenoga 2026. 10:00", "2026-11-03T10:00"},
		{"четвртак, 19. новембар 2026. 10:00", "2026-11-19T10:00"},
		{"19 лістапада 2026 10:00 +0300", "2026-11-19T07:00"},
		{"19 ноември 2026 10:00", "2026-11-19T10:00"},
		{"19 Νοεμβρίου 2026 10:00", "2026-11-19T10:00"},
		{"2026. november 19. 10:00", "2026-11-19T10:00"},
		{"2026 m. lapkričio 19 d. 10:00", "2026-11-19T10:00"},
		{"2026. gada 19. novembrī 10:00", "2026-11-19T10:00"},
		{"19 noyabr 2026 10:00", "2026-11-19T10:00"},
		{"19 նոյեմբերի 2026 10:00", "2026-11-19T10:00"},
		{"19 ნოემბერი 2026 10:00", "2026-11-19T10:00"},
		{"19 בנובמבר 2026 10:00", "2026-11-19T10:00"},
		{"۱۹ نوامبر ۲۰۲۶ 10:00", "2026-11-19T10:00"},
		{"19 نومبر 2026 10:00", "2026-11-19T10:00"},
		{"19 नवंबर 2026 10:00", "2026-11-19T10:00"},
		{"१९ नवम्बर २०२६ 10:00", "2026-11-19T10:00"},
		{"১৯ নভেম্বর ২০২৬ 10:00", "2026-11-19T10:00"},
		{"နိုဝင်ဘာ ၁၉၊ ၂၀၂၆ 10:00", "2026-11-19T10:00"},
		{"19 พฤศจิกายน 2569 10:00", "2026-11-19T10:00"},
		{"19 tháng 11, 2026 10:00", "2026-11-19T10:00"},
		{"2026년 11월 19일 10:00", "2026-11-19T10:00"},
		{"Khamiis 19 Nofembar 2026 10:00", "2026-11-19T10:00"},
		{"19 ሴፕቴምበር 2026 10:00", "2026-09-19T10:00"},
		{"19 Desemba 2026 10:00", "2026-12-19T10:00"},
		{"19 Nuwamba 2026 10:00", "2026-11-19T10:00"},
		{"19 nëntor 2026 10:00", "2026-11-19T10:00"},
		{"19 qershor 2026 10:00", "2026-06-19T10:00"},
		{"19 novanm 2026 10:00", "2026-11-19T10:00"},
		{"19 Novemeber 2026 10:00", "2026-11-19T10:00"},
		{"19 Feburary 2026 10:00", "2026-02-19T10:00"},
		{"19 novembrie 2026 10:00", "2026-11-19T10:00"},
		// Words that begin like a month, and what stands in brackets.
		{"Thu Nov 19 2026 17:00:00 GMT+0700 (Novosibirsk Standard Time)", "2026-11-19T10:00"},
		{"Thu Feb 19 2026 10:00:00 GMT+0000 (Augsburg, 12 May)", "2026-02-19T10:00"},
		{"19 Marseille 2026 10:00", ""},
		{"19 Maykop 2026 10:00", ""},
		{"19 Decatur 2026", ""},
		{"Thu Feb 19 2026 11:00 (CET)", "2026-02-19T10:00"},
		{"28 nov 2026, sub 10:00", "2026-11-28T10:00"},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, ok := Parse(c.in)
			if s := stamp(got, ok); s != c.want {
				t.Errorf("Parse(%q) = %s, want %q", c.in, s, c.want)
			}
		})
	}
}

func stamp(d Date, ok bool) string {
	if !ok {
		return ""
	}
	if d.DateOnly {
		return d.Time.Format(time.DateOnly)
	}
	return d.Time.Format("2006-01-02T15:04")
}

func TestReaderKnowsWhoseTheFieldIs(t *testing.T) {
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		r        Reader
		in, want string
	}{
		{Reader{Language: "hr"}, "12. listopada 2026", "2026-10-12"},
		{Reader{Language: "pl-PL"}, "12 listopada 2026", "2026-11-12"},
		{Reader{Language: "cs"}, "12. srpna 2026", "2026-08-12"},
		{Reader{Language: "cs"}, "12 srp 2026", "2026-08-12"},
		{Reader{Language: "hr"}, "12 srp 2026", "2026-07-12"},
		{Reader{Language: "en"}, "12 lis 2026", ""},
		{Reader{Country: "IL"}, "Thu, 19 Nov 2026 12:00:00 IST", "2026-11-19T10:00"},
		{Reader{Country: "IN"}, "Thu, 19 Nov 2026 12:00:00 IST", "2026-11-19T06:30"},
		{Reader{Country: "IE"}, "Thu, 19 Nov 2026 12:00:00 IST", "2026-11-19T11:00"},
		{Reader{}, "Thu, 19 Nov 2026 12:00:00 IST", "2026-11-19T06:30"},
		{Reader{Country: "TW"}, "Thu, 19 Nov 2026 12:00:00 CST", "2026-11-19T04:00"},
		{Reader{Country: "US"}, "Thu, 19 Nov 2026 12:00:00 CST", "2026-11-19T18:00"},
		{Reader{Country: "IQ"}, "Thu, 19 Nov 2026 12:00:00 AST", "2026-11-19T09:00"},
		{Reader{Country: "BD"}, "Thu, 19 Nov 2026 12:00:00 BST", "2026-11-19T06:00"},
		{Reader{Country: "MM"}, "Thu, 19 Nov 2026 12:30:00 MMT", "2026-11-19T06:00"},
		{Reader{Now: now}, "19/11/26 10:00", "2026-11-19T10:00"},
		{Reader{Now: now}, "26-11-19 10:00", "2026-11-19T10:00"},
		{Reader{Now: now}, "26/10/11", "2026-10-11"},
		{Reader{Now: now}, "11/12/26 10:00", "2026-11-12T10:00"}, // 11 December is to come
		{Reader{Now: now, Order: OrderOf("en-US", "paper.us")}, "03/04/2026", "2026-03-04"},
		{Reader{Now: now}, "03/04/2026", "2026-04-03"},
		{Reader{}, "Tue, 10/11/2026 10:00", "2026-11-10T10:00"},
		{Reader{}, "Sun, 10/11/2026 10:00", "2026-10-11T10:00"},
	} {
		t.Run(c.in, func(t *testing.T) {
			got, ok := c.r.Parse(c.in)
			if s := stamp(got, ok); s != c.want {
				t.Errorf("%+v.Parse(%q) = %s, want %q", c.r, c.in, s, c.want)
			}
		})
	}
}
