/** 診断: what works and what does not, part by part, and the same as a code for the telephone. */
import type { Diagnosis, ToldPolicy } from '../../shared/contract.ts';
import type { Clock, State } from '../../shared/state.ts';
import { errorNumbers } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Standing } from '../core/update/release.ts';

type Finding = Diagnosis['findings'][number];

/** Below this a correction of the clock is nothing to tell. */
const worthTellingMs = 5_000;

export async function diagnose(
  state: State,
  ports: {
    /** Throws AppError with what is in the way. */
    reachDirectory: () => Promise<void>;
    usesProxy: () => Promise<boolean>;
    directoryExpired: () => boolean;
    /** Of the version that runs; `off` where a policy says that nothing is told. */
    standing: () => Standing | 'off';
    codeOf: (error: unknown) => ErrorCode;
    clock: () => Clock;
    policy: ToldPolicy | null;
    policyTrouble: 'unreadable' | 'unprotected' | null;
    appVersion: string;
    platform: string;
  },
): Promise<Diagnosis> {
  const reached = await ports.reachDirectory().then(
    () => null,
    (error: unknown) => ports.codeOf(error),
  );
  const findings = [
    clockFinding(ports.clock()),
    ...vaultFindings(state),
    reached === null || reached === 'directory-unreadable'
      ? good('network', 'online')
      : bad('network', 'offline', reached),
    good('proxy', (await ports.usesProxy()) ? 'proxyUsed' : 'proxyNone'),
    directoryFinding(reached, ports.directoryExpired()),
    updateFinding(ports.standing()),
    ...policyFindings(ports),
  ];
  return {
    findings,
    policy: ports.policy,
    supportCode: supportCode(findings, ports.appVersion, ports.platform),
  };
}

function good(part: Finding['part'], finding: Finding['finding']): Finding {
  return { part, finding, mark: 'good', code: null };
}

function caution(part: Finding['part'], finding: Finding['finding']): Finding {
  return { part, finding, mark: 'caution', code: null };
}

function bad(part: Finding['part'], finding: Finding['finding'], code: ErrorCode): Finding {
  return { part, finding, mark: 'bad', code };
}

function clockFinding({ doubt, offsetMs }: Clock): Finding {
  if (doubt === 'wrong') return bad('clock', 'clockWrong', 'clock-far-off');
  if (doubt === 'unchecked' || offsetMs === null) return caution('clock', 'clockUnchecked');
  return good('clock', Math.abs(offsetMs) < worthTellingMs ? 'clockRight' : 'clockCorrected');
}

/** A list that came and can't be read keeps a newer one away, whether the one at hand is expired or not. */
function directoryFinding(reached: ErrorCode | null, isExpired: boolean): Finding {
  if (reached === 'directory-unreadable') return bad('directory', 'directoryUnreadable', reached);
  return isExpired
    ? bad('directory', 'directoryExpired', 'directory-expired')
    : good('directory', 'directoryFresh');
}

function updateFinding(standing: Standing | 'off'): Finding {
  switch (standing) {
    case 'off':
      return good('updates', 'updatesOff');
    case 'unknown':
      return good('updates', 'updatesUnknown');
    case 'newest':
      return good('updates', 'newest');
    case 'older':
      return caution('updates', 'newerVersion');
    case 'tooOld':
      return bad('updates', 'versionTooOld', 'app-too-old');
  }
}

/** At home nobody has set anything, and nothing is said of it. */
function policyFindings(ports: {
  policy: ToldPolicy | null;
  policyTrouble: 'unreadable' | 'unprotected' | null;
}): Finding[] {
  const { policy, policyTrouble } = ports;
  if (policyTrouble === 'unreadable') return [caution('policy', 'policyUnreadable')];
  if (policyTrouble === 'unprotected') return [caution('policy', 'policyUnprotected')];
  if (policy === null) return [];
  return policy.problems.length > 0
    ? [caution('policy', 'policyRefused')]
    : [good('policy', 'policySet')];
}

/** The two stand or fall together: only an open database shows that the key store gave its key. */
function vaultFindings(state: State): Finding[] {
  if (state.status !== 'blocked') {
    return state.status === 'ready'
      ? [good('keyStore', 'keyStoreOpen'), good('database', 'databaseOpen')]
      : [caution('keyStore', 'notOpened'), caution('database', 'notOpened')];
  }
  const { code } = state;
  return code.startsWith('key-store')
    ? [bad('keyStore', 'keyStoreFailed', code), caution('database', 'notOpened')]
    : [caution('keyStore', 'notOpened'), bad('database', 'databaseFailed', code)];
}

const letters: Record<Finding['part'], string> = {
  clock: 'C',
  keyStore: 'K',
  database: 'D',
  network: 'N',
  proxy: 'P',
  directory: 'I',
  updates: 'U',
  policy: 'S',
};
const digits: Record<Finding['mark'], string> = { good: '0', caution: '1', bad: '2' };

/** Version, system, a digit for each part, and the numbers of the errors: `0.1.0-W-C0K0D0N2P0I0U0-E201`. */
function supportCode(findings: Finding[], appVersion: string, platform: string): string {
  const parts = findings.map(({ part, mark }) => letters[part] + digits[mark]).join('');
  const errors = findings.flatMap(({ code }) => (code === null ? [] : [errorNumbers[code]]));
  return [appVersion, platform.charAt(0).toUpperCase(), parts, ...errors].join('-');
}
