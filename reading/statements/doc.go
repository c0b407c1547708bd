// Package statements reads who says what in an article, in which words and on whose authority.
//
// [Find] finds attributions: a cue ("said", "according to"), its source and what is said. It is a pure function of an
// article's body and of what was found in it before: sentences, and the mentions of entities. All spans are byte
// offsets into the body, on rune boundaries.
//
// A trained model finds cues, and the parts of each; rules mend what it leaves, and say what it all means:
//
//	attribute.go   cues and their parts, by the model
//	features.go    what the model looks at
//	quotation.go   a quotation that the model cuts short; "I lost everything," said Amal. "My house is gone."
//	utterance.go   "…," she yelled; Said Ellis: "…"; "…" — Oleh Marchuk
//	paragraph.go   quotations that run on over paragraphs
//	clause.go      "…, the agency reported Friday"; "vowed to destroy the bridge and demanded the release of all"
//	plain.go       "The Kremlin had confirmed that …"
//	speaker.go     who "he", "officials", "a spokesman for Netanyahu" are, and whether they have a name
//	outlet.go      "told Axios", "TASS, citing a source", "the Interfax news agency"
//	stance.go      denies, confirms, warns, promises, demands, claims; "allegedly", "some reports"
//	denial.go      what a denial denies
//	statements.go  all of it together
//	reading.go     what all of these read and mend
//	lexicon.go     the words that all of these look for, compiled from text/lang/en
//
// The rules are English, and the model has learnt from English newspapers.
package statements
