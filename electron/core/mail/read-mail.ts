/** Both IDs out of a pasted 「トークン発行のご案内」 mail: text or HTML, quoted, forwarded, full-width. */
import { maxTokens, serviceIdDigits, userIdCharacters } from '../../../shared/limits.ts';
import { readUserId, squeeze } from '../activation-input.ts';
import { mailText } from './mail-text.ts';

export type MailIds = { serviceId: string; userId: string };
type Kind = keyof MailIds;

const labels = /(サービス\s*ID|Service\s*ID)|(ユーザー?\s*ID|User\s*ID)/gi;
/** Where another mail begins: it never stands between the IDs of one. */
const newMail =
  /^(?:-{2,}\s*(?:Original|Forwarded|元の|転送)|(?:From|Subject|差出人|送信者|件名)\s*:|On .{1,200} wrote:$)/i;
/** What people and programs put around a label or a value: brackets, bullets, the marks of bold, arrows, dots. */
const marks = String.raw`\s:=|,、。.…・･•●◆■★*＊_~"'“”‘’「」『』【】〔〕〈〉《》()\[\]{}<>/\\→⇒➡►▶\-\u2010-\u2015\u2212\u30fc\u3030`;
const leading = new RegExp(`^[${marks}]+`, 'u');
/** A label is often called a number, and one in brackets is followed by how long its value is: 「（8桁）」. */
const suffix = /^\s*(?:番号|コード|No\.?)/i;
/** What stands in brackets and is no value: how long one is, 「（8桁）」, or words. */
const aside = /\([^()]{0,20}(?:桁|文字|digit|letter|character)[^()]{0,20}\)|\([^()0-9]{1,20}\)/gi;
/** 「サービスIDは10010017です」: only with the value right behind it is it more than spoken of. */
const particle = /^\s*は[、\s「『]*(?=[0-9A-Z])/i;
/** Longer than any value with all its gaps. */
const longestValue = 100;

/** Of the runs of equal labels, in the order of the text: `values` is empty where none could be read. */
type Group = { kind: Kind; values: Set<string> };

/**
 * What the text may mean, in its order: nothing, one pair, or several to be chosen from, as many as there
 * may be tokens. A pair is never put together from two mails where they can be told apart.
 */
export function readMail(text: string): MailIds[] {
  const lines = mailText(text)
    .normalize('NFKC')
    .split(/\r?\n/)
    .map((line) => line.replace(/^[>|\s]+/, '').trimEnd())
    .filter((line) => line !== '');
  const pairs = mailsOf(lines).flatMap((mail) => pairsOf(groupsOf(mail)));
  const different = new Map(pairs.map((pair) => [pair.serviceId + pair.userId, pair]));
  return [...different.values()].slice(0, maxTokens);
}

function mailsOf(lines: string[]): string[][] {
  const mails: string[][] = [[]];
  for (const line of lines) {
    if (newMail.test(line)) mails.push([]);
    mails.at(-1)?.push(line);
  }
  return mails;
}

function groupsOf(lines: string[]): Group[] {
  const groups: Group[] = [];
  for (const [index, line] of lines.entries()) {
    const found = [...line.matchAll(labels)];
    for (const [at, label] of found.entries()) {
      const kind: Kind = label[1] === undefined ? 'userId' : 'serviceId';
      const beside = line.slice(label.index + label[0].length, found[at + 1]?.index);
      const isLast = found[at + 1] === undefined;
      const value = valueOf(kind, beside, isLast ? (lines[index + 1] ?? '') : null);
      if (value === undefined) continue;
      const last = groups.at(-1);
      const group = last?.kind === kind ? last : { kind, values: new Set<string>() };
      if (group !== last) groups.push(group);
      if (value !== null) group.values.add(value);
    }
  }
  return groups;
}

/** Beside its label or, where the mail was broken there, below it. Null if it can't be read, undefined if none is meant. */
function valueOf(kind: Kind, beside: string, below: string | null): string | null | undefined {
  const start = beside.slice(0, longestValue).replace(suffix, '').replaceAll(aside, '');
  const value = start.replace(particle, '').replace(leading, '');
  if (value.trim() === '') {
    return below === null ? undefined : read[kind](below.slice(0, longestValue));
  }
  // Other words right behind the label speak of the ID, and don't tell it.
  const isTold = value.length < start.length || /^[0-9A-Z]/i.test(start);
  if (!isTold || !/^[0-9A-Z]/i.test(value)) return undefined;
  return read[kind](value);
}

const isServiceId = new RegExp(`^[0-9]{${serviceIdDigits}}$`);
const isUserId = new RegExp(`^[0-9A-HJKMNP-TV-Z]{${userIdCharacters}}$`);

const read: Record<Kind, (value: string) => string | null> = {
  serviceId: (value) => firstOf(value, squeeze, isServiceId, /^[0-9]/),
  userId: (value) => firstOf(value, readUserId, isUserId, /^[0-9A-Z]/i),
};

/**
 * What the text begins with, if it is whole: one word of it, whatever number follows, or several that nothing
 * follows which could be part of it. Nothing is ever cut out of something longer.
 */
function firstOf(
  text: string,
  readWord: (word: string) => string,
  whole: RegExp,
  goesOn: RegExp,
): string | null {
  const begin = text.replace(leading, '');
  const words = (/^[0-9A-Za-z\s\p{Pd}\u2212\u30fc\p{Cf}]+/u.exec(begin)?.[0] ?? '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first = ''] = words;
  if (whole.test(readWord(first))) return readWord(first);
  for (let count = 2; count <= words.length; count += 1) {
    const value = readWord(words.slice(0, count).join(''));
    if (whole.test(value)) return goesOn.test(words[count] ?? '') ? null : value;
  }
  return null;
}

/** Two by two where the text is as regular as mails are; otherwise whatever stands next to each other. */
function pairsOf(groups: Group[]): MailIds[] {
  const isRegular = groups.length % 2 === 0 && groups.every(({ values }) => values.size === 1);
  const pairs: MailIds[] = [];
  for (let at = 0; at + 1 < groups.length; at += isRegular ? 2 : 1) {
    const two = groups.slice(at, at + 2);
    const serviceIds = two.find(({ kind }) => kind === 'serviceId')?.values ?? [];
    const userIds = two.find(({ kind }) => kind === 'userId')?.values ?? [];
    for (const serviceId of serviceIds) {
      for (const userId of userIds) pairs.push({ serviceId, userId });
    }
  }
  return pairs;
}
