package delivery_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/delivery"
	"sitrep/news"
	"sitrep/storage"
)

// outbox is a database with one digest for each channel named, in that order.
func outbox(t *testing.T, channels ...string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	for i, channel := range channels {
		sub, err := db.SaveSubscription(t.Context(), news.Subscription{
			Guild: "1", Channel: channel, Topic: fmt.Sprint(i), Schedule: "0 8 * * *", Zone: "UTC", Created: time.Now(),
			NextAt: time.Now(),
		})
		if err != nil {
			t.Fatal(err)
		}
		d := news.Digest{
			Name: fmt.Sprintf("digest %d", i+1), Zone: "UTC", From: time.Now().Add(-time.Hour),
			To: time.Now(),
		}
		if _, committed, err := db.CommitDigest(t.Context(), sub, d, time.Now().Add(24*time.Hour)); err != nil ||
			!committed {
			t.Fatalf("CommitDigest: %v, %v", committed, err)
		}
	}
	return db
}

// post is a sender that keeps what it is given.
type post struct {
	mu   sync.Mutex
	sent []string // "channel name", in order
	fail func(d news.Delivery) error
	took time.Duration
}

func (p *post) Send(ctx context.Context, d news.Delivery) (delivery.Receipt, error) {
	select {
	case <-ctx.Done():
		return delivery.Receipt{}, ctx.Err()
	case <-time.After(p.took):
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		if err := p.fail(d); err != nil {
			return delivery.Receipt{}, err
		}
	}
	p.sent = append(p.sent, d.Channel+" "+d.Digest.Name)
	return delivery.Receipt{Message: fmt.Sprintf("m%d", d.ID)}, nil
}

// deliver runs a worker for a while of the bubble's time.
func deliver(t *testing.T, db *storage.DB, p *post, during time.Duration, o delivery.Options) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), during)
	defer cancel()
	if err := delivery.New(slog.New(slog.DiscardHandler), db, p, o).Run(ctx); err != nil {
		t.Errorf("Run: %v", err)
	}
}

func TestDigestsOfAChannelArriveInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7", "7", "8", "7")
		failures := 3
		p := &post{took: 300 * time.Millisecond, fail: func(d news.Delivery) error {
			if failures > 0 && d.Digest.Name == "digest 1" {
				failures--
				return errors.New("connection reset")
			}
			return nil
		}}
		deliver(t, db, p, 5*time.Minute, delivery.Options{})
		var seven []string
		for _, s := range p.sent {
			if s[0] == '7' {
				seven = append(seven, s)
			}
		}
		if diff := cmp.Diff([]string{"7 digest 1", "7 digest 2", "7 digest 4"}, seven); diff != "" {
			t.Errorf("channel 7 (-want +got):\n%s", diff)
		}
		if !slices.Contains(p.sent, "8 digest 3") {
			t.Errorf("channel 8 waits for channel 7: %v", p.sent)
		}
		if left, err := db.PendingDeliveries(t.Context()); err != nil || left != 0 {
			t.Errorf("%d are left, %v", left, err)
		}
	})
}

func TestAFailureForGoodPausesTheSubscription(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7", "8")
		attempts := 0
		p := &post{fail: func(d news.Delivery) error {
			if d.Channel == "8" {
				return nil
			}
			attempts++
			return &delivery.Error{Permanent: true, Reason: "The channel no longer exists."}
		}}
		deliver(t, db, p, time.Hour, delivery.Options{})
		if diff := cmp.Diff([]string{"8 digest 2"}, p.sent); diff != "" || attempts != 1 {
			t.Errorf("after %d attempts (-want +got):\n%s", attempts, diff)
		}
		subs, err := db.Subscriptions(t.Context(), "1")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range subs {
			if want := map[string]string{"7": "The channel no longer exists.", "8": ""}[s.Channel]; s.Paused != want {
				t.Errorf("the subscription of channel %s is paused for %q, want %q", s.Channel, s.Paused, want)
			}
		}
	})
}

func TestWhatIsUnderWayIsFinished(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7")
		p := &post{took: 11 * time.Second}
		deliver(t, db, p, 5*time.Second, delivery.Options{}) // the worker is told to stop in the middle of it
		if len(p.sent) != 1 {
			t.Errorf("sent %v", p.sent)
		}
		if left, err := db.PendingDeliveries(t.Context()); err != nil || left != 0 {
			t.Errorf("%d are left, %v: it would be sent again", left, err)
		}
	})
}

func TestADeadWorkersClaimIsTakenOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7")
		if _, ok, err := db.ClaimDelivery(t.Context(), time.Now(), time.Minute); err != nil || !ok { // and then it dies
			t.Fatalf("ClaimDelivery: %v, %v", ok, err)
		}
		p := &post{}
		deliver(t, db, p, 50*time.Second, delivery.Options{})
		if len(p.sent) != 0 {
			t.Errorf("sent %v while another worker holds it", p.sent)
		}
		deliver(t, db, p, 30*time.Second, delivery.Options{})
		if len(p.sent) != 1 {
			t.Errorf("sent %v after the lease has ended", p.sent)
		}
	})
}

func TestManyWorkersSendEachOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var channels []string
		for i := range 200 {
			channels = append(channels, fmt.Sprint(100+i%40))
		}
		db := outbox(t, channels...)
		p := &post{took: 200 * time.Millisecond}
		deliver(t, db, p, 10*time.Minute, delivery.Options{Workers: 32})
		seen := map[string]int{}
		for _, s := range p.sent {
			seen[s]++
		}
		if len(p.sent) != len(channels) || len(seen) != len(channels) {
			t.Errorf("%d messages of %d digests, %d different", len(p.sent), len(channels), len(seen))
		}
	})
}
