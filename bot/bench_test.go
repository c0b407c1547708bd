package bot

import (
	"fmt"
	"strings"
	"testing"
)

func BenchmarkRenderDigest(b *testing.B) {
	d := sampleDigest()
	for range 23 {
		d.Developments = append(d.Developments, d.Developments[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		r := digestReply(d)
		r.view, r.line = viewPage, "/digest #12"
		render(r, FormComponents)
	}
}

func BenchmarkParseLine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ParseLine(`/search query:"air defence" source:Kyiv Herald from:2025-04-01`); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAutocomplete(b *testing.B) {
	a := &answers{}
	for i := range memoryNames {
		name := "Person Number " + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
		a.memory.names = append(a.memory.names, known{name, fold(name)})
	}
	for b.Loop() {
		a.completeName(nil, "zzz")
	}
}

func BenchmarkEscape(b *testing.B) {
	s := clean("Trump’s *envoy* arrived in Moscow at 12:00 to meet with Russia’s Vladimir Putin, https://example.com " +
		"says. ")
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		escape(s)
	}
}

// BenchmarkHugeLine is a body without a single space or full stop, as a hostile feed may send: it is split in time
// proportional to its length.
func BenchmarkHugeLine(b *testing.B) {
	for _, size := range []int{1 << 18, 1 << 20} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			l := para(plain(strings.Repeat("*", size)))
			b.SetBytes(int64(size))
			for b.Loop() {
				split(l, maxText)
			}
		})
	}
}
