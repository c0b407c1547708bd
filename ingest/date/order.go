package date

import (
	"strings"

	"golang.org/x/text/language"
)

// Order says which of the first two numbers of 04/05/2025 is the day.
type Order int

// The orders.
const (
	UnknownOrder Order = iota
	DayFirst
	MonthFirst
)

// OrderOf tells the order of numeric dates from a page's language and its host's country. English alone does not say,
// and neither does "en-US" on a host of another country: it is what publishing systems write by default.
func OrderOf(lang, host string) Order {
	tag, err := language.Parse(lang)
	base, _ := tag.Base()
	if err == nil && tag != language.Und && base.String() != "en" {
		return DayFirst
	}
	byHost := UnknownOrder
	switch tld := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:]); {
	case tld == "us" || tld == "gov" || tld == "mil" || tld == "edu" || tld == "ph":
		byHost = MonthFirst
	case len(tld) == 2 && !generic[tld] && host != "":
		byHost = DayFirst
	}
	byLang := UnknownOrder
	if err == nil {
		region, sure := tag.Region()
		switch {
		case sure != language.Exact:
		case region.String() == "US" || region.String() == "PH":
			byLang = MonthFirst
		case region.IsCountry() && region.String() != "CA": // both are usual there
			byLang = DayFirst
		}
	}
	switch {
	case byHost == UnknownOrder:
		return byLang
	case byLang == UnknownOrder || byLang == byHost:
		return byHost
	}
	return UnknownOrder
}

// generic are countries' domains that are sold to everybody.
var generic = map[string]bool{
	"co": true, "tv": true, "io": true, "me": true, "ai": true, "ly": true, "fm": true,
	"to": true, "cc": true, "ca": true,
}
