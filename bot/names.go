package bot

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"sitrep/news"
	"sitrep/wording"
)

// Bounds of what is looked up in a text. Discord's longest message has 4,000 characters; a screen shows some ten cards.
const (
	maxReadText = 20_000 // bytes
	maxNames    = 10
)

// names answers "Who is in this?": a short card of everybody who is named in a text and known.
func (a *answers) names(ctx context.Context, r *Request) (Reply, error) {
	text := r.value("text")
	if len(text) > maxReadText {
		cut := maxReadText
		for cut > 0 && !utf8.RuneStart(text[cut]) {
			cut--
		}
		text = text[:cut]
	}
	var found []string
	if a.o.Read != nil && text != "" {
		found = a.o.Read(text)
	}
	reply := Reply{Title: para(plain("Who is in this?")), Ephemeral: true}
	var unknown []string
	seen := map[int64]bool{}
	for _, name := range found {
		e, ok, err := a.named(ctx, name)
		switch {
		case err != nil:
			return Reply{}, err
		case !ok:
			unknown = append(unknown, shorten(clean(name), 60))
		case len(seen) < maxNames && !seen[e.ID]:
			seen[e.ID] = true
			lines, err := a.shortCard(ctx, r, e)
			if err != nil {
				return Reply{}, err
			}
			reply.Blocks = append(reply.Blocks, Block{Lines: lines})
			reply.Buttons = append(reply.Buttons, Button{Label: e.Name, Line: idLine("who", e.ID)})
		}
	}
	switch {
	case len(found) == 0:
		return notice(plain("No name of a person, an organisation or a place is in this text.")), nil
	case len(unknown) > 0:
		const most = 12
		more := ""
		if len(unknown) > most {
			more = fmt.Sprintf(" and %d more", len(unknown)-most)
			unknown = unknown[:most]
		}
		reply.Blocks = append(reply.Blocks, Block{
			Rule:  len(reply.Blocks) > 0,
			Lines: []Line{quiet(plain("In no article: " + strings.Join(unknown, ", ") + more + "."))},
		})
	}
	return reply, nil
}

// named finds the entity of a name, the most mentioned one if several have it.
func (a *answers) named(ctx context.Context, name string) (news.Entity, bool, error) {
	all, err := a.store.FindEntities(ctx, name, entityKinds, 10)
	if err != nil {
		return news.Entity{}, false, fmt.Errorf("find %q: %w", name, err)
	}
	for _, exactly := range []bool{true, false} {
		for _, e := range all {
			if exact, partly := isCalled(e, name); exact || (partly && !exactly) {
				return e, true, nil
			}
		}
	}
	return news.Entity{}, false, nil
}

// shortCard says in three lines who somebody is.
func (a *answers) shortCard(ctx context.Context, r *Request, e news.Entity) ([]Line, error) {
	p, recently, err := a.profile(ctx, e.ID, r.Now)
	if err != nil {
		return nil, err
	}
	first := []Run{bold(e.Name)}
	if roles := shownRoles(p.Entity.Roles); len(roles) > 0 {
		first = append(first, plain(" · "+roles[0].Title))
	} else {
		first = append(first, plain(" · "+string(e.Kind)))
	}
	counted := wording.Plural(p.Mentions, "article") + " of " + wording.Plural(p.Outlets, "outlet")
	second := []Run{plain("in " + counted + " in 30 days")}
	if !recently {
		second = []Run{plain("in " + counted + ", last "), when(p.Last, dayOnly)}
	}
	lines := []Line{para(first...), quiet(second...)}
	facts, err := a.latestFacts(ctx, p, r.Now)
	if err != nil {
		return nil, err
	}
	if len(facts) > 0 {
		s := lead(facts[0])
		lines = append(lines, factLine(facts[0], s, when(s.Time, dayOnly)))
	}
	return lines, nil
}
