// Package storage keeps what Sitrep knows in one SQLite file or in a PostgreSQL database: sources and feeds, articles
// with what was read in them, stories and facts, subscriptions, digests and deliveries.
//
// Its methods are events of the domain ([DB.SaveArticle], [DB.CommitDigest], [DB.ClaimDelivery]); each is one
// transaction, and callers never see one. A change that returns an error has changed nothing.
//
// Every statement is written once, in the SQL that SQLite and PostgreSQL share ($1, ON CONFLICT, RETURNING). What
// differs (ID columns, full-text search, locks, error codes) is a small dialect value and marked lines of the
// migration. Instants are stored as int64 UTC milliseconds with 0 for the zero time, lists as JSON text.
//
// On SQLite one connection writes and two read: it has one writer at a time, and in WAL mode a reader is never blocked
// by it. On PostgreSQL several write: who files articles or corrects who is who waits for the others that do, in all
// processes (takeTurn), and so do the transactions of [DB] that read before they write (dialect.serial).
//
// The files are named for the tables that they read and write:
//
//	source, feed, feeditem, page             sources, feeds, feed_items, pages
//	visible, serverdata, promote             who sees what; what is a server's own
//	article, search                          articles, bodies, article_topics; the search index
//	terms, recurrence                        terms, uncounted; told
//	entity, entity_find, profile             entities, aliases, alias_keys, roles, mentions
//	correction and correction_*              pins, corrections; who is who in all of the tables above and below
//	story                                    stories, story_terms, story_topics
//	fact, arrival, sentence                  facts, fact_topics, fact_entities, sentences, statements, figures, places
//	subscription, commit, digest, delivery   subscriptions, digests, developments, deliveries
//	amend, edit                              amended, amending; edits
//	body, retention                          bodies that are kept no longer; upkeep
//	lease, handed, ledger                    what processes on PostgreSQL share: leases; handed; discord, refusals
//
// Files use only files of the layers below theirs. At the bottom lie encode and query (values and rows), dialect, the
// two dialects sqlite (with prepared) and postgres (with tsvector), names and lexicon, lock and header (who has the
// file open, whose log lies beside it, whether it is still the same file), and what is kept in memory because filing
// looks it up again and again: entity_cache, fact_cache, term_cache. Upon them stands db, the value and its
// transactions, and upon that the tables; migrate, session, scratch, open and backup bring the whole up. An article is
// filed by the steps in save_*, which save puts in order for a [Batch]; saving is what they share. clock mends what a
// wrong clock has left.
//
// Errors that a user can do something about are *news.Error: not found, in conflict, a database that is locked,
// damaged, full, not writable or newer than the program. Drivers' errors are told apart by their codes.
package storage
