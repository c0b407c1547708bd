package news

import "time"

// EvidencePackFormat names the shape of [EvidencePack], in its first field.
const EvidencePackFormat = "sitrep-evidence/1"

// EvidencePack is what stands behind a digest, to be cited and checked: docs/formats.md tells its shape. Hashes are
// SHA-256 of the bytes, in hex.
type EvidencePack struct {
	Format       string            `json:"format"`
	Made         time.Time         `json:"made"`
	Digest       int64             `json:"digest,omitempty"` // of one that was delivered
	Topic        string            `json:"topic"`
	Name         string            `json:"name"`
	From         time.Time         `json:"from"`
	To           time.Time         `json:"to"`
	Developments []EvidenceItem    `json:"developments"`
	Articles     []EvidenceArticle `json:"articles"` // that have those spans, by number
}

// EvidenceItem is what stands behind one development.
type EvidenceItem struct {
	Headline string         `json:"headline"`
	Event    int64          `json:"event,omitempty"`
	Spans    []EvidenceSpan `json:"spans"`
}

// EvidenceSpan is a span of an article's stored text.
type EvidenceSpan struct {
	Article int64  `json:"article"`
	Start   int    `json:"start"` // byte offsets [start,end)
	End     int    `json:"end"`
	SHA256  string `json:"sha256"`
	Text    string `json:"text"`
	Origin  Origin `json:"origin"` // who put it into the world, as read
}

// EvidenceArticle is a stored text.
type EvidenceArticle struct {
	ID        int64     `json:"id"`
	Source    string    `json:"source"`
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Published time.Time `json:"published,omitzero"`
	Read      time.Time `json:"read"` // when Sitrep had this revision
	Revision  int       `json:"revision"`
	SHA256    string    `json:"sha256"`              // of the whole text
	Forgotten bool      `json:"forgotten,omitempty"` // the whole text is kept no longer
}
