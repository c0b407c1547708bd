package bot

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// find looks for an entity by what a user calls it, or by "#id", which is what buttons carry. If it is not clear whom
// the user means, ask is the reply that asks, whose buttons run the command of that path for one of them.
func (a *answers) find(ctx context.Context, path, name string, w *wording.Words) (
	m answer.Match, ask *message.Reply, err error,
) {
	name = strings.Trim(name, "\"“”„«» ") // whoever knows /search quotes names, too
	if id, ok := entityID(name); ok {
		m.Entity, err = a.lookup.ByID(ctx, id)
		if news.ErrorCode(err) == news.NotFound {
			err = news.Errorf(news.NotFound, "What this button was about is no longer stored. Ask by name.")
		}
		return m, nil, err
	}
	if strings.TrimSpace(message.Clean(name)) == "" {
		return m, nil, errorf("/%s needs a name: letters or digits.", path)
	}
	if m, err = a.lookup.Find(ctx, name); err != nil || m.Clear() {
		return m, nil, err
	}
	reply := nobody(path, name, m.Nearest, w)
	if len(m.Namesakes) > 0 {
		reply = which(path, name, m.Namesakes, w)
	}
	return m, &reply, nil
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

// idLine is the command line about what has a number.
func idLine(path string, id int64) string { return fmt.Sprintf("/%s #%d", path, id) }

// settled is r's command line with what its option named as it was found: a name may mean somebody else tomorrow.
func (r *Request) settled(option string, id int64) string {
	values := maps.Clone(r.Values)
	values[option] = fmt.Sprintf("#%d", id)
	return command.Invocation{Path: r.Path, Values: values}.String()
}

// nobody answers a name that nobody has, with the nearest ones.
func nobody(path, name string, near []news.Entity, w *wording.Words) message.Reply {
	r := message.Notice(say(w, "No one and nothing called %s in any article.",
		message.Italic(message.Shorten(message.Clean(name), 100)))...)
	r.Ephemeral = true
	if len(near) == 0 {
		r.Blocks[0].Lines = append(r.Blocks[0].Lines,
			message.Quiet(message.Plain(w.Say("No name is like it. /search looks for words instead."))))
		r.Buttons = []message.Button{{Label: "Search for it", Line: command.Invocation{
			Path: "search", Values: map[string]string{"query": name},
		}.String()}}
		return r
	}
	runs := []message.Run{message.Plain(w.Say("Closest: "))}
	alike := make([]answer.Namesake, len(near))
	for i, e := range near {
		alike[i].Entity = e
	}
	for i, e := range near {
		if i > 0 {
			runs = append(runs, message.Plain(" · "))
		}
		runs = append(runs, message.Bold(tellApart(alike, i, w)))
		r.Buttons = append(r.Buttons, message.Button{Label: tellApart(alike, i, w), Line: idLine(path, e.ID)})
	}
	r.Blocks[0].Lines = append(r.Blocks[0].Lines, message.Para(runs...))
	return r
}

// which asks whom a name means.
func which(path, name string, all []answer.Namesake, w *wording.Words) message.Reply {
	title := say(w, "Which %s?", message.Shorten(message.Clean(name), 60))
	r := message.Reply{Title: message.Para(title...), Ephemeral: true}
	var b message.Block
	for i, e := range all {
		articles := w.Count(e.Mentions, "%s article", "%s articles")
		runs := []message.Run{message.Bold(e.Name), message.Plain(" · " + articles)}
		if role, ok := latestRole(e.Entity); ok {
			runs = append(runs, message.Phrase(" · "+w.Isolated(role.Title)+w.Say(", ")),
				message.Italic(w.Say("as reported %s", w.Day(role.Last))))
		} else {
			runs = append(runs, message.Plain(" · "+w.Say(string(e.Kind))))
		}
		b.Lines = append(b.Lines, message.Item(runs...))
		r.Buttons = append(r.Buttons, message.Button{Label: tellApart(all, i, w), Line: idLine(path, e.ID)})
	}
	r.Blocks = []message.Block{b}
	return r
}

// tellApart is what a button for one of several namesakes says: the name, and what the others of that name are not.
func tellApart(all []answer.Namesake, i int, w *wording.Words) string {
	e := all[i]
	label := message.Clean(e.Name)
	var same []answer.Namesake
	for j, o := range all {
		if j != i && answer.Fold(o.Name) == answer.Fold(e.Name) {
			same = append(same, o)
		}
	}
	if len(same) == 0 {
		return label
	}
	for _, detail := range []func(news.Entity) string{
		func(e news.Entity) string {
			role, _ := latestRole(e)
			return role.Title
		},
		func(e news.Entity) string { return w.Say(string(e.Kind)) },
	} {
		mine := detail(e.Entity)
		if mine != "" && !slices.ContainsFunc(same, func(o answer.Namesake) bool { return detail(o.Entity) == mine }) {
			return label + " · " + message.Shorten(message.Clean(mine), 40)
		}
	}
	return label + " · " + w.Say("%d of %d", i+1, len(all))
}

// latestRole is the role that an article gave e last.
func latestRole(e news.Entity) (news.Role, bool) {
	if len(e.Roles) == 0 {
		return news.Role{}, false
	}
	return slices.MaxFunc(e.Roles, func(x, y news.Role) int { return x.Last.Compare(y.Last) }), true
}
