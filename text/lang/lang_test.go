package lang

import (
	"strings"
	"testing"
)

func TestIdentify(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"too short", "Kyiv", ""},
		{"English", "Two people were killed when a drone hit a house near the port, the governor said.", "en"},
		{"English full of names", "Zelensky meets Trump in Rome as Putin and Lavrov wait in Moscow", "en"},
		{"Ukrainian", "Російські війська вночі завдали удару по Києву, є загиблі", "uk"},
		{"Russian", "Российские войска ночью нанесли удар по городу, сообщили власти", "ru"},
		{"Arabic", "قالت وزارة الدفاع إن القوات سيطرت على المدينة بعد معارك عنيفة", "ar"},
		{"German", "Bei einem Angriff auf die Stadt sind in der Nacht zwölf Menschen getötet worden.", "de"},
		{"numbers", strings.Repeat("12 34 ", 20), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Identify(tt.in); got != tt.want {
				t.Errorf("Identify(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestStem(t *testing.T) {
	for _, tt := range []struct{ name, word, lang, want string }{
		{"English is the default", "Airstrikes", "", "airstrik"},
		{"English with region", "killing", "en-GB", "kill"},
		{"Russian", "Удары", "ru", "удар"},
		{"language without a stemmer", "Міста", "uk", "міста"},
		{"too long to be a word", strings.Repeat("s", 200), "en", strings.Repeat("s", 200)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Of(tt.lang).Stem(tt.word); got != tt.want {
				t.Errorf("Of(%q).Stem(%q) = %q, want %q", tt.lang, tt.word, got, tt.want)
			}
		})
	}
}

func TestStop(t *testing.T) {
	for _, tt := range []struct {
		word, lang string
		want       bool
	}{
		{"the", "", true},
		{"the", "en-US", true},
		{"drone", "en", false},
		{"що", "uk", true},
		{"the", "uk", false},
		{"the", "xx", false},
	} {
		if got := Of(tt.lang).Stop(tt.word); got != tt.want {
			t.Errorf("Of(%q).Stop(%q) = %v, want %v", tt.lang, tt.word, got, tt.want)
		}
	}
}
