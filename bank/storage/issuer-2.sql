-- The issuing service's tables as they stood in the bank's file until schema 5. As they were then; they stay.

CREATE TABLE contracts (
  id INTEGER PRIMARY KEY,
  institution TEXT NOT NULL,
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

CREATE TABLE steps_taken_ahead (
  customer INTEGER NOT NULL REFERENCES contracts (id),
  step INTEGER NOT NULL,
  PRIMARY KEY (customer, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
  institution TEXT NOT NULL,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT,
  token TEXT REFERENCES tokens (id),
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (institution, request)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_token ON answers (token) WHERE token IS NOT NULL;
CREATE INDEX answers_by_time ON answers (answered_at) WHERE token IS NULL;

CREATE TABLE tries (
  subject BLOB PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tries_by_time ON tries (last_at);

CREATE TABLE back_office_answers (
  client TEXT NOT NULL,
  key TEXT NOT NULL,
  request BLOB NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (client, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX back_office_answers_by_time ON back_office_answers (answered_at);

CREATE TABLE client_assertions (
  client TEXT NOT NULL,
  jti BLOB NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (client, jti)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_assertions_by_time ON client_assertions (expires_at);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  at INTEGER NOT NULL,
  institution TEXT NOT NULL,
  customer INTEGER,
  event TEXT NOT NULL,
  source TEXT NOT NULL,
  step INTEGER,
  reason TEXT
) STRICT;
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append only'); END;
