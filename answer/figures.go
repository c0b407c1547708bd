package answer

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"sitrep/news"
)

// maxFigures bounds how many figures an answer holds.
const maxFigures = 60

// Figures are numbers side by side: nothing is added up or averaged.
type Figures struct {
	Groups []FigureGroup // people first
	Left   int           // older figures
}

// FigureGroup is the figures of one kind at one place, the newest first.
type FigureGroup struct {
	Kind  news.FigureKind
	Place string // "" if nobody says where
	Items []Tally
}

// Tally is a figure with the sentence that it stands in. Its By is never empty.
type Tally struct {
	Figure   news.Figure
	Sentence news.Sentence
	Story    int64       // that its fact belongs to, 0 if that is not known
	Back     news.Status // corrected or withdrawn by whoever gave it, "" if it stands
}

// Figures returns every number that is given about an entity, as known at now.
func (t *Timelines) Figures(ctx context.Context, entity int64, now time.Time) (Figures, error) {
	told, err := t.about(ctx, entity, time.Time{}, time.Time{}, now)
	if err != nil {
		return Figures{}, err
	}
	return tallies(told.Facts), nil
}

// FiguresOf returns every number that some sentences give.
func FiguresOf(sentences []news.Sentence) Figures {
	var facts []news.Fact
	for _, s := range sentences {
		i := slices.IndexFunc(facts, func(f news.Fact) bool { return f.ID == s.Fact })
		if i < 0 {
			facts = append(facts, news.Fact{ID: s.Fact})
			i = len(facts) - 1
		}
		facts[i].Sentences = append(facts[i].Sentences, s)
	}
	return tallies(facts)
}

// tallies gathers figures by kind and place, newest first, without repetitions of one number by one source.
func tallies(facts []news.Fact) Figures {
	var all []Tally
	seen := map[string]bool{}
	for _, f := range facts {
		for _, s := range f.Sentences {
			for _, g := range s.Figures {
				if g.Kind == news.Vehicles || g.Kind == news.Percent { // left to their sentences
					continue
				}
				g.By = cmp.Or(g.By, s.Origin.Name, s.Source)
				key := fmt.Sprint(g.Kind, "|", g.Place, "|", g.Low, "|", g.High, "|", g.Bound, "|", g.Who, "|", g.By)
				if !seen[key] {
					seen[key] = true
					all = append(all, Tally{g, s, f.Story, f.TakenBack(s, g)})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(x, y Tally) int {
		return cmp.Or(cmp.Compare(rank(x.Figure.Kind), rank(y.Figure.Kind)), y.Sentence.Time.Compare(x.Sentence.Time))
	})
	out := Figures{Left: max(0, len(all)-maxFigures)}
	index := map[string]int{}
	for _, t := range all[:len(all)-out.Left] {
		key := string(t.Figure.Kind) + "|" + Fold(t.Figure.Place)
		i, ok := index[key]
		if !ok {
			i = len(out.Groups)
			index[key] = i
			out.Groups = append(out.Groups, FigureGroup{Kind: t.Figure.Kind, Place: t.Figure.Place})
		}
		out.Groups[i].Items = append(out.Groups[i].Items, t)
	}
	return out
}

// kindOrder is the order in which figures are shown: people first.
var kindOrder = []news.FigureKind{
	news.Killed, news.Injured, news.Missing, news.Captured, news.Detained, news.Freed, news.Displaced, news.Drones,
	news.Missiles, news.Shells, news.Area, news.Distance, news.Money, news.Duration,
}

func rank(k news.FigureKind) int {
	if i := slices.Index(kindOrder, k); i >= 0 {
		return i
	}
	return len(kindOrder)
}
