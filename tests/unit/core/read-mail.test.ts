/** What is read out of a pasted 「トークン発行のご案内」 mail: as people copy it, and as nobody should send it. */
import * as fc from '../../fakes/fast-check.ts';
import { expect, test } from 'vitest';
import { readMail } from '../../../electron/core/mail/read-mail.ts';
import { maxMailCharacters } from '../../../shared/limits.ts';

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
  ['on one line', 'サービスID：10010017　ユーザーID：7K3M9QX2TB'],
  ['with how long each is', 'サービスID（8桁）：10010017\nユーザーID：（10文字）7K3M9QX2TB'],
  [
    'with the service ID said again',
    'サービスID：10010017\nユーザID：7K3M9QX2TB\nサービスID：10010017',
  ],
  [
    'in Japanese and in English',
    'サービスID：10010017\nユーザID：7K3M9QX2TB\n\nService ID: 10010017\nUser ID: 7K3M9QX2TB',
  ],
  [
    'with words about them around',
    'ユーザーIDとサービスIDは次のとおりです。\nユーザーID：下のとおり\nサービスID：10010017\nユーザーID：7K3M9QX2TB\nサービスID：上のとおり',
  ],
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
  expect(readMail(text)).toEqual([ids]);
});

test.each([
  ['one ID only', 'サービスID：10010017'],
  ['too long a number', 'サービスID：100100178\nユーザID：7K3M9QX2TB'],
  ['IDs only in a comment', '<p>a</p><!-- サービスID：10010017 ユーザID：7K3M9QX2TB -->'],
  ['something else altogether', 'お振込のご案内'],
  ['nothing', ''],
])('a pasted text with %s gives nothing', (_what, text) => {
  expect(readMail(text)).toEqual([]);
});

const other = { serviceId: '10010025', userId: 'ABCDE12345' };
const mailOf = ({ serviceId, userId }: typeof ids) =>
  `トークン発行のご案内\nサービスID：${serviceId}\nユーザーID：${userId}\n`;

test.each([
  ['one after the other', mailOf(ids) + mailOf(other), [ids, other]],
  ['the other one first', mailOf(other) + mailOf(ids), [other, ids]],
  [
    'of the same institution',
    mailOf(ids) + mailOf({ ...other, serviceId: ids.serviceId }),
    [ids, { ...other, serviceId: ids.serviceId }],
  ],
  ['the same one twice', mailOf(ids) + mailOf(ids), [ids]],
  [
    'user ID first in both',
    'ユーザーID：7K3M9QX2TB\nサービスID：10010017\nユーザーID：ABCDE12345\nサービスID：10010025',
    [ids, other],
  ],
  [
    'the first cut off before its user ID',
    `件名：ご案内\nサービスID：${other.serviceId}\n\n件名：ご案内\n${mailOf(ids)}`,
    [ids],
  ],
  [
    'the second cut off after its service ID',
    `${mailOf(ids)}差出人：銀行\nサービスID：${other.serviceId}`,
    [ids],
  ],
  [
    'half of each',
    `件名：ご案内\nサービスID：${ids.serviceId}\n\n件名：ご案内\nユーザーID：${other.userId}`,
    [],
  ],
  [
    'half of each, the other half unreadable',
    `サービスID：${ids.serviceId}\nユーザーID：****\nサービスID：****\nユーザーID：${other.userId}`,
    [],
  ],
])('of two mails in one paste, both IDs are from one: %s', (_how, text, found) => {
  expect(readMail(text)).toEqual(found);
});

test.each([
  [
    'one service ID, two user IDs',
    'サービスID：10010017\nユーザーID：7K3M9QX2TB\nユーザーID：ABCDE12345',
  ],
  [
    'one user ID between two service IDs',
    'サービスID：10010017\nユーザーID：7K3M9QX2TB\nサービスID：10010025',
  ],
])('where two could be meant, both are given to choose from: %s', (_how, text) => {
  expect(readMail(text)).toHaveLength(2);
});

const seen = '<p>サービスID：10010017</p><p>ユーザーID：7K3M9QX2TB</p>';
const decoy = 'サービスID：10010025<br>ユーザーID：ABCDE12345';

