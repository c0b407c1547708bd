package story

import (
	"testing"
	"time"

	"sitrep/news"
)

// mention is an event of a sentence: what happened, whether it did.
func mention(kind news.EventKind, word, opposition string, polarity int, mode news.Mode) news.EventMention {
	return news.EventMention{Kind: kind, Word: word, Opposition: opposition, Polarity: polarity, Mode: mode, Gravity: 5}
}

// TestIncompatible: what cannot be one happening is asked of what was read, not of the words.
func TestIncompatible(t *testing.T) {
	agreed := mention(news.Agreement, "agree", "agree", 1, news.Did)
	rejected := mention(news.Agreement, "reject", "agree", -1, news.Did)
	refused := mention(news.Agreement, "agree", "agree", 1, news.DidNot)
	swap := mention(news.Agreement, "swap", "", 0, news.Will)
	plans := mention(news.Withdrawal, "withdraw", "stay", -1, news.Will)
	left := mention(news.Withdrawal, "withdraw", "stay", -1, news.Did)
	closed := mention(news.Closure, "close", "open", -1, news.Did)
	reopened := mention(news.Closure, "reopen", "open", 1, news.Did)
	hit := mention(news.Attack, "hit", "", 0, news.Did)
	wounded := mention(news.Attack, "wound", "", 0, news.Did)
	died := mention(news.Death, "die", "", 0, news.Did)
	ab, ba := hit, hit
	ab.Actor, ab.Target = news.Party{Name: "Upland"}, news.Party{Name: "Lowland"}
	ba.Actor, ba.Target = ab.Target, ab.Actor
	ost := mention(news.Appointment, "appoint", "", 0, news.Did)
	west := ost
	ost.Target = news.Party{Name: "Ada Ost", Kind: news.Person}
	west.Target = news.Party{Name: "Jon West", Kind: news.Person}
	for _, tt := range []struct {
		name string
		a, b []news.EventMention
		want bool
	}{
		{"agreed and rejected", []news.EventMention{agreed}, []news.EventMention{rejected}, true},
		{"rejected and did not agree", []news.EventMention{rejected}, []news.EventMention{refused}, false},
		{"agreed and did not agree", []news.EventMention{agreed}, []news.EventMention{refused}, true},
		{"announced and done", []news.EventMention{plans}, []news.EventMention{left}, true},
		{"closed and reopened", []news.EventMention{closed}, []news.EventMention{reopened}, true},
		{"wounded and dead", []news.EventMention{hit, wounded}, []news.EventMention{wounded, hit, died}, true},
		{"each the other's target", []news.EventMention{ab}, []news.EventMention{ba}, true},
		{"two people", []news.EventMention{ost}, []news.EventMention{west}, true},
		{"the same", []news.EventMention{hit, agreed}, []news.EventMention{agreed, hit}, false},
		{"agreed to what is agreed", []news.EventMention{agreed, swap}, []news.EventMention{agreed, swap}, false},
		{"agreed to what is planned", []news.EventMention{swap}, []news.EventMention{agreed, swap}, false},
		{"of different things", []news.EventMention{hit}, []news.EventMention{agreed}, false},
		{"nothing is read", nil, []news.EventMention{agreed}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a, b := news.Sentence{Article: 1, Events: tt.a}, news.Sentence{Article: 2, Events: tt.b}
			if got, back := incompatible(a, b), incompatible(b, a); got != tt.want || back != tt.want {
				t.Errorf("incompatible = %v, the other way around %v, want %v", got, back, tt.want)
			}
		})
	}
}

// withEvents are the sentences of an article of one sentence with what it tells.
func withEvents(t *testing.T, a news.Article, events ...news.EventMention) []news.Sentence {
	t.Helper()
	out := spotted{}.read(t, a)
	for i := range out {
		out[i].Events = events
	}
	return out
}

