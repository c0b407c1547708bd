package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/news"
)

// DigestBody returns the JSON of the message that brings d to a channel (Discord documentation, "Create Message").
func DigestBody(d news.Digest) ([]byte, error) {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // people read it
	e.SetIndent("", "  ")
	if err := e.Encode(digestMessage(news.Delivery{Digest: d}, message.FormComponents, nil)); err != nil {
		return nil, fmt.Errorf("encode digest: %w", err)
	}
	return body.Bytes(), nil
}

// ResponseBody returns the JSON that Discord would be sent in answer to the interaction that asked for r: a message
// with its source (Discord documentation, "Interaction Response Object", type 4).
func ResponseBody(r message.Reply) ([]byte, error) {
	m := command.Renderer.Render(r, message.FormComponents).Shown(r)
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // people read it
	e.SetIndent("", "  ")
	if err := e.Encode(response{Type: respondMessage, Data: &m}); err != nil {
		return nil, fmt.Errorf("encode reply: %w", err)
	}
	return body.Bytes(), nil
}

// WriteText writes r for a terminal, as [Renderer.Text] does.
func WriteText(w io.Writer, r message.Reply, width int, colour bool) error {
	return command.Renderer.Text(w, r, width, colour)
}

// Presses returns the buttons of r that do something on a console, as [Renderer.Presses] does.
func Presses(r message.Reply) []message.Press { return command.Renderer.Presses(r) }
