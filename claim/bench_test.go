package claim

import (
	"strings"
	"testing"

	"sitrep/news"
	"sitrep/text"
)

// dispatch is written for the tests: the constructions of conflict news, invented people and towns.
const dispatch = `At least 14 people were killed and dozens more injured overnight when missiles hit a market in Verkhniv, the regional governor said on Tuesday, adding that rescuers were still searching the rubble.

“This was a deliberate attack on civilians,” Governor Oleh Marchuk told Reuters. “There was no military target within five kilometres.”

The defence ministry in Ostrava denied that its forces had struck the market. “We hit an ammunition depot,” a spokesman
said, citing satellite images that could not be independently verified.

Air defences shot down 45 of the 60 drones launched since Monday, according to the air force. Two U.S. officials
familiar with the matter said the barrage may have been the largest in 18 months.

President Anton Hale warned that the response would be “swift and painful” and demanded an immediate halt to the strikes. He promised $250 million in aid for the more than 3,000 people displaced from the 12 villages along the river.

Some reports suggested that nine soldiers had been captured near the border; the general staff declined to comment. More
than 1,200 people have died in the region since the offensive began, the Interfax news agency reported, citing an
anonymous source in the health ministry.

`

// article is a dispatch of about 4 KB, the size of an average article.
func article() (string, []news.Span) {
	body := strings.Repeat(dispatch, 3)
	return body, sentencesOf(body)
}

func sentencesOf(body string) []news.Span {
	var out []news.Span
	for _, s := range text.Sentences(body) {
		out = append(out, news.Span(s))
	}
	return out
}

func BenchmarkStatements(b *testing.B) {
	body, sentences := article()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Statements(body, sentences, nil)
	}
}

func BenchmarkFigures(b *testing.B) {
	body, sentences := article()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		Figures(body, sentences, nil)
	}
}
