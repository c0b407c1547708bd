package main

import (
	"time"

	"sitrep/news"
)

// readEvents reads a snippet as an article without title or date.
func readEvents(r *room, d document) (out document) {
	for _, e := range r.reader.Read(news.Article{Body: d.Text}).Events {
		at := eventAt{Act: string(e.Act), Kind: e.Code, Mode: string(e.Mode)}
		at.Actor, at.Target = partyAt(e.Actor), partyAt(e.Target)
		out.Events = append(out.Events, at)
	}
	return out
}

func partyAt(p news.Party) *span {
	if !p.Named() {
		return nil
	}
	return &span{p.Start, p.End}
}

// compareClaims answers pairs of claims.
func compareClaims(r *room, _ string, gold []document) ([]document, error) {
	out := make([]document, len(gold))
	for i, d := range gold {
		relation, score := r.reader.Compare(d.A, d.B, someDay)
		out[i] = document{ID: d.ID, Relation: string(relation), Score: &score}
		gold[i].size = len(d.A) + len(d.B)
	}
	return out, nil
}

// someDay dates claims that come without a date, so that the weekdays that two of them name can be told apart.
var someDay = time.Date(2025, 5, 14, 12, 0, 0, 0, time.UTC)
