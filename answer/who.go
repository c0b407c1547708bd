package answer

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sitrep/news"
)

// CardStore is what a card needs of storage.
type CardStore interface {
	Profile(ctx context.Context, id int64, since time.Time, limit int) (news.Profile, error)
	Facts(ctx context.Context, q news.FactQuery) ([]news.Fact, error)
}

// Cards answers who somebody is.
type Cards struct{ store CardStore }

// NewCards returns what makes cards of what store has.
func NewCards(store CardStore) *Cards { return &Cards{store} }

// recent is the window of a card. The newest articles of an archive may be older: then it ends with the last mention.
const recent = 30 * 24 * time.Hour

// Amounts on a card: what fits on one phone screen and a half.
const (
	cardFacts   = 3
	cardQuotes  = 3
	cardDenials = 2
	cardCounts  = 10 // names of each kind that storage counts
)

// Card is what articles say about somebody.
type Card struct {
	Profile  news.Profile // of 30 days
	Recently bool         // of the last 30 days; else of the 30 days before the last mention
	Latest   []news.Fact  // the newest first
	Disputed []news.Fact  // what the entity states and others deny, in DeniedBy, those denied last first
}

// Card returns the card of an entity at a time.
func (c *Cards) Card(ctx context.Context, id int64, now time.Time) (Card, error) {
	p, recently, err := c.profile(ctx, id, now)
	if err != nil {
		return Card{}, fmt.Errorf("profile %d: %w", id, err)
	}
	p.Entity = fuller(p.Entity)
	facts, err := c.facts(ctx, p, now)
	if err != nil {
		return Card{}, fmt.Errorf("facts about %d: %w", id, err)
	}
	card := Card{Profile: p, Recently: recently, Disputed: disputed(p.Entity, facts)}
	facts = slices.DeleteFunc(facts, func(f news.Fact) bool { // nothing is told twice
		return slices.ContainsFunc(card.Disputed, func(d news.Fact) bool { return d.ID == f.ID }) ||
			card.says(Lead(f)) // that stands under what the entity says
	})
	card.Latest = facts[:min(len(facts), cardFacts)]
	return card, nil
}

// says reports whether a sentence gives the words of the entity that Says begins with.
func (c Card) says(s news.Sentence) bool {
	return slices.ContainsFunc(quotes(c.Profile.Said, false), func(q Quote) bool {
		words := Fold(strings.Trim(q.Words, " .,“”\""))
		return words != "" && strings.Contains(Fold(s.Text), words)
	})
}

// fuller gives somebody who was first known by a surname alone the whole name for a name.
func fuller(e news.Entity) news.Entity {
	for i, a := range e.Aliases {
		if e.Kind == news.Person && strings.HasSuffix(a, " "+e.Name) {
			e.Aliases = slices.Clone(e.Aliases)
			e.Name, e.Aliases[i] = a, e.Name
			break
		}
	}
	return e
}

// profile is of the last 30 days, or of the 30 days before the last mention.
func (c *Cards) profile(ctx context.Context, id int64, now time.Time) (p news.Profile, recently bool, err error) {
	p, err = c.store.Profile(ctx, id, now.Add(-recent), cardCounts)
	if err != nil || p.Mentions > 0 {
		return p, true, err
	}
	ever, err := c.store.Profile(ctx, id, time.Time{}, 1)
	if err != nil || ever.Mentions == 0 {
		return ever, false, err
	}
	p, err = c.store.Profile(ctx, id, ever.Last.Add(-recent), cardCounts)
	return p, false, err
}

// facts returns facts that mention an entity and are not retold background, the newest first: of the days before its
// last mention if they hold enough, because storage gives the heaviest facts of a window and not the newest.
func (c *Cards) facts(ctx context.Context, p news.Profile, now time.Time) (out []news.Fact, err error) {
	for _, back := range []time.Duration{24 * time.Hour, 3 * 24 * time.Hour, recent} {
		all, err := c.store.Facts(ctx, news.FactQuery{
			Entity: p.Entity.ID, Since: p.Last.Add(-back), Until: now,
			Limit: 100,
		})
		if err != nil {
			return nil, err
		}
		for i, f := range all {
			all[i] = f.ArrivedBy(now)
		}
		if out = newsworthy(all, now); len(out) >= cardFacts {
			break
		}
	}
	slices.SortStableFunc(out, func(x, y news.Fact) int { return y.First.Compare(x.First) })
	return out, nil
}

