package news

// Act is what the actor of an event does to its target: a root code of PLOVER, the ontology of political events that
// succeeded CAMEO (Halterman et al., PLOVER and POLECAT, 2023).
type Act string

// The acts, from cooperation to force.
const (
	ActAgree     Act = "AGREE"     // agrees, promises
	ActConsult   Act = "CONSULT"   // meets, visits, talks
	ActSupport   Act = "SUPPORT"   // praises, recognises, signs a treaty
	ActCooperate Act = "COOPERATE" // exercises, shares, trades
	ActAid       Act = "AID"       // gives money, goods, arms, asylum
	ActYield     Act = "YIELD"     // releases, withdraws, lifts, ceases fire
	ActAccuse    Act = "ACCUSE"    // criticises, sues, charges, investigates
	ActRequest   Act = "REQUEST"   // asks for, demands
	ActReject    Act = "REJECT"    // refuses, vetoes, cancels
	ActThreaten  Act = "THREATEN"  // warns of an act
	ActProtest   Act = "PROTEST"   // demonstrates, strikes
	ActMobilize  Act = "MOBILIZE"  // deploys, puts on alert
	ActSanction  Act = "SANCTION"  // cuts aid or relations, walks out
	ActCoerce    Act = "COERCE"    // arrests, expels, bans, seizes
	ActAssault   Act = "ASSAULT"   // attacks, kills, abducts
)

// EventKind says what sort of thing happened, in words that a reader knows.
type EventKind string

// The kinds of event. Those of force are finer than readers need, so that each has one of ACLED's sub-event types.
const (
	AirStrike      EventKind = "air strike"
	DroneStrike    EventKind = "drone strike"
	MissileStrike  EventKind = "missile strike"
	Shelling       EventKind = "shelling"
	Fighting       EventKind = "fighting"
	Attack         EventKind = "attack"
	Killing        EventKind = "killing" // somebody was killed, nothing says how
	Bombing        EventKind = "bombing"
	SuicideBombing EventKind = "suicide bombing"
	GrenadeAttack  EventKind = "grenade attack"
	ChemicalAttack EventKind = "chemical attack"
	SexualViolence EventKind = "sexual violence"
	Abduction      EventKind = "abduction"
	Crime          EventKind = "crime"     // organised, or against property
	Intercept      EventKind = "intercept" // weapons shot down, seized, defused
	Destruction    EventKind = "destruction"
	Retaken        EventKind = "territory retaken" // by the state
	Takeover       EventKind = "territory taken"
	Territory      EventKind = "territory lost"
	Repulse        EventKind = "repulse" // an attack is beaten off
	Survival       EventKind = "survival"
	Withdrawal     EventKind = "withdrawal"
	Movement       EventKind = "movement" // forces deploy, gather, regroup
	Base           EventKind = "base"     // a base or headquarters is set up
	Arrest         EventKind = "arrest"
	Trial          EventKind = "trial" // charged, tried, sentenced
	Release        EventKind = "release"
	Exchange       EventKind = "prisoner exchange"
	Protest        EventKind = "protest"
	Riot           EventKind = "riot"
	Dispersal      EventKind = "dispersal" // police break up a protest
	Crackdown      EventKind = "crackdown" // force against protesters
	MobViolence    EventKind = "mob violence"
	Ceasefire      EventKind = "ceasefire"
	Agreement      EventKind = "agreement"
	Talks          EventKind = "talks"
	Visit          EventKind = "visit"
	Diplomacy      EventKind = "diplomacy" // envoys expelled, relations cut or restored
	Sanctions      EventKind = "sanctions"
	Aid            EventKind = "aid"
	Displacement   EventKind = "displacement"
	Appointment    EventKind = "appointment"
	Dismissal      EventKind = "dismissal" // dismissed, resigned, toppled
	Death          EventKind = "death"     // of somebody named
	Election       EventKind = "election"
	Vote           EventKind = "vote"
	Law            EventKind = "law"   // decreed, banned, lifted
	Claim          EventKind = "claim" // who is behind something: blamed, claimed, denied
	StatementKind  EventKind = "statement"
	Threat         EventKind = "threat"
	Closure        EventKind = "closure" // of a crossing, an airport, a market: closed or opened
	Disaster       EventKind = "disaster"
	Accident       EventKind = "accident"
)

