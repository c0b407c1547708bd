package text

// Events are the words that tell what happened.
type Events struct {
	Words []EventWords
	// Inflect returns a verb's other forms by its dictionary form.
	Inflect func(verb string) VerbForms
	Plural  func(noun string) string

	// Governors are what a verb or noun in front makes of an event: "refused to", "the threat of".
	Planned   map[string]bool // it is announced, planned, promised, ordered
	Possible  map[string]bool // it is feared, threatened, demanded, asked for
	Prevented map[string]bool // it was denied, refused, called off, or failed
	Happening map[string]bool // it goes on although an infinitive follows: "began to", "managed to"
	WillWords map[string]bool // auxiliaries of the future
	MayWords  map[string]bool // auxiliaries of what may be
	NotWords  map[string]bool // negations, "without", "no"
	Future    map[string]bool // adjectives and adverbs: planned, upcoming, tomorrow
	Doubtful  map[string]bool // possible, potential, alleged, feared
	Unless    map[string]bool // if, unless, whether: begin what need not happen
	Empty     map[string]bool // verbs that only carry the noun behind them: carry out, launch, hold
	Agents    map[string]bool // before who does it, in a passive: by
	Objects   map[string]bool // before whom or what a noun's event befalls: on, against, of
	Withs     map[string]bool // before the other party: with, between
	// Joins are the prepositions that make one noun phrase of two
	Joins map[string]bool
	// Launches are verbs of weapons, by dictionary form, and Weapons the kinds of attack that are made with them
	Launches   map[string]bool
	Weapons    map[string]string
	Armies     map[string]bool // words of a state's forces
	Insurgents map[string]bool // words of forces that are no state's
	Protesters map[string]bool
	// what states and whoever holds territory close to each other's traffic, with how grave it is to close or to open
	// it, 0 to 10
	Passages    map[string]float64
	Authorities map[string]bool    // whoever can close one, beside Armies and Insurgents
	Ranks       map[string]float64 // how much heavier an event is that befalls one of these, 0 to 4
	SiteWords   map[string]bool    // kinds of buildings and grounds: hospital, airport
	Singular    map[string]bool    // determiners of one thing: "a cargo ship" does nothing unless it ships
	LastDays    map[string]int     // phrases for days, from the day of the article: "overnight"
	Next        map[string]bool    // "next Tuesday"
	Last        map[string]bool    // "last week"
	Weeks       map[string]int     // how many days: week, month
	Units       map[string]int     // the same of what is counted: "two days ago"
	Ago         map[string]bool    // behind what is counted
	During      map[string]bool    // before a month or a year that is named alone: "in May"
}

// EventWords are words that tell one sort of event.
type EventWords struct {
	Act        string // PLOVER's code, "" for none
	Kind       string // as in package news
	Opposition string // the name of an opposition, with the end of it that the words stand for: "agree+"
	Verbs      string // dictionary forms, parted by commas; only the first word of a phrase is inflected
	Nouns      string // singular, parted by commas; the last word of a phrase is inflected
}

// VerbForms are a verb's forms.
type VerbForms struct{ Third, Past, Participle, Gerund string }
