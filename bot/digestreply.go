package bot

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// A page of five items is read on one phone screen and a half.
const (
	itemsAPage = 5
	pageWords  = 250
	pageLine   = 4 // words of "page 1 of 2"
)

// length bounds what is quoted in an item, in words; 0 is nothing. A headline of 0 is whole: most are titles, but where
// an article is about something else it is a sentence of it.
type length struct{ quote, against, support, headline int }

// lengths are tried one after the other until a page has few enough words.
var lengths = []length{
	{26, 16, 14, 0},
	{24, 14, 0, 0},
	{20, 12, 0, 0},
	{16, 10, 0, 0},
	{12, 10, 0, 0},
	{8, 8, 0, 0},
	{0, 8, 0, 0},
	{0, 8, 0, 24},
	{0, 8, 0, 16},
}

// digestReply is a digest as a document: what a channel gets, and what /latest answers.
func digestReply(d news.Digest, w *wording.Words) message.Reply {
	zone := wording.Zone(d.Zone)
	r := message.Reply{Colour: d.Colour, Title: titleOf(d, w), Words: w}
	head := cover(d, zone, w)
	if d.Short && !d.Feeds.Blind() {
		r.Title = message.Line{}
		line := []message.Run{message.Plain(subjectOf(d, w) + " — " + w.Quiet(d, zone) + ".")}
		if late := w.Late(d, zone); late != "" {
			line = append(line, message.Plain(" "+wording.Capital(late)+"."))
		}
		r.Blocks = []message.Block{{Lines: append([]message.Line{message.Quiet(line...)}, correctedLine(d, w)...)}}
		return r
	}
	if d.Alert > 0 {
		why := w.Count(d.Alert, "new, and told by %s independent origin or more",
			"new, and told by %s independent origins or more")
		if after := w.AfterPublication(d); after != "" {
			why += " · " + after
		}
		head = message.Block{Lines: []message.Line{message.Quiet(message.Plain(why))}}
	}
	r.Blocks = append(r.Blocks, head)
	taken := r.Title.Words() + words(head)
	tail := tailOf(d, w)
	for i := 0; i < len(d.Developments); i += itemsAPage {
		page := d.Developments[i:min(i+itemsAPage, len(d.Developments))]
		if i+itemsAPage >= len(d.Developments) {
			for _, b := range tail {
				taken += words(b)
			}
		}
		if len(d.Developments) > itemsAPage {
			taken += pageLine
		}
		r.Blocks = append(r.Blocks, amendedItems(items(page, i, pageWords-taken, d.To.In(zone), w), i, d, w)...)
		if i == 0 {
			if lines := amendedElsewhere(d, w); len(lines) > 0 {
				r.Blocks = append(r.Blocks, message.Block{Rule: true, Lines: lines})
			}
		}
		taken = r.Title.Words()
	}
	r.Blocks = append(r.Blocks, tail...)
	if len(d.Developments) > 0 {
		r.Buttons = append(r.Buttons, message.Button{Label: "Evidence", View: message.ViewEvidence},
			message.Button{Label: "Timeline", View: message.ViewTimeline},
			message.Button{Label: "Follow", View: message.ViewFollow})
		if reportable(d) {
			r.Buttons = append(r.Buttons, message.Button{Label: "Report", View: message.ViewReport})
		}
	}
	return r
}

// tailOf is what stands below the last item: what was corrected since, and what was left out.
func tailOf(d news.Digest, w *wording.Words) (out []message.Block) {
	if lines := correctedLine(d, w); len(lines) > 0 && !d.Correction {
		out = append(out, message.Block{Rule: true, Lines: lines})
	}
	if rest := w.Remainder(d); rest != "" {
		out = append(out, message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(rest))}})
	}
	return out
}

// items are the developments of a page, of which before stand on others, in as many words as a reader has time for.
func items(all []news.Development, before, most int, now time.Time, w *wording.Words) (out []message.Block) {
	for _, l := range lengths {
		out = out[:0]
		n := 0
		for i, d := range all {
			b := development(before+i+1, d, l, now, w)
			b.Break, b.Rule = i == 0 && before > 0, i > 0
			n += words(b)
			out = append(out, b)
		}
		if n <= most {
			break
		}
	}
	return out
}

func words(b message.Block) (n int) {
	for _, l := range b.Lines {
		n += l.Words()
	}
	return n
}

// titleOf names a digest, with the one moment that is written out, in the reader's time and in the channel's.
func titleOf(d news.Digest, w *wording.Words) message.Line {
	zone := wording.Zone(d.Zone)
	there := "(" + d.To.In(zone).Format("15:04") + " " + zone.String() + ")"
	return message.Para(message.Plain(subjectOf(d, w)+" · "), message.Moment(d.To, message.FullTime),
		message.Plain(" "), message.Others(there))
}

// subjectOf is what a digest is about, with its sign.
func subjectOf(d news.Digest, w *wording.Words) string {
	sign := d.Sign
	if d.Alert > 0 {
		sign = "🔔"
	}
	return strings.TrimSpace(sign + " " + digestName(d, w))
}

