package command

import (
	"sitrep/bot/message"
	"sitrep/news"
)

// Options of what a subscription prefers.
var (
	topicsOption = Option{
		Name: "topic", Description: "Topic, or several with commas between: Ukraine war, Gaza", Kind: Text,
		Complete: true, Max: maxQuery,
	}
	quietOption = Option{
		Name: "quiet", Description: "What comes when there is no news", Kind: Text, Choices: QuietChoices,
	}
	threadsOption = Option{Name: "threads", Description: "Where messages go", Kind: Text, Choices: ThreadChoices}
	hoursOption   = Option{
		Name: "hours", Description: "When nothing comes, for example 22:00-07:00, or none", Kind: Text, Max: 40,
	}
	outletsOption = Option{
		Name: "outlets", Description: "Outlets in, or out with a minus: Reuters, -TASS; or none", Kind: Text,
		Max: maxQuery, Clears: true,
	}
	wordsOption = Option{
		Name: "words", Description: "Words in, or out with a minus: drone, -football; or none", Kind: Text,
		Max: maxQuery, Clears: true,
	}
	gravityOption = Option{Name: "gravity", Description: "How great it must be", Kind: Text, Choices: GravityChoices}
	mostOption    = Option{
		Name: "most", Description: "How many alerts within 24 hours at most", Kind: Text, Choices: MostChoices,
	}
	whatOption = Option{
		Name: "what", Description: "A story by its number (story 12), an outlet (outlet Reuters), or a word",
		Kind: Text, Required: true, Complete: true, Max: maxQuery,
	}
	forOption   = Option{Name: "for", Description: "For how long", Kind: Text, Choices: WhileChoices}
	whoseOption = Option{
		Name: "whose", Description: "For this channel, or for you alone", Kind: Text, Choices: WhoseChoices,
	}
)

// languageOption is what a channel or a server is told things in.
var languageOption = Option{
	Name: "language", Description: "Its language; what is quoted stays as it was printed", Kind: Text,
	Choices: LanguageChoices,
}

// LanguageChoices are the languages that things are said in, each called as it calls itself.
var LanguageChoices = []message.Choice{
	{Name: "English", Value: "en"},
	{Name: "Deutsch", Value: "de"},
	{Name: "Español", Value: "es"},
	{Name: "Français", Value: "fr"},
	{Name: "Português", Value: "pt"},
	{Name: "Русский", Value: "ru"},
	{Name: "Українська", Value: "uk"},
	{Name: "العربية", Value: "ar"},
}

// QuietChoices are what a day without news brings.
var QuietChoices = []message.Choice{
	{Name: "A digest that says so", Value: "post"},
	{Name: "One line", Value: string(news.QuietShortened)},
	{Name: "Nothing", Value: string(news.QuietSkipped)},
}

// ThreadChoices are where messages go.
var ThreadChoices = []message.Choice{
	{Name: "Into the channel", Value: "none"},
	{Name: "A thread for each message", Value: string(news.DigestThread)},
	{Name: "A thread for each running story", Value: string(news.StoryThread)},
}

// GravityChoices are how great what a watch tells must be.
var GravityChoices = []message.Choice{
	{Name: "Anything new", Value: "any"},
	{Name: "What leads a day's news", Value: "grave"},
	{Name: "Only what changes everything", Value: "great"},
}

// MostChoices are how many alerts a watch may send within 24 hours.
var MostChoices = []message.Choice{
	{Name: "1", Value: "1"},
	{Name: "3", Value: "3"},
	{Name: "5", Value: "5"},
	{Name: "10", Value: "10"},
	{Name: "Any number", Value: "any"},
}

// WhileChoices are for how long something is followed or muted.
var WhileChoices = []message.Choice{
	{Name: "A day", Value: "day"},
	{Name: "A week", Value: "week"},
	{Name: "For good", Value: "always"},
}

// WhoseChoices are for whom something is followed or muted.
var WhoseChoices = []message.Choice{
	{Name: "This channel", Value: "channel"},
	{Name: "Only me, by direct message", Value: "me"},
}

// shownChoices are who sees the answers in a channel.
var shownChoices = []message.Choice{
	{Name: "Everybody", Value: "all"},
	{Name: "Only whoever asks", Value: "asker"},
}

