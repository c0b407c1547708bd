package bot

import (
	"fmt"
	"slices"
	"time"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// amendedItems puts what has turned out differently at the items of a digest, below their headlines. blocks are those
// of items from before on.
func amendedItems(blocks []message.Block, before int, d news.Digest, w *wording.Words) []message.Block {
	if len(d.Amended) == 0 {
		return blocks
	}
	zone := wording.Zone(d.Zone)
	out := slices.Clone(blocks)
	for i := range out {
		var lines []message.Line
		for _, a := range d.Amended {
			if a.Item != before+i {
				continue
			}
			said := amendment(a, d.To.In(zone), w)
			if a.TakenBack() { // its words are gone with it
				out[i].Lines = nil
				said = append(numbered(before+i+1, ""), said...)
			}
			lines = append(lines, message.Para(said...))
		}
		out[i].Lines = slices.Insert(slices.Clone(out[i].Lines), min(1, len(out[i].Lines)), lines...)
	}
	return out
}

// amendedElsewhere says at the end of a digest's first page what has turned out differently about items that stand on
// others.
func amendedElsewhere(d news.Digest, w *wording.Words) (lines []message.Line) {
	zone := wording.Zone(d.Zone)
	for _, a := range d.Amended {
		if a.Item >= itemsAPage {
			number := message.Plain(fmt.Sprintf("%d · ", a.Item+1))
			runs := append([]message.Run{number}, amendment(a, d.To.In(zone), w)...)
			lines = append(lines, message.Para(runs...))
		}
	}
	return lines
}

// amendment is what has turned out differently, in a line: "✏️ corrected 14:20: 13 killed, not 31 (Podil Post)".
func amendment(a news.Amendment, now time.Time, w *wording.Words) []message.Run {
	runs := []message.Run{
		message.Plain("✏️ "), message.Bold(w.AmendmentWord(a)), message.Plain(" "), day(a.Time, now),
	}
	if said := w.Amendment(a); said != "" {
		sep := w.Say("%s: ", "")
		if a.Kind == news.AmendDenied || a.Kind == news.AmendWithdrawn || a.Kind == news.AmendCorrected ||
			a.TakenBack() {
			sep = " "
		}
		runs = append(runs, message.Phrase(sep+said))
	}
	if s := a.Sentence; s != nil && s.Source != "" {
		runs = append(append(runs, message.Plain(" · ")), printedBy(s.Source, s.URL, s.Language, w)...)
	}
	if link := messageLink(a.Posted); link != "" {
		runs = append(runs, message.Plain(" · "), message.Link(w.Say("the message"), link))
	}
	return runs
}

// correctedLine says in a digest what has turned out differently about those before it, with their messages.
func correctedLine(d news.Digest, w *wording.Words) []message.Line {
	if len(d.Corrected) == 0 {
		return nil
	}
	var runs []message.Run
	for i, a := range wording.CorrectionsTold(d) {
		if i > 0 {
			runs = append(runs, message.Plain(" · "))
		}
		headline := message.Shorten(message.Clean(a.Headline), maxHeadline)
		runs = append(runs, message.Link(headline, messageLink(a.Posted)),
			message.Phrase(" — "+w.Corrected(a)))
	}
	runs = append(runs, message.Plain(w.MoreCorrections(d)))
	return []message.Line{message.Para(append([]message.Run{message.Plain("✏️ ")},
		say(w, "Corrected since: %s", runs)...)...)}
}

// day is the moment of an amendment: its hour on the day of the digest, else its day with the hour.
func day(t, now time.Time) message.Run {
	if r := soon(t, now); t.In(now.Location()).YearDay() == now.YearDay() && t.In(now.Location()).Year() == now.Year() {
		return r
	}
	return message.Moment(t, message.DateTime)
}

// correctionReply is what a channel is told beside the edit of its message.
func correctionReply(d news.Digest, at news.Posted, w *wording.Words) message.Reply {
	zone := wording.Zone(d.Zone)
	r := message.Reply{Colour: d.Colour, Words: w}
	b := message.Block{Lines: []message.Line{message.Para(
		message.Plain("✏️ "), message.Bold(w.Say("Correction to what was told here")), message.Plain(" · "),
		message.Link(w.Say("the message"), messageLink(at)),
	)}}
	for _, a := range d.Corrected[:min(len(d.Corrected), maxCorrected)] {
		b.Lines = append(b.Lines, message.Para(message.Plain(fmt.Sprintf("%d · ", a.Item+1)),
			message.Others(message.Shorten(message.Clean(a.Headline), maxHeadline))))
		b.Lines = append(b.Lines, message.Item(amendment(a, d.To.In(zone), w)...))
	}
	if more := len(d.Corrected) - maxCorrected; more > 0 {
		b.Lines = append(b.Lines, message.Quiet(message.Plain(
			w.Count(more, "and %s more, in the message", "and %s more, in the message"))))
	}
	r.Blocks = []message.Block{b}
	return r
}

const (
	maxCorrected = 5   // amendments told of one message
	maxHeadline  = 120 // of an item that is named again, in UTF-16 units
)

// messageLink is the address of a message in Discord, "" if it stands nowhere.
func messageLink(at news.Posted) string {
	if !message.IsID(at.Channel) || !message.IsID(at.Message) {
		return ""
	}
	guild := at.Guild
	if guild == "" {
		guild = "@me"
	}
	return "https://discord.com/channels/" + guild + "/" + at.Channel + "/" + at.Message
}
