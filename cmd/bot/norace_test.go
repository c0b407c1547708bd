//go:build !race

package main

// signals is how often TestKilledBySignal kills the program.
const signals = 12

// usualKills is how often TestKilledAtAnyInstant kills the program unless it is told otherwise.
const usualKills = 20

// raced is whether the race detector runs.
const raced = false

// pressed is how many buttons deep TestTwoServers looks into an answer.
const pressed = 2
