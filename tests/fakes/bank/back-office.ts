/** The institution's own client of a back office, with a key that is made for it at its first time. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { openBackOffice } from '../../../bank/back-office/client.ts';
import type { BackOffice, BackOfficeOptions } from '../../../bank/back-office/client.ts';
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
