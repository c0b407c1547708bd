package wording

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/text"
	"sitrep/text/lang"
)

// StatusWord is how a development stands in a word or two: "confirmed", "claimed", "unconfirmed", or, where that is
// what is new, "now denied by the ministry".
func (w *Words) StatusWord(d news.Development) string {
	word := w.Say(string(d.Status))
	switch {
	case unconfirmed(d):
		return w.Say("unconfirmed")
	case !turned(d):
		return word
	case d.Status == news.Confirmed || d.By == "" || utf8.RuneCountInString(d.By) > mostOfAName || answered(d):
		return w.Say("now %s", word)
	}
	return w.Say("now %s", w.by(d.Status, d.By))
}

// mostOfAName is how long a name beside the status in a heading may be, in characters.
const mostOfAName = 40

// unconfirmed reports whether a development is told in doubt.
func unconfirmed(d news.Development) bool {
	return d.Hedged && d.Status != news.Denied && d.Status != news.Disputed
}

// turned reports whether what is new about a development is how it stands.
func turned(d news.Development) bool {
	switch d.Change {
	case "", news.ChangeNew, news.ChangeFigure, news.ChangeOrigin:
		return false
	}
	return true
}

// answered reports whether a sentence beside a development shows already by whose word it stands as it does.
func answered(d news.Development) bool {
	return slices.ContainsFunc(d.Against, func(s news.Sentence) bool { return s.Origin.Name == d.By })
}

// Turn says what has changed about a development that readers know, in a few words; "" for one that is new, and where
// its heading or the figures say it (see [Words.StatusWord], [Words.Tolls]).
func (w *Words) Turn(d news.Development) string {
	switch {
	case d.Change == news.ChangeOrigin && d.Independent == 2:
		return w.Say("now from a second origin")
	case d.Change == news.ChangeOrigin:
		return w.Count(d.Independent, "now from %s origin", "now from %s origins")
	case !turned(d) || answered(d):
		return ""
	case unconfirmed(d) && d.By != "" || utf8.RuneCountInString(d.By) > mostOfAName && d.Status != news.Confirmed:
		return w.Say("now %s", w.by(d.Status, d.By))
	}
	return ""
}

// Tolls are the counts of people of a development, a line for each kind, each number with who gives it, and the one
// before where it was revised: "Killed: 9 → 12 at least (rescue service) · 9 (mayor)". Nothing is added up or averaged.
func (w *Words) Tolls(d news.Development) (lines []string) {
	var kinds []news.FigureKind
	for _, f := range d.Figures {
		if !slices.Contains(kinds, f.Kind) {
			kinds = append(kinds, f.Kind)
		}
	}
	for _, kind := range kinds {
		var parts []string
		for _, f := range d.Figures {
			if f.Kind != kind {
				continue
			}
			part := w.amountFirst(f)
			if before, ok := revisedFrom(d, f); ok && len(parts) == 0 {
				part = w.Say("%s → %s", w.amountFirst(before), part)
			}
			if who := counted(f); who != "" {
				part += " " + w.others(who)
			}
			if f.By != "" {
				part += " (" + w.others(f.By) + ")"
			}
			parts = append(parts, part)
		}
		lines = append(lines, w.headed(kind, strings.Join(parts, " · ")))
	}
	for _, b := range d.Before {
		back := d.Status == news.Corrected || d.Status == news.Withdrawn
		if back && !slices.Contains(kinds, b.Kind) {
			kinds = append(kinds, b.Kind)
			lines = append(lines, w.headed(b.Kind, w.amountFirst(b)+w.Say(", ")+w.Say(string(d.Status))))
		}
	}
	return lines
}

func (w *Words) headed(kind news.FigureKind, text string) string {
	return w.Say("%s: ", w.Kind(kind)) + text
}

// amountFirst is [Amount] with the number in front: "12 at least".
func (w *Words) amountFirst(f news.Figure) string {
	if f.Bound == news.AtLeast {
		f.Bound = news.Exact
		return w.Say("%s at least", w.Amount(f))
	}
	return w.Amount(f)
}

// revisedFrom is the figure that f takes the place of.
func revisedFrom(d news.Development, f news.Figure) (news.Figure, bool) {
	for _, b := range d.Before {
		compared := b.Kind == f.Kind && f.Bound != news.Vague && b.Bound != news.Vague
		if compared && (b.Low != f.Low || b.Bound != f.Bound) {
			return b, true
		}
	}
	return news.Figure{}, false
}

// Counts is whom a toll counts, "" where that says no more than that they are people: see [Tolls].
func Counts(f news.Figure) string { return counted(f) }

// counted is whom a toll counts, "" where that says no more than that they are people. A word that says when is nobody.
func counted(f news.Figure) string {
	switch who := strings.ToLower(f.Who); {
	case who == "", who == "people", who == "others", strings.Contains(strings.ToLower(f.Period), who), when[who]:
		return ""
	}
	return f.Who
}

// when are words beside a number that say when and not who.
var when = map[string]bool{
	"overnight": true, "today": true, "yesterday": true, "so far": true, "since": true, "early": true, "late": true,
	"daily": true, "already": true, "now": true, "more": true,
}

// Repeats reports whether a sentence says hardly more than a headline: most of its words of content stand in it.
func Repeats(headline, sentence string) bool {
	const most = 0.7
	have := map[string]bool{}
	for _, w := range content(headline) {
		have[w] = true
	}
	words := content(sentence)
	same := 0
	for _, w := range words {
		if have[w] {
			same++
		}
	}
	return len(words) == 0 || float64(same) >= most*float64(len(words))
}

// content are the stems of the words of a text that are no stop words.
func content(s string) (out []string) {
	for _, t := range text.Tokens(s) {
		if word := text.Fold(t.In(s)); t.Word() && !lang.English.Stop(word) {
			out = append(out, lang.English.Stem(strings.TrimSuffix(word, "'s")))
		}
	}
	return out
}

// Quote is a sentence as it is quoted within an item: without the dateline of its agency, and, if it has more than so
// many words, up to the end of a clause. Each cut is marked with an ellipsis.
func Quote(s string, words int) string {
	cut := ""
	if _, end := text.Dateline(s); end > 0 && end < len(s) {
		s, cut = s[end:], ellipsis
	}
	n, end, clause := 0, 0, 0 // words seen; ends of the last word and the last clause within the bound, in bytes
	for i := 0; i < len(s); {
		space := strings.IndexAny(s[i:], " \n\t")
		if space < 0 {
			space = len(s) - i
		}
		if space > 0 {
			if n == words {
				break
			}
			n++
			end = i + space
			if strings.ContainsRune(",;:—–", lastRune(s[i:end])) {
				clause = end
			}
		}
		i += space + 1
	}
	if end >= len(s) {
		return cut + s
	}
	if 2*clause > end {
		end = clause
	}
	return cut + closed(s[:end]) + ellipsis
}

// closed is the beginning of a sentence without the words at its end that lead on: nobody ends with "to be".
func closed(s string) string {
	for {
		s = strings.TrimRight(s, " ,;:—–")
		space := strings.LastIndexByte(s, ' ')
		if space < 0 || !lang.English.Stop(text.Fold(s[space+1:])) {
			return s
		}
		s = s[:space]
	}
}

const ellipsis = "…"

func lastRune(s string) (last rune) {
	for _, r := range s {
		last = r
	}
	return last
}
