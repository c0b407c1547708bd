package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"sitrep/reading"
	"sitrep/reading/events"
)

type compareCmd struct {
	File string `arg:"" optional:"" default:"-" help:"JSON Lines of claims: id, a, b (a the earlier)."`
	JSON bool   `help:"One line a pair: id, relation, score."`
}

// claimPair is a line of the compare format. ID goes out as it came in.
type claimPair struct {
	ID json.RawMessage `json:"id"`
	A  string          `json:"a"`
	B  string          `json:"b"`
}

type claimRelation struct {
	ID       json.RawMessage `json:"id,omitempty"`
	Relation events.Relation `json:"relation"`
	Score    float64         `json:"score"`
}

// Run says of each pair how the later claim stands to the earlier.
func (c *compareCmd) Run(s streams) (err error) {
	in, err := s.input(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	reader, err := reading.Load()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(s.out)
	defer func() { err = errors.Join(err, w.Flush()) }()
	return eachDocument(in, c.File, "pair", func(p claimPair) error {
		relation, score := reader.Compare(p.A, p.B, someDay)
		return c.print(w, p, relation, score)
	})
}

func (c *compareCmd) print(w io.Writer, p claimPair, relation events.Relation, score float64) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(claimRelation{p.ID, relation, score})
	}
	_, err := fmt.Fprintf(w, "%-9s %.2f  %s\n                %s\n", relation, score, p.A, p.B)
	return err
}
