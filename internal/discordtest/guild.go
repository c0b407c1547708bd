package discordtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Permissions is a bit set. Reference, "Permissions": a decimal string in JSON.
type Permissions uint64

// The permissions that matter to a bot which posts. Topics, "Permissions".
const (
	Administrator         Permissions = 1 << 3
	ManageChannels        Permissions = 1 << 4
	ManageGuild           Permissions = 1 << 5
	ViewChannel           Permissions = 1 << 10
	SendMessages          Permissions = 1 << 11
	ManageMessages        Permissions = 1 << 13
	EmbedLinks            Permissions = 1 << 14
	AttachFiles           Permissions = 1 << 15
	ReadMessageHistory    Permissions = 1 << 16
	MentionEveryone       Permissions = 1 << 17
	UseCommands           Permissions = 1 << 31
	ManageThreads         Permissions = 1 << 34
	CreatePublicThreads   Permissions = 1 << 35
	CreatePrivateThreads  Permissions = 1 << 36
	SendMessagesInThreads Permissions = 1 << 38
	UseExternalApps       Permissions = 1 << 50

	everything Permissions = 1<<53 - 1
)

// DefaultPermissions is what @everyone may do in a guild whose owner changed nothing, as far as it matters here.
const DefaultPermissions = ViewChannel | SendMessages | EmbedLinks | AttachFiles | ReadMessageHistory | UseCommands |
	CreatePublicThreads | SendMessagesInThreads | UseExternalApps

// MarshalJSON writes a decimal string.
func (p Permissions) MarshalJSON() ([]byte, error) {
	return []byte(strconv.Quote(strconv.FormatUint(uint64(p), 10))), nil
}

// UnmarshalJSON reads a decimal string or a number.
func (p *Permissions) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		s = string(b)
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return fmt.Errorf("permissions %s: %w", b, err)
	}
	*p = Permissions(n)
	return nil
}

// Channel types. Channel Resource, "Channel Types".
const (
	TextChannel         = 0
	DMChannel           = 1
	CategoryChannel     = 4
	AnnouncementChannel = 5
	AnnouncementThread  = 10
	PublicThread        = 11
	PrivateThread       = 12
	ForumChannel        = 15
)

// Guild is a server, as a fixture. Its @everyone role need not be listed: it gets DefaultPermissions.
type Guild struct {
	ID       string
	Name     string
	Owner    string // user id
	Locale   string // "" means en-US
	Roles    []Role
	Channels []Channel
	Members  []Member // the bot is a member anyway; list it to give it roles
	System   string   // the channel for system messages

	Joined time.Time // when the bot joined; zero is long ago
}

// Role is a role of a guild. The one whose ID is the guild's is @everyone.
type Role struct {
	ID          string
	Name        string
	Permissions Permissions
}

// Channel is a channel or thread.
type Channel struct {
	ID         string
	Name       string
	Type       int
	Parent     string // the category, or a thread's channel
	Overwrites []Overwrite
	Archived   bool // of a thread
	Locked     bool // of a thread
	RequireTag bool // of a forum: a post needs a tag

	guild     string // "" for a direct message
	recipient string // of a direct message
	private   bool   // between users: the bot is there only through a user who installed it
	deleted   bool
	messages  []*Message // in order of posting
}

// Overwrite changes permissions in one channel for a role or a member.
type Overwrite struct {
	ID     string
	Member bool // ID is a user's, not a role's
	Allow  Permissions
	Deny   Permissions
}

// Member is a user in a guild.
type Member struct {
	ID        string
	Name      string
	Roles     []string
	ClosedDMs bool // answers 50007 to direct messages
}

