package answer

import (
	"encoding/json"
	"testing"

	"sitrep/news"
)

// FuzzMisplaced: whatever a file claims, a span that is proven stands word for word in the stored text.
func FuzzMisplaced(f *testing.F) {
	body := "Two boats sank off Kesh. Die Fähre fuhr weiter."
	stored := map[int64]news.Article{7: {ID: 7, Body: body}}
	for _, s := range []news.EvidenceSpan{
		{Article: 7, Start: 0, End: 24, Text: body[:24], SHA256: hashOf(body[:24])},
		{Article: 7, Start: 24, End: 0},
		{Article: 7, Start: -1, End: 1 << 30},
		{Article: 8, SHA256: hashOf("")},
	} {
		data, err := json.Marshal(s)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var s news.EvidenceSpan
		if json.Unmarshal(data, &s) != nil {
			return
		}
		if misplaced(s, stored) == "" && (s.Article != 7 || s.Text != body[s.Start:s.End]) {
			t.Errorf("%+v passes for proven", s)
		}
	})
}
