package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// maxListed bounds outlets and words of one subscription, in or out.
const maxListed = 25

// refine answers /subscriptions refine: without options it asks what to change.
func (a *answers) refine(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if len(r.Values) < 2 {
		return a.refineForm(r.words(), s), nil
	}
	changed, err := a.refined(ctx, r, s)
	if err != nil {
		return message.Reply{}, err
	}
	_, refused, err := a.admit(ctx, r, changed)
	if err != nil || refused != nil {
		return given(refused), err
	}
	if s, err = a.save(ctx, r, changed); err != nil {
		return message.Reply{}, err
	}
	w := r.words()
	reply := a.card(w, s)
	reply.Blocks = append([]message.Block{{Lines: []message.Line{message.Para(done("✅", say(w, "Changed."))...)}}},
		reply.Blocks...)
	return reply, nil
}

// refined is s with what r changes of its topics and preferences.
func (a *answers) refined(ctx context.Context, r *Request, s news.Subscription) (news.Subscription, error) {
	var err error
	p := &s.Preferences
	if topics := r.value("topic"); topics != "" {
		if s.About != 0 || s.AboutName != "" {
			return s, errorf("topic: this one is about %s. /watch makes another one.", s.AboutName)
		}
		if s.Topic, _, err = a.topicSet(ctx, r, topics); err != nil {
			return s, err
		}
	}
	if said, asked := r.Values["outlets"]; asked {
		if p.Outlets, p.NotOutlets, err = inAndOut("outlets", said); err != nil {
			return s, err
		}
		for _, list := range [][]string{p.Outlets, p.NotOutlets} {
			for i, name := range list {
				if list[i], err = a.source(ctx, name); err != nil {
					return s, err
				}
			}
		}
	}
	if said, asked := r.Values["words"]; asked {
		if p.Words, p.NotWords, err = inAndOut("words", said); err != nil {
			return s, err
		}
	}
	if err := a.prefer(r, &s); err != nil {
		return s, err
	}
	if r.value("language") != "" {
		if p.Language, err = a.languageOf(ctx, r, s.Guild); err != nil {
			return s, err
		}
	}
	s.NextAt = time.Time{} // stays as it is
	return s, nil
}

// prefer reads the options of quiet days, quiet hours, threads, gravity and how many.
func (a *answers) prefer(r *Request, s *news.Subscription) error {
	p := &s.Preferences
	switch q := r.value("quiet"); q {
	case "":
	case "post":
		p.Quiet = news.QuietPosted
	default:
		p.Quiet = news.QuietDays(q)
	}
	switch t := r.value("threads"); {
	case t == "":
	case t == "none":
		p.Threads = news.NoThreads
	case s.Guild == "":
		return errorf("threads: direct messages have none.")
	case t == string(news.StoryThread) && s.Kind != news.Watch:
		return errorf("threads: a digest tells many stories; each may have a thread of its own (threads:digest). " +
			"An alert (/watch) can have one for each running story.")
	default:
		p.Threads = news.Threads(t)
	}
	if said := r.value("hours"); said != "" {
		hours, err := digest.ParseHours(said)
		if err != nil {
			return sentence(err)
		}
		p.Hours = hours
	}
	gravity, most := r.value("gravity"), r.value("most")
	if gravity+most != "" && s.Kind != news.Watch {
		return errorf("gravity: and most: are for alerts. A digest comes when it is due.")
	}
	switch gravity {
	case "any":
		p.Gravity = 0
	case "grave":
		p.Gravity = digest.Grave
	case "great":
		p.Gravity = digest.Great
	}
	switch n, err := strconv.Atoi(most); {
	case most == "any":
		p.PerDay = 0
	case err == nil:
		p.PerDay = n
	}
	return nil
}

// inAndOut reads a list of what is wanted, and with a minus before it of what is not; "none" is an empty one.
func inAndOut(option, said string) (in, out []string, err error) {
	if strings.EqualFold(strings.TrimSpace(said), noMention) {
		return nil, nil, nil
	}
	for _, part := range listOf(said) {
		if rest := strings.TrimLeft(part, "-–−"); rest != part {
			if rest = strings.TrimSpace(rest); rest != "" {
				out = append(out, rest)
			}
			continue
		}
		in = append(in, part)
	}
	if len(in) > maxListed || len(out) > maxListed {
		return nil, nil, errorf("%s: at most %d in and %d out.", option, maxListed, maxListed)
	}
	return in, out, nil
}

// inAndOutWords is the inverse of inAndOut.
func inAndOutWords(in, out []string) string {
	all := slices.Clone(in)
	for _, o := range out {
		all = append(all, "-"+o)
	}
	return strings.Join(all, ", ")
}

