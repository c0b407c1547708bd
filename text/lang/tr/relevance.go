package tr

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`savas asker ordu silah catisma saldiri bombardiman bomba fuze roket siha top_atisi oldur
		 yarali sehit kurban patlama cihat teror isyanci milis rehine esir ateskes kusatma
		isgal darbe nukleer yaptirim multeci muzakere baris pusu katliam hava_savunma`),
	OtherRoots: text.Roots(`futbol lig sampiyon kupa oyuncu teknik_direktor forvet kaleci turnuva tenis basketbol
		olimpiyat film aktor sarkici album konser dizi sinema borsa hisse temettu yatirimci hava_durumu
		sicaklik yagis burc tarif`),
}
