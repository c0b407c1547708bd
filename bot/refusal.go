package bot

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/delivery"
)

// Discord's codes for what goes wrong (Discord documentation, "JSON Error Codes").
const (
	codeUnknownChannel = 10003
	codeUnknownGuild   = 10004
	codeUnknownMember  = 10007
	codeAcknowledged   = 40060 // an interaction that has its first answer already
	codeTooLarge       = 40005
	codeMissingAccess  = 50001
	codeMissingPerms   = 50013
	codeNoDirect       = 50007
	codeNonText        = 50008
	codeInvalidForm    = 50035
)

// permanent says, by Discord's code, what somebody has to change before a channel can get messages again.
var permanent = map[int]string{
	codeUnknownChannel: phrase("The channel no longer exists. Subscribe another one."),
	codeUnknownGuild:   phrase("Sitrep is no longer in that server. Invite it again."),
	10015:              phrase("The webhook was deleted."),
	30007:              phrase("The channel has as many webhooks as Discord allows. Delete one."),
	40067: phrase("The forum wants a tag on each post, and none is for Sitrep. Add a tag that is not for " +
		"moderators only."),
	codeMissingAccess: phrase("Sitrep cannot see the channel. Open its settings (Edit Channel → Permissions) and " +
		"allow View Channel."),
	codeNonText: phrase("The channel takes no messages of this kind. Subscribe a text, announcement or forum channel."),
	codeMissingPerms: phrase("Sitrep may not post in the channel. Open its settings (Edit Channel → Permissions) and " +
		"allow Send Messages (in a thread: Send Messages in Threads; in a forum: Create Posts), Embed Links and " +
		"Read Message History."),
	codeNoDirect: phrase("You do not take direct messages from me. Allow them (privacy settings of a server that we " +
		"share), then use /subscriptions resume."),
	50024: phrase("The channel takes no messages of this kind. Subscribe a text, announcement or forum channel."),
	50083: phrase("The thread is archived. Reopen it."),
	160002: phrase("Sitrep may not read the channel's history. Open its settings (Edit Channel → Permissions) " +
		"and allow Read Message History."),
	160005: phrase("The thread is locked. Unlock it."),
	160006: phrase("The server has as many active threads as Discord allows. Close some."),
	200000: phrase("AutoMod blocked the digest. Exempt Sitrep's role from the rule (Server Settings → AutoMod)."),
	200001: phrase("AutoMod blocked the digest's title. Exempt Sitrep's role from the rule (Server Settings → " +
		"AutoMod)."),
}

// mistakes are the codes that blame the message and not the channel: the next digest may be taken.
var mistakes = map[int]string{
	codeTooLarge:    phrase("Discord refuses the digest as too large. This is a fault of Sitrep: please report it."),
	codeInvalidForm: phrase("Discord refuses the digest's form. This is a fault of Sitrep: please report it."),
}

// classify turns an error of sending into what the delivery worker goes by.
func classify(err error) *delivery.Error {
	if late, ok := errors.AsType[*rest.LimitError](err); ok {
		return &delivery.Error{After: late.After, Reason: phrase("waiting for Discord's rate limit"), Err: err}
	}
	e, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return &delivery.Error{Reason: phrase("Discord cannot be reached"), Err: err}
	}
	reason, known := permanent[e.Code]
	switch {
	case e.Status == http.StatusTooManyRequests:
		return &delivery.Error{
			After:  time.Duration(e.RetryAfter * float64(time.Second)),
			Reason: phrase("Discord limits how fast this channel gets messages"), Err: err,
		}
	case e.Status >= 500:
		return &delivery.Error{Reason: fmt.Sprintf("Discord has trouble (%d)", e.Status), Err: err}
	case e.Status == http.StatusUnauthorized:
		return &delivery.Error{After: 10 * time.Minute, Reason: phrase("Discord refuses the bot's token"), Err: err}
	case known:
		return &delivery.Error{Permanent: true, Reason: reason, Err: err}
	case mistakes[e.Code] != "":
		return &delivery.Error{Permanent: true, Once: true, Reason: mistakes[e.Code], Err: err}
	case e.Status == http.StatusForbidden && e.Code != 0:
		return &delivery.Error{Permanent: true, Reason: fmt.Sprintf("Discord refuses to post in the channel: %s (%d).",
			message.Clean(e.Message), e.Code), Err: err}
	case e.Status == http.StatusForbidden || e.Status == http.StatusNotFound: // not Discord's own answer but a proxy's
		return &delivery.Error{After: 10 * time.Minute, Reason: fmt.Sprintf("something before Discord answers %d",
			e.Status), Err: err}
	}
	return &delivery.Error{After: time.Minute, Reason: fmt.Sprintf("Discord refuses the message: %s (%d)",
		message.Clean(e.Message), e.Code), Err: err}
}
