// Package story decides which story an article joins, which fact each of its sentences joins, and where each sentence
// comes from.
//
// Everything here is a pure function over values of package news: the caller fetches candidates and stores results.
// Placing is online and single-pass, in order of arrival, as in topic detection and tracking (Allan, 2002): an article
// is compared with the centroids of the stories that share its rarest terms, and joins the nearest one that is near
// enough.
package story

import "sitrep/text/lang"

// english are the words of news in English, the only language whose stories are told apart by more than stems.
var english = &lang.English.News
