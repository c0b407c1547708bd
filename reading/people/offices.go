package people

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sitrep/news"
)

// Offices gathers roles, as storage counts them, by office; the most reported first. An office that is only reported as
// former has that wording for its Title, and no Former. A death stands before all of them.
func Offices(roles []news.Role) []news.Office {
	var all []*tenure
	var deaths tenure
	for _, r := range roles {
		if english.Deaths.Words[r.Title] {
			deaths.held = append(deaths.held, r)
			continue
		}
		key, former := officeKey(r.Title)
		if len(key) == 0 {
			continue
		}
		i := slices.IndexFunc(all, func(t *tenure) bool { return slices.Equal(t.key, key) })
		if i < 0 {
			i = len(all)
			all = append(all, &tenure{key: key})
		}
		if former {
			all[i].former = append(all[i].former, r)
		} else {
			all[i].held = append(all[i].held, r)
		}
	}
	all = gatherBare(all)
	out := make([]news.Office, 0, len(all))
	for _, t := range all {
		o := news.Office{Role: t.sum(t.held), Former: t.sum(t.former)}
		if o.Count == 0 && o.Title == "" {
			o.Role, o.Former = o.Former, news.Role{}
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(a, b news.Office) int { return cmp.Compare(b.Count, a.Count) })
	if len(deaths.held) > 0 {
		out = append([]news.Office{{Role: deaths.sum(deaths.held), Death: true}}, out...)
	}
	return out
}

// tenure is an office while its wordings are gathered.
type tenure struct {
	key          []string
	held, former []news.Role
}

// gatherBare adds an office that is told without its country ("President") to the only one that is told with it.
func gatherBare(all []*tenure) []*tenure {
	return slices.DeleteFunc(all, func(bare *tenure) bool {
		var fuller *tenure
		for _, t := range all {
			if t == bare || len(t.key) <= len(bare.key) || !slices.Equal(t.key[len(t.key)-len(bare.key):], bare.key) ||
				!sameOffice(t.key[:len(t.key)-len(bare.key)]) {
				continue
			}
			if fuller == nil || len(t.held) > len(fuller.held) {
				fuller = t
			}
		}
		if fuller == nil {
			return false
		}
		fuller.held, fuller.former = append(fuller.held, bare.held...), append(fuller.former, bare.former...)
		return true
	})
}

// sameOffice reports whether words in front of an office leave it what it is: a country does, "vice" does not.
func sameOffice(words []string) bool {
	const others = " spec vice depu assi asso unde acti inte desi firs seco chie pres form nati seni juni cnn stud " +
		"comm coun part "
	return len(words) == 1 && !strings.Contains(others, " "+words[0]+" ")
}

// sum is all reports of an office under its most telling wording: the most reported of those with a qualifying word, if
// they are more than a few.
func (t *tenure) sum(all []news.Role) (out news.Role) {
	if len(all) == 0 {
		return news.Role{}
	}
	total, most := 0, 0
	for _, r := range all {
		total += r.Count
		most = max(most, len(strings.Fields(r.Title)))
	}
	const few = 10 // one report in so many
	best := slices.MaxFunc(all, func(a, b news.Role) int {
		qualified := func(r news.Role) bool { return len(strings.Fields(r.Title)) == most && few*r.Count >= total }
		if qa, qb := qualified(a), qualified(b); qa != qb {
			if qa {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(a.Count, b.Count), a.Last.Compare(b.Last), strings.Compare(b.Title, a.Title))
	})
	out = best
	out.Count = total
	for _, r := range all {
		if r.First.Before(out.First) {
			out.First = r.First
		}
		if r.Last.After(out.Last) {
			out.Last, out.Article, out.Span = r.Last, r.Article, r.Span
		}
		out.Inferred = out.Inferred && r.Inferred
	}
	return out
}

// past are words that say that an office is no longer held.
var past = []string{"former", "ex", "then", "late", "ousted", "deposed", "onetime", "one-time", "slain", "past"}

// articles and possessives in front of a title say nothing of the office.
var unsaid = []string{"the", "a", "an", "its", "his", "her", "their"}

// officeKey is a title without what does not make it another office: letter case, articles, genitives, the endings that
// make "Syria's" of "Syrian"; and whether it is called former. Words but the last are cut to four letters.
func officeKey(title string) (key []string, former bool) {
	title = strings.ReplaceAll(strings.ToLower(title), "’", "'")
	words := strings.FieldsFunc(title, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	for i, w := range words {
		for _, p := range past {
			if rest, ok := strings.CutPrefix(w, p+"-"); ok {
				former, w = true, rest
			} else if w == p {
				former, w = true, ""
			}
		}
		w = strings.ReplaceAll(strings.TrimSuffix(w, "'s"), ".", "")
		// one's envoy and special envoy
		if w == "" || slices.Contains(unsaid, w) || w == "special" && i < len(words)-1 {
			continue
		}
		if w == "american" || w == "america" {
			w = "us"
		}
		if r := []rune(w); i < len(words)-1 && len(r) > 4 {
			w = string(r[:4])
		}
		key = append(key, w)
	}
	return key, former
}
