package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/news"
	"sitrep/wording"
)

// Times that Discord gives an interaction (Discord documentation, "Receiving and Responding"): three seconds to the
// first answer, fifteen minutes for everything after it.
const (
	// deferAfter leaves half of the three seconds for a slow network.
	deferAfter  = 1500 * time.Millisecond
	firstUntil  = 3 * time.Second
	answerUntil = 14 * time.Minute
	// sendTimeout bounds one request of an answer.
	sendTimeout = 10 * time.Second
	// maxFollow is how many pages follow a reply that has no page buttons.
	maxFollow = 4
)

// Interaction types (Discord documentation, "Interaction Object").
const (
	interactionPing         = 1
	interactionCommand      = 2
	interactionComponent    = 3
	interactionAutocomplete = 4
	interactionModal        = 5
)

// messageCommand is the type of a command on a message (Discord documentation, "Application Command Types").
const messageCommand = 3

// interaction is what Discord sends when somebody uses the bot: only the fields that we read. It is decoded by
// ourselves, because a component type that discordgo does not know fails the whole.
type interaction struct {
	arrived time.Time
	late    time.Duration // how long before its arrival it was made, if it was replayed

	ID          string `json:"id"`
	Application string `json:"application_id"`
	Type        int    `json:"type"`
	Token       string `json:"token"`
	Data        struct {
		Name       string              `json:"name"`
		Type       int                 `json:"type"` // of the command
		Target     string              `json:"target_id"`
		Options    []interactionOption `json:"options"`
		CustomID   string              `json:"custom_id"`
		Values     []string            `json:"values"`     // chosen in a menu
		Components []filledIn          `json:"components"` // of a form
		Resolved   struct {
			Messages    map[string]targetMessage `json:"messages"`    // by id
			Attachments map[string]Upload        `json:"attachments"` // by id
		} `json:"resolved"`
	} `json:"data"`
	Guild   string `json:"guild_id"`
	Channel string `json:"channel_id"`
	Member  struct {
		User        person `json:"user"`
		Permissions bits   `json:"permissions"`
	} `json:"member"`
	User    person `json:"user"`
	Locale  string `json:"locale"`
	Message struct {
		Flags    int `json:"flags"`
		Metadata struct {
			User person `json:"user"`
		} `json:"interaction_metadata"`
	} `json:"message"`
}

