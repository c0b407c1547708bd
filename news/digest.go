package news

import "time"

// Topic is a named filter over what articles are about. An article belongs to it when Words and Places and the rest
// give it enough weight: see package story.
type Topic struct {
	Slug string `toml:"slug" json:"slug"` // "ukraine-war"
	Name string `toml:"name" json:"name"` // "Ukraine war"
	// matched on stems, any case; a phrase must stand together
	Words     []string `toml:"words" json:"words,omitempty"`
	Entities  []string `toml:"entities" json:"entities,omitempty"`   // names or aliases
	Countries []string `toml:"countries" json:"countries,omitempty"` // ISO 3166-1 alpha-2, of places mentioned
	Sources   []string `toml:"sources" json:"sources,omitempty"`     // if not empty, only these outlets
	Exclude   []string `toml:"exclude" json:"exclude,omitempty"`     // words that keep an article out
	Sign      string   `toml:"sign" json:"sign,omitempty"`           // one emoji, shown before the name
	Colour    int      `toml:"colour" json:"colour,omitempty"`       // 0xRRGGBB
}

// Change is why a fact is shown (again).
type Change string

// The changes.
const (
	ChangeNew    Change = "new"
	ChangeFigure Change = "figure"
	ChangeStatus Change = "status"
	ChangeOrigin Change = "origin"
	// Whoever said it has corrected it or taken it back: the old stands beside the new.
	ChangeCorrection Change = "correction"
)

// Known is the state in which a fact was last shown to a channel.
type Known struct {
	Fact    int64     `json:"fact"`
	Status  Status    `json:"status"`
	Origins int       `json:"origins"` // independent ones
	Figures []Figure  `json:"figures,omitempty"`
	Time    time.Time `json:"time"`
}

// Development is what a reader is shown: a fact, with those that belong to it, that is new to them.
type Development struct {
	Headline    string      `json:"headline"`        // verbatim: a span of Sentences[0], or the title of its article
	Event       int64       `json:"event,omitempty"` // what happened; 0 where it is not known
	Story       int64       `json:"story"`
	Facts       []int64     `json:"facts"`
	Time        time.Time   `json:"time"` // of the article that tells it, Sentences[0]
	Change      Change      `json:"change"`
	Status      Status      `json:"status"`
	Hedged      bool        `json:"hedged,omitempty"` // nobody who says so stands by it: "unconfirmed"
	By          string      `json:"by,omitempty"`     // who claims or denies, for "claimed by …"
	Sentences   []Sentence  `json:"sentences"`
	Against     []Sentence  `json:"against,omitempty"` // what denies or disputes it
	Origins     []Origin    `json:"origins"`
	Outlets     int         `json:"outlets"`     // how many carry it
	Independent int         `json:"independent"` // how many independent origins stand behind it
	Statements  []Statement `json:"statements"`
	Figures     []Figure    `json:"figures"`
	Before      []Figure    `json:"before,omitempty"` // what Figures were when last shown
	Places      []Place     `json:"places"`
	Where       *Where      `json:"where,omitempty"` // it happened; nil where nobody says or nobody can place it
	Known       []Known     `json:"-"`               // the state shown, to be recorded with the delivery
}

// Where is the place of an event on a map.
type Where struct {
	Place
	Precision Precision `json:"precision"`
}

// Health counts feeds.
type Health struct {
	Healthy int `json:"healthy"`
	Total   int `json:"total"`
}

// Blind reports whether most feeds fail: so much may be missing that a reader has to be told.
func (h Health) Blind() bool { return h.Total > 0 && 2*h.Healthy < h.Total }

