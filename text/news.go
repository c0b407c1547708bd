package text

import "regexp"

// News are the words by which news is told apart from what surrounds it, and old news from new.
type News struct {
	Relevance   RelevanceWords
	Boilerplate BoilerplateWords
	Telling     TellingWords
	Sources     SourceWords
	Incidents   IncidentWords
	Background  BackgroundWords
	Days        DayWords
	Forms       FormWords
	Corrections CorrectionWords
}

type (
	// RelevanceWords judges articles, by stems. An armed conflict is named by its weapons, its acts, its people and its
	// diplomacy.
	RelevanceWords struct {
		Conflict map[string]bool // words of war
		Half     map[string]bool // peace has them too
		Theatres map[string]bool // and parties: an article about them is a war's diplomacy more often than not
		// sport, show business, markets and weather; also two words, a space between their stems
		Other   map[string]bool
		Streets map[string]bool // as written, behind a name that only names a street
		Shared  map[string]bool // of Conflict and Half, what those speak of as well
		Mild    map[string]bool // of Civic, what stands in news of every kind and counts half
		Loose   map[string]bool // of Other, what stands in news of every kind and counts half
		Scores  *regexp.Regexp  // the result of a match
		Civic   map[string]bool // affairs of state: they count where a topic's names stand beside them

		// For a language without a stemmer of its own, how words begin, folded; in scripts without spaces, words.
		WarRoots   []string
		OtherRoots []string
	}
	// BoilerplateWords tells what stands on a page and states nothing: extraction drops most of it by the page's
	// markup, but texts that arrive without markup still have it. The words tell at once where an expression, which is
	// slow, cannot match.
	BoilerplateWords struct {
		Openings   *regexp.Regexp // begin captions, pointers to other articles, notes on the text itself
		Labels     *regexp.Regexp // words of pages, not of articles
		LabelWords []string       // one of them is in whatever Labels matches
		Notes      *regexp.Regexp // remarks on the text or on a picture, not on the matter
		NoteWords  []string       // one of them is in whatever Notes matches
		Taken      *regexp.Regexp // the whole date, with weekday and year, that captions give and texts do not
		OwnVoice   *regexp.Regexp // a writer speaks of himself or to the reader
	}
	// FormWords tells by its title, and by the voice of its text, what sort of text an article is.
	FormWords struct {
		Comment   *regexp.Regexp
		Explainer *regexp.Regexp
		Live      *regexp.Regexp
		Personal  *regexp.Regexp // a title in somebody's own words about himself
		Beside    *regexp.Regexp // sport, shows, markets, schools, kin: what a war is seen from, not the war
		Adjunct   *regexp.Regexp // ends what stands before the circumstance of what a title tells: "… amid the"
		// How much it counts who acts, by words of titles and offices; of states and their organs, and of rulers.
		Prominent map[string]float64
		Urging    *regexp.Regexp // what a writer holds to be right or certain
		Reporting *regexp.Regexp // verbs of whoever passes on what others say
	}
	// TellingWords has words of how things are told, not of what is told, by stems, and forms of verbs.
	TellingWords struct {
		Dull    map[string]bool // in any sentence
		Stale   map[string]bool // in every dispatch about a conflict
		Past    map[string]bool // forms in the past
		Present map[string]bool // forms in the present
		Verbs   map[string]bool // stems of verbs whose form in -s is the present
	}
	// SourceWords has words about whoever says something.
	SourceWords struct {
		Pronouns   map[string]bool // name nobody
		Offices    map[string]bool // make a speaker of a nationality speak for the state
		Addresses  map[string]bool // before a name, and no part of it
		Indefinite map[string]bool // begin a description of somebody who is not named
		Unnamed    map[string]bool // heads of descriptions that fit many: "officials", "footage"
		Documents  map[string]bool // what is written or recorded, and by whom it does not say
		Behind     map[string]bool // end the head of a description: "residents of the town"
		State      map[string]bool // make "media" those of a state
		Headline   *regexp.Regexp  // a title that ends in whose word it is, with who that is
		Joining    map[string]bool // begin a clause of a title: who follows is not whose word it is
		Footage    *regexp.Regexp  // begins what pictures show, with whose they are
		Rumour     *regexp.Regexp  // sources by whom nobody stands
		Hearsay    *regexp.Regexp  // marks what nobody answers for
		Unlettered map[string]bool // give an abbreviation no letter
		Citing     *regexp.Regexp  // whom a sentence cites behind the outlet that it cites
		Sides      SideWords
	}
	// SideWords tells for which side of a war somebody speaks who is described ("the Sudanese army's spokesman"). Words
	// are folded and without a possessive s; hyphens part them.
	SideWords struct {
		Governing  map[string]bool // hold an office that a state gives in a part of its land
		Forces     map[string]bool // offices that mean a country's own where no country is named: the army
		Armed      map[string]bool // the same of armed groups: the rebels
		Bystanders map[string]bool // whoever is one speaks for no side, whatever the nationality: a doctor, a resident
		Neutral    map[string]bool // bodies that are of no side and of many nations, phrases
		Former     map[string]bool // no longer in office
		Backed     map[string]bool // behind the name of a backer: "Rwanda-backed"
		Run        map[string]bool // behind the name of whoever has the say: "Houthi-run"
		Apart      map[string]bool // behind a name that only says where: "rebel-held", "Ukraine-based"
		Aside      map[string]bool // prepositions before somebody else: "envoy to Israel"
		For        map[string]bool // may speak "for" somebody
		In         map[string]bool // rule "in" their capital
		Media      map[string]bool // speak for a state if they are its own
		State      map[string]bool // make media a state's own
		Fillers    map[string]bool // say nothing of who it is
		Groups     map[string]bool // what an armed group is called beside its name
	}
	// IncidentWords tells one incident from another.
	IncidentWords struct {
		Another    *regexp.Regexp  // beginnings that lead on to another incident
		Renewed    *regexp.Regexp  // tells that what happened happens once more
		Recounting *regexp.Regexp  // words of somebody who counts an incident again
		Regions    map[string]bool // kinds of places that are too large to tell events apart
		Anybody    map[string]bool // whoever was hurt, without saying who
		Denials    *regexp.Regexp  // words by which a sentence denies, no mere refusal
		Denied     *regexp.Regexp  // the same, with what is denied behind them
		Of         *regexp.Regexp  // speaks of somebody named before: "his death"
		TheClaim   *regexp.Regexp  // denials of what was just told
		Blame      *regexp.Regexp  // denials of having done what nobody denies: "denied any responsibility"
		Wounding   map[string]bool // verbs that hurt and do not kill
		Framed     *regexp.Regexp  // ends before the day on which something was said
		Aftermath  *regexp.Regexp  // introduces the clause that tells what happened, behind what somebody said about it
	}
	// CorrectionWords tells who takes back what he had said.
	CorrectionWords struct {
		Notice    *regexp.Regexp // begins a notice by which an outlet corrects itself
		Note      *regexp.Regexp // begins a note of any sort to the reader
		Withdraws *regexp.Regexp // takes a report, a claim or a statement back; the first group is who does, if a name
		Posts     *regexp.Regexp // ends what Withdraws finds: a post nobody has told of
		Corrects  *regexp.Regexp // says that what was said before was otherwise
		Verbs     []string       // one of them is in whatever Withdraws or Corrects matches, in lower case
		NotThis   *regexp.Regexp // ends before a number that is wrong: "13, not 31"
		Trifles   *regexp.Regexp // what is corrected is no news: a name, a caption
	}
	// BackgroundWords tells what is older than the news it stands beside.
	BackgroundWords struct {
		Year       *regexp.Regexp // names a year
		YearsAgo   *regexp.Regexp
		LeansBack  *regexp.Regexp // begins with what stands before it: is not understood alone
		ByTheWay   *regexp.Regexp // ends what stands before an act in a relative clause or before one that was over
		Toll       *regexp.Regexp // ends what stands before a number of dead in a relative clause
		Deaths     *regexp.Regexp // says that somebody died
		SaidBefore *regexp.Regexp // what somebody had said before
		Earlier    *regexp.Regexp
		Unchanged  *regexp.Regexp
		Preamble   *regexp.Regexp
		Weekday    *regexp.Regexp // names a weekday
		Customary  *regexp.Regexp // what goes on anyhow
		Origins    *regexp.Regexp // how a war began
	}
	// DayWords reads days that a sentence names.
	DayWords struct {
		MonthDay    *regexp.Regexp // a month and a day
		DayMonth    *regexp.Regexp // a day and a month
		MonthStarts []string       // how the names of the months begin, in order
	}
)
