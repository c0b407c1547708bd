package delivery_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/delivery"
	"sitrep/news"
	"sitrep/storage"
)

// deadly is a Sender that dies of one digest, as a renderer with a fault does.
type deadly struct {
	*post
	name string
	died int
}

func (s *deadly) Send(ctx context.Context, d news.Delivery) (delivery.Receipt, error) {
	if d.Digest.Name == s.name {
		s.died++
		panic(fmt.Sprintf("index out of range in %q", d.Digest.Name))
	}
	return s.post.Send(ctx, d)
}

// TestAPanicIsAFailedAttempt has one digest panic whoever sends it, on every attempt.
func TestAPanicIsAFailedAttempt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7", "7", "8")
		s := &deadly{post: &post{}, name: "digest 1"}
		ctx, cancel := context.WithTimeout(t.Context(), 3*24*time.Hour)
		defer cancel()
		var log strings.Builder
		lg := slog.New(slog.NewTextHandler(&log, nil))
		if err := delivery.New(lg, db, s, delivery.Options{Poll: time.Minute}).Run(ctx); err != nil {
			t.Errorf("Run: %v", err)
		}
		if s.died != 40 {
			t.Errorf("tried %d times, want 40", s.died)
		}
		if got := strings.Join(s.sent, ", "); got != "8 digest 3, 7 digest 2" {
			t.Errorf("sent %q: what waits behind the digest that panics is to be sent when it is given up", got)
		}
		if !strings.Contains(log.String(), "poison_test.go") {
			t.Error("the log does not say where it panicked")
		}
		if left := pending(t, db); left != 0 {
			t.Errorf("%d are left", left)
		}
	})
}

// TestADeliveryThatKillsIsGivenUp claims a delivery again and again without ever recording what became of it, as a
// process does that it kills.
func TestADeliveryThatKillsIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7", "7")
		for range 40 {
			d, ok, err := db.ClaimDelivery(t.Context(), time.Now(), time.Minute)
			if err != nil || !ok || d.Digest.Name != "digest 1" {
				t.Fatalf("ClaimDelivery = %v, %v, %v", d.Digest.Name, ok, err)
			}
			<-time.After(time.Minute)
		}
		p := &post{}
		deliver(t, db, p, time.Hour, delivery.Options{})
		if got := strings.Join(p.sent, ", "); got != "7 digest 2" {
			t.Errorf("sent %q: the first has killed 40 times", got)
		}
	})
}

func pending(t *testing.T, db *storage.DB) int {
	t.Helper()
	left, err := db.PendingDeliveries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return left
}

// TestAHangingAttemptEndsWithTheWorker tells a worker to stop while Discord does not answer.
func TestAHangingAttemptEndsWithTheWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		db := outbox(t, "7")
		hanging := &post{took: 50 * time.Second}
		begin := time.Now()
		deliver(t, db, hanging, 5*time.Second, delivery.Options{})
		if took := time.Since(begin) - 5*time.Second; took > 9*time.Second {
			t.Errorf("the worker took %v to stop", took)
		}
		if left := pending(t, db); left != 1 || len(hanging.sent) != 0 {
			t.Fatalf("%d are left, sent %v", left, hanging.sent)
		}
		next := &post{}
		deliver(t, db, next, 5*time.Second, delivery.Options{}) // well before the first claim's lease ends
		if got := strings.Join(next.sent, ", "); got != "7 digest 1" {
			t.Errorf("the next start sent %q", got)
		}
	})
}

// lethal is a MessageEditor that ends the program, as far as anybody can tell: it must not be asked.
type lethal struct{ asked int }

func (e *lethal) Edit(context.Context, news.Edit) (string, error) {
	e.asked++
	panic("index out of range")
}

// TestAnEditThatKillsIsGivenUp claims an edit again and again without ever recording what became of it.
func TestAnEditThatKillsIsGivenUp(t *testing.T) {
	for _, tt := range []struct {
		name           string
		claimed, asked int
	}{{"claimed by processes that died", 40, 0}, {"panicking each time", 0, 40}} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				db := outbox(t, "7")
				deliver(t, db, &post{}, time.Minute, delivery.Options{})
				to := news.AmendMark{Decision: 1}
				ok, err := db.CommitAmended(t.Context(), news.AmendMark{}, to, time.Time{}, []news.Amended{
					{Digest: 1, Amendments: []news.Amendment{{Kind: news.AmendDenied, Time: time.Now()}}},
				})
				if err != nil || !ok {
					t.Fatal(ok, err)
				}
				for range tt.claimed {
					if _, ok, err := db.ClaimEdit(t.Context(), time.Now(), time.Minute); err != nil || !ok {
						t.Fatalf("ClaimEdit = %v, %v", ok, err)
					}
					<-time.After(time.Minute)
				}
				e := &lethal{}
				ctx, cancel := context.WithTimeout(t.Context(), 3*24*time.Hour)
				defer cancel()
				o := delivery.Options{Poll: time.Minute}
				if err := delivery.NewEditor(slog.New(slog.DiscardHandler), db, e, o).Run(ctx); err != nil {
					t.Errorf("Run: %v", err)
				}
				if e.asked != tt.asked {
					t.Errorf("tried %d times, want %d", e.asked, tt.asked)
				}
				later := time.Now().Add(24 * time.Hour)
				if _, left, err := db.ClaimEdit(t.Context(), later, time.Minute); left || err != nil {
					t.Errorf("still to be made: %v, %v", left, err)
				}
			})
		})
	}
}
