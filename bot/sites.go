package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"sitrep/bot/rest"
	"sitrep/news"
)

// sites looks up where the bot may do what.
type sites struct {
	rest *rest.Client
	self atomic.Value // the bot's user id, a string, once it is known
}

// siteTimeout bounds looking a channel up: somebody waits.
const siteTimeout = 5 * time.Second

// errUnknowable is a site about which Discord, or what stands for it, does not say enough.
var errUnknowable = errors.New("what the bot may do there cannot be told")

// site looks a channel of a server up. A channel that is not there is a NotFound error, one of another server an
// Invalid one; errUnknowable is in the chain of every other error.
func (s *sites) site(ctx context.Context, guild, channel string) (at site, err error) {
	ctx, cancel := context.WithTimeout(ctx, siteTimeout)
	defer cancel()
	if at.self, err = s.selfID(ctx); err != nil {
		return at, err
	}
	if at.place, err = s.place(ctx, guild, channel); err != nil {
		return at, err
	}
	if at.place.Guild != "" && at.place.Guild != guild {
		return at, errorf("channel: that channel is not of this server. Choose one of here.")
	}
	if isThread(at.place.Type) {
		if at.parent, err = s.place(ctx, guild, at.place.Parent); err != nil {
			return at, err
		}
	}
	if err := s.ask(ctx, "/guilds/"+guild, &at.server); err != nil {
		return at, err
	}
	if err := s.ask(ctx, "/guilds/"+guild+"/members/"+at.self, &at.member); err != nil {
		return at, err
	}
	if len(at.server.Roles) == 0 {
		return at, errUnknowable
	}
	return at, nil
}

// ask reads something of Discord.
func (s *sites) ask(ctx context.Context, path string, out any) error {
	err := s.rest.Get(ctx, path, out)
	if e, ok := errors.AsType[*rest.Error](err); ok {
		switch e.Code {
		case codeUnknownChannel:
			return news.Errorf(news.NotFound, "That channel no longer exists.")
		case codeUnknownGuild, codeUnknownMember:
			return news.Errorf(news.NotFound, "Sitrep is not a member of that server.")
		}
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errUnknowable, err)
	}
	return nil
}

// place looks a channel up, also one that the bot may not see: a server's list has all of them.
func (s *sites) place(ctx context.Context, guild, id string) (p place, err error) {
	err = s.ask(ctx, "/channels/"+id, &p)
	if e, ok := errors.AsType[*rest.Error](err); !ok || e.Code != codeMissingAccess {
		return p, err
	}
	var all []place
	if err := s.ask(ctx, "/guilds/"+guild+"/channels", &all); err != nil {
		if e, ok := errors.AsType[*rest.Error](err); ok && (e.Status == http.StatusForbidden ||
			e.Status == http.StatusNotFound) {
			return p, news.Errorf(news.NotFound, "Sitrep is not a member of that server.")
		}
		return p, err
	}
	i := slices.IndexFunc(all, func(p place) bool { return p.ID == id })
	if i < 0 {
		return p, news.Errorf(news.NotFound,
			"That channel is not of this server, or it is a private thread that Sitrep was not added to.")
	}
	return all[i], nil
}

// direct is the channel of a user's direct messages.
func (s *sites) direct(ctx context.Context, user string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, siteTimeout)
	defer cancel()
	var direct person
	err := s.rest.Post(ctx, "/users/@me/channels", map[string]string{"recipient_id": user}, &direct)
	return direct.ID, err
}

// selfID is the bot's user id.
func (s *sites) selfID(ctx context.Context) (string, error) {
	if id, ok := s.self.Load().(string); ok {
		return id, nil
	}
	var me person
	if err := s.ask(ctx, "/users/@me", &me); err != nil {
		return "", err
	}
	s.self.Store(me.ID)
	return me.ID, nil
}
