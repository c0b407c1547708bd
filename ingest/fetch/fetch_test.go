package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// serve starts a server on loopback and a client that may reach it and does not wait between requests.
func serve(t *testing.T, h http.HandlerFunc, opt Options) (*Client, string) {
	t.Helper()
	s := httptest.NewServer(h)
	if opt.Interval == 0 {
		opt.Interval = -1
	}
	if opt.Allow == nil {
		opt.Allow = loopback
	}
	c := New(opt)
	t.Cleanup(func() {
		c.Close()
		s.Close()
	})
	return c, s.URL
}

// wantKind checks that err is an *Error of this kind.
func wantKind(t *testing.T, err error, want Kind) *Error {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Kind != want {
		t.Fatalf("error = %v, want one of kind %q", err, want)
	}
	if strings.Contains(e.Error(), "\n") || !strings.Contains(e.Error(), e.URL) {
		t.Errorf("message %q", e.Error())
	}
	return e
}

func TestGet(t *testing.T) {
	var got http.Header
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.Header().Set("ETag", `W/"a, b"`)
		w.Header().Set("Last-Modified", "Thu, 24 Apr 2025 10:00:00 GMT")
		w.Header().Set("Content-Type", "application/rss+xml; charset=windows-1251")
		w.Header().Set("Cache-Control", "public, max-age=300")
		fmt.Fprint(w, "<rss/>")
	}, Options{UserAgent: "Sitrep/1.0 (+https://example.org/bot; ops@example.org)"})
	resp, err := c.Get(t.Context(), Request{URL: base + "/rss#x", Accept: "application/rss+xml"})
	if err != nil {
		t.Fatal(err)
	}
	want := &Response{
		Status: 200, URL: base + "/rss#x", ETag: `W/"a, b"`, LastModified: "Thu, 24 Apr 2025 10:00:00 GMT",
		ContentType: "application/rss+xml; charset=windows-1251", Body: []byte("<rss/>"), MaxAge: 5 * time.Minute,
	}
	if diff := cmp.Diff(want, resp); diff != "" {
		t.Errorf("Get (-want +got):\n%s", diff)
	}
	for key, want := range map[string]string{
		"User-Agent": "Sitrep/1.0 (+https://example.org/bot; ops@example.org)", "Accept": "application/rss+xml",
		"Accept-Encoding": "gzip, br, zstd", "If-None-Match": "", "If-Modified-Since": "", "Cookie": "",
		"Referer": "",
	} {
		if got.Get(key) != want {
			t.Errorf("%s = %q, want %q", key, got.Get(key), want)
		}
	}
}

func TestGetConditional(t *testing.T) {
	var got http.Header
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		w.WriteHeader(http.StatusNotModified)
	}, Options{})
	const etag, modified = `W/"odd;tag--gzip"`, "thursday, 24 april 2025" // given back as it came, whatever it is
	resp, err := c.Get(t.Context(), Request{URL: base, ETag: etag, LastModified: modified})
	if err != nil {
		t.Fatal(err)
	}
	if got.Get("If-None-Match") != etag || got.Get("If-Modified-Since") != modified {
		t.Errorf("sent %q, %q", got.Get("If-None-Match"), got.Get("If-Modified-Since"))
	}
	if !resp.NotModified || resp.Status != 304 || len(resp.Body) > 0 || resp.ETag != etag ||
		resp.LastModified != modified {
		t.Errorf("Get = %+v", resp)
	}
}

func compressed(t *testing.T, encoding string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch encoding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	case "deflate":
		w = zlib.NewWriter(&b)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGetDecompresses(t *testing.T) {
	text := []byte(strings.Repeat("The column waited at the crossing. ", 50))
	for _, c := range []struct {
		name, header string
		body         []byte
	}{
		{"gzip", "gzip", compressed(t, "gzip", text)},
		{"brotli", "br", compressed(t, "br", text)},
		{"zstd", "zstd", compressed(t, "zstd", text)},
		{"deflate", "deflate", compressed(t, "deflate", text)},
		{"two", "gzip, br", compressed(t, "br", compressed(t, "gzip", text))},
		{"gzip unsaid", "", compressed(t, "gzip", text)},
		{"identity", "identity", text},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if c.header != "" {
					w.Header().Set("Content-Encoding", c.header)
				}
				_, _ = w.Write(c.body)
			}, Options{})
			resp, err := client.Get(t.Context(), Request{URL: base})
			if err != nil || !bytes.Equal(resp.Body, text) {
				t.Errorf("Get = %v, %v", resp, err)
			}
		})
	}
}

