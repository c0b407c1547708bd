// Package answer answers what readers ask: who somebody is, what is new, what happened when, which numbers there are,
// which articles match, what turned out differently. An answer is a value without a medium; whoever has one lays it
// out.
//
// Each type asks storage for the few methods that it needs. All of them only read, and all are safe for concurrent use
// if their storage is. Errors that whoever asks can do something about are *news.Error.
package answer
