package news

// Belligerent is a side of armed conflicts: a state, an alliance, an armed group.
type Belligerent struct {
	Name    string   `toml:"name"`    // as readers see it: "Russia", "Houthis"
	Country string   `toml:"country"` // ISO 3166-1 alpha-2 of a state: whoever holds its offices speaks for it
	Names   []string `toml:"names"`   // what else it is called, with its bodies: "Kremlin", "Ansar Allah"
	People  []string `toml:"people"`  // who speaks for it whatever a sentence calls them
}

// ArmedConflict says which parties meet where. A state's word is a side's only where one of its conflicts is the
// matter.
type ArmedConflict struct {
	Name      string   `toml:"name"`
	Topic     string   `toml:"topic"`     // slug of the preset that follows it, "" if none does
	Countries []string `toml:"countries"` // where it is fought, ISO 3166-1 alpha-2
	Words     []string `toml:"words"`     // other names of where it is fought
	Sides     []string `toml:"sides"`     // names of the parties that fight
	Backers   []string `toml:"backers"`   // and of those who arm them, or fight beside them
}
