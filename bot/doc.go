// Package bot is Sitrep's presence in Discord: it answers slash commands, buttons and autocomplete, renders digests,
// and sends them.
//
// An interaction walks in one direction. Whatever brings it (the gateway, the local console, `sitrep ask`) builds a
// [Request], the last place where outside input is read; the [Router] finds the handler and runs it behind its
// middleware; the handler returns a [message.Reply], a document that knows no medium; package message turns it into
// Components V2, into embeds or into text for a terminal.
//
// Buttons carry what they do in their custom_id, as a command line with a page and a time: they work after a restart.
package bot
