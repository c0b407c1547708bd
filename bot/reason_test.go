package bot

import (
	"testing"

	"sitrep/bot/message"
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

// TestMendingInOtherLanguages says which permission to give where, as Discord calls it in a reader's language.
func TestMendingInOtherLanguages(t *testing.T) {
	at := site{place: place{Name: "front"}, self: "5"}
	for _, c := range []struct {
		language string
		lacks    []lack
		want     string
	}{
		{
			"en",
			[]lack{{what: "Send Messages", by: byRole + "desk"}, {what: "Embed Links", by: byRole + "desk"}},
			"- *Send Messages* and *Embed Links* are denied to me there by the channel's override for " +
				"**the role desk**. Server Settings does not matter here: " +
				"open **\\#front → Edit Channel → Permissions**.",
		},
		{
			"de",
			[]lack{{what: "Send Messages", by: byRole + "desk"}},
			"- *Nachrichten senden* wird mir dort durch die Kanalberechtigung für **die Rolle desk** verweigert. " +
				"Die Servereinstellungen zählen hier nicht: Öffne **\\#front → Kanal bearbeiten → Berechtigungen**.",
		},
	} {
		lines := at.mend(wording.In(c.language), c.lacks)
		if len(lines) != 1 || message.Markdown(lines[0]) != c.want {
			t.Errorf("%s: %q, want %q", c.language, message.Markdown(lines[0]), c.want)
		}
	}
}
