package text

// Tolls are the words by which people are counted to whom something happened.
type Tolls struct {
	Killed        Harm // what happens to people
	Injured       Harm
	Missing       Harm
	Captured      Harm
	Detained      Harm
	Displaced     Harm
	Freed         Harm
	Along         map[string]bool // "along with two guards"
	Things        map[string]bool // nouns for what cannot be harmed as people are: villages
	Persons       map[string]bool // nouns for people; others can be killed too: "six Jesuits"
	Deeds         map[string]bool // nouns for what kills and says nothing: strike
	Square        map[string]bool // make an area of a length
	Ago           map[string]bool // behind a time that is no duration
	More          map[string]bool // between a number and its noun
	Articles      map[string]bool // before a number or its noun
	Be            map[string]bool // auxiliaries of the passive
	Including     map[string]bool // what follows is part of what came before
	And           map[string]bool // join two noun phrases
	Counts        map[string]bool // nouns for a count: "the death toll"
	Reaches       map[string]bool // between a count and its number: "rose to"
	Down          map[string]bool // of drones and missiles that did not arrive
	Shot          map[string]bool // before "down" and "dead"
	Them          map[string]bool // behind "of": those counted before
	Elsewhere     map[string]bool // begin a clause about somebody else
	Reckoned      map[string]bool // "feared killed"
	Found         map[string]bool // "three taken hostage", "two left dead"
	Adjacent      map[string]bool // "killed 11 last week"
	Dead          map[string]bool // "shot dead", "beaten to death"
	Captive       map[string]bool // what people are taken
	Released      map[string]bool // those counted are free by now
	Died          map[string]bool // states that are verbs only, and no part of the number's phrase
	Perhaps       map[string]bool // modals of what may have happened already: "may have killed twelve"
	Infinitives   map[string]bool // the plain forms of verbs of harm
	Clauses       map[string]bool // begin another clause
	Driven        map[string]bool // "forced from their homes"
	Homes         map[string]bool // what people are driven from
	Leave         map[string]bool // what people are driven to
	Bringing      map[string]bool // "bringing the total to 100"
	Tolls         map[string]bool // nouns for a count of the killed, unless another harm stands before them
	Deaths        map[string]bool // before such a noun: "death toll"
	Casualties    map[string]bool // before such a noun, where it does not say of what: "casualty toll"
	Rising        map[string]bool // "has risen to", "climbed overnight to", "raising the toll to"
	Put           map[string]bool // "puts the toll at", "stands at"
	Reached       map[string]bool // right before the number: "reached 41"
	InAll         []string        // behind a number that sums up: "18 in all"
	Added         map[string]bool // "six more bodies", "another five"
	Earlier       map[string]bool // "an earlier toll of 28"
	Lost          map[string]bool // "lost their lives", "cost four farmers their lives"
	Lives         map[string]bool // what is lost then
	Fallen        map[string]bool // those who an army loses: "lost 20 men"
	Losing        map[string]bool // and what it then does
	Handing       map[string]bool // what is done with the bodies of those who died earlier
	Bodies        map[string]bool // the bodies
	Holding       map[string]bool // "took 14 prisoners"
	Held          map[string]bool // who is then a captive
	Counting      map[string]bool // what is done by whoever gives a number: "police put the dead at 12"
	All           map[string]bool // "72 people, all of whom died"
	After         map[string]bool // "two days after a strike killed 23"
	Subordinating map[string]bool // prepositions that also begin clauses: "after 61 of them died"
	Passing       map[string]bool // of drones and missiles: "two got through"
	Stopped       map[string]bool // of those that did not: "36 were stopped"
}

// Harm is what happens to people, by the words that say so.
type Harm struct {
	Verbs      map[string]bool // take whom they hurt as object, or as subject of the passive
	States     map[string]bool // stand behind or with their subject: died, dead, missing
	Nouns      map[string]bool // take "of" and a number: the death of six
	Counters   map[string]bool // are themselves what is counted: 12 deaths
	Conditions map[string]bool // what those counted have become, unless something worse befell them: 200 hostages
	Phrases    []string        // say so in several words behind whom it befell: "treated for burns"
	Objects    []string        // stand behind those who are the object of some other verb: "sent 25 people to hospital"
}

// Units are the nouns that measure, or that count what is no person.
type Units struct {
	Drones    map[string]bool
	Missiles  map[string]bool
	Shells    map[string]bool
	Vehicles  map[string]bool
	Money     map[string]string // by ISO 4217 code
	Areas     map[string]string // by unit: ha, acre, km2
	Distances map[string]string // km, mi, m, ft
	Durations map[string]string // h, min, d, wk, mo, y
}

// Periods are the words that say over which time something is counted.
type Periods struct {
	Starts  []string        // begin a period, or are one
	Running []string        // begin a period over all of which is counted
	Wars    map[string]bool // what something is counted since
	Long    map[string]bool // what claims lives over months: what is counted in it is no incident's toll
	Within  map[string]bool // prepositions of what something is counted in
	Spans   map[string]bool // end a period: "in the past 24 hours"
	Before  map[string]bool // prepositions of a date
	Early   map[string]bool // between preposition and date
	Saying  map[string]bool // between a verb of saying and when it was said
}

// Places are the words beside the name of a place that say whether something happened there.
type Places struct {
	Visiting   map[string]bool // where a speaker is, nothing else need have happened
	Directions map[string]bool // "north of Kyiv" is not Kyiv
	Fled       map[string]bool // "fled Rafah"
	At         map[string]bool // prepositions of where something happened
	Near       map[string]bool // prepositions of where it nearly happened
}
