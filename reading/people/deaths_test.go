package people

import (
	"testing"

	"sitrep/news"
)

// TestDeaths: a plain statement of somebody's death is a role of his; what is only feared, denied, planned or
// somebody else's is not.
func TestDeaths(t *testing.T) {
	for _, tt := range []struct{ body, want string }{
		{"Militia commander Omar Haddad was killed in a strike on Monday.", "killed"},
		{"An air strike killed militia commander Omar Haddad on Monday.", "killed"},
		{"Omar Haddad, the militia's commander, was also assassinated in Damascus.", "assassinated"},
		{"Officials met after the death of Omar Haddad in Damascus.", "death"},
		{"Thousands attended Omar Haddad's funeral in Damascus.", "funeral"},
		{"The late Omar Haddad led the militia for years.", "late"},
		{"Omar Haddad died in a hospital in Damascus.", "died"},
		{"The leader of Hamas, Omar Haddad, was killed on Monday.", "killed"},
		{"The baby son of 19-year-old Omar Haddad died last week.", ""},
		{"Two guards of Omar Haddad were killed in the raid.", ""},
		{"Omar Haddad denied that fighters were killed.", ""},
		{"Omar Haddad was wounded in a strike that killed his brother.", ""},
		{"A strike killed Omar Haddad's brother.", ""},
		{"The army denied that Omar Haddad was killed.", ""},
		{"Israel has threatened that Omar Haddad would be killed.", ""},
		{"Omar Haddad was feared dead after the strike.", ""},
		{"Police foiled the attempted assassination of Omar Haddad.", ""},
		{"Omar Haddad's killing of a rival shocked the town.", ""},
		{"At least 12 people were killed, Omar Haddad said.", ""},
		{"Soldiers killed Omar Haddad supporters in the square.", ""},
		{"Omar Haddad's death threats frightened his rivals.", ""},
	} {
		entities, _ := readNames(t, tt.body)
		got := ""
		for _, e := range entities {
			for _, r := range e.Roles {
				if e.Kind == news.Person && english.Deaths.Words[r.Title] {
					got = r.Title
				}
			}
		}
		if got != tt.want {
			t.Errorf("%s: death is told as %q, want %q", tt.body, got, tt.want)
		}
	}
}
