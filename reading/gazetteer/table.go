package gazetteer

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The large table is one immutable byte string that is searched where it lies, in four parts:
//
//	magic  "SGZ1", uint32 number of blocks, uint32 number of divisions, uint32 length of the divisions' names
//	blocks uint32 offset of each block into the entries
//	divs   for each division: country (2 bytes), length (1), code
//	entries, sorted by key, in blocks of 16; the first of a block stands in full, each other one shares a prefix with
//	       the one before it:
//	         shared (1) length (1) suffix, number of places (1), the places, most populous first
//	       a place: latitude and longitude (uint16 each, as a share of 180 and 360 degrees: within 310 m), GeoNames id
//	       (3 bytes), population (1: 8·log2(n+1)), division (uint16), class (1; bit 7: a length and the name to show
//	       follow, else it is the key in title case)
//
// All integers are little-endian. The layout is private to this file; [Compile] writes what openTable reads.
//
// Most of what is asked for is no place, and bisection finds that out only after a dozen misses of the cache: held
// answers for nearly all of it with one.
type table struct {
	blocks  string
	divs    []division
	entries string
	held    []uint64 // a bit for the hash of every key
	seed    maphash.Seed
}

type division struct{ country, admin string }

const (
	tableMagic  = "SGZ1"
	tableHeader = 16
	blockSize   = 16
	placeSize   = 11
	named       = 0x80
)

func openTable(b string) (table, error) {
	if len(b) < tableHeader || b[:4] != tableMagic {
		return table{}, errors.New("not a table of places")
	}
	blocks, divs, names := u32(b[4:]), u32(b[8:]), u32(b[12:])
	rest := b[tableHeader:]
	if len(rest) < 4*blocks+names {
		return table{}, errors.New("the table of places is cut off")
	}
	t := table{blocks: rest[:4*blocks], divs: make([]division, 0, divs), entries: rest[4*blocks+names:]}
	for p := rest[4*blocks : 4*blocks+names]; len(p) >= 3 && len(p) >= 3+int(p[2]); p = p[3+int(p[2]):] {
		t.divs = append(t.divs, division{p[:2], p[3 : 3+int(p[2])]})
	}
	if len(t.divs) != divs {
		return table{}, errors.New("the table of places is damaged")
	}
	t.hold()
	return t, nil
}

// heldBits is how many bits held has: fifteen for each key, so that one in fifteen absent keys is looked for in vain.
const heldBits = 1 << 21

// hold notes which keys the table has.
func (t *table) hold() {
	t.held, t.seed = make([]uint64, heldBits/64), maphash.MakeSeed()
	var buf [MaxKey + 8]byte
	current := buf[:0]
	for b, i := t.entries, 0; len(b) > 0; i++ {
		if i%blockSize == 0 {
			current = current[:0]
		}
		shared, length := int(b[0]), int(b[1])
		current = append(current[:shared], b[2:2+length]...)
		places := int(b[2+length])
		b = b[3+length:]
		for range places {
			b = b[placeLen(b):]
		}
		h := maphash.Bytes(t.seed, current) % heldBits
		t.held[h/64] |= 1 << (h % 64)
	}
}

// holds reports whether the table may have key; if not, it has not.
func (t *table) holds(key string) bool {
	h := maphash.String(t.seed, key) % heldBits
	return t.held[h/64]>>(h%64)&1 != 0
}

func u16(b string) int { return int(b[0]) | int(b[1])<<8 }

func u32(b string) int { return u16(b) | u16(b[2:])<<16 }

// find returns the places with exactly this key, the most populous first.
func (t *table) find(key string) []Candidate {
	if !t.holds(key) {
		return nil
	}
	n := len(t.blocks) / 4
	// The last block whose first key is not beyond key.
	lo, hi := 0, n
	for lo < hi {
		mid := (lo + hi) / 2
		if t.firstKey(mid) <= key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return nil
	}
	return t.scan(lo-1, key)
}

