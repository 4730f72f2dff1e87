-- The bank's own tables. Instants are epoch milliseconds, passwords hashed (password.ts).

-- A customer's number is what the issuing service knows the contract by (its reference).
CREATE TABLE customers (
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

-- The letter of each issue, and afterwards the address at which its token's customer is told what is done.
CREATE TABLE mails (
  -- As the issuing service calls it.
  issue TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  mail_address TEXT NOT NULL,
  user_id TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- Whether a token of it came into use.
  started INTEGER NOT NULL DEFAULT 0 CHECK (started IN (0, 1)),
  -- `unknown`: the connection broke after the text was handed over. It is not sent again.
  state TEXT NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sending', 'sent', 'refused', 'unknown', 'dropped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL
) STRICT;
CREATE INDEX mails_to_send ON mails (next_attempt_at) WHERE state = 'queued';
CREATE INDEX mails_by_customer ON mails (customer);

-- What the issuing service was asked to do and what came of it is not entered yet (contract/deeds.ts).
CREATE TABLE deeds (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  -- JSON
  deed TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT;

CREATE TABLE transfers (
  -- Made with the form, so that a form sent twice is one transfer.
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  payee TEXT NOT NULL,
  amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX transfers_by_customer ON transfers (customer, made_at);
