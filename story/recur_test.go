package story

import (
	"testing"

	"sitrep/news"
)

func TestRecurring(t *testing.T) {
	all := []news.Sentence{
		{Text: "The town has lain between the two armies since the bridge fell."},
		{Text: "Between the two armies the town has lain, since the bridge fell."}, // the same words
		{Text: "Seven drones came down on the depot of the railway."},
		{Text: "He nodded."},
	}
	keys := Keys(all)
	if len(keys) != 4 || keys[0] != keys[1] || keys[0] == keys[2] || keys[0] <= 0 || keys[3] != 0 {
		t.Fatalf("Keys = %v, want two alike, another, and none for a few words", keys)
	}
	got := Recurring(all, keys, map[int64]int{keys[0]: 2, keys[2]: 1})
	for i, want := range []bool{true, true, false, false} {
		if got[i].Background != want || all[i].Background {
			t.Errorf("background of %q = %v, want %v", got[i].Text, got[i].Background, want)
		}
	}
}
