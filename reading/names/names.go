// Package names recognises the names in a text: of persons, organisations and places by a sequence model over hashed
// features, of weapons and military units by lists. Whose names they are is decided in package people.
package names

import (
	_ "embed"
	"fmt"
	"sync"

	"sitrep/internal/crf"
	"sitrep/reading/gazetteer"
)

// Model recognises names. It holds the embedded model and gazetteers and is safe for concurrent use.
type Model struct {
	first, second *crf.Model
	clusters      clusterTable
}

//go:embed data/names.bin.zst
var namesData []byte

// Load returns the model of this process. The tables are made ready at the first call; the model is read in
// place once it is unpacked.
func Load() (*Model, error) { return load() }

var load = sync.OnceValues(func() (*Model, error) {
	r, err := newModel(namesData)
	if err != nil {
		return nil, fmt.Errorf("load names: %w", err)
	}
	lexiconWords()
	phraseHeads()
	gazetteer.Open()
	return r, nil
})

// Open returns another model than the embedded one, as `train entities` writes it: for measuring.
func Open(packed []byte) (*Model, error) {
	r, err := newModel(packed)
	if err != nil {
		return nil, fmt.Errorf("open names: %w", err)
	}
	return r, nil
}

func newModel(packed []byte) (*Model, error) {
	data, err := gazetteer.Unpack(packed)
	if err != nil {
		return nil, err
	}
	first, rest, err := crf.Read(data, topology)
	if err != nil {
		return nil, fmt.Errorf("first pass: %w", err)
	}
	second, rest, err := crf.Read(rest, topology)
	if err != nil {
		return nil, fmt.Errorf("second pass: %w", err)
	}
	clusters, err := openClusters(rest)
	if err != nil {
		return nil, err
	}
	return &Model{first: first, second: second, clusters: clusters}, nil
}

// label runs both passes over d.
func (r *Model) label(d *Document) []uint8 {
	o := newObserver(d, r.clusters.of)
	d.poll(decode(r.first, o))
	return decode(r.second, o)
}
