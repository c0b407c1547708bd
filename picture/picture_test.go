package picture

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"
	"unicode"

	"sitrep/news"
	"sitrep/wording"
)

// sampleMap is a map with all that may stand on one: tolls, a region, several events in a town, what is far away, what
// has no place.
func sampleMap(w *wording.Words) Map {
	return Map{
		Title: "Ukraine war", Words: w, Unplaced: []int{9},
		Marks: []Mark{
			{1, "Strike hits homes", "Kyiv", 50.45, 30.52, false, 12},
			{2, "Drones", "Kharkiv", 49.99, 36.23, false, 3},
			{3, "Talks", "Moscow", 55.75, 37.62, false, 0},
			{4, "Assault", "Pokrovsk", 48.28, 37.18, false, 1},
			{5, "Shelling", "Kherson Oblast", 46.6, 33.0, true, 2},
			{6, "Talks", "Washington", 38.9, -77.03, false, 0},
			{7, "Rescue", "Kyiv", 50.45, 30.52, false, 0},
			{8, "Port", "حلب", 44.6, 33.5, false, 0},
		},
	}
}

func samplePlot(w *wording.Words) Plot {
	d := time.Date(2025, 4, 24, 3, 0, 0, 0, time.UTC)
	return Plot{Title: "Killed · Kyiv", Words: w, Givers: []Giver{
		{"Emergency service", []Value{
			{d, 2, 0, news.AtLeast, ""},
			{d.Add(9 * time.Hour), 9, 0, news.Exact, news.Corrected},
			{d.Add(14 * time.Hour), 8, 0, news.Exact, ""},
		}},
		{"The mayor", []Value{{d.Add(2 * time.Hour), 9, 0, news.Exact, ""}, {d.Add(20 * time.Hour), 12, 0, "", ""}}},
		{"Reuters", []Value{{d.Add(5 * time.Hour), 9, 12, news.Exact, ""}}},
		{"A ministry", []Value{
			{d.Add(10 * time.Hour), 5, 0, news.UpTo, ""}, {d.Add(11 * time.Hour), 24, 0, news.Vague, ""},
		}},
	}}
}

