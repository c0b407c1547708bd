package bot

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// The server and the channel of [burst].
const (
	editedGuild   = "1100000000000001"
	editedChannel = "1200000000000000"
)

// posted delivers so many digests to a channel of a server, and has something to be said about each.
func posted(t *testing.T, db *storage.DB, b *Bot, in news.Subscription, n int) {
	t.Helper()
	in.Schedule, in.Zone, in.Created, in.NextAt = "@every 1h", "UTC", time.Now(), time.Now()
	in.Topic = "gaza" // besides the one that is there
	sub, err := db.SaveSubscription(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	told := sampleDigest()
	for i := range told.Developments {
		told.Developments[i].Known = nil // there are no facts in this database
	}
	from, to, _, err := db.Relying(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var all []news.Amended
	worker := delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(), delivery.Options{})
	for range n {
		d, ok, err := db.CommitDigest(t.Context(), sub, told, sub.NextAt.Add(time.Hour))
		if err != nil || !ok {
			t.Fatalf("CommitDigest = %v, %v", ok, err)
		}
		sub.NextAt = sub.NextAt.Add(time.Hour)
		for sent := false; !sent; {
			if _, err := worker.RunOnce(t.Context()); err != nil {
				t.Fatal(err)
			}
			left, err := db.PendingDeliveries(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if sent = left == 0; !sent {
				wait(t.Context(), time.Second)
			}
		}
		all = append(all, news.Amended{
			Digest: d.Digest.ID, Amendments: []news.Amendment{{
				Kind: news.AmendFigure, By: "the mayor", Time: time.Now(),
				Before: &news.Figure{Kind: news.Killed, Low: 31, Bound: news.Exact},
				Now:    &news.Figure{Kind: news.Killed, Low: 13, Bound: news.Exact},
			}},
		})
	}
	if ok, err := db.CommitAmended(t.Context(), from, to, time.Time{}, all); err != nil || !ok {
		t.Fatalf("CommitAmended = %v, %v", ok, err)
	}
}

// TestAHundredEditsKeepToTheLimits edits a hundred messages of one channel at once, by an editor that is stopped in
// between and another that goes on: each is edited once, none is refused, and it takes what Discord's limit for the
// route of one channel lets it (5 in 5 seconds).
func TestAHundredEditsKeepToTheLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 100
		srv, db := burst(t, 1)
		b, err := New(slog.New(slog.DiscardHandler), db, Options{
			Token: srv.Token(), Transport: srv.Transport(), Dialer: srv.Dialer(), Compose: composeSample,
		})
		if err != nil {
			t.Fatal(err)
		}
		posted(t, db, b, news.Subscription{Guild: editedGuild, Channel: editedChannel}, n)
		before, begun := len(srv.Requests()), time.Now()
		edited := func() (done, refused int, last time.Time) {
			for _, r := range srv.Requests()[before:] {
				if r.Method == http.MethodPatch && r.Status == http.StatusOK {
					done, last = done+1, r.Time
				} else {
					refused++
				}
			}
			return done, refused, last
		}
		for _, until := range []int{n / 3, n} {
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() {
				ended <- delivery.NewEditor(slog.New(slog.DiscardHandler), db, b.Sender(), delivery.Options{}).Run(ctx)
			}()
			for done := 0; done < until && time.Since(begun) < time.Hour; done, _, _ = edited() {
				wait(ctx, time.Second)
			}
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		done, refused, last := edited()
		if done != n || refused != 0 {
			t.Errorf("%d edits and %d others, want %d and none", done, refused, n)
		}
		t.Logf("%d edits in %v", done, last.Sub(begun))
		if took := last.Sub(begun); took > 2*time.Minute {
			t.Errorf("took %v", took)
		}
		for _, m := range srv.Messages(editedChannel)[1:] { // the first is the server's own
			if !strings.Contains(m.Text(), "13 killed, not 31") {
				t.Fatalf("a message is left as it was: %s", m.Text())
			}
		}
	})
}

// TestMessagesOfTheOtherFormAreEdited: a message that was sent with Components V2 cannot become an embed, whatever the
// configuration names now (Discord documentation, "Edit Message": the flag cannot be removed). That costs one
// refused request, and not one for each message.
func TestMessagesOfTheOtherFormAreEdited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, most = 4, 1
		srv := discordtest.New(t, discordtest.Options{InMemory: true, KeepViolations: true})
		db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		for _, form := range []message.Form{message.FormComponents, message.FormEmbeds} {
			b, err := New(slog.New(slog.DiscardHandler), db, Options{
				Token: srv.Token(), Transport: srv.Transport(), Dialer: srv.Dialer(), Compose: composeSample,
				Form: form,
			})
			if err != nil {
				t.Fatal(err)
			}
			if form == message.FormComponents {
				posted(t, db, b, news.Subscription{Guild: discordtest.Desk, Channel: discordtest.News}, n)
				continue
			}
			before, sender := len(srv.Requests()), b.Sender()
			for range n {
				e, ok, err := db.ClaimEdit(t.Context(), time.Now(), time.Minute)
				if err != nil || !ok {
					t.Fatalf("ClaimEdit = %v, %v", ok, err)
				}
				place, err := sender.Edit(t.Context(), e)
				if err != nil {
					t.Fatal(err)
				}
				if err := db.FinishEdit(t.Context(), e.ID, e.Revision, place); err != nil {
					t.Fatal(err)
				}
			}
			refused := 0
			for _, r := range srv.Requests()[before:] {
				if r.Status == http.StatusBadRequest {
					refused++
				}
			}
			if refused > most {
				t.Errorf("%d of %d edits were refused first, at most %d are due", refused, n, most)
			}
		}
		for _, got := range srv.Messages(discordtest.News) {
			if !strings.Contains(got.Text(), "13 killed, not 31") {
				t.Errorf("the message was not edited: %s", got.Text())
			}
		}
	})
}
