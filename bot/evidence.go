package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/picture"
	"sitrep/wording"
)

// evidence shows every sentence behind every development of d, verbatim.
func (a *answers) evidence(ctx context.Context, r *Request, d news.Digest) (message.Reply, error) {
	all, err := a.digests.Evidence(ctx, d, r.Now)
	if err != nil {
		return message.Reply{}, fmt.Errorf("evidence: %w", err)
	}
	if len(all) == 0 {
		return message.Reply{}, news.Errorf(news.NotFound, "There is nothing here to show evidence for.")
	}
	w := r.words()
	out := message.Reply{
		Title: message.Para(say(w, "Evidence: %s", digestName(d, w))...), Colour: d.Colour, Ephemeral: true, End: d.To,
	}
	for i, e := range all {
		out.Blocks = append(out.Blocks, receipts(numbered(i+1, e.Headline), e.Sentences, i > 0, r))
	}
	if r.View == message.ViewDetails {
		forgotten, err := a.forgotten(ctx, all, w)
		if err != nil {
			return message.Reply{}, fmt.Errorf("evidence: %w", err)
		}
		out.Blocks = append(out.Blocks, forgotten...)
	}
	a.illustrate(ctx, r, &out, plotName, func(ctx context.Context, g *picture.Gallery) (picture.Picture, error) {
		var sentences []news.Sentence
		for _, e := range all {
			sentences = append(sentences, e.Sentences...)
		}
		return g.Plot(ctx, plotOf(answer.FiguresOf(sentences), w, r.zone(), a.o.Precision))
	})
	out = detailed(out, r)
	out.Buttons = append(out.Buttons, message.Button{Label: "As a file", View: message.ViewPack})
	if reportable(d) {
		out.Buttons = append(out.Buttons, message.Button{Label: "Report", View: message.ViewReport})
	}
	return out, nil
}

// forgotten lists the articles behind an old digest whose texts are no longer kept, with what those can be told by.
func (a *answers) forgotten(ctx context.Context, all []answer.Evidence, w *wording.Words) ([]message.Block, error) {
	var ids []int64
	for _, e := range all {
		for _, s := range e.Sentences {
			if !slices.Contains(ids, s.Article) {
				ids = append(ids, s.Article)
			}
		}
	}
	digests, err := a.store.Digests(ctx, ids)
	if err != nil || len(digests) == 0 {
		return nil, err
	}
	b := message.Block{Rule: true}
	for _, id := range ids {
		if d := digests[id]; d != "" {
			b.Lines = append(b.Lines, message.Quiet(message.Plain(w.Say(
				"article %d: its whole text is no longer kept; its SHA-256 was %s", id, d))))
		}
	}
	return []message.Block{b}, nil
}

// factEvidence shows every sentence of every fact.
func factEvidence(r *Request, title message.Line, facts []news.Fact) message.Reply {
	out := message.Reply{Title: title, Ephemeral: true}
	for i, f := range facts {
		headline := numbered(i+1, r.words().Day(f.First))
		sentences := slices.Concat(f.Sentences, f.DeniedBy)
		out.Blocks = append(out.Blocks, receipts(headline, sentences, i > 0, r))
	}
	return detailed(out, r)
}

// receipts lists sentences with who says them where and when, and who of them count as one. A sentence that others have
// word for word is printed once. With details it says where each stands in which stored article, too.
func receipts(headline []message.Run, sentences []news.Sentence, rule bool, r *Request) message.Block {
	w := r.words()
	b := message.Block{Rule: rule, Lines: []message.Line{message.Para(headline...)}}
	for i, same := range byWords(sentences) {
		s := same[0]
		b.Lines = append(b.Lines, message.Para(message.Plain(fmt.Sprintf("%d. ", i+1)), verbatim(s.Text)))
		runs := saysSo(s, message.DateTime, w)
		if s.Hedged {
			runs = append(runs, message.Plain(" · "+w.Say("unconfirmed")))
		}
		for i, other := range same[1:] {
			with := w.Say(", ")
			if i == 0 {
				with = w.Say("; the same words in ")
			}
			runs = append(runs, message.Plain(with), message.Link(other.Source, other.URL))
		}
		b.Lines = append(b.Lines, message.Quiet(runs...))
		for _, s := range same {
			if r.View == message.ViewDetails {
				b.Lines = append(b.Lines, message.Quiet(standing(s, w)...))
			}
		}
	}
	for _, o := range (news.Fact{Sentences: sentences}).Origins() {
		if len(o.Outlets) > 1 && o.Independent() {
			b.Lines = append(b.Lines, message.Quiet(counted(w, len(o.Outlets),
				"%s outlet carries the same origin (%s) and counts once.",
				"%s outlets carry the same origin (%s) and count once.", o.Name)...))
		}
	}
	return b
}

