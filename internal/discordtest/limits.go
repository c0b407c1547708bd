package discordtest

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// Limits of messages, in UTF-16 code units or items.
const (
	maxContent     = 2000 // Message Resource, "Create Message"
	maxEmbeds      = 10   // Message Resource, "Create Message"
	maxEmbedsTotal = 6000 // Message Resource, "Embed Limits": "combined sum … across all embeds attached to a message"
	maxComponents  = 40   // Component Reference: "up to 40 total components", nested ones included
	maxText        = 4000 // Component Reference, "Text Display": over all text displays of a message
	maxRows        = 5    // Component Reference, "Legacy Message Component Behavior"
	maxFiles       = 10   // Message Resource, "Uploading Files"
	maxFileSize    = 10 << 20
	maxChoices     = 25 // Application Commands, "Application Command Option Choice Structure"
)

// settableFlags are those that a request may set. Message Resource, "Create Message".
const settableFlags = FlagSuppressEmbeds | FlagSuppressNotifications | FlagComponentsV2 | FlagEphemeral

// checkMessage returns what Discord refuses in a message as it would be shown.
func checkMessage(m *Message) []problem {
	c := checker{files: map[string]bool{}}
	for _, a := range m.Attachments {
		c.files[a.Filename] = true
	}
	if m.Flags&FlagComponentsV2 != 0 {
		c.modern(m)
	} else {
		c.legacy(m)
	}
	if len(m.Attachments) > maxFiles {
		c.add("attachments", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxFiles)
	}
	for i, a := range m.Attachments {
		c.text(join("attachments", strconv.Itoa(i))+".description", a.Description, 0, 1024)
	}
	return c.problems
}

// CheckMessage returns what Discord would refuse in a message that is posted, nil for nothing. body is the JSON of a
// request that creates one; its attachments count as uploaded.
func CheckMessage(body []byte) error {
	p, refused := readPayload(body)
	if refused != nil {
		return refused
	}
	var m Message
	var problems []problem
	if p.Content != nil {
		m.Content = *p.Content
	}
	if p.Embeds != nil {
		m.Embeds = *p.Embeds
	}
	if p.Components != nil {
		m.Components = *p.Components
	}
	if p.Flags != nil {
		problems = setFlags(&m, *p.Flags)
	}
	if p.Attachments != nil {
		for _, a := range *p.Attachments {
			m.Attachments = append(m.Attachments, Attachment{Filename: a.Filename, Description: a.Description})
		}
	}
	problems = append(append(problems, checkMessage(&m)...), checkMentions(p.AllowedMentions)...)
	if len(problems) > 0 {
		return invalidForm(problems)
	}
	if m.empty() {
		return errEmptyMessage
	}
	return nil
}

type checker struct {
	problems []problem
	files    map[string]bool // names that attachment:// may refer to
	custom   map[string]bool // custom ids so far
	ids      map[int]bool
	count    int // components so far
	units    int // text of text displays so far
}

func (c *checker) add(path, code, format string, args ...any) {
	c.problems = append(c.problems, problem{path, code, fmt.Sprintf(format, args...)})
}

// text checks a length. A text that has to be there has low > 0.
func (c *checker) text(path, s string, low, high int) {
	switch n := length(s); {
	case n == 0 && low > 0:
		c.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n < low || n > high:
		c.problems = append(c.problems, badLength(path, low, high))
	}
}

// legacy checks content, embeds and rows of buttons and selects.
func (c *checker) legacy(m *Message) {
	c.text("content", m.Content, 0, maxContent)
	c.embeds(m.Embeds)
	if len(m.Components) > maxRows {
		c.add("components", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxRows)
	}
	c.children("components", m.Components, []int{ActionRow})
}

