package statements

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/reading/words/wordstest"
)

// said is a statement in words.
type said struct {
	Source, Cue, Content, Speaker, Via string
	Stance                             news.Stance
	Quote                              news.Quote
	Anonymous, Hedged                  bool
	Denies                             int
}

func inWords(body string, s news.Statement) said {
	text := func(spans []news.Span) string {
		var out []string
		for _, p := range spans {
			out = append(out, p.In(body))
		}
		return strings.Join(out, " | ")
	}
	return said{
		Source: text(s.Source), Cue: text(s.Cue), Content: text(s.Content), Speaker: s.Speaker, Via: s.Via,
		Stance: s.Stance, Quote: s.Quote,
		Anonymous: s.Anonymous, Hedged: s.Hedged, Denies: s.Denies,
	}
}

// named are those who the cases are about.
var named = map[string]news.Entity{
	"Marchuk": wordstest.Person("Oleh Marchuk"), "Lena Orlova": wordstest.Person("Lena Orlova"),
	"Hale":     wordstest.Person("Anton Hale"),
	"Interfax": wordstest.Organisation("Interfax"),
	"Obama":    wordstest.Person("Barack Obama"), "Ostrava": wordstest.Place("Ostrava"),
}

var cases = []struct {
	name, body string
	want       []said
}{
	{"nothing said", "The bridge over the Mara is closed.", nil},
	{"empty", "", nil},
	{
		"indirect, with title", "Governor Oleh Marchuk said that the bridge had been hit.",
		[]said{{
			Source: "Governor Oleh Marchuk", Cue: "said", Content: "that the bridge had been hit",
			Speaker: "Oleh Marchuk", Stance: news.Says, Quote: news.Indirect,
		}},
	},
	{
		"direct, inverted, with apposition",
		"“We have no bread,” said Lena Orlova, a nurse in Verkhniv. “Nobody came.”",
		[]said{{
			Source: "Lena Orlova, a nurse in Verkhniv", Cue: "said",
			Content: "“We have no bread,” | “Nobody came.”", Speaker: "Lena Orlova",
			Stance: news.Says, Quote: news.Direct,
		}},
	},
	{
		"single quotation marks", "‘It is over,’ said the captain.",
		[]said{{
			Source: "the captain", Cue: "said", Content: "‘It is over,’", Speaker: "the captain",
			Stance: news.Says, Quote: news.Direct,
		}},
	},
	{
		"mixed", "Hale said that he was “very close” to an agreement with the rebels.",
		[]said{{
			Source: "Hale", Cue: "said", Content: "that he was “very close” to an agreement with the rebels",
			Speaker: "Anton Hale",
			Stance:  news.Says, Quote: news.Mixed,
		}},
	},
	{
		"agency that cites",
		"The envoy arrived on Friday, the Interfax news agency reported, citing an anonymous source familiar " +
			"with the matter.",
		[]said{{
			Source: "the Interfax news agency | an anonymous source familiar with the matter", Cue: "reported",
			Content: "The envoy arrived on Friday",
			Speaker: "Interfax", Via: "Interfax", Stance: news.Reports, Quote: news.Indirect, Anonymous: true,
		}},
	},
	{
		"told an outlet", "Two officials told Axios that the envoy had left the city.",
		[]said{{
			Source: "Two officials", Cue: "told", Content: "that the envoy had left the city",
			Speaker: "Two officials", Via: "Axios",
			Stance: news.Says, Quote: news.Indirect, Anonymous: true,
		}},
	},
	{
		"according to an outlet", "The minister will resign within days, according to Reuters.",
		[]said{{
			Source: "Reuters", Cue: "according to", Content: "The minister will resign within days",
			Speaker: "Reuters", Via: "Reuters",
			Stance: news.Reports, Quote: news.Indirect,
		}},
	},
	{
		"hearsay", "Some reports suggested the army may withdraw from the town.",
		[]said{{
			Source: "Some reports", Cue: "suggested", Content: "the army may withdraw from the town",
			Speaker: "Some reports",
			Stance:  news.Says, Quote: news.Indirect, Anonymous: true, Hedged: true,
		}},
	},
	{
		"demand", "Hale urged an “immediate ceasefire” along the river.",
		[]said{{
			Source: "Hale", Cue: "urged", Content: "an “immediate ceasefire” along the river",
			Speaker: "Anton Hale",
			Stance:  news.Demands, Quote: news.Mixed,
		}},
	},
	{
		"denial of an accusation",
		"Marchuk accused the army of bombing the clinic in Sarova. The army denied the accusations.",
		[]said{
			{
				Source: "Marchuk", Cue: "accused", Content: "the army of bombing the clinic in Sarova",
				Speaker: "Oleh Marchuk",
				Stance:  news.Claims, Quote: news.Indirect,
			},
			{
				Source: "The army", Cue: "denied", Content: "the accusations", Speaker: "The army",
				Stance: news.Denies, Quote: news.Indirect, Denies: 1,
			},
		},
	},
	{
		"he", "Marchuk arrived in the morning. He said the town was quiet.",
		[]said{{
			Source: "He", Cue: "said", Content: "the town was quiet", Speaker: "Oleh Marchuk",
			Stance: news.Says, Quote: news.Indirect,
		}},
	},
	{
		"he may be two", "Marchuk met Hale in the morning. He said the town was quiet.",
		[]said{{
			Source: "He", Cue: "said", Content: "the town was quiet", Speaker: "He", Stance: news.Says,
			Quote: news.Indirect,
		}},
	},
	{
		"a spokesman for somebody", "A spokesman for Hale said the town was quiet.",
		[]said{{
			Source: "A spokesman for Hale", Cue: "said", Content: "the town was quiet",
			Speaker: "A spokesman for Hale",
			Stance:  news.Says, Quote: news.Indirect,
		}},
	},
	{
		"a name that only modifies", "Obama administration critics said the plan had failed.",
		[]said{{
			Source: "Obama administration critics", Cue: "said", Content: "the plan had failed",
			Speaker: "Obama administration critics",
			Stance:  news.Says, Quote: news.Indirect, Anonymous: true,
		}},
	},
	{
		"quotation that goes on", "“We have no bread,” said Lena Orlova.\n\n“Nobody came for us in three weeks.”",
		[]said{
			{
				Source: "Lena Orlova", Cue: "said", Content: "“We have no bread,”", Speaker: "Lena Orlova",
				Stance: news.Says, Quote: news.Direct,
			},
			{
				Source: "Lena Orlova", Cue: "said", Content: "“Nobody came for us in three weeks.”",
				Speaker: "Lena Orlova",
				Stance:  news.Says, Quote: news.Direct,
			},
		},
	},
	{
		"quotation left open for the next paragraph",
		"“We have no bread and no water.\n\n“Nobody came for us,” said Lena Orlova.",
		[]said{
			{
				Source: "Lena Orlova", Cue: "said", Content: "“Nobody came for us,”", Speaker: "Lena Orlova",
				Stance: news.Says, Quote: news.Direct,
			},
			{
				Source: "Lena Orlova", Cue: "said", Content: "“We have no bread and no water.",
				Speaker: "Lena Orlova",
				Stance:  news.Says, Quote: news.Direct,
			},
		},
	},
	{
		"cried", "“Get down, they are coming back,” she yelled as the sirens began.",
		[]said{{
			Source: "she", Cue: "yelled", Content: "“Get down, they are coming back,”", Speaker: "she",
			Stance: news.Says, Quote: news.Direct,
		}},
	},
	{
		"verb first, behind a colon", "Said Marchuk: “I do not think that they are interested in peace.”",
		[]said{{
			Source: "Marchuk", Cue: "Said", Content: "“I do not think that they are interested in peace.”",
			Speaker: "Oleh Marchuk",
			Stance:  news.Says, Quote: news.Direct,
		}},
	},
	{
		"signed behind a dash", "“The talks were useful and we will meet again” — Lena Orlova, deputy mayor",
		[]said{{
			Source: "Lena Orlova", Cue: "—", Content: "“The talks were useful and we will meet again”",
			Speaker: "Lena Orlova",
			Stance:  news.Says, Quote: news.Direct,
		}},
	},
	{
		"they", "Two officials told Axios that the envoy had left the city. They said he would return.",
		[]said{
			{
				Source: "Two officials", Cue: "told", Content: "that the envoy had left the city",
				Speaker: "Two officials", Via: "Axios",
				Stance: news.Says, Quote: news.Indirect, Anonymous: true,
			},
			{
				Source: "They", Cue: "said", Content: "he would return", Speaker: "Two officials",
				Stance: news.Says,
				Quote:  news.Indirect, Anonymous: true,
			},
		},
	},
	{
		"it", "The defence ministry said 12 drones were shot down. It added that nobody was hurt.",
		[]said{
			{
				Source: "The defence ministry", Cue: "said", Content: "12 drones were shot down",
				Speaker: "The defence ministry", Stance: news.Says, Quote: news.Indirect,
			},
			{
				Source: "It", Cue: "added", Content: "that nobody was hurt", Speaker: "The defence ministry",
				Stance: news.Says, Quote: news.Indirect,
			},
		},
	},
	{
		"quoted by an outlet", "Interfax quoted Lena Orlova as saying that the bridge was open.",
		[]said{{
			Source: "Lena Orlova", Cue: "quoted | as saying", Content: "that the bridge was open",
			Speaker: "Lena Orlova", Via: "Interfax",
			Stance: news.Says, Quote: news.Indirect,
		}},
	},
	{
		"two things said", "Hale vowed to destroy the bridge and demanded the release of all hostages.",
		[]said{
			{
				Source: "Hale", Cue: "vowed", Content: "to destroy the bridge", Speaker: "Anton Hale",
				Stance: news.Promises, Quote: news.Indirect,
			},
			{
				Source: "Hale", Cue: "demanded", Content: "the release of all hostages", Speaker: "Anton Hale",
				Stance: news.Demands, Quote: news.Indirect,
			},
		},
	},
	{
		"quotation that resumes and stays open",
		"“I lost everything,” said Lena Orlova, a mother of four. “My house is gone.\n\n“I have no answer.”",
		[]said{
			{
				Source: "Lena Orlova, a mother of four", Cue: "said",
				Content: "“I lost everything,” | “My house is gone.", Speaker: "Lena Orlova",
				Stance: news.Says, Quote: news.Direct,
			},
			{
				Source: "Lena Orlova, a mother of four", Cue: "said", Content: "“I have no answer.”",
				Speaker: "Lena Orlova", Stance: news.Says, Quote: news.Direct,
			},
		},
	},
	{
		"denial of a strike in other words",
		"The rebels said the army had shelled a clinic in Sarova. The army denied it had struck the area.",
		[]said{
			{
				Source: "The rebels", Cue: "said", Content: "the army had shelled a clinic in Sarova",
				Speaker: "The rebels", Stance: news.Says, Quote: news.Indirect,
			},
			{
				Source: "The army", Cue: "denied", Content: "it had struck the area", Speaker: "The army",
				Stance: news.Denies, Quote: news.Indirect, Denies: 1,
			},
		},
	},
	{
		"each its own quotation",
		"“It is not right,” Marchuk said. “You lied to all of us” for three years, Lena Orlova said.",
		[]said{
			{
				Source: "Marchuk", Cue: "said", Content: "“It is not right,”", Speaker: "Oleh Marchuk",
				Stance: news.Says, Quote: news.Direct,
			},
			{
				Source: "Lena Orlova", Cue: "said", Content: "“You lied to all of us” for three years",
				Speaker: "Lena Orlova",
				Stance:  news.Says, Quote: news.Mixed,
			},
		},
	},
	{"nothing to tell", "The ministry declined to comment.", nil},
	{
		"no denial of what holds it",
		"Hale accused Marchuk of cowardice after he rejected the idea of a ceasefire along the river.",
		[]said{
			{
				Source: "Hale", Cue: "accused",
				Content: "Marchuk of cowardice after he rejected the idea of a ceasefire along the river",
				Speaker: "Anton Hale", Stance: news.Claims, Quote: news.Indirect,
			},
			{
				Source: "he", Cue: "rejected", Content: "the idea of a ceasefire along the river", Speaker: "he",
				Stance: news.Denies, Quote: news.Indirect,
			},
		},
	},
}

