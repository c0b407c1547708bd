// Package entity finds who, which organisation and where in a text, and decides which names mean the same.
package entity

import (
	_ "embed"
	"fmt"
	"sync"
)

// Reader recognises names. It holds the embedded model and gazetteers and is safe for concurrent use.
type Reader struct {
	first, second *model
	clusters      clusterTable
}

//go:embed data/names.bin.zst
var namesData []byte

// Load returns the reader of this process. The tables are made ready at the first call; the model is read in
// place once it is unpacked.
func Load() (*Reader, error) { return load() }

var load = sync.OnceValues(func() (*Reader, error) {
	r, err := newReader(namesData)
	if err != nil {
		return nil, fmt.Errorf("load names: %w", err)
	}
	lexiconWords()
	phraseHeads()
	OpenGazetteer()
	return r, nil
})

// Open returns a reader with another model than the embedded one, as `train entities` writes it: for measuring.
func Open(packed []byte) (*Reader, error) {
	r, err := newReader(packed)
	if err != nil {
		return nil, fmt.Errorf("open names: %w", err)
	}
	return r, nil
}

func newReader(packed []byte) (*Reader, error) {
	data, err := Unpack(packed)
	if err != nil {
		return nil, err
	}
	first, rest, err := openModel(data)
	if err != nil {
		return nil, fmt.Errorf("first pass: %w", err)
	}
	second, rest, err := openModel(rest)
	if err != nil {
		return nil, fmt.Errorf("second pass: %w", err)
	}
	clusters, err := openClusters(rest)
	if err != nil {
		return nil, err
	}
	return &Reader{first: first, second: second, clusters: clusters}, nil
}

// label runs both passes over d.
func (r *Reader) label(d *document) []uint8 {
	o := newObserver(d, r.clusters.of)
	d.poll(r.first.decode(o))
	return r.second.decode(o)
}
