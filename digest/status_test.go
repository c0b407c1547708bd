package digest_test

import (
	"testing"
	"time"

	"sitrep/digest"
	"sitrep/news"
)

// by makes somebody who is named the origin of a sentence; party is whom he speaks for.
func by(s news.Sentence, name, party string) news.Sentence {
	s.Origin = news.Origin{Name: name, Kind: news.OriginOfficial, Family: name, Party: party}
	if party != "" {
		s.Status = news.Claimed
	}
	return s
}

// unnamed makes the outlet lean on somebody who is not named.
func unnamed(s news.Sentence) news.Sentence {
	s.Origin.Kind, s.Origin.Citing = news.OriginAnonymous, "two officials"
	return s
}

func confirming(s news.Sentence) news.Sentence {
	s.Statements = []news.Statement{{
		Source: []news.Span{{Start: 0, End: 3}}, Content: []news.Span{{Start: 4, End: s.End}}, Speaker: s.Origin.Name,
		Stance: news.Confirms,
	}}
	return s
}

func as(s news.Sentence, status news.Status) news.Sentence {
	s.Status = status
	return s
}

// TestStatus: each status is earned by those who stand behind a fact.
func TestStatus(t *testing.T) {
	const crossed = "The Lowland army struck the Upland port of Kesh."
	one, two := stated("Wire", 0, crossed, 2), stated("Paper", time.Hour, crossed, 2)
	three := stated("Herald", 2*time.Hour, crossed, 2)
	for _, tt := range []struct {
		name    string
		fact    news.Fact
		want    news.Status
		origins int
	}{
		{"two outlets that report it themselves", fact(1, 1, one, two), news.Confirmed, 2},
		{
			"three that lean on unnamed officials", fact(1, 1, unnamed(one), unnamed(two), unnamed(three)),
			news.Reported, 0,
		},
		{
			"an outlet that says on its own what it can have from a named speaker",
			fact(1, 1, by(one, "Mayor Ost", ""), two), news.Reported, 1,
		},
		{"two who are named", fact(1, 1, by(one, "Mayor Ost", ""), by(two, "Doctors' Union", "")), news.Confirmed, 2},
		{
			"an army and its own ministry",
			fact(1, 1, by(one, "Lowland army", "Lowland"), by(two, "Lowland ministry", "Lowland")), news.Claimed, 1,
		},
		{
			"both sides", fact(1, 1, by(one, "Lowland army", "Lowland"), by(two, "Upland ministry", "Upland")),
			news.Confirmed, 2,
		},
		{
			"two friends about a third",
			fact(1, 1, by(one, "Hill Front", "Hill Front"), by(two, "Coast ministry", "Coast")),
			news.Claimed, 2,
		},
		{
			"confirmed by whom it is about",
			fact(1, 1, unnamed(one), confirming(by(two, "Upland ministry", "Upland"))), news.Confirmed, 1,
		},
		{
			"confirmed by the side that said it first",
			fact(1, 1, by(one, "Upland army", "Upland"), confirming(by(two, "Upland ministry", "Upland"))),
			news.Claimed, 1,
		},
		{"withdrawn", fact(1, 1, one, as(stated("Wire", 3*time.Hour, crossed, 2), news.Withdrawn)), news.Withdrawn, 1},
		{
			"withdrawn, and somebody else stands by it",
			fact(1, 1, one, two, as(stated("Wire", 3*time.Hour, crossed, 2), news.Withdrawn)), news.Disputed, 2,
		},
		{
			"a correction is no second origin",
			fact(1, 1, one, as(stated("Paper", 3*time.Hour, crossed, 2), news.Corrected)), news.Corrected, 1,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := digest.State(tt.fact); got.Status != tt.want || got.Origins != tt.origins {
				t.Errorf("%q of %d origins, want %q of %d", got.Status, got.Origins, tt.want, tt.origins)
			}
		})
	}
}

// TestCorrectedFigure: old and new stand side by side, and the old one counts no more.
func TestCorrectedFigure(t *testing.T) {
	told := killed(stated("Wire", -time.Hour, "Thirty-one people died at the market of Kesh.", 2), 31, "")
	other := killed(stated("Paper", -time.Hour, "Twenty people died at the market of Kesh.", 2), 20, "a doctor")
	back := killed(as(stated("Wire", time.Hour, "An earlier report said that 31 people died; the number is 13.", 2),
		news.Corrected), 13, "")
	d := digest.Compose(digest.Input{
		From: morning, To: morning.Add(8 * time.Hour),
		Facts: []news.Fact{fact(1, 1, told, other, back)},
	})
	if len(d.Developments) != 1 {
		t.Fatalf("%d developments, want one", len(d.Developments))
	}
	got := d.Developments[0]
	if got.Change != news.ChangeCorrection || got.Status != news.Corrected || got.By != "Wire" {
		t.Errorf("change %q, status %q by %q, want a correction by Wire", got.Change, got.Status, got.By)
	}
	if len(got.Sentences) != 2 || got.Sentences[0].Text != back.Text || got.Sentences[1].Text != told.Text {
		t.Errorf("told by %v, want the correction, then what it corrects", got.Sentences)
	}
	var low []float64
	for _, f := range got.Figures {
		low = append(low, f.Low)
	}
	if len(low) != 2 || low[0] != 13 || low[1] != 20 || len(got.Before) != 1 || got.Before[0].Low != 31 {
		t.Errorf("figures %v, before %v, want 13 and the doctor's 20, and 31 before", low, got.Before)
	}
}
