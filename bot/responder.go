package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/news"
	"sitrep/wording"
)

// responder answers interactions.
type responder struct {
	lg          *slog.Logger
	form        message.Form
	now         func() time.Time
	rest        *rest.Client
	router      *Router
	turns       *fairQueue
	sessions    *sessions
	application *atomic.Value // its id, a string, once it is known
}

// answered is what a handler came back with, and how Discord shows it.
type answered struct {
	reply message.Reply
	err   error
	view  message.Rendering
	modal any // what to ask in a window of its own, nil for nothing
}

// interact answers one interaction. Errors are those of the network; the user has been told everything else.
func (b *responder) interact(ctx context.Context, raw json.RawMessage, arrived time.Time, replayed bool) error {
	i := interaction{arrived: arrived}
	if err := json.Unmarshal(raw, &i); err != nil {
		return fmt.Errorf("decode interaction: %w", err)
	}
	return b.answer(ctx, &i, replayed)
}

// interactOver answers an interaction that came over a connection, which takes the first answer.
func (b *responder) interactOver(
	ctx context.Context, raw json.RawMessage, arrived time.Time, first func(firstAnswer),
) error {
	i := interaction{arrived: arrived, first: first}
	if err := json.Unmarshal(raw, &i); err != nil {
		return fmt.Errorf("decode interaction: %w", err)
	}
	return b.answer(ctx, &i, false)
}

// answer is interact for a decoded interaction.
func (b *responder) answer(ctx context.Context, i *interaction, replayed bool) error {
	b.arrive(i, replayed)
	if left := b.timeLeft(i); replayed && left <= 0 {
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
		return b.callback(ctx, i, response{Type: respondPong}, nil)
	case interactionAutocomplete:
		r.Now = b.now()
		offered := []message.Choice{}
		if err := guard(func() error { offered = b.router.Choices(ctx, &r, focused); return nil }); err != nil {
			b.lg.ErrorContext(ctx, "autocomplete", "command", r.Path, "option", focused, "error", err)
		}
		return b.callback(ctx, i, response{Type: respondChoices, Data: choices{offered}}, nil)
	case interactionCommand:
		cmd, _ := command.Find(b.router.commands, r.Path)
		a := exchange{by: b, i: i, private: cmd.Private || b.router.answers.hushed(ctx, &r), form: mayAsk(r.Path)}
		return a.run(ctx, func(ctx context.Context) answered {
			if err := r.Check(cmd); err != nil && i.Data.Type != messageCommand {
				return answered{reply: b.router.dress(message.Problem(messageOf(err, r.words())), &r), err: err}
			}
			reply, err := b.router.Serve(ctx, &r)
			return answered{reply: reply, err: err}
		})
	case interactionComponent:
		customID := i.Data.CustomID
		chosen := ""
		switch {
		case len(i.Data.Values) == 0:
		case i.Data.Component == message.TypeChannels: // what is chosen is an option of what the menu does
			chosen = i.Data.Values[0]
		default: // a menu: what is chosen says what it does
			customID = i.Data.Values[0]
		}
		s, err := command.StateOf(customID)
		a := exchange{by: b, i: i, private: true, update: err == nil && s.Turn && i.mayTurn(), form: mayAsk(s.Line)}
		return a.run(ctx, func(ctx context.Context) answered {
			reply, err := b.router.choose(ctx, r, customID, chosen)
			reply.Ephemeral = reply.Ephemeral || !a.update || err != nil
			return answered{reply: reply, err: err}
		})
	case interactionModal:
		a := exchange{by: b, i: i, private: true}
		return a.run(ctx, func(ctx context.Context) answered {
			reply, err := b.router.Submit(ctx, r, i.Data.CustomID, filled(i.Data.Components, map[string]string{}))
			reply.Ephemeral = true
			return answered{reply: reply, err: err}
		})
	}
	a := exchange{by: b, i: i, private: true}
	return a.run(ctx, func(context.Context) answered {
		err := errorf("This version of Sitrep does not know what that is.")
		return answered{reply: b.router.dress(message.Problem(messageOf(err, r.words())), &r), err: err}
	})
}

// exchange is one interaction on its way to being answered.
type exchange struct {
	by      *responder
	i       *interaction
	private bool // what comes later is for whoever asked only
	update  bool // the message with the button changes, instead of a new one
	form    bool // the answer may be a form
}

// byForm are the commands that may be answered by a form.
var byForm = []string{"subscriptions edit", "subscriptions refine", "events report"}

// mayAsk reports whether a command line is one of those.
func mayAsk(line string) bool {
	return slices.ContainsFunc(byForm, func(path string) bool {
		return strings.HasPrefix(strings.TrimPrefix(line, "/"), path)
	})
}

