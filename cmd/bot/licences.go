package main

import (
	_ "embed"
	"io"
)

// licences holds Sitrep's licence and those of all modules in the program, for every system that it is built for. It is
// written by go test ./cmd/bot -run Licences -update.
//
//go:embed licences.txt
var licences string

type licencesCmd struct{}

// Run prints the licences, so that they travel with the program wherever it is copied alone.
func (c *licencesCmd) Run(e *env) error {
	_, err := io.WriteString(e.stdout, licences)
	return err
}
