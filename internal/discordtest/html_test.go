package discordtest_test

import (
	"strings"
	"testing"

	"sitrep/internal/discordtest"
)

func TestMarkdown(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "a < b & c", "a &lt; b &amp; c"},
		{
			"emphasis", "**bold** *italic* ***both*** __under__ ~~gone~~",
			"<b>bold</b> <i>italic</i> <b><i>both</i></b> <u>under</u> <s>gone</s>",
		},
		{"nested", "**a *b* c**", "<b>a <i>b</i> c</b>"},
		{"escaped", `\*not italic\* \[x\](y)`, "*not italic* [x](y)"},
		{"snake_case stays", "snake_case_name", "snake_case_name"},
		{"two multiplications", "2 * 3 * 4", "2 * 3 * 4"},
		{"heading and subtext", "## Title\n-# small", "<h2>Title</h2><small>small</small>"},
		{"list", "- a\n- **b**\nafter", "<ul><li>a</li><li><b>b</b></li></ul>after"},
		{"numbers", "1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"},
		{"quote", "> a\n> b\nc", "<blockquote>a\nb</blockquote>c"},
		{"code", "`a*b*` ``x`y``", "<code>a*b*</code> <code>x`y</code>"},
		{"block of code", "```go\nx := <1\n```", "<pre>x := &lt;1</pre>"},
		{"link", "[Herald](https://example.org/a_b)", `<a href="https://example.org/a_b">Herald</a>`},
		{"bare link", "see https://example.org/x.", `see <a href="https://example.org/x">https://example.org/x</a>.`},
		{"no other schemes", "[x](javascript:alert)", "[x](javascript:alert)"},
		{
			"time", "<t:1745565120:f> <t:1745565120:D>",
			`<span class="stamp">25 April 2025 07:12</span> <span class="stamp">25 April 2025</span>`,
		},
		{"mentions", "<@1> @everyone", `<span class="mention">@1</span> <span class="mention">@everyone</span>`},
		{"markup", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{"quotation mark in a link", `[a](https://e.org/"onclick=x)`, `<a href="https://e.org/&#34;onclick=x">a</a>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := discordtest.Markdown(tt.in); got != tt.want {
				t.Errorf("Markdown(%q) =\n%s\nwant\n%s", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"**a", "> - 1. *x* `", "[a](https://b) <t:1:R>", "||__~~||", "```"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 4000 {
			return // longer than a message
		}
		got := discordtest.Markdown(s)
		if strings.Contains(got, "<script") || len(got) > 40*len(s)+100 {
			t.Errorf("Markdown(%q) = %q", s, got)
		}
	})
}

func TestHTML(t *testing.T) {
	answer := `{"type":4,"data":{"flags":32832,"components":[
		{"type":17,"accent_color":3447003,"components":[
			{"type":10,"content":"### Title <b>"},
			{"type":9,"components":[{"type":10,"content":"text"}],
				"accessory":{"type":2,"style":5,"label":"Open","url":"https://example.org"}},
			{"type":14,"spacing":2},
			{"type":12,"items":[{"media":{"url":"https://example.org/map.png"}}]}]},
		{"type":1,"components":[{"type":2,"style":2,"label":"Evidence","custom_id":"e"}]},
		{"type":1,"components":[{"type":3,"custom_id":"s","placeholder":"Which page?",
			"options":[{"label":"1","value":"1"}]}]}]}}`
	got, err := discordtest.HTML([]byte(answer), discordtest.Dark)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`data-theme="dark"`, "<h3>Title &lt;b&gt;</h3>", "border-left-color: #3498db", "Open ↗", `<hr class="wide">`,
		"Which page?", "Only you can see this", "Evidence",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %s in the page", want)
		}
	}
	embed, err := discordtest.HTML([]byte(`{"content":"**hi**","embeds":[{"title":"T","color":255,`+
		`"fields":[{"name":"n","value":"*v*","inline":true}],"footer":{"text":"f"}}]}`), discordtest.Light)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`data-theme="light"`, "<b>hi</b>", "border-color: #0000ff", "<i>v</i>",
		`class="field inline"`, "<small>f</small>",
	} {
		if !strings.Contains(string(embed), want) {
			t.Errorf("no %s in the page", want)
		}
	}
	file := discordtest.Attachment{Filename: "map.png", ContentType: "image/png", Data: []byte("x")}
	drawn, err := discordtest.HTML([]byte(`{"flags":32768,"attachments":[{"filename":"map.png"}],"components":[`+
		`{"type":12,"items":[{"media":{"url":"attachment://map.png"}}]}]}`), discordtest.Dark, file)
	if err != nil || !strings.Contains(string(drawn), `src="data:image/png;base64,eA=="`) ||
		strings.Contains(string(drawn), "📄") {
		t.Errorf("the picture is not drawn once: %v", err)
	}
	if _, err := discordtest.HTML([]byte("{"), discordtest.Dark); err == nil {
		t.Error("broken JSON was drawn")
	}
}
