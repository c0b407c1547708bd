package message

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"sitrep/wording"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// golden compares got with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run the test with -update to write it)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// fataler is what *testing.T and *rapid.T have in common.
type fataler interface{ Fatalf(string, ...any) }

// checkLimits holds a message as JSON against Discord's limits, independently of how it was built.
func checkLimits(t fataler, m Message) {
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	var got struct {
		Content    string
		Flags      int
		Embeds     []map[string]any
		Components []map[string]any
		Mentions   *struct{ Parse []string } `json:"allowed_mentions"`
	}
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatalf("decode: %v", err)
	}
	if got.Mentions == nil || got.Mentions.Parse == nil || len(got.Mentions.Parse) > 0 {
		t.Fatalf("allowed_mentions is not empty: %s", body)
	}
	v2 := got.Flags&FlagComponents != 0
	if v2 && (got.Content != "" || len(got.Embeds) > 0) {
		t.Fatalf("content or embeds beside Components V2: %s", body)
	}
	if len(got.Embeds) > 10 {
		t.Fatalf("%d embeds", len(got.Embeds))
	}
	embeds := 0
	for _, e := range got.Embeds {
		d, _ := e["description"].(string)
		if n := codeUnits(d); n > 4096 || n == 0 {
			t.Fatalf("an embed's description has %d units", n)
		}
		embeds += codeUnits(d)
	}
	if embeds > 6000 {
		t.Fatalf("embeds have %d units together", embeds)
	}
	c := counter{t: t, ids: map[string]bool{}}
	for _, k := range got.Components {
		c.walk(k, 0)
	}
	if c.components > 40 || c.text > 4000 {
		t.Fatalf("%d components with %d units of text", c.components, c.text)
	}
	if !v2 && len(got.Components) > 5 {
		t.Fatalf("%d rows without Components V2", len(got.Components))
	}
	if len(body) > 100_000 {
		t.Fatalf("%d bytes", len(body))
	}
}

type counter struct {
	t          fataler
	components int
	text       int
	ids        map[string]bool
}

func (c *counter) walk(k map[string]any, depth int) {
	c.components++
	kind, _ := k["type"].(float64)
	children, _ := k["components"].([]any)
	switch int(kind) {
	case 1:
		if len(children) < 1 || len(children) > 5 {
			c.t.Fatalf("a row of %d", len(children))
		}
	case 2:
		label, _ := k["label"].(string)
		if n := codeUnits(label); n < 1 || n > 80 {
			c.t.Fatalf("a label of %d units", n)
		}
		id, hasID := k["custom_id"].(string)
		address, hasURL := k["url"].(string)
		if hasID == hasURL || hasURL != (k["style"].(float64) == 5) {
			c.t.Fatalf("a button with id %q, address %q and style %v", id, address, k["style"])
		}
		if hasID && (codeUnits(id) > 100 || c.ids[id]) {
			c.t.Fatalf("custom_id %q is too long or there twice", id)
		}
		c.ids[id] = hasID
		if codeUnits(address) > 512 {
			c.t.Fatalf("an address of %d units", codeUnits(address))
		}
	case 3:
		options, _ := k["options"].([]any)
		placeholder, _ := k["placeholder"].(string)
		if len(options) < 1 || len(options) > 25 || codeUnits(placeholder) > 150 {
			c.t.Fatalf("a menu of %d options, placeholder %q", len(options), placeholder)
		}
		values := map[string]bool{}
		for _, o := range options {
			o := o.(map[string]any)
			label, _ := o["label"].(string)
			value, _ := o["value"].(string)
			about, _ := o["description"].(string)
			if codeUnits(label) < 1 || codeUnits(label) > 100 || codeUnits(value) < 1 || codeUnits(value) > 100 ||
				codeUnits(about) > 100 || values[value] {
				c.t.Fatalf("an option %q with value %q and description %q", label, value, about)
			}
			values[value] = true
		}
	case 10:
		text, _ := k["content"].(string)
		if strings.TrimSpace(text) == "" || !utf8.ValidString(text) {
			c.t.Fatalf("a text display with %q", text)
		}
		c.text += codeUnits(text)
	case 13, 14:
	case 17:
		if depth > 0 || len(children) == 0 {
			c.t.Fatalf("a container at depth %d with %d components", depth, len(children))
		}
	default:
		c.t.Fatalf("component type %v", kind)
	}
	for _, child := range children {
		c.walk(child.(map[string]any), depth+1)
	}
}

// codeUnits counts UTF-16 code units, not with the function under test.
func codeUnits(s string) int {
	n := 0
	for range s {
		n++
	}
	return n + strings.Count(strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return 'x'
		}
		return -1
	}, s), "x")
}

