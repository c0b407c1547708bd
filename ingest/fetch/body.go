package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// maxRatio is beyond what text compresses to: gzip manages 1,030:1 on zeros, 20:1 on the most repetitive feeds.
const maxRatio = 200

// body reads and decompresses a body, within its limits.
func (g *get) body(ctx context.Context, cancel context.CancelCauseFunc, answer *http.Response) (data []byte,
	truncated bool, err error,
) {
	if answer.ContentLength > g.limit && !g.r.Cut {
		return nil, false, tooLarge(answer.ContentLength, g.limit)
	}
	wire := &meter{r: answer.Body}
	defer g.watch(ctx, cancel, wire)()
	plain, stop, err := decompress(wire, answer.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, false, &Error{Kind: Encoding, Err: fmt.Errorf("decompress: %w", err)}
	}
	defer stop()
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(plain, g.limit+1))
	switch {
	case n > g.limit && wire.n.Load()*maxRatio < n:
		return nil, false, &Error{Kind: Bomb, Err: errBomb}
	case n > g.limit && g.r.Cut:
		return b.Bytes()[:g.limit], true, nil
	case n > g.limit:
		return nil, false, tooLarge(-1, g.limit)
	case err != nil && wire.err == nil: // the connection is sound, its content is not
		return nil, false, &Error{Kind: Encoding, Err: fmt.Errorf("decompress: %w", err)}
	}
	return b.Bytes(), false, err
}

func tooLarge(n, limit int64) error {
	if n > 0 {
		return &Error{Kind: TooLarge, Err: fmt.Errorf("%w: %d bytes, at most %d are read", errTooLarge, n, limit)}
	}
	return &Error{Kind: TooLarge, Err: fmt.Errorf("%w: at most %d bytes are read", errTooLarge, limit)}
}

// meter counts the bytes that come over the wire.
type meter struct {
	r   io.Reader
	n   atomic.Int64
	err error // of the wire, but for io.EOF
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n.Add(int64(n))
	if err != nil && !errors.Is(err, io.EOF) {
		m.err = err
	}
	return n, err
}

// watch ends the request when the body comes too slowly. The function that it returns ends the watch.
func (g *get) watch(ctx context.Context, cancel context.CancelCauseFunc, wire *meter) func() {
	began := time.Now()
	ticker := time.NewTicker(grace)
	done := make(chan struct{})
	go func() {
		defer ticker.Stop()
		for {
			select {
			case <-done:
				return
			case <-ctx.Done():
				return
			case <-ticker.C:
				if wire.n.Load() < int64(time.Since(began).Seconds())*g.c.opt.MinRate {
					cancel(errSlow)
					return
				}
			}
		}
	}()
	return func() { close(done) }
}

// decompress undoes Content-Encoding (RFC 9110 §8.4), of which there may be several, the last applied first. Some
// servers send gzip without saying so.
func decompress(wire io.Reader, encodings []string) (r io.Reader, stop func(), err error) {
	var names []string
	for _, line := range encodings {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && name != "identity" {
				names = append(names, name)
			}
		}
	}
	if len(names) > 2 {
		return nil, nil, fmt.Errorf("%d encodings one over another", len(names))
	}
	stop = func() {}
	r = wire
	for _, name := range slices.Backward(names) {
		var end func()
		if r, end, err = decoder(r, name); err != nil {
			return nil, nil, err
		}
		before := stop
		stop = func() { end(); before() }
	}
	b := bufio.NewReader(r)
	if head, _ := b.Peek(3); bytes.Equal(head, []byte("\x1f\x8b\x08")) {
		z, err := gzip.NewReader(b)
		return z, stop, err
	}
	return b, stop, nil
}

func decoder(r io.Reader, name string) (io.Reader, func(), error) {
	nothing := func() {}
	switch name {
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if errors.Is(err, io.EOF) { // an empty body needs no header
			return strings.NewReader(""), nothing, nil
		}
		return z, nothing, err
	case "br":
		return brotli.NewReader(r), nothing, nil
	case "zstd":
		// RFC 8878 §3.1.1.1.2 recommends to support windows of 8 MB, and RFC 9659 forbids larger ones on the web.
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(8<<20),
			zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, nil, err
		}
		return z, z.Close, nil
	case "deflate":
		// RFC 9110 means zlib's format; some servers send bare deflate.
		b := bufio.NewReader(r)
		if head, err := b.Peek(2); err == nil && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			z, err := zlib.NewReader(b)
			return z, nothing, err
		}
		return flate.NewReader(b), nothing, nil
	}
	return nil, nil, fmt.Errorf("unknown encoding %q", name)
}
