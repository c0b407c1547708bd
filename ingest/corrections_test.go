package ingest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sitrep/news"
	"sitrep/storage"
)

// named returns the one person of that main name.
func named(t *testing.T, db *storage.DB, name string) news.Mentioned {
	t.Helper()
	all, err := db.MostMentioned(t.Context(), news.Person, 100)
	if err != nil {
		t.Fatal(err)
	}
	var out []news.Mentioned
	for _, m := range all {
		if m.Entity.Name == name {
			out = append(out, m)
		}
	}
	if len(out) != 1 {
		t.Fatalf("%d persons are called %s: %v", len(out), name, all)
	}
	return out[0]
}

// TestCorrectionsLast corrects who is who and imports more, the same again and edits: what an operator has decided
// holds.
func TestCorrectionsLast(t *testing.T) {
	p, db := house(t)
	ctx := t.Context()
	const (
		field = "General Karim Haddad said on Monday that his troops had left the town of Douma after the shelling. " +
			"Haddad spoke to reporters."
		war = "Abu Laith, a rebel commander, warned on Monday that his fighters would retake the town of Douma " +
			"after the shelling."
	)
	articles := []news.Article{
		dispatch("Podil Post", "Troops leave", field, april24),
		dispatch("Podil Post", "Rebels warn", war, april24),
	}
	for _, a := range articles {
		add(t, p, a)
	}
	karim, laith := named(t, db, "Karim Haddad").Entity, named(t, db, "Abu Laith").Entity

	if _, err := db.MergeEntities(ctx, karim.ID, laith.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := db.RenameEntity(ctx, karim.ID, "Karim Haddad (Abu Laith)"); err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		if got := add(t, p, a); got != news.Unchanged {
			t.Errorf("%s again: %s", a.Title, got)
		}
	}
	edited := articles[1]
	edited.Body += " Abu Laith did not say when."
	edited.URL = "https://podil.example/rebels"
	add(t, p, edited)
	add(t, p, dispatch("Harbour Radio", "Rebels again",
		"The rebel commander Abu Laith said on Wednesday that the shelling of Douma had not stopped.",
		april24.Add(48*time.Hour)))
	merged := named(t, db, "Karim Haddad (Abu Laith)")
	if merged.Entity.ID != karim.ID || merged.Articles != 4 {
		t.Errorf("after the merge: %+v, want %d in 4 articles", merged, karim.ID)
	}
	profile, err := db.Profile(ctx, laith.ID, time.Time{}, 10)
	if err != nil || profile.Entity.ID != karim.ID {
		t.Errorf("the merged id leads to %+v, %v", profile.Entity, err)
	}
	for _, q := range profile.Said {
		if q.Statement.Speaker != "Karim Haddad (Abu Laith)" || q.Statement.SpeakerID != karim.ID {
			t.Errorf("a statement's speaker is %d %s", q.Statement.SpeakerID, q.Statement.Speaker)
		}
	}

	// Split again, and the name that was split off stays apart, also where one article has both.
	other, err := db.SplitEntity(ctx, karim.ID, []string{"Abu Laith"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, dispatch("Harbour Radio", "Rebels last",
		"The rebel commander Abu Laith said on Thursday that the shelling of Douma was over. General Karim Haddad "+
			"denied it.", april24.Add(72*time.Hour)))
	if got := named(t, db, "Abu Laith"); got.Entity.ID != other.ID || got.Articles != 4 {
		t.Errorf("after the split Abu Laith is %+v, want %d in 4 articles", got, other.ID)
	}
	if got := named(t, db, "Karim Haddad (Abu Laith)"); got.Articles != 2 {
		t.Errorf("after the split Karim Haddad is in %d articles, want 2", got.Articles)
	}

	// Two names that the rules take for one are parted in articles to come.
	add(t, p, dispatch("Harbour Radio", "Karim",
		"Kareem Haddad arrived in Damascus on Tuesday after the shelling, state television said.",
		april24.Add(80*time.Hour)))
	kareem, err := db.SplitEntity(ctx, karim.ID, []string{"Kareem Haddad"}, 0)
	if err != nil {
		t.Fatal(err)
	}
	add(t, p, dispatch("Podil Post", "Two of one name",
		"General Karim Haddad arrived in Damascus on Friday for talks. Kareem Haddad, a merchant, said that the "+
			"ceasefire had failed. Haddad then left for Beirut.", april24.Add(96*time.Hour)))
	profile, err = db.Profile(ctx, kareem.ID, april24.Add(90*time.Hour), 10)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, q := range profile.Said {
		said = append(said, q.Statement.Content[0].In(q.Article.Body))
	}
	if diff := cmp.Diff([]string{"that the ceasefire had failed"}, said); diff != "" {
		t.Errorf("what the merchant said (-want +got):\n%s", diff)
	}
	if profile.Mentions != 1 || profile.Entity.Name != "Kareem Haddad" {
		t.Errorf("the merchant is %s in %d articles", profile.Entity.Name, profile.Mentions)
	}
	if got := named(t, db, "Karim Haddad (Abu Laith)"); got.Articles != 3 {
		t.Errorf("the general is in %d articles, want 3", got.Articles)
	}
	if err := db.Check(ctx); err != nil {
		t.Error(err)
	}
}