// TestConflictIsAskedFirst: sentences that are alike nearly word for word are two facts where they conflict.
func TestConflictIsAskedFirst(t *testing.T) {
	held := mention(news.Retaken, "hold", "hold", 1, news.Did)
	lost := mention(news.Retaken, "lose", "hold", -1, news.Did)
	plans := mention(news.Movement, "send", "deploy", 1, news.May)
	never := mention(news.Movement, "send", "deploy", 1, news.DidNot)
	for _, tt := range []struct {
		name, first, later string
		after              time.Duration
		a, b               []news.EventMention
		facts              int
	}{
		{
			"another day", "A shell struck the pump house of the Oril dam on Monday morning.",
			"A shell struck the pump house of the Oril dam on Tuesday morning.", 24 * time.Hour, nil, nil, 2,
		},
		{
			"the opposite", "The garrison of Kesh held the pump house of the Oril dam.",
			"The garrison of Kesh lost the pump house of the Oril dam.", time.Hour,
			[]news.EventMention{held},
			[]news.EventMention{lost},
			2,
		},
		{
			"would and would not", "Lowland would send sappers to the pump house of the Oril dam.",
			"Lowland would not send sappers to the pump house of the Oril dam.", time.Hour,
			[]news.EventMention{plans},
			[]news.EventMention{never},
			2,
		},
		{
			"one day, said on two", "A shell struck the pump house of the Oril dam, the owner said on Monday.",
			"A shell struck the pump house of the Oril dam, the owner said on Tuesday.", 20 * time.Hour, nil, nil, 1,
		},
		{
			"the same, reworded", "The garrison of Kesh held the pump house of the Oril dam.",
			"The pump house of the Oril dam was held by the garrison of Kesh.", time.Hour,
			[]news.EventMention{held},
			[]news.EventMention{held},
			1,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			monday := time.Date(2025, 4, 21, 9, 0, 0, 0, time.UTC)
			facts := stored(t, withEvents(t, article(wire, monday, "", tt.first), tt.a...), nil)
			later := article(daily, monday.Add(tt.after), "", tt.later)
			facts = stored(t, withEvents(t, later, tt.b...), facts)
			if len(facts) != tt.facts {
				t.Errorf("%d facts, want %d", len(facts), tt.facts)
			}
		})
	}
}

// TestDenying: who turns down a proposal denies nothing.
func TestDenying(t *testing.T) {
	for sentence, want := range map[string]bool{
		"Lowland denied that its guns had fired on the dam.":                 true,
		"The general rejected the accusation as baseless.":                   true,
		"Reports that the dam had burst were false, the owner said.":         true,
		"Upland rejected a plan for a truce at the dam.":                     false,
		"The council dismissed the commander of the garrison.":               false,
		"Guards denied inspectors entry to the pump house.":                  false,
		"Mines were laid to deny the use of the dam to raiders.":             false,
		"Upland turned down the offer of a truce and fired on the garrison.": false,
	} {
		if _, got := denying(news.Sentence{Text: sentence}); got != want {
			t.Errorf("denying(%q) = %v, want %v", sentence, got, want)
		}
	}
}

// TestCustomaryDenial: what somebody has always denied does not deny what happened today.
func TestCustomaryDenial(t *testing.T) {
	attack := []news.EventMention{{Kind: news.Attack, Act: news.ActAssault, Word: "attack", Mode: news.Did}}
	terms := []news.Term{
		{Text: nameMark + "oril", Weight: 0.5}, {Text: "attack", Weight: 0.4}, {Text: "troop", Weight: 0.4},
	}
	told := []news.Fact{{ID: 7, Sentences: []news.Sentence{{
		Article: 1, Text: "Upland fended off an attack at Oril on Saturday.", Terms: terms[:2], Events: attack,
	}}}}
	for text, want := range map[string]int64{
		"Lowland denied that its troops had attacked Oril.":                   7,
		"Lowland has consistently denied that its troops have attacked Oril.": 0,
		"Lowland has repeatedly denied that its troops attack towns at Oril.": 0,
	} {
		s := news.Sentence{
			Article: 2, Text: text, Terms: terms, Events: attack,
			Statements: []news.Statement{{Speaker: "Lowland", Stance: news.Denies}},
		}
		if got := denied(s, nil, told); got != want {
			t.Errorf("%s: denies %d, want %d", text, got, want)
		}
	}
}

