/** Rules that every answer keeps to, whatever it answers: noted all along, told once each. */
import { NotTried, Wrong } from '../check.ts';
import type { Check, Section } from '../check.ts';
import { activate, askStatus, askTime, confirm, tokenOf } from '../client/ask.ts';
import type { MessageKind } from '../client/schemas.ts';
import type { Kit } from '../kit.ts';
import type { CheckName } from '../text/checks-ja.ts';

/** Each with the kind of answer that shows it; those of any kind are seen on the time. */
const rules: Partial<Record<Section, Partial<Record<MessageKind, readonly CheckName[]>>>> = {
  'Building blocks': {
    time: [
      'answer-type',
      'answer-size',
      'no-redirect',
      'no-cookie',
      'readable',
      'one-form',
      'member-once',
      'header-plain',
      'signed-alg',
      'signed-typ',
      'signed-kid',
      'signature',
      'names-institution',
    ],
    token: ['sealed-alg', 'sealed-typ', 'sealed-kid', 'sealed-to-device'],
  },
  Activation: { token: ['schema-token', 'names-user', 'names-attempt', 'names-request'] },
  Confirmation: { confirmation: ['schema-confirmation', 'names-token'] },
  Status: { status: ['schema-status', 'echoes-nonce'] },
  Time: { time: ['schema-time'] },
  Refusals: { error: ['schema-refusal', 'http-status'] },
};

const toured = new WeakMap<Kit, Promise<void>>();

/** One answer of each kind at least; what they do is the other checks' affair. */
function tour(kit: Kit): Promise<void> {
  const begun = toured.get(kit) ?? walk(kit);
  toured.set(kit, begun);
  return begun;
}

async function walk(kit: Kit): Promise<void> {
  await askTime(kit);
  await askTime(kit, '?nonce=short');
  const issue = await kit.deeds.issue();
  await activate(kit, { ...issue, activationPassword: another(issue.activationPassword) });
  try {
    const token = tokenOf(await activate(kit, issue), issue.userId);
    await confirm(kit, token);
    await askStatus(kit, token);
  } catch (error) {
    if (!(error instanceof NotTried)) throw error;
  }
}

/** Of the same length, and never the right one. */
export const another = (password: string) =>
  `${(Number(password[0]) + 1) % 10}${password.slice(1)}`;

const checkOf = (name: CheckName, section: Section, kind: MessageKind): Check => ({
  name,
  section,
  async run(kit) {
    await tour(kit);
    const found = kit.findings.of(name);
    const [first, ...more] = found;
    if (first !== undefined) {
      throw new Wrong('', more.length === 0 ? first : `${first} (+${more.length})`);
    }
    if (!kit.findings.saw(kind)) throw new NotTried('no-token', kind);
  },
});

export const messageChecks: readonly Check[] = Object.entries(rules).flatMap(([section, kinds]) =>
  Object.entries(kinds).flatMap(([kind, names]) =>
    names.map((name) => checkOf(name, section as Section, kind as MessageKind)),
  ),
);
