package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// route is one operation of the REST API. template is its path in the OpenAPI description.
type route struct {
	method   string
	template string
	open     bool // needs no bot token: the interaction's token is in the path
	status   int  // of success, 0 means 200, or 204 without a body
	do       func(*Server, *call) (any, *apiError)
}

func (r *route) key() string { return r.method + " " + r.template }

const (
	globalCommands = "/applications/{application_id}/commands"
	guildCommands  = "/applications/{application_id}/guilds/{guild_id}/commands"
	channelPath    = "/channels/{channel_id}"
	messagePath    = channelPath + "/messages/{message_id}"
	webhookPath    = "/webhooks/{webhook_id}/{webhook_token}"
	guildPath      = "/guilds/{guild_id}"
)

var routes = []route{
	{method: "GET", template: "/gateway", do: (*Server).getGateway, open: true},
	{method: "GET", template: "/gateway/bot", do: (*Server).getGatewayBot},

	{method: "GET", template: "/applications/@me", do: (*Server).getApplication},
	{method: "GET", template: "/oauth2/applications/@me", do: (*Server).getApplication},
	{method: "GET", template: "/users/@me", do: (*Server).getSelf},
	{method: "GET", template: "/users/{user_id}", do: (*Server).getUser},
	{method: "POST", template: "/users/@me/channels", do: (*Server).openDM},

	{method: "GET", template: globalCommands, do: (*Server).listCommands},
	{method: "PUT", template: globalCommands, do: (*Server).overwriteCommands},
	{method: "POST", template: globalCommands, do: (*Server).createCommand, status: http.StatusCreated},
	{method: "GET", template: globalCommands + "/{command_id}", do: (*Server).getCommand},
	{method: "PATCH", template: globalCommands + "/{command_id}", do: (*Server).editCommand},
	{method: "DELETE", template: globalCommands + "/{command_id}", do: (*Server).deleteCommand},
	{method: "GET", template: guildCommands, do: (*Server).listCommands},
	{method: "PUT", template: guildCommands, do: (*Server).overwriteCommands},
	{method: "POST", template: guildCommands, do: (*Server).createCommand, status: http.StatusCreated},
	{method: "GET", template: guildCommands + "/{command_id}", do: (*Server).getCommand},
	{method: "PATCH", template: guildCommands + "/{command_id}", do: (*Server).editCommand},
	{method: "DELETE", template: guildCommands + "/{command_id}", do: (*Server).deleteCommand},

	{method: "GET", template: guildPath, do: (*Server).getGuild},
	{method: "GET", template: guildPath + "/channels", do: (*Server).getGuildChannels},
	{method: "GET", template: guildPath + "/roles", do: (*Server).getGuildRoles},
	{method: "GET", template: guildPath + "/members/{user_id}", do: (*Server).getMember},
	{method: "GET", template: guildPath + "/threads/active", do: (*Server).getActiveThreads},

	{method: "GET", template: channelPath, do: (*Server).getChannel},
	{method: "PATCH", template: channelPath, do: (*Server).editChannel},
	{method: "GET", template: channelPath + "/messages", do: (*Server).listMessages},
	{method: "POST", template: channelPath + "/messages", do: (*Server).createMessage},
	{method: "GET", template: messagePath, do: (*Server).getMessage},
	{method: "PATCH", template: messagePath, do: (*Server).editMessage},
	{method: "DELETE", template: messagePath, do: (*Server).deleteMessage},
	{method: "POST", template: messagePath + "/crosspost", do: (*Server).crosspost},
	{method: "POST", template: messagePath + "/threads", do: (*Server).threadFromMessage, status: http.StatusCreated},
	{method: "POST", template: channelPath + "/threads", do: (*Server).createThread, status: http.StatusCreated},
	{method: "PUT", template: channelPath + "/thread-members/@me", do: (*Server).joinThread},
	{method: "POST", template: channelPath + "/typing", do: (*Server).typing},

	{
		method: "POST", template: "/interactions/{interaction_id}/{interaction_token}/callback", open: true,
		do: (*Server).callback,
	},
	{method: "POST", template: webhookPath, open: true, do: (*Server).followUp},
	{method: "GET", template: webhookPath + "/messages/@original", open: true, do: (*Server).getResponse},
	{method: "PATCH", template: webhookPath + "/messages/@original", open: true, do: (*Server).editResponse},
	{method: "DELETE", template: webhookPath + "/messages/@original", open: true, do: (*Server).deleteResponse},
	{method: "GET", template: webhookPath + "/messages/{message_id}", open: true, do: (*Server).getResponse},
	{method: "PATCH", template: webhookPath + "/messages/{message_id}", open: true, do: (*Server).editResponse},
	{method: "DELETE", template: webhookPath + "/messages/{message_id}", open: true, do: (*Server).deleteResponse},
}

