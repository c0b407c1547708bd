package news

import (
	"slices"
	"time"
)

// Term is a feature of a story or of a fact (a stem, a folded name) with its weight.
type Term struct {
	Text   string  `json:"t"`
	Weight float64 `json:"w"`
}

// Story is the cluster of articles about one running matter, a topic in the sense of TDT.
type Story struct {
	ID       int64     `json:"id"`
	Title    string    `json:"title"` // a title or a sentence of its first article, verbatim
	First    time.Time `json:"first"` // publication of its earliest article
	Last     time.Time `json:"last"`  // publication of its latest article
	Articles int       `json:"articles"`
	Terms    []Term    `json:"-"` // the centroid, heaviest first; bounded by package story
	Topics   []string  `json:"topics,omitempty"`
	Owner    string    `json:"-"` // of its articles, but for servers' own that it has beside: see [Source]
}

// Event is what happened: one happening that one or many articles tell, between a Story (many events) and a Fact (what
// is said about one). An event that turned out to be another's leads to it by its id.
type Event struct {
	ID       int64     `json:"id"`
	Title    string    `json:"title"` // a title or a sentence of its first article, verbatim
	First    time.Time `json:"first"` // publication of its earliest article
	Last     time.Time `json:"last"`  // publication of its latest article
	Articles int       `json:"articles"`
	Terms    []Term    `json:"-"` // the mean of its articles' vectors, heaviest first; bounded by package story
	Towns    []string  `json:"-"` // where its articles' titles and leads say it happened, as keys, sorted
	Owner    string    `json:"-"` // as of a [Story]
	Kinds    []string  `json:"-"` // what sorts of things its articles' titles and leads tell, sorted: see package story
	Apart    []int64   `json:"-"` // events of which an operator has said that they are others, sorted
	Hidden   bool      `json:"-"` // an operator has nobody told of it

	// Of the events of a window: how many of its articles tell of it, and which outlets, sorted.
	Told    int      `json:"-"`
	Outlets []string `json:"-"`
}

// Status is how well a fact stands.
type Status string

// The statuses, weakest first. Readers always see them in words.
const (
	Reported  Status = "reported"  // somebody unnamed or unverified says so
	Claimed   Status = "claimed"   // a party to the conflict says it of itself or of its enemy
	Confirmed Status = "confirmed" // independent origins agree, or whoever knew first has been borne out
	Disputed  Status = "disputed"  // sources contradict each other
	Denied    Status = "denied"    // whoever it is about denies it
	Corrected Status = "corrected" // whoever said it says now that it was otherwise
	Withdrawn Status = "withdrawn" // whoever said it takes it back
)

// OriginKind says what sort of origin stands behind a sentence.
type OriginKind string

// The kinds of origin.
const (
	OriginOwn       OriginKind = "own reporting" // the outlet itself
	OriginOutlet    OriginKind = "outlet"        // another outlet or agency that is cited
	OriginOfficial  OriginKind = "official"      // a named speaker or institution
	OriginAnonymous OriginKind = "anonymous"     // nobody who is named: who it is, or the outlet that cites them
	OriginUnknown   OriginKind = "unknown"       // nobody says where it comes from, or nobody knows the outlet
)

// Origin is whoever put a fact into the world first, as far as the article tells.
type Origin struct {
	Name   string     `json:"name"` // "Interfax", "Kyrylo Budanov", "a U.S. official"
	Kind   OriginKind `json:"kind"`
	Family string     `json:"-"` // what makes two origins one: publisher family or folded name
	// whom the origin itself cites: "an anonymous source familiar with the matter"
	Citing  string   `json:"citing,omitempty"`
	Party   string   `json:"party,omitempty"`   // the conflict party that speaks for itself here
	Outlets []string `json:"outlets,omitempty"` // in a digest: which outlets carry it, sorted
	Unnamed bool     `json:"-"`                 // Citing is nobody who is named
	Naming  Naming   `json:"-"`                 // what Name says of who it is; the zero value for one that says no more
}

