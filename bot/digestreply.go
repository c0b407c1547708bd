package bot

import (
	"fmt"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// digestReply is a digest as a document: what a channel gets, and what /latest answers.
func digestReply(d news.Digest) message.Reply {
	r := message.Reply{Colour: d.Colour, Title: message.Para(message.Plain(heading(d)))}
	if d.Alert > 0 {
		why := "new, and told by " + wording.Plural(d.Alert, "independent origin") + " or more"
		r.Blocks = append(r.Blocks, message.Block{Lines: []message.Line{message.Quiet(message.Plain(why))}})
	} else {
		r.Blocks = append(r.Blocks, cover(d, wording.Zone(d.Zone)))
	}
	for i, dev := range d.Developments {
		r.Blocks = append(r.Blocks, development(i+1, dev))
	}
	if rest := wording.Remainder(d); rest != "" {
		r.Blocks = append(r.Blocks,
			message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(rest))}})
	}
	if len(d.Developments) > 0 {
		r.Buttons = append(r.Buttons, message.Button{Label: "Evidence", View: message.ViewEvidence},
			message.Button{Label: "Timeline", View: message.ViewTimeline})
	}
	return r
}

// heading names a digest: its topic with the date, or what an alert is about.
func heading(d news.Digest) string {
	sign := d.Sign
	if d.Alert > 0 {
		sign = "🔔"
	}
	return strings.TrimSpace(sign + " " + d.Name + " · " + wording.LongTime(d.To.In(wording.Zone(d.Zone))))
}

// cover says what a digest was read from, and what is the matter with it.
func cover(d news.Digest, loc *time.Location) message.Block {
	b := message.Block{}
	if len(d.Developments) == 0 {
		quietDay := wording.Quiet(d, loc)
		b.Lines = append(b.Lines, message.Para(message.Plain(strings.ToUpper(quietDay[:1])+quietDay[1:]+".")))
	} else {
		b.Lines = append(b.Lines, message.Quiet(message.Plain(wording.Cover(d, loc))))
	}
	if late := wording.Late(d, loc); late != "" {
		b.Lines = append(b.Lines, message.Quiet(message.Plain(late)))
	}
	if blind := wording.Blind(d); blind != "" {
		b.Lines = append(b.Lines, message.Para(message.Plain("⚠️ "+blind)))
	}
	return b
}

// statusSign marks how a development stands, for the eye; the words beside it say it to everybody.
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

// development is one entry of a digest: the headline with its status in words, the sentences, what speaks against them,
// the figures, and who stands behind it.
func development(n int, d news.Development) message.Block {
	b := message.Block{Lines: []message.Line{message.Para(message.Plain(statusSign(d)+" "),
		message.Bold(fmt.Sprintf("%d · %s", n, message.Clean(d.Headline))), message.Plain(" — "),
		message.Italic(wording.Status(d)))}}
	for _, s := range d.Sentences {
		if s.Text != d.Headline {
			b.Lines = append(b.Lines, message.Para(verbatim(s.Text)))
		}
	}
	for _, s := range d.Against {
		b.Lines = append(b.Lines, message.Para(message.Plain("against: "), verbatim(s.Text),
			message.Plain(" ("+wording.Said(s)+")")))
	}
	if f := wording.Figures(d); f != "" {
		b.Lines = append(b.Lines, message.Quiet(message.Plain(f)))
	}
	if len(d.Sentences) == 0 {
		return b
	}
	runs := []message.Run{message.Plain(wording.Origins(d) + " · "), message.When(d.Time, message.DateTime)}
	if url, ok := message.SafeURL(d.Sentences[0].URL); ok {
		runs = append(runs, message.Plain(" · "), message.Link("article", url))
	}
	b.Lines = append(b.Lines, message.Quiet(runs...))
	return b
}
