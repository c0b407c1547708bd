package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences splits s, which is in the language l, into sentences, in order, white space at their ends left out. It
// works in one pass and looks a bounded way to either side of each candidate, so that its time is linear in len(s)
// whatever s holds.
//
// A blank line always ends a sentence. A single line break does too, unless the next line goes on in lower case. Else a
// sentence ends at a terminator ('.', '!', '?', '…' and their kin in other scripts) with the quotes and brackets that
// close after it, if white space follows and [boundary] finds no reason to read on: an abbreviation, an initial, a
// lower-case continuation, the speaker of a question that has just been quoted.
func Sentences(s string, l *Language) []Span {
	sp := splitter{SentenceRules: &l.Sentences, s: s, caseless: caseless(s)}
	out := make([]Span, 0, len(s)/100+1)
	start := skipSpace(s, 0)
	for i := start; i < len(s); {
		end, next, ok := sp.candidate(i, start)
		if !ok {
			i = next
			continue
		}
		out = append(out, Span{start, end})
		start = next
		i = next
	}
	if start < len(s) {
		out = append(out, Span{start, len(strings.TrimRightFunc(s, isSpace))})
	}
	return out
}

// window is how many bytes a decision may look back or ahead: longer than any word that an abbreviation or a speaker's
// name takes, and the bound that keeps hostile text linear.
const window = 120

type splitter struct {
	*SentenceRules
	s        string
	caseless bool // s does without capitals: a lower-case letter says nothing
	start    int  // of the sentence whose list item is known
	first    item // the item that sentence begins with
}

// item returns the list item that the sentence at start begins with.
func (sp *splitter) item(start int) item {
	if start != sp.start || sp.first.style == "" {
		sp.start, sp.first = start, listItem(sp.s[start:])
	}
	return sp.first
}

// candidate looks at s[i:]. If a sentence that began at start ends here, ok is true, end is that sentence's end and
// next is where the following one starts. Otherwise next is where to look on.
func (sp *splitter) candidate(i, start int) (end, next int, ok bool) {
	s := sp.s
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
		next = skipSpace(s, i)
		return sp.lineBreak(i, next, start)
	case r == ' ' && sp.item(start).style != "none" && sp.first.precedes(listItem(s[i+1:])):
		return i, i + 1, true
	case r == ' ' && sp.captionLabel(s[start:i]) && unicode.IsUpper(firstRune(s[i+1:])):
		return i, i + 1, true
	case strings.ContainsRune("。！？｡", r):
		end = skipClosers(s, i+n)
		return end, skipSpace(s, end), true
	case !terminator(r):
		return 0, i + n, false
	}
	stop := skipTerminators(s, i)
	end = skipClosers(s, stop)
	next = skipSpace(s, end)
	switch {
	case next == len(s):
		return end, next, true
	case next == end: // no white space
		return end, end, sp.missingSpace(i, stop, end)
	case strings.ContainsAny(s[end:min(next, end+window)], "\n\r\u2028\u2029"):
		return sp.lineBreak(end, next, start)
	}
	return end, next, sp.boundary(start, i, stop, end, next)
}

// item is the number of a list item: style is "none" for what is no item.
type item struct {
	style string // bullet, kind of number and punctuation: "•d.", "d.)", "l)"
	value int
}

// precedes reports whether next is the item after it in a list that runs on within a line ("1. Here 2. There").
func (it item) precedes(next item) bool {
	return it.style != "none" && it.style == next.style && it.value+1 == next.value
}

// listItem reads the list item that s begins with.
func listItem(s string) item {
	none := item{style: "none"}
	bullet := ""
	for _, b := range []string{"• ", "•", "⁃"} {
		if rest, ok := strings.CutPrefix(s, b); ok {
			s, bullet = rest, b
			break
		}
	}
	kind, value, n := "d", 0, 0
	for n < len(s) && n < 3 && s[n] >= '0' && s[n] <= '9' {
		value = value*10 + int(s[n]-'0')
		n++
	}
	if n == 0 && len(s) > 0 && s[0] >= 'a' && s[0] <= 'z' {
		kind, value, n = "l", int(s[0]), 1
	}
	if n == 0 {
		return none
	}
	for _, p := range []string{".) ", ". ", ") "} {
		if strings.HasPrefix(s[n:], p) {
			return item{bullet + kind + p, value}
		}
	}
	return none
}