// targetMessage is a message that a command is used on: what of it is text. Everything else may be of any shape.
type targetMessage struct {
	Content string `json:"content"`
	Embeds  []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		Fields      []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"fields"`
	} `json:"embeds"`
	Components []targetPart `json:"components"`
	Snapshots  []struct {
		Message struct {
			Content string `json:"content"`
		} `json:"message"`
	} `json:"message_snapshots"` // of a forwarded message
}

// targetPart is a component of such a message.
type targetPart struct {
	Content    string       `json:"content"`
	Components []targetPart `json:"components"`
}

// text is all text of m.
func (m targetMessage) text() string {
	parts := []string{m.Content}
	for _, s := range m.Snapshots {
		parts = append(parts, s.Message.Content)
	}
	for _, e := range m.Embeds {
		parts = append(parts, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
	}
	var walk func(all []targetPart)
	walk = func(all []targetPart) {
		for _, c := range all {
			parts = append(parts, c.Content)
			walk(c.Components)
		}
	}
	walk(m.Components)
	parts = slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" })
	return strings.Join(parts, "\n\n")
}

// filledIn is a component of a form that was sent (Discord documentation, "Modal Submit Data Structure").
type filledIn struct {
	CustomID   string     `json:"custom_id"`
	Value      string     `json:"value"`
	Values     []string   `json:"values"`
	Component  *filledIn  `json:"component"` // of a label
	Components []filledIn `json:"components"`
}

// filled gathers what was filled in, by the name of the option; what was left empty is "".
func filled(all []filledIn, into map[string]string) map[string]string {
	for _, f := range all {
		if f.CustomID != "" {
			value := f.Value
			if len(f.Values) > 0 {
				value = f.Values[0]
			}
			into[f.CustomID] = strings.TrimSpace(value)
		}
		if f.Component != nil {
			filled([]filledIn{*f.Component}, into)
		}
		filled(f.Components, into)
	}
	return into
}

type person struct {
	ID string `json:"id"`
}

// interactionOption is an option or a subcommand.
type interactionOption struct {
	Name    string              `json:"name"`
	Type    int                 `json:"type"`
	Value   json.RawMessage     `json:"value"`
	Options []interactionOption `json:"options"`
	Focused bool                `json:"focused"`
}

// Option types that hold others (Discord documentation, "Application Command Option Type").
const (
	optionCommand = 1
	optionGroup   = 2
)

// permissionManageGuild is the bit of Manage Server, permissionAdmin that of Administrator, which includes it.
const (
	permissionAdmin       = 1 << 3
	permissionManageGuild = 1 << 5
)

// request reads who asks for what. It is the last place that knows Discord's form of it.
func (i *interaction) request() (r Request, focused string) {
	r = Request{
		User: i.user(), Guild: i.Guild, Channel: i.Channel, Locale: i.Locale,
		Manager: i.Member.Permissions&(permissionManageGuild|permissionAdmin) != 0,
	}
	r.Path, r.Values = i.Data.Name, map[string]string{}
	if i.Data.Type == messageCommand {
		r.Path, r.Values = onMessage(i.Data.Name, i.Data.Resolved.Messages[i.Data.Target].text())
		return r, ""
	}
	options := i.Data.Options
	for len(options) == 1 && (options[0].Type == optionCommand || options[0].Type == optionGroup) {
		r.Path += " " + options[0].Name
		options = options[0].Options
	}
	for _, o := range options {
		if value := strings.TrimSpace(o.text()); value != "" {
			r.Values[o.Name] = value
		}
		if file, given := i.Data.Resolved.Attachments[o.text()]; given && o.Type == int(Attachment) {
			if r.Uploads == nil {
				r.Uploads = map[string]Upload{}
			}
			r.Uploads[o.Name] = file
		}
		if o.Focused {
			focused = o.Name
		}
	}
	return r, focused
}

// text is an option's value: a string, a number or a truth value.
func (o interactionOption) text() string {
	var s string
	if json.Unmarshal(o.Value, &s) == nil {
		return s
	}
	return string(bytes.TrimSpace(o.Value))
}

func (i *interaction) user() string {
	if i.Member.User.ID != "" {
		return i.Member.User.ID
	}
	return i.User.ID
}

// mayTurn reports whether whoever presses may change the message: everybody else sees it too, unless it is ephemeral.
func (i *interaction) mayTurn() bool {
	return i.Message.Flags&message.FlagEphemeral != 0 || (i.Message.Metadata.User.ID != "" &&
		i.Message.Metadata.User.ID == i.user())
}

// answered is what a handler came back with, and how Discord shows it.
type answered struct {
	reply message.Reply
	err   error
	view  message.Rendering
	modal any // what to ask in a window of its own, nil for nothing
}

// interact answers one interaction. Errors are those of the network; the user has been told everything else.
func (b *Bot) interact(ctx context.Context, raw json.RawMessage, arrived time.Time, replayed bool) error {
	i := interaction{arrived: arrived}
	if err := json.Unmarshal(raw, &i); err != nil {
		return fmt.Errorf("decode interaction: %w", err)
	}
	b.arrive(&i, replayed)
	if left := b.timeLeft(&i); replayed && left <= 0 {
		b.lg.DebugContext(ctx, "an interaction came too late to be answered", "interaction", i.ID, "late", -left)
		return nil
	}
	if i.Application == "" {
		i.Application, _ = b.application.Load().(string)
	}
	ctx, cancel := context.WithTimeout(ctx, answerUntil)
	defer cancel()
	r, focused := i.request()
	switch i.Type {
	case interactionPing:
		return b.callback(ctx, &i, response{Type: respondPong}, nil)
	case interactionAutocomplete:
		r.Now = b.o.Now()
		offered := []message.Choice{}
		if err := guard(func() error { offered = b.router.Choices(ctx, &r, focused); return nil }); err != nil {
			b.lg.ErrorContext(ctx, "autocomplete", "command", r.Path, "option", focused, "error", err)
		}
		return b.callback(ctx, &i, response{Type: respondChoices, Data: choices{offered}}, nil)
	case interactionCommand:
		command, _ := find(b.router.commands, r.Path)
		a := exchange{bot: b, i: &i, private: command.Private}
		return a.run(ctx, func(ctx context.Context) answered {
			if err := r.check(command); err != nil && i.Data.Type != messageCommand {
				return answered{reply: b.router.dress(message.Problem(messageOf(err)), &r), err: err}
			}
			reply, err := b.router.Serve(ctx, &r)
			return answered{reply: reply, err: err}
		})
	case interactionComponent:
		customID := i.Data.CustomID
		if len(i.Data.Values) > 0 { // a menu: what is chosen says what it does
			customID = i.Data.Values[0]
		}
		s, err := stateOf(customID)
		a := exchange{bot: b, i: &i, private: true, update: err == nil && s.Turn && i.mayTurn()}
		return a.run(ctx, func(ctx context.Context) answered {
			reply, err := b.router.Press(ctx, r, customID)
			reply.Ephemeral = reply.Ephemeral || !a.update || err != nil
			return answered{reply: reply, err: err}
		})
	case interactionModal:
		a := exchange{bot: b, i: &i, private: true}
		return a.run(ctx, func(ctx context.Context) answered {
			reply, err := b.router.Submit(ctx, r, i.Data.CustomID, filled(i.Data.Components, map[string]string{}))
			reply.Ephemeral = true
			return answered{reply: reply, err: err}
		})
	}
	a := exchange{bot: b, i: &i, private: true}
	return a.run(ctx, func(context.Context) answered {
		err := errorf("This version of Sitrep does not know what that is.")
		return answered{reply: b.router.dress(message.Problem(err.Error()), &r), err: err}
	})
}

// exchange is one interaction on its way to being answered.
type exchange struct {
	bot     *Bot
	i       *interaction
	private bool // what comes later is for whoever asked only
	update  bool // the message with the button changes, instead of a new one
}

// run asks, and answers within three seconds: with the reply, or with a promise and the reply later.
func (a *exchange) run(ctx context.Context, ask func(context.Context) answered) error {
	done := make(chan answered, 1)
	go func() { done <- a.answer(ctx, ask) }()
	timer := time.NewTimer(deferAfter)
	defer timer.Stop()
	select {
	case got := <-done:
		return a.now(ctx, got)
	case <-timer.C:
	}
	if err := a.promise(ctx); err != nil {
		return err
	}
	select {
	case got := <-done:
		return a.later(ctx, got)
	case <-ctx.Done():
	}
	why := fmt.Errorf("answer interaction %s: %w", a.i.ID, ctx.Err())
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbyeGrace)
	defer cancel()
	return errors.Join(why, a.later(ctx, a.problem(errStopped)))
}

// errStopped is said where the bot stops before it has an answer.
var errStopped = &news.Error{
	Code: news.Unavailable, Message: "Sitrep was stopped before it had an answer. Ask again in a minute.",
}

// answer asks when it is the user's turn, and renders what comes. Where either panics, it says so.
func (a *exchange) answer(ctx context.Context, ask func(context.Context) answered) (got answered) {
	user := a.i.user()
	if err := a.bot.turns.enter(ctx, a.i.Guild, user); err != nil {
		return a.problem(err)
	}
	defer a.bot.turns.leave(user)
	err := guard(func() error {
		got = a.rendered(ask(ctx))
		return nil
	})
	if err != nil {
		return a.problem(a.bot.router.refer(ctx, err, "interaction", a.i.ID))
	}
	return got
}

// problem says what went wrong. It names no request: that may be what cannot be shown.
func (a *exchange) problem(err error) answered {
	reply := message.Problem(messageOf(err))
	reply.View, reply.Line, reply.Asked = message.ViewPage, "/help", a.bot.o.Now()
	reply.Zone = wording.Zone(a.bot.router.answers.o.Zone)
	return a.rendered(answered{reply: reply, err: err})
}

// rendered fills in how Discord shows an answer.
func (a *exchange) rendered(got answered) answered {
	if f := got.reply.Questions; f != nil && got.err == nil && a.i.Type != interactionModal {
		if m, ok := renderer.Modal(*f); ok {
			got.modal = m
		}
	}
	got.view = renderer.Render(got.reply, a.bot.o.Form)
	return got
}

// now answers with the reply itself.
func (a *exchange) now(ctx context.Context, got answered) error {
	if got.modal != nil {
		return a.bot.callback(ctx, a.i, response{Type: respondModal, Data: got.modal}, nil)
	}
	kind := respondMessage
	if a.update && got.err == nil {
		kind = respondUpdate
	}
	m := got.view.Shown(got.reply)
	if err := a.bot.callback(ctx, a.i, response{Type: kind, Data: m}, m.Files); err != nil {
		return err
	}
	return a.follow(ctx, got.view)
}

// promise tells Discord that the reply comes later.
func (a *exchange) promise(ctx context.Context) error {
	if a.update {
		return a.bot.callback(ctx, a.i, response{Type: respondLater}, nil)
	}
	var data message.Message
	data.AllowedMentions.Parse = []string{}
	if a.private {
		data.Flags = message.FlagEphemeral
	}
	return a.bot.callback(ctx, a.i, response{Type: respondDefer, Data: data}, nil)
}

// later keeps the promise. Whether a promised message is ephemeral cannot be changed: if the reply turned out to be for
// one reader (an error, say), the promise is withdrawn and the reply comes as a message of its own.
func (a *exchange) later(ctx context.Context, got answered) error {
	m := got.view.Shown(got.reply)
	switch {
	case a.update && got.err != nil:
		return a.bot.webhook(ctx, "POST", a.i, "", m)
	case got.reply.Ephemeral && !a.private && !a.update:
		if err := a.bot.webhook(ctx, "DELETE", a.i, "/messages/@original", nil); err != nil {
			return err
		}
		return a.bot.webhook(ctx, "POST", a.i, "", m)
	}
	m.Flags &^= message.FlagEphemeral // decided by the promise
	if err := a.bot.webhook(ctx, "PATCH", a.i, "/messages/@original", m); err != nil {
		return err
	}
	return a.follow(ctx, got.view)
}

// follow sends the pages that no button leads to.
func (a *exchange) follow(ctx context.Context, v message.Rendering) error {
	if !v.Follow {
		return nil
	}
	for _, m := range v.Pages[1:min(len(v.Pages), 1+maxFollow)] {
		if err := a.bot.webhook(ctx, "POST", a.i, "", m); err != nil {
			return err
		}
	}
	return nil
}

// uploads are the files of a message as they are sent.
func uploads(files []message.File) (out []rest.File) {
	for _, f := range files {
		out = append(out, rest.File(f))
	}
	return out
}

// callback sends the first answer to an interaction.
//
// If no answer to it comes, or one of a proxy in trouble, it is sent once more: Discord may have taken the first, and
// says so to the second, which is as good. Where Discord limits it, it is sent again while there is time.
func (b *Bot) callback(ctx context.Context, i *interaction, body response, files []message.File) error {
	ctx, cancel := context.WithTimeout(ctx, sendTimeout)
	defer cancel()
	first := rest.Request{
		Method: http.MethodPost, Path: "/interactions/" + i.ID + "/" + i.Token + "/callback", Body: body,
		Files: uploads(files),
	}
	err := b.rest.Do(ctx, first, nil)
	for limited(err) && ctx.Err() == nil {
		pause := max(pauseOf(err), limitedLeast)
		if pause >= b.timeLeft(i) {
			break
		}
		wait(ctx, pause)
		err = b.rest.Do(ctx, first, nil)
	}
	if passing(err) && ctx.Err() == nil {
		err = b.rest.Do(ctx, first, nil)
		if e, ok := errors.AsType[*rest.Error](err); ok && e.Code == codeAcknowledged {
			err = nil
		}
	}
	countAnswer(body.kind(), b.o.Now().Sub(i.arrived))
	if err != nil {
		return fmt.Errorf("answer interaction %s: %w", i.ID, err)
	}
	return nil
}

// limitedLeast is the shortest pause before what was limited is sent again.
const limitedLeast = 50 * time.Millisecond

// limited reports whether Discord did not take a request because of a limit.
func limited(err error) bool {
	e, ok := errors.AsType[*rest.Error](err)
	return ok && e.Status == http.StatusTooManyRequests
}

// pauseOf is how long Discord wants to be left alone.
func pauseOf(err error) time.Duration {
	e, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return 0
	}
	return time.Duration(e.RetryAfter * float64(time.Second))
}

// passing reports whether an error says nothing of whether Discord took the request.
func passing(err error) bool {
	if err == nil {
		return false
	}
	if _, held := errors.AsType[*rest.LimitError](err); held {
		return false
	}
	e, ok := errors.AsType[*rest.Error](err)
	return !ok || e.Status >= 500
}

// webhook sends what comes after the first answer. A limit is waited out once: nobody else will send it.
func (b *Bot) webhook(ctx context.Context, method string, i *interaction, path string, body any) error {
	var files []message.File
	if m, ok := body.(message.Message); ok {
		files = m.Files
	}
	later := rest.Request{
		Method: method, Path: "/webhooks/" + i.Application + "/" + i.Token + path, Body: body, Files: uploads(files),
	}
	var err error
	for range 2 {
		bounded, cancel := context.WithTimeout(ctx, sendTimeout)
		err = b.rest.Do(bounded, later, nil)
		cancel()
		e, ok := errors.AsType[*rest.Error](err)
		if !ok || (e.Status != http.StatusTooManyRequests && e.Status < 500) {
			break
		}
		select {
		case <-ctx.Done():
		case <-time.After(max(time.Second, pauseOf(err))):
		}
	}
	if err != nil {
		return fmt.Errorf("follow up interaction %s: %w", i.ID, err)
	}
	return nil
}
