package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/wording"
)

// bits is a set of permissions; Discord writes it as a decimal string (Discord documentation, "Permissions").
type bits uint64

// UnmarshalJSON reads a decimal string or a number; nothing is no permissions.
func (b *bits) UnmarshalJSON(data []byte) error {
	text := strings.Trim(string(data), `"`)
	if text == "" || text == "null" {
		*b = 0
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return fmt.Errorf("permissions %s: %w", data, err)
	}
	*b = bits(n)
	return nil
}

// The permissions that posting and settings need (Discord documentation, "Bitwise Permission Flags").
const (
	mayAdminister    bits = 1 << 3
	mayManageServer  bits = 1 << 5
	mayView          bits = 1 << 10
	maySend          bits = 1 << 11 // in a forum it is called Create Posts
	mayEmbed         bits = 1 << 14
	mayAttach        bits = 1 << 15
	mayReadHistory   bits = 1 << 16
	mayMention       bits = 1 << 17
	mayManageThreads bits = 1 << 34
	mayBeginThreads  bits = 1 << 35
	maySendInThreads bits = 1 << 38
)

// Channel types (Discord documentation, "Channel Types").
const (
	textChannel         = 0
	announcementChannel = 5
	announcementThread  = 10
	publicThread        = 11
	privateThread       = 12
	forumChannel        = 15
	mediaChannel        = 16
)

// postable are the types of channel where digests can be posted.
var postable = []int{textChannel, announcementChannel, announcementThread, publicThread, privateThread, forumChannel}

func isThread(t int) bool {
	return t == announcementThread || t == publicThread || t == privateThread
}
func isForum(t int) bool { return t == forumChannel || t == mediaChannel }

// requireTag is the flag of a forum whose posts need a tag (Discord documentation, "Channel Flags").
const requireTag = 1 << 4

// server is what we read of a guild (Discord documentation, "Guild Object").
type server struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	Owner  string       `json:"owner_id"`
	Roles  []serverRole `json:"roles"`
	System string       `json:"system_channel_id"`
	Public string       `json:"public_updates_channel_id"` // of moderators
}

type serverRole struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions bits   `json:"permissions"`
	Mentionable bool   `json:"mentionable"`
}

// place is what we read of a channel or thread (Discord documentation, "Channel Object").
type place struct {
	ID         string      `json:"id"`
	Guild      string      `json:"guild_id"`
	Name       string      `json:"name"`
	Type       int         `json:"type"`
	Parent     string      `json:"parent_id"`
	Flags      int         `json:"flags"`
	Overwrites []overwrite `json:"permission_overwrites"`
	Thread     struct {
		Archived bool `json:"archived"`
		Locked   bool `json:"locked"`
	} `json:"thread_metadata"`
	Tags []struct {
		ID        string `json:"id"`
		Moderated bool   `json:"moderated"` // only who may manage threads may use it
	} `json:"available_tags"`
}

// tag is the tag that a post in a forum gets: none where it needs none.
func (p place) tag() (id string, ok bool) {
	if p.Flags&requireTag == 0 {
		return "", true
	}
	for _, t := range p.Tags {
		if !t.Moderated {
			return t.ID, true
		}
	}
	return "", false
}

// overwrite changes permissions in one channel, for a role (type 0) or a member (type 1).
type overwrite struct {
	ID    string `json:"id"`
	Type  int    `json:"type"`
	Allow bits   `json:"allow"`
	Deny  bits   `json:"deny"`
}

// membership is the bot as a member of a server.
type membership struct {
	Roles []string   `json:"roles"`
	Muted *time.Time `json:"communication_disabled_until"`
}

// site is a channel with all that decides whether the bot may post there.
type site struct {
	server server
	place  place
	parent place // of a thread
	self   string
	member membership

	threads bool // the bot is to begin threads there
}

// lack is something that keeps the bot from posting, in words.
type lack struct {
	what   string // "Send Messages"
	by     string // whose override denies it: [byOwn], "the role reporters", [byEveryone]; "" where no role allows it
	reason string // a whole sentence instead, for what is no permission
}

// Whose override denies something, where it is no role's.
const (
	viewChannel = "View Channel"

	byOwn      = "the bot itself"
	byEveryone = "@everyone"
	byRole     = "the role " // and its name
)

