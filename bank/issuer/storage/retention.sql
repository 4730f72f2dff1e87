-- By what retention finds what may be forgotten, and what still refers to it (upkeep/retention.ts). SQLite and PostgreSQL have
-- them by these words, from schema 3 on: what changes in them later is a later step, and this file stays. Nothing that a code
-- writes is in them.
CREATE INDEX IF NOT EXISTS contracts_by_token ON contracts (current_token) WHERE current_token IS NOT NULL;
CREATE INDEX IF NOT EXISTS contracts_by_issue ON contracts (next_issue) WHERE next_issue IS NOT NULL;
CREATE INDEX IF NOT EXISTS tokens_by_end ON tokens (expires_at, id) WHERE state = 'ended';
CREATE INDEX IF NOT EXISTS issues_by_end ON issues (created_at, id) WHERE ended_by IS NOT NULL;
