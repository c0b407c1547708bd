package words

import (
	"strings"

	"sitrep/text"
	"sitrep/text/lang"
)

// Class is a coarse part of speech: exact for function words, which are listed, guessed by form for the rest.
type Class uint8

// The classes.
const (
	Unknown Class = iota
	Determiner
	Pronoun
	Possessive
	Relative
	Being  // forms of be
	Having // forms of have and do
	Modal
	Negation
	Preposition
	Conjunction
	That
	To
	Adverb
	Numeral
	SpeechVerb
	PersonNoun // spokesman, officials
	Calendar   // Monday, yesterday
	Name       // capitalised inside a sentence
	Past       // -ed
	Gerund     // -ing
	Plural     // -s
	Comma
	Stop
	Colon
	Dash
	Bracket
	Quotation
	OtherSign
	EdgeOfText
)

// classes are the listed words' classes. A word that is in several lists has the class of the first.
var classes = func() map[uint32]Class {
	m := make(map[uint32]Class)
	g := lang.English.Grammar
	for _, list := range []struct {
		class Class
		words map[string]bool
	}{
		{Determiner, g.Determiners},
		{Pronoun, g.Pronouns},
		{Possessive, g.Possessives},
		{Relative, g.Relatives},
		{Being, g.Be},
		{Having, g.HaveAndDo},
		{Modal, g.Modals},
		{Negation, g.Negations},
		{Preposition, g.Prepositions},
		{Conjunction, g.Conjunctions},
		{That, g.That},
		{To, g.To},
		{Adverb, g.Adverbs},
		{Numeral, g.Numerals},
		{SpeechVerb, g.SpeechVerbs},
		{PersonNoun, g.PersonNouns},
		{Calendar, g.Calendar},
	} {
		for w := range list.words {
			if form := Form(w); m[form] == Unknown {
				m[form] = list.class
			}
		}
	}
	return m
}()

// classOf returns the class of w, whose text is s.
func classOf(w Word, s string) Class {
	if w.Shape == text.Mark {
		switch s[0] {
		case ',':
			return Comma
		case '.', '!', '?':
			return Stop
		case ':', ';':
			return Colon
		case '-':
			return Dash
		case '(', ')', '[', ']':
			return Bracket
		}
		switch {
		case w.Quote != NoQuote:
			return Quotation
		case s == "—" || s == "–" || s == "―":
			return Dash
		case s == "…":
			return Stop
		}
		return OtherSign
	}
	if c, ok := classes[w.Form]; ok {
		if w.Shape == text.Title && (c == Modal || c == SpeechVerb || c == PersonNoun) {
			return Name
		}
		return c
	}
	switch {
	case w.Shape == text.Number:
		return Numeral
	case w.Shape == text.Title || w.Shape == text.Upper || w.Shape == text.Mixed:
		return Name
	case strings.HasSuffix(s, "ed"):
		return Past
	case strings.HasSuffix(s, "ing"):
		return Gerund
	case strings.HasSuffix(s, "ly"):
		return Adverb
	case strings.HasSuffix(s, "s"):
		return Plural
	}
	return Unknown
}
