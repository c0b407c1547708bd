package answer

import (
	"strings"
	"testing"

	"sitrep/news"
)

// TestTextsThatAreNotKept shows of an article what is left of it, and marks what is not.
func TestTextsThatAreNotKept(t *testing.T) {
	body := strings.Repeat(" ", 300) + "A drone hit the bridge." + strings.Repeat(" ", 40) + "Nobody was hurt." +
		strings.Repeat(" ", 500)
	a := news.Article{Digest: "ab", Body: body}
	at := strings.Index(body, "drone")
	said := ""
	for _, p := range pieced(snippet(body, []news.Span{{Start: at, End: at + 5}})) {
		said += p.Text
	}
	if got := strings.Trim(said, " …"); got != "A drone hit the bridge. … Nobody was hurt." {
		t.Errorf("snippet %q", said)
	}
	if got := pieced(snippet(strings.Repeat(" ", 900), nil)); len(got) > 0 {
		t.Errorf("snippet of nothing: %v", got)
	}
	for words, want := range map[string]bool{
		"A drone hit the bridge.": false, "   ": true, "": true, "bridge.     Nobody": true,
	} {
		if lost(a, words) != want {
			t.Errorf("lost(%q) = %v", words, !want)
		}
	}
	if whole := (news.Article{Body: body}); lost(whole, "a    b") {
		t.Error("blanks of a text that is kept are taken for what is lost")
	}
}
