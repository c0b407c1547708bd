package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"

	"sitrep/news"
)

// Key is the identity of an article within its source: the canonical URL, else the GUID, else the content.
func Key(a news.Article) string {
	switch {
	case a.Canonical != "":
		return "url:" + a.Canonical
	case a.GUID != "":
		return "guid:" + a.GUID
	}
	return ContentKey(a)
}

// ContentKey identifies an article by its title and text.
func ContentKey(a news.Article) string {
	sum := sha256.Sum256([]byte(a.Title + "\x00" + a.Body))
	return "text:" + hex.EncodeToString(sum[:16])
}

// tracking are query parameters that say where a reader came from, not what the page is.
var tracking = []string{
	"fbclid", "gclid", "dclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "ref", "ref_src",
	"smid", "taid", "traffic_source",
}

// Canonical drops from an article's address what does not identify it: fragment, tracking parameters, default port, the
// case of the host, a trailing slash. An address that is no absolute http(s) URL gives "".
func Canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	u.Scheme, u.Fragment, u.User = "https", "", nil
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "80" || port == "443" || port == "" {
		u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, port), ":")
	}
	q := u.Query()
	for name := range q {
		if low := strings.ToLower(name); strings.HasPrefix(low, "utm_") || slices.Contains(tracking, low) {
			q.Del(name)
		}
	}
	u.RawQuery = q.Encode()
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u.String()
}
