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
		"dozen": 12, "score": 20, "hundred": 100, "thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9,
		"trillion": 1e12,
	},
	Vague: map[string]float64{
		"tens": 20, "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2e3, "millions": 2e6, "billions": 2e9,
	},
}
