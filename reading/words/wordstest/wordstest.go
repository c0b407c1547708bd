// Package wordstest holds what the tests of everything that reads words share: a dispatch, hostile texts, seeds for
// fuzzing, and the mentions in them.
package wordstest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
	"sitrep/text/lang"
)

// Dispatch is written for the tests: the constructions of conflict news, invented people and towns.
const Dispatch = `At least 14 people were killed and dozens more injured overnight when missiles hit a market in
Verkhniv, the regional governor said on Tuesday, adding that rescuers were still searching the
rubble.

“This was a deliberate attack on civilians,” Governor Oleh Marchuk told Reuters. “There was no
military target within five kilometres.”

The defence ministry in Ostrava denied that its forces had struck the market. “We hit an ammunition
depot,” a spokesman said, citing satellite images that could not be independently verified.

Air defences shot down 45 of the 60 drones launched since Monday, according to the air force. Two U.S. officials
familiar with the matter said the barrage may have been the largest in 18 months.

President Anton Hale warned that the response would be “swift and painful” and demanded an immediate
halt to the strikes. He promised $250 million in aid for the more than 3,000 people displaced from
the 12 villages along the river.

Some reports suggested that nine soldiers had been captured near the border; the general staff
declined to comment. More than 1,200 people have died in the region since the offensive began, the
Interfax news agency reported, citing an anonymous source in the health ministry.

`

// Article is a dispatch of about 4 KB, the size of an average article, with its sentences.
func Article() (string, []news.Span) {
	body := strings.Repeat(Dispatch, 3)
	return body, Sentences(body)
}

// Sentences are those of body.
func Sentences(body string) []news.Span {
	var out []news.Span
	for _, s := range text.Sentences(body, lang.English) {
		out = append(out, news.Span(s))
	}
	return out
}

// Mentions marks every occurrence of the names in body, as the recognition of names would, and returns them sorted.
func Mentions(body string, names map[string]news.Entity) (mentions []news.Mention) {
	for name, e := range names {
		for at := 0; ; {
			i := strings.Index(body[at:], name)
			if i < 0 {
				break
			}
			at += i
			mentions = append(mentions, news.Mention{Start: at, End: at + len(name), Kind: e.Kind, Name: e.Name})
			at += len(name)
		}
	}
	slices.SortFunc(mentions, func(a, b news.Mention) int { return a.Start - b.Start })
	return mentions
}

// Person is a person's name.
func Person(name string) news.Entity { return news.Entity{Kind: news.Person, Name: name} }

// Organisation is an organisation's name.
func Organisation(name string) news.Entity { return news.Entity{Kind: news.Organisation, Name: name} }

// Place is a place's name.
func Place(name string) news.Entity { return news.Entity{Kind: news.PlaceKind, Name: name} }

// Capitalised makes mentions of the capitalised words of body, of changing kinds.
func Capitalised(body string) (mentions []news.Mention) {
	kinds := []news.EntityKind{news.Person, news.Organisation, news.PlaceKind}
	t := words.Read(body, nil, nil)
	defer t.Release()
	for _, w := range t.Words {
		if w.Shape == text.Title {
			n := len(mentions)
			mentions = append(mentions, news.Mention{
				Start: w.Start, End: w.End, Kind: kinds[n%3], Name: w.In(body),
				Entity: n,
			})
		}
	}
	return mentions
}

// HostileText is a text that is made to take a reader long, or to break it.
type HostileText struct{ Name, Body string }

// Hostile are texts of 300,000 bytes, or the HostileShare of them, that repeat what costs most or is least expected.
func Hostile() (out []HostileText) {
	const size = 300_000 / HostileShare
	for _, t := range []HostileText{
		{"no spaces", "a"},
		{"no letters", "“\" "},
		{"quotations never closed", "“he said "},
		{"single marks never closed", "‘a "},
		{"apostrophes", "’"},
		{"numbers", "12 "},
		{"deaths", "12 killed in Kyiv "},
		{"coordinated numbers", "12 and "},
		{"articles", "the "},
		{"scales", "million "},
		{"capitals", "REUTERS TOLD AXIOS THAT "},
		{"cues", "said "},
		{"denials", "He denied it. "},
		{"paragraphs of quotations", "“We wait for them all.\n\n"},
		{"outlets", "Reuters told Axios newspaper "},
		{"broken UTF-8", "said \xff\xfe 12 killed "},
		{"bidirectional controls", "\u202esaid 12 killed\u202c “a” "},
		{"combining marks", "a\u0301\u0301\u0301 said "},
	} {
		out = append(out, HostileText{t.Name, strings.Repeat(t.Body, size/len(t.Body))})
	}
	return out
}

// Seeds are where fuzzing begins.
func Seeds() []string {
	return []string{
		Dispatch,
		"", "“", "’s said", "12", "said", "12 killed", "“a” he said ‘b’ 5–7 dead", "$12bn at least",
		"Reuters, citing \xff", "half a", "tens of", "between 1 and",
		"a\n\n“b", "He said:\n\n“We go.", "one of the two of the three of them died",
		"1,000,000,000,000,000,000 killed", "‘‘’’", "12\u0301 killed",
	}
}

// Sound reports whether s is a span of body that is not empty, on rune boundaries; a stray byte is a rune of its own.
func Sound(body string, s news.Span) bool {
	boundary := func(i int) bool {
		if i == 0 || i == len(body) {
			return true
		}
		// the rune that i would split begins at most three bytes before
		for k := i - 1; k >= max(0, i-utf8.UTFMax+1); k-- {
			if _, n := utf8.DecodeRuneInString(body[k:]); k+n > i {
				return false
			}
		}
		return true
	}
	return 0 <= s.Start && s.Start < s.End && s.End <= len(body) && boundary(s.Start) && boundary(s.End)
}
