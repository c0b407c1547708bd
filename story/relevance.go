package story

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// Relevance says whether an article is conflict news, and why.
type Relevance struct {
	On     bool
	Score  float64  // conflict words in a hundred, the half ones counted half
	Other  float64  // sport, show business, market and weather words in a hundred
	Words  []string // the distinct stems that spoke for it, sorted
	Reason string   // one sentence for `sitrep read`
}

// The thresholds were set on hand-picked articles: wars score 2 to 12, football and markets below 1.
const (
	leastScore    = 1.3
	leastDistinct = 3
)

// An alert of a sentence or two has no room for three such words: two are enough if one of them is of the first list
// and they are thick. Whoever writes of a fight against damp in a former army flat gets through; an alert that is
// missed is worse.
const (
	shortText     = 60  // words
	summary       = 120 // words of a title and what a feed gives of a text
	shortScore    = 4.0
	shortDistinct = 2
)

// tally counts what words say of an article.
type tally struct {
	total    int
	conflict float64 // those of theatres a quarter, the half ones a half
	war      float64 // the same without theatres
	other    float64
	civic    float64 // of public affairs, the mild ones counted half
	named    bool    // a word of the first list is among them
	firm     bool    // a word of the first two lists is among them that sport and markets do not share
	words    map[string]bool
	loose    map[string]bool // words of sport and markets that stand in other news as well: each counts once
}

// Relevant judges an article by the words of its title and body alone.
func Relevant(a news.Article) Relevance {
	if base, _, _ := strings.Cut(a.Language, "-"); base != "" && base != "en" {
		return foreignRelevance(a, nil)
	}
	return tallyOf(a).byWords()
}

// Grounds are what may let an article in besides its words.
type Grounds struct {
	Topics  []string // those that its words, names and places bring
	Own     bool     // one of them was written by whoever runs the program: it is wanted whatever it is about
	Filed   bool     // its feed is filed under a topic
	Theatre bool     // a place of it lies where a war is fought
}

// Gate judges an article by its words, its topics and what happens in it.
func Gate(a news.Article, r news.Reading, g Grounds) Relevance {
	if g.Own {
		return Relevance{On: true, Reason: "on topic: the words of a topic of your own stand in it"}
	}
	if base, _, _ := strings.Cut(a.Language, "-"); base != "" && base != "en" {
		out := foreignRelevance(a, g.Topics)
		if !out.On && g.Filed && out.Other == 0 {
			return Relevance{On: true, Reason: "on topic: its feed is filed under a topic"}
		}
		return out
	}
	t := tallyOf(a)
	t.arms(a, r)
	out := t.byWords()
	t.tolls(r.Figures)
	force := forceful(r)
	switch {
	case t.total == 0:
	case t.plain() && force && len(g.Topics) > 0 && roundup(a, r):
		out.On, out.Reason = true, "on topic: it begins with words of "+strings.Join(g.Topics, ", ")
	case t.plain():
		if out.On {
			out.On = false
			out.Reason = fmt.Sprintf("off topic: sport, shows, markets or weather, %.1f words in 100, and no word "+
				"that is of conflict alone", out.Other)
		}
	case out.On:
		if t.idiom() && g.nothing() {
			out.On, out.Reason = false, "off topic: a short text without a word that is of conflict alone"
		}
	case g.Filed:
		out.On, out.Reason = true, "on topic: its feed is filed under a topic"
	case len(g.Topics) > 0 && t.enough(force || breaks(r)):
		out.On, out.Reason = true, "on topic: its words, names or places are of "+strings.Join(g.Topics, ", ")
	case g.Theatre && t.named && t.enough(false):
		out.On, out.Reason = true, "on topic: it is about a place where a war is fought"
	case t.alert(r, force):
		out.On, out.Reason = true, "on topic: its title, or a short text, tells of force"
	}
	return out
}

// upheaval reports whether the title tells that somebody has done by force what changes the course of things, in which
// an article may have few words of conflict beside it: closed a strait or a border, taken power.
func upheaval(r news.Reading) bool {
	const great = 8 // see package events
	return slices.ContainsFunc(r.Headline, func(e news.EventMention) bool {
		return e.Mode == news.Did && e.Gravity >= great && forcible(e)
	})
}

// idiom reports whether a short text has no word that is of conflict alone, and few others: of "a late battle" sport
// and markets speak as well.
func (t tally) idiom() bool { return !t.firm && t.total < summary && len(t.words) <= leastDistinct }

// roundup reports whether a text of several matters begins with conflict: neither the title nor the first sentence has
// a word of sport, and what they say is of war.
func roundup(a news.Article, r news.Reading) bool {
	if len(r.Sentences) < 2 {
		return false
	}
	a.Body = r.Sentences[0].In(a.Body)
	lead := tallyOf(a)
	return lead.other == 0 && lead.war >= 2
}

// result reports whether a sentence gives the result of a match, as a round-up of the day's news does at its end.
func result(s string) bool {
	if !strings.ContainsAny(s, "-–") || !english.Relevance.Scores.MatchString(s) {
		return false
	}
	const scores = 2 // what the result itself counts
	t := tallyOf(news.Article{Body: s})
	return t.other > scores && t.war < 1
}

