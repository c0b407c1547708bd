package bot

import (
	"context"
	"flag"
	"log/slog"
	"net/http"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sitrep/bot/message"
	"sitrep/delivery"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// burst is a server with n channels, each with a digest that is due, at 08:00.
func burst(t *testing.T, n int) (*discordtest.Server, *storage.DB) {
	t.Helper()
	guild := discordtest.Guild{ID: "1100000000000001", Name: "Burst", Owner: discordtest.Anna}
	for i := range n {
		guild.Channels = append(guild.Channels, discordtest.Channel{
			ID:   strconv.Itoa(1200000000000000 + i),
			Name: "news-" + strconv.Itoa(i),
		})
	}
	srv := discordtest.New(t, discordtest.Options{InMemory: true, Guilds: []discordtest.Guild{guild}})
	srv.Inject(discordtest.Fault{Delay: 250 * time.Millisecond, Times: -1}) // the way there and back
	db, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "sitrep.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	now := time.Now()
	d := sampleDigest()
	d.From, d.To = now.Add(-time.Hour), now
	for i := range d.Developments {
		d.Developments[i].Known = nil // there are no facts in this database
	}
	for _, ch := range guild.Channels {
		sub, err := db.SaveSubscription(t.Context(), news.Subscription{
			Guild: guild.ID, Channel: ch.ID,
			Schedule: "0 8 * * *", Zone: "UTC", Created: now, NextAt: now,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, err := db.CommitDigest(t.Context(), sub, d, now.Add(24*time.Hour)); err != nil || !ok {
			t.Fatalf("CommitDigest: %v, %v", ok, err)
		}
	}
	return srv, db
}

// deliverBurst delivers what is due and returns the pace in messages a second of the bubble's time, and how many
// of them were refused.
func deliverBurst(t *testing.T, n int) (pace float64, refused int) {
	t.Helper()
	srv, db := burst(t, n)
	b, err := New(slog.New(slog.DiscardHandler), db, Options{
		Token: srv.Token(), Transport: srv.Transport(),
		Dialer: srv.Dialer(), Compose: composeSample,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() {
		ended <- delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(), delivery.Options{}).Run(ctx)
	}()
	for {
		wait(ctx, 500*time.Millisecond)
		left, err := db.PendingDeliveries(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			break
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	var sent []discordtest.Request
	for _, r := range srv.Requests() {
		if r.Status == 200 {
			sent = append(sent, r)
		} else {
			refused++
		}
	}
	if len(sent) != n {
		t.Errorf("%d messages were sent, want %d", len(sent), n)
	}
	for i := range n {
		if got := len(srv.Messages(strconv.Itoa(1200000000000000 + i))); got != 1 {
			t.Fatalf("channel %d holds %d messages, want 1", i, got)
		}
	}
	return float64(len(sent)-1) / sent[len(sent)-1].Time.Sub(sent[0].Time).Seconds(), refused
}

// discordRate is what Discord allows a bot, in requests a second.
const discordRate = 50

// channels is how many channels are due at once: the whole figure is go test ./bot -run Burst -burst 10000 -v.
var channels = flag.Int("burst", 300, "channels that are due at once in TestABurstKeepsToTheLimits")

// TestABurstKeepsToTheLimits delivers digests due at once, in simulated time, against Discord's limits.
func TestABurstKeepsToTheLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pace, refused := deliverBurst(t, *channels)
		if refused != 0 {
			t.Errorf("%d requests were refused", refused)
		}
		share := pace / discordRate
		if share < 0.95 || share > 1 {
			t.Errorf("sent at %.1f%% of what Discord allows", 100*share)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		t.Logf("%d channels: %.1f%% of what Discord allows, %d refused, %d MiB of heap with the stand-in", *channels,
			100*share, refused, m.HeapInuse>>20)
	})
}

// TestRestartsProvokeNoLimit starts the delivery of a burst anew again and again, the next while what the last one
// sent is still on its way.
func TestRestartsProvokeNoLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv, db := burst(t, 600)
		var all sync.WaitGroup
		for life := 0; ; life++ {
			b, err := New(slog.New(slog.DiscardHandler), db, Options{
				Token: srv.Token(), Transport: srv.Transport(), Dialer: srv.Dialer(), Compose: composeSample,
			})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			all.Go(func() {
				worker := delivery.New(slog.New(slog.DiscardHandler), db, b.Sender(), delivery.Options{})
				if err := worker.Run(ctx); err != nil {
					t.Error(err)
				}
			})
			wait(t.Context(), 1700*time.Millisecond+time.Duration(life*137%900)*time.Millisecond)
			cancel()
			left, err := db.PendingDeliveries(t.Context())
			if err != nil || life > 100 {
				t.Fatalf("%d are left after %d lives: %v", left, life, err)
			}
			if left == 0 {
				break
			}
		}
		all.Wait()
		refused := 0
		for _, r := range srv.Requests() {
			if r.Status == http.StatusTooManyRequests {
				refused++
			}
		}
		if refused > 0 {
			t.Errorf("%d of %d requests were refused", refused, len(srv.Requests()))
		}
	})
}

func TestADigestSentBeforeACrashIsFoundAgain(t *testing.T) {
	quiet := sampleDigest()
	quiet.Developments = nil
	tests := []struct {
		name   string
		digest news.Digest
		form   message.Form
		own    bool // it can read the channel's history
		want   int  // messages in the end
	}{
		{"components", sampleDigest(), message.FormComponents, true, 1},
		{"embeds", sampleDigest(), message.FormEmbeds, true, 1},
		{"a quiet day", quiet, message.FormComponents, true, 1},
		{"a quiet day in embeds", quiet, message.FormEmbeds, true, 1},
		{"where history cannot be read, it is sent again", sampleDigest(), message.FormComponents, false, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			inMemory(t, func(t *testing.T, srv *discordtest.Server) {
				b, _ := connect(t, srv, Options{Form: test.form})
				d := sampleDigestDelivery()
				d.Digest, d.Channel, d.Attempt, d.Created = test.digest, discordtest.News, 1, time.Now()
				if !test.own {
					srv.EditChannel(discordtest.News, func(ch *discordtest.Channel) {
						ch.Overwrites = append(ch.Overwrites,
							discordtest.Overwrite{
								ID: srv.Application(), Member: true,
								Deny: discordtest.ReadMessageHistory,
							})
					})
				}
				first, err := b.Sender().Send(t.Context(), d)
				if err != nil {
					t.Fatal(err)
				}
				ben := srv.User(discordtest.Ben).In(discordtest.News)
				for i := range 250 { // people talk
					ben.Say("message " + strconv.Itoa(i))
				}
				wait(t.Context(), 3*time.Hour) // and Sitrep is down
				other := d
				other.Digest.ID, other.Nonce, other.Attempt, other.Created = d.Digest.ID+1, "another", 1, time.Now()
				other.Digest.To = time.Now()
				if _, err := b.Sender().Send(t.Context(), other); err != nil {
					t.Fatal(err)
				}
				d.Attempt = 2
				second, err := b.Sender().Send(t.Context(), d)
				if err != nil || (second == first) != test.own {
					t.Errorf("sent again as %q, %v; the first was %q", second.Message, err, first.Message)
				}
				if got := len(srv.Messages(discordtest.News)) - 250 - 1; got != test.want {
					t.Errorf("%d messages of one digest, want %d", got, test.want)
				}
			})
		})
	}
}
