package config

import (
	"strings"
	"time"
)

// Config is everything that an operator can set. Its TOML keys are the field tags.
type Config struct {
	Database      Database       `toml:"database"`
	Discord       Discord        `toml:"discord"`
	Poll          Poll           `toml:"poll"`
	Retention     Retention      `toml:"retention"`
	Digest        Digest         `toml:"digest"`
	Web           Web            `toml:"web"`
	Log           Log            `toml:"log"`
	Catalogue     CatalogueUse   `toml:"catalogue"`
	Sources       []Source       `toml:"sources"`
	Topics        []Topic        `toml:"topics"`
	Subscriptions []Subscription `toml:"subscriptions"`

	from origin // where the values stand, for errors
}

// Database says where everything is stored.
type Database struct {
	Path  string `toml:"path"`  // of the SQLite file
	URL   Secret `toml:"url"`   // of a PostgreSQL database, which then is used in the file's place
	Cache Bytes  `toml:"cache"` // for pages in memory
}

// Location is the address of the PostgreSQL database, if there is one, or the path of the file. It may hold a password.
func (d Database) Location() string {
	if d.URL.IsSet() {
		return d.URL.Reveal()
	}
	return d.Path
}

// At is d at another location.
func (d Database) At(location string) Database {
	if isPostgres(location) {
		d.URL = NewSecret(location)
	} else {
		d.Path, d.URL = location, Secret{}
	}
	return d
}

func isPostgres(location string) bool {
	return strings.HasPrefix(location, "postgres://") || strings.HasPrefix(location, "postgresql://")
}

// Discord says how to reach Discord. Without a token the bot polls and stores, and nothing is sent.
type Discord struct {
	Token      Secret `toml:"token"`
	TokenFile  string `toml:"token_file"` // after Load, Token holds its content
	APIURL     string `toml:"api_url"`
	PublicKey  string `toml:"public_key"` // of the application, in hexadecimal; "" takes no interactions by HTTP
	Components string `toml:"components"` // "v2" or "embeds"
	Language   string `toml:"language"`   // where a server's admins have set none, a BCP 47 tag; "" is Discord's for it
	Guild      string `toml:"guild"`      // where commands are registered at once; "" registers them everywhere
	Pictures   bool   `toml:"pictures"`   // maps at the head of digests, plots of figures
	Publish    bool   `toml:"publish"`    // digests in announcement channels, to the servers that follow them

	FeedsPerServer int `toml:"feeds_per_server"` // that the admins of one server may add; 0 forbids it
}

// Poll says how feeds and pages are fetched.
type Poll struct {
	Workers      int      `toml:"workers"` // feeds fetched at a time, over all hosts, and as many pages
	MinInterval  Duration `toml:"min_interval"`
	MaxInterval  Duration `toml:"max_interval"`
	UserAgent    string   `toml:"user_agent"`
	Contact      string   `toml:"contact"` // address or URL that the User-Agent names, for whoever minds being polled
	Timeout      Duration `toml:"timeout"` // of one request, all in all
	MaxBytes     Bytes    `toml:"max_bytes"`
	KeepPages    Duration `toml:"keep_pages"`    // how long the pages of articles are kept; 0 keeps none
	PagesQuota   Bytes    `toml:"pages_quota"`   // that they may have together, compressed; the oldest go first
	FeedQuota    Bytes    `toml:"feed_quota"`    // text that one feed may bring in a day
	AllowPrivate []string `toml:"allow_private"` // hosts, addresses or CIDR blocks that may be private or loopback
}

// Retention says how long texts are kept; 0 is for good. What digests showed, where it stands, and the sentences that
// facts are made of stay.
type Retention struct {
	Articles  Duration `toml:"articles"`  // of conflict news
	OffTopic  Duration `toml:"off_topic"` // of what was kept out
	Revisions Duration `toml:"revisions"` // of earlier revisions
}

// Digest holds what a subscription does not say itself.
type Digest struct {
	Zone  string `toml:"zone"`  // IANA name
	Style string `toml:"style"` // "brief", "standard" or "full"
}