// nothing reports whether there is no ground to let an article in.
func (g Grounds) nothing() bool { return len(g.Topics) == 0 && !g.Theatre && !g.Filed }

// alert reports whether a short text tells of force, or counts the dead of something that only armed people do, or a
// title tells of an upheaval.
func (t tally) alert(r news.Reading, force bool) bool {
	return t.total < shortText && t.named && t.firm && force || t.named && upheaval(r) ||
		t.total < summary && t.war > 2 && armed(r) && severalDead(r.Figures)
}

// forceful reports whether an event of the title or the lead is one of force.
func forceful(r news.Reading) bool {
	return slices.ContainsFunc(r.Headline, forcible) || slices.ContainsFunc(r.Events, func(e news.EventMention) bool {
		return len(r.Sentences) > 0 && e.Start < r.Sentences[min(2, len(r.Sentences))-1].End && forcible(e)
	})
}

// breaks reports whether the title tells that somebody has cut relations or aid, or put sanctions on somebody.
func breaks(r news.Reading) bool {
	return slices.ContainsFunc(r.Headline, func(e news.EventMention) bool {
		return e.Act == news.ActSanction && e.Mode == news.Did && (e.Kind == news.Diplomacy || e.Kind == news.Sanctions)
	})
}

// forcible reports whether an event is one of force, or ends one.
func forcible(e news.EventMention) bool {
	switch e.Act {
	case news.ActAssault, news.ActMobilize, news.ActCoerce, news.ActThreaten:
		return e.Kind != news.Trial && e.Kind != news.Crime
	}
	return e.Kind == news.Ceasefire || e.Kind == news.Exchange || e.Kind == news.Takeover
}

// armed reports whether the title or the lead tells of something that only armed people do, and that has happened, and
// no disaster.
func armed(r news.Reading) bool {
	if slices.ContainsFunc(r.Events, func(e news.EventMention) bool { return e.Kind == news.Disaster }) {
		return false
	}
	did := func(e news.EventMention) bool { return warlike[e.Kind] && e.Mode == news.Did }
	return slices.ContainsFunc(r.Headline, did) || slices.ContainsFunc(r.Events, func(e news.EventMention) bool {
		return len(r.Sentences) > 0 && e.Start < r.Sentences[0].End && did(e)
	})
}

// severalDead reports whether an article counts more dead than a murder or an accident on the road has.
func severalDead(figures []news.Figure) bool {
	return slices.ContainsFunc(figures, func(f news.Figure) bool { return f.Kind == news.Killed && f.Low >= 4 })
}

// warlike are the kinds of what only armed people do.
var warlike = map[news.EventKind]bool{
	news.AirStrike: true, news.DroneStrike: true, news.MissileStrike: true, news.Shelling: true, news.Fighting: true,
	news.Attack: true, news.Bombing: true, news.SuicideBombing: true, news.GrenadeAttack: true,
	news.ChemicalAttack: true, news.Retaken: true, news.Takeover: true, news.Territory: true, news.Repulse: true,
	news.Ceasefire: true, news.Exchange: true, news.Abduction: true,
}

// tallyOf counts the words of title and body. Two words that a hyphen joins are tried as one, too: "cease-fire".
func tallyOf(a news.Article) tally {
	t := tally{words: map[string]bool{}, loose: map[string]bool{}}
	for _, part := range []string{a.Title, a.Body} {
		before, end := "", -2
		for i, token := range text.Tokens(part) {
			if i >= maxBodyTokens {
				break
			}
			if !token.Word() {
				continue
			}
			t.total++
			word := text.Fold(token.In(part))
			stem := lang.English.Stem(strings.TrimSuffix(word, "'s"))
			if token.Start == end+1 && part[end] == '-' {
				t.compound(lang.English.Stem(before + word))
			}
			switch pair := lang.English.Stem(before) + " " + stem; {
			case english.Relevance.Other[pair]:
				t.other++
			case english.Relevance.Conflict[pair]:
				t.count(pair)
			}
			t.count(stem)
			before, end = word, token.End
		}
		if english.Relevance.Scores.MatchString(part) {
			t.other += 2
		}
	}
	return t
}

// tolls counts the dead and the wounded: a match that a rocket ended is no sport.
func (t *tally) tolls(figures []news.Figure) {
	for _, f := range figures {
		if f.Kind == news.Killed || f.Kind == news.Injured {
			t.war += 2
			t.firm = true
		}
	}
}

// arms counts a numbered weapon or unit that a short text names: no word of the lists is an F-16.
func (t *tally) arms(a news.Article, r news.Reading) {
	if t.total >= shortText {
		return
	}
	for _, m := range r.Mentions {
		name := text.Key(m.Span().In(a.Body))
		if (m.Kind == news.WeaponKind || m.Kind == news.MilitaryUnit) && strings.ContainsAny(name, "0123456789") {
			t.conflict, t.war = t.conflict+1, t.war+1
			t.words[name], t.named, t.firm = true, true, true
		}
	}
}