test.each([
  ['display', `<div style="display:none">${decoy}</div>`],
  [
    'display, with an entity and a comment',
    `<div style="DISPLAY&#58;/* */ none !important">${decoy}</div>`,
  ],
  ['visibility', `<div style="visibility: hidden">${decoy}</div>`],
  ['opacity', `<div style="opacity:0.0">${decoy}</div>`],
  ['its size', `<div style="font-size:1px">${decoy}</div>`],
  ['a short form', `<div style="font:0/0 a">${decoy}</div>`],
  ['its box', `<div style="max-height:0;overflow:hidden">${decoy}</div>`],
  ['its place', `<div style="position:absolute;left:-9999px">${decoy}</div>`],
  ['its colour', `<div style="color:#FFF">${decoy}</div>`],
  [
    'a coloured ground',
    `<table bgcolor="#123456"><tr><td><font color="#123456">${decoy}</font></table>`,
  ],
  ['an attribute', `<div hidden>${decoy}</div>`],
  ['Outlook alone', `<div style='mso-hide:all'>${decoy}</div>`],
  [
    'a style sheet',
    `<style>/* x */ p, .pre { display:none }</style><div class="a pre">${decoy}</div>`.replace(
      'p, ',
      '',
    ),
  ],
  [
    'what stands around it',
    `<div style="display:none"><p style="display:block"><b>${decoy}</b></p></div>`,
  ],
  ['a comment that is not ended within it', `<!-- > -- ${decoy} -->`],
  ['a script', `<script>"${decoy}"</script>`],
  ['a template', `<template>${decoy}</template>`],
  ['the head', `<head><title>${decoy}</title>${decoy}</head>`],
  ['an attribute’s value', `<img alt="> ${decoy}">`],
])('what is hidden in a mail is not read: by %s', (_how, hidden) => {
  expect(readMail(`<html>${hidden}${seen}</html>`)).toEqual([ids]);
  expect(readMail(`<html>${seen}${hidden}</html>`)).toEqual([ids]);
  expect(readMail(`<html>${hidden}</html>`)).toEqual([]);
});

test.each([
  [
    'with a size of its own in a box without one',
    `<td style="font-size:0"><span style="font-size:14px">${seen}</span>`,
  ],
  ['white on a dark ground', `<div style="background:#003366;color:white">${seen}</div>`],
  [
    'after a hidden cell that is not ended',
    `<table><tr><td style="display:none">x<td>${seen}</table>`,
  ],
  [
    'hidden on telephones alone',
    `<style>@media (max-width:600px){.wide{display:none}}</style><p class="wide">${seen}`,
  ],
  ['behind a bracket that is none', `<div>a < b</div>${seen}`],
])('what is seen in a mail is read: %s', (_how, html) => {
  expect(readMail(`<html>${html}</html>`)).toEqual([ids]);
});

test('a mail of 300 kB is read to its end', () => {
  const filler = '<p style="margin:0">お知らせ</p>'.repeat(10_000);
  expect(readMail(`<html>${filler}${seen}</html>`)).toEqual([ids]);
  expect(readMail('お知らせ\n'.repeat(60_000) + mailOf(ids))).toEqual([ids]);
});

/** Each would take minutes if a part of it were looked at again for every other. */
test.each([
  '<',
  '<a "',
  "<a b='",
  '<!--',
  '<p>',
  '</p>',
  '<style>',
  '<style>/*',
  '{',
  '/*',
  '&#',
  '&amp',
  'サービスID\n',
  'サービスID：',
  'ユーザーID ',
  '<b><i>',
  '<td style="',
  ' ',
  '> ',
  '((',
  'From:',
  'On ',
])('the longest text made of %j is read', (part) => {
  const text = `<p>${part.repeat(Math.floor((maxMailCharacters - 3) / part.length))}`;
  expect(readMail(text)).toEqual([]);
});

test('whatever is pasted, only IDs of the right form come of it', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'サービスID：1',
      'ユーザーID：7',
      '10010017',
      '7K3M9QX2TB',
      '\n',
      '<p>',
      '件名：',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const odd = readMail(pieces.join('')).filter(
        ({ serviceId, userId }) =>
          !/^[0-9]{8}$/.test(serviceId) || !/^[0-9A-HJKMNP-TV-Z]{10}$/.test(userId),
      );
      expect(odd).toEqual([]);
    }),
  );
});
