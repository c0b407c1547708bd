package bot

import "sitrep/wording"

// words are those that r is answered in: of the server, for a reply that only the asker sees and in direct messages
// those of the user, and English where there is neither.
func (r *Request) words() *wording.Words {
	if r.Guild == "" || r.GuildLocale == "" {
		return wording.In(r.Locale)
	}
	return wording.In(r.GuildLocale)
}
