package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"sitrep/story"
)

type noveltyCmd struct {
	File string `arg:"" help:"JSON Lines of steps: event, step, seen, candidates; - for standard input."`
	JSON bool   `help:"One line a step: event, step, and a score for each candidate, higher is newer."`
}

// noveltyStep is a line of the novelty format. Step goes out as it came in.
type noveltyStep struct {
	Event      json.RawMessage `json:"event"`
	Step       json.RawMessage `json:"step"`
	Seen       []string        `json:"seen"`
	Candidates []struct {
		Text string `json:"text"`
	} `json:"candidates"`
}

type noveltyScores struct {
	Event  json.RawMessage `json:"event,omitempty"`
	Step   json.RawMessage `json:"step,omitempty"`
	Scores []float64       `json:"scores"`
}

// Run says of each candidate sentence how new it is to whoever has read the seen ones. Steps of one event are taken in
// the order of the file, and what earlier ones offered is remembered.
func (c *noveltyCmd) Run(s streams) (err error) {
	in, err := s.input(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	w := bufio.NewWriter(s.out)
	defer func() { err = errors.Join(err, w.Flush()) }()
	lines := map[string]*story.Timeline{}
	return eachDocument(in, c.File, "step", func(step noveltyStep) error {
		line := lines[string(step.Event)]
		if line == nil {
			line = &story.Timeline{}
			lines[string(step.Event)] = line
		}
		var candidates []string
		for _, x := range step.Candidates {
			candidates = append(candidates, x.Text)
		}
		return c.print(w, step, candidates, line.Score(step.Seen, candidates))
	})
}

func (c *noveltyCmd) print(w io.Writer, step noveltyStep, candidates []string, scores []float64) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(noveltyScores{step.Event, step.Step, scores})
	}
	if _, err := fmt.Fprintf(w, "%s %s\n", step.Event, step.Step); err != nil {
		return err
	}
	for i, s := range scores {
		if _, err := fmt.Fprintf(w, "  %.3f  %s\n", s, candidates[i]); err != nil {
			return err
		}
	}
	return nil
}
