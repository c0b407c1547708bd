// Package web serves Sitrep's read-only pages over HTTP:
//
//	/             what is running now, and what it is read from
//	/digest/{id}  a digest as it was delivered
//	/healthz      whether the database answers, as JSON, for a container's health check
//	/metrics      counters in the Prometheus text format
//
// The pages need no scripts, no cookies and nothing from elsewhere, and their Content-Security-Policy allows none of
// it: what they show was written by strangers.
package web
