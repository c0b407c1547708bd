package discordtest

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Command is a registered application command. Application Commands, "Application Command Structure".
type Command struct {
	ID                       string            `json:"id"`
	Type                     int               `json:"type"`
	ApplicationID            string            `json:"application_id"`
	GuildID                  string            `json:"guild_id,omitempty"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Options                  []CommandOption   `json:"options,omitempty"`
	DefaultMemberPermissions *Permissions      `json:"default_member_permissions"`
	NSFW                     bool              `json:"nsfw"`
	IntegrationTypes         []int             `json:"integration_types,omitempty"`
	Contexts                 []int             `json:"contexts,omitempty"`
	Version                  string            `json:"version"`
}

// CommandOption is a parameter, subcommand or group of a Command.
type CommandOption struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitempty"`
	Choices                  []Choice          `json:"choices,omitempty"`
	Options                  []CommandOption   `json:"options,omitempty"`
	ChannelTypes             []int             `json:"channel_types,omitempty"`
	MinValue                 *float64          `json:"min_value,omitempty"`
	MaxValue                 *float64          `json:"max_value,omitempty"`
	MinLength                *int              `json:"min_length,omitempty"`
	MaxLength                *int              `json:"max_length,omitempty"`
	Autocomplete             bool              `json:"autocomplete,omitempty"`
}

// Choice is a value that is offered for an option.
type Choice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             any               `json:"value"`
}

// Command types and option types. Application Commands.
const (
	chatCommand    = 1
	userCommand    = 2
	messageCommand = 3

	optionSubcommand  = 1
	optionGroup       = 2
	optionString      = 3
	optionInteger     = 4
	optionBoolean     = 5
	optionUser        = 6
	optionChannel     = 7
	optionRole        = 8
	optionMentionable = 9
	optionNumber      = 10
	optionAttachment  = 11
)

// commandName is the rule of Application Commands, "Application Command Naming".
var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// maxCommands is the number of commands of a type, globally or in one guild. Application Commands, "Registering a
// Command".
var maxCommands = map[int]int{chatCommand: 100, userCommand: 15, messageCommand: 15}