// lineBreak decides at a run of white space s[end:next] that holds a line break.
func (sp *splitter) lineBreak(end, next, start int) (int, int, bool) {
	if end <= start {
		return 0, next, false
	}
	gap := sp.s[end:min(next, end+window)]
	if next == len(sp.s) || strings.Count(gap, "\n") > 1 || strings.ContainsAny(gap, "\u2028\u2029") {
		return trimEnd(sp.s, start, end), next, true
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(sp.s[max(start, end-window):end], " \t\u00a0"))
	if r, _ := utf8.DecodeRuneInString(sp.s[next:]); unicode.IsLower(r) && !sp.caseless && !terminator(last) &&
		last != ':' {
		if sp.listed(start, end, next) {
			return trimEnd(sp.s, start, end), next, true
		}
		return 0, next, false // a line that was wrapped
	}
	return trimEnd(sp.s, start, end), next, true
}

// shortLine is how many bytes a line has at most that was not wrapped for its length: wires and mail wrap at 60 to 80.
const shortLine = 40

// listed reports whether the line that ends at end and the one at next, in lower case, are items of a list that has no
// marks: both are short, and neither ends like running text.
func (sp *splitter) listed(start, end, next int) bool {
	line := sp.s[max(start, end-shortLine-1):end]
	after := sp.s[next:min(len(sp.s), next+shortLine+1)]
	if i := strings.IndexAny(after, "\n\r"); i >= 0 {
		after = after[:i]
	}
	if len(line) > shortLine || len(after) > shortLine {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(after, isSpace))
	word := lastWord(strings.TrimRightFunc(line, isSpace))
	return !terminator(last) && !closer(last) && word != "" && !sp.starter(word)
}

// boundary decides whether a sentence that began at start ends at a terminator run s[dot:stop], closed by s[stop:end],
// before the text at next.
func (sp *splitter) boundary(start, dot, stop, end, next int) bool {
	s := sp.s
	after := s[next:min(len(s), next+window)]
	body := strings.TrimLeft(after, "\"'“”‘’«‹([{—–-•*¿¡ \u00a0")
	first, _ := utf8.DecodeRuneInString(body)
	if unicode.IsLower(first) && !sp.caseless && !mixedCase(body) {
		return s[dot:stop] == "." && aside(after)
	}
	if strings.IndexByte(",;:", s[next]) >= 0 {
		return false
	}
	run := s[dot:stop]
	if dot > 0 && s[dot-1] == '[' && s[stop:min(len(s), stop+1)] == "]" {
		return false // "[...]" stands for what was left out
	}
	if run != "." {
		if strings.ContainsAny(run, "?!") && end > stop && sp.saidBy(body) {
			return false
		}
		return true
	}
	word := lastWord(s[max(start, dot-window):dot])
	opened := len(body) < len(after)
	return sp.ends(word, body, s[start:dot], end > stop, opened)
}

// aside reports whether s begins with a bracket that closes at the end of its line: a credit behind the last sentence
// of a paragraph ("(editing by …)"), a sentence of its own however it begins.
func aside(s string) bool {
	line, _, cut := strings.Cut(s, "\n")
	return s[0] == '(' && strings.IndexByte(line, ')') == len(line)-1 && (cut || len(s) < window)
}

// captionLabel reports whether s is the label that a caption begins with ("Figure 1.5").
func (sp *splitter) captionLabel(s string) bool {
	const longest = 16 // bytes
	if len(s) > longest {
		return false
	}
	word, number, ok := strings.Cut(s, " ")
	return ok && sp.Captions[word] && isNumber(number) && number[len(number)-1] != '.'
}

