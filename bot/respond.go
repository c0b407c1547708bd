package bot

import "sitrep/bot/message"

// Interaction response types (Discord documentation, "Interaction Response Object").
const (
	respondPong    = 1
	respondMessage = 4
	respondDefer   = 5 // "thinking", and a message later
	respondLater   = 6 // the message with the button is updated later
	respondUpdate  = 7 // the message with the button is updated now
	respondChoices = 8
	respondModal   = 9
)

// response is the body of an answer to an interaction.
type response struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// kind names a response in the metrics.
func (r response) kind() string {
	switch r.Type {
	case respondDefer, respondLater:
		return "promise"
	case respondChoices:
		return "choices"
	}
	return "reply"
}

// choices is the data of an autocomplete answer.
type choices struct {
	Choices []message.Choice `json:"choices"`
}
