/** An example of a profile for a brand's app on macOS, whose settings the system keeps as managed preferences of the computer. */
import { policyNames } from '../../shared/contract.ts';
import type { Brand } from '../package/brand.ts';
import { policyExample } from './policy-words.ts';
import { element } from './xml.ts';

const docType =
  '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">';

/** Of the example alone: a profile of one's own has its own (`uuidgen`). */
const uuids = {
  profile: '00000000-0000-4000-8000-000000000001',
  settings: '00000000-0000-4000-8000-000000000002',
};

export function mobileconfig({ appId, appName }: Brand['names']): string {
  const settings: [string, unknown][] = policyNames.map((name) => [name, policyExample[name]]);
  const profile = {
    PayloadContent: [
      {
        PayloadType: appId,
        PayloadIdentifier: `${appId}.policy.settings`,
        PayloadUUID: uuids.settings,
        PayloadVersion: 1,
        ...Object.fromEntries(settings),
      },
    ],
    PayloadDisplayName: appName,
    PayloadIdentifier: `${appId}.policy`,
    // Of the computer: what is set for one person alone is not read.
    PayloadScope: 'System',
    PayloadType: 'Configuration',
    PayloadUUID: uuids.profile,
    PayloadVersion: 1,
  };
  const lines = element('plist', { version: '1.0' }, plist(profile));
  return `${['<?xml version="1.0" encoding="utf-8"?>', docType, ...lines].join('\n')}\n`;
}

/** As Apple's property lists have what JSON has. */
function plist(value: unknown): string[] {
  if (typeof value === 'string') return element('string', {}, value);
  if (typeof value === 'number') return element('integer', {}, String(value));
  if (typeof value === 'boolean') return element(String(value), {});
  if (Array.isArray(value)) return element('array', {}, value.flatMap(plist));
  const members = Object.entries(value ?? {});
  return element(
    'dict',
    {},
    members.flatMap(([name, each]) => [...element('key', {}, name), ...plist(each)]),
  );
}
