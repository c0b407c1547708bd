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
		{"bare surname", person(0, "Witkoff"), []news.Entity{person(1, "Steve Witkoff")}, 1},
		{"bare surname of two", person(0, "Kessler"), []news.Entity{
			person(1, "Anna Kessler"),
			person(2, "Paul Kessler"),
		}, 0},
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
			id, ok := Resolve(tt.local, tt.stored, at)
			if id != tt.want || ok != (tt.want != 0) {
				t.Errorf("Resolve(%q) = %d, %v, want %d", tt.local.Name, id, ok, tt.want)
			}
		})
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
