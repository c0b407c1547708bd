package bot

import (
	"strconv"
	"strings"
	"time"

	"sitrep/bot/message"
	"sitrep/bot/rest"
)

// person is what has an id and nothing else that we read: a user, an application, a message that was sent.
type person struct {
	ID string `json:"id"`
}

// discordEpoch is where Discord's ids begin, in milliseconds (Discord documentation, "Snowflakes").
const discordEpoch = 1420070400000

// madeAt is when Discord made an id (Discord documentation, "Snowflakes").
func madeAt(id string) (time.Time, bool) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}, false
	}
	return time.UnixMilli(n>>22 + discordEpoch), true
}

// compareIDs orders decimal numbers without leading zeros.
func compareIDs(x, y string) int {
	if len(x) != len(y) {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}

// uploads are the files of a message as they are sent.
func uploads(files []message.File) (out []rest.File) {
	for _, f := range files {
		out = append(out, rest.File{Name: f.Name, Type: f.Type, Data: f.Data})
	}
	return out
}