// Naming is how an origin is named, as read off its name by a room that knows the language.
type Naming struct {
	Indefinite bool     // "a monitoring group", "several officials": they may be anybody
	Described  bool     // "the head of the administration": by what somebody is, not by a name
	Words      []string // of the name, folded, without the title or the article before it
	Short      bool     // Words is one short word, which may be a part of many names
	Initials   string   // of a name of three words or more, folded: "sohr"
}

// Independent reports whether o can count as an origin of its own. Unknown and unnamed ones never do: "a monitoring
// group" of one outlet may be the Observatory of another.
func (o Origin) Independent() bool {
	return o.Kind != OriginUnknown && o.Kind != OriginAnonymous && o.Name != "" && !o.Naming.Indefinite && !o.Unnamed
}

// same reports whether two origins are one: of one family, or one named by a part ("the Observatory") or by the
// initials ("SOHR") of the other's name.
func (o Origin) same(p Origin) bool {
	if o.key() == p.key() {
		return true
	}
	if o.Kind != OriginOfficial || p.Kind != OriginOfficial {
		return false
	}
	if o.Naming.Described || p.Naming.Described {
		return true // "the head of the administration" may be whom another outlet names
	}
	a, b := o.Naming, p.Naming
	if len(a.Words) > len(b.Words) {
		a, b = b, a
	}
	return a.partOf(b) || len(a.Words) == 1 && a.Words[0] == b.Initials
}

func (o Origin) key() string {
	if o.Family != "" {
		return o.Family
	}
	return o.Name
}

// partOf reports whether all words of n are m's.
func (n Naming) partOf(m Naming) bool {
	return len(n.Words) > 0 && !n.Short &&
		!slices.ContainsFunc(n.Words, func(w string) bool { return !slices.Contains(m.Words, w) })
}

// Form is what sort of text an article is, as far as its title says so.
type Form string

// The forms.
const (
	Report    Form = ""          // news
	Comment   Form = "comment"   // opinion, analysis, an interview, a letter
	Explainer Form = "explainer" // what there is to know, how it came to this
	Live      Form = "live"      // a page that grows, a briefing of many matters
	Question  Form = "question"  // tells nothing
	Feature   Form = "feature"   // one person's story, culture, markets: beside the war
)

// Sentence is a span of an article's body that states something: the atom of facts. Text is always body[Start:End].
type Sentence struct {
	ID       int64     `json:"-"`
	Article  int64     `json:"article"`
	URL      string    `json:"url,omitempty"`
	Title    string    `json:"-"`                  // of the article
	Language string    `json:"language,omitempty"` // of the article, a BCP 47 tag; "" if unknown
	Source   string    `json:"source"`
	Owner    string    `json:"-"`    // of the article: see [Source]
	Time     time.Time `json:"time"` // when the article counts as published
	Arrived  time.Time `json:"-"`    // when Sitrep had it
	// FirstArrived is when Sitrep had the first revision of its article.
	FirstArrived time.Time `json:"-"`
	Start        int       `json:"start"`
	End          int       `json:"end"`
	Text         string    `json:"text"`
	Position     int       `json:"-"` // index among the article's sentences
	Fact         int64     `json:"-"`
	Event        int64     `json:"-"` // that its article tells of, 0 if none is known
	Form         Form      `json:"-"` // of its article
	// how grave the gravest thing is that its article's title tells: see [EventMention]
	TitleGravity float64     `json:"-"`
	Origin       Origin      `json:"origin"`
	Status       Status      `json:"status"`
	Hedged       bool        `json:"hedged,omitempty"`
	Background   bool        `json:"-"` // retells what is long known; never news
	Statements   []Statement `json:"-"`
	Figures      []Figure    `json:"-"`
	Places       []Place     `json:"-"`
	// what it tells that happened; spans are in the article's body
	Events []EventMention `json:"-"`
	People []string       `json:"-"` // resolved names of the people mentioned
	Weight float64        `json:"-"` // how much it tells, comparable between sentences of one article
	Terms  []Term         `json:"-"` // what it is compared by
	Denies int64          `json:"-"` // the fact that it denies, 0 if none
}

// TakesBack reports whether the sentence corrects or withdraws what whoever stands behind it had said before.
func (s Sentence) TakesBack() bool { return s.Status == Corrected || s.Status == Withdrawn }

