package names_test

import (
	"slices"
	"testing"

	"sitrep/news"
	"sitrep/reading/names"
	"sitrep/text"
	"sitrep/text/lang"
)

// people lists the persons that are named in a text.
func people(t *testing.T, body string) (out []string) {
	t.Helper()
	m, err := names.Load()
	if err != nil {
		t.Fatal(err)
	}
	var sentences []news.Span
	for _, s := range text.Sentences(body, lang.English) {
		sentences = append(sentences, news.Span(s))
	}
	d, found := m.Recognise(body, sentences)
	for _, n := range found {
		if n.Kind == news.Person {
			out = append(out, d.Text(n))
		}
	}
	return out
}

// TestSyllables has names whose given name is two syllables, the second in lower case.
func TestSyllables(t *testing.T) {
	for body, want := range map[string][]string{
		"Unification minister Chung Dong-young said talks could begin.":         {"Chung Dong-young"},
		"The protest was met by Kim Seon-ho and General Kang Ho-pil on Monday.": {"Kim Seon-ho", "Kang Ho-pil"},
		"Taiwan's premier Cho Jung-tai warned China. Cho Jung-tai left.":        {"Cho Jung-tai", "Cho Jung-tai"},
		"Hsiao Bi-khim, the vice-president, met Ko Wen-je in Taipei.":           {"Hsiao Bi-khim", "Ko Wen-je"},
		"Soldiers searched the home of Jeong Jin-suk in Seoul on Monday.":       {"Jeong Jin-suk"},
		"Talks with Kim Yo-jong were called off by Moon Jae-in on Tuesday.":     {"Kim Yo-jong", "Moon Jae-in"},
		"The Taliban-led government and US-backed forces met in Doha.":          nil,
		"A Seoul-based analyst, Park Min-a, spoke of a China-led bloc.":         {"Park Min-a"},
	} {
		if got := people(t, body); !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", body, got, want)
		}
	}
}

// TestOpeners has surnames that begin a sentence, and what is no name.
func TestOpeners(t *testing.T) {
	for body, want := range map[string][]string{
		"Brennick threatened to close the border on Tuesday.":                 {"Brennick"},
		"Castellan has ordered the army to leave the port.":                   {"Castellan"},
		"The army left. Lindqvist rejected the plan.":                         {"Lindqvist"},
		"Ashworth vowed that the fleet would sail.":                           {"Ashworth"},
		"Undergraduates stormed the palace. Clampdowns followed in the city.": nil,
		"Bombarding continued for hours. Fiendishly planned, the raid failed": nil,
		"Shells wounded three. Brightly painted, the buses burned.":           nil,
	} {
		if got := people(t, body); !slices.Equal(got, want) {
			t.Errorf("%q names %q, want %q", body, got, want)
		}
	}
}
