package text

// Names are the words that names are made of or stand beside.
type Names struct {
	Particles     map[string]bool // inside persons' names, in lower case too: bin, van
	Honorifics    map[string]bool // stand before a person's name and outside of it: Mr, Gen., Sheikh
	Offices       map[string]bool // words for a role: president, minister, spokesman
	OrgHeads      map[string]bool // begin an organisation's name: Ministry, University
	OrgTails      map[string]bool // end one: Party, Inc.
	PlaceHeads    map[string]bool // begin a place's name: Mount, Lake
	PlaceTails    map[string]bool // end one: River, Province
	UnitTails     map[string]bool // end a military unit's name: Brigade, Battalion
	SpeechVerbs   map[string]bool // said, told
	Links         map[string]bool // may stand in lower case inside a name: of, and
	Directions    map[string]bool // northern, central
	Calendar      map[string]bool // days and months
	Generations   map[string]bool // tell a son from his father, whose name is the same: Jr, III
	CommonEnds    []string        // end common nouns, adverbs and participles, and hardly a surname
	Abbreviations map[string]bool // inside names; their full stop is part of the name
	Never         map[string]bool // are no names, although they look it
	Groups        map[string]bool // begin the name of an armed group that looks like a person's: Kataib
	GroupTails    map[string]bool // and end it: Front, Brigades
	Outfits       map[string]bool // say of a name beside them that it is a group's: faction
	Opposing      map[string]bool // before them: rebel
	Grounds       map[string]bool // begin the name of a place that looks like a person's: Jisr, Kafr
	GroundTails   map[string]bool // and end it: Farms
	Bodies        map[string]bool // as text.Key, no person although alone and capitalised: observatory
	Signing       map[string]bool // stand beside the names of those who sign an article: editing, by
	Credits       map[string]bool // and before "by", in a sentence that says who made the article
	Vessels       map[string]bool // stand in capitals before a ship's name: USS
	Warships      map[string]bool // stand before a ship's name: destroyer
	Ships         map[string]bool // and before that of one that is no weapon: tanker
}

// Titles are the words of descriptions of people.
type Titles struct {
	Public      map[string]bool            // offices of those whom everybody knows by their surname
	Modifiers   map[string]bool            // stand in lower case inside a description: deputy, former
	Partners    map[string]map[string]bool // part of a description only before one of these: think, before tank
	Address     map[string]bool            // stand between a description and a name: Mr, Gen.
	Incoming    map[string]bool            // behind an office and a hyphen: elect
	Links       map[string]bool            // join the parts of a description: of, for
	Articles    map[string]bool            // function words that may begin one
	Auxiliaries map[string]bool            // verbs that end one
	Ranks       []string                   // without which somebody of that rank is not meant: deputy
	GluedBefore []string                   // words that lost spaces leave before a name: "GeneralAntonio"
	GluedBehind []string                   // and behind one: "Zelenskiysaid"
}

// Deaths are the words that tell that somebody is dead.
type Deaths struct {
	Words     map[string]bool // all that tell it: the titles of roles that do
	Killed    map[string]bool // participles of what was done to somebody: killed
	Died      map[string]bool // what somebody did or is: died, dead
	Nouns     map[string]bool // death, of somebody or behind a genitive
	NounTails map[string]bool // behind such a noun that tells something else: toll
	Governs   map[string]bool // before somebody to whom it did not happen: of
	Ages      map[string]bool // of an age before a name: year
	Passive   map[string]bool // before a participle: was
	Between   map[string]bool // between name and verb: also
	Doubts    map[string]bool // in a sentence that tells of no death for certain: denied, feared
}

// Metonymy are the words that tell whether a place stands for its government.
type Metonymy struct {
	Locatives  map[string]bool // before a place where something is
	Adverbs    map[string]bool // between the government and its verb: has, repeatedly
	Deeds      map[string]bool // what governments do, speech aside
	Addressing map[string]bool // before the government that is spoken to or acted on
	Behind     map[string]bool // may follow that
}

// Toponyms are the words that tell whether a name is a place's.
type Toponyms struct {
	Firm         map[string]bool // before a place, hardly before anything else: near
	Likely       map[string]bool // before a place, and before people as well: from, captured
	Quarters     map[string]bool // behind the name of a part of a town: neighbourhood
	Nouns        map[string]bool // before a place or before of and a place: town
	Subnational  map[string]bool // behind what is a part of a country: governor
	Institutions map[string]bool // behind a place in the name of what belongs to it: police
	Press        map[string]bool // behind a place in a newspaper's name: times
	Forms        map[string]bool // end the names of places that no gazetteer has, as written: County
	Streets      map[string]bool // behind another place's name in that of a street or a water, as written: Road
}
