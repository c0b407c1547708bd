package bot

import (
	"testing"

	"sitrep/wording"
)

// TestReasonsInOtherLanguages says why nothing is posted, which is kept in English, in a reader's language.
func TestReasonsInOtherLanguages(t *testing.T) {
	kept := reason([]lack{{what: "Send Messages"}, {what: "Embed Links"}, {reason: "The thread is locked: unlock it."}})
	for _, c := range []struct{ language, kept, want string }{
		{"en", kept, "I lack Send Messages, Embed Links there. The thread is locked: unlock it."},
		{"de", kept, "Mir fehlt dort: Nachrichten senden, Links einbetten. Der Thread ist gesperrt: Entsperre ihn."},
		{"ru", "The channel #front was deleted. Choose another one.", "Канал #front удалён. Выберите другой."},
		{"fr", permanent[codeUnknownGuild], "Sitrep n’est plus sur ce serveur. Invitez-le de nouveau."},
		{"es", "what Discord alone knows", "what Discord alone knows"},
	} {
		if got := reasonIn(wording.In(c.language), c.kept); got != c.want {
			t.Errorf("reasonIn(%s, %q) = %q, want %q", c.language, c.kept, got, c.want)
		}
	}
}
