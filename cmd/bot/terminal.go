package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// terminal returns the file behind w or r if it is a terminal.
func terminal(v any) (*os.File, bool) {
	f, ok := v.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// width is the columns of the terminal behind w, 80 if there is none, at most 100: longer lines read badly.
func width(w io.Writer) int {
	f, ok := terminal(w)
	if !ok {
		return 80
	}
	n, _, err := term.GetSize(int(f.Fd()))
	if err != nil || n <= 0 {
		return 80
	}
	return min(n, 100)
}

// colour reports whether w may be written in colour: a terminal, and NO_COLOR (no-color.org) unset or empty.
func (e *env) colour(w io.Writer) bool {
	_, ok := terminal(w)
	return ok && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
}

func (e *env) getenv(name string) string {
	for _, kv := range e.environ {
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			return v
		}
	}
	return ""
}

// progress is a line on a terminal that is rewritten as work goes on; in a pipe it is silent.
type progress struct {
	w    io.Writer
	on   bool
	last time.Time
	now  func() time.Time
}

func (e *env) progress() *progress {
	_, on := terminal(e.stderr)
	return &progress{w: e.stderr, on: on, now: e.now}
}

// show rewrites the line, at most ten times a second.
func (p *progress) show(format string, args ...any) {
	const pause = 100 * time.Millisecond
	if now := p.now(); p.on && now.Sub(p.last) >= pause {
		p.last = now
		fmt.Fprintf(p.w, "\r\x1b[K"+format, args...)
	}
}

// clear removes the line.
func (p *progress) clear() {
	if p.on && !p.last.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