// Web says where the read-only pages, /healthz and /metrics are served.
type Web struct {
	Listen string   `toml:"listen"` // host:port; "" serves nothing
	Hosts  []string `toml:"hosts"`  // names that they are served for, besides addresses and localhost
}

// Log says what is logged to standard error.
type Log struct {
	Level  string `toml:"level"`  // "debug", "info", "warn" or "error"
	Format string `toml:"format"` // "text" or "json"
}

// CatalogueUse says which outlets of the catalogue are polled. See [Catalogue].
type CatalogueUse struct {
	Use       bool     `toml:"use"`
	Languages []string `toml:"languages"` // BCP 47; empty means all
	Only      []string `toml:"only"`      // names; if not empty, no others, whatever their language
	Except    []string `toml:"except"`    // names
	Also      []string `toml:"also"`      // names of those that are off unless somebody asks for them: channels
}

// Source is an outlet. Kind is one of those that package news knows.
type Source struct {
	Name     string   `toml:"name"`
	Home     string   `toml:"home"`
	Family   string   `toml:"family"`  // publisher family; outlets of one family are one origin; "" means Name
	Country  string   `toml:"country"` // ISO 3166-1 alpha-2
	Kind     string   `toml:"kind"`
	Party    string   `toml:"party"` // the conflict party that it speaks for
	Language string   `toml:"language"`
	Aliases  []string `toml:"aliases"`
	Feeds    []Feed   `toml:"feeds"`
	Off      bool     `toml:"off"` // not polled unless [catalogue] also or only names it
}

// Feed is the address of a feed. In TOML it is the address alone, or a table if it is filed under topics.
type Feed struct {
	URL    string   `toml:"url"`
	Topics []string `toml:"topics"` // slugs
}

// UnmarshalText reads an address alone.
func (f *Feed) UnmarshalText(b []byte) error {
	*f = Feed{URL: string(b)}
	return nil
}

// Topic is a named filter over what articles are about.
type Topic struct {
	Slug      string   `toml:"slug"`
	Name      string   `toml:"name"`
	Words     []string `toml:"words"`     // matched on stems, any case; a phrase must stand together
	Entities  []string `toml:"entities"`  // names or aliases
	Countries []string `toml:"countries"` // ISO 3166-1 alpha-2, of places mentioned
	Sources   []string `toml:"sources"`   // if not empty, only these outlets
	Exclude   []string `toml:"exclude"`   // words that keep an article out
	Sign      string   `toml:"sign"`      // one emoji, shown before the name
	Colour    int      `toml:"colour"`    // 0xRRGGBB
}

// Subscription asks for a topic's digest in one channel.
type Subscription struct {
	Channel  string `toml:"channel"`  // Discord id
	Topic    string `toml:"topic"`    // slug, "" for everything
	Schedule string `toml:"schedule"` // five cron fields, or @every; package digest judges it
	Zone     string `toml:"zone"`     // IANA name, "" for digest.zone
	Style    string `toml:"style"`    // "" for digest.style
}

// Default returns the configuration of an empty file.
func Default() Config {
	return Config{
		Database: Database{Path: "sitrep.db", Cache: 32 << 20},
		Discord:  Discord{APIURL: "https://discord.com", Components: "v2", Pictures: true, FeedsPerServer: 50},
		Poll: Poll{
			Workers:     8,
			MinInterval: Duration(5 * time.Minute),
			MaxInterval: Duration(6 * time.Hour),
			UserAgent:   "Sitrep",
			Timeout:     Duration(30 * time.Second),
			MaxBytes:    8 << 20,
			KeepPages:   Duration(30 * 24 * time.Hour),
			PagesQuota:  1 << 30,
			FeedQuota:   16 << 20,
		},
		Retention: Retention{
			Articles:  Duration(365 * 24 * time.Hour),
			OffTopic:  Duration(30 * 24 * time.Hour),
			Revisions: Duration(90 * 24 * time.Hour),
		},
		Digest:    Digest{Zone: "UTC", Style: "standard"},
		Web:       Web{Listen: "127.0.0.1:8080"},
		Log:       Log{Level: "info", Format: "text"},
		Catalogue: CatalogueUse{Use: true, Languages: []string{"en"}},
	}
}
