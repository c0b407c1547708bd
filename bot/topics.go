package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// Bounds of the topics of a server's own: each is looked for in every article that comes.
const (
	maxOwnTopics  = 20
	maxTopicWords = 40
)

// learnTopics reads the topics that servers have made.
func (a *answers) learnTopics(ctx context.Context) error {
	own, err := a.store.OwnTopics(ctx)
	if err != nil {
		return fmt.Errorf("list topics of servers: %w", err)
	}
	a.remember(func(m *memory) { m.topics = own })
	return nil
}

// topicsOf are the topics that a server's channels can choose, by name: everybody's, and those of its own.
func (a *answers) topicsOf(guild string) []news.Topic {
	all := slices.Clone(a.o.Topics)
	for _, t := range a.remembered().topics {
		if t.Guild == guild && guild != "" {
			all = append(all, t.Topic)
		}
	}
	return sortedTopics(all)
}

// allTopics are the topics of everybody, for what something is called that belongs to somebody already.
func (a *answers) allTopics() []news.Topic {
	all := slices.Clone(a.o.Topics)
	for _, t := range a.remembered().topics {
		all = append(all, t.Topic)
	}
	return all
}

// topic resolves what a user calls a topic. "" is everything.
func (a *answers) topic(ctx context.Context, r *Request, name string) (news.Topic, error) {
	if name == "" || strings.EqualFold(name, allTopics) || isCalled(everything, name) {
		return news.Topic{}, nil
	}
	if t, ok := topicCalled(a.topicsOf(""), name); ok {
		return t, nil
	}
	learnt := a.learnTopics(ctx)
	topics := a.topicsOf(r.Guild)
	if t, ok := topicCalled(topics, name); ok {
		return t, nil
	}
	if strings.HasPrefix(name, "own") && learnt != nil {
		return news.Topic{}, learnt
	}
	names := make([]string, 0, len(topics))
	called := slices.Clone(topics)
	for i, t := range topics {
		called[i].Name = r.words().Say(t.Name)
		names = append(names, called[i].Name)
	}
	for _, typed := range [][]news.Topic{called, topics} {
		if near, ok := answer.NearestTopic(typed, name); ok {
			return news.Topic{}, news.Errorf(news.NotFound, "There is no topic %q. Did you mean %q?",
				message.Shorten(message.Clean(name), 40), near.Name)
		}
	}
	return news.Topic{}, news.Errorf(news.NotFound, "There is no topic %q. The topics are: %s.",
		message.Shorten(message.Clean(name), 40), strings.Join(names, ", "))
}

// topicCalled is the topic that goes by a name in any language: what the menus offer in a reader's own can be typed,
// too.
func topicCalled(topics []news.Topic, name string) (news.Topic, bool) {
	for _, tag := range wording.Languages() { // English first
		named := slices.Clone(topics)
		for i := range named {
			named[i].Name = wording.In(tag).Say(named[i].Name)
		}
		if found, ok := answer.Topic(named, name); ok {
			i := slices.IndexFunc(topics, func(t news.Topic) bool { return t.Slug == found.Slug })
			return topics[i], true
		}
	}
	return news.Topic{}, false
}

// isCalled reports whether a name is what an English one is, in any language.
func isCalled(english, name string) bool {
	return slices.ContainsFunc(wording.Languages(), func(tag string) bool {
		return answer.Fold(wording.In(tag).Say(english)) == answer.Fold(name)
	})
}

// topicSet resolves one topic, or several with commas between, to what a subscription holds.
func (a *answers) topicSet(ctx context.Context, r *Request, names string) (string, news.Topic, error) {
	if whole, err := a.topic(ctx, r, names); err == nil {
		return whole.Slug, whole, nil // a topic may have a comma in its name
	}
	var slugs []string
	var first news.Topic
	for name := range strings.FieldsFuncSeq(names, isComma) {
		if strings.TrimSpace(name) == "" {
			continue
		}
		t, err := a.topic(ctx, r, strings.TrimSpace(name))
		if err != nil {
			return "", t, err
		}
		if t.Slug == "" { // everything holds all others
			return "", t, nil
		}
		if len(slugs) == 0 {
			first = t
		}
		if !slices.Contains(slugs, t.Slug) {
			slugs = append(slugs, t.Slug)
		}
	}
	if len(slugs) == 0 {
		return "", first, errorf("topic: name a topic. /topics list shows all.")
	}
	slices.Sort(slugs)
	return strings.Join(slugs, ","), first, nil
}