func (s *Server) getGateway(*call) (any, *apiError) {
	return map[string]any{"url": s.GatewayURL()}, nil
}

// getGatewayBot answers as Gateway, "Get Gateway Bot".
func (s *Server) getGatewayBot(*call) (any, *apiError) {
	now, w := s.opt.Now(), s.gateway.starts
	if now.Sub(w.start) >= w.limit.Per {
		w.start, w.used = now, 0
	}
	return map[string]any{
		"url": s.GatewayURL(), "shards": s.opt.Shards,
		"session_start_limit": map[string]any{
			"total": s.opt.Sessions, "remaining": s.opt.Sessions - w.used,
			"reset_after":     w.start.Add(w.limit.Per).Sub(now).Milliseconds(),
			"max_concurrency": s.opt.Concurrency,
		},
	}, nil
}

func (s *Server) getApplication(*call) (any, *apiError) {
	return map[string]any{
		"id": s.opt.Application, "name": "Sitrep", "description": "", "bot_public": true,
		"bot_require_code_grant": false, "verify_key": "",
	}, nil
}

func (s *Server) getSelf(*call) (any, *apiError) { return s.account(s.opt.Application), nil }

func (s *Server) getUser(c *call) (any, *apiError) {
	if s.users[c.param("user_id")] == nil {
		return nil, errUnknownUser
	}
	return s.account(c.param("user_id")), nil
}

