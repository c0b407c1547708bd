package news

import (
	"errors"
	"fmt"
)

// Code classifies an [Error] for whoever has to react to it.
type Code string

// The codes. Everything without a code is internal: logged once, and shown to strangers as "Something went wrong".
const (
	Invalid     Code = "invalid"     // the caller's input is wrong; the message says what to do
	NotFound    Code = "not found"   // what was asked for does not exist
	Conflict    Code = "conflict"    // it exists already, or somebody else holds it
	Unavailable Code = "unavailable" // try again later: locked, offline, full
	Internal    Code = "internal"
)

// Error is an error that may be shown to a user as it stands: Message is one line that says what is wrong and what to
// do.
type Error struct {
	Code    Code
	Message string
	Err     error // the cause, for the log; may be nil

	// What Message was made of by [Errorf], for whoever says it in another language; "" for one that was not.
	Format string
	Args   []any
}

func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errorf builds an *Error. Like fmt.Errorf it understands %w: the wrapped error becomes the cause.
func Errorf(code Code, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Err: errors.Unwrap(err), Format: format, Args: args}
}

// ErrorCode returns the code of the first *Error in err's chain, Internal for any other error and "" for nil.
func ErrorCode(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}
