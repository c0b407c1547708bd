package bot

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/news"
)

const (
	// nonceHolds is how long a nonce surely makes one message of two attempts. Discord documents "in the past few
	// minutes".
	nonceHolds = 90 * time.Second
	// clockSkew is how far Discord's clock may be ahead of ours.
	clockSkew = 10 * time.Minute
	// maxHistory is how many pages of 100 messages are looked through.
	maxHistory = 10
)

// history looks for what was sent before.
type history struct {
	lg   *slog.Logger
	rest *rest.Client
	now  func() time.Time
	self func(ctx context.Context) (string, error)
}

// get reads something for a delivery: nobody waits for it, and what somebody waits for goes first.
func (h *history) get(ctx context.Context, path string, out any) error {
	return h.rest.Do(ctx, rest.Request{Method: http.MethodGet, Path: path, Bulk: true}, out)
}

// earlier finds the message that an earlier attempt at d has made, "" if there is none, or if nobody can know: then it
// is sent, because a digest twice is better than none.
//
// The first attempts are told apart by their nonce. This is for what comes later: Sitrep was killed after sending and
// before recording it, and started again when Discord had forgotten the nonce.
func (h *history) earlier(ctx context.Context, d news.Delivery, m message.Message) (string, error) {
	if d.Attempt < 2 || h.now().Sub(d.Created) < nonceHolds {
		return "", nil
	}
	self, err := h.self(ctx)
	if err != nil {
		return "", err
	}
	after := strconv.FormatInt(max(0, d.Created.Add(-clockSkew).UnixMilli()-discordEpoch)<<22, 10)
	for range maxHistory {
		var page []told
		if err := h.get(ctx, "/channels/"+d.Channel+"/messages?limit=100&after="+after, &page); err != nil {
			if e, ok := errors.AsType[*rest.Error](err); !ok || e.Status == http.StatusTooManyRequests ||
				e.Status >= 500 {
				return "", err // it passes
			}
			h.lg.WarnContext(ctx, "was the digest sent already?", "channel", d.Channel, "error", err)
			return "", nil
		}
		for _, t := range page {
			if t.Author.ID == self && t.shows(d.Digest.ID, m) {
				return t.ID, nil
			}
		}
		if len(page) < 100 {
			return "", nil
		}
		newest := slices.MaxFunc(page, func(x, y told) int { return compareIDs(x.ID, y.ID) })
		after = newest.ID
	}
	return "", nil
}

// told is a message as Discord tells it: only what we compare.
type told struct {
	ID         string          `json:"id"`
	Author     person          `json:"author"`
	Components json.RawMessage `json:"components"`
	Embeds     json.RawMessage `json:"embeds"`
}

// shows reports whether the message is the digest: one of its buttons names it, or it says the same.
func (t told) shows(digest int64, m message.Message) bool {
	ids, text := parts(t.Components)
	for _, id := range ids {
		if s, err := command.StateOf(id); err == nil && s.Line == idLine("digest", digest) {
			return true
		}
	}
	components, err := json.Marshal(m.Components)
	embeds, err2 := json.Marshal(m.Embeds)
	if errors.Join(err, err2) != nil {
		return false
	}
	_, told := parts(t.Embeds)
	_, ours := parts(components)
	_, oursToo := parts(embeds)
	text, ours = text+told, ours+oursToo
	return ours != "" && text == ours
}

// parts collects the custom ids and the text of components or embeds, without spaces: Discord trims them.
func parts(raw json.RawMessage) (ids []string, text string) {
	var walk func(v any)
	var b strings.Builder
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			if id, ok := v["custom_id"].(string); ok {
				ids = append(ids, id)
			}
			for _, key := range []string{"title", "description", "content", "name", "value"} {
				if s, ok := v[key].(string); ok {
					b.WriteString(strings.Join(strings.Fields(s), ""))
				}
			}
			for _, key := range []string{"fields", "components", "accessory"} {
				walk(v[key])
			}
		}
	}
	var v any
	if json.Unmarshal(raw, &v) == nil {
		walk(v)
	}
	return ids, b.String()
}
