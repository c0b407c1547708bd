package events

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"sitrep/news"
	"sitrep/reading/gazetteer"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

var contrasts = &lang.English.Contrast

// Lists of cues, by number; a word may be in several.
const (
	cueRetracts = iota
	cueSpecifies
	cueParts
	cueChanges
	cueDenies
	cueNegates
	cueAdmits
	cueRemains
	cuePlans
	cueAgain
	cueTimes
	cues
)

// told is a word of a claim.
type told struct {
	word    string // in lower case
	stem    string // or what it is called alike
	number  float64
	isNum   bool
	capital bool // of a name
	country string
	content bool
	cue     uint16 // lists that have it, by bit
	negated bool   // a negation stands just before
}

// cueOf leads from a word to the lists that have it, and oppositesOf to the ends of oppositions.
var cueOf, oppositesOf = func() (map[string]uint16, map[string][]string) {
	cue := map[string]uint16{}
	for i, list := range [cues]map[string]bool{
		contrasts.Retracts, contrasts.Specifies, contrasts.Parts, contrasts.Changes, contrasts.Denies,
		contrasts.Negates,
		contrasts.Admits, contrasts.Remains, contrasts.Plans, contrasts.Again, contrasts.Times,
	} {
		for w := range list {
			cue[w] |= 1 << i
		}
	}
	ends := map[string][]string{}
	for w, list := range contrasts.Opposites {
		ends[w] = strings.Fields(list)
	}
	return cue, ends
}()

var sameAs = func() map[string]string {
	m := map[string]string{}
	for w, name := range contrasts.Same {
		m[w] = "=" + name
	}
	return m
}()

// toldIn splits a claim into words.
func toldIn(s string) (out []told) {
	tokens := text.Tokens(s)
	negated := 0
	for i, t := range tokens {
		raw := t.In(s)
		if !t.Word() {
			if raw == "," || raw == ";" || raw == ":" || raw == "." {
				negated = 0
			}
			out = append(out, told{word: raw})
			continue
		}
		w := told{word: strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(raw, "'s"), "’s"))}
		w.number, w.isNum = numberOf(w.word)
		w.cue = cueOf[w.word]
		w.content = !lang.English.Stop(w.word) && !w.isNum
		w.capital = t.Capital() && (i > 0 || len(tokens) > 1 && !lang.English.Stop(w.word) && w.cue == 0) && !w.isNum &&
			w.cue&(1<<cueTimes) == 0
		if alike := sameAs[w.word]; alike != "" && !w.capital {
			w.stem = alike
		} else {
			w.stem = lang.English.Stem(w.word)
		}
		if w.capital {
			w.country = countryOf(raw)
		}
		w.negated = negated > 0
		negated--
		if w.cue&(1<<cueNegates) != 0 {
			negated = 4
		}
		out = append(out, w)
	}
	return out
}

// numberOf reads a number in figures or words.
func numberOf(w string) (float64, bool) {
	if w[0] >= '0' && w[0] <= '9' {
		v, err := strconv.ParseFloat(strings.ReplaceAll(w, ",", ""), 64)
		return v, err == nil
	}
	if v, ok := lang.English.Numbers.Numerals[w]; ok && w != "one" {
		return v, true
	}
	switch w {
	case "both", "pair", "couple", "twice":
		return 2, true
	}
	if v, ok := lang.English.Numbers.Vague[w]; ok {
		return v, true
	}
	return 0, false
}

// countryOf is the country that a word is the name, the capital or the people of, "" if none.
func countryOf(w string) string {
	g := gazetteer.Open()
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
	if c := g.Demonym(w); c != "" {
		return c
	}
	for _, c := range g.Lookup(w) {
		if c.Class == gazetteer.Country || c.Class == gazetteer.Capital {
			return c.Country
		}
	}
	return ""
}

// facing is two claims word by word.
type facing struct {
	a, b         []told
	onlyA, onlyB []told  // words, numbers and names that the other has not
	copied       float64 // how far one is the other's copy, 0 to 1
	like         float64
}

func face(a, b *Claim) facing {
	f := facing{a: toldIn(a.Text), b: toldIn(b.Text)}
	f.onlyA, f.onlyB = missingFrom(f.a, f.b), missingFrom(f.b, f.a)
	n := 0
	for _, w := range f.a {
		if w.content {
			n++
		}
	}
	m := 0
	for _, w := range f.b {
		if w.content {
			m++
		}
	}
	contentOnly := func(list []told) (k int) {
		for _, w := range list {
			if w.content {
				k++
			}
		}
		return k
	}
	both := float64(n-contentOnly(f.onlyA)+m-contentOnly(f.onlyB)) / 2
	if n > 0 && m > 0 {
		f.like = both / math.Sqrt(float64(n*m))
	}
	f.copied = copied(f.a, f.b)
	return f
}

// missingFrom are the words of a that b has not in any form.
func missingFrom(a, b []told) (out []told) {
	for _, w := range a {
		if w.stem == "" {
			continue
		}
		if !slices.ContainsFunc(b, func(o told) bool {
			return o.stem == w.stem || w.isNum && o.isNum && w.number == o.number ||
				w.country != "" && w.country == o.country
		}) {
			out = append(out, w)
		}
	}
	return out
}

