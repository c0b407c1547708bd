package bot

import (
	"cmp"
	"strconv"
	"strings"

	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// Of everything that is read, whatever its topic.
const (
	everything = "All conflicts"
	allTopics  = "all" // as the value of an option
)

// topicName is a topic as readers know it.
func topicName(w *wording.Words, topics []news.Topic, slug string) string {
	var names []string
	for _, one := range news.SplitTopics(slug) {
		name := one
		for _, t := range topics {
			if t.Slug == one {
				name = w.Say(t.Name)
			}
		}
		names = append(names, name)
	}
	return cmp.Or(strings.Join(names, w.Say(", ")), w.Say(everything))
}

// watched is what a watch is about.
func watched(w *wording.Words, topics []news.Topic, s news.Subscription) string {
	if s.AboutName != "" {
		return s.AboutName
	}
	return topicName(w, topics, s.Topic)
}

// subject says what a subscription brings: "Ukraine war digest", "alerts about Kyiv".
func subject(w *wording.Words, topics []news.Topic, s news.Subscription) string {
	if s.Kind == news.Watch {
		return w.Say("alerts about %s", w.Isolated(watched(w, topics, s)))
	}
	return w.Say("%s digest", topicName(w, topics, s.Topic))
}

// subject is [subject] with the topics of every server's own.
func (a *answers) subject(w *wording.Words, s news.Subscription) string {
	return subject(w, a.allTopics(), s)
}

// rhythm says when a subscription sends.
func rhythm(w *wording.Words, s news.Subscription) string {
	if s.Kind == news.Watch {
		return w.Count(s.Origins, "at %s independent origin or more", "at %s independent origins or more")
	}
	return digest.ScheduleIn(w, s.Schedule) + w.Say(", ") + w.Isolated(s.Zone)
}

func pausedWords(w *wording.Words, s news.Subscription) string {
	switch s.Paused {
	case "":
		return ""
	case pausedByAdmin:
		return w.Say(pausedByAdmin)
	}
	return w.Say("paused: %s", w.Isolated(reasonIn(w, s.Paused)))
}

// numberLine is the command line that does something with s. With its revision, it does so only if nobody has changed s
// since.
func numberLine(command string, s news.Subscription, revised bool) string {
	number := strconv.FormatInt(s.ID, 10)
	if revised {
		number += "." + strconv.Itoa(s.Revision)
	}
	return "/subscriptions " + command + " " + number
}

// pausedByAdmin is why a subscription rests that an admin paused.
const pausedByAdmin = "paused by an admin"
