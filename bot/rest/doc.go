// Package rest sends requests to Discord's HTTP API within its limits: it waits for the rate limits instead of running
// into them, and stops before invalid requests add up to a ban. It never retries, and knows nothing of what the
// requests are about.
//
// discordgo's own requests keep a lock for each address for ever (an address has an interaction's token in it) and
// sleep where no context reaches them; so this is all that we need of it, over net/http.
package rest
