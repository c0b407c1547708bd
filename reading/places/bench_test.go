package places

import (
	"strings"
	"testing"

	"sitrep/reading/gazetteer"
)

// benchmarkText is about 4 KB of made-up dispatch, dense with names as dispatches are.
var benchmarkText = strings.Repeat(`
KYIV, April 25 — Russian missiles hit Kharkiv, Odesa and the town of Chuhuiv overnight, Governor Oleh Petrenko said.
The dead were taken to Dnipro, he told Ukrainska Pravda. In Paris, President Jean Dupont met envoys from London, Berlin
and
Washington; talks would go on in Geneva, Switzerland. "We came from Avdiivka and Myrnohrad," said Iryna Kovalenko, 41,
who
works at the Antonov plant. The Foreign Ministry in Moscow denied the report. Mr. Jordan Mills of Springfield, Illinois,
watched it all. Ships of the Black Sea Fleet left Sevastopol. `, 7)

func BenchmarkLocate(b *testing.B) {
	g := gazetteer.Open()
	b.SetBytes(int64(len(benchmarkText)))
	for b.Loop() {
		Locate(g, benchmarkText, nil, "")
	}
}
