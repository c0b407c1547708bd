package figures

import (
	"testing"

	"sitrep/reading/words"
)

func TestNumber(t *testing.T) {
	for _, tt := range []struct {
		text string
		want float64 // 0 for no number
	}{
		{"12", 12},
		{"3,500", 3500},
		{"2.5 million", 2.5e6},
		{"twenty-one", 21},
		{"thirty five", 35},
		{"two hundred and fifty thousand", 250_000},
		{"a hundred", 100},
		{"two dozen", 24},
		{"half a dozen", 6},
		{"tens of thousands", 20_000},
		{"hundreds of thousands", 200_000},
		{"dozens", 24},
		{"several", 0},
		{"3,50", 0},
		{"1.2.3", 0},
		{"0815", 0},
		{"none", 0},
	} {
		t.Run(tt.text, func(t *testing.T) {
			r := reading{Text: words.Read(tt.text, nil, nil)}
			defer r.Release()
			got, to, _, ok := r.number(0, len(r.Words))
			if ok != (tt.want != 0) || ok && (got != tt.want || to != len(r.Words)) {
				t.Errorf("number(%q) = %v up to word %d of %d, %v; want %v", tt.text, got, to, len(r.Words), ok,
					tt.want)
			}
		})
	}
}
