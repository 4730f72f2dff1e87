/** The words of the form that sends an activation, of the mail that is pasted into it, and of what has no answer yet, in English. */
import {
  activationPasswordDigits,
  serviceIdDigits,
  userIdCharacters,
} from '../../../shared/limits.ts';
import type { ActivationText } from '../ja/activation.ts';
import { namesEn } from './names.ts';

const serviceId = 'Service ID';
const userId = 'User ID';
const activationPassword = 'Activation password';

export const activationEn: ActivationText = {
  activation: {
    firstTitle: 'Initial setup',
    addTitle: 'Add a token',
    lead: {
      ids: 'Enter the service ID and the user ID from the mail.',
      agreement: 'Enter the activation password, then press Send.',
      both: 'Enter the service ID, the user ID and the activation password, then press Send.',
    },
    serviceId: `${serviceId}:`,
    userId: `${userId}:`,
    activationPassword: `${activationPassword}:`,
    serviceIdHint: `${serviceIdDigits} digits`,
    userIdHint: `${userIdCharacters} letters and digits`,
    activationPasswordHint: `${activationPasswordDigits.min} to ${activationPasswordDigits.max} digits`,
    showPassword: 'Show the password',
    hidePassword: 'Hide the password',
    confirmed: 'Verified',
    practiceService:
      'This number is for practice only. Enter the service ID from the mail of your institution.',
    unknownService: 'This service ID was not found. Please check the digits.',
    terms: 'Terms of use',
    wholeTerms: 'Read them all',
    agree: 'I agree to the above.',
    next: 'Next',
    send: 'Send',
    sending: 'Sending',
    missing: {
      serviceId: `Enter the service ID: ${serviceIdDigits} digits.`,
      userId: `Enter the user ID: ${userIdCharacters} letters and digits.`,
      activationPassword: `Enter the activation password that you chose: ${activationPasswordDigits.min} to ${activationPasswordDigits.max} digits.`,
      agreed: 'If you agree, check “I agree to the above.”',
    },
  },

  stepMarker: { title: 'Steps of the set-up', names: ['Enter', 'Compare', 'Name', 'Read'] },

  firstUse: {
    title: 'Next, start using the one-time password in internet banking',
    open: 'Open',
    openSaid: 'Open to start using it',
    done: 'Done already',
  },

  mail: {
    open: namesEn.mail,
    title: namesEn.mail,
    lead: 'Copy the whole mail about your token and paste it below. The service ID and the user ID are read from it.',
    label: 'Text of the mail',
    read: 'Read it',
    missing: 'Paste the text of the mail into the field above.',
    notFound: 'No service ID and user ID found. Copy the mail from its first line to its last.',
    which: 'Choose the IDs to use.',
    several:
      'There is more than one pair of IDs in what you pasted. If you issued the token again, choose those of the newer mail.',
    again: 'Paste again',
    filled: 'The service ID and the user ID are filled in.',
  },

  pending: {
    title: 'Waiting for an answer',
    sent: (institution) => `Waiting for the answer of ${institution}.`,
    unanswered: (institution) => `The answer of ${institution} has not arrived yet.`,
    offline: 'There was a communication error. Check the network connection.',
    refusedTitle: 'Result of the last submission',
    refused: (institution) => `${institution} did not accept it.`,
    read: 'Close',
    unreadableTitle: 'Record of the last submission',
    unreadable: (institution) =>
      `The record of what was sent to ${institution} cannot be read. It is kept, not deleted.`,
    afterUnreadable:
      'If it stays so after a restart of the PC and there is no token, issue the token again in internet banking.',
    retry: 'Try again',
    discard: 'Withdraw',
    askTitle: 'Withdraw this request?',
    ask: 'If it has already reached the institution, you will have to issue the token again in internet banking.',
    keep: 'Keep it',
  },
};
