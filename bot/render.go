package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Discord's limits on a message (Discord documentation, "Message Resource" and "Component Reference"), in UTF-16 units
// where they are lengths.
const (
	maxText        = 4000 // of all text displays of a message together
	maxComponents  = 40   // nested ones included
	maxRow         = 5    // buttons
	maxLabel       = 80   // of a button
	maxCustomID    = 100
	maxChoices     = 25 // of an autocomplete answer
	maxChoice      = 100
	maxButtons     = 10 // ours: two rows; more is a menu, not a reply
	maxTitle       = 300
	maxPickLabel   = 100 // of an entry of a menu, and of its second line
	maxFormTitle   = 45
	maxFormLabel   = 45
	maxFields      = 5
	maxPlaceholder = 150
)

// Message flags (Discord documentation, "Message Flags").
const (
	flagEphemeral  = 1 << 6
	flagComponents = 1 << 15 // IS_COMPONENTS_V2
)

// Component types and button styles (Discord documentation, "Component Reference").
const (
	typeActionRow   = 1
	typeButton      = 2
	typeMenu        = 3 // string select
	typeInput       = 4 // text input
	typeRoles       = 6
	typeChannels    = 8
	typeTextDisplay = 10
	typeFile        = 13
	typeSeparator   = 14
	typeContainer   = 17
	typeLabel       = 18

	stylePrimary   = 1
	styleSecondary = 2
	styleLink      = 5
	styleShort     = 1 // of a text input
)

// Form is how replies look in Discord.
type Form string

// The forms.
const (
	FormComponents Form = "components" // Components V2
	FormEmbeds     Form = "embeds"     // one plain embed, for servers whose clients or rules want that
)

// component is one component of a message, of any type. Only the fields of its type are set.
type component struct {
	Type       int         `json:"type"`
	Content    string      `json:"content,omitempty"`
	Components []component `json:"components,omitempty"`
	Accent     *int        `json:"accent_color,omitempty"`
	Divider    *bool       `json:"divider,omitempty"`
	Spacing    int         `json:"spacing,omitempty"`
	Style      int         `json:"style,omitempty"`
	Label      string      `json:"label,omitempty"`
	CustomID   string      `json:"custom_id,omitempty"`
	URL        string      `json:"url,omitempty"`
	File       *media      `json:"file,omitempty"`

	Placeholder string          `json:"placeholder,omitempty"`
	Options     []choice        `json:"options,omitempty"`
	Component   *component      `json:"component,omitempty"` // of a label
	Description string          `json:"description,omitempty"`
	Value       string          `json:"value,omitempty"`
	MinLength   int             `json:"min_length,omitempty"`
	MaxLength   int             `json:"max_length,omitempty"`
	Required    *bool           `json:"required,omitempty"`
	MinValues   *int            `json:"min_values,omitempty"`
	Channels    []int           `json:"channel_types,omitempty"`
	Defaults    []defaultChoice `json:"default_values,omitempty"`
}

// choice is an option of a select menu.
type choice struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// defaultChoice is what a select menu of channels or roles has chosen at first.
type defaultChoice struct {
	ID   string `json:"id"`
	Type string `json:"type"` // "channel" or "role"
}

type media struct {
	URL string `json:"url"`
}

// mentions is Discord's allowed mentions object. Parse is never absent: an absent one allows everything.
type mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
	Users []string `json:"users,omitempty"`
}

type embed struct {
	Description string `json:"description,omitempty"`
	Color       int    `json:"color,omitempty"`
}

type attachment struct {
	ID       int    `json:"id"`
	Filename string `json:"filename"`
}

// message is the body of a message as it is sent: by REST, as the data of an interaction's response, or as a follow-up.
type message struct {
	Content         string       `json:"content,omitempty"`
	Embeds          []embed      `json:"embeds,omitempty"`
	Components      []component  `json:"components,omitempty"`
	Attachments     []attachment `json:"attachments,omitempty"`
	Flags           int          `json:"flags,omitempty"`
	AllowedMentions mentions     `json:"allowed_mentions"`
	Nonce           string       `json:"nonce,omitempty"`
	EnforceNonce    bool         `json:"enforce_nonce,omitempty"`

	files []File
}

