package text

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dateline matches the head of an agency's dispatch: "KYIV, April 25 (Reuters) —", "MOSCOW (AP) -", "(Meridian) —".
var dateline = regexp.MustCompile(`^\s*(?:\p{Lu}[\p{L}\d .,'’/-]{1,60})?\(([\p{L}][\p{L}\d .&-]{1,30})\)\s*[—–-]+\s+`)

// place matches the head of a dispatch that names no agency: "JERUSALEM, Israel —", "BAGHDAD --". The place is in
// capitals.
var place = regexp.MustCompile(`^\s*\p{Lu}{2}[\p{Lu} .'’-]{1,30}(?:, \p{Lu}[\p{L}\d .]{1,30}){0,2} (?:[—–|]|--?) +`)

const (
	month = `(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?`
	day   = `(?:\d{1,2}[./]\d{1,2}[./]\d{4}|` + month + ` \d{1,2},? ?\d{4}|\d{1,2} ` + month + ` \d{4})`
	hour  = `(?:,? (?:at )?\d{1,2}[:.]?\d{2}(?: ?[ap]\.?m\.?)?(?: (?:GMT|UTC|[A-Z]{2,4}T)(?:[+-]\d{1,2})?)?)?`
)

// stamp matches when a page was published or changed, which stands before the text where a page was made plain:
// "Published April 5, 2017", "Last updated at Apr 5, 2017", "Date of publication 3 April 2017", "05.04.2017".
// A date without such words must have a sentence behind it: "April 5, 2017, was a Wednesday" is one itself.
var stamp = regexp.MustCompile(`^\s*(?:(?i:(?:(?:first|last|originally) )?(?:published|posted|updated)(?: (?:on|at))?` +
	`|date of publication):? ` + day + hour + `|` + day + hour + `)(?: ?\(updated [^)]{0,40}\))?[ \n]+`)

// Dateline finds what a dispatch begins with before it tells anything, its dateline and the date of its page, and
// returns the agency that it names and where the dispatch goes on, in bytes. The agency is "" where only the place or
// the date is named, and both are zero if there is neither.
func Dateline(s string) (agency string, end int) {
	if m := stamp.FindStringIndex(s[:min(len(s), 200)]); m != nil && begins(s[m[1]:]) {
		agency, end = Dateline(s[m[1]:])
		return agency, m[1] + end
	}
	head := s[:min(len(s), 200)]
	m := dateline.FindStringSubmatchIndex(head)
	if m == nil {
		if p := place.FindStringIndex(head); p != nil && strings.IndexFunc(s[p[1]:], unicode.IsLower) != 0 {
			return "", p[1]
		}
		return "", 0
	}
	return s[m[2]:m[3]], m[1]
}

// begins reports whether s begins as a sentence does.
func begins(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "“\"'‘«("))
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)
}