func (t *table) block(i int) string { return t.entries[u32(t.blocks[4*i:]):] }

func (t *table) firstKey(i int) string {
	b := t.block(i)
	return b[2 : 2+int(b[1])]
}

func (t *table) scan(block int, key string) []Candidate {
	var buf [MaxKey + 8]byte
	b, current := t.block(block), buf[:0]
	for range blockSize {
		if len(b) == 0 {
			return nil
		}
		shared, length := int(b[0]), int(b[1])
		current = append(current[:shared], b[2:2+length]...)
		places, b2 := int(b[2+length]), b[3+length:]
		switch {
		case string(current) == key:
			return t.decode(b2, places, key)
		case string(current) > key:
			return nil
		}
		for range places {
			b2 = b2[placeLen(b2):]
		}
		b = b2
	}
	return nil
}

func placeLen(b string) int {
	if b[placeSize-1]&named != 0 {
		return placeSize + 1 + int(b[placeSize])
	}
	return placeSize
}

func (t *table) decode(b string, n int, key string) []Candidate {
	out := make([]Candidate, n)
	for i := range out {
		d := t.divs[u16(b[8:])]
		out[i] = Candidate{
			Class:      PlaceClass(b[10] &^ named),
			Country:    d.country,
			Admin:      d.admin,
			Population: unpackPopulation(b[7]),
			Lat:        round4(float64(u16(b))/65535*180 - 90),
			Lon:        round4(float64(u16(b[2:]))/65535*360 - 180),
			GeoNames:   int64(b[4]) | int64(b[5])<<8 | int64(b[6])<<16,
		}
		if b[10]&named != 0 {
			out[i].Name = b[placeSize+1 : placeSize+1+int(b[placeSize])]
		} else {
			out[i].Name = titleCase(key)
		}
		b = b[placeLen(b):]
	}
	return out
}

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }

func packPopulation(n int) byte { return byte(min(255, math.Round(8*math.Log2(float64(max(n, 0)+1))))) }

func unpackPopulation(b byte) int { return int(math.Round(math.Exp2(float64(b)/8) - 1)) }

// titleCase raises the first letter of every word: the inverse of placeKey for most names.
func titleCase(key string) string {
	out := []byte(key)
	for i := range out {
		if c := out[i]; 'a' <= c && c <= 'z' && (i == 0 || out[i-1] == ' ') {
			out[i] = c - 0x20
		}
	}
	return string(out)
}

// Compile writes the large table from places in any order. A place with the same key, class, division and
// position as another is written once. It is for cmd/train.
func Compile(places []Candidate) ([]byte, error) {
	byKey := map[string][]Candidate{}
	for _, c := range places {
		if len(c.Name) > 255 || c.GeoNames < 0 || c.GeoNames >= 1<<24 || len(c.Country) != 2 {
			return nil, fmt.Errorf("compile %q (%d, %q): out of range", c.Name, c.GeoNames, c.Country)
		}
		keys := []string{Key(c.Name)}
		keys = append(keys, newsSpellings(keys[0], c.Country)...)
		for _, key := range keys {
			if key != "" {
				byKey[key] = append(byKey[key], c)
			}
		}
	}
	w := tableWriter{divs: map[division]int{}}
	return w.write(byKey), nil
}

type tableWriter struct {
	divs     map[division]int
	divNames []byte
	blocks   []byte
	entries  []byte
}

