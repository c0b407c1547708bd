package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
)

// definition is a command as Discord stores it: the fields that we set (Discord documentation, "Application Command
// Object"). What Discord adds (ids, versions, defaults) is not decoded, so two definitions compare by what we mean.
type definition struct {
	Name         string             `json:"name"`
	Names        map[string]string  `json:"name_localizations,omitempty"`
	Type         int                `json:"type"`
	Description  string             `json:"description,omitempty"` // a command on a message has none
	Descriptions map[string]string  `json:"description_localizations,omitempty"`
	Options      []optionDefinition `json:"options,omitempty"`
	Permissions  *string            `json:"default_member_permissions"`
	Contexts     []int              `json:"contexts,omitempty"`
	Integrations []int              `json:"integration_types,omitempty"`
}

type optionDefinition struct {
	Type         int                `json:"type"`
	Name         string             `json:"name"`
	Names        map[string]string  `json:"name_localizations,omitempty"`
	Description  string             `json:"description"`
	Descriptions map[string]string  `json:"description_localizations,omitempty"`
	Required     bool               `json:"required,omitempty"`
	Complete     bool               `json:"autocomplete,omitempty"`
	Choices      []choiceDefinition `json:"choices,omitempty"`
	Max          int                `json:"max_length,omitempty"`
	Channels     []int              `json:"channel_types,omitempty"`
	Options      []optionDefinition `json:"options,omitempty"`
}

type choiceDefinition struct {
	message.Choice
	Names map[string]string `json:"name_localizations,omitempty"`
}

// Where commands can be used and installed (Discord documentation, "Interaction Contexts", "Installation Contexts").
var (
	everywhere    = []int{0, 1, 2} // servers, direct messages with the bot, other direct messages
	inServers     = []int{0}
	withTheBot    = []int{0, 1}
	installedBoth = []int{0, 1} // to a server, to a user
	installedHere = []int{0}
)

// definitions returns the commands as they are registered.
func definitions(all []command.Command) (out []definition) {
	manage := fmt.Sprint(uint64(mayManageServer))
	for _, c := range all {
		if c.Message != "" {
			out = append(out, definition{
				Name: c.Message, Names: localised(c.Message), Type: messageCommand,
				Contexts: everywhere, Integrations: installedBoth,
			})
			continue
		}
		d := definition{
			Name: c.Name, Names: localised(c.Name), Type: 1, Description: c.Description,
			Descriptions: localised(c.Description),
			Options:      optionDefinitions(c), Contexts: everywhere, Integrations: installedBoth,
		}
		switch {
		case c.GuildOnly:
			d.Contexts, d.Integrations = inServers, installedHere
		case c.Own:
			d.Contexts, d.Integrations = withTheBot, installedHere
		}
		if c.Admin {
			d.Permissions = &manage
		}
		out = append(out, d)
	}
	return out
}

func optionDefinitions(c command.Command) (out []optionDefinition) {
	for _, sub := range c.Commands {
		kind := optionCommand
		if len(sub.Commands) > 0 {
			kind = optionGroup
		}
		out = append(out, optionDefinition{
			Type: kind, Name: sub.Name, Names: localised(sub.Name), Description: sub.Description,
			Descriptions: localised(sub.Description),
			Options:      optionDefinitions(sub),
		})
	}
	for _, o := range c.Options {
		d := optionDefinition{
			Type: int(o.Kind), Name: o.Name, Names: localised(o.Name), Description: o.Description,
			Descriptions: localised(o.Description),
			Required:     o.Required, Complete: o.Complete, Max: o.Max,
		}
		for _, c := range o.Choices {
			d.Choices = append(d.Choices, choiceDefinition{Choice: c, Names: localised(c.Name)})
		}
		if o.Kind == command.Channel {
			d.Channels = postable
		}
		out = append(out, d)
	}
	return out
}

// registrar keeps Discord's list of commands.
type registrar struct {
	lg       *slog.Logger
	rest     *rest.Client
	guild    string // whose list it is; "" is everywhere
	commands []command.Command
	ids      *registeredIDs
}

// registeredIDs are the ids that Discord gave the commands, by name. It is safe for concurrent use; the zero value is
// ready.
type registeredIDs struct{ byName sync.Map }

func (r *registeredIDs) of(name string) string {
	id, _ := r.byName.Load(name)
	s, _ := id.(string)
	return s
}

// registered is a command as Discord lists it.
type registered struct {
	definition
	ID string `json:"id"`
}

// learn keeps the ids of what Discord lists, and returns the definitions.
func (r *registrar) learn(all []registered) []definition {
	out := make([]definition, len(all))
	for i, c := range all {
		out[i] = c.definition
		r.ids.byName.Store(c.Name, c.ID)
	}
	return out
}

// register makes Discord's list of commands ours. It sends nothing if nothing changed.
func (r *registrar) register(ctx context.Context, application string) error {
	path := "/applications/" + application + "/commands"
	if r.guild != "" {
		path = "/applications/" + application + "/guilds/" + r.guild + "/commands"
	}
	want := definitions(r.commands)
	var have []registered
	if err := r.rest.Get(ctx, path+"?with_localizations=true", &have); err != nil {
		return fmt.Errorf("list commands: %w", err)
	}
	if sameDefinitions(r.learn(have), want, r.guild != "") {
		r.lg.InfoContext(ctx, "commands are up to date", "count", len(want))
		return nil
	}
	if err := r.rest.Do(ctx, rest.Request{Method: "PUT", Path: path, Body: want}, &have); err != nil {
		return fmt.Errorf("register commands: %w", err)
	}
	r.learn(have)
	r.lg.InfoContext(ctx, "commands registered", "count", len(want), "guild", r.guild)
	return nil
}

// sameDefinitions compares by what we set; a server's own commands have no contexts.
func sameDefinitions(have, want []definition, guild bool) bool {
	normal := func(all []definition) []byte {
		all = slices.Clone(all)
		slices.SortFunc(all, func(x, y definition) int { return bytes.Compare([]byte(x.Name), []byte(y.Name)) })
		for i := range all {
			if all[i].Type == 0 {
				all[i].Type = 1
			}
			if guild {
				all[i].Contexts, all[i].Integrations = nil, nil
			}
		}
		text, _ := json.Marshal(all) // strings and numbers only: it cannot fail
		return text
	}
	return bytes.Equal(normal(have), normal(want))
}
