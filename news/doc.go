// Package news holds the words of Sitrep: what an outlet publishes, what reading finds in it, and what a reader is
// shown.
//
// Values flow in one direction. A [Source] publishes an [Article]; reading it gives a [Reading]: sentences, mentions of
// entities, statements, figures and places, all of them byte spans into the article's body. A [Story] gathers the
// articles about one running matter, a [Fact] gathers the sentences that say the same thing, each with the [Origin]
// that stands behind it. A [Development] is a fact that is new to somebody, a [Digest] is an ordered list of them, and
// a [Delivery] carries a digest to one channel.
//
// The package depends on the standard library only and touches nothing outside itself: no clock, no files, no network.
//
// All offsets are UTF-8 byte offsets [start,end). All times are UTC unless a field says otherwise.
package news