func (s *Server) openDM(c *call) (any, *apiError) {
	var in struct {
		Recipient string `json:"recipient_id"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if s.users[in.Recipient] == nil || in.Recipient == s.opt.Application {
		return nil, &apiError{status: http.StatusBadRequest, code: 50033, message: "Invalid Recipient(s)"}
	}
	return s.channelJSON(s.directMessages(in.Recipient)), nil
}

// directMessages returns the channel between the bot and a user, opening it the first time.
func (s *Server) directMessages(user string) *Channel {
	for _, ch := range s.channels {
		if ch.recipient == user && !ch.private {
			return ch
		}
	}
	ch := &Channel{ID: s.snowflake(), Type: DMChannel, recipient: user}
	s.addChannel(ch)
	return ch
}

func (s *Server) guildOf(c *call) (*guild, *apiError) {
	g := s.guilds[c.param("guild_id")]
	if g == nil {
		return nil, errUnknownGuild
	}
	return g, nil
}

func (s *Server) getGuild(c *call) (any, *apiError) {
	g, err := s.guildOf(c)
	if err != nil {
		return nil, err
	}
	return s.guildJSON(g), nil
}

func (s *Server) getGuildChannels(c *call) (any, *apiError) {
	g, err := s.guildOf(c)
	if err != nil {
		return nil, err
	}
	return s.guildCreate(g)["channels"], nil
}

func (s *Server) getActiveThreads(c *call) (any, *apiError) {
	g, err := s.guildOf(c)
	if err != nil {
		return nil, err
	}
	return map[string]any{"threads": s.guildCreate(g)["threads"], "members": []any{}}, nil
}

func (s *Server) getGuildRoles(c *call) (any, *apiError) {
	g, err := s.guildOf(c)
	if err != nil {
		return nil, err
	}
	return s.guildJSON(g)["roles"], nil
}

func (s *Server) getMember(c *call) (any, *apiError) {
	g, err := s.guildOf(c)
	if err != nil {
		return nil, err
	}
	m := g.members[c.param("user_id")]
	if m == nil {
		return nil, errUnknownMember
	}
	return s.memberJSON(m), nil
}

func (s *Server) getChannel(c *call) (any, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	if err != nil {
		return nil, err
	}
	return s.channelJSON(ch), nil
}

// editChannel changes archived and locked of a thread; the bot has no business with more.
func (s *Server) editChannel(c *call) (any, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	if err != nil {
		return nil, err
	}
	var in struct{ Archived, Locked *bool }
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	manage := s.permissions(s.opt.Application, ch)&ManageThreads != 0
	switch {
	case !isThread(ch.Type):
		return nil, errMissingPerms
	case in.Locked != nil && !manage, ch.Locked && !manage:
		return nil, errMissingPerms
	}
	if in.Archived != nil {
		ch.Archived = *in.Archived
	}
	if in.Locked != nil {
		ch.Locked = *in.Locked
	}
	s.channelChanged(ch)
	return s.channelJSON(ch), nil
}

func (s *Server) joinThread(c *call) (any, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	switch {
	case err != nil:
		return nil, err
	case !isThread(ch.Type):
		return nil, errWrongChannelType
	case ch.Archived:
		return nil, errArchived
	}
	return nil, nil
}

func (s *Server) typing(c *call) (any, *apiError) {
	_, err := s.visible(c.param("channel_id"))
	return nil, err
}

// payload is what a request says about a message. A field that is not sent is nil; null clears.
type payload struct {
	Content     *string
	Embeds      *[]Embed
	Components  *[]Component
	Flags       *int
	Attachments *[]attachmentRef

	AllowedMentions *allowedMentions `json:"allowed_mentions"`
	Nonce           json.RawMessage  `json:"nonce"`
	EnforceNonce    bool             `json:"enforce_nonce"`
	TTS             bool             `json:"tts"`
	Stickers        []string         `json:"sticker_ids"`
	Poll            json.RawMessage  `json:"poll"`
	Reference       *struct {
		MessageID string `json:"message_id"`
		MustExist *bool  `json:"fail_if_not_exists"`
	} `json:"message_reference"`
}

type attachmentRef struct {
	ID          json.RawMessage `json:"id"` // index of an upload, or the id of a file to keep; a number or a string
	Filename    string          `json:"filename"`
	Description string          `json:"description"`
}

type allowedMentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles"`
	Users []string `json:"users"`
}

func readPayload(raw []byte) (*payload, *apiError) {
	if len(raw) == 0 {
		return &payload{}, nil
	}
	var present map[string]json.RawMessage
	var p payload
	if json.Unmarshal(raw, &present) != nil || json.Unmarshal(raw, &p) != nil {
		return nil, errJSON
	}
	// encoding/json takes null for a pointer as absent; here it means "nothing", as the clearing value of an edit.
	sent := func(key string) bool { _, ok := present[key]; return ok }
	if p.Content == nil && sent("content") {
		p.Content = new(string)
	}
	if p.Embeds == nil && sent("embeds") {
		p.Embeds = new([]Embed)
	}
	if p.Components == nil && sent("components") {
		p.Components = new([]Component)
	}
	return &p, nil
}

// compose applies p and the uploads to m and returns what Discord refuses in the result.
func (s *Server) compose(m *Message, p *payload, files []upload) *apiError {
	if p.Content != nil {
		m.Content = *p.Content
	}
	if p.Embeds != nil {
		m.Embeds = *p.Embeds
		for i := range m.Embeds {
			m.Embeds[i].Type = "rich"
		}
	}
	if p.Components != nil {
		m.Components = *p.Components
	}
	var problems []problem
	if p.Flags != nil {
		problems = append(problems, setFlags(m, *p.Flags)...)
	}
	problems = append(problems, s.attach(m, p.Attachments, files)...)
	problems = append(problems, checkMessage(m)...)
	problems = append(problems, checkMentions(p.AllowedMentions)...)
	if length(strings.Trim(string(p.Nonce), `"`)) > 25 {
		problems = append(problems, badLength("nonce", 0, 25)) // Message Resource, "Create Message"
	}
	if len(problems) > 0 {
		return invalidForm(problems)
	}
	if m.empty() && len(p.Stickers) == 0 && len(p.Poll) == 0 {
		return errEmptyMessage
	}
	number(m)
	m.TTS = p.TTS
	m.Mentions, m.MentionRoles = []Account{}, []string{}
	m.Pings = pings(m, p.AllowedMentions)
	return nil
}

func (m *Message) empty() bool {
	return strings.TrimSpace(m.Content) == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Attachments) == 0
}

