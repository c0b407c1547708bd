package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/news"
	"sitrep/wording"
)

// peopleCmd looks at who is who, and corrects it for good.
type peopleCmd struct {
	List   peopleListCmd   `cmd:"" help:"List who is mentioned most, with all their names."`
	Show   peopleShowCmd   `cmd:"" help:"Show an entity: its names, and its roles with their dates."`
	Merge  peopleMergeCmd  `cmd:"" help:"Make two entities one, now and in what comes: the first keeps its name."`
	Split  peopleSplitCmd  `cmd:"" help:"Take names away from an entity, with all that is stored under them."`
	Rename peopleRenameCmd `cmd:"" help:"Give an entity the name that is shown; the old one stays one of its names."`
	Log    peopleLogCmd    `cmd:"" help:"List the corrections that were made, and what takes each back."`
}

type peopleListCmd struct {
	Most int    `help:"How many." default:"50"`
	Kind string `help:"Only one of ${enum}." enum:"person,organisation,place,weapon,unit,all" default:"person"`
	JSON bool   `help:"One entity a line, with names and roles."`
}

// Run lists the entities that most articles mention.
func (c *peopleListCmd) Run(ctx context.Context, e *env) error {
	if c.Most < 1 {
		return usagef("--most wants a number from 1 on, not %d", c.Most)
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	kind := news.EntityKind(c.Kind)
	if c.Kind == "all" {
		kind = ""
	}
	all, err := a.db.MostMentioned(ctx, kind, c.Most)
	if err != nil {
		return err
	}
	for _, m := range all {
		if c.JSON {
			if err := writeMentioned(e, m); err != nil {
				return err
			}
			continue
		}
		fmt.Fprintln(e.stdout, entityLine(m))
	}
	return nil
}

func writeMentioned(e *env, m news.Mentioned) error {
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		news.Entity
		Articles int `json:"articles"`
	}{m.Entity, m.Articles})
}

// entityLine is an entity in one line: id, articles, kind, names.
func entityLine(m news.Mentioned) string {
	line := fmt.Sprintf("%6d  %6d  %-12s  %s", m.Entity.ID, m.Articles, m.Entity.Kind, m.Entity.Name)
	if len(m.Entity.Aliases) > 0 {
		line += " = " + strings.Join(m.Entity.Aliases, " = ")
	}
	return wording.Printable(line)
}

type peopleShowCmd struct {
	Who  string `arg:"" help:"A name, or the number that list gives."`
	JSON bool   `help:"As one line of JSON."`
}

// Run shows everything that makes an entity who it is.
func (c *peopleShowCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	x, err := a.whom(ctx, c.Who)
	if err != nil {
		return err
	}
	p, err := a.db.Profile(ctx, x.ID, time.Time{}, 0)
	if err != nil {
		return err
	}
	m := news.Mentioned{Entity: p.Entity, Articles: p.Mentions}
	if c.JSON {
		return writeMentioned(e, m)
	}
	fmt.Fprintln(e.stdout, entityLine(m))
	for _, r := range p.Entity.Roles {
		note := ""
		if r.Inferred {
			note = ", inferred"
		}
		fmt.Fprintf(e.stdout, "        %s · in %s, first %s, last %s%s\n", wording.Printable(r.Title),
			wording.Plural(r.Count, "article"),
			r.First.Format(time.DateOnly), r.Last.Format(time.DateOnly), note)
	}
	return nil
}

type peopleMergeCmd struct {
	Keep   string   `arg:"" help:"Who keeps name and number: a name, or the number that list gives."`
	Others []string `arg:"" name:"other" help:"Who is the same."`
}

// Run merges entities. A name that several have is refused, with all of them listed.
func (c *peopleMergeCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	keep, err := a.whom(ctx, c.Keep)
	if err != nil {
		return err
	}
	var others []news.Entity
	for _, o := range c.Others {
		x, err := a.whom(ctx, o)
		if err != nil {
			return err
		}
		others = append(others, x)
	}
	for _, o := range others {
		out, err := a.db.MergeEntities(ctx, keep.ID, o.ID)
		if err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "%d %s is %d %s now; to take that back: %s\n", o.ID, wording.Printable(o.Name), out.ID,
			wording.Printable(out.Name),
			splitLine(out.ID, append([]string{o.Name}, o.Aliases...)))
	}
	return nil
}

type peopleSplitCmd struct {
	Who   string   `arg:"" help:"Whose names they are wrongly: a name, or the number that list gives."`
	Names []string `arg:"" name:"name" help:"Names that are somebody else's."`
	Into  string   `help:"Whose they are: a name or a number (default: somebody new)." placeholder:"WHO"`
}

