package web

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"net/url"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

// words are the functions of the template.
var words = template.FuncMap{
	"in":        inZoneOf,
	"printable": wording.Printable,
	"link":      link,
	"status":    wording.English.Status,
	"amount":    wording.English.Amount,
	"origin":    wording.English.Counted,
	"plural":    func(n int, noun string) string { return wording.Plural(n, noun) },
	"join":      strings.Join,
	"day":       func(t time.Time, loc *time.Location) string { return t.In(loc).Format("Mon 2 Jan 2006 15:04") },
	"clock":     func(t time.Time, loc *time.Location) string { return t.In(loc).Format("2 Jan 15:04") },
	"iso":       func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
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

// link returns s if it is a web address, else "".
func link(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil {
		return ""
	}
	return news.Redacted(u.String())
}
