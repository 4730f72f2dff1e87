/** The words of the settings and of the screens that open from them, in English. */
import about from '#brand/about.en.json' with { type: 'json' };
import { namesEn as names } from './names.ts';
import type { SettingsText } from '../ja/settings.ts';

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium' });

export const settingsEn: SettingsText = {
  clockCheck: {
    title: names.clock,
    pc: 'Time of this PC',
    institution: 'Time of the institution',
    notKnown: 'Not checked yet',
    lastCheck: 'Last check',
    moment: (at) => moment.format(at),
    timeZone: (zone) => `The time zone of this PC is ${zone}. Any zone gives the same codes.`,
    checkNow: 'Check now',
    checking: 'Checking',
    checked: 'Checked.',
  },

  display: {
    title: names.display,
    textSize: 'Size of text',
    percent: (percent) => `${percent} %`,
    bigger: 'Larger',
    smaller: 'Smaller',
    sample: 'Codes and words are this large.',
    theme: 'Colours',
    themes: {
      system: 'As the PC',
      light: 'Light',
      dark: 'Dark',
      contrast: 'High contrast (white on black)',
    },
    language: 'Language（ことば）',
    systemLanguage: 'As the PC',
    window: 'Window',
    alwaysOnTop: 'Always on top',
    mini: (keys) =>
      `For a small window with the code alone, press “${names.mini}” beside the code (${keys}).`,
    readers: 'Screen reader',
    announceCodes: 'Say each new code when it comes',
    startPosition: 'Where it opens',
    startPositions: {
      remembered: 'Where it was closed',
      center: 'In the middle',
      right: 'At the bottom right',
    },
  },

  miniWindow: {
    leave: 'Full size',
    leaveSaid: 'Full size again',
    previous: 'Previous token',
    next: 'Next token',
    onTop: 'Always on top',
  },

  order: {
    title: names.order,
    lead: 'Put the tokens that you use most at the top.',
    keys: 'With the keyboard: hold Alt and press the up or down arrow.',
    up: (name) => `Move ${name} up`,
    down: (name) => `Move ${name} down`,
    moved: (name, place) => `${name} is now number ${place}.`,
    done: 'Done',
  },

  remove: {
    title: names.remove,
    chooseLead: 'Choose the token to delete.',
    question: 'Have you released the token in internet banking?',
    asking: 'Asking the institution.',
    status: {
      waiting: 'At the institution, this token has not been put to use yet.',
      inUse:
        'At the institution, this token is still in use. Release it in internet banking first.',
      suspended:
        'At the institution, this token is suspended. Telephone the institution before you delete it.',
      released: 'At the institution, this token is released. You may delete it.',
      expired: 'This token has expired. You may delete it.',
    },
    unknown: 'The institution could not be asked. Make sure yourself that the token is released.',
    consequence:
      'If you delete it while it is in use, you can no longer log in to internet banking and will have to fill in papers at the branch.',
    final: 'A deleted token cannot be brought back.',
    typeName: 'To delete it, type the name of the token:',
    name: (name) => `“${name}”`,
    notTyped: (name) => `It is deleted when you have typed “${name}” here.`,
    remove: 'Delete',
    removing: 'Deleting',
    or: 'Or hold the button for 3 seconds.',
    hold: 'Hold to delete',
    done: (name) => `“${name}” has been deleted.`,
    next: 'Next',
  },

  diagnosis: {
    title: names.diagnosis,
    running: 'Checking',
    again: 'Check again',
    marks: { good: 'Good', caution: 'Note', bad: 'Trouble' },
    parts: {
      clock: 'Clock',
      keyStore: 'Key store',
      database: 'Token vault',
      network: 'Network',
      proxy: 'Proxy',
      directory: 'List of institutions',
      updates: 'Updates',
      policy: 'Set by the institution',
    },
    findings: {
      clockRight: 'The clock of this PC is right.',
      clockCorrected: 'The clock of this PC is off, but the codes are corrected.',
      clockUnchecked:
        'The clock of this PC has not been checked yet. It is checked as soon as the PC is online.',
      clockWrong: 'The clock of this PC seems to be wrong. Please check its date and time.',
      keyStoreOpen: 'The key store of this PC works.',
      keyStoreFailed: 'The key store of this PC does not work.',
      databaseOpen: 'The vault of the tokens is open and in order.',
      databaseFailed: 'The vault of the tokens cannot be opened.',
      notOpened: 'Not opened yet, so there is nothing to check.',
      online: 'The PC is online.',
      offline:
        'The internet cannot be reached. Codes are shown all the same; tokens cannot be added or renewed.',
      proxyNone: 'No proxy is used.',
      proxyUsed: 'The proxy that is set on this PC is used.',
      directoryFresh: 'The list of institutions is valid.',
      directoryExpired:
        'The list of institutions is out of date. It is renewed as soon as the PC is online.',
      directoryUnreadable:
        'The list of institutions cannot be read. Please update the app. Codes are shown all the same.',
      updatesOff: 'Whoever looks after this PC updates the app.',
      updatesUnknown: 'Nothing has been said of a new version of the app yet.',
      newest: 'This is the newest version.',
      newerVersion: 'There is a newer version. The codes work as before.',
      versionTooOld:
        'This version is too old. Please go to the newer one. The codes work as before.',
      policySet: 'The institution has set something on this PC. It is listed below.',
      policyRefused:
        'Some of what the institution has set cannot be used, and is ignored. Please tell whoever looks after this PC there.',
      policyUnreadable:
        'What the institution has set cannot be read, and is ignored. Please tell whoever looks after this PC there.',
      policyUnprotected:
        'The file of what the institution has set can be changed by others than an administrator, so it is ignored. Please tell whoever looks after this PC there.',
    },
    supportCode: 'Support code',
    supportUse:
      'Give this code on the telephone. It holds no name, account, code or anything else about you.',
    copy: 'Copy the support code',
    copied: 'Copied',
  },

  updates: {
    title: (version) => `New version ${version}`,
    byHand: 'Get the new version from its page.',
    byPolicy: 'Whoever looks after this PC will bring the app up to date.',
    fetching: 'The new version is being fetched. You can go on using the codes.',
    progress: 'Fetching the new version',
    unharmed: 'The codes work as before. The new version can also be had from its page.',
    again: 'Fetch it again',
    ready:
      'The new version is ready. When the app restarts, it is the new version. Your tokens and settings stay.',
    restart: 'Restart into the new version',
    waiting: (seconds) =>
      `The app waits a little, so that it does not close while you use a code: it restarts in ${seconds} s. “Back” calls it off.`,
    restarting: 'Restarting. Please wait a moment.',
    address: 'The genuine address:',
    page: 'Open the page of the new version',
  },

  about: {
    title: names.about,
    version: 'Version',
    released: 'Date',
    publisher: 'Publisher',
    publisherName: about.publisher,
    supportHeading: 'Questions about the app',
    support: about.support,
    genuine: 'How to tell the genuine app',
    genuinePoints: [
      'Get the app only from the place that your institution’s website names, never from one that a mail or a caller tells you.',
      'On Windows, right-click the installer and look for the publisher’s name under Properties, Digital Signatures.',
      'On macOS, do not open it if the system says that the developer cannot be verified.',
      'When you enter the service ID, make sure that the name of your institution appears with “Verified”.',
    ],
    demo: 'This is a trial version (sample). It does not work with real institutions.',
  },

  terms: { title: names.terms },

  licences: {
    title: names.licences,
    lead: 'This app is made with the following software. Our thanks to its authors.',
    chromium:
      'What is inside Chromium is listed in LICENSES.chromium.html in the folder of the app.',
  },

  shortcuts: {
    title: names.shortcuts,
    or: 'or',
    list: {
      primary: 'Press the large button at the bottom',
      back: 'Go back one screen',
      copy: 'Copy the code',
      read: 'Read the code aloud',
      site: 'Open internet banking',
      list: 'Choose a token',
      order: 'Change the order of tokens',
      add: names.add,
      settings: names.settings,
      record: 'Print the record sheet',
      help: names.help,
      bigger: 'Larger text',
      smaller: 'Smaller text',
      usual: 'Usual size of text',
      mini: `${names.mini}, and full size again`,
      turn: 'Another token in the mini window',
      shortcuts: 'This list',
    },
  },

  link: {
    title: 'Set up a token?',
    lead: 'A link in a mail or in internet banking was opened. The set-up begins with these IDs.',
    leaves: 'The screen that is open is left, and what is half entered there is lost.',
    unexpected: 'If you did not expect this, press No.',
    yes: 'Set up the token',
    no: 'No',
    malformedTitle: 'The link cannot be read',
    malformed: 'The link that was opened is cut short or is not a right one. Nothing has changed.',
    instead:
      'Enter the service ID and the user ID from the mail or from internet banking, or paste the mail.',
  },
};
