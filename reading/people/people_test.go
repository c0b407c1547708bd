package people

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/names"
	"sitrep/reading/words/wordstest"
	"sitrep/text"
	"sitrep/text/lang"
)

// readNames recognises and links the names of body.
func readNames(t testing.TB, body string) ([]news.Entity, []news.Mention) {
	t.Helper()
	model, err := names.Load()
	if err != nil {
		t.Fatalf("Load() = %v", err)
	}
	return Link(model.Recognise(body, spans(body)))
}

func spans(body string) []news.Span {
	sentences := text.Sentences(body, lang.English)
	out := make([]news.Span, len(sentences))
	for i, s := range sentences {
		out[i] = news.Span(s)
	}
	return out
}

// dispatch is written for the tests: an envoy who is named in one paragraph and described in another.
const dispatch = `KYIV, May 2 (Reuters) — Anna Kessler’s plane left Berlin early Thursday and landed in Minsk, where
she was to meet Viktor Hrynko on Thursday, according to Interfax.

Chancellor Otto Lindner’s special envoy arrived in Minsk on Thursday to meet Belarusian President Viktor Hrynko, the
Interfax news agency reported.

“We are close,” Lindner told Axios. Ukrainian Foreign Minister Olena Marchenko said Moscow rejected the
plan. The White House declined to comment.

Hrynko, the president of Belarus, did not speak. Kessler had met Hrynko twice in Minsk. Maj. Gen. Pavlo Sych, a
spokesman for the General Staff, said the 47th Mechanized Brigade had used HIMARS near Avdiivka. The spokesman gave no
toll.`

func TestRead(t *testing.T) {
	entities, mentions := readNames(t, dispatch)
	kinds := make(map[string]news.EntityKind)
	roles := make(map[string][]string)
	for _, e := range entities {
		kinds[e.Name] = e.Kind
		for _, r := range e.Roles {
			if got := r.Span.In(dispatch); got != r.Title {
				t.Errorf("role of %s: Span covers %q, Title is %q", e.Name, got, r.Title)
			}
			roles[e.Name] = append(roles[e.Name], r.Title)
		}
	}
	for name, want := range map[string]news.EntityKind{
		"Anna Kessler": news.Person, "Viktor Hrynko": news.Person, "Olena Marchenko": news.Person,
		"Pavlo Sych": news.Person,
		"Interfax":   news.Organisation, "Axios": news.Organisation, "White House": news.Organisation,
		"Reuters": news.Organisation,
		"Minsk":   news.PlaceKind, "Berlin": news.PlaceKind, "Avdiivka": news.PlaceKind,
		"HIMARS": news.WeaponKind, "47th Mechanized Brigade": news.MilitaryUnit,
	} {
		if kinds[name] != want {
			t.Errorf("kind of %s = %q, want %q", name, kinds[name], want)
		}
	}
	for name, want := range map[string][]string{
		"Anna Kessler":    {"Chancellor Otto Lindner’s special envoy"},
		"Viktor Hrynko":   {"Belarusian President", "president of Belarus"},
		"Olena Marchenko": {"Ukrainian Foreign Minister"},
		"Pavlo Sych":      {"spokesman for the General Staff"},
	} {
		slices.Sort(roles[name])
		if diff := cmp.Diff(want, roles[name]); diff != "" {
			t.Errorf("roles of %s (-want +got):\n%s", name, diff)
		}
	}
	for _, tt := range []struct {
		span, name        string
		nominal, metonymy bool
	}{
		{"Chancellor Otto Lindner’s special envoy", "Anna Kessler", true, false},
		{"The spokesman", "Pavlo Sych", true, false},
		{"Moscow", "Moscow", false, true},
		{"Lindner", "Otto Lindner", false, false},
	} {
		if !slices.ContainsFunc(mentions, func(m news.Mention) bool {
			return m.Span().In(dispatch) == tt.span && m.Name == tt.name && m.Nominal == tt.nominal &&
				m.Metonymy == tt.metonymy
		}) {
			t.Errorf("no mention %+v", tt)
		}
	}
}

