-- From schema 5 to 6. As it was made then; it stays, and the next step adds the column `outcome`.
-- Transfers whose answer was lost for longer than the issuing service can tell whether a code was taken for them, or for which
-- a code was taken and the balance was too low by the time that this was known. Nothing was booked; the staff are told.
CREATE TABLE unclear_transfers (
  id TEXT PRIMARY KEY,
  institution TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customers (id),
  payee TEXT NOT NULL,
  amount_yen INTEGER NOT NULL CHECK (amount_yen > 0),
  asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX unclear_transfers_by_customer ON unclear_transfers (customer);