// newsworthy returns the facts as known at a time, without those that were not known yet and retold background.
func newsworthy(all []news.Fact, at time.Time) (out []news.Fact) {
	for _, f := range all {
		if f = f.At(at); len(f.Sentences) > 0 && !f.Sentences[0].Background {
			out = append(out, f)
		}
	}
	return out
}

// disputed are the facts that the entity states and somebody denies, those denied last first.
func disputed(e news.Entity, facts []news.Fact) (out []news.Fact) {
	theirs := func(name string) bool {
		whole, _ := isCalled(e, name)
		return whole
	}
	says := func(s news.Sentence) bool {
		return theirs(s.Origin.Name) || slices.ContainsFunc(s.Statements,
			func(st news.Statement) bool { return theirs(st.Speaker) })
	}
	for _, f := range facts {
		others := slices.DeleteFunc(slices.Clone(f.DeniedBy),
			func(s news.Sentence) bool { return theirs(s.Origin.Name) })
		if len(others) > 0 && slices.ContainsFunc(f.Sentences, says) {
			f.DeniedBy = others
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b news.Fact) int {
		return b.DeniedBy[len(b.DeniedBy)-1].Time.Compare(a.DeniedBy[len(a.DeniedBy)-1].Time)
	})
	return out[:min(len(out), cardDenials)]
}

// Lead is the sentence of a fact that tells most; what somebody stands by comes before what nobody does. The fact
// must have one.
func Lead(f news.Fact) news.Sentence {
	best := f.Sentences[0]
	for _, s := range f.Sentences[1:] {
		if (best.Hedged && !s.Hedged) || (best.Hedged == s.Hedged && s.Weight > best.Weight) {
			best = s
		}
	}
	return best
}

// Offices orders what articles call the entity: the latest office first among those that are often reported, then the
// rest. What a handful of articles say once is more often a misreading than news.
func (c Card) Offices() (ordered []news.Office) {
	all := slices.Clone(c.Profile.Offices)
	if len(all) > 0 && all[0].Death {
		death := all[0]
		all = all[1:]
		if c.dead(death) {
			defer func() { ordered = slices.Insert(ordered, 0, death) }()
		}
	}
	const often = 20 // at least one report for so many of the most reported office
	most := 0
	for _, o := range all {
		most = max(most, o.Count)
	}
	rare := func(o news.Office) int {
		if often*o.Count < most {
			return 1
		}
		return 0
	}
	return slices.SortedStableFunc(slices.Values(all), func(x, y news.Office) int {
		return cmp.Or(cmp.Compare(rare(x), rare(y)), midnight(y.Last).Compare(midnight(x.Last)),
			cmp.Compare(y.Count, x.Count))
	})
}

// dead reports whether a death that articles tell is believed: by several of them, or by one after which nothing is
// told
// that the dead one said. One misreading kills nobody.
func (c Card) dead(death news.Office) bool {
	const several, late = 3, 3 * 24 * time.Hour
	return death.Count >= several || !slices.ContainsFunc(c.Profile.Said, func(q news.Quoted) bool {
		return q.Article.Time().After(death.First.Add(late))
	})
}

// midnight is the beginning of t's day.
func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// Quote is a statement as it may be shown.
type Quote struct {
	Words     string // verbatim; " … " stands where something was left out
	Speaker   string // as named or, if it is not, as described
	Statement news.Statement
	Article   news.Article
}

// Says are the latest statements of the entity that no fact of the card tells. The dead say nothing: what is told
// as their words later was misread, or said of them.
func (c Card) Says() []Quote {
	said := c.untold(c.Profile.Said)
	if offices := c.Offices(); len(offices) > 0 && offices[0].Death {
		const late = 24 * time.Hour
		said = slices.DeleteFunc(said, func(q news.Quoted) bool {
			return q.Article.Time().After(offices[0].First.Add(late))
		})
	}
	said = slices.DeleteFunc(slices.Clone(said), func(q news.Quoted) bool { return c.names(q) })
	return quotes(said, false)
}

