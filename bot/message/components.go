package message

import (
	"strconv"
	"strings"

	"sitrep/wording"
)

// Discord's limits on a message (Discord documentation, "Message Resource" and "Component Reference"), in UTF-16 units
// where they are lengths.
const (
	maxText        = 4000 // of all text displays of a message together
	maxComponents  = 40   // nested ones included
	maxRow         = 5    // buttons
	maxLabel       = 80   // of a button
	MaxCustomID    = 100
	MaxChoices     = 25 // of an autocomplete answer
	MaxChoice      = 100
	maxButtons     = 10 // ours: two rows; more is a menu, not a reply
	MaxTitle       = 300
	maxPickLabel   = 100 // of an entry of a menu, and of its second line
	MaxFormTitle   = 45
	maxFormLabel   = 45
	maxFields      = 5
	maxPlaceholder = 150
)

// Message flags (Discord documentation, "Message Flags").
const (
	FlagEphemeral  = 1 << 6
	FlagComponents = 1 << 15 // IS_COMPONENTS_V2
)

// Component types and button styles (Discord documentation, "Component Reference").
const (
	TypeActionRow   = 1
	TypeButton      = 2
	TypeMenu        = 3 // string select
	typeInput       = 4 // text input
	typeRoles       = 6
	TypeChannels    = 8
	TypeTextDisplay = 10
	typeGallery     = 12
	typeFile        = 13
	typeSeparator   = 14
	typeContainer   = 17
	typeLabel       = 18

	stylePrimary   = 1
	StyleSecondary = 2
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

// Component is one component of a message, of any type. Only the fields of its type are set.
type Component struct {
	Type       int         `json:"type"`
	Content    string      `json:"content,omitempty"`
	Components []Component `json:"components,omitempty"`
	Accent     *int        `json:"accent_color,omitempty"`
	Divider    *bool       `json:"divider,omitempty"`
	Spacing    int         `json:"spacing,omitempty"`
	Style      int         `json:"style,omitempty"`
	Label      string      `json:"label,omitempty"`
	CustomID   string      `json:"custom_id,omitempty"`
	URL        string      `json:"url,omitempty"`
	File       *media      `json:"file,omitempty"`
	Items      []picture   `json:"items,omitempty"` // of a gallery

	Placeholder string          `json:"placeholder,omitempty"`
	Options     []SelectOption  `json:"options,omitempty"`
	Component   *Component      `json:"component,omitempty"` // of a label
	Description string          `json:"description,omitempty"`
	Value       string          `json:"value,omitempty"`
	MinLength   int             `json:"min_length,omitempty"`
	MaxLength   int             `json:"max_length,omitempty"`
	Required    *bool           `json:"required,omitempty"`
	MinValues   *int            `json:"min_values,omitempty"`
	Channels    []int           `json:"channel_types,omitempty"`
	Defaults    []defaultChoice `json:"default_values,omitempty"`
}

// SelectOption is an option of a select menu.
type SelectOption struct {
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

// Mentions is Discord's allowed mentions object. Parse is never absent: an absent one allows everything.
type Mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
	Users []string `json:"users,omitempty"`
}

// picture is an item of a media gallery.
type picture struct {
	Media       media  `json:"media"`
	Description string `json:"description,omitempty"`
}

type embed struct {
	Description string `json:"description,omitempty"`
	Color       int    `json:"color,omitempty"`
	Image       *media `json:"image,omitempty"`
}

type attachment struct {
	ID       string `json:"id"` // the index of the file, as the text that Discord describes ids to be
	Filename string `json:"filename"`
	// for whoever cannot see it (Discord documentation, "Attachment Object")
	Description string `json:"description,omitempty"`
}

// maxAlt is how long the description of a file may be (Discord documentation, "Attachment Object").
const maxAlt = 1024

// Message is the body of a message as it is sent: by REST, as the data of an interaction's response, or as a follow-up.
type Message struct {
	Content         string       `json:"content,omitempty"`
	Embeds          []embed      `json:"embeds,omitempty"`
	Components      []Component  `json:"components,omitempty"`
	Attachments     []attachment `json:"attachments,omitempty"`
	Flags           int          `json:"flags,omitempty"`
	AllowedMentions Mentions     `json:"allowed_mentions"`
	Nonce           string       `json:"nonce,omitempty"`
	EnforceNonce    bool         `json:"enforce_nonce,omitempty"`

	Files []File `json:"-"` // sent beside it
}

// Rendering is a reply as messages. The first is shown; the others are pages that its buttons lead to, or, if the
// command line is too long to stand in a button, messages that follow it.
type Rendering struct {
	Pages  []Message
	Follow bool // pages after the first have no buttons: send them as follow-ups
}

// Shown returns the page that the reply is about: 0 unless a page button was pressed.
func (v Rendering) Shown(r Reply) Message { return v.Pages[min(max(r.Page, 0), len(v.Pages)-1)] }

// Renderer turns replies into what a medium shows.
type Renderer struct {
	// Pack writes a command line shorter that makes a button's custom_id too long otherwise. What it writes does not
	// begin with a slash. Nil packs nothing: such a button is left out.
	Pack func(line string) (packed string, ok bool)
}

// Render turns r into messages that hold every limit of Discord.
func (v Renderer) Render(r Reply, form Form) Rendering {
	_, follow := v.pageID(r, 1000)
	follow = !follow
	texts := paginate(r, partsFor(r))
	out := Rendering{Follow: follow && len(texts) > 1}
	colour := r.Colour
	if colour < 0 || colour > 0xFFFFFF {
		colour = 0
	}
	for i, page := range texts {
		m := Message{AllowedMentions: Mentions{Parse: []string{}}}
		if r.Ephemeral {
			m.Flags = FlagEphemeral
		}
		if i == 0 {
			m.Files = r.Files
			for n, f := range r.Files {
				m.Attachments = append(m.Attachments, attachment{strconv.Itoa(n), f.Name, f.alt()})
			}
		}
		rows := v.rows(r, i, len(texts), follow)
		if form == FormEmbeds {
			m.Embeds = []embed{{Description: page.joined(), Color: colour, Image: firstPicture(m.Files)}}
			m.Components = rows
		} else {
			m.Flags |= FlagComponents
			m.Components = append([]Component{container(page, colour, m.Files)}, fileComponents(m.Files)...)
			m.Components = append(m.Components, rows...)
		}
		out.Pages = append(out.Pages, m)
	}
	return out
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
		t = t.in(r.Words)
		t.style = headingLine
		if title = Markdown(t); UTF16Len(title) > MaxTitle {
			title, blocks = "", append([]Block{{Lines: []Line{t}}}, blocks...)
		}
	}
	p := packer{title: title, components: components, words: r.words()}
	for _, b := range blocks {
		if b.Break {
			p.flush()
		}
		p.block(b)
	}
	p.flush()
	if len(p.pages) == 0 {
		text := title
		if text == "" {
			text = r.words().Say("Nothing to show.")
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
	words      *wording.Words
	components int

	pages []pageText
	parts []part
	used  int // units of parts, each with a line break
}

// room is how many units a page has for parts, each with a line break.
func (p *packer) room() int { return maxText - footerRoom - UTF16Len(p.title) - 1 }

// block adds b: on this page if it fits, else on the next, else spread over as many as it needs.
func (p *packer) block(b Block) {
	var lines []string
	for _, l := range b.Lines {
		if l.empty() {
			continue
		}
		for _, piece := range split(l.in(p.words), p.room()-1) {
			lines = append(lines, Markdown(piece))
		}
	}
	if len(lines) == 0 {
		return
	}
	whole := strings.Join(lines, "\n")
	if n := UTF16Len(whole) + 1; n > p.room()-p.used && n <= p.room() {
		p.flush()
	}
	var text string
	for _, line := range lines {
		if p.used+UTF16Len(text)+UTF16Len(line)+2 > p.room() {
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
	p.used += UTF16Len(text) + 1
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
		p.pages[i].parts = append(p.pages[i].parts, part{
			text: Markdown(Quiet(Plain(p.words.Say("page %d of %d", i+1, len(p.pages)))).in(p.words)),
		})
	}
}

// container wraps a page for Components V2; pictures stand below its first text, which is the title where there is one.
func container(p pageText, colour int, files []File) Component {
	c := Component{Type: typeContainer}
	gallery := Component{Type: typeGallery}
	for _, f := range files {
		if f.Alt != "" {
			gallery.Items = append(gallery.Items, picture{media{"attachment://" + f.Name}, f.alt()})
		}
	}
	if colour > 0 {
		c.Accent = &colour
	}
	divider := true
	for i, t := range p.parts {
		if i == 1 && len(gallery.Items) > 0 {
			c.Components = append(c.Components, gallery)
		}
		if t.rule {
			c.Components = append(c.Components, Component{Type: typeSeparator, Divider: &divider, Spacing: 1})
		}
		c.Components = append(c.Components, Component{Type: TypeTextDisplay, Content: t.text})
	}
	if len(p.parts) < 2 && len(gallery.Items) > 0 {
		c.Components = append(c.Components, gallery)
	}
	return c
}

// alt is the description of a file as it is sent.
func (f File) alt() string { return Shorten(Clean(f.Alt), maxAlt) }

// firstPicture is what an embed shows: it has room for one picture.
func firstPicture(files []File) *media {
	for _, f := range files {
		if f.Alt != "" {
			return &media{"attachment://" + f.Name}
		}
	}
	return nil
}

// fileComponents shows attachments that are no pictures, which Components V2 does not do by itself.
func fileComponents(files []File) (out []Component) {
	for _, f := range files {
		if f.Alt != "" {
			continue
		}
		out = append(out, Component{Type: typeFile, File: &media{"attachment://" + f.Name}})
	}
	return out
}

// rows returns the rows below page i of n: the reply's buttons, and those that turn the page. A button whose
// command line does not fit into a custom_id is left out: it is never the only way to anything.
func (v Renderer) rows(r Reply, i, n int, follow bool) []Component {
	if follow && i > 0 {
		return nil
	}
	var buttons []Component
	seen := map[string]bool{}
	add := func(c Component) {
		if key := c.CustomID + c.URL; key != "" && !seen[key] {
			seen[key] = true
			buttons = append(buttons, c)
		}
	}
	for _, b := range r.Buttons[:min(len(r.Buttons), maxButtons)] {
		if c, ok := v.buttonOf(r, b); ok {
			add(c)
		}
	}
	turn := func(label string, to int) {
		if id, ok := v.pageID(r, to); ok && !follow {
			add(Component{Type: TypeButton, Style: StyleSecondary, Label: label, CustomID: id})
		}
	}
	back, on := "◂", "▸" // they do not turn by themselves
	if r.words().RightToLeft() {
		back, on = on, back
	}
	if i > 0 {
		turn(back+" "+r.words().Say("Back"), i-1)
	}
	if i+1 < n {
		turn(r.words().Say("More")+" "+on, i+1)
	}
	var rows []Component
	for len(buttons) > 0 {
		k := min(len(buttons), maxRow)
		rows = append(rows, Component{Type: TypeActionRow, Components: buttons[:k]})
		buttons = buttons[k:]
	}
	if menu, ok := v.menuOf(r); ok {
		rows = append(rows, Component{Type: TypeActionRow, Components: []Component{menu}})
	}
	return rows
}

// MenuID is the custom_id of a menu. What it does stands in the value of what is chosen.
const MenuID = stateVersion + ":menu"

// menuOf renders the menu of r.
func (v Renderer) menuOf(r Reply) (Component, bool) {
	if r.Menu == nil {
		return Component{}, false
	}
	asks := Clean(r.words().Say(r.Menu.Placeholder))
	c := Component{Type: TypeMenu, CustomID: MenuID, Placeholder: Shorten(asks, maxPlaceholder)}
	if len(r.Menu.Channels) > 0 {
		id, ok := State{Turn: true, Line: r.Menu.Line}.Encode(v.Pack)
		c.Type, c.CustomID, c.Channels = TypeChannels, id, r.Menu.Channels
		return c, ok
	}
	seen := map[string]bool{}
	for _, p := range r.Menu.Picks {
		id, ok := State{Turn: p.Turn, Line: p.Line}.Encode(v.Pack)
		label := Shorten(strings.TrimSpace(Clean(r.words().Say(p.Label))), maxPickLabel)
		if !ok || label == "" || seen[id] || len(c.Options) == MaxChoices {
			continue
		}
		seen[id] = true
		c.Options = append(c.Options, SelectOption{
			Label: label, Value: id,
			Description: Shorten(strings.TrimSpace(Clean(p.About)), maxPickLabel),
		})
	}
	return c, len(c.Options) > 0
}

// modal is a form as Discord shows it (Discord documentation, "Modal").
type modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// Modal renders f of a reply. It cannot if its command line does not fit into a custom_id.
func (v Renderer) Modal(f Questions, w *wording.Words) (modal, bool) {
	id, ok := State{Line: f.Line}.Encode(v.Pack)
	m := modal{CustomID: id, Title: Shorten(Clean(f.Title), MaxFormTitle)}
	for _, field := range f.Fields[:min(len(f.Fields), maxFields)] {
		input := fieldOf(field, w)
		m.Components = append(m.Components, Component{
			Type: typeLabel, Label: Shorten(Clean(w.Say(field.Label)), maxFormLabel),
			Description: Shorten(Clean(w.Say(field.About)), maxPickLabel), Component: &input,
		})
	}
	return m, ok && len(m.Components) > 0
}

func fieldOf(f Field, w *wording.Words) Component {
	required, none := !f.Optional, 0
	c := Component{CustomID: f.Name, Required: &required}
	if f.Optional {
		c.MinValues = &none
	}
	switch f.Kind {
	case ChoiceField:
		c.Type = TypeMenu
		for _, o := range f.Choices[:min(len(f.Choices), MaxChoices)] {
			c.Options = append(c.Options, SelectOption{
				Label: Shorten(Clean(w.Say(o.Name)), maxPickLabel), Value: o.Value,
				Default: o.Value == f.Value,
			})
		}
	case ChannelField:
		c.Type, c.Channels = TypeChannels, f.Channels
		if IsID(f.Value) {
			c.Defaults = []defaultChoice{{f.Value, "channel"}}
		}
	case RoleField:
		c.Type = typeRoles
		if IsID(f.Value) {
			c.Defaults = []defaultChoice{{f.Value, "role"}}
		}
	default:
		c.Type, c.Style, c.MinValues = typeInput, styleShort, nil
		c.Value, c.MaxLength = Shorten(Clean(f.Value), maxPickLabel), maxPickLabel
	}
	return c
}

// buttonOf renders b.
func (v Renderer) buttonOf(r Reply, b Button) (Component, bool) {
	label := Clean(r.words().Say(b.Label))
	c := Component{Type: TypeButton, Style: StyleSecondary, Label: Shorten(strings.TrimSpace(label), maxLabel)}
	if c.Label == "" {
		return c, false
	}
	if b.Main {
		c.Style = stylePrimary
	}
	if b.URL != "" {
		url, ok := SafeURL(b.URL)
		c.Style, c.URL = styleLink, url
		return c, ok && UTF16Len(url) <= maxButton
	}
	s := State{View: b.View, Turn: b.Turn, Line: b.Line}
	switch {
	case s.Line == "":
		s.Line, s.Asked, s.End = r.Line, r.Asked, r.End
	case b.AsOf:
		s.Asked = r.Asked
	}
	id, ok := s.Encode(v.Pack)
	c.CustomID = id
	return c, ok
}

// Fits reports whether b can be shown: its command line may be too long for a custom_id.
func (v Renderer) Fits(b Button) bool {
	_, ok := v.buttonOf(Reply{}, b)
	return ok
}

// pageID is the custom_id of the button to a page of r.
func (v Renderer) pageID(r Reply, page int) (string, bool) {
	return State{View: r.View, Turn: true, Page: page, Asked: r.Asked, End: r.End, Line: r.Line}.Encode(v.Pack)
}

// Press is a button of a reply as the console offers it: what it is called, and its custom_id.
type Press struct {
	Label    string
	CustomID string
}

// Presses returns the buttons of r that do something here, without those that turn pages.
func (v Renderer) Presses(r Reply) []Press {
	var out []Press
	for _, b := range r.Buttons {
		if c, ok := v.buttonOf(r, b); ok && c.CustomID != "" {
			out = append(out, Press{c.Label, c.CustomID})
		}
	}
	if r.Menu != nil {
		for _, p := range r.Menu.Picks {
			if id, ok := (State{Turn: p.Turn, Line: p.Line}).Encode(v.Pack); ok {
				out = append(out, Press{r.words().Say(p.Label), id})
			}
		}
	}
	return out
}