// setFlags sets the flags that a request may set, and keeps the others.
func setFlags(m *Message, flags int) []problem {
	if flags&^settableFlags != 0 {
		return []problem{{
			"flags", "MESSAGE_FLAGS_INVALID",
			fmt.Sprintf("Flags %b cannot be set", flags&^settableFlags),
		}}
	}
	if m.Flags&FlagComponentsV2 != 0 && flags&FlagComponentsV2 == 0 {
		// Component Reference: "Once a message has been sent with this flag, it can't be removed from that message."
		flags |= FlagComponentsV2
	}
	const kept = FlagCrossposted | FlagHasThread | FlagEphemeral | FlagLoading
	m.Flags = m.Flags&kept | flags&^FlagEphemeral
	return nil
}

// attach keeps the files that refs name, and adds the uploads. Message Resource, "Edit Message".
func (s *Server) attach(m *Message, refs *[]attachmentRef, files []upload) []problem {
	described := map[int]attachmentRef{}
	if refs != nil {
		var kept []Attachment
		for i, ref := range *refs {
			id := strings.Trim(string(ref.ID), `"`)
			if at := slices.IndexFunc(m.Attachments, func(a Attachment) bool { return a.ID == id }); at >= 0 {
				kept = append(kept, m.Attachments[at])
				continue
			}
			n, err := strconv.Atoi(id)
			if err != nil || !slices.ContainsFunc(files, func(f upload) bool { return f.index() == n }) {
				return []problem{{
					join("attachments", strconv.Itoa(i)), "ATTACHMENT_NOT_FOUND",
					fmt.Sprintf("No file for attachment %s", ref.ID),
				}}
			}
			described[n] = ref
		}
		m.Attachments = kept
	}
	for _, f := range files {
		a := Attachment{ID: s.snowflake(), Filename: f.name, ContentType: f.kind, Size: len(f.data), Data: f.data}
		if ref, ok := described[f.index()]; ok {
			a.Description = ref.Description
			if ref.Filename != "" {
				a.Filename = ref.Filename
			}
		}
		a.URL = "https://cdn.discordapp.com/attachments/" + m.ChannelID + "/" + a.ID + "/" + a.Filename
		m.Attachments = append(m.Attachments, a)
	}
	if m.Attachments == nil {
		m.Attachments = []Attachment{}
	}
	return nil
}

var fieldNumber = regexp.MustCompile(`\d+`)

// index is n of the field name files[n]; discordgo writes the older form filen.
func (f upload) index() int {
	n, err := strconv.Atoi(fieldNumber.FindString(f.field))
	if err != nil {
		return -1
	}
	return n
}

// checkMentions checks Message Resource, "Allowed Mentions Object".
func checkMentions(a *allowedMentions) (out []problem) {
	if a == nil {
		return nil
	}
	for _, p := range a.Parse {
		if !slices.Contains([]string{"roles", "users", "everyone"}, p) {
			out = append(out, problem{
				"allowed_mentions.parse", "BASE_TYPE_CHOICES",
				"Value must be one of ('users', 'roles', 'everyone').",
			})
		}
	}
	for kind, ids := range map[string][]string{"roles": a.Roles, "users": a.Users} {
		if len(ids) > 0 && slices.Contains(a.Parse, kind) {
			out = append(out, problem{
				"allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
				"parse:[\"" + kind + "\"] and " + kind + ": [ids...] are mutually exclusive.",
			})
		}
		if len(ids) > 100 {
			out = append(out, badLength(join("allowed_mentions", kind), 0, 100))
		}
	}
	return out
}

var mention = regexp.MustCompile(`@(everyone|here)|<@(&|!?)(\d+)>`)

