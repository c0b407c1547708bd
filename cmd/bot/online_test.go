package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sitrep/config"
	"sitrep/ingest"
	"sitrep/news"
)

// TestCheckOnline asks feeds that answer, moved, are pages, are gone or empty: at a glance it tells which, and for each
// the line to change.
func TestCheckOnline(t *testing.T) {
	o := newOutlet(t)
	o.serve("/good", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>A</title><item><title>One</title><guid>1</guid></item>`+
			`</channel></rss>`)
	})
	o.serve("/old", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/good", http.StatusMovedPermanently)
	})
	o.serve("/page", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/good"></head></html>`)
	})
	o.serve("/empty", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>B</title></channel></rss>`)
	})
	configure(t, o, "[[sources]]\nname = \"Hvirne Herald\"\nfeeds = [\""+o.URL+"/good\"]\n"+
		"[[sources]]\nname = \"Moved Mail\"\nfeeds = [\""+o.URL+"/old\"]\n"+
		"[[sources]]\nname = \"Page Post\"\nfeeds = [\""+o.URL+"/page\"]\n"+
		"[[sources]]\nname = \"Gone Gazette\"\nfeeds = [\""+o.URL+"/gone\"]\n"+
		"[[sources]]\nname = \"Empty Echo\"\nfeeds = [\""+o.URL+"/empty\"]\n")
	out, status := at(t, 0, "check", "--online")
	if status == 0 {
		t.Error("status 0, though two feeds do not answer")
	}
	for _, want := range []string{
		"ok      Hvirne Herald: 1 item: " + o.URL + "/good",
		"ok      Empty Echo: 0 items",
		"MOVED   Moved Mail: " + o.URL + "/old",
		`feeds = ["` + o.URL + `/good"]`,
		"FAILS   Page Post", "a web page, not a feed",
		"FAILS   Gone Gazette", "not found (404)", `: feeds = ["` + o.URL + `/gone"]`,
		"feeds: 3 of 5 answer, 1 of these moved, 2 not",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("check --online does not say %q:\n%s", want, out)
		}
	}
	if n := strings.Count(out, `feeds = ["`+o.URL+`/good"]`); n != 2 {
		t.Errorf("the new address is proposed %d times, want 2: of what moved and of the page\n%s", n, out)
	}
}

// TestLineForTheCatalogue: what is proposed in place of an outlet of the catalogue is a configuration.
func TestLineForTheCatalogue(t *testing.T) {
	p := &program{setup: &setup{env: &env{}}}
	s := news.Source{Name: "Ridge Post", HomePage: "https://ridge.example/", Kind: news.KindNewspaper, Country: "IQ"}
	said := p.lineToChange(ingest.Trial{Feed: news.Feed{Source: s}, Instead: "https://ridge.example/new.xml"})
	_, block, _ := strings.Cut(said, "\n")
	file := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(file, []byte(block), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file, nil)
	if err != nil || len(c.Sources) != 1 || c.Sources[0].Name != s.Name || len(c.Sources[0].Feeds) != 1 {
		t.Errorf("%q gives %+v, %v", block, c.Sources, err)
	}
	got := p.lineToChange(ingest.Trial{Feed: news.Feed{Source: s}})
	if !strings.Contains(got, `except = ["Ridge Post"]`) {
		t.Errorf("without another address: %q", got)
	}
}
