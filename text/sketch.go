package text

import "math"

// Sketch is a MinHash signature (Broder 1997) of a text's word shingles: 128 minima, so that Similarity has a standard
// error of at most .045.
type Sketch [128]uint32

// shingle is how many words overlap in one shingle: three keep boilerplate apart and survive an edit every few words.
const shingle = 3

// SketchOf sketches the 3-word shingles of s over folded words; a text of one or two words is a single shingle. The
// sketch of a text without words equals no other, not even its like.
func SketchOf(s string) Sketch {
	var sk Sketch
	for i := range sk {
		sk[i] = math.MaxUint32
	}
	var last [shingle]uint64
	n := 0
	for _, t := range Tokens(s) {
		if !t.Word() {
			continue
		}
		last[0], last[1], last[2] = last[1], last[2], hash(Fold(t.In(s)))
		if n++; n >= shingle {
			sk.add(mix(last[0], last[1], last[2]))
		}
	}
	if n > 0 && n < shingle {
		sk.add(mix(last[0], last[1], last[2]))
	}
	return sk
}

func (sk *Sketch) add(h uint64) {
	for i, p := range permutations {
		if v := uint32((h*p.mul + p.add) >> 32); v < sk[i] {
			sk[i] = v
		}
	}
}

// Similarity estimates the Jaccard similarity of the two texts' shingle sets, from 0 to 1.
func (sk Sketch) Similarity(other Sketch) float64 {
	same := 0
	for i, v := range sk {
		if v == other[i] && v != math.MaxUint32 {
			same++
		}
	}
	return float64(same) / float64(len(sk))
}

// permutations are the 128 hash functions, fixed for ever: sketches are stored.
var permutations = func() (p [128]struct{ mul, add uint64 }) {
	state := uint64(0x5172e9)
	for i := range p {
		p[i].mul = splitmix(&state) | 1
		p[i].add = splitmix(&state)
	}
	return p
}()

// splitmix is the generator of Steele, Lea and Flood (2014).
func splitmix(state *uint64) uint64 {
	*state += 0x9e3779b97f4a7c15
	z := *state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func mix(a, b, c uint64) uint64 {
	state := a*3 + b*5 + c*7
	return splitmix(&state)
}