// run asks, and answers within three seconds: with the reply, or with a promise and the reply later.
func (a *exchange) run(ctx context.Context, ask func(context.Context) answered) error {
	done := make(chan answered, 1)
	go func() { done <- a.answer(ctx, ask) }()
	patience := deferAfter
	if a.form {
		patience = formAfter
	}
	timer := time.NewTimer(patience)
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
var errStopped = news.Errorf(news.Unavailable, "Sitrep was stopped before it had an answer. Ask again in a minute.")

// answer asks when it is the user's turn, and renders what comes. Where either panics, it says so.
func (a *exchange) answer(ctx context.Context, ask func(context.Context) answered) (got answered) {
	user := a.i.user()
	if err := a.by.turns.enter(ctx, a.i.Guild, user); err != nil {
		return a.problem(err)
	}
	defer a.by.turns.leave(user)
	err := guard(func() error {
		got = a.rendered(ask(ctx))
		return nil
	})
	if err != nil {
		return a.problem(a.by.router.refer(ctx, err, "interaction", a.i.ID))
	}
	return got
}

// problem says what went wrong. It names no request: that may be what cannot be shown.
func (a *exchange) problem(err error) answered {
	w := wording.In(cmp.Or(a.i.Locale, a.i.Home))
	reply := message.Problem(messageOf(err, w))
	reply.Words = w
	reply.View, reply.Line, reply.Asked = message.ViewPage, "/help", a.by.now()
	reply.Zone = wording.Zone(a.by.router.answers.o.Zone)
	return a.rendered(answered{reply: reply, err: err})
}

// rendered fills in how Discord shows an answer.
func (a *exchange) rendered(got answered) answered {
	if f := got.reply.Questions; f != nil && got.err == nil && a.i.Type != interactionModal {
		if m, ok := command.Renderer.Modal(*f, got.reply.Words); ok {
			got.modal = m
		}
	}
	got.view = command.Renderer.Render(got.reply, a.by.form)
	return got
}

// now answers with the reply itself.
func (a *exchange) now(ctx context.Context, got answered) error {
	if got.modal != nil {
		return a.by.callback(ctx, a.i, response{Type: respondModal, Data: got.modal}, nil)
	}
	kind := respondMessage
	if a.update && got.err == nil {
		kind = respondUpdate
	}
	m := got.view.Shown(got.reply)
	if err := a.by.callback(ctx, a.i, response{Type: kind, Data: m}, m.Files); err != nil {
		return err
	}
	return a.follow(ctx, got.view)
}

// promise tells Discord that the reply comes later.
func (a *exchange) promise(ctx context.Context) error {
	if a.update {
		return a.by.callback(ctx, a.i, response{Type: respondLater}, nil)
	}
	var data message.Message
	data.AllowedMentions.Parse = []string{}
	if a.private {
		data.Flags = message.FlagEphemeral
	}
	return a.by.callback(ctx, a.i, response{Type: respondDefer, Data: data}, nil)
}

// later keeps the promise. Whether a promised message is ephemeral cannot be changed: if the reply turned out to be for
// one reader (an error, say), the promise is withdrawn and the reply comes as a message of its own.
func (a *exchange) later(ctx context.Context, got answered) error {
	m := got.view.Shown(got.reply)
	switch {
	case a.update && got.err != nil:
		return a.by.webhook(ctx, "POST", a.i, "", m)
	case got.reply.Ephemeral && !a.private && !a.update:
		if err := a.by.webhook(ctx, "DELETE", a.i, "/messages/@original", nil); err != nil {
			return err
		}
		return a.by.webhook(ctx, "POST", a.i, "", m)
	}
	m.Flags &^= message.FlagEphemeral // decided by the promise
	if err := a.by.webhook(ctx, "PATCH", a.i, "/messages/@original", m); err != nil {
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
		if err := a.by.webhook(ctx, "POST", a.i, "", m); err != nil {
			return err
		}
	}
	return nil
}

// arrive notes how late an interaction comes. Only of a replayed one is it of interest: the clock may be set meanwhile.
func (b *responder) arrive(i *interaction, replayed bool) {
	made, ok := madeAt(i.ID)
	if !ok {
		return
	}
	if late := b.sessions.late(made, i.arrived); replayed {
		i.late = late
	}
}

// timeLeft is how long an interaction can still be answered.
func (b *responder) timeLeft(i *interaction) time.Duration {
	return firstUntil - i.late - b.now().Sub(i.arrived)
}

// callback sends the first answer to an interaction.
//
// If no answer to it comes, or one of a proxy in trouble, it is sent once more: Discord may have taken the first, and
// says so to the second, which is as good. Where Discord limits it, it is sent again while there is time.
func (b *responder) callback(ctx context.Context, i *interaction, body response, files []message.File) error {
	if i.first != nil {
		i.first(firstAnswer{body, files})
		countAnswer(body.kind(), b.now().Sub(i.arrived))
		return nil
	}
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
	countAnswer(body.kind(), b.now().Sub(i.arrived))
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
func (b *responder) webhook(ctx context.Context, method string, i *interaction, path string, body any) error {
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
