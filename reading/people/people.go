// Package people decides who is who: which names of one text are the same entity's, who is described as what, and which
// of the entities that are stored an entity of a text is.
package people

import (
	"cmp"
	"slices"

	"sitrep/news"
	"sitrep/reading/names"
)

// Link decides which names of a text are the same entity's and who is described as what. It returns the entities,
// distinct within the text and in the order of their first mention, and where they are mentioned, in the order of the
// text. Mentions do not overlap, except that a nominal one ("Trump's special envoy") may hold the names in it. The
// roles of an entity are spans of the text; their times are left to the caller, who knows the article's.
func Link(d *names.Document, found []names.Name) ([]news.Entity, []news.Mention) {
	if len(d.Tokens) == 0 {
		return nil, nil
	}
	l := link(d, found)
	mentions := make([]news.Mention, 0, len(found))
	for i, n := range found {
		mentions = append(mentions, news.Mention{
			Start: d.Tokens[n.Start].Start, End: d.Tokens[n.End-1].End, Kind: n.Kind,
			Name: l.out[l.entity[i]].Name, Entity: l.entity[i],
			Metonymy: n.Kind == news.PlaceKind && d.Acts(n),
		})
	}
	mentions = append(mentions, describe(d, l)...)
	slices.SortStableFunc(mentions, func(a, b news.Mention) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return l.out, mentions
}
