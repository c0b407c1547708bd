package en

import (
	"regexp"
	"strings"

	"github.com/blevesearch/snowballstem/english"

	"sitrep/text"
)

var news = text.News{
	Relevance: text.RelevanceWords{
		Conflict: text.WordSet(`airstrik strike missil rocket drone shell artilleri bombard bomb warhead ballist shahed
			uav troop soldier militari armi battalion brigad frontlin offens counteroffens invas invad occupi occup
			annex siege besieg ceasefir truce armistic hostag prison captiv militia militant insurg rebel fighter
			gunmen jihadist terrorist terror guerrilla combat casualti wound civilian war warfar warship tank howitz
			ammunit mine sniper mercenari paramilitari coup junta genocid massacr atroc airspac intercept demilitar
			mobil mobilis conscript hezbollah hama houthi isil isi taliban wagner idf rsf`),
		Half: text.WordSet(`kill injur attack defenc defens weapon arm border secur threat sanction peac talk negoti
			deal envoy nuclear refuge displac evacu humanitarian aid hospit territori sovereignti alli nato unit forc
			fight clash explos protest polic crime regim opposit intellig`),
		Theatres: stemmed(`Ukraine Ukrainian Ukrainians Russia Russian Russians Kremlin Moscow Kyiv Kiev Crimea Donbas
			Donetsk Putin Zelensky Zelenskyy Zelenskiy Israel Israeli Israelis Gaza Palestinian Palestinians
			Jerusalem Lebanon Lebanese Syria Syrian Damascus Assad Iran Iranian Tehran Yemen Yemeni Sanaa Sudan
			Sudanese Khartoum Darfur Congo Congolese Goma Rwanda Mali Niger Burkina Sahel Myanmar Rohingya Taiwan
			Pyongyang Afghanistan Afghan Kabul Iraq Iraqi Baghdad Kurdish Kashmir`),
		Other: text.WordSet(`goal match leagu coach striker midfield tournament championship olymp cup season score
			player team footbal basketbal tenni cricket film festiv actor actress album song singer celebr fashion
			box box-offic premier share stock index nasdaq dow earn profit dividend invest investor trader rate
			inflat recip restaur weather horoscop lotteri crossword smartphon app`),
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
			`note|correction\b|clarification\b)` +
			`)`),
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
			`|independently )*(?:verified|confirmed|reached))\b|\b(?:contributed to this ` +
			`(?:report|story|article)|(?:views|opinions) expressed)\b|, ` +
			`(?:left|right|center|centre|foreground|second from ` +
			`(?:left|right)), `),
		NoteWords: []string{
			"version of this", "could not", "contributed to", "expressed", ", left, ", ", right, ",
			", center, ", ", centre, ", "ground, ", ", second from ",
		},
		OwnVoice: regexp.MustCompile(`\b(?:I|I['’](?:m|ve|d|ll)|[Yy]ou|[Yy]our|[Ww]e|[Ww]e['’](?:re|ve|ll)|` +
			`[Oo]ur|my|me|` +
			`[Ll]et['’]s)\b`),
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
		Addresses:  text.WordSet(`the mr mrs ms dr gen sen rep gov lt col maj`),
		Indefinite: text.WordSet(`a an another his her its one several some their two unnamed various`),
		Unlettered: text.WordSet(`of for the and`),
		Pronouns:   text.WordSet("he she it they we i you who one this that these those others some many both"),
		Offices: text.WordSet(`ministry minister ministers military army forces force president presidential government
			official officials spokesman spokesperson spokeswoman command commander general staff kremlin defence
			defense foreign governor mayor envoy ambassador navy air security service intelligence parliament premier
			embassy authorities`),
		Citing: regexp.MustCompile(`\b(?:citing|quoting) ([^,;“"]{4,90}?)(?:[,;.“"]|$)`),
	},
	Incidents: text.IncidentWords{
		Another: regexp.MustCompile(`^(?:Another|Other|Also|Meanwhile|Moreover|Elsewhere|Separately|In ` +
			`addition|Earlier|Later|On the other)\b`),
		Recounting: regexp.MustCompile(`(?i)\b(?:tolls?|ris(?:es?|en|ing)|rose|climb(?:s|ed)?|increased?|so far|now ` +
			`(?:counts?|puts?|speaks?|stands?)|first count|number of ` +
			`(?:people|those|dead|injured|wounded|killed|victims)|more bodies)\b`),
		Regions: text.WordSet(`province provinces governorate governorates region regions oblast oblasts countryside
			state county`),
		Anybody: text.WordSet(`people persons person civilians civilian residents victims others dead bodies wounded
			injured more lives men`),
		Denials: regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed)|dismiss(?:es|ed)? (?:as|the ` +
			`claim|claims|reports))\b`),
		TheClaim: regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refuted?)\b ` +
			`(?:the|that|this|these|those) (?:claims?|reports?|accusations?|allegations?|statements?|charges?)\b`),
		Aftermath: regexp.MustCompile(`(?i)[,]? (following|in the wake of|in response to|days after|hours ` +
			`after|a day ` +
			`after|after) `),
	},
	Parts: text.PartWords{
		Before: regexp.MustCompile(`(?i)\b(?:including|among (?:them|whom|those|the ` +
			`(?:dead|killed|injured|wounded|victims))|of (?:them|whom|those|which))\b[^.;]{0,24}$`),
		Behind: regexp.MustCompile(`(?i)^[^.;]{0,24}?\bamong (?:them|those|the ` +
			`(?:dead|killed|injured|wounded|victims))\b`),
		AgeBefore: regexp.MustCompile(`(?i)\b(?:aged|a (?:boy|girl|man|woman|child) of) $`),
		AgeBehind: regexp.MustCompile(`(?i)^.?years?.old\b`),
		YearBefore: regexp.MustCompile(`(?i)\b(?:January|February|March|April|May|June|July|August|September|October|` +
			`November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?,? (?:\d{1,2},? )?$`),
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
		SaidBefore: regexp.MustCompile(`\bhad (?:earlier |previously |already |first |initially ` +
			`)?(?:said|spoken|given|put|told|reported|announced|confirmed|warned|called|accused|promised|` +
			`stated|counted)\b`),
		Earlier: regexp.MustCompile(`(?i)^(?:last (?:month|year|summer|autumn|winter|spring)|earlier this ` +
			`(?:year|month)|in recent (?:weeks|months|years)|over the past (?:few ` +
			`)?(?:weeks|months|years))\b|\b(?:previous|earlier|initial) (?:death )?toll (?:was|of|had|stood)\b`),
		Unchanged: regexp.MustCompile(`(?i)\b(?:unchanged|(?:has|have|had) not (?:changed|risen))\b`),
		Preamble: regexp.MustCompile(`^(?:Earlier|Previously|Last (?:month|year)|In recent ` +
			`(?:weeks|months|years)|Over the past)\b`),
		Weekday:   regexp.MustCompile(`\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`),
		Customary: regexp.MustCompile(`(?i)\b(?:regularly|routinely|has long been|have long been)\b`),
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

// stemmed is the set of the stems of words.
func stemmed(words string) map[string]bool {
	stemmer := text.Language{Stemmer: english.Stem}
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[stemmer.Stem(w)] = true
	}
	return m
}
