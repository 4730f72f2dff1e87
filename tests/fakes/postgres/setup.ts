/** The one PostgreSQL of the project `postgres`; each test has a database of its own in it. */
import type { TestProject } from 'vitest/node';
import { makePostgres } from './server.ts';

declare module 'vitest' {
  // Declared once more, it is added to what vitest declares.
  // oxlint-disable-next-line typescript/consistent-type-definitions
  interface ProvidedContext {
    /** Of the database in which others are made; nothing where the tests run on SQLite. */
    postgresUrl?: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await makePostgres();
  project.provide('postgresUrl', server.urlOf('postgres'));
  return () => server.remove();
}
