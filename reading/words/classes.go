package words

import (
	"strings"

	"sitrep/text"
)

// Class is a coarse part of speech: exact for function words, which are listed, guessed by form for the rest.
type Class uint8

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

var classWords = map[Class]string{
	Determiner: `a an the this these those some any no every each another both several many few all most such`,
	Pronoun: `i you he she it we they me him us them himself herself themselves itself everyone someone nobody ` +
		`others one`,
	Possessive: `my your his her its our their 's ’s ' ’`,
	Relative:   `who which what whom whose whether how why where when`,
	Being:      `is are was were be been being am 's 're ’re 'm ’m isn't aren't wasn't weren't`,
	Having:     `has have had having do does did 've ’ve hasn't haven't hadn't don't doesn't didn't`,
	Modal: `will would can could may might must shall should 'll ’ll 'd ’d won't wouldn't can't cannot ` +
		`couldn't shouldn't`,
	Negation: `not never n't nor neither`,
	Preposition: `of in on at by for from with about against into over after before during under through between ` +
		`among across since until upon without within despite toward towards via per amid`,
	Conjunction: `and or but so because although though while if unless as than yet`,
	That:        `that`,
	To:          `to`,
	Adverb: `also later earlier once again still just only even already now then ever often repeatedly recently
	previously
		reportedly allegedly apparently publicly privately initially further instead too very more most much well really
		simply clearly strongly flatly briefly quickly`,
	Numeral: `one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand
	thousands
		million billion trillion`,
	SpeechVerb: `said say says saying told tell tells telling added add adds adding asked ask asks asking wrote write
	writes writing
		noted note notes noting argued argue argues arguing claimed claim claims claiming announced announce announces
		announcing insisted insist insists insisting warned warn warns warning suggested suggest suggests suggesting
		explained explain explains explaining reported report reports reporting stated state states stating replied
		reply
		replies responded responds tweeted tweets declared declares declaring acknowledged acknowledges acknowledging
		admitted admits admitting denied denies denying confirmed confirms confirming predicted predicts predicting
		promised promises promising vowed vows vowing pledged pledges pledging urged urges urging demanded demands
		demanding accused accuses accusing called calls calling described describes describing believed believe believes
		think thinks thought recalled recalls recalling concluded concludes cited cites citing quoted quotes quoting
		continued continues remarked remarks observed observes contended contends maintained maintains alleged alleges
		asserted asserts asserting stressed stresses stressing emphasized emphasised emphasizes reiterated reiterates
		testified
		testifies estimated estimates revealed reveals`,
	PersonNoun: `spokesman spokeswoman spokesperson spokespeople official officials minister president governor mayor
	senator
		analyst analysts expert experts police officers officer director chairman chief leader leaders lawmaker
		lawmakers
		critics supporters aide aides adviser advisers advisor attorney lawyer lawyers judge prosecutors candidate
		campaign
		professor author reporter reporters journalist journalists source sources witness witnesses resident residents
		authorities government ministry military army people voters democrats republicans group groups committee company
		report study poll survey statement letter newspaper agency envoy ambassador commander general secretary`,
	Calendar: `monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january
	february march
		april may june july august september october november december morning afternoon evening night week month year`,
}

var classes = func() map[uint32]Class {
	m := make(map[uint32]Class)
	for c := range EdgeOfText {
		for w := range strings.FieldsSeq(classWords[c]) {
			form := Form(w)
			if _, taken := m[form]; !taken {
				m[form] = c
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
		case s == "—" || s == "–":
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
