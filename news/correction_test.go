package news

import (
	"slices"
	"strings"
	"testing"
)

func TestDivide(t *testing.T) {
	owner := func(w string) int64 { return int64(strings.Index("-AB", w)) }
	for _, tt := range []struct {
		name  string
		words string
		want  []int64
	}{
		{"nobody", "", []int64{}},
		{"nobody is named", "--", []int64{0, 0}},
		{"one is named", "-A-", []int64{1, 1, 1}},
		{"whoever was named last", "-A-B-A", []int64{1, 1, 1, 2, 2, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Divide(strings.Split(tt.words, ""), owner); !slices.Equal(got, tt.want) {
				t.Errorf("Divide(%q) = %v, want %v", tt.words, got, tt.want)
			}
		})
	}
}
