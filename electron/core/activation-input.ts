/** サービスID, ユーザーID and 利用開始パスワード as people type, paste and mail them. */
import {
  activationPasswordDigits,
  serviceIdDigits,
  userIdCharacters,
} from '../../shared/limits.ts';

const serviceIdForm = new RegExp(`^[0-9]{${serviceIdDigits}}$`);
const userIdForm = new RegExp(`^[0-9A-HJKMNP-TV-Z]{${userIdCharacters}}$`);

export type ActivationInput = { serviceId: string; userId: string; activationPassword: string };

/**
 * Full-width becomes half-width (NFKC); spaces and hyphens of all kinds go; letters become capital. The long
 * vowel mark is what a kana keyboard writes for a hyphen between two digits; in a word it is a letter.
 */
export function squeeze(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\u2212\p{Cf}]/gu, '')
    .replace(/(?<=[0-9A-Za-z])\u30fc+(?=[0-9A-Za-z])/gu, '')
    .toUpperCase();
}

/** Crockford's base 32 reads I and L as 1 and O as 0, so that a misread letter still finds its token. */
export function readUserId(typed: string): string {
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

/**
 * What keeps the form from being sent, in the order of its fields: 8 digits, 10 characters of base 32, and as
 * many digits as the institution wants are each well-formed.
 */
export function malformedFields(
  input: ActivationInput,
  passwordLength = activationPasswordDigits,
): (keyof ActivationInput)[] {
  const { length } = input.activationPassword;
  const wellFormed: Record<keyof ActivationInput, boolean> = {
    serviceId: isServiceId(input.serviceId),
    userId: userIdForm.test(input.userId),
    activationPassword:
      /^[0-9]+$/.test(input.activationPassword) &&
      length >= passwordLength.min &&
      length <= passwordLength.max,
  };
  return (['serviceId', 'userId', 'activationPassword'] as const).filter(
    (field) => !wellFormed[field],
  );
}
