package wording

import (
	"cmp"
	"strings"
	"time"

	"sitrep/news"
)

// Trouble says what is wrong with a feed, and, in English, what whoever runs Sitrep can do about it; both are empty if
// nothing is.
// Feeds with the same trouble have the same words.
func (w *Words) Trouble(f news.Feed, now time.Time) (what, advice string) {
	f.Paused, f.LastError = news.Redacted(f.Paused), news.Redacted(f.LastError)
	switch f.State(now) {
	case news.FeedPaused:
		return w.paused(f)
	case news.FeedFailing:
		return w.failure(f)
	case news.FeedSilent:
		return w.Say("nothing new for longer than ever"), "see whether the outlet publishes at another address now"
	case news.FeedPartial:
		if 2*f.WallShare() > f.PartialShare() {
			return w.Say("its pages are not the articles: walls, or other pages, stand in their place"),
				"see what a page shows in a private window; set poll.contact, and ask the outlet to let the bot in"
		}
		return w.Say("only summaries can be had"),
			"the outlet does not let the bot read its pages: set poll.contact, and ask it"
	}
	return "", ""
}

func (w *Words) paused(f news.Feed) (what, advice string) {
	switch {
	case f.ErrorKind == "gone":
		return f.Paused, "add its new address, then sitrep feeds remove ADDRESS"
	case f.LastError == "":
		return f.Paused, "sitrep feeds remove ADDRESS"
	}
	what, advice = w.failure(f)
	advice = strings.TrimPrefix(strings.TrimPrefix(advice, byItself), "; ") // not any more
	if advice != "" {
		advice += "; then "
	}
	return w.Say("%s: ", f.Paused) + what, advice + "sitrep feeds resume ADDRESS"
}

const byItself = "it is tried again by itself"

// failure explains the kind of error that a feed failed with last.
func (w *Words) failure(f news.Feed) (what, advice string) {
	if status, ok := strings.CutPrefix(f.ErrorKind, "status "); ok {
		switch {
		case status == "404":
			return w.Say("not found (404)"), "find the feed's new address on the outlet's page"
		case status == "401" || status == "403" || status == "451":
			return w.Say("refused (%s)", status), "set poll.contact, and ask the outlet to let the bot in"
		case strings.HasPrefix(status, "5"):
			return w.Say("the server is in trouble (%s)", status), byItself
		}
		return w.Say("refused (%s)", status), "see what the address says in a browser"
	}
	if t, ok := troubles[f.ErrorKind]; ok {
		return w.Say(t.what), t.advice
	}
	return cmp.Or(f.ErrorKind, w.Say("it cannot be read")), byItself
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
