package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"sitrep/answer"
	"sitrep/digest"
	"sitrep/news"
	"sitrep/wording"
)

// evidenceCmd writes what stands behind a digest as a file to cite, and holds such a file against the database.
type evidenceCmd struct {
	Digest string `arg:"" optional:"" help:"The number of a digest that was delivered (default: one composed now)."`
	Topic  string `help:"Of one composed now: topic, by slug or name." placeholder:"TOPIC"`
	Since  string `help:"Of one composed now: its beginning, as for digest." placeholder:"WHEN"`
	Until  string `help:"Of one composed now: its end, as for digest." placeholder:"WHEN"`
	Zone   string `help:"Time zone of --since and --until, as an IANA name." placeholder:"ZONE"`
	Server string `help:"As this Discord server sees it, with what its own feeds bring." placeholder:"ID"`
	Verify string `help:"Check such a file: every hash, address and time. - is standard input." placeholder:"FILE"`
}

// Run writes a pack, or verifies one.
func (c *evidenceCmd) Run(ctx context.Context, e *env) error {
	if c.Verify != "" && c.Digest+c.Topic+c.Since+c.Until != "" {
		return usagef("--verify checks a file and makes none: it takes no digest")
	}
	a, err := e.open(ctx)
	if err != nil {
		return err
	}
	defer a.close()
	ctx = news.SeenBy(ctx, c.Server)
	if c.Verify != "" {
		return c.verify(ctx, a)
	}
	d, err := c.digest(ctx, a)
	if err != nil {
		return err
	}
	now := e.now()
	p, err := answer.NewDigests(a.db, a.composer.Compose).Pack(ctx, a.db, d, now, now)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(p)
}

// digest is the one that the command line names.
func (c *evidenceCmd) digest(ctx context.Context, a *program) (news.Digest, error) {
	if c.Digest != "" {
		id, err := listNumber(c.Digest)
		if err != nil {
			return news.Digest{}, err
		}
		return a.db.Digest(ctx, id)
	}
	r := digest.Request{Topic: c.Topic, Zone: c.Zone}
	if r.Zone == "" {
		r.Zone = a.config.Digest.Zone
	}
	var err error
	if r.Since, r.Until, err = parseWindow(c.Since, c.Until, r.Zone, a.now()); err != nil {
		return news.Digest{}, err
	}
	return a.composer.Compose(ctx, r)
}

// maxPack bounds a file that is verified, in bytes.
const maxPack = 64 << 20

// verify holds a file against the database, and fails unless all of it is as it says.
func (c *evidenceCmd) verify(ctx context.Context, a *program) error {
	in := a.stdin
	if c.Verify != "-" {
		f, err := os.Open(c.Verify)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPack))
	if err != nil {
		return err
	}
	var p news.EvidencePack
	if err := json.Unmarshal(data, &p); err != nil {
		return news.Errorf(news.Invalid, "%s is no evidence pack: %w", c.Verify, err)
	}
	proof, err := answer.Prove(ctx, a.db, p)
	if err != nil {
		return err
	}
	for _, line := range proof.Wrong {
		fmt.Fprintln(a.stdout, wording.Printable("✗ "+line))
	}
	said := fmt.Sprintf("%s and %s are as stored", wording.Plural(proof.Articles, "article"),
		wording.Plural(proof.Spans, "span"))
	if proof.Forgotten > 0 {
		said += fmt.Sprintf("; of %s the whole text is kept no longer, and its hash is",
			wording.Plural(proof.Forgotten, "article"))
	}
	fmt.Fprintln(a.stdout, said)
	if len(proof.Wrong) > 0 {
		return errors.New("the file does not say what is stored")
	}
	return nil
}
