package answer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"sitrep/news"
)

// NameStore is what looking for a name needs of storage.
type NameStore interface {
	// FindEntities returns the entities called something like query: exact names first, then names that begin so, then
	// the nearest ones, those most mentioned first.
	FindEntities(ctx context.Context, query string, kinds []news.EntityKind, limit int) ([]news.Entity, error)
	Entity(ctx context.Context, id int64) (news.Entity, error)
	// SameName reports whether two names may be one entity's: spellings of one name, or a surname and a name that has
	// it.
	SameName(a, b string) bool
	// MentionCounts returns how many articles mention each of the entities.
	MentionCounts(ctx context.Context, ids []int64) (map[int64]int, error)
}

// Names finds whom a name means.
type Names struct {
	store NameStore
	place func(name string) string
}

// NewNames returns a lookup in store. place is what news call the place of a name today ("Kyiv" for "Kiev"), "" for
// none; nil knows none.
func NewNames(store NameStore, place func(name string) string) *Names { return &Names{store, place} }

// Match is whom a name means. Exactly one of Entity, Namesakes and Nearest answers, and none if nothing is like the
// name.
type Match struct {
	Entity    news.Entity   // ID 0 if it is not clear whom
	Others    []news.Entity // who share the name with Entity, but are not meant
	Namesakes []Namesake    // who share the name, the most mentioned first, if it may mean several
	Nearest   []news.Entity // who is called something like it, if nobody is called so
}

// Clear reports whether the name means one entity.
func (m Match) Clear() bool { return m.Entity.ID != 0 }

// Namesake is one of several with a name.
type Namesake struct {
	news.Entity
	Mentions int // articles that mention it
}

const (
	// maxFound bounds how many entities of a name are looked at.
	maxFound = 10
	// maxNamesakes is how many entities of one name are told apart.
	maxNamesakes = 5
	// eminence is how many times more often than the second one an entity must be mentioned for a bare name to mean it.
	// By feel: at ten times, nobody who types "putin" wants to be asked.
	eminence = 10
)

// kinds are those that people ask about.
var kinds = []news.EntityKind{news.Person, news.Organisation, news.PlaceKind, news.WeaponKind, news.MilitaryUnit}

// ByID returns an entity that was found before.
func (n *Names) ByID(ctx context.Context, id int64) (news.Entity, error) {
	e, err := n.store.Entity(ctx, id)
	if err != nil {
		return e, fmt.Errorf("entity %d: %w", id, err)
	}
	return e, nil
}

// Find looks for whom a name means: the one of exactly this name, the only one whose name has these words, or the one
// that is mentioned far more often than its namesakes. An older name of a place means the place, where articles call it
// otherwise more often.
func (n *Names) Find(ctx context.Context, name string) (Match, error) {
	m, err := n.find(ctx, name)
	if err != nil || n.place == nil || m.Clear() && m.Entity.Kind != news.PlaceKind {
		return m, err
	}
	today := n.place(name)
	if today == "" || Fold(today) == Fold(name) {
		return m, nil
	}
	other, err := n.find(ctx, today)
	switch {
	case err != nil || other.Entity.Kind != news.PlaceKind || other.Entity.ID == m.Entity.ID:
		return m, err
	case !m.Clear():
		return other, nil
	}
	mentions, err := n.store.MentionCounts(ctx, []int64{m.Entity.ID, other.Entity.ID})
	if err != nil {
		return m, fmt.Errorf("mentions of %q: %w", today, err)
	}
	if mentions[m.Entity.ID] >= mentions[other.Entity.ID] {
		return m, nil
	}
	return other, nil
}

func (n *Names) find(ctx context.Context, name string) (Match, error) {
	all, err := n.store.FindEntities(ctx, name, kinds, maxFound)
	if err != nil {
		return Match{}, fmt.Errorf("find %q: %w", name, err)
	}
	var exact, partly []news.Entity
	for _, e := range all {
		x, p := n.called(e, name)
		if x {
			exact = append(exact, e)
		}
		if p {
			partly = append(partly, e)
		}
	}
	switch {
	case len(partly) == 0:
		return Match{Nearest: all[:min(len(all), maxNamesakes)]}, nil
	case len(exact) == 1 || len(partly) == 1:
		first := append(exact, partly...)[0]
		return Match{Entity: first, Others: without(partly, first.ID)}, nil
	}
	return n.choose(ctx, partly[:min(len(partly), maxNamesakes)])
}

