/**
 * docs/policy/: the templates for Group Policy, the profile, the schema and the example say what the code takes.
 * `npm run unit -- templates.test.ts -u` writes them anew.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { readBrand, sampleFolder } from '../../../build/package/brand.ts';
import { cultures, templates } from '../../../build/policy/templates.ts';
import { policyExample } from '../../../build/policy/policy-words.ts';
import { escapeXml } from '../../../build/policy/xml.ts';
import { policyTable } from '../../../electron/use-cases/policy/policy-table.ts';
import { placesOf } from '../../../electron/adapters/policy/policy-source.ts';
import { readPolicy } from '../../../electron/use-cases/policy/read-policy.ts';
import { policyNames } from '../../../shared/contract.ts';
import { languages } from '../../../shared/language.ts';
import { autoLockMinutes } from '../../../shared/limits.ts';

const folder = join(import.meta.dirname, '../../../docs/policy');
const sample = templates(readBrand(sampleFolder).names);
const read = (name: string) => readFileSync(join(folder, name), 'utf8');

function parse(name: string): Document {
  const complain = (message: string) => {
    throw new Error(`${name}: ${message}`);
  };
  const errorHandler = { warning: complain, error: complain, fatalError: complain };
  return new DOMParser({ errorHandler }).parseFromString(read(name), 'text/xml');
}

const all = (document: Document | Element, tag: string) =>
  Array.from(document.getElementsByTagName(tag));
const attribute = (name: string) => (element: Element) => element.getAttribute(name) ?? '';
const children = (element: Element) =>
  Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);

test.each(Object.entries(sample))('%s is what the code says', async (name, content) => {
  await expect(content).toMatchFileSnapshot(join(folder, name));
});

test('the folder has these and no others', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  expect(files.toSorted()).toEqual(Object.keys(sample).toSorted());
});

describe('the template of Group Policy', () => {
  const policies = () => all(parse('desktop-token.admx'), 'policy');

  test('has every member, of the computer, under the key that the app reads', () => {
    expect(policies().map(attribute('name'))).toEqual([...policyNames]);
    for (const policy of policies()) {
      expect(policy.getAttribute('class')).toBe('Machine');
      expect(policy.getAttribute('key')).toBe('Software\\Policies\\org.desktop-token.app');
    }
  });

  test('writes each under its own name, in a form that the app takes', () => {
    for (const policy of policies()) {
      const name = policy.getAttribute('name') as (typeof policyNames)[number];
      const { kind } = policyTable[name];
      const [value] =
        kind === 'switch' ? [policy] : children(all(policy, 'elements')[0] as Element);
      expect(value?.getAttribute('valueName')).toBe(name);
      expect(value?.tagName).toBe(
        { switch: 'policy', choice: 'enum', number: 'decimal', address: 'text', keys: 'multiText' }[
          kind
        ],
      );
    }
  });

  test('offers the choices and the bounds that the app takes', () => {
    const number = all(parse('desktop-token.admx'), 'decimal').find((each) =>
      each.hasAttribute('id'),
    );
    expect(number?.getAttribute('minValue')).toBe(String(autoLockMinutes.min));
    expect(number?.getAttribute('maxValue')).toBe(String(autoLockMinutes.max));
    for (const choice of all(parse('desktop-token.admx'), 'enum')) {
      const name = choice.getAttribute('id') as 'updates' | 'language';
      const values = all(choice, 'string').map(({ textContent }) => textContent);
      expect(values).toEqual([...policyTable[name].schema.options]);
    }
  });

  test.each(languages)('has every word in %s, and none too many', (language) => {
    const words = parse(`${cultures[language]}/desktop-token.adml`);
    const asked = (of: string) =>
      [...read('desktop-token.admx').matchAll(new RegExp(`\\$\\(${of}\\.([^)]+)\\)`, 'g'))].map(
        ([, name]) => name,
      );
    const strings = all(words, 'string');
    expect(new Set(strings.map(attribute('id')))).toEqual(new Set(asked('string')));
    expect(strings).toHaveLength(new Set(asked('string')).size);
    for (const { textContent } of strings) expect(textContent?.trim()).not.toBe('');
    const presentations = all(words, 'presentation');
    expect(presentations.map(attribute('id'))).toEqual(asked('presentation'));
    for (const each of presentations) {
      expect(children(each).map(attribute('refId'))).toEqual([each.getAttribute('id')]);
    }
  });
});

/** A property list as what it stands for. */
function valueOf(element: Element): unknown {
  const inside = children(element);
  switch (element.tagName) {
    case 'dict':
      return Object.fromEntries(
        inside
          .filter(({ tagName }) => tagName === 'key')
          .map((key) => [key.textContent, valueOf(inside[inside.indexOf(key) + 1] as Element)]),
      );
    case 'array':
      return inside.map(valueOf);
    case 'integer':
      return Number(element.textContent);
    case 'true':
    case 'false':
      return element.tagName === 'true';
    default:
      return element.textContent;
  }
}

