package storagetest

import (
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func subscriptions(t *testing.T, db *storage.DB) {
	in := news.Subscription{
		Guild: "1", Channel: "2", Topic: "gaza", Schedule: "0 8 * * *", Zone: "Europe/Kyiv",
		Style: news.Brief, Mention: "3", By: "4", NextAt: noon,
	}
	s := must(db.SaveSubscription(t.Context(), in))
	if s.ID == 0 || !s.Created.Equal(Now()) {
		t.Errorf("SaveSubscription = %+v", s)
	}
	other := must(db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "9", Channel: "8",
		NextAt: noon.Add(-time.Hour),
	}))
	same(t, "of the guild", must(db.Subscriptions(t.Context(), "1")), []news.Subscription{s})
	same(t, "due", must(db.DueSubscriptions(t.Context(), noon, 9)), []news.Subscription{other, s})
	same(t, "due before", must(db.DueSubscriptions(t.Context(), noon.Add(-time.Minute), 9)), []news.Subscription{other})

	stale := s
	s.Style, s.NextAt, s.Channel = news.Full, noon.Add(time.Hour), "5"
	saved := must(db.SaveSubscription(t.Context(), s))
	s.Revision++
	same(t, "saved", saved, s)
	_, err := db.SaveSubscription(t.Context(), stale)
	wantCode(t, err, news.Conflict)
	unmoved := s
	unmoved.NextAt = time.Time{}
	saved = must(db.SaveSubscription(t.Context(), unmoved))
	s.Revision++
	same(t, "saved without a time", saved, s)
	same(t, "SubscriptionByID", must(db.SubscriptionByID(t.Context(), s.ID)), s)
	if err := db.PauseSubscription(t.Context(), other.ID, "no permission"); err != nil {
		t.Fatal(err)
	}
	same(t, "a paused one is not due", must(db.DueSubscriptions(t.Context(), noon.Add(9*time.Hour), 9)),
		[]news.Subscription{s})
	if got := must(db.SubscriptionByID(t.Context(), other.ID)); got.Paused != "no permission" {
		t.Errorf("paused = %q", got.Paused)
	}
	strange := s
	strange.Guild = "9"
	_, err = db.SaveSubscription(t.Context(), strange)
	wantCode(t, err, news.NotFound)
	wantCode(t, db.RemoveSubscription(t.Context(), "9", s.ID), news.NotFound)
	if err := db.RemoveSubscription(t.Context(), "1", s.ID); err != nil {
		t.Fatal(err)
	}
	if next := must(db.SaveSubscription(t.Context(), in)); next.ID == s.ID {
		t.Error("the id of a removed subscription was given again: its buttons would act on the new one")
	}
}

func watches(t *testing.T, db *storage.DB) {
	in := news.Subscription{
		Kind: news.Watch, Guild: "1", Channel: "2", About: 7, AboutName: "Kyiv", Origins: 2,
		Zone: "UTC", By: "4", NextAt: noon,
	}
	w := must(db.SaveSubscription(t.Context(), in))
	_, err := db.SaveSubscription(t.Context(), in)
	wantCode(t, err, news.Conflict)
	topic := in
	topic.About, topic.Topic = 0, "gaza"
	second := must(db.SaveSubscription(t.Context(), topic))
	twin := second
	twin.About, twin.Topic = 7, ""
	_, err = db.SaveSubscription(t.Context(), twin)
	wantCode(t, err, news.Conflict)
	same(t, "due digests", len(must(db.DueSubscriptions(t.Context(), noon, 9))), 0)
	same(t, "watches", must(db.Watches(t.Context(), noon, 0, 9)), []news.Subscription{w, second})
	same(t, "watches after the first", must(db.Watches(t.Context(), noon, w.ID, 9)), []news.Subscription{second})
	same(t, "watches that rest", len(must(db.Watches(t.Context(), noon.Add(-time.Minute), 0, 9))), 0)
}

func blocked(t *testing.T, db *storage.DB) {
	s, paused := subscribe(t, db, "a"), subscribe(t, db, "b")
	paused.Paused = "paused by an admin"
	paused = must(db.SaveSubscription(t.Context(), paused))
	for _, id := range []int64{s.ID, paused.ID} {
		if err := db.BlockSubscription(t.Context(), id, "no permission"); err != nil {
			t.Fatal(err)
		}
	}
	s.Paused, s.Blocked = "no permission", true
	same(t, "blocked", must(db.BlockedSubscriptions(t.Context())), []news.Subscription{s})
	same(t, "an admin's pause stays", must(db.SubscriptionByID(t.Context(), paused.ID)), paused)
	if err := db.TellSubscription(t.Context(), s.ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := db.BlockSubscription(t.Context(), s.ID, "gone"); err != nil {
		t.Fatal(err)
	}
	s.Told, s.Paused = noon, "gone"
	same(t, "told once", must(db.BlockedSubscriptions(t.Context())), []news.Subscription{s})
	if err := db.UnblockSubscription(t.Context(), s.ID, noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	s.Told, s.Paused, s.Blocked, s.NextAt = time.Time{}, "", false, noon.Add(time.Hour)
	same(t, "unblocked", must(db.SubscriptionByID(t.Context(), s.ID)), s)
	wantCode(t, db.UnblockSubscription(t.Context(), s.ID, noon), news.Conflict)
	wantCode(t, db.UnblockSubscription(t.Context(), paused.ID, noon), news.Conflict)
	wantCode(t, db.BlockSubscription(t.Context(), 999, "x"), news.NotFound)
	wantCode(t, db.TellSubscription(t.Context(), 999, noon), news.NotFound)
}

func subscribe(t *testing.T, db *storage.DB, channel string) news.Subscription {
	t.Helper()
	return must(db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "1", Channel: channel, Mention: "3",
		NextAt: noon,
	}))
}