// Ids of [Fixture].
const (
	App   = "1100000000000000001" // the application, which is also the bot's user
	Desk  = "1100000000000000100" // the guild
	News  = "1100000000000000101" // #news, text
	Wire  = "1100000000000000102" // #wire, announcement
	Posts = "1100000000000000103" // #reports, forum
	Quiet = "1100000000000000104" // #quiet, text in which the bot may not send
	Old   = "1100000000000000105" // a thread of #news
	Anna  = "1100000000000000201" // owner of the guild
	Ben   = "1100000000000000202" // an ordinary member
	Carla = "1100000000000000203" // may manage the server, not its owner
)

// Fixture is the guild "Desk" with channels of every kind that a bot posts in, its owner Anna, a manager Carla and a
// reader Ben.
func Fixture() []Guild {
	const managers = "1100000000000000301"
	return []Guild{{
		ID: Desk, Name: "Desk", Owner: Anna,
		Roles: []Role{{ID: managers, Name: "managers", Permissions: ManageGuild}},
		Channels: []Channel{
			{ID: News, Name: "news", Type: TextChannel},
			{ID: Wire, Name: "wire", Type: AnnouncementChannel},
			{ID: Posts, Name: "reports", Type: ForumChannel},
			{ID: Quiet, Name: "quiet", Type: TextChannel, Overwrites: []Overwrite{{
				ID: App, Member: true,
				Deny: SendMessages,
			}}},
			{ID: Old, Name: "old thread", Type: PublicThread, Parent: News},
		},
		Members: []Member{
			{ID: Anna, Name: "anna"},
			{ID: Ben, Name: "ben"},
			{ID: Carla, Name: "carla", Roles: []string{managers}},
		},
	}}
}

// guild is a Guild as the server keeps it.
type guild struct {
	Guild
	members map[string]*Member
}

// permissions computes what user may do in ch. Topics, "Permissions", section "Permission Overwrites": @everyone, then
// roles together, then the member; a thread has its parent's.
func (s *Server) permissions(user string, ch *Channel) Permissions {
	if ch.guild == "" {
		return everything &^ (Administrator | ManageGuild)
	}
	g := s.guilds[ch.guild]
	if g == nil || g.members[user] == nil {
		return 0
	}
	base := g.base(user)
	if base&Administrator != 0 || g.Owner == user {
		return everything
	}
	if isThread(ch.Type) {
		if parent := s.channels[ch.Parent]; parent != nil {
			ch = parent
		}
	}
	return overwritten(base, g, user, ch.Overwrites)
}

// base is what the roles of user allow in the whole guild.
func (g *guild) base(user string) Permissions {
	var p Permissions
	for _, r := range g.Roles {
		if r.ID == g.ID || slices.Contains(g.members[user].Roles, r.ID) {
			p |= r.Permissions
		}
	}
	return p
}

func overwritten(p Permissions, g *guild, user string, all []Overwrite) Permissions {
	var roleAllow, roleDeny Permissions
	for _, o := range all {
		switch {
		case o.Member:
		case o.ID == g.ID:
			p = p&^o.Deny | o.Allow
		case slices.Contains(g.members[user].Roles, o.ID):
			roleAllow, roleDeny = roleAllow|o.Allow, roleDeny|o.Deny
		}
	}
	p = p&^roleDeny | roleAllow
	for _, o := range all {
		if o.Member && o.ID == user {
			p = p&^o.Deny | o.Allow
		}
	}
	return p
}

func isThread(t int) bool { return t == AnnouncementThread || t == PublicThread || t == PrivateThread }

// visible returns a channel that the bot may see. Without View Channel Discord answers 50001.
func (s *Server) visible(id string) (*Channel, *apiError) {
	ch := s.channels[id]
	if ch == nil || ch.deleted {
		return nil, errUnknownChannel
	}
	if ch.private {
		return nil, errMissingAccess
	}
	if ch.guild != "" && s.guilds[ch.guild] == nil {
		return nil, errMissingAccess
	}
	if s.permissions(s.opt.Application, ch)&ViewChannel == 0 {
		return nil, errMissingAccess
	}
	return ch, nil
}

