package digest

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

// CorrectorStore is what the corrector needs of storage.
type CorrectorStore interface {
	// Relying returns the digests composed since a time that relied on what has changed behind a mark, and how far it
	// has looked.
	Relying(ctx context.Context, since time.Time) (from, to news.AmendMark, all []news.Relying, err error)
	Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error)
	// CommitAmended stores what came of it, if nobody else has meanwhile.
	CommitAmended(ctx context.Context, from, to news.AmendMark, since time.Time, all []news.Amended) (bool, error)
}

// Corrector keeps what was delivered true: it finds the digests that relied on what has changed, and what there is to
// say about them. Like [Runner] it keeps nothing between runs.
type Corrector struct {
	lg    *slog.Logger
	store CorrectorStore
	now   func() time.Time
}

// NewCorrector returns a corrector; now is the clock.
func NewCorrector(lg *slog.Logger, store CorrectorStore, now func() time.Time) *Corrector {
	return &Corrector{lg: lg, store: store, now: now}
}

// Run looks at all that has changed since the last run, and returns of how many digests there is something else to say
// than before. Their messages are to be edited.
func (c *Corrector) Run(ctx context.Context) (int, error) {
	done := 0
	for {
		since := c.now().Add(-news.Amendable)
		from, to, all, err := c.store.Relying(ctx, since)
		if err != nil {
			return done, fmt.Errorf("find what relied on changes: %w", err)
		}
		if from == to {
			return done, nil
		}
		var amended []news.Amended
		for _, r := range all {
			a, changed, err := c.amend(ctx, r)
			if err != nil {
				return done, fmt.Errorf("amend digest %d: %w", r.Digest.ID, err)
			}
			if changed {
				amended = append(amended, a)
			}
		}
		committed, err := c.store.CommitAmended(ctx, from, to, since, amended)
		if err != nil {
			return done, fmt.Errorf("commit amendments: %w", err)
		}
		if !committed {
			return done, nil // somebody else is at it
		}
		done += len(amended)
	}
}