func TestGetBounds(t *testing.T) {
	zeros := make([]byte, 20<<20)
	plain := func(w http.ResponseWriter, body []byte) { _, _ = w.Write(body) }
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		want    Kind
	}{
		{"announced length", func(w http.ResponseWriter, _ *http.Request) { plain(w, zeros[:2<<20]) }, TooLarge},
		{"endless body", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, strings.Repeat("<item></item>", 1000)); err != nil {
					return
				}
			}
		}, TooLarge},
		{"gzip bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			plain(w, compressed(t, "gzip", zeros))
		}, Bomb},
		{"gzip bomb in gzip", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip, gzip")
			plain(w, compressed(t, "gzip", compressed(t, "gzip", zeros)))
		}, Bomb},
		{"brotli bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			plain(w, compressed(t, "br", zeros))
		}, Bomb},
		{"zstd bomb", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "zstd")
			plain(w, compressed(t, "zstd", zeros))
		}, Bomb},
		{"too many encodings", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip, gzip, gzip")
		}, Encoding},
		{"unknown encoding", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "rot13")
			plain(w, zeros[:10])
		}, Encoding},
		{"not what it says", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			plain(w, []byte("<rss></rss>"))
		}, Encoding},
		{"gzip cut short", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			plain(w, compressed(t, "gzip", []byte(strings.Repeat("abc", 100)))[:20])
		}, Encoding},
		{"body cut short", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			plain(w, []byte("<rss>"))
		}, Network},
		{"huge headers", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("x", 1<<20))
		}, Network},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, base := serve(t, c.handler, Options{})
			_, err := client.Get(t.Context(), Request{URL: base, MaxBytes: 1 << 20})
			_ = wantKind(t, err, c.want)
		})
	}
}

func TestGetCuts(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, "<item></item>"); err != nil {
				return
			}
		}
	}, Options{})
	resp, err := c.Get(t.Context(), Request{URL: base, MaxBytes: 1000, Cut: true})
	if err != nil || len(resp.Body) != 1000 || !resp.Truncated ||
		!strings.HasPrefix(string(resp.Body), "<item></item><item>") {
		t.Errorf("Get = %+v, %v", resp, err)
	}
}

func TestGetRedirects(t *testing.T) {
	hops := map[string]struct {
		status int
		to     string
	}{
		"/moved": {301, "/moved2"}, "/moved2": {308, "/end#part"}, "/mixed": {301, "/found"}, "/found": {302, "/end"},
		"/see": {303, "/end"}, "/temporary": {307, "/end"},
		"/self": {301, "/self"}, "/a": {302, "/b"}, "/b": {302, "/a"}, "/nowhere": {302, ""},
		"/scheme": {302, "ftp://example.org/"}, "/bad": {301, "http://[::1"},
	}
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if h, ok := hops[r.URL.Path]; ok {
			if h.to != "" {
				w.Header().Set("Location", h.to)
			}
			w.WriteHeader(h.status)
			return
		}
		if strings.HasPrefix(r.URL.Path, "/x") { // for ever somewhere else
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
			return
		}
		fmt.Fprint(w, "end")
	}, Options{})
	for _, tc := range []struct{ path, url, permanent string }{
		{"/end", "/end", ""},
		{"/moved", "/end#part", "/end#part"},
		{"/mixed", "/end", ""},
		{"/see", "/end", ""},
		{"/temporary", "/end", ""},
	} {
		t.Run(tc.path, func(t *testing.T) {
			resp, err := c.Get(t.Context(), Request{URL: base + tc.path})
			if err != nil {
				t.Fatal(err)
			}
			if tc.permanent != "" {
				tc.permanent = base + tc.permanent
			}
			if resp.URL != base+tc.url || resp.Permanent != tc.permanent || string(resp.Body) != "end" {
				t.Errorf("Get = %+v, want %s, permanent %q", resp, tc.url, tc.permanent)
			}
		})
	}
	for _, path := range []string{"/self", "/a", "/nowhere", "/scheme", "/bad", "/x"} {
		t.Run(path, func(t *testing.T) {
			_, err := c.Get(t.Context(), Request{URL: base + path})
			_ = wantKind(t, err, Redirects)
		})
	}
}