// rendering is a reply as messages. The first is shown; the others are pages that its buttons lead to, or, if the
// command line is too long to stand in a button, messages that follow it.
type rendering struct {
	pages  []message
	follow bool // pages after the first have no buttons: send them as follow-ups
}

// shown returns the page that the reply is about: 0 unless a page button was pressed.
func (v rendering) shown(r Reply) message { return v.pages[min(max(r.page, 0), len(v.pages)-1)] }

// render turns r into messages that hold every limit of Discord.
func render(r Reply, form Form) rendering {
	_, follow := pageID(r, 1000)
	follow = !follow
	texts := paginate(r, partsFor(r))
	v := rendering{follow: follow && len(texts) > 1}
	for i, page := range texts {
		m := message{AllowedMentions: mentions{Parse: []string{}}}
		if r.Ephemeral {
			m.Flags = flagEphemeral
		}
		if i == 0 {
			m.files = r.Files
			for n, f := range r.Files {
				m.Attachments = append(m.Attachments, attachment{n, f.Name})
			}
		}
		rows := buttonRows(r, i, len(texts), follow)
		if form == FormEmbeds {
			m.Embeds = []embed{{Description: page.joined(), Color: r.Colour}}
			m.Components = rows
		} else {
			m.Flags |= flagComponents
			m.Components = append([]component{container(page, r.Colour)}, fileComponents(m.files)...)
			m.Components = append(m.Components, rows...)
		}
		v.pages = append(v.pages, m)
	}
	return v
}

// ResponseBody returns the JSON that Discord would be sent in answer to the interaction that asked for r: a message
// with its source (Discord documentation, "Interaction Response Object", type 4).
func ResponseBody(r Reply) ([]byte, error) {
	m := render(r, FormComponents).shown(r)
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // people read it
	e.SetIndent("", "  ")
	if err := e.Encode(response{Type: respondMessage, Data: &m}); err != nil {
		return nil, fmt.Errorf("encode reply: %w", err)
	}
	return body.Bytes(), nil
}

// pageText is the text of one page.
type pageText struct {
	parts []part
}

// part is the text of one text display.
type part struct {
	text string
	rule bool // a rule above it
}

// joined is the page as one text.
func (p pageText) joined() string {
	var texts []string
	for _, t := range p.parts {
		texts = append(texts, t.text)
	}
	return strings.Join(texts, "\n")
}

// partsFor is how many text displays and rules a page of r may have beside its container, its buttons and its files.
func partsFor(r Reply) int {
	n := min(len(r.Buttons), maxButtons) + 2 // and those that turn the page
	rows := (n + maxRow - 1) / maxRow
	if r.Menu != nil {
		n, rows = n+1, rows+1
	}
	return maxComponents - 1 - n - rows - len(r.Files)
}

// paginate packs the blocks of r into pages of at most maxText units and the given number of components. There is
// always at least one page, and none is empty.
func paginate(r Reply, components int) []pageText {
	title := ""
	blocks := r.Blocks
	if t := r.Title; !t.empty() {
		t.style = headingLine
		if title = markdownOf(t); len16(title) > maxTitle {
			title, blocks = "", append([]Block{{Lines: []Line{t}}}, blocks...)
		}
	}
	p := packer{title: title, components: components}
	for _, b := range blocks {
		p.block(b)
	}
	p.flush()
	if len(p.pages) == 0 {
		text := title
		if text == "" {
			text = "Nothing to show."
		}
		p.pages = []pageText{{parts: []part{{text: text}}}}
	}
	p.number()
	return p.pages
}

// footerRoom is kept free on every page for "-# page 12 of 34", in UTF-16 units.
const footerRoom = 40

// packer fills pages.
type packer struct {
	title      string // stands on every page
	components int

	pages []pageText
	parts []part
	used  int // units of parts, each with a line break
}

// room is how many units a page has for parts, each with a line break.
func (p *packer) room() int { return maxText - footerRoom - len16(p.title) - 1 }

