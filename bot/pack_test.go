package bot

import (
	"encoding/json"
	"testing"
	"time"

	"sitrep/answer"
	"sitrep/digest"
	"sitrep/internal/discordtest"
	"sitrep/news"
	"sitrep/storage"
)

// TestEvidenceAsAFile: the evidence of a digest comes as a file whose hashes are those of what is stored, by its button
// and by the command, where files may be attached; elsewhere the reply says how to come by it.
func TestEvidenceAsAFile(t *testing.T) {
	inMemory(t, func(t *testing.T, srv *discordtest.Server) {
		db := archive(t)
		now := func() time.Time { return archiveEnd }
		connectTo(t, srv, db, Options{
			Zone: "Europe/Kyiv", Compose: digest.NewComposer(db, testTopics, now).Compose, Now: now,
		})
		anna := srv.User(discordtest.Anna).In(discordtest.News)
		invoke := func(line string, want ...string) *discordtest.Message {
			t.Helper()
			m, err := anna.Invoke(t.Context(), line)
			return wantSeen(t, line, m, err, want...)
		}
		latest := invoke("/latest since:3d")
		m, err := press(t, anna, latest, "Evidence")
		wantSeen(t, "evidence", m, err, "Evidence")
		m, err = press(t, anna, m, "As a file")
		wantSeen(t, "as a file", m, err, "behind", "SHA-256", "sitrep evidence --verify evidence.json")
		proven(t, db, m)
		proven(t, db, invoke("/evidence export since:3d"))
		invoke("/evidence export digest:#77", "no longer stored")

		srv.EditChannel(discordtest.News, func(c *discordtest.Channel) {
			c.Overwrites = append(c.Overwrites, discordtest.Overwrite{
				ID: discordtest.Desk, Deny: discordtest.AttachFiles,
			})
		})
		m = invoke("/evidence export since:3d", "Attach Files", "in our direct messages")
		if len(m.Attachments) > 0 {
			t.Error("a file is attached where none may be")
		}
	})
}

// proven fails the test unless the message has a pack that the database bears out, and that one changed byte spoils.
func proven(t *testing.T, db *storage.DB, m *discordtest.Message) {
	t.Helper()
	if len(m.Attachments) != 1 {
		t.Fatalf("%d files", len(m.Attachments))
	}
	var p news.EvidencePack
	if err := json.Unmarshal(m.Attachments[0].Data, &p); err != nil {
		t.Fatal(err)
	}
	proof, err := answer.Prove(t.Context(), db, p)
	if err != nil || len(proof.Wrong) > 0 || proof.Spans == 0 || proof.Articles == 0 {
		t.Errorf("proof: %+v, %v", proof, err)
	}
	for name, spoil := range map[string]func(p *news.EvidencePack){
		"a text":            func(p *news.EvidencePack) { p.Developments[0].Spans[0].Text += "." },
		"an offset":         func(p *news.EvidencePack) { p.Developments[0].Spans[0].Start++ },
		"no offset":         func(p *news.EvidencePack) { p.Developments[0].Spans[0].End = 1 << 30 },
		"a hash":            func(p *news.EvidencePack) { p.Articles[0].SHA256 = "00" + p.Articles[0].SHA256[2:] },
		"an address":        func(p *news.EvidencePack) { p.Articles[0].URL += "x" },
		"an outlet":         func(p *news.EvidencePack) { p.Articles[0].Source += "x" },
		"a title":           func(p *news.EvidencePack) { p.Articles[0].Title += "x" },
		"when it was read":  func(p *news.EvidencePack) { p.Articles[0].Read = p.Articles[0].Read.Add(time.Second) },
		"which article":     func(p *news.EvidencePack) { p.Developments[0].Spans[0].Article = 999 },
		"an article’s name": func(p *news.EvidencePack) { p.Articles[0].ID = 999 },
	} {
		var q news.EvidencePack
		if err := json.Unmarshal(m.Attachments[0].Data, &q); err != nil {
			t.Fatal(err)
		}
		spoil(&q)
		if proof, err := answer.Prove(t.Context(), db, q); err != nil || len(proof.Wrong) == 0 {
			t.Errorf("%s was changed, and nobody noticed: %+v, %v", name, proof, err)
		}
	}
}
