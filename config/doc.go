// Package config reads Sitrep's configuration: one TOML file, every key optional, each overridable by an environment
// variable.
//
// A configuration is read in three layers, each over the one before: [Default], the file, the environment. Then its
// values are judged. All problems of a step are reported together, each with its file, line and column or with the name
// of its variable; nothing is ignored in silence.
//
// # Environment
//
// A key of a section is overridden by SITREP_SECTION_KEY in capitals: SITREP_POLL_MAX_INTERVAL=2h sets
// poll.max_interval. A list is given with commas (SITREP_CATALOGUE_ONLY=Reuters,BBC News) or as a TOML array in
// brackets. The lists of tables (sources, topics, subscriptions) are given whole, as a TOML array of inline tables:
// SITREP_SOURCES=[{name = "…"}]. A variable that is set to nothing sets the empty value. A variable that begins with
// the name of a section but names none of its keys is an error; other variables beginning with SITREP_ are not looked
// at.
//
// # Secrets
//
// A [Secret] prints as [redacted] wherever it is printed. Instead of a secret itself, the name of a file that holds it
// may be given (token_file for token), as container platforms provide them. To give both is an error, unless one comes
// from the environment and the other from the file: then the environment wins.
package config
