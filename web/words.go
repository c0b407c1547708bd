package web

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"sitrep/news"
)

// words are the functions of the template.
var words = template.FuncMap{
	"in":     inZoneOf,
	"plain":  plain,
	"link":   link,
	"status": status,
	"amount": amount,
	"origin": origin,
	"plural": plural,
	"join":   strings.Join,
	"day":    func(t time.Time, loc *time.Location) string { return t.In(loc).Format("Mon 2 Jan 2006 15:04") },
	"clock":  func(t time.Time, loc *time.Location) string { return t.In(loc).Format("2 Jan 15:04") },
	"iso":    func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"blind":  func(h news.Health) bool { return h.Total > 0 && 2*h.Healthy < h.Total },
}

// inZone is a value with the zone that its times are shown in: a template takes one argument.
type inZone struct {
	Digest   news.Digest
	Sentence news.Sentence
	Zone     *time.Location
}

func inZoneOf(v any, zone *time.Location) inZone {
	switch v := v.(type) {
	case *news.Digest:
		return inZone{Digest: *v, Zone: zone}
	case news.Sentence:
		return inZone{Sentence: v, Zone: zone}
	}
	return inZone{Zone: zone}
}

// policy is a Content-Security-Policy (W3C CSP Level 3) that allows our own style sheet, by its hash, and nothing else.
func policy(css []byte) string {
	sum := sha256.Sum256(css)
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}

// zone is the location of an IANA name, UTC if there is none of that name.
func zone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return loc
}

// plain drops what is not to be seen, and could make a text read as another: control, zero-width and bidirectional
// marks.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
}

// link returns s if it is a web address, else "".
func link(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil {
		return ""
	}
	return u.String()
}

// status says in words how a development stands.
func status(d news.Development) string {
	s := string(d.Status)
	switch {
	case (d.Status == news.Claimed || d.Status == news.Denied) && d.By != "":
		s += " by " + plain(d.By)
	case d.Hedged:
		s += ", unconfirmed"
	}
	switch d.Change {
	case news.ChangeFigure:
		return "figure revised · " + s
	case news.ChangeStatus:
		return "now " + s
	case news.ChangeOrigin:
		return "now also from another origin · " + s
	}
	return s
}

// amount is a figure's number with its bound: "12", "at least 12", "5–7", "dozens".
func amount(f news.Figure) string {
	n := strconv.FormatFloat(f.Low, 'f', -1, 64)
	if f.High > f.Low {
		n += "–" + strconv.FormatFloat(f.High, 'f', -1, 64)
	}
	switch f.Bound {
	case news.Vague:
		return vague(f.Low)
	case news.AtLeast, news.UpTo, news.About:
		return string(f.Bound) + " " + n
	}
	return n
}

// vague gives the word back whose floor a vague figure holds (see news.Vague).
func vague(low float64) string {
	switch {
	case low >= 1e6:
		return "millions"
	case low >= 1e3:
		return "thousands"
	case low >= 100:
		return "hundreds"
	case low >= 12:
		return "dozens"
	}
	return "several"
}

// origin names an origin with whom it cites and for which side it speaks.
func origin(o news.Origin) string {
	s := plain(o.Name)
	switch {
	case !o.Independent():
		return "origin unknown, not counted"
	case o.Citing != "":
		s += ", citing " + plain(o.Citing)
	case o.Kind == news.OriginOwn:
		s += ", own reporting"
	case o.Kind == news.OriginAnonymous:
		s += " (not named)"
	}
	if o.Party != "" && o.Party != o.Name {
		s += " (a party: " + plain(o.Party) + ")"
	}
	return s
}

// plural is "1 outlet", "2 outlets".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
