import { fileWords } from '../../../bank/service/files/named-file.ts';
import { shapeWords } from '../../../bank/service/files/shape.ts';
import { writeWords } from '../../../bank/service/files/write-named.ts';
import { typedWords } from '../../../bank/service/options/typed.ts';
import { deedNames } from '../kit.ts';
import { checksEn } from './checks-en.ts';
import type { ConformanceText } from './ja.ts';

const publicKeys = 'Each is a list of 1 to 8 public keys of P-256 (kty, crv, x, y, kid).';

export const en: ConformanceText = {
  checks: checksEn,
  subjects: {
    time: 'Time',
    activation: 'Activation',
    requests: 'Requests to be refused',
    keys: 'Replacing keys',
    repeating: 'Sending again',
    guessing: 'Guessing',
    confirmation: 'Confirmation',
    status: 'Status',
    renewal: 'Renewal',
    bank: 'Codes and issues',
    refusals: 'What is over, and what has to wait',
    messages: 'The form of answers',
    limits: 'Limits',
  },
  help: `Conformance of an issuing server for Desktop Token

  npm run conformance -- <address of the issuing server> --settings <file> [options]

The address is the issuerUrl of the directory. How the settings (JSON) and the deeds of the
institution's own side are written is in docs/institution.md.

  --settings <file>         fresh issues, or the command that makes them
  --directory <address or file>  the signed directory (before that of the settings)
  --root <file>             public half of the key that signed it (JWK, an array of
                            them, or vendor.json)
  --only <name,…>           these checks or subjects alone
  --limit-requests <number> requests until the limit has to be met (0: not tried)
  --clock-tolerance <seconds>  how far its clock may be off (5)
  --junit <file>            writes JUnit XML too
  --json <file>             writes JSON too
  --list                    lists the checks
  --lang <ja|en>            language
  --help                    this text

exit codes: 0 conforms, 1 something does not, 2 could not be checked (settings, keys, network, ended)
`,
  passed: 'passed',
  failed: 'FAILED',
  notTried: 'not tried',
  due: (due) => `due: ${due}`,
  came: (came) => `came: ${came}`,
  section: (section) => `docs/activation-protocol.md, ${section}`,
  why: (reason, detail) => reasons[reason](detail),
  summary: (passed, failed, notTried) =>
    `${passed} passed, ${failed} failed, ${notTried} not tried`,
  conforms: 'As far as it was tried, this issuing server keeps to the document.',
  doesNot: 'This issuing server does not keep to the document.',

  badLanguage: '--lang is ja or en.',
  typed: typedWords.en,
  needsAddress: 'Name one address of an issuing server. --help explains it.',
  badAddress: (address) =>
    `${address} has to be an https: address (http: on this machine) without a slash at its end.`,
  badNumber: {
    'limit-requests': '--limit-requests is a whole number from 0 to 1000000.',
    'clock-tolerance': '--clock-tolerance is a number of seconds from 0 to 3600.',
  },
  noCheck: (name) => `There is no check or subject "${name}". --list lists them.`,
  needsSettings: 'Name the file of settings with --settings (docs/institution.md).',
  file: fileWords.en,
  fileToWrite: writeWords.en,
  shape: shapeWords.en,
  settingsRules: {
    '': 'must be settings in { … } (docs/institution.md).',
    serviceId: 'must be 8 digits as text, in quotes.',
    keys: `must be the name of a file of public keys, or encryptionKeys and signingKeys. ${publicKeys}`,
    directory: 'must be the file or the address of the signed directory, as text.',
    root: 'must be the file of the public half of the key that signed the directory, as text.',
    issues: 'must be a list of issues, each with userId and activationPassword.',
    'issues.activationPassword': 'must be 4 to 8 digits as text, in quotes.',
    command: 'must be a list of a program and its arguments, each as text.',
    deeds: `must be a list of some of ${['issue', ...deedNames].join(', ')}.`,
    oldestApp: 'must be a version such as "1.2.0".',
    appVersion: 'must be a version of at most 20 characters, as text.',
  },
  keysRules: { '': `must have encryptionKeys and signingKeys. ${publicKeys}` },
  rootRule:
    'must be the public half of a key: a JWK of P-256 with kid, a list of them, or vendor.json.',
  badSettings: (path, where) => `${path} is not right.\n${where}`,
  noKeys:
    "The institution's public keys are needed: keys in the settings, or --directory and --root.",
  badDirectory: (path) => `${path} is no directory signed by this key.`,
  notListed: (address) => `The directory has no institution with issuerUrl ${address}.`,
  deedFailed: (name, words) => `The settings' command failed at ${name}: ${words}`,
  unreachable: (address) => `${address} can't be reached.`,
  ended: (signal) => `Ended (${signal}) before all was checked.`,
  unexpected: 'Something unforeseen failed.',
};

const reasons: Record<Parameters<ConformanceText['why']>[0], (detail: string) => string> = {
  'no-issue': () => 'no fresh issue is left',
  'no-deed': (deed) => `deeds of the settings has no ${deed}`,
  'no-token': (came) => `no token or answer before it (${came})`,
  'no-option': (name) => `${name} is not given`,
  'no-limit': (count) => `no limit was met by ${count} requests`,
  'not-open': (days) => `tokens live too long for a renewal, which opens ${days} before the end`,
};
