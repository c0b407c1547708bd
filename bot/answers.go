package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// answers holds what the handlers answer from.
type answers struct {
	store Store
	o     Options
	site  func(ctx context.Context, guild, channel string) (site, error) // nil where there is no Discord: the console
	// with Discord, in a line; nil on the console
	trouble func() string

	mu     sync.Mutex
	memory memory // for autocomplete
}

// topic resolves what a user calls a topic. "" is everything.
func (a *answers) topic(name string) (news.Topic, error) {
	if name == "" || strings.EqualFold(name, "all") {
		return news.Topic{}, nil
	}
	var names []string
	for _, t := range sortedTopics(a.o.Topics) {
		if fold(t.Slug) == fold(name) || fold(t.Name) == fold(name) {
			return t, nil
		}
		names = append(names, t.Name)
	}
	for _, t := range sortedTopics(a.o.Topics) { // "ukraine" is enough for "Ukraine war" if it is enough for only one
		if hasWords(t.Name, name) && !slices.ContainsFunc(a.o.Topics,
			func(o news.Topic) bool { return o.Slug != t.Slug && hasWords(o.Name, name) }) {
			return t, nil
		}
	}
	return news.Topic{}, news.Errorf(news.NotFound, "There is no topic %q. The topics are: %s.",
		message.Shorten(message.Clean(name), 40), strings.Join(names, ", "))
}

// fold makes names comparable: lower case, one space between words.
func fold(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(message.Clean(s)), " "))
}

// hasWords reports whether every word of part begins a word of whole.
func hasWords(whole, part string) bool {
	words := strings.Fields(fold(whole))
	for p := range strings.FieldsSeq(fold(part)) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, p) }) {
			return false
		}
	}
	return true
}

