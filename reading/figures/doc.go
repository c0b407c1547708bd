// Package figures reads how many of what an article tells: numbers with what they count, where, when and by whose
// count.
//
// [Find] is a pure function of an article's body and of what was found in it before: sentences, and the mentions of
// entities. All spans are byte offsets into the body, on rune boundaries.
//
// Each step is a file, and each construction of the language a function of its own, which says in quotation marks what
// it reads:
//
//	number.go        "12", "two hundred and fifty thousand", "dozens"
//	quantity.go      "at least 12", "5 to 7", "$12bn"
//	nocount.go       what only looks like one: "May 7, 2023", "12-year-old", "Resolution 1701"
//	counted.go       "12 people", "45 of the 60 drones", "300 square kilometres"
//	harms.go         what befalls people: killed, injured …
//	harm.go          "killed or wounded": which of it is told of a quantity
//	harm_before.go   "killed at least 12", "the death of six", "killed the mayor as well as two peasants"
//	harm_behind.go   "12 dead", "12 members of the union, among them two women, have been killed"
//	toll.go          "the death toll of the raid has risen to 31", "six more bodies, 18 in all"
//	outcome.go       the order of looking for a harm; "200 hostages"
//	coordination.go  "killed 12 people and three soldiers", "nine wounded, including four children"
//	shotdown.go      "shot down 45 of the 60 drones", "of which 55 were intercepted"
//	period.go        "overnight", "since October 2023"
//	place.go         "in Kyiv", "near Rafah"
//	scope.go         which period and place of a sentence a quantity belongs to
//	giver.go         "police put the dead at 12": who gives the number
//	figures.go       all of it together
//	lexicon.go       the words that all of these look for, compiled from text/lang/en
//
// The rules are English: they find little in a text in another language.
package figures
