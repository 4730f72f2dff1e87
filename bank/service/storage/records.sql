-- What both services keep, each in its own file: its numbers and its audit log. The bank's tells of log-ins, passwords,
-- transfers and mails, the issuing service's of contracts, tokens and codes. Instants are epoch milliseconds.

-- Numbers that never go down, whatever the clock does.
CREATE TABLE marks (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Found by its number alone. An index by institution would have each commit write a page more (six for five), one by customer
-- and step two or three; what is asked often goes on from a number that is known.
CREATE TABLE audit (
  -- A BEFORE INSERT trigger sees -1 where the number is still to come: no row may have that one.
  id INTEGER PRIMARY KEY CHECK (id > 0),
  at INTEGER NOT NULL,
  institution TEXT NOT NULL,
  customer INTEGER,
  event TEXT NOT NULL,
  source TEXT NOT NULL,
  -- The time step of a code that was taken.
  step INTEGER,
  -- Why staff did it.
  reason TEXT
) STRICT;
-- INSERT OR REPLACE deletes the row that it replaces without a DELETE trigger (recursive_triggers is off).
CREATE TRIGGER audit_is_not_replaced BEFORE INSERT ON audit
  WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)
  BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'append only'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'append only'); END;
