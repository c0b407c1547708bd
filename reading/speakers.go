package reading

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// nameSpeakers replaces descriptions of speakers ("the mayor", "the service") by whom the article names, where it
// names only one whom the description fits: a person by a role that this article or an earlier one reports, an
// organisation by the last word of its name, the one named last before it. names are the resolved names of the
// entities, "" for their own; roles are the titles of each. body is the article's text. It changes the statements
// and the figures of r in place.
func nameSpeakers(body string, r news.Reading, names []string, roles [][]string) {
	called := map[string]int{}
	for i := range r.Figures {
		r.Figures[i].By = counters.ReplaceAllString(r.Figures[i].By, "")
	}
	for i := range r.Statements {
		st := &r.Statements[i]
		st.Speaker = counters.ReplaceAllString(st.Speaker, "")
		if st.SpeakerID != 0 || len(st.Source) == 0 {
			continue
		}
		j, ok := described(body, r, st.Speaker, st.Source[0].Start, roles)
		if !ok {
			continue
		}
		called[st.Speaker] = j
		st.Speaker, st.SpeakerID = cmp.Or(names[j], r.Entities[j].Name), r.Entities[j].ID
	}
	for i, f := range r.Figures {
		if j, ok := called[f.By]; ok {
			r.Figures[i].By = cmp.Or(names[j], r.Entities[j].Name)
		}
	}
}

// counters are what stands before the one who counts: "the first count by the city's military administration".
var counters = regexp.MustCompile(`^(?:[Tt]he |[Aa]n? ` +
	`)?(?:(?:first|latest|early|earlier|initial|preliminary|official|new) ` +
	`)?(?:counts?|figures?|tolls?|data|information|estimates?|statements?) (?:by|of|from) `)

// described returns the entity that a definite description which stands at the given place means.
func described(body string, r news.Reading, speaker string, at int, roles [][]string) (int, bool) {
	words, ok := strings.CutPrefix(text.Key(speaker), "the ")
	if !ok || speaker == "" || speaker[0] == 'T' && len(speaker) > 3 && speaker[4] >= 'A' && speaker[4] <= 'Z' {
		return 0, false // "The Hague" is a name
	}
	var people []int
	latest, organisation := -1, -1
	beside := counterparts(r, body)
	for _, m := range r.Mentions {
		if m.Nominal {
			continue
		}
		switch e := r.Entities[m.Entity]; {
		case e.Kind == news.Person && !slices.Contains(people, m.Entity) && !beside[m.Entity] &&
			slices.ContainsFunc(roles[m.Entity], func(title string) bool { return fits(words, title) }):
			people = append(people, m.Entity)
		case e.Kind == news.Organisation && m.Start < at && m.Start > latest && !strings.Contains(words, " ") &&
			strings.HasSuffix(text.Key(e.Name), " "+words):
			latest, organisation = m.Start, m.Entity
		}
	}
	switch {
	case len(people) == 1:
		return people[0], true
	case len(people) == 0 && organisation >= 0:
		return organisation, true
	}
	return 0, false
}

// counterparts are those of whom the article says that they hold somebody else's office elsewhere: "his Egyptian
// counterpart" is not the president who met him.
func counterparts(r news.Reading, body string) map[int]bool {
	out := map[int]bool{}
	for _, m := range r.Mentions {
		const near = 24 // bytes
		if before := body[max(0, m.Start-near):m.Start]; strings.Contains(before, "counterpart") {
			out[m.Entity] = true
		}
	}
	return out
}

// fits reports whether every word of a description stands in a title: "the governor" is the governor of Sumy, "the
// deputy governor" is not.
func fits(words, title string) bool {
	have := strings.Fields(text.Key(title))
	for w := range strings.FieldsSeq(words) {
		if !slices.Contains(have, w) {
			return false
		}
	}
	// A deputy is not meant where nobody says so.
	for _, rank := range lang.English.Titles.Ranks {
		if slices.Contains(have, rank) && !strings.Contains(words, rank) {
			return false
		}
	}
	return true
}
