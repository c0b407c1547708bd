// Package message is what a message of Discord may hold. A [Reply] is a document that knows no medium; a [Renderer]
// turns it into messages of Components V2 or of embeds, cut into pages within Discord's limits, or into text for a
// terminal. Text enters a reply only through runs, and nothing but this package writes markdown, so whatever an article
// says reaches a reader as text and as nothing else.
package message
