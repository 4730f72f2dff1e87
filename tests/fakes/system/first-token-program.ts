/**
 * A program for a network that tests can't reach from outside: a contract gets its first token from a service whose back
 * office and protocol are at their usual ports here, and the institution takes its code. Says the verdict.
 */
import { readFileSync } from 'node:fs';
import { readClientKey } from '../../../bank/back-office/client-key.ts';
import { openBackOffice } from '../../../bank/back-office/client.ts';
import { DirectoryEntry } from '../../../shared/protocol.ts';
import { activate, codeAt } from '../bank/app.ts';

const [institutions = '', publicKeys = '', clientKey = '', reference = ''] = process.argv.slice(2);
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as object;
const [institution] = read(institutions) as { slug: string }[];
const entry = DirectoryEntry.parse({
  ...institution,
  ...read(publicKeys),
  issuerUrl: `http://127.0.0.1:8790/${institution?.slug}`,
  bankUrl: 'https://bank.example/',
});
const activationPassword = '482135';
const office = openBackOffice({ url: 'http://127.0.0.1:8791', key: readClientKey(clientKey) });
const request = { deliveryAddress: 'hanako@example.jp', activationPassword };
const { userId } = await office.openIssue(reference, request, { key: `issue-${reference}` });
const token = await activate(entry, { userId, activationPassword });
const code = codeAt(token, Date.now());
const { verdict } = await office.startUse(reference, { code }, { key: `start-${reference}` });
console.log(verdict);
