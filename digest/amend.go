package digest

import (
	"cmp"
	"slices"
	"time"

	"sitrep/news"
)

// Amend returns what has to be said now about a digest that was delivered, item by item: numbers that whoever gave them
// has corrected or lowered, denials, retractions, words that an outlet has taken out of its article, events that turned
// out to be one, and events that nobody is to be told of any more. What was said of it before keeps its time; what
// holds no more is left out. facts are those of its developments as they stand now. It is deterministic.
func Amend(r news.Relying, facts []news.Fact, now time.Time) []news.Amendment {
	by := map[int64]news.Fact{}
	for _, f := range facts {
		for _, id := range append([]int64{f.ID}, f.Aliases...) {
			by[id] = f
		}
	}
	var out []news.Amendment
	for i, dev := range r.Digest.Developments {
		for _, a := range amendItem(r, i, dev, by) {
			a.Item, a.Headline, a.Facts, a.Time = i, dev.Headline, dev.Facts, now
			for _, before := range r.Digest.Amended {
				if before.Same(a) {
					a.Time = before.Time
				}
			}
			if !slices.ContainsFunc(out, a.Same) {
				out = append(out, a)
			}
		}
	}
	return out
}

// amendItem is what has to be said about one development.
func amendItem(r news.Relying, i int, dev news.Development, facts map[int64]news.Fact) (out []news.Amendment) {
	if e, ok := r.Events[dev.Event]; ok && e.Hidden {
		return []news.Amendment{{Kind: news.AmendHidden}}
	}
	for n, id := range dev.Facts {
		known, shown := r.Known[id]
		f, ok := facts[id]
		if !shown || !ok || seenAlready(f, known) {
			continue
		}
		out = append(out, amendFact(f, known, n == 0)...)
	}
	for _, w := range r.Rewritten {
		for n, s := range dev.Sentences {
			if s.Article == w.Article {
				out = append(out, amendQuoted(s, w, n == 0, out)...)
			}
		}
	}
	out = append(out, amendSpeakers(r, dev, facts)...)
	if s, ok := splitOff(r, dev); ok {
		out = append(out, news.Amendment{Kind: news.AmendParted, Sentence: &s})
	}
	if j, ok := oneEvent(r, i, dev); ok {
		out = append(out, news.Amendment{Kind: news.AmendMerged, With: j})
	}
	return out
}

// seenAlready reports whether nothing has come about a fact since it was shown.
func seenAlready(f news.Fact, known news.Known) bool {
	now := State(f)
	return now.Status == known.Status && slices.EqualFunc(now.Figures, known.Figures, sameFigure)
}

func sameFigure(a, b news.Figure) bool { return a.Kind == b.Kind && a.Low == b.Low && a.By == b.By }

// amendFact is what has changed about a fact that was shown. Of those that support a development only the numbers and
// what is taken back are told.
func amendFact(f news.Fact, known news.Known, leads bool) (out []news.Amendment) {
	now := State(f)
	back := backing(f)
	steps := since(f, known)
	for _, k := range known.Figures {
		if a, ok := becameOf(k, steps); ok {
			out = append(out, a)
		}
	}
	if now.Status == known.Status {
		return out
	}
	switch now.Status {
	case news.Withdrawn, news.Corrected:
		if now.Status == news.Corrected && len(out) > 0 {
			break // the numbers say it
		}
		a := news.Amendment{Kind: news.AmendCorrected, By: cmp.Or(back.Origin.Name, back.Source), Sentence: &back}
		if now.Status == news.Withdrawn {
			a.Kind, out = news.AmendWithdrawn, nil // and its numbers with it
		}
		out = append(out, a)
	case news.Denied, news.Disputed:
		if leads && len(f.DeniedBy) > 0 && known.Status != news.Denied && known.Status != news.Disputed {
			s := f.DeniedBy[len(f.DeniedBy)-1]
			out = append(out, news.Amendment{Kind: news.AmendDenied, By: denier(s), Sentence: &s})
		}
	}
	return out
}

