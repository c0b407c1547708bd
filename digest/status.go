package digest

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/news"
)

// State is what a reader who is shown f now will know of it.
func State(f news.Fact) news.Known {
	k := news.Known{Fact: f.ID, Status: statusOf(f), Origins: f.Independent(), Figures: tolls(f)}
	for _, s := range slices.Concat(f.Sentences, f.DeniedBy) {
		if s.Time.After(k.Time) {
			k.Time = s.Time
		}
	}
	return k
}

// changed says what is new in now against before, the weightier change first; "" for nothing. A second independent
// origin is news, a seventh is not.
func changed(before, now news.Known) news.Change {
	against := now.Status == news.Denied || now.Status == news.Disputed
	switch {
	case before.Status != now.Status && against:
		return news.ChangeStatus
	case revised(before.Figures, now.Figures):
		return news.ChangeFigure
	case before.Status != now.Status && now.Status == news.Confirmed:
		return news.ChangeStatus
	case before.Origins < 2 && now.Origins >= 2:
		return news.ChangeOrigin
	}
	return ""
}

// revised reports whether a figure of now says something else than all figures of its kind before. Vague words revise
// nothing and are revised by nothing: "dozens" and 30 agree.
func revised(before, now []news.Figure) bool {
	for _, n := range now {
		counted, same := false, false
		for _, b := range before {
			if b.Kind == n.Kind && b.Bound != news.Vague {
				counted = true
				same = same || b.Low == n.Low // "at least 12" and 12 are no news
			}
		}
		if counted && !same && n.Bound != news.Vague {
			return true
		}
	}
	return false
}

// statusOf folds the statuses of a fact's sentences into the fact's.
func statusOf(f news.Fact) news.Status {
	if len(f.DeniedBy) > 0 {
		return denialStatus(f)
	}
	var firm, claims int
	var neutral news.Fact // of those who are no party
	for _, s := range f.Sentences {
		if s.Hedged {
			continue
		}
		firm++
		if confirms(s) && reportedBefore(f, s) {
			return news.Confirmed
		}
		if s.Origin.Party != "" || s.Status == news.Claimed {
			claims++
			continue
		}
		neutral.Sentences = append(neutral.Sentences, s)
	}
	switch {
	case neutral.Independent() >= 2 && agreed(tolls(f)):
		return news.Confirmed
	case firm > 0 && claims == firm:
		return news.Claimed
	}
	return news.Reported
}

// agreed reports whether all who count the same thing give the same number. Vague words agree with every number.
func agreed(all []news.Figure) bool {
	for i, a := range all {
		for _, b := range all[:i] {
			if a.Kind == b.Kind && a.Low != b.Low && a.Bound != news.Vague && b.Bound != news.Vague {
				return false
			}
		}
	}
	return true
}

// reportedBefore reports whether somebody else had said what s confirms. Who confirms what nobody had said claims it.
func reportedBefore(f news.Fact, s news.Sentence) bool {
	return slices.ContainsFunc(f.Sentences, func(o news.Sentence) bool {
		return o.Time.Before(s.Time) && o.Origin.Name != s.Origin.Name
	})
}

// confirms reports whether somebody named confirms what the sentence says, and not an aside in it.
func confirms(s news.Sentence) bool {
	return slices.ContainsFunc(s.Statements, func(st news.Statement) bool {
		content := 0
		for _, c := range st.Content {
			content += c.Len()
		}
		return s.Origin.Kind == news.OriginOfficial && st.Stance == news.Confirms && !st.Anonymous &&
			st.Speaker != "" && !pronoun(st.Speaker) && 2*content >= s.End-s.Start
	})
}

// denialStatus is Denied where somebody denies what only others claim, Disputed where independent origins stand by it.
func denialStatus(f news.Fact) news.Status {
	if f.Independent() >= 2 {
		return news.Disputed
	}
	return news.Denied
}

// lead is the sentence that a fact is told by: not hedged, not too long, by the outlet with an origin, the weightiest.
func lead(f news.Fact) news.Sentence {
	rank := func(s news.Sentence) float64 {
		r := s.Weight
		if s.Hedged || s.Background {
			r -= 2
		}
		if !s.Origin.Independent() {
			r -= 0.3
		}
		if n := len(s.Text); n > 320 {
			r -= float64(n-320) / 200
		}
		return r
	}
	best := f.Sentences[0]
	for _, s := range f.Sentences[1:] {
		// A later sentence that tells a revised toll leads: the reader is shown the figure as it stands.
		newer := s.Time.After(best.Time) && revised(best.Figures, s.Figures) && !s.Hedged && !s.Background
		older := best.Time.After(s.Time) && revised(best.Figures, s.Figures)
		if newer || (!older && rank(s) > rank(best)) {
			best = s
		}
	}
	return best
}

// tolls are the counts of people that a fact's sentences give: for each kind and giver the latest, newest first.
func tolls(f news.Fact) []news.Figure {
	var out []news.Figure
	sentences := slices.Clone(f.Sentences)
	slices.SortStableFunc(sentences, func(a, b news.Sentence) int { return b.Time.Compare(a.Time) })
	for _, s := range sentences {
		if s.Background { // an earlier count, told beside the new one
			continue
		}
		for _, fig := range s.Figures {
			if !human(fig.Kind) {
				continue
			}
			if fig.By == "" || pronoun(fig.By) {
				fig.By = s.Origin.Name
			}
			same := func(o news.Figure) bool {
				return o.Kind == fig.Kind && (o.By == fig.By || (o.Low == fig.Low && o.Bound == fig.Bound))
			}
			if !slices.ContainsFunc(out, same) {
				out = append(out, fig)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b news.Figure) int { return cmp.Compare(rankKind(a.Kind), rankKind(b.Kind)) })
	return out
}

func pronoun(s string) bool {
	return slices.Contains([]string{"he", "she", "it", "they", "we", "i", "who"}, strings.ToLower(s))
}

var humanKinds = []news.FigureKind{
	news.Killed, news.Injured, news.Missing, news.Captured, news.Detained,
	news.Displaced,
}

func human(k news.FigureKind) bool { return slices.Contains(humanKinds, k) }

func rankKind(k news.FigureKind) int { return slices.Index(humanKinds, k) }
