package figures

import (
	"sitrep/reading/statements"
	"sitrep/reading/words"
)

// reading is one text while its figures are found.
type reading struct {
	*words.Text
	said *statements.Said
}

// harmful reports whether a word tells a harm.
func (r *reading) harmful(form uint32) bool { return harmWord[form] }
