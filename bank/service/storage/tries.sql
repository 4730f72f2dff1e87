-- What tries.ts stands on, in each service's file. Instants are epoch milliseconds.

-- Guesses, counted by the keyed hash of what was guessed at, whether it exists or not.
CREATE TABLE tries (
  subject BLOB PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tries_by_time ON tries (last_at);
