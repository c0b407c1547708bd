package bot

import (
	"context"
	"errors"
	"net/http"

	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/delivery"
	"sitrep/news"
)

// Discord's codes for messages that cannot be edited (Discord documentation, "JSON Error Codes").
const (
	codeUnknownMessage = 10008
	codeForeignMessage = 50005 // somebody else's: the database is another bot's
	codeArchived       = 50083
	codeLocked         = 160005
)

// Edit makes the message of a delivery say what has turned out differently about it, and returns the channel or thread
// in which it stands. The message keeps its form, its picture and its buttons; an edit mentions nobody. Errors are
// *delivery.Error: of a message that was deleted, or that stands in a thread which is locked, the edit alone is given
// up.
func (s *Sender) Edit(ctx context.Context, e news.Edit) (place string, err error) {
	broken := guard(func() error {
		place, err = s.edit(ctx, e)
		return nil
	})
	if broken != nil {
		s.lg.ErrorContext(ctx, "an edit cannot be shown", "digest", e.Digest.ID, "delivery", e.ID, "error", broken)
		return "", &delivery.Error{
			Reason: phrase("A fault of Sitrep: its log says what in this digest it cannot show."),
		}
	}
	return place, err
}

func (s *Sender) edit(ctx context.Context, e news.Edit) (string, error) {
	if !message.IsID(e.Channel) || !message.IsID(e.Message) {
		return "", &delivery.Error{Permanent: true, Once: true, Reason: "there is no message to edit"}
	}
	place, err := s.placeOf(ctx, e.Delivery)
	if err != nil {
		return "", uneditable(err, e.Channel, e.Channel)
	}
	form, mapped := s.formOf(e.Delivery), s.maps.mapFile(ctx, e.Delivery)
	if form != s.form {
		mapped = nil
	}
	err = s.patch(ctx, e, place, form, mapped)
	if mapped != nil && refusesFiles(err) {
		err = s.patch(ctx, e, place, form, nil)
	}
	if x, ok := errors.AsType[*rest.Error](err); ok && x.Code == codeArchived {
		if err = s.reopen(ctx, place); err == nil {
			err = s.patch(ctx, e, place, form, mapped)
		} else if x, ok := errors.AsType[*rest.Error](err); ok && x.Status == http.StatusForbidden {
			return "", neverAgain("the thread is archived and locked", err)
		}
	}
	if x, ok := errors.AsType[*rest.Error](err); ok && x.Status == http.StatusBadRequest && x.Code == codeInvalidForm {
		if err = s.patch(ctx, e, place, other(form), nil); err == nil && form == s.form {
			s.learnForm(e.Delivery)
		}
	}
	return place, uneditable(err, place, e.Channel)
}

// formOf is the form in which the message of a delivery was sent, as far as that is known: before the program was
// started the configuration may have named the other one.
func (s *Sender) formOf(d news.Delivery) message.Form {
	if s.formChanged.Load() && d.Created.Before(s.begun) {
		return other(s.form)
	}
	return s.form
}

// learnForm notes that a delivery was sent in the other form, and so, most likely, were all before the start: it costs
// one refused request to find out, and not one for each message.
func (s *Sender) learnForm(d news.Delivery) {
	if d.Created.Before(s.begun) {
		s.formChanged.Store(true)
	}
}

// other is the form that is not f.
func other(f message.Form) message.Form {
	if f == message.FormEmbeds {
		return message.FormComponents
	}
	return message.FormEmbeds
}

// patch sends an edit.
func (s *Sender) patch(ctx context.Context, e news.Edit, place string, form message.Form, mapped *message.File) error {
	m := digestMessage(e.Delivery, form, mapped)
	m.Nonce, m.EnforceNonce = "", false
	m.AllowedMentions.Roles = nil
	return s.do(ctx, rest.Request{
		Method: http.MethodPatch, Path: "/channels/" + place + "/messages/" + e.Message, Body: m,
		Files: uploads(m.Files),
	}, nil)
}

// placeOf is the channel or thread in which a delivery's message stands.
func (s *Sender) placeOf(ctx context.Context, d news.Delivery) (string, error) {
	if !message.IsID(d.Thread) {
		return d.Channel, nil
	}
	if d.Thread != d.Message {
		return d.Thread, nil
	}
	at, ok := s.known(d.Channel)
	if !ok {
		var err error
		if at, err = s.fetch(ctx, d.Channel); err != nil {
			return "", err
		}
	}
	if isForum(at.Type) {
		return d.Thread, nil
	}
	return d.Channel, nil // the thread begins with the message, which stands above it
}

// reopen takes a thread out of the archive. Whoever may write in it may (Discord documentation, "Threads",
// "Archiving"), unless it is locked.
func (s *Sender) reopen(ctx context.Context, thread string) error {
	return s.do(ctx, rest.Request{
		Method: http.MethodPatch, Path: "/channels/" + thread, Body: map[string]bool{"archived": false},
	}, nil)
}

// uneditable is [classify] for an edit: what is gone or closed for good is to blame for this edit alone.
func uneditable(err error, place, channel string) error {
	if err == nil {
		return nil
	}
	out := classify(err)
	e, ok := errors.AsType[*rest.Error](err)
	if !ok {
		return out
	}
	switch {
	case e.Code == codeUnknownMessage:
		return neverAgain("the message was deleted", err)
	case e.Code == codeForeignMessage:
		return neverAgain("the message is somebody else's", err)
	case e.Code == codeLocked, e.Code == codeArchived:
		return neverAgain("the thread is closed", err)
	case e.Code == codeUnknownChannel && place != channel:
		return neverAgain("the thread was deleted", err)
	}
	return out
}

// neverAgain gives one edit up, for good.
func neverAgain(reason string, err error) error {
	return &delivery.Error{Permanent: true, Once: true, Reason: reason, Err: err}
}
