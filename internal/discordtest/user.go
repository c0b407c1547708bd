package discordtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// What a user sees when a bot is late.
var (
	ErrNoAnswer   = errors.New("the application did not respond (no answer within 3 seconds)")
	ErrNoFollowUp = errors.New("the application is thinking for ever (nothing within 15 minutes after deferring)")
)

// ModalError is the error of an interaction that was answered with a modal. [User.Submit] fills it in.
type ModalError struct {
	Modal *Modal
	from  *Message
}

func (e *ModalError) Error() string { return fmt.Sprintf("the modal %q is shown", e.Modal.Title) }

// User plays somebody who uses the bot in one channel.
type User struct {
	ID     string
	Locale string // of their client, "" means en-US

	srv     *Server
	channel string
}

// User returns a user of a fixture, looking at the first text channel of a guild that they are a member of.
func (s *Server) User(id string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := &User{ID: id, srv: s}
	for _, c := range s.order {
		ch := s.channels[c]
		if g := s.guilds[ch.guild]; ch.Type == TextChannel && g != nil && g.members[id] != nil && !ch.deleted {
			u.channel = c
			break
		}
	}
	return u
}

// In is the same user in another channel.
func (u *User) In(channel string) *User {
	other := *u
	other.channel = channel
	return &other
}

// InDM is the same user in direct messages with the bot.
func (u *User) InDM() *User {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	return u.In(u.srv.directMessages(u.ID).ID)
}

// InPrivate is the same user in a direct message with somebody else, where they use the bot as an app that they
// installed for themselves. Application Commands, "Interaction Contexts": PRIVATE_CHANNEL.
func (u *User) InPrivate() *User {
	s := u.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ch := range s.channels {
		if ch.private && ch.recipient == u.ID {
			return u.In(ch.ID)
		}
	}
	ch := &Channel{ID: s.snowflake(), Type: DMChannel, recipient: u.ID, private: true}
	s.addChannel(ch)
	return u.In(ch.ID)
}

// Option is a value for an option of a command, as the client would send it.
type Option struct {
	Name  string
	Value any // string, int, float64 or bool; of a user, channel or role its id; of an attachment an Upload
}

// Upload is a file that a user gives a command.
type Upload struct {
	Name string
	Type string // media type
	Data []byte
}

// Opt makes an Option.
func Opt(name string, value any) Option { return Option{name, value} }

// Invoke types a slash command and returns what the user then sees: the answer, or what replaces "is thinking".
//
// The line is what one types into Discord: "/who witkoff", "/search query:air defence from:2025-04-01", "/sources add
// url:https://…". A value ends where the next option's name begins; text without a name belongs to the first option.
// Channels are written #name, users and roles @name. opts are sent as they are, after those of the line.
//
// What Discord's own client refuses is an error: an unknown command or option, a missing required one, a value that is
// not among the choices, a command that the user may not see.
func (u *User) Invoke(ctx context.Context, line string, opts ...Option) (*Message, error) {
	i, err := u.command(line, opts, false)
	if err != nil {
		return nil, fmt.Errorf("invoke %s: %w", line, err)
	}
	return u.await(ctx, i)
}

// Autocomplete types a slash command up to its last option and returns what is offered for that.
func (u *User) Autocomplete(ctx context.Context, line string) ([]Choice, error) {
	i, err := u.command(line, nil, true)
	if err != nil {
		return nil, fmt.Errorf("autocomplete %s: %w", line, err)
	}
	if err := u.answered(ctx, i); err != nil {
		return nil, err
	}
	return i.choices, nil
}

// InvokeOn uses a message command on a message.
func (u *User) InvokeOn(ctx context.Context, name string, target *Message) (*Message, error) {
	s := u.srv
	s.mu.Lock()
	ch, err := u.here()
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	cmd := s.findCommand(ch.guild, messageCommand, name)
	if cmd == nil {
		s.mu.Unlock()
		return nil, fmt.Errorf("there is no message command %q", name)
	}
	i := s.openInteraction(commandInteraction, u.ID, ch, nil)
	s.emitInteraction(i, u, map[string]any{
		"id": cmd.ID, "name": cmd.Name, "type": messageCommand, "target_id": target.ID,
		"resolved": map[string]any{"messages": map[string]any{target.ID: target}},
	})
	s.mu.Unlock()
	return u.await(ctx, i)
}

