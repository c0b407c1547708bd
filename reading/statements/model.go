package statements

import (
	_ "embed" // for the weights
	"fmt"
	"sync"

	"sitrep/internal/crf"
	"sitrep/reading/gazetteer"
)

// weights is what `train statements` made: hashed features with numbers, no words.
//
//go:embed data/statements.bin.zst
var weights []byte

// embedded is the model, read when it is first needed.
var embedded = sync.OnceValue(func() *model {
	unpacked, err := gazetteer.Unpack(weights)
	if err != nil {
		panic(err) // the file is part of the program
	}
	m, err := readModel(unpacked)
	if err != nil {
		panic(err) // the file is part of the program
	}
	return m
})

// model finds attributions: cues first, then the parts of each.
type model struct {
	cue, part *crf.Model
}

func readModel(b []byte) (*model, error) {
	var m model
	var err error
	rest := b
	if m.cue, rest, err = crf.Read(rest, cueChain); err != nil {
		return nil, fmt.Errorf("read statement model, cues: %w", err)
	}
	if m.part, _, err = crf.Read(rest, partChain); err != nil {
		return nil, fmt.Errorf("read statement model, parts: %w", err)
	}
	return &m, nil
}
