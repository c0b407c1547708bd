// Package lang is the register of the languages that Sitrep knows something of. What is of one language stands in the
// package of its tag; to teach Sitrep a language, write that and add it to the table here.
package lang

import (
	"maps"
	"slices"
	"strings"

	"sitrep/text"
	"sitrep/text/lang/ar"
	"sitrep/text/lang/de"
	"sitrep/text/lang/en"
	"sitrep/text/lang/es"
	"sitrep/text/lang/fa"
	"sitrep/text/lang/fr"
	"sitrep/text/lang/he"
	"sitrep/text/lang/it"
	"sitrep/text/lang/nl"
	"sitrep/text/lang/pl"
	"sitrep/text/lang/pt"
	"sitrep/text/lang/ro"
	"sitrep/text/lang/ru"
	"sitrep/text/lang/tr"
	"sitrep/text/lang/uk"
	"sitrep/text/lang/zh"
)

// English is the language of what is not known to be in another one.
var English = &en.Language

var languages = table(&ar.Language, &de.Language, English, &es.Language, &fa.Language, &fr.Language, &he.Language,
	&it.Language, &nl.Language,
	&pl.Language, &pt.Language, &ro.Language, &ru.Language, &tr.Language, &uk.Language, &zh.Language)

// All returns every language in the table, by tag.
func All() []*text.Language {
	all := make([]*text.Language, 0, len(languages))
	for _, tag := range slices.Sorted(maps.Keys(languages)) {
		all = append(all, languages[tag])
	}
	return all
}

// table lists languages by tag. What ends a sentence in English counts in all of them: their press quotes it, and names
// keep their abbreviations.
func table(all ...*text.Language) map[string]*text.Language {
	m := make(map[string]*text.Language, len(all))
	for _, l := range all {
		known := *l
		if l != English {
			known.Sentences = l.Sentences.Or(English.Sentences)
		}
		m[l.Tag] = &known
	}
	m[English.Tag] = English
	return m
}

// Of returns the language of a BCP 47 tag ("uk", "en-GB"); "" counts as English. Of a language that nobody has
// described, words are only folded, and sentences end as in English.
func Of(tag string) *text.Language {
	tag, _, _ = strings.Cut(tag, "-")
	if tag == "" {
		return English
	}
	if l, ok := languages[tag]; ok {
		return l
	}
	return unknown
}

var unknown = &text.Language{Sentences: English.Sentences}
