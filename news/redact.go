package news

import "regexp"

// Redacted is an address, or a text that holds addresses (an error, a line of a log), without the secrets in them: a
// user name and a password are dropped, and in the place of tokens, keys and signatures among the parameters stands
// "redacted". It is what everybody is shown; only requests are made with the address itself.
func Redacted(s string) string {
	s = userinfo.ReplaceAllString(s, "$1")
	return secretParameter.ReplaceAllString(s, "${1}redacted")
}

// Secret parameters are those whose names say so. Paths are left alone: nothing tells a secret from a name in them.
var (
	userinfo        = regexp.MustCompile(`(?i)\b([a-z][a-z0-9+.-]*://)[^/?#\s"'<>]*@`)
	secretParameter = regexp.MustCompile(`(?i)([?&;#](?:` +
		`[a-z0-9_.~%+-]*(?:token|api[_.-]?key|secret|passw|pwd|signature|credential|jwt)[a-z0-9_.~%+-]*|` +
		`[a-z0-9]+[_-]key|(?:x[_-])?auth(?:[_-]?key|orization)?|oauth[a-z_]*|pass|key|sig|hmac|session(?:[_-]?id)?` +
		`)=)[^&;#\s"'<>]+`)
)
