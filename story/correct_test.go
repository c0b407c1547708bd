package story

import (
	"testing"
	"time"

	"sitrep/news"
)

// TestTakingBack: who says that what was said before was otherwise takes it back; who corrects a name does not.
func TestTakingBack(t *testing.T) {
	for _, tt := range []struct {
		sentence string
		want     news.Status
	}{
		{"The agency has retracted its report that the dam was breached.", news.Withdrawn},
		{"Delta Radio deleted the post in which it had announced the governor's death.", news.Withdrawn},
		{"The general later withdrew his claim that two helicopters were lost.", news.Withdrawn},
		{"The ministry took back its statement on the mine.", news.Withdrawn},
		{"The premier deleted a late-night post in which he had blamed his generals.", ""},
		{"The army withdrew its troops from the valley.", ""},
		{"The government withdrew its ambassador and all of his staff.", ""},
		{"An earlier version of this story said that 40 miners had died.", news.Corrected},
		{"We previously reported 40 dead; it was 14.", news.Corrected},
		{"The number of the missing was a misprint, the agency said.", news.Corrected},
		{"The police corrected their count of the injured to 9.", news.Corrected},
		{"The toll is 14, not 40.", news.Corrected},
		{"An earlier version of this story misspelt the name of the mine's owner.", ""},
		{"The minister said that the accusation was wrong-headed.", ""},
		{"Rescuers pulled 40 miners out of the shaft.", ""},
	} {
		if got := takingBack(tt.sentence, false); got != tt.want {
			t.Errorf("takingBack(%q) = %q, want %q", tt.sentence, got, tt.want)
		}
	}
}

// TestCorrectionJoinsWhatItCorrects: the notice of an outlet stands with what it had said, and gives the new number
// alone; a notice about a name states nothing.
func TestCorrectionJoinsWhatItCorrects(t *testing.T) {
	const first = "Forty miners died when a shell hit the lift of the Kalyna mine, the owner said."
	told := func() []news.Fact {
		return stored(t, spotted{figures: map[string]news.Figure{"Forty": killedFigure(40, "miners")}}.read(t,
			article(daily, day, "Shell hits lift", first)), nil)
	}
	for _, tt := range []struct {
		name, title, body string
		source            news.Source
		figures           map[string]news.Figure
		facts, joined     int
		status            news.Status
		low               float64 // of the figures that stand
	}{
		{
			"a notice in three sentences", "Correction: Kalyna mine",
			"A report on Thursday said that forty miners died when a shell hit the lift of the Kalyna mine. The " +
				"owner was misquoted. The number of dead is 14.", daily,
			map[string]news.Figure{"forty": killedFigure(40, "miners"), "14": killedFigure(14, "")},
			1, 4,
			news.Corrected, 14,
		},
		{
			"not this but that", "Clarification",
			"In a report on a shell that hit the lift of the Kalyna mine the number of miners who died is 14, not 40.",
			daily,
			map[string]news.Figure{"14": killedFigure(14, "miners"), "40": killedFigure(40, "miners")},
			1, 2,
			news.Corrected, 14,
		},
		{
			"withdrawn", "Editor's note", "We have withdrawn our report that forty miners died when a shell hit the " +
				"lift of the Kalyna mine.", daily,
			map[string]news.Figure{"forty": killedFigure(40, "miners")},
			1, 2,
			news.Withdrawn, 0,
		},
		{
			"a name", "Correction", "Correction: An earlier version of the report on the Kalyna mine misspelt the " +
				"name of its owner.", daily, nil, 1, 1, "", 40,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := article(tt.source, day.Add(20*time.Hour), tt.title, tt.body)
			facts := stored(t, spotted{figures: tt.figures}.read(t, a), told())
			if len(facts) != tt.facts || len(facts[0].Sentences) != tt.joined {
				t.Fatalf("%d facts, %d sentences in the first, want %d and %d", len(facts), len(facts[0].Sentences),
					tt.facts, tt.joined)
			}
			if n := facts[0].Independent(); n > 1 {
				t.Errorf("%d independent origins, want one", n)
			}
			var stands []float64
			for _, s := range facts[0].Sentences {
				if tt.status != "" && s.Article != facts[0].Sentences[0].Article && s.Status != tt.status {
					t.Errorf("%q is %q, want %q", s.Text, s.Status, tt.status)
				}
				for _, g := range s.Figures {
					if facts[0].TakenBack(s, g) == "" {
						stands = append(stands, g.Low)
					}
				}
			}
			if tt.low == 0 && len(stands) > 0 || tt.low != 0 && (len(stands) != 1 || stands[0] != tt.low) {
				t.Errorf("the figures %v stand, want %v", stands, tt.low)
			}
		})
	}
}

