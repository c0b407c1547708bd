package bot

import (
	"slices"
	"strings"
	"testing"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/wording"
)

// TestTheLegendIsThatOfTheItems holds what /help says of the signs against what items bear, whichever way they stand:
// the same signs, and beside each a line that names the item's status.
func TestTheLegendIsThatOfTheItems(t *testing.T) {
	for _, language := range wording.Languages() {
		w := wording.In(language)
		told := map[string]string{}
		for part := range strings.SplitSeq(signs(w), " · ") {
			sign, text, ok := strings.Cut(part, " ")
			if !ok || told[sign] != "" {
				t.Fatalf("%s: %q is no line of a legend, or the second of its sign", language, part)
			}
			told[sign] = text
		}
		borne := map[string]bool{}
		for _, status := range []news.Status{
			news.Reported, news.Claimed, news.Confirmed, news.Disputed, news.Denied, news.Corrected, news.Withdrawn,
		} {
			for _, hedged := range []bool{false, true} {
				d := news.Development{Status: status, Hedged: hedged}
				sign := statusSign(d)
				borne[sign] = true
				text, ok := told[sign]
				if !ok {
					t.Errorf("%s: an item that is %s bears %s, which the legend lacks", language, status, sign)
				}
				if language == wording.English.Tag() && !hedged && !strings.Contains(text, w.StatusWord(d)) {
					t.Errorf("%s is %q in the legend and %q at an item", sign, text, w.StatusWord(d))
				}
			}
		}
		for sign := range told {
			if !borne[sign] {
				t.Errorf("%s: the legend names %s, which no item bears", language, sign)
			}
		}
	}
}

// TestTheLegendOfAMapIsThatOfItsMarks: each number on a map is a line below it, with its place, and an item that has
// been taken back is in neither.
func TestTheLegendOfAMapIsThatOfItsMarks(t *testing.T) {
	d := news.Digest{Developments: []news.Development{{Headline: "First"}, {Headline: "Second"}, {Headline: "Third"}}}
	d.Amended = []news.Amendment{{Item: 1, Kind: news.AmendHidden}}
	m := picture.Map{Words: wording.English, Marks: []picture.Mark{{Number: 3, Place: "Kyiv"}}, Unplaced: []int{1}}
	var numbers []string
	for _, line := range legend(m, d)[0].Lines {
		said := message.Markdown(line)
		number, _, _ := strings.Cut(strings.Trim(said, "*"), " ")
		numbers = append(numbers, number)
		if strings.Contains(said, "Kyiv") != (number == "3") {
			t.Errorf("the legend's line %q is not that of the map's mark 3", said)
		}
	}
	if !slices.Equal(numbers, []string{"1", "3"}) {
		t.Errorf("the legend has the numbers %v, the map 1 and 3", numbers)
	}
}