// ends decides after a single full stop. word stands before the stop, after begins with the next word, sentence is all
// that precedes the stop, closed says that a quote or bracket closed behind it and opened that one opens before after.
func (sp *splitter) ends(word, after, sentence string, closed, opened bool) bool {
	next := firstWord(after)
	digit := next != "" && next[0] >= '0' && next[0] <= '9'
	lower := strings.ToLower(word)
	switch {
	case word == "":
		return true
	case sp.numbers(word, sentence):
		return false
	case sp.Streets[lower] && sp.streetEnds(next, strings.TrimSuffix(sentence, word)):
		return true
	case sp.Titles[lower]:
		return closed
	case sp.Versus[lower] && !digit && sp.versus(sentence, next):
		return false
	case sp.BeforeNumbers[lower]:
		return !digit
	case sp.Months[lower]:
		return !digit && sp.starter(next)
	case sp.Hours[lower]:
		return !digit && sp.hourEnds(next, sentence)
	case strings.Contains(word, "."):
		return sp.acronymEnds(word, next, closed, opened)
	case sp.Endings[lower] && (unicode.IsUpper(firstRune(word)) || utf8.RuneCountInString(lower) <= 4):
		return closed || opened || sp.starter(next)
	case utf8.RuneCountInString(word) == 1 && unicode.IsLetter(firstRune(word)):
		return sp.initialEnds(word, next, sentence, closed)
	}
	return true
}

// numbers reports whether word, all that sentence has, is the number or the letter of a list item.
func (sp *splitter) numbers(word, sentence string) bool {
	return isNumber(word) && strings.TrimLeft(sentence, "•⁃*–- ") == word ||
		len(word) == 1 && !sp.Pronouns[word] && sentence == word
}

// hourEnds decides after "a.m.": a time zone or a day goes on, and few words before it are no sentence.
func (sp *splitter) hourEnds(next, sentence string) bool {
	return !sp.Zones[next] && !sp.Months[strings.ToLower(next)] && !sp.Weekdays[next] &&
		strings.Count(sentence[max(0, len(sentence)-window):], " ") > 2
}

// acronymEnds decides after a word with inner stops ("U.S", "Ph.D", "example.com").
func (sp *splitter) acronymEnds(word, next string, closed, opened bool) bool {
	for part := range strings.SplitSeq(word, ".") {
		if utf8.RuneCountInString(part) > 2 {
			return true // an address or a decimal, not an acronym
		}
	}
	if isNumber(word) || closed {
		return true
	}
	return opened || sp.starter(next)
}

// initialEnds decides after a single letter: an initial of a name unless the next word starts a sentence and the word
// before is no part of a name ("you and I. Did", "Plan B. He").
func (sp *splitter) initialEnds(word, next, sentence string, closed bool) bool {
	if closed {
		return true
	}
	before := lastWord(strings.TrimRight(strings.TrimSuffix(sentence, word), " "))
	if before == "" {
		return false
	}
	if word == "X" && sp.Networks[before] && !unicode.IsUpper(firstRune(before)) {
		return next != "" // the network: "he wrote on X. Moscow answered"
	}
	return sp.starter(next) && (sp.Pronouns[word] || !unicode.IsUpper(firstRune(before)) || sp.Lettered[before])
}

// streetEnds reports whether "St." behind a street's name ends a sentence: a pronoun or an article goes on ("Main St.
// He fled"), where a saint would have a name.
func (sp *splitter) streetEnds(next, before string) bool {
	return sp.starter(next) && unicode.IsUpper(firstRune(lastWord(strings.TrimRight(before, " "))))
}

// versus reports whether a "v." between two capitalised words joins the parties of a case ("Roe v. Wade").
func (sp *splitter) versus(sentence, next string) bool {
	before := lastWord(strings.TrimRight(sentence[:len(sentence)-1], " "))
	return unicode.IsUpper(firstRune(before)) && unicode.IsUpper(firstRune(next)) && !sp.Pronouns[next]
}

// missingSpace reports whether a sentence ends at a stop that the next one follows without a space ("the country.The
// army"): a scraper's slip. A word that often starts a sentence must follow, so that names of sites stay whole.
func (sp *splitter) missingSpace(dot, stop, end int) bool {
	s := sp.s
	if end == len(s) || !unicode.IsUpper(firstRune(s[end:])) {
		return false
	}
	word := lastWord(s[max(0, dot-window):dot])
	if len(word) < 3 || strings.Contains(word, ".") {
		return false
	}
	if r, _ := utf8.DecodeLastRuneInString(word); !unicode.IsLower(r) && !unicode.IsDigit(r) && end == stop {
		return false
	}
	next := firstWord(s[end:min(len(s), end+window)])
	rest := s[end+len(next):]
	if len(next) > 2 && !domain[next] && rest != "" && rest[0] == ' ' && strings.ToUpper(next) != next {
		if r, _ := utf8.DecodeLastRuneInString(s[:dot]); unicode.IsLower(r) && unicode.IsLower(firstRune(word)) {
			return true // "the attacks.Israel answered"
		}
	}
	return sp.starter(next) && (rest == "" || rest[0] == ' ' ||
		sp.Titles[strings.ToLower(next)] && strings.HasPrefix(rest, ". "))
}

