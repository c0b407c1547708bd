package wording

import "testing"

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0 B", 999: "999 B", 1000: "1.0 KB", 9_960: "10 KB", 6_543: "6.5 KB", 999_600: "1.0 MB", 34_400_000: "34 MB",
		2_200_000_000: "2.2 GB", 5_000_000_000_000_000: "5000 TB",
	} {
		if got := Size(bytes); got != want {
			t.Errorf("Size(%d) = %q, want %q", bytes, got, want)
		}
	}
}
