-- What was done with a contract, to be told by mail at one address; the states are those of mails. As schema 2 brought
-- it: what changes in it later is a later step, and this file stays.
CREATE TABLE notices (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  kind TEXT NOT NULL CHECK (kind IN ('released', 'started', 'new-pc', 'transfer')),
  mail_address TEXT NOT NULL,
  happened_at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notices_to_send ON notices (next_attempt_at) WHERE state = 'queued';
