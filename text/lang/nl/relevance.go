package nl

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`oorlog militair leger wapen soldaat soldaten troepen gevecht gevechten strijd offensief aanval
		aangevallen luchtaanval beschiet bombard bom bommen raket drone granaat gedood doden gewond
		slachtoffer explosie jihad terror rebel milities gijzel gevangene bestand staakt beleg bezet
		invasie coup kernwapen nucleair sanctie vluchteling ontheemd onderhandel vrede hinderlaag
		bloedbad`),
	OtherRoots: text.Roots(`voetbal wedstrijd doelpunt competitie kampioen beker speler trainer spits keeper toernooi
		tennis olympi film acteur actrice zanger album concert serie beurs aandeel dividend belegger
		 temperatuur horoscoop recept`),
}
