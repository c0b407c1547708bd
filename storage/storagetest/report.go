package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func hideFromServer(t *testing.T, db *storage.DB) {
	topics := []string{"gaza"}
	a := happened(t, db, draft{key: "a", topics: topics, sentences: []string{"The depot was hit."}},
		news.Event{Title: "depot"})
	b := happened(t, db, draft{key: "b", topics: topics, sentences: []string{"A bridge fell."}},
		news.Event{Title: "bridge"})
	seen := func(server string) (facts int, arrived, hidden int) {
		ctx := news.SeenBy(t.Context(), server)
		told := must(db.Told(ctx, news.FactQuery{Topic: "gaza", Since: noon.Add(-time.Hour)}))
		came := must(db.Arrivals(ctx, news.ArrivalQuery{Topic: "gaza", Through: b.Article.ID, Late: time.Hour}))
		if told.Hidden != came.Hidden || told.More+came.More != 0 {
			t.Errorf("%s: told %+v, arrived %+v", server, told, came)
		}
		if n := len(must(db.Facts(ctx, news.FactQuery{IDs: []int64{a.Sentences[0].Fact}}))); n != 2-came.Hidden-1 {
			t.Errorf("%s: %d facts by number with %d hidden", server, n, came.Hidden)
		}
		return len(told.Facts), len(came.Facts), told.Hidden
	}
	looks := func(what, server string, hidden int) {
		t.Helper()
		facts, arrived, withheld := seen(server)
		same(t, what, []int{facts, arrived, withheld}, []int{2 - hidden, 2 - hidden, hidden})
	}
	must(db.HideEvent(t.Context(), a.Event.ID, "77", "5"))
	if own, all := must(db.Owns(t.Context(), "77")), must(db.Owners(t.Context(), time.Time{})); !own ||
		!slices.Equal(all, []string{"77"}) {
		t.Errorf("who sees something else than everybody: %v, %v", own, all)
	}
	looks("hidden from the server", "77", 1)
	looks("another server", "78", 0)
	looks("everybody", "", 0)
	same(t, "HiddenEvents", len(must(db.HiddenEvents(t.Context(), "77", 9))), 1)
	keep := must(db.MergeEvents(t.Context(), b.Event.ID, a.Event.ID)) // what is one with it is hidden, too
	if facts, _, hidden := seen("77"); facts != 0 || hidden != 1 {
		t.Errorf("after they became one: %d facts, %d hidden", facts, hidden)
	}
	must(db.ShowEvent(t.Context(), keep.ID, "77", "5"))
	looks("shown again", "77", 0)
	log := must(db.Decisions(t.Context(), 9))
	if len(log) != 3 || log[2].What != news.DecideHide || log[2].Guild != "77" || log[2].By != "5" {
		t.Errorf("Decisions: %+v", log)
	}
	must(db.HideEvent(t.Context(), keep.ID, "77", "5"))
	if err := db.EraseServer(t.Context(), "77"); err != nil {
		t.Fatal(err)
	}
	looks("erased", "77", 0)
}

func reports(t *testing.T, db *storage.DB) {
	ctx := t.Context()
	a := happened(t, db, draft{key: "a", sentences: []string{"The depot was hit."}}, news.Event{Title: "depot"})
	b := happened(t, db, draft{key: "b", sentences: []string{"A bridge fell."}}, news.Event{Title: "bridge"})
	report := func(ctx context.Context, event int64, reporter, guild string) (news.ReaderReport, error) {
		return db.SaveReport(ctx, news.ReaderReport{
			Event: event, Reason: news.ReportWrong, Note: "it was a mill", Guild: guild, Reporter: reporter, Link: "l",
		})
	}
	if _, err := report(ctx, 999, "5", "77"); news.ErrorCode(err) != news.NotFound {
		t.Errorf("an event that is not there: %v", err)
	}
	first := must(report(ctx, a.Event.ID, "5", "77"))
	same(t, "the same again", must(report(ctx, a.Event.ID, "5", "77")).ID, first.ID)
	must(report(ctx, b.Event.ID, "5", ""))
	open := must(db.Reports(ctx, news.ReportQuery{Limit: 9}))
	if len(open) != 2 || open[1].Headline != "depot" || open[1].Note != "it was a mill" || open[1].Reporter != "5" ||
		open[1].Link != "l" || open[1].Time.IsZero() {
		t.Errorf("Reports: %+v", open)
	}
	untold := must(db.UntoldReports(ctx, 9))
	if len(untold) != 1 || untold[0].ID != first.ID {
		t.Errorf("UntoldReports: %+v", untold)
	}
	if err := db.TellReport(ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	same(t, "UntoldReports once told", len(must(db.UntoldReports(ctx, 9))), 0)
	here := news.ReportQuery{Guild: "77", Limit: 9}
	same(t, "of the server", len(must(db.Reports(ctx, here))), 1)
	same(t, "of another server", len(must(db.Reports(ctx, news.ReportQuery{Guild: "78", Limit: 9}))), 0)
	must(db.HideEvent(ctx, a.Event.ID, "77", "6"))
	same(t, "of the server, which has hidden it", len(must(db.Reports(ctx, here))), 0)
	same(t, "of everybody still", len(must(db.Reports(ctx, news.ReportQuery{Limit: 9}))), 2)
	must(db.HideEvent(ctx, a.Event.ID, "", ""))
	same(t, "hidden from all", len(must(db.Reports(ctx, news.ReportQuery{Limit: 9}))), 1)
	if err := db.SettleReport(ctx, open[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := db.SettleReport(ctx, open[0].ID); news.ErrorCode(err) != news.NotFound {
		t.Errorf("settled twice: %v", err)
	}
	same(t, "with those that are settled", len(must(db.Reports(ctx, news.ReportQuery{Settled: true, Limit: 9}))), 2)
	var err error
	for i := range 6 {
		e := happened(t, db, draft{key: "c" + string(rune('0'+i)), sentences: []string{"Something else."}},
			news.Event{Title: "more"})
		_, err = report(ctx, e.Event.ID, "9", "")
		if (i < 5) != (err == nil) {
			t.Errorf("report %d: %v", i+1, err)
		}
	}
	if news.ErrorCode(err) != news.Unavailable {
		t.Errorf("too many: %v", err)
	}
	must(report(ctx, b.Event.ID, "10", "")) // of another reader
}
