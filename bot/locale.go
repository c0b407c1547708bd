package bot

import (
	files "embed"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sitrep/wording"
)

// localeFiles hold translations of what Discord shows of commands: one file for each of Discord's locales, named after
// it (Discord documentation, "Locales"), an object from the English text to the translated one. What has no translation
// is shown in English. Latin America is shown what the file of Spain says. A slash command's name is translated if a
// file has it as a key; none does, because replies and /help call commands by their English names.
//
//go:embed locales/*.json
var localeFiles files.FS

// locales are the translations by locale, then by English text.
var locales = sync.OnceValue(func() map[string]map[string]string {
	entries, err := localeFiles.ReadDir("locales")
	if err != nil {
		panic(fmt.Sprintf("bot: embedded locales: %v", err)) // a mistake in this package, found by every test
	}
	all := map[string]map[string]string{}
	for _, e := range entries {
		data, err := localeFiles.ReadFile(path.Join("locales", e.Name()))
		if err != nil {
			panic(fmt.Sprintf("bot: embedded locales: %v", err))
		}
		var texts map[string]string
		if err := json.Unmarshal(data, &texts); err != nil {
			panic(fmt.Sprintf("bot: locales/%s: %v", e.Name(), err))
		}
		all[strings.TrimSuffix(e.Name(), ".json")] = texts
	}
	all["es-419"] = all["es-ES"]
	return all
})

// unlisted is the one locale that /help alone is told in: Discord's documentation lists no Arabic, and one locale that
// Discord does not take would cost all commands their registration.
const unlisted = "ar"

// localised returns the translations of an English text by Discord's locales, nil if there are none.
func localised(english string) map[string]string {
	var out map[string]string
	for locale, texts := range locales() {
		if t := texts[english]; t != "" && locale != unlisted {
			if out == nil {
				out = map[string]string{}
			}
			out[locale] = t
		}
	}
	return out
}

// described is what Discord shows of a command, an option or a choice, in the language of a reply.
func described(english string, w *wording.Words) string {
	for _, locale := range slices.Sorted(maps.Keys(locales())) {
		if base, _, _ := strings.Cut(locale, "-"); base == w.Tag() && locales()[locale][english] != "" {
			return locales()[locale][english]
		}
	}
	return english
}

// lowered is a description within a line: German begins its nouns with a capital wherever they stand.
func lowered(s string, w *wording.Words) string {
	if w.Tag() == "de" {
		return s
	}
	r, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) { // an abbreviation
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}
