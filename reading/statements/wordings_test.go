package statements

import (
	"strings"
	"testing"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// wordings are sentences with what they say on whose word, "speaker: content", and with what they say on nobody's.
var wordings = []struct {
	body string
	want []string
}{
	{"Rescuers pulled a woman's body from the rubble of the house in Sumy on Sunday.", nil},
	{"Residents saw smoke over the port. Firefighters found a child under the rubble.", nil},
	{"Investigators found that the bridge had been mined.", []string{"Investigators: that the bridge had been " +
		"mined"}},
	{"The ministry did not answer questions about the raid.", nil},
	{"It did not say when the bridge would reopen.", nil},
	{"The army declined to say how many soldiers had died.", nil},
	{"Officials could not say how many people were trapped.", nil},
	{"The strike killed two men, Mayor Marchuk told journalists.", []string{"Oleh Marchuk: The strike killed two " +
		"men"}},
	{
		"The toll rose to 14 on Sunday, Mayor Marchuk told journalists, and the capital mourned.",
		[]string{"Oleh Marchuk: The toll rose to 14 on Sunday"},
	},
	{"The mayor, Lena Orlova, said four children died.", []string{"Lena Orlova: four children died"}},
	{"According to the mayor, Lena Orlova, four children died.", []string{"Lena Orlova: four children died"}},
	{"Al-Tayeb said the convoy was attacked near it.", []string{"Al-Tayeb: the convoy was attacked near it"}},
	{
		"The group confirmed that its commander was killed in an air strike on Beirut.",
		[]string{"The group: that its commander was killed in an air strike on Beirut"},
	},
	{
		"A drone strike killed six people, the hospital's director said, two days after a strike on a market " +
			"killed 9.",
		[]string{"the hospital's director: A drone strike killed six people"},
	},
	{
		"A strike hit the market, Marchuk said, killing six people.",
		[]string{"Oleh Marchuk: A strike hit the market … killing six people"},
	},
	{
		"Officials said 5 people died in the strike, which the defence ministry said had killed 40 soldiers.",
		[]string{"Officials: 5 people died in the strike", "the defence ministry: had killed 40 soldiers"},
	},
	{
		"A member of the guards serving with the northern brigade in Ostrava said towns are being bombed.",
		[]string{"A member of the guards: towns are being bombed"},
	},
	{
		"The commander of a brigade based in Ostrava said the town had fallen.",
		[]string{"The commander of a brigade based in Ostrava: the town had fallen"},
	},
	{"In Ostrava the army said it had taken the town.", []string{"the army: it had taken the town"}},
	{"Firefighters fended off an attack by gunmen at the depot on Saturday.", nil},
	{"The blast in the depot claimed the lives of 80 people.", nil},
	{"Fighting has claimed another victim in Hrai.", nil},
	{"The government fell on Saturday, underscoring the fragility of the truce.", nil},
	// Who is told something, of whom it is said, and sources that were read too far.
	{
		"Marchuk has been told by the defence ministry that the bridge will be closed.",
		[]string{"the defence ministry: that the bridge will be closed"},
	},
	{"Marchuk was told that the bridge would be closed.", []string{": that the bridge would be closed"}},
	{"Marchuk was said to have survived an attack in Ostrava.", []string{
		": to have survived an attack in Ostrava",
	}},
	{"Marchuk was quoted as saying that the bridge would be closed.", []string{
		"Oleh Marchuk: that the bridge would be closed",
	}},
	{"Envoys came to Ostrava, where the two men condemned Marchuk and the mayor reiterated a call for talks.", []string{
		"the mayor: a call for talks",
	}},
	{"“The roof is gone,” the Ostrava based engineer Petro Hrytsenko said.", []string{
		"the Ostrava based engineer Petro Hrytsenko: “The roof is gone,”",
	}},
	// Voices in a list, named above, beside or below.
	{"“We sleep in the metro each night.”\n\n― Lena Orlova, 34, Ostrava\n\n“Nobody comes to help us here.”\n\n- " +
		"Petro Hrytsenko", []string{
		"Lena Orlova: “We sleep in the metro each night.”", "Petro Hrytsenko: “Nobody comes to help us here.”",
	}},
	{"“We sleep in the metro each night.” (Lena Orlova, teacher)", []string{
		"Lena Orlova: “We sleep in the metro each night.”",
	}},
	{"Lena Orlova, 34, a teacher\n\n“We sleep in the metro each night.”", []string{
		"Lena Orlova: “We sleep in the metro each night.”",
	}},
	{"Petro Hrytsenko: “Nobody comes to help us here.”", []string{"Petro Hrytsenko: “Nobody comes to help us " +
		"here.”"}},
	{"Lena Orlova in Ostrava\n\n“We sleep in the metro each night.”", nil},
	{"The army said that it had “lost nothing.”\n\n“This is the kind of talk that we expect.”", []string{
		"The army: that it had “lost nothing.”", "The army: “This is the kind of talk that we expect.”",
	}},
	// Who is quoted by somebody.
	{"The radio quoted Marchuk as saying that talks were over, adding that the town would hold.", []string{
		"Oleh Marchuk: that talks were over", "Oleh Marchuk: that the town would hold",
	}},
	{"ABX quoted a spokeswoman for the ministry as saying the raid was a mistake but denying that troops had " +
		"fired.", []string{
		"a spokeswoman for the ministry: the raid was a mistake", "a spokeswoman for the ministry: that troops had " +
			"fired",
	}},
	{"Local media quoted residents as saying soldiers had fired on the crowd.", []string{
		"residents: soldiers had fired on the crowd",
	}},
	{"Marchuk was quoted by local media as saying the army had left the town.", []string{
		"Oleh Marchuk: the army had left the town",
	}},
	{"Said Marchuk, \"The thought that it was our error is painful.\"", []string{
		"Oleh Marchuk: \"The thought that it was our error is painful.\"",
	}},
}

func TestWordings(t *testing.T) {
	for _, tt := range wordings {
		var got []string
		for _, s := range Find(tt.body, wordstest.Sentences(tt.body), wordstest.Mentions(tt.body, named)) {
			var content []string
			for _, c := range s.Content {
				content = append(content, strings.TrimSpace(c.In(tt.body)))
			}
			got = append(got, s.Speaker+": "+strings.Join(content, " … "))
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("%s\n\tgot  %q\n\twant %q", tt.body, got, tt.want)
		}
	}
}

// TestSilence checks that nobody is given the word by whoever says nothing.
func TestSilence(t *testing.T) {
	for _, body := range []string{
		"Marchuk did not respond to a request for comment.", "Marchuk has not commented on the report.",
		"Marchuk did not elaborate on the damage.", "Marchuk refused to say who had fired.",
	} {
		for _, s := range Find(body, wordstest.Sentences(body), wordstest.Mentions(body, named)) {
			if s.Stance == news.Says {
				t.Errorf("%s: %q says %q", body, s.Speaker, s.Content[0].In(body))
			}
		}
	}
}