// Press presses a button of a message that the user sees. After a deferred update it waits for the edit or the
// followup.
func (u *User) Press(ctx context.Context, m *Message, customID string) (*Message, error) {
	return u.use(ctx, m, customID, nil)
}

// Select chooses values in a select menu.
func (u *User) Select(ctx context.Context, m *Message, customID string, values ...string) (*Message, error) {
	return u.use(ctx, m, customID, values)
}

// Submit fills a modal in and sends it. values are by custom id.
func (u *User) Submit(ctx context.Context, shown *ModalError, values map[string]string) (*Message, error) {
	s := u.srv
	s.mu.Lock()
	ch, err := u.here()
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	i := s.openInteraction(modalInteraction, u.ID, ch, shown.from)
	s.emitInteraction(i, u, map[string]any{
		"custom_id":  shown.Modal.CustomID,
		"components": filled(shown.Modal.Components, values),
	})
	s.mu.Unlock()
	return u.await(ctx, i)
}

// filled is the components of a modal as they are submitted. Interactions, "Modal Submit Data Structure".
func filled(components []Component, values map[string]string) []map[string]any {
	out := []map[string]any{}
	for _, c := range components {
		entry := map[string]any{"type": c.Type, "id": c.ID}
		if c.CustomID != "" {
			entry["custom_id"] = c.CustomID
			if isSelect(c.Type) {
				entry["values"] = []string{values[c.CustomID]}
			} else {
				entry["value"] = values[c.CustomID]
			}
		}
		if len(c.Components) > 0 {
			entry["components"] = filled(c.Components, values)
		}
		if c.Component != nil {
			entry["component"] = filled([]Component{*c.Component}, values)[0]
		}
		out = append(out, entry)
	}
	return out
}

// use sends a component interaction.
func (u *User) use(ctx context.Context, m *Message, customID string, values []string) (*Message, error) {
	s := u.srv
	s.mu.Lock()
	i, err := u.component(m, customID, values)
	s.mu.Unlock()
	if err != nil {
		return nil, fmt.Errorf("use %q: %w", customID, err)
	}
	return u.await(ctx, i)
}

func (u *User) component(m *Message, customID string, values []string) (*interaction, error) {
	s := u.srv
	current := s.messages[m.ID]
	if current == nil || !u.sees(current) {
		return nil, errors.New("the user does not see that message")
	}
	c := current.Find(customID)
	switch {
	case c == nil:
		return nil, errors.New("the message has no such component")
	case c.Disabled:
		return nil, errors.New("the component is disabled")
	case isSelect(c.Type) && (len(values) < deref(c.MinValues, 1) || len(values) > deref(c.MaxValues, 1)):
		return nil, fmt.Errorf("%d values chosen, %d to %d wanted", len(values), deref(c.MinValues, 1),
			deref(c.MaxValues, 1))
	}
	for _, v := range values {
		if c.Type == StringSelect && !slices.ContainsFunc(c.Options,
			func(o SelectOption) bool { return o.Value == v }) {
			return nil, fmt.Errorf("%q is not among the options", v)
		}
	}
	data := map[string]any{"custom_id": customID, "component_type": c.Type, "id": c.ID}
	if values != nil {
		data["values"] = values
	}
	i := s.openInteraction(componentInteraction, u.ID, s.channels[current.ChannelID], current)
	s.emitInteraction(i, u, data)
	return i, nil
}

// Sees returns the messages of the channel that the user sees, oldest first, their ephemeral ones included.
func (u *User) Sees() []*Message {
	s := u.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []*Message{}
	for _, m := range s.messages {
		if m.ChannelID == u.channel && u.sees(m) {
			out = append(out, m.clone())
		}
	}
	slices.SortFunc(out, func(a, b *Message) int { return compareIDs(a.ID, b.ID) })
	return out
}

