package news

import "context"

type viewerKey struct{}

// SeenBy returns a context in which storage answers as if nothing were there but what a Discord server may see: what is
// everybody's, and what came by the feeds that the server added itself. "" is what everybody sees, as is any context
// that does not say: who forgets to ask is shown less, never more.
//
// It travels in the context because it holds for all that is asked on behalf of one reader, in every package down to
// storage, and must not depend on each step handing it on.
func SeenBy(ctx context.Context, server string) context.Context {
	if server == Viewer(ctx) {
		return ctx
	}
	return context.WithValue(ctx, viewerKey{}, server)
}

// Viewer is the server on whose behalf is asked, "" for everybody.
func Viewer(ctx context.Context) string {
	server, _ := ctx.Value(viewerKey{}).(string)
	return server
}
