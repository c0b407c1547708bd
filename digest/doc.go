// Package digest chooses, orders and words what a reader is shown, and knows when a digest is due.
//
// [Compose] is a pure function from the facts of a window to a [news.Digest]; [Text], [Markdown] and [HTML] are its
// plain forms. [Runner] composes what is due and commits it together with its delivery. Nothing here knows Discord.
package digest
