package en

import "sitrep/text"

var tolls = text.Tolls{
	Killed: text.Harm{
		Verbs: text.WordSet(`
			killed killing kill kills murdered murdering murder murders slain massacred massacring assassinated
			assassinating assassinate slaughtered slaughtering executed executing execute beheaded beheading martyred
			slaying slew gunned claimed claiming
		`),
		States: text.WordSet(`
			died die dies dying dead perished drowned lifeless deceased killed murdered slain massacred assassinated
			slaughtered executed beheaded martyred
		`),
		Nouns: text.WordSet(`
			death deaths killing killings murder murders assassination assassinations massacre massacres slaying
			slayings execution executions slaughter loss bodies body corpses remains funeral funerals burial lives
			killers murderers assassins
		`),
		Counters: text.WordSet(`deaths fatalities dead bodies corpses lives fatality martyrs`),
	},
	Injured: text.Harm{
		Verbs: text.WordSet(`
			injured injuring injure injures wounded wounding wound wounds hurt hurting maimed maiming hospitalised
			hospitalized
		`),
		States:   text.WordSet(`injured wounded hurt maimed hospitalised hospitalized`),
		Nouns:    text.WordSet(`injuries injury wounding wounds`),
		Counters: text.WordSet(`injuries wounded injured`),
	},
	Missing: text.Harm{
		States:   text.WordSet(`missing disappeared unaccounted`),
		Nouns:    text.WordSet(`disappearance disappearances`),
		Counters: text.WordSet(`missing disappearances`),
	},
	Captured: text.Harm{
		Verbs: text.WordSet(`
			captured capturing capture captures kidnapped kidnapping abducted abducting abduct seized
		`),
		States:     text.WordSet(`captured kidnapped abducted hostage captive prisoner`),
		Nouns:      text.WordSet(`capture kidnapping kidnappings abduction abductions`),
		Conditions: text.WordSet(`hostages captives pows prisoners-of-war`),
	},
	Detained: text.Harm{
		Verbs: text.WordSet(`
			detained detaining detain detains arrested arresting arrest arrests imprisoned imprisoning jailed jailing
			rounded
		`),
		States:     text.WordSet(`detained arrested imprisoned jailed`),
		Nouns:      text.WordSet(`arrest arrests detention detentions imprisonment`),
		Conditions: text.WordSet(`arrests detainees`),
	},
	Displaced: text.Harm{
		Verbs:      text.WordSet(`displaced displacing displace displaces uprooted uprooting evacuated evacuating`),
		States:     text.WordSet(`displaced fled flee fleeing uprooted evacuated homeless`),
		Nouns:      text.WordSet(`displacement evacuation exodus`),
		Conditions: text.WordSet(`refugees evacuees`),
	},

	Along: text.WordSet(`along together`),
	Things: text.WordSet(`
		village villages town towns settlement settlements city cities tank tanks vehicle vehicles car cars house
		houses home homes building buildings position positions hectare hectares aircraft plane planes helicopter
		helicopters ship ships boat boats vessel vessels attack attacks strike strikes raid raids airstrikes bombing
		bombings shooting shootings ambush ambushes offensive clashes explosion explosions blast blasts bomb bombs
		time times case cases incident incidents point points dollar dollars percent school schools hospital hospitals
		church churches bridge bridges apartment apartments store stores shop shops bank banks country countries state
		states province provinces district districts department departments region regions area areas weapon weapons
		rifle rifles gun guns round rounds cartridges grenades meeting meetings election elections vote votes seat
		seats shot shots bullet bullets company companies firm firms unit units system systems job jobs step steps
		page pages front fronts launcher launchers truck trucks bus buses train trains tower towers pylons poles votes
		article articles group groups organization organizations organisation organisations part parts place places
		side sides way ways thing things kind kinds type types year-old casualties
	`),
	Persons: text.WordSet(`
		people person persons civilian civilians man men woman women child children boy boys girl girls baby babies
		infant infants teenager teenagers soldier soldiers troops serviceman servicemen servicewomen policeman
		policemen officer officers police guard guards fighter fighters militant militants gunman gunmen rebel rebels
		insurgent insurgents terrorist terrorists guerrilla guerrillas member members worker workers employee
		employees journalist journalists reporter reporters resident residents villager villagers citizen citizens
		national nationals student students pupil pupils teacher teachers doctor doctors medic medics nurse nurses
		patient patients passenger passengers priest priests jesuit jesuits peasant peasants farmer farmers official
		officials leader leaders judge judges victim victims hostages bodyguard bodyguards prisoner prisoners refugee
		refugees migrant migrants others individual individuals human humans father mother son daughter brother
		brothers sister sisters family families relative relatives crew pilot pilots sailor sailors marine marines
		paratroopers commander commanders general generals volunteer volunteers aid-worker peacekeeper peacekeepers
		protester protesters demonstrator demonstrators bystander bystanders personnel staff driver drivers americans
		israelis palestinians ukrainians russians syrians gazans iraqis afghans lebanese sudanese yemenis colombians
		peruvians salvadorans inhabitants personalities lives wounded injured dead rescuers newsmen patrolmen crewmen
		seamen guardsmen militiamen missionaries missionary firefighters paramedics suspects detainees elderly adult
		adults youth youths clergymen nuns maids
	`),
	Square: text.WordSet(`square sq sq.`),
	Ago:    text.WordSet(`ago old earlier later before`),
	More: text.WordSet(`
		more other others another additional further the these those its their his her our of them
	`),
	Articles:  text.WordSet(`the another a an its their his her these those also further additional other some`),
	Be:        text.WordSet(`is are was were be been being got get 's`),
	Including: text.WordSet(`including include includes included among`),
	And:       text.WordSet(`and or , & plus`),
	Counts:    text.WordSet(`toll tally count number total`),
	Reaches: text.WordSet(`
		to at is was stands stood reached reaches hit hits rose rises risen climbs climbed surpassed passed exceeded
		exceeds topped topping crossed crosses of
	`),
	Down: text.WordSet(`
		down downed downing intercepted intercepting intercept destroyed destroying destroy neutralised neutralized
		suppressed repelled shot-down jammed thwarted
	`),
	Shot:      text.WordSet(`shot shoot shooting brought brings bring took taken`),
	Them:      text.WordSet(`them whom which`),
	Elsewhere: text.WordSet(`where when`),
	Reckoned:  text.WordSet(`confirmed reported feared believed presumed listed counted registered thought`),
	Found:     text.WordSet(`taken held shot feared believed presumed thought listed left lying living`),
	Adjacent:  text.WordSet(`last this next past previous`),
	Dead:      text.WordSet(`dead death`),
	Captive:   text.WordSet(`prisoner hostage captive`),
	Released: text.WordSet(`
		released release releases releasing freed free freeing rescued rescue rescuing exchanged swapped returned
		recovered
	`),
	Died:    text.WordSet(`died die dies dying perished fled flee disappeared`),
	Perhaps: text.WordSet(`may might must could`),
	Infinitives: text.WordSet(`
		kill murder assassinate execute slay injure wound hurt capture kidnap abduct detain arrest displace evacuate
	`),
	Clauses:  text.WordSet(`and but while as because although though if unless`),
	Driven:   text.WordSet(`forced driven drove forcing driving pushed expelled chased uprooted`),
	Homes:    text.WordSet(`home homes house houses village villages town towns city country land`),
	Leave:    text.WordSet(`flee leave evacuate abandon`),
	Bringing: text.WordSet(`bringing brings brought taking raising`),
}

