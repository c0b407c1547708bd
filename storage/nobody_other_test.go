//go:build !unix

package storage_test

import "testing"

// runAsNobody is for systems that have a user who may do everything.
func runAsNobody(t *testing.T) { t.Fatal("os.Getuid is 0, and there is no such user here") }
