package pl

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`wojn wojsk arm bron zolnierz oddzial walk ofensyw atak zaatakow nalot ostrzal bombard bomb
		rakiet pocisk dron granat zabit zgin ofiar rann eksploz wybuch dzihad terror rebeliant bojown
		milicj zakladnik jeniec jency rozejm zawieszen obleze okup inwazj zamach nuklear sankcj uchodz
		negocjac pokoj zasadzk masakr`),
	OtherRoots: text.Roots(`pilka pilkar mecz bramk liga mistrz puchar zawodnik trener napastnik bramkarz turniej tenis
		siatkow olimp film aktor piosenkar album koncert serial gield dywidend inwestor pogod
		temperatur horoskop przepis`),
}
