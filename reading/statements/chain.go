package statements

import "sitrep/internal/crf"

// Chains. Cues and their parts are found by two fields over words.

// Slots of the chain that finds cues.
const (
	slotCueBegins = iota
	slotCueGoesOn
	slotCueEnds
)

// cueChain finds cues. Its states are outside, begin and inside.
var cueChain = &crf.Topology{
	States: 3, Slots: 3, Emits: []int{crf.None, slotCueBegins, slotCueGoesOn},
	Edges: []crf.Edge{
		{From: 0, To: 0},
		{From: 1, To: 0, Also: []int{slotCueEnds}},
		{From: 2, To: 0, Also: []int{slotCueEnds}},
		{From: 0, To: 1},
		{From: 1, To: 1, Also: []int{slotCueEnds}},
		{From: 2, To: 1, Also: []int{slotCueEnds}},
		{From: 1, To: 2},
		{From: 2, To: 2},
	},
}

// Slots of the chain that finds the parts of one attribution.
const (
	slotSource = iota
	slotContent
	slotSourceBegins
	slotSourceEnds
	slotContentBegins
	slotContentEnds
	slotContentResumes
	partSlots
)

// Tags of partChain's states.
const (
	tagNone = iota
	tagSource
	tagContent
)

// partState is a state of partChain: the tag of the word, and which parts have been seen so far. One source at most.
type partState struct {
	tag             int
	source, content bool
}

var partStates = []partState{
	{tagNone, false, false},
	{tagNone, true, false},
	{tagNone, false, true},
	{tagNone, true, true},
	{tagSource, true, false},
	{tagSource, true, true},
	{tagContent, false, true},
	{tagContent, true, true},
}

var partChain = partTopology()

func partTopology() *crf.Topology {
	t := &crf.Topology{States: len(partStates), Slots: partSlots}
	for to, b := range partStates {
		t.Emits = append(t.Emits, map[int]int{tagNone: crf.None, tagSource: slotSource, tagContent: slotContent}[b.tag])
		for from, a := range partStates {
			if a.precedes(b) {
				t.Edges = append(t.Edges, crf.Edge{From: from, To: to, Also: boundary(a, b)})
			}
		}
	}
	return t
}

// precedes reports whether state b may follow a: nothing that was seen is forgotten, and a new part is seen where it
// begins. There is no second source.
func (a partState) precedes(b partState) bool {
	switch {
	case a.source && !b.source || a.content && !b.content:
		return false
	case b.tag == tagSource && a.tag != tagSource && a.source:
		return false
	case a.source != b.source && b.tag != tagSource, a.content != b.content && b.tag != tagContent:
		return false
	}
	return a.source == b.source || a.content == b.content
}

// boundary returns the slots of the part that ends between a and b, and of the one that begins.
func boundary(a, b partState) (slots []int) {
	if a.tag == b.tag {
		return nil
	}
	switch a.tag {
	case tagSource:
		slots = append(slots, slotSourceEnds)
	case tagContent:
		slots = append(slots, slotContentEnds)
	}
	switch {
	case b.tag == tagSource:
		slots = append(slots, slotSourceBegins)
	case b.tag == tagContent && a.content:
		slots = append(slots, slotContentResumes)
	case b.tag == tagContent:
		slots = append(slots, slotContentBegins)
	}
	return slots
}

// decoder is the working memory in which one text is decoded; it is used again.
type decoder struct {
	lattice  crf.Lattice
	path     []uint8
	features []uint64 // of one position
	between  []between
}
