package bot

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
)

// Times that Discord gives an interaction (Discord documentation, "Receiving and Responding"): three seconds to the
// first answer, fifteen minutes for everything after it.
const (
	// deferAfter is when whoever asks sees that he was heard.
	deferAfter = 150 * time.Millisecond
	// formAfter is that for what may be answered by a form, which cannot follow a promise: it leaves half of the three
	// seconds for a slow network.
	formAfter   = 1500 * time.Millisecond
	firstUntil  = 3 * time.Second
	answerUntil = 14 * time.Minute
	// maxFollow is how many pages follow a reply that has no page buttons.
	maxFollow = 4
)

// Interaction types (Discord documentation, "Interaction Object").
const (
	interactionPing         = 1
	interactionCommand      = 2
	interactionComponent    = 3
	interactionAutocomplete = 4
	interactionModal        = 5
)

// messageCommand is the type of a command on a message (Discord documentation, "Application Command Types").
const messageCommand = 3

// interaction is what Discord sends when somebody uses the bot: only the fields that we read. It is decoded by
// ourselves, because a component type that discordgo does not know fails the whole.
type interaction struct {
	arrived time.Time
	late    time.Duration     // how long before its arrival it was made, if it was replayed
	first   func(firstAnswer) // takes the first answer, once; nil: it is sent to Discord

	ID          string `json:"id"`
	Application string `json:"application_id"`
	Type        int    `json:"type"`
	Token       string `json:"token"`
	Data        struct {
		Name       string              `json:"name"`
		Type       int                 `json:"type"` // of the command
		Target     string              `json:"target_id"`
		Options    []interactionOption `json:"options"`
		CustomID   string              `json:"custom_id"`
		Component  int                 `json:"component_type"`
		Values     []string            `json:"values"`     // chosen in a menu
		Components []filledIn          `json:"components"` // of a form
		Resolved   struct {
			Messages    map[string]targetMessage `json:"messages"`    // by id
			Attachments map[string]Upload        `json:"attachments"` // by id
		} `json:"resolved"`
	} `json:"data"`
	Guild   string `json:"guild_id"`
	Channel string `json:"channel_id"`
	Bot     bits   `json:"app_permissions"` // what the bot may do there
	Member  struct {
		User        person `json:"user"`
		Permissions bits   `json:"permissions"`
	} `json:"member"`
	User    person `json:"user"`
	Locale  string `json:"locale"`
	Home    string `json:"guild_locale"` // the server's
	Message struct {
		ID       string `json:"id"`
		Flags    int    `json:"flags"`
		Metadata struct {
			User person `json:"user"`
		} `json:"interaction_metadata"`
	} `json:"message"`
}

// targetMessage is a message that a command is used on: what of it is text. Everything else may be of any shape.
type targetMessage struct {
	Content string `json:"content"`
	Embeds  []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Fields      []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"fields"`
	} `json:"embeds"`
	Components []targetPart `json:"components"`
	Snapshots  []struct {
		Message struct {
			Content string `json:"content"`
		} `json:"message"`
	} `json:"message_snapshots"` // of a forwarded message
}

// targetPart is a component of such a message.
type targetPart struct {
	Content    string       `json:"content"`
	Components []targetPart `json:"components"`
}

// text is all text of m.
func (m targetMessage) text() string {
	parts := []string{m.Content}
	for _, s := range m.Snapshots {
		parts = append(parts, s.Message.Content)
	}
	for _, e := range m.Embeds {
		parts = append(parts, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
	}
	var walk func(all []targetPart)
	walk = func(all []targetPart) {
		for _, c := range all {
			parts = append(parts, c.Content)
			walk(c.Components)
		}
	}
	walk(m.Components)
	parts = slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
	return strings.Join(parts, "\n\n")
}

// filledIn is a component of a form that was sent (Discord documentation, "Modal Submit Data Structure").
type filledIn struct {
	CustomID   string     `json:"custom_id"`
	Value      string     `json:"value"`
	Values     []string   `json:"values"`
	Component  *filledIn  `json:"component"` // of a label
	Components []filledIn `json:"components"`
}

// filled gathers what was filled in, by the name of the option; what was left empty is "".
func filled(all []filledIn, into map[string]string) map[string]string {
	for _, f := range all {
		if f.CustomID != "" {
			value := f.Value
			if len(f.Values) > 0 {
				value = f.Values[0]
			}
			into[f.CustomID] = strings.TrimSpace(value)
		}
		if f.Component != nil {
			filled([]filledIn{*f.Component}, into)
		}
		filled(f.Components, into)
	}
	return into
}

// interactionOption is an option or a subcommand.
type interactionOption struct {
	Name    string              `json:"name"`
	Type    int                 `json:"type"`
	Value   json.RawMessage     `json:"value"`
	Options []interactionOption `json:"options"`
	Focused bool                `json:"focused"`
}

// Option types that hold others (Discord documentation, "Application Command Option Type").
const (
	optionCommand = 1
	optionGroup   = 2
)

// request reads who asks for what. It is the last place that knows Discord's form of it.
func (i *interaction) request() (r Request, focused string) {
	r = Request{
		User: i.user(), Guild: i.Guild, Channel: i.Channel, Locale: i.Locale, GuildLocale: i.Home,
		Manager: i.Member.Permissions&(mayManageServer|mayAdminister) != 0,
		Files:   i.Bot&(mayAttach|mayAdminister) != 0,
	}
	if message.IsID(i.Message.ID) && i.Message.Flags&message.FlagEphemeral == 0 {
		r.Message = i.Message.ID
	}
	r.Path, r.Values = i.Data.Name, map[string]string{}
	if i.Data.Type == messageCommand {
		r.Path, r.Values = command.OnMessage(i.Data.Name, i.Data.Resolved.Messages[i.Data.Target].text())
		return r, ""
	}
	options := i.Data.Options
	for len(options) == 1 && (options[0].Type == optionCommand || options[0].Type == optionGroup) {
		r.Path += " " + options[0].Name
		options = options[0].Options
	}
	for _, o := range options {
		if value := strings.TrimSpace(o.text()); value != "" {
			r.Values[o.Name] = value
		}
		if file, given := i.Data.Resolved.Attachments[o.text()]; given && o.Type == int(command.Attachment) {
			if r.Uploads == nil {
				r.Uploads = map[string]Upload{}
			}
			r.Uploads[o.Name] = file
		}
		if o.Focused {
			focused = o.Name
		}
	}
	return r, focused
}

// text is an option's value: a string, a number or a truth value.
func (o interactionOption) text() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	return string(bytes.TrimSpace(o.Value))
}

func (i *interaction) user() string {
	if i.Member.User.ID != "" {
		return i.Member.User.ID
	}
	return i.User.ID
}

// mayTurn reports whether whoever presses may change the message: everybody else sees it too, unless it is ephemeral.
func (i *interaction) mayTurn() bool {
	return i.Message.Flags&message.FlagEphemeral != 0 || (i.Message.Metadata.User.ID != "" &&
		i.Message.Metadata.User.ID == i.user())
}
