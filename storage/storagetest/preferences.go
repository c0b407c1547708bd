package storagetest

import (
	"fmt"
	"testing"
	"time"

	"sitrep/news"
	"sitrep/storage"
)

func preferences(t *testing.T, db *storage.DB) {
	in := news.Subscription{
		Channel: "2", Topic: "gaza,ukraine-war", By: "4", NextAt: noon, Zone: "UTC",
		Preferences: news.Preferences{
			Quiet: news.QuietSkipped, Outlets: []string{"Wire"}, NotWords: []string{"football"}, Hours: "22:00-07:00",
			Near:    &news.Circle{Name: "Pokrovsk", Latitude: 48.28, Longitude: 37.18, Kilometres: 30},
			Threads: news.StoryThread, Until: noon.Add(time.Hour),
		},
	}
	s := must(db.SaveSubscription(t.Context(), in))
	same(t, "of the user", must(db.OwnSubscriptions(t.Context(), "4")), []news.Subscription{s})
	same(t, "of another user", len(must(db.OwnSubscriptions(t.Context(), "5"))), 0)
	got := must(db.SubscriptionByID(t.Context(), s.ID)).Preferences
	if got.Near == nil || *got.Near != *in.Preferences.Near {
		t.Errorf("preferences = %+v", got)
	}
	s.Preferences = news.Preferences{Quiet: news.QuietShortened}
	s = must(db.SaveSubscription(t.Context(), s))
	same(t, "changed", must(db.SubscriptionByID(t.Context(), s.ID)), s)

	word := news.Subscription{Kind: news.Watch, Guild: "1", Channel: "2", AboutName: "drones", NextAt: noon}
	must(db.SaveSubscription(t.Context(), word))
	_, err := db.SaveSubscription(t.Context(), word)
	wantCode(t, err, news.Conflict)
	word.AboutName = "mobilisation"
	must(db.SaveSubscription(t.Context(), word))
}

func mutes(t *testing.T, db *storage.DB) {
	one := draft{key: "a", sentences: []string{"One came."}}.save(t, db)
	story := must(db.SaveMute(t.Context(), news.Mute{
		Guild: "1", Reader: "2", Kind: news.MuteStory, Value: fmt.Sprint(one.Story.ID), Name: "S", By: "4",
		Until: noon.Add(time.Hour),
	}))
	outlet := must(db.SaveMute(t.Context(), news.Mute{Reader: "4", Kind: news.MuteOutlet, Value: "Wire", By: "4"}))
	same(t, "mutes", must(db.Mutes(t.Context(), noon)), []news.Mute{story, outlet})
	same(t, "mutes an hour later", must(db.Mutes(t.Context(), noon.Add(time.Hour))), []news.Mute{outlet})
	story.Until = time.Time{}
	same(t, "muted again", must(db.SaveMute(t.Context(), story)).ID, story.ID)
	same(t, "for good", must(db.Mutes(t.Context(), noon.AddDate(9, 0, 0))), []news.Mute{story, outlet})
	wantCode(t, db.RemoveMute(t.Context(), "9", "2", story.ID), news.NotFound)
	wantCode(t, db.RemoveMute(t.Context(), "", "5", outlet.ID), news.NotFound)
	if err := db.RemoveMute(t.Context(), "1", "2", story.ID); err != nil {
		t.Fatal(err)
	}
	same(t, "after one has ended", must(db.Mutes(t.Context(), noon)), []news.Mute{outlet})
}

func serverSettings(t *testing.T, db *storage.DB) {
	same(t, "of a server that has set nothing", must(db.ServerSettings(t.Context(), "1")), news.ServerSettings{})
	must(db.ChangeServer(t.Context(), "1", func(s *news.ServerSettings) { s.Audit = "7" }))
	now := must(db.ChangeServer(t.Context(), "1", func(s *news.ServerSettings) { s.Private = append(s.Private, "8") }))
	same(t, "changed twice", now, news.ServerSettings{Audit: "7", Private: []string{"8"}})
	same(t, "stored", must(db.ServerSettings(t.Context(), "1")), now)
	same(t, "of another server", must(db.ServerSettings(t.Context(), "2")), news.ServerSettings{})
}

