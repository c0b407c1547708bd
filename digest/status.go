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
	back := now.Status == news.Corrected || now.Status == news.Withdrawn
	switch {
	case back && (before.Status != now.Status || revised(before.Figures, now.Figures)):
		return news.ChangeCorrection
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

// statusOf folds the statuses of a fact's sentences into the fact's. It is confirmed if two independent origins that
// are named agree, who are no party to the conflict or stand on opposed sides of it, or if the one whom a report is
// about
// bears it out.
func statusOf(f news.Fact) news.Status {
	if back, ok := takenBack(f); ok {
		return back
	}
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
	case (neutral.Independent() >= 2 || bothSides(f)) && agreed(tolls(f)):
		return news.Confirmed
	case firm > 0 && claims == firm:
		return news.Claimed
	}
	return news.Reported
}

// takenBack is the status of a fact that somebody has corrected or withdrawn: what he takes back is disputed as long as
// somebody else, who is named, stands by it.
func takenBack(f news.Fact) (news.Status, bool) {
	var last news.Sentence
	for _, s := range f.Sentences {
		if s.TakesBack() && !s.Time.Before(last.Time) &&
			(last.Status != news.Withdrawn || s.Status == news.Withdrawn) {
			last = s
		}
	}
	if !last.TakesBack() {
		return "", false
	}
	if last.Status == news.Withdrawn {
		others := news.Fact{Sentences: slices.DeleteFunc(slices.Clone(f.Sentences), func(s news.Sentence) bool {
			return s.TakesBack() || s.Hedged || last.AnswersFor(s)
		})}
		if others.Independent() > 0 {
			return news.Disputed, true
		}
	}
	return last.Status, true
}

// bothSides reports whether two parties state the fact of which each is named in what the other says: who admits what
// his enemy claims bears it out.
func bothSides(f news.Fact) bool {
	for i, s := range f.Sentences {
		for _, o := range f.Sentences[:i] {
			if s.Hedged || o.Hedged || s.TakesBack() || o.TakesBack() || s.Origin.Party == "" || o.Origin.Party == "" ||
				s.Origin.Party == o.Origin.Party {
				continue
			}
			if speaksOf(s, o.Origin.Party) && speaksOf(o, s.Origin.Party) {
				return true
			}
		}
	}
	return false
}

// speaksOf reports whether what is said in a sentence, apart from who says it, names a party, or what is of it: Iranian
// is of Iran.
func speaksOf(s news.Sentence, party string) bool {
	const stem = 5 // bytes; of most names of countries and movements it is what their adjectives share
	name := strings.ToLower(party[:min(len(party), stem)])
	words := s.Text
	for _, st := range s.Statements {
		for _, p := range st.Source {
			if s.Span().Contains(p) && p.End-s.Start <= len(s.Text) {
				words = strings.Replace(words, s.Text[p.Start-s.Start:p.End-s.Start], "", 1)
			}
		}
	}
	return strings.Contains(strings.ToLower(words), name)
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

// reportedBefore reports whether somebody else, and not of his own side, had said what s confirms. Who confirms what
// nobody had said claims it.
func reportedBefore(f news.Fact, s news.Sentence) bool {
	return slices.ContainsFunc(f.Sentences, func(o news.Sentence) bool {
		return o.Time.Before(s.Time) && o.Origin.Name != s.Origin.Name &&
			(o.Origin.Party == "" || o.Origin.Party != s.Origin.Party)
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
			st.Speaker != "" && !pronoun(st.Speaker) &&
			(2*content >= s.End-s.Start ||
				4*content >= s.End-s.Start && len(st.Source) > 0 && st.Source[0].Start == s.Start)
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
		// What takes back leads; of a notice, the sentence that gives the new number.
		if s.TakesBack() != best.TakesBack() {
			if s.TakesBack() {
				best = s
			}
			continue
		}
		if s.TakesBack() && s.Article == best.Article && len(s.Figures) > 0 && len(best.Figures) == 0 &&
			len(s.Text) >= shortest {
			best = s
			continue
		}
		// A later sentence that tells a revised toll leads: the reader is shown the figure as it stands. Nobody's count
		// takes the place of somebody's.
		stands := func(s, before news.Sentence) bool { return s.Origin.Independent() || !before.Origin.Independent() }
		newer := s.Time.After(best.Time) && revised(best.Figures, s.Figures) && !s.Hedged && !s.Background &&
			stands(s, best)
		older := best.Time.After(s.Time) && revised(best.Figures, s.Figures) && stands(best, s)
		if newer || (!older && rank(s) > rank(best)) {
			best = s
		}
	}
	return best
}

// fallen are the counts of people that have been taken back.
func fallen(f news.Fact) (out []news.Figure) {
	for _, s := range f.Sentences {
		for _, fig := range s.Figures {
			if human(fig.Kind) && f.TakenBack(s, fig) != "" {
				fig.By = cmp.Or(fig.By, s.Origin.Name)
				out = append(out, fig)
			}
		}
	}
	return out
}

// besideCorrection is what a reader is shown beside the sentence that takes something back: the new number, where
// another sentence of the notice gives it, and what was told before.
func besideCorrection(f news.Fact, told news.Sentence) (out []news.Sentence) {
	if !told.TakesBack() {
		return nil
	}
	before := f
	before.Sentences = nil
	for _, s := range f.Sentences {
		switch {
		case !s.TakesBack():
			before.Sentences = append(before.Sentences, s)
		case s.Article == told.Article && s.Start != told.Start && len(s.Figures) > 0 && len(told.Figures) == 0:
			out = append(out, s)
		}
	}
	if len(before.Sentences) > 0 {
		out = append(out, lead(before))
	}
	return out
}

// tolls are the counts of people that a fact's sentences give: for each kind and giver the latest, newest first. What
// its giver has taken back is none any more.
func tolls(f news.Fact) []news.Figure {
	var out []news.Figure
	sentences := slices.Clone(f.Sentences)
	slices.SortStableFunc(sentences, func(a, b news.Sentence) int { return b.Time.Compare(a.Time) })
	for _, s := range sentences {
		if s.Background { // an earlier count, told beside the new one
			continue
		}
		for _, fig := range s.Figures {
			if !human(fig.Kind) || f.TakenBack(s, fig) != "" {
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
