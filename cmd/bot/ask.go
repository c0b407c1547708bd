package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"sitrep/bot"
	"sitrep/news"
)

type askCmd struct {
	Command []string `arg:"" help:"The slash command, as typed in Discord." passthrough:""`
	JSON    bool     `help:"The exact body that Discord would be sent."`
}

// Run answers one slash command through the router that Discord's go through.
func (c *askCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	line := strings.Join(c.Command, " ")
	if rest, ok := strings.CutSuffix(line, " --json"); ok { // flags may stand behind the command, too
		line, c.JSON = rest, true
	}
	reply, failure := a.router(e).Ask(ctx, a.asker(e), line)
	if c.JSON {
		body, err := bot.ResponseBody(reply)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(e.stdout, "%s\n", body); err != nil {
			return err
		}
	} else if failure == nil {
		return reply.Text(e.stdout, width(e.stdout), e.colour(e.stdout))
	} else if err := reply.Text(e.stderr, width(e.stderr), e.colour(e.stderr)); err != nil {
		return err
	}
	if failure == nil {
		return nil
	}
	if news.ErrorCode(failure) == news.Invalid {
		return &usageError{errReported}
	}
	return errReported
}

type consoleCmd struct{}

// Run reads slash commands from standard input until it ends.
func (c *consoleCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	return a.console(ctx, e)
}

func (a *app) router(e *env) *bot.Router {
	return bot.NewRouter(a.lg, a.db, a.botOptions(e))
}

// asker is whoever sits at this machine: they may do everything.
func (a *app) asker(e *env) bot.Request {
	return bot.Request{Local: true, Manager: true, Now: e.now()}
}

// answer prints the reply to one line. Only a failure to print is an error.
func (a *app) answer(ctx context.Context, e *env, line string) error {
	reply, err := a.router(e).Ask(ctx, a.asker(e), line)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return reply.Text(e.stdout, width(e.stdout), e.colour(e.stdout))
}

const consoleHelp = `Type slash commands as in Discord, for example /latest, /who witkoff, /help.
Tab completes; a line that ends in ? lists the choices; Ctrl-D or exit ends.
`

// console reads slash commands from the terminal, or line by line from a pipe.
func (a *app) console(ctx context.Context, e *env) error {
	in, ok := terminal(e.stdin)
	if !ok {
		return a.lines(ctx, e, bufio.NewScanner(e.stdin))
	}
	fmt.Fprintf(e.stdout, "\n%s", consoleHelp)
	return a.interact(ctx, e, in)
}

func (a *app) lines(ctx context.Context, e *env, sc *bufio.Scanner) error {
	for sc.Scan() && ctx.Err() == nil {
		if done, err := a.line(ctx, e, sc.Text()); done || err != nil {
			return err
		}
	}
	return errors.Join(sc.Err(), ctx.Err())
}

// line handles one line of the console; it is done when the line says so.
func (a *app) line(ctx context.Context, e *env, s string) (done bool, err error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return false, nil
	case s == "exit" || s == "quit":
		return true, nil
	case strings.HasSuffix(s, "?"):
		for _, c := range a.router(e).Complete(strings.TrimSuffix(s, "?")) {
			fmt.Fprintln(e.stdout, "  "+c)
		}
		return false, nil
	}
	return false, a.answer(ctx, e, s)
}

// interact runs a line editor on the terminal, with history and completion.
func (a *app) interact(ctx context.Context, e *env, in *os.File) error {
	old, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return fmt.Errorf("set up the terminal: %w", err)
	}
	defer func() { _ = term.Restore(int(in.Fd()), old) }() // nothing is left to do if it fails
	screen := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, e.stdout}, "sitrep> ")
	router := a.router(e)
	screen.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' || pos != len(line) {
			return "", 0, false
		}
		completed := common(router.Complete(line))
		return completed, len(completed), len(completed) > len(line)
	}
	raw := *e
	raw.stdout = screen // in raw mode only the editor knows how to end a line
	for ctx.Err() == nil {
		line, err := screen.ReadLine()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if done, err := a.line(ctx, &raw, line); done || err != nil {
			return err
		}
	}
	return ctx.Err()
}

// common is the longest prefix of all.
func common(all []string) string {
	if len(all) == 0 {
		return ""
	}
	p := all[0]
	for _, s := range all[1:] {
		for !strings.HasPrefix(s, p) {
			p = p[:len(p)-1]
		}
	}
	return p
}