// compareIDs orders snowflakes: decimal numbers without leading zeros.
func compareIDs(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

func (u *User) sees(m *Message) bool {
	if m.OnlyFor != "" {
		return m.OnlyFor == u.ID
	}
	ch := u.srv.channels[m.ChannelID]
	if ch == nil || ch.deleted || (ch.guild == "" && ch.recipient != u.ID) {
		return false
	}
	return u.srv.permissions(u.ID, ch)&ViewChannel != 0
}

// Say posts a message as the user.
func (u *User) Say(content string) *Message {
	s := u.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[u.channel]
	m := s.newMessage(ch)
	m.Author, m.Content, m.Attachments = s.account(u.ID), content, []Attachment{}
	s.post(ch, m)
	return m.clone()
}

// Seed puts a message of the bot into a channel without a request: one from an older version, say. body is the JSON of
// a message.
func (s *Server) Seed(channel string, body []byte) (*Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channel]
	if ch == nil {
		return nil, fmt.Errorf("seed a message: no channel %s", channel)
	}
	p, err := readPayload(body)
	if err != nil {
		return nil, fmt.Errorf("seed a message: %w", err)
	}
	m := s.newMessage(ch)
	if err := s.compose(m, p, nil); err != nil {
		return nil, fmt.Errorf("seed a message: %w", err)
	}
	s.post(ch, m)
	return m.clone(), nil
}

// Messages returns what a channel holds, oldest first, without ephemeral messages.
func (s *Server) Messages(channel string) []*Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channel]
	if ch == nil {
		return nil
	}
	out := make([]*Message, len(ch.messages))
	for i, m := range ch.messages {
		out[i] = m.clone()
	}
	return out
}

// WaitMessages waits until a channel holds n messages and returns them.
func (s *Server) WaitMessages(ctx context.Context, channel string, n int) ([]*Message, error) {
	err := s.wait(ctx, 0, nil, func() bool {
		ch := s.channels[channel]
		return ch != nil && len(ch.messages) >= n
	})
	if err != nil {
		return nil, fmt.Errorf("wait for %d messages in %s: %w", n, channel, err)
	}
	return s.Messages(channel), nil
}

// Threads returns the threads below a channel, oldest first.
func (s *Server) Threads(parent string) []Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Channel
	for _, id := range s.order {
		if ch := s.channels[id]; ch.Parent == parent && isThread(ch.Type) && !ch.deleted {
			out = append(out, *ch)
		}
	}
	return out
}

// clone is a snapshot that the server no longer changes: it replaces slices, and never writes into them.
func (m *Message) clone() *Message {
	c := *m
	c.Components = cloneComponents(m.Components)
	c.Embeds = slices.Clone(m.Embeds)
	c.Attachments = slices.Clone(m.Attachments)
	return &c
}

func cloneComponents(in []Component) []Component {
	out := slices.Clone(in)
	for i := range out {
		out[i].Components = cloneComponents(out[i].Components)
		if out[i].Accessory != nil {
			accessory := *out[i].Accessory
			out[i].Accessory = &accessory
		}
	}
	return out
}

// answered waits for the first answer.
func (u *User) answered(ctx context.Context, i *interaction) error {
	return u.srv.wait(ctx, answerTime, ErrNoAnswer, func() bool { return i.callback != 0 })
}

// await waits for what the user sees in the end.
func (u *User) await(ctx context.Context, i *interaction) (*Message, error) {
	if err := u.answered(ctx, i); err != nil {
		return nil, err
	}
	if err := u.srv.wait(ctx, tokenTime, ErrNoFollowUp, func() bool { return !i.pending }); err != nil {
		return nil, err
	}
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	if i.modal != nil {
		return nil, &ModalError{i.modal, i.source}
	}
	if i.callback == callbackDeferUpdate && len(i.extra) > 0 {
		return i.extra[len(i.extra)-1].clone(), nil
	}
	return i.original.clone(), nil
}

