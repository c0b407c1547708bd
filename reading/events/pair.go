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
		contrasts.Retracts, contrasts.Specifies, contrasts.Parts, contrasts.Changes, contrasts.Denies, contrasts.Negates,
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
	onlyA, onlyB []told // words, numbers and names that the other has not
	common       int
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

// pairFeatures are those by which the relation of b to a is told.
func pairFeatures(f *facing, a, b *Claim) (out []feature) {
	add := func(v float64, kind uint32, parts ...uint32) {
		if v != 0 {
			out = append(out, feature{mix(kind, parts...), float32(v)})
		}
	}
	bucket := func(v float64) uint32 { return uint32(v * 5) }
	near := uint32(0)
	switch {
	case f.copied >= .75:
		near = 2
	case f.copied >= .55:
		near = 1
	}
	add(1, pairBias)
	add(1, pairLike, bucket(f.like))
	add(f.like, pairLike, 99)
	add(1, pairCopied, near)
	add(f.copied, pairCopied, 99)

	// numbers
	count := func(list []told, is func(told) bool) (n int) {
		for _, w := range list {
			if is(w) {
				n++
			}
		}
		return n
	}
	number := func(w told) bool { return w.isNum }
	na, nb := count(f.onlyA, number), count(f.onlyB, number)
	numbers := uint32(min(na, 1) + 2*min(nb, 1))
	allA := count(f.a, number)
	add(1, pairNumbers, numbers)
	add(1, pairNumbers, numbers, uint32(min(1, allA)), 7)
	add(1, pairNumbers, numbers, near, 8)
	notThis := f.notThis()
	add(float64(notThis), pairNotThis)

	// names
	name := func(w told) bool { return w.capital }
	ca, cb := count(f.onlyA, name), count(f.onlyB, name)
	names := uint32(min(ca, 1) + 2*min(cb, 1))
	add(1, pairNames, names)
	add(1, pairNames, names, near)
	if near > 0 && names == 3 {
		add(1, pairJoint, 1)
	}

	// cues
	var onlyB, onlyA [cues]int
	for c := range cues {
		onlyA[c], onlyB[c] = countCue(f.onlyA, c), countCue(f.onlyB, c)
		u := uint32(c)
		add(min(2, float64(onlyB[c])), pairCue, u, 1)
		add(min(2, float64(onlyA[c])), pairCue, u, 0)
		if onlyB[c] > 0 {
			add(1, pairCueCopied, u, near, 1)
		}
		if onlyA[c] > 0 {
			add(1, pairCueCopied, u, near, 0)
		}
	}
	phrases := retractions(f.b) - retractions(f.a)
	add(float64(min(2, max(0, phrases))), pairPhrase, 1)
	add(float64(min(2, max(0, -phrases))), pairPhrase, 2)
	retracts := phrases > 0 || onlyB[cueRetracts] > 0
	if retracts && numbers == 3 {
		add(1, pairJoint, 2)
	}
	if retracts {
		add(1, pairJoint, 3)
	}
	if numbers&2 != 0 && (notThis > 0 || onlyB[cueChanges] > 0) {
		add(1, pairJoint, 4)
	}

	// polarity
	dn := countCue(f.b, cueNegates) + countCue(f.b, cueDenies) - countCue(f.a, cueNegates) - countCue(f.a, cueDenies)
	add(1, pairParity, uint32(dn&1), 3)
	add(float64(max(-2, min(2, dn))), pairParity, 4)
	opposed, agreed := f.opposites()
	add(float64(min(2, opposed)), pairOpposite, 1)
	add(float64(min(2, agreed)), pairOpposite, 2)
	if opposed > agreed {
		add(1, pairOpposite, 3)
	}
	if opposed > 0 && !retracts && numbers != 3 {
		add(1, pairOpposite, 4)
	}

	// events
	c := comparison{}
	c.mentions(a.Events, b.Events)
	for i, v := range []bool{
		c.opposed, c.undone, c.negated, c.planned, otherDay(a.Events, b.Events), otherPlace(a.Places, b.Places),
		denies(a.Statements), denies(b.Statements), len(b.Statements) > 0, len(a.Statements) > 0,
	} {
		if v {
			add(1, pairEvents, uint32(i))
			add(.7, pairEvents, uint32(i), near)
		}
	}
	c.counts(a.Figures, b.Figures)
	if c.numbers {
		add(1, pairEvents, 20)
	}
	if c.figures > 0 {
		add(1, pairEvents, 21)
	}

	// words
	for _, w := range f.onlyB {
		if w.capital || w.isNum {
			continue
		}
		add(.5, pairWord, words.Form(w.stem), 1)
	}
	for _, w := range f.onlyA {
		if w.capital || w.isNum {
			continue
		}
		add(.5, pairWord, words.Form(w.stem), 0)
	}
	add(float64(len(f.b)-len(f.a))/10, pairLength)
	return out
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

// extends reports whether one claim has all words of the other, and else nothing that changes, dates or counts: who says
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
			if x.stem == "" || x.word == "the" || x.word == "a" || x.word == "in" || x.word == "on" || x.word == "than" ||
				x.word == "of" || x.word == "at" || x.word == "by" {
				continue
			}
			if (x.isNum || x.capital || i > 0 && f.b[i-1].word == ",") &&
				slices.ContainsFunc(f.a, func(o told) bool { return o.stem == x.stem || x.isNum && o.isNum && x.number == o.number }) {
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