// saidBy reports whether after begins with a name and a verb of saying (`"Why?" Mr. Smith asked.`).
func (sp *splitter) saidBy(after string) bool {
	for i := range 5 {
		w := firstWord(after)
		if w == "" {
			return false
		}
		if i > 0 && sp.Saying[strings.ToLower(w)] {
			return true
		}
		if i == 0 && sp.starter(w) && !sp.Titles[strings.ToLower(w)] && !sp.Pronouns[w] {
			return false
		}
		if !unicode.IsUpper(firstRune(w)) {
			return false
		}
		after = strings.TrimLeft(strings.TrimPrefix(after, w), ". ")
	}
	return false
}

// caseless reports whether s does without capitals, as chat and some old wires do.
func caseless(s string) bool {
	lower, upper := 0, 0
	for i := 0; i < len(s) && i < 1<<16; i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z':
			lower++
		case c >= 'A' && c <= 'Z':
			upper++
		}
	}
	return lower >= 100 && upper*200 < lower
}

func terminator(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '؟', '۔', '।', '‼', '⁇', '⁈', '⁉', '։', '።':
		return true
	}
	return false
}

// skipTerminators returns the end of the run of terminators at i, the stops of a spaced ellipsis (". . .") included.
func skipTerminators(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if terminator(r) {
			i += n
			continue
		}
		if strings.HasPrefix(s[i:], " . ") || strings.HasPrefix(s[i:], " .") &&
			(len(s) == i+2 || terminatorOrCloser(s[i+2:])) {
			i += 2
			continue
		}
		break
	}
	return i
}

func terminatorOrCloser(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return terminator(r) || closer(r)
}

func closer(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '›', ')', ']', '}', '」', '』', '）', '″', '\u200e', '\u200f', '\u202c', '\u2069':
		return true
	}
	return false
}

// skipClosers returns the end of the quotes, brackets and footnote marks that close at i.
func skipClosers(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case closer(r):
			i += n
		case note(s[i:]) > 0:
			i += note(s[i:])
		default:
			return i
		}
	}
	return i
}

// note returns the length of the footnote mark or mark of omission ("[3]", " [12]", " [...]") that s begins with, else
// 0.
func note(s string) int {
	i := 0
	if i < len(s) && s[i] == ' ' {
		i++
	}
	if i >= len(s) || s[i] != '[' {
		return 0
	}
	i++
	for _, mark := range []string{"...]", "…]"} {
		if strings.HasPrefix(s[i:], mark) {
			return i + len(mark)
		}
	}
	j := i
	for j < len(s) && j < i+4 && s[j] >= '0' && s[j] <= '9' {
		j++
	}
	if j == i || j >= len(s) || s[j] != ']' {
		return 0
	}
	return j + 1
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isSpace(r) {
			break
		}
		i += n
	}
	return i
}

func trimEnd(s string, start, end int) int {
	return start + len(strings.TrimRightFunc(s[start:end], isSpace))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// lastWord returns the letters, digits, inner stops and apostrophes at the end of s.
func lastWord(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '.' && r != '\'' &&
			r != '’' && r != '°' && r != '&' {
			break
		}
		i -= n
	}
	return strings.TrimLeft(s[i:], ".'’")
}

// firstWord returns the letters and digits at the start of s.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			return s[:i]
		}
	}
	return s
}

func isNumber(s string) bool {
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && c != '.' {
			return false
		}
	}
	return s != ""
}

// mixedCase reports whether s begins with a brand that starts in lower case (iPhone, eBay).
func mixedCase(s string) bool { return len(s) > 1 && s[1] >= 'A' && s[1] <= 'Z' }

// starter reports whether w, capitalised in running text, nearly always begins a sentence.
func (sp *splitter) starter(w string) bool { return sp.Starters[strings.ToLower(w)] }

// domain are ends of names of sites that are now and then capitalised.
var domain = WordSet(`Com Org Net Info News Gov Edu`)
