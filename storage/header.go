package storage

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"sync"

	"sitrep/news"
)

// Where a SQLite file's header has what tells files apart (https://www.sqlite.org/fileformat.html, 1.3).
const (
	headerMagic  = "SQLite format 3\x00"
	headerPages  = 28 // how many pages the database has; never fewer than before, for nothing vacuums it in place
	headerLength = 100
)

// header watches the first bytes of the open database's file, past SQLite, which sees its own memory and its log.
// Whoever copies another file over this one (cp keeps the file and overwrites what it holds) changes them. The identity
// is another one in every other database, in every backup, and in a copy from before the last start; a copy that was
// made since has fewer pages. (The file's change counter would be the thing to look at, but does not move where there
// is a log.)
type header struct {
	file  *os.File
	mu    sync.Mutex
	ids   []uint32 // that the file may have
	pages uint32   // as seen last
}

// headers are the files that are watched, by all databases of this process: the system drops the locks that SQLite
// holds on a file when the process closes any descriptor of it, so that the last database closes the only one.
var headers struct {
	sync.Mutex
	watched []*sharedFile
}

type sharedFile struct {
	*os.File
	users int
}

// watchHeader begins to watch. It is called before SQLite opens the file.
func watchHeader(path string) (*header, error) {
	headers.Lock()
	defer headers.Unlock()
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	for _, f := range headers.watched {
		if there, err := f.Stat(); err == nil && os.SameFile(info, there) {
			f.users++
			return &header{file: f.File}, nil
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	headers.watched = append(headers.watched, &sharedFile{f, 1})
	return &header{file: f}, nil
}

// close ends the watch, after SQLite has closed the file.
func (h *header) close() error {
	if h == nil {
		return nil
	}
	headers.Lock()
	defer headers.Unlock()
	for i, f := range headers.watched {
		if f.File != h.file {
			continue
		}
		if f.users--; f.users > 0 {
			return nil
		}
		headers.watched = append(headers.watched[:i:i], headers.watched[i+1:]...)
		return f.Close()
	}
	return nil
}

// settle takes the file for what it is now. It may take on one of the identities when the log is worked into it.
func (h *header) settle(ids []uint32) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	b, err := h.read()
	if err != nil {
		return err
	}
	h.ids = append(ids, binary.BigEndian.Uint32(b[fileIDOffset:]))
	h.pages = binary.BigEndian.Uint32(b[headerPages:])
	return nil
}

func (h *header) read() ([]byte, error) {
	b := make([]byte, headerLength)
	if n, err := h.file.ReadAt(b, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	} else if n < len(b) || !bytes.HasPrefix(b, []byte(headerMagic)) {
		return nil, news.Errorf(news.Conflict, "%s is no database any more", h.file.Name())
	}
	return b, nil
}

// same reports whether the file is still the one that was opened.
func (h *header) same() (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	b, err := h.read()
	if news.ErrorCode(err) == news.Conflict {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	pages := binary.BigEndian.Uint32(b[headerPages:])
	known := slices.Contains(h.ids, binary.BigEndian.Uint32(b[fileIDOffset:]))
	if !known || pages < h.pages {
		return false, nil
	}
	h.pages = pages
	return true, nil
}
