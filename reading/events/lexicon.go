package events

import (
	"cmp"
	"slices"
	"strings"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

var english = &lang.English.Events

// form is what a word form may be.
type form uint8

const (
	base form = 1 << iota
	third
	past
	participle
	gerund
	noun
	finite = base | third | past
	verbal = base | third | past | participle | gerund
)

// entry is a row of the language's words of events, as this package uses it.
type entry struct {
	act        news.Act
	kind       news.EventKind
	opposition string
	polarity   int
}

// trigger is a word, or the begin of a phrase, that tells an event.
type trigger struct {
	entry  *entry
	lemma  string
	number int // of the lemma, for features
	form   form
	rest   []uint32 // forms of the words behind it
}

// lexicon leads from the form of a word to the triggers that begin with it, longest first.
type lexicon map[uint32][]trigger

var triggers = buildLexicon(english)

func buildLexicon(e *text.Events) lexicon {
	l := lexicon{}
	number := 0
	for _, row := range e.Words {
		en := &entry{act: news.Act(row.Act), kind: news.EventKind(row.Kind)}
		if n := len(row.Opposition); n > 0 {
			en.opposition, en.polarity = row.Opposition[:n-1], 1
			if row.Opposition[n-1] == '-' {
				en.polarity = -1
			}
		}
		for _, verb := range text.PhraseList(row.Verbs) {
			number++
			head, rest, _ := strings.Cut(verb, " ")
			f := e.Inflect(head)
			behind := formsOf(rest)
			for _, v := range []struct {
				word string
				form form
			}{{head, base}, {f.Third, third}, {f.Past, past}, {f.Participle, participle}, {f.Gerund, gerund}} {
				l.add(v.word, trigger{en, verb, number, v.form, behind})
			}
		}
		for _, n := range text.PhraseList(row.Nouns) {
			number++
			fields := strings.Fields(n)
			l.add(fields[0], trigger{en, n, number, noun, formsOf(strings.Join(fields[1:], " "))})
			last := len(fields) - 1
			fields[last] = e.Plural(fields[last])
			l.add(fields[0], trigger{en, n, number, noun, formsOf(strings.Join(fields[1:], " "))})
		}
	}
	for k := range l {
		slices.SortStableFunc(l[k], func(a, b trigger) int { return cmp.Compare(len(b.rest), len(a.rest)) })
	}
	return l
}

// add files t under word. A form that several lemmas share belongs to the first: what is listed first is graver.
func (l lexicon) add(word string, t trigger) {
	k := words.Form(word)
	for i, o := range l[k] {
		if !slices.Equal(o.rest, t.rest) {
			continue
		}
		if o.lemma == t.lemma && o.entry == t.entry {
			l[k][i].form |= t.form
			return
		}
		if o.form&verbal != 0 && t.form&verbal != 0 || o.form&noun != 0 && t.form&noun != 0 {
			if t.form &^= o.form; t.form == 0 {
				return
			}
		}
	}
	l[k] = append(l[k], t)
}

func formsOf(phrase string) (out []uint32) {
	for w := range strings.FieldsSeq(phrase) {
		out = append(out, words.Form(w))
	}
	return out
}

// The sets of the language's words, by form.
var (
	planned    = words.Of(english.Planned)
	possible   = words.Of(english.Possible)
	prevented  = words.Of(english.Prevented)
	happening  = words.Of(english.Happening)
	willWords  = words.Of(english.WillWords)
	mayWords   = words.Of(english.MayWords)
	notWords   = words.Of(english.NotWords)
	future     = words.Of(english.Future)
	doubtful   = words.Of(english.Doubtful)
	unless     = words.Of(english.Unless)
	empty      = words.Of(english.Empty)
	agents     = words.Of(english.Agents)
	objects    = words.Of(english.Objects)
	withs      = words.Of(english.Withs)
	armies     = words.Of(english.Armies)
	insurgents = words.Of(english.Insurgents)
	protesters = words.Of(english.Protesters)
	siteWords  = words.Of(english.SiteWords)
	singular   = words.Of(english.Singular)
)