// modern checks a message with the flag IS_COMPONENTS_V2. Component Reference: "the content and embeds fields will no
// longer work".
func (c *checker) modern(m *Message) {
	for field, present := range map[string]bool{"content": m.Content != "", "embeds": len(m.Embeds) > 0} {
		if present {
			c.add(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
				"The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", field)
		}
	}
	if len(m.Components) == 0 {
		c.add("components", "BASE_TYPE_REQUIRED", "This field is required")
	}
	c.children("components", m.Components, append(slices.Clone(inContainer), Container))
	if c.count > maxComponents {
		c.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
			"The maximum number of total components is %d, got %d", maxComponents, c.count)
	}
	if c.units > maxText {
		c.add("components", "COMPONENT_MAX_TOTAL_TEXT_LENGTH_EXCEEDED",
			"The maximum total length of text is %d, got %d", maxText, c.units)
	}
}

// inContainer lists what a container may hold. Component Reference, "Container".
var inContainer = []int{ActionRow, Section, TextDisplay, MediaGallery, File, Separator}

func (c *checker) children(path string, all []Component, allowed []int) {
	for i := range all {
		c.component(join(path, strconv.Itoa(i)), &all[i], allowed)
	}
}

func (c *checker) component(path string, x *Component, allowed []int) {
	c.count++
	if !slices.Contains(allowed, x.Type) {
		c.add(join(path, "type"), "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of %v.", allowed)
		return
	}
	if x.ID != 0 {
		if c.ids[x.ID] {
			c.add(join(path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
		}
		if c.ids == nil {
			c.ids = map[int]bool{}
		}
		c.ids[x.ID] = true
	}
	switch {
	case x.Type == ActionRow:
		c.row(path, x)
	case x.Type == Button:
		c.button(path, x)
	case isSelect(x.Type):
		c.menu(path, x)
	case x.Type == Section:
		c.section(path, x)
	case x.Type == TextDisplay:
		c.text(join(path, "content"), strings.TrimSpace(x.Content), 1, maxText)
		c.units += length(x.Content)
	case x.Type == Thumbnail:
		c.media(join(path, "media"), x.Media, false)
		c.text(join(path, "description"), x.Description, 0, 1024)
	case x.Type == MediaGallery:
		c.gallery(path, x)
	case x.Type == File:
		c.media(join(path, "file"), x.File, true)
	case x.Type == Separator:
		if x.Spacing < 0 || x.Spacing > 2 {
			c.add(join(path, "spacing"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
		}
	case x.Type == Container:
		c.container(path, x)
	}
}

// row checks an action row. Component Reference, "Action Row": "up to 5 contextually grouped buttons" or "a single
// select".
func (c *checker) row(path string, x *Component) {
	selects := 0
	for i := range x.Components {
		if isSelect(x.Components[i].Type) {
			selects++
		}
	}
	n := len(x.Components)
	if n == 0 || n > 5 || (selects > 0 && n > 1) {
		high := 5
		if selects > 0 {
			high = 1
		}
		c.problems = append(c.problems, badLength(join(path, "components"), 1, high))
	}
	c.children(join(path, "components"), x.Components, []int{
		Button, StringSelect, UserSelect, RoleSelect,
		MentionableSelect, ChannelSelect,
	})
}

// button checks a button. Component Reference, "Button": "Non-link and non-premium buttons must have a custom_id, and
// cannot have a url or a sku_id"; "Link buttons must have a url, and cannot have a custom_id".
func (c *checker) button(path string, x *Component) {
	c.text(join(path, "label"), x.Label, 0, 80)
	switch x.Style {
	case 1, 2, 3, 4:
		c.customID(path, x)
		if x.URL != "" {
			c.add(join(path, "url"), "BUTTON_COMPONENT_URL_FORBIDDEN", "A url is only for link buttons")
		}
	case 5:
		if x.CustomID != "" {
			c.add(join(path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_FORBIDDEN",
				"A link button cannot have a custom id")
		}
		c.text(join(path, "url"), x.URL, 1, 512)
		c.link(join(path, "url"), x.URL)
	case 6:
		c.text(join(path, "sku_id"), x.SKU, 1, 20)
		return
	default:
		c.add(join(path, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
	}
	if x.Label == "" && x.Emoji == nil {
		c.add(path, "BUTTON_COMPONENT_EMPTY", "A button must have a label or an emoji")
	}
}

// customID checks presence, length (Component Reference: 1-100) and uniqueness within the message.
func (c *checker) customID(path string, x *Component) {
	path = join(path, "custom_id")
	c.text(path, x.CustomID, 1, 100)
	if x.CustomID != "" && c.custom[x.CustomID] {
		c.add(path, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	if c.custom == nil {
		c.custom = map[string]bool{}
	}
	c.custom[x.CustomID] = true
}

// menu checks a select. Component Reference, "String Select".
func (c *checker) menu(path string, x *Component) {
	c.customID(path, x)
	c.text(join(path, "placeholder"), x.Placeholder, 0, 150)
	low, high := deref(x.MinValues, 1), deref(x.MaxValues, 1)
	if low < 0 || low > 25 || high < 1 || high > 25 || low > high {
		c.add(path, "SELECT_COMPONENT_INVALID_RANGE", "min_values is 0-25, max_values 1-25 and not less")
	}
	if x.Type != StringSelect {
		return
	}
	if n := len(x.Options); n < 1 || n > maxChoices {
		c.problems = append(c.problems, badLength(join(path, "options"), 1, maxChoices))
	} else if high > n {
		c.add(join(path, "max_values"), "SELECT_COMPONENT_MAX_VALUES", "There are fewer options than max_values")
	}
	values, chosen := map[string]bool{}, 0
	for i, o := range x.Options {
		p := join(join(path, "options"), strconv.Itoa(i))
		c.text(join(p, "label"), o.Label, 1, 100)
		c.text(join(p, "value"), o.Value, 1, 100)
		c.text(join(p, "description"), o.Description, 0, 100)
		if values[o.Value] {
			c.add(join(p, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
				"The specified option value is already used")
		}
		values[o.Value] = true
		if o.Default {
			chosen++
		}
	}
	if chosen > high {
		c.add(join(path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More options are default than max_values")
	}
}

// section checks a section. Component Reference, "Section": one to three text displays and an accessory.
func (c *checker) section(path string, x *Component) {
	if n := len(x.Components); n < 1 || n > 3 {
		c.problems = append(c.problems, badLength(join(path, "components"), 1, 3))
	}
	c.children(join(path, "components"), x.Components, []int{TextDisplay})
	if x.Accessory == nil {
		c.add(join(path, "accessory"), "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	c.component(join(path, "accessory"), x.Accessory, []int{Button, Thumbnail})
}

func (c *checker) gallery(path string, x *Component) {
	if n := len(x.Items); n < 1 || n > 10 {
		c.problems = append(c.problems, badLength(join(path, "items"), 1, 10))
	}
	for i, item := range x.Items {
		p := join(join(path, "items"), strconv.Itoa(i))
		c.media(join(p, "media"), &item.Media, false)
		c.text(join(p, "description"), item.Description, 0, 1024)
	}
}

func (c *checker) container(path string, x *Component) {
	if len(x.Components) == 0 {
		c.add(join(path, "components"), "BASE_TYPE_REQUIRED", "This field is required")
	}
	if x.AccentColor != nil && (*x.AccentColor < 0 || *x.AccentColor > 0xFFFFFF) {
		c.add(join(path, "accent_color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
	}
	c.children(join(path, "components"), x.Components, inContainer)
}

// media checks an address of a file. Component Reference, "Unfurled Media Item": http, https or attachment://.
func (c *checker) media(path string, m *Media, attachedOnly bool) {
	path = join(path, "url")
	if m == nil || m.URL == "" {
		c.add(path, "BASE_TYPE_REQUIRED", "This field is required")
		return
	}
	if name, ok := strings.CutPrefix(m.URL, "attachment://"); ok {
		if !c.files[name] {
			c.add(path, "ATTACHMENT_NOT_FOUND", "The attachment %q was not found", name)
		}
		return
	}
	if attachedOnly {
		c.add(path, "URL_TYPE_INVALID_SCHEME", "Scheme must be attachment://")
		return
	}
	c.link(path, m.URL)
}

func (c *checker) link(path, s string) {
	if s == "" {
		return
	}
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Host == "":
		c.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	case !slices.Contains([]string{"http", "https", "discord"}, u.Scheme):
		c.add(path, "URL_TYPE_INVALID_SCHEME",
			"Scheme %q is not supported. Scheme must be one of ('http', 'https', 'discord').", u.Scheme)
	}
	if length(s) > 2048 {
		c.problems = append(c.problems, badLength(path, 0, 2048))
	}
}

// embeds checks the limits of Message Resource, "Embed Limits", where "leading and trailing whitespace characters are
// not included (they are trimmed automatically)".
func (c *checker) embeds(all []Embed) {
	if len(all) > maxEmbeds {
		c.add("embeds", "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxEmbeds)
	}
	total := 0
	count := func(path, s string, low, high int) {
		s = strings.TrimSpace(s)
		c.text(path, s, low, high)
		total += length(s)
	}
	for i, e := range all {
		p := join("embeds", strconv.Itoa(i))
		before := total
		count(join(p, "title"), e.Title, 0, 256)
		count(join(p, "description"), e.Description, 0, 4096)
		if e.Footer != nil {
			count(join(p, "footer.text"), e.Footer.Text, 0, 2048)
		}
		if e.Author != nil {
			count(join(p, "author.name"), e.Author.Name, 0, 256)
		}
		if len(e.Fields) > 25 {
			c.add(join(p, "fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
		}
		for j, f := range e.Fields {
			q := join(join(p, "fields"), strconv.Itoa(j))
			count(join(q, "name"), f.Name, 1, 256)
			count(join(q, "value"), f.Value, 1, 1024)
		}
		if total == before && e.Image == nil && e.Thumbnail == nil {
			c.add(p, "EMBED_EMPTY", "An embed must have something to show")
		}
		c.embedLinks(p, e)
	}
	if total > maxEmbedsTotal {
		c.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of %d", maxEmbedsTotal)
	}
}

func (c *checker) embedLinks(path string, e Embed) {
	c.link(join(path, "url"), e.URL)
	if e.Author != nil {
		c.link(join(path, "author.url"), e.Author.URL)
	}
	for name, m := range map[string]*Media{"image": e.Image, "thumbnail": e.Thumbnail} {
		if m != nil {
			c.media(join(path, name), m, false)
		}
	}
	if e.Color < 0 || e.Color > 0xFFFFFF {
		c.add(join(path, "color"), "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
	}
}

// checkChoices checks an autocomplete answer. Interactions, "Autocomplete": "(max of 25 choices)".
func checkChoices(path string, choices []Choice) []problem {
	var c checker
	if len(choices) > maxChoices {
		c.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length.", maxChoices)
	}
	for i, ch := range choices {
		p := join(path, strconv.Itoa(i))
		c.text(join(p, "name"), ch.Name, 1, 100)
		if s, ok := ch.Value.(string); ok {
			c.text(join(p, "value"), s, 1, 100)
		}
		for _, name := range ch.NameLocalizations {
			c.text(join(p, "name_localizations"), name, 1, 100)
		}
	}
	return c.problems
}

// checkModal checks a modal. Interactions, "Modal".
func checkModal(m *Modal) []problem {
	c := checker{}
	c.text("data.custom_id", m.CustomID, 1, 100)
	c.text("data.title", m.Title, 1, 45)
	if n := len(m.Components); n < 1 || n > 5 {
		c.problems = append(c.problems, badLength("data.components", 1, 5))
	}
	for i := range m.Components {
		p := join("data.components", strconv.Itoa(i))
		x := &m.Components[i]
		fields := x.Components
		if x.Component != nil {
			c.text(join(p, "label"), x.Label, 1, 45)
			fields = []Component{*x.Component}
		}
		for j := range fields {
			c.field(join(p, strconv.Itoa(j)), &fields[j])
		}
	}
	return c.problems
}

// field checks a text input or a select of a modal.
func (c *checker) field(path string, x *Component) {
	if x.Type != TextInput {
		c.component(path, x, []int{StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect, TextDisplay})
		return
	}
	c.customID(path, x)
	c.text(join(path, "placeholder"), x.Placeholder, 0, 100)
	c.text(join(path, "value"), x.Value, 0, cmp.Or(deref(x.MaxLength, 0), 4000))
}
