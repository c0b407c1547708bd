package gazetteer

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEmbeddedGazetteer(t *testing.T) {
	if _, err := newGazetteer(); err != nil {
		t.Fatal(err)
	}
}

// TestLookup looks places of the news up under the spellings of the news.
func TestLookup(t *testing.T) {
	g := Open()
	tests := []struct {
		name    string
		country string
		lat     float64
		lon     float64
	}{
		{"Avdiivka", "UA", 48.14, 37.74},
		{"Zaporizhzhia", "UA", 47.84, 35.14},
		{"Kostiantynivka", "UA", 48.53, 37.71},
		{"Huliaipole", "UA", 47.66, 36.26},
		{"Kiev", "UA", 50.45, 30.52},
		{"Київ", "UA", 50.45, 30.52},
		{"Velyka Novosilka", "UA", 47.84, 36.83},
		{"Crimea", "UA", 45.3, 34.4},
		{"Donbas", "UA", 48.3, 38},
		{"Vnukovo", "RU", 55.6, 37.28},
		{"St. Petersburg", "RU", 59.94, 30.31},
		{"Stepanakert", "AZ", 39.82, 46.75},
		{"Rafah", "PS", 31.3, 34.24},
		{"Khan Younis", "PS", 31.34, 34.31},
		{"Gaza City", "PS", 31.5, 34.47},
		{"Jabalia", "PS", 31.53, 34.49},
		{"Deir al-Balah", "PS", 31.42, 34.35},
		{"Nuseirat", "PS", 31.45, 34.39},
		{"Shujaiya", "PS", 31.51, 34.48},
		{"Dahiyeh", "LB", 33.85, 35.51},
		{"Nabatieh", "LB", 33.38, 35.48},
		{"Raqqa", "SY", 35.95, 39.01},
		{"Deir Ezzor", "SY", 35.34, 40.14},
		{"Hodeidah", "YE", 14.8, 42.95},
		{"Marib", "YE", 15.46, 45.33},
		{"El Fasher", "SD", 13.63, 25.35},
		{"Strait of Hormuz", "", 26.57, 56.25},
		{"Oxfordshire", "GB", 51.75, -1.3},
		{"Türkiye", "TR", 39, 35},
		{"U.S.", "US", 39.8, -99.2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := g.Lookup(tt.name)
			if len(found) == 0 {
				t.Fatalf("Lookup(%q) found nothing", tt.name)
			}
			c := found[0]
			if c.Country != tt.country || math.Abs(c.Lat-tt.lat) > .1 || math.Abs(c.Lon-tt.lon) > .1 {
				t.Errorf("Lookup(%q)[0] = %s (%s) at %.2f, %.2f, want %s at %.2f, %.2f", tt.name, c.Name, c.Country,
					c.Lat, c.Lon, tt.country, tt.lat, tt.lon)
			}
		})
	}
}

func TestLookupIgnoresCaseDiacriticsAndPunctuation(t *testing.T) {
	g := Open()
	for _, names := range [][]string{
		{"Chasiv Yar", "CHASIV YAR", "chasiv-yar"},
		{"São Paulo", "Sao Paulo"},
		{"Mek'ele", "Mekele", "Mek’ele"},
		{"Saint Petersburg", "St. Petersburg", "St Petersburg"},
	} {
		want := g.Lookup(names[0])
		if len(want) == 0 {
			t.Errorf("Lookup(%q) found nothing", names[0])
		}
		for _, n := range names[1:] {
			if diff := cmp.Diff(want, g.Lookup(n)); diff != "" {
				t.Errorf("Lookup(%q) differs from Lookup(%q):\n%s", n, names[0], diff)
			}
		}
	}
}

func TestLookupOfNothing(t *testing.T) {
	g := Open()
	for _, name := range []string{"", ".", "  ", "'", "Qqqqzzz", strings.Repeat("Long ", 1000), "\xff\xfe"} {
		if got := g.Lookup(name); len(got) != 0 {
			t.Errorf("Lookup(%.20q) = %v, want nothing", name, got[0])
		}
	}
}

