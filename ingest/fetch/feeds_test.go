package fetch_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"sitrep/ingest/extract"
	"sitrep/ingest/feed"
	"sitrep/ingest/fetch"
)

// items is the inside of a channel.
func items(n int, text string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b,
			"<item><title>%d</title><guid "+
				"isPermaLink=\"false\">%d</guid><description>%s</description></item>\n", i, i, text)
	}
	return b.String()
}

const (
	head = `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Кур'єр</title>` + "\n"
	tail = "</channel></rss>"
)

// utf16 encodes characters of the basic plane, with a byte order mark.
func utf16(s string) string {
	b := []byte("\xff\xfe")
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

// TestBadFeedsOverHTTP gets and reads what broken and hostile servers send, over loopback: what can be read is, and
// what cannot has a reason.
func TestBadFeedsOverHTTP(t *testing.T) {
	const bomb = `<!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c ` +
		`"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e ` +
		`"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">]>`
	for _, c := range []struct {
		name, contentType, body string
		items                   int
		problem                 string // part of one
		err                     string // part of it
	}{
		{"whole", "application/rss+xml", head + items(3, "x") + tail, 3, "", ""},
		{"truncated XML", "application/rss+xml", head + items(3, "x")[:200], 2, "line 4, column", ""},
		{"wrong charset label", "application/rss+xml; charset=iso-8859-1", head + items(1, "x") + tail, 1, "", ""},
		{
			"UTF-16", "application/rss+xml", utf16(strings.Replace(head, "utf-8", "utf-16", 1) + items(2,
				"x") + tail), 2,
			"", "",
		},
		{"entity bomb", "application/rss+xml", bomb + strings.TrimPrefix(head,
			`<?xml version="1.0" encoding="utf-8"?>`) + items(2, "&e;") + tail, 2, "expand without bounds", ""},
		{
			"50 MB", "application/rss+xml", head + items(100_000, strings.Repeat("The column waited. ", 27)) + tail,
			27_000, "cut short", "",
		},
		{
			"web page instead of XML", "application/rss+xml",
			"<!DOCTYPE html>\n<html><head><title>The Courier</title></head><body><p>News</p></body></html>", 0, "",
			"line 2, column 1: this is a web page",
		},
		{"200 with an error page", "text/html", "<h1>503 Service Unavailable</h1>", 0, "", "not that of a feed"},
		{"nothing", "application/rss+xml", "", 0, "", "the feed is empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", c.contentType)
				_, _ = w.Write([]byte(c.body))
			}))
			defer s.Close()
			client := fetch.New(fetch.Options{
				Interval: -1,
				Allow:    []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")},
			})
			defer client.Close()
			resp, err := client.Get(t.Context(), fetch.Request{URL: s.URL, Cut: true})
			if err != nil {
				t.Fatalf("Get: %v", err)
			}
			f, err := feed.Parse(resp.Body, resp.ContentType, resp.URL)
			if c.err != "" {
				if _, ok := errors.AsType[*feed.Error](err); !ok || !strings.Contains(err.Error(), c.err) {
					t.Errorf("Parse: %v, want %q", err, c.err)
				}
				return
			}
			if err != nil || len(f.Items) < c.items || c.items < 10 && len(f.Items) != c.items || f.Title != "Кур'єр" {
				t.Fatalf("Parse: %q with %d items, %v; want %d", f.Title, len(f.Items), err, c.items)
			}
			if problems := strings.Join(f.Problems, "; "); !strings.Contains(problems, c.problem) ||
				c.problem == "" && problems != "" {
				t.Errorf("problems %q, want %q", problems, c.problem)
			}
		})
	}
}

// TestErrorPageOverHTTP gets an error page that claims to be one that is well.
func TestErrorPageOverHTTP(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<title>Service unavailable</title><h1>Service unavailable</h1><p>Please try again " +
			"later.</p>"))
	}))
	defer s.Close()
	client := fetch.New(fetch.Options{Interval: -1, Allow: []netip.Prefix{
		netip.MustParsePrefix("127.0.0.0/8"),
		netip.MustParsePrefix("::1/128"),
	}})
	defer client.Close()
	resp, err := client.Get(t.Context(), fetch.Request{URL: s.URL + "/article"})
	if err != nil {
		t.Fatalf("Get: %v", err)
	}
	_, err = extract.HTML(resp.Body, resp.ContentType, resp.URL, time.Now())
	if e, ok := errors.AsType[*extract.Error](err); !ok || e.Kind != extract.Failed {
		t.Errorf("HTML: %v, want an error of kind %q", err, extract.Failed)
	}
}
