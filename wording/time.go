package wording

import (
	"strings"
	"time"
)

// Zone is the time zone of an IANA name, in which a reader is shown times; UTC if there is none of that name. "Local"
// is UTC, too: the zone of the server is nobody's business.
func Zone(name string) *time.Location {
	if strings.EqualFold(name, "local") {
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return zone
}
