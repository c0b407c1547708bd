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
func topicName(topics []news.Topic, slug string) string {
	var names []string
	for _, one := range news.SplitTopics(slug) {
		name := one
		for _, t := range topics {
			if t.Slug == one {
				name = t.Name
			}
		}
		names = append(names, name)
	}
	return cmp.Or(strings.Join(names, ", "), everything)
}

// watched is what a watch is about.
func watched(topics []news.Topic, s news.Subscription) string {
	if s.AboutName != "" {
		return s.AboutName
	}
	return topicName(topics, s.Topic)
}

// subject says what a subscription brings: "Ukraine war digest", "alerts about Kyiv".
func subject(topics []news.Topic, s news.Subscription) string {
	if s.Kind == news.Watch {
		return "alerts about " + watched(topics, s)
	}
	return topicName(topics, s.Topic) + " digest"
}

// subject is [subject] with the topics of every server's own.
func (a *answers) subject(s news.Subscription) string { return subject(a.allTopics(), s) }

// rhythm says when a subscription sends.
func rhythm(s news.Subscription) string {
	if s.Kind == news.Watch {
		return "at " + wording.Plural(s.Origins, "independent origin") + " or more"
	}
	return digest.SaySchedule(s.Schedule) + ", " + s.Zone
}

func pausedWords(s news.Subscription) string {
	if s.Paused == "" || s.Paused == pausedByAdmin {
		return s.Paused
	}
	return "paused: " + s.Paused
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
