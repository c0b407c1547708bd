package fetch

import (
	"net/netip"
	"syscall"

	"code.dny.dev/ssrf"
)

// Ports on which the public web is served.
var webPorts = []uint16{80, 443, 8080, 8443}

// guard refuses connections to addresses that are not public. It runs after names are resolved and before connecting,
// so that neither a redirect nor a name that changes its address between check and use gets around it.
func guard(allow []netip.Prefix) func(network, address string, c syscall.RawConn) error {
	public := ssrf.New(ssrf.WithPorts(webPorts...))
	return func(network, address string, c syscall.RawConn) error {
		if ap, err := netip.ParseAddrPort(address); err == nil {
			ip := ap.Addr().Unmap().WithZone("")
			for _, p := range allow {
				if p.Contains(ip) {
					return nil
				}
			}
		}
		return public.Safe(network, address, c)
	}
}
