// Package ingest is the pipeline: a due feed or a file gives articles, each is read, placed and stored.
//
// [Pipeline] takes one article the whole way. Reading is pure and runs on every core; placing needs what the articles
// before it left behind and runs one at a time, in order of arrival, so that the same articles in the same order always
// give the same stories. [Importer] feeds it files, [Poller] feeds it what outlets publish.
package ingest
