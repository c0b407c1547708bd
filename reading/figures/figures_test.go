package figures

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// named are those who the cases are about.
var named = map[string]news.Entity{
	"Kyiv": wordstest.Place("Kyiv"), "Sarova": wordstest.Place("Sarova"),
	"Marchuk": wordstest.Person("Oleh Marchuk"),
}

var cases = []struct {
	name, body string
	want       []news.Figure // without offsets
	text       []string      // what they cover
}{
	{"empty", "", nil, nil},
	{"no number", "The market was hit overnight.", nil, nil},
	{
		"two of one strike", "The airstrikes on Kyiv killed at least 12 people and injured dozens more.",
		[]news.Figure{
			{Kind: news.Killed, Low: 12, Bound: news.AtLeast, Who: "people", Place: "Kyiv"},
			{Kind: news.Injured, Low: 24, Bound: news.Vague, Place: "Kyiv"},
		},
		[]string{"at least 12 people", "dozens more"},
	},
	{
		"range, upper bound, place behind", "Between 5 and 7 people were killed and up to 40 wounded in Sarova.",
		[]news.Figure{
			{Kind: news.Killed, Low: 5, High: 7, Bound: news.Exact, Who: "people", Place: "Sarova"},
			{Kind: news.Injured, Low: 40, Bound: news.UpTo, Place: "Sarova"},
		},
		[]string{"Between 5 and 7 people", "up to 40 wounded"},
	},
	{
		"words, coordinated", "A dozen soldiers, scores of civilians and half a dozen medics died.",
		[]news.Figure{
			{Kind: news.Killed, Low: 12, High: 12, Bound: news.Exact, Who: "soldiers"},
			{Kind: news.Killed, Low: 40, Bound: news.Vague, Who: "civilians"},
			{Kind: news.Killed, Low: 6, High: 6, Bound: news.Exact, Who: "medics"},
		},
		[]string{"A dozen soldiers", "scores of civilians", "half a dozen medics"},
	},
	{
		"toll of a war", "No fewer than 3,500 people have been displaced since October 2023.",
		[]news.Figure{{
			Kind: news.Displaced, Low: 3500, Bound: news.AtLeast, Who: "people",
			Period: "since October 2023", Cumulative: true,
		}},
		[]string{"No fewer than 3,500 people"},
	},
	{
		"who gives it", "Marchuk said that nearly 30 people were missing.",
		[]news.Figure{{Kind: news.Missing, Low: 30, Bound: news.About, Who: "people", By: "Oleh Marchuk"}},
		[]string{"nearly 30 people"},
	},
	{
		"killed or wounded is neither", "Ten people, eight of them children, were killed or wounded.",
		[]news.Figure{
			{Kind: news.Killed, Low: 10, Bound: news.UpTo, Who: "people"},
			{Kind: news.Injured, Low: 10, Bound: news.UpTo, Who: "people"},
		},
		[]string{"Ten people", "Ten people"},
	},
	{
		"including a child", "Two people, including a child, were killed.",
		[]news.Figure{{Kind: news.Killed, Low: 2, High: 2, Bound: news.Exact, Who: "people"}},
		[]string{"Two people"},
	},
	{
		"shot down of launched", "Air defences shot down 45 of the 60 drones launched overnight.",
		[]news.Figure{
			{Kind: news.Drones, Low: 45, High: 45, Bound: news.Exact, Period: "overnight", Down: true},
			{Kind: news.Drones, Low: 60, High: 60, Bound: news.Exact, Period: "overnight"},
		},
		[]string{"45 of the 60 drones", "60 drones"},
	},
	{
		"toll that rises", "The death toll rose to 31. The number of wounded stood at 120.",
		[]news.Figure{
			{Kind: news.Killed, Low: 31, High: 31, Bound: news.Exact},
			{Kind: news.Injured, Low: 120, High: 120, Bound: news.Exact},
		},
		[]string{"31", "120"},
	},
	{
		"feared, confirmed", "Nine people were feared killed. Three nurses had so far been confirmed dead.",
		[]news.Figure{
			{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact, Who: "people"},
			{
				Kind: news.Killed, Low: 3, High: 3, Bound: news.Exact, Who: "nurses", Period: "so far",
			},
		},
		[]string{"Nine people", "Three nurses"},
	},
	{
		"part of a toll, and no part of it",
		"At least 25 were killed, among them 8 nurses. Others may be among the 100 hostages.",
		[]news.Figure{
			{Kind: news.Killed, Low: 25, Bound: news.AtLeast},
			{Kind: news.Killed, Low: 8, High: 8, Bound: news.Exact, Who: "nurses", Part: true},
			{Kind: news.Captured, Low: 100, High: 100, Bound: news.Exact, Who: "hostages"},
		},
		[]string{"At least 25", "8 nurses", "100 hostages"},
	},
	{
		"some of a number", "The bodies of four of the nine students were found.",
		[]news.Figure{{Kind: news.Killed, Low: 4, High: 4, Bound: news.Exact, Who: "students"}},
		[]string{"four of the nine students"},
	},
	{
		"prisoners", "Police arrested some 300 protesters and the rebels took 30 people hostage.",
		[]news.Figure{
			{Kind: news.Detained, Low: 300, Bound: news.About, Who: "protesters"},
			{Kind: news.Captured, Low: 30, High: 30, Bound: news.Exact, Who: "people"},
		},
		[]string{"some 300 protesters", "30 people hostage"},
	},
	{
		"money", "The $2.5 million loan, worth €2.3bn, was approved after they lost 3 million hryvnias.",
		[]news.Figure{
			{Kind: news.Money, Low: 2.5e6, High: 2.5e6, Bound: news.Exact, Unit: "USD"},
			{Kind: news.Money, Low: 2.3e9, High: 2.3e9, Bound: news.Exact, Unit: "EUR"},
			{Kind: news.Money, Low: 3e6, High: 3e6, Bound: news.Exact, Unit: "UAH"},
		},
		[]string{"$2.5 million", "€2.3bn", "3 million hryvnias"},
	},
	{
		"land, way and time",
		"The army seized 20 square kilometres of land, about 15 km from the border, in 36 hours.",
		[]news.Figure{
			{Kind: news.Area, Low: 20, High: 20, Bound: news.Exact, Unit: "km2"},
			{Kind: news.Distance, Low: 15, Bound: news.About, Unit: "km"},
			{Kind: news.Duration, Low: 36, High: 36, Bound: news.Exact, Unit: "h"},
		},
		[]string{"20 square kilometres", "about 15 km", "36 hours"},
	},
	{
		"old toll and new", "The toll rose from 7 to 9. It climbed to 31 dead from 28.",
		[]news.Figure{
			{Kind: news.Killed, Low: 9, High: 9, Bound: news.Exact},
			{Kind: news.Killed, Low: 31, High: 31, Bound: news.Exact},
		},
		[]string{"9", "31 dead"},
	},
	{
		"sum of several strikes",
		"The raid killed at least 25 people overnight, bringing the total since Friday to more than 100.",
		[]news.Figure{
			{Kind: news.Killed, Low: 25, Bound: news.AtLeast, Who: "people", Period: "overnight"},
			{Kind: news.Killed, Low: 100, Bound: news.AtLeast, Period: "since Friday", Cumulative: true},
		},
		[]string{"at least 25 people", "more than 100"},
	},
	{
		"out of", "Air defences destroyed 57 out of 90 drones.",
		[]news.Figure{
			{Kind: news.Drones, Low: 57, High: 57, Bound: news.Exact, Down: true},
			{Kind: news.Drones, Low: 90, High: 90, Bound: news.Exact},
		},
		[]string{"57 out of 90 drones", "90 drones"},
	},
	{
		"shot down, said behind", "They launched 100 Shahed attack drones in March, of which 67 were shot down.",
		[]news.Figure{
			{Kind: news.Drones, Low: 100, High: 100, Bound: news.Exact, Period: "in March", Cumulative: true},
			{Kind: news.Drones, Low: 67, High: 67, Bound: news.Exact, Period: "in March", Down: true, Cumulative: true},
		},
		[]string{"100 Shahed attack drones", "67"},
	},
	{
		"share of the killed", "Five of the eleven people killed were children. Six of the wounded left hospital.",
		[]news.Figure{{Kind: news.Killed, Low: 11, High: 11, Bound: news.Exact, Who: "people"}},
		[]string{"eleven people killed"},
	},
	{
		"of whom", "The north sent 11,000 soldiers, of whom some 400 were killed, and 40 wounded, 7 of whom " +
			"later died.",
		[]news.Figure{
			{Kind: news.Killed, Low: 400, Bound: news.About},
			{Kind: news.Injured, Low: 40, High: 40, Bound: news.Exact},
			{Kind: news.Killed, Low: 7, High: 7, Bound: news.Exact},
		},
		[]string{"some 400", "40 wounded", "7"},
	},
	{
		"two sorts of harm", "1.5 million people were at risk of famine and 300,000 had fled.",
		[]news.Figure{{Kind: news.Displaced, Low: 3e5, High: 3e5, Bound: news.Exact}},
		[]string{"300,000"},
	},
	{
		"driven out", "Nearly 2 million people have been forced from their homes.",
		[]news.Figure{{Kind: news.Displaced, Low: 2e6, Bound: news.About, Who: "people"}},
		[]string{"Nearly 2 million people"},
	},
	{
		"killed with others",
		"The mayor was shot dead near his home, along with two guards. Hundreds were killed or taken hostage.",
		[]news.Figure{
			{Kind: news.Killed, Low: 2, High: 2, Bound: news.Exact, Who: "guards"},
			{Kind: news.Killed, Low: 200, Bound: news.UpTo},
			{Kind: news.Captured, Low: 200, Bound: news.UpTo},
		},
		[]string{"two guards", "Hundreds", "Hundreds"},
	},
	{
		"breakdown", "Eight people (three soldiers and five civilians) were wounded.",
		[]news.Figure{
			{Kind: news.Injured, Low: 8, High: 8, Bound: news.Exact, Who: "people"},
			{Kind: news.Injured, Low: 3, High: 3, Bound: news.Exact, Who: "soldiers", Part: true},
			{Kind: news.Injured, Low: 5, High: 5, Bound: news.Exact, Who: "civilians", Part: true},
		},
		[]string{"Eight people", "three soldiers", "five civilians"},
	},
	{
		"headline", "One killed, 3 wounded in Sarova shelling",
		[]news.Figure{
			{Kind: news.Killed, Low: 1, High: 1, Bound: news.Exact, Place: "Sarova"},
			{Kind: news.Injured, Low: 3, High: 3, Bound: news.Exact, Place: "Sarova"},
		},
		[]string{"One killed", "3 wounded"},
	},
	{
		"a day before the count", "On 23 September 28 bodies were found in Sarova.",
		[]news.Figure{{
			Kind: news.Killed, Low: 28, High: 28, Bound: news.Exact, Place: "Sarova",
			Period: "On 23 September",
		}},
		[]string{"28 bodies"},
	},
	{
		"when it was said is not when it was",
		"Marchuk said on Monday that 12 people were killed on Sunday in Sarova.",
		[]news.Figure{{
			Kind: news.Killed, Low: 12, High: 12, Bound: news.Exact, Who: "people", Place: "Sarova",
			Period: "on Sunday", By: "Oleh Marchuk",
		}},
		[]string{"12 people"},
	},
	{
		"where a minister spoke is not where it was",
		"Speaking in Kyiv on the budget of the coming year, Marchuk said that 5 people had died.",
		[]news.Figure{{Kind: news.Killed, Low: 5, High: 5, Bound: news.Exact, Who: "people", By: "Oleh Marchuk"}},
		[]string{"5 people"},
	},
	{
		"may have died, and last week",
		"As many as 1,000 people may have died in the flood that killed 11 last week.",
		[]news.Figure{
			{Kind: news.Killed, Low: 1000, Bound: news.UpTo, Who: "people"},
			{Kind: news.Killed, Low: 11, High: 11, Bound: news.Exact, Period: "last week"},
		},
		[]string{"As many as 1,000 people", "11"},
	},
	{
		"only feared for", "If the dam breaks, 10,000 people could be killed. It would have killed ten more.", nil,
		nil,
	},
	{
		"free, and a share", "They released 5 hostages. Some 90 percent of the 2 million people have been displaced.",
		[]news.Figure{
			{Kind: news.Freed, Low: 5, High: 5, Bound: news.Exact, Who: "hostages"},
			{Kind: news.Percent, Low: 90, Bound: news.About},
		},
		[]string{"5 hostages", "Some 90 percent"},
	},
	{
		"ages in a list", "Among the injured were Ivan Petrov, 53; Anna Koval, 24; and a cousin of ages 9 to 18.",
		nil,
		nil,
	},
	{
		"dates, ages, times, ranks",
		"Ivan Petrov, 43, died on 7 May 2023 at 11:40 in apartment 12 under Resolution 1701.", nil, nil,
	},
	{"death is the first word", "Dead along with two guards and the mayor.", nil, nil},
	{"nobody", "No one was injured. Not a single person was killed. None of the four priests was hurt.", nil, nil},
	{"not yet", "They had sworn to kill 10 judges.", nil, nil},
	{"what is no person", "The army captured three villages in five attacks.", nil, nil},
}

func TestFind(t *testing.T) {
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			mentions := wordstest.Mentions(tt.body, named)
			got := Find(tt.body, wordstest.Sentences(tt.body), mentions)
			var text []string
			for i, f := range got {
				text = append(text, f.Span().In(tt.body))
				got[i].Start, got[i].End = 0, 0
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", tt.body, d)
			}
			if d := cmp.Diff(tt.text, text); d != "" {
				t.Errorf("Find(%q) covers (-want +got):\n%s", tt.body, d)
			}
		})
	}
}
