package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// headline chooses the page's title and takes the outlet's name off: the first of what the page calls its headline that
// agrees with what a reader sees, in the title bar or over the text.
func headline(m *meta, site string) string {
	candidates := []string{m.article.headline, m.first("og:title", "twitter:title", "dc.title", "dcterms.title",
		"headline"), m.title, m.heading}
	chosen := firstOf(candidates...)
	for _, c := range candidates {
		if c != "" && (sameWords(c, m.title) || sameWords(c, m.heading)) {
			chosen = c
			break
		}
	}
	return trimSite(squeeze(chosen), m.heading, site, m.base.Hostname())
}

// sameWords reports whether at least half of a's words are in b.
func sameWords(a, b string) bool {
	have := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(b), notWord) {
		have[w] = true
	}
	n, hit := 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(a), notWord) {
		n++
		if have[w] {
			hit++
		}
	}
	return n > 0 && hit*2 >= n
}

// Marks that set the outlet's name off a title.
var titleSep = regexp.MustCompile(`\s+[|\-–—·•»«:/]+\s+|\s*\|\s*`)

// trimSite drops leading and trailing parts of title that name the outlet. What stands between a separator and the end
// is the outlet if it equals the site's name or its host, or if the page's heading has everything else.
func trimSite(title, heading, site, host string) string {
	for range 3 { // "Headline - Section | Outlet"
		seps := titleSep.FindAllStringIndex(title, -1)
		if len(seps) == 0 {
			return title
		}
		last, first := seps[len(seps)-1], seps[0]
		head, tail := title[:last[0]], title[last[1]:]
		switch {
		case isSite(tail, site, host) || head == heading || tail == heading && len(tail) < len(head):
			title = head
		case isSite(title[:first[0]], site, host) || title[first[1]:] == heading && len(heading) > first[0]:
			title = title[first[1]:]
		default:
			return title
		}
	}
	return title
}

// isSite reports whether part names the outlet.
func isSite(part, site, host string) bool {
	key := letters(part)
	if key == "" {
		return true
	}
	host = strings.TrimPrefix(strings.ToLower(host), "www.")
	if site != "" && (key == letters(site) || utf8.RuneCountInString(part) < 40 &&
		strings.HasPrefix(key, letters(site)) && len(letters(site)) >= 3) {
		return true
	}
	// "bbc.co.uk" and "BBC", "kyivindependent.com" and "The Kyiv Independent".
	label, _, _ := strings.Cut(host, ".")
	return label != "" && (key == letters(host) || key == letters(label) || key == "the"+letters(label))
}

// letters is s in lower case without anything but letters and digits.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// bylineTail is what follows the names: dates, times, links to profiles.
var bylineTail = regexp.MustCompile(`(?i)\s*(?:[|•·]|,?\s+(?:updated|published|posted|on)\s+\S*\d|\s\d{1,` +
	`2}[:.]\d\d\b|\s(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|` +
	`dec)[a-z]*\.? \d).*$`)

// byWords come before the names.
var byWords = map[string]bool{
	"by": true, "written": true, "posted": true, "published": true, "reported": true, "story": true, "words": true,
	"text": true,
	"par":  true, "por": true, "von": true, "автор": true, "автори": true, "авторы": true, "author": true,
	"authors": true,
}

// byline takes "By", dates, links and the outlet's own name off the name of an author.
func byline(s, site string) string {
	s = squeeze(s)
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") {
		return "" // an address of a profile, as article:author often is
	}
	s = bylineTail.ReplaceAllLiteralString(s, "")
	for {
		first, rest, more := strings.Cut(s, " ")
		if !more || !byWords[strings.ToLower(strings.TrimRight(first, ":"))] {
			break
		}
		s = strings.TrimLeft(rest, " :")
	}
	s = strings.Trim(s, ",;|·-–— ")
	if letters(s) == letters(site) || utf8.RuneCountInString(s) < 2 || strings.EqualFold(s, "admin") ||
		strings.EqualFold(s, "null") {
		return ""
	}
	return s
}
