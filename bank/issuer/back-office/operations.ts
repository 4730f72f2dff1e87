/** All that the back office does. What it changes it changes through the rules in `tokens/`. */
import type { Work } from '../../service/storage/work.ts';
import type { Tenant } from '../tenant.ts';
import { hashActivationPassword, newIssueId, findIssue } from '../tokens/issue.ts';
import { repairToken } from '../tokens/clock-ahead.ts';
import { liftSuspension } from '../tokens/suspension.ts';
import {
  allows,
  endIssue,
  makeIssue,
  readContract,
  releaseToken,
} from '../tokens/token-contract.ts';
import { resynchronise, startToken } from '../tokens/verification.ts';
import { auditLines } from './audit-lines.ts';
import {
  decided,
  findContract,
  enterLookUp,
  listContracts,
  openContract,
  stateOf,
} from './contract-state.ts';
import { importSeeds } from './import-seeds.ts';
import { deed, reading } from './operation.ts';
import type { Operation } from './operation.ts';
import { Problem } from './problem.ts';
import * as schemas from './schemas.ts';
import { exportSeeds } from './seeds.ts';
import { isConfirmed, takeCode } from './take-code.ts';

const ofContract = ['unknown-contract'] as const;
const ofLife = ['unknown-contract', 'not-allowed-now'] as const;

async function asJson({ storage }: Tenant, work: () => Work<object>): Promise<string> {
  return JSON.stringify(await storage.look(work));
}

