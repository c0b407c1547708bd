package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"sitrep/bot"
	"sitrep/bot/message"
	"sitrep/bot/rest"
	"sitrep/news"
	"sitrep/storage"
	"sitrep/wording"
)

// version is set at build time: -ldflags "-X main.version=1.2.3".
var version = "dev"

type versionCmd struct{}

// Run prints the version, and that of Go.
func (c *versionCmd) Run(e *env) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		info = &debug.BuildInfo{GoVersion: "unknown Go"}
	}
	_, err := fmt.Fprintf(e.stdout, "sitrep %s (%s)\n", version, info.GoVersion)
	return err
}

type migrateCmd struct{}

// Run brings the database forward; opening it for any other command does the same.
func (c *migrateCmd) Run(ctx context.Context, e *env) error {
	conf, err := e.load()
	if err != nil {
		return err
	}
	name, from, to, err := storage.Migrate(ctx, conf.Database.Location())
	if err != nil {
		return err
	}
	if from == to {
		fmt.Fprintf(e.stdout, "%s is at schema %d already\n", name, to)
	} else {
		fmt.Fprintf(e.stdout, "%s: schema %d → %d\n", name, from, to)
	}
	return nil
}

type moveCmd struct {
	From string `help:"The database to read: sqlite:FILE or postgres://…." placeholder:"DATABASE" required:""`
	To   string `help:"The empty one to fill, or the one to go on with." placeholder:"DATABASE" required:""`
}

// Run copies one database into another; stopped, it is gone on with by the same command.
func (c *moveCmd) Run(ctx context.Context, e *env) error {
	conf, err := e.load()
	if err != nil {
		return err
	}
	begun := map[string]bool{}
	told := func(table string, rows, of int64) {
		if !begun[table] || rows == of {
			fmt.Fprintf(e.stdout, "%s: %d of %d\n", table, rows, of)
		}
		begun[table] = true
	}
	from, to := strings.TrimPrefix(c.From, "sqlite:"), strings.TrimPrefix(c.To, "sqlite:")
	err = storage.Move(ctx, from, to,
		storage.Options{Now: e.now, Log: logger(e.stderr, conf.Log, e.quiet), Names: names, Lexicon: words}, told)
	if err != nil {
		return err
	}
	fmt.Fprintln(e.stdout, "moved, counted and checked")
	return nil
}

type backupCmd struct {
	File string `arg:"" help:"Where the copy goes; it must not exist yet."`
}

// Run copies the database while it may be in use.
func (c *backupCmd) Run(ctx context.Context, e *env) error {
	conf, err := e.load()
	if err != nil {
		return err
	}
	db, err := storage.Open(ctx, conf.Database.Location(),
		storage.Options{Now: e.now, Lexicon: words, Log: logger(e.stderr, conf.Log, e.quiet)})
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // the copy is made and verified, or has failed already
	if err := db.Backup(ctx, c.File); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s: copied and verified\n", c.File)
	return nil
}

type restoreCmd struct {
	File string `arg:"" help:"The backup; it stays where it is."`
}

