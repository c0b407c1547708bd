package pt

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`guerra militar exercito arma armas soldado tropa combat ofensiva bombarde bomba missil foguete
		drone ataque atentado mata matou morto mort ferid vitima explos jihad terror rebelde milicia
		guerrilh refem prisioneir tregua cessar cerco ocupa invasao invad golpe nuclear sanc refugiad
		deslocad negociac paz emboscada massacre`),
	OtherRoots: text.Roots(`futebol jogo golos liga campeon copa jogador treinador atacante goleiro torneio tenis
		basquete olimpi filme ator atriz cantor album show serie cinema bolsa dividendo
		investidor clima temperatura chuva horoscopo receita`),
}
