package main

import (
	"strings"
	"testing"

	"sitrep/internal/discordtest"
)

func TestDraw(t *testing.T) {
	tests := []struct {
		name, in string
		theme    discordtest.Theme
		want     string
		fails    bool
	}{
		{"a message", `{"content":"**hi**"}`, "dark", "<b>hi</b>", false},
		{
			"an answer", `{"type":4,"data":{"components":[{"type":10,"content":"# who"}]}}`, "light",
			`data-theme="light"`, false,
		},
		{"a form", `{"type":9,"data":{"title":"Which?","components":[]}}`, "dark", "Which?", false},
		{"no JSON", "❌ There is no command", "dark", "", true},
		{"a theme that is none", `{}`, "sepia", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var out strings.Builder
			err := draw(strings.NewReader(tt.in), &out, tt.theme)
			if (err != nil) != tt.fails || !strings.Contains(out.String(), tt.want) {
				t.Errorf("draw = %v:\n%s", err, out.String())
			}
		})
	}
}
