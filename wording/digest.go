package wording

import (
	"slices"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/text/lang"
)

// Cover is what a digest was made from: "since Thu 24 Apr 08:00 · 9 developments from 64 articles, 17 outlets · 38 of
// 41 feeds healthy". Times are in loc.
func (w *Words) Cover(d news.Digest, loc *time.Location) string {
	return w.Say("since %s", w.shortTime(d.From.In(loc))) + " · " + w.Read(d)
}

// Read is what a digest was made from without its time: "9 developments from 64 articles, 17 outlets".
func (w *Words) Read(d news.Digest) string {
	return w.Count(len(d.Developments), "%s development", "%s developments") + " " +
		w.Count(d.Articles, "from %s article", "from %s articles") + w.Say(", ") +
		w.Count(d.Sources, "%s outlet", "%s outlets") + w.feeds(d) + w.unread(d)
}

// Quiet is the whole of a digest without developments.
func (w *Words) Quiet(d news.Digest, loc *time.Location) string {
	return w.Count(d.Articles, "nothing new in %s article since %s", "nothing new in %s articles since %s",
		w.shortTime(d.From.In(loc))) + w.feeds(d) + w.unread(d)
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
func (w *Words) unread(d news.Digest) string {
	n := 0
	var names []string
	for tag, count := range d.Unread {
		n += count
		names = append(names, w.Language(tag))
	}
	if n == 0 {
		return ""
	}
	slices.Sort(names)
	const most = 3
	list := w.List(names)
	if more := len(names) - most; more > 0 {
		list = strings.Join(names[:most], w.Say(", ")) + " " +
			w.Count(more, "and %s more language", "and %s more languages")
	}
	return " · " + w.Count(n, "%s article in %s not read", "%s articles in %s not read", list)
}

// List are things one after the other: "Finnish, Georgian and Urdu".
func (w *Words) List(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return w.Say("%s and %s", strings.Join(all[:last], w.Say(", ")), all[last])
}

func (w *Words) feeds(d news.Digest) string {
	if d.Feeds.Total == 0 {
		return ""
	}
	return " · " + w.Healthy(d.Feeds)
}

// Healthy is how many of all feeds can be read: "38 of 41 feeds healthy".
func (w *Words) Healthy(h news.Health) string {
	return w.Count(h.Total, "%[2]s of %[1]s feed healthy", "%[2]s of %[1]s feeds healthy", w.Number(float64(h.Healthy)))
}

// Late says when a late digest was due, "" for one that is not late.
func (w *Words) Late(d news.Digest, loc *time.Location) string {
	if d.Due.IsZero() {
		return ""
	}
	return w.Say("due %s, composed %s", w.shortTime(d.Due.In(loc)), d.To.In(loc).Format("15:04"))
}

// Blind is a warning if so many feeds fail that the digest may miss much, "" otherwise.
func (w *Words) Blind(d news.Digest) string {
	if !d.Feeds.Blind() {
		return ""
	}
	return w.Count(d.Feeds.Total, "%[2]s of %[1]s feed fail: this digest may be missing much. See /sources health",
		"%[2]s of %[1]s feeds fail: this digest may be missing much. See /sources health",
		w.Number(float64(d.Feeds.Total-d.Feeds.Healthy)))
}

// Remainder says what a digest does not show: "Not repeated: 31 facts you have read. Left out: 12 minor ones.".
func (w *Words) Remainder(d news.Digest) string {
	var parts []string
	if d.Repeated > 0 {
		parts = append(parts, w.Count(d.Repeated, "Not repeated: %s fact you have read.",
			"Not repeated: %s facts you have read."))
	}
	if d.LeftOut > 0 {
		parts = append(parts, w.Count(d.LeftOut, "Left out: %s minor one.", "Left out: %s minor ones."))
	}
	if d.Hidden > 0 {
		parts = append(parts, w.Count(d.Hidden, "Hidden by whoever manages this bot: %s event.",
			"Hidden by whoever manages this bot: %s events."))
	}
	if d.Muted > 0 {
		parts = append(parts, w.Count(d.Muted, "Muted: %s fact.", "Muted: %s facts."))
	}
	return strings.Join(parts, " ")
}

// AfterPublication is how long after its article was published an alert was composed: "3 minutes after publication". It
// is "" where no hour is known, and for what is no alert.
func (w *Words) AfterPublication(d news.Digest) string {
	took := d.To.Sub(d.Published)
	switch {
	case d.Alert == 0 || d.Published.IsZero() || took < 0:
		return ""
	case took < time.Minute:
		return w.Say("less than a minute after publication")
	case took < 2*time.Hour:
		return w.Count(int(took/time.Minute), "%s minute after publication", "%s minutes after publication")
	case took < 48*time.Hour:
		return w.Count(int(took/time.Hour), "%s hour after publication", "%s hours after publication")
	}
	return w.Count(int(took/(24*time.Hour)), "%s day after publication", "%s days after publication")
}
