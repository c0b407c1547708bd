package bot

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"sitrep/bot/message"
	"sitrep/digest"
	"sitrep/news"
)

var (
	// around matches "within 30 km of Pokrovsk" and "30km Pokrovsk".
	around = regexp.MustCompile(`(?i)^(?:within )?` + distance + ` (?:(?:of|around|from|near) )?(?P<place>.+)$`)
	// near matches "near Pokrovsk 30 km" and "Pokrovsk, 30 km".
	near = regexp.MustCompile(`(?i)^(?:(?:near|around) )?(?P<place>\D+?),? ` + distance + `$`)
	// wordy matches "word mobilisation" and "words drone, mobilisation".
	wordy = regexp.MustCompile(`(?i)^words? (.+)$`)
)

// distance is how far off, with its unit.
const distance = `(?P<far>\d{1,4}(?:\.\d)?) ?(?P<unit>km|kms|kilomet(?:er|re)s?|mi|miles?)`

// maxCircle is how wide a circle may be, in kilometres: beyond that it is a country's topic.
const maxCircle = 500

// wordsOrPlace reads a watch on words or on a place and what lies around it; done is false for anything else.
func (a *answers) wordsOrPlace(about string, s *news.Subscription) (done bool, err error) {
	for _, form := range []*regexp.Regexp{around, near} {
		if m := form.FindStringSubmatch(about); m != nil {
			part := func(name string) string { return m[form.SubexpIndex(name)] }
			return true, a.circle(part("far"), part("unit"), part("place"), s)
		}
	}
	said := ""
	if m := wordy.FindStringSubmatch(about); m != nil {
		said = m[1]
	}
	if len(about) > 2 && strings.HasPrefix(about, `"`) && strings.HasSuffix(about, `"`) {
		said = strings.ReplaceAll(about, `"`, "")
	}
	words := listOf(said)
	if len(words) == 0 {
		return false, nil
	}
	if len(words) > maxListed {
		return true, errorf("about: at most %d words.", maxListed)
	}
	s.Preferences.Words, s.AboutName = words, wordsName(words)
	return true, nil
}

// wordsName is what a watch on words is called.
func wordsName(words []string) string { return "“" + strings.Join(words, "”, “") + "”" }

func (a *answers) circle(far, unit, name string, s *news.Subscription) error {
	km, err := strconv.ParseFloat(far, 64)
	if strings.HasPrefix(strings.ToLower(unit), "mi") {
		km *= 1.609344
	}
	if err != nil || km < 1 || km > maxCircle {
		return errorf("about: from 1 to %d km around a place.", maxCircle)
	}
	name = strings.TrimSpace(name)
	if a.o.Locate == nil {
		return errorf("about: no map of places is known here.")
	}
	at, ok := a.o.Locate(name)
	if !ok {
		return errorf("about: I know no town %q. Write its name as English papers do.",
			message.Shorten(message.Clean(name), 40))
	}
	name = message.Shorten(message.Clean(name), 60)
	s.Preferences.Near = &news.Circle{Name: name, Latitude: at.Lat, Longitude: at.Lon, Kilometres: km}
	s.AboutName = fmt.Sprintf("what is within %.0f km of %s", km, name)
	return nil
}

// getsAlert says of what a channel is alerted, with the verb for how many origins it takes.
func getsAlert(s news.Subscription) string {
	switch {
	case s.Preferences.Gravity >= digest.Great:
		return phrase("%s gets an alert when something that changes everything is new about %s has %s.")
	case s.Preferences.Gravity > 0:
		return phrase("%s gets an alert when something that leads a day's news is new about %s has %s.")
	}
	return phrase("%s gets an alert when something new about %s has %s.")
}
