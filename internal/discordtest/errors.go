package discordtest

import (
	"fmt"
	"net/http"
	"strings"
)

// problem is one thing wrong with a request: where ("embeds.0.title"), Discord's code for it and its words.
type problem struct{ path, code, message string }

func (p problem) String() string {
	if p.path == "" {
		return p.code + ": " + p.message
	}
	return fmt.Sprintf("%s: %s: %s", p.path, p.code, p.message)
}

func badLength(path string, low, high int) problem {
	if low <= 0 {
		return problem{path, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", high)}
	}
	return problem{path, "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between %d and %d in length.", low, high)}
}

// apiError is an answer that refuses. Reference, "Error Messages": {"code", "message", "errors"}.
type apiError struct {
	status   int
	code     int
	message  string
	problems []problem
}

func (e *apiError) Error() string {
	parts := []string{fmt.Sprintf("%d %s (%d)", e.status, e.message, e.code)}
	for _, p := range e.problems {
		parts = append(parts, p.String())
	}
	return strings.Join(parts, "; ")
}

// Opcodes and Status Codes, "JSON".
var (
	errUnauthorized   = &apiError{status: http.StatusUnauthorized, message: "401: Unauthorized"}
	errNotFound       = &apiError{status: http.StatusNotFound, message: "404: Not Found"}
	errUnknownChannel = &apiError{status: http.StatusNotFound, code: 10003, message: "Unknown Channel"}
	errUnknownGuild   = &apiError{status: http.StatusNotFound, code: 10004, message: "Unknown Guild"}
	errUnknownMember  = &apiError{status: http.StatusNotFound, code: 10007, message: "Unknown Member"}
	errUnknownMessage = &apiError{status: http.StatusNotFound, code: 10008, message: "Unknown Message"}
	errUnknownUser    = &apiError{status: http.StatusNotFound, code: 10013, message: "Unknown User"}
	errUnknownWebhook = &apiError{status: http.StatusNotFound, code: 10015, message: "Unknown Webhook"}
	errUnknownInter   = &apiError{status: http.StatusNotFound, code: 10062, message: "Unknown interaction"}
	errUnknownCommand = &apiError{status: http.StatusNotFound, code: 10063, message: "Unknown application command"}
	errTooLarge       = &apiError{
		status: http.StatusRequestEntityTooLarge, code: 40005,
		message: "Request entity too large",
	}
	errCrossposted = &apiError{
		status: http.StatusBadRequest, code: 40033,
		message: "This message has already been crossposted",
	}
	errAcknowledged = &apiError{
		status: http.StatusBadRequest, code: 40060,
		message: "Interaction has already been acknowledged.",
	}
	errMissingAccess = &apiError{status: http.StatusForbidden, code: 50001, message: "Missing Access"}
	errOthersMessage = &apiError{
		status: http.StatusForbidden, code: 50005,
		message: "Cannot edit a message authored by another user",
	}
	errEmptyMessage = &apiError{status: http.StatusBadRequest, code: 50006, message: "Cannot send an empty message"}
	errClosedDM     = &apiError{
		status: http.StatusForbidden, code: 50007,
		message: "Cannot send messages to this user",
	}
	errNonText = &apiError{
		status: http.StatusBadRequest, code: 50008,
		message: "Cannot send messages in a non-text channel",
	}
	errMissingPerms     = &apiError{status: http.StatusForbidden, code: 50013, message: "Missing Permissions"}
	errWrongChannelType = &apiError{
		status: http.StatusBadRequest, code: 50024,
		message: "Cannot execute action on this channel type",
	}
	errWebhookToken = &apiError{status: http.StatusUnauthorized, code: 50027, message: "Invalid Webhook Token"}
	errVersion      = &apiError{status: http.StatusBadRequest, code: 50041, message: "Invalid API version"}
	errArchived     = &apiError{status: http.StatusBadRequest, code: 50083, message: "Thread is archived"}
	errJSON         = &apiError{
		status: http.StatusBadRequest, code: 50109,
		message: "The request body contains invalid JSON.",
	}
	errCut          = &apiError{message: "the connection ended within the request"}
	errThreadExists = &apiError{
		status: http.StatusBadRequest, code: 160004,
		message: "A thread has already been created for this message",
	}
	errLocked = &apiError{status: http.StatusBadRequest, code: 160005, message: "Thread is locked"}
)

// invalidForm is the answer to a request that breaks a rule.
func invalidForm(problems []problem) *apiError {
	return &apiError{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", problems: problems}
}

// body is the answer's JSON.
func (e *apiError) body() map[string]any {
	out := map[string]any{"code": e.code, "message": e.message}
	if len(e.problems) > 0 {
		out["errors"] = errorTree(e.problems)
	}
	return out
}

// errorTree nests problems by their paths, the leaves in "_errors".
func errorTree(problems []problem) map[string]any {
	root := map[string]any{}
	for _, p := range problems {
		node := root
		for _, key := range strings.FieldsFunc(p.path, func(r rune) bool { return r == '.' }) {
			next, ok := node[key].(map[string]any)
			if !ok {
				next = map[string]any{}
				node[key] = next
			}
			node = next
		}
		leaves, _ := node["_errors"].([]map[string]string)
		node["_errors"] = append(leaves, map[string]string{"code": p.code, "message": p.message})
	}
	return root
}
