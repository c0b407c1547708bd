package de

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`krieg militar armee waffe soldat truppe gefecht kampf kampfe offensive angriff angegriffen
		luftangriff luftschlag beschuss beschoss bombard bombe rakete drohne granate getotet tote toten
		verletzt verwundet opfer explosion dschihad terror rebell miliz geisel gefangene waffenruhe
		feuerpause belager besatz besetz invasion putsch atom nuklear sanktion fluchtling vertrieben
		verhandl frieden hinterhalt massaker flugabwehr`),
	OtherRoots: text.Roots(`fussball spiel liga meister pokal spieler trainer sturmer torwart turnier tennis
		handball olympi film schauspiel sanger album konzert serie kino borse aktie dividende anleger
		wetter temperatur regenschauer horoskop rezept`),
}
