package figures

import (
	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// placed is a mention of a place.
type placed struct {
	news.Mention
	located int // how surely it says where: 2 behind "in", 1 behind "near", 0 without a preposition of place
}

// mostPlaces bounds the places of a sentence; more make it a list.
const mostPlaces = 64

// located tells how surely a preposition says that a mention is where something happened: "in Kyiv", "on the city of
// Kharkiv"; less surely "near Rafah".
func (r *reading) located(m news.Mention) int {
	a, _ := r.Cover(m.Span())
	for i := a - 1; i >= 0 && i >= a-locatedReach; i-- {
		form := r.Words[i].Form
		switch {
		case form == ofForm && i > 0 && direction[r.Words[i-1].Form]:
			return 1
		case form == ofForm: // "in the city of"
			continue
		case nearby[form]:
			return 1
		case placing[form], i == a-1 && fleeing[form]:
			return 2
		}
		switch r.Classes[i] {
		case words.Comma, words.Stop, words.Colon, words.Dash, words.Preposition, words.Conjunction, words.Being,
			words.Having, words.Modal, words.SpeechVerb, words.Relative, words.That,
			words.To, words.Past:
			return 0
		}
		if r.harmful(form) || r.Words[i].Shape == text.Number {
			return 0
		}
	}
	return 0
}

// locatedReach is how many words a preposition of place may stand before the name: "on the densely populated city of".
const locatedReach = 6

// clauseBetween reports whether two offsets lie in different clauses, as far as words tell. A comma parts them only if
// a verb follows it.
func (r *reading) clauseBetween(from, to int) bool {
	a, b := r.Cover(news.Span{Start: from, End: to})
	if b-a > clauseReach {
		return true
	}
	parted, part := false, false
	for i := a; i < b; i++ {
		form := r.Words[i].Form
		if form == ofForm && i+1 < b && ofWhom[r.Words[i+1].Form] { // "30 of them in Sudan"
			return true
		}
		part = (part || includes[form]) && r.Classes[i] != words.Comma // "including 20 over Moscow"
		switch r.Classes[i] {
		case words.Colon, words.Dash, words.Stop, words.SpeechVerb, words.Modal, words.Relative, words.That:
			if !r.harmful(r.Words[i].Form) {
				return true
			}
		case words.Comma:
			parted = true
		case words.Being, words.Having, words.Past:
			if parted && !r.harmful(r.Words[i].Form) {
				return true
			}
		}
	}
	return part
}

// clauseReach is how many words behind a number its place may stand: "killed 12 people in an attack on a market in
// Kyiv".
const clauseReach = 14
