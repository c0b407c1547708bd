package ro

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`razboi militar armat arma arme soldat trup lupt ofensiv atac bombard bomb rachet dron obuz
		ucis
		ucid mort ranit victim explozi jihad teror rebel militi ostatic prizonier armistitiu incetarea
		asedi ocup invazi lovitur nuclear sanctiun refugiat negocier pace ambuscad masacru`),
	OtherRoots: text.Roots(`fotbal meci liga campion cupa jucator antrenor atacant portar turneu tenis olimpi film
		actor actrit cantaret album concert serial bursa dividend investitor meteo temperatur
		horoscop reteta`),
}
