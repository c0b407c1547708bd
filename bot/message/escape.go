package message

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"sitrep/news"
)

// Bounds that keep one grapheme cluster short: without them a single "character" could be as long as a page. Eight
// combining marks are more than any written language stacks, eight joiners more than any emoji has.
const (
	maxMarks   = 8
	maxJoiners = 8
	maxURL     = 2048 // UTF-16 units of a link in a text: an Arabic letter of an address counts six, a Burmese one nine
	maxButton  = 512  // of a link button, Discord's limit
)

// Clean makes text of unknown origin fit to be shown on one line: valid UTF-8, white space collapsed, without control
// characters, bidirectional controls, invisible characters and piles of combining marks. Joiners stay where scripts and
// emoji need them. It is idempotent.
func Clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	marks, joiners := 0, 0
	space, joined := false, false // what was read last
	last := rune(0)
	for i, r := range s {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case unicode.IsSpace(r) || r == '\u2800' || r == '\u0085':
			space = true
			continue
		case unicode.Is(unicode.M, r):
			if marks++; marks > maxMarks || last == 0 || space {
				continue
			}
		case r == '\u200c' || r == '\u200d':
			next, _ := utf8.DecodeRuneInString(s[i+size:])
			if joiners++; joiners > maxJoiners || space || !joins(r, last, next) {
				continue
			}
		case invisible(r):
			continue
		default:
			if !joined {
				joiners = 0
			}
			marks, last = 0, r
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
		joined = r == '\u200c' || r == '\u200d' || (joined && unicode.Is(unicode.M, r))
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// joins reports whether a joiner between the two letters has a meaning: between emoji, or in a script that joins
// letters.
func joins(joiner, before, after rune) bool {
	if joiner == '\u200d' && pictographic(before) && pictographic(after) {
		return true
	}
	return joining(before) && joining(after)
}

// pictographic is a coarse test for emoji.
func pictographic(r rune) bool { return r >= 0x2190 && unicode.In(r, unicode.So, unicode.Sk) }

// joining reports whether r belongs to a script in which joiners change how letters are written.
func joining(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Devanagari, unicode.Bengali, unicode.Gujarati,
		unicode.Gurmukhi, unicode.Kannada, unicode.Khmer, unicode.Malayalam, unicode.Mongolian, unicode.Myanmar,
		unicode.Oriya, unicode.Sinhala, unicode.Tamil, unicode.Telugu)
}

// invisible reports whether r shows nothing: controls, format characters (zero-width, bidirectional, tags), private
// use, surrogates, unassigned code points and the Hangul fillers.
func invisible(r rune) bool {
	switch r {
	case '\u115f', '\u1160', '\u3164', '\uffa0':
		return true
	}
	return !unicode.IsGraphic(r)
}

// markdown lists the characters that mean something to Discord anywhere in a text. With a backslash before them they
// are shown as they are (Discord's parser takes a backslash before any ASCII punctuation).
const markdown = "\\*_~|`<>[]@#"

// escape writes cleaned text so that Discord shows exactly it: no emphasis, no headings or lists, no mentions, no
// timestamps, no links, no invitations.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	start := lineMark(s)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if i == start || strings.IndexByte(markdown, c) >= 0 || linksAt(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	return b.String()
}

// lineMark returns the offset of the character that would make a line beginning with s a list item or small print, or
// -1. Headings and quotations need none: their marks are always escaped.
func lineMark(s string) int {
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case s == "":
		return -1
	case s[0] == '-' || s[0] == '+':
		return 0
	case digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')'):
		return digits
	}
	return -1
}

// linksAt reports whether the character at i holds together something that Discord would turn into a link or an
// invitation: the colon of a scheme, or the dot of one of Discord's own domains.
func linksAt(s string, i int) bool {
	switch s[i] {
	case ':':
		return strings.HasPrefix(s[i:], "://")
	case '.':
		before := strings.ToLower(s[max(0, i-len("discordapp")):i])
		return strings.HasSuffix(before, "discord") || strings.HasSuffix(before, "discordapp") ||
			strings.HasSuffix(before, "dsc")
	}
	return false
}

// SafeURL returns address in a form that can stand in a masked link, and whether it may: absolute http or https,
// without a user name (which is there to mislead), not too long, its host in ASCII. Tokens in it are
// left out.
func SafeURL(address string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil || u.Hostname() == "" {
		return "", false
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil {
		return "", false
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host = host
	safe := linkBreakers.Replace(news.Redacted(u.String()))
	if UTF16Len(safe) > maxURL || strings.ContainsFunc(safe, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", false
	}
	return safe, true
}

// linkBreakers percent-encodes what would end a masked link early.
var linkBreakers = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\\", "%5C", `"`, "%22", " ",
	"%20", "`", "%60")