// eventCodes are the kinds as ../shared/formats.md lists them: ACLED's sub-event types with the five that the CASE 2021
// shared task adds (Haneczok et al., 2021). Kinds that fit none have none.
var eventCodes = map[EventKind]string{
	AirStrike: "AIR_STRIKE", DroneStrike: "AIR_STRIKE", MissileStrike: "ART_MISS_ATTACK",
	Shelling: "ART_MISS_ATTACK", Fighting: "ARMED_CLASH", Attack: "ATTACK", Killing: "ATTACK",
	Bombing: "REM_EXPLOS", SuicideBombing: "SUIC_BOMB", GrenadeAttack: "GRENADE", ChemicalAttack: "CHEM_WEAP",
	SexualViolence: "SEX_VIOL", Abduction: "ABDUCT_DISSAP", Crime: "ORG_CRIME", Intercept: "DISR_WEAP",
	Destruction: "PROPERTY_DISTRUCT", Retaken: "GOV_REGAINS_TERIT", Takeover: "NON_STATE_ACTOR_OVERTAKES_TER",
	Withdrawal: "NON_VIOL_TERRIT_TRANSFER", Movement: "CHANGE_TO_GROUP_ACT", Base: "HQ_ESTABLISHED",
	Arrest: "ARREST", Protest: "PEACE_PROTEST", Riot: "VIOL_DEMONSTR", Dispersal: "PROTEST_WITH_INTER",
	Crackdown: "FORCE_AGAINST_PROTEST", MobViolence: "MOB_VIOL", Ceasefire: "AGREEMENT", Agreement: "AGREEMENT",
	Exchange: "AGREEMENT", Talks: "DIPLO", Visit: "DIPLO", Diplomacy: "DIPLO", Sanctions: "DIPLO",
	Claim: "ATTRIB", Disaster: "NATURAL_DISASTER", Accident: "MAN_MADE_DISASTER",
}

// EventKindOf is the kind that a code of the format of readings stands for, "" for none.
func EventKindOf(code string) EventKind { return kindOfCode[code] }

var kindOfCode = map[string]EventKind{
	"AIR_STRIKE": AirStrike, "ART_MISS_ATTACK": Shelling, "ARMED_CLASH": Fighting, "ATTACK": Attack,
	"REM_EXPLOS": Bombing, "SUIC_BOMB": SuicideBombing, "GRENADE": GrenadeAttack, "CHEM_WEAP": ChemicalAttack,
	"SEX_VIOL": SexualViolence, "ABDUCT_DISSAP": Abduction, "ORG_CRIME": Crime, "DISR_WEAP": Intercept,
	"PROPERTY_DISTRUCT": Destruction, "GOV_REGAINS_TERIT": Retaken, "NON_STATE_ACTOR_OVERTAKES_TER": Takeover,
	"NON_VIOL_TERRIT_TRANSFER": Withdrawal, "CHANGE_TO_GROUP_ACT": Movement, "HQ_ESTABLISHED": Base,
	"ARREST": Arrest, "PEACE_PROTEST": Protest, "VIOL_DEMONSTR": Riot, "PROTEST_WITH_INTER": Dispersal,
	"FORCE_AGAINST_PROTEST": Crackdown, "MOB_VIOL": MobViolence, "AGREEMENT": Agreement, "DIPLO": Diplomacy,
	"ATTRIB": Claim, "NATURAL_DISASTER": Disaster, "MAN_MADE_DISASTER": Accident,
}

// Code is the kind's name in the format of readings, "" for one that has none there.
func (k EventKind) Code() string { return eventCodes[k] }

// Group is the sort of thing that e belongs to, "" for what is said about anything. What is done by force is one, since
// outlets call one strike a bombing, an attack and a killing.
func (e EventMention) Group() string {
	if group := eventGroups[e.Kind]; group != "" {
		return group
	}
	if e.Act == ActAssault && !e.Kind.Spoken() {
		return "force"
	}
	return ""
}

