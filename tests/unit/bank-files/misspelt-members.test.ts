/** Whichever file a program reads at its start: a member that there is not, most likely misspelt, is told with its place and never passed over. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readStaff } from '../../../bank/branch/staff/staff-file.ts';
import { readClientsFile } from '../../../bank/issuer/back-office/clients.ts';
import { readInstitutions } from '../../../bank/issuer/service/institutions-file.ts';
import { institutions } from '../../../bank/service/institution.ts';
import type { Institution } from '../../../bank/service/institution.ts';
import { readSettings } from '../../../build/conformance/settings.ts';
import { en as kitWords } from '../../../build/conformance/text/en.ts';
import { checkSource } from '../../../build/vendor/directory/check.ts';
import { en as vendorWords } from '../../../build/vendor/text/en.ts';
import { newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { vendorContext } from '../../fakes/vendor/context.ts';

const [encryption, signing] = [
  publicHalf(await newKeyPair('enc-1', 'ECDH-ES')),
  publicHalf(await newKeyPair('sig-1', 'ES256')),
];
const keyLists = { encryptionKeys: [encryption], signingKeys: [signing] };
const issue = { userId: 'AAAAAAAAAA', activationPassword: '1234' };

const example = join(
  import.meta.dirname,
  '../../../build/package/issuer/institutions.example.json',
);
/** What the directory tells of an institution apart from keys and addresses. */
function listedOf(institution: Institution | undefined) {
  const { serviceId, name, tel, hours, color, mark, policy } = institution as Institution;
  return { serviceId, name, tel, hours, color, mark, policy };
}

type Kind = { right: unknown; read: (file: string) => unknown };

const kinds: Record<string, Kind> = {
  'the institutions of the issuing service': { right: institutions, read: readInstitutions },
  'the example of them that comes with it': {
    right: JSON.parse(readFileSync(example, 'utf8')),
    read: readInstitutions,
  },
  'its list of clients': {
    right: {
      clients: [
        {
          clientId: 'bank',
          institution: 'akagi',
          scopes: ['staff'],
          keys: [{ kty: 'EC', kid: '1' }],
        },
      ],
    },
    read: readClientsFile,
  },
  'the staff of the branch': {
    right: { staff: [{ id: 'suzuki', name: '鈴木', password: 'scrypt$', sample: false }] },
    read: readStaff,
  },
  'the settings of the kit': {
    right: { keys: keyLists, issues: [issue], command: ['deeds'], oldestApp: '1.0.0' },
    read: (file) => readSettings(file, kitWords),
  },
  'the public keys that the kit is told of': {
    right: keyLists,
    read(file) {
      const settings = join(file, '../settings.json');
      writeFileSync(settings, JSON.stringify({ keys: 'file.json' }));
      return readSettings(settings, kitWords);
    },
  },
  'the source of the vendor’s directory': {
    right: {
      days: 30,
      institutions: [
        {
          ...listedOf(institutions[0]),
          issuerUrl: 'https://akagi.example/issuer',
          bankUrl: 'https://akagi.example/',
          ...keyLists,
        },
      ],
    },
    read: (file) =>
      checkSource(file, { seq: 1, iat: 1_782_864_000 }, vendorContext({ t: vendorWords })),
  },
};

function saidOf({ read }: Kind, content: unknown): string {
  const file = join(temporaryFolder(), 'file.json');
  writeFileSync(file, JSON.stringify(content));
  try {
    read(file);
    return '';
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}

type Members = Record<string, unknown>;
type Changed = { place: string; content: unknown };

/** The content once for each object in it but keys (JWK), with a member more in that one. */
function withOneMore(value: unknown, place = ''): Changed[] {
  if (typeof value !== 'object' || value === null || 'kty' in value) return [];
  const inside = Object.entries(value as Members).flatMap(([name, inner]) =>
    withOneMore(inner, Array.isArray(value) ? `${place}[${name}]` : dotted(place, name)).map(
      (changed) => ({ ...changed, content: put(value, name, changed.content) }),
    ),
  );
  if (Array.isArray(value)) return inside;
  return [{ place: dotted(place, 'mispelt'), content: { ...value, mispelt: 1 } }, ...inside];
}

const dotted = (place: string, name: string) => (place === '' ? name : `${place}.${name}`);
const put = (whole: object, name: string, value: unknown): unknown =>
  Array.isArray(whole)
    ? whole.map((each: unknown, index) => (String(index) === name ? value : each))
    : { ...whole, [name]: value };

const cases = Object.entries(kinds).flatMap(([name, kind]) =>
  withOneMore(kind.right).map(({ place, content }) => ({ name, kind, place, content })),
);

test.each(Object.entries(kinds))('%s: as it must be it is read', (_name, kind) => {
  expect(saidOf(kind, kind.right)).toBe('');
});

test.each(cases)('$name: $place is no member of it', ({ kind, place, content }) => {
  const said = saidOf(kind, content);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toMatch(/file\.json(:\d+:\d+)?: /);
  expect(said).toContain(`: ${place}: There is no such member; see how it is spelt.`);
});
