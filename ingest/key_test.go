package ingest

import (
	"strings"
	"testing"

	"sitrep/news"
)

func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"https://Example.org/a/?utm_source=x&id=3#top", "https://example.org/a?id=3"},
		{"http://example.org:80/a", "https://example.org/a"},
		{"https://example.org:8443/a?b=2&a=1&fbclid=z", "https://example.org:8443/a?a=1&b=2"},
		{"https://user:secret@example.org/a", "https://example.org/a"},
		{" https://example.org ", "https://example.org"},
		{"mailto:a@example.org", ""},
		{"/relative", ""},
		{"https://%zz", ""},
		{"", ""},
	} {
		if got := Canonical(tt.address); got != tt.want {
			t.Errorf("Canonical(%q) = %q, want %q", tt.address, got, tt.want)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{
		"https://example.org/a/?utm_source=x#y", "http://[::1]:80/",
		"https://xn--e1afmkfd/ä?%zz=1;2",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Canonical(s)
		if once != "" && !strings.HasPrefix(once, "https://") {
			t.Errorf("Canonical(%q) = %q, not https", s, once)
		}
		if twice := Canonical(once); twice != once {
			t.Errorf("Canonical(%q) = %q, but of that %q", s, once, twice)
		}
	})
}

func TestKey(t *testing.T) {
	text := news.Article{Title: "T", Body: "B"}
	guid := text
	guid.GUID = "g1"
	page := guid
	page.Canonical = "https://example.org/a"
	for _, tt := range []struct {
		name   string
		a      news.Article
		prefix string
	}{{"content", text, "text:"}, {"GUID", guid, "guid:g1"}, {"address", page, "url:https://example.org/a"}} {
		if got := Key(tt.a); !strings.HasPrefix(got, tt.prefix) {
			t.Errorf("Key by %s = %q, want %q…", tt.name, got, tt.prefix)
		}
	}
	other := text
	other.Body = "C"
	if Key(text) == Key(other) {
		t.Error("two texts have one key")
	}
}