// TestReadBridgeDoubt shows that nobody gets an office when two people are equally in its company.
func TestReadBridgeDoubt(t *testing.T) {
	body := `Anna Kessler landed in Minsk on Thursday to meet Viktor Hrynko.

Paul Brandt landed in Minsk on Thursday to meet Viktor Hrynko.

Chancellor Otto Lindner’s special envoy arrived in Minsk on Thursday to meet Viktor Hrynko.`
	entities, _ := readNames(t, body)
	for _, e := range entities {
		for _, r := range e.Roles {
			if r.Inferred {
				t.Errorf("%s is inferred to be %q", e.Name, r.Title)
			}
		}
	}
}

func TestReadNamesakes(t *testing.T) {
	body := `President Joe Biden spoke in Washington. His brother James Biden was not there. Biden left early, aides ` +
		`said. Joe Biden and Jill Biden flew to Delaware.`
	entities, mentions := readNames(t, body)
	var persons []string
	for _, e := range entities {
		if e.Kind == news.Person {
			persons = append(persons, e.Name)
		}
	}
	if diff := cmp.Diff([]string{"Joe Biden", "James Biden", "Jill Biden"}, persons); diff != "" {
		t.Errorf("persons (-want +got):\n%s", diff)
	}
	for _, m := range mentions {
		if m.Span().In(body) == "Biden" && m.Name != "Joe Biden" {
			t.Errorf("Biden is %s, want the one in office", m.Name)
		}
	}
}

func TestReadAliasesInOneArticle(t *testing.T) {
	body := `Volodymyr Zelensky spoke. The Israel Defense Forces (IDF) struck Rafah. Zelenskyy thanked the U.N. The ` +
		`IDF denied it. The United Nations was silent. President Volodymyr Zelenskiy left.`
	entities, mentions := readNames(t, body)
	names := make(map[string]string)
	for _, m := range mentions {
		names[m.Span().In(body)] = entities[m.Entity].Name
	}
	for span, want := range map[string]string{
		// Of his two whole names the one with the office stands for him.
		"Volodymyr Zelensky": "Volodymyr Zelenskiy", "Zelenskyy": "Volodymyr Zelenskiy",
		"Volodymyr Zelenskiy": "Volodymyr Zelenskiy", "IDF": "Israel Defense Forces", "U.N.": "United Nations",
	} {
		if names[span] != want {
			t.Errorf("%s is %q, want %q", span, names[span], want)
		}
	}
}

// check fails if what Read gave breaks its contract.
func check(t *testing.T, body string, entities []news.Entity, mentions []news.Mention) {
	t.Helper()
	end, valid := 0, utf8.ValidString(body)
	for i, m := range mentions {
		if m.Start < 0 || m.End <= m.Start || m.End > len(body) || i > 0 && m.Start < mentions[i-1].Start {
			t.Fatalf("mention %+v after %d is out of order", m, end)
		}
		if valid && !utf8.ValidString(m.Span().In(body)) {
			t.Fatalf("mention %+v cuts a rune", m)
		}
		if !m.Nominal {
			if m.Start < end {
				t.Fatalf("mention %+v overlaps the one before", m)
			}
			end = m.End
		}
		if m.Entity < 0 || m.Entity >= len(entities) || entities[m.Entity].Name != m.Name ||
			entities[m.Entity].Kind != m.Kind {
			t.Fatalf("mention %+v is not of its entity", m)
		}
	}
}

