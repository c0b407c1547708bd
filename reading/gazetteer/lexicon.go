package gazetteer

import (
	"iter"
	"maps"
	"sync"

	"sitrep/text"
	"sitrep/text/lang"
)

// Class is a set of what the hand-written lexicon knows about a word or a phrase.
type Class uint32

// The classes. A word may be in several: Paris is a city and a given name, Jordan a country and a given name.
const (
	GivenName Class = 1 << iota
	NameParticle
	Honorific // stands before a person's name and outside of it: Mr, Gen., Sheikh
	Office    // a role's word: president, minister, spokesman
	CountryWord
	CityWord
	RegionWord
	Demonym
	OrgHead // begins an organisation's name: Ministry, University
	OrgTail // ends one: Party, Inc., Corporation
	placeHead
	PlaceTail // ends a place's name: River, Province, Airport
	Outlet
	ArmedGroup
	Organisation // known as a whole: NATO, Gazprom
	Calendar
	SpeechVerb
	LinkWord // may stand in lower case inside a name: of, and, bin
	Direction
	UnitTail // ends a military unit's name: Brigade, Battalion
	Weapon
	NamedUnit // a military unit with a name instead of a number
	Seat      // a building that stands for its institution: Kremlin, White House
)

// Known returns what the lexicon knows of a folded word or phrase (see [text.Fold]), words parted by single spaces.
func Known(entry string) Class { return lexicon()[entry] }

// Entries yields the lexicon.
func Entries() iter.Seq2[string, Class] { return maps.All(lexicon()) }

var lexicon = sync.OnceValue(buildLexicon)

func buildLexicon() map[string]Class {
	m := make(map[string]Class, 6000)
	mark := func(c Class, all iter.Seq[string]) {
		for w := range all {
			m[text.Fold(w)] |= c
		}
	}
	for _, l := range []struct {
		class Class
		list  string
	}{
		{GivenName, "given_names.txt"},
		{CountryWord, "countries.txt"},
		{CityWord, "cities.txt"},
		{RegionWord, "regions.txt"},
		{Demonym, "demonyms.txt"},
		{Outlet | Organisation, "outlets.txt"},
		{ArmedGroup | Organisation, "armed_groups.txt"},
		{Organisation, "organisations.txt"},
		{Weapon, "weapons.txt"},
		{NamedUnit, "units.txt"},
		{Seat, "seats.txt"},
	} {
		mark(l.class, words(l.list))
	}
	english := &lang.English.Names
	for c, phrases := range map[Class]map[string]bool{
		NameParticle: english.Particles,
		Honorific:    english.Honorifics,
		Office:       english.Offices,
		OrgHead:      english.OrgHeads,
		OrgTail:      english.OrgTails,
		placeHead:    english.PlaceHeads,
		PlaceTail:    english.PlaceTails,
		Calendar:     english.Calendar,
		SpeechVerb:   english.SpeechVerbs,
		LinkWord:     english.Links,
		Direction:    english.Directions,
		UnitTail:     english.UnitTails,
	} {
		mark(c, maps.Keys(phrases))
	}
	return m
}
