package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sitrep/text"
	"sitrep/text/lang"
)

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		name string
		want []string // the text is these, joined by spaces
	}{
		{"empty", nil},
		{"two", []string{"Drones hit the port.", "Nobody was hurt."}},
		{"titles", []string{"Gen. Kellogg met Mr. Yermak and Lt. Col. Ivanov in Geneva.", "Talks go on."}},
		{"initials", []string{"J. D. Vance and George W. Bush spoke.", "He left."}},
		{"initial before a starter", []string{"They chose Plan B.", "It failed."}},
		{"country in the middle", []string{"The U.S. Navy and the U.N. Security Council agreed."}},
		{"country at the end", []string{"She flew to the U.S.", "The talks failed."}},
		{"dateline", []string{"KYIV, April 25 (Reuters) — Russia struck Kyiv.", "Twelve died."}},
		{"dateline with month abbreviated", []string{"WASHINGTON, Aug. 5 (AP) – The envoy left."}},
		{"decimal", []string{"It cost $1.5 million.", "That is 3.2 percent more."}},
		{"number sign", []string{"He ranked No. 5 in the list.", "No."}},
		{"time", []string{"The raid began at 5 a.m. Monday.", "It ended at 7 p.m.", "The city slept."}},
		{"quote closes", []string{"“We will stop.”", "He did not say when."}},
		{"quote goes on", []string{"“Stop!” he said.", "“Why?” Mr. Lavrov asked."}},
		{"quote over sentences", []string{"“We were asleep.", "Then came the blast,” she said."}},
		{"ellipsis", []string{"We waited...", "Nobody came."}},
		{"ellipsis goes on", []string{"We waited … and nobody came."}},
		{"case", []string{"In Roe v. Wade the court ruled.", "Smith v. The State of Ohio followed."}},
		{"equation", []string{"See Eq. 4 and refs. 5 and 6.", "It holds."}},
		{"network", []string{"Zelensky wrote on X.", "Moscow did not answer."}},
		{"label of a caption", []string{
			"Figure 2.1", "Rescuers search the ruins in Sumy.",
			"Figure 2 shows the front.",
		}},
		{"credit in brackets", []string{
			"The mayor said more would follow.",
			"(reporting by A. Writer; editing by B. Desk)",
		}},
		{"remark in brackets", []string{"The mayor spoke (on television. and radio) of it."}},
		{"street and saint", []string{"The raid hit Main St.", "He fled to St. Andrew's."}},
		{"copyright", []string{"Copyright © 2025 The Paper, LLC.", "Click here for permission."}},
		{"company", []string{"Almaz Corp. builds it.", "Rheinmetall Inc. said no."}},
		{"state", []string{"He lives in Gary, Ind. with his dog."}},
		{"footnote", []string{"The bridge fell.[12]", "Traffic stopped. [3]", "It was night."}},
		{"Chinese", []string{"战争还在继续。", "和平很远。"}},
		{"Arabic", []string{"هل انتهت الحرب؟", "لا."}},
		{"brackets", []string{"He taught (he had been a soldier.) at a school."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := strings.Join(tt.want, " ")
			if diff := cmp.Diff(tt.want, texts(s)); diff != "" {
				t.Errorf("Sentences(%q) (-want +got):\n%s", s, diff)
			}
		})
	}
}

func TestSentencesLayout(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"paragraphs", "No stop here\n\nNor here", []string{"No stop here", "Nor here"}},
		{"blank line of spaces", "One\n  \t\nTwo", []string{"One", "Two"}},
		{"line", "Headline\nText begins.", []string{"Headline", "Text begins."}},
		{"wrapped line", "The army said on\nfriday that it left.", []string{"The army said on\nfriday that it left."}},
		{"list without marks", "tents\nclean water\nmedicine", []string{"tents", "clean water", "medicine"}},
		{"short line that goes on", "It was a cold\nnight in the city.", []string{"It was a cold\nnight in the city."}},
		{"carriage returns", "One.\r\nTwo.", []string{"One.", "Two."}},
		{"spaces around", "  One.  Two.  ", []string{"One.", "Two."}},
		{"no space", "They left the country.The army stayed.", []string{"They left the country.", "The army stayed."}},
		{
			"no space before a name", "They answered the attacks.Israel said so.",
			[]string{"They answered the attacks.", "Israel said so."},
		},
		{
			"site in capitals", "The site Mail.Ru and booking.Com were down.",
			[]string{"The site Mail.Ru and booking.Com were down."},
		},
		{"site", "See kyivpost.com for more.", []string{"See kyivpost.com for more."}},
		{"no capitals", strings.Repeat("they shelled the town. nobody slept. ", 4), []string{
			"they shelled the town.", "nobody slept.", "they shelled the town.", "nobody slept.",
			"they shelled the town.", "nobody slept.", "they shelled the town.", "nobody slept.",
		}},
		{
			"list in a line", "1. Ceasefire 2. Exchange of prisoners 3. Elections",
			[]string{"1. Ceasefire", "2. Exchange of prisoners", "3. Elections"},
		},
		{"stop and quote only", "Gone. \"", []string{"Gone.", "\""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, texts(tt.in)); diff != "" {
				t.Errorf("Sentences(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// TestSentencesHostile ends soon because Sentences is linear: a quadratic one would take minutes.
func TestSentencesHostile(t *testing.T) {
	for _, unit := range []string{
		"a", ".", ". ", " . ", "A. ", "A.", "5 a.m. Monday ", "U.S. X ", "1. x ", "[...] ", ".[1]", ".\"", ".) ", "\n",
		" \n", "x\ny", "? Smith ", "\u202e.", "\xff.",
		"No. 5 ", "Mr. ", "\u2028", "。", "i. e. ",
	} {
		s := strings.Repeat(unit, (2<<20)/len(unit))
		end := 0
		for _, sp := range text.Sentences(s, lang.English) {
			if sp.Start < end || sp.End <= sp.Start {
				t.Fatalf("Sentences of %q repeated: span %v after %d", unit, sp, end)
			}
			end = sp.End
		}
	}
}

func texts(s string) (out []string) {
	for _, sp := range text.Sentences(s, lang.English) {
		out = append(out, sp.In(s))
	}
	return out
}

// blank reports whether r is left out between sentences.
func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func FuzzSentences(f *testing.F) {
	for _, s := range []string{
		"", ".", ". \"", "A. B. c", "\xff. \xfe\n\n", "1. a 2. b", "[...] [1]", "“Why?” X said.",
		"a\u2028b", "U.S. The", "no.\u200b5",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, sp := range text.Sentences(s, lang.English) {
			if sp.Start < end || sp.End <= sp.Start || sp.End > len(s) {
				t.Fatalf("Sentences(%q): span %v after %d", s, sp, end)
			}
			if strings.TrimFunc(s[end:sp.Start], blank) != "" {
				t.Fatalf("Sentences(%q) drops %q", s, s[end:sp.Start])
			}
			if utf8.ValidString(s) && !utf8.ValidString(sp.In(s)) {
				t.Fatalf("Sentences(%q): span %v cuts a rune", s, sp)
			}
			end = sp.End
		}
		if strings.TrimFunc(s[end:], blank) != "" {
			t.Fatalf("Sentences(%q) drops %q", s, s[end:])
		}
	})
}
