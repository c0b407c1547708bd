package names

import (
	"encoding/binary"
	"errors"
	"slices"
)

// clusterTable maps hashed words to clusters of words that are used alike, read in place.
//
// Layout, little endian: magic [8], log2 of the number of rows u32, rows [n]{fingerprint u32, cluster u16}. The
// fingerprint 0 marks an empty row.
type clusterTable struct {
	rows []byte
	bits uint
}

const (
	clusterMagic = "sitrepC1"
	clusterRow   = 6
)

// FineBits is how many of a cluster number's low bits are the fine cluster; the bits above are the coarse one it lies
// in.
const FineBits = 9

func openClusters(data []byte) (clusterTable, error) {
	if len(data) < 12 || string(data[:8]) != clusterMagic {
		return clusterTable{}, errors.New("no word clusters")
	}
	bits := uint(binary.LittleEndian.Uint32(data[8:]))
	if bits > 24 || len(data) < 12+clusterRow<<bits {
		return clusterTable{}, errors.New("word clusters are cut short")
	}
	return clusterTable{rows: data[12 : 12+clusterRow<<bits], bits: bits}, nil
}

// of returns the cluster of a hashed word, 0 if it has none.
func (t clusterTable) of(h uint64) int {
	if len(t.rows) == 0 {
		return 0
	}
	fp := uint32(h) | 1
	for at := h >> (64 - t.bits); ; at = (at + 1) & (1<<t.bits - 1) {
		row := t.rows[at*clusterRow : at*clusterRow+clusterRow]
		switch binary.LittleEndian.Uint32(row) {
		case 0:
			return 0
		case fp:
			return int(row[4]) | int(row[5])<<8
		}
	}
}

// EncodeClusters writes clusters, numbers below 2^16 by hashed word, as the table that Load reads.
func EncodeClusters(clusters map[uint64]int) []byte {
	hashes := make([]uint64, 0, len(clusters))
	for h := range clusters {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	bits := 4
	for len(hashes)*3 > 2<<bits {
		bits++
	}
	out := make([]byte, 12+clusterRow<<bits)
	copy(out, clusterMagic)
	binary.LittleEndian.PutUint32(out[8:], uint32(bits))
	rows := out[12:]
	for _, h := range hashes {
		at := h >> (64 - bits)
		for binary.LittleEndian.Uint32(rows[at*clusterRow:]) != 0 {
			at = (at + 1) & (1<<bits - 1)
		}
		binary.LittleEndian.PutUint32(rows[at*clusterRow:], uint32(h)|1)
		binary.LittleEndian.PutUint16(rows[at*clusterRow+4:], uint16(clusters[h]))
	}
	return out
}