// TestPicturesInEachLanguage draws each twice: the bytes are the same, few enough and a picture, and the words are
// short enough for Discord.
func TestPicturesInEachLanguage(t *testing.T) {
	for _, tag := range wording.Languages() {
		w := wording.In(tag)
		for name, p := range map[string]drawable{"map": sampleMap(w), "plot": samplePlot(w)} {
			t.Run(name+" "+tag, func(t *testing.T) {
				b, err := p.PNG()
				if err != nil {
					t.Fatal(err)
				}
				if tag == "ar" {
					if again, _ := p.PNG(); !bytes.Equal(b, again) {
						t.Error("drawn twice, the bytes differ")
					}
				}
				const most = 200 << 10
				if len(b) > most {
					t.Errorf("%d bytes, at most %d are wanted", len(b), most)
				}
				shown, err := png.Decode(bytes.NewReader(b))
				if err != nil || shown.Bounds().Dx() != width {
					t.Errorf("no picture of %d pixels: %v", width, err)
				}
				if n := units(p.Alt()); n == 0 || n > 1024 {
					t.Errorf("described in %d units: %s", n, p.Alt())
				}
			})
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	for name, p := range map[string]drawable{
		"map": Map{Unplaced: []int{1}, Words: wording.English}, "plot": Plot{Words: wording.English},
	} {
		if b, err := p.PNG(); b != nil || err != nil || p.Alt() != "" {
			t.Errorf("%s: %d bytes, %v, %q, want nothing", name, len(b), err, p.Alt())
		}
	}
}

// TestHostileMarks draws what nobody should hand in: positions outside the world, names without end, no letters.
func TestHostileMarks(t *testing.T) {
	m := Map{Title: strings.Repeat("x", 5000), Words: wording.In("ar")}
	for i := range 60 {
		m.Marks = append(m.Marks, Mark{
			Number: i + 1, Text: strings.Repeat("слово ", 300), Place: strings.Repeat("\u202eمكان🔥", 200),
			Lat: float64(i*7 - 200), Lon: float64(i*13 - 400), Toll: float64(i) * 1e9,
		})
	}
	b, err := m.PNG()
	if err != nil || len(b) == 0 || units(m.Alt()) > 1024 {
		t.Errorf("%d bytes, %v, described in %d units", len(b), err, units(m.Alt()))
	}
}

func TestChosenLeavesOutWhatIsFarAway(t *testing.T) {
	in, out := sampleMap(wording.English).chosen()
	if len(in) != 7 || len(out) != 1 || out[0].Place != "Washington" {
		t.Errorf("on the map %v, outside %v", in, out)
	}
}

// TestBordersAreThoseThatTheUnitedNationsRecognise looks for lines where there is a border and where there is none.
func TestBordersAreThoseThatTheUnitedNationsRecognise(t *testing.T) {
	tests := []struct {
		name  string
		where box
		want  map[lineKind]bool
	}{
		{"Perekop, within Ukraine", box{33.55, 46.0, 33.75, 46.25}, map[lineKind]bool{}},
		{"Sumy and Kursk", box{34.5, 51.1, 35.2, 51.4}, map[lineKind]bool{border: true}},
		{"Kosovo and Serbia", box{20.9, 42.8, 21.5, 43.3}, map[lineKind]bool{contested: true}},
		{"the west of the Golan", box{35.62, 33.0, 35.66, 33.2}, map[lineKind]bool{contested: true}},
		{"the north of Western Sahara", box{-12, 27.6, -9, 27.7}, map[lineKind]bool{contested: true}},
		{"the line of control in Kashmir", box{74, 34.2, 76, 34.9}, map[lineKind]bool{contested: true}},
		{"northern Cyprus", box{33.2, 35.1, 33.6, 35.25}, map[lineKind]bool{}},
		{"Somaliland", box{48, 8.5, 49, 10}, map[lineKind]bool{}},
		{"Lebanon and Syria", box{36.3, 33.9, 36.7, 34.3}, map[lineKind]bool{border: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := map[lineKind]bool{}
			for _, l := range world().lines {
				if l.kind != border && l.kind != contested {
					continue
				}
				for i := 1; i < len(l.points); i++ {
					for step := range 20 {
						a, b, part := l.points[i-1], l.points[i], float64(step)/20
						if test.where.holds(degrees{a.lon + (b.lon-a.lon)*part, a.lat + (b.lat-a.lat)*part}) {
							got[l.kind] = true
						}
					}
				}
			}
			if len(got) != len(test.want) || got[border] != test.want[border] ||
				got[contested] != test.want[contested] {
				t.Errorf("lines %v, want %v (1 a border, 2 contested)", got, test.want)
			}
		})
	}
}

func TestNamesInTwoLines(t *testing.T) {
	long := "the city's military administration of the left bank"
	l := wrapped(long, medium, 200, 2)
	if len(l) != 2 || l[0].width > 200 || l[1].width > 200 || l[0].width < 100 {
		t.Errorf("%q is set in %+v", long, l)
	}
	if l := wrapped("Vitali Klitschko", medium, 200, 2); len(l) != 1 {
		t.Errorf("a short name takes %d lines", len(l))
	}
	if l := wrapped(long, medium, 200, 1); len(l) != 1 || l[0].width > 200 {
		t.Errorf("in one line: %+v", l)
	}
}

func TestLinesOfBothDirections(t *testing.T) {
	c := letters()
	var got []string
	for _, r := range visual(c.runs("Kyiv حلب 12 القدس", regular)) {
		got = append(got, strings.TrimSpace(string(r.runes)))
	}
	if text := strings.Join(got, "|"); !strings.HasPrefix(text, "Kyiv|القدس") || !strings.HasSuffix(text, "حلب") {
		t.Errorf("from left to right: %s", text)
	}
	got = got[:0]
	for _, r := range visual(c.runs("خارج \u20687 Kyiv\u2069 · \u20688 Lviv\u2069", regular)) {
		got = append(got, strings.TrimSpace(string(r.runes)))
	}
	if text := strings.Join(got, "|"); !strings.HasPrefix(text, "8 Lviv|") || !strings.Contains(text, "|7 Kyiv|") {
		t.Errorf("numbered names from left to right: %s", text)
	}
	_, joined := setLine("ييي", 20, regular)
	alone := 0.0
	for _, r := range "ييي" {
		_, w := setLine(string(r), 20, regular)
		alone += w
	}
	if joined > 0.8*alone {
		t.Errorf("joined letters are %.1f pixels wide, alone %.1f: they are not shaped", joined, alone)
	}
	if _, w := setLine("\U0001F525", 20, regular); w != 0 {
		t.Error("a letter that no font has takes room")
	}
}

// TestTownsAreNamedInOneScript finds a town that a map would name in other letters than the towns beside it: what a
// digest tells of is named as in its articles, and so is all that lies around.
func TestTownsAreNamedInOneScript(t *testing.T) {
	for _, town := range world().towns {
		for _, r := range town.name {
			if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Lm, r) {
				t.Errorf("%s has the letter %q", town.name, r)
			}
		}
	}
}

// TestLettersOfEachLanguage finds a letter of a catalogue that no font has.
func TestLettersOfEachLanguage(t *testing.T) {
	c := letters()
	for _, tag := range wording.Languages() {
		w := wording.In(tag)
		texts, _ := w.Says()
		for _, country := range []string{"UA", "SY", "IL", "PS", "SD", "MM", "BR"} {
			texts = append(texts, w.Country(country))
		}
		for _, month := range []time.Month{1, 5, 9, 12} {
			texts = append(texts, w.LongDate(time.Date(2025, month, 3, 0, 0, 0, 0, time.UTC)))
		}
		texts = append(texts, w.Own(), w.Number(12345.5))
		for _, text := range texts {
			text = strings.NewReplacer("→", "", "←", "").Replace(text) // of revised numbers, which no picture says
			n := 0
			for _, r := range c.runs(text, bold) {
				n += len(r.runes)
			}
			if n != len([]rune(text)) {
				t.Errorf("%s: %q has letters that no font has", tag, text)
			}
		}
	}
}

func TestGalleryRemembers(t *testing.T) {
	g := NewGallery()
	first, err := g.Map(t.Context(), sampleMap(wording.English))
	if err != nil || len(first.PNG) == 0 || first.Alt == "" {
		t.Fatalf("%d bytes, %v", len(first.PNG), err)
	}
	again, _ := g.Map(t.Context(), sampleMap(wording.English))
	if &again.PNG[0] != &first.PNG[0] {
		t.Error("the same map was drawn twice")
	}
	if other, _ := g.Map(t.Context(), sampleMap(wording.In("uk"))); &other.PNG[0] == &first.PNG[0] {
		t.Error("a map in another language is the same")
	}
	if _, err := g.draw(t.Context(), "broken", broken{}); err == nil {
		t.Error("a picture that panics has no error")
	}
}

type broken struct{}

func (broken) PNG() ([]byte, error) { panic("no ink") }
func (broken) Alt() string          { return "" }

func BenchmarkMap(b *testing.B) {
	m := sampleMap(wording.English)
	for b.Loop() {
		if _, err := m.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlot(b *testing.B) {
	p := samplePlot(wording.English)
	for b.Loop() {
		if _, err := p.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}
