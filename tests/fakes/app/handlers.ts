/** Handlers that do nothing but remember that they were asked. */
import type { Handlers } from '../../../shared/contract.ts';
import { sampleView } from '../samples.ts';

export function fakeHandlers(): Handlers & { asked: string[] } {
  const asked: string[] = [];
  const note =
    <T>(name: string, value: T) =>
    () => {
      asked.push(name);
      return value;
    };
  return {
    asked,
    getState: note('getState', { status: 'starting' as const, view: sampleView }),
    retryStart: note('retryStart', undefined),
    startAnew: note('startAnew', undefined),
    dismissNotice: note('dismissNotice', undefined),
    unlock: note('unlock', undefined),
    unlockByTouchId: note('unlockByTouchId', undefined),
    lock: note('lock', undefined),
    changePasscode: note('changePasscode', undefined),
    chooseTouchId: note('chooseTouchId', undefined),
    checkActivationInput: note('checkActivationInput', {
      institution: null,
      isUnknown: false,
      wellFormed: false,
    }),
    readMail: note('readMail', []),
    activate: note('activate', { tokenId: 'a'.repeat(32) }),
    retryActivation: note('retryActivation', undefined),
    discardActivation: note('discardActivation', undefined),
    renewToken: note('renewToken', { tokenId: 'a'.repeat(32) }),
    checkTokenStatus: note('checkTokenStatus', { status: 'inUse' as const }),
    checkClock: note('checkClock', undefined),
    acceptClock: note('acceptClock', undefined),
    previewName: note('previewName', { ja: '', en: '' }),
    renameToken: note('renameToken', undefined),
    finishIntroduction: note('finishIntroduction', undefined),
    removeToken: note('removeToken', undefined),
    orderTokens: note('orderTokens', undefined),
    openToken: note('openToken', undefined),
    closeToken: note('closeToken', undefined),
    copyCode: note('copyCode', undefined),
    openBankSite: note('openBankSite', undefined),
    changeSettings: note('changeSettings', undefined),
    diagnose: note('diagnose', { findings: [], supportCode: '' }),
  };
}
