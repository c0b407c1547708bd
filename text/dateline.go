package text

import "regexp"

// dateline matches the head of an agency's dispatch: "KYIV, April 25 (Reuters) —", "MOSCOW (AP) -", "(Meridian) —".
var dateline = regexp.MustCompile(`^\s*(?:\p{Lu}[\p{L}\d .,'’/-]{1,60})?\(([\p{L}][\p{L}\d .&-]{1,30})\)\s*[—–-]+\s+`)

// Dateline finds the dateline that a dispatch begins with and returns the agency it names and where the dispatch goes on,
// in bytes; "" and 0 if it has none.
func Dateline(s string) (agency string, end int) {
	m := dateline.FindStringSubmatchIndex(s[:min(len(s), 200)])
	if m == nil {
		return "", 0
	}
	return s[m[2]:m[3]], m[1]
}
