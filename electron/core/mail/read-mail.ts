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
/** Between label and value, or label and line end; what is only spoken of is followed by other words. */
const separator = /^[\s:|\]】」]*(?:[:|\]】」\t]|$)|^\s+(?=[0-9A-Z])/i;
/** 「（8桁）」 */
const aside = /^\s*\([^()]{1,20}\)/;
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
      const value = valueOf(kind, beside, lines[index + 1] ?? '');
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
function valueOf(kind: Kind, beside: string, below: string): string | null | undefined {
  const start = beside.slice(0, longestValue).replace(aside, '');
  const between = separator.exec(start)?.[0];
  if (between === undefined) return undefined;
  const value = start.slice(between.length).replace(aside, '').trimStart();
  return read[kind](value === '' ? below.slice(0, longestValue) : value);
}

const serviceIdFirst = new RegExp(`^[0-9]{${serviceIdDigits}}(?![0-9])`);
const userIdFirst = new RegExp(`^[0-9A-HJKMNP-TV-Z]{${userIdCharacters}}(?![0-9A-Z])`);

const read: Record<Kind, (value: string) => string | null> = {
  serviceId: (value) => serviceIdFirst.exec(squeeze(value))?.[0] ?? null,
  userId: (value) => userIdFirst.exec(readUserId(value))?.[0] ?? null,
};

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
