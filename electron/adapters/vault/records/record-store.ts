/** Tokens and attempts in vault.db: every record sealed and bound to its vault, table, id, state and version. */
import * as z from 'zod';
import type { Attempt, UnreadableAttempt } from '../../../core/attempt.ts';
import { maskUserId } from '../../../core/token.ts';
import type { StoredToken, TokenDetails, TokenState } from '../../../core/token.ts';
import type { VaultDatabase } from '../database/database.ts';
import {
  AttemptRecord,
  AttemptRow,
  TokenRecord,
  TokenRow,
  readInstitution,
  writeInstitution,
} from './record-shapes.ts';
import { openedTokens } from './opened-tokens.ts';
import type { RecordIdentity, Table } from './record-seal.ts';
import { openSettings } from './vault-settings.ts';
import type { SettingsPorts } from './vault-settings.ts';

export type Store = ReturnType<typeof openStore>;

/**
 * The records of an open vault. Every function throws AppError with a code of storage, and
 * `vault-locked` where a record would have to be opened and the passcode has not been given.
 */
// oxlint-disable-next-line max-lines-per-function -- what it returns shares one connection and its seals
export function openStore(
  ports: SettingsPorts & {
    /** Changes after which older backups must not bring back what was there. */
    changeForGood: <T>(write: (database: VaultDatabase) => T) => T;
  },
) {
  const { read, change, records } = ports;
  const opened = openedTokens((row) => openJson(TokenRecord, 'token', row, row.details));

  function openJson<T>(
    schema: z.ZodType<T>,
    table: Table,
    identity: RecordIdentity,
    sealed: Buffer,
  ): T | null {
    const plain = records().open(table, 'details', identity, sealed);
    if (plain === null) return null;
    try {
      return schema.parse(JSON.parse(plain.toString('utf8')));
    } finally {
      plain.fill(0);
    }
  }

  function sealJson(table: Table, identity: RecordIdentity, value: unknown): Buffer {
    const plain = Buffer.from(JSON.stringify(value));
    try {
      return records().seal(table, 'details', identity, plain);
    } finally {
      plain.fill(0);
    }
  }

  function readToken(row: TokenRow): StoredToken {
    const details = opened.detailsOf(records(), row);
    return {
      id: row.id,
      state: row.state,
      expiresAt: row.expires_at,
      institution: details?.institution ?? readInstitution(row.institution),
      details,
    };
  }

  function insertToken(
    database: VaultDatabase,
    token: { id: string; details: TokenDetails; secret: Uint8Array },
    identity: { id: string; state: string; version: number },
    position: number,
    at: number,
  ): void {
    const { id, details, secret } = token;
    database
      .prepare(
        `INSERT INTO token
           (id, state, version, position, institution, masked_user_id, expires_at,
            created_at, updated_at, details, secret)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        identity.state,
        identity.version,
        position,
        writeInstitution(details.institution),
        maskUserId(details.userId),
        details.expiresAt,
        at,
        at,
        sealJson('token', identity, details),
        records().seal('token', 'secret', identity, secret),
      );
  }

  function insertAttempt(database: VaultDatabase, attempt: Attempt, version: number): void {
    const { id, state, startedAt, ...details } = attempt;
    database
      .prepare(
        `INSERT OR REPLACE INTO attempt
           (id, state, version, institution, masked_user_id, created_at, details)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        state,
        version,
        writeInstitution(attempt.institution),
        maskUserId(attempt.userId),
        startedAt,
        sealJson('attempt', { id, state, version }, details),
      );
  }

  function attemptRows(): AttemptRow[] {
    records();
    const rows = read((database) =>
      database.prepare('SELECT * FROM attempt ORDER BY created_at, id').all(),
    );
    return rows.map((row) => AttemptRow.parse(row));
  }

  return {
    tokens(): StoredToken[] {
      records();
      return read((database) =>
        database
          .prepare('SELECT * FROM token ORDER BY position, id')
          .all()
          .map((row) => readToken(TokenRow.parse(row))),
      );
    },

    /** Gives the secret to `use` for as long as it runs, and wipes it. Null if the record can't be opened. */
    withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null {
      const row = read((database) => tokenRow(database, tokenId));
      if (row === null) return null;
      const secret = records().open('token', 'secret', row, row.secret);
      if (secret === null) return null;
      try {
        return use(secret);
      } finally {
        secret.fill(0);
      }
    },

    /**
     * The token, in the place of the one that its attempt renews, and the fact that the attempt has only
     * to be confirmed, in one transaction.
     */
    addToken(
      token: { id: string; details: TokenDetails; secret: Uint8Array },
      attempt: Attempt,
      at: number,
    ): void {
      const { id, renews } = attempt;
      const write = renews === null ? change : ports.changeForGood;
      write((database) => {
        const identity = { id: token.id, state: 'stored', version: 1 };
        const position =
          renews === null ? lastPosition(database) + 1 : takePosition(database, renews);
        insertToken(database, token, identity, position, at);
        insertAttempt(database, attempt, attemptVersion(database, id) + 1);
      });
    },

    /**
     * Changes a token's state, details, or both: sealed anew under the next version.
     * Returns false, with nothing written, if the record is missing or can't be opened.
     */
    updateToken(
      tokenId: string,
      update: { state?: TokenState; details?: Partial<TokenDetails> },
      at: number,
    ): boolean {
      return change((database) => {
        const row = tokenRow(database, tokenId);
        if (row === null) return false;
        const next = { id: row.id, state: update.state ?? row.state, version: row.version + 1 };
        const details = openJson(TokenRecord, 'token', row, row.details);
        const secret = records().open('token', 'secret', row, row.secret);
        if (details === null || secret === null) return false;
        try {
          database
            .prepare(
              `UPDATE token SET state = ?, version = ?, updated_at = ?, details = ?, secret = ?
               WHERE id = ?`,
            )
            .run(
              next.state,
              next.version,
              at,
              sealJson('token', next, { ...details, ...update.details }),
              records().seal('token', 'secret', next, secret),
              next.id,
            );
          return true;
        } finally {
          secret.fill(0);
        }
      });
    },

    /** Final for the secret: backups that still hold it go too. False if there is no such token. */
    removeToken(tokenId: string): boolean {
      opened.forget(records());
      return ports.changeForGood(
        (database) => database.prepare('DELETE FROM token WHERE id = ?').run(tokenId).changes > 0,
      );
    },

    /** The order on A07. Tokens that are not named stay behind those that are. */
    orderTokens(tokenIds: string[]): void {
      change((database) => {
        const move = database.prepare('UPDATE token SET position = ? WHERE id = ?');
        for (const [index, id] of tokenIds.entries()) move.run(index - tokenIds.length, id);
      });
    },

    /** Those that can be read. */
    attempts(): Attempt[] {
      return attemptRows().flatMap((row) => {
        const details = openJson(AttemptRecord, 'attempt', row, row.details);
        const { id, state, created_at: startedAt } = row;
        return details === null ? [] : [{ id, state, startedAt, ...details }];
      });
    },

    /** Those that can't be read stay where they are, to be shown. */
    unreadableAttempts(): UnreadableAttempt[] {
      return attemptRows()
        .filter((row) => openJson(AttemptRecord, 'attempt', row, row.details) === null)
        .map((row) => ({
          id: row.id,
          institution: readInstitution(row.institution),
          maskedUserId: row.masked_user_id,
          startedAt: row.created_at,
        }));
    },

    addAttempt(attempt: Attempt): void {
      change((database) => insertAttempt(database, attempt, 1));
    },

    updateAttempt(attempt: Attempt): void {
      change((database) =>
        insertAttempt(database, attempt, attemptVersion(database, attempt.id) + 1),
      );
    },

    removeAttempt(id: string): void {
      change((database) => database.prepare('DELETE FROM attempt WHERE id = ?').run(id));
    },

    ...openSettings(ports),
  };
}

function tokenRow(database: VaultDatabase, id: string): TokenRow | null {
  const row = database.prepare('SELECT * FROM token WHERE id = ?').get(id);
  return row === undefined ? null : TokenRow.parse(row);
}

function attemptVersion(database: VaultDatabase, id: string): number {
  return z
    .number()
    .parse(database.prepare('SELECT version FROM attempt WHERE id = ?').pluck().get(id));
}

/** The position of a token that goes. */
function takePosition(database: VaultDatabase, id: string): number {
  const old = database.prepare('DELETE FROM token WHERE id = ? RETURNING position').pluck().get(id);
  return z.number().parse(old);
}

function lastPosition(database: VaultDatabase): number {
  const last = database.prepare('SELECT coalesce(max(position), 0) FROM token').pluck().get();
  return z.number().parse(last);
}
