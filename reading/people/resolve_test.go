package people

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/names"
)

func TestGroup(t *testing.T) {
	for _, tt := range []struct {
		name string
		in   []string
		want [][]string
	}{
		{"nothing", nil, nil},
		{"transliterations", []string{
			"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Володимир Зеленський",
			"Vladimir Zelenskiy", "Владимир Зеленский",
		}, [][]string{{
			"Volodymyr Zelensky", "Volodymyr Zelenskyy",
			"Володимир Зеленський", "Vladimir Zelenskiy", "Владимир Зеленский",
		}}},
		{
			"Belarusian given name",
			[]string{"Alexander Karpenka", "Aliaksandr Karpenka"},
			[][]string{{"Alexander Karpenka", "Aliaksandr Karpenka"}},
		},
		{
			"slip in a long name",
			[]string{"Oleksandr Hrytsenko", "Oleksandr Hrytsneko"},
			[][]string{{"Oleksandr Hrytsenko", "Oleksandr Hrytsneko"}},
		},
		{"no slip in a short one", []string{"Anna Lund", "Anna Lind"}, [][]string{{"Anna Lund"}, {"Anna Lind"}}},
		{"namesakes", []string{"Ivan Petrov", "Oleg Petrov"}, [][]string{{"Ivan Petrov"}, {"Oleg Petrov"}}},
		{
			"given names that look alike",
			[]string{"Marin Kovac", "Martin Kovac"},
			[][]string{{"Marin Kovac"}, {"Martin Kovac"}},
		},
		{"short given name", []string{"Joe Sutter", "Joseph Sutter"}, [][]string{{"Joe Sutter", "Joseph Sutter"}}},
		{"bare surname of one", []string{"Sutter", "Joe Sutter"}, [][]string{{"Sutter", "Joe Sutter"}}},
		{
			"bare surname of two",
			[]string{"Petrov", "Ivan Petrov", "Oleg Petrov"},
			[][]string{{"Petrov"}, {"Ivan Petrov"}, {"Oleg Petrov"}},
		},
		{
			"lost space",
			[]string{"Antonio Ferrucci", "GeneralAntonio Ferrucci"},
			[][]string{{"Antonio Ferrucci", "GeneralAntonio Ferrucci"}},
		},
		{
			"Arabic article",
			[]string{"Bashar al-Assad", "Bashar Assad", "Bashar al Asad"},
			[][]string{{"Bashar al-Assad", "Bashar Assad", "Bashar al Asad"}},
		},
		{
			"kunya",
			[]string{"Abu Karim al-Masri", "Abu Salim al-Masri"},
			[][]string{{"Abu Karim al-Masri"}, {"Abu Salim al-Masri"}},
		},
		{
			"father and son",
			[]string{"Hafez Haddad", "Bashar Hafez Haddad"},
			[][]string{{"Hafez Haddad"}, {"Bashar Hafez Haddad"}},
		},
		{
			"middle initials",
			[]string{"George H. W. Sutter", "George W. Sutter"},
			[][]string{{"George H. W. Sutter"}, {"George W. Sutter"}},
		},
		{
			"other people of one country",
			[]string{"Karim Haddad", "Kamal Haddad"},
			[][]string{{"Karim Haddad"}, {"Kamal Haddad"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Group(tt.in)); diff != "" {
				t.Errorf("Group(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	at := time.Date(2025, 5, 2, 0, 0, 0, 0, time.UTC)
	role := func(title string, last time.Time) []news.Role { return []news.Role{{Title: title, Last: last}} }
	person := func(id int64, name string, roles ...news.Role) news.Entity {
		return news.Entity{ID: id, Kind: news.Person, Name: name, Roles: roles}
	}
	org := func(id int64, name string, aliases ...string) news.Entity {
		return news.Entity{ID: id, Kind: news.Organisation, Name: name, Aliases: aliases}
	}
	for _, tt := range []struct {
		name   string
		local  news.Entity
		stored []news.Entity
		want   int64 // 0: nobody
	}{
		{"nothing stored", person(0, "Anna Kessler"), nil, 0},
		{
			"same name", person(0, "Anna Kessler"),
			[]news.Entity{person(1, "Anna Kessler"), person(2, "Paul Kessler")},
			1,
		},
		{"spelling", person(0, "Volodymyr Zelenskyy"), []news.Entity{person(1, "Volodymyr Zelensky")}, 1},
		{"another given name", person(0, "Paul Kessler"), []news.Entity{person(1, "Anna Kessler")}, 0},
		{"another kind", org(0, "Jordan"), []news.Entity{{ID: 1, Kind: news.PlaceKind, Name: "Jordan"}}, 0},
		{
			"surname with an article", person(0, "Omar al-Qasimi"),
			[]news.Entity{{ID: 1, Kind: news.Person, Name: "Walid al-Qasimi", Aliases: []string{"al-Qasimi"}}},
			0,
		},
		{"surname that is a given name, too", person(0, "Assad"), []news.Entity{person(1, "Bashar al-Assad")}, 1},
		{"bare surname", person(0, "Witkoff"), []news.Entity{person(1, "Steve Witkoff")}, 1},
		{"bare surname of two", person(0, "Kessler"), []news.Entity{
			person(1, "Anna Kessler"),
			person(2, "Paul Kessler"),
		}, 0},
		{"bare surname of two, one in office", person(0, "Kessler"), []news.Entity{
			person(1, "Anna Kessler", role("First Lady", at)...),
			person(2, "Paul Kessler", role("US President", at)...),
		}, 2},
		{"bare surname of two, one was in office", person(0, "Kessler"), []news.Entity{
			person(1, "Anna Kessler", role("prime minister", at)...),
			person(2, "Paul Kessler", role("former President", at)...),
		}, 1},
		{"a name that several have by now", person(0, "Anna Kessler"), []news.Entity{
			person(4, "Anna Kessler"), person(7, "Anna Kessler"),
		}, 4},
		{"known by the surname alone until now", person(0, "Paul Kessler", role("President", at)...), []news.Entity{
			person(3, "Kessler", role("President", at)...),
		}, 3},
		{"another one of that surname", person(0, "Anna Kessler", role("First Lady", at)...), []news.Entity{
			person(3, "Kessler", role("President", at)...),
		}, 0},
		{"the son of somebody who is known by the surname", person(0, "Mojtaba Khamenei"), []news.Entity{
			{ID: 1, Kind: news.Person, Name: "Ali Khamenei", Aliases: []string{"Khamenei"}},
			{ID: 4, Kind: news.Person, Name: "Mojtaba Khamenei", Aliases: []string{"Khamenei"}},
		}, 4},
		{"surname that the lexicon knows whose it is", person(0, "Khamenei"), []news.Entity{
			person(4, "Mojtaba Khamenei"), person(1, "Ali Khamenei"),
		}, 1},
		{"a ship with and without what it is", news.Entity{Kind: news.WeaponKind, Name: "Ann Halsted"}, []news.Entity{
			{ID: 5, Kind: news.WeaponKind, Name: "USS Ann Halsted"},
		}, 5},
		{"bare surname of two, role tells", person(0, "Kessler", role("special envoy to Minsk", at)...), []news.Entity{
			person(1, "Anna Kessler", role("special envoy to Minsk", at)...), person(2, "Paul Kessler"),
		}, 1},
		{"bare common surname", person(0, "Ivanov"), []news.Entity{person(1, "Sergei Ivanov")}, 0},
		{
			"bare surname of somebody long gone", person(0, "Witkoff"),
			[]news.Entity{person(1, "Steve Witkoff", role("envoy", at.AddDate(-3, 0, 0))...)},
			0,
		},
		{"bare surname, one is far better known", person(0, "Kessler"), []news.Entity{
			person(1, "Anna Kessler", news.Role{Title: "chancellor", Last: at, Count: 90}),
			person(2, "Paul Kessler", news.Role{Title: "author", Last: at, Count: 2}),
		}, 1},
		{"bare surname met before", person(0, "Kessler"), []news.Entity{
			person(1, "Anna Kessler"),
			person(2, "Paul Kessler"), person(3, "Kessler"),
		}, 3},
		{
			"middle initial forbids", person(0, "George H. W. Sutter"),
			[]news.Entity{{ID: 1, Kind: news.Person, Name: "George W. Sutter", Aliases: []string{"George Sutter"}}},
			0,
		},
		{"acronym", org(0, "IDF"), []news.Entity{org(1, "Israel Defense Forces")}, 1},
		{"acronym by alias", org(0, "Northern Relief Committee", "NRC"), []news.Entity{org(7, "NRC")}, 7},
		{"article", org(0, "the Kremlin"), []news.Entity{org(1, "Kremlin")}, 1},
		{"organisations that share a word", org(0, "Defence Ministry"), []news.Entity{org(1, "Interior Ministry")}, 0},
		{"nickname", person(0, "Bibi"), []news.Entity{person(1, "Benjamin Netanyahu")}, 1},
		{
			"place in another spelling",
			news.Entity{Kind: news.PlaceKind, Name: "Kiev"},
			[]news.Entity{{ID: 3, Kind: news.PlaceKind, Name: "Kyiv"}},
			3,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id, ok, _ := Resolve(tt.local, tt.stored, at)
			if id != tt.want || ok != (tt.want != 0) {
				t.Errorf("Resolve(%q) = %d, %v, want %d", tt.local.Name, id, ok, tt.want)
			}
		})
	}
}

// TestNobody: a name of which nobody can say whose it is makes no person.
func TestNobody(t *testing.T) {
	person := func(name string, roles ...news.Role) news.Entity {
		return news.Entity{ID: 1, Kind: news.Person, Name: name, Roles: roles}
	}
	for _, tt := range []struct {
		local  news.Entity
		stored []news.Entity
		want   bool
	}{
		{person("Kessler"), []news.Entity{person("Anna Kessler"), person("Paul Kessler")}, true},
		{person("Kessler"), []news.Entity{person("Anna Kessler")}, false},
		{person("Kessler"), nil, false},
		{person("Paul Kessler"), []news.Entity{person("Anna Kessler")}, false},
		{person("Judith"), nil, true},
		{person("Judith", news.Role{Title: "spokeswoman"}), nil, false},
		{person("Bibi"), nil, false},
	} {
		if _, _, nobody := Resolve(tt.local, tt.stored, time.Time{}); nobody != tt.want {
			t.Errorf("Resolve(%q) among %d: nobody = %v, want %v", tt.local.Name, len(tt.stored), nobody, tt.want)
		}
	}
}

// TestOtherwise: what one article takes for a person's name, and others have told as another's.
func TestOtherwise(t *testing.T) {
	person := news.Entity{ID: 1, Kind: news.Person, Name: "Kafroun"}
	place := news.Entity{ID: 2, Kind: news.PlaceKind, Name: "Kafroun"}
	official := news.Entity{Kind: news.Person, Name: "Kafroun", Roles: []news.Role{{Title: "spokesman"}}}
	for _, tt := range []struct {
		name   string
		local  news.Entity
		stored []news.Entity
		want   int64 // 0: it is a person's
	}{
		{"a village", person, []news.Entity{place}, 2},
		{"a village more often than somebody", person, []news.Entity{place, person}, 2},
		{"somebody more often than a village", person, []news.Entity{person, place}, 0},
		{"somebody with an office", official, []news.Entity{place}, 0},
		{"another village", person, []news.Entity{{ID: 3, Kind: news.PlaceKind, Name: "Kafroun Saada"}}, 0},
		{"a place", place, []news.Entity{{ID: 3, Kind: news.Organisation, Name: "Kafroun"}}, 0},
	} {
		if got, other := Otherwise(tt.local, tt.stored); other != (tt.want != 0) || other && got.ID != tt.want {
			t.Errorf("%s: Otherwise = %d, %v, want %d", tt.name, got.ID, other, tt.want)
		}
	}
}

// TestOneOrTwo: spellings of one person's name, and names of two.
func TestOneOrTwo(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		one  bool
	}{
		{"Abd al-Rahim Nasri", "Abdel Rahim Nasri", true},
		{"Abdul-Rahim Nasri", "Abdelrahim al-Nasri", true},
		{"Abdurrahman Tawil", "Abd al-Rahman al-Tawil", true},
		{"Salim Tawfiqiya", "Salim Tawfiqiyeh", true},
		{"Salim Dawiyah", "Salim Dawiyeh", true},
		{"Park Min-seok", "Park Min Seok", true},
		{"Park Min-seok", "Park Minseok", true},
		{"Tanaka Hiroyuki", "Hiroyuki Tanaka", true},
		{"Liu Weimin", "Liu Wei-min", true},
		{"Petro Halytskyi", "Peter Halytsky", true},
		{"Viktoria Hrim", "Victoria Hrim", true},
		{"Reza Amir-Hosseini", "Reza Amirhosseini", true},
		{"Javad Kermani", "Mohammad Javad Kermani", true},
		{"Bagher Rostami", "Mohammed Bagher Rostami", true},
		{"Park Min-seok", "Park Ji-won", false},
		{"Javad Kermani", "Mohammad Reza Kermani", false},
		{"Mohammad Javad Kermani", "Mohammad Hossein Kermani", false},
		{"Yasser Hamdan", "Ahmed Yasser Hamdan", false},
		{"Ash Hendry", "Walter Hendry", false},
		{"Van Hendry", "Walter Hendry", false},
		{"Omar Abdullah", "Abdullah Omar", false},
		{"James Thomas", "Thomas James", false},
		{"Abdel Rahim Nasri", "Abdel Karim Nasri", false},
		{"Kim Carter", "Carter Kim", false},
		{"Petro Halytskyi", "Pavlo Halytskyi", false},
		{"Victoria Hrim", "Viktor Hrim", false},
	} {
		a := news.Entity{ID: 1, Kind: news.Person, Name: tt.a}
		_, one, _ := Resolve(news.Entity{Kind: news.Person, Name: tt.b}, []news.Entity{a}, time.Time{})
		if one != tt.one {
			t.Errorf("%s and %s are one = %v, want %v", tt.a, tt.b, one, tt.one)
		}
		shared := slices.ContainsFunc(Lookup(a), func(k string) bool { return slices.Contains(Keys(tt.b), k) })
		if tt.one && !shared {
			t.Errorf("%s and %s share no key: %q, %q", tt.a, tt.b, Lookup(a), Keys(tt.b))
		}
		if got := len(Group([]string{tt.a, tt.b})) == 1; got != tt.one {
			t.Errorf("%s and %s are grouped = %v, want %v", tt.a, tt.b, got, tt.one)
		}
	}
}

// TestKeysMeet shows that whoever Resolve can merge is found by a shared key.
func TestKeysMeet(t *testing.T) {
	for _, pair := range [][2]string{
		{"Volodymyr Zelensky", "Зеленський"},
		{"Steve Witkoff", "Witkoff"},
		{"IDF", "Israel Defense Forces"},
		{"Sergei Lavrov", "Serhiy Lavrov"},
		{"the White House", "White House"},
		{"Bibi", "Benjamin Netanyahu"},
		{"Hezbollah", "Hizbullah"},
		{"Northern Relief Committee", "NRC"},
	} {
		if a, b := Keys(pair[0]), Keys(pair[1]); !slices.ContainsFunc(a,
			func(k string) bool { return slices.Contains(b, k) }) {
			t.Errorf("Keys(%q) = %q and Keys(%q) = %q share nothing", pair[0], a, pair[1], b)
		}
	}
	if got := Keys("—"); len(got) != 0 {
		t.Errorf("Keys of punctuation = %q, want none", got)
	}
}

func TestSound(t *testing.T) {
	for _, tt := range []struct{ a, b string }{
		{"zelenskyy", "zelenskii"},
		{"zelensky", "zelenskiy"},
		{"haidai", "hayday"},
		{"sergei", "sergii"},
		{"klichko", "klitchko"},
	} {
		if names.Sound(tt.a) != names.Sound(tt.b) {
			t.Errorf("sound(%q) = %q, sound(%q) = %q", tt.a, names.Sound(tt.a), tt.b, names.Sound(tt.b))
		}
	}
	for _, tt := range []struct{ a, b string }{{"petrov", "petrova"}, {"karimov", "kerimov"}, {"smith", "smit"}} {
		if names.Sound(tt.a) == names.Sound(tt.b) {
			t.Errorf("sound(%q) = sound(%q) = %q", tt.a, tt.b, names.Sound(tt.a))
		}
	}
}
