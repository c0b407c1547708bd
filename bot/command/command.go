package command

import (
	"slices"
	"strings"

	"sitrep/bot/message"
	"sitrep/news"
)

// Kind is what an option takes. The values are Discord's (Discord documentation, "Application Command Option Type").
type Kind int

// The kinds of option.
const (
	Text       Kind = 3
	Channel    Kind = 7
	Role       Kind = 8
	Attachment Kind = 11 // what Discord says of it comes beside the command
)

// Option is one option of a command.
type Option struct {
	Name        string
	Description string
	Kind        Kind
	Required    bool
	Complete    bool             // offers choices while a user types
	Choices     []message.Choice // the only values allowed, if there are any
	Max         int              // longest value in characters, 0 for Discord's own limit
	Clears      bool             // what a form leaves empty is "none"
}

// Command is a slash command or a group of subcommands, as data: what is registered with Discord, what /help explains,
// and what the console's parser goes by.
type Command struct {
	Name        string
	Description string
	Options     []Option
	Commands    []Command // subcommands; a command has either these or Options
	Admin       bool      // needs Manage Server
	Private     bool      // only whoever asks sees the reply
	GuildOnly   bool      // makes no sense outside a server
	Own         bool      // in a direct message it is anybody's, for themselves
	Message     string    // in Discord it is a command on a message, of this name; elsewhere its option is the text
}

// maxQuery keeps a command line short enough for a button, with room for two dates. In characters.
const maxQuery = 200

// Options of several commands.
var (
	topicOption = Option{
		Name: "topic", Description: "Topic, for example Ukraine war", Kind: Text, Complete: true,
		Max: maxQuery,
	}
	aboutOption = Option{
		Name: "about", Description: "A person, organisation or place", Kind: Text, Complete: true,
		Max: maxQuery,
	}
	sinceOption = Option{
		Name: "since", Description: "A date (2025-04-25), or how long ago (6h, 3d, 2w)", Kind: Text,
		Max: 40,
	}
	fromOption     = Option{Name: "from", Description: "First day, for example 2025-04-01", Kind: Text, Max: 40}
	toOption       = Option{Name: "to", Description: "Last day, for example 2025-04-30", Kind: Text, Max: 40}
	scheduleOption = Option{Name: "schedule", Description: ScheduleExamples, Kind: Text, Max: 60}
	timezoneOption = Option{
		Name:        "timezone",
		Description: "For example Europe/Kyiv",
		Kind:        Text,
		Complete:    true,
		Max:         60,
	}
	whereOption   = Option{Name: "channel", Description: "Where to post; this channel if left out", Kind: Channel}
	copyOption    = Option{Name: "channel", Description: "The channel that is to get it, too", Kind: Channel}
	styleOption   = Option{Name: "style", Description: "How long a digest is", Kind: Text, Choices: StyleChoices}
	mentionOption = Option{
		Name: "mention", Description: "A role to mention with every message", Kind: Role, Clears: true,
	}
	originsOption = Option{
		Name: "origins", Description: "How many independent origins make an alert; 2 if left out",
		Kind: Text, Choices: OriginChoices,
	}
	numberOption = Option{
		Name: "number", Description: "Its number in the list", Kind: Text, Required: true, Complete: true,
		Max: 40,
	}
)

func must(o Option) Option { o.Required = true; return o }