// channelJSON is ch as the API returns it.
func (s *Server) channelJSON(ch *Channel) map[string]any {
	out := map[string]any{"id": ch.ID, "type": ch.Type, "name": ch.Name, "flags": 0}
	if ch.guild == "" {
		out["recipients"] = []Account{s.account(ch.recipient)}
		delete(out, "name")
		return out
	}
	out["guild_id"] = ch.guild
	overwrites := []map[string]any{}
	for _, o := range ch.Overwrites {
		overwrites = append(overwrites, map[string]any{
			"id": o.ID, "type": boolInt(o.Member), "allow": o.Allow,
			"deny": o.Deny,
		})
	}
	out["permission_overwrites"] = overwrites
	if ch.Parent != "" {
		out["parent_id"] = ch.Parent
	}
	if ch.RequireTag {
		out["flags"] = 1 << 4
	}
	if isThread(ch.Type) {
		out["owner_id"] = s.opt.Application
		out["thread_metadata"] = map[string]any{
			"archived": ch.Archived, "locked": ch.Locked, "auto_archive_duration": 1440, "archive_timestamp": s.stamp(),
		}
	}
	if n := len(ch.messages); n > 0 {
		out["last_message_id"] = ch.messages[n-1].ID
	}
	return out
}

func roleJSON(g *guild, r Role) map[string]any {
	return map[string]any{
		"id": r.ID, "name": r.Name, "permissions": r.Permissions, "color": 0, "hoist": false, "managed": false,
		"mentionable": false, "position": boolInt(r.ID != g.ID), "flags": 0,
	}
}

func (s *Server) memberJSON(m *Member) map[string]any {
	roles := m.Roles
	if roles == nil {
		roles = []string{}
	}
	return map[string]any{
		"user": s.account(m.ID), "roles": roles, "joined_at": "2025-01-01T00:00:00.000000+00:00", "deaf": false,
		"mute": false, "flags": 0,
	}
}

// guildJSON is g as the API returns it, without channels and members.
func (s *Server) guildJSON(g *guild) map[string]any {
	roles := []any{}
	for _, r := range g.Roles {
		roles = append(roles, roleJSON(g, r))
	}
	return map[string]any{
		"id": g.ID, "name": g.Name, "owner_id": g.Owner, "roles": roles, "preferred_locale": g.Locale,
		"system_channel_id": nilIfEmpty(g.System),
		"emojis":            []any{}, "features": []string{"COMMUNITY"}, "verification_level": 0, "mfa_level": 0,
	}
}

// guildCreate is the payload of GUILD_CREATE. Gateway Events, "Guild Create".
func (s *Server) guildCreate(g *guild) map[string]any {
	out := s.guildJSON(g)
	channels, threads := []any{}, []any{}
	for _, id := range s.order {
		ch := s.channels[id]
		switch {
		case ch.guild != g.ID || ch.deleted:
		case isThread(ch.Type):
			if !ch.Archived {
				threads = append(threads, s.channelJSON(ch))
			}
		default:
			channels = append(channels, s.channelJSON(ch))
		}
	}
	out["channels"], out["threads"] = channels, threads
	out["members"] = []any{s.memberJSON(g.members[s.opt.Application])}
	out["member_count"] = len(g.members)
	out["joined_at"], out["large"], out["unavailable"] = "1999-01-01T00:00:00.000000+00:00", false, false
	if !g.Joined.IsZero() {
		out["joined_at"] = g.Joined.UTC().Format("2006-01-02T15:04:05.000000+00:00")
	}
	return out
}