// pings lists whom m notifies: without allowed_mentions everybody whom it mentions. Embeds notify nobody.
func pings(m *Message, allowed *allowedMentions) (out []string) {
	texts := []string{m.Content}
	m.Walk(func(c *Component) { texts = append(texts, c.Content) })
	for _, match := range mention.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
		kind, id := "users", match[3]
		switch {
		case match[1] != "":
			kind, id = "everyone", match[1]
		case match[2] == "&":
			kind = "roles"
		}
		if !slices.Contains(out, id) && (allowed == nil || allowed.allow(kind, id)) {
			out = append(out, id)
		}
	}
	return out
}

func (a *allowedMentions) allow(kind, id string) bool {
	return slices.Contains(a.Parse, kind) || (kind == "roles" && slices.Contains(a.Roles, id)) ||
		(kind == "users" && slices.Contains(a.Users, id))
}

// number gives ids to the components that have none. Component Reference: "generated sequentially".
func number(m *Message) {
	used, next := map[int]bool{}, 1
	m.Walk(func(c *Component) { used[c.ID] = true })
	m.Walk(func(c *Component) {
		if c.ID != 0 {
			return
		}
		for used[next] {
			next++
		}
		c.ID, used[next] = next, true
	})
}

// maySend checks what sending m into ch needs. Channel Resource and Topics, "Permissions".
func (s *Server) maySend(ch *Channel, m *Message) *apiError {
	p := s.permissions(s.opt.Application, ch)
	send := SendMessages
	if isThread(ch.Type) {
		send = SendMessagesInThreads
	}
	switch {
	case p&send == 0,
		len(m.Embeds) > 0 && p&EmbedLinks == 0,
		len(m.Attachments) > 0 && p&AttachFiles == 0:
		return errMissingPerms
	case ch.Locked && p&ManageThreads == 0:
		return errLocked
	}
	return s.mayReach(ch.recipient)
}

// mayReach fails for a user who takes no direct messages from members of the guilds that they share with the bot.
func (s *Server) mayReach(user string) *apiError {
	if user == "" {
		return nil
	}
	shared := false
	for _, g := range s.guilds {
		if m := g.members[user]; m != nil {
			shared = true
			if m.ClosedDMs {
				return errClosedDM
			}
		}
	}
	if !shared {
		return errClosedDM
	}
	return nil
}

// nonceWindow is how long a nonce is remembered. Message Resource, "Create Message": "in the past few minutes".
const nonceWindow = 5 * time.Minute

type nonceUse struct {
	message *Message
	at      time.Time
}

func (s *Server) newMessage(ch *Channel) *Message {
	return &Message{
		ID: s.snowflake(), ChannelID: ch.ID, Author: s.account(s.opt.Application), Timestamp: s.stamp(),
		Embeds: []Embed{}, Components: []Component{},
	}
}

func (s *Server) createMessage(c *call) (any, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	if err != nil {
		return nil, err
	}
	if ch.Type == ForumChannel || ch.Type == CategoryChannel {
		return nil, errNonText
	}
	p, err := readPayload(c.body)
	if err != nil {
		return nil, err
	}
	if p.Flags != nil && *p.Flags&FlagEphemeral != 0 {
		return nil, invalidForm([]problem{{
			"flags", "MESSAGE_FLAGS_INVALID",
			"Only the answer to an interaction can be ephemeral",
		}})
	}
	m := s.newMessage(ch)
	if err := s.compose(m, p, c.files); err != nil {
		return nil, err
	}
	if err := s.maySend(ch, m); err != nil {
		return nil, err
	}
	if p.Reference != nil && s.messages[p.Reference.MessageID] == nil &&
		(p.Reference.MustExist == nil || *p.Reference.MustExist) {
		return nil, invalidForm([]problem{{"message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"}})
	}
	if s.permissions(s.opt.Application, ch)&MentionEveryone == 0 {
		m.Pings = slices.DeleteFunc(m.Pings, func(id string) bool { return id == "everyone" || id == "here" })
	}
	if first := s.repeated(p, m); first != nil {
		return first, nil
	}
	s.post(ch, m)
	return m, nil
}

