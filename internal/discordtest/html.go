package discordtest

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

// Theme is a look of Discord's client.
type Theme string

// The themes.
const (
	Dark  Theme = "dark"
	Light Theme = "light"
)

//go:embed message.html.tmpl
var messagePage string

var messageTemplate = template.Must(template.New("message").Funcs(template.FuncMap{
	"markdown": func(s string) template.HTML { return template.HTML(Markdown(s)) },
	"colour": func(v any) template.CSS {
		if p, ok := v.(*int); ok {
			v = *p
		}
		return template.CSS(fmt.Sprintf("#%06x", v))
	},
	"blank":  func(c Component) bool { return c.Divider != nil && !*c.Divider },
	"loose":  loose,
	"source": func(string) template.URL { return "" }, // HTML knows the files
	"chosen": func(c Component) string {
		for _, o := range c.Options {
			if o.Default {
				return o.Label
			}
		}
		return "Make a selection"
	},
}).Parse(messagePage))

// HTML draws a message as Discord's client would, as one page without scripts: to be looked at in a browser, whose
// width decides between phone and desktop. body is the JSON of a message, or of an interaction's answer with the
// message, or the form that it shows, under "data". Of the attachments that are given, pictures are drawn.
//
//	chromium --headless --screenshot=reply.png --window-size=390,844 reply.html
func HTML(body []byte, theme Theme, files ...Attachment) ([]byte, error) {
	var answer struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, fmt.Errorf("draw message: %w", err)
	}
	if len(answer.Data) > 0 {
		body = answer.Data
	}
	page := struct {
		Theme   Theme
		Message *Message
		Modal   *Modal
	}{Theme: theme}
	var shown any
	if len(answer.Data) > 0 && answer.Type == callbackModal {
		page.Modal = &Modal{}
		shown = page.Modal
	} else {
		page.Message = &Message{}
		shown = page.Message
	}
	if err := json.Unmarshal(body, shown); err != nil {
		return nil, fmt.Errorf("draw message: %w", err)
	}
	drawn, err := messageTemplate.Clone()
	if err != nil {
		return nil, fmt.Errorf("draw message: %w", err)
	}
	drawn.Funcs(template.FuncMap{"source": func(name string) template.URL { return source(files, name) }})
	var b bytes.Buffer
	if err := drawn.Execute(&b, page); err != nil {
		return nil, fmt.Errorf("draw message: %w", err)
	}
	return b.Bytes(), nil
}

// loose are the files that a client shows below a message: those that nothing in it shows, and with Components V2 none.
func loose(m *Message) (out []Attachment) {
	if m.Flags&FlagComponentsV2 != 0 {
		return nil
	}
	for _, a := range m.Attachments {
		shown := func(e Embed) bool { return e.Image != nil && e.Image.URL == "attachment://"+a.Filename }
		if !slices.ContainsFunc(m.Embeds, shown) {
			out = append(out, a)
		}
	}
	return out
}

// source is the picture that "attachment://name", or the name alone, stands for, as an address that holds it, "" where
// there is none.
func source(files []Attachment, name string) template.URL {
	name = strings.TrimPrefix(name, "attachment://")
	for _, f := range files {
		if f.Filename == name && strings.HasPrefix(f.ContentType, "image/") && len(f.Data) > 0 {
			return template.URL("data:" + f.ContentType + ";base64," + base64.StdEncoding.EncodeToString(f.Data))
		}
	}
	return ""
}
