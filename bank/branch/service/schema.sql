-- What the branch page keeps: guesses at passwords, counted by the keyed hash of what was guessed at. Instants are epoch milliseconds.
CREATE TABLE tries (
  subject BLOB PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tries_by_time ON tries (last_at);