// repeated returns the message that was created with the same nonce: "if another message was created by the same author
// with the same nonce, that message will be returned and no new message will be created".
func (s *Server) repeated(p *payload, m *Message) *Message {
	key := string(p.Nonce)
	if key == "" || key == "null" {
		return nil
	}
	m.Nonce = p.Nonce
	now := s.opt.Now()
	if use, ok := s.nonces[key]; ok && p.EnforceNonce && now.Sub(use.at) < nonceWindow {
		return use.message
	}
	s.nonces[key] = nonceUse{m, now}
	return nil
}

// post adds m to ch. A message un-archives its thread. Topics, "Threads".
func (s *Server) post(ch *Channel, m *Message) {
	s.messages[m.ID] = m
	ch.messages = append(ch.messages, m)
	if ch.Archived {
		ch.Archived = false
		s.channelChanged(ch)
	}
}

// found returns a message of the channel in the path that is there for all to see.
func (s *Server) found(c *call) (*Channel, *Message, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	if err != nil {
		return nil, nil, err
	}
	m := s.messages[c.param("message_id")]
	if m == nil || m.ChannelID != ch.ID || m.Ephemeral() {
		return nil, nil, errUnknownMessage
	}
	return ch, m, nil
}

func (s *Server) getMessage(c *call) (any, *apiError) {
	ch, m, err := s.found(c)
	if err != nil {
		return nil, err
	}
	if s.permissions(s.opt.Application, ch)&ReadMessageHistory == 0 {
		return nil, errMissingPerms
	}
	return m, nil
}

// listMessages returns the latest messages, newest first.
func (s *Server) listMessages(c *call) (any, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	if err != nil {
		return nil, err
	}
	limit, convErr := strconv.Atoi(c.query.Get("limit"))
	if convErr != nil {
		limit = 50
	}
	out := []*Message{}
	if s.permissions(s.opt.Application, ch)&ReadMessageHistory == 0 {
		return out, nil // "If … the READ_MESSAGE_HISTORY permission is missing, no messages are returned"
	}
	after := c.query.Get("after")
	for _, m := range ch.messages { // those next after it, or the latest
		if after == "" || compareIDs(m.ID, after) > 0 {
			out = append(out, m)
		}
	}
	switch {
	case len(out) <= limit:
	case after != "":
		out = out[:limit]
	default:
		out = out[len(out)-limit:]
	}
	slices.Reverse(out) // the latest first, either way
	return out, nil
}

func (s *Server) editMessage(c *call) (any, *apiError) {
	ch, m, err := s.found(c)
	switch {
	case err != nil:
		return nil, err
	case m.Author.ID != s.opt.Application:
		return nil, errOthersMessage
	case ch.Archived:
		return nil, errArchived
	}
	return s.edit(m, c.body, c.files)
}

// edit changes m as a whole or not at all.
func (s *Server) edit(m *Message, body []byte, files []upload) (any, *apiError) {
	p, err := readPayload(body)
	if err != nil {
		return nil, err
	}
	next := *m
	if err := s.compose(&next, p, files); err != nil {
		return nil, err
	}
	next.Flags &^= FlagLoading
	now := s.stamp()
	next.EditedTimestamp = &now
	*m = next
	return m, nil
}

func (s *Server) deleteMessage(c *call) (any, *apiError) {
	ch, m, err := s.found(c)
	if err != nil {
		return nil, err
	}
	if m.Author.ID != s.opt.Application && s.permissions(s.opt.Application, ch)&ManageMessages == 0 {
		return nil, errMissingPerms
	}
	s.remove(m)
	return nil, nil
}

func (s *Server) remove(m *Message) {
	delete(s.messages, m.ID)
	if ch := s.channels[m.ChannelID]; ch != nil {
		ch.messages = slices.DeleteFunc(ch.messages, func(o *Message) bool { return o == m })
	}
}

