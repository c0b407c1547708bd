package fetch

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// Deadlines of HTTP/2, which shares one connection among reading, acknowledging and cancelling: a server that reads
// nothing fills the connection up, and whatever has to be written then waits. Without them it holds a worker for ever.
const (
	writeTimeout = 10 * time.Second // without a byte written
	pingAfter    = 20 * time.Second // of silence
	pingTimeout  = 10 * time.Second // for its answer
	letGo        = time.Second      // for a cancelled request to end in order
)

func http2Deadlines() *http.HTTP2Config {
	return &http.HTTP2Config{
		WriteByteTimeout: writeTimeout,
		SendPingTimeout:  pingAfter,
		PingTimeout:      pingTimeout,
	}
}

// hangUp returns a context for one request, whose connection is cut when ctx ends before the function is called that it
// returns too; call that when the body has been read and closed. net/http would end the request in order, after a
// moment to do so, and keep the connection: a server that reads nothing prevents the one, and goes on sending on the
// other.
//
// Cutting a connection cuts all its streams. There is one at a time: see turns.
func hangUp(ctx context.Context) (context.Context, func()) {
	var conn atomic.Pointer[net.Conn]
	cut := func() {
		if c := conn.Load(); c != nil {
			_ = rawConn(*c).Close()
		}
	}
	late := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(letGo)
		defer timer.Stop()
		select {
		case <-late:
		case <-timer.C:
		}
		cut()
	})
	trace := &httptrace.ClientTrace{GotConn: func(info httptrace.GotConnInfo) { conn.Store(&info.Conn) }}
	return httptrace.WithClientTrace(ctx, trace), func() {
		stop()
		close(late)
	}
}

// rawConn is the connection below TLS: closing the upper one would first say goodbye, which waits for its turn to
// write.
func rawConn(conn net.Conn) net.Conn {
	if t, ok := conn.(*tls.Conn); ok {
		return t.NetConn()
	}
	return conn
}
