package story

import (
	"testing"
	"time"
)

// TestRetelling: what one told sentence says joins its fact, what several say together is background, and what they do
// not say is news.
func TestRetelling(t *testing.T) {
	told := article(wire, day, "",
		"Engineers of the Bilhorod brigade laid a pontoon bridge over the Oskil near Kupiansk on Monday evening "+
			"under smoke. "+
			"The Bilhorod brigade lost three excavators to drones while smoke lay over the Oskil near Kupiansk.")
	told.ID = 1
	facts := stored(t, sentences(told, read(told)), nil)
	if len(facts) != 2 {
		t.Fatalf("%d facts to begin with", len(facts))
	}
	for _, tt := range []struct {
		name, body       string
		fact, background bool
	}{
		{
			"one, in another order",
			"Under smoke, a pontoon bridge over the Oskil was laid near Kupiansk on Monday evening by engineers of " +
				"the Bilhorod brigade.", true, false,
		},
		{
			"something new", "Ferries at Dvorichna took four hundred head of cattle across the river Oskil.", false,
			false,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := article(daily, day.Add(2*time.Hour), "", tt.body)
			a.ID = 2
			got := Join(sentences(a, read(a)), facts, book)
			if len(got) != 1 {
				t.Fatalf("%d sentences", len(got))
			}
			if joined := got[0].Fact > 0; joined != tt.fact || got[0].Background != tt.background {
				t.Errorf("joined %v, background %v; want %v, %v", joined, got[0].Background, tt.fact, tt.background)
			}
		})
	}
}
