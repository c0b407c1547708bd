package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	const file = "\ufeff# comment\r\nSitemap: https://example.org/sitemap.xml\r\n" + `
User-agent: *
Disallow: /private # all of it
Disallow: /*.pdf$
Allow: /private/open

User-agent: OtherBot
User-agent: SITREP/2.0
Disallow: /archive/
Allow: /archive/2025/
Disallow: /search?q=
Disallow: /caf%C3%A9
Disallow:
Crawl-delay: 3

User-agent: OtherBot
Disallow: /

this line means nothing
`
	for _, c := range []struct {
		agent, path string
		want        bool
	}{
		{"sitrep", "/", true},
		{"sitrep", "/private", true}, // a group of our own replaces the one for everybody
		{"sitrep", "/archive/2024/x", false},
		{"sitrep", "/archive/2025/x", true},
		{"sitrep", "/search?q=x", false},
		{"sitrep", "/search?p=x", true},
		{"sitrep", "/caf%C3%A9/x", false},
		{"unknown", "/private/x", false},
		{"unknown", "/private/open/x", true},
		{"unknown", "/a/b.pdf", false},
		{"unknown", "/a/b.pdf?x", true},
		{"unknown", "/archive/2024/x", true},
		{"otherbot", "/anything", false},
	} {
		if got := parseRobots([]byte(file), c.agent).allows(c.path); got != c.want {
			t.Errorf("%s may fetch %s: %v, want %v", c.agent, c.path, got, c.want)
		}
	}
	if d := parseRobots([]byte(file), "sitrep").delay; d != 3*time.Second {
		t.Errorf("delay = %v", d)
	}
}

func TestRobotsPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, path string
		want          bool
	}{
		{"/", "/x", true},
		{"/fish", "/fish.html", true},
		{"/fish", "/Fish", false},
		{"/fish*", "/fishheads", true},
		{"/*.php", "/a/b.php?c", true},
		{"/*.php$", "/a.php", true},
		{"/*.php$", "/a.php5", false},
		{"/fish*.php", "/fishheads/catfish.php?x", true},
		{"/fish$", "/fish", true},
		{"/fish$", "/fish/", false},
		{"/a*b*c$", "/axbxc", true},
		{"/a*b*c$", "/axbxcd", false},
		{"/a*$", "/abc", true},
		{"*", "/x", true},
		{"$", "/x", false},
	} {
		if got := matches(c.pattern, c.path); got != c.want {
			t.Errorf("matches(%q, %q) = %v, want %v", c.pattern, c.path, got, c.want)
		}
	}
}

func TestRobotsHostile(t *testing.T) {
	for name, file := range map[string]string{
		"rules":    "User-agent: *\n" + strings.Repeat("Disallow: /*a*b*c*d*e*f*g*h\n", 20_000),
		"agents":   strings.Repeat("User-agent: *\n", 40_000) + "Disallow: /x",
		"one line": "User-agent: *\nDisallow: /" + strings.Repeat("*a", 250_000),
		"binary":   strings.Repeat("\x00\xff:", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			r := parseRobots([]byte(file[:min(len(file), maxRobots)]), "sitrep")
			r.allows("/" + strings.Repeat("abcdefg", 300))
			if len(r.rules) > maxRules {
				t.Errorf("%d rules", len(r.rules))
			}
		})
	}
}

func TestGetObeysRobots(t *testing.T) {
	var asked []string
	c, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		switch r.URL.Path {
		case "/robots.txt":
			fmt.Fprint(w, "User-agent: sitrep\nDisallow: /closed\n")
		case "/moved":
			http.Redirect(w, r, "/closed/x", http.StatusFound)
		default:
			fmt.Fprint(w, "page")
		}
	}, Options{UserAgent: "Sitrep/1.0 (+https://example.org)"})
	if _, err := c.Get(t.Context(), Request{URL: base + "/open", Robots: true}); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/closed/1", "/moved"} {
		_, err := c.Get(t.Context(), Request{URL: base + path, Robots: true})
		_ = wantKind(t, err, Robots)
	}
	if _, err := c.Get(t.Context(), Request{URL: base + "/closed/feed"}); err != nil {
		t.Errorf("without Robots: %v", err)
	}
	if got := strings.Join(asked, " "); got != "/robots.txt /open /moved /closed/feed" {
		t.Errorf("asked for %s", got)
	}
}

func TestRobotsThatFail(t *testing.T) {
	for _, c := range []struct {
		status int
		want   Kind // "" if the page may be fetched
	}{{404, ""}, {403, ""}, {410, ""}, {500, Status}, {503, Status}} {
		t.Run(fmt.Sprint(c.status), func(t *testing.T) {
			asked := 0
			client, base := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					asked++
					w.WriteHeader(c.status)
				}
			}, Options{})
			for range 2 {
				_, err := client.Get(t.Context(), Request{URL: base + "/page", Robots: true})
				switch {
				case c.want == "" && err != nil:
					t.Errorf("Get: %v", err)
				case c.want != "":
					if e := wantKind(t, err, c.want); e.RetryAfter <= 0 {
						t.Errorf("the error does not say when to try again: %+v", e)
					}
				}
			}
			if asked != 1 {
				t.Errorf("robots.txt was asked for %d times", asked)
			}
		})
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%zz\nCrawl-delay: 1e9"), "/axb?c")
	f.Fuzz(func(t *testing.T, file []byte, path string) {
		r := parseRobots(file, "sitrep")
		r.allows(path)
		if len(r.rules) > maxRules || r.delay < 0 || r.delay > maxCrawlDelay {
			t.Errorf("%d rules, delay %v", len(r.rules), r.delay)
		}
	})
}

// FuzzHeaders: whatever a server writes, it is asked again within bounds.
func FuzzHeaders(f *testing.F) {
	f.Add("120", "max-age=60, public", "30", "Fri, 25 Apr 2025 09:00:00 GMT", "Fri, 25 Apr 2025 08:00:00 GMT")
	f.Add("99999999999999999999", `max-age="86400"`, "-1", "0", "never")
	f.Add("Mon, 01 Jan 0001 00:00:00 GMT", "no-cache=max-age", "", "Fri, 31 Dec 9999 23:59:59 GMT", "")
	f.Fuzz(func(t *testing.T, retry, control, age, expires, clock string) {
		h := http.Header{
			"Retry-After": {retry}, "Cache-Control": {control}, "Age": {age}, "Expires": {expires}, "Date": {clock},
		}
		now := time.Date(2025, 4, 25, 8, 0, 0, 0, time.UTC)
		if d := retryAfter(h, now); d < 0 || d > maxRetryAfter {
			t.Errorf("retryAfter = %v", d)
		}
		if d := maxAge(h, now); d < 0 || d > maxMaxAge {
			t.Errorf("maxAge = %v", d)
		}
	})
}
