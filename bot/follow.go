package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// matter is what can be followed or muted.
type matter struct {
	kind  news.MuteKind
	value string // see [news.Mute]
	name  string
	facts []news.Fact // of a story
}

// storyFactsSeen is how many facts of a story are looked at for its name, its outlets and who is in it.
const storyFactsSeen = 60

// matter reads what somebody wants to follow or mute: "story 12", "outlet Reuters", anything else is a word.
func (a *answers) matter(ctx context.Context, said string) (matter, error) {
	kind, rest, _ := strings.Cut(said, " ")
	rest = strings.TrimSpace(rest)
	switch {
	case strings.EqualFold(kind, "story") && rest != "":
		id, err := strconv.ParseInt(strings.TrimPrefix(rest, "#"), 10, 64)
		if err != nil || id <= 0 {
			break
		}
		facts, err := a.store.Facts(ctx, news.FactQuery{Story: id, Limit: storyFactsSeen})
		if err != nil {
			return matter{}, fmt.Errorf("facts of story %d: %w", id, err)
		}
		if len(facts) == 0 {
			return matter{}, news.Errorf(news.NotFound, "There is no story %d. The Follow button below a digest lists "+
				"those that it tells.", id)
		}
		first := answer.Lead(facts[0])
		return matter{
			kind: news.MuteStory, value: strconv.FormatInt(facts[0].Story, 10),
			name: message.Shorten(message.Clean(cmp.Or(first.Title, first.Text)), 100), facts: facts,
		}, nil
	case strings.EqualFold(kind, "outlet") && rest != "":
		source, err := a.source(ctx, rest)
		return matter{kind: news.MuteOutlet, value: source, name: source}, err
	case strings.EqualFold(kind, "word") && rest != "":
		said = rest
	}
	word := strings.Trim(strings.Join(strings.Fields(message.Clean(said)), " "), `"`)
	if word == "" {
		return matter{}, errorf("what: name a story (story 12), an outlet (outlet Reuters) or a word.")
	}
	return matter{kind: news.MuteWord, value: word, name: "“" + word + "”"}, nil
}

// line is m as an option.
func (m matter) line() string { return string(m.kind) + " " + m.value }

// words say what m is.
func (m matter) words(w *wording.Words) string {
	switch {
	case m.kind == news.MuteWord:
		return w.Say("the word %s", m.name)
	case m.kind == news.MuteOutlet:
		return w.Say("the outlet %s", m.name)
	case m.name == "":
		return w.Say("the story")
	}
	return w.Say("the story %s", m.name)
}

// mutedWords say what a mute is of, in a list.
func mutedWords(w *wording.Words, m news.Mute) string {
	switch m.Kind {
	case news.MuteWord:
		return w.Say("word %s", m.Name)
	case news.MuteOutlet:
		return w.Say("outlet %s", m.Name)
	case news.MuteStory:
	}
	return w.Say("story %s", m.Name)
}

// reader is for whom r follows or mutes: the channel, for who may manage it, or whoever asks.
func (a *answers) reader(ctx context.Context, r *Request) (guild, channel, reader string, err error) {
	own := r.Guild == "" || r.value("whose") == "me" || r.value("whose") == "" && !r.Manager && !r.Local
	if !own {
		if !r.Manager && !r.Local {
			return "", "", "", errorf(
				"For a channel, /%s needs the permission Manage Server. whose:me is for you alone.", r.Path)
		}
		if !message.IsID(r.Channel) {
			return "", "", "", errorf("Say in which channel: --channel ID.")
		}
		return r.Guild, r.Channel, r.Channel, nil
	}
	channel, err = a.ownChannel(ctx, r)
	return "", channel, r.User, err
}

// until is when what r asks for ends; the zero time is never.
func (r *Request) until() time.Time {
	switch r.value("for") {
	case "day":
		return r.Now.Add(24 * time.Hour)
	case "week":
		return r.Now.Add(7 * 24 * time.Hour)
	}
	return time.Time{}
}

