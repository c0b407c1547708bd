package wording

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/text/lang"
)

// Cover is what a digest was made from: "since Thu 24 Apr 08:00 · 9 developments from 64 articles, 17 outlets · 38 of
// 41 feeds healthy". Times are in loc.
func Cover(d news.Digest, loc *time.Location) string {
	return "since " + shortTime(d.From.In(loc)) + " · " + Read(d)
}

// Read is what a digest was made from without its time: "9 developments from 64 articles, 17 outlets".
func Read(d news.Digest) string {
	return fmt.Sprintf("%s from %s, %s%s", Plural(len(d.Developments), "development"), Plural(d.Articles, "article"),
		Plural(d.Sources, "outlet"), feeds(d)+unread(d))
}

// Quiet is the whole of a digest without developments.
func Quiet(d news.Digest, loc *time.Location) string {
	return "nothing new in " + Plural(d.Articles, "article") + " since " + shortTime(d.From.In(loc)) + feeds(d) +
		unread(d)
}

// Unread leaves of counts by language those of which nothing is known, nil if there are none.
func Unread(languages map[string]int) map[string]int {
	var out map[string]int
	for tag, n := range languages {
		if !lang.Described(tag) {
			if out == nil {
				out = map[string]int{}
			}
			out[tag] = n
		}
	}
	return out
}

// unread names the languages of articles that nobody can say to be of the topic: " · 5 articles in Finnish and Slovene
// not read".
func unread(d news.Digest) string {
	n := 0
	var names []string
	for tag, count := range d.Unread {
		n += count
		names = append(names, lang.Name(tag))
	}
	if n == 0 {
		return ""
	}
	slices.Sort(names)
	const most = 3
	list := strings.Join(names, ", ")
	switch {
	case len(names) > most:
		list = strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more languages", len(names)-most)
	case len(names) > 1:
		list = strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return fmt.Sprintf(" · %s in %s not read", Plural(n, "article"), list)
}

func feeds(d news.Digest) string {
	if d.Feeds.Total == 0 {
		return ""
	}
	return fmt.Sprintf(" · %d of %s healthy", d.Feeds.Healthy, Plural(d.Feeds.Total, "feed"))
}

// Late says when a late digest was due, "" for one that is not late.
func Late(d news.Digest, loc *time.Location) string {
	if d.Due.IsZero() {
		return ""
	}
	return fmt.Sprintf("due %s, composed %s", shortTime(d.Due.In(loc)), d.To.In(loc).Format("15:04"))
}

// Blind is a warning if so many feeds fail that the digest may miss much, "" otherwise.
func Blind(d news.Digest) string {
	if !d.Feeds.Blind() {
		return ""
	}
	return fmt.Sprintf("%d of %s fail: this digest may be missing much. See /sources health",
		d.Feeds.Total-d.Feeds.Healthy, Plural(d.Feeds.Total, "feed"))
}

// Remainder says what a digest does not show: "Not repeated: 31 facts you have read. Left out: 12 minor ones.".
func Remainder(d news.Digest) string {
	var parts []string
	if d.Repeated > 0 {
		parts = append(parts, fmt.Sprintf("Not repeated: %s you have read.", Plural(d.Repeated, "fact")))
	}
	if d.LeftOut > 0 {
		parts = append(parts, fmt.Sprintf("Left out: %s.", Plural(d.LeftOut, "minor one")))
	}
	if d.Hidden > 0 {
		parts = append(parts, fmt.Sprintf("Hidden by whoever manages this bot: %s.", Plural(d.Hidden, "event")))
	}
	if d.Muted > 0 {
		parts = append(parts, fmt.Sprintf("Muted: %s.", Plural(d.Muted, "fact")))
	}
	return strings.Join(parts, " ")
}

// AfterPublication is how long after its article was published an alert was composed: "3 minutes after publication". It
// is "" where no hour is known, and for what is no alert.
func AfterPublication(d news.Digest) string {
	took := d.To.Sub(d.Published)
	switch {
	case d.Alert == 0 || d.Published.IsZero() || took < 0:
		return ""
	case took < time.Minute:
		return "less than a minute after publication"
	case took < 2*time.Hour:
		return Plural(int(took/time.Minute), "minute") + " after publication"
	case took < 48*time.Hour:
		return Plural(int(took/time.Hour), "hour") + " after publication"
	}
	return Plural(int(took/(24*time.Hour)), "day") + " after publication"
}