// Run splits names off an entity.
func (c *peopleSplitCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	from, err := a.whom(ctx, c.Who)
	if err != nil {
		return err
	}
	var into news.Entity
	if c.Into != "" {
		if into, err = a.whom(ctx, c.Into); err != nil {
			return err
		}
	}
	out, err := a.db.SplitEntity(ctx, from.ID, c.Names, into.ID)
	if err != nil {
		return err
	}
	left, err := a.db.Entity(ctx, from.ID)
	if err != nil {
		return err
	}
	undo := fmt.Sprintf("sitrep people merge %d %d", from.ID, out.ID)
	if into.ID != 0 {
		undo = splitLine(out.ID, c.Names) + " --into " + strconv.FormatInt(from.ID, 10)
	}
	fmt.Fprintf(e.stdout, "%s %d %s now, and no longer %d %s; to take that back: %s\n", belong(c.Names), out.ID,
		wording.Printable(out.Name), left.ID, wording.Printable(left.Name), undo)
	return nil
}

func belong(names []string) string {
	verb := " is"
	if len(names) > 1 {
		verb = " are"
	}
	return wording.Printable(strings.Join(names, ", ")) + verb
}

type peopleRenameCmd struct {
	Who  string `arg:"" help:"A name, or the number that list gives."`
	Name string `arg:"" help:"The name to show."`
}

// Run renames an entity.
func (c *peopleRenameCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	old, err := a.whom(ctx, c.Who)
	if err != nil {
		return err
	}
	out, err := a.db.RenameEntity(ctx, old.ID, c.Name)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%d %s is shown as %s now\n", out.ID, wording.Printable(old.Name),
		wording.Printable(out.Name))
	return nil
}

type peopleLogCmd struct {
	Most int `help:"How many, the latest first." default:"50"`
}

// Run lists corrections.
func (c *peopleLogCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := a.db.Corrections(ctx, c.Most)
	if err != nil {
		return err
	}
	for _, x := range all {
		names := wording.Printable(strings.Join(x.Names, ", "))
		at := x.Time.Format("2006-01-02 15:04")
		switch x.What {
		case news.CorrectMerge:
			fmt.Fprintf(e.stdout, "%s  merged %d (%s) into %d %s; back: %s\n", at, x.Other, names, x.Entity,
				wording.Printable(x.Name), splitLine(x.Entity, x.Names))
		case news.CorrectSplit:
			fmt.Fprintf(e.stdout, "%s  split %s off %d, to %d %s; back: %s --into %d\n", at, names, x.Entity, x.Other,
				wording.Printable(x.Name), splitLine(x.Other, x.Names), x.Entity)
		case news.CorrectRename:
			fmt.Fprintf(e.stdout, "%s  renamed %d from %s to %s; back: sitrep people rename %d %s\n", at, x.Entity,
				names, wording.Printable(x.Name), x.Entity, quoteArg(names))
		}
	}
	return nil
}

// splitLine is the command that takes names away from an entity.
func splitLine(id int64, names []string) string {
	words := []string{"sitrep people split", strconv.FormatInt(id, 10)}
	for _, n := range names {
		words = append(words, quoteArg(wording.Printable(n)))
	}
	return strings.Join(words, " ")
}

// quoteArg quotes a word for a POSIX shell.
func quoteArg(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// whom finds the one entity that an operator means: by number, or by a name that only one has.
func (p *program) whom(ctx context.Context, who string) (news.Entity, error) {
	if id, err := strconv.ParseInt(strings.TrimPrefix(who, "#"), 10, 64); err == nil {
		return p.db.Entity(ctx, id)
	}
	called, err := p.db.Called(ctx, who)
	if err != nil {
		return news.Entity{}, err
	}
	switch len(called) {
	case 1:
		return called[0].Entity, nil
	case 0:
		near, err := p.db.FindEntities(ctx, who, nil, candidates)
		if err != nil {
			return news.Entity{}, err
		}
		if len(near) == 0 {
			return news.Entity{}, news.Errorf(news.NotFound, "nobody is called %q", who)
		}
		return news.Entity{}, news.Errorf(news.NotFound, "nobody is called %q; do you mean %s?", who, numbered(near))
	}
	var all []news.Entity
	for _, m := range called[:min(len(called), candidates)] {
		all = append(all, m.Entity)
	}
	return news.Entity{}, news.Errorf(news.Conflict, "%d are called %q: %s; give the number", len(called), who,
		numbered(all))
}

// candidates is how many entities an error lists.
const candidates = 8

func numbered(all []news.Entity) string {
	var out []string
	for _, e := range all {
		s := fmt.Sprintf("%d %s (%s", e.ID, wording.Printable(e.Name), e.Kind)
		if len(e.Roles) > 0 {
			top := slices.MaxFunc(e.Roles, func(x, y news.Role) int { return x.Count - y.Count })
			s += ", " + wording.Printable(top.Title)
		}
		out = append(out, s+")")
	}
	return strings.Join(out, ", ")
}
