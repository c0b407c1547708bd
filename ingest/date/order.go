package date

import (
	"strings"

	"golang.org/x/text/language"
)

// Order says which of the first two numbers of 04/05/2025 is the day.
type Order int

// The orders.
const (
	unknownOrder Order = iota
	dayFirst
	monthFirst
)

// OrderOf tells the order of numeric dates from a page's language and its host's country. English alone does not say,
// and neither does "en-US" on a host of another country: it is what publishing systems write by default.
func OrderOf(lang, host string) Order {
	tag, err := language.Parse(lang)
	base, _ := tag.Base()
	if err == nil && tag != language.Und && base.String() != "en" {
		return dayFirst
	}
	byHost := unknownOrder
	switch tld := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:]); {
	case tld == "us" || tld == "gov" || tld == "mil" || tld == "edu" || tld == "ph":
		byHost = monthFirst
	case len(tld) == 2 && !generic[tld] && host != "":
		byHost = dayFirst
	}
	byLang := unknownOrder
	if err == nil {
		region, sure := tag.Region()
		switch {
		case sure != language.Exact:
		case region.String() == "US" || region.String() == "PH":
			byLang = monthFirst
		case region.IsCountry() && region.String() != "CA": // both are usual there
			byLang = dayFirst
		}
	}
	switch {
	case byHost == unknownOrder:
		return byLang
	case byLang == unknownOrder || byLang == byHost:
		return byHost
	}
	return unknownOrder
}

// generic are countries' domains that are sold to everybody.
var generic = map[string]bool{
	"co": true, "tv": true, "io": true, "me": true, "ai": true, "ly": true, "fm": true,
	"to": true, "cc": true, "ca": true,
}

// CountryOf is the country that a language tag or a host tells, ISO 3166, "" if neither does.
func CountryOf(lang, host string) string {
	if tld := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:]); len(tld) == 2 && !generic[tld] &&
		tld != host {
		if tld == "uk" {
			return "GB"
		}
		return strings.ToUpper(tld)
	}
	tag, err := language.Parse(lang)
	if err != nil {
		return ""
	}
	switch base, _ := tag.Base(); base.String() {
	case "he":
		return "IL"
	case "ga":
		return "IE"
	case "hi":
		return "IN"
	}
	if region, sure := tag.Region(); sure == language.Exact && region.IsCountry() {
		return region.String()
	}
	return ""
}