// wanted lists the permissions that a digest needs in a channel of a type, with the names they have there.
func wanted(kind int, threads bool) (out []struct {
	bit  bits
	name string
},
) {
	add := func(bit bits, name string) {
		out = append(out, struct {
			bit  bits
			name string
		}{bit, name})
	}
	add(mayView, phrase(viewChannel))
	switch {
	case isThread(kind):
		add(maySendInThreads, phrase("Send Messages in Threads"))
	case isForum(kind):
		add(maySend, phrase("Create Posts"))
	default:
		add(maySend, phrase("Send Messages"))
	}
	add(mayEmbed, phrase("Embed Links"))
	add(mayReadHistory, phrase("Read Message History")) // to find what was sent before a crash
	if threads && !isThread(kind) {
		if !isForum(kind) {
			add(mayBeginThreads, phrase("Create Public Threads"))
		}
		add(maySendInThreads, phrase("Send Messages in Threads"))
	}
	return out
}

// lacks says what keeps the bot from posting digests at s, and whose doing it is. Permissions add up as Discord
// documents it ("Permission Overwrites"): roles, then the channel's overrides for @everyone, for roles together, for
// the member; a thread has its parent's.
func (s site) lacks(now time.Time) (out []lack) {
	granted := s.permissions()
	if granted&mayAdminister == 0 {
		if m := s.member.Muted; m != nil && m.After(now) {
			out = append(out, lack{reason: phrase("I am timed out in this server: remove the timeout.")})
		}
		for _, w := range wanted(s.place.Type, s.threads) {
			if granted&w.bit == 0 {
				out = append(out, lack{what: w.name, by: s.denier(w.bit)})
			}
		}
		if s.place.Thread.Locked && granted&mayManageThreads == 0 {
			out = append(out, lack{reason: phrase("The thread is locked: unlock it.")})
		}
	}
	if _, ok := s.place.tag(); isForum(s.place.Type) && !ok {
		out = append(out,
			lack{reason: phrase("The forum wants a tag on each post and has none that I may use: add a tag that is " +
				"not for moderators only.")})
	}
	switch t := s.place.Type; {
	case t == textChannel, t == announcementChannel, isThread(t), isForum(t):
	default:
		out = []lack{{reason: phrase("Digests go to text, announcement and forum channels and to threads. This is " +
			"none of them.")}}
	}
	return out
}

// permissions is what the bot may do at s.
func (s site) permissions() bits {
	p := s.base()
	if p&mayAdminister != 0 || s.server.Owner == s.self {
		return ^bits(0)
	}
	var allow, deny bits
	for _, o := range s.overwrites() {
		switch {
		case o.Type != 0:
		case o.ID == s.server.ID:
			p = p&^o.Deny | o.Allow
		case slices.Contains(s.member.Roles, o.ID):
			allow, deny = allow|o.Allow, deny|o.Deny
		}
	}
	p = p&^deny | allow
	for _, o := range s.overwrites() {
		if o.Type == 1 && o.ID == s.self {
			p = p&^o.Deny | o.Allow
		}
	}
	return p
}

// base is what the bot's roles allow in the whole server.
func (s site) base() (p bits) {
	for _, r := range s.server.Roles {
		if r.ID == s.server.ID || slices.Contains(s.member.Roles, r.ID) {
			p |= r.Permissions
		}
	}
	return p
}

// overwrites are those that count at s.
func (s site) overwrites() []overwrite {
	if isThread(s.place.Type) {
		return s.parent.Overwrites
	}
	return s.place.Overwrites
}

// denier says whose override takes a permission away that the bot does not have at s: the one that decides. "" is none:
// then no role allows it.
func (s site) denier(bit bits) string {
	by := ""
	for _, o := range s.overwrites() {
		if o.Deny&bit == 0 {
			continue
		}
		switch {
		case o.Type == 1 && o.ID == s.self:
			return byOwn
		case o.Type != 0:
		case o.ID == s.server.ID:
			if by == "" {
				by = byEveryone
			}
		case slices.Contains(s.member.Roles, o.ID):
			by = byRole + s.roleName(o.ID)
		}
	}
	return by
}

func (s site) roleName(id string) string {
	for _, r := range s.server.Roles {
		if r.ID == id {
			return r.Name
		}
	}
	return id
}

// mayPing reports whether a message of the bot at s notifies the role's members.
func (s site) mayPing(id string) bool {
	i := slices.IndexFunc(s.server.Roles, func(r serverRole) bool { return r.ID == id })
	return i < 0 || s.server.Roles[i].Mentionable || s.permissions()&mayMention != 0
}