// since is a fact as it stood each time that something was said of it after it was shown, and as it stands now.
func since(f news.Fact, known news.Known) (steps []news.Fact) {
	var times []time.Time
	for _, s := range f.Sentences {
		if s.Time.After(known.Time) {
			times = append(times, s.Time)
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	for _, t := range slices.CompactFunc(times, time.Time.Equal) {
		steps = append(steps, f.At(t))
	}
	return append(steps, f)
}

// becameOf is what a number that was shown was corrected or lowered to, the last time that it was: what it has risen to
// since is news, and no correction.
func becameOf(shown news.Figure, steps []news.Fact) (out news.Amendment, found bool) {
	stands := shown
	for _, f := range steps {
		if a, ok := lowered(f, stands, State(f).Figures); ok {
			before := shown
			a.Before, stands = &before, *a.Now
			out, found = a, true
		}
	}
	return out, found && out.Now.Low != shown.Low
}

// corrected is what a reader knows of a fact who was told of each correction of what he was shown: see [Corrector].
func corrected(f news.Fact, known news.Known) news.Known {
	for _, step := range since(f, known) {
		if len(step.Sentences) > 0 && corrects(step, known) {
			known = State(step)
		}
	}
	return known
}

// backing is the latest sentence of a fact that takes back what was said.
func backing(f news.Fact) (out news.Sentence) {
	for _, s := range f.Sentences {
		if s.TakesBack() && !s.Time.Before(out.Time) {
			out = s
		}
	}
	return out
}

// lowered compares a number that was shown with those that stand: it is amended where whoever gave it, or his
// correction, gives another one of the same scope instead, or a lower one.
func lowered(f news.Fact, shown news.Figure, now []news.Figure) (news.Amendment, bool) {
	if shown.Bound == news.Vague || shown.Bound == news.UpTo {
		return news.Amendment{}, false
	}
	fallen := slices.ContainsFunc(f.Sentences, func(s news.Sentence) bool {
		return slices.ContainsFunc(s.Figures, func(g news.Figure) bool {
			return g.Kind == shown.Kind && g.Low == shown.Low && f.TakenBack(s, g) == news.Corrected
		})
	})
	for _, n := range now {
		if n.Kind != shown.Kind || n.Bound == news.Vague || n.Low == shown.Low || !oneScope(n, shown) {
			continue
		}
		s, ok := giving(f, n)
		switch {
		case !ok:
		case fallen && s.TakesBack(), n.By == shown.By && n.Low < shown.Low && n.Bound != news.AtLeast:
			before, after := shown, n
			return news.Amendment{
				Kind: news.AmendFigure, Before: &before, Now: &after, By: n.By, Sentence: &s,
			}, true
		}
	}
	return news.Amendment{}, false
}

// oneScope reports whether two figures of a kind count the same, as far as they say what.
func oneScope(a, b news.Figure) bool {
	same := func(x, y string) bool { return x == "" || y == "" || x == y }
	return same(a.Place, b.Place) && same(a.Period, b.Period) && a.Cumulative == b.Cumulative
}

// giving is the latest sentence of a fact that gives a figure.
func giving(f news.Fact, n news.Figure) (out news.Sentence, ok bool) {
	for _, s := range f.Sentences {
		if s.Time.Before(out.Time) {
			continue
		}
		if slices.ContainsFunc(s.Figures, func(g news.Figure) bool { return g.Kind == n.Kind && g.Low == n.Low }) {
			out, ok = s, true
		}
	}
	return out, ok
}

// reworded is the part of a sentence's words that stand in another one that says the same in other words.
const reworded = 0.5

// amendQuoted is what has become of a sentence that an item quotes and whose article was rewritten: the new text gives
// another number, or does not say it at all. told is what is said of the item already.
func amendQuoted(quoted news.Sentence, w news.Rewritten, leads bool, told []news.Amendment) (out []news.Amendment) {
	was := quoted
	for _, s := range w.Before { // as stored, with its figures
		if s.Start <= quoted.Start && quoted.End <= s.End {
			was = s
		}
	}
	var now *news.Sentence
	best := 0.0
	for i, s := range w.After {
		if s.Text == was.Text {
			return nil
		}
		like := share(was.Text, s.Text)
		if s.Fact == was.Fact {
			like++
		}
		if like >= reworded && like > best {
			now, best = &w.After[i], like
		}
	}
	if now == nil {
		if leads && len(told) == 0 {
			out = append(out, news.Amendment{Kind: news.AmendDropped, By: quoted.Source})
		}
		return out
	}
	for _, g := range was.Figures {
		said := slices.ContainsFunc(told, func(a news.Amendment) bool {
			return a.Kind == news.AmendFigure && a.Before.Kind == g.Kind
		})
		if said || g.Part || g.Recalled || g.Bound == news.Vague {
			continue
		}
		if n, ok := instead(g, was.Figures, *now); ok {
			before := g
			out = append(out, news.Amendment{
				Kind: news.AmendFigure, Before: &before, Now: &n, By: cmp.Or(n.By, quoted.Source), Sentence: now,
			})
		}
	}
	return out
}

// instead is the number that a rewritten sentence gives in place of g, where that is clear: it gives one of its kind
// and scope, and not g any more.
func instead(g news.Figure, all []news.Figure, now news.Sentence) (n news.Figure, ok bool) {
	ofKind := func(in []news.Figure) (out []news.Figure) {
		for _, f := range in {
			if f.Kind == g.Kind && f.Unit == g.Unit && f.Down == g.Down && !f.Part && !f.Recalled {
				out = append(out, f)
			}
		}
		return out
	}
	before, after := ofKind(all), ofKind(now.Figures)
	if len(before) != 1 || len(after) != 1 || after[0].Low == g.Low || after[0].Bound == news.Vague ||
		!oneScope(after[0], g) {
		return n, false
	}
	return after[0], true
}

// splitOff finds a sentence of an item of which an operator has said that it tells of another event than the others.
func splitOff(r news.Relying, dev news.Development) (out news.Sentence, ok bool) {
	off := func(s news.Sentence) bool { return slices.Contains(r.Parted, s.Article) }
	if len(dev.Sentences) == 0 {
		return out, false
	}
	lead := off(dev.Sentences[0])
	for _, s := range dev.Sentences[1:] {
		if off(s) != lead {
			return s, true
		}
	}
	return out, false
}

// amendSpeakers are the words of an item that somebody else said: two people had been taken for one.
func amendSpeakers(r news.Relying, dev news.Development, facts map[int64]news.Fact) (out []news.Amendment) {
	if len(r.Renamed) == 0 {
		return nil
	}
	for _, shown := range dev.Sentences {
		for _, id := range dev.Facts {
			for _, s := range facts[id].Sentences {
				pair := [2]string{shown.Origin.Name, s.Origin.Name}
				if s.Article == shown.Article && s.Start <= shown.Start && shown.End <= s.End &&
					slices.Contains(r.Renamed, pair) {
					said := s
					out = append(out, news.Amendment{
						Kind: news.AmendSpeaker, Was: pair[0], By: pair[1], Sentence: &said,
					})
				}
			}
		}
	}
	return out
}

// oneEvent finds the first item before i whose event was another one when the digest was composed and is the same now.
func oneEvent(r news.Relying, i int, dev news.Development) (int, bool) {
	now, ok := r.Events[dev.Event]
	if !ok {
		return 0, false
	}
	for j, o := range r.Digest.Developments[:i] {
		if other, ok := r.Events[o.Event]; ok && o.Event != dev.Event && other.ID == now.ID {
			return j, true
		}
	}
	return 0, false
}
