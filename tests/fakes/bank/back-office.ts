/** The institution's own client of a back office, with a key that is made for it at its first time, and its operators' commands. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { openBackOffice } from '../../../bank/back-office/client.ts';
import type { BackOffice, BackOfficeOptions } from '../../../bank/back-office/client.ts';
import { runOfficeOperator } from '../../../bank/back-office/operator/operator.ts';
import { addClient } from '../../../bank/issuer/service/add-client.ts';
import { everyScope } from './issuer.ts';
import type { TestIssuer } from './issuer.ts';

type Given = Partial<BackOfficeOptions> & {
  name?: string;
  institution?: string;
  scopes?: string[];
};

export async function backOfficeOf(
  { backOfficeUrl, clock, options: { dataDir } }: TestIssuer,
  given: Given = {},
): Promise<BackOffice> {
  const { name = 'banking', institution = 'akagi', scopes = everyScope, ...options } = given;
  const file = join(dataDir, `${name}.key`);
  if (!existsSync(file)) await addClient(dataDir, { institution, client: name, scopes }, file);
  return openBackOffice({
    url: backOfficeUrl,
    key: readClientKey(file),
    now: clock.now,
    ...options,
  });
}

/** Types commands as a client of these scopes; each says all that it printed. `told` hears each line as it comes. */
export async function typing(
  { backOfficeUrl, clock, options }: TestIssuer,
  scopes = everyScope,
  told: (line: string) => unknown = () => undefined,
) {
  const name = `desk-${scopes.join('-')}`;
  const file = join(options.dataDir, `${name}.key`);
  if (!existsSync(file)) {
    await addClient(options.dataDir, { institution: 'akagi', client: name, scopes }, file);
  }
  const where = ['--client-key', file, '--back-office-url', backOfficeUrl];
  return async (...words: string[]): Promise<string> => {
    let text = '';
    for await (const line of runOfficeOperator([...words, ...where], clock.now)) {
      text += `${line}\n`;
      await told(line);
    }
    return text;
  };
}

/** Whatever is asked of the issuing service at such an address gets no answer, until the mock is restored. */
export function cutOffIssuer(address: RegExp) {
  const real = globalThis.fetch;
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (address.test(String(input))) throw new TypeError('fetch failed');
    return real(input, init);
  });
}