// Best finds an entity of a name, the most mentioned one if several have it, without asking.
func (n *Names) Best(ctx context.Context, name string) (_ news.Entity, ok bool, err error) {
	all, err := n.store.FindEntities(ctx, name, kinds, maxFound)
	if err != nil {
		return news.Entity{}, false, fmt.Errorf("find %q: %w", name, err)
	}
	for _, exactly := range []bool{true, false} {
		for _, e := range all {
			if exact, partly := n.called(e, name); exact || (partly && !exactly) {
				return e, true, nil
			}
		}
	}
	return news.Entity{}, false, nil
}

// Like returns the entities whose names are like what has been typed: that begin so, that are spelt nearly so, in any
// script that the store knows.
func (n *Names) Like(ctx context.Context, typed string, most int) ([]news.Entity, error) {
	all, err := n.store.FindEntities(ctx, typed, kinds, most)
	if err != nil {
		return nil, fmt.Errorf("names like %q: %w", typed, err)
	}
	return all, nil
}

// choose settles a name that several share: on the one that is mentioned far more often, if there is one.
func (n *Names) choose(ctx context.Context, all []news.Entity) (Match, error) {
	ids := make([]int64, len(all))
	for i, e := range all {
		ids[i] = e.ID
	}
	mentions, err := n.store.MentionCounts(ctx, ids)
	if err != nil {
		return Match{}, fmt.Errorf("mentions of namesakes: %w", err)
	}
	sharing := make([]Namesake, len(all))
	for i, e := range all {
		sharing[i] = Namesake{e, mentions[e.ID]}
	}
	slices.SortStableFunc(sharing, func(x, y Namesake) int { return y.Mentions - x.Mentions })
	top := sharing[0]
	rival := slices.IndexFunc(sharing[1:], func(e Namesake) bool { return !fragment(e, top) })
	if rival >= 0 && top.Mentions < eminence*max(1, sharing[rival+1].Mentions) {
		return Match{Namesakes: sharing}, nil
	}
	m := Match{Entity: top.Entity}
	for _, e := range sharing[1:] {
		m.Others = append(m.Others, e.Entity)
	}
	return m, nil
}

// called is isCalled in whatever spelling: who asks for "abd al-fattah burhan" or "lee jaemyung" need not know which
// one the articles have.
func (n *Names) called(e news.Entity, name string) (exact, partly bool) {
	if exact, partly = isCalled(e, name); partly {
		return exact, partly
	}
	return false, slices.ContainsFunc(append([]string{e.Name}, e.Aliases...),
		func(have string) bool { return n.store.SameName(name, have) })
}

// undivided is a folded name without what divides its parts differently from outlet to outlet.
var undivided = strings.NewReplacer("-", " ", "‐", " ", "‑", " ", "–", " ", "'", "", "’", "", "ʼ", "")

// isCalled reports whether e goes by the name: it is one of its names, or made of whole words of one ("witkoff").
func isCalled(e news.Entity, name string) (exact, partly bool) {
	want := undivided.Replace(Fold(name))
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		have := undivided.Replace(Fold(n))
		if have == want {
			return true, true
		}
		words := strings.Fields(have)
		all := want != ""
		for w := range strings.FieldsSeq(want) {
			all = all && slices.Contains(words, w)
		}
		partly = partly || all
	}
	return false, partly
}

// Bears reports whether a word that stands alone means e: it is one of its whole names, or a person's surname.
func Bears(e news.Entity, word string) bool {
	exact, _ := isCalled(e, word)
	return exact || e.Kind == news.Person && slices.ContainsFunc(append([]string{e.Name}, e.Aliases...),
		func(n string) bool { return strings.HasSuffix(Fold(n), " "+Fold(word)) })
}

// fragment reports whether e is no namesake of top but a bare part of its name that could not be told whose it is
// ("Assad" beside "Bashar al-Assad"), mentioned not half as often.
func fragment(e, top Namesake) bool {
	parts := func(name string) []string {
		words := strings.FieldsFunc(Fold(name), func(r rune) bool { return r == ' ' || r == '-' })
		return slices.DeleteFunc(words, func(w string) bool { return w == "al" || w == "el" })
	}
	whole, bare := parts(top.Name), parts(e.Name)
	return len(bare) < len(whole) && 2*e.Mentions <= top.Mentions &&
		!slices.ContainsFunc(bare, func(w string) bool { return !slices.Contains(whole, w) })
}

func without(all []news.Entity, id int64) (out []news.Entity) {
	for _, e := range all {
		if e.ID != id && len(out) < maxNamesakes-1 {
			out = append(out, e)
		}
	}
	return out
}
