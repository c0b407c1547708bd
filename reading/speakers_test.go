package reading

import (
	"strings"
	"testing"

	"sitrep/news"
)

func TestNameSpeakers(t *testing.T) {
	const body = "The State Emergency Service opened a shelter. Vitali Klitschko wrote a post. Nine died, the mayor " +
		"said. Six were saved, the service said. The governor spoke."
	at := func(s string) news.Span {
		i := strings.Index(body, s)
		return news.Span{Start: i, End: i + len(s)}
	}
	said := func(words string) news.Statement {
		return news.Statement{Source: []news.Span{at(words)}, Speaker: words, Stance: news.Says}
	}
	mention := func(name string, kind news.EntityKind, entity int) news.Mention {
		s := at(name)
		return news.Mention{Start: s.Start, End: s.End, Kind: kind, Name: name, Entity: entity}
	}
	for _, tt := range []struct {
		name  string
		roles [][]string
		want  []string // speakers of the mayor, the service, the governor
		by    string
	}{
		{"one of each", [][]string{nil, {"Kyiv Mayor"}}, []string{
			"Vitali Klitschko", "State Emergency Service",
			"The governor",
		}, "Vitali Klitschko"},
		{
			"nobody has the office",
			[][]string{nil, {"boxer"}},
			[]string{"the mayor", "State Emergency Service", "The governor"},
			"the mayor",
		},
		{
			"only a deputy has it",
			[][]string{nil, {"deputy mayor"}},
			[]string{"the mayor", "State Emergency Service", "The governor"},
			"the mayor",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := news.Reading{
				Entities: []news.Entity{
					{Kind: news.Organisation, Name: "State Emergency Service", ID: 4},
					{Kind: news.Person, Name: "Klitschko", ID: 5},
				},
				Mentions: []news.Mention{
					mention("State Emergency Service", news.Organisation, 0),
					mention("Vitali Klitschko", news.Person, 1),
				},
				Statements: []news.Statement{said("the mayor"), said("the service"), said("The governor")},
				Figures:    []news.Figure{{Kind: news.Killed, Low: 9, By: "the mayor"}},
			}
			nameSpeakers(body, r, []string{"", "Vitali Klitschko"}, tt.roles)
			for i, st := range r.Statements {
				if st.Speaker != tt.want[i] {
					t.Errorf("speaker %d is %q, want %q", i, st.Speaker, tt.want[i])
				}
			}
			if r.Figures[0].By != tt.by {
				t.Errorf("the figure is given by %q, want %q", r.Figures[0].By, tt.by)
			}
		})
	}
}

// TestCounterpart: somebody else's counterpart is not the one whom the article means by the office alone.
func TestCounterpart(t *testing.T) {
	const body = "A plane will bring medicine, the president said after meeting his Coastal counterpart Omar Haddad."
	span := func(s string) news.Span {
		i := strings.Index(body, s)
		return news.Span{Start: i, End: i + len(s)}
	}
	haddad := span("Omar Haddad")
	r := news.Reading{
		Entities:   []news.Entity{{Kind: news.Person, Name: "Omar Haddad", ID: 5}},
		Mentions:   []news.Mention{{Start: haddad.Start, End: haddad.End, Kind: news.Person, Name: "Omar Haddad"}},
		Statements: []news.Statement{{Source: []news.Span{span("the president")}, Speaker: "the president"}},
	}
	nameSpeakers(body, r, []string{""}, [][]string{{"Coastal president"}})
	if got := r.Statements[0].Speaker; got != "the president" {
		t.Errorf("the speaker is %q, want the president", got)
	}
}