// follow answers /follow: all that is new in a matter, as it comes. Without a time it asks.
func (a *answers) follow(ctx context.Context, r *Request) (message.Reply, error) {
	m, err := a.matter(ctx, r.value("what"))
	if err != nil {
		return message.Reply{}, err
	}
	if r.value("for") == "" {
		return a.askMatter(r, m), nil
	}
	s := news.Subscription{
		Kind: news.Watch, Zone: a.o.Zone, Origins: 1, Style: news.Standard, By: r.User, Created: r.Now, NextAt: r.Now,
		AboutName: m.name,
	}
	if s.Guild, s.Channel, _, err = a.reader(ctx, r); err != nil {
		return message.Reply{}, err
	}
	p := &s.Preferences
	p.Until = r.until()
	if p.Language, err = a.languageOf(ctx, r, s.Guild); err != nil {
		return message.Reply{}, err
	}
	switch m.kind {
	case news.MuteStory:
		if p.Story, err = strconv.ParseInt(m.value, 10, 64); err != nil {
			return message.Reply{}, fmt.Errorf("story %q: %w", m.value, err)
		}
		if s.Guild != "" {
			p.Threads = news.StoryThread
		}
	case news.MuteOutlet:
		p.Outlets = []string{m.value}
	case news.MuteWord:
		p.Words = []string{m.value}
	}
	_, refused, err := a.admit(ctx, r, s)
	if refused != nil && p.Threads != news.NoThreads { // the channel does as well
		p.Threads = news.NoThreads
		_, refused, err = a.admit(ctx, r, s)
	}
	if err != nil || refused != nil {
		return given(refused), err
	}
	if s, err = a.followOn(ctx, r, s); err != nil {
		return message.Reply{}, err
	}
	return followed(r.words(), s, m), nil
}

// followOn stores a new subscription, or changes until when the one lasts that there is.
func (a *answers) followOn(ctx context.Context, r *Request, s news.Subscription) (news.Subscription, error) {
	in := *r
	in.Guild = s.Guild
	all, err := a.theirs(ctx, &in)
	if err != nil {
		return s, err
	}
	i := slices.IndexFunc(all, func(o news.Subscription) bool {
		return o.Kind == s.Kind && o.Channel == s.Channel && o.Topic == s.Topic && o.About == s.About &&
			o.AboutName == s.AboutName
	})
	if i >= 0 {
		again := all[i]
		again.Preferences.Until, again.NextAt = s.Preferences.Until, time.Time{}
		saved, err := a.store.SaveSubscription(ctx, again)
		return saved, wrap(err, "save subscription %d", again.ID)
	}
	if s.Guild == "" {
		if err := a.mayHaveMore(ctx, s.By); err != nil {
			return s, err
		}
	}
	saved, err := a.store.SaveSubscription(ctx, s)
	return saved, wrap(err, "save subscription")
}

// followed says what is followed now.
func followed(w *wording.Words, s news.Subscription, m matter) message.Reply {
	runs := say(w, "%s follows %s", message.Channel(s.Channel), message.Bold(m.words(w)))
	where := w.Say("What is new comes into the channel")
	if s.Guild == "" {
		runs = say(w, "You follow %s", message.Bold(m.words(w)))
		where = w.Say("What is new comes by direct message")
	}
	if s.Preferences.Threads == news.StoryThread {
		where = w.Say("%s, from the second message on into a thread", where)
	}
	reply := message.Reply{Ephemeral: true, Blocks: []message.Block{{Lines: []message.Line{
		message.Para(done("✅", untilRuns(w, runs, s.Preferences.Until))...), message.Quiet(message.Plain(where + ".")),
	}}}}
	if s.Guild == "" {
		reply.Blocks[0].Lines = append(reply.Blocks[0].Lines, message.Quiet(say(w, "In our direct messages, %s shows "+
			"what you follow, with your time zone and quiet hours.", message.Code("/subscriptions list"))...))
		return reply
	}
	reply.Buttons = []message.Button{{Label: "Undo", Line: numberLine("remove", s, true)}}
	return reply
}

// untilRuns are a sentence with until when it holds.
func untilRuns(w *wording.Words, said []message.Run, t time.Time) []message.Run {
	if t.IsZero() {
		return append(said, message.Plain("."))
	}
	return say(w, "%s until %s.", said, message.Moment(t, message.DateTime))
}