// amend looks at one digest; changed is false if there is nothing else to say about it than before.
func (c *Corrector) amend(ctx context.Context, r news.Relying) (out news.Amended, changed bool, err error) {
	var ids []int64
	for _, dev := range r.Digest.Developments {
		ids = append(ids, dev.Facts...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return out, false, nil
	}
	facts, err := c.store.Facts(news.SeenBy(ctx, r.Digest.Owner), news.FactQuery{IDs: ids, Limit: len(ids)})
	if err != nil {
		return out, false, fmt.Errorf("facts: %w", err)
	}
	now := c.now()
	all := Amend(r, facts, now)
	if slices.EqualFunc(all, r.Digest.Amended, news.Amendment.Same) {
		return out, false, nil
	}
	out = news.Amended{Digest: r.Digest.ID, Amendments: all}
	if told := tellingOf(r.Digest, all); len(told) > 0 {
		out.Telling = &news.Digest{
			Owner: r.Digest.Owner, Topic: r.Digest.Topic, Name: r.Digest.Name, Sign: r.Digest.Sign,
			Colour: r.Digest.Colour, Zone: cmp.Or(r.Digest.Zone, "UTC"), From: now, To: now,
			Developments: []news.Development{}, Corrected: told, Correction: true,
		}
	}
	return out, true, nil
}

// withCorrections is a digest with a line of what has turned out differently about those before it. An item whose news
// is what its channel was told of already, when the message was edited, is that line instead; more than the line names
// stay items, and so does what would leave nothing of a day that is skipped when it is quiet.
func withCorrections(d *news.Digest, all []news.Amendment, sub news.Subscription, known map[int64]news.Known,
) *news.Digest {
	out := *d
	for _, a := range all {
		i := slices.IndexFunc(out.Developments, func(dev news.Development) bool { return saysAll(a, dev, known) })
		if i < 0 || a.Time.Before(sub.LastAt) || len(out.Developments) == 1 &&
			sub.Preferences.Quiet == news.QuietSkipped {
			continue
		}
		dev, without := out.Developments[i], out
		without.Developments = slices.Delete(slices.Clone(out.Developments), i, i+1)
		without.Settled = slices.Concat(out.Settled, dev.Known)
		without.Corrected = correctedSince(all, sub.LastAt, &without)
		beyond := without.Corrected[min(len(without.Corrected), wording.CorrectionsNamed):]
		if !slices.ContainsFunc(beyond, func(o news.Amendment) bool { return isAbout(o, dev) }) {
			out = without
		}
	}
	if out.Corrected = correctedSince(all, sub.LastAt, &out); len(out.Corrected) == 0 {
		return d
	}
	return &out
}

// toldOf is what a reader knows of facts who was told beside what he was shown that its numbers were corrected.
func toldOf(all []news.Amendment, known map[int64]news.Known, facts []candidate) map[int64]news.Known {
	out := known
	for _, c := range facts {
		k, shown := recall(known, c.fact)
		if !shown || !slices.ContainsFunc(all, func(a news.Amendment) bool {
			return a.Kind == news.AmendFigure && slices.Contains(a.Facts, c.fact.ID)
		}) {
			continue
		}
		if now := corrected(c.fact, k); now.Time.After(k.Time) {
			out = maps.Clone(out)
			out[c.fact.ID] = now
		}
	}
	return out
}

// isAbout reports whether an amendment is about a fact of a development.
func isAbout(a news.Amendment, dev news.Development) bool {
	return slices.ContainsFunc(dev.Facts, func(id int64) bool { return slices.Contains(a.Facts, id) })
}

// saysAll reports whether an amendment says all that is new in a development for whoever knows that much: no fact is
// new, its status is what the amendment says, and so is each number that whoever reads it does not know.
func saysAll(a news.Amendment, dev news.Development, known map[int64]news.Known) bool {
	if !a.Grave() || len(dev.Facts) == 0 || !slices.Contains(statuses[a.Kind], dev.Status) {
		return false
	}
	for _, now := range dev.Known {
		if slices.ContainsFunc(dev.Against, func(s news.Sentence) bool { return s.Fact == now.Fact && quotes(a, s) }) {
			continue // the denial itself
		}
		before, ok := known[now.Fact]
		if !ok || !slices.Contains(a.Facts, now.Fact) ||
			a.Kind == news.AmendFigure && now.Status != before.Status && now.Status != news.Corrected {
			return false
		}
		for _, f := range now.Figures {
			if !slices.ContainsFunc(before.Figures, func(k news.Figure) bool { return sameFigure(k, f) }) &&
				(a.Now == nil || a.Now.Kind != f.Kind || a.Now.Low != f.Low) {
				return false
			}
		}
	}
	return true
}

// quotes reports whether a sentence is the one that an amendment goes by.
func quotes(a news.Amendment, s news.Sentence) bool {
	return a.Sentence != nil && a.Sentence.Article == s.Article && a.Sentence.Start == s.Start
}

// statuses are how a development may stand of which amendments say all.
var statuses = map[news.AmendmentKind][]news.Status{
	news.AmendFigure:    {news.Reported, news.Claimed, news.Confirmed, news.Corrected},
	news.AmendCorrected: {news.Corrected},
	news.AmendWithdrawn: {news.Withdrawn},
	news.AmendDenied:    {news.Denied, news.Disputed},
}

// correctedSince are the amendments that a digest tells of in a line: those found since the one before it, but for what
// it tells as news itself.
func correctedSince(all []news.Amendment, since time.Time, d *news.Digest) (out []news.Amendment) {
	for _, a := range all {
		told := slices.ContainsFunc(d.Developments, func(dev news.Development) bool { return isAbout(a, dev) })
		again := slices.ContainsFunc(out, func(o news.Amendment) bool { // of another message that told it, too
			o.Item = a.Item
			return o.Headline == a.Headline && o.Same(a)
		})
		if !a.Time.Before(since) && !told && !again {
			out = append(out, a)
		}
	}
	return out
}

// tellingOf are the amendments that a channel is told of beside the edit of its message: those that matter and of which
// it was not told before. A number that changes once more is told once more.
func tellingOf(d news.Digest, all []news.Amendment) (out []news.Amendment) {
	for _, a := range all {
		if a.Grave() && !slices.ContainsFunc(d.Amended, a.Same) {
			out = append(out, a)
		}
	}
	return out
}
