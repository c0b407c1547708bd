// Command draw turns what Discord is sent into a page that looks like Discord, to be looked at in a browser, whose
// width decides between phone and desktop:
//
//	sitrep ask --json '/who witkoff' | go run ./internal/discordtest/draw > who.html
//	sitrep digest --format discord | go run ./internal/discordtest/draw -theme light > digest.html
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"sitrep/internal/discordtest"
)

func main() {
	theme := flag.String("theme", string(discordtest.Dark), "dark or light")
	flag.Parse()
	if err := draw(os.Stdin, os.Stdout, discordtest.Theme(*theme)); err != nil {
		fmt.Fprintln(os.Stderr, "draw:", err)
		os.Exit(1)
	}
}

// draw reads the JSON of a message or of an interaction's answer and writes the page.
func draw(in io.Reader, out io.Writer, theme discordtest.Theme) error {
	if theme != discordtest.Dark && theme != discordtest.Light {
		return fmt.Errorf("-theme %q is neither dark nor light", theme)
	}
	body, err := io.ReadAll(in)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	page, err := discordtest.HTML(body, theme)
	if err != nil {
		return err
	}
	_, err = out.Write(page)
	return err
}
