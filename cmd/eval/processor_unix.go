//go:build unix

package main

import (
	"syscall"
	"time"
)

// processor is the processor time that this process has used: what a busy machine does not distort.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
