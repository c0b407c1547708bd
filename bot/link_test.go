package bot

import (
	"testing"

	"sitrep/news"
)

func TestArticleURLKeepsItsScheme(t *testing.T) {
	for _, tt := range []struct{ url, canonical, want string }{
		{"http://herald.example/a?utm_source=rss", "https://herald.example/a", "http://herald.example/a"},
		{"http://herald.example:8080/a", "https://herald.example:8080/a", "http://herald.example:8080/a"},
		{"https://herald.example/a", "https://herald.example/a", "https://herald.example/a"},
		{"http://links.example/1", "https://herald.example/a", "https://herald.example/a"},
		{"http://herald.example/a", "", "http://herald.example/a"},
		{"", "https://herald.example/a", "https://herald.example/a"},
	} {
		if got := articleURL(news.Article{URL: tt.url, Canonical: tt.canonical}); got != tt.want {
			t.Errorf("articleURL(%q, %q) = %q, want %q", tt.url, tt.canonical, got, tt.want)
		}
	}
}
