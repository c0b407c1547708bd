package es

import "sitrep/text"

// relevance has how words begin.
var relevance = text.RelevanceWords{
	WarRoots: text.Roots(`guerra militar ejercito arma armas soldado tropa combat ofensiva bombarde bomba misil cohete
		dron ataque atentado mata mato matar muerto muert herid victima explos yihad terror rebelde
		milicia guerrill rehen prisioner tregua alto_el asedi ocupa invasion invad junta golpe nuclear
		sancion refugiad desplazad negociaci emboscada masacre cartel narco sicario`),
	OtherRoots: text.Roots(`futbol partido goles liga campeon copa jugador entrenador delantero portero torneo tenis
		baloncesto olimpi pelicula actor actriz cantante album concierto serie cine bolsa 
		dividendo inversor temperatur lluvia horoscopo receta`),
}