// saysSo is who says a sentence, where, and when: the outlet's name leads to its article.
func saysSo(s news.Sentence, style message.TimeStyle, w *wording.Words) []message.Run {
	return append(givenBy(s, " · ", w), message.Plain(" · "), message.When(s.Time, style))
}

// givenBy is who says a sentence and the outlet, whose name leads to its article; an outlet that stands behind its
// sentence itself is named once.
func givenBy(s news.Sentence, between string, w *wording.Words) []message.Run {
	outlet, o := printedBy(s.Source, s.URL, s.Language, w), s.Origin
	if o.Name == s.Source {
		switch {
		case o.Kind == news.OriginOwn:
			return say(w, "%s, own reporting", outlet)
		case o.Kind == news.OriginUnknown && o.Citing == "" && o.Party == "":
			return say(w, "%s, an outlet not described", outlet)
		}
	}
	return append([]message.Run{message.Phrase(w.Origin(o) + between)}, outlet...)
}

// printedBy is an outlet, whose name leads to its article, with that one's language where it is not the reader's: what
// is quoted stays as it was printed.
func printedBy(source, url, language string, w *wording.Words) []message.Run {
	runs := []message.Run{message.Link(source, url)}
	if mark := w.Printed(language); mark != "" {
		runs = append(runs, message.Phrase(" "+mark))
	}
	return runs
}

// detailed gives a reply of evidence its button for details, unless it has them.
func detailed(reply message.Reply, r *Request) message.Reply {
	if r.View != message.ViewDetails {
		reply.Buttons = append(reply.Buttons, message.Button{Label: "Details", View: message.ViewDetails})
	}
	return reply
}

// showsEvidence reports whether r asks for what stands behind a reply.
func (r *Request) showsEvidence() bool {
	return r.View == message.ViewEvidence || r.View == message.ViewDetails
}

// byWords groups sentences that have the same words and the same origin, in order.
func byWords(sentences []news.Sentence) (out [][]news.Sentence) {
	index := map[string]int{}
	for _, s := range sentences {
		key := fmt.Sprint(s.Text, "|", wording.English.Origin(s.Origin), "|", s.Hedged)
		i, ok := index[key]
		if !ok {
			i = len(out)
			index[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], s)
	}
	return out
}

// standing is where a sentence stands in which article, and when that was read.
func standing(s news.Sentence, w *wording.Words) []message.Run {
	runs := []message.Run{message.Plain(w.Say("article %d, bytes %d–%d", s.Article, s.Start, s.End))}
	if !s.Arrived.IsZero() {
		read := say(w, "read %s", message.When(s.Arrived, message.DateTime))
		runs = append(append(runs, message.Plain(" · ")), read...)
	}
	return runs
}

// verbatim puts quotation marks around a span, unless it brings its own. A span may begin or end within a quotation:
// then the mark that stands outside it is set in its place, and it is not quoted twice.
func verbatim(s string) message.Run {
	s = message.Clean(s)
	whole := balanced(s)
	if whole != s || strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`) {
		return message.Others(whole)
	}
	return message.Others("“" + s + "”")
}

// balanced is a span with the quotation marks that belong to it but stand outside it.
func balanced(s string) string {
	depth, before := 0, 0 // open quotations; those that were open when it began
	for i, r := range s {
		switch r {
		case '“', '«', '„':
			depth++
		case '”', '»':
			if depth == 0 {
				before++
			} else {
				depth--
			}
		case '"': // opens before a word, closes behind one
			opens := i == 0 || strings.ContainsRune(" (–—", rune(s[i-1]))
			switch {
			case opens:
				depth++
			case depth == 0:
				before++
			default:
				depth--
			}
		}
	}
	if before > 0 {
		s = "“" + s
	}
	if depth > 0 {
		s += "”"
	}
	return s
}

// receipt is where a sentence stands: the outlet, linked to the article, and when.
func receipt(source, url, language string, at time.Time, w *wording.Words) []message.Run {
	return append(printedBy(source, url, language, w), message.Plain(w.Say(", ")), message.When(at, message.DateTime))
}
