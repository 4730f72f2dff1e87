/** The manual's chapters in their order, and where the numbers of a picture stand. */
import type { Chapter, Mark } from './chapter.ts';
import { settings } from './settings.ts';
import { step1 } from './step-1.ts';
import { step2a } from './step-2a.ts';
import { step2b } from './step-2b.ts';
import { step3, step4 } from './step-3-4.ts';
import { newPc, recordSheet, staff, trouble } from './trouble.ts';
import { update } from './update.ts';

export const chapters: readonly Chapter[] = [
  step1,
  step2a,
  step2b,
  step3,
  step4,
  settings,
  update,
  newPc,
  trouble,
  recordSheet,
  staff,
];

const steps = chapters.flatMap((chapter) => chapter.steps);

/** The pictures that the manual shows. */
export const pictures: ReadonlySet<string> = new Set(steps.flatMap(({ picture }) => picture ?? []));

export const marksOn = (picture: string): readonly Mark[] =>
  steps.find((step) => step.picture === picture)?.marks ?? [];
