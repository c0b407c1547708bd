package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/delivery"
	"sitrep/news"
	"sitrep/wording"
)

// Sender posts digests in channels: it is what the delivery worker sends with.
type Sender struct {
	lg      *slog.Logger
	rest    *rest.Client
	form    message.Form
	publish bool
	self    func(ctx context.Context) (string, error)
	history *history
	maps    *illustrator // nil: words alone

	begun       time.Time
	formChanged atomic.Bool // what was sent before begun was sent in the form that is not form

	mu     sync.Mutex
	places map[string]place // channels that turned out to be something else than text channels, or all if it publishes
}

var _ delivery.Sender = (*Sender)(nil)

// maxPlaces bounds how many channels are remembered.
const maxPlaces = 20_000

// Send posts d's digest and returns where it stands. A digest is one message; what does not fit lies behind its
// buttons, which name the digest. With the same nonce, Discord makes one message of a few minutes' attempts (Discord
// documentation, "Create Message", enforce_nonce); later ones look for it first. In a forum a digest is a post of its
// own, in a thread if that is wanted; in an announcement channel it is published if the configuration says so. Errors
// are *delivery.Error.
func (s *Sender) Send(ctx context.Context, d news.Delivery) (sent delivery.Receipt, err error) {
	broken := guard(func() error {
		mapped := s.maps.mapFile(ctx, d)
		sent, err = s.deliver(ctx, d, mapped)
		if mapped != nil && refusesFiles(err) { // it may be files that the bot may not post there
			if sent, err = s.deliver(ctx, d, nil); err == nil {
				s.maps.closed.close(d.Channel, s.maps.now())
			}
		}
		return nil
	})
	if broken != nil {
		s.lg.ErrorContext(ctx, "a digest cannot be shown", "digest", d.Digest.ID, "delivery", d.ID, "error", broken)
		return delivery.Receipt{}, &delivery.Error{
			Reason: phrase("A fault of Sitrep: its log says what in this digest it cannot show."),
		}
	}
	return sent, err
}

// deliver is Send, without a net, with the digest's map if there is one.
func (s *Sender) deliver(ctx context.Context, d news.Delivery, mapped *message.File) (delivery.Receipt, error) {
	if !message.IsID(d.Channel) {
		return delivery.Receipt{}, &delivery.Error{
			Permanent: true, Reason: fmt.Sprintf("%q is no channel of Discord", d.Channel),
		}
	}
	m := digestMessage(d, s.form, mapped)
	if message.IsID(d.Thread) {
		if sent, gone, err := s.goOn(ctx, d, m); !gone {
			return sent, err
		}
		if d.Digest.Correction {
			return delivery.Receipt{}, &delivery.Error{
				Permanent: true, Once: true, Reason: "the thread of what is corrected is gone",
			}
		}
		d.Thread = "" // it was deleted or locked: the story goes on in a new one
	}
	if known, ok := s.known(d.Channel); ok && isForum(known.Type) {
		return s.sendPost(ctx, d, m, known)
	}
	id, err := s.history.earlier(ctx, d, m)
	if err != nil {
		return delivery.Receipt{}, classify(err)
	}
	if id == "" {
		var sent person
		err = s.do(ctx, rest.Request{
			Method: http.MethodPost, Path: "/channels/" + d.Channel + "/messages", Body: m, Files: uploads(m.Files),
		}, &sent)
		if e, ok := errors.AsType[*rest.Error](err); ok && e.Code == codeNonText { // a forum takes posts only
			if at, lookErr := s.fetch(ctx, d.Channel); lookErr == nil && isForum(at.Type) {
				return s.sendPost(ctx, d, m, at)
			}
		}
		if err != nil {
			return delivery.Receipt{}, classify(err)
		}
		id = sent.ID
	}
	if s.publish { // what an earlier attempt has published stays so
		s.crosspost(ctx, d.Channel, id)
	}
	return delivery.Receipt{Message: id, Thread: s.beginThread(ctx, d, id)}, nil
}

// do sends a request of a delivery: nobody waits for it, and what somebody waits for goes first.
func (s *Sender) do(ctx context.Context, r rest.Request, out any) error {
	r.Bulk = true
	return s.rest.Do(ctx, r, out)
}

// known is what has been learnt about a channel.
func (s *Sender) known(id string) (place, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.places[id]
	return p, ok
}

// fetch asks Discord what a channel is, and remembers it.
func (s *Sender) fetch(ctx context.Context, id string) (p place, err error) {
	if err := s.history.get(ctx, "/channels/"+id, &p); err != nil {
		return p, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.places) >= maxPlaces {
		clear(s.places)
	}
	p.Overwrites = nil
	s.places[id] = p
	return p, nil
}

// forget makes the next digest ask again: tags come and go.
func (s *Sender) forget(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.places, id)
}

