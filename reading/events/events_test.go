package events_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading"
	"sitrep/reading/events"
)

// wednesday is the day on which the sentences of the tests were published.
var wednesday = time.Date(2025, 5, 14, 12, 0, 0, 0, time.UTC)

func read(t testing.TB, body string) []news.EventMention {
	t.Helper()
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	return r.Read(news.Article{Body: body, Published: wednesday}).Events
}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		body, word    string
		act           news.Act
		mode          news.Mode
		actor, target string
		place, day    string
		opposition    string
		polarity      int
	}{
		{
			body: "Russian troops shelled the town of Nikopol on Monday.", word: "shell",
			act: news.ActAssault, mode: news.Did, actor: "Russian troops", target: "the town of Nikopol",
			place: "Nikopol", day: "2025-05-12",
		},
		{
			body: "The town of Nikopol was shelled by Russian troops on Monday.", word: "shell",
			act: news.ActAssault, mode: news.Did, actor: "Russian troops", target: "The town of Nikopol",
			place: "Nikopol", day: "2025-05-12",
		},
		{
			body: "Hamas has rejected the " +
				"proposal.", word: "reject", act: news.ActReject, mode: news.Did, actor: "Hamas",
			target: "the proposal", day: "2025-05-14", opposition: "agree", polarity: -1,
		},
		{
			body: "Hamas agreed to release six hostages.", word: "release", act: news.ActAgree, mode: news.Will,
			actor: "Hamas", target: "six hostages", opposition: "free", polarity: 1,
		},
		{
			body: "The army did not attack the village.", word: "attack", act: news.ActAssault, mode: news.DidNot,
			actor: "The army", target: "the village",
		},
		{
			body: "Israel may invade Lebanon.", word: "invade", act: news.ActAssault, mode: news.May,
			actor: "Israel", target: "Lebanon", place: "Lebanon",
		},
		{
			body: "Ukraine carried out a drone strike on an oil depot in Engels overnight.", word: "drone strike",
			act: news.ActAssault, mode: news.Did, actor: "Ukraine", target: "an oil depot in Engels", place: "Engels",
			day: "2025-05-13",
		},
		{
			body: "Russia launched 120 drones at Kyiv on " +
				"Tuesday.", word: "launch", act: news.ActAssault, mode: news.Did,
			actor: "Russia", target: "120 drones at Kyiv", place: "Kyiv", day: "2025-05-13",
		},
		{
			body: "Two soldiers were killed by a roadside bomb near " +
				"Mosul.", word: "roadside bomb", act: news.ActAssault,
			mode: news.Did, target: "Mosul", place: "Mosul",
		},
		{
			body: "Colombia's government will resume peace talks with the ELN in Havana.", word: "peace talks",
			act: news.ActAgree, mode: news.Will, actor: "Colombia's government", target: "the ELN in Havana",
			place: "Havana", opposition: "go", polarity: 1,
		},
		{
			body: "Nobody claimed " +
				"responsibility.", word: "claim responsibility", act: news.ActAccuse, mode: news.DidNot,
			actor: "Nobody",
		},
	} {
		t.Run(tt.body, func(t *testing.T) {
			var got *news.EventMention
			all := read(t, tt.body)
			for i := range all {
				if all[i].Word == tt.word {
					got = &all[i]
				}
			}
			if got == nil {
				t.Fatalf("Read(%q) = %+v, want %q", tt.body, all, tt.word)
			}
			if got.Act != tt.act || got.Mode != tt.mode || got.Opposition != tt.opposition && tt.opposition != "" ||
				tt.opposition != "" && got.Polarity != tt.polarity {
				t.Errorf("act %q, mode %q, %s %d, want %q, %q, %s %d", got.Act, got.Mode, got.Opposition, got.Polarity,
					tt.act, tt.mode, tt.opposition, tt.polarity)
			}
			if a := got.Actor.In(tt.body); a != tt.actor {
				t.Errorf("actor %q, want %q", a, tt.actor)
			}
			if a := got.Target.In(tt.body); a != tt.target {
				t.Errorf("target %q, want %q", a, tt.target)
			}
			if got.Place.Name != tt.place && tt.place != "" {
				t.Errorf("place %q, want %q", got.Place.Name, tt.place)
			}
			if got.Day != tt.day && tt.day != "" {
				t.Errorf("day %q, want %q", got.Day, tt.day)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, a, b string
		want       events.Relation
	}{
		{
			"another number", "A strike on Sunday in Kherson killed 45 people.",
			"A strike on Sunday in Kherson killed 71 people.", events.Revised,
		},
		{
			"another day", "A strike on Monday in Kherson killed 45 people.",
			"A strike on Tuesday in Kherson killed 45 people.", events.Different,
		},
		{
			"agreed and rejected", "Hamas agreed to the ceasefire proposal of the mediators.",
			"Hamas rejected the ceasefire proposal of the mediators.", events.Opposed,
		},
		{
			"planned and done", "The envoys will meet in Doha to discuss the truce.",
			"The envoys met in Doha to discuss the truce.", events.Different,
		},
		{
			"closed and reopened", "Egypt closed the Rafah crossing.", "Egypt reopened the Rafah crossing.",
			events.Different,
		},
		{
			"denied", "Rwanda sent troops across the border into Congo.",
			"Rwanda denied that it had sent troops across the border into Congo.", events.Opposed,
		},
		{
			"corrected", "The ministry said 31 people died in the attack on the bus.",
			"The ministry corrected its statement: 13 people, not 31, died in the attack on the bus.", events.Revised,
		},
		{
			"retaken", "M23 rebels captured the city of Goma.", "Congo's army recaptured the city of Goma from " +
				"M23 rebels.",
			events.Different,
		},
		{
			"another place", "M23 rebels captured the city of Goma.", "M23 rebels captured the city of Bukavu.",
			events.Different,
		},
		{
			"reworded", "An air strike on a market in Sanaa killed 45 people.",
			"At least 45 people were killed when warplanes bombed a market in the Yemeni capital.", events.Same,
		},
		{
			"by whom and where", "Armenia and Azerbaijan signed a peace treaty on Friday.",
			"Armenia and Azerbaijan signed a peace treaty on Friday in Washington, officials said.", events.Same,
		},
		{
			"another matter", "Hezbollah fired rockets at Haifa.", "The Turkish lira fell to a record low on Thursday.",
			events.Different,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, _ := r.Compare(tt.a, tt.b, wednesday); got != tt.want {
				t.Errorf("Compare(%q, %q) = %s, want %s", tt.a, tt.b, got, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Russian troops shelled the town of Nikopol on Monday, killing 4, and will not stop.")
	f.Add("“We”, by, of and to: agreed to to strike strike strike – by by of of.")
	f.Add("killed")
	f.Fuzz(func(t *testing.T, body string) {
		all := read(t, body)
		for i, e := range all {
			if e.Start < 0 || e.End <= e.Start || e.End > len(body) || i > 0 && e.Start < all[i-1].Start {
				t.Fatalf("event %d of %q at [%d,%d)", i, body, e.Start, e.End)
			}
			for _, p := range []news.Party{e.Actor, e.Target} {
				if p.Named() && (p.Start < 0 || p.End > len(body)) {
					t.Fatalf("party of %q at %v", body, p.Span)
				}
			}
			if e.Gravity < 0 || e.Gravity > 10 {
				t.Fatalf("gravity %g", e.Gravity)
			}
		}
	})
}

func FuzzCompare(f *testing.F) {
	f.Add("Hamas agreed to the plan on Monday.", "Hamas rejected the plan, killing 4, not 5.")
	f.Add("", "not not , not the")
	r, err := reading.Load()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		switch relation, score := r.Compare(a, b, wednesday); {
		case score < 0 || score > 1:
			t.Fatalf("Compare(%q, %q) scores %g", a, b, score)
		case relation != events.Same && relation != events.Revised && relation != events.Opposed &&
			relation != events.Different:
			t.Fatalf("Compare(%q, %q) = %q", a, b, relation)
		}
	})
}

// A headline is read as a sentence is; its spans are in the title.
func TestHeadline(t *testing.T) {
	r, err := reading.Load()
	if err != nil {
		t.Fatal(err)
	}
	const title = "Israel strikes Rafah"
	got := r.Read(news.Article{Title: title, Body: "Nothing else was known.", Published: wednesday}).Headline
	if len(got) != 1 || got[0].Span().In(title) != "strikes" || got[0].Actor.In(title) != "Israel" ||
		got[0].Target.In(title) != "Rafah" {
		t.Errorf("headline of %q = %+v", title, got)
	}
}

// What befalls more people, or a head of state, is graver; what is only said, less.
func TestGravity(t *testing.T) {
	order := []string{
		"The minister criticised the report.",
		"The ministers held talks in Geneva.",
		"Gunmen attacked a village in Mali.",
		"Gunmen attacked a village in Mali and killed 40 people.",
		"Gunmen assassinated the president of Haiti.",
	}
	last := -1.0
	for _, s := range order {
		g := 0.0
		for _, e := range read(t, s) {
			g = max(g, e.Gravity)
		}
		if g <= last {
			t.Errorf("%q weighs %.2f, no more than the one before, %.2f", s, g, last)
		}
		last = g
	}
}

// TestReadNoVerbInNames reads no act where a word that may be one belongs to a name or is a noun.
func TestReadNoVerbInNames(t *testing.T) {
	for body, want := range map[string][]string{
		"Its missiles struck an Israeli cargo ship in the Gulf of Oman on Monday.":                  {"strike"},
		"The army killed 60 fighters of the Rapid Support Forces near Babanusa.":                    {"kill"},
		"Rebels captured a town where the Popular Defence Forces Training Centre stood, they said.": {"capture"},
		"Britain and France ship weapons to the government in Kyiv.":                                {"ship"},
	} {
		var got []string
		for _, e := range read(t, body) {
			if !e.Kind.Spoken() {
				got = append(got, e.Word)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", body, diff)
		}
	}
}

// TestReadLongAgo resolves months and years that are named alone, and what is counted back from the day of publication.
func TestReadLongAgo(t *testing.T) {
	for body, want := range map[string][2]string{
		"In March four vessels were hit by explosions off the coast.":           {"2025-03-01", "2025-03-31"},
		"In December rebels captured the town.":                                 {"2024-12-01", "2024-12-31"},
		"Rebels captured the town in August 2014.":                              {"2014-08-01", "2014-08-31"},
		"Troops invaded Crimea in 2014.":                                        {"2014-01-01", "2014-12-31"},
		"Rebels captured the town three weeks ago.":                             {"2025-04-20", "2025-04-26"},
		"Rebels captured the town 10 days ago.":                                 {"2025-05-04", ""},
		"Ministers will sign the agreement in March, the office said.":          {"2026-03-01", "2026-03-31"},
		"In 2500 villages the army has arrested people.":                        {"2025-05-14", ""},
		"The army arrested 14 people in May, a month without rain in the city.": {"2025-05-01", "2025-05-31"},
	} {
		var got [2]string
		if e := read(t, body); len(e) > 0 {
			got = [2]string{e[0].Day, e[0].LastDay}
		}
		if got != want {
			t.Errorf("%s: %v, want %v", body, got, want)
		}
	}
}
