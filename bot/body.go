package bot

import (
	"bytes"
	"encoding/json"
	"fmt"

	"sitrep/news"
)

// DigestBody returns the JSON of the message that brings d to a channel (Discord documentation, "Create Message").
func DigestBody(d news.Digest) ([]byte, error) {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false) // people read it
	e.SetIndent("", "  ")
	if err := e.Encode(digestMessage(news.Delivery{Digest: d}, FormComponents)); err != nil {
		return nil, fmt.Errorf("encode digest: %w", err)
	}
	return body.Bytes(), nil
}