test('the profile sets the example’s values for the app on the whole computer', () => {
  const [dict] = all(parse('desktop-token.mobileconfig'), 'dict');
  const profile = valueOf(dict as Element) as { PayloadContent: Record<string, unknown>[] };
  expect(profile).toMatchObject({ PayloadScope: 'System', PayloadType: 'Configuration' });
  const [payload = {}] = profile.PayloadContent;
  expect(payload['PayloadType']).toBe('org.desktop-token.app');
  const values = Object.fromEntries(
    Object.entries(payload).filter(([name]) => !name.startsWith('Payload')),
  );
  const source = { from: 'profile', values, trouble: null } as const;
  const { policy, problems } = readPolicy(source, { takesLoopback: false, log: () => 0 });
  expect(problems).toEqual([]);
  expect(policy).toEqual(policyExample);
});

describe('the templates of another brand', () => {
  const { names } = readBrand(join(import.meta.dirname, '../../fixtures/brand'));
  const others = Object.entries(templates(names));

  test('are as many, named by its package', () => {
    expect(others.map(([path]) => path)).toEqual(
      Object.keys(sample).map((path) => path.replace('desktop-token', 'sakura-passcard')),
    );
  });

  test('set what its own app reads, and nothing in them is the sample’s', () => {
    const text = Object.fromEntries(others);
    const places = placesOf('example.sakura.passcard');
    const admx = text['sakura-passcard.admx'] ?? '';
    expect(admx.match(/ key="[^"]*"/g)).toEqual(
      policyNames.map(() => ` key="${places.registry.replace('HKLM\\', '')}"`),
    );
    expect(admx).toContain('namespace="example.sakura.passcard"');
    expect(text['sakura-passcard.mobileconfig']).toContain(
      '<key>PayloadType</key>\n        <string>example.sakura.passcard</string>',
    );
    expect(text['ja-JP/sakura-passcard.adml']).toContain('さくらパスカード');
    expect(text['en-US/sakura-passcard.adml']).toContain('Sakura Passcard');
    const whole = others.map(([, content]) => content).join('\n');
    expect(whole).not.toMatch(/desktop.?token|見本/i);
  });
});

test('the schema takes the example, and no member that is misspelt or of another kind', () => {
  const isValid = new Ajv2020({ strict: false, formats: { uri: true } }).compile(
    JSON.parse(read('policy.schema.json')) as object,
  );
  expect(isValid(JSON.parse(read('policy.example.json')))).toBe(true);
  expect(isValid({})).toBe(true);
  expect(isValid({ copyAllowed: false })).toBe(false);
  for (const name of policyNames) expect(isValid({ [name]: {} })).toBe(false);
});

test('whatever a word holds, it is no tag', () => {
  expect(escapeXml('<a b="c">&</a>')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&lt;/a&gt;');
});