// block adds b: on this page if it fits, else on the next, else spread over as many as it needs.
func (p *packer) block(b Block) {
	var lines []string
	for _, l := range b.Lines {
		if l.empty() {
			continue
		}
		for _, piece := range split(l, p.room()-1) {
			lines = append(lines, markdownOf(piece))
		}
	}
	if len(lines) == 0 {
		return
	}
	whole := strings.Join(lines, "\n")
	if n := len16(whole) + 1; n > p.room()-p.used && n <= p.room() {
		p.flush()
	}
	var text string
	for _, line := range lines {
		if p.used+len16(text)+len16(line)+2 > p.room() {
			p.add(text, b.Rule)
			p.flush()
			text = ""
		}
		if text != "" {
			text += "\n"
		}
		text += line
	}
	p.add(text, b.Rule)
}

// add puts a text on the page.
func (p *packer) add(text string, rule bool) {
	if text == "" {
		return
	}
	if p.count()+2 > p.components-2 { // the text and its rule, beside the title and the footer
		p.flush()
	}
	p.parts = append(p.parts, part{text, rule && len(p.parts) > 0})
	p.used += len16(text) + 1
}

// count is how many components the parts take.
func (p *packer) count() int {
	n := len(p.parts)
	for _, t := range p.parts {
		if t.rule {
			n++
		}
	}
	return n
}

// flush ends the page.
func (p *packer) flush() {
	if len(p.parts) == 0 {
		return
	}
	parts := p.parts
	if p.title != "" {
		parts = append([]part{{text: p.title}}, parts...)
	}
	p.pages = append(p.pages, pageText{parts})
	p.parts, p.used = nil, 0
}

// number writes on every page which it is, if there are several.
func (p *packer) number() {
	if len(p.pages) < 2 {
		return
	}
	for i := range p.pages {
		p.pages[i].parts = append(p.pages[i].parts, part{text: fmt.Sprintf("-# page %d of %d", i+1, len(p.pages))})
	}
}

// container wraps a page for Components V2.
func container(p pageText, colour int) component {
	c := component{Type: typeContainer}
	if colour > 0 && colour <= 0xFFFFFF {
		c.Accent = &colour
	}
	divider := true
	for _, t := range p.parts {
		if t.rule {
			c.Components = append(c.Components, component{Type: typeSeparator, Divider: &divider, Spacing: 1})
		}
		c.Components = append(c.Components, component{Type: typeTextDisplay, Content: t.text})
	}
	return c
}

// fileComponents shows attachments, which Components V2 does not do by itself.
func fileComponents(files []File) (out []component) {
	for _, f := range files {
		out = append(out, component{Type: typeFile, File: &media{"attachment://" + f.Name}})
	}
	return out
}

// buttonRows returns the rows below page i of n: the reply's buttons, and those that turn the page. A button whose
// command line does not fit into a custom_id is left out: it is never the only way to anything.
func buttonRows(r Reply, i, n int, follow bool) []component {
	if follow && i > 0 {
		return nil
	}
	var buttons []component
	seen := map[string]bool{}
	add := func(c component) {
		if key := c.CustomID + c.URL; key != "" && !seen[key] {
			seen[key] = true
			buttons = append(buttons, c)
		}
	}
	for _, b := range r.Buttons[:min(len(r.Buttons), maxButtons)] {
		if c, ok := buttonOf(r, b); ok {
			add(c)
		}
	}
	turn := func(label string, to int) {
		if id, ok := pageID(r, to); ok && !follow {
			add(component{Type: typeButton, Style: styleSecondary, Label: label, CustomID: id})
		}
	}
	if i > 0 {
		turn("◂ Back", i-1)
	}
	if i+1 < n {
		turn("More ▸", i+1)
	}
	var rows []component
	for len(buttons) > 0 {
		k := min(len(buttons), maxRow)
		rows = append(rows, component{Type: typeActionRow, Components: buttons[:k]})
		buttons = buttons[k:]
	}
	if menu, ok := menuOf(r); ok {
		rows = append(rows, component{Type: typeActionRow, Components: []component{menu}})
	}
	return rows
}

// menuID is the custom_id of a menu. What it does stands in the value of what is chosen.
const menuID = stateVersion + ":menu"

