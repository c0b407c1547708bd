package fetch

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// neverReading is an HTTP/2 server that answers the first request on each connection with headers alone, reads nothing
// from then on, and writes frames that want an answer until the connection is cut. It returns its address.
func neverReading(t *testing.T, c *Client, flood func(*http2.Framer) error) string {
	t.Helper()
	identity := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(identity.Close)
	c.transport.TLSClientConfig = identity.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: identity.TLS.Certificates, NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12,
	})
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	end := make(chan struct{})
	t.Cleanup(func() {
		_ = listener.Close()
		close(end)
		all.Wait()
	})
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer func() { _ = conn.Close() }()
				_ = harass(conn, flood)
			})
			all.Go(func() {
				<-end
				_ = rawConn(conn).Close()
			})
		}
	})
	return "https://" + listener.Addr().String() + "/feed.xml"
}

func harass(conn net.Conn, flood func(*http2.Framer) error) error {
	if tc, ok := rawConn(conn).(*net.TCPConn); ok {
		_ = tc.SetReadBuffer(4096)
	}
	if _, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface))); err != nil {
		return err
	}
	f := http2.NewFramer(conn, conn)
	if err := f.WriteSettings(); err != nil {
		return err
	}
	for {
		frame, err := f.ReadFrame()
		if err != nil {
			return err
		}
		if h, ok := frame.(*http2.HeadersFrame); ok {
			if err := answerHeaders(f, h.StreamID); err != nil {
				return err
			}
			break
		}
	}
	for {
		if err := flood(f); err != nil {
			return err
		}
	}
}

func answerHeaders(f *http2.Framer, stream uint32) error {
	var b writerOf
	enc := hpack.NewEncoder(&b)
	if err := enc.WriteField(hpack.HeaderField{Name: ":status", Value: "200"}); err != nil {
		return err
	}
	return f.WriteHeaders(http2.HeadersFrameParam{StreamID: stream, BlockFragment: b, EndHeaders: true})
}

type writerOf []byte

func (w *writerOf) Write(p []byte) (int, error) {
	*w = append(*w, p...)
	return len(p), nil
}

// TestGetFromAServerThatNeverReads is an attack that once held a worker for ever, whatever its timeout, and kept the
// program from ending. It hangs where nothing cuts the connection; that nothing of it is left, TestMain looks at.
func TestGetFromAServerThatNeverReads(t *testing.T) {
	pings := func(f *http2.Framer) error { return f.WritePing(false, [8]byte{1}) }
	settings := func(f *http2.Framer) error {
		return f.WriteSettings(http2.Setting{ID: http2.SettingInitialWindowSize, Val: 1 << 16})
	}
	for name, flood := range map[string]func(*http2.Framer) error{"pings": pings, "settings": settings} {
		t.Run(name, func(t *testing.T) {
			c := New(Options{Interval: -1, Timeout: 3 * time.Second, Dial: narrow})
			defer c.Close()
			_, err := c.Get(t.Context(), Request{URL: neverReading(t, c, flood)})
			_ = wantKind(t, err, Timeout)
		})
	}
}

// narrow connects with room for a few frames on their way out, so that it is full within moments.
func narrow(ctx context.Context, network, address string) (net.Conn, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, network, address)
	if err == nil {
		err = conn.(*net.TCPConn).SetWriteBuffer(2048)
	}
	return conn, err
}