// anyReply generates replies of any size with hostile text in every place.
func anyReply() *rapid.Generator[Reply] {
	run := rapid.Custom(func(t *rapid.T) Run {
		text := hostile().Draw(t, "run")
		if rapid.IntRange(0, 20).Draw(t, "long") == 0 {
			text = strings.Repeat(text+"x", rapid.IntRange(1, 4000).Draw(t, "times")/(len(text)+1)+1)
		}
		return rapid.SampledFrom([]Run{
			Plain(text), Bold(text), Italic(text), Code(text),
			Link(text, "https://example.com/"+strings.Repeat("a", 100)),
			Link(text, "javascript:x"), When(time.Unix(1745568001, 0), DateTime), Channel("123456789012345678"),
			Role("12"),
		}).Draw(t, "kind")
	})
	line := rapid.Custom(func(t *rapid.T) Line {
		return Line{
			style: lineStyle(rapid.IntRange(0, 4).Draw(t, "style")), runs: rapid.SliceOfN(run, 0, 6).Draw(t, "runs"),
		}
	})
	block := rapid.Custom(func(t *rapid.T) Block {
		return Block{Rule: rapid.Bool().Draw(t, "rule"), Lines: rapid.SliceOfN(line, 0, 5).Draw(t, "lines")}
	})
	button := rapid.Custom(func(t *rapid.T) Button {
		b := Button{Label: hostile().Draw(t, "label"), View: rapid.SampledFrom([]string{"", ViewEvidence}).Draw(t,
			"view")}
		switch rapid.IntRange(0, 2).Draw(t, "what") {
		case 0:
			b.Line = "/who " + hostile().Draw(t, "line")
		case 1:
			b.URL = "https://example.com/" + hostile().Draw(t, "address")
		}
		return b
	})
	pick := rapid.Custom(func(t *rapid.T) Pick {
		return Pick{
			Label: hostile().Draw(t, "label"), About: strings.Repeat(hostile().Draw(t, "about"), 9),
			Line: "/who " + hostile().Draw(t, "line"),
		}
	})
	return rapid.Custom(func(t *rapid.T) Reply {
		var menu *Menu
		if rapid.Bool().Draw(t, "with menu") {
			menu = &Menu{
				Placeholder: strings.Repeat(hostile().Draw(t, "placeholder"), 20),
				Picks:       rapid.SliceOfN(pick, 0, 40).Draw(t, "picks"),
			}
		}
		return Reply{
			Menu:  menu,
			Title: line.Draw(t, "title"), Blocks: rapid.SliceOfN(block, 0, 30).Draw(t, "blocks"),
			Buttons: rapid.SliceOfN(button, 0, 12).Draw(t, "buttons"),
			Colour:  rapid.Int().Draw(t, "colour"), Ephemeral: rapid.Bool().Draw(t, "ephemeral"),
			View: ViewPage, Asked: time.Unix(1745568000, 0), Page: rapid.IntRange(-1, 3).Draw(t, "page"),
			Line: rapid.SampledFrom([]string{"/latest", "/search query:" + strings.Repeat("ж", 90)}).Draw(t, "line"),
		}
	})
}

func TestEveryFormIsWithinTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Questions{Title: hostile().Draw(t, "title"), Line: "/subscriptions edit 12.3"}
		for range rapid.IntRange(1, 7).Draw(t, "fields") {
			q.Fields = append(q.Fields, Field{
				Name: fmt.Sprint("option", len(q.Fields)), Label: strings.Repeat(hostile().Draw(t, "label"), 9) + "x",
				About: strings.Repeat(hostile().Draw(t, "about"), 20),
				Kind:  FieldKind(rapid.IntRange(0, 3).Draw(t, "kind")),
				Value: rapid.SampledFrom([]string{"", "1100000000000000101", strings.Repeat("ж", 200)}).Draw(t,
					"value"),
				Choices: []Choice{{"Short", "short"}, {"Full", "full"}}, Optional: rapid.Bool().Draw(t, "optional"),
			})
		}
		m, ok := renderer.Modal(q, wording.English)
		if !ok || len(m.Components) > 5 || codeUnits(m.Title) > 45 || codeUnits(m.CustomID) > 100 {
			t.Fatalf("the form %+v, %v", m, ok)
		}
		for _, c := range m.Components {
			if codeUnits(c.Label) < 1 || codeUnits(c.Label) > 45 || codeUnits(c.Description) > 100 ||
				c.Component == nil || codeUnits(c.Component.Value) > c.Component.MaxLength {
				t.Fatalf("the field %+v", c)
			}
		}
	})
}

func TestEveryMessageIsWithinTheLimits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReply().Draw(t, "reply")
		for _, form := range []Form{FormComponents, FormEmbeds} {
			v := renderer.Render(r, form)
			if len(v.Pages) == 0 {
				t.Fatalf("no page")
			}
			for _, m := range v.Pages {
				checkLimits(t, m)
			}
			checkLimits(t, v.Shown(r))
		}
	})
}