// here returns the channel that the user looks at, if they may use commands there.
func (u *User) here() (*Channel, error) {
	s := u.srv
	ch := s.channels[u.channel]
	if ch == nil || ch.deleted {
		return nil, fmt.Errorf("no channel %s", u.channel)
	}
	if p := s.permissions(u.ID, ch); p&ViewChannel == 0 || p&UseCommands == 0 {
		return nil, errors.New("the user may not use commands here")
	}
	return ch, nil
}

func (s *Server) findCommand(guild string, kind int, name string) *Command {
	for _, scope := range []string{guild, ""} {
		for _, cmd := range s.commands[scope] {
			if cmd.Type == kind && cmd.Name == name {
				return cmd
			}
		}
	}
	return nil
}

// command sends a command or autocomplete interaction for a typed line.
func (u *User) command(line string, opts []Option, completing bool) (*interaction, error) {
	s := u.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := u.here()
	if err != nil {
		return nil, err
	}
	words := strings.Fields(strings.TrimPrefix(line, "/"))
	if len(words) == 0 {
		return nil, errors.New("no command")
	}
	cmd := s.findCommand(ch.guild, chatCommand, words[0])
	if cmd == nil {
		return nil, errors.New("there is no such command")
	}
	if err := s.offered(cmd, u, ch); err != nil {
		return nil, err
	}
	t := typed{s: s, ch: ch, completing: completing, resolved: map[string]map[string]any{}}
	options, err := t.read(cmd.Options, strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(line,
		"/")), words[0])), opts)
	if err != nil {
		return nil, err
	}
	kind := commandInteraction
	if completing {
		kind = autocompleteInteraction
	}
	data := map[string]any{"id": cmd.ID, "name": cmd.Name, "type": chatCommand, "options": options}
	if len(t.resolved) > 0 {
		data["resolved"] = t.resolved
	}
	if cmd.GuildID != "" {
		data["guild_id"] = cmd.GuildID
	}
	i := s.openInteraction(kind, u.ID, ch, nil)
	s.emitInteraction(i, u, data)
	return i, nil
}

// userInstall is the integration type of an app that a user has installed for themselves.
const userInstall = 1

// context is where a command is used: 0 a guild, 1 direct messages with the bot, 2 other direct messages.
func (ch *Channel) context() int {
	switch {
	case ch.guild != "":
		return 0
	case ch.private:
		return 2
	}
	return 1
}

// offered reports why the client does not show cmd here. Application Commands, "Contexts" and "Permissions".
func (s *Server) offered(cmd *Command, u *User, ch *Channel) error {
	if cmd.Contexts != nil && !slices.Contains(cmd.Contexts, ch.context()) {
		return errors.New("the command is not offered in this context")
	}
	if ch.private && !slices.Contains(cmd.IntegrationTypes, userInstall) {
		return errors.New("the command is not installed for users")
	}
	if need := cmd.DefaultMemberPermissions; need != nil && ch.guild != "" {
		have := s.permissions(u.ID, ch)
		if have&Administrator == 0 && (*need == 0 || have&*need != *need) {
			return errors.New("the user lacks the permissions that the command needs")
		}
	}
	return nil
}

// typed turns a line into the options of an interaction.
type typed struct {
	s          *Server
	ch         *Channel
	completing bool
	resolved   map[string]map[string]any
}

func (t *typed) read(options []CommandOption, rest string, opts []Option) ([]map[string]any, error) {
	word, after, _ := strings.Cut(rest, " ")
	for _, o := range options {
		if o.Type != optionSubcommand && o.Type != optionGroup {
			continue
		}
		if o.Name == word {
			below, err := t.read(o.Options, strings.TrimSpace(after), opts)
			return []map[string]any{{"name": o.Name, "type": o.Type, "options": below}}, err
		}
	}
	if len(options) > 0 && options[0].Type <= optionGroup {
		return nil, fmt.Errorf("no subcommand %q", word)
	}
	values := append(split(options, rest), opts...)
	return t.values(options, values)
}

