package bot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/delivery"
)

// maxAnswer bounds what is read of one answer of Discord, in bytes.
const maxAnswer = 4 << 20

// rest speaks Discord's HTTP API. discordgo's own requests keep a lock for each address for ever (an address has an
// interaction's token in it) and sleep where no context reaches them; so this is all that we need of it, over net/http.
type rest struct {
	client *http.Client
	base   string // without a slash at the end
	token  string
	agent  string
}

// newREST returns a client for the API over c.
func newREST(c *citizen, token, version string) *rest {
	return &rest{
		client: &http.Client{Transport: c},
		base:   strings.TrimRight(c.base.String(), "/"),
		token:  token,
		agent:  "DiscordBot (https://github.com/sitrep, " + cmp.Or(version, "dev") + ")",
	}
}

// apiError is an answer of Discord that is none of success.
type apiError struct {
	Status     int
	Code       int     `json:"code"` // Discord documentation, "JSON Error Codes"
	Message    string  `json:"message"`
	RetryAfter float64 `json:"retry_after"`
	body       string
}

func (e *apiError) Error() string {
	return fmt.Sprintf("discord answers %d (code %d): %s", e.Status, e.Code, cmp.Or(e.Message, e.body))
}

// do sends body as JSON, with files beside it if there are any, and reads the answer into out if that is not nil.
func (c *rest) do(ctx context.Context, method, path string, body any, files []message.File, out any) error {
	payload, contentType, err := encode(body, files)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, payload)
	if err != nil {
		return fmt.Errorf("%s %s: %w", method, path, err)
	}
	req.Header.Set("User-Agent", c.agent)
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	// those have a token of their own
	if !strings.HasPrefix(path, "/interactions/") && !strings.HasPrefix(path, "/webhooks/") {
		req.Header.Set("Authorization", "Bot "+c.token)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return fmt.Errorf("%s: %w", method, err)
	}
	defer func() {
		drain(resp.Body)
		_ = resp.Body.Close()
	}()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return fmt.Errorf("%s: read answer: %w", method, err)
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return failure(resp, answer)
	}
	if out == nil || len(answer) == 0 {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("%s: decode answer: %w", method, err)
	}
	return nil
}

// failure reads an error answer; a proxy's is not JSON.
func failure(resp *http.Response, answer []byte) error {
	e := &apiError{body: message.Shorten(message.Clean(string(answer[:min(len(answer), 300)])), 200)}
	_ = json.Unmarshal(answer, e)
	e.Status = resp.StatusCode
	if after := seconds(resp.Header.Get("Retry-After")).Seconds(); after > e.RetryAfter {
		e.RetryAfter = after
	}
	return e
}

// encode writes a request's body: JSON, or a form with the JSON and files (Discord documentation, "Uploading Files").
func encode(body any, files []message.File) (io.Reader, string, error) {
	if body == nil {
		return nil, "", nil
	}
	payload, err := json.Marshal(body)
	if err != nil {
		return nil, "", fmt.Errorf("encode: %w", err)
	}
	if len(files) == 0 {
		return bytes.NewReader(payload), "application/json", nil
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part := func(disposition, contentType string, data []byte) error {
		p, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {disposition},
			"Content-Type":        {contentType},
		})
		if err != nil {
			return err
		}
		_, err = p.Write(data)
		return err
	}
	err = part(`form-data; name="payload_json"`, "application/json", payload)
	for i, f := range files {
		err = errors.Join(err, part(fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, i, f.Name),
			cmp.Or(f.Type, "application/octet-stream"), f.Data))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, "", fmt.Errorf("encode form: %w", err)
	}
	return &form, w.FormDataContentType(), nil
}

// Discord's codes for what goes wrong (Discord documentation, "JSON Error Codes").
const (
	codeUnknownChannel = 10003
	codeUnknownGuild   = 10004
	codeUnknownMember  = 10007
	codeTooLarge       = 40005
	codeMissingAccess  = 50001
	codeNonText        = 50008
	codeInvalidForm    = 50035
)

// permanent says, by Discord's code, what somebody has to change before a channel can get messages again.
var permanent = map[int]string{
	codeUnknownChannel: "The channel no longer exists. Subscribe another one.",
	codeUnknownGuild:   "Sitrep is no longer in that server. Invite it again.",
	10015:              "The webhook was deleted.",
	30007:              "The channel has as many webhooks as Discord allows. Delete one.",
	40067: "The forum wants a tag on each post, and none is for Sitrep. Add a tag that is not for " +
		"moderators only.",
	codeMissingAccess: "Sitrep cannot see the channel. Open its settings (Edit Channel → Permissions) and allow " +
		"View Channel.",
	codeNonText: "The channel takes no messages of this kind. Subscribe a text, announcement or forum channel.",
	50013: "Sitrep may not post in the channel. Open its settings (Edit Channel → Permissions) and " +
		"allow Send Messages (in a thread: Send Messages in Threads; in a forum: Create Posts), Embed Links and " +
		"Attach Files.",
	50024: "The channel takes no messages of this kind. Subscribe a text, announcement or forum channel.",
	50083: "The thread is archived. Reopen it.",
	160002: "Sitrep may not read the channel's history. Open its settings (Edit Channel → Permissions) " +
		"and allow Read Message History.",
	160005: "The thread is locked. Unlock it.",
	160006: "The server has as many active threads as Discord allows. Close some.",
	200000: "AutoMod blocked the digest. Exempt Sitrep's role from the rule (Server Settings → AutoMod).",
	200001: "AutoMod blocked the digest's title. Exempt Sitrep's role from the rule (Server Settings → " +
		"AutoMod).",
}

// mistakes are the codes that blame the message and not the channel: the next digest may be taken.
var mistakes = map[int]string{
	codeTooLarge:    "Discord refuses the digest as too large. This is a fault of Sitrep: please report it.",
	codeInvalidForm: "Discord refuses the digest's form. This is a fault of Sitrep: please report it.",
}

// classify turns an error of sending into what the delivery worker goes by.
func classify(err error) *delivery.Error {
	if late, ok := errors.AsType[*limitedError](err); ok {
		return &delivery.Error{After: late.after, Reason: "waiting for Discord's rate limit", Err: err}
	}
	e, ok := errors.AsType[*apiError](err)
	if !ok {
		return &delivery.Error{Reason: "Discord cannot be reached", Err: err}
	}
	reason, known := permanent[e.Code]
	switch {
	case e.Status == http.StatusTooManyRequests:
		return &delivery.Error{
			After:  time.Duration(e.RetryAfter * float64(time.Second)),
			Reason: "Discord limits how fast this channel gets messages", Err: err,
		}
	case e.Status >= 500:
		return &delivery.Error{Reason: fmt.Sprintf("Discord has trouble (%d)", e.Status), Err: err}
	case e.Status == http.StatusUnauthorized:
		return &delivery.Error{After: 10 * time.Minute, Reason: "Discord refuses the bot's token", Err: err}
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
