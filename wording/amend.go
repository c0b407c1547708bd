package wording

import (
	"fmt"
	"strings"

	"sitrep/news"
)

// AmendmentWord is what has become of an item, in a word or two: "corrected", "denied", "withdrawn".
func AmendmentWord(a news.Amendment) string {
	switch a.Kind {
	case news.AmendDenied, news.AmendWithdrawn:
		return string(a.Kind)
	case news.AmendDropped:
		return "taken out"
	case news.AmendMerged:
		return "the same event"
	case news.AmendParted:
		return "another event"
	case news.AmendHidden:
		return "taken back"
	}
	return "corrected"
}

// partedWords is how much is quoted of what tells of another event.
const partedWords = 12

// Amendment says what stands instead of what an item says, behind its word and its time: "13 killed, not 31
// (governor)"; "" where the word says it all.
func Amendment(a news.Amendment) string {
	by := ""
	if a.By != "" {
		by = "by " + Printable(a.By)
	}
	switch a.Kind {
	case news.AmendFigure:
		if a.Now == nil || a.Before == nil {
			return by
		}
		said := amountFirst(*a.Now) + " " + string(a.Now.Kind) + ", not " + amountFirst(*a.Before)
		if a.By != "" {
			said += " (" + Printable(a.By) + ")"
		}
		return said
	case news.AmendDropped:
		return "the article of " + Printable(a.By) + " does not say it any more"
	case news.AmendMerged:
		return fmt.Sprintf("it is that of %d", a.With+1)
	case news.AmendParted:
		if a.Sentence == nil {
			return ""
		}
		return "this is not of it: “" + Quote(a.Sentence.Text, partedWords) + "”"
	case news.AmendSpeaker:
		return "said " + by + ", not by " + Printable(a.Was)
	case news.AmendHidden:
		return "by whoever runs this bot"
	}
	return by
}

// correctionsTold is how many amendments a line names.
const correctionsTold = 2

// Corrected is an amendment where its item does not stand, behind the item's headline: "corrected: 13 killed, not 31".
func Corrected(a news.Amendment) string {
	said := Amendment(a)
	if said == "" {
		return AmendmentWord(a)
	}
	if a.Kind == news.AmendFigure {
		return said
	}
	return AmendmentWord(a) + " " + said
}

// Corrections says in a line what has turned out differently about what the reader was told before; "" for nothing.
func Corrections(d news.Digest) string {
	if len(d.Corrected) == 0 {
		return ""
	}
	var parts []string
	for _, a := range CorrectionsTold(d) {
		parts = append(parts, "“"+Printable(a.Headline)+"” — "+Corrected(a))
	}
	return "Corrected since: " + strings.Join(parts, " · ") + MoreCorrections(d)
}

// MoreCorrections says how many amendments a line does not name; "" if it names all.
func MoreCorrections(d news.Digest) string {
	more := len(d.Corrected) - correctionsTold
	if more <= 0 {
		return ""
	}
	return fmt.Sprintf(" · and %d more: /changed", more)
}

// CorrectionsTold are the amendments that a line names.
func CorrectionsTold(d news.Digest) []news.Amendment {
	return d.Corrected[:min(len(d.Corrected), correctionsTold)]
}