func TestNothingIsLostBetweenPages(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zé👍]{1,12}`), 1, 3000).Draw(t, "words")
		text := strings.Join(words, " ")
		r := Reply{
			Title: Para(Plain("Title")), Blocks: []Block{{Lines: []Line{Para(Plain(text))}}}, View: ViewPage,
			Line: "/latest",
		}
		var shown []string
		for _, p := range paginate(r, 30) {
			for _, part := range p.parts[1:] {
				if !strings.HasPrefix(part.text, "-# page ") {
					shown = append(shown, strings.Fields(part.text)...)
				}
			}
		}
		if diff := cmp.Diff(strings.Join(words, " "), strings.Join(shown, " ")); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}

func TestSplitKeepsGraphemesAndMarksWhole(t *testing.T) {
	family := "👨‍👩‍👧‍👦"
	l := Para(Bold(strings.Repeat(family, 30)), Link("the article", "https://example.com/"+strings.Repeat("a", 40)),
		Plain(strings.Repeat("*", 90)))
	for limit := 80; limit < 200; limit++ {
		for _, piece := range split(l, limit) {
			s := Markdown(piece)
			if n := UTF16Len(s); n > limit {
				t.Fatalf("split at %d: a piece of %d units", limit, n)
			}
			if strings.Count(s, "**")%2 != 0 && !strings.Contains(s, `\*`) {
				t.Errorf("split at %d: %q has an open mark", limit, s)
			}
			for g := uniseg.NewGraphemes(s); g.Next(); {
				if strings.Contains(g.Str(), "👨") && g.Str() != family {
					t.Errorf("split at %d: the grapheme %q is cut", limit, g.Str())
				}
			}
			if strings.Contains(s, "](") && !strings.Contains(s, "](https://example.com/"+strings.Repeat("a", 40)+")") {
				t.Errorf("split at %d: %q cuts a link", limit, s)
			}
		}
	}
}

func TestOneHugeGraphemeIsCutSomewhere(t *testing.T) {
	jamo := strings.Repeat("ᄀ", 9000) // conjoining consonants: one grapheme cluster, says UAX 29
	r := Reply{Blocks: []Block{{Lines: []Line{Para(Plain(jamo))}}}, View: ViewPage, Line: "/latest"}
	shown := 0
	for _, m := range renderer.Render(r, FormComponents).Pages {
		checkLimits(t, m)
		body, _ := json.Marshal(m)
		shown += strings.Count(string(body), "ᄀ")
	}
	if shown != 9000 {
		t.Errorf("%d of 9000 letters are shown", shown)
	}
}

func TestPagesTurn(t *testing.T) {
	long := Reply{Title: Para(Plain("Long")), View: ViewPage, Line: "/search witkoff", Asked: time.Unix(1745568000, 0)}
	for range 30 {
		long.Blocks = append(long.Blocks, Block{Lines: []Line{Para(Plain(strings.Repeat("word ", 80)))}})
	}
	pages := renderer.Render(long, FormComponents).Pages
	if len(pages) < 3 {
		t.Fatalf("%d pages, want at least 3", len(pages))
	}
	for i, want := range [][]string{{"More ▸"}, {"◂ Back", "More ▸"}} {
		row := pages[i].Components[len(pages[i].Components)-1]
		var labels []string
		for _, b := range row.Components {
			labels = append(labels, b.Label)
			s, err := DecodeState(b.CustomID, nil)
			if err != nil || s.Line != long.Line || !s.Asked.Equal(long.Asked) {
				t.Errorf("page %d: the button %q does %+v, %v", i, b.Label, s, err)
			}
		}
		if diff := cmp.Diff(want, labels); diff != "" {
			t.Errorf("page %d (-want +got):\n%s", i, diff)
		}
	}
	long.Line = "/search query:" + strings.Repeat("x", 100)
	v := renderer.Render(long, FormComponents)
	if !v.Follow {
		t.Error("pages that no button can name are not sent as follow-ups")
	}
	for i, m := range v.Pages {
		for _, c := range m.Components {
			if c.Type == TypeActionRow {
				t.Errorf("page %d has buttons that lead nowhere", i)
			}
		}
	}
}

func TestTerminalTextFitsAndIsInert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := anyReply().Draw(t, "reply")
		columns := rapid.IntRange(minWidth, 120).Draw(t, "width")
		var b bytes.Buffer
		if err := renderer.Text(&b, r, columns, false); err != nil {
			t.Fatalf("Text: %v", err)
		}
		for l := range strings.SplitSeq(b.String(), "\n") {
			if w := uniseg.StringWidth(l); w > columns {
				t.Fatalf("a line of %d columns on a terminal of %d: %q", w, columns, l)
			}
			if strings.ContainsAny(l, "\x1b\r\a") {
				t.Fatalf("control characters reach the terminal: %q", l)
			}
		}
	})
}

// TestLinesFromRightToLeft isolates what may run the other way, spaces outside; a quotation runs as it was written.
func TestLinesFromRightToLeft(t *testing.T) {
	at := time.Unix(1745565120, 0)
	for _, tt := range []struct {
		line Line
		want string
	}{
		{
			Para(Bold("1 · "), Bold("Envoy lands"), Plain(" — "), When(at, ShortDay)),
			"\u200f**1 ·** \u2068**Envoy lands**\u2069 — \u2068<t:1745565120:d>\u2069",
		},
		{Item(Command("who", "7"), Plain(" فلان")), "- \u200f\u2068</who:7>\u2069 فلان"},
		{Quoted(Others("The envoy "), Bold("landed")), "> The envoy **landed**"},
	} {
		tt.line.words = wording.In("ar")
		if got := Markdown(tt.line); got != tt.want {
			t.Errorf("Markdown = %q, want %q", got, tt.want)
		}
	}
}

// TestWhatIsTypedKeepsItsOrder: in a line from right to left a command begins with its slash, a date with its year, a
// span of hours with when it begins, and a word has a mark of quotation on either side.
func TestWhatIsTypedKeepsItsOrder(t *testing.T) {
	for in, want := range map[string]string{
		"انظر /sources health.":               "انظر ⁨/sources health⁩.",
		"اكتب 2025-04-25 أو منذ متى: 6h، 3d.": "اكتب ⁨2025-04-25⁩ أو منذ متى: ⁨6h⁩، ⁨3d⁩.",
		"مثل 22:00-07:00 أو none":             "مثل ⁨22:00-07:00⁩ أو ⁨none⁩",
		"تنبيهات عن “ferry”، -football":       "تنبيهات عن ⁨“ferry”⁩، ⁨-football⁩",
		"(Edit Channel → Permissions)":        "(⁨Edit Channel → Permissions⁩)",
		"منذ 08:00 · 12 مقالًا":               "منذ 08:00 · 12 مقالًا",
		"عن ⁨Kyiv /x⁩ اليوم":                  "عن ⁨Kyiv /x⁩ اليوم",
	} {
		l := Para(Phrase(in)).in(wording.In("ar"))
		if got := Markdown(l); got != rightToLeft+want {
			t.Errorf("Markdown(%q) = %q, want %q", in, got, rightToLeft+want)
		}
		if got := Markdown(Para(Phrase(in))); strings.Contains(got, isolate) != strings.Contains(in, isolate) {
			t.Errorf("in English Markdown(%q) = %q", in, got)
		}
	}
}

func TestSample(t *testing.T) {
	kyiv, err := time.LoadLocation("Europe/Kyiv")
	if err != nil {
		t.Fatal(err)
	}
	r := Reply{
		Title: Para(Plain("🟦 Ukraine war · Friday 25 April, 08:00")), Colour: 0x3498db,
		Blocks: []Block{
			{Lines: []Line{Quiet(Plain("since Thursday 08:00 · 9 developments"))}},
			{Rule: true, Lines: []Line{
				Para(Bold("1 · Trump's *envoy* in Moscow"), Plain(" — "), Italic("reported")),
				Quoted(Plain("“U.S. President Donald Trump's special envoy arrived in Moscow to meet with Russia's " +
					"Vladimir Putin…”")),
				Quiet(Link("Interfax", "https://example.com/a_(b)"), Plain(", "),
					When(time.Date(2025, 4, 25, 7, 12, 0, 0, time.UTC), DateTime)),
				Item(Plain("killed: at least 12")), Item(Channel("123"), Plain(" "), Code("/latest")),
			}},
		},
		Buttons: []Button{
			{Label: "Evidence", View: ViewEvidence, Main: true},
			{Label: "Timeline", Line: "/timeline #7"},
			{Label: "Read", URL: "https://example.com/"},
		},
		View: ViewPage, Line: "/latest", Asked: time.Date(2025, 4, 25, 8, 0, 0, 0, time.UTC),
		Zone: kyiv,
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // people read it
	e.SetIndent("", "  ")
	response := struct { // to an interaction
		Type int     `json:"type"`
		Data Message `json:"data"`
	}{4, renderer.Render(r, FormComponents).Shown(r)}
	if err := e.Encode(response); err != nil {
		t.Fatal(err)
	}
	golden(t, "sample.json", body.Bytes())
	embeds, err := json.MarshalIndent(renderer.Render(r, FormEmbeds).Pages[0], "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "sample.embeds.json", embeds)
	for name, colour := range map[string]bool{"sample.txt": false, "sample.ansi": true} {
		var b bytes.Buffer
		if err := renderer.Text(&b, r, 60, colour); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.Bytes())
	}
}

// renderer packs nothing.
var renderer Renderer
