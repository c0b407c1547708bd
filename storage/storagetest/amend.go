package storagetest

import (
	"sync"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

// sent delivers a digest of some facts and returns its delivery.
func sent(t *testing.T, db *storage.DB, s *news.Subscription, facts ...int64) news.Delivery {
	t.Helper()
	out := commit(t, db, s, shown(noon, 1, facts...))
	if claim(t, db, noon) != out.ID {
		t.Fatal("something else waits to be delivered")
	}
	if err := db.FinishDelivery(t.Context(), out.ID, "900", ""); err != nil {
		t.Fatal(err)
	}
	return out
}

// look is one look at what changed: what relied on it, and how it is committed.
func look(t *testing.T, db *storage.DB) (relying []news.Relying, commit func(...news.Amended) bool) {
	t.Helper()
	since := noon.Add(-time.Hour)
	from, to, all, err := db.Relying(t.Context(), since)
	if err != nil {
		t.Fatal(err)
	}
	return all, func(a ...news.Amended) bool { return must(db.CommitAmended(t.Context(), from, to, since, a)) }
}

// amendments: a digest is found again when something comes about what it told; what there is to say about it is
// committed by one of two who look at once; its message is edited once for each state of it; and its channel is told
// once, as a delivery that counts as none of the subscription's.
func amendments(t *testing.T, db *storage.DB) {
	f := draft{key: "a", sentences: []string{"Nine died."}, killed: map[int]float64{0: 9}}.save(t, db)
	fact := f.Sentences[0].Fact
	s := subscribe(t, db, "2")
	if relying, commit := look(t, db); len(relying) != 0 || !commit() { // the first look begins at what there is
		t.Fatalf("the first look finds %+v", relying)
	}
	out := sent(t, db, &s, fact)
	draft{
		key: "b", sentences: []string{"Seven died."}, killed: map[int]float64{0: 7}, facts: map[int]int64{0: fact},
		story: f.Story,
	}.save(t, db)

	relying, first := look(t, db)
	_, second := look(t, db)
	if len(relying) != 1 || relying[0].Digest.ID != out.Digest.ID || relying[0].Known[fact].Figures[0].Low != 7 {
		t.Fatalf("Relying = %+v", relying)
	}
	a := news.Amended{
		Digest:     out.Digest.ID,
		Amendments: []news.Amendment{{Kind: news.AmendDenied, By: "the mayor", Time: noon}},
		Telling:    &news.Digest{Name: "Gaza", To: noon, Correction: true},
	}
	if !first(a) || second(a) {
		t.Error("both of two who looked at once have committed")
	}
	if again, _ := look(t, db); len(again) != 0 {
		t.Errorf("what has been looked at is looked at again: %+v", again)
	}
	same(t, "the digest as amended", must(db.Digest(t.Context(), out.Digest.ID)).Amended, a.Amendments)

	e, ok, err := db.ClaimEdit(t.Context(), noon, time.Minute)
	if err != nil || !ok || e.ID != out.ID || e.Message != "900" || e.Revision != 1 || e.Tries != 1 ||
		len(e.Digest.Amended) != 1 {
		t.Fatalf("ClaimEdit = %+v, %v, %v", e, ok, err)
	}
	if _, ok, _ := db.ClaimEdit(t.Context(), noon, time.Minute); ok {
		t.Error("an edit is claimed twice")
	}
	// Something else turns out while it is under way: it is made once more, and the channel is told at the end.
	draft{key: "c", sentences: []string{"Six died."}, facts: map[int]int64{0: fact}, story: f.Story}.save(t, db)
	_, third := look(t, db)
	if a.Telling = nil; !third(a) {
		t.Error("a later look was not committed")
	}
	toldOnce(t, db, s, out)
}

// toldOnce finishes the first of two states of the edit of a delivery, then the second, and takes the correction that
// follows from the outbox.
func toldOnce(t *testing.T, db *storage.DB, s news.Subscription, out news.Delivery) {
	finish := func(revision int) {
		t.Helper()
		if err := db.FinishEdit(t.Context(), out.ID, revision, "2"); err != nil {
			t.Error(err)
		}
	}
	finish(1)
	if id := claim(t, db, noon); id != 0 {
		t.Errorf("delivery %d waits though the edit is to be made again", id)
	}
	if e, ok, err := db.ClaimEdit(t.Context(), noon, time.Minute); err != nil || !ok || e.Revision != 2 {
		t.Fatalf("the edit as it is now = %+v, %v, %v", e, ok, err)
	}
	finish(2)
	finish(2) // whoever had lost the lease
	told, ok, err := db.ClaimDelivery(t.Context(), noon, time.Minute)
	if err != nil || !ok || !told.Digest.Correction || told.Corrects.Message != "900" || told.Corrects.Channel != "2" ||
		told.Mention != "" {
		t.Fatalf("the correction = %+v, %v, %v", told, ok, err)
	}
	if err := db.FailDelivery(t.Context(), told.ID, "x"); err != nil {
		t.Error(err)
	}
	same(t, "the subscription", must(db.SubscriptionByID(t.Context(), s.ID)), s)
	if n := must(db.DeliveriesSince(t.Context(), s.ID, noon.Add(-time.Hour))); n != 1 {
		t.Errorf("a correction counts among %d deliveries", n)
	}
	if id := claim(t, db, noon); id != 0 {
		t.Errorf("the channel is told twice: delivery %d", id)
	}
	corrected := must(db.Corrected(t.Context(), news.CorrectedQuery{Since: noon, Guild: "1", Channel: "2"}))
	if len(corrected) != 1 || corrected[0].Posted.Message != "900" || corrected[0].Posted.Channel != "2" {
		t.Errorf("Corrected = %+v", corrected)
	}
	for _, q := range []news.CorrectedQuery{{Since: noon, Guild: "9", Channel: "2"}, {Since: noon, Channel: "2"}} {
		if got := must(db.Corrected(t.Context(), q)); len(got) != 0 {
			t.Errorf("%+v is told %+v", q, got)
		}
	}
}

// editQueue: what was not sent is not edited, nor what Discord refuses until it does not any more; what is given up
// stays so, whatever turns out later.
func editQueue(t *testing.T, db *storage.DB) {
	f := draft{key: "a", sentences: []string{"Nine died."}}.save(t, db)
	fact := f.Sentences[0].Fact
	s := subscribe(t, db, "2")
	_, begin := look(t, db)
	begin()
	waits := commit(t, db, &s, shown(noon, 1, fact))
	amend := func() {
		t.Helper()
		draft{
			key: time.Now().String(), sentences: []string{"Seven died."}, facts: map[int]int64{0: fact}, story: f.Story,
		}.save(t, db)
		_, commit := look(t, db)
		if !commit(news.Amended{
			Digest: waits.Digest.ID, Amendments: []news.Amendment{{Kind: news.AmendDenied, Time: noon}},
			Telling: &news.Digest{Correction: true},
		}) {
			t.Error("a look was not committed")
		}
	}
	claims := func(what string, want bool) {
		t.Helper()
		if _, ok, err := db.ClaimEdit(t.Context(), noon, time.Minute); err != nil || ok != want {
			t.Errorf("%s: claimed %v, %v", what, ok, err)
		}
	}
	amend()
	claims("before the message is sent", false)
	d, _, err := db.ClaimDelivery(t.Context(), noon, time.Minute)
	if err != nil || len(d.Digest.Amended) != 1 {
		t.Errorf("a message that is sent now says %+v, %v", d.Digest.Amended, err)
	}
	if err := db.FinishDelivery(t.Context(), d.ID, "900", ""); err != nil {
		t.Fatal(err)
	}
	if err := db.BlockSubscription(t.Context(), s.ID, "no access"); err != nil {
		t.Fatal(err)
	}
	claims("while Discord refuses", false)
	if err := db.UnblockSubscription(t.Context(), s.ID, s.NextAt); err != nil {
		t.Fatal(err)
	}
	claims("when it does not any more", true)
	if err := db.RetryEdit(t.Context(), d.ID, noon.Add(time.Hour), "503"); err != nil {
		t.Error(err)
	}
	claims("before its time", false)
	if _, ok, err := db.ClaimEdit(t.Context(), noon.Add(time.Hour), time.Minute); !ok || err != nil {
		t.Errorf("at its time: %v, %v", ok, err)
	}
	if err := db.FailEdit(t.Context(), d.ID, "deleted"); err != nil {
		t.Error(err)
	}
	amend()
	claims("of a message that was deleted", false)
	if got := must(db.Corrected(t.Context(), news.CorrectedQuery{Since: noon})); len(got) != 0 {
		t.Errorf("a message that was deleted is named: %+v", got)
	}
	for name, err := range map[string]error{
		"RetryEdit": db.RetryEdit(t.Context(), 99, noon, ""), "FailEdit": db.FailEdit(t.Context(), 99, ""),
		"FinishEdit": db.FinishEdit(t.Context(), 99, 1, ""),
	} {
		if news.ErrorCode(err) != news.NotFound {
			t.Errorf("%s of nothing = %v", name, err)
		}
	}
}

// manyEditors: many who edit at once make each edit once, and one of a channel at a time.
func manyEditors(t *testing.T, db *storage.DB) {
	const channels, each, workers = 10, 2, 8
	f := draft{key: "a", sentences: []string{"Nine died."}}.save(t, db)
	fact := f.Sentences[0].Fact
	_, begin := look(t, db)
	begin()
	var all []news.Amended
	for i := range channels {
		s := subscribe(t, db, string(rune('a'+i)))
		for range each {
			d := sent(t, db, &s, fact)
			all = append(all, news.Amended{
				Digest: d.Digest.ID, Amendments: []news.Amendment{{Kind: news.AmendDenied, Time: noon}},
			})
		}
	}
	draft{key: "b", sentences: []string{"Seven died."}, facts: map[int]int64{0: fact}, story: f.Story}.save(t, db)
	if relying, commit := look(t, db); len(relying) != channels*each || !commit(all...) {
		t.Fatalf("%d digests relied on it", len(relying))
	}
	var mu sync.Mutex
	var working sync.WaitGroup
	made, under := map[int64]int{}, map[string]bool{}
	for range workers {
		working.Go(func() {
			for range 10 * channels * each {
				e, ok, err := db.ClaimEdit(t.Context(), noon, time.Minute)
				if err != nil {
					t.Error(err)
					return
				}
				if !ok {
					continue
				}
				mu.Lock()
				made[e.ID]++
				if under[e.Channel] {
					t.Errorf("two edits of channel %s at once", e.Channel)
				}
				under[e.Channel] = true
				mu.Unlock()
				mu.Lock()
				delete(under, e.Channel)
				mu.Unlock()
				if err := db.FinishEdit(t.Context(), e.ID, e.Revision, e.Channel); err != nil {
					t.Error(err)
				}
			}
		})
	}
	working.Wait()
	if len(made) != channels*each {
		t.Errorf("%d of %d messages were edited", len(made), channels*each)
	}
	for id, n := range made {
		if n != 1 {
			t.Errorf("the message of delivery %d was edited %d times", id, n)
		}
	}
}
