/** What customers type and paste on 初期設定 (A01). */
import { expect, test } from 'vitest';
import {
  isWellFormed,
  readActivationInput,
  readMail,
} from '../../../electron/core/activation-input.ts';

const input = { serviceId: '10010017', userId: '7K3M9QX2TB', activationPassword: '482915' };

test.each([
  ['as printed', input],
  [
    'full-width',
    {
      serviceId: '１００１００１７',
      userId: '７Ｋ３Ｍ９ＱＸ２ＴＢ',
      activationPassword: '４８２９１５',
    },
  ],
  [
    'with spaces, in lower case',
    { serviceId: ' 1001 0017 ', userId: '7k3m9 qx2tb', activationPassword: '482 915' },
  ],
  [
    'with hyphens of all kinds',
    { serviceId: '1001-0017', userId: '7K3M9‐QX2TB', activationPassword: '482−915' },
  ],
])('IDs and password are taken %s', (_how, typed) => {
  expect(readActivationInput(typed)).toEqual(input);
});

test('I, L and O, which no user ID has, are read as the digits they look like', () => {
  expect(readActivationInput({ ...input, userId: 'oil3456789' }).userId).toBe('0113456789');
});

test.each([
  ['three digits', '482', false],
  ['four digits', '4829', true],
  ['eight digits', '48291537', true],
  ['nine digits', '482915370', false],
  ['letters', '48a9', false],
  ['nothing', '', false],
])('an activation password of %s', (_what, activationPassword, expected) => {
  expect(isWellFormed({ ...input, activationPassword })).toBe(expected);
});

test('an institution may want longer activation passwords', () => {
  expect(isWellFormed({ ...input, activationPassword: '4829' }, { min: 6, max: 8 })).toBe(false);
});

test.each([
  ['seven digits', { serviceId: '1001001' }],
  ['nine characters', { userId: '7K3M9QX2T' }],
  ['a letter that is not in the alphabet', { userId: '7K3M9QX2TU' }],
])('an ID of %s is not well-formed', (_what, change) => {
  expect(isWellFormed({ ...input, ...change })).toBe(false);
});

const ids = { serviceId: '10010017', userId: '7K3M9QX2TB' };

test.each([
  ['as sent', 'トークン発行のご案内\n\nサービスID：10010017\nユーザID：7K3M9QX2TB\n'],
  ['with the longer spelling', 'サービスID: 10010017\nユーザーID: 7K3M9QX2TB'],
  ['quoted in a reply', '> サービスID　：　10010017\n> ユーザID　　：　7K3M9QX2TB'],
  ['in full-width', 'サービスＩＤ：１００１００１７\r\nユーザＩＤ：７Ｋ３Ｍ９ＱＸ２ＴＢ'],
  ['with each value on its own line', '【サービスID】\n  10010017\n【ユーザID】\n  7K3M9-QX2TB'],
  [
    'copied from a table',
    'サービスID\t10010017\nユーザID\t7K3M9QX2TB\n利用開始パスワード\t(お控えのもの)',
  ],
  ['in English', 'Service ID: 10010017\nUser ID: 7K3M9QX2TB'],
  [
    'as HTML in paragraphs',
    '<html><head><style>p{}</style></head><body><p>サービスID&nbsp;：&nbsp;<b>10010017</b></p><p>ユーザID：7K3M9QX2TB<br>利用開始パスワードは…</p></body></html>',
  ],
  [
    'as an HTML table',
    '<meta charset="utf-8"><table><tbody><tr><td>サービスID</td><td>１００１<wbr>００１７</td></tr>\n<tr><th>ユーザＩＤ</th>\n<td><span>7K3M9</span>-<span>QX2TB</span></td></tr></tbody></table>',
  ],
  [
    'forwarded as HTML',
    '<div>---- Forwarded ----</div><blockquote><div>サービスID：</div><div>10010017</div><div>ユーザーID：</div><div>7K3M9&#45;QX2TB</div></blockquote>',
  ],
])('a pasted mail gives both IDs: %s', (_how, text) => {
  expect(readMail(text)).toEqual(ids);
});

test.each([
  ['one ID only', 'サービスID：10010017'],
  ['too long a number', 'サービスID：100100178\nユーザID：7K3M9QX2TB'],
  ['IDs only in a comment', '<p>a</p><!-- サービスID：10010017 ユーザID：7K3M9QX2TB -->'],
  ['something else altogether', 'お振込のご案内'],
  ['nothing', ''],
])('a pasted text with %s gives nothing', (_what, text) => {
  expect(readMail(text)).toBeNull();
});