// post is a new post of a forum (Discord documentation, "Start Thread in Forum or Media Channel").
type post struct {
	Name    string          `json:"name"`
	Tags    []string        `json:"applied_tags,omitempty"`
	Message message.Message `json:"message"`
}

// maxThreadName is how long a thread's name may be (Discord documentation, "Channel Object").
const maxThreadName = 100

// sendPost posts a digest in a forum. A post has no nonce, so an attempt that is not the first looks for what the one
// before it may have made.
func (s *Sender) sendPost(
	ctx context.Context, d news.Delivery, m message.Message, forum place,
) (delivery.Receipt, error) {
	name := threadName(d)
	if d.Attempt > 1 {
		if id, err := s.posted(ctx, d, name); err != nil || id != "" {
			return delivery.Receipt{Message: id, Thread: id}, err
		}
	}
	m.Nonce, m.EnforceNonce = "", false
	body := post{Name: name, Message: m}
	if tag, ok := forum.tag(); ok && tag != "" {
		body.Tags = []string{tag}
	}
	var sent person // the post's id is its first message's
	err := s.do(ctx, rest.Request{
		Method: http.MethodPost, Path: "/channels/" + d.Channel + "/threads", Body: body, Files: uploads(m.Files),
	}, &sent)
	if err != nil {
		s.forget(d.Channel)
		return delivery.Receipt{}, classify(err)
	}
	return delivery.Receipt{Message: sent.ID, Thread: sent.ID}, nil
}

// posted finds the post that an earlier attempt at d has made: "" if there is none.
func (s *Sender) posted(ctx context.Context, d news.Delivery, name string) (string, error) {
	self, err := s.self(ctx)
	if err != nil {
		return "", classify(err)
	}
	var active struct {
		Threads []struct {
			ID     string `json:"id"`
			Parent string `json:"parent_id"`
			Owner  string `json:"owner_id"`
			Name   string `json:"name"`
		} `json:"threads"`
	}
	if err := s.history.get(ctx, "/guilds/"+d.Guild+"/threads/active", &active); err != nil {
		return "", classify(err)
	}
	for _, t := range active.Threads {
		at, _ := madeAt(t.ID) // a digest's name has the hour and minute in it, a story's has not
		if t.Parent == d.Channel && t.Owner == self && t.Name == name && !at.Before(d.Created.Add(-clockSkew)) {
			return t.ID, nil
		}
	}
	return "", nil
}

// crosspost publishes a message of an announcement channel. The digest is there whatever comes of it: Discord lets a
// channel publish ten times an hour.
func (s *Sender) crosspost(ctx context.Context, channel, id string) {
	at, ok := s.known(channel)
	if !ok {
		var err error
		if at, err = s.fetch(ctx, channel); err != nil {
			s.lg.WarnContext(ctx, "is it an announcement channel?", "channel", channel, "error", err)
			return
		}
	}
	if at.Type != announcementChannel {
		return
	}
	if err := s.do(ctx, rest.Request{
		Method: http.MethodPost, Path: "/channels/" + channel + "/messages/" + id + "/crosspost",
	}, nil); err != nil {
		s.lg.WarnContext(ctx, "publish digest", "channel", channel, "message", id, "error", err)
	}
}

// digestMessage is the message that a channel gets, with its map if there is one.
func digestMessage(d news.Delivery, form message.Form, mapped *message.File) message.Message {
	w := wording.In(d.Language)
	reply := digestReply(d.Digest, w)
	if d.Digest.Correction {
		reply = correctionReply(d.Digest, d.Corrects, w)
	}
	if mapped != nil {
		reply.Files = []message.File{*mapped}
	}
	reply.View, reply.Line = message.ViewPage, idLine("digest", d.Digest.ID)
	reply.Asked = d.Digest.To
	if message.IsID(d.Mention) {
		reply.Blocks = append(
			[]message.Block{{Lines: []message.Line{message.Para(message.Role(d.Mention))}}},
			reply.Blocks...)
	}
	m := command.Renderer.Render(reply, cmp.Or(form, message.FormComponents)).Pages[0]
	if form == message.FormEmbeds { // a notification shows the content and nothing of an embed
		m.Content = message.Markdown(
			message.Para(message.Plain(message.Shorten(message.Clean(heading(d.Digest, w)), message.MaxTitle))),
		)
	}
	if message.IsID(d.Mention) {
		m.AllowedMentions.Roles = []string{d.Mention}
		if form == message.FormEmbeds {
			m.Content = message.Markdown(
				message.Para(message.Role(d.Mention)),
			) + " " + m.Content // within an embed nobody is mentioned
		}
	}
	m.Nonce, m.EnforceNonce = d.Nonce, d.Nonce != ""
	return m
}
