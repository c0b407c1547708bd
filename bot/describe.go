package bot

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// describeStore describes outlets.
type describeStore interface {
	// DescribeSource gives an outlet of whoever ctx asks for what is not "" in s.
	DescribeSource(ctx context.Context, s news.Source) (news.Source, error)
}

var (
	countryCode  = regexp.MustCompile(`^[A-Z]{2}$`)   // ISO 3166-1 alpha-2
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`) // BCP 47, the language alone
)

// describe answers /sources describe: what kind of outlet one of the server's own is.
func (a *answers) describe(ctx context.Context, r *Request) (message.Reply, error) {
	all, err := a.store.Sources(ctx)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list sources: %w", err)
	}
	name, owner := r.value("outlet"), news.Viewer(ctx)
	named := func(s news.Source) bool { return answer.Fold(s.Name) == answer.Fold(name) }
	i := slices.IndexFunc(all, func(s news.Source) bool { return s.Owner == owner && named(s) })
	switch {
	case i < 0 && slices.ContainsFunc(all, named):
		return message.Reply{}, errorf("%s is not this server's own: whoever runs Sitrep describes it.",
			message.Shorten(message.Clean(name), 80))
	case i < 0:
		return message.Reply{}, news.Errorf(news.NotFound, "This server has no outlet %q of its own. /sources list "+
			"shows all.", message.Shorten(message.Clean(name), 80))
	}
	s := news.Source{
		Name: all[i].Name, Kind: news.SourceKind(r.value("kind")), Country: strings.ToUpper(r.value("country")),
		Party: r.value("party"), Family: r.value("family"), Language: strings.ToLower(r.value("language")),
	}
	switch {
	case s.Kind == "" && s.Country == "" && s.Party == "" && s.Family == "" && s.Language == "":
		return message.Reply{}, errorf("Say what it is: kind:, country:, party:, family: or language:.")
	case s.Country != "" && !countryCode.MatchString(s.Country):
		return message.Reply{}, errorf("country: two letters, as GB, UA or SD.")
	case s.Language != "" && !languageCode.MatchString(s.Language):
		return message.Reply{}, errorf("language: two or three letters, as en, uk or ar.")
	}
	if s.Party != "" {
		p := slices.IndexFunc(a.o.Parties, func(p string) bool { return answer.Fold(p) == answer.Fold(s.Party) })
		if p < 0 {
			return message.Reply{}, errorf("party: is none that is known: %s.", strings.Join(a.o.Parties, ", "))
		}
		s.Party = a.o.Parties[p]
	}
	if s, err = a.store.DescribeSource(ctx, s); err != nil {
		return message.Reply{}, fmt.Errorf("describe: %w", err)
	}
	a.forgetOwn(r.Guild)
	w := r.words()
	line := message.Quiet(say(w, "What it reports from now on counts as an origin of its own.")...)
	if s.Kind == news.KindUnknown || s.Kind == news.KindAggregator {
		line = message.Quiet(say(w, "Until its kind: is given, what it alone reports counts as no independent "+
			"origin.")...)
	}
	lines := []message.Line{sourceLine(w, s, 0, r.Guild != ""), line}
	return message.Reply{Blocks: []message.Block{{Lines: lines}}}, nil
}

// completeOwnOutlet offers the outlets that whoever asks may describe.
func (a *answers) completeOwnOutlet(ctx context.Context, r *Request, typed string) (out []message.Choice) {
	all, err := a.store.Sources(ctx)
	if err != nil {
		return nil
	}
	w := wording.In(r.Locale)
	for _, s := range all {
		if s.Owner == news.Viewer(ctx) && answer.HasWords(s.Name, typed) {
			out = append(out, message.Choice{
				Name: s.Name + " · " + w.Say(cmp.Or(string(s.Kind), phrase("kind unknown"))), Value: s.Name,
			})
		}
	}
	return out
}

func (a *answers) completeParty(_ context.Context, _ *Request, typed string) (out []message.Choice) {
	for _, p := range a.o.Parties {
		if answer.HasWords(p, typed) {
			out = append(out, message.Choice{Name: p, Value: p})
		}
	}
	return out
}
