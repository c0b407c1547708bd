package text

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/turkish"
)

// sample is how many bytes Language looks at: trigram statistics do not gain beyond.
const sample = 4096

// fewLetters is how many letters a text needs before trigram statistics mean anything; found on headlines cut short.
const fewLetters = 24

// Language guesses the language of s as a BCP 47 tag ("en", "uk"), "" if s is too short or too mixed to tell. What a
// feed or a page says of itself is better evidence.
func Language(s string) string {
	if len(s) > sample {
		s = strings.ToValidUTF8(s[:sample], "")
	}
	letters := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < fewLetters {
		return ""
	}
	info := whatlanggo.Detect(s)
	if !info.IsReliable() {
		if lang := cyrillic(s); lang != "" {
			return lang
		}
		return englishWords(s)
	}
	return info.Lang.Iso6391()
}

// cyrillic tells Ukrainian and Russian by the letters that only one of them has.
func cyrillic(s string) string {
	uk, ru := 0, 0
	for _, r := range s {
		switch unicode.ToLower(r) {
		case 'і', 'ї', 'є', 'ґ':
			uk++
		case 'ы', 'э', 'ъ', 'ё':
			ru++
		}
	}
	switch {
	case uk > 2*ru:
		return "uk"
	case ru > 2*uk:
		return "ru"
	}
	return ""
}

// englishWords settles doubtful cases: names make English news look like other languages, function words do not.
func englishWords(s string) string {
	all, stops := 0, 0
	for w := range strings.FieldsSeq(s) {
		all++
		if Stop(Fold(strings.Trim(w, `.,;:!?"'“”‘’()`)), "en") {
			stops++
		}
	}
	if all >= 5 && stops*4 >= all {
		return "en"
	}
	return ""
}

var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "de": german.Stem, "en": english.Stem, "es": spanish.Stem, "fr": french.Stem, "ru": russian.Stem,
	"tr": turkish.Stem,
}

// longestWord bounds what Stem works on; the longest word of a newspaper is a third of it.
const longestWord = 100

// Stem returns the folded stem of word in the language of tag lang ("" counts as English), by the Snowball algorithms.
// A word of another language is folded only.
func Stem(word, lang string) string {
	word = Fold(word)
	lang, _, _ = strings.Cut(lang, "-")
	if lang == "" {
		lang = "en"
	}
	stem, ok := stemmers[lang]
	if !ok || len(word) > longestWord {
		return word
	}
	env := snowballstem.NewEnv(word)
	stem(env)
	return env.Current()
}

// Stop reports whether a folded word is a function word of the language of tag lang ("" counts as English).
func Stop(word, lang string) bool {
	lang, _, _ = strings.Cut(lang, "-")
	if lang == "" {
		lang = "en"
	}
	return stops[lang][word]
}

var stops = map[string]map[string]bool{
	"en": set(`a about above after again against all also although am among an and another any are aren't as at be
		because been
		before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing don't
		down
		during each either else ever every few for from further had hadn't has hasn't have haven't having he he'd
		he'll he's
		her here here's hers herself him himself his how however i i'd i'll i'm i've if in into is isn't it it's its
		itself
		just least less let's like many may me might more most much must mustn't my myself neither no nor not now of
		off on
		once one only onto or other others our ours ourselves out over own per rather s same shall shan't she she'd
		she'll
		she's should shouldn't since so some still such t than that that's the their theirs them themselves then there
		there's these they they'd they'll they're they've this those though through thus to too toward towards under
		until up
		upon us very via was wasn't we we'd we'll we're we've were weren't what what's when where whether which while
		who
		who's whom whose why will with within without won't would wouldn't yet you you'd you'll you're you've your
		yours
		yourself`),
	"ru": set(`а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его
		ее если есть
		еще же за здесь и из или им их к как ко когда кто ли либо мне может мы на надо наш не него нее нет ни них но
		ну о об
		однако он она они оно от очень по под при с со так также такой там те тем то того тоже той только том ты у
		уже хотя
		чего чем через что чтобы эта эти это этого этой этом этот я`),
	"uk": set(`а або але без би був була були було бути в вам вас ви від він вона вони воно все всі де до для з за зі
		і із її їм їх
		й його коли крім куди ми між мій мені може на над нам нас наш не ні ну о об один особливо от по під при про
		та так
		також там те ти тим того тому той тут у це цей ці цього цьому через чи що щоб як який якщо я`),
	"fr": set(`a à au aux avec c ce ces cette comme d dans de des du elle elles en entre est et etait ete eux il ils
		j je l la le
		les leur leurs lui m mais me meme mes mon n ne ni nos notre nous on ont ou ou par pas plus pour qu que qui s
		sa sans se
		ses si son sont sous sur t ta tandis te tes tu un une vos votre vous y`),
	"de": set(`aber als also am an auch auf aus bei bin bis da damit dann das dass dem den der des die dies diese
		dieser doch du
		durch ein eine einem einen einer eines er es fur gegen hat hatte haben ich ihr ihre im in ist ja kann mit
		nach nicht
		noch nur ob oder ohne sein seine sich sie sind so uber um und uns unter vom von vor war waren was weil wenn
		wer wie wir
		wird wurde zu zum zur`),
	"es": set(`a al ante como con contra cual cuando de del desde donde durante e el ella ellas ellos en entre era es
		esa ese eso
		esta este esto fue ha han hasta hay la las le les lo los mas me mi muy no nos o otra otro para pero por
		porque que
		quien se ser si sin sobre son su sus tambien te un una uno unos y ya yo`),
	"ar": set(`في من على الى عن مع ان هذا هذه ذلك تلك التي الذي الذين كان كانت قد لم لن لا ما هو هي هم و او ثم بعد
		قبل بين حتى كل
		عند اذا كما لكن غير منذ خلال حيث`),
}
