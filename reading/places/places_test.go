package places

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/gazetteer"
)

var locateTests = []struct {
	name     string
	body     string
	mentions []news.Mention
	country  string
	want     []string // "text: name country", or "text: -" for a place that is not placed
}{
	{
		name: "a dispatch",
		body: "KYIV, April 25 — The envoy's flight left Miami, Florida, and landed at Moscow's Vnukovo Airport. " +
			"Talks in Paris and London failed over Crimea.",
		want: []string{
			"KYIV: Kyiv UA", "Miami: Miami US", "Florida: Florida US", "Moscow: Moscow RU",
			"Vnukovo Airport: Vnukovo Airport RU",
			"Paris: Paris FR", "London: London GB", "Crimea: Crimea UA",
		},
	},
	{
		name: "the text says in which state",
		body: "Police in Moscow, Idaho, and in Paris, TX, said so. In Moscow nobody knew.",
		want: []string{
			"Moscow: Moscow US", "Idaho: Idaho US", "Paris: Paris US", "TX: Texas US",
			"Moscow: Moscow US",
		},
	},
	{
		name: "a gulf is not the Gulf",
		body: "A tanker burned in the Gulf of Aden, another in the Gulf of Oman; the Gulf was calm.",
		want: []string{"Gulf of Aden: Gulf of Aden ", "Gulf of Oman: Gulf of Oman ", "Gulf: Persian Gulf "},
	},
	{
		name: "a church is no town",
		body: "They spoke inside St. Peter's before the funeral. Mourners filled St Peter’s Square, and a choir sang " +
			"in St Paul's. In St Petersburg's council and St. Louis's suburbs nobody knew.",
		want: []string{"St Petersburg: Saint Petersburg RU", "St. Louis: St. Louis US"},
	},
	{
		name: "the text says in which country",
		body: "Clashes broke out in Tripoli, Lebanon.",
		want: []string{"Tripoli: Tripoli LB", "Lebanon: Lebanon LB"},
	},
	{
		name: "company in Lebanon",
		body: "The army moved from Beirut to Sidon, Baalbek and Tripoli.",
		want: []string{"Beirut: Beirut LB", "Sidon: Sidon LB", "Baalbek: Baalbek LB", "Tripoli: Tripoli LB"},
	},
	{
		name: "company in Libya",
		body: "Militias from Misrata entered Tripoli; Benghazi stayed calm.",
		want: []string{"Misrata: Misrata LY", "Tripoli: Tripoli LY", "Benghazi: Benghazi LY"},
	},
	{
		name: "Georgia beside Tbilisi",
		body: "Protesters in Tbilisi and Batumi demand that Georgia hold a new vote.",
		want: []string{"Tbilisi: Tbilisi GE", "Batumi: Batumi GE", "Georgia: Georgia GE"},
	},
	{
		name: "Georgia beside Atlanta",
		body: "Voters in Atlanta, Savannah and Macon decide whether Georgia changes hands.",
		want: []string{"Atlanta: Atlanta US", "Savannah: Savannah US", "Macon: Macon US", "Georgia: Georgia US"},
	},
	{
		name: "a people tells the country",
		body: "Syrian rebels and Syrian troops fought near Hama, a Syrian officer said.",
		want: []string{"Hama: Hama SY"},
	},
	{
		name: "people named after places",
		body: "Mr. Jordan spoke first. Paris Hilton and Jack London came later, and Jordan left.",
		want: nil,
	},
	{
		name:     "a person's mention is no place",
		body:     "Chad resigned on Monday.",
		mentions: []news.Mention{{Start: 0, End: 4, Kind: news.Person}},
		want:     nil,
	},
	{
		name: "words that are places somewhere",
		body: "Most of them were Reading on a Nice day in March. May said so. Give us the Man.",
		want: nil,
	},
	{
		name: "money is no country",
		body: "It cost US$5 million and $US 3.",
		want: nil,
	},
	{
		name: "newspapers and agreements are no places",
		body: "The New York Times wrote about the Minsk Agreements; the Kyiv Independent did not.",
		want: nil,
	},
	{
		name: "villages that the text introduces",
		body: "Shells hit the village of Myrne and the town of Chasiv Yar in the Donetsk region.",
		want: []string{"Myrne: Myrne UA", "Chasiv Yar: Chasiv Yar UA", "Donetsk region: Donetsk Oblast UA"},
	},
	{
		name: "a place that no table has",
		body: "They fled to the village of Qwertyville. Asdfton was quiet.",
		mentions: []news.Mention{
			{Start: 28, End: 39, Kind: news.PlaceKind},
			{Start: 41, End: 48, Kind: news.PlaceKind},
		},
		want: []string{"Qwertyville: -"},
	},
	{
		name: "a place by its form",
		body: "A drone fell into the Lukova River.",
		want: []string{"Lukova River: -"},
	},
	{
		name: "abbreviations keep their full stop",
		body: "He moved from Toledo, Ohio, to Athens, Ga., in the U.S.",
		want: []string{
			"Toledo: Toledo US", "Ohio: Ohio US", "Athens: Athens US", "Ga.: Georgia US",
			"U.S.: United States US",
		},
	},
	{
		name:    "the outlet's country breaks a tie",
		body:    "Firefighters in Perth put it out.",
		country: "GB",
		want:    []string{"Perth: Perth AU"}, // a hint, no more: two million people outweigh it
	},
	{
		name: "a village with a country's name",
		body: "The U.S., France and Germany agreed in Paris and Versailles.",
		want: []string{
			"U.S.: United States US", "France: France FR", "Germany: Germany DE", "Paris: Paris FR",
			"Versailles: Versailles FR",
		},
	},
}

