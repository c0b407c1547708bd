package wording

import (
	"strings"

	"sitrep/news"
)

// AmendmentWord is what has become of an item, in a word or two: "corrected", "denied", "withdrawn".
func (w *Words) AmendmentWord(a news.Amendment) string {
	switch a.Kind {
	case news.AmendDenied, news.AmendWithdrawn:
		return w.Say(string(a.Kind))
	case news.AmendDropped:
		return w.Say("taken out")
	case news.AmendMerged:
		return w.Say("the same event")
	case news.AmendParted:
		return w.Say("another event")
	case news.AmendHidden, news.AmendUntold:
		return w.Say("taken back")
	}
	return w.Say("corrected")
}

// partedWords is how much is quoted of what tells of another event.
const partedWords = 12

// Amendment says what stands instead of what an item says, behind its word and its time: "13 killed, not 31
// (governor)"; "" where the word says it all.
func (w *Words) Amendment(a news.Amendment) string {
	by := ""
	if a.By != "" {
		by = w.Say("by %s", w.others(Printable(a.By)))
	}
	switch a.Kind {
	case news.AmendFigure:
		if a.Now == nil || a.Before == nil {
			return by
		}
		now := w.amountFirst(*a.Now) + " " + w.Say(string(a.Now.Kind))
		said := w.Say("%s, not %s", now, w.amountFirst(*a.Before))
		if a.By != "" {
			said += " (" + w.others(Printable(a.By)) + ")"
		}
		return said
	case news.AmendDropped:
		return w.Say("the article of %s does not say it any more", w.others(Printable(a.By)))
	case news.AmendMerged:
		return w.Say("it is that of %d", a.With+1)
	case news.AmendParted:
		if a.Sentence == nil {
			return ""
		}
		return w.Say("this is not of it: %s", w.others("“"+Quote(a.Sentence.Text, partedWords)+"”"))
	case news.AmendSpeaker:
		return w.Say("said by %s, not by %s", w.others(Printable(a.By)), w.others(Printable(a.Was)))
	case news.AmendHidden:
		return w.Say("by whoever runs this bot")
	case news.AmendUntold:
		return w.Say("by whoever manages this server")
	}
	return by
}

// CorrectionsNamed is how many amendments a line names.
const CorrectionsNamed = 2

// Corrected is an amendment where its item does not stand, behind the item's headline: "corrected: 13 killed, not 31".
func (w *Words) Corrected(a news.Amendment) string {
	said := w.Amendment(a)
	if said == "" {
		return w.AmendmentWord(a)
	}
	if a.Kind == news.AmendFigure {
		return said
	}
	return w.AmendmentWord(a) + " " + said
}

// Corrections says in a line what has turned out differently about what the reader was told before; "" for nothing.
func (w *Words) Corrections(d news.Digest) string {
	if len(d.Corrected) == 0 {
		return ""
	}
	var parts []string
	for _, a := range CorrectionsTold(d) {
		parts = append(parts, "“"+Printable(a.Headline)+"” — "+w.Corrected(a))
	}
	return w.Say("Corrected since: %s", strings.Join(parts, " · ")+w.MoreCorrections(d))
}

// MoreCorrections says how many amendments a line does not name; "" if it names all.
func (w *Words) MoreCorrections(d news.Digest) string {
	more := len(d.Corrected) - CorrectionsNamed
	if more <= 0 {
		return ""
	}
	return " · " + w.Count(more, "and %s more: /changed", "and %s more: /changed")
}

// CorrectionsTold are the amendments that a line names.
func CorrectionsTold(d news.Digest) []news.Amendment {
	return d.Corrected[:min(len(d.Corrected), CorrectionsNamed)]
}
