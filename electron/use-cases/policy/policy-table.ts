/**
 * What an institution can set on a PC, in one table: how the app reads it, and what the templates of docs/policy/ are
 * made from (build/policy/). Each has the same name in the registry, in a profile and in the file.
 */
import * as z from 'zod';
import type { PolicyName } from '../../../shared/contract.ts';
import { languages } from '../../../shared/language.ts';
import { pageUrl } from '../../../shared/protocol-values.ts';
import { PublishedKeys } from '../../../shared/protocol.ts';
import { Settings } from '../../../shared/state.ts';

/** `keys`: public keys, each a JWK; as text of JSON where a system's settings know no objects. */
export type PolicyKind = 'address' | 'keys' | 'choice' | 'switch' | 'number';

export const policyTable = {
  /** Where the signed directory of institutions is fetched. */
  directoryUrl: { kind: 'address', schema: pageUrl },
  /** Who signs it, in place of the keys that the app was built with. */
  directoryRoots: { kind: 'keys', schema: PublishedKeys },
  /** `off`: the app says nothing of newer versions. `notify`: it says that there is one. `on`: it fetches it. */
  updates: { kind: 'choice', schema: z.enum(['off', 'notify', 'on']) },
  /** No code is shown before there is a passcode. */
  passcodeRequired: { kind: 'switch', schema: z.boolean() },
  autoLockMinutes: { kind: 'number', schema: Settings.shape.autoLockMinutes },
  copyingAllowed: { kind: 'switch', schema: z.boolean() },
  readAloudAllowed: { kind: 'switch', schema: z.boolean() },
  language: { kind: 'choice', schema: z.enum(languages) },
} as const satisfies Record<PolicyName, { kind: PolicyKind; schema: z.ZodType }>;

/** What is not there is the customer's own choice, or the app's own. */
export type Policy = { [N in PolicyName]?: z.infer<(typeof policyTable)[N]['schema']> };
