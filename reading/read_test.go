package reading

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

func reader(t testing.TB) *Reader {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// checkReading reports what breaks the promises of a reading: every span lies in the body, on rune boundaries, in
// order.
func checkReading(t *testing.T, body string, r news.Reading) {
	t.Helper()
	sound := func(what string, s news.Span) {
		t.Helper()
		if s.Start < 0 || s.Start >= s.End || s.End > len(body) || !utf8.RuneStart(body[s.Start]) ||
			s.End < len(body) && !utf8.RuneStart(body[s.End]) {
			t.Errorf("%s %v is no span of %q on rune boundaries", what, s, body[:min(len(body), 200)])
		}
	}
	end := 0
	for _, s := range r.Sentences {
		sound("sentence", s)
		if s.Start < end {
			t.Errorf("sentence %v begins before %d, where another ends", s, end)
		}
		end = s.End
	}
	for _, m := range r.Mentions {
		sound("mention", m.Span())
		if m.Entity < 0 || m.Entity >= len(r.Entities) || m.Name == "" {
			t.Errorf("mention %+v is of none of %d entities", m, len(r.Entities))
		}
	}
	for i, s := range r.Statements {
		for _, list := range [][]news.Span{s.Source, s.Cue, s.Content} {
			for _, p := range list {
				sound(fmt.Sprint("part of statement ", i), p)
			}
		}
		if s.Denies > len(r.Statements) {
			t.Errorf("statement %d of %d denies %d", i, len(r.Statements), s.Denies)
		}
	}
	for _, f := range r.Figures {
		sound("figure", f.Span())
	}
	for _, p := range r.Places {
		sound("place", news.Span{Start: p.Start, End: p.End})
	}
}

// paragraph is one with something for every part of reading in it.
const paragraph = "KYIV, April 25 (Reuters) — “We will not leave,” Mayor Oleh Marchuk told Axios on Friday, citing " +
	"U.S. officials. Russian drones killed at least 12 " +
	"people in Kharkiv and wounded dozens, the State Emergency Service said; Moscow denied it. President Volodymyr " +
	"Zelensky’s envoy arrived in Paris.\r\n"

// hostileTexts are what nobody should send, each by a unit that is repeated and one that begins the text.
var hostileTexts = []struct{ name, head, unit string }{
	{"empty", "", ""},
	{"one line", "", "Russia said that 12 people were killed in Kyiv and "},
	{"one word", "", "Zelensky"},
	{"capitals", "", "RUSSIAN MISSILE KILLS 12 IN KYIV, MAYOR SAYS. ZELENSKY CALLS ON ALLIES. "},
	{"no capitals, no stops", "", "putin said he would not meet zelensky in kyiv on friday "},
	{"no punctuation", "", "Putin Zelensky Moscow said Trump Reuters killed 12 Kyiv "},
	{"mixed scripts", "", "Зеленський said 習近平 met Асад в Kyiv، قال الوزير 12 killed. "},
	{"bidirectional controls", "", "\u202eThe mayor of \u2066Kyiv\u2069 said\u202c 12 people\u200b died\u200f. "},
	{
		"markup", "",
		`<p class="x">Russia &amp; <b>Ukraine</b> said <a href="https://x.example/?a=1&b=2">12 killed</a></p>` + "\n",
	},
	{"table of names", "", "Ivan Petrov\t1971\tMoscow\nAnna Koval\t1980\tKyiv\n"},
	{
		"sanctions", "",
		"1. Al-Hakim, Ahmad Mahmoud (a.k.a. “Abu Ali”), DOB 4 May 1971, POB Tripoli, Libya; Gazprombank; Wagner " +
			"Group. ",
	},
	{"quotation marks", "", "“"},
	{"straight marks", "", `" `},
	{"attributions", "", "he said she said "},
	{"quotations", "", "“No,” he said. "},
	{"open quotations", "", "“I did not see it, he said. "},
	{"numbers", "", "12 of the 40 and 7 killed, "},
	{"lists of places", "in ", "Kyiv, Moscow, Paris, Georgia, "},
	{"titles", "", "President General Minister "},
	{"initials", "", "J. R. R. "},
	{"denials", "", "Russia denied it. Ukraine said Russia struck Kyiv. "},
	{"parentheses", "", "(in Kyiv (12 killed "},
	{"combining marks", "", "e\u0301\u0302\u0303"},
	{"stray bytes", "", "\xffPutin \xc3said\xe2\x80 12 killed. "},
	{"blank lines", "", "Putin\n\n"},
	{"dateline", "KYIV, April 25 (Reuters) — ", "KYIV (AP) — "},
	{"article", "", paragraph},
}

// TestReadHostile ends soon because reading is linear in the length of the text: what is quadratic would take hours.
func TestReadHostile(t *testing.T) {
	r := reader(t)
	for _, tt := range hostileTexts {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			const size = 256 << 10 / wordstest.HostileShare
			body := tt.head
			if tt.unit != "" {
				body += strings.Repeat(tt.unit, size/len(tt.unit))
			}
			body = strings.ToValidUTF8(body, "\uFFFD")
			checkReading(t, body, r.Read(news.Article{Body: body}))
		})
	}
}

