// Package storage keeps what Sitrep knows in one SQLite file: sources and feeds, articles with what was read in them,
// stories and facts, subscriptions, digests and deliveries.
//
// Its methods are events of the domain ([DB.SaveArticle], [DB.CommitDigest], [DB.ClaimDelivery]); each is one
// transaction, and callers never see one. A change that returns an error has changed nothing.
//
// Every statement is written once, in the SQL that SQLite and PostgreSQL share ($1, ON CONFLICT, RETURNING). What
// differs (ID columns, full-text search, pragmas, error codes) is a small dialect value and marked lines of the
// migrations. Instants are stored as int64 UTC milliseconds with 0 for the zero time, lists as JSON text.
//
// One connection writes and two read: SQLite has one writer at a time, and in WAL mode a reader is never blocked by it.
//
// Errors that a user can do something about are *news.Error: not found, in conflict, a database that is locked,
// damaged, full, not writable or newer than the program. Drivers' errors are told apart by their codes.
package storage
