package statements

import (
	"slices"
	"strings"

	"sitrep/reading/words"
	"sitrep/text"
)

// Who quotes somebody says no more than that; what is quoted is the other's word.

// relayed says through which outlet somebody is quoted, and where the words "as saying" stand.
type relayed struct {
	via      string
	from, to int
}

// quotedAs reads "TASS quoted Lavrov as saying that …": the statement is Lavrov's, through TASS. p then has him as
// its source and what he said as its content.
func (r *reading) quotedAs(p *parts) relayed {
	if !p.hasSource() || p.source[0] > p.from || !r.Has(p.from, p.to, quoteWord) {
		return relayed{}
	}
	c := p.content[0]
	for i := p.to + 1; i+2 < c[1] && i < p.to+subjectWords; i++ {
		if r.Words[i].Form != asForm || !sayingWord[r.Words[i+1].Form] {
			continue
		}
		via := r.outletWithin(p.source[0], p.source[1])
		if via == "" {
			via, _ = r.speaker(*p) // an outlet that no table knows, or a person
		}
		r.quoting = quoting{p.source, [2]int{p.to, i}, r.Words[p.from].Sentence}
		p.source = r.quoting.whom
		p.content[0] = [2]int{i + 2, c[1]}
		for k := i + 3; k < c[1]; k++ { // "but denying that …" is a statement of its own
			if r.cue[k] != 0 && r.participle(k) && r.Classes[k-1] == words.Conjunction {
				p.content[0][1] = k - 1
				break
			}
		}
		return relayed{via, i, i + 2}
	}
	return relayed{}
}

// quoting is who quotes whom in a sentence.
type quoting struct {
	who, whom [2]int
	sentence  int
}

// quotedOn gives what is said further on in a sentence that quotes somebody to whoever is quoted: "ABC quoted the
// envoy as saying … but denying that …".
func (r *reading) quotedOn(p *parts) {
	q := r.quoting
	if q.whom[1] > 0 && p.hasSource() && p.source == q.who && r.Words[p.from].Sentence == q.sentence &&
		p.from > q.whom[1] && r.participle(p.from) {
		p.source = q.whom
	}
}

// participle reports whether word i ends like one in the present.
func (r *reading) participle(i int) bool { return strings.HasSuffix(r.Words[i].In(r.Body), "ing") }

// quotedSayings finds "the radio quoted the envoy as saying …" and "the envoy was quoted by the radio as saying …"
// where the model passes over them.
func (r *reading) quotedSayings() []parts {
	var out []parts
	for i := 2; i+2 < len(r.Words); i++ {
		if r.Words[i].Form != asForm || !sayingWord[r.Words[i+1].Form] || r.Words[i].Quoted {
			continue
		}
		lo, verb := r.clauseBegin(i), -1
		for k := i - 1; k > lo && k >= i-subjectWords; k-- {
			if quoteWord[r.Words[k].Form] && r.Words[k].Shape == text.Lower {
				verb = k
				break
			}
		}
		end := i + 2
		for end < len(r.Words) && r.Words[end].Sentence == r.Words[i].Sentence && r.Classes[end] != words.Stop &&
			(!r.commaAt(end) || end+1 == len(r.Words) || !r.participle(end+1)) {
			end++
		}
		if verb < 0 || r.quotes(verb, i) || end-i < shortestQuote {
			continue
		}
		p := parts{content: [][2]int{{verb + 1, end}}, source: [2]int{lo, verb}}
		p.attribution = attribution{from: verb, to: verb + 1, lo: lo, hi: end, head: verb}
		if being := verb - 1; r.Classes[being] == words.Being && being > lo { // "he was quoted"
			p.source, p.content = [2]int{lo, being}, [][2]int{{i + 2, end}}
			p.from, p.to, p.head = being, i+2, i+1
		} else if verb+1 == i {
			continue
		}
		if r.subjectBegins(p.source[0]) || r.headMention(p.source[0], p.source[1]) >= 0 {
			out = append(out, p)
		}
	}
	return out
}

// quotes reports whether an attribution that says something has word verb or word as in its cue.
func (r *reading) quotes(verb, as int) bool {
	return slices.ContainsFunc(r.parts, func(p parts) bool {
		return len(p.content) > 0 && p.hasSource() && !r.merged(p) &&
			(p.from <= verb && verb < p.to || p.from <= as && as < p.to)
	})
}

// saysBehind reports whether "as saying" follows within a few words from i, in its sentence.
func (r *reading) saysBehind(i int) bool {
	const near = 4
	for k := i; k+1 < len(r.Words) && k < i+near && r.Words[k].Sentence == r.Words[i-1].Sentence; k++ {
		if r.Words[k].Form == asForm && sayingWord[r.Words[k+1].Form] {
			return true
		}
	}
	return false
}

// clauseBegin returns where the clause begins that word i stands in.
func (r *reading) clauseBegin(i int) int {
	for i > 0 && r.Words[i-1].Sentence == r.Words[i].Sentence &&
		(r.Classes[i-1] == words.SpeechVerb || !r.clauseEnd(i-1)) {
		i--
	}
	return i
}