func TestReadHostile(t *testing.T) {
	for _, tt := range []struct {
		name, unit string
		size       int
	}{
		{
			"five megabytes of one line", "Russian forces struck the town of Kurakhove overnight and Kyiv denied it ",
			5 << 20,
		},
		{"one line without spaces", "A", 1 << 20},
		{"capitals", "MOSCOW SAID KYIV ATTACKED ", 1 << 18},
		{"no punctuation", "President Vladimir Putin met Donald Trump in Moscow ", 1 << 18},
		{"table of names", "Ivanov Ivan\tPetrov Petr\n", 1 << 18},
		{"commas", "Smith, Jones, ", 1 << 18},
		{"offices", "president of the minister of the envoy of ", 1 << 18},
		{"possessives", "Trump’s envoy’s ", 1 << 18},
		{"quotes", "\"' ", 1 << 18},
		{"bidi controls", "\u202eKyiv\u202c \u2066Moscow\u2069 ", 1 << 18},
		{"mixed scripts", "Київ Москва القاهرة 北京 Kyiv ", 1 << 18},
		{"brackets", "NATO (NATO) ", 1 << 18},
		{"stops", "U.S. ", 1 << 18},
		{"invalid bytes", "\xff\xfe\xfd ", 1 << 18},
		{"zero bytes", "\x00", 1 << 18},
		{"hyphens", "Al-", 1 << 18},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body := strings.Repeat(tt.unit, tt.size/wordstest.HostileShare/len(tt.unit))
			entities, mentions := readNames(t, body)
			check(t, body, entities, mentions)
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		dispatch, "", "\xff", "President", "the envoy", "Trump’s envoy said", "A, B, the C.",
		"47th Brigade", "x’s",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		entities, mentions := readNames(t, body)
		check(t, body, entities, mentions)
	})
}

// TestBearers reads whose a name is that several people or organisations bear.
func TestBearers(t *testing.T) {
	for _, tt := range []struct {
		name, body, mention, want string
	}{
		{
			"an acronym by the country",
			"Fighting went on in Khartoum on Sunday. The RSF said it held the airport of the Sudanese capital.", "RSF",
			"Rapid Support Forces",
		},
		{
			"the same acronym by the press",
			"Two journalists were arrested on Sunday. The RSF, a press watchdog, said that it was alarmed.", "RSF",
			"Reporters Without Borders",
		},
		{
			"the same acronym, explained",
			"Reporters Without Borders (RSF) said that Sudan was a dangerous country. RSF spoke of Khartoum.", "RSF",
			"Reporters Without Borders",
		},
		{"the same acronym without a hint", "The RSF said on Sunday that it was alarmed.", "RSF", "RSF"},
		{
			"a son", "Donald Trump met Donald Trump Jr. in Ohio on Friday. Trump Jr. smiled.", "Trump Jr.",
			"Donald Trump Jr.",
		},
		{
			"a father",
			"Donald Trump Jr. met Donald Trump in Ohio on Friday. Donald Trump smiled.", "Donald Trump smiled",
			"Donald Trump",
		},
		{"a wife", "Bill Clinton and Hillary Clinton spoke in Ohio on Friday. Bill Clinton went first. Mrs. Clinton " +
			"followed.", "Clinton followed", "Hillary Clinton"},
		{
			"a husband", "Bill Clinton and Hillary Clinton spoke in Ohio on Friday. Mr. Clinton went first.",
			"Clinton went", "Bill Clinton",
		},
		{
			"the brother named last",
			"Anna Kessler met her brother Paul Kessler in Bonn on Friday. Kessler left early.",
			"Kessler left", "Paul Kessler",
		},
		{
			"a father in office",
			"Former Vice President Joe Biden and his son Hunter Biden were named on Friday. Hunter Biden sat on a " +
				"board. Biden denied it.", "Biden denied", "Joe Biden",
		},
		{
			"a surname that is no place", "President Bashar Assad spoke on Friday. The army of Assad fought on.",
			"Assad fought", "Bashar Assad",
		},
		{
			"a lost apostrophe", "President Bashar Assad spoke on Friday. Bashar Assads army fought on in Aleppo.",
			"Assads", "Bashar Assad",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, mentions := readNames(t, tt.body)
			at := strings.LastIndex(tt.body, tt.mention)
			for _, m := range mentions {
				if !m.Nominal && m.Start <= at && at < m.End {
					if !strings.HasPrefix(m.Name, tt.want) || tt.want == "RSF" && m.Name != "RSF" {
						t.Errorf("%q is %q, want %q", tt.mention, m.Name, tt.want)
					}
					return
				}
			}
			t.Errorf("%q is no mention: %v", tt.mention, mentions)
		})
	}
}