// checkCommands returns what Discord refuses in a set of commands.
func checkCommands(all []Command) []problem {
	var out []problem
	count := map[int]int{}
	seen := map[string]bool{}
	for i := range all {
		path := strconv.Itoa(i)
		out = append(out, checkCommand(path, &all[i])...)
		count[all[i].Type]++
		key := fmt.Sprint(all[i].Type, all[i].Name)
		if seen[key] {
			out = append(out, problem{
				join(path, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME",
				"Application command names must be unique",
			})
		}
		seen[key] = true
	}
	for kind, n := range count {
		if n > maxCommands[kind] {
			out = append(out, problem{
				"", "APPLICATION_COMMANDS_LIMIT",
				fmt.Sprintf("Maximum number of application commands of type %d reached (%d).", kind,
					maxCommands[kind]),
			})
		}
	}
	return out
}

func checkCommand(path string, cmd *Command) []problem {
	c := checker{}
	switch cmd.Type {
	case chatCommand:
		c.name(join(path, "name"), cmd.Name)
		c.text(join(path, "description"), cmd.Description, 1, 100)
	case userCommand, messageCommand:
		c.text(join(path, "name"), cmd.Name, 1, 32)
		if cmd.Description != "" {
			c.add(join(path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
				"Context menu commands cannot have description")
		}
		if len(cmd.Options) > 0 {
			c.add(join(path, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS",
				"Context menu commands cannot have options")
		}
	default:
		c.add(join(path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3}.")
	}
	c.localised(path, cmd.Type == chatCommand, cmd.NameLocalizations, cmd.DescriptionLocalizations)
	c.options(path, cmd.Options, 0)
	// Application Commands, "Application Command Object": "a maximum of 8000 characters when combining the command,
	// name, description, and value properties".
	if n := commandSize(cmd); n > 8000 {
		c.add(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
	}
	return c.problems
}

func (c *checker) name(path, s string) {
	if !commandName.MatchString(s) || strings.ToLower(s) != s {
		c.add(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

// localised checks translations. Reference, "Locales".
func (c *checker) localised(path string, strict bool, names, descriptions map[string]string) {
	for locale, s := range names {
		p := join(join(path, "name_localizations"), locale)
		c.locale(p, locale)
		if strict {
			c.name(p, s)
		} else {
			c.text(p, s, 1, 32)
		}
	}
	for locale, s := range descriptions {
		p := join(join(path, "description_localizations"), locale)
		c.locale(p, locale)
		c.text(p, s, 1, 100)
	}
}

var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs " +
	"el bg ru uk hi th zh-CN ja zh-TW ko ar he")

func (c *checker) locale(path, locale string) {
	if !slices.Contains(locales, locale) {
		c.add(path, "BASE_TYPE_CHOICES", "%q is no locale of Discord.", locale)
	}
}

// options checks the options below path; depth counts subcommand levels, of which Discord allows a group and a
// subcommand.
func (c *checker) options(path string, options []CommandOption, depth int) {
	if len(options) > 25 {
		c.add(join(path, "options"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	seen, optional, nested := map[string]bool{}, false, 0
	for i := range options {
		o := &options[i]
		p := join(join(path, "options"), strconv.Itoa(i))
		c.name(join(p, "name"), o.Name)
		c.text(join(p, "description"), o.Description, 1, 100)
		c.localised(p, true, o.NameLocalizations, o.DescriptionLocalizations)
		if seen[o.Name] {
			c.add(join(p, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Option names must be unique")
		}
		seen[o.Name] = true
		if o.Type == optionSubcommand || o.Type == optionGroup {
			nested++
			if depth > 1 || (depth == 1 && o.Type == optionGroup) {
				c.add(join(p, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
					"Sub-command and sub-command group option types are not allowed here")
			}
			c.options(p, o.Options, depth+1+boolInt(o.Type == optionSubcommand))
			continue
		}
		if o.Required && optional {
			c.add(join(p, "required"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
				"Required options must be placed before non-required options")
		}
		optional = optional || !o.Required
		c.parameter(p, o)
	}
	if nested > 0 && nested < len(options) {
		c.add(join(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
			"Subcommands and other options cannot be mixed")
	}
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *checker) parameter(path string, o *CommandOption) {
	if o.Type < optionString || o.Type > optionAttachment {
		c.add(join(path, "type"), "BASE_TYPE_CHOICES", "Value must be one of {1..11}.")
	}
	scalar := o.Type == optionString || o.Type == optionInteger || o.Type == optionNumber
	if (o.Autocomplete || len(o.Choices) > 0) && !scalar {
		c.add(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Choices are for strings, integers and numbers")
	}
	if o.Autocomplete && len(o.Choices) > 0 {
		c.add(path, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
			"autocomplete may not be set to true if choices are present")
	}
	if len(o.ChannelTypes) > 0 && o.Type != optionChannel {
		c.add(join(path, "channel_types"), "APPLICATION_COMMAND_OPTIONS_CHANNEL_TYPES",
			"channel_types are for channel options")
	}
	c.problems = append(c.problems, checkChoices(join(path, "choices"), o.Choices)...)
}

func commandSize(cmd *Command) int {
	n := longest(cmd.Name, cmd.NameLocalizations) + longest(cmd.Description, cmd.DescriptionLocalizations)
	return n + optionsSize(cmd.Options)
}

func optionsSize(options []CommandOption) (n int) {
	for _, o := range options {
		n += longest(o.Name, o.NameLocalizations) + longest(o.Description, o.DescriptionLocalizations) +
			optionsSize(o.Options)
		for _, ch := range o.Choices {
			s, _ := ch.Value.(string)
			n += longest(ch.Name, ch.NameLocalizations) + length(s)
		}
	}
	return n
}

// longest is the length of s or of its longest translation: "only the longest localization for each field".
func longest(s string, translations map[string]string) int {
	n := length(s)
	for _, t := range translations {
		n = max(n, length(t))
	}
	return n
}

// commandScope is the guild whose commands a request is about, "" for the global ones.
func (s *Server) commandScope(c *call) (string, *apiError) {
	if c.param("application_id") != s.opt.Application {
		return "", errMissingAccess
	}
	guild := c.param("guild_id")
	if guild != "" && s.guilds[guild] == nil {
		return "", errMissingAccess
	}
	return guild, nil
}

func (s *Server) listCommands(c *call) (any, *apiError) {
	scope, err := s.commandScope(c)
	if err != nil {
		return nil, err
	}
	full := c.query.Get("with_localizations") == "true"
	out := []Command{}
	for _, cmd := range s.commands[scope] {
		out = append(out, shown(*cmd, full))
	}
	return out, nil
}

// shown drops what GET leaves out without with_localizations. Application Commands, "Get Global Application Commands".
func shown(cmd Command, full bool) Command {
	if full {
		return cmd
	}
	cmd.NameLocalizations, cmd.DescriptionLocalizations = nil, nil
	cmd.Options = withoutTranslations(cmd.Options)
	return cmd
}

func withoutTranslations(options []CommandOption) []CommandOption {
	out := slices.Clone(options)
	for i := range out {
		out[i].NameLocalizations, out[i].DescriptionLocalizations = nil, nil
		out[i].Options = withoutTranslations(out[i].Options)
		out[i].Choices = slices.Clone(out[i].Choices)
		for j := range out[i].Choices {
			out[i].Choices[j].NameLocalizations = nil
		}
	}
	return out
}

func (s *Server) getCommand(c *call) (any, *apiError) {
	scope, err := s.commandScope(c)
	if err != nil {
		return nil, err
	}
	i := s.commandIndex(scope, c.param("command_id"))
	if i < 0 {
		return nil, errUnknownCommand
	}
	return *s.commands[scope][i], nil
}

func (s *Server) commandIndex(scope, id string) int {
	return slices.IndexFunc(s.commands[scope], func(cmd *Command) bool { return cmd.ID == id })
}

// overwriteCommands replaces all commands of a scope.
func (s *Server) overwriteCommands(c *call) (any, *apiError) {
	scope, err := s.commandScope(c)
	if err != nil {
		return nil, err
	}
	var given []Command
	if json.Unmarshal(c.body, &given) != nil {
		return nil, errJSON
	}
	next := make([]*Command, len(given))
	for i := range given {
		next[i] = s.adopt(scope, &given[i])
	}
	if problems := checkCommands(given); len(problems) > 0 {
		return nil, invalidForm(problems)
	}
	s.commands[scope] = next
	return next, nil
}

// adopt completes a command that was sent: the id of the one that it replaces, a new version if anything changed.
func (s *Server) adopt(scope string, cmd *Command) *Command {
	if cmd.Type == 0 {
		cmd.Type = chatCommand
	}
	cmd.ApplicationID, cmd.GuildID, cmd.ID, cmd.Version = s.opt.Application, scope, "", ""
	i := slices.IndexFunc(s.commands[scope], func(old *Command) bool {
		return old.Name == cmd.Name &&
			old.Type == cmd.Type
	})
	if i >= 0 {
		old := *s.commands[scope][i]
		cmd.ID, cmd.Version = old.ID, old.Version
		if sameJSON(old, *cmd) {
			return cmd
		}
	} else {
		cmd.ID = s.snowflake()
	}
	cmd.Version = s.snowflake()
	return cmd
}

func sameJSON(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// createCommand adds a command, or replaces the one with its name ("will overwrite an existing command").
func (s *Server) createCommand(c *call) (any, *apiError) {
	scope, err := s.commandScope(c)
	if err != nil {
		return nil, err
	}
	var cmd Command
	if json.Unmarshal(c.body, &cmd) != nil {
		return nil, errJSON
	}
	return s.putCommand(scope, s.adopt(scope, &cmd))
}

func (s *Server) editCommand(c *call) (any, *apiError) {
	scope, err := s.commandScope(c)
	if err != nil {
		return nil, err
	}
	i := s.commandIndex(scope, c.param("command_id"))
	if i < 0 {
		return nil, errUnknownCommand
	}
	cmd := *s.commands[scope][i]
	if json.Unmarshal(c.body, &cmd) != nil {
		return nil, errJSON
	}
	cmd.ID, cmd.Version = c.param("command_id"), s.snowflake()
	return s.putCommand(scope, &cmd)
}

func (s *Server) putCommand(scope string, cmd *Command) (any, *apiError) {
	if problems := checkCommand("", cmd); len(problems) > 0 {
		return nil, invalidForm(problems)
	}
	next := slices.Clone(s.commands[scope])
	if i := s.commandIndex(scope, cmd.ID); i >= 0 {
		next[i] = cmd
	} else {
		next = append(next, cmd)
	}
	all := make([]Command, len(next))
	for i := range next {
		all[i] = *next[i]
	}
	if problems := checkCommands(all); len(problems) > 0 {
		return nil, invalidForm(problems)
	}
	s.commands[scope] = next
	return cmd, nil
}

func (s *Server) deleteCommand(c *call) (any, *apiError) {
	scope, err := s.commandScope(c)
	if err != nil {
		return nil, err
	}
	i := s.commandIndex(scope, c.param("command_id"))
	if i < 0 {
		return nil, errUnknownCommand
	}
	s.commands[scope] = slices.Delete(slices.Clone(s.commands[scope]), i, i+1)
	return nil, nil
}

// Commands returns the registered commands of a guild, or the global ones for "".
func (s *Server) Commands(guild string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []Command{}
	for _, cmd := range s.commands[guild] {
		out = append(out, *cmd)
	}
	return out
}

// WaitCommands waits until a guild, or the application for "", has commands.
func (s *Server) WaitCommands(ctx context.Context, guild string) error {
	return s.wait(ctx, 0, nil, func() bool { return len(s.commands[guild]) > 0 })
}