// ReactsTo reports whether the sentence tells in the first place how somebody takes what o tells, and o does not: "X
// condemned the strike on Y" is news beside the strike.
func (s Sentence) ReactsTo(o Sentence) bool {
	if len(s.Events) < 2 || len(o.Events) == 0 {
		return false
	}
	act := func(a Act) func(EventMention) bool { return func(e EventMention) bool { return e.Act == a } }
	first := s.Events[0]
	return first.Act == ActAccuse && first.Mode == Did && first.Actor.Named() &&
		!slices.ContainsFunc(o.Events, act(ActAccuse)) &&
		slices.ContainsFunc(s.Events[1:], func(e EventMention) bool {
			return e.Act != "" && slices.ContainsFunc(o.Events, act(e.Act))
		})
}

// Span returns where the sentence stands in its article's body.
func (s Sentence) Span() Span { return Span{s.Start, s.End} }

// Wanted says what placing an article wants to know of its story's facts.
type Wanted struct {
	// Terms says of a sentence, by its terms, whether anything may be asked of it. A fact of which no sentence is
	// wanted comes without sentences. nil wants all.
	Terms func(terms []Term) bool
	// Outlines has such facts come with sentences of which only text, weight, terms and the article's id, title and
	// time are filled in.
	Outlines bool
}

// Fact is a cluster of sentences in a Story that say the same thing. Everything that can change about it (status,
// figures, origins) is a fold over its sentences in order of time, so its state at any moment can be told: see
// [Fact.At].
type Fact struct {
	ID        int64
	Aliases   []int64 // ids of facts that turned out to say the same thing and are part of this one now
	Story     int64
	Owner     string     // as of a [Story]
	First     time.Time  // of its earliest sentence
	Last      time.Time  // of its latest sentence
	Weight    float64    // the heaviest sentence's
	Sentences []Sentence // in order of arrival
	DeniedBy  []Sentence // sentences of other facts that deny this one
}

// At returns the fact as it was known at t: with the sentences whose time is not after t. Its dates
// and weight are those of the sentences left.
func (f Fact) At(t time.Time) Fact {
	known := func(in []Sentence) []Sentence {
		out := make([]Sentence, 0, len(in))
		for _, s := range in {
			if !s.Time.After(t) {
				out = append(out, s)
			}
		}
		return out
	}
	f.Sentences, f.DeniedBy = known(f.Sentences), known(f.DeniedBy)
	return f.Dated()
}

// ArrivedBy returns the fact as Sitrep had it at t, whenever it was published: with the sentences that had arrived. A
// zero t leaves nothing out.
func (f Fact) ArrivedBy(t time.Time) Fact {
	if t.IsZero() {
		return f
	}
	late := func(s Sentence) bool { return s.Arrived.After(t) }
	f.Sentences = slices.DeleteFunc(slices.Clone(f.Sentences), late)
	f.DeniedBy = slices.DeleteFunc(slices.Clone(f.DeniedBy), late)
	return f.Dated()
}

// Dated returns the fact with the dates and the weight of the sentences that it has.
func (f Fact) Dated() Fact {
	f.First, f.Last, f.Weight = time.Time{}, time.Time{}, 0
	for _, s := range f.Sentences {
		if f.First.IsZero() || s.Time.Before(f.First) {
			f.First = s.Time
		}
		if s.Time.After(f.Last) {
			f.Last = s.Time
		}
		f.Weight = max(f.Weight, s.Weight)
	}
	return f
}

// Origins returns who stands behind the fact, those with most outlets first, each with the outlets that carry it.
// Origins of one family are one; those that do not count come last, each by its name.
func (f Fact) Origins() []Origin {
	var out []Origin
	for _, s := range f.attributed() {
		counts := s.Origin.Independent()
		i := slices.IndexFunc(out, func(o Origin) bool {
			if o.Independent() != counts {
				return false
			}
			return counts && o.same(s.Origin) || !counts && o.Kind == s.Origin.Kind && o.Name == s.Origin.Name
		})
		if i < 0 {
			o := s.Origin
			o.Outlets = nil
			out = append(out, o)
			i = len(out) - 1
		} else if counts && fuller(s.Origin, out[i]) {
			out[i].Name, out[i].Naming, out[i].Family = s.Origin.Name, s.Origin.Naming, s.Origin.Family
		}
		if !slices.Contains(out[i].Outlets, s.Source) {
			out[i].Outlets = append(out[i].Outlets, s.Source)
		}
	}
	for i := range out {
		slices.Sort(out[i].Outlets)
	}
	slices.SortStableFunc(out, func(a, b Origin) int {
		if a.Independent() != b.Independent() {
			if a.Independent() {
				return -1
			}
			return 1
		}
		return len(b.Outlets) - len(a.Outlets)
	})
	return out
}