// names reports whether reported speech names the person who is read as its speaker: nobody speaks so of himself.
func (c Card) names(q news.Quoted) bool {
	if c.Profile.Entity.Kind != news.Person || q.Statement.Quote == news.Direct {
		return false
	}
	words := " " + Fold(spans(q.Article.Body, q.Statement.Content)) + " "
	return slices.ContainsFunc(append([]string{c.Profile.Entity.Name}, c.Profile.Entity.Aliases...),
		func(n string) bool { return strings.Contains(n, " ") && strings.Contains(words, " "+Fold(n)+" ") })
}

// SaidOf are the latest statements of others about the entity that no fact of the card tells, and that it does not
// make itself.
func (c Card) SaidOf() []Quote {
	return quotes(slices.DeleteFunc(c.untold(c.Profile.SaidOf), func(q news.Quoted) bool {
		whole, _ := isCalled(c.Profile.Entity, q.Statement.Speaker)
		return whole && q.Statement.Speaker != ""
	}), true)
}

// untold are the statements whose words stand in no sentence that the card shows.
func (c Card) untold(all []news.Quoted) (out []news.Quoted) {
	var shown []string
	for _, f := range c.Latest {
		shown = append(shown, Fold(Lead(f).Text))
	}
	for _, f := range c.Disputed {
		shown = append(shown, Fold(Lead(f).Text), Fold(f.DeniedBy[len(f.DeniedBy)-1].Text))
	}
	for _, q := range all {
		words := Fold(strings.Trim(spans(q.Article.Body, q.Statement.Content), " .,“”\""))
		if !slices.ContainsFunc(shown, func(s string) bool { return words != "" && strings.Contains(s, words) }) {
			out = append(out, q)
		}
	}
	return out
}

// Standing is what a reader must know before all else of somebody: "dead", or "former envoy" where the office that
// was reported last is reported as a thing of the past. "" is neither.
func (c Card) Standing() string {
	if c.Profile.Entity.Kind != news.Person {
		return ""
	}
	for _, r := range c.Profile.Entity.Roles {
		switch first, more, _ := strings.Cut(Fold(r.Title), " "); first {
		case "late", "slain":
			if more != "" { // alone it is a death, which Offices weighs
				return "dead"
			}
		}
	}
	offices := c.Offices()
	if len(offices) == 0 {
		return ""
	}
	top := offices[0]
	if top.Death {
		return "dead"
	}
	if first, _, _ := strings.Cut(Fold(top.Title), " "); slices.Contains([]string{"former", "ex"}, first) {
		return top.Title
	}
	if top.Former.Count > 0 && top.Former.Last.After(top.Last) {
		return "former " + top.Title
	}
	return ""
}

// What of reported speech is understood alone: so many bytes and words ("not to come" is not), and no infinitive that
// only went with its verb ("Baghdadi is said to have fled"), unless that is told beside it ("promises: to leave").
const (
	shortest    = 25
	fewestWords = 5
)

func torn(st news.Statement, words string) bool {
	if st.Quote == news.Indirect && dangling(words) {
		return true
	}
	if st.Quote != news.Direct && (st.Stance == news.Says || st.Stance == news.Claims) && !clause(words) {
		return true
	}
	return st.Quote == news.Indirect && (len(words) < shortest || len(strings.Fields(words)) < fewestWords ||
		st.Stance == news.Says && strings.HasPrefix(words, "to "))
}

// dangling reports whether reported speech begins or ends in the middle of a phrase: "who disavowed …", "widening the
// coalition …", "… killed in what Al Jazeera".
func dangling(words string) bool {
	all := strings.Fields(strings.ToLower(words))
	if len(all) < 3 {
		return false
	}
	switch first, second := all[0], all[1]; {
	case first == "who", first == "which", first == "whose", first == "this" && second == "said":
		return true
	case strings.HasSuffix(first, "ing") && slices.Contains(objects, second):
		return true
	}
	const end = 4 // words
	return slices.ContainsFunc(all[max(0, len(all)-end):], func(w string) bool { return w == "what" })
}

