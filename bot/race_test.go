//go:build race

package bot

import "flag"

// The race detector makes rendering ten times slower: fewer random replies are rendered unless -rapid.checks says how
// many.
func init() {
	if err := flag.Set("rapid.checks", "15"); err != nil {
		panic(err)
	}
}
