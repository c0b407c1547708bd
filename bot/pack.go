package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"sitrep/answer"
	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
)

// exportEvidence answers /evidence export: the evidence pack of a digest that was delivered, by its number, or of what
// is new.
func (a *answers) exportEvidence(ctx context.Context, r *Request) (message.Reply, error) {
	if id, ok := entityID(r.value("digest")); ok {
		d, err := a.digests.Delivered(ctx, id, answer.Asker{Guild: r.Guild, Channel: r.Channel, Local: r.Local})
		if err != nil {
			return message.Reply{}, fmt.Errorf("export evidence: %w", err)
		}
		return a.pack(ctx, r, d)
	}
	topic, err := a.topic(ctx, r, r.value("digest"))
	if err != nil {
		return message.Reply{}, err
	}
	q := digest.Request{Topic: topic.Slug, Zone: r.zone().String()}
	if q.Since, err = r.moment("since"); err != nil {
		return message.Reply{}, err
	}
	q.Until, q.AsOf = r.again()
	d, err := a.digests.Latest(ctx, q, "")
	if err != nil {
		return message.Reply{}, fmt.Errorf("export evidence: %w", err)
	}
	return a.pack(ctx, r, d)
}

// pack is the evidence of a digest as a file. Where files may not be attached it says so, and how to come by one.
func (a *answers) pack(ctx context.Context, r *Request, d news.Digest) (message.Reply, error) {
	p, err := a.digests.Pack(ctx, a.store, d, r.Now, a.o.Now())
	if err != nil {
		return message.Reply{}, wrap(err, "evidence pack")
	}
	spans := 0
	for _, item := range p.Developments {
		spans += len(item.Spans)
	}
	name, command := "evidence.json", "sitrep evidence"
	if d.ID != 0 {
		name, command = fmt.Sprintf("evidence-%d.json", d.ID), "sitrep evidence "+strconv.FormatInt(d.ID, 10)
	}
	w := r.words()
	reply := message.Reply{
		Ephemeral: true, Title: message.Para(message.Plain(w.Say("Evidence: %s", w.Say(d.Name)))),
		Colour: d.Colour, End: d.To,
	}
	what := say(w, "%s of %s behind %s, each with its address, when it was read, where it stands and the SHA-256 of "+
		"it and of the whole text.", counted(w, spans, "%s span", "%s spans"),
		counted(w, len(p.Articles), "%s article", "%s articles"),
		counted(w, len(p.Developments), "%s item", "%s items"))
	lines := []message.Line{message.Para(what...)}
	switch {
	case r.Files:
		data, err := json.MarshalIndent(p, "", " ")
		if err != nil {
			return message.Reply{}, fmt.Errorf("encode: %w", err)
		}
		if len(data) > maxDataFile {
			return message.Reply{}, errorf("That is more than a message can hold. Whoever runs this bot can give it "+
				"to you: %s", command)
		}
		reply.Files = []message.File{{Name: name, Type: "application/json", Data: data}}
		lines = append(lines, message.Quiet(say(w, "Whoever runs this bot checks such a file with %s.",
			message.Code("sitrep evidence --verify "+name))...))
	case r.Local:
		lines = append(lines, message.Quiet(say(w, "Files come with replies in Discord. Here: %s",
			message.Code(command))...))
	default:
		lines = append(lines, message.Para(done("❌", say(w, "I may not attach files here. Allow me %s here, or ask in "+
			"our direct messages. The button %s shows the same in words.", message.Italic(w.Say("Attach Files")),
			message.Bold(w.Say("Evidence"))))...))
	}
	reply.Blocks = []message.Block{{Lines: lines}}
	return reply, nil
}
