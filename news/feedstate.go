package news

import (
	"cmp"
	"strings"
	"time"
)

// FeedState is how a feed fares.
type FeedState string

// The states, the worst first.
const (
	FeedPaused  FeedState = "paused"  // it is not polled any more
	FeedFailing FeedState = "failing" // the last poll failed
	FeedSilent  FeedState = "silent"  // it has had nothing new for longer than is its habit
	FeedPartial FeedState = "partial" // mostly summaries, without their whole texts
	FeedWaiting FeedState = "waiting" // not polled yet
	FeedHealthy FeedState = "healthy"
)

// FeedStates lists all states, the worst first.
func FeedStates() []FeedState {
	return []FeedState{FeedPaused, FeedFailing, FeedSilent, FeedPartial, FeedWaiting, FeedHealthy}
}

// State tells how f fares.
func (f Feed) State(now time.Time) FeedState {
	const enough = 5 // items to judge by
	switch {
	case f.Paused != "":
		return FeedPaused
	case f.LastError != "":
		return FeedFailing
	case f.LastSuccess.IsZero():
		return FeedWaiting
	case f.Silent(now):
		return FeedSilent
	case f.Items >= enough && f.PartialShare() > 0.5:
		return FeedPartial
	}
	return FeedHealthy
}

// Trouble says what is wrong with a feed, and what whoever runs Sitrep can do about it; both are empty if nothing is.
// Feeds with the same trouble have the same words.
func (f Feed) Trouble(now time.Time) (what, advice string) {
	switch f.State(now) {
	case FeedPaused:
		return f.pause()
	case FeedFailing:
		return f.failure()
	case FeedSilent:
		return "nothing new for longer than ever", "see whether the outlet publishes at another address now"
	case FeedPartial:
		return "only summaries can be had", "the outlet does not let the bot read its pages: set poll.contact, and " +
			"ask it"
	}
	return "", ""
}

func (f Feed) pause() (what, advice string) {
	switch {
	case f.ErrorKind == "gone":
		return f.Paused, "add its new address, then bot feeds remove ADDRESS"
	case f.LastError == "":
		return f.Paused, "bot feeds remove ADDRESS"
	}
	what, advice = f.failure()
	advice = strings.TrimPrefix(strings.TrimPrefix(advice, byItself), "; ") // not any more
	if advice != "" {
		advice += "; then "
	}
	return f.Paused + ": " + what, advice + "bot feeds resume ADDRESS"
}

const byItself = "it is tried again by itself"

// failure explains the kind of error that a feed failed with last.
func (f Feed) failure() (what, advice string) {
	if status, ok := strings.CutPrefix(f.ErrorKind, "status "); ok {
		switch {
		case status == "404":
			return "not found (404)", "find the feed's new address on the outlet's page"
		case status == "401" || status == "403" || status == "451":
			return "refused (" + status + ")", "set poll.contact, and ask the outlet to let the bot in"
		case strings.HasPrefix(status, "5"):
			return "the server is in trouble (" + status + ")", byItself
		}
		return "refused (" + status + ")", "see what the address says in a browser"
	}
	if t, ok := troubles[f.ErrorKind]; ok {
		return t.what, t.advice
	}
	return cmp.Or(f.ErrorKind, "it cannot be read"), byItself
}

// troubles are the kinds of error of package fetch, and two of what comes back, in words.
var troubles = map[string]struct{ what, advice string }{
	"dns":       {"the host's name is unknown", "check the address; if all feeds fail so, this machine's network"},
	"network":   {"the server does not answer", byItself + "; if all feeds fail so, check this machine's network"},
	"timeout":   {"the server does not answer", byItself + "; if all feeds fail so, check this machine's network"},
	"private":   {"the address is not public", "if it is meant, add it to poll.allow_private"},
	"tls":       {"the server's certificate is refused", byItself + "; see what a browser says of it"},
	"too large": {"the answer is too large", "raise poll.max_bytes"},
	"busy":      {"the server asks to be left alone", "nothing: it is obeyed"},
	"redirects": {"the redirects lead nowhere", "find the feed's new address on the outlet's page"},
	"page":      {"a web page, not a feed", "add the address that the page names"},
	"feed":      {"what comes is no feed", byItself + "; see what a browser shows there"},
	"slow":      {"the server is too slow", byItself},
	"bomb":      {"the server's answer is broken", byItself},
	"encoding":  {"the server's answer is broken", byItself},
	"protocol":  {"the server's answer is broken", byItself},
	"bad url":   {"no web address", "correct it in the configuration"},
}

// Enrolment asks for a feed to be polled.
type Enrolment struct {
	Address string   // of the feed, or of a page that names its feeds
	Name    string   // of the outlet; "" for what the feed calls itself
	Topics  []string // slugs that it is filed under
	By      string   // ByOperator or the id of a Discord server
}

// Discovery is what was found at an address that somebody gave.
type Discovery struct {
	Feed      Feed // with its outlet; stored if it has an ID
	Title     string
	Items     int
	Newest    time.Time // the date of the newest item, zero if no item has one
	Summaries int       // items without their whole text
	Others    []string  // feeds that the page names besides
}

// FeedImport is what came of a list of feeds.
type FeedImport struct {
	Added   []Feed
	Known   int           // there already
	Left    int           // over the number that may be added
	Refused []RefusedFeed // what is no feed's address
	Folders []string      // names of folders that are no topic
}

// RefusedFeed is a feed of a list that was not added.
type RefusedFeed struct{ URL, Reason string }
