package answer

import (
	"regexp"
	"strings"

	"sitrep/news"
)

// Of an article whose text is kept no longer only some sentences are, where they stood, and blanks between them.

// gap matches what is not kept.
var gap = regexp.MustCompile(`\s{3,}`)

// lost reports whether words of an article's body are not kept, or not all of them.
func lost(a news.Article, words string) bool {
	return a.Digest != "" && (strings.TrimSpace(words) == "" || gap.MatchString(words))
}

// pieced is a snippet of such an article: what is left out is marked. It is empty if nothing is kept.
func pieced(snippet []Piece) (out []Piece) {
	some := false
	for _, p := range snippet {
		p.Text = gap.ReplaceAllString(p.Text, " … ")
		some = some || strings.Trim(p.Text, " …") != ""
		out = append(out, p)
	}
	if !some {
		return nil
	}
	return out
}
