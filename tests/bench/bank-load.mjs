/** Loads the server half through Vite, as the bank's pages are JSX and its styles text. */
import { runnerImport } from 'vite';

/** @type {{ module: typeof import('./bank-server.ts') }} */
const { module } = await runnerImport('./tests/bench/bank-server.ts');
await module.runServer();
