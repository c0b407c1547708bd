package main

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestSecretsInAddresses polls a feed whose address holds a password, a token and a key, while it is well and when it
// fails: none of them is seen in what any command prints or logs, or in the links of articles.
func TestSecretsInAddresses(t *testing.T) {
	o := newOutlet(t)
	var user, query string
	answer := document("application/rss+xml", strings.ReplaceAll(o.rss("Hvirne Herald",
		[3]string{bridgeTitle, "/news/bridge", strings.Join(bridgeText, " ")},
		[3]string{"Talks in Hvirne", "/news/talks?sig=geheim", strings.Join(bridgeText[1:], " ")},
	), o.URL+"/news/bridge", "/news/bridge"))
	o.serve("/rss", func(w http.ResponseWriter, r *http.Request) {
		user, query = r.Header.Get("Authorization"), r.URL.RawQuery
		answer(w, r)
	})
	address := strings.Replace(o.URL, "http://", "http://ann:geheim@", 1) + "/rss?token=geheim&api_key=geheim"
	configure(t, o, "[[sources]]\nname = \"Hvirne Herald\"\nfeeds = [\""+address+"\"]\n")
	for day, commands := range [][][]string{
		{
			{"poll"},
			{"feeds"},
			{"feeds", "--json"},
			{"feeds", "export"},
			{"check"},
			{"check", "--online"},
			{"ask", "/sources health"},
			{"ask", "/sources list"},
			{"ask", "/latest"},
			{"ask", "/search bridge"},
			{"digest"},
		},
		{
			{"poll"},
			{"feeds"},
			{"feeds", "--json"},
			{"check", "--online"},
			{"ask", "/sources health"},
			{"feeds", "resume", address},
			{"feeds", "remove", address},
		},
	} {
		for _, args := range commands {
			out, _ := at(t, time.Duration(day)*24*time.Hour, args...)
			if out == "" || strings.Contains(out, "geheim") || strings.Contains(out, "ann:") {
				t.Errorf("day %d: sitrep %s prints\n%s", day, strings.Join(args, " "), out)
			}
		}
		o.serve("/rss", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	}
	if user == "" || query != "token=geheim&api_key=geheim" {
		t.Errorf("the feed was asked with %q and %q, want the user and the query of the address", user, query)
	}
	if a := stored(t, "railway workers"); a.URL != o.URL+"/news/bridge" {
		t.Errorf("the article's link is %q, want one without user and query", a.URL)
	}
}
