// Package ru is Russian.
package ru

import (
	"github.com/blevesearch/snowballstem/russian"

	"sitrep/text"
)

// Language is Russian: function words, stems and abbreviations.
var Language = text.Language{
	Tag:  "ru",
	News: text.News{Relevance: relevance},
	Stops: text.WordSet(`а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для
		до его ее если есть еще же за здесь и из или им их к как ко когда кто ли либо мне может мы на надо наш не
		него нее нет ни них но ну о об однако он она они оно от очень по под при с со так также такой там те тем то
		того тоже той только том ты у уже хотя чего чем через что чтобы эта эти это этого этой этом этот я`),
	Stemmer: russian.Stem,
	Sentences: text.SentenceRules{
		Titles:  text.WordSet(`г ул им тов проф акад ген т.е т.к`),
		Endings: text.WordSet(`км тыс млн руб грн`),
	},
	Dates: text.Dates{Months: text.Numbered(1, `январь января янв, февраль февраля фев февр, март марта мар,
		апрель апреля апр, май мая, июнь июня июн, июль июля июл, август августа авг, сентябрь сентября сен сент,
		октябрь октября окт, ноябрь ноября ноя нояб, декабрь декабря дек`)},
}
