package main

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"sitrep/news"
	"sitrep/reading/statements"
	"sitrep/text"
	"sitrep/text/lang"
)

// statementsCommand trains the chains by which package statements finds attributions.
type statementsCommand struct {
	Data string `default:"../shared/data/statements/polnear_train.jsonl" help:"Annotated documents, plain or .gz."`
	Out  string `arg:"" optional:"" default:"reading/statements/data/statements.bin.zst" help:"Model to write."`
}

// Run trains and writes the model.
func (c *statementsCommand) Run() error {
	var documents []statements.Annotated
	err := readLines(c.Data, func(line []byte) error {
		var d struct {
			Text       string
			Statements []news.Statement
		}
		if err := json.Unmarshal(line, &d); err != nil {
			return err
		}
		a := statements.Annotated{Body: d.Text, Statements: d.Statements}
		for _, s := range text.Sentences(d.Text, lang.English) {
			a.Sentences = append(a.Sentences, news.Span(s))
		}
		documents = append(documents, a)
		return nil
	})
	if err != nil {
		return fmt.Errorf("train statements: %w", err)
	}
	slog.Info("read", "documents", len(documents))
	model := statements.Train(documents, func(chain string, epoch int, loss float64) {
		slog.Info("trained", "chain", chain, "epoch", epoch, "loss", int(loss))
	})
	if err := write(c.Out, model); err != nil {
		return fmt.Errorf("train statements: %w", err)
	}
	return nil
}
