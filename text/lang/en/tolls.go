package en

import "sitrep/text"

var tolls = text.Tolls{
	Killed: text.Harm{
		Verbs: text.WordSet(`
			killed killing kill kills murdered murdering murder murders slain massacred massacring assassinated
			assassinating assassinate slaughtered slaughtering executed executing execute beheaded beheading martyred
			slaying slew gunned claimed claiming hanged lynched eliminated eliminating electrocuted
		`),
		States: text.WordSet(`
			died die dies dying dead perished drowned lifeless deceased killed murdered slain massacred assassinated
			slaughtered executed beheaded martyred hanged lynched eliminated electrocuted succumbed
		`),
		Nouns: text.WordSet(`
			death deaths killing killings murder murders assassination assassinations massacre massacres slaying
			slayings execution executions slaughter loss bodies body corpses remains funeral funerals burial lives
			killers murderers assassins
		`),
		Counters: text.WordSet(`deaths fatalities dead bodies corpses lives fatality martyrs`),
		Phrases:  text.PhraseList(`burned alive, burnt alive, buried alive`),
		Objects:  text.PhraseList(`their lives, their life`),
	},
	Injured: text.Harm{
		Verbs: text.WordSet(`
			injured injuring injure injures wounded wounding wound wounds hurt hurting maimed maiming hospitalised
			hospitalized
		`),
		States:   text.WordSet(`injured wounded hurt maimed hospitalised hospitalized`),
		Nouns:    text.WordSet(`injuries injury wounding wounds`),
		Counters: text.WordSet(`injuries wounded injured`),
		Phrases: text.PhraseList(`
			treated for injuries, treated for wounds, treated for burns, treated for shrapnel wounds, suffered
			injuries, suffered wounds, suffered burns, suffered shrapnel wounds, suffered serious injuries, sustained
			injuries, sustained wounds, sustained burns, sustained serious injuries, taken to hospital, taken to
			hospitals, taken to the hospital, rushed to hospital, rushed to hospitals, brought to hospital, admitted to
			hospital, sent to hospital, in hospital with, fighting for their lives
		`),
		Objects: text.PhraseList(`
			to hospital, to hospitals, to the hospital, with injuries, with wounds, with burns, with serious injuries,
			with shrapnel wounds, with gunshot wounds, for gunshot wounds, for shrapnel wounds, for injuries,
			for wounds, for burns, for serious injuries, for smoke inhalation
		`),
	},
	Missing: text.Harm{
		States:   text.WordSet(`missing disappeared unaccounted`),
		Nouns:    text.WordSet(`disappearance disappearances`),
		Counters: text.WordSet(`missing disappearances`),
		Phrases: text.PhraseList(`
			unaccounted for, trapped under, trapped beneath, trapped in the rubble, trapped in rubble, trapped in
			the wreckage, buried under, buried beneath,
			under the rubble, beneath the rubble, under the debris
		`),
		Objects: text.PhraseList(`unaccounted for, under the rubble, beneath the rubble`),
	},
	Captured: text.Harm{
		Verbs: text.WordSet(`
			captured capturing capture captures kidnapped kidnapping abducted abducting abduct seized
		`),
		States:     text.WordSet(`captured kidnapped abducted hostage captive prisoner`),
		Nouns:      text.WordSet(`capture kidnapping kidnappings abduction abductions`),
		Conditions: text.WordSet(`hostages captives pows prisoners-of-war`),
		Phrases: text.PhraseList(`
			held by, held in, held hostage, held captive, held prisoner, held at, held against, in captivity, taken
			hostage, taken captive, taken prisoner, been held, being held
		`),
		Objects: text.PhraseList(`hostage, captive, prisoner, in captivity`),
	},
	Detained: text.Harm{
		Verbs: text.WordSet(`
			detained detaining detain detains arrested arresting arrest arrests imprisoned imprisoning jailed jailing
			rounded
		`),
		States:     text.WordSet(`detained arrested imprisoned jailed`),
		Nouns:      text.WordSet(`arrest arrests detention detentions imprisonment`),
		Conditions: text.WordSet(`arrests detainees`),
		Phrases:    text.PhraseList(`taken into custody, in custody, in detention, behind bars, under arrest`),
		Objects:    text.PhraseList(`in custody, into custody, in detention, behind bars, in jail, in prison`),
	},
	Displaced: text.Harm{
		Verbs:      text.WordSet(`displaced displacing displace displaces uprooted uprooting evacuated evacuating`),
		States:     text.WordSet(`displaced fled flee fleeing uprooted evacuated homeless`),
		Nouns:      text.WordSet(`displacement evacuation exodus`),
		Conditions: text.WordSet(`refugees evacuees`),
		Phrases: text.PhraseList(`
			left their homes, left their villages, lost their homes, made homeless, left homeless, abandoned their homes
		`),
		Objects: text.PhraseList(`homeless`),
	},
	Freed: text.Harm{
		Verbs: text.WordSet(`freed freeing free released releasing release releases exchanged exchanging ` +
			`swapped swapping`),
		States: text.WordSet(`freed released exchanged swapped repatriated`),
		Nouns:  text.WordSet(`release exchange swap`),
		Phrases: text.PhraseList(`
			set free, handed over, handed back, regained their freedom, walked free, been let go, were let go,
			allowed to
			leave
		`),
		Objects: text.PhraseList(`free, home from captivity`),
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
		adults youth youths clergymen nuns maids miners miner pilgrims worshippers mourners shoppers monks monk imams
		clerics lawyers engineers diplomats tourists foreigners locals evacuees survivors captives schoolchildren
		schoolgirls schoolboys toddlers newborns minors conscripts recruits reservists contractors mercenaries jihadists
		insurgents extremists operatives cadets servicewoman politicians activists mayors councillors lawmakers
		congregants spectators vendors traders fishermen herders shepherds labourers laborers prisoners-of-war pows
		jordanians egyptians lebanese qataris saudis emiratis turks kurds armenians azerbaijanis georgians pakistanis
		indians chinese nigerians ethiopians eritreans somalis kenyans congolese rwandans malians haitians venezuelans
		belarusians poles germans britons canadians koreans filipinos thais nepalis burmese rohingya iranians
	`),
	Deeds: text.WordSet(`
		strike strikes attack attacks raid raids airstrike airstrikes bombing bombings shelling explosion explosions
		blast blasts ambush ambushes clashes offensive crash shooting shootings massacre fighting violence bombardment
		collapse fire stampede earthquake
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
	Counts:    text.WordSet(`toll tally count number total figure`),
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
	Found: text.WordSet(`taken held shot feared believed presumed thought listed left lying living
		remain remains remained`),
	Adjacent: text.WordSet(`last this next past previous`),
	Dead:     text.WordSet(`dead death`),
	Captive:  text.WordSet(`prisoner hostage captive`),
	Released: text.WordSet(`
		released release releases releasing freed free freeing rescued rescue rescuing exchanged swapped returned
		recovered
	`),
	Died:    text.WordSet(`died die dies dying perished fled flee disappeared`),
	Perhaps: text.WordSet(`may might must could`),
	Infinitives: text.WordSet(`
		kill murder assassinate execute slay injure wound hurt capture kidnap abduct detain arrest displace evacuate
		free release exchange swap
	`),
	Clauses: text.WordSet(`and but while as because although though if unless`),
	Driven:  text.WordSet(`forced driven drove forcing driving pushed expelled chased uprooted`),
	Homes:   text.WordSet(`home homes house houses village villages town towns city country land`),
	Leave:   text.WordSet(`flee leave evacuate abandon`),
	Bringing: text.WordSet(`bringing brings brought bring taking takes took raising raises raised pushing ` +
		`pushed pushes`),

	Tolls:      text.WordSet(`toll`),
	Deaths:     text.WordSet(`death deaths fatality`),
	Casualties: text.WordSet(`casualty casualties`),
	Rising: text.WordSet(`
		rose rise rises risen rising climbed climb climbs climbing jumped jumps jumping grew grown grows growing
		increased
		increases increasing surged surges soared soars mounted mounts ticked edged inched shot swelled swells went gone
		moved raised raises raising brought brings bringing bring takes took taken taking pushed pushes pushing lowered
		lowers lowering revised revises revising cut cuts cutting reduced corrected updated doubled doubles tripled
		trebled quadrupled fell falls fallen dropped came comes amounted amounts up down
	`),
	Put: text.WordSet(`
		put puts putting stood stands standing stand estimated estimates estimating placed places placing gave given
		remained remains set sets kept left
	`),
	Reached: text.WordSet(`
		reached reaches reaching hit hits hitting passed passes pass passing exceeded exceeds exceeding topped tops
		topping
		surpassed surpasses crossed crosses neared nears approached totalled totaled totals numbered numbers is was
		are were
		be been
	`),
	InAll: text.PhraseList(`
		in all, in total, all told, altogether, overall, to date, so far in all
	`),
	Added:   text.WordSet(`more another further additional`),
	Earlier: text.WordSet(`earlier initial previous prior preliminary old first last`),
	Lost:    text.WordSet(`lost lose loses losing gave give met meet cost costs costing`),
	Lives:   text.WordSet(`lives life deaths death`),
	Fallen: text.WordSet(`
		men soldiers soldier troops fighters fighter servicemen marines marine guards policemen officers officer
		comrades sailors paratroopers militants rebels militiamen recruits conscripts personnel
	`),
	Losing: text.WordSet(`lost losing lose loses`),
	Handing: text.WordSet(`
		handed hand hands handing returned return returns returning repatriated repatriate repatriates repatriating
		repatriation exchanged exchange exchanges exchanging swapped swap transferred transfer transfers handover
	`),
	Bodies:  text.WordSet(`bodies body remains corpses`),
	Holding: text.WordSet(`took take takes taking taken hold holds held holding capture captured captures seized`),
	Held:    text.WordSet(`prisoners captives hostages pows`),
	Passing: text.WordSet(`got reached reach hit struck landed fell penetrated evaded breached crashed made slipped`),
	Counting: text.WordSet(`
		put puts counted counts documented documents recorded records tallied tallies gave gives registered registers
		lowered lowers revised revises confirmed confirms verified verifies reported reports
	`),
	All:           text.WordSet(`all both each`),
	After:         text.WordSet(`after since following`),
	Subordinating: text.WordSet(`after before since until`),
	Stopped:       text.WordSet(`stopped brought`),
}

var units = text.Units{
	Drones: text.WordSet(`
		drone drones uav uavs shahed shaheds geran gerans quadcopter quadcopters unmanned kamikaze
	`),
	Missiles: text.WordSet(`missile missiles rocket rockets iskander iskanders kalibr kalibrs kinzhal kinzhals`),
	Shells:   text.WordSet(`shell shells projectile projectiles mortars`),
	Vehicles: text.WordSet(`
		vehicles tanks trucks lorries cars buses minibuses ambulances jeeps pickups carriers apcs ifvs
		locomotives motorcycles
	`),
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
		since, so far this, this year, last year, this month, last month, in the past year, over the past year, in the
		past month, over the past month, since the beginning, since the start
	`),
	Long:   text.WordSet(`war conflict invasion insurgency uprising genocide`),
	Within: text.WordSet(`in during of from over throughout by`),
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
