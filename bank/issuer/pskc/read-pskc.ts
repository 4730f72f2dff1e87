/** Reads a Portable Symmetric Key Container (RFC 6030) of TOTP seeds, plain or encrypted, of whoever wrote it. */
import type { OtpParameters } from '../../../shared/protocol.ts';
import { rules } from '../../service/rules.ts';
import { PskcFault } from './fault.ts';
import type { PskcReason } from './fault.ts';
import { openProtection } from './protection.ts';
import type { Opener, PskcKey } from './protection.ts';
import { readXml } from './xml.ts';
import type { Element } from './xml.ts';

export type ImportedSeed = {
  keyId: string;
  /** As the container has it: a distinguished name, mostly `UID=…`. */
  userId: string;
  secret: Buffer;
  algorithm: OtpParameters['algorithm'];
  digits: number;
  driftSteps: number;
  /** Epoch milliseconds; null where it has no end. */
  expiresAt: number | null;
};

const pskc = 'urn:ietf:params:xml:ns:keyprov:pskc';
/** The second is how python-pskc writes the first. */
const totpNames = new Set([`${pskc}:totp`, 'totp']);
const suites: Record<string, OtpParameters['algorithm']> = {
  '': 'SHA1',
  'HMAC-SHA1': 'SHA1',
  'HMAC-SHA256': 'SHA256',
  'HMAC-SHA512': 'SHA512',
};

/** `key` opens an encrypted container; null for a plain one. `nowAt` in epoch milliseconds. Throws a PskcFault. */
export async function readPskc(
  text: string,
  key: PskcKey | null,
  nowAt: number,
): Promise<ImportedSeed[]> {
  const container = containerOf(text);
  const packages = container.children.filter(isKeyPackage);
  if (packages.length === 0) throw new PskcFault('no-key');
  const opener = await openProtection(container, key);
  return packages.map((each, at) => {
    try {
      return seedOf(each, opener, nowAt);
    } catch (cause) {
      if (cause instanceof PskcFault) cause.place = at + 1;
      throw cause;
    }
  });
}

/** Of `UID=akagi001` among other parts of a distinguished name, or that alone. */
export function plainUserId(userId: string): string {
  const [, uid] =
    /^(?:.*,)?\s*(?:UID|0\.9\.2342\.19200300\.100\.1\.1)=([^,+]+)/i.exec(userId) ?? [];
  return (uid ?? userId).trim();
}

function containerOf(text: string): Element {
  try {
    const root = readXml(text);
    if (root.name !== `${pskc} KeyContainer` || root.attributes['Version'] !== '1.0') {
      throw new Error('another document');
    }
    return root;
  } catch (cause) {
    throw new PskcFault('not-pskc', null, { cause });
  }
}

function seedOf(keyPackage: Element, opener: Opener, nowAt: number): ImportedSeed {
  const key = one(keyPackage, 'Key');
  const keyId = key?.attributes['Id'] ?? '';
  const data = key && one(key, 'Data');
  const refuse = (reason: PskcReason): never => {
    throw new PskcFault(reason, keyId);
  };
  if (!key || !data || !totpNames.has(key.attributes['Algorithm'] ?? '')) {
    return refuse('not-totp');
  }
  const parameters = one(key, 'AlgorithmParameters');
  const format = parameters && one(parameters, 'ResponseFormat');
  const algorithm = suites[(parameters && textOf(parameters, 'Suite')) ?? ''];
  if (algorithm === undefined) return refuse('algorithm');
  const digits = Number(format?.attributes['Length']);
  const isPlainCode =
    format?.attributes['Encoding'] === 'DECIMAL' &&
    !['true', '1'].includes(format.attributes['CheckDigits'] ?? '');
  if (![6, 7, 8].includes(digits) || !isPlainCode) return refuse('digits');
  /** Plain even where the secret is not: nobody gains by it. */
  const number = (name: string, otherwise: number) => {
    const element = one(data, name);
    return element ? Number(textOf(element, 'PlainValue') ?? Number.NaN) : otherwise;
  };
  if (number('TimeInterval', Number.NaN) !== rules.codePeriodSeconds || number('Time', 0) !== 0) {
    return refuse('period');
  }
  const secretElement = one(data, 'Secret');
  const secret = secretElement ? opener(secretElement, keyId) : Buffer.alloc(0);
  if (secret.length < 16 || secret.length > 64) return refuse('secret-length');
  const drift = number('TimeDrift', 0);
  const expiresAt = endOf(key, keyPackage);
  if (!isForCodes(key, nowAt)) return refuse('use');
  if (Number.isNaN(expiresAt) || (expiresAt ?? nowAt + 1) <= nowAt) return refuse('expired');
  const limit = rules.resyncWindowSteps;
  const driftSteps = Math.abs(drift) <= limit ? Math.round(drift) : 0;
  const device = one(keyPackage, 'DeviceInfo');
  const userId = textOf(key, 'UserId') ?? (device && textOf(device, 'UserId')) ?? '';
  return { keyId, userId, secret, algorithm, digits, driftSteps, expiresAt };
}

const knownPolicies = new Set(
  ['KeyUsage', 'ExpiryDate', 'StartDate'].map((name) => `${pskc} ${name}`),
);

/** RFC 6030 §5: a key whose policy has anything that is not understood must not be used. */
function isForCodes(key: Element, nowAt: number): boolean {
  const policy = one(key, 'Policy');
  if (!policy) return true;
  const start = textOf(policy, 'StartDate');
  if (start !== undefined && !(Date.parse(start) <= nowAt)) return false;
  const uses = all(policy, 'KeyUsage').map(({ text }) => text.trim());
  return (
    policy.children.every(({ name }) => knownPolicies.has(name)) &&
    (uses.length === 0 || uses.includes('OTP'))
  );
}

/** The earlier of key and device; null for none, NaN for one that can't be read. */
function endOf(key: Element, keyPackage: Element): number | null {
  const ends = [one(key, 'Policy'), one(keyPackage, 'DeviceInfo')]
    .map((element) => element && textOf(element, 'ExpiryDate'))
    .filter((text) => text !== undefined)
    .map((text) => Date.parse(text));
  return ends.length === 0 ? null : Math.min(...ends);
}

export const isKeyPackage = ({ name }: Element): boolean => name === `${pskc} KeyPackage`;

const all = ({ children }: Element, local: string): Element[] =>
  children.filter(({ name }) => name === `${pskc} ${local}`);
const one = (element: Element, local: string): Element | undefined => all(element, local)[0];
const textOf = (element: Element, local: string): string | undefined =>
  one(element, local)?.text.trim();
