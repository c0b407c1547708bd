package bot

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"

	"sitrep/news"
	"sitrep/wording"
)

// errorf is news.Errorf for what a user did.
func errorf(format string, args ...any) error { return news.Errorf(news.Invalid, format, args...) }

// wrap adds an operation to an error that may be nil.
func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}

// reference is an error that is shown as a number that also stands in the log.
type reference struct {
	ref string
	err error
}

func (e *reference) Error() string { return e.err.Error() }
func (e *reference) Unwrap() error { return e.err }

// newRef makes up a short reference.
func newRef() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails, says its documentation
	return hex.EncodeToString(b[:])
}

// messageOf is what a user reads about an error. It is the only place where errors become text for users.
func messageOf(err error, w *wording.Words) string {
	if ref, ok := errors.AsType[*reference](err); ok {
		return w.Say("Something went wrong (ref %s). Whoever runs this bot finds the cause in its log.", ref.ref)
	}
	if e, ok := errors.AsType[*news.Error](err); ok && e.Code != news.Internal {
		if told, ok := w.Told(e.Format, e.Args...); ok {
			return told
		}
		return e.Message
	}
	return w.Say("Something went wrong.")
}
