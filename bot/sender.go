package bot

import (
	"cmp"
	"context"
	"fmt"

	"sitrep/delivery"
	"sitrep/news"
)

// Sender posts digests in channels: it is what the delivery worker sends with.
type Sender struct {
	rest *rest
	form Form
}

var _ delivery.Sender = (*Sender)(nil)

// Send posts d's digest and returns the id of its message. A digest is one message; what does not fit lies behind its
// buttons, which name the digest. With the same nonce, Discord makes one message of a few minutes' attempts (Discord
// documentation, "Create Message", enforce_nonce). Errors are *delivery.Error.
func (s *Sender) Send(ctx context.Context, d news.Delivery) (string, error) {
	if !isID(d.Channel) {
		return "", &delivery.Error{Permanent: true, Reason: fmt.Sprintf("%q is no channel of Discord", d.Channel)}
	}
	m := digestMessage(d, s.form)
	var sent struct {
		ID string `json:"id"`
	}
	if err := s.rest.do(ctx, "POST", "/channels/"+d.Channel+"/messages", m, m.files, &sent); err != nil {
		return "", classify(err)
	}
	return sent.ID, nil
}

// digestMessage is the message that a channel gets.
func digestMessage(d news.Delivery, form Form) message {
	reply := digestReply(d.Digest)
	reply.view, reply.line = viewPage, idLine("digest", d.Digest.ID)
	reply.asked = d.Digest.To
	if isID(d.Mention) {
		reply.Blocks = append([]Block{{Lines: []Line{para(role(d.Mention))}}}, reply.Blocks...)
	}
	m := render(reply, cmp.Or(form, FormComponents)).pages[0]
	if isID(d.Mention) {
		m.AllowedMentions.Roles = []string{d.Mention}
		if form == FormEmbeds {
			m.Content = markdownRun(role(d.Mention)) // within an embed nobody is mentioned
		}
	}
	m.Nonce, m.EnforceNonce = d.Nonce, d.Nonce != ""
	return m
}
