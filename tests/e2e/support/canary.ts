/** What must not be found, in every form in which it might be written down. */

export type Canary = {
  name: string;
  forms: Buffer[];
  /** Digits that count where none stands before or behind them. */
  digits?: Buffer;
};

/** A text as it might be written down: plain, in two bytes a letter, in base 64, from behind. */
export function textCanary(name: string, text: string): Canary {
  const plain = Buffer.from(text);
  return {
    name,
    forms: [
      plain,
      Buffer.from(text, 'utf16le'),
      ascii(plain.toString('base64').replace(/=+$/, '')),
    ],
  };
}

/** A code: among the digits of an instant or of a size its own are found by chance. */
export function codeCanary(name: string, code: string): Canary {
  const [plain, ...forms] = textCanary(name, code).forms;
  return { name, forms, ...(plain === undefined ? {} : { digits: plain }) };
}

export function bytesCanary(name: string, bytes: Buffer): Canary {
  const texts = [
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    base32(bytes),
    [...bytes].join(','),
  ];
  return {
    name,
    forms: [
      bytes,
      Buffer.from(bytes.toReversed()),
      ...texts.flatMap((text) => [ascii(text), Buffer.from(text, 'utf16le')]),
    ],
  };
}

/** Fewer forms, for a search through hundreds of megabytes. */
export const briefCanary = (name: string, bytes: Buffer): Canary => ({
  name,
  forms: [bytes, ascii(bytes.toString('hex')), ascii(bytes.toString('base64').replace(/=+$/, ''))],
});

const ascii = (text: string) => Buffer.from(text, 'latin1');

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
}

export const found = (where: string, bytes: Buffer, canaries: Canary[]): string[] =>
  canaries
    .filter(
      ({ forms, digits }) =>
        forms.some((form) => bytes.includes(form)) ||
        (digits !== undefined && holdsNumber(bytes, digits)),
    )
    .map(({ name }) => `${name} in ${where}`);

const isDigit = (byte = 0): boolean => byte >= 0x30 && byte <= 0x39;

function holdsNumber(bytes: Buffer, digits: Buffer): boolean {
  for (let at = bytes.indexOf(digits); at >= 0; at = bytes.indexOf(digits, at + 1)) {
    if (!isDigit(bytes[at - 1]) && !isDigit(bytes[at + digits.length])) return true;
  }
  return false;
}
