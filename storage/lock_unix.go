//go:build unix

package storage

import (
	"errors"
	"os"
	"syscall"
)

// flock takes a lock on the file, without waiting, or changes the one that it has. It ends with the file or the
// process.
// It reports whether it was free; on a file system without locks the error is errors.ErrUnsupported.
func flock(f *os.File, exclusive bool) (bool, error) {
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EINTR):
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case errors.Is(err, syscall.ENOLCK):
			return false, errors.ErrUnsupported
		default: // ENOTSUP and ENOSYS are errors.ErrUnsupported
			return false, err
		}
	}
}