// install adds a fixture guild to the world.
func (s *Server) install(f Guild) *guild {
	g := &guild{Guild: f, members: map[string]*Member{}}
	if g.Locale == "" {
		g.Locale = "en-US"
	}
	if !slices.ContainsFunc(g.Roles, func(r Role) bool { return r.ID == g.ID }) {
		g.Roles = append([]Role{{ID: g.ID, Name: "@everyone", Permissions: DefaultPermissions}}, g.Roles...)
	}
	for _, m := range append(slices.Clone(g.Members), Member{ID: s.opt.Application, Name: "sitrep"}) {
		if g.members[m.ID] != nil {
			continue
		}
		g.members[m.ID] = &m
		if s.users[m.ID] == nil {
			s.users[m.ID] = &Account{
				ID: m.ID, Username: m.Name, GlobalName: m.Name, Discriminator: "0",
				Bot: m.ID == s.opt.Application,
			}
		}
	}
	for _, ch := range g.Channels {
		ch.guild = g.ID
		s.addChannel(&ch)
	}
	s.guilds[g.ID] = g
	return g
}

func (s *Server) addChannel(ch *Channel) {
	if _, known := s.channels[ch.ID]; !known {
		s.order = append(s.order, ch.ID)
	}
	s.channels[ch.ID] = ch
}

func (s *Server) account(id string) Account {
	if u := s.users[id]; u != nil {
		return *u
	}
	return Account{ID: id, Username: "user-" + id, Discriminator: "0"}
}

// AddGuild lets the bot join g while it runs.
func (s *Server) AddGuild(g Guild) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.Joined.IsZero() {
		g.Joined = time.Now()
	}
	added := s.install(g)
	s.dispatch(g.ID, intentGuilds, "GUILD_CREATE", s.guildCreate(added))
}

// RemoveGuild removes the bot from a guild, as when it is kicked.
func (s *Server) RemoveGuild(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.guilds, id)
	s.dispatch(id, intentGuilds, "GUILD_DELETE", map[string]any{"id": id})
}

// DeleteChannel deletes a channel, as an admin would.
func (s *Server) DeleteChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[id]
	if ch == nil {
		return
	}
	ch.deleted = true
	event := "CHANNEL_DELETE"
	if isThread(ch.Type) {
		event = "THREAD_DELETE"
	}
	s.dispatch(ch.guild, intentGuilds, event, s.channelJSON(ch))
}

// EditChannel changes a channel with f, as an admin would.
func (s *Server) EditChannel(id string, f func(*Channel)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[id]
	if ch == nil {
		return
	}
	f(ch)
	s.channelChanged(ch)
}

func (s *Server) channelChanged(ch *Channel) {
	event := "CHANNEL_UPDATE"
	if isThread(ch.Type) {
		event = "THREAD_UPDATE"
	}
	s.dispatch(ch.guild, intentGuilds, event, s.channelJSON(ch))
}

// EditRole changes a role with f, as an admin would. The id of @everyone is the guild's.
func (s *Server) EditRole(guildID, roleID string, f func(*Role)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guilds[guildID]
	if g == nil {
		return
	}
	for i := range g.Roles {
		if g.Roles[i].ID == roleID {
			f(&g.Roles[i])
			s.dispatch(guildID, intentGuilds, "GUILD_ROLE_UPDATE",
				map[string]any{"guild_id": guildID, "role": roleJSON(g, g.Roles[i])})
		}
	}
}

// EditMember changes a member with f: its roles, or whether it takes direct messages. A change of the bot's own member
// reaches the bot as GUILD_MEMBER_UPDATE, which needs no privileged intent. Gateway Events, "Gateway Intents".
func (s *Server) EditMember(guildID, userID string, f func(*Member)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guilds[guildID]
	if g == nil || g.members[userID] == nil {
		return
	}
	f(g.members[userID])
	if userID == s.opt.Application {
		payload := s.memberJSON(g.members[userID])
		payload["guild_id"] = guildID
		s.dispatch(guildID, 0, "GUILD_MEMBER_UPDATE", payload)
	}
}

// Permissions computes what a user may do in a channel.
func (s *Server) Permissions(user, channel string) Permissions {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.channels[channel]
	if ch == nil {
		return 0
	}
	return s.permissions(user, ch)
}

func nilIfEmpty(s string) any {
	if s == "" {
		return nil
	}
	return s
}