// completeTopics completes the last of several topics.
func (a *answers) completeTopics(ctx context.Context, r *Request, typed string) (out []message.Choice) {
	i := strings.LastIndexByte(typed, ',')
	if i < 0 {
		return a.completeTopic(ctx, r, typed)
	}
	before, last := strings.TrimSpace(typed[:i]), strings.TrimSpace(typed[i+1:])
	for _, t := range a.topicsOf(r.Guild) {
		if answer.HasWords(t.Name, last) && !strings.Contains(before, t.Slug) {
			out = append(out, message.Choice{Name: before + ", " + t.Name, Value: before + "," + t.Slug})
		}
	}
	return out
}

func (a *answers) completeOwnTopic(_ context.Context, r *Request, typed string) (out []message.Choice) {
	for _, t := range a.remembered().topics {
		if t.Guild == r.Guild && answer.HasWords(t.Name, typed) {
			out = append(out, message.Choice{Name: t.Name, Value: t.Slug})
		}
	}
	return out
}

// listTopics answers /topics list.
func (a *answers) listTopics(ctx context.Context, r *Request) (message.Reply, error) {
	if err := a.learnTopics(ctx); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	b := message.Block{}
	for _, t := range sortedTopics(a.o.Topics) {
		b.Lines = append(b.Lines, message.Item(message.Plain(strings.TrimSpace(t.Sign+" "+w.Say(t.Name)))))
	}
	reply := message.Reply{Title: message.Para(say(w, "Topics")...), Blocks: []message.Block{b}}
	own := message.Block{Lines: []message.Line{message.Para(message.Bold(w.Say("Of this server's own")))}}
	for _, t := range a.remembered().topics {
		if t.Guild == r.Guild && r.Guild != "" {
			own.Lines = append(own.Lines, ownTopicLine(w, t.Topic))
		}
	}
	if len(own.Lines) > 1 {
		reply.Blocks = append(reply.Blocks, own)
	}
	if r.Guild != "" && (r.Manager || r.Local) {
		reply.Blocks = append(reply.Blocks, message.Block{Lines: []message.Line{message.Quiet(
			say(w, "Another one: %s", message.Code("/topics add"))...)}})
	}
	return reply, nil
}

func ownTopicLine(w *wording.Words, t news.Topic) message.Line {
	runs := []message.Run{
		message.Bold(t.Name), message.Plain(w.Say("%s: ", "")), message.Others(strings.Join(t.Words, ", ")),
	}
	if len(t.Exclude) > 0 {
		runs = append(append(runs, message.Plain(" · ")), say(w, "without %s", strings.Join(t.Exclude, ", "))...)
	}
	if len(t.Sources) > 0 {
		runs = append(append(runs, message.Plain(" · ")), say(w, "only %s", strings.Join(t.Sources, ", "))...)
	}
	return message.Item(runs...)
}