func (s *Server) crosspost(c *call) (any, *apiError) {
	ch, m, err := s.found(c)
	switch {
	case err != nil:
		return nil, err
	case ch.Type != AnnouncementChannel:
		return nil, errWrongChannelType
	case s.permissions(s.opt.Application, ch)&SendMessages == 0:
		return nil, errMissingPerms
	case m.Flags&FlagCrossposted != 0:
		return nil, errCrossposted
	}
	m.Flags |= FlagCrossposted
	return m, nil
}

// threadRequest is the body of the three ways to start a thread.
type threadRequest struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Archive *int            `json:"auto_archive_duration"`
	Message json.RawMessage `json:"message"`
	Tags    []string        `json:"applied_tags"`
}

// readThread reads and checks it. Channel Resource, "Start Thread without Message".
func readThread(c *call) (threadRequest, *apiError) {
	var in threadRequest
	if err := c.decode(&in); err != nil {
		return in, err
	}
	check := checker{}
	check.text("name", in.Name, 1, 100)
	if in.Archive != nil && !slices.Contains([]int{60, 1440, 4320, 10080}, *in.Archive) {
		check.add("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of {60, 1440, 4320, 10080}.")
	}
	if len(in.Tags) > 5 {
		check.problems = append(check.problems, badLength("applied_tags", 0, 5))
	}
	if len(check.problems) > 0 {
		return in, invalidForm(check.problems)
	}
	return in, nil
}

func (s *Server) createThread(c *call) (any, *apiError) {
	ch, err := s.visible(c.param("channel_id"))
	if err != nil {
		return nil, err
	}
	in, err := readThread(c)
	if err != nil {
		return nil, err
	}
	switch ch.Type {
	case ForumChannel:
		return s.forumPost(c, ch, in)
	case TextChannel, AnnouncementChannel:
	default:
		return nil, errWrongChannelType
	}
	need := CreatePublicThreads
	if in.Type == PrivateThread {
		need = CreatePrivateThreads
	}
	if s.permissions(s.opt.Application, ch)&need == 0 {
		return nil, errMissingPerms
	}
	kind := in.Type
	if kind == 0 {
		kind = PrivateThread // "defaults to PRIVATE_THREAD"
	}
	return s.channelJSON(s.startThread(ch, s.snowflake(), in.Name, kind)), nil
}

func (s *Server) startThread(parent *Channel, id, name string, kind int) *Channel {
	t := &Channel{ID: id, Name: name, Type: kind, Parent: parent.ID, guild: parent.guild}
	s.addChannel(t)
	s.dispatch(t.guild, intentGuilds, "THREAD_CREATE", s.channelJSON(t))
	return t
}

// forumPost starts a thread with its first message, whose id it shares. Channel Resource, "Start Thread in Forum or
// Media Channel": needs Send Messages.
func (s *Server) forumPost(c *call, forum *Channel, in threadRequest) (any, *apiError) {
	p, err := readPayload(in.Message)
	if err != nil {
		return nil, err
	}
	m := s.newMessage(forum)
	if err := s.compose(m, p, c.files); err != nil {
		return nil, err
	}
	if err := s.maySend(forum, m); err != nil {
		return nil, err
	}
	if forum.RequireTag && len(in.Tags) == 0 {
		return nil, &apiError{
			status: http.StatusBadRequest, code: 40067,
			message: "A tag is required to create a forum post in this channel",
		}
	}
	t := s.startThread(forum, m.ID, in.Name, PublicThread)
	m.ChannelID = t.ID
	s.post(t, m)
	out := s.channelJSON(t)
	out["message"] = m
	return out, nil
}

func (s *Server) threadFromMessage(c *call) (any, *apiError) {
	ch, m, err := s.found(c)
	if err != nil {
		return nil, err
	}
	in, err := readThread(c)
	switch {
	case err != nil:
		return nil, err
	case m.Flags&FlagHasThread != 0:
		return nil, errThreadExists
	case s.permissions(s.opt.Application, ch)&CreatePublicThreads == 0:
		return nil, errMissingPerms
	}
	kind := PublicThread
	if ch.Type == AnnouncementChannel {
		kind = AnnouncementThread
	}
	m.Flags |= FlagHasThread
	return s.channelJSON(s.startThread(ch, m.ID, in.Name, kind)), nil
}
