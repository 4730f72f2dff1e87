/**
 * The conformance kit: holds any issuing server against docs/activation-protocol.md, without knowing anything of it but
 * its answers. From the checkout or as the one built file; exit code 0 conforms, 1 something does not, 2 not checked.
 */
import { parseArgs } from 'node:util';
import { proveWritableInPlace, writeInPlace } from '../../bank/service/files/write-named.ts';
import { TypedFault, parseTyped } from '../../bank/service/options/typed.ts';
import { Ended } from './check.ts';
import { allChecks, subjects } from './checks/all.ts';
import { findInstitution } from './client/directory.ts';
import { createKit } from './kit.ts';
import type { Institution } from './kit.ts';
import { jsonReport } from './report/json-report.ts';
import { junitReport } from './report/junit-report.ts';
import { lineOf, summaryOf } from './report/text-report.ts';
import { Unreachable, runChecks } from './run.ts';
import { Unready, deedsOf, orUnready, readRoots, readSettings } from './settings.ts';
import type { SettingsFile } from './settings.ts';
import { en } from './text/en.ts';
import { ja } from './text/ja.ts';
import type { ConformanceText } from './text/ja.ts';

const optionTypes = {
  settings: { type: 'string' },
  directory: { type: 'string' },
  root: { type: 'string' },
  only: { type: 'string' },
  'limit-requests': { type: 'string', default: '0' },
  'clock-tolerance': { type: 'string', default: '5' },
  junit: { type: 'string' },
  json: { type: 'string' },
  list: { type: 'boolean' },
  lang: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const texts = { ja, en };
const isLanguage = (name: string): name is keyof typeof texts => Object.hasOwn(texts, name);

/** As a program of the system would: LC_ALL before LANG, and what the system says where neither is set (Windows). */
function systemText({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): ConformanceText {
  const set = [LC_ALL, LC_MESSAGES, LANG].find((each) => each !== undefined && each !== '');
  const locale = set ?? new Intl.DateTimeFormat().resolvedOptions().locale;
  return /^ja\b|^ja_/i.test(locale) ? ja : en;
}

async function run(args: string[]): Promise<void> {
  // Told in the language that is asked for, whatever else is wrong.
  const { lang } = parseArgs({ args, options: { lang: optionTypes.lang }, strict: false }).values;
  const isKnown = typeof lang === 'string' && isLanguage(lang);
  const t = isKnown ? texts[lang] : systemText(process.env);
  try {
    const { values, positionals } = optionsOf(args, t);
    if (values.lang !== undefined && !isKnown) throw new Unready(t.badLanguage);
    if (values.help) return void process.stdout.write(t.help);
    if (values.list) return void process.stdout.write(listOf(t));
    await check(values, positionals, t);
  } catch (error) {
    process.exitCode = 2;
    process.stderr.write(`${sentenceOf(error, t)}\n`);
  }
}

function sentenceOf(error: unknown, t: ConformanceText): string {
  if (error instanceof Unready) return error.message;
  if (error instanceof Unreachable) return t.unreachable(error.message);
  if (error instanceof Ended) return t.ended(error.message);
  return `${t.unexpected}\n${String(error)}`;
}

function optionsOf(args: string[], t: ConformanceText) {
  try {
    return parseTyped({ args, allowPositionals: true, options: optionTypes }, t.typed);
  } catch (cause) {
    throw cause instanceof TypedFault ? new Unready(cause.message, { cause }) : cause;
  }
}
type Values = ReturnType<typeof optionsOf>['values'];

function listOf(t: ConformanceText): string {
  const lines = Object.entries(subjects).flatMap(([subject, checks]) => [
    `${subject}  ${t.subjects[subject as keyof typeof subjects]}`,
    ...checks.map(({ name, section }) => `  ${name}  ${t.checks[name]}  [${section}]`),
  ]);
  return `${lines.join('\n')}\n`;
}

async function check(values: Values, words: string[], t: ConformanceText): Promise<void> {
  const [issuerUrl, ...more] = words;
  if (issuerUrl === undefined || more.length > 0) throw new Unready(t.needsAddress);
  if (!/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])[^?#]*[^/?#]$/.test(issuerUrl)) {
    throw new Unready(t.badAddress(issuerUrl));
  }
  const only = values.only?.split(',').filter((name) => name !== '') ?? [];
  const names = new Set<string>(allChecks.flatMap(({ name, subject }) => [name, subject]));
  const unknown = only.find((name) => !names.has(name));
  if (unknown !== undefined) throw new Unready(t.noCheck(unknown));
  // Told before the server is asked anything: its issues are used up by then.
  for (const report of [values.junit, values.json]) {
    if (report !== undefined) orUnready(() => proveWritableInPlace(report, t.fileToWrite));
  }
  const { settings: path } = values;
  if (path === undefined) throw new Unready(t.needsSettings);
  const file = readSettings(path, t);
  const kit = createKit({
    institution: await institutionOf(issuerUrl, values, file, t),
    deeds: deedsOf(file, path, t),
    appVersion: file.appVersion,
    ...(file.oldestApp === undefined ? {} : { oldestApp: file.oldestApp }),
    clockToleranceMs: numberOf(values, 'clock-tolerance', t) * 1000,
    limitRequests: numberOf(values, 'limit-requests', t),
    ended: endAtSignals(),
  });

  let subject = '';
  const results = await runChecks(kit, only, (result) => {
    const head = result.subject === subject ? '' : `\n${t.subjects[result.subject]}\n`;
    ({ subject } = result);
    process.stdout.write(`${head}${lineOf(result, t)}\n`);
  });
  process.stdout.write(summaryOf(results, t));
  const write = (to: string | undefined, report: string) => {
    if (to !== undefined) orUnready(() => writeInPlace(to, report, t.fileToWrite));
  };
  try {
    write(values.junit, junitReport(results, t));
  } finally {
    write(values.json, jsonReport(issuerUrl, results, Date.now(), t));
  }
  process.exitCode = results.some(({ is }) => is === 'failed') ? 1 : 0;
}

/**
 * What a check has to undo is undone first. A second ^C ends it at once; of the other signals one may come several times, from
 * whatever has started it.
 */
function endAtSignals(): AbortSignal {
  const ending = new AbortController();
  const end = (signal: NodeJS.Signals) => ending.abort(new Ended(signal));
  process.once('SIGINT', end);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  return ending.signal;
}

/** What they take is said by `badNumber`. */
const numbers = {
  'limit-requests': { form: /^\d{1,9}$/, most: 1_000_000 },
  'clock-tolerance': { form: /^\d{1,9}(\.\d{1,9})?$/, most: 3600 },
} as const;

function numberOf(values: Values, name: keyof typeof numbers, t: ConformanceText): number {
  const { form, most } = numbers[name];
  const number = form.test(values[name]) ? Number(values[name]) : Number.NaN;
  if (!(number <= most)) throw new Unready(t.badNumber[name]);
  return number;
}

async function institutionOf(
  issuerUrl: string,
  values: Values,
  file: SettingsFile,
  t: ConformanceText,
): Promise<Institution> {
  const directory = values.directory ?? file.directory;
  const root = values.root ?? file.root;
  if (directory !== undefined && root !== undefined) {
    return findInstitution(directory, readRoots(root, t), issuerUrl, t);
  }
  const { serviceId, keys } = file;
  if (keys === undefined || typeof keys === 'string' || serviceId === undefined)
    throw new Unready(t.noKeys);
  return { serviceId, issuerUrl, ...keys };
}

// Whoever reads the first lines alone (`| head`) has what they wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
await run(process.argv.slice(2));
