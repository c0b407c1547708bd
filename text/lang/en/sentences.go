package en

import "sitrep/text"

var sentences = text.SentenceRules{
	Titles: text.WordSet(`mr mrs ms mx dr drs prof gen lt col maj sgt capt cpt cmdr cdr comdr adm brig rep reps sen sens
		gov govs pres rev hon st ste mt ft pvt cpl spc supt insp det fr amb messrs mme mlle pte gnr cst cllr sr sra
		srta dra hr vs approx est ca cf e.g i.e viz al civ crim dept lieut sec-gen ald asst assoc exec mgr p.s`),
	BeforeNumbers: text.WordSet(`no nos n° art arts sec fig figs eq eqs ref refs p pp para paras vol vols ch chap op ser
		ver tel ext v vv sect`),
	Months: text.WordSet(`jan feb mar apr jun jul aug sep sept oct nov dec`),
	Endings: text.WordSet(`jr sr co corp inc ltd bros esq etc plc llc bhd pty cie ave blvd rd sq st ind univ intl natl
		ala ariz ark calif colo conn del fla ga ill kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn
		tex vt va wash wis wyo mon tue tues wed thu thur thurs fri sat sun sp ed eds trans hrs min mins gal oz lb lbs
		ft`),
	Streets: text.WordSet(`st`),
	Versus:  text.WordSet(`v`),
	Hours:   text.WordSet(`a.m p.m`),
	Zones: text.WordSet(`ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST EET EEST MSK IST JST WAT CAT
		SAST Eastern Pacific Central Mountain Local Kyiv Moscow`),
	Weekdays: text.WordSet(`Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri
		Sat Sun`),
	Captions: text.WordSet(`Figure Table Map Chart Photo Exhibit`),
	Lettered: text.WordSet(`Plan Phase Category Grade Type Group Vitamin Hepatitis Annex Appendix Point Exhibit
		Section`),
	Networks: text.WordSet(`on to via from platform network`),
	Pronouns: text.WordSet(`He She They I We It`),
	Saying: text.WordSet(`said says say asked asks told added adds wrote writes replied replies tweeted posted shouted
		shouts cried yelled wondered wonders exclaimed demanded demands joked quipped retorted responded countered
		explained continued began recalled recalls declared insisted argued warned joked mused answered questioned
		inquired screamed laughs laughed`),
	Starters: text.WordSet(`a about above according across after afterwards again against all along already also
		although among amid an and another any anyone anything are around as asked at back because before behind
		being below beside besides between beyond both but by can click could despite did do does during each earlier
		either else elsewhere even eventually every everyone everything few finally first following for former four
		from further furthermore given had has have he hence her here his how however hundreds i if in indeed
		initially instead is it its just last late later latest let like many maybe meanwhile more moreover most mr
		mrs ms much my neither never nevertheless no nobody none nor not nothing now of officials often on once one
		only or other others otherwise our over overall people perhaps please police presently previously rather
		recently reports residents seven several shall she should similarly since six so some someone something
		sometimes soon still such than thanks that the their them then there thereafter therefore these they this
		those though three through throughout thus to today together tomorrow tonight too two under unfortunately
		unless unlike until up upon very was we were what whatever when whenever where whereas wherever whether which
		while who whoever whom whose why will with within without witnesses would yes yesterday yet you your dr prof
		authorities monday tuesday wednesday thursday friday saturday sunday`),
}