// isCalled reports whether e goes by the name: it is one of its names, or made of whole words of one ("witkoff").
func isCalled(e news.Entity, name string) (exact, partly bool) {
	want := fold(name)
	for _, n := range append([]string{e.Name}, e.Aliases...) {
		have := fold(n)
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

// candidates is how many entities of one name are told apart.
const candidates = 5

// entityKinds are those that /who, /timeline and /figures are about.
var entityKinds = []news.EntityKind{news.Person, news.Organisation, news.PlaceKind, news.WeaponKind, news.MilitaryUnit}

// found is the outcome of looking for a name: one entity and perhaps others who share its name, or a reply that asks.
type found struct {
	entity news.Entity
	others []news.Entity
	ask    *message.Reply
}

// find looks for an entity by what a user calls it, or by "#id", which is what buttons carry. command is what a button
// for another one runs.
func (a *answers) find(ctx context.Context, command, name string) (found, error) {
	name = strings.Trim(name, "\"“”„«» ") // whoever knows /search quotes names, too
	if id, ok := entityID(name); ok {
		e, err := a.store.Entity(ctx, id)
		if news.ErrorCode(err) == news.NotFound {
			err = news.Errorf(news.NotFound, "What this button was about is no longer stored. Ask by name.")
		}
		return found{entity: e}, err
	}
	if fold(name) == "" {
		return found{}, errorf("/%s needs a name: letters or digits.", command)
	}
	all, err := a.store.FindEntities(ctx, name, entityKinds, 10)
	if err != nil {
		return found{}, fmt.Errorf("find %q: %w", name, err)
	}
	var exact, partly []news.Entity
	for _, e := range all {
		x, p := isCalled(e, name)
		if x {
			exact = append(exact, e)
		}
		if p {
			partly = append(partly, e)
		}
	}
	switch {
	case len(partly) == 0:
		reply := nobody(command, name, all)
		return found{ask: &reply}, nil
	case len(exact) == 1 || len(partly) == 1:
		first := append(exact, partly...)[0]
		return found{entity: first, others: without(partly, first.ID)}, nil
	}
	return a.choose(ctx, command, name, partly[:min(len(partly), candidates)])
}

// eminence is how many times more often than the second one an entity must be mentioned for a bare name to mean it. By
// feel: at ten times, nobody who types "putin" wants to be asked.
const eminence = 10

// choose settles a name that several share: on the one that is mentioned far more often, or by asking.
func (a *answers) choose(ctx context.Context, command, name string, all []news.Entity) (found, error) {
	counts := make(map[int64]int, len(all))
	for _, e := range all {
		p, err := a.store.Profile(ctx, e.ID, time.Time{}, 1)
		if err != nil {
			return found{}, fmt.Errorf("profile of %q: %w", e.Name, err)
		}
		counts[e.ID] = p.Mentions
	}
	slices.SortStableFunc(all, func(x, y news.Entity) int { return counts[y.ID] - counts[x.ID] })
	rival := slices.IndexFunc(all[1:], func(e news.Entity) bool { return !fragment(e, all[0], counts) })
	if rival < 0 || counts[all[0].ID] >= eminence*max(1, counts[all[rival+1].ID]) {
		return found{entity: all[0], others: all[1:]}, nil
	}
	reply := which(command, name, all, counts)
	return found{ask: &reply}, nil
}

// fragment reports whether e is no namesake of top but a bare part of its name that could not be told whose it is
// ("Assad" beside "Bashar al-Assad"), mentioned not half as often.
func fragment(e, top news.Entity, counts map[int64]int) bool {
	parts := func(name string) []string {
		words := strings.FieldsFunc(fold(name), func(r rune) bool { return r == ' ' || r == '-' })
		return slices.DeleteFunc(words, func(w string) bool { return w == "al" || w == "el" })
	}
	whole, bare := parts(top.Name), parts(e.Name)
	return len(bare) < len(whole) && 2*counts[e.ID] <= counts[top.ID] &&
		!slices.ContainsFunc(bare, func(w string) bool { return !slices.Contains(whole, w) })
}

// entityID reads "#12".
func entityID(s string) (int64, bool) {
	digits, ok := strings.CutPrefix(s, "#")
	if !ok {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil && id > 0
}

func idLine(command string, id int64) string { return fmt.Sprintf("/%s #%d", command, id) }

func without(all []news.Entity, id int64) (out []news.Entity) {
	for _, e := range all {
		if e.ID != id && len(out) < candidates-1 {
			out = append(out, e)
		}
	}
	return out
}

// nobody answers a name that nobody has, with the nearest ones.
func nobody(command, name string, near []news.Entity) message.Reply {
	r := message.Notice(
		message.Plain("No one and nothing called "),
		message.Italic(message.Shorten(message.Clean(name), 100)),
		message.Plain(" in any article."),
	)
	r.Ephemeral = true
	if len(near) == 0 {
		r.Blocks[0].Lines = append(r.Blocks[0].Lines,
			message.Quiet(message.Plain("No name is like it. /search looks for words instead.")))
		r.Buttons = []message.Button{{Label: "Search for it", Line: Invocation{
			"search",
			map[string]string{"query": name},
		}.String()}}
		return r
	}
	runs := []message.Run{message.Plain("Closest: ")}
	for i, e := range near[:min(len(near), candidates)] {
		if i > 0 {
			runs = append(runs, message.Plain(" · "))
		}
		runs = append(runs, message.Bold(e.Name))
		r.Buttons = append(r.Buttons, message.Button{Label: e.Name, Line: idLine(command, e.ID)})
	}
	r.Blocks[0].Lines = append(r.Blocks[0].Lines, message.Para(runs...))
	return r
}

// which asks whom a name means.
func which(command, name string, all []news.Entity, counts map[int64]int) message.Reply {
	r := message.Reply{
		Title:     message.Para(message.Plain("Which " + message.Shorten(message.Clean(name), 60) + "?")),
		Ephemeral: true,
	}
	var b message.Block
	for _, e := range all {
		runs := []message.Run{message.Bold(e.Name), message.Plain(" · " + wording.Plural(counts[e.ID], "article"))}
		if role, ok := latestRole(e); ok {
			runs = append(
				runs,
				message.Plain(" · "+role.Title+", "),
				message.Italic("as reported "+message.Day(role.Last)),
			)
		} else {
			runs = append(runs, message.Plain(" · "+string(e.Kind)))
		}
		b.Lines = append(b.Lines, message.Item(runs...))
		r.Buttons = append(r.Buttons, message.Button{Label: e.Name, Line: idLine(command, e.ID)})
	}
	r.Blocks = []message.Block{b}
	return r
}

// latestRole is the role that an article gave e last.
func latestRole(e news.Entity) (news.Role, bool) {
	if len(e.Roles) == 0 {
		return news.Role{}, false
	}
	return slices.MaxFunc(e.Roles, func(x, y news.Role) int { return x.Last.Compare(y.Last) }), true
}

// verbatim puts quotation marks around a span, unless it brings its own.
func verbatim(s string) message.Run {
	s = message.Clean(s)
	if strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`) {
		return message.Plain(s)
	}
	return message.Plain("“" + s + "”")
}

// receipt is where a sentence stands: the outlet, linked to the article, and when.
func receipt(source, url string, at time.Time) []message.Run {
	return []message.Run{message.Link(source, url), message.Plain(", "), message.When(at, message.DateTime)}
}
