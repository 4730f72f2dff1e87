/** The words of A06 and of 「番号を聞かれましたか？」 in English. */
import type { CodeText } from '../ja/code.ts';
import { namesEn } from './names.ts';

export const codeEn: CodeText = {
  code: {
    title: 'One-time password',
    label: 'One-time password',
    validity: 'Valid for (up to 60 s)',
    secondsLeft: (seconds) => ({
      before: '',
      seconds: String(seconds),
      after: seconds === 1 ? 'second' : 'seconds',
    }),
    tenSeconds: 'A new code comes in about 10 seconds.',
    changing: 'A new code is coming',
    button: {
      copy: 'Copy',
      waitForNext: namesEn.waitForNext,
      waiting: 'Stop waiting',
    },
    copyCode: 'Copy the one-time password',
    copyNow: 'Copy this code',
    copied: 'Copied',
    waiting: 'The next code will be copied',
    endingSoon: 'Changing soon',
    purpose: 'Type it only here',
    open: 'Open',
    calledOff: 'No longer waiting',
    newCode: (spaced) => `New code ${spaced}`,
    openSite: 'Open internet banking',
    renew: namesEn.renew,
    newVersion: 'There is a new version of the app.',
    seeVersion: 'See the new version',
    readAloud: namesEn.readAloud,
    stopReading: 'Stop',
    spoken: {
      digits: ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'],
      pause: ', ',
    },
    slowly: 'Slowly',
    again: 'Repeat',
    noVoice:
      'This PC has no English voice, so the code cannot be read aloud. Windows adds voices under Settings, Time & language, Speech.',
    readingNext: 'The next code will be read when it comes',
    off: (what) => `${what}: switched off by your institution.`,
    asked: namesEn.asked,
    mini: namesEn.mini,
    expiry: (on) => `Expires on ${on}`,
    unlisted: (institution, since) =>
      `Since ${since} ${institution} is no longer in this app’s list of institutions. The codes are shown as before.`,
    unlistedAsk:
      'Ask your institution whether you can go on using this token. If nobody answers at the number below, telephone the number in your passbook.',
    expirySoon: (on) => `This token expires on ${on}. Please renew it before then.`,
  },

  asked: {
    title: 'Someone asked for the code',
    lead: 'That is a fraud. Tell the code to nobody.',
    points: [
      'On the telephone: hang up at once.',
      'If someone controls the PC from afar: pull out the network cable or switch Wi‑Fi off.',
      'Call the number below yourself. Never call a number that they gave you or that appeared on the screen.',
    ],
    told: 'If you have already told it, call at once too.',
  },
};