func TestDemonym(t *testing.T) {
	g := Open()
	for word, want := range map[string]string{
		"Russian": "RU", "Ukrainians": "UA", "Sudanese": "SD", "Russia": "",
		"friend": "",
	} {
		if got := g.Demonym(word); got != want {
			t.Errorf("Demonym(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestCompileGazetteer(t *testing.T) {
	places := []Candidate{
		{
			Name: "Springfield", Class: City, Country: "US", Admin: "IL", Population: 116_000, Lat: 39.8, Lon: -89.64,
			GeoNames: 4250542,
		},
		{
			Name: "Springfield", Class: City, Country: "US", Admin: "MO", Population: 167_000, Lat: 37.21, Lon: -93.3,
			GeoNames: 4409896,
		},
		{
			Name: "Avdiyivka", Class: City, Country: "UA", Admin: "05", Population: 35_000, Lat: 48.14, Lon: 37.74,
			GeoNames: 713122,
		},
		{Name: "Ad Dayr", Class: City, Country: "SY", Admin: "07", Lat: -90, Lon: 180, GeoNames: 1<<24 - 1},
	}
	for i := range 100 { // several blocks
		places = append(places, Candidate{
			Name: fmt.Sprintf("Éville %d", i), Class: Quarter, Country: "FR", Admin: "11",
			Lat: float64(i) / 2, Lon: 2, GeoNames: int64(i),
		})
	}
	data, err := Compile(places)
	if err != nil {
		t.Fatal(err)
	}
	table, err := openTable(string(data))
	if err != nil {
		t.Fatal(err)
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < .003 })
	people := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Population" },
		cmp.Comparer(func(a, b int) bool { return math.Abs(float64(a-b)) <= .1*float64(max(a, b)) }))
	for _, tt := range []struct {
		key  string
		want []Candidate
	}{
		{"springfield", []Candidate{places[1], places[0]}}, // the most populous first
		{"avdiyivka", places[2:3]},
		{"avdiivka", places[2:3]}, // as the news spells it
		{"ad dayr", places[3:4]},
		{"deir", places[3:4]},
		{"eville 0", places[4:5]},
		{"eville 99", places[103:104]},
		{"eville", nil},
		{"a", nil},
		{"zz", nil},
	} {
		if diff := cmp.Diff(tt.want, table.find(tt.key), near, people); diff != "" {
			t.Errorf("find(%q) (-want +got):\n%s", tt.key, diff)
		}
	}
}

func TestCompileGazetteerRefuses(t *testing.T) {
	for _, c := range []Candidate{
		{Name: "Nowhere", Country: "Utopia"},
		{Name: "Nowhere", Country: "US", GeoNames: 1 << 24},
		{Name: strings.Repeat("x", 300), Country: "US"},
	} {
		if _, err := Compile([]Candidate{c}); err == nil {
			t.Errorf("CompileGazetteer(%.20q, %q, %d) succeeded", c.Name, c.Country, c.GeoNames)
		}
	}
}

func TestOpenTableRefuses(t *testing.T) {
	good, err := Compile([]Candidate{{
		Name: "Kyiv", Class: Capital, Country: "UA", Admin: "12", Lat: 50,
		Lon: 30,
	}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"empty": "", "foreign": "PNG is not a table",
		"cut off": string(good[:tableHeader+2]),
	} {
		if _, err := openTable(data); err == nil {
			t.Errorf("openTable accepts a table that is %s", name)
		}
	}
}

func TestEachRow(t *testing.T) {
	var got [][]string
	err := eachRow("# comment\n\na\tb\r\nc\n", 2, func(f []string) error { got = append(got, f); return nil })
	if diff := cmp.Diff([][]string{{"a", "b"}, {"c", ""}}, got); diff != "" || err != nil {
		t.Errorf("eachRow: %v\n%s", err, diff)
	}
	if err := eachRow("x\na\tb\tc", 2, func([]string) error { return nil }); err == nil ||
		!strings.Contains(err.Error(), "line 2") {
		t.Errorf("eachRow with a field too many = %v, want an error that names line 2", err)
	}
}

func ExampleGazetteer_Lookup() {
	g := Open()
	for _, c := range g.Lookup("Tripoli")[:2] {
		fmt.Printf("%s, %s: %.1f, %.1f\n", c.Name, c.Country, c.Lat, c.Lon)
	}
	// Output:
	// Tripoli, LY: 32.9, 13.2
	// Tripoli, LB: 34.4, 35.8
}
