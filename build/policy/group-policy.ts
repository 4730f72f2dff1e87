/** The templates of Windows' Group Policy for a brand's app: ADMX for what there is, ADML for its words in one language. */
import * as z from 'zod';
import { placesOf } from '../../electron/adapters/policy/policy-source.ts';
import { policyTable } from '../../electron/use-cases/policy/policy-table.ts';
import { policyNames } from '../../shared/contract.ts';
import type { PolicyName } from '../../shared/contract.ts';
import type { Language } from '../../shared/language.ts';
import type { Brand } from '../package/brand.ts';
import { categoryWords, policyWords } from './policy-words.ts';
import { element } from './xml.ts';

const namespace = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const versions = { revision: '1.0', schemaVersion: '1.0' };
/** Group Policy says the root apart: these are policies of the computer. */
const keyOf = (appId: string) => placesOf(appId).registry.replace('HKLM\\', '');
const string = (name: string) => `$(string.${name})`;
const heading = '<?xml version="1.0" encoding="utf-8"?>';

export function admx({ appId }: Brand['names']): string {
  const definition = { name: 'supported', displayName: string('supported') };
  // Two templates in one store may not share it.
  const target = { prefix: 'app', namespace: appId };
  return file('policyDefinitions', { xmlns: namespace, ...versions }, [
    ...element('policyNamespaces', {}, element('target', target)),
    ...element('resources', { minRequiredRevision: '1.0' }),
    ...element('supportedOn', {}, element('definitions', {}, element('definition', definition))),
    ...element('categories', {}, element('category', categoryAttributes)),
    ...element(
      'policies',
      {},
      policyNames.flatMap((name) => policy(name, keyOf(appId))),
    ),
  ]);
}

const categoryAttributes = { name: 'app', displayName: string('category') };

function policy(name: PolicyName, key: string): string[] {
  const isSwitch = policyTable[name].kind === 'switch';
  const attributes = {
    name,
    class: 'Machine',
    displayName: string(name),
    explainText: string(`${name}_explain`),
    key,
    ...(isSwitch ? { valueName: name } : { presentation: `$(presentation.${name})` }),
  };
  return element('policy', attributes, [
    ...element('parentCategory', { ref: categoryAttributes.name }),
    ...element('supportedOn', { ref: 'supported' }),
    ...(isSwitch
      ? [...decimal('enabledValue', '1'), ...decimal('disabledValue', '0')]
      : element('elements', {}, valueOf(name))),
  ]);
}

const decimal = (tag: string, value: string) => element(tag, {}, element('decimal', { value }));

function valueOf(name: PolicyName): string[] {
  const { kind, schema } = policyTable[name];
  const attributes = { id: name, valueName: name, required: 'true' };
  switch (kind) {
    case 'choice':
      return element(
        'enum',
        attributes,
        schema.options.flatMap((value) =>
          element('item', { displayName: string(`${name}_${value}`) }, [
            ...element('value', {}, element('string', {}, value)),
          ]),
        ),
      );
    case 'number': {
      const { minimum, maximum } = z.toJSONSchema(schema);
      const bounds = { minValue: String(minimum), maxValue: String(maximum) };
      return element('decimal', { ...attributes, ...bounds });
    }
    case 'address':
      return element('text', attributes);
    case 'keys':
      return element('multiText', attributes);
    case 'switch':
      return [];
  }
}

export function adml(names: Brand['names'], language: Language): string {
  const { name: category, supported } = categoryWords(names)[language];
  const strings: [string, string][] = [
    ['category', category],
    ['supported', supported],
    ...policyNames.flatMap((name): [string, string][] => {
      const { title, explain, values = {} } = policyWords[language][name];
      return [
        [name, title],
        [`${name}_explain`, explain],
        ...Object.entries(values).map(([value, words]): [string, string] => [
          `${name}_${value}`,
          words,
        ]),
      ];
    }),
  ];
  const withValue = policyNames.filter((name) => policyTable[name].kind !== 'switch');
  return file('policyDefinitionResources', { xmlns: namespace, ...versions }, [
    ...element('displayName', {}, category),
    ...element('description', {}, category),
    ...element('resources', {}, [
      ...element(
        'stringTable',
        {},
        strings.flatMap(([id, text]) => element('string', { id }, text)),
      ),
      ...element(
        'presentationTable',
        {},
        withValue.flatMap((name) =>
          element('presentation', { id: name }, field(name, policyWords[language][name].title)),
        ),
      ),
    ]),
  ]);
}

/** Where the value is filled in. */
function field(name: PolicyName, label: string): string[] {
  const refId = { refId: name };
  switch (policyTable[name].kind) {
    case 'choice':
      return element('dropdownList', { ...refId, noSort: 'true' }, label);
    case 'number':
      return element('decimalTextBox', refId, label);
    case 'address':
      return element('textBox', refId, element('label', {}, label));
    case 'keys':
      return element('multiTextBox', refId);
    case 'switch':
      return [];
  }
}

const file = (name: string, attributes: Record<string, string>, content: string[]): string =>
  `${[heading, ...element(name, attributes, content)].join('\n')}\n`;
