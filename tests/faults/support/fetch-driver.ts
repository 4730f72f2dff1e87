/** Fetches one file as the app fetches a newer version, and says how it ended: `fetch-driver.ts file path [free bytes]`. */
import { fetchFile } from '../../../electron/adapters/update/fetch-file.ts';
import type { KnownFile } from '../../../electron/adapters/update/fetch-file.ts';
import { AppError } from '../../../shared/errors.ts';

const [file = '{}', path = '', free] = process.argv.slice(2);
const freeBytes = free === undefined ? {} : { freeBytes: () => Promise.resolve(Number(free)) };
try {
  const options = { fetch, allowLoopback: true, ...freeBytes };
  const never = new AbortController().signal;
  await fetchFile(JSON.parse(file) as KnownFile, path, options, () => {}, never);
  console.log('whole');
} catch (error) {
  console.log(error instanceof AppError ? error.code : error);
}
