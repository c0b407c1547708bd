package news

import (
	"net/url"
	"strings"
	"time"
)

// SourceKind says what sort of outlet a Source is.
type SourceKind string

// The kinds of outlet. KindUnknown is honest for a text file without a label: it never counts as an independent origin.
const (
	KindUnknown     SourceKind = ""
	KindWire        SourceKind = "wire"
	KindNewspaper   SourceKind = "newspaper"
	KindBroadcaster SourceKind = "broadcaster"
	KindOfficial    SourceKind = "official"
	KindStateMedia  SourceKind = "state media"
	KindThinkTank   SourceKind = "think tank"
	KindAggregator  SourceKind = "aggregator"
)

// UnknownSource is the name shown for an article that came without one.
const UnknownSource = "unknown outlet"

// Source is an outlet.
type Source struct {
	ID       int64      `json:"-"`
	Name     string     `json:"name"`                // as readers know it: "Reuters"; unique
	HomePage string     `json:"home_page,omitempty"` // absolute URL
	Family   string     `json:"family,omitempty"`    // publisher family; outlets of one family are one origin; "" means Name
	Country  string     `json:"country,omitempty"`   // ISO 3166-1 alpha-2
	Kind     SourceKind `json:"kind,omitempty"`
	Party    string     `json:"party,omitempty"`    // the conflict party that it speaks for, if any
	Aliases  []string   `json:"aliases,omitempty"`  // how others cite it: "AFP", "Agence France-Presse"
	Language string     `json:"language,omitempty"` // BCP 47, of most of its articles
}

// FamilyName is the publisher family, which for a family of one is the name.
func (s Source) FamilyName() string {
	if s.Family != "" {
		return s.Family
	}
	return s.Name
}

// Validate reports what is wrong with s, as an Invalid error.
func (s Source) Validate() error {
	if strings.TrimSpace(s.Name) == "" {
		return Errorf(Invalid, "a source needs a name")
	}
	switch s.Kind {
	case KindUnknown, KindWire, KindNewspaper, KindBroadcaster, KindOfficial, KindStateMedia, KindThinkTank, KindAggregator:
	default:
		return Errorf(Invalid, "source %q: kind %q is none of wire, newspaper, broadcaster, official, state media, think tank, aggregator", s.Name, s.Kind)
	}
	return nil
}

// Feed is an address of a Source that is polled, with what polling it has taught so far. Zero times mean "never".
type Feed struct {
	ID     int64
	Source Source
	URL    string
	Topics []string // topic slugs that an admin filed it under (the folders of an OPML file)

	ETag         string // kept exactly as sent, RFC 9110 section 8.8.3
	LastModified string // kept exactly as sent, RFC 9110 section 8.8.2

	NextPoll    time.Time
	LastPoll    time.Time
	LastSuccess time.Time
	LastItem    time.Time // when an item last arrived
	LastError   string    // "" after a success
	Failures    int       // in a row
	Interval    time.Duration
	Paused      string // why it is not polled, "" if it is

	RedirectURL   string // where a permanent redirect has pointed lately
	RedirectCount int    // how often in a row
}

// Validate reports what is wrong with f, as an Invalid error.
func (f Feed) Validate() error {
	u, err := url.Parse(f.URL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return Errorf(Invalid, "feed address %q is not an http or https URL", f.URL)
	}
	return f.Source.Validate()
}

// Healthy reports whether the feed is polled and its last poll succeeded.
func (f Feed) Healthy() bool { return f.Paused == "" && f.LastError == "" && !f.LastSuccess.IsZero() }