// mend says what to change so that the bot can post at s: for each cause one line.
func (s site) mend(w *wording.Words, lacks []lack) (lines []message.Line) {
	where := "#" + s.place.Name
	if isThread(s.place.Type) && s.parent.Name != "" {
		where = "#" + s.parent.Name
	}
	edit := where + " → " + w.Say("Edit Channel → Permissions")
	byOverride := map[string][]string{}
	var order, all []string
	private := false
	for _, l := range lacks {
		if l.reason != "" {
			lines = append(lines, message.Item(say(w, l.reason)...))
			continue
		}
		all = append(all, l.what)
		private = private || l.what == viewChannel && l.by == byEveryone
		if byOverride[l.by] == nil {
			order = append(order, l.by)
		}
		byOverride[l.by] = append(byOverride[l.by], l.what)
	}
	if private { // an override for the bot alone opens it, and for nobody else
		return append(lines, message.Item(say(w,
			"%s is private. Add me there: open %s, choose %s and %s, and allow %s.",
			message.Bold(where), message.Bold(edit), message.Italic(w.Say("Add members or roles")),
			message.User(s.self), listed(w, all))...))
	}
	for _, by := range order {
		what, n := listed(w, byOverride[by]), len(byOverride[by])
		if by == "" {
			lines = append(lines, message.Item(message.Fill(w.Form(n, "%s is allowed to none of my roles. Open %s and "+
				"allow it to %s, or allow it to my role in %s.", "%s are allowed to none of my roles. Open %s and "+
				"allow it to %s, or allow it to my role in %s."), what, message.Bold(edit), message.User(s.self),
				message.Bold(w.Say("Server Settings → Roles")))...))
			continue
		}
		lines = append(lines, message.Item(message.Fill(w.Form(n, "%s is denied to me there by the channel's override "+
			"for %s. Server Settings does not matter here: open %s.", "%s are denied to me there by the channel's "+
			"override for %s. Server Settings does not matter here: open %s."), what, overrider(w, s, by),
			message.Bold(edit))...))
	}
	return lines
}

// overrider is whose override it is.
func overrider(w *wording.Words, s site, by string) message.Run {
	if by == byOwn {
		return message.User(s.self)
	}
	if role, ok := strings.CutPrefix(by, byRole); ok {
		return message.Bold(w.Say("the role %s", role))
	}
	return message.Bold(by)
}

// reason says in plain words what is missing at a place, for lists.
func reason(lacks []lack) string {
	var parts, missing []string
	for _, l := range lacks {
		if l.reason != "" {
			parts = append(parts, l.reason)
		} else {
			missing = append(missing, l.what)
		}
	}
	if len(missing) > 0 {
		parts = append([]string{fmt.Sprintf(lacking, strings.Join(missing, ", "))}, parts...)
	}
	return strings.Join(parts, " ")
}

// What is kept of why nothing is posted, beside what is in [permanent].
const (
	lacking      = "I lack %s there."
	deletedNamed = "The channel %s was deleted. Choose another one."
)

// reasonIn is a reason that is kept in English, in a language: what is not known as one of ours stays as it is.
func reasonIn(w *wording.Words, kept string) string {
	for _, known := range []string{phrase(lacking), phrase(deletedNamed)} {
		before, after, _ := strings.Cut(known, "%s")
		rest, ok := strings.CutPrefix(kept, before)
		name, rest, found := strings.Cut(rest, after)
		if !ok || !found {
			continue
		}
		names := strings.Split(name, ", ")
		for i, n := range names {
			names[i] = w.Say(n)
		}
		said := w.Say(known, w.Isolated(strings.Join(names, w.Say(", "))))
		if rest = strings.TrimSpace(rest); rest != "" {
			said += " " + reasonIn(w, rest)
		}
		return said
	}
	return w.Say(kept)
}

// listed writes names as "A, B and C", each in italics.
func listed(w *wording.Words, names []string) (out []message.Run) {
	for i, n := range names {
		name := message.Italic(w.Say(n))
		switch {
		case i > 0 && i == len(names)-1:
			out = say(w, "%s and %s", out, name)
		case i > 0:
			out = append(out, message.Plain(w.Say(", ")), name)
		default:
			out = append(out, name)
		}
	}
	return out
}