// Spoken reports whether the kind says that somebody spoke, and no more.
func (k EventKind) Spoken() bool { return k == Claim || k == Threat || k == StatementKind }

var eventGroups = map[EventKind]string{
	Death: "force", Shelling: "force", Accident: "force", Disaster: "force", Destruction: "force",
	Ceasefire: "diplomacy", Agreement: "diplomacy", Talks: "diplomacy", Exchange: "diplomacy", Visit: "diplomacy",
	Release: "diplomacy", Diplomacy: "diplomacy",
	Aid: "relief", Closure: "relief", Displacement: "relief",
	Protest: "protest", Riot: "protest", Dispersal: "protest", Crackdown: "protest",
	Vote: "state", Election: "state", Law: "state", Appointment: "state", Dismissal: "state", Trial: "state",
	Arrest: "state", Sanctions: "state",
}

// Mode says whether an event has happened.
type Mode string

// The modes.
const (
	Did    Mode = "did"  // has happened, or goes on
	Will   Mode = "will" // is announced, planned or promised
	May    Mode = "may"  // is feared, threatened, demanded, asked for or only possible
	DidNot Mode = "not"  // was denied, refused, called off, or failed
)

// Precision says how large the place is that an event is told to have happened at.
type Precision string

// The precisions, from the least to the largest.
const (
	AtSite     Precision = "site"
	AtCity     Precision = "city"
	AtDistrict Precision = "district"
	AtProvince Precision = "province"
	AtCountry  Precision = "country"
)

// Party is who does something, or to whom or what it is done. Its zero value is nobody who is named.
type Party struct {
	Span        // the words that name it, "the Syrian army's Fourth Division"
	Name string // of the entity among them that counts, resolved; "" if there is none
	Kind EntityKind
}

// Named reports whether somebody is named.
func (p Party) Named() bool { return p.End > p.Start }

// EventMention is what a sentence or headline tells that happened, will happen, may or did not. Spans are in the
// article's body, those of [Reading.Headline] in its title.
type EventMention struct {
	Start int       `json:"start"` // the words that tell it
	End   int       `json:"end"`
	Act   Act       `json:"act,omitempty"`  // "" for what nobody does to anybody: a flood, an appointment
	Kind  EventKind `json:"kind,omitempty"` // "" if none fits
	Word  string    `json:"word,omitempty"` // the trigger's dictionary form: "take control of"
	// what its sentence chiefly tells, judged by all words of the passage
	Main bool `json:"main,omitempty"`
	// the kind as readings are written, see [EventKind.Code]: of a main event that of the passage. What stands before
	// the main one in its sentence has none
	Code string `json:"code,omitempty"`

	// What it is the opposite of: mentions with the same Opposition and another Polarity contradict each other or undo
	// each other ("agree": agreed +1, rejected -1; "hold": took +1, lost -1). "" and 0 for what has no opposite.
	Opposition string `json:"opposition,omitempty"`
	Polarity   int    `json:"polarity,omitempty"`

	Mode   Mode  `json:"mode"`
	Actor  Party `json:"actor,omitzero"`
	Target Party `json:"target,omitzero"`

	Place     Place     `json:"place,omitzero"` // Name is "" if none is told
	Precision Precision `json:"precision,omitempty"`

	Day     string `json:"day,omitempty"`     // ISO date of what happened, the first of several; "" if nothing is known
	LastDay string `json:"lastDay,omitempty"` // the last day that is meant: "last week", "overnight"; "" if it is Day
	Stated  bool   `json:"stated,omitempty"`  // the text names the day; else it is taken from the article's date

	Figures []Figure `json:"figures,omitempty"` // those of its clause
	Gravity float64  `json:"gravity"`           // how grave it is, 0 to 10: see package events
}

// Span returns where the mention stands.
func (e EventMention) Span() Span { return Span{e.Start, e.End} }

// Opposed reports whether o is the opposite of e: they stand at the two ends of one opposition.
func (e EventMention) Opposed(o EventMention) bool {
	return e.Opposition != "" && e.Opposition == o.Opposition && e.Polarity*o.Polarity < 0
}
