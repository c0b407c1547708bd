package bot

import (
	"context"
	"fmt"

	"sitrep/bot/message"
	"sitrep/news"
)

// maxOwn is how many subscriptions somebody may have of their own: each is composed and sent, and nobody looks over it.
const maxOwn = 20

// theirs are the subscriptions that whoever asks may look after: the server's, or in a direct message their own.
func (a *answers) theirs(ctx context.Context, r *Request) ([]news.Subscription, error) {
	if r.Guild == "" && message.IsID(r.User) {
		all, err := a.store.OwnSubscriptions(ctx, r.User)
		return all, wrap(err, "list subscriptions of a user")
	}
	all, err := a.store.Subscriptions(ctx, r.Guild)
	return all, wrap(err, "list subscriptions")
}

// ownChannel is where somebody gets what is theirs alone: their direct messages.
func (a *answers) ownChannel(ctx context.Context, r *Request) (string, error) {
	switch {
	case a.direct == nil && r.Guild == "" && message.IsID(r.Channel):
		return r.Channel, nil
	case a.direct == nil || !message.IsID(r.User):
		return "", errorf("/%s: direct messages are Discord's; here there is nobody to write to.", r.Path)
	}
	channel, err := a.direct(ctx, r.User)
	if err != nil {
		return "", fmt.Errorf("open direct messages: %w", err)
	}
	return channel, nil
}

// mayHaveMore refuses what would be one too many of somebody's own.
func (a *answers) mayHaveMore(ctx context.Context, user string) error {
	all, err := a.store.OwnSubscriptions(ctx, user)
	if err != nil {
		return fmt.Errorf("list subscriptions of a user: %w", err)
	}
	if len(all) >= maxOwn {
		return errorf("You have %d subscriptions of your own, and more there may not be. /subscriptions list in our "+
			"direct messages shows them; remove one first.", len(all))
	}
	return nil
}
