package date

import (
	"strings"
	"unicode/utf8"
)

// months maps names in lower case to numbers.
var months = monthTable(
	"january jan janvier janv januar jän jänner jaenner enero ene январь января янв січень січня січ ocak oca يناير "+
		"جانفي كانون_الثاني gennaio gen janeiro stycznia sty januari ianuarie",
	"february feb février fevrier févr fév fevr februar feber febrero февраль февраля фев февр лютий лютого лют "+
		"şubat subat şub فبراير فيفري شباط febbraio fevereiro lutego lut februari februarie",
	"march mar mars märz maerz mär mrz marzo март марта мар березень березня бер mart مارس آذار اذار março marca "+
		"maart mrt martie",
	"april apr avril avr abril abr апрель апреля апр квітень квітня кві квіт nisan nis أبريل ابريل إبريل أفريل نيسان "+
		"aprile kwietnia kwi aprilie",
	"may mai mayo май мая травень травня тра трав mayıs mayis مايو ماي أيار ايار maggio mag maio maja mei",
	"june jun juin juni junio июнь июня июн червень червня чер черв haziran haz يونيو يونيه جوان حزيران giugno giu "+
		"junho czerwca cze iunie",
	"july jul juillet juil juli julio июль июля июл липень липня лип temmuz tem يوليو يوليه جويلية تموز luglio lug "+
		"julho lipca lip iulie",
	"august aug août aout aoû agosto ago август августа авг серпень серпня сер серп ağustos agustos ağu أغسطس اغسطس "+
		"أوت آب اب sierpnia sie augustus",
	"september sep sept septembre septiembre setiembre сентябрь сентября сен сент вересень вересня вер верес eylül "+
		"eylul eyl سبتمبر أيلول ايلول settembre set setembro września wrz septembrie",
	"october oct octobre oktober okt octubre октябрь октября окт жовтень жовтня жов жовт ekim eki أكتوبر اكتوبر "+
		"تشرين_الأول تشرين_الاول ottobre ott outubro out października paź octombrie",
	"november nov novembre noviembre ноябрь ноября ноя нояб листопад листопада лис лист kasım kasim kas نوفمبر "+
		"تشرين_الثاني novembro listopada noiembrie",
	"december dec décembre déc dezember dez diciembre dic декабрь декабря дек грудень грудня гру груд aralık aralik "+
		"ara ديسمبر كانون_الأول كانون_الاول dicembre dezembro grudnia gru decembrie",
)

// monthTable reads a line of names for each month; a low line stands for the space in a name.
func monthTable(lines ...string) map[string]int {
	out := map[string]int{}
	for i, line := range lines {
		for name := range strings.FieldsSeq(line) {
			out[strings.ReplaceAll(name, "_", " ")] = i + 1
		}
	}
	return out
}

// monthAt reads the name of a month at list[i], and returns how many tokens it takes.
func monthAt(list []token, i int) (month, n int) {
	if i >= len(list) || list[i].isNumber() {
		return 0, 0
	}
	if i+1 < len(list) {
		if m := months[list[i].text+" "+list[i+1].text]; m > 0 {
			return m, 2
		}
	}
	if m := months[list[i].text]; m > 0 {
		return m, 1
	}
	return 0, 0
}

// minMonth is how many letters of a month's name tell it.
const minMonth = 3

// monthLike is the month of a word that begins like the name of one: a typing mistake, or a language that is not known
// but has the Latin names. 0 if it begins like none.
func monthLike(w string) int {
	for end := range w {
		if m := months[w[:end]]; m > 0 && utf8.RuneCountInString(w[:end]) >= minMonth {
			return m
		}
	}
	return 0
}
