package statements

import (
	"sitrep/reading/words"
	"sitrep/text/lang"
)

// english has the words that the rules look for.
var english = lang.English

// Who speaks.
var (
	outletNoun    = words.PhrasesOf(english.Attribution.OutletNouns)
	anonymousNoun = words.Of(english.Attribution.Unnamed)
	unnamedNoun   = words.Of(english.Attribution.UnnamedUnlessKnown)
	unnamedWord   = words.Of(english.Attribution.Anonymity)
	institution   = words.Of(english.Attribution.Institutions)
	humanNoun     = words.Of(english.Attribution.Humans)
	documentNoun  = words.Of(english.Attribution.Documents)
	issuedBy      = words.Of(english.Attribution.IssuedBy)
	modifiedBy    = words.Of(english.Attribution.Modifiers)
	heShe         = words.Of(english.Attribution.HeShe)
	known         = words.Of(english.Attribution.Known)
)

// Through whom.
var (
	telling    = words.Of(english.Attribution.Telling)
	citingWord = words.Of(english.Attribution.Citing)
	interview  = words.Of(english.Attribution.Interviews)
	quoteWord  = words.Of(english.Attribution.Quoting)
	sayingWord = words.Of(english.Attribution.Saying)
)

// How the speaker stands to it.
var (
	reportWord  = words.Of(english.Attribution.Reporting)
	callWord    = words.Of(english.Attribution.Calling)
	callTarget  = words.Of(english.Attribution.CallingFor)
	negating    = words.Of(english.Attribution.Negating)
	hedgeWord   = words.Of(english.Attribution.Hedges)
	hedgeNoun   = words.Of(english.Attribution.Hearsay)
	maybe       = words.Of(english.Attribution.Maybe)
	could       = words.Of(english.Attribution.Could)
	fakeWord    = words.Of(english.Attribution.False)
	pronounIt   = words.Of(english.Attribution.It)
	chargeNoun  = words.Of(english.Attribution.Charges)
	suggestWord = words.Of(english.Attribution.Suggesting)
	anyWord     = words.Of(english.Attribution.Any)
	commentWord = words.Of(english.Attribution.Comment)
	told        = words.Of(english.Attribution.Told)
	reputed     = words.Of(english.Attribution.Reputed)
	pasts       = words.Of(english.Attribution.Pasts)
	called      = words.Of(english.Attribution.Called)
	faced       = words.Of(english.Attribution.Faced)
)

// Verbs of saying.
var (
	sayings     = words.Of(english.Attribution.SayingPlainly)
	auxiliaries = words.Of(english.Attribution.Auxiliaries)
	plainSay    = words.Of(english.Attribution.PlainSaying)
	uttering    = words.Of(english.Attribution.Uttering)
	finite      = words.Of(english.Attribution.Finite)
	silent      = words.Of(english.Attribution.Silent)
	unspoken    = words.Of(english.Attribution.Unspoken)
	finding     = words.Of(english.Attribution.Finding)
	taking      = words.Of(english.Attribution.Taking)
	lost        = words.Of(english.Attribution.Lost)
	deeds       = words.Of(english.Attribution.Deeds)
	whoseWord   = words.Of(english.Attribution.Whose)
	joining     = words.Of(english.Attribution.Joining)
	sinceWord   = words.Of(english.Attribution.Since)
)

// What the rules are built of.
var (
	andForm   = words.Form("and")
	asForm    = words.Form("as")
	askedForm = words.Form("asked")
	commaForm = words.Form(",")
	byForm    = words.Form("by")
	couldForm = words.Form("could")
	itForm    = words.Form("it")
	stopForm  = words.Form(".")
	theyForm  = words.Form("they")
	whoForm   = words.Form("who")
)