// split takes "name:value name:value" apart. A value ends where the next known name begins.
func split(options []CommandOption, rest string) []Option {
	var out []Option
	for word := range strings.FieldsSeq(rest) {
		name, value, found := strings.Cut(word, ":")
		known := found && slices.ContainsFunc(options, func(o CommandOption) bool { return o.Name == name })
		switch {
		case known:
			out = append(out, Option{name, value})
		case len(out) == 0:
			first := ""
			if len(options) > 0 {
				first = options[0].Name
			}
			out = append(out, Option{first, word})
		default:
			last := &out[len(out)-1]
			last.Value = strings.TrimSpace(last.Value.(string) + " " + word)
		}
	}
	for i := range out {
		if s := out[i].Value.(string); len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
			out[i].Value = s[1 : len(s)-1]
		}
	}
	return out
}

func (t *typed) values(options []CommandOption, values []Option) ([]map[string]any, error) {
	out := []map[string]any{}
	given := map[string]bool{}
	for i, v := range values {
		at := slices.IndexFunc(options, func(o CommandOption) bool { return o.Name == v.Name })
		if at < 0 {
			return nil, fmt.Errorf("the command has no option %q", v.Name)
		}
		o := options[at]
		given[o.Name] = true
		entry := map[string]any{"name": o.Name, "type": o.Type}
		if t.completing && i == len(values)-1 {
			if !o.Autocomplete {
				return nil, fmt.Errorf("option %q offers no autocomplete", o.Name)
			}
			entry["focused"], entry["value"] = true, v.Value
			return append(out, entry), nil
		}
		value, err := t.value(o, v.Value)
		if err != nil {
			return nil, fmt.Errorf("option %q: %w", o.Name, err)
		}
		entry["value"] = value
		out = append(out, entry)
	}
	if t.completing {
		// Nothing is typed yet: the first option that can be completed has the focus.
		for _, o := range options {
			if o.Autocomplete && !given[o.Name] {
				return append(out, map[string]any{"name": o.Name, "type": o.Type, "focused": true, "value": ""}), nil
			}
		}
		return nil, errors.New("no option offers autocomplete")
	}
	for _, o := range options {
		if o.Required && !given[o.Name] {
			return nil, fmt.Errorf("option %q is required", o.Name)
		}
	}
	return out, nil
}

// value converts what was typed for o, and refuses what the client would.
func (t *typed) value(o CommandOption, v any) (any, error) {
	text := fmt.Sprint(v)
	if len(o.Choices) > 0 {
		for _, c := range o.Choices {
			if c.Name == text || fmt.Sprint(c.Value) == text {
				return c.Value, nil
			}
		}
		return nil, fmt.Errorf("%q is not among the choices", text)
	}
	switch o.Type {
	case optionString:
		n := length(text)
		if n < deref(o.MinLength, 0) || n > deref(o.MaxLength, 6000) {
			return nil, fmt.Errorf("%d characters are too few or too many", n)
		}
		return text, nil
	case optionInteger, optionNumber:
		n, err := strconv.ParseFloat(text, 64)
		switch {
		case err != nil, o.Type == optionInteger && n != float64(int64(n)):
			return nil, fmt.Errorf("%q is no number", text)
		case o.MinValue != nil && n < *o.MinValue, o.MaxValue != nil && n > *o.MaxValue:
			return nil, fmt.Errorf("%v is out of range", n)
		}
		return n, nil
	case optionBoolean:
		return strconv.ParseBool(strings.ToLower(text))
	case optionChannel:
		return t.channel(o, text)
	case optionRole, optionUser, optionMentionable:
		return t.mentionable(o, text)
	case optionAttachment:
		f, ok := v.(Upload)
		if !ok {
			return nil, errors.New("an Upload is wanted")
		}
		return t.upload(f), nil
	}
	return nil, fmt.Errorf("options of type %d cannot be typed", o.Type)
}