func (w *tableWriter) write(byKey map[string][]Candidate) []byte {
	keys := make([]string, 0, len(byKey))
	for k := range byKey {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	previous := ""
	for i, key := range keys {
		if i%blockSize == 0 {
			w.blocks = binary.LittleEndian.AppendUint32(w.blocks, uint32(len(w.entries)))
			previous = ""
		}
		shared := commonPrefix(previous, key)
		w.entries = append(w.entries, byte(shared), byte(len(key)-shared))
		w.entries = append(w.entries, key[shared:]...)
		w.places(key, byKey[key])
		previous = key
	}
	out := []byte(tableMagic)
	for _, n := range []int{len(w.blocks) / 4, len(w.divs), len(w.divNames)} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	out = append(out, w.blocks...)
	out = append(out, w.divNames...)
	return append(out, w.entries...)
}

// places writes the places of one key. Those beyond maxCandidates are left out: a hamlet that shares its name with
// forty larger places is never chosen.
func (w *tableWriter) places(key string, places []Candidate) {
	slices.SortStableFunc(places, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Population, a.Population), cmp.Compare(a.GeoNames, b.GeoNames),
			strings.Compare(a.Admin, b.Admin))
	})
	places = places[:min(len(places), maxCandidates)]
	w.entries = append(w.entries, byte(len(places)))
	for _, c := range places {
		w.entries = binary.LittleEndian.AppendUint16(w.entries, uint16(math.Round((c.Lat+90)/180*65535)))
		w.entries = binary.LittleEndian.AppendUint16(w.entries, uint16(math.Round((c.Lon+180)/360*65535)))
		w.entries = append(w.entries, byte(c.GeoNames), byte(c.GeoNames>>8), byte(c.GeoNames>>16),
			packPopulation(c.Population))
		w.entries = binary.LittleEndian.AppendUint16(w.entries, uint16(w.division(division{c.Country, c.Admin})))
		if c.Name == titleCase(key) {
			w.entries = append(w.entries, byte(c.Class))
			continue
		}
		w.entries = append(w.entries, byte(c.Class)|named, byte(len(c.Name)))
		w.entries = append(w.entries, c.Name...)
	}
}

func (w *tableWriter) division(d division) int {
	n, ok := w.divs[d]
	if !ok {
		n = len(w.divs)
		w.divs[d] = n
		w.divNames = append(append(w.divNames, d.country[0], d.country[1], byte(len(d.admin))), d.admin...)
	}
	return n
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// newsSpellings derives from a key in GeoNames' transliteration those that English news uses. Ukrainian and Russian
// names lose the y that stands for a glide ("avdiyivka" → "avdiivka", "kostyantynivka" → "kostiantynivka"); Arabic ones
// lose the article and the final h, and write "dayr", "bayt" as they are spoken.
func newsSpellings(key, country string) []string {
	switch country {
	case "UA", "RU", "BY":
		s := slavic.Replace(key + " ")
		return differing(key, strings.TrimSpace(s))
	case "SY", "YE", "PS", "LB", "IQ", "SD", "LY", "EG", "JO", "SA", "DZ", "MA", "TN", "KW", "QA", "AE", "OM", "BH":
		bare := key
		if article, rest, ok := strings.Cut(key, " "); ok && len(rest) > 3 && arabicArticles[article] {
			bare = rest
		}
		spoken := strings.TrimSpace(arabic.Replace(bare + " "))
		return differing(key, bare, spoken)
	}
	return nil
}

var (
	slavic = strings.NewReplacer("iyi", "ii", "yyi", "yi", "iya ", "ia ", "oye ", "oe ", "yy ", "y ", "iy ", "y ",
		"aya ", "aia ",
		"ya", "ia", "yu", "iu", "yi", "i", "ay", "ai", "oy", "oi", "uy", "ui")
	arabic         = strings.NewReplacer("ay", "ei", "ah ", "a ", "iyah ", "iya ", "iyya", "iya", "yya", "ya")
	arabicArticles = map[string]bool{
		"al": true, "ad": true, "adh": true, "an": true, "ar": true, "as": true,
		"ash": true, "at": true, "ath": true, "az": true, "el": true, "ed": true, "en": true, "er": true, "es": true,
	}
)

// differing returns the distinct names that are not key and have a letter.
func differing(key string, names ...string) (out []string) {
	for _, n := range names {
		if r, _ := utf8.DecodeRuneInString(n); n != key && unicode.IsLetter(r) && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// maxCandidates bounds how many places of one name are considered. The most frequent name, San Antonio, has some 150.
const maxCandidates = 40