func ownTopics(t *testing.T, db *storage.DB) {
	one := draft{key: "a", sentences: []string{"One came."}}.save(t, db)
	two := draft{key: "b", sentences: []string{"Two went."}, topics: []string{"gaza"}}.save(t, db)
	mine := must(db.SaveTopic(t.Context(), news.OwnTopic{
		Topic: news.Topic{Name: "Drones", Words: []string{"drone"}}, Guild: "1", By: "4",
	}))
	other := must(db.SaveTopic(t.Context(), news.OwnTopic{Topic: news.Topic{Name: "Drones"}, Guild: "2", By: "5"}))
	if mine.Slug == "" || mine.Slug == other.Slug {
		t.Errorf("slugs %q and %q", mine.Slug, other.Slug)
	}
	same(t, "topics", must(db.OwnTopics(t.Context())), []news.OwnTopic{mine, other})
	ids := []int64{one.Article.ID, two.Article.ID}
	same(t, "filed", must(db.FileUnder(t.Context(), mine.Slug, ids)), 2)
	same(t, "filed again", must(db.FileUnder(t.Context(), mine.Slug, ids)), 0)
	q := news.FactQuery{Topic: mine.Slug}
	same(t, "facts of the topic", len(must(db.Facts(t.Context(), q))), 2)
	q.Topic = "gaza," + mine.Slug
	same(t, "facts of two topics", len(must(db.Facts(t.Context(), q))), 2)
	came := must(db.Arrivals(t.Context(), news.ArrivalQuery{
		Topic: q.Topic, Through: 1 << 40, Late: 1 << 50,
	}))
	same(t, "arrivals of two topics", []int{len(came.Facts), came.Articles}, []int{2, 2})
	cover := must(db.Coverage(t.Context(), q.Topic, noon.AddDate(-1, 0, 0), noon.AddDate(1, 0, 0)))
	same(t, "articles of two topics", cover.Articles, 2)
	wantCode(t, db.RemoveTopic(t.Context(), "2", mine.Slug), news.NotFound)
	if err := db.RemoveTopic(t.Context(), "1", mine.Slug); err != nil {
		t.Fatal(err)
	}
	same(t, "topics left", must(db.OwnTopics(t.Context())), []news.OwnTopic{other})
	q.Topic = mine.Slug
	same(t, "facts of a removed topic", len(must(db.Facts(t.Context(), q))), 0)
	same(t, "no slug is given twice", must(db.SaveTopic(t.Context(), mine)).Slug != mine.Slug, true)
}

func storyThreads(t *testing.T, db *storage.DB) {
	one := draft{key: "a", sentences: []string{"One came."}}.save(t, db)
	s := must(db.SaveSubscription(t.Context(), news.Subscription{
		Guild: "1", Channel: "a", NextAt: noon, Mention: "3", Preferences: news.Preferences{Threads: news.StoryThread},
	}))
	about := func(story int64) news.Digest {
		d := shown(noon, 1, one.Sentences[0].Fact)
		d.Developments[0].Story = story
		return d
	}
	send := func(d news.Digest, thread string) news.Delivery {
		t.Helper()
		commit(t, db, &s, d)
		out, ok, err := db.ClaimDelivery(t.Context(), noon, time.Minute)
		if err != nil || !ok {
			t.Fatal(ok, err)
		}
		if err := db.FinishDelivery(t.Context(), out.ID, "m"+thread, thread); err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := send(about(one.Story.ID), "77")
	same(t, "the first", []any{first.Threads, first.Story, first.Thread}, []any{news.StoryThread, one.Story.ID, ""})
	same(t, "another story", send(about(one.Story.ID+1), "78").Thread, "")
	same(t, "the story again", send(about(one.Story.ID), "77").Thread, "77")
	same(t, "a quiet day mentions nobody", commit(t, db, &s, shown(noon, 1)).Mention, "")
	last := must(db.LastDeliveries(t.Context(), []int64{s.ID, 99}))
	same(t, "last", []any{len(last), last[s.ID].State}, []any{1, news.Pending})
	same(t, "since", must(db.DeliveriesSince(t.Context(), s.ID, Now().Add(-time.Hour))), 4)
	same(t, "since now", must(db.DeliveriesSince(t.Context(), s.ID, Now())), 0)

	out := must(db.CommitDigests(t.Context(), []news.Composed{{
		Subscription: s, Digest: &news.Digest{To: noon}, Next: noon.AddDate(0, 0, 9), Silent: true,
	}}))
	same(t, "silent", len(out), 0)
	same(t, "due after silence", must(db.SubscriptionByID(t.Context(), s.ID)).NextAt, noon.AddDate(0, 0, 9))
}
