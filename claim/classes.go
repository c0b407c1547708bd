package claim

import "strings"

// class is a coarse part of speech: exact for function words, which are listed, guessed by form for the rest.
type class uint8

const (
	unknown class = iota
	determiner
	pronoun
	possessive
	relative
	being  // forms of be
	having // forms of have and do
	modal
	negation
	preposition
	conjunction
	thatWord
	toWord
	adverb
	numeral
	speechVerb
	personNoun // spokesman, officials
	calendar   // Monday, yesterday
	name       // capitalised inside a sentence
	past       // -ed
	gerund     // -ing
	plural     // -s
	comma
	stop
	colon
	dash
	bracket
	quotation
	otherSign
	edgeOfText
)

var classWords = map[class]string{
	determiner: `a an the this these those some any no every each another both several many few all most such`,
	pronoun: `i you he she it we they me him us them himself herself themselves itself everyone someone nobody ` +
		`others one`,
	possessive: `my your his her its our their 's ’s ' ’`,
	relative:   `who which what whom whose whether how why where when`,
	being:      `is are was were be been being am 's 're ’re 'm ’m isn't aren't wasn't weren't`,
	having:     `has have had having do does did 've ’ve hasn't haven't hadn't don't doesn't didn't`,
	modal: `will would can could may might must shall should 'll ’ll 'd ’d won't wouldn't can't cannot ` +
		`couldn't shouldn't`,
	negation: `not never n't nor neither`,
	preposition: `of in on at by for from with about against into over after before during under through between ` +
		`among across since until upon without within despite toward towards via per amid`,
	conjunction: `and or but so because although though while if unless as than yet`,
	thatWord:    `that`,
	toWord:      `to`,
	adverb: `also later earlier once again still just only even already now then ever often repeatedly recently previously
		reportedly allegedly apparently publicly privately initially further instead too very more most much well really
		simply clearly strongly flatly briefly quickly`,
	numeral: `one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands
		million billion trillion`,
	speechVerb: `said say says saying told tell tells telling added add adds adding asked ask asks asking wrote write writes writing
		noted note notes noting argued argue argues arguing claimed claim claims claiming announced announce announces
		announcing insisted insist insists insisting warned warn warns warning suggested suggest suggests suggesting
		explained explain explains explaining reported report reports reporting stated state states stating replied reply
		replies responded responds tweeted tweets declared declares declaring acknowledged acknowledges acknowledging
		admitted admits admitting denied denies denying confirmed confirms confirming predicted predicts predicting
		promised promises promising vowed vows vowing pledged pledges pledging urged urges urging demanded demands
		demanding accused accuses accusing called calls calling described describes describing believed believe believes
		think thinks thought recalled recalls recalling concluded concludes cited cites citing quoted quotes quoting
		continued continues remarked remarks observed observes contended contends maintained maintains alleged alleges
		asserted asserts asserting stressed stresses stressing emphasized emphasised emphasizes reiterated reiterates testified
		testifies estimated estimates revealed reveals`,
	personNoun: `spokesman spokeswoman spokesperson spokespeople official officials minister president governor mayor senator
		analyst analysts expert experts police officers officer director chairman chief leader leaders lawmaker lawmakers
		critics supporters aide aides adviser advisers advisor attorney lawyer lawyers judge prosecutors candidate campaign
		professor author reporter reporters journalist journalists source sources witness witnesses resident residents
		authorities government ministry military army people voters democrats republicans group groups committee company
		report study poll survey statement letter newspaper agency envoy ambassador commander general secretary`,
	calendar: `monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january february march
		april may june july august september october november december morning afternoon evening night week month year`,
}

var classes = func() map[uint32]class {
	m := make(map[uint32]class)
	for c := range edgeOfText {
		for w := range strings.FieldsSeq(classWords[c]) {
			form, _, _ := hashWord(w)
			if _, taken := m[form]; !taken {
				m[form] = c
			}
		}
	}
	return m
}()

// classOf returns the class of w, whose text is s.
func classOf(w word, s string) class {
	if w.shape == sign {
		switch s[0] {
		case ',':
			return comma
		case '.', '!', '?':
			return stop
		case ':', ';':
			return colon
		case '-':
			return dash
		case '(', ')', '[', ']':
			return bracket
		}
		switch {
		case w.mark != noMark:
			return quotation
		case s == "—" || s == "–":
			return dash
		case s == "…":
			return stop
		}
		return otherSign
	}
	if c, ok := classes[w.form]; ok {
		if w.shape == title && (c == modal || c == speechVerb || c == personNoun) {
			return name
		}
		return c
	}
	switch {
	case w.shape == digits:
		return numeral
	case w.shape == title || w.shape == upper || w.shape == mixed:
		return name
	case strings.HasSuffix(s, "ed"):
		return past
	case strings.HasSuffix(s, "ing"):
		return gerund
	case strings.HasSuffix(s, "ly"):
		return adverb
	case strings.HasSuffix(s, "s"):
		return plural
	}
	return unknown
}