// ReasonChoices are what can be the matter with what is told.
var ReasonChoices = []message.Choice{
	{Name: "It is wrong, or no longer holds", Value: string(news.ReportWrong)},
	{Name: "It puts two events together", Value: string(news.ReportMixed)},
	{Name: "It was told before", Value: string(news.ReportTwice)},
	{Name: "It does not belong here", Value: string(news.ReportUnfit)},
	{Name: "Something else, in my words", Value: string(news.ReportOther)},
}

// maxNote is how much a reader may say, in characters.
const maxNote = 300

// eventsCommand is about what happened, as it is told.
func eventsCommand() Command {
	event := Option{Name: "event", Description: "Its number", Kind: Text, Required: true, Max: 20}
	report := Command{
		Name: "report", Description: "Say what is the matter with an event", Private: true, Options: []Option{
			event,
			{Name: "reason", Description: "What is the matter", Kind: Text, Choices: ReasonChoices},
			{Name: "note", Description: "In your words", Kind: Text, Max: maxNote},
			{Name: "message", Description: "The message that told it, by its number", Kind: Text, Max: 20},
		},
	}
	return Command{
		Name: "events", Description: "What is wrong with what is told, and what is not to be told",
		Commands: []Command{
			report,
			{
				Name: "reports", Description: "What readers have reported, and what is hidden", Admin: true,
				Private: true,
			},
			{
				Name: "hide", Description: "Tell of an event no more in this server", Admin: true, Private: true,
				Options: []Option{event},
			},
			{
				Name: "unhide", Description: "Tell of a hidden event again", Admin: true, Private: true,
				Options: []Option{event},
			},
		},
	}
}

// followCommands are those that follow a matter or keep it out.
func followCommands() []Command {
	return []Command{
		{
			Name: "follow", Description: "Be told of all that is new in a story, from an outlet or with a word",
			Private: true, Own: true, Options: []Option{whatOption, forOption, whoseOption},
		},
		{
			Name: "mute", Description: "Leave a story, an outlet or a word out of digests and alerts", Private: true,
			Own:     true,
			Options: []Option{whatOption, forOption, whoseOption},
		},
		{Name: "muted", Description: "What is muted here, and for you", Private: true, Own: true},
		{
			Name: "unmute", Description: "Tell of something again", Private: true, Own: true, Options: []Option{{
				Name: "number", Description: "Its number in the list", Kind: Text, Required: true, Max: 20,
			}},
		},
	}
}

// settingsCommands are those about a whole server.
func settingsCommands() []Command {
	return []Command{
		{
			Name: "settings", Description: "What holds for all of this server", Admin: true, Private: true,
			GuildOnly: true, Commands: []Command{
				{Name: "show", Description: "What is set"},
				{
					Name: "answers", Description: "Who sees the answers to commands in a channel", Options: []Option{
						{
							Name: "shown", Description: "To whom", Kind: Text, Required: true, Choices: shownChoices,
						},
						whereOption,
					},
				},
				{
					Name: "alerts", Description: "The role that new alerts mention; none if left out",
					Options: []Option{{Name: "role", Description: "The role", Kind: Role}},
				},
				{
					Name: "language", Description: "The language of this server; as Discord has it if left out",
					Options: []Option{languageOption},
				},
				{
					Name: "audit", Description: "The channel that is told of trouble; none if left out",
					Options: []Option{{Name: "channel", Description: "The channel", Kind: Channel}},
				},
			},
		},
		{
			Name: "topics", Description: "The topics, and those of this server's own", Commands: []Command{
				{Name: "list", Description: "All topics", Private: true},
				{
					Name: "add", Description: "Make a topic of this server's own", Admin: true, Private: true,
					GuildOnly: true, Options: []Option{
						{Name: "name", Description: "What to call it", Kind: Text, Required: true, Max: 60},
						{
							Name:        "words",
							Description: "Words and names that make an article belong to it, with commas",
							Kind:        Text, Required: true, Max: 500,
						},
						{
							Name: "without", Description: "Words whose presence in a headline keeps an article out",
							Kind: Text, Max: 500,
						},
						{Name: "outlets", Description: "Only these outlets, with commas", Kind: Text, Max: 500},
					},
				},
				{
					Name: "remove", Description: "Remove a topic of this server's own", Admin: true, Private: true,
					GuildOnly: true, Options: []Option{must(topicOption)},
				},
			},
		},
	}
}