// mute answers /mute: a matter is left out of digests and alerts. Without a time it asks.
func (a *answers) mute(ctx context.Context, r *Request) (message.Reply, error) {
	m, err := a.matter(ctx, r.value("what"))
	if err != nil {
		return message.Reply{}, err
	}
	if r.value("for") == "" {
		return a.askMatter(r, m), nil
	}
	mute := news.Mute{Kind: m.kind, Value: m.value, Name: m.name, Until: r.until(), By: r.User, Created: r.Now}
	if mute.Guild, _, mute.Reader, err = a.reader(ctx, r); err != nil {
		return message.Reply{}, err
	}
	mine, err := a.mutes(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if len(mine) >= maxMutes {
		return message.Reply{}, errorf("%d things are muted here already. /muted shows them; let one go "+
			"first.", maxMutes)
	}
	if mute, err = a.store.SaveMute(ctx, mute); err != nil {
		return message.Reply{}, fmt.Errorf("save mute: %w", err)
	}
	w := r.words()
	runs := say(w, "%s is not told of %s", message.Channel(mute.Reader), message.Bold(m.words(w)))
	if mute.Guild == "" {
		runs = say(w, "Your own digests and alerts do not tell of %s", message.Bold(m.words(w)))
	}
	return message.Reply{
		Ephemeral: true, Blocks: []message.Block{{Lines: []message.Line{
			message.Para(done("🔇", untilRuns(w, runs, mute.Until))...),
			message.Quiet(say(w, "Each digest says how many facts it has left out so.")...),
		}}},
		Buttons: []message.Button{{Label: "Undo", Line: "/unmute " + strconv.FormatInt(mute.ID, 10)}},
	}, nil
}

// maxMutes bounds what one reader has muted: each is looked for in every fact.
const maxMutes = 100

// mutes are those that hold where r is asked: the channel's, and those of whoever asks.
func (a *answers) mutes(ctx context.Context, r *Request) (out []news.Mute, err error) {
	all, err := a.store.Mutes(ctx, r.Now)
	if err != nil {
		return nil, fmt.Errorf("list mutes: %w", err)
	}
	for _, m := range all {
		if m.Guild == "" && m.Reader == r.User && r.User != "" || m.Guild != "" && m.Guild == r.Guild &&
			(m.Reader == r.Channel || r.Manager) {
			out = append(out, m)
		}
	}
	return out, nil
}

// muted answers /muted.
func (a *answers) muted(ctx context.Context, r *Request) (message.Reply, error) {
	all, err := a.mutes(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	if len(all) == 0 {
		return message.Notice(say(w, "Nothing is muted here, or for you.")...), nil
	}
	b := message.Block{}
	menu := message.Menu{Placeholder: "Tell of one again"}
	for _, m := range all {
		runs := []message.Run{
			message.Plain(fmt.Sprintf("%d · ", m.ID)), message.Bold(mutedWords(w, m)), message.Plain(" "),
		}
		if m.Guild == "" {
			runs = append(runs, say(w, "for you")...)
		} else {
			runs = append(runs, say(w, "in %s", message.Channel(m.Reader))...)
		}
		b.Lines = append(b.Lines, message.Item(untilRuns(w, runs, m.Until)...))
		if m.Guild == "" || r.Manager || r.Local {
			menu.Picks = append(menu.Picks, message.Pick{
				Label: fmt.Sprintf("%d · %s", m.ID, mutedWords(w, m)), Line: "/unmute " + strconv.FormatInt(m.ID, 10),
			})
		}
	}
	reply := message.Reply{Title: message.Para(say(w, "Muted")...), Blocks: []message.Block{b}}
	if len(menu.Picks) > 0 {
		reply.Menu = &menu
	}
	return reply, nil
}

// unmute answers /unmute.
func (a *answers) unmute(ctx context.Context, r *Request) (message.Reply, error) {
	all, err := a.mutes(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	i := slices.IndexFunc(all, func(m news.Mute) bool {
		return strconv.FormatInt(m.ID, 10) == strings.TrimPrefix(r.value("number"), "#")
	})
	switch {
	case i < 0:
		return message.Reply{}, news.Errorf(news.NotFound, "Nothing of that number is muted (any more). /muted shows "+
			"what is.")
	case all[i].Guild != "" && !r.Manager && !r.Local:
		return message.Reply{}, errorf("For a channel, /unmute needs the permission Manage Server.")
	}
	if err := a.store.RemoveMute(ctx, all[i].Guild, all[i].Reader, all[i].ID); err != nil &&
		news.ErrorCode(err) != news.NotFound {
		return message.Reply{}, fmt.Errorf("unmute: %w", err)
	}
	return message.Notice(done("🔊", say(r.words(), "You are told of %s again.",
		message.Bold(mutedWords(r.words(), all[i]))))...), nil
}

// Bounds of what is offered about a story beside itself.
const (
	mostOutletsOffered = 2
	mostWordsOffered   = 2
)

// askMatter offers what can be done about a matter, and, of a story, about its outlets and who is in it.
func (a *answers) askMatter(r *Request, m matter) message.Reply {
	who := cmp.Or(r.value("whose"), "channel")
	if r.Guild == "" || !r.Manager && !r.Local {
		who = "me"
	}
	w := r.words()
	reply := message.Reply{Ephemeral: true, Title: message.Para(say(w, "Follow or mute")...)}
	lines := []message.Line{message.Para(message.Bold(wording.Capital(m.words(w))))}
	if who == "me" {
		lines = append(lines, message.Quiet(say(w, "For you alone: what you follow comes by direct message, what you "+
			"mute is left out of your own digests.")...))
	} else {
		lines = append(lines, message.Quiet(say(w, "For %s.", message.Channel(r.Channel))...))
	}
	reply.Blocks = []message.Block{{Lines: lines}}
	menu := message.Menu{Placeholder: "Choose what, and for how long"}
	muting := phrase("Mute %s: %s")
	offer := func(path, offered string, of matter) {
		for _, c := range command.WhileChoices {
			menu.Picks = append(menu.Picks, message.Pick{
				Label: w.Say(offered, of.words(w), lowered(w.Say(c.Name), w)), Turn: true,
				Line: command.Invocation{Path: path, Values: map[string]string{
					"what": of.line(), "for": c.Value, "whose": who,
				}}.String(),
			})
		}
	}
	short := m
	if m.kind == news.MuteStory {
		short.name = "" // it stands above
	}
	offer("follow", phrase("Follow %s: %s"), short)
	offer("mute", muting, short)
	for _, of := range m.others() {
		offer("mute", muting, of)
	}
	reply.Menu = &menu
	if r.Guild != "" && (r.Manager || r.Local) {
		other, label := "me", phrase("For me alone")
		if who == "me" {
			other, label = "channel", phrase("For this channel")
		}
		reply.Buttons = append(reply.Buttons, message.Button{Label: label, Turn: true, Line: command.Invocation{
			Path: r.Path, Values: map[string]string{"what": m.line(), "whose": other},
		}.String()})
	}
	reply.Buttons = append(reply.Buttons, message.Button{Label: "What is muted", Line: "/muted", Turn: true})
	return reply
}

// others are the outlets that tell most of a story, and the names that stand in it most: what is muted instead of it.
func (m matter) others() (out []matter) {
	outlets, names := map[string]int{}, map[string]int{}
	for _, f := range m.facts {
		for _, s := range f.Sentences {
			outlets[s.Source]++
			for _, p := range s.People {
				names[p]++
			}
		}
	}
	for _, o := range commonest(outlets, mostOutletsOffered) {
		out = append(out, matter{kind: news.MuteOutlet, value: o, name: o})
	}
	for _, n := range commonest(names, mostWordsOffered) {
		out = append(out, matter{kind: news.MuteWord, value: n, name: "“" + n + "”"})
	}
	return out
}

// commonest are the keys with the highest counts, equal ones by name.
func commonest(counts map[string]int, n int) []string {
	var all []string
	for k := range counts {
		if k != "" {
			all = append(all, k)
		}
	}
	slices.SortFunc(all, func(x, y string) int { return cmp.Or(counts[y]-counts[x], strings.Compare(x, y)) })
	return all[:min(n, len(all))]
}

// followView lists the stories of a digest, to choose one to follow or to mute.
func followView(w *wording.Words, d news.Digest) (message.Reply, error) {
	reply := message.Reply{
		Ephemeral: true, Title: message.Para(say(w, "Follow or mute")...), Colour: d.Colour, End: d.To,
		Blocks: []message.Block{{Lines: []message.Line{message.Para(say(w, "Which story? What is new in it "+
			"can come as it happens, or be left out; so can an outlet or a name.")...)}}},
	}
	menu := message.Menu{Placeholder: "Choose a story"}
	for i, dev := range d.Developments {
		if dev.Story == 0 || len(menu.Picks) == message.MaxChoices {
			continue
		}
		menu.Picks = append(menu.Picks, message.Pick{
			Label: fmt.Sprintf("%d · %s", i+1, message.Clean(dev.Headline)),
			Line:  "/follow story " + strconv.FormatInt(dev.Story, 10), Turn: true,
		})
	}
	if len(menu.Picks) == 0 {
		return reply, news.Errorf(news.NotFound, "There is nothing here to follow.")
	}
	reply.Menu = &menu
	reply.Buttons = []message.Button{{Label: "What is muted", Line: "/muted", Turn: true}}
	return reply, nil
}

// completeMatter offers outlets and names.
func (a *answers) completeMatter(ctx context.Context, r *Request, typed string) (out []message.Choice) {
	for _, c := range a.completeSource(ctx, r, strings.TrimPrefix(typed, "outlet ")) {
		out = append(out, message.Choice{Name: "outlet " + c.Name, Value: "outlet " + c.Value})
	}
	words := a.completeName(ctx, r, strings.TrimPrefix(typed, "word "))
	for _, c := range words[:min(len(words), 10)] {
		out = append(out, message.Choice{Name: "word " + c.Name, Value: "word " + c.Value})
	}
	return out
}
