package bot

import (
	"cmp"
	"context"

	"sitrep/bot/message"
	"sitrep/news"
	"sitrep/wording"
)

// words are those that r is answered in.
func (r *Request) words() *wording.Words {
	switch own := wording.In(r.Locale); {
	case r.Words != nil:
		return r.Words
	case own != wording.English: // what comes before anybody has looked is for the asker alone
		return own
	}
	return wording.In(r.GuildLocale)
}

// speak is what r is answered in. What everybody sees is in the language that the server's admins have set, else in
// what whoever runs the program has, else in Discord's own for the server. What only the asker sees is in the asker's
// own, if it is spoken here and not the English that Discord gives to those for whom it has no language. It must not
// keep anybody waiting.
func (a *answers) speak(ctx context.Context, r *Request, private bool) *wording.Words {
	ctx, cancel := context.WithTimeout(ctx, completeWait)
	defer cancel()
	var set news.ServerSettings
	if err := guard(func() (err error) { // no language is a reason to have no answer
		set, err = a.serverSettings(ctx, r.Guild)
		return err
	}); err != nil {
		set = news.ServerSettings{}
	}
	home := a.homeLanguage(set, r.GuildLocale)
	own := wording.In(r.Locale)
	switch {
	case r.Locale == "":
		return wording.In(home)
	case r.Guild == "":
		if own == wording.English {
			return wording.In(cmp.Or(a.o.Language, r.Locale))
		}
		return own
	case private && wording.Speaks(r.Locale) && (own != wording.English || set.Language == "" && a.o.Language == ""):
		return own
	}
	return wording.In(home)
}

// homeLanguage is what is said in a server where nothing else is asked for.
func (a *answers) homeLanguage(set news.ServerSettings, locale string) string {
	return cmp.Or(set.Language, a.o.Language, locale)
}

// languageOf is what a subscription that r makes is told in: what r asks for, else what the server, or in direct
// messages the user, is answered in. "" is English.
func (a *answers) languageOf(ctx context.Context, r *Request, guild string) (string, error) {
	asked := r.value("language")
	if asked == "" && guild == "" {
		asked = a.speak(ctx, &Request{Locale: r.Locale}, true).Tag()
	}
	if asked == "" {
		set, err := a.serverSettings(ctx, guild)
		if err != nil {
			return "", err
		}
		asked = a.homeLanguage(set, r.GuildLocale)
	}
	if tag := wording.In(asked).Tag(); tag != wording.English.Tag() {
		return tag, nil
	}
	return "", nil
}

// counted is a text about so many with what else stands in it.
func counted(w *wording.Words, n int, one, many string, args ...any) []message.Run {
	return message.Fill(w.Form(n, one, many), append([]any{message.Plain(w.Number(float64(n)))}, args...)...)
}

// done is what is said of something behind a sign: "✅ #news follows …".
func done(sign string, said []message.Run) []message.Run {
	return append([]message.Run{message.Plain(sign + " ")}, said...)
}

// phrase marks a text of ours that is kept in English and said in a reader's language where it is shown.
func phrase(english string) string { return english }

// say is a text of ours with what stands in it.
func say(w *wording.Words, english string, args ...any) []message.Run {
	return message.Fill(w.Say(english), args...)
}
