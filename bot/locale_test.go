package bot

import (
	"regexp"
	"slices"
	"testing"

	"sitrep/bot/command"
	"sitrep/bot/message"
	"sitrep/wording"
)

// chatCommandName is Discord's rule for names of commands and options (Discord documentation, "Application Command
// Naming").
var chatCommandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// TestLocalesAreComplete finds a text that was changed in English and not in its translations, and one that Discord
// refuses for its length.
func TestLocalesAreComplete(t *testing.T) {
	limits := map[string]int{} // English texts, with the most units that a translation may have
	named := map[string]bool{}
	var add func(c command.Command)
	add = func(c command.Command) {
		named[c.Name] = true
		if c.Message != "" {
			limits[c.Message] = 32
			limits[c.Description] = 100 // Discord takes none; /help says it
			return
		}
		limits[c.Description] = 100
		for _, o := range c.Options {
			named[o.Name] = true
			limits[o.Description] = 100
			for _, ch := range o.Choices {
				if regexp.MustCompile(`\pL`).MatchString(ch.Name) && !wording.Speaks(ch.Value) {
					limits[ch.Name] = 100
				}
			}
		}
		for _, sub := range c.Commands {
			add(sub)
		}
	}
	for _, c := range command.All() {
		add(c)
	}
	known := []string{ // Discord documentation, "Locales"
		"id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
		"ro", "fi", "sv-SE",
		"vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
	}
	for locale := range localised(command.All()[0].Description) {
		if !slices.Contains(known, locale) {
			t.Errorf("a description is sent in %q, and Discord has no locale of that name", locale)
		}
	}
	for _, tag := range wording.Languages() { // what is answered in a language is described in it
		if tag != wording.English.Tag() && described(command.All()[0].Description, wording.In(tag)) ==
			command.All()[0].Description {
			t.Errorf("no file in locales describes commands in %s", tag)
		}
	}
	for locale, texts := range locales() {
		for english, most := range limits {
			switch n := message.UTF16Len(texts[english]); {
			case n == 0:
				t.Errorf("locales/%s.json: no translation of %q", locale, english)
			case n > most:
				t.Errorf("locales/%s.json: %q has %d units, at most %d are allowed", locale, texts[english], n, most)
			}
			if said, ok := wording.In(locale).Told(english); ok && said != texts[english] {
				t.Errorf("locales/%s.json: %q is %q in replies", locale, texts[english], said)
			}
		}
		for english, translated := range texts {
			switch {
			case named[english] && !chatCommandName.MatchString(translated):
				t.Errorf("locales/%s.json: %q cannot be the name of a command", locale, translated)
			case !named[english] && limits[english] == 0:
				t.Errorf("locales/%s.json: no command says %q", locale, english)
			}
		}
	}
}
