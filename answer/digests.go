package answer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sitrep/digest"
	"sitrep/news"
)

// DigestStore is what answers about digests need of storage.
type DigestStore interface {
	Digest(ctx context.Context, id int64) (news.Digest, error)
	DigestSentTo(ctx context.Context, id int64, guild, channel string) (news.Digest, error)
	Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error)
	Coverage(ctx context.Context, topic string, from, to time.Time) (news.Coverage, error)
	// CoverageBy is Coverage of what had arrived by asOf; zero: all.
	CoverageBy(ctx context.Context, topic string, from, to, asOf time.Time) (news.Coverage, error)
}

// Compose makes a digest on demand: see [digest.Composer].
type Compose func(ctx context.Context, q digest.Request) (news.Digest, error)

// Digests answers what is new and what changed, and shows what stands behind a digest.
type Digests struct {
	store   DigestStore
	compose Compose
}

// NewDigests returns what answers from store and has digests composed by compose.
func NewDigests(store DigestStore, compose Compose) *Digests { return &Digests{store, compose} }

// Latest composes what is new; about is what a digest of one entity is called, "" for one of a topic.
func (d *Digests) Latest(ctx context.Context, q digest.Request, about string) (news.Digest, error) {
	out, err := d.compose(ctx, q)
	if err != nil {
		return news.Digest{}, fmt.Errorf("compose: %w", err)
	}
	if about != "" {
		out.Name, out.Sign = about, ""
	}
	return out, nil
}

// Asker is where somebody asks.
type Asker struct {
	Guild   string // "" in a direct message
	Channel string
	Local   bool // whoever runs the program, at the console
}

// Delivered returns a digest that was delivered to where it is asked for, by its number: to the server or, in a direct
// message, to its channel.
func (d *Digests) Delivered(ctx context.Context, id int64, by Asker) (out news.Digest, err error) {
	if by.Local {
		out, err = d.store.Digest(ctx, id)
	} else {
		out, err = d.store.DigestSentTo(ctx, id, by.Guild, by.Channel)
	}
	if news.ErrorCode(err) == news.NotFound {
		return out, news.Errorf(news.NotFound, "That digest is no longer stored. /latest shows what is new.")
	} else if err != nil {
		return out, fmt.Errorf("digest %d: %w", id, err)
	}
	return out, nil
}

// changedWindow is how far Changed looks back if nobody says otherwise: most tolls and denials settle within a week.
const changedWindow = 7 * 24 * time.Hour

// changedFacts is how many facts that were told more than once are looked at, the heaviest.
const changedFacts = 200

// ChangeQuery asks what turned out differently.
type ChangeQuery struct {
	Topic news.Topic
	Since time.Time // zero is a week before Until
	Until time.Time
	AsOf  time.Time // only what had arrived by then; zero: all
	Zone  string    // IANA name, of the digest's times
}

// Newest returns where a window that nobody ends stops: now, or the newest article of an archive.
func (d *Digests) Newest(ctx context.Context, now time.Time) (time.Time, error) {
	newest, err := d.store.Coverage(ctx, "", now, now)
	if err != nil {
		return now, fmt.Errorf("newest article: %w", err)
	}
	return digest.End(now, newest.Newest), nil
}

// ChangedName stands before the name of what a digest of [Digests.Changed] is about.
const ChangedName = "Changed: "

