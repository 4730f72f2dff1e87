-- From schema 2 to 3: what the issuing service knows of a customer becomes a contract of its own. As it was made then; it stays.

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
INSERT INTO contracts (id, institution, reference, current, next, current_token, next_issue, released_at)
  SELECT id, institution, CAST(id AS TEXT), current, next, current_token, next_issue, released_at FROM customers;

CREATE TABLE new_customers (
  id INTEGER PRIMARY KEY,
  institution TEXT NOT NULL,
  log_in_id TEXT NOT NULL,
  name TEXT NOT NULL,
  log_in_password TEXT NOT NULL,
  confirmation_password TEXT NOT NULL,
  account_number TEXT NOT NULL,
  balance_yen INTEGER NOT NULL CHECK (balance_yen >= 0),
  last_log_in_at INTEGER,
  UNIQUE (institution, log_in_id)
) STRICT;
INSERT INTO new_customers (
  id, institution, log_in_id, name, log_in_password, confirmation_password, account_number,
  balance_yen, last_log_in_at
) SELECT
  id, institution, log_in_id, name, log_in_password, confirmation_password, account_number,
  balance_yen, last_log_in_at
FROM customers ORDER BY rowid;
DROP TABLE customers;
ALTER TABLE new_customers RENAME TO customers;

CREATE TABLE new_issues (
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
INSERT INTO new_issues (
  id, institution, customer, user_id, mail_address, password_hash, deliveries, created_at,
  expires_at, ended_by
) SELECT
  id, institution, customer, user_id, mail_address, password_hash, deliveries, created_at,
  expires_at, ended_by
FROM issues ORDER BY rowid;
DROP TABLE issues;
ALTER TABLE new_issues RENAME TO issues;
CREATE INDEX issues_by_customer ON issues (customer);

CREATE TABLE new_tokens (
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
INSERT INTO new_tokens (
  id, institution, customer, issue, renews, attempt_id, user_id, secret, algorithm, digits, state,
  device, issued_at, expires_at, last_step, drift_steps, wrong_codes, resync_step
) SELECT
  id, institution, customer, issue, renews, attempt_id, user_id, secret, algorithm, digits, state,
  device, issued_at, expires_at, last_step, drift_steps, wrong_codes, resync_step
FROM tokens ORDER BY rowid;
DROP TABLE tokens;
ALTER TABLE new_tokens RENAME TO tokens;
CREATE INDEX tokens_by_issue ON tokens (issue);
CREATE INDEX tokens_by_renewed ON tokens (renews) WHERE renews IS NOT NULL;

CREATE TABLE new_steps_taken_ahead (
  customer INTEGER NOT NULL REFERENCES contracts (id),
  step INTEGER NOT NULL,
  PRIMARY KEY (customer, step)
) STRICT, WITHOUT ROWID;
INSERT INTO new_steps_taken_ahead (
  customer, step
) SELECT
  customer, step
FROM steps_taken_ahead ORDER BY customer, step;
DROP TABLE steps_taken_ahead;
ALTER TABLE new_steps_taken_ahead RENAME TO steps_taken_ahead;

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
