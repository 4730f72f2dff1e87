/** The files by which an institution sets a policy of a brand's app, all from the one table that the app reads a policy by. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { policyTable } from '../../electron/use-cases/policy/policy-table.ts';
import { policyNames } from '../../shared/contract.ts';
import { languages } from '../../shared/language.ts';
import type { Brand } from '../package/brand.ts';
import { adml, admx } from './group-policy.ts';
import { mobileconfig } from './mobileconfig.ts';
import { policyExample } from './policy-words.ts';

/** Group Policy's names of the languages. */
export const cultures = { ja: 'ja-JP', en: 'en-US' } as const;

/** A member that is none of ours is a mistake of writing, which whoever writes it should see. */
export const policySchema = z.strictObject(
  Object.fromEntries(policyNames.map((name) => [name, policyTable[name].schema.exactOptional()])),
);

/** Each by its path. Those of the sample are docs/policy/. */
export function templates(names: Brand['names']): Record<string, string> {
  const { packageName } = names;
  const schema = { title: 'policy', ...z.toJSONSchema(policySchema, { io: 'input' }) };
  return {
    [`${packageName}.admx`]: admx(names),
    ...Object.fromEntries(
      languages.map((language) => [
        `${cultures[language]}/${packageName}.adml`,
        adml(names, language),
      ]),
    ),
    [`${packageName}.mobileconfig`]: mobileconfig(names),
    'policy.example.json': json(policyExample),
    'policy.schema.json': json(schema),
  };
}

export function writeTemplates(names: Brand['names'], folder: string): void {
  for (const [path, content] of Object.entries(templates(names))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