// Changed composes a digest of what stands differently now from when it was first told, or from since: revised figures,
// denials, confirmations. A digest without developments says that nothing has changed. A window that is empty is an
// Invalid error.
func (d *Digests) Changed(ctx context.Context, q ChangeQuery) (news.Digest, error) {
	if q.Since.IsZero() {
		q.Since = q.Until.Add(-changedWindow)
	}
	from, to := q.Since.UTC(), q.Until.UTC()
	if !from.Before(to) {
		return news.Digest{}, news.Errorf(news.Invalid, "nothing can have changed since %v", from)
	}
	facts, err := d.store.Facts(ctx, news.FactQuery{
		Topic: q.Topic.Slug, Since: from, Until: to, Retold: true,
		Limit: changedFacts,
	})
	if err != nil {
		return news.Digest{}, fmt.Errorf("facts since %v: %w", from, err)
	}
	for i, f := range facts {
		facts[i] = f.ArrivedBy(q.AsOf)
	}
	cover, err := d.store.CoverageBy(ctx, q.Topic.Slug, from, to, q.AsOf)
	if err != nil {
		return news.Digest{}, fmt.Errorf("coverage since %v: %w", from, err)
	}
	out := digest.Compose(digest.Input{
		Topic: q.Topic, From: from, To: to, Zone: q.Zone, Style: news.Full, Facts: facts, Coverage: cover,
		Known: firstTold(facts, from),
	})
	out.Developments = slices.DeleteFunc(out.Developments, func(dev news.Development) bool {
		return dev.Change != news.ChangeFigure && dev.Change != news.ChangeStatus &&
			dev.Change != news.ChangeCorrection
	})
	out.LeftOut, out.Repeated = 0, 0
	out.Name = ChangedName + out.Name
	return out, nil
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

// Evidence is every sentence behind a development of a digest, exactly as stored.
type Evidence struct {
	Headline  string
	Sentences []news.Sentence
}

// Evidence returns what stands behind each development of a digest, in order, as it was known then: of one that was
// composed for somebody, as far as it had arrived by asOf. Where its facts are no longer stored it is what the digest
// shows.
func (d *Digests) Evidence(ctx context.Context, of news.Digest, asOf time.Time) ([]Evidence, error) {
	var ids []int64
	for _, dev := range of.Developments {
		ids = append(ids, dev.Facts...)
	}
	facts := map[int64]news.Fact{}
	if len(ids) > 0 {
		stored, err := d.store.Facts(ctx, news.FactQuery{IDs: ids, Limit: len(ids)})
		if err != nil {
			return nil, fmt.Errorf("facts of a digest: %w", err)
		}
		for _, f := range stored {
			facts[f.ID] = known(f, of, asOf)
		}
	}
	out := make([]Evidence, 0, len(of.Developments))
	for _, dev := range of.Developments {
		e := Evidence{Headline: dev.Headline}
		for _, id := range dev.Facts {
			e.Sentences = append(e.Sentences, facts[id].Sentences...)
			e.Sentences = append(e.Sentences, facts[id].DeniedBy...)
		}
		if len(e.Sentences) == 0 {
			e.Sentences = slices.Concat(dev.Sentences, dev.Against)
		}
		out = append(out, e)
	}
	return out, nil
}

// known is a fact as it stood behind a digest.
func known(f news.Fact, of news.Digest, asOf time.Time) news.Fact {
	if of.Through == 0 {
		return f.At(of.To).ArrivedBy(asOf)
	}
	later := func(s news.Sentence) bool { return s.Article > of.Through }
	f.Sentences = slices.DeleteFunc(slices.Clone(f.Sentences), later)
	f.DeniedBy = slices.DeleteFunc(slices.Clone(f.DeniedBy), later)
	return f.Dated()
}

// storyFacts bounds what Stories returns of each story.
const storyFacts = 12

// Stories returns how the stories of a digest came to where it tells them: their weightiest facts, in order of time, as
// far as they were known to it (see [Digests.Evidence]).
func (d *Digests) Stories(ctx context.Context, of news.Digest, asOf time.Time) ([]news.Fact, error) {
	var out []news.Fact
	seen := map[int64]bool{}
	for _, dev := range of.Developments {
		if dev.Story == 0 || seen[dev.Story] {
			continue
		}
		seen[dev.Story] = true
		all, err := d.store.Facts(ctx, news.FactQuery{Story: dev.Story, Until: of.To, Limit: storyFacts})
		if err != nil {
			return nil, fmt.Errorf("facts of story %d: %w", dev.Story, err)
		}
		for i, f := range all {
			all[i] = known(f, of, asOf)
		}
		out = append(out, newsworthy(all, of.To)...)
	}
	slices.SortStableFunc(out, func(x, y news.Fact) int { return x.First.Compare(y.First) })
	return out, nil
}