var units = text.Units{
	Drones: text.WordSet(`
		drone drones uav uavs shahed shaheds geran gerans quadcopter quadcopters unmanned kamikaze
	`),
	Missiles: text.WordSet(`missile missiles rocket rockets iskander iskanders kalibr kalibrs kinzhal kinzhals`),
	Shells:   text.WordSet(`shell shells projectile projectiles mortars`),
	Money: map[string]string{
		"dollar": "USD", "dollars": "USD", "usd": "USD",
		"euro": "EUR", "euros": "EUR", "eur": "EUR",
		"pound-sterling": "GBP", "gbp": "GBP",
		"hryvnia": "UAH", "hryvnias": "UAH", "hryvnya": "UAH", "uah": "UAH",
		"ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB", "rub": "RUB",
		"shekel": "ILS", "shekels": "ILS",
	},
	Areas: map[string]string{
		"hectare": "ha", "hectares": "ha",
		"acre": "acre", "acres": "acre",
		"km2": "km2", "km²": "km2", "sqkm": "km2",
	},
	Distances: map[string]string{
		"km": "km", "kilometer": "km", "kilometers": "km", "kilometre": "km", "kilometres": "km", "kms": "km",
		"mile": "mi", "miles": "mi",
		"meter": "m", "meters": "m", "metre": "m", "metres": "m",
		"foot": "ft", "feet": "ft",
	},
	Durations: map[string]string{
		"hour": "h", "hours": "h",
		"minute": "min", "minutes": "min",
		"day": "d", "days": "d",
		"week": "wk", "weeks": "wk",
		"month": "mo", "months": "mo",
		"year": "y", "years": "y",
	},
}

var periods = text.Periods{
	Starts: text.PhraseList(`
		overnight, since, so far this, so far, in the past, in the last, over the past, over the last, during the
		past, during the last, over the weekend, this year, this week, this month, last year, last week, last month,
		last night, yesterday, on Monday, on Tuesday, on Wednesday, on Thursday, on Friday, on Saturday, on Sunday,
		early Monday, early Tuesday, early Wednesday, early Thursday, early Friday, early Saturday, early Sunday, late
		Monday, late Tuesday, late Wednesday, late Thursday, late Friday, late Saturday, late Sunday, Monday, Tuesday,
		Wednesday, Thursday, Friday, Saturday, Sunday, today, earlier today, within 24 hours, in the previous 24
		hours, in 24 hours
	`),
	Running: text.PhraseList(`
		since, so far this, this year, so far, in the past year, over the past year, in total, altogether, in all,
		since the beginning, since the start
	`),
	Wars: text.WordSet(`
		war invasion conflict start beginning outbreak offensive uprising revolution ceasefire truce coup
	`),
	Spans:  text.WordSet(`hours hour days day weeks week months month years year decade decades night weekend`),
	Before: text.WordSet(`on in`),
	Early:  text.WordSet(`early late mid`),
	Saying: text.WordSet(`in a an statement reporters interview journalists briefing on late early the`),
}

var places = text.Places{
	Visiting: text.WordSet(`speaking meeting visiting arriving talking addressing`),
	Directions: text.WordSet(`
		north south east west northeast northwest southeast southwest outskirts outside suburb
	`),
	Fled: text.WordSet(`fled flee fleeing left leaving`),
	At:   text.WordSet(`in on at across inside over`),
	Near: text.WordSet(`near outside around`),
}
