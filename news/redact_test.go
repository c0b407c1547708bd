package news

import "testing"

func TestRedacted(t *testing.T) {
	for in, want := range map[string]string{
		"https://meridian.example/rss?page=2":        "https://meridian.example/rss?page=2",
		"https://ann:geheim@meridian.example/rss":    "https://meridian.example/rss",
		"https://geheim@meridian.example":            "https://meridian.example",
		"https://ann:ge@heim@meridian.example:8443/": "https://meridian.example:8443/",
		"https://m.example/rss?token=geheim":         "https://m.example/rss?token=redacted",
		"https://m.example/rss?a=1&amp;access_token=geheim&b=2": "https://m.example/rss?a=1&amp;" +
			"access_token=redacted&b=2",
		"https://m.example/rss?key=geheim#x":   "https://m.example/rss?key=redacted#x",
		"https://m.example/rss?API_KEY=geheim": "https://m.example/rss?API_KEY=redacted",
		"https://m.example/rss?apikey=geheim":  "https://m.example/rss?apikey=redacted",
		"https://m.example/?X-Amz-Signature=geheim&X-Amz-Date=1": "https://m.example/?X-Amz-Signature=redacted&" +
			"X-Amz-Date=1",
		"https://m.example/?sig=geheim&auth=geheim":           "https://m.example/?sig=redacted&auth=redacted",
		"https://m.example/#access_token=geheim":              "https://m.example/#access_token=redacted",
		"https://m.example/?author=ann&keyword=kyiv&monkey=1": "https://m.example/?author=ann&keyword=kyiv&monkey=1",
		"https://youtube.example/feed?playlist_id=PL1234567890": "https://youtube.example/feed?" +
			"playlist_id=PL1234567890",
		`get "http://a:geheim@m.example": refused; moved to https://m.example/?pwd=geheim`: `get "http://m.example": ` +
			`refused; moved to https://m.example/?pwd=redacted`,
		"ask ann@meridian.example why 1 = 2": "ask ann@meridian.example why 1 = 2",
		"":                                   "",
	} {
		if got := Redacted(in); got != want {
			t.Errorf("Redacted(%q) = %q, want %q", in, got, want)
		}
		if got := Redacted(want); got != want {
			t.Errorf("Redacted(%q) = %q: not the same again", want, got)
		}
	}
}
