package statements

import "sitrep/reading/words"

// outlets are news organisations that others cite, by the names that they are cited by. Names that are common words
// ("Time", "The Sun") are left to their mentions.
var outlets = words.PhrasesOf(`Reuters, AP, Associated Press, AFP, Agence France-Presse, Interfax, Interfax-Ukraine,
TASS,
	RIA Novosti, RIA, Ukrinform, UNIAN,
	Axios, BBC, BBC News, BBC Verify, CNN, Bloomberg, Bloomberg News, Financial Times, FT, New York Times, NYT,
	Washington Post, Wall Street Journal, WSJ,
	Guardian, Daily Telegraph, Telegraph, Sunday Times, Daily Mail, Politico, Al Jazeera, Al-Jazeera, Al Arabiya,
	Al-Arabiya, Al Hadath, Al Mayadeen, Al-Mayadeen, Al-Manar,
	Al Masirah, Al-Masirah, Asharq Al-Awsat, Fox News, NBC, NBC News, ABC News, CBS, CBS News, MSNBC, Sky News, NPR,
	PBS, USA Today, Newsweek, Economist,
	Atlantic, New Yorker, HuffPost, Huffington Post, Daily Beast, Breitbart, Breitbart News, BuzzFeed, BuzzFeed News,
	Vox, Los Angeles Times, Boston Globe,
	Chicago Tribune, Miami Herald, Der Spiegel, Spiegel, Bild, Die Welt, Le Monde, Le Figaro, El País, El Pais,
	Corriere della Sera, La Repubblica, Haaretz,
	Times of Israel, Jerusalem Post, Ynet, Yedioth Ahronoth, Maariv, Channel 12, Channel 13, Kyiv Independent, Kyiv
	Post, Ukrainska Pravda, Ukrayinska Pravda, Suspilne,
	European Pravda, Kommersant, Izvestia, Vedomosti, RBC, Meduza, Mediazona, Novaya Gazeta, Moscow Times, RT,
	Sputnik, Rossiya-24, Xinhua, CGTN, CCTV,
	Global Times, People's Daily, Anadolu, Anadolu Agency, Hurriyet, IRNA, ISNA, Fars, Fars News, Tasnim, Mehr, Press
	TV, SANA, WAFA, Petra, Yonhap, KCNA,
	Kyodo, Kyodo News, NHK, DPA, ANSA, EFE, PTI, ANI, Sudan Tribune, Radio Dabanga, Radio Free Europe, RFE/RL, Radio
	Liberty, Voice of America, VOA,
	Deutsche Welle, DW, France 24, RFI, Radio France Internationale, Euronews, Nikkei, South China Morning Post,
	SCMP, Times of India, Dawn, Geo News, ARY News,
	Irrawaddy, Myanmar Now, Mizzima, Rappler, Straits Times, Daily Star, L'Orient-Le Jour, L'Orient Today, Naharnet,
	Middle East Eye, New Arab, Rudaw, Bellingcat,
	Verstka, Important Stories, The Insider, iStories, Agentstvo, Astra, TVN24, Polsat, Ekho Moskvy, TV Rain, Dozhd,
	Hromadske, Babel, Liga, NV`)

// outletNoun follows or precedes the name of an outlet: "the Interfax news agency", "the newspaper Kommersant".
var outletNoun = words.PhrasesOf(`news agency, newspaper, news outlet, news site, news website, news channel,
broadcaster,
	newswire, news service, magazine, daily, tabloid,
	television channel, TV channel, TV station, radio station, television network, television, TV, radio, wire
	service, weekly`)

// anonymousNoun are those who speak without a name, however they are spoken of.
var anonymousNoun = words.Of(`official officials source sources diplomat diplomats aide aides insider insiders report
	reports rumour rumours rumor rumors
	people person persons someone some many others observers`)

// unnamedNoun are people who speak without a name unless they are spoken of as known: "a commander", not "the
// commander".
var unnamedNoun = words.Of(`adviser advisers advisor advisors witness witnesses resident residents analyst analysts
	expert experts critics supporters
	lawmaker lawmakers employee employees executive executives staffer staffers commander commanders soldier soldiers
	officer officers
	negotiator negotiators mediator mediators fighter fighters medic medics doctor doctors activist activists
	survivor survivors
	eyewitness eyewitnesses villager villagers passer-by bystander bystanders operative operatives`)

// unnamedWord makes whoever it stands with anonymous.
var unnamedWord = words.Of(`anonymous unnamed unidentified undisclosed anonymity`)

// institution speaks with its own authority, though nobody is named.
var institution = words.Of(`ministry government army military police force forces kremlin house department agency office
	service services staff command
	council parliament court campaign party company group organisation organization administration embassy committee
	commission union bank
	spokesman spokeswoman spokesperson statement study poll survey letter document documents data figures law bill
	constitution president minister
	chancellor premier king pope governor mayor general ambassador secretary chief leader commander-in-chief
	prosecutor prosecutors authorities`)

// human nouns make the organisation before them a modifier: "the White House spokesman".
var humanNoun = words.Of(`spokesman spokeswoman spokesperson spokespeople official officials source sources minister
	president chief leader head director
	secretary commander general officer officers aide aides adviser advisers advisor analyst analysts expert experts
	reporter reporters correspondent
	correspondents journalist journalists envoy ambassador candidate nominee lawmaker lawmakers senator governor
	mayor supporters voters soldiers troops
	fighters residents employees workers staff member members lawyer lawyers attorney prosecutor diplomat diplomats
	negotiator negotiators executive
	executives founder chairman chairwoman professor researcher researchers author editor columnist`)

// documentNoun speak for whoever issued them: "data from FlightRadar", "a statement by the ministry".
var documentNoun = words.Of(`statement statements data figures report reports document documents letter post posts tweet
	tweets video videos
	footage study survey poll analysis press-release communique communiqué count tally estimate estimates images
	records message broadcast`)

var (
	issuedBy   = words.Of(`by from of in`)
	modifiedBy = words.Of(`of for to from with in at on by near against under from about among inside outside into over
		between`)
	telling    = words.Of(`told tell tells telling informed with to by on via in quoted cited quoting citing speaking`)
	citingWord = words.Of(`citing quoting cited quoted cites quotes`)
	heShe      = words.Of(`he she`)
	theyWord   = words.Of(`they`)
	itWord     = words.Of(`it`)
	whoWord    = words.Of(`who`)
)