func (t *typed) resolve(kind, id string, v any) {
	if t.resolved[kind] == nil {
		t.resolved[kind] = map[string]any{}
	}
	t.resolved[kind][id] = v
}

// upload keeps a file at an address of the server. Message Resource, "Attachment Object".
func (t *typed) upload(f Upload) string {
	id := t.s.snowflake()
	path := "/ephemeral-attachments/" + t.s.opt.Application + "/" + id + "/" + url.PathEscape(f.Name)
	t.s.uploads[path] = f
	t.resolve("attachments", id, map[string]any{
		"id": id, "filename": f.Name, "content_type": f.Type, "size": len(f.Data), "url": t.s.base + path,
		"proxy_url": t.s.base + path, "ephemeral": true,
	})
	return id
}

func (t *typed) channel(o CommandOption, text string) (any, error) {
	for _, id := range t.s.order {
		ch := t.s.channels[id]
		if ch.guild != t.ch.guild || ch.deleted || (ch.ID != text && "#"+ch.Name != text) {
			continue
		}
		if len(o.ChannelTypes) > 0 && !slices.Contains(o.ChannelTypes, ch.Type) {
			return nil, fmt.Errorf("%s is not of a type that the option takes", text)
		}
		partial := t.s.channelJSON(ch)
		partial["permissions"] = everything
		t.resolve("channels", ch.ID, partial)
		return ch.ID, nil
	}
	return nil, fmt.Errorf("no channel %s", text)
}

func (t *typed) mentionable(o CommandOption, text string) (any, error) {
	g := t.s.guilds[t.ch.guild]
	if g == nil {
		return nil, errors.New("only in a guild")
	}
	for _, r := range g.Roles {
		if o.Type != optionUser && (r.ID == text || "@"+r.Name == text) {
			t.resolve("roles", r.ID, roleJSON(g, r))
			return r.ID, nil
		}
	}
	for _, m := range g.members {
		if o.Type != optionRole && (m.ID == text || "@"+m.Name == text) {
			t.resolve("users", m.ID, t.s.account(m.ID))
			member := t.s.memberJSON(m)
			delete(member, "user")
			t.resolve("members", m.ID, member)
			return m.ID, nil
		}
	}
	return nil, fmt.Errorf("nobody called %s", text)
}

// emitInteraction sends INTERACTION_CREATE. Interactions, "Interaction Structure". s.mu is held.
func (s *Server) emitInteraction(i *interaction, u *User, data map[string]any) {
	locale := u.Locale
	if locale == "" {
		locale = "en-US"
	}
	out := map[string]any{
		"id": i.id, "application_id": s.opt.Application, "type": i.kind, "token": i.token, "version": 1,
		"locale":     locale,
		"channel_id": i.channel.ID, "channel": s.channelJSON(i.channel), "data": data, "entitlements": []any{},
		"attachment_size_limit": maxFileSize,
		"app_permissions":       s.permissions(s.opt.Application, i.channel), "context": i.channel.context(),
		"authorizing_integration_owners": map[string]string{"0": "0"}, // "0" for direct messages with the bot
	}
	if i.channel.private {
		out["authorizing_integration_owners"] = map[string]string{"1": u.ID}
	}
	if i.source != nil {
		out["message"] = i.source
	}
	if g := s.guilds[i.channel.guild]; g != nil {
		member := s.memberJSON(g.members[u.ID])
		member["permissions"] = s.permissions(u.ID, i.channel)
		out["member"], out["guild_id"], out["guild_locale"] = member, g.ID, g.Locale
		out["guild"] = map[string]any{"id": g.ID, "locale": g.Locale, "features": []string{}}
		out["authorizing_integration_owners"] = map[string]string{"0": g.ID}
	} else {
		out["user"] = s.account(u.ID)
	}
	s.dispatch(i.channel.guild, 0, "INTERACTION_CREATE", out)
}

// JSON is the message as Discord returns it.
func (m *Message) JSON() []byte {
	b, _ := json.Marshal(m)
	return b
}

// Channel returns the id of the channel that the user looks at.
func (u *User) Channel() string { return u.channel }
