package text

// Contrast are the words by which one claim corrects, denies, postpones or repeats another.
type Contrast struct {
	// Retracts are words of somebody who takes back or corrects what was said: "a slip", "was wrong".
	Retracts map[string]bool
	// Phrases of the same, parted by spaces.
	RetractPhrases []string
	Specifies      map[string]bool   // adds a detail that changes what was said: clarified
	Parts          map[string]bool   // only some of what was said: half
	Changes        map[string]bool   // a number becomes another
	Denies         map[string]bool   // says that it is not so
	Negates        map[string]bool   // not, nobody
	Admits         map[string]bool   // agrees with what was denied
	Remains        map[string]bool   // goes on as before: still
	Plans          map[string]bool   // is to come
	Again          map[string]bool   // at another time
	Times          map[string]bool   // names a time: winter
	Opposites      map[string]string // word → the end of an opposition that it stands for: "live+"
	Same           map[string]string // word → what many words are called alike: truce → ceasefire
}
