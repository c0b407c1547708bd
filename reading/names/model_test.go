package names

import (
	"slices"
	"testing"

	"sitrep/news"
)

func TestClustersRoundTrip(t *testing.T) {
	want := make(map[uint64]int)
	for i := range uint64(500) {
		want[scramble(i)] = int(i) + 1
	}
	table, err := openClusters(EncodeClusters(want))
	if err != nil {
		t.Fatal(err)
	}
	for h, c := range want {
		if got := table.of(h); got != c {
			t.Fatalf("cluster of %x = %d, want %d", h, got, c)
		}
	}
	if got := table.of(scramble(5000)); got != 0 {
		t.Errorf("cluster of an absent word = %d, want 0", got)
	}
}

func TestBadModel(t *testing.T) {
	good := Train(nil)
	for _, tt := range []struct {
		name string
		data []byte
	}{
		{"nothing", nil},
		{"another file", make([]byte, len(good))},
		{"cut short", good[:len(good)-1]},
		{"one pass only", good},
		{"no clusters", slices.Concat(good, good)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := newModel(tt.data); err == nil {
				t.Error("newModel gives no error")
			}
		})
	}
}

func TestSequences(t *testing.T) {
	body := "Yesterday Anna Kessler left Minsk."
	names := []news.Mention{
		{Start: 10, End: 22, Kind: news.Person},
		{Start: 28, End: 33, Kind: news.PlaceKind},
		{Start: 11, End: 12, Kind: news.Person},
	}
	seqs, lost, err := Sequences(body, []news.Span{{End: len(body)}}, names, nil, nil)
	if err != nil || lost != 1 {
		t.Fatalf("Sequences: %d lost, error %v, want 1 lost", lost, err)
	}
	var labels []uint8
	for _, s := range seqs {
		if len(s.Features) != len(s.States) {
			t.Errorf("%d tokens with features, %d with labels", len(s.Features), len(s.States))
		}
		for _, y := range s.States {
			if y != noName {
				labels = append(labels, y)
			}
		}
	}
	if want := []uint8{label(0, beginName), label(0, endName), label(2, singleName)}; string(labels) != string(want) {
		t.Errorf("labels = %v, want %v", labels, want)
	}
}
