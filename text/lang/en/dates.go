package en

import "sitrep/text"

var dates = text.Dates{
	Months: text.Numbered(1, `january jan, february feb, march mar, april apr, may, june jun, july jul, august aug,
		september sep sept, october oct, november nov, december dec`),
	Weekdays: text.Numbered(0, `sunday sun, monday mon, tuesday tue tues, wednesday wed, thursday thu thur thurs,
		friday fri, saturday sat`),
	Days: text.Numbered(-1, `yesterday, today tonight, tomorrow`),
}

var numbers = text.Numbers{
	Numerals: map[string]float64{
		"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
		"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
		"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
		"seventy": 70, "eighty": 80, "ninety": 90,
	},
	Scales: map[string]float64{
		"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "mln": 1e6,
		"billion": 1e9, "bn": 1e9,
		"trillion": 1e12,
	},
	Vague: map[string]float64{
		"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6, "billions": 2e9,
	},

	Articles:  text.WordSet(`a an`),
	Multiples: text.WordSet(`hundred thousand million billion dozen`),
	Between:   text.WordSet(`to or – — -`),
	AtLeast: text.PhraseList(`
		at least, more than, over, no fewer than, no less than, not less than, not fewer than, a minimum of, minimum
		of, upwards of, greater than, well over, above, in excess of
	`),
	UpTo: text.PhraseList(`
		up to, as many as, as much as, at most, no more than, not more than, fewer than, less than, under, below, a
		maximum of, maximum of, at the most
	`),
	About: text.PhraseList(`
		about, around, some, approximately, roughly, nearly, almost, close to, an estimated, estimated, more or less,
		circa, just over, just under, as few as
	`),
	OrMore:      text.PhraseList(`or more, or so, at least, at most, +`),
	BeforeYears: text.WordSet(`in since until by during of from before after early late mid around`),
	BeforeRanks: text.WordSet(`no number article articles resolution channel chapter section page day phase group area
		zone highway route flight room unit building age aged ages version part act title round protocol order law
		point brigade hill sector camp task`),
	BehindAges:  text.WordSet(`-year-old years-old old`),
	BehindHours: text.WordSet(`a.m p.m a.m. p.m. am pm gmt utc o'clock hours hrs local`),
	Percent:     text.WordSet(`% percent per-cent pct per`),
	Ordinals:    text.WordSet(`anniversary th st nd rd`),
	No:          text.WordSet(`no not`),
	None:        text.WordSet(`none neither`),
	Parents:     text.WordSet(`mother father parent`),
	Years:       text.WordSet(`year years year-old years-old`),
	Changed: text.WordSet(`rose rise rises risen rising increased increase increases increasing climbed climbs climbing
		grew grown grows jumped jumps raised raises raising revised revising updated went gone soared surged up fell
		fallen falls dropped lowered lowering cut down doubled`),
	Whose:  text.WordSet(`who he she`),
	Turned: text.WordSet(`turned turns aged`),
	Aged: text.WordSet(`
		boy girl man woman child youth teenager baby infant toddler son daughter brother sister grandson granddaughter
	`),
	Shares: text.WordSet(`percent per-cent % pct half third quarter fifth most majority many some much part thirds
		quarters share`),
}
