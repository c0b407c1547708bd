package statements

import (
	"sitrep/reading/words"
	"sitrep/text"
)

// outlets are news organisations that others cite, by the names that they are cited by. Names that are common words
// ("Time", "The Sun") are left to their mentions.
var outlets = words.PhrasesOf(text.PhraseList(`
	Reuters, AP, Associated Press, AFP, Agence France-Presse, Interfax, Interfax-Ukraine, TASS, RIA Novosti, RIA,
	Ukrinform, UNIAN, Axios, BBC, BBC News, BBC Verify, CNN, Bloomberg, Bloomberg News, Financial Times, FT, New
	York Times, NYT, Washington Post, Wall Street Journal, WSJ, Guardian, Daily Telegraph, Telegraph, Sunday Times,
	Daily Mail, Politico, Al Jazeera, Al-Jazeera, Al Arabiya, Al-Arabiya, Al Hadath, Al Mayadeen, Al-Mayadeen,
	Al-Manar, Al Masirah, Al-Masirah, Asharq Al-Awsat, Fox News, NBC, NBC News, ABC News, CBS, CBS News, MSNBC, Sky
	News, NPR, PBS, USA Today, Newsweek, Economist, Atlantic, New Yorker, HuffPost, Huffington Post, Daily Beast,
	Breitbart, Breitbart News, BuzzFeed, BuzzFeed News, Vox, Los Angeles Times, Boston Globe, Chicago Tribune, Miami
	Herald, Der Spiegel, Spiegel, Bild, Die Welt, Le Monde, Le Figaro, El País, El Pais, Corriere della Sera, La
	Repubblica, Haaretz, Times of Israel, Jerusalem Post, Ynet, Yedioth Ahronoth, Maariv, Channel 12, Channel 13,
	Kyiv Independent, Kyiv Post, Ukrainska Pravda, Ukrayinska Pravda, Suspilne, European Pravda, Kommersant,
	Izvestia, Vedomosti, RBC, Meduza, Mediazona, Novaya Gazeta, Moscow Times, RT, Sputnik, Rossiya-24, Xinhua, CGTN,
	CCTV, Global Times, People's Daily, Anadolu, Anadolu Agency, Hurriyet, IRNA, ISNA, Fars, Fars News, Tasnim,
	Mehr, Press TV, SANA, WAFA, Petra, Yonhap, KCNA, Kyodo, Kyodo News, NHK, DPA, ANSA, EFE, PTI, ANI, Sudan
	Tribune, Radio Dabanga, Radio Free Europe, RFE/RL, Radio Liberty, Voice of America, VOA, Deutsche Welle, DW,
	France 24, RFI, Radio France Internationale, Euronews, Nikkei, South China Morning Post, SCMP, Times of India,
	Dawn, Geo News, ARY News, Irrawaddy, Myanmar Now, Mizzima, Rappler, Straits Times, Daily Star, L'Orient-Le Jour,
	L'Orient Today, Naharnet, Middle East Eye, New Arab, Rudaw, Bellingcat, Verstka, Important Stories, The Insider,
	iStories, Agentstvo, Astra, TVN24, Polsat, Ekho Moskvy, TV Rain, Dozhd, Hromadske, Babel, Liga, NV
`))
