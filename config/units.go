package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time, written with its unit: "90s", "15m", "6h". A number without unit is refused rather than
// taken for nanoseconds.
type Duration time.Duration

// String writes d as UnmarshalText reads it.
func (d Duration) String() string { return time.Duration(d).String() }

// MarshalText is String.
func (d Duration) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what time.ParseDuration reads, and says which unit is missing.
func (d *Duration) UnmarshalText(b []byte) error {
	s := string(b)
	if number(s) {
		return fmt.Errorf(`%s is a duration without unit: write "%[1]ss", "%[1]sm" or "%[1]sh"`, s)
	}
	v, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf(`%q is not a duration: write one like "90s", "15m" or "6h"`, s)
	}
	*d = Duration(v)
	return nil
}

// Bytes is a size, written with its unit: "512KiB", "8MiB", "1GiB" (powers of 1,024).
type Bytes int64

// units are those of Bytes, largest first.
var units = []struct {
	name string
	size int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}}

// String writes b in the largest unit that leaves no remainder.
func (b Bytes) String() string {
	for _, u := range units {
		if int64(b)%u.size == 0 && (b != 0 || u.size == 1) {
			return strconv.FormatInt(int64(b)/u.size, 10) + u.name
		}
	}
	return "" // not reached: everything is a multiple of one byte
}

// MarshalText is String.
func (b Bytes) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads a whole number with its unit.
func (b *Bytes) UnmarshalText(text []byte) error {
	s := string(text)
	if number(s) {
		return fmt.Errorf(`%s is a size without unit: write "%[1]sMiB" or "%[1]sKiB"`, s)
	}
	for _, u := range units {
		digits, ok := strings.CutSuffix(s, u.name)
		if !ok {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
		if err != nil || n < 0 || n > (1<<62)/u.size {
			break
		}
		*b = Bytes(n * u.size)
		return nil
	}
	return fmt.Errorf(`%q is not a size: write one like "512KiB", "8MiB" or "1GiB"`, s)
}

// number reports whether s is a bare number.
func number(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Trim(s, "0123456789.-+_eE") == "" && s != "0"
}
