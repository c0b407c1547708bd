package fr

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`guerre militair armee arme armes soldat troupe combat combattant offensive frappe bombard
		bombe
		missile roquette drone obus attaque attentat tue tues tuee morts blesse victime explos djihad
		jihad terror rebelle milice otage prisonnier cessez treve siege occup invasion envahi junte
		putsch coup_d nucleair sanction refugie deplace negociation paix casques embuscade massacre`),
	OtherRoots: text.Roots(`football match ligue championnat coupe joueur entraineur attaquant gardien tournoi
		tennis rugby olympi film acteur actrice chanteu album concert serie cinema bourse 
		dividende investisseur meteo temperature precipitation horoscope recette`),
}
