// Package extract turns what outlets publish, HTML pages and plain text files in any charset, into title, byline, date
// and body.
//
// [HTML] finds the article on a page and leaves the rest of the page behind: navigation, captions, teasers, newsletter
// forms. A page that is no article (a bot check, a cookie wall, an error page) is an [*Error] that says so; an article
// of which only the beginning is shown is a [Page] with Partial set. [Text] reads a text file, [StripTags] the markup
// of a feed's summary.
//
// Every function is safe on hostile input: it never panics, takes time linear in the input, and returns valid UTF-8
// without control characters.
package extract

import (
	"fmt"
	"time"
)

// Bounds of what is read and returned, in bytes. Beyond them no real article was seen.
const (
	MaxPage     = 8 << 20  // of HTML: the largest of 311 news pages was 2.6 MB, most of it script
	maxBody     = 2 << 20  // of text: what package news stores
	maxTitle    = 1000     // what package news stores
	maxField    = 300      // of every other field
	maxTree     = 2 << 20  // of HTML that is left without scripts, styles and comments
	maxElements = 120_000  // start and end tags of such a page; the largest news page seen had 19,000
	maxText     = 64 << 20 // of a text file
	maxVisible  = 40 << 10 // of text that is searched for the words of a wall
)

// Page is one article as its page presents it.
type Page struct {
	Title     string    // without the outlet's name
	Byline    string    // names of the authors, without "By"
	Site      string    // the outlet, as the page names it
	Language  string    // BCP 47, "" if the page does not say
	Canonical string    // absolute URL, "" if the page names none of its own host
	Text      string    // UTF-8; paragraphs separated by "\n\n"
	Published time.Time // UTC; zero if the page does not say
	DateOnly  bool      // Published has no time of day: midnight UTC stands for the day
	Stated    bool      // Published is what the page tells programs as the time of publication, no guess
	Zoned     bool      // and with its zone
	Partial   string    // why Text is not the whole article, "" if it is
	Several   bool      // Text is what a page says of several articles, in a line or two each
	Posts     []Post    // of a live blog, the newest first; nil if the page is none. Text is all of them
}

// Kind classifies an [Error].
type Kind string

// The kinds of error.
const (
	Binary   Kind = "binary"     // not text
	Charset  Kind = "charset"    // text that no known charset decodes
	Empty    Kind = "empty"      // no text in it
	BadDate  Kind = "date"       // a date that cannot be
	TooLarge Kind = "too large"  // beyond the bounds
	BotCheck Kind = "bot check"  // the server asks for proof of humanity
	Cookies  Kind = "cookies"    // the server asks for consent or cookies first
	Failed   Kind = "error page" // an error page, whatever the HTTP status said
	Login    Kind = "login"      // nothing is shown to those who have no account
)

// Error says why no article could be read. Its message is one line, fit for an operator.
type Error struct {
	Kind    Kind
	Message string
}

func (e *Error) Error() string { return e.Message }

func errorf(kind Kind, format string, args ...any) error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}
