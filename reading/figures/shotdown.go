package figures

import (
	"slices"

	"sitrep/news"
	"sitrep/reading/words"
	"sitrep/text"
)

// downed reads what a number without a noun says of drones or missiles counted before it: "of which 55 were shot down",
// "two got through". The kind is empty if it says nothing of them.
func (r *reading) downed(c counted, all []counted, hi int) (kind news.FigureKind, down bool) {
	if c.kind != "" || c.head >= 0 && !moreWord[r.Words[c.head].Form] {
		return "", false
	}
	i := c.to
	for i < hi && (r.Words[i].Form == ofForm || ofWhom[r.Words[i].Form] || moreWord[r.Words[i].Form]) {
		i++
	}
	if i < hi && passing[r.Words[i].Form] && c.kind == "" { // "two got through"
		return flying(all), false
	}
	auxiliary := false
	for ; i < hi && (r.Classes[i] == words.Being || r.Classes[i] == words.Having || r.Classes[i] == words.Adverb); i++ {
		auxiliary = auxiliary || r.Classes[i] == words.Being
	}
	if !auxiliary || i >= hi || !downWord[r.Words[i].Form] && !stoppedWord[r.Words[i].Form] &&
		!(i+1 < hi && shotWord[r.Words[i].Form] && downWord[r.Words[i+1].Form]) {
		return "", false
	}
	return flying(all), true
}

// flying returns the kind of the drones or missiles counted last.
func flying(all []counted) news.FigureKind {
	for _, before := range slices.Backward(all) {
		if before.kind == news.Drones || before.kind == news.Missiles {
			return before.kind
		}
		if len(before.kinds) > 0 {
			break
		}
	}
	return ""
}

// shotDown reports whether drones or missiles are said to be shot down, not launched.
func (r *reading) shotDown(c counted, lo, hi int) bool {
	if c.kind != news.Drones && c.kind != news.Missiles {
		return false
	}
	for i := c.from - 1; i >= max(lo, c.from-6); i-- {
		if downWord[r.Words[i].Form] && r.Classes[max(i-1, 0)] != words.Being {
			return true
		}
		if r.Classes[i] == words.Comma || r.Classes[i] == words.Stop {
			break
		}
	}
	auxiliary := false
	for i := c.end; i < min(c.end+8, hi); i++ {
		auxiliary = auxiliary || r.Classes[i] == words.Being
		if auxiliary && downWord[r.Words[i].Form] {
			return true
		}
		if r.Classes[i] == words.Stop || r.Words[i].Shape == text.Number {
			break
		}
	}
	return false
}