// TestRoles reads descriptions of people.
func TestRoles(t *testing.T) {
	for _, tt := range []struct{ name, body, who, want string }{
		{
			"address in between",
			"Joint Chiefs of Staff Chairman Gen. Martin Dempsey spoke on Friday.", "Martin Dempsey",
			"Joint Chiefs of Staff Chairman",
		},
		{"not who speaks for him", "A spokesman for Mr. Putin denied it on Friday.", "Putin", ""},
		{"nor his adviser", "A senior policy adviser to Mike Pompeo denied it on Friday.", "Mike Pompeo", ""},
		{
			"designate", "Secretary of State-designate Mike Pompeo spoke on Friday.", "Mike Pompeo",
			"Secretary of State-designate",
		},
		{"elect", "President-elect Joe Biden spoke on Friday.", "Joe Biden", "President-elect"},
		{
			"hyphen", "The pro-Russian President Viktor Yanukovych fled on Friday.", "Viktor Yanukovych",
			"pro-Russian President",
		},
		{
			"a country that is spelt like a pronoun", "Anna Kessler, the former US envoy to Syria, left.",
			"Anna Kessler", "former US envoy to Syria",
		},
		{"home", "The home secretary, Anna Kessler, spoke on Friday.", "Anna Kessler", "home secretary"},
		{"shadow", "The shadow home secretary, Anna Kessler, left.", "Anna Kessler", "shadow home secretary"},
		{
			"a lost mark before the country", "Talks failed in Geneva British Foreign Secretary Anna Kessler said.",
			"Anna Kessler", "British Foreign Secretary",
		},
		{
			"a country's ally", "Israeli US envoy Anna Kessler spoke on Friday.", "Anna Kessler", "Israeli US envoy",
		},
		{"the day before the title", "On Friday President Barack Obama spoke.", "Barack Obama", "President"},
		{
			"former", "Former Ukrainian President Petro Poroshenko spoke on Friday.", "Petro Poroshenko",
			"Former Ukrainian President",
		},
		{"ex-", "The ex-president Petro Poroshenko spoke on Friday.", "Petro Poroshenko", "ex-president"},
		{
			"acting", "Acting Defense Secretary Patrick Shanahan spoke on Friday.", "Patrick Shanahan",
			"Acting Defense Secretary",
		},
		{
			"what he did is no description",
			"Chuck Hagel, replacing the president's third defense secretary, spoke on Friday.", "Chuck Hagel", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			entities, _ := readNames(t, tt.body)
			for _, e := range entities {
				if e.Name != tt.who {
					continue
				}
				got := ""
				if len(e.Roles) > 0 {
					got = e.Roles[0].Title
				}
				if got != tt.want {
					t.Errorf("role %q, want %q", got, tt.want)
				}
				return
			}
			t.Errorf("nobody is called %s: %v", tt.who, entities)
		})
	}
}

