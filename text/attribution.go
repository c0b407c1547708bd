package text

import "regexp"

// Attribution are the words by which somebody is said to have said something, and how.
type Attribution struct {
	Denies             map[string]bool // cues by the stance that they tell; whatever else cues a statement says
	Refusal            *regexp.Regexp  // from a word of Denies to what was not given: "denied him entry"
	Disclaims          *regexp.Regexp  // within such words: it is a claim that is denied: "denied blocking aid to"
	Confirms           map[string]bool
	Warns              map[string]bool
	Promises           map[string]bool
	Demands            map[string]bool
	Claims             map[string]bool
	OutletNouns        []string        // beside the name of an outlet: "the Interfax news agency"
	Unnamed            map[string]bool // those who speak without a name, however they are spoken of
	UnnamedUnlessKnown map[string]bool // the same, but not where they are known: "the commander"
	Anonymity          map[string]bool // make whoever they stand with anonymous
	Institutions       map[string]bool // speak with their own authority, though nobody is named
	Humans             map[string]bool // make the organisation before them a modifier: "the White House spokesman"
	Documents          map[string]bool // speak for whoever issued them: "data from FlightRadar"
	IssuedBy           map[string]bool // before whoever issued a document
	Modifiers          map[string]bool // before what only modifies a source: "a spokesman for Netanyahu"
	Demonyms           map[string]bool // that end as most do: "Russian television" is no outlet's name
	Telling            map[string]bool // before an outlet that was told
	Citing             map[string]bool // before whom an outlet cites
	HeShe              map[string]bool // stand for a person
	PlainSaying        map[string]bool // verbs of saying that "they" and "it" may go on with
	Known              map[string]bool // speak of somebody as known already
	Interviews         map[string]bool // "in an interview with CNN"
	Reporting          map[string]bool // what outlets do
	Calling            map[string]bool // demand or name: "called for", "called it false"
	CallingFor         map[string]bool // "called on Putin to"
	Negating           map[string]bool // turn a stance around
	Hedges             map[string]bool // nobody stands by what is said
	Hearsay            map[string]bool // sources that are hearsay
	Maybe              map[string]bool // what is said may be
	Could              map[string]bool // what is said could be
	False              map[string]bool // what is said is called false
	It                 map[string]bool // point at what was said before
	Charges            map[string]bool // nouns for what others said
	Suggesting         map[string]bool // hedge only where nobody is named
	Any                map[string]bool // "denied any involvement"
	Comment            map[string]bool // "declined to comment"
	Told               map[string]bool // participles of what is said to somebody: informed
	Reputed            map[string]bool // and of what is said of somebody: believed to have
	Pasts              map[string]bool // past forms of usual verbs that do not end in -ed: met
	Called             map[string]bool // participles that give somebody a name behind it: named
	Faced              map[string]bool // who "faced criticism" does not criticise
	Quoting            map[string]bool // "TASS quoted Lavrov"
	Saying             map[string]bool // "as saying that"
	Uttering           map[string]bool // verbs that go with a quotation whatever else they mean
	Finite             map[string]bool // verbs of saying in a form that no infinitive can be joined to
	SayingPlainly      map[string]bool // "The Kremlin confirmed that": hardly read but as somebody's word
	Auxiliaries        map[string]bool // between a subject and its verb of saying
	Silent             map[string]bool // what nobody says who does not do it: "did not answer", "did not say when"
	Unspoken           map[string]bool // and how: "not", "declined to"
	Deeds              map[string]bool // are done and not said: "pulled a woman's body from the rubble"
	Finding            map[string]bool // are deeds where somebody or something is found
	Taking             map[string]bool // are deeds where lives are taken
	Lost               map[string]bool // what is taken then
	Whose              map[string]bool // "Hezbollah, whose leader said"
	Joining            map[string]bool // "the strike, which the ministry said killed 12"
	Since              map[string]bool // begin what an outlet recalls behind a speaker: "two days after"
}

// Refuses reports whether s begins with a word of denial that tells what somebody was not given: "denied the agency
// access", "deny the use of the road to". No claim is denied by it.
func (a *Attribution) Refuses(s string) bool {
	m := a.Refusal.FindString(s[:min(len(s), 160)])
	return m != "" && !a.Disclaims.MatchString(m)
}
