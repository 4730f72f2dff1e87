/** Whatever a source says, the signed directory says, and an app reads it so. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from '../../fakes/fast-check.ts';
import { stringify } from 'yaml';
import { expect, test } from 'vitest';
import { checkSource } from '../../../build/vendor/directory/check.ts';
import { readDirectory, signDirectory } from '../../../build/vendor/directory/signed.ts';
import { openDirectory } from '../../../electron/adapters/institution/directory.ts';
import { shortText } from '../../../shared/protocol-values.ts';
import { newKeyPair, publicHalf } from '../../fakes/app/issuer.ts';
import { temporaryFolder } from '../../fakes/folder.ts';
import { vendorContext } from '../../fakes/vendor/context.ts';

const pairs = await Promise.all(['a', 'b', 'c'].map(async (kid) => newKeyPair(kid, 'ES256')));
const yamlOf = (said: unknown) => stringify(said, { aliasDuplicateObjects: false });
const keys = fc.subarray(pairs.map(publicHalf), { minLength: 1 });
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((each) => shortText.safeParse(each).success);
const localized = fc.record({ ja: text, en: text });
const serviceId = fc
  .integer({ min: 0, max: 99_999_999 })
  .map((id) => String(id).padStart(8, '0'))
  .filter((id) => id !== '12345678');
const address = fc
  .webUrl({ validSchemes: ['https'], withQueryParameters: true })
  .filter((url) => /^https:\/\/[A-Za-z0-9.-]+\/[!"$-~]*$/.test(url) && url.length <= 200);
const entry = fc.record({
  name: fc.record({ ja: text, kana: text, en: text }),
  issuerUrl: fc.domain().map((domain) => `https://${domain}/issuer`),
  bankUrl: address,
  tel: fc.stringMatching(/^[0-9+][0-9-]{5,19}$/),
  hours: localized,
  color: fc.stringMatching(/^#[0-9a-f]{6}$/),
  mark: fc.constantFrom('赤', 'A1', '🐱', 'ア'),
  encryptionKeys: keys,
  signingKeys: keys,
  policy: fc.record({
    passwordLength: fc.constantFrom({ min: 4, max: 8 }, { min: 6, max: 6 }),
    waitSeconds: fc.integer({ min: 0, max: 30 }),
    passcodeRequired: fc.boolean(),
  }),
});
const source = fc.record({
  days: fc.integer({ min: 1, max: 366 }),
  institutions: fc
    .uniqueArray(fc.tuple(serviceId, entry), { selector: ([id]) => id, minLength: 1, maxLength: 4 })
    .map((all) => all.map(([id, rest]) => ({ serviceId: id, ...rest }))),
});

test('source, signature and what is read of it agree, as YAML and as JSON', async () => {
  const folder = temporaryFolder();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const root = { kty: 'EC', crv: 'P-256', x, y } as const;
  const roots = [{ ...root, kid: 'present' }, publicHalf(await newKeyPair('next', 'ES256'))];
  writeFileSync(
    join(folder, 'vendor.json'),
    JSON.stringify({ directoryUrl: 'https://d.example/', roots }),
  );
  const context = vendorContext({ options: { vendor: folder } });
  const signer = {
    publicKey: root,
    sign: (input: string) =>
      Promise.resolve(
        sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      ),
  };
  const iat = Math.floor(context.now() / 1000);

  await fc.assert(
    fc.asyncProperty(
      source,
      fc.boolean(),
      fc.integer({ min: 1, max: 2 ** 53 - 1 }),
      async (said, isJson, seq) => {
        const file = join(folder, isJson ? 'source.json' : 'source.yaml');
        writeFileSync(file, isJson ? JSON.stringify(said) : yamlOf(said));
        const { jws } = await signDirectory(
          checkSource(file, { seq, iat }, context),
          signer,
          context,
        );
        const out = join(folder, 'directory.jws');
        writeFileSync(out, jws);
        const { directory } = await readDirectory(out, context);
        expect(directory).toEqual({
          seq,
          iat,
          exp: iat + said.days * 86_400,
          institutions: said.institutions,
        });

        const app = openDirectory({
          roots,
          paths: [out],
          cachePath: join(folder, 'none.jws'),
          url: '',
          http: () => Promise.reject(new Error('offline')),
          now: context.now,
          log: () => 0,
        });
        await app.readWhole();
        for (const each of said.institutions) expect(app.find(each.serviceId)).toEqual(each);
      },
    ),
    { numRuns: 60 },
  );
});
