package it

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`guerra militar esercito arma armi soldat truppe combatt offensiva bombard bomba missil razzo
		razzi drone droni attacc attentat uccis uccide morti ferit vittim esplos jihad terror ribell
		milizi ostagg prigionier tregua cessate assedio occup invasion golpe nuclear sanzion rifugiat
		sfollat negoziat pace imboscata massacro raid`),
	OtherRoots: text.Roots(`calcio partita campionato serie_a coppa giocator allenator attaccant portier torneo tennis
		olimpi film attor attric cantant album concert cinema borsa dividend investitor meteo
		temperatur oroscopo ricetta`),
}
