/** The files of docs/policy/, all from the one table that the app reads a policy by. */
import * as z from 'zod';
import { policyTable } from '../../electron/use-cases/policy/policy-table.ts';
import { policyNames } from '../../shared/contract.ts';
import { languages } from '../../shared/language.ts';
import { adml, admx } from './group-policy.ts';
import { mobileconfig } from './mobileconfig.ts';
import { policyExample } from './policy-words.ts';

/** Group Policy's names of the languages. */
export const cultures = { ja: 'ja-JP', en: 'en-US' } as const;

/** A member that is none of ours is a mistake of writing, which whoever writes it should see. */
export const policySchema = z.strictObject(
  Object.fromEntries(policyNames.map((name) => [name, policyTable[name].schema.exactOptional()])),
);

/** Each by its path in docs/policy/. */
export function templates(): Record<string, string> {
  const schema = { title: 'policy', ...z.toJSONSchema(policySchema, { io: 'input' }) };
  return {
    'desktop-token.admx': admx(),
    ...Object.fromEntries(
      languages.map((language) => [`${cultures[language]}/desktop-token.adml`, adml(language)]),
    ),
    'desktop-token.mobileconfig': mobileconfig(),
    'policy.example.json': json(policyExample),
    'policy.schema.json': json(schema),
  };
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