// Run puts a backup in the place of the database, which nobody may have open.
func (c *restoreCmd) Run(ctx context.Context, e *env) error {
	conf, err := e.load()
	if err != nil {
		return err
	}
	path := conf.Database.Location()
	aside, err := storage.Restore(ctx, c.File, path,
		storage.Options{Now: e.now, Lexicon: words, Log: logger(e.stderr, conf.Log, e.quiet)})
	if aside != "" {
		fmt.Fprintf(e.stdout, "%s: what was there is kept as %s\n", path, aside)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s: restored from %s, verified\n", path, c.File)
	return nil
}

type checkCmd struct {
	Online bool `help:"Also ask Discord whether the token is good, and fetch every feed once."`
}

// Run checks what would stop Sitrep from running.
func (c *checkCmd) Run(ctx context.Context, e *env) error {
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	fmt.Fprintf(e.stdout, "configuration: good; %s, %s\n", wording.Plural(len(a.topics), "topic"),
		wording.Plural(len(feeds(a.config)), "feed"))
	if err := a.db.Check(ctx); err != nil {
		return err
	}
	s, err := a.db.Stats(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "database: good; %s, %s, %s\n", wording.Plural(s.Articles, "article"),
		wording.Plural(s.Facts, "fact"), wording.Plural(s.Stories, "story", "stories"))
	if err := a.printKept(ctx); err != nil {
		return err
	}
	if !a.config.Discord.Token.IsSet() {
		fmt.Fprintln(e.stdout, "discord: no token; set discord.token_file or SITREP_DISCORD_TOKEN")
	} else if id := applicationOf(a.config.Discord.Token.Reveal()); id != "" {
		fmt.Fprintf(e.stdout, "discord: to invite it to a server: %s\n", bot.InviteURL(id))
	}
	if !c.Online {
		return nil
	}
	return a.checkOnline(ctx)
}

// applicationOf is the id of the bot whose token it is, which stands in its first part; "" if that is no id. Of all but
// very old bots it is the application's, too.
func applicationOf(token string) string {
	first, _, _ := strings.Cut(token, ".")
	id, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(first, "="))
	if err != nil || !message.IsID(string(id)) {
		return ""
	}
	return string(id)
}

// checkOnline tries the token and every feed; all are tried, whatever fails.
func (p *program) checkOnline(ctx context.Context) error {
	failed := false
	if p.config.Discord.Token.IsSet() {
		if name, err := p.whoAmI(ctx); err != nil {
			failed = true
			fmt.Fprintf(p.stderr, "sitrep: discord: %s\n", oneLine(err))
		} else {
			fmt.Fprintf(p.stdout, "discord: the token is %s's\n", name)
		}
	}
	all, err := p.tryFeeds(ctx)
	if err != nil {
		return err
	}
	failed = p.writeTrials(all) || failed
	if failed {
		return errReported
	}
	return nil
}

// whoAmI asks Discord whose token the configured one is (Discord documentation, "Get Current User").
func (p *program) whoAmI(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	client, err := rest.New(p.lg, rest.Options{
		APIURL: p.config.Discord.APIURL, Token: p.config.Discord.Token.Reveal(), Version: version,
	})
	if err != nil {
		return "", err
	}
	var user struct{ Username string }
	err = client.Get(ctx, "/users/@me", &user)
	if e, ok := errors.AsType[*rest.Error](err); ok {
		return "", unchecked(e.Status)
	}
	if err != nil {
		return "", fmt.Errorf("ask Discord whose token this is: %w", err)
	}
	return user.Username, nil
}

// unchecked says what an answer of this status to the question for the token's owner means. Only a 401 is about the
// token (Discord documentation, "HTTP Response Codes").
func unchecked(status int) error {
	answer := fmt.Sprintf("%d %s", status, http.StatusText(status))
	switch {
	case status == http.StatusUnauthorized:
		return news.Errorf(news.Invalid,
			"the token is refused (%s): copy it again from the Developer Portal, Bot, Reset Token", answer)
	case status == http.StatusTooManyRequests || status >= http.StatusInternalServerError:
		return news.Errorf(news.Unavailable, "Discord is busy or down (%s): the token could not be checked; try again "+
			"later", answer)
	}
	return news.Errorf(news.Invalid, "the token could not be checked: whoever answers at discord.api_url says %s; "+
		"see that it is Discord's address and that nothing in between keeps this host out", answer)
}

type healthcheckCmd struct{}

// Run asks /healthz of the Sitrep that runs with this configuration.
func (c *healthcheckCmd) Run(ctx context.Context, e *env) error {
	conf, err := e.load()
	if err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(conf.Web.Listen)
	if err != nil {
		return usagef("web.listen is %q: the health check needs an address", conf.Web.Listen)
	}
	if ip := net.ParseIP(host); host == "" || (ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz",
		http.NoBody)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Timeout: 5 * time.Second}).Do(req)
	if err != nil {
		return news.Errorf(news.Unavailable, "no answer from %s: is Sitrep running? %w", req.URL, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return news.Errorf(news.Unavailable, "unhealthy: %s", resp.Status)
	}
	return nil
}
