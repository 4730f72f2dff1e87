-- From schema 4 to 5: a letter knows by itself whom it is for, and what the issuing service is asked to do is written down.
-- As it was made then; it stays.

-- A number comes to SQLite as a real one: those of sample customers were written as 1.0.
UPDATE contracts SET reference = CAST(id AS TEXT) WHERE reference = id || '.0';

CREATE TABLE new_mails (
  issue TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  mail_address TEXT NOT NULL,
  user_id TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  started INTEGER NOT NULL DEFAULT 0 CHECK (started IN (0, 1)),
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL
) STRICT;
INSERT INTO new_mails (
  issue, institution, customer, mail_address, user_id, made_at, expires_at, started, state, attempts, next_attempt_at
) SELECT
  i.id, i.institution, i.customer, i.mail_address, i.user_id, i.created_at, i.expires_at,
  i.ended_by IS 'started', coalesce(m.state, 'dropped'), coalesce(m.attempts, 0), coalesce(m.next_attempt_at, 0)
FROM issues i LEFT JOIN mails m ON m.issue = i.id
WHERE m.issue IS NOT NULL OR i.ended_by IS 'started'
ORDER BY i.rowid;
DROP TABLE mails;
ALTER TABLE new_mails RENAME TO mails;
CREATE INDEX mails_to_send ON mails (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mails_by_customer ON mails (customer);

CREATE TABLE deeds (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  deed TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT;