func TestFind(t *testing.T) {
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			mentions := wordstest.Mentions(tt.body, named)
			var got []said
			for _, s := range Find(tt.body, wordstest.Sentences(tt.body), mentions) {
				got = append(got, inWords(tt.body, s))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("Find(%q) (-want +got):\n%s", tt.body, d)
			}
		})
	}
}

func TestStance(t *testing.T) {
	for _, tt := range []struct {
		body string
		want news.Stance
	}{
		{"The minister confirmed that two officers had been arrested.", news.Confirms},
		{"The general did not confirm that the town had fallen.", news.Says},
		{"The president warned that the response would be painful.", news.Warns},
		{"The president vowed to rebuild the city.", news.Promises},
		{"The mayor called for an immediate ceasefire.", news.Demands},
		{"The mayor called the report a fabrication.", news.Denies},
		{"The minister said the allegations were baseless.", news.Denies},
		{"The army claimed that it had taken the town.", news.Claims},
	} {
		t.Run(tt.body, func(t *testing.T) {
			got := Find(tt.body, wordstest.Sentences(tt.body), nil)
			if len(got) == 0 {
				t.Fatalf("Find(%q) found nothing", tt.body)
			}
			if got[0].Stance != tt.want {
				t.Errorf("Find(%q)[0].Stance = %s, want %s", tt.body, got[0].Stance, tt.want)
			}
		})
	}
}

func TestAnonymous(t *testing.T) {
	for _, tt := range []struct {
		source string
		want   bool
	}{
		{"U.S. officials", true},
		{"A source familiar with the matter", true},
		{"A person briefed on the talks", true},
		{"Western diplomats", true},
		{"An analyst", true},
		{"The commander", false},
		{"The defence ministry", false},
		{"A ministry spokesman", false},
		{"The president", false},
		{"Police", false},
	} {
		t.Run(tt.source, func(t *testing.T) {
			body := tt.source + " said that the town had fallen."
			got := Find(body, wordstest.Sentences(body), nil)
			if len(got) != 1 {
				t.Fatalf("Find(%q) = %d statements, want 1", body, len(got))
			}
			if got[0].Anonymous != tt.want {
				t.Errorf("Find(%q)[0].Anonymous = %v, want %v", body, got[0].Anonymous, tt.want)
			}
		})
	}
}
