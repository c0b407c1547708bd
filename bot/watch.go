package bot

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// defaultOrigins is how many independent origins make an alert if nobody says otherwise: one is a report, two agree.
const defaultOrigins = 2

// watch answers /watch: a channel gets an alert when something new about a topic, a person, an organisation or a place
// has enough independent origins.
func (a *answers) watch(ctx context.Context, r *Request) (message.Reply, error) {
	s := news.Subscription{
		Kind: news.Watch, Guild: r.Guild, Channel: cmp.Or(r.value("channel"), r.Channel), Zone: a.o.Zone,
		Style:   news.Standard,
		Mention: r.value("mention"), By: r.User, Created: r.Now, NextAt: r.Now,
	}
	settings, err := a.serverSettings(ctx, r.Guild)
	if err != nil {
		return message.Reply{}, err
	}
	if s.Mention == "" {
		s.Mention = settings.AlertRole
	}
	if err := a.prefer(r, &s); err != nil {
		return message.Reply{}, err
	}
	if s.Preferences.Language, err = a.languageOf(ctx, r, s.Guild); err != nil {
		return message.Reply{}, err
	}
	if s.Origins, err = originsOf(cmp.Or(r.value("origins"), strconv.Itoa(defaultOrigins))); err != nil {
		return message.Reply{}, err
	}
	ask, err := a.subjectOf(ctx, r, &s)
	if err != nil || ask != nil {
		return given(ask), err
	}
	at, refused, err := a.admit(ctx, r, s)
	if err != nil || refused != nil {
		return given(refused), err
	}
	s, twin, err := a.create(ctx, r, s)
	if err != nil || twin != nil {
		return given(twin), err
	}
	w := r.words()
	lines := []message.Line{
		message.Para(done("✅", say(w, getsAlert(s), message.Channel(s.Channel),
			message.Bold(watched(w, a.allTopics(), s)), say(w, "%s or more",
				message.Bold(w.Count(s.Origins, "%s independent origin", "%s independent origins")))))...),
		message.Quiet(say(w, "At most %d alerts an hour; what comes in between is gathered into the next. What is "+
			"known already is not told again.", digest.AlertsPerHour)...),
	}
	return message.Reply{
		Blocks: []message.Block{{Lines: append(lines, mentionLines(w, s, at)...)}},
		Buttons: []message.Button{
			{Label: "Change", Line: numberLine("edit", s, true)},
			{Label: "Refine", Line: numberLine("refine", s, true)},
			{Label: "Undo", Line: numberLine("remove", s, true)},
			{Label: "What is known now", Line: a.latestLine(s)},
		},
	}, nil
}

// latestLine shows what there is about the subject of a watch.
func (a *answers) latestLine(s news.Subscription) string {
	switch {
	case s.About != 0:
		return idLine("timeline", s.About)
	case len(s.Preferences.Words) > 0:
		return command.Invocation{Path: "search", Values: map[string]string{
			"query": strings.Join(s.Preferences.Words, " OR "),
		}}.String()
	case s.Preferences.Near != nil:
		return command.Invocation{Path: "latest", Values: map[string]string{"about": s.Preferences.Near.Name}}.String()
	}
	return command.Invocation{Path: "latest", Values: map[string]string{"topic": s.Topic}}.String()
}

// subjectOf finds what r wants watched: a topic by its whole name, or an entity. A name that several share is asked
// about.
func (a *answers) subjectOf(ctx context.Context, r *Request, s *news.Subscription) (*message.Reply, error) {
	about := r.value("about")
	if done, err := a.wordsOrPlace(about, s); done || err != nil {
		return nil, err
	}
	if t, err := a.topic(ctx, r, about); err == nil && t.Slug != "" && (isCalled(t.Name, about) ||
		answer.Fold(t.Slug) == answer.Fold(about)) {
		s.Topic = t.Slug
		return nil, nil
	}
	if answer.Fold(about) == allTopics || isCalled(everything, about) {
		return nil, nil
	}
	m, ask, err := a.find(ctx, r.Path, about, r.words())
	if err != nil {
		return nil, err
	}
	if ask != nil {
		for i, b := range ask.Buttons { // whoever is meant, the rest of what was asked stays
			if id, ok := entityID(strings.TrimPrefix(b.Line, "/"+r.Path+" ")); ok {
				values := maps.Clone(r.Values)
				values["about"] = fmt.Sprintf("#%d", id)
				ask.Buttons[i].Line = command.Invocation{Path: r.Path, Values: values}.String()
			}
		}
		return ask, nil
	}
	s.About, s.AboutName = m.Entity.ID, m.Entity.Name
	return nil, nil
}

// maxMeant is how many watches are offered where it is not clear which one is meant.
const maxMeant = 5

// unwatch answers /unwatch: by the number of the watch, which autocomplete offers, or by what it is about.
func (a *answers) unwatch(ctx context.Context, r *Request) (message.Reply, error) {
	w := r.words()
	all, err := a.theirs(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	all = slices.DeleteFunc(all, func(s news.Subscription) bool { return s.Kind != news.Watch })
	about := r.value("about")
	var meant []news.Subscription
	for _, s := range all {
		if strconv.FormatInt(s.ID, 10) == about || a.isWatched(s, func(name string) bool {
			return answer.Fold(name) == answer.Fold(about)
		}) || answer.Fold(s.Topic) == answer.Fold(about) && s.About == 0 {
			meant = append(meant, s)
		}
	}
	if len(meant) == 0 {
		for _, s := range all {
			if a.isWatched(s, func(name string) bool { return answer.HasWords(name, about) }) {
				meant = append(meant, s)
			}
		}
	}
	switch {
	case len(all) == 0:
		if r.Guild == "" {
			return message.Reply{}, news.Errorf(news.NotFound, "You watch nothing. /watch starts it.")
		}
		return message.Reply{}, news.Errorf(news.NotFound, "This server watches nothing. /watch starts it.")
	case len(meant) == 0:
		return message.Reply{}, news.Errorf(
			news.NotFound,
			"%q is not watched. /subscriptions list shows what is.",
			message.Shorten(message.Clean(about), 60),
		)
	case len(meant) > 1:
		reply := message.Reply{Ephemeral: true, Title: message.Para(say(w, "Which of these?")...)}
		for _, s := range meant[:min(len(meant), maxMeant)] {
			reply.Blocks = append(reply.Blocks, message.Block{Lines: a.lines(w, s)})
			reply.Buttons = append(reply.Buttons, message.Button{
				Label: w.Say("Remove %d", s.ID),
				Line:  numberLine("remove", s, true),
			})
		}
		return reply, nil
	}
	if err := a.store.RemoveSubscription(ctx, r.Guild, meant[0].ID); err != nil {
		return message.Reply{}, fmt.Errorf("remove subscription %d: %w", meant[0].ID, err)
	}
	return message.Notice(done("✅", say(w, "%s gets no more %s.", message.Channel(meant[0].Channel),
		message.Phrase(a.subject(w, meant[0]))))...), nil
}

// isWatched reports whether what a watch is about is called so in any language.
func (a *answers) isWatched(s news.Subscription, called func(name string) bool) bool {
	return slices.ContainsFunc(wording.Languages(), func(tag string) bool {
		return called(watched(wording.In(tag), a.allTopics(), s))
	})
}

// completeSubject offers topics, then names.
func (a *answers) completeSubject(ctx context.Context, r *Request, typed string) []message.Choice {
	return append(a.completeTopic(ctx, r, typed), a.completeName(ctx, r, typed)...)
}