// listOf takes apart what somebody wrote with commas between.
func listOf(s string) (out []string) {
	for part := range strings.FieldsFuncSeq(s, isComma) {
		if part = strings.Join(strings.Fields(message.Clean(part)), " "); part != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// isComma reports whether r parts the entries of a list, in any script.
func isComma(r rune) bool { return strings.ContainsRune(",،，、", r) }

// addTopic answers /topics add.
func (a *answers) addTopic(ctx context.Context, r *Request) (message.Reply, error) {
	if err := a.learnTopics(ctx); err != nil {
		return message.Reply{}, err
	}
	t := news.OwnTopic{Guild: r.Guild, By: r.User, Created: r.Now, Topic: news.Topic{
		Name:  message.Shorten(strings.Join(strings.Fields(message.Clean(r.value("name"))), " "), 60),
		Words: listOf(r.value("words")), Exclude: listOf(r.value("without")), Sources: listOf(r.value("outlets")),
	}}
	folded := answer.Fold(t.Name)
	mine := 0
	for _, o := range a.remembered().topics {
		if o.Guild == r.Guild {
			mine++
		}
	}
	switch {
	case folded == "" || strings.ContainsFunc(t.Name, isComma):
		return message.Reply{}, errorf("name: give it a name without commas.")
	case len(t.Words) == 0 || len(t.Words) > maxTopicWords:
		return message.Reply{}, errorf("words: from one to %d words or names, with commas between.", maxTopicWords)
	case folded == allTopics, folded == answer.Fold(everything), slices.ContainsFunc(a.topicsOf(r.Guild),
		func(o news.Topic) bool { return answer.Fold(o.Name) == folded || o.Slug == folded }):
		return message.Reply{}, errorf("There is a topic %s already.", t.Name)
	case mine >= maxOwnTopics:
		return message.Reply{}, errorf("This server has %d topics of its own, and more there may not be. "+
			"/topics remove ends one.", mine)
	}
	for i, name := range t.Sources {
		source, err := a.source(ctx, name)
		if err != nil {
			return message.Reply{}, err
		}
		t.Sources[i] = source
	}
	t, err := a.store.SaveTopic(ctx, t)
	if err != nil {
		return message.Reply{}, fmt.Errorf("save topic: %w", err)
	}
	filed, err := a.backfill(ctx, r, t.Topic)
	if err != nil {
		return message.Reply{}, err
	}
	if err := a.learnTopics(ctx); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	reply := message.Reply{Blocks: []message.Block{{Lines: []message.Line{
		message.Para(done("✅", say(w, "This server has a topic %s now, with %s of the last %d days.",
			message.Bold(t.Name), counted(w, filed, "%s article", "%s articles"), int(backfilled.Hours()/24)))...),
		ownTopicLine(w, t.Topic),
		message.Quiet(say(w, "An article belongs to it that has one of the words in its headline or its first "+
			"sentence, or two of them anywhere. Nobody else's channels have it.")...),
	}}}, Buttons: []message.Button{
		{Label: "Set up a digest", Line: "/setup " + t.Slug, Main: true},
		{Label: "What is in it now", Line: "/latest " + t.Slug},
		{Label: "Undo", Line: "/topics remove " + t.Slug},
	}}
	return reply, nil
}

// backfilled is how far back a new topic takes in what is stored.
const backfilled = 14 * 24 * time.Hour

// mostBackfilled bounds how many articles that are.
const mostBackfilled = 500

// backfill files what is stored under a new topic, as far as a search for its words finds it.
func (a *answers) backfill(ctx context.Context, r *Request, t news.Topic) (int, error) {
	var quoted []string
	for _, w := range t.Words {
		quoted = append(quoted, `"`+strings.ReplaceAll(w, `"`, " ")+`"`)
	}
	hits, _, err := a.store.Search(ctx, news.SearchQuery{
		Text: strings.Join(quoted, " OR "), From: r.Now.Add(-backfilled), Limit: mostBackfilled,
	})
	if err != nil {
		return 0, fmt.Errorf("search for a topic's words: %w", err)
	}
	var ids []int64
	for _, h := range hits {
		if a.o.Belongs == nil || a.o.Belongs(t, h.Article) {
			ids = append(ids, h.Article.ID)
		}
	}
	n, err := a.store.FileUnder(ctx, t.Slug, ids)
	return n, wrap(err, "file under topic %s", t.Slug)
}

// removeTopic answers /topics remove.
func (a *answers) removeTopic(ctx context.Context, r *Request) (message.Reply, error) {
	t, err := a.topic(ctx, r, r.value("topic"))
	if err != nil {
		return message.Reply{}, err
	}
	if t.Slug == "" || slices.ContainsFunc(a.o.Topics, func(o news.Topic) bool { return o.Slug == t.Slug }) {
		return message.Reply{}, errorf("%s is everybody's topic. Only those of this server's own can be removed.",
			topicName(r.words(), a.o.Topics, t.Slug))
	}
	all, err := a.store.Subscriptions(ctx, r.Guild)
	if err != nil {
		return message.Reply{}, fmt.Errorf("list subscriptions: %w", err)
	}
	for _, s := range all {
		if slices.Contains(s.Topics(), t.Slug) {
			return message.Reply{}, errorf("Subscription %d brings %s: remove that, or give it another topic "+
				"(/subscriptions refine %d), first.", s.ID, t.Name, s.ID)
		}
	}
	if err := a.store.RemoveTopic(ctx, r.Guild, t.Slug); err != nil {
		return message.Reply{}, fmt.Errorf("remove topic: %w", err)
	}
	if err := a.learnTopics(ctx); err != nil {
		return message.Reply{}, err
	}
	return message.Notice(done("✅", say(r.words(), "The topic %s is gone.", message.Bold(t.Name)))...), nil
}