// TestWeaponsAndUnits reads what the lexicon knows by name, whatever the model makes of it.
func TestWeaponsAndUnits(t *testing.T) {
	for _, tt := range []struct {
		body, name string
		want       news.EntityKind
	}{
		{"Ukraine fired HIMARS rockets and ATACMS missiles on Friday.", "HIMARS", news.WeaponKind},
		{"Ukraine fired HIMARS rockets and ATACMS missiles on Friday.", "ATACMS", news.WeaponKind},
		{"Russia launched 40 Shahed drones on Friday.", "Shahed", news.WeaponKind},
		{"Russia launched 40 Shahed-136 drones on Friday.", "Shahed-136", news.WeaponKind},
		{"Two Iskander-M missiles hit the town on Friday.", "Iskander-M", news.WeaponKind},
		{"A Kinzhal missile hit the town on Friday.", "Kinzhal", news.WeaponKind},
		{"A Patriot battery shot it down on Friday.", "Patriot", news.WeaponKind},
		{"Germany sent 14 Leopard 2 tanks on Friday.", "Leopard 2", news.WeaponKind},
		{"A Bayraktar TB2 drone was lost on Friday.", "Bayraktar TB2", news.WeaponKind},
		{"Storm Shadow missiles hit the port on Friday.", "Storm Shadow", news.WeaponKind},
		{"A Merkava tank was hit on Friday.", "Merkava", news.WeaponKind},
		{"The Iron Dome shot down rockets on Friday.", "Iron Dome", news.WeaponKind},
		{"Hamas fired Qassam rockets on Friday.", "Qassam", news.WeaponKind},
		{"The Houthis fired a Burkan missile on Friday.", "Burkan", news.WeaponKind},
		{"Iran fired Fateh-110 missiles on Friday.", "Fateh-110", news.WeaponKind},
		{"An S-300 system was hit on Friday.", "S-300", news.WeaponKind},
		{"The 47th Mechanized Brigade left the town on Friday.", "47th Mechanized Brigade", news.MilitaryUnit},
		{"The 72nd Brigade left the town on Friday.", "72nd Brigade", news.MilitaryUnit},
		{"The Golani Brigade left the town on Friday.", "Golani Brigade", news.MilitaryUnit},
		{"Wagner left the town on Friday.", "Wagner", news.Organisation},
		{"The Azov Brigade left the town on Friday.", "Azov Brigade", news.Organisation},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, mentions := readNames(t, tt.body)
			for _, m := range mentions {
				if m.Span().In(tt.body) == tt.name {
					if m.Kind != tt.want {
						t.Errorf("%s in %q is of kind %s, want %s", tt.name, tt.body, m.Kind, tt.want)
					}
					return
				}
			}
			t.Errorf("%s is not found in %q: %v", tt.name, tt.body, mentions)
		})
	}
}

// TestMetonymy tells places that act or speak, and so stand for their governments, from those where things happen.
func TestMetonymy(t *testing.T) {
	for _, tt := range []struct {
		body, place string
		want        bool
	}{
		{"Kyiv said on Friday that the talks had failed.", "Kyiv", true},
		{"Moscow denied the strike.", "Moscow", true},
		{"Talks between Washington and Tehran went on.", "Tehran", true},
		{"The minister accused Moscow of lying.", "Moscow", true},
		{"Washington has repeatedly urged calm.", "Washington", true},
		{"A drone hit Kyiv on Friday.", "Kyiv", false},
		{"Thousands marched in Moscow on Friday.", "Moscow", false},
		{"Troops left Kyiv before dawn.", "Kyiv", false},
	} {
		t.Run(tt.body, func(t *testing.T) {
			_, mentions := readNames(t, tt.body)
			for _, m := range mentions {
				if m.Span().In(tt.body) == tt.place {
					if m.Metonymy != tt.want || m.Kind != news.PlaceKind {
						t.Errorf("%s: kind %s, metonymy %t, want a place and %t", tt.place, m.Kind, m.Metonymy, tt.want)
					}
					return
				}
			}
			t.Errorf("%s is not found: %v", tt.place, mentions)
		})
	}
}

// TestCompoundOffices has offices of several words that hyphens or "in" join.
func TestCompoundOffices(t *testing.T) {
	for body, want := range map[string]string{
		"Ukraine's Commander-in-Chief Andrii Holub visited Lyman on Monday.":       "Ukraine's Commander-in-Chief",
		"Commander-in-chief Kyaw Zin Tun told troops to hold the base.":            "Commander-in-chief",
		"Army commander-in-chief Sanjay Rathore flew to the border.":               "Army commander-in-chief",
		"Commander in Chief Peter Halloran ordered the fleet to sail.":             "Commander in Chief",
		"Peter Halloran, the newspaper's editor-in-chief, was detained on Monday.": "newspaper's editor-in-chief",
		"Former commander-in-chief Oleh Marchuk left.":                             "Former commander-in-chief",
		"The spokesman of Commander-in-Chief Andrii Holub denied it.":              "Commander-in-Chief",
	} {
		entities, _ := readNames(t, body)
		var got []string
		for _, e := range entities {
			for _, r := range e.Roles {
				got = append(got, r.Title)
			}
		}
		if !slices.Equal(got, []string{want}) {
			t.Errorf("%q has the offices %q, want %q", body, got, want)
		}
	}
}
