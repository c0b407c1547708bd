package people

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"sitrep/reading/gazetteer"
	"sitrep/reading/names"
	"sitrep/text"
)

// givenGroups maps each given name that one person may bear in different languages or in short to the first of its
// group, as [names.Sound].
var givenGroups = indexGroups(gazetteer.GivenNameGroups())

func indexGroups(groups iter.Seq[[]string]) map[string]string {
	m := make(map[string]string)
	for group := range groups {
		for _, w := range group {
			if key := names.Sound(text.Key(w)); m[key] == "" {
				m[key] = names.Sound(group[0])
			}
		}
	}
	return m
}

// givenClass returns the class of a given name, the name itself if it is in none.
func givenClass(s string) string {
	if c := givenGroups[s]; c != "" {
		return c
	}
	return s
}

// longestWord bounds the words that are compared letter by letter, in bytes: longer ones are no names.
const longestWord = 64

// distance is the edit distance of a and b with adjacent transpositions (Damerau 1964), at most limit+1. Letters that
// transliterations exchange cost half.
func distance(a, b string, limit float32) float32 {
	if len(a) > longestWord || len(b) > longestWord {
		return limit + 1
	}
	if d := len(a) - len(b); float32(d) > limit || float32(-d) > limit {
		return limit + 1
	}
	var rows [3][longestWord + 1]float32
	for j := range len(b) + 1 {
		rows[0][j] = float32(j)
	}
	for i := 1; i <= len(a); i++ {
		this, prev, before := &rows[i%3], &rows[(i+2)%3], &rows[(i+1)%3]
		this[0] = float32(i)
		for j := 1; j <= len(b); j++ {
			cost := exchange(a[i-1], b[j-1])
			this[j] = min(prev[j]+1, this[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				this[j] = min(this[j], before[j-2]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}

// exchange is what it costs to read b for a.
func exchange(a, b byte) float32 {
	if a == b {
		return 0
	}
	if a > b {
		a, b = b, a
	}
	switch [2]byte{a, b} {
	case [2]byte{'g', 'h'}, [2]byte{'e', 'i'}, [2]byte{'a', 'o'}, [2]byte{'o', 'u'}, [2]byte{'c', 'k'},
		[2]byte{'s', 'z'}, [2]byte{'a', 'e'}:
		return 0.5
	}
	return 1
}

// personName is a person's name taken apart.
type personName struct {
	given    []string // all but the surname, in order, as sound
	last     string
	whole    string // text.Key
	main     string // whole, or the main name of whoever is well known by it
	rawGiven string // the first given name and the surname as text.Key: some slips are smaller there
	rawLast  string
	tail     string // of a compound surname, "Abdel Rahman", its last word; else ""
	junior   string // "jr", "iii": a son is not his father
	joined   string // all words in one, as sound: how a name is divided differs
	particle string // with which a surname that stands alone begins, no Arabic article: "van"
}

func parsePerson(s string) personName {
	key := text.Key(s)
	words := strings.Fields(key)
	for len(words) > 1 && addresses(words[0]) {
		words = words[1:]
	}
	p := personName{whole: strings.Join(words, " ")}
	p.main = canonical(p.whole)
	for len(words) > 1 && english.Names.Generations[words[len(words)-1]] {
		p.junior = words[len(words)-1]
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return p
	}
	p.joined = names.Sound(strings.Join(words, ""))
	words = servants(familyLast(words))
	from := len(words) - 1
	const either = gazetteer.NameParticle | gazetteer.GivenName
	for from > 0 && gazetteer.Known(words[from-1])&either == gazetteer.NameParticle && !joinsNext[words[from-1]] {
		if from == 1 && assimilated[words[0]] && !articled(s) {
			break // Ash Carter; the Arabic article is written so with a hyphen alone
		}
		from-- // al Assad, van der Leyen, de Mistura alone
	}
	if from == 0 && len(words) > 1 && !arabicArticle[words[0]] {
		p.particle = words[0]
	}
	if from == 1 && articled(s) && arabicArticle[words[0]] {
		from = 0 // al-Assad alone
	}
	last := words[len(words)-1]
	p.last, p.rawLast = family(last), last
	if from > 0 && joinsNext[words[from-1]] { // Rami Abdel Rahman, and Abdel Rahman alone
		from--
		if !kunya[words[from]] { // of Abu Laith nobody is called Laith
			p.tail = p.last
		}
		p.last, p.rawLast = names.Sound(words[from])+p.last, words[from]+last
	}
	if from > 0 {
		p.rawGiven = unglue(words[0])
	}
	for i := 0; i < from; i++ {
		w := words[i]
		if i+1 < from && joinsNext[w] { // Abu Bakr, Abdel Fattah
			w += words[i+1]
			i++
		}
		p.given = append(p.given, names.Sound(unglue(w)))
	}
	return p
}

// articled reports whether a name begins with an Arabic article that is joined to the next word.
func articled(s string) bool { return len(s) > 3 && (s[2] == '-' || strings.HasPrefix(s[2:], "‑")) }

var (
	arabicArticle = text.WordSet("al el as ash at az ad ar an")
	assimilated   = text.WordSet("as ash at az ad ar an") // before sun letters
)

// familyLast puts the family name behind the given one where it is written first: Kishida Fumio, Lee Jae-myung, whose
// given name of two syllables becomes one word.
func familyLast(words []string) []string {
	n := len(words)
	if n < 2 || n > 3 || !familyFirst()[words[0]] || familyFirst()[words[n-1]] && n == 2 {
		return words
	}
	const syllable = 6 // letters: Hyeok, Seung
	if n == 3 && len(words[1]) <= syllable && len(words[2]) <= syllable && !sureGiven(words[2]) {
		return []string{words[1] + words[2], words[0]}
	}
	if n == 2 && gazetteer.Known(words[0])&gazetteer.GivenName == 0 {
		return []string{words[1], words[0]}
	}
	if n == 2 && gazetteer.Known(words[1])&gazetteer.GivenName == 0 && len(words[1]) >= 5 && twoSyllables(words[1]) {
		return []string{words[1], words[0]} // Kim Jongun
	}
	return words
}

// sureGiven reports whether a word is a given name that nobody takes for a Korean or Chinese syllable.
func sureGiven(w string) bool { return len(w) > 4 && gazetteer.Known(w)&gazetteer.GivenName != 0 }

// twoSyllables reports whether a word may be a Korean given name in one word: it ends as their syllables do.
func twoSyllables(w string) bool {
	for _, end := range []string{"un", "on", "ung", "ong", "yung", "in", "im", "ok", "uk", "yeol", "yun", "eon", "ae"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

var familyFirst = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range gazetteer.FamilyNamesFirst() {
		m[w] = true
	}
	return m
})

// servants makes one word of the Arabic names that say whose servant somebody is, in whatever way they are written:
// Abd al-Rahman, Abdel Rahman, Abdul-Rahman, Abdurrahman and Abdelrahman are all "abdrahman". A last name of two
// words stays two: its second may stand alone.
func servants(words []string) []string {
	var out []string
	for i := 0; i < len(words); i++ {
		w := words[i]
		if servant[w] {
			next := i + 1
			if next+1 < len(words) && servantArticle[words[next]] {
				next++
			}
			switch {
			case next+1 < len(words): // a given name
				out, i = append(out, "abd"+words[next]), next
				continue
			case next < len(words):
				out, i = append(out, "abd", words[next]), next
				continue
			}
		}
		for _, p := range servantPrefixes {
			if rest, ok := strings.CutPrefix(w, p); ok && len(rest) >= 4 {
				w = "abd" + rest
				break
			}
		}
		out = append(out, w)
	}
	return out
}

var (
	servant         = text.WordSet("abd abdel abdul abdal abdol abdoul abdool abdur abder abdus")
	servantArticle  = text.WordSet("al el ul ar as ur us ad an")
	servantPrefixes = []string{"abdoul", "abdool", "abdul", "abdel", "abdal", "abdol", "abdur", "abder"}
)

// family is a surname as sound, with the ending that Arabic and Persian names have in several transliterations evened
// out: Haniyeh, Haniyah and Haniya.
func family(w string) string {
	s := names.Sound(w)
	if stem, ok := strings.CutSuffix(s, "eh"); ok && len(stem) >= 3 {
		return stem + "a"
	}
	if len(s) >= 5 && strings.HasSuffix(s, "ah") {
		return s[:len(s)-1]
	}
	return s
}

// addresses reports whether a word is how somebody is addressed, and nobody's given name.
func addresses(word string) bool {
	return gazetteer.Known(word)&(gazetteer.Honorific|gazetteer.GivenName) == gazetteer.Honorific
}

// bare is the surname as it stands alone, with what tells a son from his father.
func (p personName) bare() string { return p.last + p.junior }

// Surname returns the word by which the news calls a person of that name, without an article: the last one, if it is
// long enough and neither a given name, nor borne by too many, nor part of an organisation's or a place's name. Else
// it returns "".
func Surname(name string) string {
	const notPerson = gazetteer.OrgHead | gazetteer.OrgTail | gazetteer.ArmedGroup | gazetteer.Organisation |
		gazetteer.CountryWord | gazetteer.CityWord | gazetteer.RegionWord | gazetteer.Demonym | gazetteer.Office |
		gazetteer.PlaceTail | gazetteer.GivenName
	words := strings.Fields(text.Key(name))
	if len(words) < 2 || gazetteer.Known(strings.Join(words, " "))&notPerson != 0 {
		return ""
	}
	for _, w := range words {
		if gazetteer.Known(w)&(gazetteer.OrgHead|gazetteer.OrgTail|gazetteer.ArmedGroup) != 0 ||
			english.Names.GroupTails[w] {
			return ""
		}
	}
	last := words[len(words)-1]
	common := commonSurnames()[names.Sound(last)]
	if len(last) < 5 || common || gazetteer.Known(last)&notPerson != 0 || english.Names.Never[last] {
		return ""
	}
	return last
}

// kunya are the words before a child's name in the name of a parent.
var kunya = text.WordSet("abu abou um umm")

// joinsNext are words that make one given name with the next.
var joinsNext = text.WordSet("abu abou abd umm um")

// unglue cuts a word off the front of a given name that it ran into.
func unglue(w string) string {
	for _, g := range english.Titles.GluedBefore {
		if rest, ok := strings.CutPrefix(w, g); ok && len(rest) > 2 && gazetteer.Known(rest)&gazetteer.GivenName != 0 {
			return rest
		}
	}
	return w
}

// sameSurname reports whether two surnames, as sound, are spellings of one; long ones may differ by a slip.
func sameSurname(a, b string) bool {
	if a == b {
		return true
	}
	short := min(len(a), len(b))
	switch {
	case short < 4:
		return false
	case a == b+"s" || b == a+"s": // a genitive whose apostrophe was lost
		return true
	case short < 5 || short == 5 && len(a) == len(b):
		return distance(a, b, 0.5) <= 0.5
	case short >= 12 && distance(a, b, 2) <= 2, distance(a, b, 1) <= 1:
		return true
	}
	for _, g := range english.Titles.GluedBehind {
		if g == "an" && short < 8 {
			continue // Mart and Martan
		}
		if a == b+g || b == a+g {
			return true
		}
	}
	return false
}

// sameGiven reports whether two given names, as sound, may belong to one person. An initial agrees with its name.
func sameGiven(a, b string) bool {
	ca, cb := givenClass(a), givenClass(b)
	if ca == cb {
		return true
	}
	short := min(len(a), len(b))
	if short == 1 {
		return a[0] == b[0]
	}
	if known(a) && known(b) {
		return false // two names that exist and are not each other's form
	}
	return givenGroups[b] != "" && nearClass(a, cb) || givenGroups[a] != "" && nearClass(b, ca)
}

// slipGiven reports whether one given name is a slip for the other, which must be no name of its own. The two names
// must be long enough together: Marin and Martin are two people.
func slipGiven(a, b string, sure int) bool {
	short := min(len(a), len(b))
	if short < 5 || short+sure < 12 || known(a) && known(b) {
		return false
	}
	return distance(a, b, 1) <= 1 || short >= 9 && distance(a, b, 2) <= 2
}

// nearClass reports whether a is a slip in writing the name that class stands for.
func nearClass(a, class string) bool { return len(class) >= 6 && distance(a, class, 1.5) <= 1.5 }

// known reports whether s, as sound, is a given name by the lists.
func known(s string) bool { return givenGroups[s] != "" || givenSounds()[s] }

var givenSounds = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range gazetteer.GivenNames() {
		m[names.Sound(text.Key(w))] = true
	}
	return m
})

// samePerson reports whether two names, each with a given name and a surname, are spellings of one person's.
func samePerson(a, b personName) bool {
	if a.main == b.main {
		return true
	}
	if len(a.given) > 0 && len(b.given) > 0 && a.joined == b.joined && len(a.joined) >= 8 && a.junior == b.junior {
		return true
	}
	if len(a.given) == 0 || len(b.given) == 0 || !sameMiddle(a, b) || a.junior != b.junior {
		return false
	}
	exact := a.last == b.last
	if !exact && !sameSurname(a.last, b.last) && !slipRaw(a.rawLast, b.rawLast) {
		return false
	}
	if sameGiven(a.given[0], b.given[0]) {
		// a slip in the surname is forgiven only beside a given name that leaves no doubt
		return exact || len(a.given[0]) > 1 && len(b.given[0]) > 1
	}
	if !exact || known(a.given[0]) && known(b.given[0]) {
		return false
	}
	sure := len(a.last) // letters that agree
	if len(a.given) == len(b.given) && slices.Equal(a.given[1:], b.given[1:]) {
		for _, g := range a.given[1:] {
			sure += len(g)
		}
	}
	return slipGiven(a.given[0], b.given[0], sure) || slipRaw(a.rawGiven, b.rawGiven)
}

// droppedGiven reports whether one of two names is the other without the Mohammed that its bearer leaves out: Javad
// Zarif is Mohammad Javad Zarif. No other first name is left out so: Ahmed Yasser Hamdan is the son of Yasser
// Hamdan.
func droppedGiven(a, b personName) bool {
	if len(a.given) > len(b.given) {
		a, b = b, a
	}
	return len(a.given) == 1 && len(b.given) == 2 && len(a.given[0]) > 3 && a.last == b.last &&
		a.junior == b.junior && givenClass(b.given[0]) == mohammed() && givenClass(a.given[0]) != mohammed() &&
		sameGiven(a.given[0], b.given[1])
}

var mohammed = sync.OnceValue(func() string { return givenClass(names.Sound("mohammed")) })

// Same reports whether two names may be one person's: spellings of one name, or a surname and a name that has it.
func Same(a, b string) bool {
	x, y := parsePerson(a), parsePerson(b)
	switch {
	case x.whole == "" || y.whole == "":
		return false
	case len(x.given) > 0 && len(y.given) > 0:
		return samePerson(x, y) || droppedGiven(x, y)
	}
	return x.bare() == y.bare() || x.main == y.main
}

// slipRaw reports whether two words of names, as text.Key, are a single slip apart: sound makes much of one where it
// breaks a digraph ("Mykahilo").
func slipRaw(a, b string) bool {
	return len(a) >= 6 && len(b) >= 6 && (distance(a, b, 1) <= 1 || anagram(a, b))
}

// anagram reports whether two words have the same letters and begin alike: typing fast mixes them up ("Vlamidir").
func anagram(a, b string) bool {
	if len(a) != len(b) || len(a) < 7 || a[0] != b[0] {
		return false
	}
	var letters [256]int
	for i := range len(a) {
		letters[a[i]]++
		letters[b[i]]--
	}
	for _, n := range letters {
		if n != 0 {
			return false
		}
	}
	return true
}

// sameMiddle reports whether what stands between given name and surname allows one person: George H. W. and George W.
// are two.
func sameMiddle(a, b personName) bool {
	return len(a.given) < 2 || len(b.given) < 2 || a.given[1][:min(1, len(a.given[1]))] == b.given[1][:min(1,
		len(b.given[1]))]
}

// Group parts a flat list of persons' names into those that name the same person, in the order in which they are
// first met. A name without a given name joins the only group with that surname, and stays alone if there are
// several.
func Group(names []string) [][]string {
	parsed := make([]personName, len(names))
	parent := make([]int, len(names))
	blocks := make(map[string][]int)
	for i, n := range names {
		parsed[i], parent[i] = parsePerson(n), i
	}
	for i, p := range parsed {
		if len(p.given) == 0 {
			continue
		}
		for _, key := range blockKeys(p) {
			block := blocks[key]
			for _, j := range block[max(0, len(block)-widestBlock):] {
				if find(parent, i) != find(parent, j) &&
					(samePerson(p, parsed[j]) || droppedGiven(p, parsed[j])) {
					parent[find(parent, i)] = find(parent, j)
				}
			}
			blocks[key] = append(block, i)
		}
	}
	joinBare(parsed, parent)
	groups := make(map[int]int)
	var out [][]string
	for i, n := range names {
		root := find(parent, i)
		g, ok := groups[root]
		if !ok {
			g = len(out)
			groups[root] = g
			out = append(out, nil)
		}
		out[g] = append(out[g], n)
	}
	return out
}

// widestBlock bounds how many names one is compared with, so that a list of a million namesakes stays linear.
const widestBlock = 200

// blockKeys are the keys under which two spellings of a name meet: the surname's consonants, and the given name with
// their first or with the others.
func blockKeys(p personName) []string {
	s := skeleton(p.last)
	given := givenClass(p.given[0])
	return []string{s, given + " " + s[:min(1, len(s))], given + "*" + s[min(1, len(s)):], "=" + p.joined}
}

// skeleton is the consonants of a sound, h and g being one letter.
func skeleton(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case 'a', 'e', 'i', 'o', 'u':
			if i == 0 {
				b.WriteByte('a')
			}
		case 'h':
			b.WriteByte('g')
		case 'c':
			b.WriteByte('k')
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// surnameOf reports whether a surname that stands alone can be q's by what it begins with: Van Taylor is no William
// Taylor.
func (p personName) surnameOf(q personName) bool {
	return p.particle == "" || strings.Contains(" "+q.whole, " "+p.particle+" ")
}

// joinBare joins names without a given name to the only group that has their surname.
func joinBare(parsed []personName, parent []int) {
	groups := make(map[string]int) // by surname; -1 for several
	for i, p := range parsed {
		if len(p.given) == 0 || p.last == "" {
			continue
		}
		root := find(parent, i)
		if g, ok := groups[p.last]; ok && g != root {
			root = -1
		}
		groups[p.last] = root
	}
	bare := make(map[string]int)
	for i, p := range parsed {
		if len(p.given) > 0 || p.last == "" {
			continue
		}
		if g, ok := groups[p.last]; ok && g >= 0 && p.surnameOf(parsed[g]) {
			parent[i] = find(parent, g)
			continue
		}
		if first, ok := bare[p.whole]; ok {
			parent[i] = find(parent, first)
			continue
		}
		bare[p.whole] = i
	}
}

func find(parent []int, i int) int {
	for parent[i] != i {
		parent[i] = parent[parent[i]]
		i = parent[i]
	}
	return i
}

var womensNames = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for w := range gazetteer.WomensNames() {
		m[names.Sound(w)] = true
	}
	return m
})
