package en_test

import (
	"testing"

	"sitrep/text/lang"
)

// TestRefuses tells who is not given something from what is said not to be so.
func TestRefuses(t *testing.T) {
	for s, want := range map[string]bool{
		"denied the agency access to the north.":                true,
		"denied entry to the town.":                             true,
		"denies visas to the inspectors":                        true,
		"deny the use of the tunnels to the rebels":             true,
		"denied prisoners medical care, she said":               true,
		"denied that it had struck the clinic.":                 false,
		"denied blocking aid to the north.":                     false,
		"denied the use of cluster bombs.":                      false,
		"denied the aid convoy had been hit.":                   false,
		"denied any shelter was hit.":                           false,
		"denied reports of shelling.":                           false,
		"denied responsibility, and spoke of the right to bear": false,
	} {
		if got := lang.English.Attribution.Refuses(s); got != want {
			t.Errorf("Refuses(%q) = %v, want %v", s, got, want)
		}
	}
}
