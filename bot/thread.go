package bot

import (
	"context"
	"errors"
	"net/http"

	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/delivery"
	"sitrep/news"
	"sitrep/wording"
)

// threadWeek is how long a thread stays in the list without a word, in minutes: the longest that there is (Discord
// documentation, "Start Thread from Message").
const threadWeek = 7 * 24 * 60

// threadName is what the thread or the post of a delivery is called: by the story that it follows, or by the digest.
func threadName(d news.Delivery) string {
	name := heading(d.Digest, wording.In(d.Language))
	if d.Threads == news.StoryThread && len(d.Digest.Developments) > 0 {
		name = d.Digest.Developments[0].Headline
	}
	return message.Shorten(message.Clean(name), maxThreadName)
}

// beginThread begins the thread that d wants below its message, and returns its id. Without one the message stands as
// well: what keeps it away is logged, and said where the subscription is made.
func (s *Sender) beginThread(ctx context.Context, d news.Delivery, id string) string {
	if d.Threads == news.NoThreads {
		return ""
	}
	body := struct {
		Name    string `json:"name"`
		Archive int    `json:"auto_archive_duration"`
	}{threadName(d), threadWeek}
	err := s.do(ctx, rest.Request{
		Method: http.MethodPost, Path: "/channels/" + d.Channel + "/messages/" + id + "/threads", Body: body,
	}, nil)
	if e, ok := errors.AsType[*rest.Error](err); ok && e.Code == codeHasThread { // an earlier attempt's
		err = nil
	}
	if err != nil {
		s.lg.WarnContext(ctx, "begin a thread", "channel", d.Channel, "message", id, "error", err)
		return ""
	}
	return id // a thread has the id of the message that it begins with
}

// codeHasThread is Discord's answer to a second thread on one message.
const codeHasThread = 160004

// lostThread are the codes of threads that take nothing any more. One that is only archived opens by itself when
// something is posted in it (Discord documentation, "Threads", "Archiving").
var lostThread = map[int]bool{codeUnknownChannel: true, 50083: true, 160005: true}

// goOn posts d in the thread of its story; gone reports that there is none any more.
func (s *Sender) goOn(
	ctx context.Context, d news.Delivery, m message.Message,
) (_ delivery.Receipt, gone bool, _ error) {
	in := d
	in.Channel = d.Thread
	id, err := s.history.earlier(ctx, in, m)
	if err == nil && id == "" {
		var sent person
		err = s.do(ctx, rest.Request{
			Method: http.MethodPost, Path: "/channels/" + d.Thread + "/messages", Body: m, Files: uploads(m.Files),
		}, &sent)
		id = sent.ID
	}
	if e, ok := errors.AsType[*rest.Error](err); ok && lostThread[e.Code] {
		return delivery.Receipt{}, true, nil
	}
	if err != nil {
		return delivery.Receipt{}, false, classify(err)
	}
	return delivery.Receipt{Message: id, Thread: d.Thread}, false, nil
}
