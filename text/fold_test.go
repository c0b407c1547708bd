package text

import (
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"lower case", "KYIV", "kyiv"},
		{"plain stays", "kyiv", "kyiv"},
		{"marks off Latin", "Éric Černý Erdoğan", "eric cerny erdogan"},
		{"letters without decomposition", "Łódź Ærø Straße", "lodz aero strasse"},
		{"curly quotes", "“Sana’a”", "\"sana'a\""},
		{"Cyrillic keeps its letters", "Київ, Йосип", "київ, йосип"},
		{"Russian yo", "Пётр", "петр"},
		{"Arabic marks and tatweel", "مُحَـمَّد", "محمد"},
		{"full width", "ＮＡＴＯ", "nato"},
		{"invisible characters", "Za\u00adpo\u200brizh\u202ezhia", "zaporizhzhia"},
		{"Turkish dotted capital", "İdlib", "idlib"},
		{"non-breaking space", "2\u00a0km", "2 km"},
		{"dashes", "Deir al–Balah", "deir al-balah"},
		{"invalid bytes vanish", "a\xffb", "ab"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.in); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestKey(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"Cyrillic", "Зеленский", "zelenskii"},
		{"stops vanish", "U.N.", "un"},
		{"apostrophes vanish", "Sana’a", "sanaa"},
		{"hyphens part words", "Deir  al-Balah", "deir al balah"},
		{"ends", " (Kyiv) ", "kyiv"},
		{"nothing left", "—", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Key(tt.in); got != tt.want {
				t.Errorf("Key(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Éric", "й", "\xff", "İ", "ﷺ", "K"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := Fold(s)
		if !utf8.ValidString(folded) {
			t.Fatalf("Fold(%q) = %q is not UTF-8", s, folded)
		}
		for _, c := range []byte(Key(s)) {
			if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != ' ' {
				t.Fatalf("Key(%q) = %q holds %q", s, Key(s), c)
			}
		}
	})
}
