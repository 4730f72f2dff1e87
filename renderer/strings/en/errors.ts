/** Every error in English. Which of the three inputs was wrong is never said. */
import { maxAdditionColumns, maxTokens, passcodeDigits } from '../../../shared/limits.ts';
import { instantFormat } from '../../format/instant.ts';
import type { ErrorTexts } from '../error-text.ts';
import { askInstitution, vaultErrorsEn } from './errors-vault.ts';

const instant = instantFormat('en-GB');
const pcDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

export const errorsEn: ErrorTexts = {
  'wrong-credentials': {
    sentence: ({ triesLeft }) =>
      'The service ID, the user ID or the activation password is not correct.' +
      (triesLeft === undefined ? '' : ` Tries left: ${triesLeft}`),
    steps: [],
  },
  'issue-void': {
    sentence:
      'The activation password was wrong too many times. Please issue the token again in internet banking.',
    steps: [],
  },
  'already-activated': {
    sentence: 'This token is already in use.',
    steps: ['If it was not you who started it, telephone your institution at once.'],
  },
  'too-many-tokens': {
    sentence: `You can keep up to ${maxTokens} tokens. Delete one that you no longer need, then add this one.`,
    steps: [],
  },
  'unknown-service': {
    sentence: 'This service ID was not found. Please check the digits.',
    steps: [],
  },
  'issue-expired': {
    sentence: 'This issue has expired. Please issue the token again in internet banking.',
    steps: [],
  },
  'directory-expired': {
    sentence:
      'The list of institutions is out of date, so no token can be added. Connect to the internet and try again.',
    steps: [],
  },
  'directory-unreadable': {
    sentence:
      'The list of institutions cannot be read, so no token can be added. Please update the app and try again.',
    steps: [
      'The tokens that you have go on working.',
      'If it is the same with the newer version, telephone your institution.',
    ],
  },
  'refused-otherwise': {
    sentence:
      'Your institution did not accept this, for a reason that this version of the app does not know.',
    steps: [
      'Please update the app and try again.',
      'If it is the same with the newer version, telephone your institution.',
    ],
  },
  'app-too-old': {
    sentence: 'This app is too old for this. Please update the app.',
    steps: ['Install the newer version, then try again.'],
  },
  'renewal-refused': {
    sentence: 'This token cannot be renewed now.',
    steps: [
      'A token can be renewed once it is in use, from 30 days before it expires.',
      'Look at the registration status on the one-time password page of internet banking.',
    ],
  },
  'too-many-deliveries': {
    sentence:
      'This issue has been set up as often as it can be. Please issue the token again in internet banking.',
    steps: ['If it was not you who set it up so often, telephone your institution at once.'],
  },
  'issue-ended': {
    sentence:
      'This user ID can no longer be used. Please look up the present one on the one-time password page of internet banking.',
    steps: ['If no user ID is shown there, issue the token again.'],
  },
  'institution-unlisted': {
    sentence:
      'This institution is not in the app’s list of institutions, so this cannot be done. Its codes can be shown as before.',
    steps: ['Ask your institution whether you can go on using this token.'],
  },
  'bad-input': { sentence: 'Please check what you have typed.', steps: [] },
  'name-refused': {
    sentence: `These words cannot be used. Keep to ${maxAdditionColumns} letters (${maxAdditionColumns / 2} full-width characters) and avoid symbols and emoji.`,
    steps: [],
  },
  'token-missing': { sentence: 'This token was not found. It seems to be deleted.', steps: [] },
  'wrong-passcode': {
    sentence: ({ triesLeft, retryAt }) =>
      'The passcode is not correct.' +
      (retryAt === undefined
        ? triesLeft === undefined
          ? ''
          : ` You can try ${triesLeft} more times.`
        : ` Please try again after ${instant(retryAt)}.`),
    steps: [],
  },
  'passcode-wait': {
    sentence: ({ retryAt }) =>
      'The passcode was wrong too many times, so you have to wait.' +
      (retryAt === undefined ? '' : ` Please try again after ${instant(retryAt)}.`),
    steps: [],
  },
  'passcode-refused': {
    sentence: `This passcode cannot be used. Choose ${passcodeDigits.min} digits or more, not one digit repeated (111111) or digits in a row (123456).`,
    steps: [],
  },
  'passcode-required': {
    sentence: 'To use this institution’s token you have to set a passcode.',
    steps: [],
  },
  'touch-id-refused': {
    sentence: 'Your fingerprint was not recognised. Please enter your passcode.',
    steps: [],
  },
  'set-by-institution': {
    sentence: 'Your institution has switched this off on this PC.',
    steps: [],
  },
  offline: {
    sentence:
      'There was a communication error. Check the network connection and send again. What you typed is still here.',
    steps: [],
  },
  'unproven-answer': {
    sentence:
      'The answer could not be proved to come from the institution, so this was stopped. Nothing was stored.',
    steps: ['Try again on another network.', 'If it goes on, telephone your institution.'],
  },
  busy: {
    sentence: ({ retryAt }) =>
      'The service is busy or under maintenance. ' +
      (retryAt === undefined
        ? 'Please try again later.'
        : `Please try again at about ${instant(retryAt)}.`),
    steps: [],
  },
  'proxy-password': {
    sentence: 'A proxy of this network asks for a password, so nothing can be sent.',
    steps: [
      'Ask whoever looks after the network to let this app through.',
      'It may work on another network.',
    ],
  },
  'connection-unsafe': {
    sentence: 'No safe connection could be made. Nothing was sent.',
    steps: ['Check the date and time of the PC.', 'Try again on another network.'],
  },
  'clock-far-off': {
    sentence: 'The clock of this PC is more than 24 hours off. Please set the date and time.',
    steps: [
      'Check date, time and time zone in the settings of the PC.',
      'Or take the institution’s time under “Check the time” in the settings.',
    ],
  },
  'clock-in-doubt': {
    sentence: ({ pcClockAt }) =>
      (pcClockAt === undefined
        ? 'By the date of the PC'
        : `The date of the PC is ${pcDate.format(pcClockAt)}. By that date`) +
      ' this token has expired.',
    steps: [
      'If the date is wrong, set the date and time of the PC. The code is then shown again.',
      'Once the PC is online, the right time is checked by itself.',
      'If the date is right, issue a token again in internet banking, and add the new one under Settings, Add a token.',
    ],
  },
  'token-expired': {
    sentence: 'This token has expired.',
    steps: [
      'Issue a token again in internet banking, and add the new one under Settings, Add a token.',
    ],
  },
  'token-released': {
    sentence: 'This token has been released. To use one again, issue a token in internet banking.',
    steps: [],
  },
  'update-unreachable': {
    sentence: 'The new version could not be fetched. The app will try again by itself.',
    steps: [],
  },
  'update-refused': {
    sentence: 'What came as the new version could not be proved genuine, and was thrown away.',
    steps: [],
  },
  'update-not-installed': { sentence: 'The new version could not be installed.', steps: [] },
  ...vaultErrorsEn,
  'bad-request': {
    sentence: 'The screen and the app misunderstood each other. Close the app and open it again.',
    steps: [askInstitution],
  },
  internal: {
    sentence: 'Something unexpected went wrong. Close the app and open it again.',
    steps: [askInstitution],
  },
};
