package news

import (
	"math"
	"strings"
	"time"
)

// Reading is what was found in one article's body. Its JSON is the body of `sitrep read --json`.
type Reading struct {
	Sentences  []Span      `json:"sentences"`
	Mentions   []Mention   `json:"entities"`
	Entities   []Entity    `json:"-"` // the distinct entities; Mention.Entity points into it
	Statements []Statement `json:"statements"`
	Figures    []Figure    `json:"figures"`
	Places     []Place     `json:"places"`

	Events   []EventMention `json:"-"` // what the sentences tell, in the order of the text; spans are in the body
	Headline []EventMention `json:"-"` // what the title tells; spans are in the title

	TitlePlaces []Place `json:"-"` // which places the title names; spans are in the title
}

// EntityKind says what an Entity is.
type EntityKind string

// The kinds of entity.
const (
	Person       EntityKind = "person"
	Organisation EntityKind = "organisation"
	PlaceKind    EntityKind = "place"
	WeaponKind   EntityKind = "weapon"
	MilitaryUnit EntityKind = "unit"
)

// Entity is a person, an organisation, a place, a weapon or a unit. Within a Reading it is what one article calls by
// one or more names; in storage it is what all articles do.
type Entity struct {
	ID      int64      `json:"id,omitempty"`
	Kind    EntityKind `json:"kind"`
	Name    string     `json:"name"`              // the fullest form, as shown
	Aliases []string   `json:"aliases,omitempty"` // other forms, Name excluded
	Roles   []Role     `json:"roles,omitempty"`
}

