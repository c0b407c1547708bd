package names

import (
	"sync"

	"sitrep/reading/gazetteer"
	"sitrep/text"
)

// longestPhrase is how many tokens of an entry the recogniser sees.
const longestPhrase = 5

// longestEntry is how many tokens an entry has at most that is looked for itself: hyphens count.
const longestEntry = 7

// lexiconWords is the lexicon by hashed entry, for single tokens.
var lexiconWords = sync.OnceValue(func() map[uint64]gazetteer.Class {
	m := make(map[uint64]gazetteer.Class)
	for entry, c := range gazetteer.Entries() {
		m[hashString(entry)] |= c
	}
	return m
})

// phraseHeads holds the hashed first tokens of the entries that are longer than one token.
var phraseHeads = sync.OnceValue(func() map[uint64]bool {
	m := make(map[uint64]bool)
	for entry := range gazetteer.Entries() {
		if head, longer := phraseHead(entry); longer {
			m[head] = true
		}
	}
	return m
})

// phraseHead returns the hashed first token of an entry, and whether it has more of them.
func phraseHead(entry string) (head uint64, longer bool) {
	tokens := rules.Scan(nil, entry, text.Span{End: len(entry)})
	if len(tokens) < 2 {
		return 0, false
	}
	return hashString(fold(tokens[0].In(entry))), true
}

// weaponHeads holds the hashed first tokens of the weapons whose names are longer than one token.
var weaponHeads = sync.OnceValue(func() map[uint64]bool {
	m := make(map[uint64]bool)
	for entry, c := range gazetteer.Entries() {
		if c&gazetteer.Weapon == 0 {
			continue
		}
		if head, longer := phraseHead(entry); longer {
			m[head] = true
		}
	}
	return m
})
