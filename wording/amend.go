package wording

import (
	"fmt"

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