// Digest is the ordered developments for one topic and window.
type Digest struct {
	ID           int64         `json:"id,omitempty"`
	Owner        string        `json:"-"`     // the server that alone may see it, "" for everybody
	Topic        string        `json:"topic"` // slug, "" for everything
	Name         string        `json:"name"`  // of the topic, as shown
	Sign         string        `json:"sign,omitempty"`
	Colour       int           `json:"colour,omitempty"`
	Zone         string        `json:"zone"` // IANA name; times are shown in it
	From         time.Time     `json:"from"`
	To           time.Time     `json:"to"`
	Due          time.Time     `json:"due,omitzero"`    // when a late digest was due, else zero
	Alert        int           `json:"alert,omitempty"` // of an alert: how many independent origins its watch asks for
	Articles     int           `json:"articles"`        // read in the window, of the topic
	Sources      int           `json:"sources"`         // outlets among them
	Feeds        Health        `json:"feeds"`
	Developments []Development `json:"developments"`
	Repeated     int           `json:"repeated"`         // facts seen again in the window that the channel has read
	LeftOut      int           `json:"left_out"`         // new facts that are too minor to show
	Hidden       int           `json:"hidden,omitempty"` // events that whoever runs the bot has nobody told of

	// Unread is how many articles of the window are in languages of which nothing is known, by tag: none says whether
	// they are of the topic.
	Unread map[string]int `json:"unread,omitempty"`
	Muted  int            `json:"muted,omitempty"` // facts that the channel has muted
	// of an alert: when the article was published that made its first development one; zero where no hour is known
	Published time.Time `json:"published,omitzero"`
	Short     bool      `json:"short,omitempty"` // of a quiet day: it is told in one line
	// of a subscription's digest: the last article that the digest before looked at, 0 for the first
	After   int64   `json:"-"`
	Through int64   `json:"-"` // the last article that this one looks at
	Minor   []int64 `json:"-"` // those of LeftOut that were looked at

	// Amended is what has turned out differently about it since, by item.
	Amended []Amendment `json:"-"`
	// Corrected is what has turned out differently about what the channel was told before. Of a correction, which has
	// no developments, it is all that is told.
	Corrected  []Amendment `json:"corrected,omitempty"`
	Correction bool        `json:"correction,omitempty"`
	// Settled are the facts of which Corrected tells all that is new, as they stand now.
	Settled []Known `json:"-"`
}

// Style is how long a digest is.
type Style string

// The styles.
const (
	Brief    Style = "brief"
	Standard Style = "standard"
	Full     Style = "full"
)

// SubscriptionKind is what a subscription asks for.
type SubscriptionKind string

// The kinds of subscription.
const (
	Scheduled SubscriptionKind = ""      // a digest on a schedule
	Watch     SubscriptionKind = "watch" // an alert when something about its subject has enough independent origins
)

// Subscription asks for a Topic's digest in one channel on a schedule, or for alerts about a Topic or an Entity.
type Subscription struct {
	ID        int64
	Kind      SubscriptionKind
	Guild     string // Discord ids are decimal strings; "" for what comes to somebody by direct message
	Channel   string
	Topic     string // slug, or several with commas between; "" for everything
	About     int64  // of a watch: the entity, 0 for a topic
	AboutName string // what the entity, the word or the place is called
	Origins   int    // of a watch: how many independent origins make an alert
	Schedule  string // five cron fields, or @every; "" for a watch
	Zone      string // IANA name
	Style     Style
	Mention   string // id of a role to mention, "" for none
	By        string // id of whoever made it
	Created   time.Time
	NextAt    time.Time // when the next digest is due, UTC; of a watch: until when alerts are gathered
	LastAt    time.Time // when the last one was composed; zero if none
	// LastArticle is the article up to which digests have told or counted everything; 0 for none. Articles that are
	// stored later have higher ids, whatever their dates.
	LastArticle int64
	Paused      string    // why nothing is sent, "" if it is
	Blocked     bool      // paused because Discord refuses: it goes on by itself when Discord does not any more
	Told        time.Time // when an admin was told that it is blocked; zero if nobody was
	Revision    int       // counts what admins changed, so that two at once do not undo each other's work
	Preferences Preferences
}

// DeliveryState is where a Delivery is on its way.
type DeliveryState string

// The states.
const (
	Pending DeliveryState = "pending"
	Sending DeliveryState = "sending" // claimed by a worker until its lease ends
	Sent    DeliveryState = "sent"
	Failed  DeliveryState = "failed" // given up; Error says why
)

// Delivery is one digest on its way to one channel.
type Delivery struct {
	ID           int64
	Subscription int64
	Digest       Digest
	Guild        string
	Channel      string
	Mention      string
	Plain        bool   // see Preferences
	Language     string // see Preferences
	Nonce        string // makes a resend idempotent; at most 25 characters (Discord's limit)
	State        DeliveryState
	Attempt      int // 1 for the first
	NotBefore    time.Time
	Message      string // id of the message sent
	Error        string
	Created      time.Time

	Threads Threads // as the subscription wants it
	Story   int64   // whose thread it belongs to, 0 for none
	Thread  string  // in which its message stands, or is to stand; "" for none

	Corrects Posted // of a correction: the message that it is about
}

// Composed is a digest for one subscription, to be committed. The same Digest may be several subscriptions'.
type Composed struct {
	Subscription Subscription
	Digest       *Digest
	Next         time.Time // when the next one is due
	Silent       bool      // it is not sent
}
