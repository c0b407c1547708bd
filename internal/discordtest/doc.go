// Package discordtest is a strict stand-in for Discord: its REST API and its gateway on loopback or in memory, with
// guilds, channels, roles and members of the caller's making, and a [User] who types commands, presses buttons and sees
// what a user sees.
//
//	srv := discordtest.New(t, discordtest.Options{})
//	// point the bot at srv.URL(), or give it srv.Client() and srv.Dialer(), with token srv.Token()
//	anna := srv.User(discordtest.Anna)
//	msg, err := anna.Invoke(ctx, "/who witkoff")
//
// It is stricter than it has to be to make a bot work, because it stands for everything that Discord refuses. Each
// request is validated against an excerpt of Discord's OpenAPI description (api.json), against the whole of it where
// that file is at hand, and against the limits that the developer documentation states in words (Components V2 trees,
// the sum over all embeds, unique custom ids). What is refused answers with Discord's own error shape and is kept in
// [Server.Violations]; [New] fails
// the test for each one unless the test asks for them. Rate limits, the ban after too many invalid requests,
// permissions with channel overwrites, deleted channels, archived threads and idempotent sends behave as documented;
// [Server.Inject] adds what a network adds.
//
// Rules are cited by the title of their topic in Discord's developer documentation
// (https://discord.com/developers/docs). Lengths are counted in UTF-16 code units, as Discord's clients count them.
//
// With [Options].InMemory everything runs inside a testing/synctest bubble, whose fake clock then drives rate limits,
// heartbeats and the lifetime of interactions.
package discordtest