// All returns all slash commands, by name.
func All() []Command {
	all := slices.Concat(askCommands(), []Command{sourcesCommand(), eventsCommand()}, serverCommands(), watchCommands(),
		followCommands(),
		settingsCommands())
	slices.SortFunc(all, func(a, b Command) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// askCommands are those that anybody may use.
func askCommands() []Command {
	return []Command{
		{
			Name: "changed", Description: "What turned out differently: revised figures, denials, confirmations",
			Options: []Option{sinceOption, topicOption},
		},
		{
			Name: "digest", Description: "A digest of a topic, shown only to you", Private: true,
			Options: []Option{topicOption},
		},
		{
			Name: "evidence", Description: "What stands behind a digest", Commands: []Command{{
				Name:        "export",
				Description: "A file to cite: addresses, times, spans and hashes of all that stands behind a digest",
				Private:     true,
				Options: []Option{
					{
						Name: "digest", Description: "Its number (#12), or a topic for what is new now", Kind: Text,
						Complete: true, Max: maxQuery,
					},
					sinceOption,
				},
			}},
		},
		{
			Name: "figures", Description: "Numbers with who gives them: killed, injured, drones, missiles",
			Options: []Option{must(aboutOption)},
		},
		{Name: "help", Description: "What Sitrep can do", Private: true, Options: []Option{
			{Name: "command", Description: "Explain one command", Kind: Text, Complete: true, Max: 40},
		}},
		{
			Name:        "latest",
			Description: "What is new, with who says so",
			Options:     []Option{topicOption, aboutOption, sinceOption},
		},
		{
			Name: "map", Description: "A map of what happened, with who says so",
			Options: []Option{
				{
					Name: "about", Description: "A topic, a person, an organisation or a place", Kind: Text,
					Required: true, Complete: true, Max: maxQuery,
				},
				fromOption, toOption,
			},
		},
		{
			Name: "names", Description: "Who is named in a text", Message: "Who is in this?", Private: true,
			Options: []Option{
				{Name: "text", Description: "The text", Kind: Text, Required: true},
			},
		},
		{Name: "search", Description: "Search all articles", Options: []Option{
			{
				Name: "query", Description: `Words, "a phrase", -without, this OR that, begin*`, Kind: Text,
				Required: true, Max: maxQuery,
			},
			{Name: "source", Description: "Only this outlet", Kind: Text, Complete: true, Max: maxQuery},
			fromOption, toOption,
		}},
		{Name: "status", Description: "How Sitrep is doing", Private: true},
		{
			Name:        "timeline",
			Description: "What happened, day by day",
			Options:     []Option{must(aboutOption), fromOption, toOption},
		},
		{Name: "who", Description: "Who somebody is: roles, statements, the latest facts", Options: []Option{
			{
				Name: "name", Description: "A person or an organisation", Kind: Text, Required: true, Complete: true,
				Max: maxQuery,
			},
		}},
	}
}

// sourcesCommand is about the outlets.
func sourcesCommand() Command {
	return Command{Name: "sources", Description: "The outlets that Sitrep reads", Commands: []Command{
		{Name: "list", Description: "All outlets"},
		{Name: "health", Description: "Feeds that have trouble"},
		{Name: "add", Description: "Read another outlet", Admin: true, Private: true, Options: []Option{
			{
				Name: "url", Description: "Address of its feed, or of its home page", Kind: Text, Required: true,
				Max: 1000,
			},
			{Name: "name", Description: "What to call it, if not what it calls itself", Kind: Text, Max: 80},
		}},
		{
			Name: "remove", Description: "No longer read a feed that this server added", Admin: true, Private: true,
			Options: []Option{
				{
					Name: "feed", Description: "Its address, or the name of its outlet", Kind: Text, Required: true,
					Complete: true, Max: 1000,
				},
			},
		},
		{
			Name: "import", Description: "Read the feeds of an OPML list", Admin: true, Private: true,
			Options: []Option{
				{
					Name: "file", Description: "The list, as another feed reader exports it", Kind: Attachment,
					Required: true,
				},
			},
		},
		{Name: "export", Description: "All feeds as an OPML list", Admin: true, Private: true},
		{
			Name: "describe", Description: "Say what kind of outlet one of this server's own is",
			Admin: true, Private: true,
			Options: []Option{
				{
					Name: "outlet", Description: "Its name", Kind: Text, Required: true, Complete: true, Max: 100,
				},
				{Name: "kind", Description: "What kind of outlet it is", Kind: Text, Choices: kindChoices},
				{Name: "country", Description: "Two letters, for example UA", Kind: Text, Max: 2},
				{Name: "party", Description: "The side that it speaks for", Kind: Text, Complete: true, Max: 80},
				{Name: "family", Description: "The publisher: outlets of one are one origin", Kind: Text, Max: 80},
				{Name: "language", Description: "Of its articles, for example en", Kind: Text, Max: 3},
			},
		},
	}}
}

// serverCommands are those of a server's admins.
func serverCommands() []Command {
	return []Command{
		{
			Name: "data", Description: "What is this server's own", Admin: true, Private: true, GuildOnly: true,
			Commands: []Command{
				{Name: "export", Description: "A file with all that is this server's own"},
				{Name: "erase", Description: "Forget all that is this server's own", Options: []Option{
					{Name: "confirm", Description: "It asks once if this is left out", Kind: Text, Max: 10},
				}},
			},
		},
		{
			Name:        "subscribe",
			Description: "Send a topic's digest to a channel on a schedule",
			Admin:       true,
			Private:     true,
			Own:         true,
			Options: []Option{
				must(topicsOption),
				must(scheduleOption), timezoneOption, whereOption,
				styleOption, mentionOption, quietOption, threadsOption, hoursOption, languageOption,
			},
		},
		{
			Name:        "subscriptions",
			Description: "The digests and alerts that this server gets",
			Admin:       true,
			Private:     true,
			Own:         true,
			Commands: []Command{
				{Name: "list", Description: "All subscriptions of this server"},
				{
					Name:        "show",
					Description: "One subscription, with what can be done about it",
					Options:     []Option{numberOption},
				},
				{
					Name:        "edit",
					Description: "Change a subscription; without options it asks what",
					Options: []Option{
						numberOption,
						scheduleOption,
						timezoneOption,
						styleOption,
						whereOption,
						mentionOption,
						originsOption,
					},
				},
				{
					Name: "refine", Description: "Topics, outlets and words in or out, quiet times, threads; it asks",
					Options: []Option{
						numberOption, topicsOption, outletsOption, wordsOption, quietOption, threadsOption, hoursOption,
						languageOption,
						gravityOption, mostOption,
					},
				},
				{
					Name: "copy", Description: "Send the same to another channel, too",
					Options: []Option{numberOption, must(copyOption)},
				},
				{Name: "send", Description: "Send one digest now", Options: []Option{numberOption}},
				{Name: "pause", Description: "Send nothing for now", Options: []Option{numberOption}},
				{Name: "resume", Description: "Send again", Options: []Option{numberOption}},
				{Name: "remove", Description: "End a subscription", Options: []Option{numberOption}},
			},
		},
		{
			Name:        "setup",
			Description: "Set Sitrep up here by choices, step by step",
			Admin:       true,
			Private:     true,
			GuildOnly:   true,
			Options:     []Option{topicOption, whereOption, scheduleOption, timezoneOption},
		},
	}
}

// watchCommands are those about alerts.
func watchCommands() []Command {
	return []Command{
		{Name: "unwatch", Description: "End an alert", Admin: true, Private: true, Own: true, Options: []Option{
			{
				Name: "about", Description: "What the alert is about, or its number", Kind: Text, Required: true,
				Complete: true, Max: maxQuery,
			},
		}},
		{
			Name:        "watch",
			Description: "Alert a channel when something new has enough independent origins",
			Admin:       true,
			Private:     true,
			Own:         true,
			Options: []Option{
				{
					Name:        "about",
					Description: `A topic, a name, a place, "words", or: within 30 km of Pokrovsk`,
					Kind:        Text,
					Required:    true,
					Complete:    true,
					Max:         maxQuery,
				},
				whereOption,
				originsOption,
				mentionOption,
				gravityOption,
				mostOption,
				hoursOption,
				threadsOption, languageOption,
			},
		},
	}
}

// ScheduleExamples shows how a schedule is written.
const ScheduleExamples = "daily 08:00 · weekdays 07:30 · mon,thu 18:00 · every 6h"

// kindChoices are the kinds of outlet.
var kindChoices = []message.Choice{
	{Name: "wire", Value: "wire"},
	{Name: "newspaper", Value: "newspaper"},
	{Name: "broadcaster", Value: "broadcaster"},
	{Name: "official", Value: "official"},
	{Name: "state media", Value: "state media"},
	{Name: "think tank", Value: "think tank"},
	{Name: "aggregator", Value: "aggregator"},
}

// StyleChoices are the lengths of a digest.
var StyleChoices = []message.Choice{
	{Name: "Brief", Value: string(news.Brief)},
	{Name: "Standard", Value: string(news.Standard)},
	{Name: "Full", Value: string(news.Full)},
}

// OriginChoices are how many origins an alert may wait for.
var OriginChoices = []message.Choice{
	{Name: "1: every new fact", Value: "1"},
	{Name: "2: two agree", Value: "2"},
	{Name: "3", Value: "3"},
	{Name: "4", Value: "4"},
	{Name: "5", Value: "5"},
}

// OnMessage is the path of the command on a message that has the name in Discord, with the message's text.
func OnMessage(name, text string) (path string, values map[string]string) {
	for _, c := range All() {
		if c.Message == name && name != "" {
			return c.Name, map[string]string{c.Options[0].Name: text}
		}
	}
	return name, nil
}

// Find returns the command of a path such as "who" or "sources list".
func Find(all []Command, path string) (Command, bool) {
	name, sub, nested := strings.Cut(path, " ")
	i := slices.IndexFunc(all, func(c Command) bool { return c.Name == name })
	if i < 0 {
		return Command{}, false
	}
	c := all[i]
	if !nested {
		return c, len(c.Commands) == 0
	}
	child, ok := Find(c.Commands, sub)
	child.Admin = child.Admin || c.Admin
	child.Private = child.Private || c.Private
	child.GuildOnly = child.GuildOnly || c.GuildOnly
	child.Own = child.Own || c.Own
	return child, ok
}

// Paths lists what can be called: "who", "sources list", in order.
func Paths(all []Command) (out []string) {
	for _, c := range all {
		if len(c.Commands) == 0 {
			out = append(out, c.Name)
		}
		for _, p := range Paths(c.Commands) {
			out = append(out, c.Name+" "+p)
		}
	}
	return out
}