// TestDenialOfAnotherToll: a denial that speaks of hundreds of dead is not of the strike that killed eighteen.
func TestDenialOfAnotherToll(t *testing.T) {
	strike := []news.EventMention{{Kind: news.AirStrike, Act: news.ActAssault, Word: "strike", Mode: news.Did}}
	terms := []news.Term{
		{Text: nameMark + "oril", Weight: 0.5}, {Text: "strike", Weight: 0.4}, {Text: "guard", Weight: 0.4},
	}
	told := []news.Fact{{ID: 7, Sentences: []news.Sentence{{
		Article: 1, Text: "A strike on Oril killed 18 guards.", Terms: terms, Events: strike,
		Figures: []news.Figure{killedFigure(18, "guards")},
	}}}}
	for toll, want := range map[float64]int64{18: 7, 25: 7, 200: 0} {
		s := news.Sentence{
			Article: 2, Text: "Lowland denied that a strike on Oril had killed so many.", Terms: terms, Events: strike,
			Figures:    []news.Figure{killedFigure(toll, "")},
			Statements: []news.Statement{{Speaker: "Lowland", Stance: news.Denies}},
		}
		if got := denied(s, nil, told); got != want {
			t.Errorf("%v dead: denies %d, want %d", toll, got, want)
		}
	}
}

// TestDenialOfBlame: who denies that he did it does not deny that it happened.
func TestDenialOfBlame(t *testing.T) {
	strike := []news.EventMention{{Kind: news.AirStrike, Act: news.ActAssault, Word: "strike", Mode: news.Did}}
	terms := []news.Term{
		{Text: nameMark + "oril", Weight: 0.5}, {Text: "strike", Weight: 0.4}, {Text: "guard", Weight: 0.4},
	}
	for told, want := range map[string]int64{
		"A strike on Oril killed 18 guards.":                                  0,
		"The mayor said a Lowland strike on Oril killed 18 guards.":           7,
		"The mayor said Lowlanders were behind a strike that killed in Oril.": 7,
	} {
		s := news.Sentence{
			Article: 2, Text: "Lowland denied any responsibility for the strike on Oril.", Terms: terms, Events: strike,
			Statements: []news.Statement{{Speaker: "Lowland", Stance: news.Denies}},
		}
		claim := news.Sentence{Article: 1, Text: told, Terms: terms, Events: strike}
		facts := []news.Fact{{ID: 7, Sentences: []news.Sentence{claim}}}
		if got := denied(s, nil, facts); got != want {
			t.Errorf("%s: denied %d, want %d", told, got, want)
		}
	}
}

// TestOnceMore: what is struck for a second time on one day is struck twice; what outlets tell one after another of one
// strike, once.
func TestOnceMore(t *testing.T) {
	struck := news.EventMention{
		Kind: news.Attack, Act: news.ActAssault, Word: "strike", Mode: news.Did, Day: "2025-04-24",
	}
	const first = "A drone struck the depot in Oril on Thursday, the mayor said."
	for _, tt := range []struct {
		later string
		after time.Duration
		facts int
	}{
		{"A drone struck the depot in Oril for a second time on Thursday, the mayor said.", 8 * time.Hour, 2},
		{"A drone struck the depot in Oril again on Thursday, the mayor said.", 8 * time.Hour, 2},
		{"Another drone struck the depot in Oril on Thursday, the mayor said.", 8 * time.Hour, 2},
		{"A drone struck the depot in Oril on Thursday, the mayor said.", 8 * time.Hour, 1},
		{"A drone again struck the depot in Oril on Thursday, the mayor said.", time.Hour, 1},
		{"A drone struck the depot in Oril on Thursday against expectations, the mayor said.", 8 * time.Hour, 1},
	} {
		facts := stored(t, withEvents(t, article(paper, day, "", first), struck), nil)
		again := withEvents(t, article(daily, day.Add(tt.after), "", tt.later), struck)
		if facts = stored(t, again, facts); len(facts) != tt.facts {
			t.Errorf("%q after %v: %d facts, want %d", tt.later, tt.after, len(facts), tt.facts)
		}
	}
}

// TestDeniedToll: who denies that thirty-one died gives no toll; what he says in the same breath to be so is his.
func TestDeniedToll(t *testing.T) {
	deny := article(wire, day, "", "The governor denied that 31 people had died in the mine, and counted 13.")
	in := spotted{
		figures: map[string]news.Figure{"31": killedFigure(31, "people"), "13": killedFigure(13, "people")},
		says: []news.Statement{{
			Source:  []news.Span{find(t, deny.Body, "The governor")},
			Cue:     []news.Span{find(t, deny.Body, "denied")},
			Content: []news.Span{find(t, deny.Body, "that 31 people had died in the mine")},
			Speaker: "The governor", Stance: news.Denies,
		}},
	}.read(t, deny)
	if got := Join(in, nil, book)[0].Figures; len(got) != 1 || got[0].Low != 13 {
		t.Errorf("figures %+v, want 13 alone", got)
	}
}
