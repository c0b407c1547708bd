package en

import (
	"regexp"
	"strings"

	"github.com/blevesearch/snowballstem/english"

	"sitrep/text"
)

var news = text.News{
	Relevance: text.RelevanceWords{
		Conflict: stemmed(`airstrike strike struck missile rocket drone shell shelling artillery bombard bombardment
			bomb bombing warhead ballistic shahed uav troop troops soldier military army brigade battalion frontline
			offensive counteroffensive invade invasion occupy occupation annex annexation siege besiege besieged
			ceasefire truce armistice hostage prisoner captive captivity militia militiaman militiamen militant
			insurgent insurgency rebel rebellion fighter gunman gunmen jihadist jihad terrorist terrorism terror
			guerrilla combat casualty casualties wound wounded civilian war warfare warship warplane warring tank
			howitzer ammunition munitions mine landmine sniper mercenary paramilitary coup putsch mutiny junta
			genocide massacre atrocity airspace intercept interceptor demilitarise demilitarize mobilise mobilize
			mobilisation mobilization conscript conscription hezbollah hamas houthi isil isis taliban wagner idf
			rsf encircle encirclement blockade peacekeeper peacekeeping assassinate assassination behead beheading
			ambush ambushed incursion sabotage saboteur detonate grenade mortar gunfire separatist extremist
			torpedo frigate destroyer battlefield battle battleground armoured armored airbase airfield fighting
			shabaab shebab qaeda qaida pkk ypg m23 jnim fano irgc rocketfire battlefront gunships gunship
			submarine navy naval airdrop disarm disarmament demobilise demobilize ransack uprising overrun
			counterattack crossfire shootout executions lynch decapitate chlorine sarin bomber bandit banditry warlord
			mujahideen gunship minefield islamic_state al_qaeda chemical_weapon chemical_attack nerve_agent
			explosive_device al_shabaab suicide_attack car_bomb`),
		Half: stemmed(`scramble
			kill killed killing injure injured attack defence defense weapon arms border secure security
			threat threaten sanction peace talks negotiate negotiation deal envoy nuclear refugee displace displaced
			displacement evacuate evacuation humanitarian aid hospital territory sovereignty ally alliance nato unit
			force clash explode explosion explosive explosives blast protest police crime regime opposition
			intelligence abduct kidnap hijack raid seize seized captured capture liberate
			withdraw withdrawal retreat sink sank sunk checkpoint treaty bloodshed revenge retaliate retaliation
			reprisal escalate escalation violence hostility hostilities torture curfew convoy espionage`),
		Civic: stemmed(`dead die died death toll victim body bodies bury burial funeral grave tanker vessel strait
			corridor camp crossing violent
			gun shot shoot shooting fire fired firing launch destroy destroyed destruction rubble debris victory
			surrender exchange swap flee fled spy detain detained arrest execute execution tension enmity famine
			starve starvation warn gang cartel lockdown siren tribunal president prime minister ministry government
			parliament leader leadership supreme emergency
			alert guard jet plane aircraft helicopter base bridge statement summit diplomat diplomatic embassy
			ambassador resolution council veto vote election referendum constitution decree decision mandate order
			ban close closed shut halt suspend open reopen cut agree accept reject refuse demand accuse condemn
			deny deport expel resign sack oust topple succeed successor appoint name elect pledge promise vow urge
			call meet visit arrive delegation official spokesman spokesperson governor mayor authority
			investigation inquiry prosecutor court trial sentence jail prison law rights crisis people residents
			village town city region power electricity outage water fuel food medicine shipping port airport pipeline
			oil gas plant reactor enrichment enrich uranium
			fall fell taken lost hold held free freed missing crash crew carrier ship ferry boat sailor pilot bunker
			burn burned burnt unrest riot crowd march rally storm stormed hack slaughter mob loot looting wreck collapse
			exile return returned provocation ultimatum deadline pact accord sign signed mediate mediator broker
			barracks colonel brigadier oath sworn cabinet dismiss dismissed replace fugitive inmate escape row
			barricade dam flood breach mutineer stronghold outpost flag ruins ransom smuggle smuggler traffic
			massacre grave worshipper passenger buried hide hiding internet telephone telecommunications
			blackout communications restore leave left claim`),
		Theatres: stemmed(`Ukraine Ukrainian Ukrainians Russia Russian Russians Kremlin Moscow Kyiv Kiev Crimea Donbas
			Donetsk Putin Zelensky Zelenskyy Zelenskiy Israel Israeli Israelis Gaza Palestinian Palestinians
			Jerusalem Lebanon Lebanese Syria Syrian Damascus Assad Iran Iranian Tehran Yemen Yemeni Sanaa Sudan
			Sudanese Khartoum Darfur Congo Congolese Goma Rwanda Mali Niger Burkina Sahel Myanmar Rohingya Taiwan
			Pyongyang Afghanistan Afghan Kabul Iraq Iraqi Baghdad Kurdish Kashmir`),
		Other: stemmed(`goal match league coach striker midfield midfielder tournament championship champion olympics
			olympic paralympic cup season score scored player team football footballer basketball tennis cricket
			qualifier semifinal quarterfinal derby fixture referee goalkeeper batsman bowler wicket innings rugby
			golf golfer marathon medal medallist athlete athletics stadium gymnast ufc mma boxer boxing middleweight
			heavyweight welterweight knockout bout fifa uefa nba nfl nhl mlb kickoff playoff touchdown grandmaster
			film movie festival actor actress album song singer rapper celebrity fashion box box-office premiere
			premier concert eurovision grammy oscar netflix sitcom hollywood bollywood blockbuster pageant gallery
			share stock index nasdaq dow earnings profit dividend invest investment investor trader rate inflation
			bond futures crypto bitcoin cryptocurrency quarterly revenue retailer mortgage startup chipmaker ipo
			recipe restaurant weather horoscope lottery crossword smartphone app cuisine chef forecast temperature
			heatwave snowfall rainfall humidity drizzle celsius fahrenheit sunshine overtime club squad teammate
			champions_league world_cup grand_prix title_fight
			title_race straight_sets three_sets extra_time stoppage_time final_minute second_half first_half price_war
			second_test first_test third_test box_office red_carpet hat_trick last_sixteen final_whistle own_goal
			real_madrid clasico la_liga serie_a bundesliga premier_league late_strike all_out grand_slam super_bowl
			quarterback touchdowns knockouts bulldogs booker bestseller novelist biopic sequel trailer boyband
			rain raining downpour harvest thigh hamstring knee ankle buzzer vogue gown designer poet poem
			surf surfer skier cyclist peloton sprinter smog stunt video_game stuntman perfume lookbook
			miss_universe miss_world sign_for memoir`),
		Streets: text.WordSet(`Street St Road Rd Avenue Ave Boulevard Blvd Lane Drive Plaza Terrace`),
		Shared: stemmed(`fight fighter fighting attack battle defence defense strike struck shot clash offensive
			bombardment siege deal rocket war warring combat tank talks threat threaten release target captured seize
			seized retreat revenge force unit border aid army exchange alliance ally negotiate mercenary opposition
			capture raid battleground mine security peace drone legend sink sank sunk blast sniper shell
			bomb torpedo armour armoured`),
		Loose: stemmed(`team season match share rate box film club squad bond stock cup player gallery index song trail
			trailer`),
		Mild: stemmed(`open call meet visit name return crowd hold held sign row cut region village town city people
			residents food water right leader leadership statement`),
		Scores: regexp.MustCompile(`(?i)\b(?:beat|beats|beating|win|wins|won|lose|loses|lost|draw|drew|drawn|defeat|` +
			`defeated|defeats|edge|edged|thrash(?:ed)?|victory|past|lead|led)\b[^.;\d]{0,60}\b\d{1,3}[-–]\d{1,3}\b`),
	},
	Boilerplate: text.BoilerplateWords{
		Openings: regexp.MustCompile(`^(?:` +
			`FILE\b|(?i:file|undated|handout|aerial) (?i:photo|picture|image)|(?i:(?:click|tap|scroll|swipe) to ` +
			`)|(?i:image(?: source| copyright| caption)?\s*:)|` +
			`(?i:photo(?:graph)?(?:s)?(?: by| credit| courtesy|\s*:))|(?:In|in) (?:this|an?) ` +
			`[^.;]{0,60}\b(?:photo|picture|image|frame grab|photograph)\b|This (?:[a-z]+ ` +
			`){0,2}(?:photo|picture|image|combination)\b|` +
			`(?i:(?:read|watch|see|listen|related|more|also read|read more|read also|see ` +
			`also|opinion|video|gallery|exclusive|live|analysis)\s*:)|READ MORE\b|RELATED\b|WATCH\b|` +
			`(?i:sign up (?:for|to)|subscribe (?:to|now)|follow (?:us|him|her|me|them) on|all rights ` +
			`reserved|copyright\b|this (?:article|story|post|column) (?:was|is|has|first|originally)|editor['’]s ` +
			`note|correction\b|clarification\b)|` +
			`(?i:story (?:highlights|continue[sd] below)|(?:just|must) watched?\b|enlarge this image|` +
			`(?:hide|show|toggle) caption|(?:skip )?advertisement\b|photos? \(|getty images|update:)` +
			`)`),
		Taken: regexp.MustCompile(`\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|` +
			`\d{1,2} [A-Z][a-z]{2,8}),? (?:19|20)\d\d\b|,(?: on)? (?:[A-Z][a-z]{2,8}\.? \d{1,2},|` +
			`\d{1,2} [A-Z][a-z]{2,8}) (?:19|20)\d\d\W*$`),
		Labels: regexp.MustCompile(`(?i)\b(?:terms of use|privacy policy|cookie policy|copyright|all rights ` +
			`reserved|subscribe|follow (?:us|me)?|get short url|comment via|community standards|sign up|log in|click ` +
			`here|read (?:more|also)|related (?:articles|stories|tags|news)|(?:share|like) (?:this|us|on)|` +
			`watch live)\b`),
		LabelWords: []string{
			"terms of use", "privacy", "cookie", "copyright", "all rights", "subscribe", "follow", "short url",
			"comment",
			"community standards",
			"sign up", "log in", "click here", "read more", "read also", "related ", "share ", "like ", "watch live",
		},
		Notes: regexp.MustCompile(`(?i)\b(?:an )?(?:earlier|previous) version of this ` +
			`(?:article|story|report|post)\b|\bcould not (?:immediately |independently )*(?:verify|confirm|be ` +
			`(?:immediately ` +
			`|independently )*(?:verified|confirmed|reached))\b|\bregrets? (?:the|this|any|an) ` +
			`(?:error|mistake|confusion|inconvenience)|\b(?:contributed to this ` +
			`(?:report|story|article)|(?:views|opinions) expressed)\b|, ` +
			`(?:left|right|center|centre|foreground|second from ` +
			`(?:left|right)), |` +
			`^(?:the|this) (?:writer|author|columnist|reporter|photographer) (?:is|was|has)\b|\b(?:is|was) ` +
			`(?:a|an|the) ` +
			`(?:\w+ ){0,3}(?:fellow|columnist|contributor|analyst|lecturer|professor|editor) (?:at|for|of|with|to) |` +
			`\b(?:did|has|have|had|would|does) not (?:immediately |yet )?(?:respond|repl(?:y|ied)|return|responded|` +
			`comment(?:ed)?|answer(?:ed)?|provide(?:d)? (?:any )?comment)\b|\b(?:declined|refused) to comment\b|` +
			`\bthere was no (?:immediate )?(?:comment|response|word|reaction)\b|\bno (?:immediate )?comment ` +
			`(?:from|by)\b|` +
			`\b(?:subscribe|sign up|click here|read more|follow us|watch the video|listen to)\b|` +
			`^(?:an?|two|three|four|several|some|people|residents|rescuers|firefighters|soldiers|smoke|children|` +
			`women|men|` +
			`police|workers|protesters|mourners|relatives|palestinians|israelis|ukrainians|russians)\b[^.,]{0,40}?\b` +
			`(?:walks?|stands?|looks?|sits?|inspects?|carr(?:y|ies)|gather|gathers|` +
			`attends?|mourns?|reacts?|clears?|queues?)\b[^.]{0,80}?\b(?:past|near|after|at|in|` +
			`outside|following|during|over|on|among|amid|from|through|by)\b`),
		NoteWords: []string{
			"writer", "author", "columnist", "fellow", "contributor", "analyst", "lecturer", "professor", "editor",
			" not ", "comment", "there was no", "ubscribe", "ign up", "lick here", "ead more", "ollow us",
			"atch the video",
			"isten to", "walk", "stand", "look", "sit", "inspect", "carr", "hold", "rise", "search", "gather", "watch",
			"attend", "mourn", "react", "clear", "queue", "pose", "wave", "pass",

			"version of this", "could not", "contributed to", "expressed", "regret", ", left, ", ", right, ",
			", center, ", ", centre, ", "ground, ", ", second from ",
		},
		OwnVoice: regexp.MustCompile(`\b(?:I|I['’](?:m|ve|d|ll)|[Yy]ou|[Yy]our|[Ww]e|[Ww]e['’](?:re|ve|ll)|` +
			`[Oo]ur|my|me|` +
			`[Ll]et['’]s)\b`),
	},
	Forms: text.FormWords{
		Comment: regexp.MustCompile(`(?i)^(?:opinion|op-ed|editorial|analysis|comment|commentary|column|` +
			`view(?:point)?|` +
			`perspective|essay|review|letters?|interview|podcast|obituary|profile|in memoriam|quotes? ` +
			`of)\b\s*[:|–—-]|` +
			`[|–—-]\s*(?:opinion|analysis|editorial|comment(?:ary)?|letters?|review|podcast|interview|obituary)$|` +
			`^(?:opinion|letters?|editorial)\b|^(?:i|my|we|our|let['’]s)\b|\b(?:podcast|newsletter|crossword|quiz)\b`),
		Explainer: regexp.MustCompile(`(?i)^(?:what|why|how|who|when|where|which|inside|behind|explainer|explained|` +
			`timeline|factbox|fact[ -]check|background|in ` +
			`(?:pictures|photos|maps|charts|numbers|data)|photos?|pictures|video|` +
			`watch|listen|maps?|graphics?|visual(?:ly)?|the (?:history|story|making|rise|life) of|a ` +
			`(?:history|guide|look|` +
			`timeline|brief)|(?:five|six|seven|three|four|ten|[2-9]|1\d) ` +
			`(?:things|takeaways|charts|maps|questions|ways|` +
			`reasons|key))\b|\b(?:explained|explainer|what (?:we|you) (?:know|need)|what to know|here['’]s ` +
			`(?:what|how|why)|` +
			`(?:at a glance|in pictures|in photos|in maps))\b|:\s+(?:how|why|what|inside)\b`),
		Live: regexp.MustCompile(`(?i)^(?:live|updates?|latest|(?:morning|evening|daily|weekly|monday|tuesday|` +
			`wednesday|` +
			`thursday|friday|saturday|sunday)s? (?:briefing|brief|roundup|round-up|news|digest))\b|\b(?:live ` +
			`(?:updates?|` +
			`blog|coverage|news)|as it happened|latest updates|rolling coverage|news (?:bulletin|roundup|wrap)|` +
			`^(?:\S+\s+){0,4}(?:briefing|roundup|round-up|recap)$|^the papers|(?:press|newspaper) ` +
			`(?:review|headlines)|front pages|list of key events|day \d+ of|key events(?:,| from)?)\b`),
		Personal: regexp.MustCompile(`^(?:[A-Z][\w'’-]*\s+){1,3}reports\s+from\b|` +
			`^['‘’“"][^'’”"]*(?:\b(?:I|[Mm]y|[Ww]e|[Oo]ur|me|us|I['’]m)\b)[^”"]*['’”"]`),
		Beside: regexp.MustCompile(`(?i)\b(?:films?|movies?|actors?|actress|singers?|musicians?|rappers?|songs?|` +
			`concerts?|` +
			`festivals?|museums?|artists?|novelists?|poets?|poetry|authors?|books?|theatres?|football(?:ers?)?|` +
			`soccer|` +
			`cricket|tennis|olympics?|athletes?|clubs?|coach|fans|celebrit(?:y|ies)|hollywood|oscars?|grammys?|` +
			`instagram|facebook|tiktok|twitter|youtube|influencers?|brands?|restaurants?|hotels?|tourists?|tourism|` +
			`stocks?|shares|investors?|markets?|econom(?:y|ic|ies|ists?)|business(?:es)?|companies|ceos?|startups?|` +
			`universit(?:y|ies)|campus(?:es)?|colleges?|students?|professors?|teachers?|schoolchildren|` +
			`famil(?:y|ies)|father|mother|parents|relatives|sister|brother|widow|son|grief|grieving|mourns?|memories|` +
			`memoir|love|dreams?|hopes|struggles?|childhood|weddings?|recipes?|voters?|polls?|elections? campaign|` +
			`newspapers?|journalism|documentary|tv|television|cartoons?|fashion|pets?|dogs?)\b`),
		Adjunct: regexp.MustCompile(`(?i)\b(?:amid|since|during|despite|over|ahead of|before|following|in the ` +
			`wake of|` +
			`about|of|from|in)\s+(?:[\w'’.-]+\s+){0,3}$`),
		Prominent: map[string]float64{
			"president": 2, "premier": 2, "king": 2, "emir": 2, "sultan": 2, "chancellor": 2, "pope": 2, "supreme": 2,
			"minister": 1.5, "ministers": 1.5, "secretary": 1.5, "leader": 1.5, "leaders": 1.5, "chief": 1,
			"general": 1, "envoy": 1, "ambassador": 1, "commander": 1, "spokesman": .5, "officials": .5, "official": .5,
			"un": 1.5, "u.n": 1.5, "nato": 1.5, "eu": 1.5, "g7": 1.5, "council": 1.5, "assembly": 1, "summit": 1,
			"congress": 1, "parliament": 1, "senate": 1, "cabinet": 1.5, "government": 1, "court": 1, "kremlin": 2,
			"pentagon": 1.5, "white": 1, "army": 1.5, "military": 1.5, "forces": 1.5, "troops": 1.5, "navy": 1.5,
			"warship": 1.5, "warplanes": 1.5, "soldiers": 1, "militants": 1, "rebels": 1, "militia": 1,
			"nations": 1, "alliance": 1, "coalition": 1, "ministry": 1, "mediators": 1, "negotiators": 1,
		},
		Urging:    regexp.MustCompile(`\b(?:should|must|ought|perhaps|surely|indeed|of course|clearly|needs? to)\b`),
		Reporting: regexp.MustCompile(`\b(?:said|says|told|announced|reported|according)\b`),
	},
	Telling: text.TellingWords{
		Dull: stemmed(`say said tell told report according also announce continue include would could may might will
			year day week month time`),
		Stale: text.WordSet(`say said tell told report accord also one two year day week month time new peopl state
			countri offici govern minist presid spokesman spokesperson statement monday tuesday wednesday thursday
			friday saturday sunday januari februari march april may june juli august septemb octob novemb decemb news
			agenc ad would could last first sourc mr part after sinc among call made make take`),
		Past: text.WordSet(`was were had did began became came went took gave made left led fell rose said told found
			lost won met held brought built bought broke chose drew drove felt fought got grew hit knew lay let put
			ran saw sent set shot shut spoke spent stood struck swept swore thought threw wrote withdrew`),
		Present: text.WordSet(`is are has have says say does do will can may`),
		Verbs: stemmed(`announce agree admit accept accuse approve arrest ask attack begin call cancel claim close
			condemn confirm declare decline defend demand deny die dismiss drop end face fall fail find fire give hit
			hold increase insist introduce join kill launch lead leave lose make meet offer open order pass plan
			pledge promise propose publish reach receive refuse reject release remain report resign resume return
			reveal rise rule sack see seek send sentence set shoot show shut sign start step storm strike sue suffer
			suggest support suspend take tell threaten urge visit vote vow walk warn win withdraw`),
	},
	Sources: text.SourceWords{
		Addresses: text.WordSet(`the mr mrs ms dr gen sen rep gov lt col maj`),
		Indefinite: text.WordSet(`a an another anonymous his her its one several some their two three four many other
			unidentified unnamed various`),
		Unnamed: text.WordSet(`officials sources residents locals witnesses eyewitnesses medics medic doctors nurses
			paramedics workers activists diplomats analysts experts observers reports media press footage video videos
			clip clips image images photo photos photographs picture pictures post posts people men women villagers
			inhabitants survivors relatives families insiders aides advisers advisors lawmakers soldiers servicemen
			commanders officers refugees employees sailors passengers neighbours neighbors tribesmen elders traders
			farmers fishermen drivers journalists reporters correspondents bloggers channels outlets newspapers
			accounts users rumours rumors claims documents monitors negotiators mediators fighters opponents critics
			others many some`),
		Documents: text.WordSet(`statement survey poll study testimony article map letter memo memorandum subpoena
			transcript email emails message messages text texts audio recording recordings evidence findings data
			estimate estimates list results report dossier note tweet paper filing indictment lawsuit complaint
			bill resolution document chart graph book story headline caption affidavit deposition announcement`),
		Behind: text.WordSet(`of in on at from to with for near close familiar briefed who that which posted shared
			circulating published taken by and`),
		State: text.WordSet(`state official pro-government government`),
		Headline: regexp.MustCompile(`^.{12,}[,;–—-]\s+((?:[\w'’.&-]+\s+){0,5}[\w'’.&-]+)\s+` +
			`(?:says?|said|warns?|reports?|claims?|confirms?|announces?|estimates?)$`),
		Joining: text.WordSet(`and but or as while who which that when because after before since what how why`),
		Footage: regexp.MustCompile(`^((?:(?:[Uu]nverified|[Aa]mateur|[Dd]rone|[Aa]erial|[Ss]atellite|[Ss]ocial ` +
			`media|` +
			`[Tt]he|[Aa]n?|[Ss]everal) )*(?:[Vv]ideos?|[Ff]ootage|[Cc]lips?|[Ii]mages?|[Ii]magery|[Pp]hotos?|` +
			`[Pp]hotographs?|[Pp]ictures?)\b[^.,;]{0,60}?) (?:(?:appear|seem)(?:s|ed)? to )?(?:show|suggest|depict)` +
			`(?:s|ed|ing)?\b`),
		Rumour: regexp.MustCompile(`(?i)\b(?:unconfirmed|unverified|social media|rumou?rs?|viral|posts? on|` +
			`telegram channels?)\b`),
		Hearsay: regexp.MustCompile(`(?i)\b(reportedly|allegedly|unconfirmed reports|it (?:is|was|has been) ` +
			`(?:reported|claimed|alleged|rumou?red))\b`),
		Unlettered: text.WordSet(`of for the and`),
		Pronouns: text.WordSet(
			"he she it they we i you who which what one this that these those others some many both"),
		Offices: text.WordSet(`ministry ministries minister ministers military army armies forces force president
			presidential presidency presidents government governments official officials spokesman spokesperson
			spokeswoman spokesmen spokespeople command commander commanders general generals staff kremlin defence
			defense foreign governor governors mayor envoy ambassador navy air security service services
			intelligence parliament premier embassy authorities authority chief chiefs leader leaders leadership
			head colonel lieutenant major brigadier admiral captain sergeant marshal officer officers junta regime
			administration cabinet guard guards corps brigade brigades battalion division regiment unit troops
			soldier soldiers fighter fighters militia militias militiamen militants militant rebels rebel
			insurgents insurgent wing bureau politburo office council diplomat diplomats delegation negotiator
			negotiators secretary undersecretary chancellor king crown prince sultan emir police prosecutor
			prosecutors prosecution fleet pilots army's airforce marines militaries general's deputy adviser
			advisor advisers aide aides press regulator movement group alliance coalition faction party front
			gang gangs cartel guerrilla guerrillas separatists separatist jihadists jihadist warlord member
			members representative representatives mission consul consulate commissioner tribunal court attorney justice
			headquarters coastguard coast border agency directorate department branch organisation organization
			statement communique website channel account broadcaster telegram spokespersons comrade cleric
			supremo mod mfa dod
			ruler rulers loyalists mercenaries contractors junta's resistance army-led lawmaker speaker`),
		Sides: text.SideWords{
			Governing: text.WordSet(`governor governors governorate`),
			Forces: text.WordSet(`army military ministry minister junta forces government president general navy
				militaries`),
			Armed: text.WordSet(`rebels insurgents militants jihadists separatists guerrillas militia`),
			Bystanders: text.PhraseSet(`doctor doctors medic medics nurse nurses surgeon hospital hospitals clinic
				paramedic paramedics ambulance ambulances rescuer rescuers rescue firefighter firefighters
				emergency emergencies resident residents witness witnesses eyewitness eyewitnesses villager
				villagers survivor survivors relative relatives family families mother father wife widow husband
				son daughter brother sister neighbour neighbours neighbor neighbors pensioner pensioners farmer
				farmers shopkeeper shopkeepers driver drivers fisherman fishermen student students teacher teachers
				pupil pupils worker workers activist activists campaigner campaigners journalist journalists
				reporter reporters correspondent correspondents photographer editor blogger bloggers milblogger
				milbloggers analyst analysts expert experts academic academics scholar scholars historian professor
				researcher researchers economist economists lawyer lawyers observer observers observatory monitor
				monitors monitoring watchdog charity charities humanitarian volunteer volunteers
				refugee refugees migrant migrants hostage hostages prisoner prisoners detainee
				detainees priest bishop pastor patriarch church churches businessman trader traders merchant citizen
				citizens civilian civilians protester protesters protestor protestors demonstrator demonstrators
				opposition dissident dissidents exile exiles celebrity actor actress singer footballer coach player
				athlete athletes fans supporter supporters sympathisers sympathizers defector defectors deserter
				deserters whistleblower nobel laureate author writer poet filmmaker artist tourist tourists captive
				captives schoolteacher grandmother grandfather boy girl teenager child children woman women man
				tribesmen elder elders youth diaspora newspaper newspapers daily weekly
				paper union unions syndicate physicians pharmacists ngo ngos thinktank institute university college
				network association federation society foundation victims inhabitant inhabitants local locals
				truck bus taxi vendor baker salesman nun imam pilgrims red_cross red_crescent
				civil_defence civil_defense white_helmets fire_service fire_department magen_david_adom human_rights`),
			Neutral: text.PhraseSet(`un u_n united_nations unrwa unicef unhcr ocha wfp iaea osce icrc msf
				doctors_without_borders medecins_sans_frontieres amnesty amnesty_international
				human_rights_watch european_union eu european african_union_commission arab_league igad
				ecowas world_food_programme world_food_program world_health_organization world_bank imf icc
				international_criminal_court international_court_of_justice security_council un_security_council
				unifil monusco unmiss minusma minusca unmik unitams undof ukmto un_mission save_the_children oxfam
				norwegian_refugee_council international_rescue_committee acled vatican holy_see pope
				western_officials western_official western_diplomats western_diplomat
				western_intelligence international regional_bloc opcw iom wto g7 g20 opec interpol eulex eufor
				unsmil unama
				syrian_observatory_for_human_rights`),
			Former: text.WordSet(`former ex retired ousted deposed onetime late exiled then`),
			Backed: text.WordSet(`backed aligned supported allied sponsored funded armed linked friendly trained
				leaning equipped supplied`),
			Run:   text.WordSet(`run controlled led installed appointed imposed affiliated dominated`),
			Apart: text.WordSet(`held occupied based born made majority besieged speaking annexed`),
			Aside: text.WordSet(`to on about with against at near into over than like despite after before
				between under outside toward towards amid inside around across visiting`),
			For: text.WordSet(`spokesman spokesperson spokeswoman spokesmen spokespeople representative
				representatives speaking`),
			In: text.WordSet(`office government governments authorities army military officials official junta forces
				administration command rulers leaders leadership ministry regime generals`),
			Media: text.WordSet(`media tv television agency news broadcaster radio newspaper network station`),
			State: text.WordSet(`state official government military pro run owned controlled affiliated`),
			Fillers: text.WordSet(`shadow
				the a an its their his her of and s senior top local own one two three four five
				several some many other another armed political main new newly so called also high ranking level`),
			Groups: text.WordSet(`group groups movement movements faction factions organisation organization party
				alliance militia militias militant militants islamist islamists insurgent insurgents rebel rebels
				resistance fighters gunmen paramilitary guerrilla guerrillas jihadist jihadists separatist
				separatists shiite shia sunni outlawed banned`),
		},
		Citing: regexp.MustCompile(`\b(?:citing|quoting) ([^,;“"]{4,90}?)(?:[,;.“"]|$)`),
	},
	Incidents: text.IncidentWords{
		Renewed: regexp.MustCompile(`(?i)\b(?:again|once more|anew|for (?:the|a) (?:second|third|fourth|fifth|sixth|` +
			`seventh|eighth|ninth|tenth) (?:straight |consecutive )?(?:time|night|day)|` +
			`(?:another|a (?:second|third|fourth|fifth|further|fresh|new)|second|third) (?:[\w-]+ ){0,2}?(?:strikes?|` +
			`attacks?|raids?|drones?|missiles?|rockets?|shells?|shelling|blasts?|explosions?|bombs?|bombings?|waves?|` +
			`rounds?|meetings?|talks|calls?|exchanges?|convoys?|ships?))\b`),
		Another: regexp.MustCompile(`^(?:Another|Other|Also|Meanwhile|Moreover|Elsewhere|Separately|In ` +
			`addition|Earlier|Later|On the other)\b`),
		Recounting: regexp.MustCompile(`(?i)\b(?:tolls?|ris(?:es?|en|ing)|rose|climb(?:s|ed)?|increased?|so far|now ` +
			`(?:counts?|puts?|speaks?|stands?)|first count|number of ` +
			`(?:people|those|dead|injured|wounded|killed|victims)|more bodies)\b`),
		Regions: text.WordSet(`province provinces governorate governorates region regions oblast oblasts countryside
			state county`),
		Anybody: text.WordSet(`people persons person civilians civilian residents victims others dead bodies wounded
			injured more lives men`),
		Denials: regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied|ying|ial)|refut(?:e|es|ed|ing)|disput(?:es|ed|ing)|` +
			`debunk(?:s|ed)?|(?:reject|dismiss|rebuff)(?:s|ed|es|ing)?\b[^.;]{0,70}?\b(?:claims?|reports?|` +
			`accusations?|allegations?|charges?|statements?|suggestions?|rumou?rs?|assertions?|as (?:\w+ )?(?:false|` +
			`untrue|baseless|groundless|unfounded|fabricated|fabrications?|lies|a lie|fake|nonsense|propaganda))|` +
			`(?:claims?|reports?|accusations?|allegations?|rumou?rs?|news)\b[^.;]{0,50}? (?:was|were|is|are) ` +
			`(?:\w+ )?(?:false|untrue|baseless|groundless|unfounded|fabricated|lies|fake|not true))\b`),
		Denied: regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied|ying)(?: on \w+)? ` +
			`(?:that|it|having|being|any|all|reports?|` +
			`the|these|those|such|his|her|its|their|claims?|allegations?|accusations?|responsibility|involvement|` +
			`\w+ing)|refut(?:e|es|ed)|disput(?:es|ed)|debunk(?:s|ed)?|(?:reject|dismiss|rebuff)(?:s|ed|es)?|claims?|` +
			`reports?|accusations?|allegations?|rumou?rs?|news)\b`),
		Of: regexp.MustCompile(`(?i)\b(?:his|her|their|he|she|they|him|them)\b`),
		TheClaim: regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refuted?)\b ` +
			`(?:the|that|this|these|those) (?:claims?|reports?|accusations?|allegations?|statements?|charges?)\b`),
		Blame: regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed)?|refut(?:es?|ed)) ` +
			`(?:(?:any|all|the|these|those|such|its|his|her|their) )?(?:responsibility|involvement|role|` +
			`part|complicity|allegations?|accusations?|charges?)\b`),
		Wounding: text.WordSet("wound injure hurt maim"),
		Framed: regexp.MustCompile(`(?i)\b(?:sa(?:id|ys?)|told [\w ` +
			`]{2,24}|announced|confirmed|denied|claimed|reported|` +
			`added|stated|wrote|(?:a|in a) statement)(?: (?:late|early|in a statement|here|there))?(?: on)? $`),
		Aftermath: regexp.MustCompile(`(?i)[,]? (following|in the wake of|in response to|days after|hours ` +
			`after|a day ` +
			`after|after) `),
	},
	Background: text.BackgroundWords{
		Year: regexp.MustCompile(`\b(?:in|since|of|from|until|before|during) (?:(?:early|mid|late|the) ` +
			`?-?)?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December),? ` +
			`(?:\d{1,2}, )?)?((?:19|20)\d\d)\b`),
		YearsAgo: regexp.MustCompile(`(?i)\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d+) ` +
			`(?:years|decades) ` +
			`ago|for (?:more than |over |nearly |almost )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) ` +
			`(?:years|decades))\b`),
		LeansBack: regexp.MustCompile(`^(?:[“"'‘]?)(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|Both|` +
			`Such|` +
			`But|And|So|There|One of them|(?:Most|Some|Many|All|None|Two|Three|Four|Five|` +
			`One) of (?:them|those|these))\b`),
		ByTheWay: regexp.MustCompile(`(?i)\b(?:(?:which|who|whom|whose|where)\b[^,;]*|` +
			`had (?:\w+ly |already |also |been )*)$`),
		Toll: regexp.MustCompile(`(?i)\b(?:(?:which|who|whom|whose|where)|that\s+(?:\w+\s+){0,2}` +
			`(?:kill\w*|left|claimed|cost|took|caused))\b[^;]*$`),
		Deaths: regexp.MustCompile(`(?i)\b(?:kill\w*|slay\w*|slain|dead(?:ly|liest)?|die[sd]?|dying|deaths?|fatal\w*|` +
			`tolls?|bodies|casualt\w+|victims?|massacre\w*|murder\w*|lives)\b`),
		SaidBefore: regexp.MustCompile(`\bhad (?:earlier |previously |already |first |initially ` +
			`)?(?:said|spoken|given|put|told|reported|announced|confirmed|warned|called|accused|promised|` +
			`stated|counted)\b`),
		Earlier: regexp.MustCompile(`(?i)^(?:last (?:month|year|summer|autumn|winter|spring)|earlier this ` +
			`(?:year|month)|in recent (?:weeks|months|years)|over the past (?:few ` +
			`)?(?:weeks|months|years))\b|\b(?:previous|earlier|initial) (?:death )?toll (?:was|of|had|stood)\b`),
		Unchanged: regexp.MustCompile(`(?i)\b(?:unchanged|(?:has|have|had) not (?:changed|risen))\b`),
		Preamble: regexp.MustCompile(`^(?:Earlier|Previously|Last (?:month|year)|In recent ` +
			`(?:weeks|months|years)|Over the past)\b`),
		Weekday: regexp.MustCompile(`\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`),
		Customary: regexp.MustCompile(`(?i)\b(?:regularly|routinely|(?:has|have|had) ` +
			`(?:long|always|often|consistently|historically|traditionally|repeatedly denied))\b`),
		Origins: regexp.MustCompile(`(?i)\b(?:war|wars|conflict|fighting|hostilities|invasion|uprising|insurgency|` +
			`violence|offensive|crisis|campaign)\b[^.;]{0,40}?\b(?:(?:was |were ` +
			`)?(?:began|begun|erupted|started|broke out|` +
			`flared|ignited|sparked|triggered)\b)[^.;]{0,12}?\b(?:when|after|with|in|following|over|by|as|on|last|` +
			`nearly|almost|more than|two|three|four|five|six)\b|` +
			`\b(?:triggered|started|sparked|ignited|unleashed|set off|precipitated|led to) (?:the|a|this|an?) ` +
			`(?:(?:\w+|Israel-Hamas|full-scale) )?(?:war|conflict|invasion|fighting|civil war)\b`),
	},
	Corrections: text.CorrectionWords{
		Notice: regexp.MustCompile(`(?i)^\W*(?:corrections?|corrected|clarifications?|` +
			`corrections? (?:and|&) clarifications?|retractions?|withdrawal of (?:report|story)|kill notice)` +
			`(?: (?:notice|appended|issued))?\s*(?:[^\w\s]|$|to\b|\n)`),
		Note: regexp.MustCompile(`(?i)^\W*(?:editor['’]?s['’]? note|note to (?:readers|editors|subscribers)|` +
			`for the record|author['’]s note|update)\b`),
		Withdraws: regexp.MustCompile(`(?:\b((?:[A-Z][\w’'.-]* ){0,4})(?:has |have |had |later |since |also |then |` +
			`now )*)?\b(?i:withdr(?:aws?|ew|awn|awing)|retract(?:s|ed|ing)?|rescind(?:s|ed)?|recant(?:s|ed)?|` +
			`delet(?:es?|ed|ing)|(?:takes?|took|taken) (?:back|down)|pull(?:s|ed)|disown(?:s|ed)?|backtrack(?:s|ed)? ` +
			`(?:on|from)) (?:all )?(?i:its|his|her|their|our|the|an|a|that|this|what)\b(?: [\w-]+){0,3}? ` +
			`(?i:reports?|story|stories|articles?|claims?|statements?|dispatch(?:es)?|posts?|tweets?|` +
			`announcements?|figures?|tolls?|counts?|accusations?|assertions?|allegations?|messages?|videos?|` +
			`it had (?:said|reported|claimed)|he had said|she had said|they had said|items?|alerts?|flash|notice)\b`),
		Posts: regexp.MustCompile(`(?i)\ban? (?:[\w-]+ ){0,3}(?:posts?|tweets?|messages?|videos?)$`),
		Corrects: regexp.MustCompile(`(?i)\b(?:` +
			`(?:an? |the )?(?:earlier|previous|initial|original|first) (?:versions?|editions?|articles?|reports?|` +
			`stor(?:y|ies)|dispatch|alert|headline|statement|tally|figure|count|toll|claim)\b[^.;]{0,60}?\b(?:said|` +
			`says|stated|reported|gave|put|read|named|wrongly|incorrectly|mistakenly|erroneously|was wrong|was ` +
			`incorrect|was (?:based on )?an? (?:mistake|error|misprint)|misstated|overstated|understated)|` +
			`an (?:article|item|alert|report|dispatch) ` +
			`(?:of|on|published|from)\b[^.;]{0,60}?\b(?:said|stated|reported|` +
			`gave|put|wrongly|incorrectly|misstated)|` +
			`we (?:had )?(?:earlier|previously|initially|first|originally|wrongly|incorrectly|mistakenly) ` +
			`(?:said|reported|wrote|put|gave|stated|quoted)|` +
			`(?:was|were|is|been|had been) (?:published in error|issued in error|an? (?:misprint|typo|clerical error|` +
			`typing error|counting error)|misquoted|misstated|miscounted|misprinted|due to an? (?:\w+ )?error)|` +
			`(?:statement|figure|number|toll|count|tally|report|story|article|announcement|communiqu[eé]|post)s?\b` +
			`[^.;]{0,90}? (?:was|were|had been) (?:(?:a|an) (?:mistake|error)|mistaken|wrong|incorrect|erroneous|` +
			`inaccurate|premature)|` +
			`(?:correct(?:s|ed|ing)?|amend(?:s|ed|ing)?) (?:its|his|her|their|the|that|an?|our)\b(?: [\w-]+){0,3}? ` +
			`(?:figures?|tolls?|counts?|tally|number|numbers|statements?|reports?|claims?|accounts?|story|article|` +
			`death toll|announcement|release)|` +
			`(?:corrected|amended) (?:to|from|downwards?)|to correct (?:the|its|an?)\b|` +
			`(?:number|toll|figure|count|total|correct (?:number|figure|toll)|it) (?:of [\w ]{3,30} )?(?:is|was|` +
			`should (?:be|have (?:been|read|said))) [^.;]{1,30}, not)\b`),
		Verbs: []string{
			"withdr", "retract", "rescind", "recant", "delet", " back", "taken down", "took down", "take down", "pull",
			"disown", "earlier", "previous", "initial", "original", "first", "article", "item", "alert", "report",
			"dispatch", "error", "mistake", "mispr", "misquoted", "misstated", "miscount", "wrong", "incorrect",
			"erroneous", "inaccurate", "typo", "correct", "amend", ", not",
		},
		NotThis: regexp.MustCompile(`(?i)\b(?:(?:and|but)? ?not|instead of|rather than|down from|up from|from|` +
			`(?:wrongly|incorrectly|mistakenly|erroneously) [\w ]{2,24}?) (?:(?:the|an?|as|at least|about|some|` +
			`earlier|initial) )*$`),
		Trifles: regexp.MustCompile(`(?i)\b(?:misspel(?:t|led)|spelling|spelled|spelt|pronoun|caption|` +
			`photo(?:graph)?|` +
			`byline|hyperlink|link|middle name|first name|surname|job title|the name of|headline was)\b`),
	},
	Days: text.DayWords{
		MonthDay:    regexp.MustCompile(`\b` + monthName + ` (\d{1,2})\b(?:st|nd|rd|th)?`),
		DayMonth:    regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th)? (?:of )?` + monthName + `(?:\W|$)`),
		MonthStarts: []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	},
}

const monthName = `(January|February|March|April|May|June|July|August|September|October|November|December|` +
	`Jan|Feb|Mar|` +
	`Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?`

// stemmed is the set of the stems of words; of two that a low line joins, with a space between.
func stemmed(words string) map[string]bool {
	stemmer := text.Language{Stemmer: english.Stem}
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		if a, b, two := strings.Cut(w, "_"); two {
			m[stemmer.Stem(a)+" "+stemmer.Stem(b)] = true
			continue
		}
		m[stemmer.Stem(w)] = true
	}
	return m
}