// refineForm asks what to change about what s tells.
func (a *answers) refineForm(w *wording.Words, s news.Subscription) message.Reply {
	reply := a.card(w, s)
	p := s.Preferences
	form := message.Questions{
		Title: message.Shorten(fmt.Sprintf("%d · %s", s.ID, wording.Capital(a.subject(w, s))), message.MaxFormTitle),
		Line:  numberLine("refine", s, true),
		Fields: []message.Field{
			{
				Name: "outlets", Label: "Outlets in, or out with a minus", About: "Reuters, -TASS; none: all",
				Kind: message.TextField, Value: inAndOutWords(p.Outlets, p.NotOutlets), Optional: true,
			},
			{
				Name: "words", Label: "Words in, or out with a minus", About: "drone, -football; none: all",
				Kind: message.TextField, Value: inAndOutWords(p.Words, p.NotWords), Optional: true,
			},
		},
	}
	example := " outlets:-TASS words:drone, -football"
	if s.Kind == news.Watch {
		form.Fields = append(form.Fields, message.Field{
			Name: "gravity", Label: "How great it must be", Kind: message.ChoiceField,
			Choices: command.GravityChoices, Value: gravityValue(p.Gravity),
		}, message.Field{
			Name: "most", Label: "Alerts within 24 hours at most", Kind: message.ChoiceField,
			Choices: command.MostChoices, Value: mostValue(p.PerDay),
		})
	} else {
		form.Fields = append(form.Fields, message.Field{
			Name: "topic", Label: "Topics", About: "With commas between", Kind: message.TextField,
			Value: topicName(w, a.allTopics(), s.Topic),
		}, message.Field{
			Name: "quiet", Label: "When there is no news", Kind: message.ChoiceField, Choices: command.QuietChoices,
			Value: quietValue(p.Quiet),
		})
	}
	if s.Guild == "" {
		hours := p.Hours
		if hours == "" {
			hours = noMention
		}
		form.Fields = append(form.Fields, message.Field{
			Name: "hours", Label: "When nothing comes", About: "22:00-07:00, or none", Kind: message.TextField,
			Value: hours,
		})
	} else {
		form.Fields = append(form.Fields, message.Field{
			Name: "threads", Label: "Where messages go", Kind: message.ChoiceField, Choices: threadChoices(s),
			Value: threadsValue(p.Threads),
		})
	}
	reply.Questions = &form
	reply.Blocks = append(reply.Blocks, message.Block{Lines: []message.Line{message.Quiet(
		say(w, "To change it: %s", message.Code(numberLine("refine", s, false)+example))...)}})
	return reply
}

// threadChoices are those that s may have.
func threadChoices(s news.Subscription) []message.Choice {
	if s.Kind == news.Watch {
		return command.ThreadChoices
	}
	return command.ThreadChoices[:2]
}

func quietValue(q news.QuietDays) string {
	if q == news.QuietPosted {
		return "post"
	}
	return string(q)
}

func threadsValue(t news.Threads) string {
	if t == news.NoThreads {
		return "none"
	}
	return string(t)
}

func gravityValue(g float64) string {
	switch {
	case g >= digest.Great:
		return "great"
	case g > 0:
		return "grave"
	}
	return "any"
}

func mostValue(n int) string {
	if n == 0 {
		return "any"
	}
	return strconv.Itoa(n)
}

// preferenceWords say in a line what of a subscription is not as usual, "" if nothing.
func preferenceWords(w *wording.Words, s news.Subscription) string {
	p := s.Preferences
	var parts []string
	add := func(said string) { parts = append(parts, said) }
	if p.Quiet == news.QuietSkipped {
		add(w.Say("nothing on a quiet day"))
	}
	if p.Quiet == news.QuietShortened {
		add(w.Say("one line on a quiet day"))
	}
	if l := inAndOutWords(p.Outlets, p.NotOutlets); l != "" {
		add(w.Say("outlets: %s", w.Isolated(l)))
	}
	if l := inAndOutWords(p.Words, p.NotWords); l != "" && s.AboutName == "" {
		add(w.Say("words: %s", w.Isolated(l)))
	}
	switch gravityValue(p.Gravity) {
	case "great":
		add(w.Say("only what changes everything"))
	case "grave":
		add(w.Say("only what leads a day's news"))
	}
	if p.PerDay > 0 {
		add(w.Say("at most %d in 24 hours", p.PerDay))
	}
	if p.Language != "" {
		add(w.Isolated(wording.In(p.Language).Own()))
	}
	if p.Hours != "" {
		add(w.Say("nothing %s %s", w.Isolated(p.Hours), w.Isolated(s.Zone)))
	}
	switch p.Threads {
	case news.DigestThread:
		add(w.Say("each in a thread"))
	case news.StoryThread:
		add(w.Say("a thread for each story"))
	case news.NoThreads:
	}
	return strings.Join(parts, " · ")
}

// copySubscription answers /subscriptions copy: another channel gets the same.
func (a *answers) copySubscription(ctx context.Context, r *Request) (message.Reply, error) {
	s, err := a.subscription(ctx, r)
	if err != nil {
		return message.Reply{}, err
	}
	if s.Guild == "" {
		return message.Reply{}, errorf("What comes to you by direct message has no other channel to go to.")
	}
	c := s
	c.ID, c.Revision, c.Channel, c.By, c.Created = 0, 0, r.value("channel"), r.User, r.Now
	c.Paused, c.Blocked, c.Told, c.LastAt, c.LastArticle = "", false, time.Time{}, time.Time{}, 0
	if c.NextAt, err = a.due(c, r.Now); err != nil {
		return message.Reply{}, sentence(err)
	}
	at, refused, err := a.admit(ctx, r, c)
	if err != nil || refused != nil {
		return given(refused), err
	}
	c, twin, err := a.create(ctx, r, c)
	if err != nil || twin != nil {
		return given(twin), err
	}
	w := r.words()
	reply := a.card(w, c)
	reply.Blocks = append([]message.Block{{Lines: append([]message.Line{message.Para(done("✅", say(w,
		"Copied: %s gets the same as %s.", message.Channel(c.Channel), message.Channel(s.Channel)))...)},
		mentionLines(w, c, at)...)}}, reply.Blocks...)
	return reply, nil
}