// attributed returns the sentences, with what an outlet states on its own put down to whoever it has it from, as far as
// that shows: to the origin that it names for the same fact in another sentence (who has it from the governor does not
// know it twice), or else to the named speaker whom another outlet had quoted with it before. Who takes something back
// is no origin of it.
func (f Fact) attributed() []Sentence {
	named := map[string]Origin{}
	var first Sentence // that quotes somebody
	out := make([]Sentence, 0, len(f.Sentences))
	for _, s := range f.Sentences {
		if s.TakesBack() {
			continue
		}
		out = append(out, s)
		if s.Origin.Kind == OriginOfficial || s.Origin.Kind == OriginOutlet {
			if _, known := named[s.Source]; !known {
				named[s.Source] = s.Origin
			}
		}
		if s.Origin.Kind == OriginOfficial && s.Origin.Independent() &&
			(first.Source == "" || s.Time.Before(first.Time)) {
			first = s
		}
	}
	for i, s := range out {
		if s.Origin.Kind != OriginOwn && s.Origin.Kind != OriginUnknown {
			continue
		}
		if o, ok := named[s.Source]; ok {
			out[i].Origin = o
		} else if first.Source != "" && first.Time.Before(s.Time) {
			out[i].Origin = first.Origin
		}
	}
	return out
}

// fuller reports whether o names better than p who both are: a name before a description, then the longer one.
func fuller(o, p Origin) bool {
	if o.Naming.Described != p.Naming.Described {
		return p.Naming.Described
	}
	return len(o.Name) > len(p.Name)
}

// TakenBack says how a figure that a sentence of the fact gives has been taken back, [Corrected] or [Withdrawn], by
// whoever stands behind it: by its outlet, or by the origin that the outlet gave for it. "" is a figure that stands.
func (f Fact) TakenBack(s Sentence, g Figure) Status {
	if s.TakesBack() {
		return ""
	}
	for _, t := range slices.Backward(f.Sentences) {
		if t.TakesBack() && !t.Time.Before(s.Time) && t.AnswersFor(s) &&
			(t.Status == Withdrawn || f.counts(t, g.Kind, g.Low)) {
			return t.Status
		}
	}
	return ""
}

// AnswersFor reports whether s takes back what whoever stands behind o had said: one outlet, or one origin.
func (s Sentence) AnswersFor(o Sentence) bool {
	return s.Source == o.Source && s.Origin.Kind != OriginOfficial || s.Origin.Name == o.Source ||
		o.Origin.Name != "" && s.Origin.same(o.Origin)
}

// counts reports whether the notice that t is part of gives another number of a kind than n.
func (f Fact) counts(t Sentence, kind FigureKind, n float64) bool {
	return slices.ContainsFunc(f.Sentences, func(o Sentence) bool {
		return o.TakesBack() && o.Article == t.Article && slices.ContainsFunc(o.Figures, func(x Figure) bool {
			return x.Kind == kind && x.Low != n
		})
	})
}

// Independent counts the independent origins of the fact. Those that speak for one party to the conflict are one: an
// army and its ministry know the same. Where nobody is named, an agency that others cite for its unnamed source is one.
func (f Fact) Independent() int {
	n, cited := 0, 0
	var parties []string
	for _, o := range f.Origins() {
		if o.Kind == OriginOutlet && o.Unnamed {
			cited = 1
		}
		if !o.Independent() || o.Party != "" && slices.Contains(parties, o.Party) {
			continue
		}
		if o.Party != "" {
			parties = append(parties, o.Party)
		}
		n++
	}
	return max(n, cited)
}
