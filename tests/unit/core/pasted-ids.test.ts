/** What both IDs look like between the words and signs of mails: each text must give them. */
import { expect, test } from 'vitest';
import { readMail } from '../../../electron/core/mail/read-mail.ts';

const ids = { serviceId: '10010017', userId: '7K3M9QX2TB' };

/** `S` and `U` stand for the IDs. */
const texts = [
  'サービスID: S\nユーザーID: U',
  'サービスID : S\nユーザーID : U',
  'サービスID：S。\nユーザーID：U。',
  'サービスID S\nユーザーID U',
  'サービスID　S\nユーザーID　U',
  'サービスIDS\nユーザーIDU',
  'サービスID=S\nユーザーID=U',
  'サービスID ＝ S\nユーザーID ＝ U',
  'サービスID→S\nユーザーID→U',
  'サービスID ⇒ S\nユーザーID ⇒ U',
  'サービスID -> S\nユーザーID -> U',
  'サービスID => S\nユーザーID => U',
  'サービスID「S」\nユーザーID「U」',
  'サービスID：「S」\nユーザーID：「U」',
  'サービスID『S』\nユーザーID『U』',
  '「サービスID」S\n「ユーザーID」U',
  '「サービスID」：「S」\n「ユーザーID」：「U」',
  '【サービスID】S\n【ユーザーID】U',
  '【サービスID】\nS\n【ユーザーID】\nU',
  '【サービスID】\n「S」\n【ユーザーID】\n「U」',
  '［サービスID］S\n［ユーザーID］U',
  '〔サービスID〕S\n〔ユーザーID〕U',
  '＜サービスID＞S\n＜ユーザーID＞U',
  'サービスID（S）\nユーザーID（U）',
  'サービスID(S)\nユーザーID(U)',
  'サービスID:[S]\nユーザーID:[U]',
  'サービスID:"S"\nユーザーID:"U"',
  'サービスID：“S”\nユーザーID：“U”',
  '・サービスID：S\n・ユーザーID：U',
  '●サービスID S\n●ユーザーID U',
  '■ サービスID ■ S\n■ ユーザーID ■ U',
  '◆サービスID\n　S\n◆ユーザーID\n　U',
  '- サービスID: S\n- ユーザーID: U',
  '* サービスID: S\n* ユーザーID: U',
  '1. サービスID: S\n2. ユーザーID: U',
  '① サービスID S\n② ユーザーID U',
  '*サービスID*: S\n*ユーザーID*: U',
  '**サービスID:** S\n**ユーザーID:** U',
  '*サービスID: S*\n*ユーザーID: U*',
  'サービスID: *S*\nユーザーID: *U*',
  'サービスID: **S**\nユーザーID: **U**',
  '__サービスID__ __S__\n__ユーザーID__ __U__',
  'サービスID: _S_\nユーザーID: _U_',
  'サービスID（8桁）S\nユーザーID（10文字）U',
  'サービスID（8桁）：S\nユーザーID（英数字10文字）：U',
  'サービスID：（8桁）S\nユーザーID：（10文字）U',
  'サービスID：S（8桁）\nユーザーID：U（10文字）',
  'サービスID（必須）：S\nユーザーID（必須）：U',
  '【サービスID】（8桁）\nS\n【ユーザーID】（10文字）\nU',
  'サービスID番号：S\nユーザーID番号：U',
  'サービスIDはSです。ユーザーIDはUです。',
  'サービスIDは「S」、ユーザーIDは「U」です。',
  'サービスID：S、ユーザーID：U',
  'サービスID：S ユーザーID：U 利用開始パスワード：お決めになったもの',
  '【サービスID】S【ユーザーID】U【有効期限】2026年4月4日',
  'サービスID：S／ユーザーID：U',
  '| サービスID | S |\n| ユーザーID | U |',
  'サービスID,S\nユーザーID,U',
  'サービスID……S\nユーザーID……U',
  'サービスID...S\nユーザーID...U',
  'サービスID：S 2026/04/01\nユーザーID：U 2026/04/01',
  'サービスID：S 1\nユーザーID：U 2',
  'サービスID：S (1)\nユーザーID：U (2)',
  'サービスID：S※1\nユーザーID：U※2',
  'サービスID：1001 0017\nユーザーID：7K3M9 QX2TB',
  'サービスID：1001-0017\nユーザーID：7K3M9-QX2TB',
  'サービスID：１００１ー００１７\nユーザーID：７Ｋ３Ｍ９ーＱＸ２ＴＢ',
  'サービスＩＤ：Ｓ\nユーザーＩＤ：Ｕ'
    .replace('Ｓ', '１００１００１７')
    .replace('Ｕ', '７ｋ３ｍ９ｑｘ２ｔｂ'),
  'サービス ID : S\nユーザ ID : U',
  'ｻｰﾋﾞｽID：S\nﾕｰｻﾞｰID：U',
  'service id S\nuser id U',
  'Service ID (8 digits): S\nUser ID (10 characters): U',
  'サービスID（Service ID）：S\nユーザーID（User ID）：U',
  '> > サービスID：S\n> > ユーザーID：U',
];

test.each(texts)('%j gives both IDs', (text) => {
  const pasted = text.replace(/S(?!ervice)/, ids.serviceId).replace(/U(?!ser)/, ids.userId);
  expect(readMail(pasted)).toEqual([ids]);
});

test('there are many of them', () => {
  expect(new Set(texts).size).toBeGreaterThanOrEqual(60);
});

test.each([
  'サービスID：100100171\nユーザーID：7K3M9QX2TB',
  'サービスID：1001 0017 9\nユーザーID：7K3M9QX2TB',
  'サービスID：10010017\nユーザーID：7K3M9QX2TBC',
  'サービスIDとユーザーIDは、メールの下にあります。10010017 7K3M9QX2TB',
  'サービスID、ユーザーIDが必要です。',
])('%j gives nothing: no ID is cut out of something longer, or guessed', (text) => {
  expect(readMail(text)).toEqual([]);
});
