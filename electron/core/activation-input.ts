/** サービスID, ユーザーID and 利用開始パスワード as people type, paste and mail them. */
import {
  activationPasswordDigits,
  serviceIdDigits,
  userIdCharacters,
} from '../../shared/limits.ts';
import { mailText } from './mail-text.ts';

const serviceIdForm = new RegExp(`^[0-9]{${serviceIdDigits}}$`);
const userIdForm = new RegExp(`^[0-9A-HJKMNP-TV-Z]{${userIdCharacters}}$`);

export type ActivationInput = { serviceId: string; userId: string; activationPassword: string };

/** Full-width becomes half-width (NFKC); spaces and hyphens of all kinds go; letters become capital. */
function squeeze(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u30fc\u2212\p{Cf}]/gu, '')
    .toUpperCase();
}

/** Crockford's base 32 reads I and L as 1 and O as 0, so that a misread letter still finds its token. */
function readUserId(typed: string): string {
  return squeeze(typed).replace(/[IL]/g, '1').replace(/O/g, '0');
}

/** What the customer meant, whatever keyboard it was typed on. */
export function readActivationInput(typed: ActivationInput): ActivationInput {
  return {
    serviceId: squeeze(typed.serviceId),
    userId: readUserId(typed.userId),
    activationPassword: squeeze(typed.activationPassword),
  };
}

/** Whether it has the form of a service ID, so that it can be called known or unknown. */
export function isServiceId(serviceId: string): boolean {
  return serviceIdForm.test(serviceId);
}

/** Whether the form could be sent: 8 digits, 10 characters of base 32, and as many digits as the institution wants. */
export function isWellFormed(
  input: ActivationInput,
  passwordLength = activationPasswordDigits,
): boolean {
  const length = input.activationPassword.length;
  return (
    isServiceId(input.serviceId) &&
    userIdForm.test(input.userId) &&
    /^[0-9]+$/.test(input.activationPassword) &&
    length >= passwordLength.min &&
    length <= passwordLength.max
  );
}

/** Both IDs out of a pasted 「トークン発行のご案内」 mail: text or HTML, quoted, forwarded, full-width. Null if either is missing. */
export function readMail(text: string): { serviceId: string; userId: string } | null {
  const lines = mailText(text).normalize('NFKC').split(/\r?\n/);
  const serviceId = valueAfter(lines, /サービス\s*ID|Service\s*ID/i, (value) => {
    const digits = squeeze(value).match(/^[0-9]{8}(?![0-9])/);
    return digits?.[0] ?? null;
  });
  const userId = valueAfter(lines, /ユーザー?\s*ID|User\s*ID/i, (value) => {
    const id = readUserId(value).match(/^[0-9A-HJKMNP-TV-Z]{10}(?![0-9A-Z])/);
    return id?.[0] ?? null;
  });
  return serviceId === null || userId === null ? null : { serviceId, userId };
}

/** Reads the value beside a label or, where the mail was broken there, on the next line that has one. */
function valueAfter(
  lines: string[],
  label: RegExp,
  read: (value: string) => string | null,
): string | null {
  for (const [index, line] of lines.entries()) {
    const found = label.exec(line);
    if (found === null) continue;
    const beside = line.slice(found.index + found[0].length).replace(/^[\s::|\]】」)]+/, '');
    const below = lines
      .slice(index + 1)
      .map((next) => next.replace(/^[>|\s]+/, ''))
      .find((next) => next !== '');
    const value = read(beside) ?? (beside === '' && below !== undefined ? read(below) : null);
    if (value !== null) return value;
  }
  return null;
}
