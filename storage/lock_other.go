//go:build !unix

package storage

import (
	"errors"
	"os"
)

// flock is for systems that have it.
func flock(*os.File, bool) (bool, error) { return false, errors.ErrUnsupported }
