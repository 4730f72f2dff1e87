-- The issuing service's tables in PostgreSQL: those of schema.sql, tries.sql and records.sql, column by column (a test
-- compares them), and what several processes share besides; retention.sql is the same for both. Instants are epoch milliseconds.

CREATE TABLE contracts (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  institution TEXT NOT NULL,
  reference TEXT NOT NULL,
  current TEXT NOT NULL DEFAULT 'none' CHECK (current IN ('none', 'inUse', 'suspended', 'released')),
  next TEXT NOT NULL DEFAULT 'none' CHECK (next IN ('none', 'issued', 'delivered', 'confirmed')),
  current_token TEXT,
  next_issue TEXT,
  released_at BIGINT,
  UNIQUE (institution, reference)
);

CREATE TABLE issues (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer BIGINT NOT NULL REFERENCES contracts (id) DEFERRABLE,
  user_id TEXT NOT NULL,
  mail_address TEXT NOT NULL,
  password_hash BYTEA,
  deliveries BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_by TEXT CHECK (ended_by IN ('started', 'tries', 'expired', 'replaced', 'released', 'operator', 'codes')),
  UNIQUE (institution, user_id)
);
CREATE INDEX issues_by_customer ON issues (customer);

-- Its memory of codes is written at each: room in a page keeps that out of the indexes (heap-only tuples).
CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer BIGINT NOT NULL REFERENCES contracts (id) DEFERRABLE,
  issue TEXT NOT NULL REFERENCES issues (id) DEFERRABLE,
  renews TEXT REFERENCES tokens (id) DEFERRABLE,
  attempt_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  secret BYTEA NOT NULL,
  algorithm TEXT NOT NULL,
  digits BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('delivered', 'confirmed', 'inUse', 'ended')),
  device TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  last_step BIGINT NOT NULL DEFAULT -1,
  drift_steps BIGINT NOT NULL DEFAULT 0,
  wrong_codes BIGINT NOT NULL DEFAULT 0,
  resync_step BIGINT
) WITH (fillfactor = 85);
CREATE INDEX tokens_by_issue ON tokens (issue);
CREATE INDEX tokens_by_renewed ON tokens (renews) WHERE renews IS NOT NULL;

ALTER TABLE contracts
  ADD FOREIGN KEY (current_token) REFERENCES tokens (id) DEFERRABLE,
  ADD FOREIGN KEY (next_issue) REFERENCES issues (id) DEFERRABLE;

CREATE TABLE steps_taken_ahead (
  customer BIGINT NOT NULL REFERENCES contracts (id) DEFERRABLE,
  step BIGINT NOT NULL,
  PRIMARY KEY (customer, step)
);

CREATE TABLE answers (
  institution TEXT NOT NULL,
  request TEXT NOT NULL,
  status BIGINT NOT NULL,
  body TEXT,
  token TEXT REFERENCES tokens (id) DEFERRABLE,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (institution, request)
);
CREATE INDEX answers_by_token ON answers (token) WHERE token IS NOT NULL;
CREATE INDEX answers_by_time ON answers (answered_at) WHERE token IS NULL;

CREATE TABLE back_office_answers (
  client TEXT NOT NULL,
  key TEXT NOT NULL,
  request BYTEA NOT NULL,
  status BIGINT NOT NULL,
  body TEXT NOT NULL,
  answered_at BIGINT NOT NULL,
  PRIMARY KEY (client, key)
);
CREATE INDEX back_office_answers_by_time ON back_office_answers (answered_at);

CREATE TABLE client_assertions (
  client TEXT NOT NULL,
  jti BYTEA NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (client, jti)
);
CREATE INDEX client_assertions_by_time ON client_assertions (expires_at);

CREATE TABLE tries (
  subject BYTEA PRIMARY KEY,
  count BIGINT NOT NULL,
  last_at BIGINT NOT NULL
);
CREATE INDEX tries_by_time ON tries (last_at);

CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);

-- In pieces of so many numbers, made ahead by audit-parts.ts; what no piece was made for lands in the last one.
CREATE SEQUENCE audit_numbers AS BIGINT;
CREATE TABLE audit (
  id BIGINT PRIMARY KEY DEFAULT nextval('audit_numbers') CHECK (id > 0),
  at BIGINT NOT NULL,
  institution TEXT NOT NULL,
  customer BIGINT,
  event TEXT NOT NULL,
  source TEXT NOT NULL,
  step BIGINT,
  reason TEXT
) PARTITION BY RANGE (id);
CREATE TABLE audit_beyond PARTITION OF audit DEFAULT;
CREATE INDEX audit_by_institution ON audit (institution, id);
-- What was taken while the clock was ahead is looked for by customer.
CREATE INDEX audit_of_steps ON audit (customer, step) WHERE step IS NOT NULL;
-- For programs of schema 2 that still serve. A later step takes it away.
CREATE INDEX audit_of_repairs ON audit (id) WHERE event = 'clock-repaired-by-operator';

-- Append only, but for what retention forgets (it says so for its own transaction): against mistakes, for the role that owns
-- the tables can do anything.
CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('issuer.forgetting', true) = 'on' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'append only';
END $$;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit_beyond
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

-- Numbers are given before they are committed. Whoever enters an event shares this lock from before it has a number to the
-- end of its transaction, so that who has it alone for a moment knows: what comes later has a higher one.
CREATE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1684302949);
  RETURN NULL;
END $$;
CREATE TRIGGER audit_is_announced BEFORE INSERT ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION announce_event();

-- Requests of the present minute, by the address of whoever asks. Of no use after a crash.
CREATE UNLOGGED TABLE request_counts (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (kind, subject)
);