var objects = strings.Fields("the a an its his her their all more any such")

// clause reports whether words hold a verb that says something, or begin like a clause: "the suggestion of a truce"
// was torn from whoever rejected it.
func clause(words string) bool {
	for i, w := range strings.Fields(words) {
		w = strings.ToLower(strings.Trim(w, `.,;:!?“”"'()`))
		switch {
		case i == 0 && w == "by", // of a passive that said it
			i > 0 && w == "but": // "Hamas but never weakened it"
			return false
		case i == 0 && slices.Contains(clauseBegins, w), slices.Contains(finite, w),
			i > 0 && strings.HasSuffix(w, "ed") && !strings.Contains(w, "-"),
			strings.HasSuffix(w, "n't"), strings.HasSuffix(w, "n’t"):
			return true
		}
	}
	return false
}

var (
	clauseBegins = strings.Fields("that it he she they we i you there this these those nobody everybody if when to")
	finite       = strings.Fields("is are was were am will would can could may might must shall should has have " +
		"had do " +
		"does did cannot be took came went made gave left hit struck fell broke began shot met fought won lost held")
)

// quotes are the statements that are understood alone. Of those that several outlets print in the same words only the
// newest is among them, and what nobody says is not if speakers must be known.
func quotes(all []news.Quoted, speakers bool) (out []Quote) {
	seen := map[string]bool{}
	for _, q := range all {
		quote := Quote{
			Words:   spans(q.Article.Body, q.Statement.Content),
			Speaker: cmp.Or(q.Statement.Speaker, spans(q.Article.Body, q.Statement.Source)),
			Article: q.Article, Statement: q.Statement,
		}
		if q.Statement.Speaker == "" && onlyOfACountry(quote.Speaker) {
			quote.Speaker = ""
		}
		quote.Words = withoutVerb(quote.Words)
		if q.Statement.Speaker == "" && predicates(quote.Speaker) {
			quote.Speaker = ""
		}
		short := quote.Words == "" || lost(q.Article, quote.Words) || lost(q.Article, quote.Speaker) ||
			torn(quote.Statement, quote.Words)
		if short || (speakers && quote.Speaker == "") || seen[Fold(quote.Words)] {
			continue
		}
		seen[Fold(quote.Words)] = true
		if out = append(out, quote); len(out) == cardQuotes {
			break
		}
	}
	return out
}

// withoutVerb cuts off what somebody condemned before he said the rest: "the attack saying those responsible …".
func withoutVerb(words string) string {
	const most = 6 // words before
	if before, rest, ok := strings.Cut(words, " saying "); ok && len(strings.Fields(before)) <= most &&
		!clause(before) {
		return rest
	}
	return words
}

// predicates reports whether a description of who says something is nobody's: a pronoun, or a clause, as "planes
// fired rockets" is.
func predicates(description string) bool {
	words := strings.Fields(strings.ToLower(description))
	if len(words) == 1 && slices.Contains(pronouns, words[0]) {
		return true
	}
	for i, w := range words {
		if i > 0 && slices.Contains(relatives, w) {
			return false
		}
		if i > 0 && i+1 < len(words) && slices.Contains(finite, w) {
			return true
		}
	}
	return false
}

var (
	pronouns  = strings.Fields("he she they it we i you both others this that")
	relatives = strings.Fields("who which that whose whom where")
)

// onlyOfACountry reports whether a description says no more of somebody than where he is from: "a Russian". Who
// that is stood in words that were not read as part of it.
func onlyOfACountry(description string) bool {
	words := strings.Fields(description)
	if len(words) != 2 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words[1])
	switch strings.ToLower(words[0]) {
	case "a", "an", "one", "another", "some":
		return unicode.IsUpper(first)
	}
	return false
}

// spans joins pieces of a body with an ellipsis where something stands between them. Pieces outside the body are left
// out.
func spans(body string, all []news.Span) string {
	var b strings.Builder
	for _, s := range all {
		if s.Start < 0 || s.End > len(body) || s.Start >= s.End {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(" … ")
		}
		b.WriteString(s.In(body))
	}
	return b.String()
}
