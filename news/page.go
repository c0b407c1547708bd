package news

import "time"

// Page is what a server sent as the page of an article, kept so that the text can be extracted again.
type Page struct {
	ID          int64
	Source      string // name of the article's outlet
	Owner       string // of the outlet: see [Source]
	Key         string // of the article
	URL         string // where the page came from, after redirects
	ContentType string // as sent
	Fetched     time.Time
	Digest      string // of the body that was taken from it, "" if none was
	HTML        []byte // as sent, decompressed
}

// MaxPage is the most bytes that a page may have, compressed, to be kept: twenty times what an article's page has.
const MaxPage = 512 << 10
