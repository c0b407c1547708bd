package feed

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	lang "golang.org/x/text/language"
)

func firstOf(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// A tag in a title: "<b>", "</em>", "<br />". "2 < 3" has none, and neither has "<<Azov>>" or "<Azov>".
var titleTag = regexp.MustCompile(`(?i)</?(?:a|abbr|acronym|b|bdi|bdo|big|blockquote|br|center|cite|code|del|dfn|div|` +
	`em|figure|font|h[1-6]|hr|i|img|ins|kbd|li|mark|nobr|ol|p|pre|q|s|small|span|strike|strong|sub|sup|tt|u|ul|var|` +
	`wbr)(?:\s[^<>]*)?/?>`)

// plain makes one line of text out of a title, author or category: feeds escape markup once, twice or not at all.
func plain(s string) string {
	s = cut(s, maxField)
	if strings.Contains(s, "<") {
		s = titleTag.ReplaceAllLiteralString(s, "")
	}
	for range 3 { // "&amp;amp;#039;": nobody means to show a reference
		if !strings.Contains(s, "&") {
			break
		}
		before := s
		s = titleTag.ReplaceAllLiteralString(html.UnescapeString(s), "")
		if s == before {
			break
		}
	}
	return short(strings.Map(func(r rune) rune {
		if legal(r) || unicode.IsSpace(r) {
			return r
		}
		return -1
	}, s))
}

// short is s on one line, of bounded length.
func short(s string) string {
	return cut(strings.Join(strings.Fields(s), " "), maxField)
}

// long bounds the length of a text.
func long(s string) string { return cut(strings.TrimSpace(s), maxContent) }

// cut shortens s to at most limit bytes, never within a character.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// RSS asks for "address (Name)"; the other way round is as common.
var (
	addressName = regexp.MustCompile(`^[^\s@]+@[^\s@()]+\s*\(([^()]+)\)$`)
	nameAddress = regexp.MustCompile(`^(.+?)\s*[<(]?[^\s@<>()]+@[^\s@<>()]+[>)]?$`)
)

// author is a name without its e-mail address.
func author(s string) string {
	s = plain(s)
	if !strings.Contains(s, "@") {
		return s
	}
	if m := addressName.FindStringSubmatch(s); m != nil {
		return strings.TrimSpace(m[1])
	}
	if m := nameAddress.FindStringSubmatch(s); m != nil && strings.Contains(m[1], " ") {
		return strings.TrimSpace(m[1])
	}
	if strings.HasPrefix(s, "@") {
		return s[1:]
	}
	return ""
}

// language is a BCP 47 tag, "" if s is none.
func language(s string) string {
	tag, err := lang.Parse(strings.ReplaceAll(strings.TrimSpace(s), "_", "-"))
	if err != nil || tag == lang.Und {
		return ""
	}
	return tag.String()
}

// identity is a GUID on one line, "" if it is what programs write for none.
func identity(s string) string {
	if s = short(s); placeholder(s) {
		return ""
	}
	return s
}

// placeholder reports whether a GUID or an address is what programs write for none.
func placeholder(s string) bool {
	switch strings.ToLower(strings.Trim(s, "<>[](){}\"' \t\r\n")) {
	case "", "n/a", "na", "none", "null", "nil", "undefined", "nan", "unknown", "-", "--", "#", "false", "tbd",
		"about:blank", "http://", "https://":
		return true
	}
	return false
}
