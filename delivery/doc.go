// Package delivery carries digests to their channels: it claims a delivery from the outbox, hands it to a [Sender], and
// records what became of it. It knows neither Discord nor SQL.
//
// A delivery is a row that survives a crash at any instruction. Whoever claims it holds it for a lease; if the process
// dies, the lease ends and somebody else claims it. A message that was sent but not recorded is sent again with the
// same nonce, which the sender's side recognises.
package delivery
