package news

import "time"

// Handed is an article that one process has read and another is to file.
type Handed struct {
	ID     int64
	Filing []byte // as the one who read it has encoded it
}

// Turn is when a process may send its next request to Discord, and how all processes of the bot stand with it.
type Turn struct {
	Wait    time.Duration // until the turn
	Pause   time.Duration // that a global limit still lasts, 0 if there is none
	Ban     time.Duration // that the address is kept out, likewise
	Refused int           // requests within the last ten minutes
}
