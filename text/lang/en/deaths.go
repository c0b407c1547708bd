package en

import "sitrep/text"

// The words that tell of somebody's death are written by hand from general knowledge.
var deaths = text.Deaths{
	Words: text.WordSet(`killed assassinated slain murdered martyred executed killing assassination murder execution
		martyrdom death died dies dead late funeral burial`),
	Killed: text.WordSet("killed assassinated slain murdered martyred executed"),
	Died:   text.WordSet("died dead dies"),
	Nouns:  text.WordSet("death assassination killing murder execution martyrdom funeral burial"),
	NounTails: text.WordSet("toll tolls threat threats squad squads sentence penalty row wish certificate " +
		"attempt plot"),
	Governs: text.WordSet("of by with for to from against near under like between alongside"),
	Ages:    text.WordSet("year years old aged month months"),
	Passive: text.WordSet("was were been is has had"),
	Between: text.WordSet("also later then himself herself finally already both"),
	Doubts: text.WordSet(`if whether unless would could might may denied denies deny denying denial rumour rumours rumor
		rumors rumoured rumored false falsely fake hoax alive survived attempted attempt plot plotted threatened
		threat threatens
		feared presumed believed reportedly allegedly alleged almost nearly unconfirmed conspiracy conspiring
		planned planning tried trying wanted failed accused predicted speculation speculated apparently`),
}
