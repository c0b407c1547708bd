package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text/lang"
)

// Bounds of what a search may ask.
const (
	maxQuery   = 400 // bytes
	maxClauses = 24
)

// part is a piece of what somebody typed.
type part struct {
	text   string
	quoted bool
	prefix bool
	not    bool
}

// Parse reads what somebody typed: words, "phrases in quotes", -excluded words, beginnings*, one OR another. It takes
// any text. Parts without a letter or digit are dropped, since no index holds them, and a quotation mark without its
// fellow is none.
func Parse(s string) []news.SearchClause {
	var out []news.SearchClause
	parts := split(s)
	for i := 0; i < len(parts); i++ {
		p := parts[i]
		between := i > 0 && i < len(parts)-1 && !p.quoted && !p.not && !p.prefix
		switch {
		case between && (p.text == "OR" || p.text == "|") && len(out) > 0:
			next := clauses(parts[i+1])
			if last := &out[len(out)-1]; len(next) == 1 && !last.Not && !next[0].Not {
				last.Any = append(last.Any, next[0].Any...)
				i++
			}
		case between && p.text == "AND":
		case between && p.text == "NOT":
			parts[i+1].not = true
		default:
			out = append(out, clauses(p)...)
		}
	}
	return out[:min(len(out), maxClauses)]
}

var (
	openMarks  = map[rune]rune{'"': '"', '“': '”', '„': '“', '«': '»', '‹': '›', '「': '」', '『': '』', '《': '》'}
	quoteMarks = "\"“”„«»‹›「」『』《》＂"
)

// split divides what somebody typed into words and quotations.
func split(s string) (out []part) {
	s = strings.ToValidUTF8(s[:min(len(s), maxQuery)], "")
	for len(out) < 4*maxClauses {
		s = strings.TrimLeftFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == 0 })
		if s == "" {
			break
		}
		var p part
		r, size := utf8.DecodeRuneInString(s)
		if r == '-' || r == '−' {
			p.not, s = true, s[size:]
			r, size = utf8.DecodeRuneInString(s)
		}
		if shut := openMarks[r]; shut != 0 {
			if end := quotation(s[size:], shut); end >= 0 {
				p.text, p.quoted = s[size:size+end], true
				s = s[size+end:]
				_, size = utf8.DecodeRuneInString(s)
				s = s[size:]
				out = append(out, p)
				continue
			}
		}
		if strings.ContainsRune(quoteMarks, r) {
			s = s[size:]
		}
		end := strings.IndexFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) ||
				strings.ContainsRune(quoteMarks, r)
		})
		if end < 0 {
			end = len(s)
		}
		p.text, s = s[:end], s[end:]
		p.text, p.prefix = strings.CutSuffix(p.text, "*")
		out = append(out, p)
	}
	return out
}

// quotation is where the quotation at the beginning of s ends, -1 if it does not. Any mark that may end one does:
// keyboards and typesetters mix them.
func quotation(s string, shut rune) int {
	return strings.IndexFunc(s, func(r rune) bool {
		return r == shut || (r == '"' || r == '”' || r == '“') && strings.ContainsRune(`"”“`, shut)
	})
}

// clauses are what a part asks for: all the words of a quotation together, or of a word that is written as several.
func clauses(p part) (out []news.SearchClause) {
	all := terms(strings.ReplaceAll(p.text, "\x00", " "))
	for len(all) > 0 {
		n := 1 // of the words that stand together
		for n < len(all) && all[n].bigram == all[0].bigram && (!all[n-1].last || p.quoted) {
			n++
		}
		phrases := phrasesOf(all[:n], p, n == len(all))
		out = append(out, news.SearchClause{Any: phrases, Not: p.not})
		all = all[n:]
	}
	if p.not && len(out) > 1 { // what is excluded holds all of them: the first tells it well enough
		out = out[:1]
	}
	return out
}

func phrasesOf(list []term, p part, atEnd bool) []news.SearchPhrase {
	if list[0].bigram {
		var f news.SearchPhrase
		for i, t := range list {
			if !t.last || i == 0 || p.quoted && i < len(list)-1 {
				f.Terms = append(f.Terms, t.text)
			}
		}
		f.Prefix = len(list) == 1 || p.prefix && atEnd
		return []news.SearchPhrase{f}
	}
	f := news.SearchPhrase{}
	for _, t := range list {
		f.Terms = append(f.Terms, t.text)
	}
	out := []news.SearchPhrase{f}
	if p.prefix && atEnd {
		last := list[len(list)-1]
		if w := beginning(p.text[last.start:last.end]); utf8.RuneCountInString(w) >= minPrefix {
			terms := slices.Clone(f.Terms)
			terms[len(terms)-1] = w
			out = append(out, news.SearchPhrase{Terms: terms, Prefix: true})
		}
	}
	return out
}

// minPrefix is how many letters a beginning needs: fewer begin a tenth of all words.
const minPrefix = 2

// Match returns where in a text a search found what it asked for, in order, without overlaps. Words that stand in every
// text ("the") are not pointed at beside others, unless they are part of a quoted phrase.
func Match(s string, q []news.SearchClause) (out []news.Span) {
	all := terms(s)
	telling := slices.ContainsFunc(q, func(c news.SearchClause) bool {
		return !c.Not && slices.ContainsFunc(c.Any, func(p news.SearchPhrase) bool { return !everywhere(p) })
	})
	for i := range all {
		for _, c := range q {
			if c.Not {
				continue
			}
			for _, p := range c.Any {
				if n := matches(all[i:], p); n > 0 && !(telling && everywhere(p)) {
					out = append(out, news.Span{Start: all[i].start, End: all[i+n-1].end})
				}
			}
		}
	}
	return join(out)
}

// everywhere reports whether a phrase is one word that stands in every text.
func everywhere(p news.SearchPhrase) bool {
	return len(p.Terms) == 1 && !p.Prefix && lang.English.Stop(p.Terms[0])
}

// matches returns how many terms a phrase takes that begins at all[0], 0 if none does.
func matches(all []term, p news.SearchPhrase) int {
	if len(p.Terms) == 0 || len(p.Terms) > len(all) {
		return 0
	}
	for i, want := range p.Terms {
		got := all[i].text
		if got != want && !(p.Prefix && i == len(p.Terms)-1 && strings.HasPrefix(got, want)) {
			return 0
		}
	}
	return len(p.Terms)
}

// join makes one span of those that overlap.
func join(list []news.Span) (out []news.Span) {
	slices.SortFunc(list, func(a, b news.Span) int { return a.Start - b.Start })
	for _, x := range list {
		if n := len(out); n > 0 && x.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, x.End)
			continue
		}
		out = append(out, x)
	}
	return out
}
