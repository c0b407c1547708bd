package discordtest

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
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
	"blank": func(c Component) bool { return c.Divider != nil && !*c.Divider },
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
// message, or the form that it shows, under "data".
//
//	chromium --headless --screenshot=reply.png --window-size=390,844 reply.html
func HTML(body []byte, theme Theme) ([]byte, error) {
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
	var b bytes.Buffer
	err := messageTemplate.Execute(&b, page)
	if err != nil {
		return nil, fmt.Errorf("draw message: %w", err)
	}
	return b.Bytes(), nil
}
