package story

import (
	"slices"
	"testing"
)

// TestNovelty: what was told ranks below what was not, in whatever words.
func TestNovelty(t *testing.T) {
	m := NewMemory()
	for _, s := range []string{
		"A missile hits an apartment block in Podil and kills four people.",
		"The mayor says rescuers search the ruins with dogs.",
		"Parliament opens a debate on the budget for drones.",
	} {
		m.Add(s)
	}
	order := []string{ // oldest news first
		"Four people were killed when a missile hit an apartment block in Podil.",
		"A missile hit an apartment block in Podil in 2025.",
		"Rescuers in Podil pull a fifth victim from the ruins.",
		"Six sappers are injured near Izium when a mine explodes.",
	}
	var got []float64
	for _, s := range order {
		got = append(got, m.Novelty(s))
	}
	sorted := slices.Clone(got)
	slices.Sort(sorted)
	if (got[0] >= got[2] || got[1] >= got[2] || got[2] >= got[3]) || got[3] < 0.5 || got[0] > 0.2 {
		t.Errorf("novelties %.3f of\n%q", got, order)
	}
	for _, s := range []string{"", "?", "2024", "the of and"} {
		if v := m.Novelty(s); !(v >= 0 && v <= 1) {
			t.Errorf("Novelty(%q) = %v, want a probability", s, v)
		}
		if v := NewMemory().Novelty(s); !(v >= 0 && v <= 1) {
			t.Errorf("Novelty(%q) in an empty memory = %v, want a probability", s, v)
		}
	}
}

// TestTimeline: a sentence that every step brings is background from the second step on, though it never was among the
// news.
func TestTimeline(t *testing.T) {
	var line Timeline
	const background = "The river has divided the two armies for nineteen months."
	first := line.Score([]string{"Talks open in Geneva."}, []string{background, "Envoys sign a protocol on prisoners."})
	second := line.Score([]string{"Talks open in Geneva.", "Envoys sign a protocol on prisoners."},
		[]string{background, "Shelling closes the bridge at Beryslav."})
	if second[0] >= first[0] || second[0] > 0.1 || second[1] < 0.5 {
		t.Errorf("scores %.3f, then %.3f: the background should fall and the news should not", first, second)
	}
}
