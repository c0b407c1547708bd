package discordtest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Interactions, "Receiving and Responding": "you must send an initial response within 3 seconds of receiving the
// event"; "Interaction tokens are valid for 15 minutes".
const (
	answerTime = 3 * time.Second
	tokenTime  = 15 * time.Minute
)

// Interaction types.
const (
	commandInteraction      = 2
	componentInteraction    = 3
	autocompleteInteraction = 4
	modalInteraction        = 5
)

// Interaction callback types.
const (
	callbackMessage      = 4
	callbackDefer        = 5
	callbackDeferUpdate  = 6
	callbackUpdate       = 7
	callbackAutocomplete = 8
	callbackModal        = 9
)

// Modal is a form that a bot shows.
type Modal struct {
	CustomID   string      `json:"custom_id"`
	Title      string      `json:"title"`
	Components []Component `json:"components"`
}

// interaction is one thing that a user did, and what came of it.
type interaction struct {
	id      string
	token   string
	kind    int
	user    string
	channel *Channel
	created time.Time
	source  *Message // whose component was used

	callback int      // type of the answer, 0 until there is one
	original *Message // the answer, or the source if that is what it changes
	pending  bool     // deferred, and nothing has come of it yet
	choices  []Choice
	modal    *Modal
	extra    []*Message // followups
}

func (s *Server) openInteraction(kind int, user string, ch *Channel, source *Message) *interaction {
	id := s.snowflake()
	i := &interaction{
		id: id, token: "token-" + id, kind: kind, user: user, channel: ch, created: s.opt.Now(),
		source: source,
	}
	s.interactions[i.token] = i
	return i
}

// callback is the first answer. Interactions, "Create Interaction Response".
func (s *Server) callback(c *call) (any, *apiError) {
	i := s.interactions[c.param("interaction_token")]
	switch {
	case i == nil || i.id != c.param("interaction_id"):
		return nil, errUnknownInter
	case i.callback != 0:
		return nil, errAcknowledged
	case s.opt.Now().Sub(i.created) > answerTime:
		return nil, errUnknownInter
	}
	var in struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if !i.takes(in.Type) {
		return nil, invalidForm([]problem{{
			"type", "INTERACTION_CALLBACK_TYPE",
			fmt.Sprintf("Callback type %d does not answer an interaction of type %d", in.Type, i.kind),
		}})
	}
	if err := s.respond(i, in.Type, in.Data, c.files); err != nil {
		return nil, err
	}
	i.callback = in.Type
	if c.query.Get("with_response") == "true" {
		return s.callbackResponse(i), nil
	}
	return nil, nil
}

// takes reports whether an answer of that type fits. Interactions, "Interaction Callback Type".
func (i *interaction) takes(callback int) bool {
	switch callback {
	case callbackAutocomplete:
		return i.kind == autocompleteInteraction
	case callbackDeferUpdate, callbackUpdate:
		return i.source != nil && i.kind != autocompleteInteraction
	case callbackModal:
		return i.kind == commandInteraction || i.kind == componentInteraction
	case callbackMessage, callbackDefer:
		return i.kind != autocompleteInteraction
	}
	return false
}

func (s *Server) respond(i *interaction, callback int, data json.RawMessage, files []upload) *apiError {
	switch callback {
	case callbackAutocomplete:
		return s.autocompleted(i, data)
	case callbackModal:
		i.modal = &Modal{}
		if json.Unmarshal(data, i.modal) != nil {
			return errJSON
		}
		if problems := checkModal(i.modal); len(problems) > 0 {
			return invalidForm(problems)
		}
	case callbackDeferUpdate:
		i.original, i.pending = i.source, true
	case callbackUpdate:
		i.original = i.source
		_, err := s.edit(i.source, data, files)
		return err
	case callbackDefer:
		m, p, err := s.draft(i, data)
		if err != nil {
			return err
		}
		if p.Flags != nil && *p.Flags&FlagEphemeral != 0 {
			s.hide(i, m)
		}
		m.Flags |= FlagLoading
		i.original, i.pending = m, true
		s.deliver(i, m)
	case callbackMessage:
		m, err := s.reply(i, data, files)
		if err != nil {
			return err
		}
		i.original = m
	}
	return nil
}

func (s *Server) autocompleted(i *interaction, data json.RawMessage) *apiError {
	var in struct{ Choices []Choice }
	if json.Unmarshal(data, &in) != nil {
		return errJSON
	}
	if problems := checkChoices("data.choices", in.Choices); len(problems) > 0 {
		return invalidForm(problems)
	}
	i.choices = in.Choices
	return nil
}

