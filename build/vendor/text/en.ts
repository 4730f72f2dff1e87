/** The same as ja.ts in English. */
import { fileWords } from '../../../bank/service/files/named-file.ts';
import { writeWords } from '../../../bank/service/files/write-named.ts';
import { shapeWords } from '../../../bank/service/files/shape.ts';
import { typedWords } from '../../../bank/service/options/typed.ts';
import { helpEn } from './help-en.ts';
import { ja } from './ja.ts';
import type { VendorText } from './ja.ts';
import { rulesEn } from './rules-en.ts';

const useName = (use: 'enc' | 'sig') => (use === 'enc' ? 'encryption' : 'signing');
const { date, instant } = ja;

export const en: VendorText = {
  ...helpEn,
  rules: rulesEn,
  date,
  instant,

  unknownCommand: (name) => `There is no command "${name}"; --help lists them.`,
  wrongWords: (name) => `${name} takes another number of words; see --help.`,
  typed: typedWords.en,
  notForThis: (option, name) => `${name} takes no --${option}.`,
  optionNeeded: (name) => `--${name} is needed.`,
  badLanguage: '--lang is ja or en.',
  badDays: '--min-days is a number of days, 0 to 999.',
  whichUse: 'The second word is encryption or signing.',
  endsInJwe: "The name of the keys' file has to end in .jwe.",
  endsInYamlOrJson: 'The name of a source has to end in .yaml, .yml or .json.',
  unexpected: 'This was not foreseen. No file was left half written.',

  askPassphrase: (path) => `Passphrase of ${path}: `,
  askNewPassphrase: (path) => `New passphrase of ${path} (12 characters or more): `,
  askPin: (token) => `PIN of the HSM "${token}": `,
  again: 'Once more: ',
  emptySecret: 'The passphrase (PIN) is empty.',
  shortPassphrase: 'The passphrase is too short (12 characters or more).',
  notTheSame: 'These were two different passphrases. Nothing was done.',
  noPassphrase:
    'Nobody can be asked for the passphrase: run it on a terminal, or give --passphrase-file or --passphrase-fd.',
  noDescriptor: '--passphrase-fd is the number of an open file descriptor, 0 to 9999.',
  wrongPassphrase: (path) =>
    `${path} can't be opened: the passphrase is wrong, or the file was altered.`,
  nothingDone: 'Nothing was done.',
  notAsked: 'Nothing was done: nobody could be asked. Add --yes to do it.',

  file: fileWords.en,
  fileToWrite: writeWords.en,
  fileTaken: (path) => `${path} exists already and is not written over.`,
  openToOthers: (path) =>
    `Others may read ${path}: chmod 600 it, and replace the key if somebody may have.`,
  noKeyFile: (path) => `${path} is no file of keys.`,
  noPkcs11Tool: 'There is no pkcs11-tool: install OpenSC (Debian: opensc).',
  badPkcs11:
    'A key in an HSM is named pkcs11:token=…;id=%01?module-path=/…/lib.so (RFC 7512); token, id and module-path are needed.',
  noPinInAddress:
    'No PIN in a command (pin-value): type it at the terminal, or use pin-source=file:….',
  hsmSays: (words) => `The HSM refused: ${words}`,
  notP256: 'This key of the HSM is none of P-256.',

  badVendorFile: (path) => `${path} is not as it must be (docs/release.md).`,
  badDirectoryUrl: '--directory-url is an https: address.',
  twoRoots: 'There are two roots already, the present one and the next; rotate-root replaces them.',
  rootListed: 'This key is listed as a root already.',
  presentRoot: (kid) => `The present root: ${kid}\nNow make the next one, with make-root again.`,
  nextRoot: (kid) => `The next root: ${kid}\nKeep it in another place, where nobody needs it.`,
  rootIs: (kid, isPresent) => `the ${isPresent ? 'present' : 'next'} root: ${kid}`,
  rotatedRoot: (old, present, next) =>
    `gone: ${old}\nthe present root: ${present}\nthe next root: ${next}\nSign with the present one, and make the next release with this vendor.json.`,

  keyLine: (kid, use, isRetired) => `  ${useName(use)} ${kid}${isRetired ? ' (not listed)' : ''}`,
  rotated: (kid, use, isStolen) =>
    isStolen
      ? `The new ${useName(use)} key: ${kid}\nThe old ones are destroyed. Bring it to the issuing server (export-keys), and give the public file to the vendor, both at once.`
      : use === 'enc'
        ? `The new encryption key: ${kid}\nBring it to the issuing server first, then give the public file to the vendor.`
        : `The new signing key: ${kid}\nGive the public file to the vendor. Sign with the old one until vendor status says that the new one may sign; then use-key.`,
  signsNow: (kid) =>
    `This one signs from now on: ${kid}\nBring it to the issuing server (export-keys) before the old one is retired.`,
  retired: (kid, use) =>
    use === 'enc'
      ? `Not listed any more: ${kid}\nIts private half stays: don't drop it until 72 hours after the last list that named it has expired.`
      : `Not listed any more: ${kid}`,
  dropQuestion: (kid, use) =>
    `The ${useName(use)} key ${kid} is going to be destroyed, which can't be taken back. ` +
    (use === 'enc'
      ? 'Requests that were sealed to it can no longer be opened.'
      : 'What it signed proves nothing to apps that have a new list.'),
  dropped: (kid) => `Destroyed: ${kid}`,
  lastKey: 'Without this key there would be none to list: make a new one with rotate-key first.',
  signsStill: (kid) =>
    `The issuing server signs with ${kid}: first use-key with another one, which vendor status says may sign, and export-keys to the server.`,
  stillListed: (kid, use) =>
    `${kid} is listed still: retire-key, and the public file to the vendor, come first` +
    (use === 'enc'
      ? '; it may be dropped 72 hours after the last list that named it has expired (vendor status).'
      : '.'),
  tooManyKeys: 'There are 8 keys at most: take an old one off the list with retire-key.',
  signingAlone: 'use-key takes a listed signing key.',
  noSuchKey: (kid) => `There is no key ${kid}; list-keys shows them.`,
  publicFile: (path) => `The public file, for the vendor: ${path}`,
  exported: (path) =>
    `${path} holds the private keys in the open. Move it to the issuing server, and leave it nowhere else.`,

  notUtf8: 'This is no UTF-8.',
  notYaml: (code) =>
    `This can't be read as YAML (or JSON): see indentation, quotes, brackets and the space behind a colon (${code}).`,
  memberTwice: 'This member stands twice.',
  noAlias: 'References (*name) are not taken: write the value.',
  noMembers: 'A source has members, institutions: first of all.',
  ...shapeWords.en,
  empty: (rule) => `has no value; it ${rule} In YAML what follows # behind a space is a remark.`,
  privateHalf: 'is a private key. Delete it, and replace the key if anybody may have seen it.',
  noPoint: 'x and y are no point of P-256: were they copied right?',
  serviceTwice: 'stands here for the second time: nobody could say whose it is.',
  kidTwice: 'stands in this list for the second time.',
  httpsAlone: 'http: is for a demo on one machine (then --demo).',
  tooLarge: 'The list has more than 8 MiB: make the logos smaller.',
  noLogoKind: 'A logo is a file .svg or .png.',
  keysOnce:
    'keys is the name of a public file, and stands in the place of encryptionKeys and signingKeys.',
  noKeyLists: 'encryptionKeys and signingKeys are needed: is this a file of vendor make-keys?',
  right: (path, count) => `${path}: a list that may be signed (institutions: ${count}).`,

  badState: (path) =>
    `${path} can't be read: bring a copy back, or put it aside and go on from the published list with vendor adopt.`,
  noRootOfOurs: 'This key is no root of vendor.json.',
  whatWasSigned: 'what was signed',
  notSigned: (place) => `${place} is no directory that a root of vendor.json signed.`,
  signedAndWrong: (place, member) => `${place} is signed, and not as it must be: ${member}`,
  badUrl: (url) => `${url} is no https: address.`,
  notFetched: (url) => `${url} can't be fetched.`,
  clockBehind: (last) =>
    `The clock of this machine is before the last signature (${last}): set it right.`,
  publishedNewer: (place, published, own) =>
    `${place} is number ${published}, not older than ${own}, which was to be signed: this source, or what is kept beside it (.state.json), is not the newest. Use the newest, or go on from that list with vendor adopt.`,
  stateUnknown: (path) =>
    `What was signed last is not known (${path}), and numbers never go back: name the list that is published with --published, or say --first if none ever was.`,
  notFirst: (seq) => `Number ${seq} was signed from this source already: leave --first out.`,
  goneUnsaid: (ids) =>
    `Institutions of the last list are missing: ${ids.join(', ')}. If they are to leave, add ${ids.map((id) => `--without ${id}`).join(' ')}.`,
  byNextRoot:
    'Signed by the next root: apps that were made before they knew it do not take this list.',
  signed: (path, seq, count, kid) => `${path}: number ${seq}, institutions: ${count}, root ${kid}`,
  signAgainBy: (by, end) => `Sign the next one by ${by} (this one expires on ${end}).`,
  notNewer: (seq) => `What is kept here (number ${seq}) is as new or newer. Nothing was done.`,
  adopted: (seq) => `Noted: signed up to number ${seq}.`,
  added: (id, name) => `new: ${id} ${name.en}`,
  sealsAnew: (id, kid) => `${id}: apps will seal to ${kid} from now on.`,
  encryptionGone: (id, kids) =>
    `${id}: encryption keys that are listed no more: ${kids.join(', ')}. The issuing server keeps their private halves until 72 hours after the list before has expired.`,
  signingAllNew: (id) =>
    `${id}: no signing key of the list before is left, which is for a stolen one alone. Apps with the list before can't prove what the institution says until they have the new one.`,
  removed: (id, name) => `leaving: ${id} ${name.en}`,

  list: (seq, from, until) => `number ${seq}, from ${from} to ${until}`,
  signedByPresent: (kid) => `signed by the present root ${kid}`,
  signedByNext: (kid) => `signed by the next root ${kid}`,
  appLine: (version, minimum) => `app ${version} (older than ${minimum}: too old)`,
  entry: (id, name, url) => `${id} ${name.en} ${url}`,
  yetToCome: (at) => `It is from ${at}, which is yet to come.`,
  expired: (at) => `It has expired (${at}): apps activate nothing with it.`,
  expiresSoon: (days, on) => `It expires in ${days} days (${on}): sign the next one.`,
  neverSigned: 'Nothing was signed from this source yet.',
  keyTime: (time) => {
    if (time.is === 'sealing') return 'encryption, listed';
    if (time.is === 'signing') return 'signing, may sign';
    if (time.is === 'too-new') return `signing, may sign from ${instant(time.from)}`;
    if (time.is === 'to-keep')
      return `encryption, private half to be kept until ${instant(time.until)}`;
    return 'encryption, private half may be dropped';
  },

  written: (path) =>
    `${path} is written. Put in the institution's own values, its public file beside it, and run vendor check.`,
  writtenFrom: (path) => `${path} says what the signed list says.`,
  noInstitution: (id) => `The source has no institution ${id}.`,
  lastInstitution: 'The last institution stays: no app reads an empty list.',
  removeQuestion: (id) => `${id} is going to be taken out of the source.`,
  removeByHand: 'A source written like this has to be edited by hand. Nothing was changed.',
  removedFrom: (file, id) => `Taken out of ${file}. Give the next sign --without ${id}.`,
  whatCustomersSee: 'What its customers will read in the app:',
  whatIsRefused: 'Setting up or renewing a token is refused:',
  whatStays:
    'Codes are shown as before, nothing is deleted, and nothing is sent to the institution. Listed again, all is as it was.',

  appNotNamed: 'Write the name of a file into the source first, like app: app.json.',
  noManifest: (path) => `${path} is not what npm run release says of its files.`,
  demoFile: (name) => `${name} is a demo, which is not for customers.`,
  unsignedFile: (name) => `${name} is not signed.`,
  otherSum: (name) => `${name} has another SHA-256 than release.json says.`,
  noInstaller: 'This folder holds no installer that an app could take (exe, zip, AppImage).',
  badApp: (places) => `The app's release is not as it must be: ${places}`,
  minimumAbove: '--minimum is above the new version.',
  appTaken: (file, version, platforms) => `${file}: ${version} (${platforms.join(', ')})`,
};
