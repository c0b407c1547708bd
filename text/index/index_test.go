package index

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sitrep/news"
)

// TestSpellingsFindEachOther searches a text for a word that is spelt otherwise in it.
func TestSpellingsFindEachOther(t *testing.T) {
	for _, c := range []struct {
		typed, text string
		want        string // what is marked, "" for nothing
	}{
		// Apostrophes, marks, case.
		{"marib", "The road to Ma'rib is cut.", "Ma'rib"},
		{"Ma’rib", "The road to Maʾrib is cut.", "Maʾrib"},
		{"al-Sha'b", "a poll in al-Shaʿb square", "al-Shaʿb"},
		{"kamianets'", "Кам'янець", ""},
		{"Камянець", "обстріл Кам’янця? Кам’янець під вогнем", "Кам’янець"},
		{"reconnaissance's", "Reconnaissance drones", "Reconnaissance"},
		{"armee", "selon l’armée malienne", "armée"},
		{"l'armée", "l'armée malienne", "l'armée"},
		{"SAO tome", "São Tomé", "São Tomé"},
		{"Şırnak", "a blast in Sirnak", "Sirnak"},
		{"sirnak", "Şırnak’ta bir araç", "Şırnak’ta"},
		{"suriye", "Suriye'nin kuzeyi, Suriye'de", "Suriye'nin Suriye'de"},
		{"ma'in", "in Ma'in", "Ma'in"},
		{"lodz", "w Łodzi i Łódź", "Łódź"},
		// What stands in every text.
		{"bodies from the ruins", "the bodies lay in the ruins", "bodies ruins"},
		{`"from the ruins"`, "the dead from the ruins", "from the ruins"},
		{"the", "the ruins", "the"},
		// Inflection, by script.
		{"strikes", "a striking strike", "striking strike"},
		{"Одесса", "удар по Одессе", "Одессе"},
		{"Покровськ", "бої за Покровськом і в Покровську", "Покровськом Покровську"},
		{"Одеса", "вибухи в Одесі", "Одесі"},
		{"Запоріжжя", "у Запоріжжі", "Запоріжжі"},
		{"اسرائيلية", "الغارات الإسرائيلية على غزة", "الإسرائيلية"},
		{"الإسرائيلية", "غارات اسرائيلية", "اسرائيلية"},
		{"سودان", "في السودان وللسودان وبالسودان", "السودان وللسودان وبالسودان"},
		{"تهران", "انفجار در تهران", "تهران"},
		{"لبنان", "جنوب لُبنان", "لُبنان"},
		{"עזה", "צה\"ל תקף בעזה", "בעזה"},
		{"ישראל", "בישראל", "בישראל"},
		{"ירושלים", "בירושלים ולירושלים", "בירושלים ולירושלים"},
		{"Αθήνα", "στην ΑΘΗΝΑ", "ΑΘΗΝΑ"},
		{"दिल्ली", "नई दिल्ली में", "दिल्ली"},
		{"12,500", "some 12 500 people, 12500 of them", "12500"},
		// Without spaces.
		{"金門", "國軍在金門外海演習", "金門"},
		{"金", "國軍在金門外海演習", "金門"},
		{"門", "在金門", "門"},
		{"演习", "导弹演习结束", "演习"},
		{"ミサイル", "北朝鮮がミサイルを発射", "ミサイル"},
		{"サミイル", "北朝鮮がミサイルを発射", ""},
		{"러시아", "러시아는 우크라이나를 공격했다", "러시아"},
		{"กองทัพ", "กองทัพเมียนมาโจมตี", "กองทัพ"},
		{"စစ်တပ်", "မြန်မာစစ်တပ်က တိုက်ခိုက်", "စစ်တပ်"},
		{"J-20战机", "出动J-20战机", "J-20 战机"},
	} {
		t.Run(c.typed, func(t *testing.T) {
			var got []string
			for _, s := range Match(c.text, Parse(c.typed)) {
				got = append(got, c.text[s.Start:s.End])
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("searching %q in %q marks %q, want %q (%+v; %s)", c.typed, c.text, s, c.want, Parse(c.typed),
					Words(c.text))
			}
		})
	}
}