func (s *Server) draft(i *interaction, data json.RawMessage) (*Message, *payload, *apiError) {
	p, err := readPayload(data)
	if err != nil {
		return nil, nil, err
	}
	m := s.newMessage(i.channel)
	m.ApplicationID, m.WebhookID = s.opt.Application, s.opt.Application
	return m, p, nil
}

// reply makes a message of an interaction: its answer or a followup.
func (s *Server) reply(i *interaction, data json.RawMessage, files []upload) (*Message, *apiError) {
	m, p, err := s.draft(i, data)
	if err != nil {
		return nil, err
	}
	if err := s.compose(m, p, files); err != nil {
		return nil, err
	}
	if p.Flags != nil && *p.Flags&FlagEphemeral != 0 {
		s.hide(i, m)
	}
	s.deliver(i, m)
	return m, nil
}

// hide makes m visible to the interaction's user only.
func (s *Server) hide(i *interaction, m *Message) {
	m.Flags |= FlagEphemeral
	m.OnlyFor = i.user
}

// deliver shows m. Ephemeral messages are no part of the channel.
func (s *Server) deliver(i *interaction, m *Message) {
	if m.Ephemeral() {
		s.messages[m.ID] = m
		return
	}
	s.post(i.channel, m)
}

func (s *Server) callbackResponse(i *interaction) map[string]any {
	about := map[string]any{"id": i.id, "type": i.kind, "response_message_loading": i.pending}
	resource := map[string]any{"type": i.callback}
	if i.original != nil {
		about["response_message_id"] = i.original.ID
		about["response_message_ephemeral"] = i.original.Ephemeral()
		resource["message"] = i.original
	}
	return map[string]any{"interaction": about, "resource": resource}
}

// byToken finds the interaction of a webhook path.
func (s *Server) byToken(c *call) (*interaction, *apiError) {
	i := s.interactions[c.param("webhook_token")]
	switch {
	case i == nil || c.param("webhook_id") != s.opt.Application:
		return nil, errUnknownWebhook
	case s.opt.Now().Sub(i.created) > tokenTime:
		return nil, errWebhookToken
	case i.callback == 0:
		return nil, errUnknownWebhook // the token is no webhook's until the interaction is answered
	}
	return i, nil
}

// response finds the message of a webhook path: @original or a followup.
func (s *Server) response(c *call) (*interaction, *Message, *apiError) {
	i, err := s.byToken(c)
	if err != nil {
		return nil, nil, err
	}
	if c.param("message_id") == "" {
		if i.original == nil || s.messages[i.original.ID] == nil {
			return nil, nil, errUnknownMessage
		}
		return i, i.original, nil
	}
	for _, m := range append([]*Message{i.original}, i.extra...) {
		if m != nil && m.ID == c.param("message_id") && s.messages[m.ID] != nil {
			return i, m, nil
		}
	}
	return nil, nil, errUnknownMessage
}

// followUp posts another message. The first one after a deferral takes the place of "is thinking".
func (s *Server) followUp(c *call) (any, *apiError) {
	i, err := s.byToken(c)
	if err != nil {
		return nil, err
	}
	if i.pending && i.callback == callbackDefer {
		return s.fill(i, c)
	}
	m, err := s.reply(i, c.body, c.files)
	if err != nil {
		return nil, err
	}
	i.pending = false
	i.extra = append(i.extra, m)
	return m, nil
}

// fill gives a deferred answer its content, or the message that a deferred update is about.
func (s *Server) fill(i *interaction, c *call) (any, *apiError) {
	m, err := s.edit(i.original, c.body, c.files)
	if err != nil {
		return nil, err
	}
	if i.callback == callbackDefer {
		i.original.EditedTimestamp = nil
	}
	i.pending = false
	return m, nil
}

func (s *Server) getResponse(c *call) (any, *apiError) {
	_, m, err := s.response(c)
	if err != nil {
		return nil, err
	}
	return m, nil
}

func (s *Server) editResponse(c *call) (any, *apiError) {
	i, m, err := s.response(c)
	if err != nil {
		return nil, err
	}
	if m == i.original && i.pending {
		return s.fill(i, c)
	}
	return s.edit(m, c.body, c.files)
}

func (s *Server) deleteResponse(c *call) (any, *apiError) {
	i, m, err := s.response(c)
	if err != nil {
		return nil, err
	}
	if m == i.original {
		i.pending = false
	}
	s.remove(m)
	return nil, nil
}

// shardOf is where the events of a guild go. Gateway, "Sharding": shard_id = (guild_id >> 22) % num_shards; direct
// messages go to shard 0.
func shardOf(guild string, shards int) int {
	n, err := strconv.ParseUint(guild, 10, 64)
	if err != nil {
		return 0
	}
	return int((n >> 22) % uint64(shards))
}