export const operations: readonly Operation[] = [
  deed({
    id: 'openIssue',
    path: '/contracts/:reference/issues',
    summary: 'Open an issue. One that is on its way ends. A contract begins with its first.',
    scopes: ['banking', 'staff'],
    problems: ['not-allowed-now'],
    body: schemas.IssueRequest,
    answer: schemas.IssueMade,
    *run({ tenant, reference, source }, { deliveryAddress, activationPassword }) {
      const { min, max } = tenant.institution.policy.passwordLength;
      if (activationPassword.length < min || activationPassword.length > max) {
        const detail = `must have ${min} to ${max} digits`;
        throw new Problem('bad-request', [{ pointer: '/activationPassword', detail }]);
      }
      const customer = yield* openContract(tenant, reference);
      const issueId = newIssueId();
      const passwordHash = hashActivationPassword(tenant, issueId, activationPassword);
      const application = { issueId, mailAddress: deliveryAddress, passwordHash };
      yield* makeIssue(tenant, customer, application, source);
      const issue = yield* findIssue(tenant, issueId);
      if (!issue) throw new Error('an issue that was not made');
      const { userId, expiresAt } = issue;
      return { issueId, serviceId: tenant.institution.serviceId, userId, expiresAt };
    },
  }),
  deed({
    id: 'voidIssue',
    path: '/contracts/:reference/void-issue',
    summary: 'End the issue on its way, and whatever token was delivered for it.',
    scopes: ['banking', 'staff'],
    problems: ofLife,
    body: schemas.Decision,
    answer: schemas.Contract,
    run: decided(function* ({ tenant, source }, customer) {
      yield* endIssue(tenant, yield* readContract(tenant, customer), 'operator', source);
    }),
  }),
  reading({
    id: 'readContract',
    method: 'get',
    path: '/contracts/:reference',
    summary: "Read the state of a customer's token.",
    scopes: ['banking', 'staff'],
    problems: ofContract,
    input: schemas.Nothing,
    answer: { type: 'application/json', schema: schemas.Contract },
    run: ({ tenant, reference }) => asJson(tenant, () => stateOf(tenant, reference)),
  }),
  reading({
    id: 'lookUp',
    method: 'post',
    path: '/contracts/:reference/look-up',
    summary: 'The same for staff: that they looked is an event of the audit log.',
    scopes: ['staff'],
    problems: ofContract,
    input: schemas.Nothing,
    answer: { type: 'application/json', schema: schemas.Contract },
    run: async (asked) => {
      const { tenant, reference } = asked;
      await tenant.storage.commit(() => enterLookUp(asked));
      return asJson(tenant, () => stateOf(tenant, reference));
    },
  }),
  deed({
    id: 'takeCode',
    path: '/contracts/:reference/codes',
    summary: 'Take a one-time password of the token in use, for one purpose.',
    scopes: ['banking'],
    problems: ofContract,
    body: schemas.CodeRequest,
    answer: schemas.Verdict,
    refusesFirst: true,
    run: takeCode,
  }),
  reading({
    id: 'readTransfer',
    method: 'get',
    path: '/contracts/:reference/transfer',
    summary: 'Read whether a code was taken for a transfer, after a stop in between.',
    scopes: ['banking'],
    problems: ofContract,
    input: schemas.TransferQuery,
    answer: { type: 'application/json', schema: schemas.TransferConfirmed },
    run: (asked, { transferReference }) =>
      asJson(asked.tenant, () => isConfirmed(asked, transferReference)),
  }),
  deed({
    id: 'startUse',
    path: '/contracts/:reference/start',
    summary:
      'Start the use of the delivered token by a code of it, in the place of the one before.',
    scopes: ['banking'],
    problems: ofLife,
    body: schemas.StartRequest,
    answer: schemas.Verdict,
    *run({ tenant, reference, source }, { code }) {
      const customer = yield* findContract(tenant, reference);
      if (!allows(yield* readContract(tenant, customer), 'start'))
        throw new Problem('not-allowed-now');
      const verdict = yield* startToken(tenant, customer, code, source);
      return { verdict, ...(yield* readContract(tenant, customer)).life };
    },
  }),
  deed({
    id: 'resynchronise',
    path: '/contracts/:reference/resynchronisation',
    summary: "Set a token's drift anew by two codes in a row that the customer reads out.",
    scopes: ['banking', 'staff'],
    problems: ofContract,
    body: schemas.ResynchronisationRequest,
    answer: schemas.Verdict,
    *run({ tenant, reference, source }, { codes }) {
      const customer = yield* findContract(tenant, reference);
      const verdict = yield* resynchronise(tenant, customer, codes, source);
      return { verdict, ...(yield* readContract(tenant, customer)).life };
    },
  }),
  deed({
    id: 'release',
    path: '/contracts/:reference/release',
    summary: 'End the use of a token without a code, at the word of staff.',
    scopes: ['staff'],
    problems: ofLife,
    body: schemas.Decision,
    answer: schemas.Contract,
    run: decided(({ tenant, source }, customer) =>
      releaseToken(tenant, customer, 'token-released-by-operator', source),
    ),
  }),
  deed({
    id: 'unlock',
    path: '/contracts/:reference/unlock',
    summary:
      'Let a token work again that was stopped by wrong codes, or by a clock that was ahead.',
    scopes: ['staff'],
    problems: ofLife,
    body: schemas.Decision,
    answer: schemas.Contract,
    run: decided(function* ({ tenant, source }, customer) {
      const { currentToken } = yield* readContract(tenant, customer);
      const repaired = currentToken !== null && (yield* repairToken(tenant, currentToken));
      if (repaired) {
        yield* tenant.audit({ event: 'token-clock-repaired-by-operator', customer, source });
      }
      if (!(yield* liftSuspension(tenant, customer, source)) && !repaired) {
        throw new Problem('not-allowed-now');
      }
    }),
  }),
  reading({
    id: 'listContracts',
    method: 'get',
    path: '/contracts',
    summary:
      'List the contracts with a token in use or on its way, page by page, each an event of the audit log.',
    scopes: ['staff'],
    problems: [],
    input: schemas.ListQuery,
    answer: { type: 'application/json', schema: schemas.ContractList },
    run: async ({ tenant, source }, query) => {
      const event = 'contracts-listed-by-operator';
      await tenant.storage.commit(() => tenant.audit({ event, source }));
      return asJson(tenant, () => listContracts(tenant, query));
    },
  }),
  deed({
    id: 'noteStaff',
    path: '/staff-events',
    summary: 'Enter into the audit log that somebody of the staff has logged in or out.',
    scopes: ['staff'],
    problems: [],
    body: schemas.StaffEvent,
    answer: schemas.Nothing,
    *run({ tenant, source }, { event }) {
      yield* tenant.audit({ event, source });
      return {};
    },
  }),
  reading({
    id: 'exportSeeds',
    method: 'post',
    path: '/seeds',
    summary: 'Export the seeds of all tokens in use or suspended as PSKC (RFC 6030), encrypted.',
    scopes: ['seeds'],
    problems: [],
    input: schemas.SeedsRequest,
    answer: { type: 'application/pskc+xml', schema: schemas.Seeds },
    run: exportSeeds,
  }),
  importSeeds,
  reading({
    id: 'readAudit',
    method: 'get',
    path: '/audit',
    summary:
      'Read the audit log as JSON lines from an event on. Reading it is its last event, unless there is nothing new.',
    scopes: ['audit'],
    problems: [],
    input: schemas.AuditQuery,
    answer: { type: 'application/jsonl', schema: schemas.AuditLine },
    run: auditLines,
  }),
];
