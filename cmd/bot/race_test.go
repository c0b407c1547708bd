//go:build race

package main

// signals is how often TestKilledBySignal kills the program: the race detector makes it ten times slower.
const signals = 3

// usualKills is how often TestKilledAtAnyInstant kills the program unless it is told otherwise.
const usualKills = 4

// raced is whether the race detector runs.
const raced = true

// pressed is how many buttons deep TestTwoServers looks into an answer.
const pressed = 1
