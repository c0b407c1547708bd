package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"sitrep/bot"
	"sitrep/bot/message"
	"sitrep/news"
)

// where is the channel that a command is asked in: only what is about a server's channels needs it.
type where struct {
	Guild   string `help:"The id of the server that the command is asked in." placeholder:"ID"`
	Channel string `help:"The id of the channel that it is asked in." placeholder:"ID"`
}

type askCmd struct {
	where
	Command []string `arg:"" help:"The slash command, as typed in Discord." passthrough:""`
	JSON    bool     `help:"The exact body that Discord would be sent."`

	Pictures string `help:"A folder to write the reply's files into, as Discord would be sent them." placeholder:"DIR"`
	Locale   string `help:"Whose language to answer in, as Discord has it: uk." placeholder:"LOCALE"`
}

// Run answers one slash command through the router that Discord's go through.
func (c *askCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	s := newSession(ctx, a, c.where)
	line := strings.Join(c.Command, " ")
	if rest, ok := strings.CutSuffix(line, " --json"); ok { // flags may stand behind the command, too
		line, c.JSON = rest, true
	}
	asker := s.asker()
	asker.Files, asker.Locale, asker.GuildLocale = c.Pictures != "", c.Locale, c.Locale
	reply, failure := s.router.Ask(ctx, asker, line)
	for _, f := range reply.Files {
		if err := os.WriteFile(filepath.Join(c.Pictures, filepath.Base(f.Name)), f.Data, 0o644); err != nil {
			return err
		}
	}
	if c.JSON {
		body, err := bot.ResponseBody(reply)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(e.stdout, "%s\n", body); err != nil {
			return err
		}
	} else if failure == nil {
		return bot.WriteText(e.stdout, reply, width(e.stdout), e.colour(e.stdout))
	} else if err := bot.WriteText(e.stderr, reply, width(e.stderr), e.colour(e.stderr)); err != nil {
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

type consoleCmd struct {
	where
}

// Run reads slash commands from standard input until it ends.
func (c *consoleCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	return newSession(ctx, a, c.where).console(ctx)
}

const consoleHelp = `Type slash commands as in Discord, for example /latest, /who witkoff, /help; a number presses ` +
	`that button.
Tab completes; a line that ends in ? lists the choices; Ctrl-D or exit ends.
`

// session is a conversation of whoever sits at this machine. It remembers the last reply's buttons.
type session struct {
	*program
	where
	router  *bot.Router // the one that Discord's commands go through, too
	screen  io.Writer
	buttons []message.Press
}

func newSession(ctx context.Context, p *program, at where) *session {
	client, err := p.client(ctx)
	if err != nil { // a name in poll.allow_private that cannot be looked up; answers need no network
		p.lg.WarnContext(ctx, "no feed can be added now", "error", err)
	}
	return &session{
		program: p, where: at, router: bot.NewRouter(p.lg, p.db, p.botOptions(client)), screen: p.stdout,
	}
}

// asker is whoever sits at this machine: they may do everything.
func (s *session) asker() bot.Request {
	return bot.Request{Local: true, Manager: true, Now: s.now(), Guild: s.Guild, Channel: s.Channel}
}

// console reads slash commands from the terminal, or line by line from a pipe.
func (s *session) console(ctx context.Context) error {
	if in, ok := terminal(s.stdin); ok {
		fmt.Fprintf(s.screen, "\n%s", consoleHelp)
		return s.interact(ctx, in)
	}
	return s.lines(ctx, bufio.NewScanner(s.stdin))
}

func (s *session) lines(ctx context.Context, sc *bufio.Scanner) error {
	for sc.Scan() && ctx.Err() == nil {
		if done, err := s.line(ctx, sc.Text()); done || err != nil {
			return err
		}
	}
	return errors.Join(sc.Err(), ctx.Err())
}

// line handles one line; it is done when the line says so.
func (s *session) line(ctx context.Context, line string) (done bool, err error) {
	line = strings.TrimSpace(line)
	switch {
	case line == "":
		return false, nil
	case line == "exit" || line == "quit":
		return true, nil
	case strings.HasSuffix(line, "?"):
		for _, c := range s.router.Complete(ctx, strings.TrimSuffix(line, "?")) {
			fmt.Fprintln(s.screen, "  "+c)
		}
		return false, nil
	}
	reply, err := s.answer(ctx, line)
	if err != nil {
		return false, err
	}
	if s.buttons = bot.Presses(reply); len(s.buttons) > 0 {
		labels := make([]string, len(s.buttons))
		for i, b := range s.buttons {
			labels[i] = fmt.Sprintf("%d %s", i+1, b.Label)
		}
		fmt.Fprintln(s.screen, "press: "+strings.Join(labels, " · "))
	}
	return false, nil
}

// answer prints the reply to a line, or to the button of that number. Only a failure to print, or the end, is an error.
func (s *session) answer(ctx context.Context, line string) (reply message.Reply, err error) {
	if n, number := strconv.Atoi(line); number == nil && n >= 1 && n <= len(s.buttons) {
		reply, err = s.router.Press(ctx, s.asker(), s.buttons[n-1].CustomID)
	} else {
		reply, err = s.router.Ask(ctx, s.asker(), line)
	}
	if err != nil && ctx.Err() != nil {
		return reply, ctx.Err()
	}
	return reply, bot.WriteText(s.screen, reply, width(s.screen), s.colour(s.screen))
}

// interact runs a line editor on the terminal, with history and completion.
func (s *session) interact(ctx context.Context, in *os.File) error {
	old, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return fmt.Errorf("set up the terminal: %w", err)
	}
	defer func() { _ = term.Restore(int(in.Fd()), old) }() // nothing is left to do if it fails
	editor := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, s.screen}, "sitrep> ")
	editor.AutoCompleteCallback = func(line string, pos int, key rune) (string, int, bool) {
		if key != '\t' || pos != len(line) {
			return "", 0, false
		}
		completed := common(s.router.Complete(ctx, line))
		return completed, len(completed), len(completed) > len(line)
	}
	s.screen = editor // in raw mode only the editor knows how to end a line
	for ctx.Err() == nil {
		line, err := editor.ReadLine()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if done, err := s.line(ctx, line); done || err != nil {
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
			_, n := utf8.DecodeLastRuneInString(p)
			p = p[:len(p)-n]
		}
	}
	return p
}
