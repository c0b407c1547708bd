package bot

import (
	"testing"

	"sitrep/answer"
	"sitrep/bot/command"
	"sitrep/bot/message"

	"sitrep/wording"
)

func BenchmarkRenderDigest(b *testing.B) {
	d := sampleDigest()
	for range 23 {
		d.Developments = append(d.Developments, d.Developments[0])
	}
	b.ReportAllocs()
	for b.Loop() {
		r := digestReply(d, wording.English)
		r.View, r.Line = message.ViewPage, "/digest #12"
		command.Renderer.Render(r, message.FormComponents)
	}
}

func BenchmarkParseLine(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := command.Parse(`/search query:"air defence" source:Kyiv Herald from:2025-04-01`); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAutocomplete(b *testing.B) {
	a := &answers{}
	for i := range memoryNames {
		name := "Person Number " + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
		a.memory.names = append(a.memory.names, known{name, answer.Fold(name)})
	}
	for b.Loop() {
		a.completeName(b.Context(), nil, "zzz")
	}
}