// TestReadPieces reads texts put together at random from pieces that mean something to one part of reading or
// another.
func TestReadPieces(t *testing.T) {
	r := reader(t)
	pieces := strings.Split("“|”|\"|'|’s|.|. |, |: |; | — |(|)|[...]|\n|\n\n|\r\n| said| told| according to| "+
		"denied| "+
		"as saying| killed| wounded| 12| dozens| of| of the| out of"+
		"| whom| and| or| by| in| on| from| to|Kyiv|Russia|Putin|Mr. |President |the | a|Reuters|TASS| "+
		"quoted|he|They|it|U.S.|April 25|$|%|drones| shot down| at least| up to|\u202e|é|习|\xff", "|")
	rng := rand.New(rand.NewPCG(4, 25))
	for range 3000 {
		var b strings.Builder
		for range 1 + rng.IntN(40) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
			if rng.IntN(2) == 0 {
				b.WriteByte(' ')
			}
		}
		body := strings.ToValidUTF8(b.String(), "\uFFFD")
		checkReading(t, body, r.Read(news.Article{Body: body}))
		if t.Failed() {
			t.Fatalf("reading %q", body)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, tt := range hostileTexts {
		f.Add(tt.head+strings.Repeat(tt.unit, 3), "")
	}
	f.Add(paragraph, "UA")
	f.Fuzz(func(t *testing.T, body, country string) {
		body = strings.ToValidUTF8(body, "\uFFFD")
		checkReading(t, body, reader(t).Read(news.Article{Body: body, Source: news.Source{Country: country}}))
	})
}

// samples are articles of four kilobytes: the sample dispatches, several to each.
func samples(b *testing.B) []news.Article {
	b.Helper()
	file, err := os.ReadFile("../cmd/bot/dispatches/2025-04.jsonl")
	if err != nil {
		b.Fatal(err)
	}
	const size = 4096
	var out []news.Article
	var body strings.Builder
	for line := range strings.Lines(string(file)) {
		var d struct{ Text string }
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			b.Fatal(err)
		}
		body.WriteString(d.Text + "\n\n")
		if body.Len() >= size {
			text := strings.ToValidUTF8(body.String()[:size], "")
			out = append(out, news.Article{Body: text})
			body.Reset()
		}
	}
	return out
}

// BenchmarkReading reads articles of 4 KB whole, on every core: sentences, names, statements, figures and places. It
// also reports what stays in memory when nothing is read: the models and gazetteers.
func BenchmarkReading(b *testing.B) {
	r, articles := reader(b), samples(b)
	b.SetBytes(4096)
	var next atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r.Read(articles[int(next.Add(1))%len(articles)])
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
	runtime.GC()
	runtime.GC() // the second empties what pools have kept through the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "MiB-held")
}

// BenchmarkGrowth reads hostile texts of one, two and four times 64 KB: the time for a byte must not grow.
func BenchmarkGrowth(b *testing.B) {
	r := reader(b)
	for _, tt := range hostileTexts {
		for _, times := range []int{1, 2, 4} {
			if tt.unit == "" {
				continue
			}
			body := strings.ToValidUTF8(tt.head+strings.Repeat(tt.unit, times*(64<<10)/len(tt.unit)), "\uFFFD")
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(tt.name, " ", "-"), times), func(b *testing.B) {
				b.SetBytes(int64(len(body)))
				for b.Loop() {
					r.Read(news.Article{Body: body})
				}
			})
		}
	}
}

// TestPlacesAndOutletsAreNobody: what begins or ends as only places do, groups behind an article, and outlets whose
// names look like people's.
func TestPlacesAndOutletsAreNobody(t *testing.T) {
	r := reader(t)
	body := "Rebels shelled Jisr al-Namra and Haddad Farms on Monday. Al-Jabha al-Shahbaa said it had left the " +
		"town. Deir " +
		"Samra was quiet, Paul Burj Haddad of Getty Images said."
	kinds := map[string]news.EntityKind{}
	for _, m := range r.Read(news.Article{Body: body, Language: "en"}).Mentions {
		kinds[m.Span().In(body)] = m.Kind
	}
	for name, want := range map[string]news.EntityKind{
		"Jisr al-Namra": news.PlaceKind, "Haddad Farms": news.PlaceKind, "Al-Jabha al-Shahbaa": news.Organisation,
		"Getty Images": news.Organisation, "Paul Burj Haddad": news.Person,
	} {
		if kinds[name] != want {
			t.Errorf("%s is a %q, want %q", name, kinds[name], want)
		}
	}
}