// menuOf renders the menu of r.
func menuOf(r Reply) (component, bool) {
	if r.Menu == nil {
		return component{}, false
	}
	c := component{Type: typeMenu, CustomID: menuID, Placeholder: shorten(clean(r.Menu.Placeholder), maxPlaceholder)}
	seen := map[string]bool{}
	for _, p := range r.Menu.Picks {
		id, ok := state{Line: p.Line}.encode()
		label := shorten(strings.TrimSpace(clean(p.Label)), maxPickLabel)
		if !ok || label == "" || seen[id] || len(c.Options) == maxChoices {
			continue
		}
		seen[id] = true
		c.Options = append(c.Options, choice{
			Label: label, Value: id,
			Description: shorten(strings.TrimSpace(clean(p.About)), maxPickLabel),
		})
	}
	return c, len(c.Options) > 0
}

// modal is a form as Discord shows it (Discord documentation, "Modal").
type modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []component `json:"components"`
}

// modalOf renders f. It cannot if its command line does not fit into a custom_id.
func modalOf(f Questions) (modal, bool) {
	id, ok := state{Line: f.Line}.encode()
	m := modal{CustomID: id, Title: shorten(clean(f.Title), maxFormTitle)}
	for _, field := range f.Fields[:min(len(f.Fields), maxFields)] {
		input := fieldOf(field)
		m.Components = append(m.Components, component{
			Type: typeLabel, Label: shorten(clean(field.Label), maxFormLabel),
			Description: shorten(clean(field.About), maxPickLabel), Component: &input,
		})
	}
	return m, ok && len(m.Components) > 0
}

func fieldOf(f Field) component {
	required, none := !f.Optional, 0
	c := component{CustomID: f.Name, Required: &required}
	if f.Optional {
		c.MinValues = &none
	}
	switch f.Kind {
	case choiceField:
		c.Type = typeMenu
		for _, o := range f.Choices[:min(len(f.Choices), maxChoices)] {
			c.Options = append(c.Options, choice{
				Label: shorten(clean(o.Name), maxPickLabel), Value: o.Value,
				Default: o.Value == f.Value,
			})
		}
	case channelField:
		c.Type, c.Channels = typeChannels, postable
		if isID(f.Value) {
			c.Defaults = []defaultChoice{{f.Value, "channel"}}
		}
	case roleField:
		c.Type = typeRoles
		if isID(f.Value) {
			c.Defaults = []defaultChoice{{f.Value, "role"}}
		}
	default:
		c.Type, c.Style, c.Value, c.MaxLength, c.MinValues = typeInput, styleShort, shorten(clean(f.Value),
			maxPickLabel), maxPickLabel, nil
	}
	return c
}

// buttonOf renders b.
func buttonOf(r Reply, b Button) (component, bool) {
	c := component{Type: typeButton, Style: styleSecondary, Label: shorten(strings.TrimSpace(clean(b.Label)), maxLabel)}
	if c.Label == "" {
		return c, false
	}
	if b.Main {
		c.Style = stylePrimary
	}
	if b.URL != "" {
		url, ok := safeURL(b.URL)
		c.Style, c.URL = styleLink, url
		return c, ok
	}
	s := state{View: b.View, Line: b.Line}
	if s.Line == "" {
		s.Line, s.Asked = r.line, r.asked
	}
	id, ok := s.encode()
	c.CustomID = id
	return c, ok
}

// pageID is the custom_id of the button to a page of r.
func pageID(r Reply, page int) (string, bool) {
	return state{View: r.view, Turn: true, Page: page, Asked: r.asked, Line: r.line}.encode()
}

// Press is a button of a reply as the console offers it: what it is called, and what [Router.Press] takes.
type Press struct {
	Label    string
	CustomID string
}

// Presses returns the buttons of r that do something here, without those that turn pages.
func (r Reply) Presses() []Press {
	var out []Press
	for _, b := range r.Buttons {
		if c, ok := buttonOf(r, b); ok && c.CustomID != "" {
			out = append(out, Press{c.Label, c.CustomID})
		}
	}
	if r.Menu != nil {
		for _, p := range r.Menu.Picks {
			if id, ok := (state{Line: p.Line}).encode(); ok {
				out = append(out, Press{p.Label, id})
			}
		}
	}
	return out
}
