/** Handlers that do nothing but remember that they were asked. */
import type { Handlers } from '../../shared/contract.ts';

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
    getState: note('getState', { status: 'starting' as const }),
    retryStart: note('retryStart', undefined),
    checkActivationInput: note('checkActivationInput', { institution: null, wellFormed: false }),
    readMail: note('readMail', null),
    activate: note('activate', { tokenId: 'a'.repeat(32) }),
    retryActivation: note('retryActivation', undefined),
    discardActivation: note('discardActivation', undefined),
    previewName: note('previewName', { ja: '', en: '' }),
    renameToken: note('renameToken', undefined),
    finishIntroduction: note('finishIntroduction', undefined),
    openToken: note('openToken', undefined),
    closeToken: note('closeToken', undefined),
    copyCode: note('copyCode', undefined),
  };
}
