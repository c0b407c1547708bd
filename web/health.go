package web

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/netutil"
)

// Check is something that must be well. Its error is the reason why it is not, fit for a stranger.
type Check struct {
	Name string
	Well func(ctx context.Context) error
}

// fails runs checks and returns the reasons of those that fail.
func (h *Handler) fails(ctx context.Context, checks []Check) (reasons []string) {
	for _, c := range checks {
		if err := c.Well(ctx); err != nil {
			h.lg.ErrorContext(ctx, "health check", "check", c.Name, "error", err)
			reasons = append(reasons, c.Name+": "+err.Error())
		}
	}
	return reasons
}

// ready answers 200 once everything is at work.
func (h *Handler) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	status, out := http.StatusOK, struct {
		Status  string   `json:"status"`
		Reasons []string `json:"reasons,omitempty"`
	}{Status: "ok"}
	if out.Reasons = h.fails(ctx, slices.Concat(h.opt.Ready, h.opt.Checks)); len(out.Reasons) > 0 {
		status, out.Status = http.StatusServiceUnavailable, "not ready"
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(out) // the client has gone: nobody is left to tell
}

// serves reports whether a request for a host is answered. A page of somebody else's can make a browser ask us by a
// name that it has pointed here (DNS rebinding), but not by an address or by a name that only means the machine itself.
func (h *Handler) serves(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	return host == "localhost" || strings.HasSuffix(host, ".localhost") ||
		slices.ContainsFunc(h.opt.Hosts, func(o string) bool { return strings.EqualFold(o, host) })
}

// Bounds of connections. A page has 50 KB: whoever has not taken it after half a minute does not want it.
const (
	connections   = 256
	headerTimeout = 5 * time.Second
	readTimeout   = 10 * time.Second
	writeTimeout  = 30 * time.Second
	idleTimeout   = 60 * time.Second
	maxHeader     = 16 << 10
)

// Limit bounds how many connections are open at once: others wait until one is closed.
func Limit(l net.Listener) net.Listener { return netutil.LimitListener(l, connections) }

// NewServer returns a server whose connections are bounded in time.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader,
	}
}
