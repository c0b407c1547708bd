package news

import (
	"maps"
	"time"
)

// Filing is an article as it is filed away: read, resolved and placed. It is stored in one transaction.
type Filing struct {
	Article  Article
	Reading  Reading // Entities[i].ID is that of a stored entity, or 0 for one that is to be created
	Story    Story   // ID 0: to be created; the zero Story for an off-topic article. Terms is the new centroid
	Absorbed []int64 // stories that Story takes in: their ids lead to it from now on
	Event    Event   // that the article tells of; ID 0: to be created; the zero Event for an off-topic article
	// EventKeys are the terms by which Event is to be found, from this article on.
	EventKeys  []string
	Form       Form    // of the article
	Gravity    float64 // of the gravest thing that its title tells
	SameEvents []int64 // events that Event takes in: their ids lead to it from now on
	// Same are pairs of stored facts that say the same thing; the first takes in the sentences of the second, whose id
	// leads to it from now on.
	Same [][2]int64
	// Echoed are stories, and Echoes pairs of a fact (as Sentences number them) and another, that servers have of their
	// own: Story takes in the ones, the first fact of a pair the other.
	Echoed      []int64
	Echoes      [][2]int64
	Split       Split           // what leaves Story, if anything does
	Corrections []Reattribution // of the origins of stored sentences
	// Sentences are those that join facts. Fact > 0 is a stored fact; a negative one is to be created, and equal
	// negative numbers are one new fact.
	Sentences []Sentence
	Topics    []string // slugs
	Terms     []string // distinct terms, for document frequencies
	Keys      []int64  // of the sentences, by their words: what comes week after week is background
	Words     Words    // for full-text search; the zero Words lets storage find them
}

// Words are an article's as full-text search holds them.
type Words struct{ Title, Body string }

// Reattribution is a stored sentence whose origin turned out to be another: the text of a wire whose own article came
// later.
type Reattribution struct {
	Sentence int64
	Origin   Origin
	Status   Status
}

// Split is the part of a story that turned out to be another: articles that leave it for a story of their own, with the
// facts that they state. Ids of articles and facts stay; 0 is the filing's own article, negative numbers are its new
// facts.
type Split struct {
	Story    Story // ID 0: to be created
	Articles []int64
	Facts    []int64
}

// Outcome says what became of an article that was to be filed.
type Outcome string

// The outcomes.
const (
	Added     Outcome = "added"
	Revised   Outcome = "revised"   // a new revision of a known article
	Unchanged Outcome = "unchanged" // known already, word for word
)

// FactQuery selects facts. Zero fields do not restrict.
type FactQuery struct {
	Topic  string    // slug, or several with commas between
	Since  time.Time // Fact.Last is not before it
	Until  time.Time // Fact.First is not after it
	Entity int64     // mentioned in a sentence of the fact
	Story  int64
	IDs    []int64
	Limit  int  // at most so many, the heaviest first; 0 means 400
	Oldest bool // order by First instead of Weight
	Latest bool // order by Last instead, the latest first
	Retold bool // only those told or denied at more than one time
}

// ArrivalQuery selects the facts of a topic that articles have told or denied since a subscription's last digest.
type ArrivalQuery struct {
	Topic   string        // slug, or several with commas between
	After   int64         // the last article looked at
	Through int64         // the last article to look at
	Since   time.Time     // only of articles published since; zero does not restrict
	Late    time.Duration // an article that arrives later after its publication is an archive's and no news
	Limit   int           // at most so many new facts and as many that were told before, the heaviest first
}

// Arrivals are facts that came with the articles of an [ArrivalQuery].
type Arrivals struct {
	Facts    []Fact
	More     int             // new facts beyond the query's limit
	Events   map[int64]Event // those of the facts' sentences
	Hidden   int             // events that came and that nobody is to be told of
	Articles int             // that came, of the topic, whatever their dates
	Sources  int             // of those articles
}

// Coverage says what a window of a topic was read from.
type Coverage struct {
	Articles int
	Sources  int
	Feeds    Health
	Newest   time.Time // publication of the newest article stored, of any topic

	// Languages is how many articles of the window, of any topic, are in languages other than English, by tag. nil if
	// none are.
	Languages map[string]int
}

// Equal reports whether c and o say the same.
func (c Coverage) Equal(o Coverage) bool {
	return c.Articles == o.Articles && c.Sources == o.Sources && c.Feeds == o.Feeds && c.Newest.Equal(o.Newest) &&
		maps.Equal(c.Languages, o.Languages)
}

// SearchQuery is a full-text search. Zero fields do not restrict.
type SearchQuery struct {
	Text   string // words, "phrases in quotes", -excluded, beginning*, one OR another; never raises a syntax error
	Source string // name
	From   time.Time
	To     time.Time
	Limit  int // 0 means 10
	Offset int
}

// SearchClause is a part of a search that has been parsed: one of the phrases stands in the article, or with Not none.
type SearchClause struct {
	Any []SearchPhrase
	Not bool
}

// SearchPhrase is words as an index holds them, one behind the other. With Prefix the last is the beginning of a word.
type SearchPhrase struct {
	Terms  []string
	Prefix bool
}

// Hit is an article that a search found. Spans are the matched words in Article.Body.
type Hit struct {
	Article Article
	Spans   []Span
}

// Count is a name with how often it occurs.
type Count struct {
	Name  string
	Kind  EntityKind
	Count int
}

// Profile is what storage knows about one entity since a point in time.
type Profile struct {
	Entity   Entity
	Offices  []Office // its roles by office, the most reported first
	Since    time.Time
	Mentions int       // articles that mention it
	Outlets  int       // sources of those articles
	Last     time.Time // the newest of those articles
	Days     []int     // articles a day, oldest first, from Since to Last
	With     []Count   // people and organisations in the same articles, most frequent first
	In       []Count   // places in the same articles
	Said     []Quoted  // its latest statements, newest first
	SaidOf   []Quoted  // statements by others in sentences that mention it, newest first
}

// Quoted is a Statement with the article that it stands in.
type Quoted struct {
	Statement Statement
	Article   Article // with Body
}
