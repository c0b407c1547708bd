package text

import (
	"regexp"
	"strings"
	"unicode"
)

// dateline matches the head of an agency's dispatch: "KYIV, April 25 (Reuters) —", "MOSCOW (AP) -", "(Meridian) —".
var dateline = regexp.MustCompile(`^\s*(?:\p{Lu}[\p{L}\d .,'’/-]{1,60})?\(([\p{L}][\p{L}\d .&-]{1,30})\)\s*[—–-]+\s+`)

// place matches the head of a dispatch that names no agency: "JERUSALEM, Israel —", "BAGHDAD --". The place is in
// capitals.
var place = regexp.MustCompile(`^\s*\p{Lu}{2}[\p{Lu} .'’-]{1,30}(?:, \p{Lu}[\p{L}\d .]{1,30}){0,2} (?:[—–|]|--?) +`)

// Dateline finds the dateline that a dispatch begins with and returns the agency it names and where the dispatch goes
// on, in bytes; the agency is "" where only the place is named, and both are zero if there is no dateline.
func Dateline(s string) (agency string, end int) {
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
