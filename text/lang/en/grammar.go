package en

import "sitrep/text"

var grammar = text.Grammar{
	Determiners: text.WordSet(`
		a an the this these those some any no every each another both several many few all most such
	`),
	Pronouns: text.WordSet(`
		i you he she it we they me him us them himself herself themselves itself everyone someone nobody others one
	`),
	Possessives: text.WordSet(`my your his her its our their 's ’s ' ’`),
	Relatives:   text.WordSet(`who which what whom whose whether how why where when`),
	Be:          text.WordSet(`is are was were be been being am 's 're ’re 'm ’m isn't aren't wasn't weren't`),
	HaveAndDo:   text.WordSet(`has have had having do does did 've ’ve hasn't haven't hadn't don't doesn't didn't`),
	Modals: text.WordSet(`
		will would can could may might must shall should 'll ’ll 'd ’d won't wouldn't can't cannot couldn't shouldn't
	`),
	Negations: text.WordSet(`not never n't nor neither`),
	Prepositions: text.WordSet(`
		of in on at by for from with about against into over after before during under through between among across
		since until upon without within despite toward towards via per amid
	`),
	Conjunctions: text.WordSet(`and or but so because although though while if unless as than yet`),
	That:         text.WordSet(`that`),
	To:           text.WordSet(`to`),
	Adverbs: text.WordSet(`
		also later earlier once again still just only even already now then ever often repeatedly recently previously
		reportedly allegedly apparently publicly privately initially further instead too very more most much well
		really simply clearly strongly flatly briefly quickly
	`),
	Numerals: text.WordSet(`
		one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand
		thousands million billion trillion
	`),
	SpeechVerbs: text.WordSet(`
		said say says saying told tell tells telling added add adds adding asked ask asks asking wrote write writes
		writing noted note notes noting argued argue argues arguing claimed claim claims claiming announced announce
		announces announcing insisted insist insists insisting warned warn warns warning suggested suggest suggests
		suggesting explained explain explains explaining reported report reports reporting stated state states stating
		replied reply replies responded responds tweeted tweets declared declares declaring acknowledged acknowledges
		acknowledging admitted admits admitting denied denies denying confirmed confirms confirming predicted predicts
		predicting promised promises promising vowed vows vowing pledged pledges pledging urged urges urging demanded
		demands demanding accused accuses accusing called calls calling described describes describing believed
		believe believes think thinks thought recalled recalls recalling concluded concludes cited cites citing quoted
		quotes quoting continued continues remarked remarks observed observes contended contends maintained maintains
		alleged alleges asserted asserts asserting stressed stresses stressing emphasized emphasised emphasizes
		reiterated reiterates testified testifies estimated estimates revealed reveals
	`),
	PersonNouns: text.WordSet(`
		spokesman spokeswoman spokesperson spokespeople official officials minister president governor mayor senator
		analyst analysts expert experts police officers officer director chairman chief leader leaders lawmaker
		lawmakers critics supporters aide aides adviser advisers advisor attorney lawyer lawyers judge prosecutors
		candidate campaign professor author reporter reporters journalist journalists source sources witness witnesses
		resident residents authorities government ministry military army people voters democrats republicans group
		groups committee company report study poll survey statement letter newspaper agency envoy ambassador commander
		general secretary
	`),
	Calendar: text.WordSet(`
		monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight january february
		march april may june july august september october november december morning afternoon evening night week
		month year
	`),
}