// TestNobodysNames: armed groups and ships are no people, whoever they are called after.
func TestNobodysNames(t *testing.T) {
	r := reader(t)
	body := "Kataib Imam al Sadiq, an Iraqi militia, said it had fired on the USS Walter Brennan and on the " +
		"tanker Maria " +
		"Lindqvist in the Gulf on Monday. The destroyer Walter Brennan was not hit. Liwa Abu Talib praised the " +
		"attack on the Walter " +
		"Brennan. Captain Paul Hendry of the navy said that nobody was hurt."
	kinds := map[string]news.EntityKind{}
	for _, m := range r.Read(news.Article{Body: body, Language: "en"}).Mentions {
		kinds[m.Span().In(body)] = m.Kind
	}
	for name, want := range map[string]news.EntityKind{
		"Kataib Imam al Sadiq": news.Organisation, "Liwa Abu Talib": news.Organisation,
		"USS Walter Brennan": news.WeaponKind, "Walter Brennan": news.WeaponKind, "Maria Lindqvist": "",
		"Paul Hendry": news.Person,
	} {
		if kinds[name] != want {
			t.Errorf("%s is a %q, want %q", name, kinds[name], want)
		}
	}
}

// TestWhereNotWho: quarters, villages and groups that no table has, outlets and ranks are no people; those who
// speak are.
func TestWhereNotWho(t *testing.T) {
	r := reader(t)
	const person, place, body = news.Person, news.PlaceKind, news.Organisation
	for _, tt := range []struct {
		text, name string
		want       news.EntityKind
	}{
		{"Shells fell on Salim Qaddur neighborhood. Two men died in Salim Qaddur.", "Salim Qaddur", place},
		{"Rebels left the outskirts of Tal Zarzur, where two tanks burned.", "Tal Zarzur", place},
		{"A rocket hit Hatem Rashidi school and wounded five pupils.", "Hatem Rashidi", place},
		{"The army took Madhamir el-Qasr, a town south of Homs, on Monday.", "Madhamir el-Qasr", place},
		{"Omar Haddad, a district judge in Homs, freed two men on Monday.", "Omar Haddad", person},
		{"The rebel group Fastahad told reporters of it. Fastahad denied it later.", "Fastahad", body},
		{"The army said that Ansar al-Furqan had fired on the camp near Homs.", "Ansar al-Furqan", body},
		{"\"We are close,\" the colonel told al-Araby al-Jadeed on Monday.", "al-Araby al-Jadeed", body},
		{"The town of Homs was shelled. Salim Qaddur said that two men had died.", "Salim Qaddur", person},
		{"The Obama administration said that it would send arms to the rebels.", "Obama", person},
		{"Russia backs Syrias Salim Qaddur, a diplomat said in Geneva on Monday.", "Salim Qaddur", person},
	} {
		got := news.EntityKind("")
		for _, m := range r.Read(news.Article{Body: tt.text, Language: "en"}).Mentions {
			if m.Span().In(tt.text) == tt.name {
				got = m.Kind
			}
		}
		if got != tt.want {
			t.Errorf("%q: %s is a %q, want %q", tt.text, tt.name, got, tt.want)
		}
	}
}

// TestBylines: whoever signs an article is not told of in it.
func TestBylines(t *testing.T) {
	r := reader(t)
	for body, want := range map[string][]string{
		"Two men died in Homs on Monday, Salim Qaddur said.\n\nReporting by Anna Kessler; editing by Paul Hendry": {
			"Salim Qaddur",
		},
		"Salim Qaddur left Homs. Writing by Anna Kessler; editing by Paul Hendry Our Standards: The Trust.": {
			"Salim Qaddur",
		},
		"The king left, said a report by Salim Qaddur. He was in Homs.":         {"Salim Qaddur"},
		"By Anna Kessler\n\nTwo men died in Homs on Monday, Salim Qaddur said.": {"Salim Qaddur"},
		"Two men died in Homs. The guard shot Salim Qaddur.":                    {"Salim Qaddur"},
		"Salim Qaddur died in Homs on Monday. By Salim Qaddur":                  {"Salim Qaddur"},
	} {
		a := news.Article{Body: body, Language: "en"}
		var got []string
		for _, e := range r.Resolve(Ask(a, r.Read(a), nil), nil).Entities {
			if e.Kind == news.Person {
				got = append(got, e.Name)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q tells of %q, want %q", body, got, want)
		}
	}
}
