package story

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"sitrep/news"
)

// MergedFacts is how many facts of each of two stories that become one are compared, the latest: what is older is
// asleep.
const MergedFacts = 120

// Duplicates pairs the facts of two stories that become one: the first of each pair is one of keep, the second, of
// gone, says the same thing. Each of gone has one pair at most.
func Duplicates(keep, gone []news.Fact) (out [][2]int64) {
	told, of := Weightiest(gone)
	known := newCompany(told, keep)
	for i, id := range of {
		if len(out) > 0 && out[len(out)-1][1] == id {
			continue
		}
		if f := known.nearest(i); f != nil {
			out = append(out, [2]int64{f.ID, id})
		}
	}
	return out
}

// Weightiest are the two weightiest wordings of each of the facts, which stand for all, with the ids of the facts.
func Weightiest(facts []news.Fact) (told []news.Sentence, of []int64) {
	for _, f := range facts {
		all := slices.Clone(f.Sentences)
		slices.SortStableFunc(all, func(a, b news.Sentence) int { return cmp.Compare(b.Weight, a.Weight) })
		for _, s := range all[:min(2, len(all))] {
			told, of = append(told, s), append(of, f.ID)
		}
	}
	return told, of
}

// Unite applies pairs of [Duplicates] to the facts, as storage will: the first of each pair takes in the sentences of
// the second.
func Unite(keep, gone []news.Fact, pairs [][2]int64) []news.Fact {
	into := map[int64]int64{}
	for _, p := range pairs {
		into[p[1]] = p[0]
	}
	out := slices.Clone(keep)
	for _, g := range gone {
		i := slices.IndexFunc(out, func(f news.Fact) bool { return f.ID == into[g.ID] })
		if i < 0 {
			out = append(out, g)
			continue
		}
		out[i].Sentences = slices.Concat(out[i].Sentences, g.Sentences)
	}
	return out
}

const (
	// Articles between two looks at whether a story is one, of a story that has fewer than 64; a greater one is looked
	// at each time that it has grown by an eighth to a quarter.
	inspected = 8
	leastPart = 3 // articles that make a part of a story a story
	// Two halves less alike than this are two stories; halves of one were .36 and more alike on 86 stories.
	loose = 0.15
)

// Due reports whether a story of that many articles is to be looked at by [Divide].
func Due(articles int) bool {
	step := inspected
	for 8*step <= articles {
		step *= 2
	}
	return articles >= 2*leastPart && articles%step == 0
}

// Divide looks whether a story has become two. Its articles, as the sentences of its facts tell them, are parted in two
// as well as they can be; if the parts have hardly a word in common, and no fact, the younger part leaves. s is the
// story with the article that is being placed, whose sentences stand among facts under article 0. The zero Split leaves
// all as it is.
func Divide(s news.Story, facts []news.Fact) (news.Story, news.Split) {
	articles := articlesOf(facts)
	if len(articles) < 2*leastPart {
		return s, news.Split{}
	}
	old, young := halves(articles)
	if len(old.members) < leastPart || len(young.members) < leastPart || cosine(old.sum, young.sum) >= loose {
		return s, news.Split{}
	}
	if young.first.Before(old.first) {
		old, young = young, old
	}
	out := news.Split{Articles: young.ids()}
	for _, f := range facts {
		mine := 0
		for _, t := range f.Sentences {
			if slices.Contains(out.Articles, t.Article) {
				mine++
			}
		}
		switch mine {
		case 0:
		case len(f.Sentences):
			out.Facts = append(out.Facts, f.ID)
		default: // who tell one fact are of one story
			return s, news.Split{}
		}
	}
	out.Story = young.story()
	out.Story.Topics = slices.Clone(s.Topics)
	rest := old.story()
	rest.ID, rest.Title, rest.Topics, rest.First = s.ID, s.Title, s.Topics, s.First
	rest.Articles = max(s.Articles-out.Story.Articles, rest.Articles) // those asleep stay
	return rest, out
}

// told is an article as its sentences tell it.
type told struct {
	id          int64
	title, lead string
	time        time.Time
	weight      float64 // of lead
	terms       map[string]float64
	vector      []news.Term // terms in order of text, of unit length: sums over them depend on nothing else
}

// articlesOf gathers the articles of facts, oldest first.
func articlesOf(facts []news.Fact) []told {
	at := map[int64]int{}
	var out []told
	for _, f := range facts {
		for _, s := range f.Sentences {
			i, ok := at[s.Article]
			if !ok {
				i = len(out)
				at[s.Article] = i
				out = append(out, told{id: s.Article, title: s.Title, time: s.Time, terms: map[string]float64{}})
			}
			if a := &out[i]; a.lead == "" || s.Weight > a.weight {
				a.lead, a.weight = s.Text, s.Weight
			}
			for _, t := range s.Terms {
				out[i].terms[t.Text] += t.Weight
			}
		}
	}
	for i, a := range out {
		normalise(a.terms)
		for _, t := range slices.Sorted(maps.Keys(a.terms)) {
			out[i].vector = append(out[i].vector, news.Term{Text: t, Weight: a.terms[t]})
		}
	}
	slices.SortFunc(out, func(a, b told) int { return cmp.Or(a.time.Compare(b.time), cmp.Compare(a.id, b.id)) })
	return out
}

// half is a part of a story.
type half struct {
	members []told
	first   time.Time
	sum     map[string]float64
	norm    float64 // of sum
}

func halfOf(members []told) half {
	h := half{members: members, sum: map[string]float64{}}
	for _, a := range members {
		if h.first.IsZero() || a.time.Before(h.first) {
			h.first = a.time
		}
		for t, w := range a.terms {
			h.sum[t] += w
		}
	}
	h.norm = norm(h.sum)
	return h
}

// like is the cosine of an article and the half.
func (h half) like(a told) float64 {
	if h.norm == 0 {
		return 0
	}
	return dot(h.sum, a.vector) / h.norm
}

// halves parts articles in two by 2-means, from the oldest and the one that is least like it.
func halves(articles []told) (a, b half) {
	a = halfOf(articles[:1])
	far, least := articles[1], a.like(articles[1])
	for _, x := range articles[2:] {
		if l := a.like(x); l < least {
			far, least = x, l
		}
	}
	b = halfOf([]told{far})
	const rounds = 6 // it settles in three or four
	for range rounds {
		var left, right []told
		for _, x := range articles {
			if b.like(x) > a.like(x) {
				right = append(right, x)
			} else {
				left = append(left, x)
			}
		}
		if len(left) == len(a.members) && len(right) == len(b.members) {
			break
		}
		a, b = halfOf(left), halfOf(right)
	}
	return a, b
}

func (h half) ids() (out []int64) {
	for _, a := range h.members {
		out = append(out, a.id)
	}
	return out
}

// story is what a half is as a story of its own.
func (h half) story() news.Story {
	s := news.Story{First: h.first, Articles: len(h.members)}
	for _, a := range h.members {
		if s.Title == "" {
			s.Title = cmp.Or(a.title, a.lead)
		}
		if a.time.After(s.Last) {
			s.Last = a.time
		}
	}
	for _, t := range slices.Sorted(maps.Keys(h.sum)) {
		s.Terms = append(s.Terms, news.Term{Text: t, Weight: h.sum[t]})
	}
	s.Terms = scaled(s.Terms, maxStoryTerms)
	return s
}

func normalise(v map[string]float64) {
	if n := norm(v); n > 0 {
		for t := range v {
			v[t] /= n
		}
	}
}
