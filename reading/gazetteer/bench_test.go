package gazetteer

import "testing"

func BenchmarkLookup(b *testing.B) {
	g := Open()
	for b.Loop() {
		g.Lookup("Avdiivka")
		g.Lookup("Springfield")
		g.Lookup("Nobody Knows Where")
	}
}

func BenchmarkNewGazetteer(b *testing.B) {
	for b.Loop() {
		if _, err := newGazetteer(); err != nil {
			b.Fatal(err)
		}
	}
}
