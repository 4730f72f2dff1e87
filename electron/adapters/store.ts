/** Tokens and attempts in vault.db: every record sealed and bound to its vault, table, id, state and version. */
import * as z from 'zod';
import type { Attempt } from '../core/attempt.ts';
import { maskUserId } from '../core/token.ts';
import type { StoredToken, TokenDetails, TokenState } from '../core/token.ts';
import { storageError } from './database.ts';
import type { VaultDatabase } from './database.ts';
import { AttemptRecord, AttemptRow, InstitutionRecord, TokenRecord, TokenRow } from './records.ts';
import { deriveKey, seal, unseal } from './sealing.ts';

export type Store = ReturnType<typeof openStore>;

/** The records of an open vault. Every function throws AppError with a code of storage. */
export function openStore(database: VaultDatabase, dataKey: Buffer, vaultId: Buffer) {
  const sealRecord = (context: RecordContext, plain: Uint8Array) =>
    withRecordKey(context, (key) => seal(key, contextText(context), plain));
  const openRecord = (context: RecordContext, sealed: Buffer) =>
    withRecordKey(context, (key) => unseal(key, contextText(context), sealed));

  function withRecordKey<T>(context: RecordContext, use: (key: Buffer) => T): T {
    const key = deriveKey(dataKey, vaultId, `desktop-token|record|${context.table}|${context.id}`);
    try {
      return use(key);
    } finally {
      key.fill(0);
    }
  }

  function contextText({ table, id, state, version }: RecordContext): string {
    return [vaultId.toString('hex'), table, id, state, version].join('|');
  }

  function openJson<T>(schema: z.ZodType<T>, context: RecordContext, sealed: Buffer): T | null {
    const plain = openRecord(context, sealed);
    if (plain === null) return null;
    try {
      return schema.parse(JSON.parse(plain.toString('utf8')));
    } finally {
      plain.fill(0);
    }
  }

  function sealJson(context: RecordContext, value: unknown): Buffer {
    const plain = Buffer.from(JSON.stringify(value));
    try {
      return sealRecord(context, plain);
    } finally {
      plain.fill(0);
    }
  }

  /** Runs one change whole or not at all, and notes that the vault has moved on. */
  function change<T>(write: () => T): T {
    try {
      return database
        .transaction(() => {
          const result = write();
          database.prepare("UPDATE meta SET value = value + 1 WHERE key = 'generation'").run();
          return result;
        })
        .immediate();
    } catch (error) {
      throw storageError(error);
    }
  }

  function tokenRow(id: string): TokenRow | null {
    const row = database.prepare('SELECT * FROM token WHERE id = ?').get(id);
    return row === undefined ? null : TokenRow.parse(row);
  }

  const detailsContext = (row: { id: string; state: TokenState; version: number }) => ({
    table: 'token.details',
    ...row,
  });
  const secretContext = (row: { id: string; state: TokenState; version: number }) => ({
    table: 'token.secret',
    ...row,
  });

  function readToken(row: TokenRow): StoredToken {
    const { id, state, version } = row;
    const details = openJson(TokenRecord, detailsContext({ id, state, version }), row.details);
    return {
      id,
      state,
      expiresAt: row.expires_at,
      institution: details?.institution ?? InstitutionRecord.parse(JSON.parse(row.institution)),
      details,
    };
  }

  function insertAttempt(attempt: Attempt, version: number): void {
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
        JSON.stringify(attempt.institution),
        maskUserId(attempt.userId),
        startedAt,
        sealJson({ table: 'attempt', id, state, version }, details),
      );
  }

  function attemptVersion(id: string): number {
    const row = database.prepare('SELECT version FROM attempt WHERE id = ?').pluck().get(id);
    return z.number().parse(row);
  }

  return {
    tokens(): StoredToken[] {
      const rows = database.prepare('SELECT * FROM token ORDER BY position, id').all();
      return rows.map((row) => readToken(TokenRow.parse(row)));
    },

    /** Gives the secret to `use` for as long as it runs, and wipes it. Null if the record can't be opened. */
    withSecret<T>(tokenId: string, use: (secret: Uint8Array) => T): T | null {
      const row = tokenRow(tokenId);
      if (row === null) return null;
      const { id, state, version } = row;
      const secret = openRecord(secretContext({ id, state, version }), row.secret);
      if (secret === null) return null;
      try {
        return use(secret);
      } finally {
        secret.fill(0);
      }
    },

    /** The token and the fact that its attempt has only to be confirmed, in one transaction. */
    addToken(
      token: { id: string; details: TokenDetails; secret: Uint8Array },
      attempt: Attempt,
      at: number,
    ): void {
      const context = { id: token.id, state: 'stored', version: 1 } as const;
      const { details } = token;
      change(() => {
        database
          .prepare(
            `INSERT INTO token
               (id, state, version, position, institution, masked_user_id, expires_at,
                created_at, updated_at, details, secret)
             VALUES (?, 'stored', 1, (SELECT coalesce(max(position), 0) + 1 FROM token),
                     ?, ?, ?, ?, ?, ?, ?)`,
          )
          .run(
            token.id,
            JSON.stringify(details.institution),
            maskUserId(details.userId),
            details.expiresAt,
            at,
            at,
            sealJson(detailsContext(context), details),
            sealRecord(secretContext(context), token.secret),
          );
        insertAttempt(attempt, attemptVersion(attempt.id) + 1);
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
      return change(() => {
        const row = tokenRow(tokenId);
        if (row === null) return false;
        const { id, version, state } = row;
        const next = { id, state: update.state ?? state, version: version + 1 };
        const details = openJson(TokenRecord, detailsContext({ id, state, version }), row.details);
        const secret = openRecord(secretContext({ id, state, version }), row.secret);
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
              sealJson(detailsContext(next), { ...details, ...update.details }),
              sealRecord(secretContext(next), secret),
              id,
            );
          return true;
        } finally {
          secret.fill(0);
        }
      });
    },

    /** Attempts that can be read. One that can't be is of no use to anybody, and stays where it is. */
    attempts(): Attempt[] {
      const rows = database.prepare('SELECT * FROM attempt ORDER BY created_at, id').all();
      return rows.flatMap((raw) => {
        const row = AttemptRow.parse(raw);
        const { id, state, version } = row;
        const details = openJson(
          AttemptRecord,
          { table: 'attempt', id, state, version },
          row.details,
        );
        return details === null ? [] : [{ id, state, startedAt: row.created_at, ...details }];
      });
    },

    addAttempt(attempt: Attempt): void {
      change(() => insertAttempt(attempt, 1));
    },

    updateAttempt(attempt: Attempt): void {
      change(() => insertAttempt(attempt, attemptVersion(attempt.id) + 1));
    },

    removeAttempt(id: string): void {
      change(() => database.prepare('DELETE FROM attempt WHERE id = ?').run(id));
    },

    /** A value of ours that is no secret; null if it was never set or does not fit any more. */
    setting<T>(key: string, schema: z.ZodType<T>): T | null {
      const value = database.prepare('SELECT value FROM setting WHERE key = ?').pluck().get(key);
      if (typeof value !== 'string') return null;
      return schema.safeParse(JSON.parse(value)).data ?? null;
    },

    changeSetting(key: string, value: unknown): void {
      change(() =>
        database
          .prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)')
          .run(key, JSON.stringify(value)),
      );
    },

    close(): void {
      dataKey.fill(0);
      database.close();
    },
  };
}

type RecordContext = { table: string; id: string; state: string; version: number };