// copied is the length of the longest common subsequence of the words by that of the longer.
func copied(a, b []told) float64 {
	const most = 60
	a, b = a[:min(most, len(a))], b[:min(most, len(b))]
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	var row [most + 1]int
	for i := range a {
		diagonal := 0
		for j := range b {
			above := row[j+1]
			if a[i].word == b[j].word {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(b)]) / float64(max(len(a), len(b)))
}

func countCue(list []told, cue int) (n int) {
	for _, w := range list {
		if w.cue&(1<<cue) != 0 {
			n++
		}
	}
	return n
}

// pairKind numbers the features of pairs.
const (
	pairBias uint32 = 100 + iota
	pairLike
	pairCopied
	pairOnly
	pairNumbers
	pairNotThis
	pairNames
	pairCue
	pairCueCopied
	pairWord
	pairParity
	pairOpposite
	pairEvents
	pairAgree
	pairPhrase
	pairJoint
	pairSpeaker
	pairLength
	pairMatter
)

// pairing gathers the features of two claims.
type pairing struct {
	*facing
	near uint32 // how far one copies the other: 0 to 2
	out  []feature
}

func (p *pairing) add(v float64, kind uint32, parts ...uint32) {
	if v != 0 {
		p.out = append(p.out, feature{mix(kind, parts...), float32(v)})
	}
}

// pairFeatures are those by which the relation of b to a is told.
func pairFeatures(f *facing, a, b *Claim) []feature {
	p := pairing{facing: f}
	switch {
	case f.copied >= .75:
		p.near = 2
	case f.copied >= .55:
		p.near = 1
	}
	p.add(1, pairBias)
	p.add(1, pairLike, uint32(f.like*5))
	p.add(f.like, pairLike, 99)
	p.add(1, pairCopied, p.near)
	p.add(f.copied, pairCopied, 99)
	numbers := p.numbers()
	p.names()
	retracts := p.cues(numbers)
	p.polarity(retracts, numbers)
	p.events(a, b)
	p.words()
	return p.out
}

// either says which of the claims has words that the other has not: 1 the first, 2 the second, 3 both.
func (p *pairing) either(is func(told) bool) (u uint32) {
	if slices.ContainsFunc(p.onlyA, is) {
		u = 1
	}
	if slices.ContainsFunc(p.onlyB, is) {
		u |= 2
	}
	return u
}

func (p *pairing) numbers() uint32 {
	isNumber := func(w told) bool { return w.isNum }
	numbers := p.either(isNumber)
	any := uint32(0)
	if slices.ContainsFunc(p.a, isNumber) {
		any = 1
	}
	p.add(1, pairNumbers, numbers)
	p.add(1, pairNumbers, numbers, any, 7)
	p.add(1, pairNumbers, numbers, p.near, 8)
	return numbers
}

func (p *pairing) names() {
	names := p.either(func(w told) bool { return w.capital })
	p.add(1, pairNames, names)
	p.add(1, pairNames, names, p.near)
	if p.near > 0 && names == 3 {
		p.add(1, pairJoint, 1)
	}
}

// cues adds the words that only one of the claims has, by list, and reports whether b takes something back.
func (p *pairing) cues(numbers uint32) (retracts bool) {
	var onlyB [cues]int
	for c := range cues {
		onlyA, u := countCue(p.onlyA, c), uint32(c)
		onlyB[c] = countCue(p.onlyB, c)
		p.add(min(2, float64(onlyB[c])), pairCue, u, 1)
		p.add(min(2, float64(onlyA)), pairCue, u, 0)
		if onlyB[c] > 0 {
			p.add(1, pairCueCopied, u, p.near, 1)
		}
		if onlyA > 0 {
			p.add(1, pairCueCopied, u, p.near, 0)
		}
	}
	phrases := retractions(p.b) - retractions(p.a)
	p.add(float64(min(2, max(0, phrases))), pairPhrase, 1)
	p.add(float64(min(2, max(0, -phrases))), pairPhrase, 2)
	retracts = phrases > 0 || onlyB[cueRetracts] > 0
	if retracts && numbers == 3 {
		p.add(1, pairJoint, 2)
	}
	if retracts {
		p.add(1, pairJoint, 3)
	}
	notThis := p.notThis()
	p.add(float64(notThis), pairNotThis)
	if numbers&2 != 0 && (notThis > 0 || onlyB[cueChanges] > 0) {
		p.add(1, pairJoint, 4)
	}
	return retracts
}

func (p *pairing) polarity(retracts bool, numbers uint32) {
	denials := func(list []told) int { return countCue(list, cueNegates) + countCue(list, cueDenies) }
	more := denials(p.b) - denials(p.a)
	p.add(1, pairParity, uint32(more&1), 3)
	p.add(float64(max(-2, min(2, more))), pairParity, 4)
	opposed, agreed := p.opposites()
	p.add(float64(min(2, opposed)), pairOpposite, 1)
	p.add(float64(min(2, agreed)), pairOpposite, 2)
	if opposed > agreed {
		p.add(1, pairOpposite, 3)
	}
	if opposed > 0 && !retracts && numbers != 3 {
		p.add(1, pairOpposite, 4)
	}
}

func (p *pairing) events(a, b *Claim) {
	c := comparison{}
	c.mentions(a.Events, b.Events)
	for i, v := range []bool{
		c.opposed, c.undone, c.negated, c.planned, otherDay(a.Events, b.Events), otherPlace(a.Places, b.Places),
		denies(a.Statements), denies(b.Statements), len(b.Statements) > 0, len(a.Statements) > 0,
	} {
		if v {
			p.add(1, pairEvents, uint32(i))
			p.add(.7, pairEvents, uint32(i), p.near)
		}
	}
	c.counts(a.Figures, b.Figures)
	if c.numbers {
		p.add(1, pairEvents, 20)
	}
	if c.figures > 0 {
		p.add(1, pairEvents, 21)
	}
}

func (p *pairing) words() {
	for side, list := range [][]told{p.onlyA, p.onlyB} {
		for _, w := range list {
			if !w.capital && !w.isNum {
				p.add(.5, pairWord, words.Form(w.stem), uint32(side))
			}
		}
	}
	p.add(float64(len(p.b)-len(p.a))/10, pairLength)
}

// matterFeatures are those by which two claims are told to speak of one matter.
func matterFeatures(f *facing, a, b *Claim) (out []feature) {
	add := func(v float64, parts ...uint32) { out = append(out, feature{mix(pairMatter, parts...), float32(v)}) }
	names := func(list []told) (n int) {
		for _, w := range list {
			if w.capital {
				n++
			}
		}
		return n
	}
	na, nb := names(f.a), names(f.b)
	shared := min(na-names(f.onlyA), nb-names(f.onlyB))
	add(1, 0)
	add(f.like, 1)
	add(min(1, 4*f.like), 2)
	add(f.copied, 3)
	add(min(2, float64(shared)), 4)
	if na > 0 && nb > 0 && shared == 0 {
		add(1, 5)
	}
	kinds := 0
	for _, x := range a.Events {
		if slices.ContainsFunc(b.Events, func(y news.EventMention) bool {
			return kindOfWord[x.Word] != "" && kindOfWord[x.Word] == kindOfWord[y.Word]
		}) {
			kinds++
		}
	}
	add(min(2, float64(kinds)), 6)
	return out
}

// extends reports whether one claim has all words of the other, and else nothing that changes, dates or counts: who
// says
// so, or a place.
func (f *facing) extends() bool {
	bare := func(list []told) bool {
		return !slices.ContainsFunc(list, func(w told) bool { return w.content || w.isNum })
	}
	harmless := func(list []told) bool {
		return len(list) <= 10 && !slices.ContainsFunc(list, func(w told) bool { return w.isNum || w.cue != 0 })
	}
	return bare(f.onlyA) && harmless(f.onlyB) && harmless(f.onlyA) ||
		bare(f.onlyB) && harmless(f.onlyA) && harmless(f.onlyB)
}

// notThis counts the "not X" of b, right behind a comma or before one, whose X a has: "two boats, not one".
func (f *facing) notThis() (n int) {
	for i, w := range f.b {
		if w.word != "not" && w.word != "rather" && w.word != "instead" {
			continue
		}
		for k := i + 1; k < min(len(f.b), i+4); k++ {
			x := f.b[k]
			if x.stem == "" || lang.English.Stop(x.word) && !x.isNum {
				continue
			}
			told := slices.ContainsFunc(f.a, func(o told) bool {
				return o.stem == x.stem || x.isNum && o.isNum && x.number == o.number
			})
			if told && (x.isNum || x.capital || i > 0 && f.b[i-1].word == ",") {
				n++
			}
			break
		}
	}
	return n
}

// opposites counts the oppositions at whose ends the claims stand, and those at one end of which both stand.
func (f *facing) opposites() (opposed, agreed int) {
	sum := func(list []told) map[string]int {
		m := map[string]int{}
		for _, w := range list {
			for _, end := range oppositesOf[w.word] {
				n := len(end) - 1
				v := 1
				if (end[n] == '-') != w.negated {
					v = -1
				}
				m[end[:n]] += v
			}
		}
		return m
	}
	x, y := sum(f.a), sum(f.b)
	for axis, v := range x {
		switch w := y[axis]; {
		case v*w < 0:
			opposed++
		case v*w > 0:
			agreed++
		}
	}
	return opposed, agreed
}

// retractPhrases leads from a first word to the phrases that begin with it.
var retractPhrases = func() map[string][][]string {
	m := map[string][][]string{}
	for _, p := range contrasts.RetractPhrases {
		f := strings.Fields(p)
		m[f[0]] = append(m[f[0]], f)
	}
	return m
}()

func retractions(list []told) (n int) {
	for i, w := range list {
	next:
		for _, p := range retractPhrases[w.word] {
			if i+len(p) > len(list) {
				continue
			}
			for k := range p {
				if list[i+k].word != p[k] {
					continue next
				}
			}
			n++
		}
	}
	return n
}