// digestName is what a digest is about: a topic that ships with the program in our words, what people made as they
// called it.
func digestName(d news.Digest, w *wording.Words) string {
	if name, ok := strings.CutPrefix(d.Name, answer.ChangedName); ok {
		d.Name = name
		return w.Say("Changed: %s", digestName(d, w))
	}
	if d.Topic != "" || d.Name == everything {
		return w.Say(d.Name)
	}
	return d.Name
}

// heading names a digest where only plain text is shown: its topic with the date, or what an alert is about.
func heading(d news.Digest, w *wording.Words) string {
	return subjectOf(d, w) + " · " + w.LongTime(d.To.In(wording.Zone(d.Zone)))
}

// cover says what a digest was read from, and what is the matter with it.
func cover(d news.Digest, loc *time.Location, w *wording.Words) message.Block {
	b := message.Block{}
	if len(d.Developments) == 0 {
		b.Lines = append(b.Lines, message.Para(message.Plain(wording.Capital(w.Quiet(d, loc))+".")))
	} else {
		since := message.Fill(w.Say("since %s"), soon(d.From, d.To.In(loc)))
		b.Lines = append(b.Lines, message.Quiet(append(since, message.Plain(" · "+w.Read(d)))...))
	}
	if late := w.Late(d, loc); late != "" {
		b.Lines = append(b.Lines, message.Quiet(message.Plain(late)))
	}
	if blind := w.Blind(d); blind != "" {
		b.Lines = append(b.Lines, message.Para(message.Plain("⚠️ "+blind)))
	}
	return b
}

// soon is a moment as short as it can be told beside another: its hour on the same day, else its day.
func soon(t, now time.Time) message.Run {
	there := t.In(now.Location())
	if there.YearDay() == now.YearDay() && there.Year() == now.Year() {
		return message.When(t, message.ShortTime)
	}
	return message.When(t, message.ShortDay)
}

// statusSign marks how a development stands, for the eye; the word beside it says it to everybody.
func statusSign(d news.Development) string {
	switch {
	case d.Status == news.Denied:
		return "⛔"
	case d.Status == news.Disputed:
		return "⚖️"
	case d.Status == news.Corrected, d.Status == news.Withdrawn:
		return "✏️"
	case d.Hedged:
		return "❔"
	case d.Status == news.Confirmed:
		return "✅"
	case d.Status == news.Claimed:
		return "📣"
	}
	return "🔹"
}

// development is one entry of a digest: the headline with its status in a word, one quotation, the tolls, what is new
// in short lines, and who stands behind it.
func development(n int, d news.Development, l length, now time.Time, w *wording.Words) message.Block {
	headline := d.Headline
	if l.headline > 0 {
		headline = wording.Quote(headline, l.headline)
	}
	headline = balanced(headline) // a sentence may begin or end within a quotation
	head := append([]message.Run{message.Plain(statusSign(d) + " ")}, numbered(n, headline)...)
	b := message.Block{Lines: []message.Line{message.Para(append(head, message.Plain(" — "),
		message.Italic(w.StatusWord(d)))...)}}
	fresh := slices.DeleteFunc(slices.Clone(d.Sentences), func(s news.Sentence) bool {
		return wording.Repeats(d.Headline, s.Text)
	})
	for i, s := range fresh {
		switch {
		case i == 0 && l.quote > 0:
			quote := message.Clean(wording.Quote(s.Text, l.quote))
			b.Lines = append(b.Lines, message.Quoted(message.Others(balanced(quote))))
		case i > 0 && l.support > 0:
			b.Lines = append(b.Lines, message.Item(verbatim(wording.Quote(s.Text, l.support))))
		}
	}
	for _, toll := range w.Tolls(d) {
		b.Lines = append(b.Lines, message.Para(message.Phrase(toll)))
	}
	if turn := w.Turn(d); turn != "" {
		b.Lines = append(b.Lines, message.Item(message.Phrase(turn)))
	}
	for _, s := range d.Against {
		b.Lines = append(b.Lines, message.Item(message.Plain(w.Say("against: ")),
			verbatim(wording.Quote(s.Text, l.against)), message.Phrase(" ("+w.Said(s)+")")))
	}
	if len(d.Sentences) > 0 {
		b.Lines = append(b.Lines, standsBehind(d, now, w))
	}
	return b
}

// numbered is a heading with its number, which belongs before it whichever way the line runs.
func numbered(n int, heading string) []message.Run {
	return []message.Run{message.Bold(fmt.Sprintf("%d · ", n)), message.Bold(heading)}
}

// standsBehind is the quiet line of an item: who says so, in which outlet, how many others and on whose authority,
// when.
func standsBehind(d news.Development, now time.Time, w *wording.Words) message.Line {
	s := d.Sentences[0]
	runs := givenBy(s, " · ", w)
	if sum := w.Arithmetic(d); sum != "" {
		runs = append(runs, message.Phrase(" · "+sum))
	}
	return message.Quiet(append(runs, message.Plain(" · "), soon(d.Time, now))...)
}