// TestCorrectionOfWhatNobodyWasTold: it is no news.
func TestCorrectionOfWhatNobodyWasTold(t *testing.T) {
	a := article(daily, day, "Correction", "Correction: An earlier version of this report gave the number of dead in "+
		"the Kalyna mine as 40.")
	for _, s := range Join(spotted{}.read(t, a), nil, book) {
		if !s.Background || s.TakesBack() {
			t.Errorf("%q: background %v, status %q", s.Text, s.Background, s.Status)
		}
	}
}

// TestEditedArticle: a number that an outlet lowers in its own article is corrected, one that it raises is revised.
func TestEditedArticle(t *testing.T) {
	towns := map[string]news.Point{"Sumy": sumyPoint}
	revision := func(after time.Duration, words string, n float64) []news.Sentence {
		a := article(daily, day, "", "A shell killed "+words+" people at the Sumy market.")
		a.URL, a.Seen = "https://daily.example/sumy", day.Add(after)
		out := spotted{towns: towns, figures: map[string]news.Figure{words: killedFigure(n, "people")}}.read(t, a)
		for i := range out {
			out[i].Article = int64(after) + 1
		}
		return out
	}
	for words, want := range map[string]news.Status{"six": news.Corrected, "twelve": news.Reported} {
		n := map[string]float64{"six": 6, "twelve": 12}[words]
		facts := stored(t, revision(0, "nine", 9), nil)
		facts = stored(t, revision(time.Hour, words, n), facts)
		if len(facts) != 1 || facts[0].Sentences[1].Status != want {
			t.Errorf("nine, then %s: %d facts, %q, want one that is %q", words, len(facts),
				facts[len(facts)-1].Sentences[len(facts[len(facts)-1].Sentences)-1].Status, want)
		}
	}
}

// TestNotice: what begins like a notice is one if it takes something back, and reaches no further than it does.
func TestNotice(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       string // what is in the notice
	}{
		{"a note on the author", "Editor's note: A. Writer teaches history. Forty have died.\n\nThe war goes on.", ""},
		{
			"a note that corrects", "Editor's note: An earlier version said that 40 had died.\n\nThe war goes on.",
			"Editor's note: An earlier version said that 40 had died.\n\n",
		},
		{"officers", "Corrections officers shot 4 inmates.", ""},
		{
			"a heading", "Correction\n\nForty was a misprint.\n\nThe war goes on.",
			"Correction\n\nForty was a misprint.\n\n",
		},
		{"an update", "Update: the toll has risen to 14.", ""},
	} {
		if end := notice(tt.body, 0); tt.body[:end] != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.body[:end], tt.want)
		}
	}
	for title, want := range map[string]bool{
		"Correction: the Kalyna mine": true, "CORRECTED-Shell hits lift": true, "Clarification": true,
		"Corrections chief killed": false, "Update: shell hits lift": false, "For the record": false,
	} {
		if got := announced(title, "Forty have died."); got != want {
			t.Errorf("announced(%q) = %v", title, got)
		}
	}
}
