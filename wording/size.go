package wording

import "strconv"

// Size is a number of bytes as people read it: "812 B", "6.5 KB", "34 MB", in powers of a thousand.
func Size(bytes int64) string {
	if bytes < 1000 {
		return strconv.FormatInt(bytes, 10) + " B"
	}
	n, unit := float64(bytes), ""
	for _, unit = range []string{"KB", "MB", "GB", "TB"} {
		if n /= 1000; n < 999.5 {
			break
		}
	}
	digits := 0
	if n < 9.95 {
		digits = 1
	}
	return strconv.FormatFloat(n, 'f', digits, 64) + " " + unit
}
