package main

import (
	"encoding/base64"
	"testing"
)

func TestApplicationOf(t *testing.T) {
	const id = "1100000000000000001"
	for token, want := range map[string]string{
		base64.RawStdEncoding.EncodeToString([]byte(id)) + ".abc.def": id,
		base64.StdEncoding.EncodeToString([]byte(id)) + ".abc.def":    id,
		base64.RawStdEncoding.EncodeToString([]byte("nobody")) + ".a": "",
		"good": "", "": "", "....": "",
	} {
		if got := applicationOf(token); got != want {
			t.Errorf("applicationOf(%q) = %q, want %q", token, got, want)
		}
	}
}
