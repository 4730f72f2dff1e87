-- The issuing service's own tables. Instants are epoch milliseconds. Secrets are sealed, activation passwords hashed by a
-- key that is not here (sealing.ts). `customer` is a contract's number.

-- A contract's token life (token-life.ts): what is in use, and what is to take its place.
CREATE TABLE contracts (
  id INTEGER PRIMARY KEY,
  institution TEXT NOT NULL,
  -- What the institution calls it by: its customer number, or whatever never changes and names nobody else.
  reference TEXT NOT NULL,
  current TEXT NOT NULL DEFAULT 'none' CHECK (current IN ('none', 'inUse', 'suspended', 'released')),
  next TEXT NOT NULL DEFAULT 'none' CHECK (next IN ('none', 'issued', 'delivered', 'confirmed')),
  current_token TEXT REFERENCES tokens (id),
  next_issue TEXT REFERENCES issues (id),
  released_at INTEGER,
  UNIQUE (institution, reference)
) STRICT;

CREATE TABLE issues (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES contracts (id),
  user_id TEXT NOT NULL,
  mail_address TEXT NOT NULL,
  -- Keyed hash of the activation password; gone when the issue ends.
  password_hash BLOB,
  deliveries INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_by TEXT CHECK (ended_by IN ('started', 'tries', 'expired', 'replaced', 'released', 'operator', 'codes')),
  UNIQUE (institution, user_id)
) STRICT;
CREATE INDEX issues_by_customer ON issues (customer);

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES contracts (id),
  issue TEXT NOT NULL REFERENCES issues (id),
  -- The token that this one replaces by renewal.
  renews TEXT REFERENCES tokens (id),
  attempt_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  secret BLOB NOT NULL,
  algorithm TEXT NOT NULL,
  digits INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('delivered', 'confirmed', 'inUse', 'ended')),
  device TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  last_step INTEGER NOT NULL DEFAULT -1,
  drift_steps INTEGER NOT NULL DEFAULT 0,
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  resync_step INTEGER
) STRICT;
CREATE INDEX tokens_by_issue ON tokens (issue);
CREATE INDEX tokens_by_renewed ON tokens (renews) WHERE renews IS NOT NULL;

-- Codes that were taken while the bank's clock was ahead: their steps are still to come, and stay taken.
CREATE TABLE steps_taken_ahead (
  customer INTEGER NOT NULL REFERENCES contracts (id),
  step INTEGER NOT NULL,
  PRIMARY KEY (customer, step)
) STRICT, WITHOUT ROWID;

-- What was answered to a request, by the hash of its bytes: the same bytes get the same answer.
CREATE TABLE answers (
  institution TEXT NOT NULL,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  -- Null once the token that it carried is dead: then the same bytes get a refusal.
  body TEXT,
  token TEXT REFERENCES tokens (id),
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (institution, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_token ON answers (token) WHERE token IS NOT NULL;
CREATE INDEX answers_by_time ON answers (answered_at) WHERE token IS NULL;

-- What the back office was answered, by the key that its client gave the request: the same request gets the same answer.
CREATE TABLE back_office_answers (
  client TEXT NOT NULL,
  key TEXT NOT NULL,
  -- Keyed hash of the request: there may be a one-time password in it.
  request BLOB NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (client, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX back_office_answers_by_time ON back_office_answers (answered_at);

-- By which assertions clients have proved who they are (RFC 7523 §3): none is taken twice.
CREATE TABLE client_assertions (
  client TEXT NOT NULL,
  jti BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (client, jti)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_assertions_by_time ON client_assertions (expires_at);