// holds is what a database decides.
func holds(words string, q []news.SearchClause) bool {
	all := strings.Fields(words)
	for _, c := range q {
		found := false
		for _, p := range c.Any {
			for i := range all {
				if len(p.Terms) > len(all)-i {
					break
				}
				ok := true
				for k, w := range p.Terms {
					last := k == len(p.Terms)-1
					ok = ok && (all[i+k] == w || last && p.Prefix && strings.HasPrefix(all[i+k], w))
				}
				found = found || ok
			}
		}
		if found == c.Not {
			return false
		}
	}
	return true
}

func TestOperators(t *testing.T) {
	const body = "Air defence shot down nine drones over Kharkiv. 两艘军舰驶过台湾海峡。"
	words := Words(body)
	for typed, want := range map[string]bool{
		"defence air": true, `"air defence"`: true, `"defence air"`: false, "“air defence”": true,
		"«air defence»": true,
		`"air defence`:  true, `air defence"`: true, `defence" "air`: true, "„air defence“": true,
		`"air defence”`:   true,
		"drones -kharkiv": false, "drones -kyiv": true, "drones −kharkiv": false, `-"nine drones"`: false,
		"-kyiv":              true,
		`-"drones nine" air`: true, "kyiv OR kharkiv": true, "kyiv OR odesa": false, "odesa OR kyiv OR kharkiv " +
			"air": true,
		"kyiv OR kharkiv odesa": false, `kyiv OR "nine drones"`: true, "OR drones": false, "drones OR": false,
		"drones AND nine": true, "drones NOT kharkiv": false, "drones | kyiv": true, "khark*": true, "kharkivs": true,
		"kharks*": false, "*": true, "d*": false, "台湾": true, "台海": false, "台*": true, "军舰 台湾": true,
		`"军舰驶过台湾"`: true, `"军舰台湾"`: false, "海峡 -军舰": false, "军舰 OR 潜艇": true, `"过台湾海峡" nine`: true,
		"drone": true, "": true, "...": true, "-": true, `"`: true,
	} {
		if got := holds(words, Parse(typed)); got != want {
			t.Errorf("%s: %v, want %v (%+v in %s)", typed, got, want, Parse(typed), words)
		}
	}
}

func FuzzIndex(f *testing.F) {
	for _, s := range []string{
		`a "b c" -d e* OR f`, "Слов'янськ", "台湾海峡 กองทัพ", "וּבְעַזָּה", "الإسرائيلية*", "12,000 l'armée",
		"\xff\xfe", "“a", "a\x00b*",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		words := Words(s)
		if !utf8.ValidString(words) || len(words) > 8*len(s)+8 {
			t.Errorf("Words(%q) = %q", s, words)
		}
		for w := range strings.FieldsSeq(words) {
			if len(w) > 2*longest || strings.ContainsAny(w, `"'*-`) {
				t.Errorf("Words(%q) has %q", s, w)
			}
		}
		q := Parse(s)
		for _, c := range q {
			for _, p := range c.Any {
				if len(p.Terms) == 0 {
					t.Errorf("Parse(%q) = %+v", s, q)
				}
			}
		}
		end := 0
		for _, m := range Match(s, q) {
			if m.Start < end || m.End <= m.Start || m.End > len(s) {
				t.Errorf("Match(%q) = %+v", s, m)
			}
			end = m.End
		}
	})
}

func BenchmarkWords(b *testing.B) {
	s := strings.Repeat("Russian forces shelled the city of Kupiansk on Saturday, killing two people, officials "+
		"said. ", 30)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Words(s)
	}
}

func ExampleParse() {
	for _, c := range Parse(`"air defence" khark* -drones`) {
		fmt.Println(c.Not, c.Any)
	}
	// Output:
	// false [{[air defenc] false}]
	// false [{[khark] false} {[khark] true}]
	// true [{[drone] false}]
}