func TestLocate(t *testing.T) {
	g := gazetteer.Open()
	for _, tt := range locateTests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range Locate(g, tt.body, tt.mentions, tt.country) {
				if p.Point == nil {
					got = append(got, tt.body[p.Start:p.End]+": -")
				} else {
					got = append(got, fmt.Sprintf("%s: %s %s", tt.body[p.Start:p.End], p.Name, p.Country))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Locate(%q) (-want +got):\n%s", tt.body, diff)
			}
		})
	}
}

func TestLocateBadInput(t *testing.T) {
	g := gazetteer.Open()
	for name, body := range map[string]string{
		"empty":           "",
		"white space":     " \n\t ",
		"one line":        strings.Repeat("Kyiv and Moscow, Idaho ", 20_000),
		"all capitals":    strings.Repeat("TROOPS LEFT KYIV FOR LVIV. ", 100),
		"no punctuation":  strings.Repeat("in Kyiv in London at Of ", 1000),
		"mixed scripts":   "В Киеве Kyiv 基輔 كييف",
		"bidi controls":   "in \u202eviyK\u202c and \u2066Kyiv\u2069",
		"invalid UTF-8":   "in Ky\xffiv and \xc3 Kyiv\x80",
		"markup left in":  "<p>in <b>Kyiv</b>, &nbsp;Ukraine</p>",
		"table of names":  strings.Repeat("Kyiv\tLviv\tOdesa\n", 500),
		"apostrophes":     "''’s's Kyiv's's ’ Mar'yinka's",
		"stops":           "U.S.U.K.. St. . . W.Va..",
		"one long word":   strings.Repeat("Kyiv", 100_000),
		"one long name":   strings.Repeat("New ", 50_000),
		"capitals of one": strings.Repeat("A. ", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			checkPlaces(t, body, Locate(g, body, nil, "UA"))
		})
	}
}

func TestLocateMentionsOutOfRange(t *testing.T) {
	body := "in Kyiv"
	got := Locate(gazetteer.Open(), body, []news.Mention{
		{Start: -5, End: 2},
		{Start: 3, End: 70, Kind: news.PlaceKind},
		{Start: 5, End: 5},
		{Start: 3, End: 7, Kind: news.PlaceKind},
	}, "")
	checkPlaces(t, body, got)
	if len(got) != 1 {
		t.Errorf("Locate(%q) = %v, want Kyiv", body, got)
	}
}

func checkPlaces(t *testing.T, body string, places []news.Place) {
	t.Helper()
	end := 0
	for _, p := range places {
		if p.Start < end || p.End <= p.Start || p.End > len(body) {
			t.Fatalf("place [%d,%d) after %d in %d bytes", p.Start, p.End, end, len(body))
		}
		if !utf8.RuneStart(body[p.Start]) || p.End < len(body) && !utf8.RuneStart(body[p.End]) &&
			utf8.ValidString(body) {
			t.Fatalf("place [%d,%d) is not on rune boundaries", p.Start, p.End)
		}
		if p.Name == "" {
			t.Fatalf("place [%d,%d) has no name", p.Start, p.End)
		}
		if p.Point != nil && (p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180) {
			t.Fatalf("%s lies at %v, %v", p.Name, p.Lat, p.Lon)
		}
		end = p.End
	}
}

func FuzzLocate(f *testing.F) {
	f.Add("KYIV, April 25 — in Moscow, Idaho, U.S.; Mr. Jordan of St. Petersburg's", 3, 8, "US")
	f.Add("al-Bab İ’s Ḩamāh ﬁ \xff W.Va. N.Y.", 0, 6, "")
	f.Fuzz(func(t *testing.T, body string, start, end int, country string) {
		mentions := []news.Mention{
			{Start: start, End: end, Kind: news.PlaceKind},
			{Start: end, End: start, Kind: news.Person},
		}
		checkPlaces(t, body, Locate(gazetteer.Open(), body, mentions, country))
	})
}

func ExampleLocate() {
	body := "Police in Moscow, Idaho, said so; Moscow, Russia, was silent, and so was Mr. London."
	for _, p := range Locate(gazetteer.Open(), "Clashes broke out in Tripoli, Lebanon, not far from Beirut.", nil, "") {
		fmt.Printf("%s, %s: %.1f, %.1f\n", p.Name, p.Country, p.Lat, p.Lon)
	}
	fmt.Println(len(Locate(gazetteer.Open(), body, nil, "")))
	// Output:
	// Tripoli, LB: 34.4, 35.8
	// Lebanon, LB: 33.8, 35.8
	// Beirut, LB: 33.9, 35.5
	// 4
}
