package story

import (
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
)

// takingBack says how a sentence takes back what had been said before: [news.Withdrawn], [news.Corrected], or "" for
// one that does not. notice reports whether its article is a notice of correction: there a number alone corrects.
func takingBack(s string, notice bool) news.Status {
	words := &english.Corrections
	if !holds(strings.ToLower(s), words.Verbs) && !notice {
		return ""
	}
	switch {
	case words.Trifles.MatchString(s):
		return ""
	case words.Withdraws.MatchString(s):
		if words.Posts.MatchString(words.Withdraws.FindString(s)) {
			return "" // of which the reader has not heard
		}
		return news.Withdrawn
	case words.Corrects.MatchString(s):
		return news.Corrected
	}
	return ""
}

// notice returns how far the notice by which an outlet corrects itself reaches that begins at an offset of a text: to
// the end of its paragraph, or of the next one where it is but a heading. It returns the offset where none begins. An
// editor's note may say anything, and is one only if it takes something back.
func notice(body string, start int) (end int) {
	const heading = 40 // bytes
	words := &english.Corrections
	end = paragraph(body, start)
	if end-start < heading {
		end = paragraph(body, min(end+1, len(body)))
	}
	switch head := body[start:end]; {
	case words.Notice.MatchString(head), words.Note.MatchString(head) && takingBack(head, true) != "":
		return end
	}
	return start
}

// announced reports whether an article is a notice as a whole, by its title.
func announced(title, body string) bool {
	words := &english.Corrections
	return words.Notice.MatchString(title) || words.Note.MatchString(title) && takingBack(body, true) != ""
}

// paragraph returns where the paragraph at an offset of a text ends.
func paragraph(body string, at int) int {
	if n := strings.IndexByte(body[at:], '\n'); n >= 0 {
		at += n
		return at + len(body[at:]) - len(strings.TrimLeft(body[at:], "\n"))
	}
	return len(body)
}

// withdrawer is the outlet or body that a sentence says takes something back, "" if it names none.
func withdrawer(s string, book Directory) string {
	m := english.Corrections.Withdraws.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	name := strings.TrimSpace(m[1])
	name = strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")
	if src, ok := book.Find(name); ok {
		return src.Name
	}
	return name
}

// What is corrected is found by the cosine, more if one has said both and if a number of the one stands in the other. A
// notice says of the matter only what it takes to know it.
const (
	leastCorrected = 0.2
	saidByOne      = 1.5
	numberRepeated = 0.15
)

// corrected returns the fact that s takes back or corrects: the one nearest to it of those that its own outlet, or
// whoever it says takes it back, has stated before. nil if there is none.
func corrected(s news.Sentence, facts []news.Fact) *news.Fact {
	mine := weights(s.Terms)
	best, most := -1, 0.0
	for i, f := range facts {
		for _, o := range f.Sentences {
			if o.Article == s.Article && o.Position >= s.Position || o.TakesBack() && o.Article != s.Article {
				continue
			}
			c := dot(mine, o.Terms)
			switch {
			case saidBy(o, s):
				c *= saidByOne
			case s.Origin.Kind == news.OriginOfficial || s.Status == news.Corrected:
				continue // who calls another's word wrong denies it
			}
			if repeats(o, s) {
				c += numberRepeated
			}
			if c > most {
				best, most = i, c
			}
		}
	}
	if best < 0 || most < leastCorrected {
		return nil
	}
	return &facts[best]
}

// correctedBy is [corrected], or for a sentence that names nothing by which it could be found the fact that the
// sentence before it in its notice corrects.
func correctedBy(before []news.Sentence, s news.Sentence, facts []news.Fact) *news.Fact {
	for _, b := range slices.Backward(before) {
		if !b.TakesBack() || len(s.Places) > 0 {
			break
		}
		if i := slices.IndexFunc(facts, func(f news.Fact) bool { return f.ID == b.Fact }); i >= 0 {
			return &facts[i]
		}
	}
	return corrected(s, facts)
}

// saidBy reports whether whoever takes something back in s is behind o.
func saidBy(o, s news.Sentence) bool {
	if o.Source == s.Source && s.Origin.Kind != news.OriginOfficial {
		return true
	}
	mine := text.Key(s.Origin.Name)
	return mine != "" && (mine == text.Key(o.Origin.Name) || mine == text.Key(o.Source))
}

// repeats reports whether s names a number that o gives of the same people.
func repeats(o, s news.Sentence) bool {
	return slices.ContainsFunc(o.Figures, func(x news.Figure) bool {
		return slices.ContainsFunc(s.Figures, func(y news.Figure) bool { return x.Kind == y.Kind && x.Low == y.Low })
	})
}

// edited reports whether s stands in a later revision of the article of a sentence of the fact and counts fewer than
// that did: whoever lowers his own number in place corrects it. A number that has risen is the news going on.
func edited(s news.Sentence, f news.Fact) bool {
	return s.URL != "" && slices.ContainsFunc(f.Sentences, func(o news.Sentence) bool {
		if o.Source != s.Source || o.URL != s.URL || o.Article == s.Article || o.Arrived.After(s.Arrived) {
			return false
		}
		return slices.ContainsFunc(o.Figures, func(x news.Figure) bool {
			return slices.ContainsFunc(s.Figures, func(y news.Figure) bool {
				return comparable(x, y) && y.Low < x.Low
			})
		}) && !tollsAgree(s, o)
	})
}

// restated returns the sentences with only those figures in what takes something back that stand from now on: the
// others are what is taken back. Of the numbers of one notice the last stands, unless it says which does not ("13, not
// 31"); a number that its outlet had given before falls.
func restated(sentences []news.Sentence, facts []news.Fact) []news.Sentence {
	type count struct {
		kind news.FigureKind
		who  string
	}
	numbers := map[count][]float64{} // of the notice, in order, those that fall first
	for _, s := range sentences {
		if !s.TakesBack() {
			continue
		}
		for _, g := range s.Figures {
			c := count{g.Kind, counted(g)}
			if fallen(s, g, facts) {
				numbers[c] = append([]float64{g.Low}, numbers[c]...)
			} else {
				numbers[c] = append(numbers[c], g.Low)
			}
		}
	}
	for i := range sentences {
		s := &sentences[i]
		if !s.TakesBack() {
			continue
		}
		s.Figures = slices.DeleteFunc(slices.Clone(s.Figures), func(g news.Figure) bool {
			all := numbers[count{g.Kind, counted(g)}]
			return s.Status == news.Withdrawn || fallen(*s, g, facts) || all[len(all)-1] != g.Low
		})
	}
	return sentences
}

// fallen reports whether a figure of a correction is the old one: its words say so, or it had been given before by
// whoever corrects it.
func fallen(s news.Sentence, g news.Figure, facts []news.Fact) bool {
	if at := g.Start - s.Start; at >= 0 && at <= len(s.Text) && english.Corrections.NotThis.MatchString(s.Text[:at]) {
		return true
	}
	i := slices.IndexFunc(facts, func(f news.Fact) bool { return f.ID == s.Fact })
	return i >= 0 && slices.ContainsFunc(facts[i].Sentences, func(o news.Sentence) bool {
		return o.Article != s.Article && !o.TakesBack() && saidBy(o, s) && !o.Time.After(s.Time) &&
			slices.ContainsFunc(o.Figures, func(x news.Figure) bool { return x.Kind == g.Kind && x.Low == g.Low })
	})
}