// TestGetReturnsCookies covers servers that redirect to the same address until a cookie comes back.
func TestGetReturnsCookies(t *testing.T) {
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
			return
		}
		fmt.Fprint(w, "page")
	}, Options{})
	for range 2 { // nothing is remembered from one Get to the next
		resp, err := c.Get(t.Context(), Request{URL: base + "/page"})
		if err != nil || string(resp.Body) != "page" {
			t.Errorf("Get = %+v, %v", resp, err)
		}
	}
}

func TestGetRefusesPrivateAddresses(t *testing.T) {
	var asked []string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	}))
	defer s.Close()
	at, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("directly", func(t *testing.T) {
		c := New(Options{Interval: -1})
		defer c.Close()
		for _, address := range []string{
			s.URL, "http://localhost:" + at.Port(), "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/",
			"http://192.168.1.1/", "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/",
			"http://[::ffff:127.0.0.1]/",
			"http://[fe80::1]/", "http://[fc00::1]/", "http://100.64.0.1/", "http://2130706433/", "http://0x7f.1/",
			"http://1.1.1.1:22/", "http://[64:ff9b::7f00:1]/",
		} {
			_, err := c.Get(t.Context(), Request{URL: address})
			e, ok := errors.AsType[*Error](err)
			// "2130706433" may be a name or an address, as the system likes
			if !ok || e.Kind != Private && e.Kind != DNS {
				t.Errorf("Get(%s): %v, want an error of kind %q", address, err, Private)
			}
		}
		if len(asked) > 0 {
			t.Errorf("the server was asked for %q", asked)
		}
	})
	t.Run("after a redirect", func(t *testing.T) {
		// The first hop is allowed, the second is to another address of the same machine that is not.
		c := New(Options{Interval: -1, Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}})
		defer c.Close()
		for _, to := range []string{
			"http://127.0.0.2:" + at.Port() + "/", "http://169.254.169.254/",
			"http://10.1.2.3/",
		} {
			asked = nil
			_, err := c.Get(t.Context(), Request{URL: s.URL + "/first?to=" + url.QueryEscape(to)})
			if e := wantKind(t, err, Private); e.URL != to {
				t.Errorf("the error names %s, want %s", e.URL, to)
			}
			if diff := cmp.Diff([]string{"/first"}, asked); diff != "" {
				t.Errorf("asked (-want +got):\n%s", diff)
			}
		}
	})
	t.Run("allowed", func(t *testing.T) {
		c := New(Options{Interval: -1, Allow: loopback})
		defer c.Close()
		_, err := c.Get(t.Context(), Request{URL: s.URL + "/?to=/end%3Fto=/end"})
		_ = wantKind(t, err, Redirects)
	})
}

func TestGetRefusesWhatIsNoAddress(t *testing.T) {
	c := New(Options{})
	for _, address := range []string{
		"", "example.org/rss", "ftp://example.org/", "file:///etc/passwd", "http://",
		"http://exa mple.org/", "javascript:alert(1)", "http://[::1", "://",
	} {
		_, err := c.Get(t.Context(), Request{URL: address})
		if e, ok := errors.AsType[*Error](err); !ok || e.Kind != BadURL {
			t.Errorf("Get(%q): %v, want an error of kind %q", address, err, BadURL)
		}
	}
}

