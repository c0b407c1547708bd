package bot

import (
	"context"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"sitrep/bot/gateway"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/picture"
)

// Options are what the bot needs beside its store. The zero value of every field has a meaning, but Compose must be
// set.
type Options struct {
	Token   string       // without "Bot "
	APIURL  string       // of Discord's API, with or without /api/v10; "" is Discord itself
	Guild   string       // register commands in this server only, where changes show at once; "" is everywhere
	Form    message.Form // "" is FormComponents
	Publish bool         // publish digests in announcement channels to the servers that follow them
	Version string
	Contact string // of whoever runs the program, for Discord's logs; may be ""
	Zone    string // IANA name, of schedules and of times where nobody says otherwise; "" is UTC
	// Language is what is said where a server's admins have set nothing, a BCP 47 tag; "" is Discord's own for it.
	Language string
	Topics   []news.Topic
	Zones    Zones    // of places; nil knows only what zones are called
	Parties  []string // the sides for which outlets may speak
	Compose  func(ctx context.Context, q digest.Request) (news.Digest, error)
	// Read finds the names of people, organisations and places in a text, and other words that may be names: a surname
	// alone in a question is hard to tell from any other word. Nil finds none.
	Read func(text string) (names, words []string)
	// Belongs reports whether an article's words make it belong to a topic; nil takes what a search for them finds.
	Belongs func(t news.Topic, a news.Article) bool
	// Locate finds a town or the like by its name; false for what is none, or a whole country. Nil finds none.
	Locate func(name string) (news.Point, bool)
	Now    func() time.Time // nil is time.Now

	Pictures *picture.Gallery // draws maps and plots; nil draws none
	// Precision says how large a place is, "" for one that is not known. Nil knows none: then only what a sentence
	// says to have happened at a place is drawn on a map.
	Precision func(p news.Place) news.Precision
	// Place is what news call the place of a name today: "Kyiv" for "Kiev"; "" for none. Nil knows none.
	Place func(name string) string

	Roster   Roster                                              // nil: nobody can change the list of feeds here
	Download func(ctx context.Context, f Upload) ([]byte, error) // the content of a file; must be set if Roster is

	// Several processes that speak for one bot share these; nil if there is one.
	Claims gateway.Claims // of the shards
	Ledger Ledger         // of Discord's limits

	Transport http.RoundTripper // to Discord; nil is the default one
	Dialer    *websocket.Dialer // to its gateway; nil is the default one
}

// Ledger is where processes take turns with their requests to Discord: see [rest.Ledger].
type Ledger interface {
	DiscordTurn(ctx context.Context, every, catchUp time.Duration) (news.Turn, error)
	DiscordTold(ctx context.Context, refused int, pause, ban time.Duration) error
}

// turns is a Ledger as package rest wants it.
type turns struct{ Ledger }

func (t turns) Turn(ctx context.Context, every, catchUp time.Duration) (rest.Turn, error) {
	turn, err := t.DiscordTurn(ctx, every, catchUp)
	return rest.Turn(turn), err
}

func (t turns) Told(ctx context.Context, refused int, pause, ban time.Duration) error {
	return t.DiscordTold(ctx, refused, pause, ban)
}

// Zones finds IANA time zones by where people are.
type Zones interface {
	Of(place string) []string    // of a city or a country, the likeliest first; none if there is no such place
	Near(locale string) []string // of the country of a locale, a BCP 47 tag
}

// Roster changes the list of feeds. by is news.ByOperator or the id of a server, which may remove what it added and no
// more. What whoever asks can do something about is a *news.Error.
type Roster interface {
	// Add finds the feed at an address, or that of the page there, and adds it.
	Add(ctx context.Context, e news.Enrolment) (news.Discovery, error)
	// Remove takes a feed off the list, by its address or the name of its outlet.
	Remove(ctx context.Context, name, by string) (news.Feed, error)
	// Import adds the feeds of an OPML list.
	Import(ctx context.Context, opml []byte, by string) (news.FeedImport, error)
	// Export writes the list as OPML.
	Export(ctx context.Context, by string) ([]byte, error)
}
