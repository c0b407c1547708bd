package news

import (
	"strings"
	"time"
	"unicode/utf8"
)

// Bounds of what is stored. A longer body is cut at a paragraph and marked partial, never refused.
const (
	MaxBody  = 2 << 20 // bytes; beyond it no real article was seen, only concatenated archives
	MaxTitle = 1000    // bytes
)

// Article is one published text in one revision. An edited article becomes a new Article with the same Key and the next
// Revision; the older one stays, so that every span ever shown can still be looked up.
type Article struct {
	ID        int64
	Key       string // identity within its source: GUID, else canonical URL, else a digest of the content
	Revision  int    // 1 for the first
	Source    Source
	FeedID    int64  // 0 if it was imported
	GUID      string // as the feed gave it
	URL       string // as the feed gave it
	Canonical string // the URL without tracking, as the page or we canonicalise it
	Title     string
	Byline    string
	Language  string // BCP 47, "" if unknown
	Body      string // UTF-8; paragraphs separated by "\n\n"

	Published time.Time // zero if the outlet does not say
	DateOnly  bool      // Published has no time of day: midnight UTC stands for the day
	Seen      time.Time // when Sitrep first read this revision
	Partial   bool      // the body is a summary, a stub or was cut
	OffTopic  bool      // no conflict news: stored and searchable, but no part of any story

	// the SHA-256, in hex, of a text that is kept no longer, "" while it is. Body then has the sentences of its facts,
	// where they stood, and blanks for the rest
	Digest string

	// topic slugs that its feed is filed under: it belongs to them, whatever its words. Not stored with it
	Filed []string
	// the title of what it is an entry of, a live blog, which says what it is about. Not stored with it
	Context string
}

// Time is when the article counts as published: Published, unless that is missing or more than a day ahead of Seen.
func (a Article) Time() time.Time {
	if a.Published.IsZero() || (!a.Seen.IsZero() && a.Published.After(a.Seen.Add(24*time.Hour))) {
		return a.Seen
	}
	return a.Published
}

// Validate reports what makes a unfit to be stored, as an Invalid error.
func (a Article) Validate() error {
	switch {
	case a.Key == "":
		return Errorf(Invalid, "article %q has no key", a.Title)
	case strings.TrimSpace(a.Body) == "":
		return Errorf(Invalid, "the text is empty")
	case !utf8.ValidString(a.Body) || !utf8.ValidString(a.Title):
		return Errorf(Invalid, "the text is not UTF-8")
	case len(a.Body) > MaxBody:
		return Errorf(Invalid, "the text is %d bytes long, at most %d are stored", len(a.Body), MaxBody)
	}
	return a.Source.Validate()
}