func TestGetStatus(t *testing.T) {
	for _, c := range []struct {
		status     int
		retry      string
		want       Kind
		retryAfter time.Duration
		temporary  bool
	}{
		{404, "", Status, 0, false},
		{403, "", Status, 0, false},
		{410, "", Gone, 0, false},
		{429, "120", Busy, 2 * time.Minute, true},
		{429, "", Busy, 0, true},
		{503, "60", Busy, time.Minute, true},
		{503, "", Status, 0, true},
		{500, "", Status, 0, true},
	} {
		t.Run(fmt.Sprintf("%d %s", c.status, c.retry), func(t *testing.T) {
			client, base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				if c.retry != "" {
					w.Header().Set("Retry-After", c.retry)
				}
				w.WriteHeader(c.status)
			}, Options{})
			_, err := client.Get(t.Context(), Request{URL: base})
			e := wantKind(t, err, c.want)
			if e.Status != c.status || e.RetryAfter != c.retryAfter || e.Temporary() != c.temporary {
				t.Errorf("error %+v, temporary %v", e, e.Temporary())
			}
		})
	}
}

func TestGetWithoutConnection(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	address := s.URL
	s.Close()
	c := New(Options{Allow: loopback, Interval: -1})
	_, err := c.Get(t.Context(), Request{URL: address})
	_ = wantKind(t, err, Network)
	_, err = c.Get(t.Context(), Request{URL: "http://no-such-name.invalid/"})
	_ = wantKind(t, err, DNS)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = c.Get(ctx, Request{URL: address})
	_ = wantKind(t, err, Cancelled)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled in its chain", err)
	}
}

func TestGetOverTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it complains of the handshake
	s.StartTLS()
	defer s.Close()
	c := New(Options{Allow: loopback, Interval: -1})
	defer c.Close()
	_, err := c.Get(t.Context(), Request{URL: s.URL})
	_ = wantKind(t, err, TLS)
}

func TestHeaders(t *testing.T) {
	now := time.Date(2025, 4, 24, 10, 0, 0, 0, time.UTC)
	header := func(pairs ...string) http.Header {
		h := http.Header{}
		for i := 0; i < len(pairs); i += 2 {
			h.Add(pairs[i], pairs[i+1])
		}
		return h
	}
	for _, c := range []struct {
		name  string
		h     http.Header
		retry time.Duration
		age   time.Duration
	}{
		{"nothing", header(), 0, 0},
		{"seconds", header("Retry-After", " 120 "), 2 * time.Minute, 0},
		{"date", header("Retry-After", "Thu, 24 Apr 2025 10:05:00 GMT"), 5 * time.Minute, 0},
		{"date by the server's clock", header("Retry-After", "Thu, 24 Apr 2025 12:05:00 GMT", "Date",
			"Thu, 24 Apr 2025 12:00:00 GMT"), 5 * time.Minute, 0},
		{"date that has passed", header("Retry-After", "Thu, 24 Apr 2025 09:00:00 GMT"), 0, 0},
		{"a year", header("Retry-After", "31536000"), maxRetryAfter, 0},
		{"beyond numbers", header("Retry-After", "99999999999999999999"), maxRetryAfter, 0},
		{"negative", header("Retry-After", "-5"), 0, 0},
		{"words", header("Retry-After", "soon"), 0, 0},
		{"max-age", header("Cache-Control", "public, Max-Age=600, s-maxage=9"), 0, 10 * time.Minute},
		{"max-age less age", header("Cache-Control", `max-age="600"`, "Age", "500"), 0, 100 * time.Second},
		{"older than max-age", header("Cache-Control", "max-age=600", "Age", "700"), 0, 0},
		{"no-cache", header("Cache-Control", "max-age=600", "Cache-Control", "no-cache"), 0, 0},
		{
			"Expires", header("Expires", "Thu, 24 Apr 2025 11:00:00 GMT", "Date", "Thu, 24 Apr 2025 10:30:00 GMT"), 0,
			30 * time.Minute,
		},
		{
			"max-age before Expires", header("Cache-Control", "max-age=0", "Expires",
				"Thu, 24 Apr 2025 11:00:00 GMT"), 0,
			0,
		},
		{"Expires: 0", header("Expires", "0"), 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := retryAfter(c.h, now); got != c.retry {
				t.Errorf("retryAfter = %v, want %v", got, c.retry)
			}
			if got := maxAge(c.h, now); got != c.age {
				t.Errorf("maxAge = %v, want %v", got, c.age)
			}
		})
	}
}
