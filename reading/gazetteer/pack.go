package gazetteer

import (
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Pack compresses a model or table for embedding (Zstandard, RFC 8878): it halves what the program weighs, and costs
// some milliseconds at the first use.
func Pack(b []byte) ([]byte, error) {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return w.EncodeAll(b, nil), nil
}

// Unpack returns what [Pack] was given.
func Unpack(b []byte) ([]byte, error) {
	const most = 64 << 20 // bytes; our largest table has 8 MB
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(most))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	defer r.Close()
	out, err := r.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return out, nil
}
