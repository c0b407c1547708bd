package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// latest answers /latest: what is new, of everything, of a topic, or about somebody.
func (a *answers) latest(ctx context.Context, r *Request) (message.Reply, error) {
	topic, err := a.topic(r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	q := digest.Request{Topic: topic.Slug, Zone: r.zone().String()}
	title := ""
	if about := r.value("about"); about != "" {
		f, err := a.find(ctx, "timeline", about)
		if err != nil {
			return message.Reply{}, err
		}
		if f.ask != nil {
			return *f.ask, nil
		}
		q.Entity, title = f.entity.ID, f.entity.Name
	}
	return a.compose(ctx, r, q, title)
}

// digest answers /digest: a preview of a topic's digest, or, by its number, one that was delivered.
func (a *answers) digest(ctx context.Context, r *Request) (message.Reply, error) {
	if id, ok := entityID(r.value("topic")); ok {
		d, err := a.store.Digest(ctx, id)
		if news.ErrorCode(err) == news.NotFound {
			return message.Reply{}, news.Errorf(
				news.NotFound,
				"That digest is no longer stored. /latest shows what is new.",
			)
		} else if err != nil {
			return message.Reply{}, fmt.Errorf("digest %d: %w", id, err)
		}
		return a.show(ctx, r, d)
	}
	topic, err := a.topic(r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	return a.compose(ctx, r, digest.Request{Topic: topic.Slug, Zone: a.o.Zone}, "")
}

// changedWindow is how far /changed looks back if nobody says otherwise: most tolls and denials settle within a week.
const changedWindow = 7 * 24 * time.Hour

// changedFacts is how many facts that were told more than once are looked at, the heaviest.
const changedFacts = 200

// changed answers /changed: what stands differently now from when it was first told, or from since.
func (a *answers) changed(ctx context.Context, r *Request) (message.Reply, error) {
	topic, err := a.topic(r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	from, err := r.moment("since")
	if err != nil {
		return message.Reply{}, err
	}
	to := r.Now
	if !r.Again { // else as of when it was first asked
		newest, err := a.store.Coverage(ctx, "", to, to)
		if err != nil {
			return message.Reply{}, fmt.Errorf("newest article: %w", err)
		}
		to = digest.End(to, newest.Newest)
	}
	if from.IsZero() {
		from = to.Add(-changedWindow)
	}
	if !from.Before(to) {
		return message.Reply{}, errorf("since: nothing can have changed since %s, which is not in the past.",
			message.Shorten(message.Clean(r.value("since")), 40))
	}
	from, to = from.UTC(), to.UTC()
	facts, err := a.store.Facts(ctx, news.FactQuery{
		Topic: topic.Slug, Since: from, Until: to, Retold: true,
		Limit: changedFacts,
	})
	if err != nil {
		return message.Reply{}, fmt.Errorf("facts since %v: %w", from, err)
	}
	cover, err := a.store.Coverage(ctx, topic.Slug, from, to)
	if err != nil {
		return message.Reply{}, fmt.Errorf("coverage since %v: %w", from, err)
	}
	d := digest.Compose(digest.Input{
		Topic: topic, From: from, To: to, Zone: r.zone().String(), Style: news.Full, Facts: facts, Coverage: cover,
		Known: firstTold(facts, from),
	})
	d.Developments = slices.DeleteFunc(d.Developments, func(dev news.Development) bool {
		return dev.Change != news.ChangeFigure && dev.Change != news.ChangeStatus
	})
	d.LeftOut, d.Repeated = 0, 0
	d.Name = "Changed: " + d.Name
	if len(d.Developments) == 0 {
		return message.Notice(message.Plain(fmt.Sprintf("No figure and no status has changed in %s since ",
			wording.Plural(cover.Articles, "article"))), message.When(from, message.DateTime), message.Plain(".")), nil
	}
	return a.show(ctx, r, d)
}

// firstTold is the state of each fact at a time, or, for one that is younger, when it was first told.
func firstTold(facts []news.Fact, at time.Time) map[int64]news.Known {
	known := make(map[int64]news.Known, len(facts))
	for _, f := range facts {
		then := f.At(at)
		if len(then.Sentences) == 0 {
			then = f.At(f.First)
		}
		known[f.ID] = digest.State(then)
	}
	return known
}

// compose composes and shows a digest; title replaces the topic's name if it is not "".
func (a *answers) compose(ctx context.Context, r *Request, q digest.Request, title string) (message.Reply, error) {
	d, err := a.composed(ctx, r, q)
	if err != nil {
		return message.Reply{}, err
	}
	if title != "" {
		d.Name, d.Sign = title, ""
	}
	return a.show(ctx, r, d)
}

// composed composes a digest of the window that r asks for.
func (a *answers) composed(ctx context.Context, r *Request, q digest.Request) (news.Digest, error) {
	since, err := r.moment("since")
	if err != nil {
		return news.Digest{}, err
	}
	if q.Since = since; r.Again {
		q.Until = r.Now // as of when it was first asked
	}
	d, err := a.o.Compose(ctx, q)
	if err != nil {
		return news.Digest{}, fmt.Errorf("compose: %w", err)
	}
	return d, nil
}

// show renders a digest in the view that r asks for.
func (a *answers) show(ctx context.Context, r *Request, d news.Digest) (message.Reply, error) {
	switch r.View {
	case message.ViewEvidence:
		return a.evidence(ctx, d)
	case message.ViewTimeline:
		return a.storyTimeline(ctx, r, d)
	}
	reply := digestReply(d)
	reply.Asked = d.To
	return reply, nil
}

// digestReply is a digest as a document: what a channel gets, and what /latest answers.
func digestReply(d news.Digest) message.Reply {
	loc := zoneOf(d.Zone)
	r := message.Reply{Colour: d.Colour}
	r.Title = message.Para(message.Plain(heading(d)))
	if d.Alert > 0 {
		r.Blocks = append(
			r.Blocks,
			message.Block{Lines: []message.Line{message.Quiet(message.Plain("new, and told by " +
				wording.Plural(d.Alert, "independent origin") + " or more"))}},
		)
	} else {
		r.Blocks = append(r.Blocks, cover(d, loc))
	}
	for i, dev := range d.Developments {
		r.Blocks = append(r.Blocks, development(i+1, dev))
	}
	if rest := wording.Remainder(d); rest != "" {
		r.Blocks = append(
			r.Blocks,
			message.Block{Rule: true, Lines: []message.Line{message.Quiet(message.Plain(rest))}},
		)
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
	return strings.TrimSpace(sign + " " + d.Name + " · " +
		wording.LongTime(d.To.In(zoneOf(d.Zone))))
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
	b := message.Block{
		Lines: []message.Line{
			message.Para(
				message.Plain(statusSign(d)+" "),
				message.Bold(fmt.Sprintf("%d · %s", n, message.Clean(d.Headline))),
				message.Plain(" — "),
				message.Italic(wording.Status(d)),
			),
		},
	}
	for _, s := range d.Sentences {
		if s.Text != d.Headline {
			b.Lines = append(b.Lines, message.Para(verbatim(s.Text)))
		}
	}
	for _, s := range d.Against {
		b.Lines = append(
			b.Lines,
			message.Para(message.Plain("against: "), verbatim(s.Text), message.Plain(" ("+wording.Said(s)+")")),
		)
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

// evidence shows every sentence behind every development of d, exactly as stored.
func (a *answers) evidence(ctx context.Context, d news.Digest) (message.Reply, error) {
	var ids []int64
	for _, dev := range d.Developments {
		ids = append(ids, dev.Facts...)
	}
	facts := map[int64]news.Fact{}
	if len(ids) > 0 {
		stored, err := a.store.Facts(ctx, news.FactQuery{IDs: ids, Limit: len(ids)})
		if err != nil {
			return message.Reply{}, fmt.Errorf("facts of a digest: %w", err)
		}
		for _, f := range stored {
			facts[f.ID] = f.At(d.To)
		}
	}
	r := message.Reply{
		Title:     message.Para(message.Plain("Evidence: " + d.Name)),
		Colour:    d.Colour,
		Ephemeral: true,
		Asked:     d.To,
	}
	for i, dev := range d.Developments {
		var sentences []news.Sentence
		for _, id := range dev.Facts {
			sentences = append(sentences, facts[id].Sentences...)
			sentences = append(sentences, facts[id].DeniedBy...)
		}
		if len(sentences) == 0 {
			sentences = append(append(sentences, dev.Sentences...), dev.Against...)
		}
		r.Blocks = append(
			r.Blocks,
			receipts(fmt.Sprintf("%d · %s", i+1, message.Clean(dev.Headline)), sentences, i > 0),
		)
	}
	if len(r.Blocks) == 0 {
		return message.Reply{}, news.Errorf(news.NotFound, "There is nothing here to show evidence for.")
	}
	return r, nil
}

// receipts lists sentences with where they stand, and who of them count as one. A sentence that others have word for
// word is printed once.
func receipts(headline string, sentences []news.Sentence, rule bool) message.Block {
	b := message.Block{Rule: rule, Lines: []message.Line{message.Para(message.Bold(headline))}}
	for i, same := range byWords(sentences) {
		s := same[0]
		runs := append([]message.Run{message.Plain(fmt.Sprintf("%d. ", i+1))}, receipt(s.Source, s.URL, s.Time)...)
		runs = append(runs, message.Plain(" — "), verbatim(s.Text))
		about := wording.Origin(s.Origin)
		if s.Hedged {
			about += " · unconfirmed"
		}
		b.Lines = append(
			b.Lines,
			message.Para(runs...),
			message.Quiet(append([]message.Run{message.Plain(about + " · ")}, standing(s)...)...),
		)
		for _, s := range same[1:] {
			runs := append([]message.Run{message.Plain("the same words in ")}, receipt(s.Source, s.URL, s.Time)...)
			b.Lines = append(b.Lines, message.Quiet(append(append(runs, message.Plain(" · ")), standing(s)...)...))
		}
	}
	for _, o := range (news.Fact{Sentences: sentences}).Origins() {
		if len(o.Outlets) > 1 && o.Independent() {
			b.Lines = append(
				b.Lines,
				message.Quiet(message.Plain(fmt.Sprintf("%d outlets carry the same origin (%s) and count once.",
					len(o.Outlets), o.Name))),
			)
		}
	}
	return b
}

// byWords groups sentences that have the same words and the same origin, in order.
func byWords(sentences []news.Sentence) (out [][]news.Sentence) {
	index := map[string]int{}
	for _, s := range sentences {
		key := fmt.Sprint(s.Text, "|", wording.Origin(s.Origin), "|", s.Hedged)
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
func standing(s news.Sentence) []message.Run {
	runs := []message.Run{message.Plain(fmt.Sprintf("article %d, bytes %d–%d", s.Article, s.Start, s.End))}
	if !s.Arrived.IsZero() {
		runs = append(runs, message.Plain(" · read "), message.When(s.Arrived, message.DateTime))
	}
	return runs
}

// storyFacts bounds what the timeline of a digest shows of each of its stories.
const storyFacts = 12

// storyTimeline shows how the stories of a digest came to where it tells them: their weightiest facts, day by day.
func (a *answers) storyTimeline(ctx context.Context, r *Request, d news.Digest) (message.Reply, error) {
	reply := message.Reply{
		Title:     message.Para(message.Plain("Timeline: " + d.Name)),
		Colour:    d.Colour,
		Ephemeral: true,
		Asked:     d.To,
	}
	var facts []news.Fact
	seen := map[int64]bool{}
	for _, dev := range d.Developments {
		if dev.Story == 0 || seen[dev.Story] {
			continue
		}
		seen[dev.Story] = true
		all, err := a.store.Facts(ctx, news.FactQuery{Story: dev.Story, Until: d.To, Limit: storyFacts})
		if err != nil {
			return message.Reply{}, fmt.Errorf("facts of story %d: %w", dev.Story, err)
		}
		for _, f := range all {
			if f = f.At(d.To); len(f.Sentences) > 0 && !f.Sentences[0].Background {
				facts = append(facts, f)
			}
		}
	}
	if len(facts) == 0 {
		return message.Reply{}, news.Errorf(news.NotFound, "Nothing more is stored about the stories of this digest.")
	}
	slices.SortStableFunc(facts, func(x, y news.Fact) int { return x.First.Compare(y.First) })
	reply.Blocks = dayBlocks(facts, r.zone())
	return reply, nil
}
