/** The words of the practice token in English. */
import type { PracticeText } from '../ja/practice.ts';

export const practiceEn: PracticeText = {
  mark: 'Practice',
  title: (title) => `${title} (practice)`,
  lead: 'This is practice. Nothing is sent, and the code works nowhere.',
  end: 'End the practice',
  idsLead: 'To practise, type these in.',
  otherService: 'To practise, enter the service ID for practice above. Nothing was sent.',
  institution: 'Practice Credit Union',
  comparison: 'There is no page to compare with in the practice. Choose “is the same” to go on.',
  copied: 'Copied (not really: this is practice)',
  site: 'There is no page: this is practice',
  noTelephone: '(no telephone number: this is practice)',
};
