// Command train makes what the packages of reading embed: `train entities` the sequence model that recognises names.
// It is run by hand when the data changes; its output is committed.
package main

import (
	"os"

	"github.com/alecthomas/kong"

	"sitrep/reading/gazetteer"
)

// commands has one field for each sub-command; each lives in a file of its own with a Run method.
type commands struct {
	Entities   entitiesCommand   `cmd:"" help:"Train the sequence model that recognises names."`
	Borders    bordersCommand    `cmd:"" help:"Compile the coasts and borders of maps."`
	Places     placesCommand     `cmd:"" help:"Compile the gazetteer of places."`
	Events     eventsCommand     `cmd:"" help:"Train the classifiers that tell what happened."`
	Statements statementsCommand `cmd:"" help:"Train the chains that find who says what."`
}

func main() {
	var c commands
	k := kong.Parse(&c, kong.Name("train"), kong.Description("Makes the models and gazetteers that Sitrep embeds."))
	k.FatalIfErrorf(k.Run())
}

// write packs a model and writes it where it is embedded from.
func write(path string, model []byte) error {
	packed, err := gazetteer.Pack(model)
	if err != nil {
		return err
	}
	return os.WriteFile(path, packed, 0o644)
}
