package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sitrep/news"
	"sitrep/wording"
)

type sourcesCmd struct {
	List sourcesListCmd `cmd:"" default:"withargs" help:"The outlets that everybody sees, and what they are (default)."`
	Set  sourcesSetCmd  `cmd:"" help:"Say what kind of outlet one is, of which country, for whom it speaks."`
}

type sourcesListCmd struct{}

// Run lists the outlets.
func (c *sourcesListCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	all, err := a.db.Sources(ctx)
	for _, s := range all {
		a.printSource(s)
	}
	return err
}

func (p *program) printSource(s news.Source) {
	fmt.Fprintf(p.stdout, "%s  %s  %s  %s  %s  %s\n", wording.Printable(s.Name), cmp.Or(string(s.Kind), "kind unknown"),
		cmp.Or(s.Country, "-"), cmp.Or(wording.Printable(s.Party), "-"), cmp.Or(wording.Printable(s.Family), "-"),
		cmp.Or(s.Language, "-"))
}

// outletKinds are the values of --kind, the empty one for an outlet whose kind is not said.
const outletKinds = ",wire,newspaper,broadcaster,official,state media,think tank,aggregator"

type sourcesSetCmd struct {
	Name     string `arg:"" help:"Of the outlet, as sitrep sources lists it."`
	Kind     string `help:"One of ${enum}." enum:"${outlet_kinds}" default:""`
	Country  string `help:"Two letters (ISO 3166-1)." placeholder:"CC"`
	Party    string `help:"The side of a conflict that it speaks for." placeholder:"PARTY"`
	Family   string `help:"Its publisher: outlets of one family are one origin." placeholder:"NAME"`
	Language string `help:"Of most of its articles (BCP 47)." placeholder:"LANG"`
}

// Run describes an outlet.
func (c *sourcesSetCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	if parties := a.parties(); c.Party != "" && !slices.Contains(parties, c.Party) {
		return &usageError{news.Errorf(news.Invalid, "party %q is none of %v", c.Party, parties)}
	}
	s, err := a.db.DescribeSource(ctx, news.Source{
		Name: c.Name, Kind: news.SourceKind(c.Kind), Country: c.Country, Party: c.Party, Family: c.Family,
		Language: c.Language,
	})
	if err == nil {
		a.printSource(s)
	}
	return err
}

// parties are those for which outlets are known to speak.
func (s *setup) parties() (out []string) {
	for _, o := range s.sources {
		if o.Party != "" && !slices.Contains(out, o.Party) {
			out = append(out, o.Party)
		}
	}
	slices.Sort(out)
	return out
}