// compound counts a word that is written with a hyphen.
func (t *tally) compound(stem string) {
	if english.Relevance.Conflict[stem] || english.Relevance.Other[stem] {
		t.count(stem)
	}
}

func (t *tally) count(stem string) {
	words := &english.Relevance
	switch {
	case words.Conflict[stem]:
		t.conflict++
		t.war++
		t.words[stem], t.named = true, true
		t.firm = t.firm || !words.Shared[stem]
	case words.Half[stem]:
		t.conflict += 0.5
		t.war += 0.5
		t.words[stem] = true
		t.firm = t.firm || !words.Shared[stem]
	case words.Theatres[stem]:
		t.conflict += 0.25
		t.words[stem] = true
	case words.Other[stem] && words.Loose[stem]:
		if !t.loose[stem] {
			t.other += 0.5
		}
		t.loose[stem] = true
	case words.Other[stem]:
		t.other++
	case words.Civic[stem] && words.Mild[stem]:
		t.civic += 0.5
	case words.Civic[stem]:
		t.civic++
	}
}

// enough reports whether an article in which the names or places of a topic stand tells of its conflict. In a short one
// a word of public affairs says so; a longer one would have more than that.
func (t tally) enough(force bool) bool {
	if t.total < summary {
		return t.war > 0 || t.civic >= 1 || force
	}
	return t.named && 100*t.war/float64(t.total) >= leastScore/2
}

// plain reports whether an article is plainly of sport, shows, markets or weather: their words outweigh those of
// conflict, or leave none that they do not share. One word that stands in other news as well ("team") does not say so.
func (t tally) plain() bool { return t.other >= 1 && (t.other > t.war || !t.firm) }

// byWords judges by words alone.
func (t tally) byWords() Relevance {
	if t.total == 0 {
		return Relevance{Reason: "off topic: it has no words"}
	}
	r := Relevance{
		Score: 100 * t.conflict / float64(t.total), Other: 100 * t.other / float64(t.total),
		Words: slices.Sorted(maps.Keys(t.words)),
	}
	score, distinct := leastScore, leastDistinct
	if t.total < shortText && t.named && len(t.words) < leastDistinct { // three are enough at any length
		score, distinct = shortScore, shortDistinct
	}
	switch {
	case len(r.Words) < distinct || r.Score < score:
		r.Reason = fmt.Sprintf("off topic: %.1f conflict words in 100 (%.1f needed), %d different ones (%d needed)",
			r.Score, score, len(r.Words), distinct)
		if len(r.Words) > 0 {
			r.Reason += ": " + strings.Join(r.Words, ", ")
		}
	case r.Other > r.Score:
		r.Reason = fmt.Sprintf("off topic: %.1f words of sport, shows, markets and weather in 100 against %.1f "+
			"of conflict",
			r.Other, r.Score)
	default:
		r.On = true
		r.Reason = fmt.Sprintf("on topic: %.1f conflict words in 100, among them %s", r.Score,
			strings.Join(r.Words[:min(6, len(r.Words))], ", "))
	}
	return r
}

// foreignRelevance judges an article in another language by the roots of its words. A language without any is taken as
// it comes, since its outlet was chosen.
func foreignRelevance(a news.Article, topics []string) Relevance {
	words := &lang.Of(a.Language).News.Relevance
	if len(words.WarRoots) == 0 {
		return Relevance{
			On: true,
			Reason: fmt.Sprintf("on topic: it is in %s, which no word list judges, and its outlet was chosen",
				a.Language),
		}
	}
	war, other, total := 0, 0, 0
	for _, part := range []string{a.Title, a.Body} {
		if unspaced(part) {
			folded := text.Fold(part)
			for _, w := range words.WarRoots {
				war += strings.Count(folded, w)
			}
			for _, w := range words.OtherRoots {
				other += strings.Count(folded, w)
			}
			total += len(folded) / 6
			continue
		}
		for i, w := range foreignTokens(part) {
			if i >= maxBodyTokens {
				break
			}
			total++
			switch {
			case rooted(w.forms, words.WarRoots):
				war++
			case rooted(w.forms, words.OtherRoots):
				other++
			}
		}
	}
	total = max(total, 1)
	r := Relevance{Score: 100 * float64(war) / float64(total), Other: 100 * float64(other) / float64(total)}
	switch {
	case other > war:
		r.Reason = fmt.Sprintf("off topic: %d words of sport, shows, markets and weather in %s against %d of conflict",
			other, a.Language, war)
	case war == 0 && len(topics) == 0:
		r.Reason = fmt.Sprintf("off topic: no word of conflict in %s, and no name of a topic", a.Language)
	default:
		r.On = true
		r.Reason = fmt.Sprintf("on topic: %d words of conflict in %s", war, a.Language)
		if len(topics) > 0 {
			r.Reason += ", and names of " + strings.Join(topics, ", ")
		}
	}
	return r
}

// rooted reports whether a word begins with one of the roots in one of its forms.
func rooted(forms, roots []string) bool {
	for _, f := range forms {
		for _, r := range roots {
			if strings.HasPrefix(f, r) {
				return true
			}
		}
	}
	return false
}
