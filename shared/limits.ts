/** How much there may be of anything: main's rules, which the page words and rehearses without a copy. */

/** Tokens on one PC, other institutions' included. */
export const maxTokens = 10;

/** Of what a customer adds to a token's name, in half-width columns: 8 full-width characters. */
export const maxAdditionColumns = 16;

export const passcodeDigits = { min: 6, max: 20 };
/** Wrong passcodes in a row that cost no wait. */
export const freePasscodeTries = 5;

/** Of 利用開始パスワード; an institution's policy may be narrower. */
export const activationPasswordDigits = { min: 4, max: 8 };
export const serviceIdDigits = 8;
export const userIdCharacters = 10;

/** 有効期限の更新 is offered, and the end of a token is told, from here on. */
export const renewalOpensBeforeEndMs = 30 * 24 * 60 * 60 * 1000;

/** In percent of the usual size. */
export const textPercents = { min: 100, max: 300 };
export const autoLockMinutes = { min: 1, max: 60 };

/** Of a field, far more than fits any of them: main's own rules decide over what it holds. */
export const maxTypedCharacters = 200;
/** Of a pasted mail, as HTML: far longer than any that tells IDs. */
export const maxMailCharacters = 1_000_000;