// Role is a title or function that articles give a person ("U.S. President Donald Trump's special envoy"). It is dated
// by those articles: nobody is shown as holding an office without the day on which somebody last said so.
type Role struct {
	Title   string    `json:"title"` // a verbatim span
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`
	Article int64     `json:"article,omitempty"` // the last that says so; 0 within a Reading
	Span    Span      `json:"span"`              // of Title, in that article's body
	Count   int       `json:"count,omitempty"`   // articles that say so
	// the article does not put name and role side by side; the context does
	Inferred bool `json:"inferred,omitempty"`
}

// Office is what articles call somebody in several wordings of one role ("Russian President", "Russia's president",
// "President"), and in how many of them the office is a thing of the past ("former President").
type Office struct {
	Role        // the wording that says most, with the first and last report and the reports of all wordings
	Former Role // what was reported of the same office as former; Count is 0 if nothing was

	Death  bool   // it is none: articles say that somebody is dead, in the word that most of them use
	Source string // the outlet that reported it last; "" if that was not asked for
}

// Mention is a span that refers to an Entity.
type Mention struct {
	Start    int        `json:"start"`
	End      int        `json:"end"`
	Kind     EntityKind `json:"kind"`
	Name     string     `json:"name"`               // the entity's resolved name
	Entity   int        `json:"-"`                  // index into Reading.Entities
	Nominal  bool       `json:"nominal,omitempty"`  // a description ("the envoy"), not a name
	Metonymy bool       `json:"metonymy,omitempty"` // a capital or country that acts or speaks: its government
}

// Span returns where the mention stands.
func (m Mention) Span() Span { return Span{m.Start, m.End} }

// Stance is how a speaker stands to what is said.
type Stance string

// The stances.
const (
	Says     Stance = "says"
	Claims   Stance = "claims"
	Denies   Stance = "denies"
	Confirms Stance = "confirms"
	Demands  Stance = "demands"
	Warns    Stance = "warns"
	Promises Stance = "promises"
	Reports  Stance = "reports"
)

// Quote is how a Statement's content is given. Quotation marks belong to the content.
type Quote string

// The forms of quotation.
const (
	Direct   Quote = "direct"
	Mixed    Quote = "mixed"
	Indirect Quote = "indirect"
)

// Statement is an attribution: who says what, with which words, on whose authority. The three span lists point into the
// body; each may be discontinuous, and Source is empty for a passive without an agent.
type Statement struct {
	Source    []Span `json:"source"`
	Cue       []Span `json:"cue"`
	Content   []Span `json:"content"`
	Speaker   string `json:"speaker,omitempty"` // resolved name, or the source's words if it is no entity
	SpeakerID int64  `json:"-"`                 // in storage; 0 if Speaker is no entity
	Stance    Stance `json:"stance"`
	Quote     Quote  `json:"quote"`
	Via       string `json:"via,omitempty"`       // the outlet cited: "told Axios", "Interfax reported"
	Anonymous bool   `json:"anonymous,omitempty"` // "U.S. officials", "a source familiar with the matter"
	Hedged    bool   `json:"hedged,omitempty"`    // "some reports suggested", "may", "allegedly"
	Denies    int    `json:"denies,omitempty"`    // 1 + index of the statement that it denies, 0 if none
}

// FigureKind says what a Figure counts or measures.
type FigureKind string

// The kinds of figure.
const (
	Killed    FigureKind = "killed"
	Injured   FigureKind = "injured"
	Missing   FigureKind = "missing"
	Captured  FigureKind = "captured"
	Displaced FigureKind = "displaced"
	Detained  FigureKind = "detained"
	Freed     FigureKind = "freed"
	Drones    FigureKind = "drones"
	Missiles  FigureKind = "missiles"
	Shells    FigureKind = "shells"
	Vehicles  FigureKind = "vehicles"
	Money     FigureKind = "money"
	Area      FigureKind = "area"
	Distance  FigureKind = "distance"
	Duration  FigureKind = "duration"
	Percent   FigureKind = "percent"
)

// Bound says how a Figure's number is meant.
type Bound string

// The bounds.
const (
	Exact   Bound = "exact"
	AtLeast Bound = "at least"
	UpTo    Bound = "up to"
	About   Bound = "about"
	Vague   Bound = "vague" // "dozens", "hundreds": Low is the word's floor (24, 200), nothing is claimed above it
)

// Figure is a number with its scope. Low is the number that is stated (for "up to 40" it is 40); High is the upper end
// of a range, equal to Low for an exact number and 0 where the text leaves it open.
type Figure struct {
	Start      int        `json:"start"`
	End        int        `json:"end"`
	Kind       FigureKind `json:"kind"`
	Low        float64    `json:"low"`
	High       float64    `json:"high,omitempty"`
	Bound      Bound      `json:"bound"`
	Unit       string     `json:"unit,omitempty"`       // of money, area, distance, duration: "USD", "km2", "km", "h"
	Who        string     `json:"who,omitempty"`        // "civilians", "soldiers", "children", as the text says
	Place      string     `json:"place,omitempty"`      // resolved name
	Period     string     `json:"period,omitempty"`     // verbatim: "overnight", "since October 2023"
	By         string     `json:"by,omitempty"`         // who gives the number
	Cumulative bool       `json:"cumulative,omitempty"` // a running total of a war or year, not one incident's toll
	Down       bool       `json:"down,omitempty"`       // of drones and missiles: shot down, not launched
	// Part marks some of those whom another number counts: "nine people, including four children", "six more bodies,
	// 18 in all". It is no toll of its own.
	Part bool `json:"part,omitempty"`
	// Recalled marks what an earlier event cost, told to place another: "two days after a strike killed 23".
	Recalled bool `json:"recalled,omitempty"`
}

// Span returns where the figure stands.
func (f Figure) Span() Span { return Span{f.Start, f.End} }

// Point is a position in degrees, WGS 84.
type Point struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// Place is a mention of a place with where it is. Point is nil for a place that is recognised but cannot be placed.
type Place struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Name  string `json:"name"`
	*Point
	GeoNames int64  `json:"geonames,omitempty"` // GeoNames id, 0 if unknown
	Country  string `json:"country,omitempty"`  // ISO 3166-1 alpha-2
	Extent   Extent `json:"extent,omitempty"`
}

// Extent says how far off two places may lie and still be one. Its zero value is that of a town, or of less.
type Extent string

// The extents.
const (
	Seat   Extent = "seat"   // a town whose province goes by the same name: either may be meant
	Region Extent = "region" // a province or a sea
	Wide   Extent = "wide"   // a country or more: it tells no two events apart
)

// Near reports whether two places may be meant by one: they have one name, or lie no farther apart than the parts of a
// town. In reports "Idlib" is the town or what is a hundred kilometres around it.
func (p Place) Near(q Place) bool {
	const town, province, region = 25, 100, 300 // kilometres
	if strings.EqualFold(p.Name, q.Name) {
		return true
	}
	if p.Point == nil || q.Point == nil {
		return false
	}
	within := float64(town)
	for _, e := range []Extent{p.Extent, q.Extent} {
		switch e {
		case Seat:
			within = max(within, province)
		case Region:
			within = max(within, region)
		case Wide:
			return true
		}
	}
	return p.Kilometres(*q.Point) <= within
}

// Kilometres is the great-circle distance of two points on a sphere of the Earth's mean radius.
func (p Point) Kilometres(q Point) float64 {
	const rad, earth = math.Pi / 180, 6371
	lat1, lat2 := p.Lat*rad, q.Lat*rad
	h := math.Pow(math.Sin((lat2-lat1)/2), 2) + math.Cos(lat1)*math.Cos(lat2)*math.Pow(math.Sin((q.Lon-p.Lon)*rad/2), 2)
	return 2 * earth * math.Asin(math.Sqrt(min(h, 1)))
}
