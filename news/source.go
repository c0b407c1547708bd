package news

import (
	"math"
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
	ID       int64  `json:"-"`
	Name     string `json:"name"`                // as readers know it: "Reuters"; unique
	HomePage string `json:"home_page,omitempty"` // absolute URL
	// publisher family; outlets of one family are one origin; "" means Name
	Family   string     `json:"family,omitempty"`
	Country  string     `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Kind     SourceKind `json:"kind,omitempty"`
	Party    string     `json:"party,omitempty"`    // the conflict party that it speaks for, if any
	Aliases  []string   `json:"aliases,omitempty"`  // how others cite it: "AFP", "Agence France-Presse"
	Language string     `json:"language,omitempty"` // BCP 47, of most of its articles
	Owner    string     `json:"owner,omitempty"`    // the Discord server that alone sees it, "" for everybody
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
	case KindUnknown, KindWire, KindNewspaper, KindBroadcaster, KindOfficial, KindStateMedia, KindThinkTank,
		KindAggregator:
	default:
		return Errorf(Invalid,
			"source %q: kind %q is none of wire, newspaper, broadcaster, official, state media, think tank, aggregator",
			s.Name, s.Kind)
	}
	return nil
}

// Feed is an address of a Source that is polled, with what polling it has taught so far. Zero times mean "never".
type Feed struct {
	ID      int64
	Source  Source
	URL     string
	Topics  []string // topic slugs that an admin filed it under (the folders of an OPML file)
	AddedBy string   // "" the configuration, ByOperator, or the id of the Discord server whose admin added it

	ETag         string // kept exactly as sent, RFC 9110 section 8.8.3
	LastModified string // kept exactly as sent, RFC 9110 section 8.8.2

	NextPoll    time.Time
	LastPoll    time.Time
	LastSuccess time.Time
	LastItem    time.Time // when an item last arrived
	LastError   string    // "" after a success
	// what sort of error: a kind of package fetch, "status 404", "feed" for what is none; "" after a success
	ErrorKind string
	Failures  int       // in a row
	Failing   time.Time // since when
	Warning   string    // what was wrong with the feed when it was last read, "" if nothing
	Interval  time.Duration
	Paused    string // why it is not polled, "" if it is

	RedirectURL   string // where a permanent redirect has pointed lately
	RedirectCount int    // how often in a row
	MovedFrom     string // the address it was saved under, if a permanent redirect has changed URL since

	TTL       time.Duration // how long the feed itself asks to be left alone, 0 if it does not
	SkipHours []int         // hours of the day, UTC, in which it asks not to be polled

	Since      time.Time     // from when on items are counted
	Items      float64       // that arrived until LastSuccess, older ones fading: each counts e^-(age/Fading)
	Partials   float64       // of them, those of which only a summary could be had
	Walls      float64       // of those, whose page was no article of theirs
	LongestGap time.Duration // between arrivals, older ones fading; 0 if it is not known yet

	TextSince time.Time // the beginning of the day that TextBytes counts
	TextBytes int64     // of titles and texts that it has brought in that day, revisions included
}

// ByOperator marks a feed that whoever runs the program added.
const ByOperator = "operator"

// Fading is how slowly the past of a feed is forgotten: a week, so that its nights and week-ends count.
const Fading = 7 * 24 * time.Hour

// Faded is the weight of what happened so long ago.
func Faded(age time.Duration) float64 { return math.Exp(-max(age, 0).Seconds() / Fading.Seconds()) }

// PerDay is how many items a day arrive of late.
func (f Feed) PerDay(now time.Time) float64 {
	watched := max(now.Sub(f.Since), 24*time.Hour) // a first hour says nothing of a day
	days := Fading.Hours() / 24 * (1 - Faded(watched))
	return f.Items * Faded(now.Sub(f.LastSuccess)) / days
}

// PartialShare is the share of the items of late of which only a summary could be had, 0 to 1.
func (f Feed) PartialShare() float64 {
	if f.Items == 0 {
		return 0
	}
	return min(f.Partials/f.Items, 1)
}

// WallShare is the share of the items of late whose page was something else than the article, 0 to 1: consent forms,
// proofs of work, other articles.
func (f Feed) WallShare() float64 {
	if f.Items == 0 {
		return 0
	}
	return min(f.Walls/f.Items, 1)
}

// Silent reports whether a feed that can be read has had nothing new for longer than it is its habit: for twice its
// longest gap, and at least a day.
func (f Feed) Silent(now time.Time) bool {
	return f.Healthy() && f.LongestGap > 0 && now.Sub(f.LastItem) > max(2*f.LongestGap, 24*time.Hour)
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

// ItemMarks are what items of a feed are known again by.
type ItemMarks struct{ GUIDs, URLs, Keys, Digests []string }

// FeedItem is what is remembered of an item of a feed, so that it is known again whatever changes about it.
type FeedItem struct {
	Feed   int64  // the feed's id
	Key    string // of its article within the feed's source
	GUID   string // "" if it has none
	URL    string // canonical; "" if it has none, or one that it shares with other items
	Title  string
	Source string // the outlet under which its article is filed, "" for the feed's own

	Digest  string    // of what the feed gave of it when its text was last taken
	Seen    time.Time // when it last stood in the feed, to a day
	Checked time.Time // when its text was last taken
	Edits   int       // how often it was taken again because the feed gave something else
	Tries   int       // how often its page was asked in vain for the whole text
	RetryAt time.Time // when it is asked again; zero if it is not
}

// Owner is the Discord server that alone sees what the feed brings, "" for everybody.
func (f Feed) Owner() string {
	if f.AddedBy == ByOperator {
		return ""
	}
	return f.AddedBy
}
