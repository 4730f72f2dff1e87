/** What a workflow may do: scripts of package.json, pinned actions, and no right that its job does not need. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { languages } from '../../../shared/language.ts';
import { percents, schemes, usualSettings } from '../../screens/settings.ts';

const root = join(import.meta.dirname, '../../..');
const paths = globSync('.github/workflows/*', { cwd: root }).map((path) =>
  path.replaceAll('\\', '/'),
);

/** As GitHub's workflow syntax has it, as far as it is used here; anything else is a misspelling. */
const Step = z
  .strictObject({
    uses: z.string().optional(),
    run: z.string().optional(),
    if: z.string().optional(),
    with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    env: z.record(z.string(), z.string()).optional(),
  })
  .refine(({ uses, run }) => (uses === undefined) !== (run === undefined), 'uses or run');
const Job = z.strictObject({
  needs: z.array(z.string()).optional(),
  strategy: z
    .strictObject({
      'fail-fast': z.boolean().optional(),
      matrix: z.record(z.string(), z.array(z.string())),
    })
    .optional(),
  'runs-on': z.enum(['ubuntu-latest', 'windows-latest', 'macos-latest', '${{ matrix.os }}']),
  'timeout-minutes': z.int().positive(),
  environment: z.string().optional(),
  permissions: z.partialRecord(
    z.enum(['contents', 'id-token', 'attestations']),
    z.enum(['read', 'write']),
  ),
  steps: z.array(Step).min(1),
});
const Workflow = z.strictObject({
  name: z.string(),
  on: z.unknown(),
  permissions: z.strictObject({}),
  env: z.strictObject({ BRAND: z.literal('${{ vars.BRAND }}') }).optional(),
  jobs: z.record(z.string(), Job),
});
type Workflow = z.infer<typeof Workflow>;

const read = (path: string): Workflow =>
  Workflow.parse(load(readFileSync(join(root, path), 'utf8')));
const stepsOf = (path: string) => Object.values(read(path).jobs).flatMap(({ steps }) => steps);

describe.each(paths)('%s', (path) => {
  test('is a workflow with known members, and gives rights to jobs alone', () => {
    expect(Object.keys(read(path).jobs)).not.toEqual([]);
  });

  test('has each job wait for jobs that are there', () => {
    const { jobs } = read(path);
    const missing = Object.values(jobs).flatMap(({ needs = [] }) =>
      needs.filter((name) => !Object.hasOwn(jobs, name)),
    );
    expect(missing).toEqual([]);
  });

  test('takes each action by its whole commit, with the version behind it', () => {
    const lines = readFileSync(join(root, path), 'utf8').match(/uses: .*/g) ?? [];
    const loose = lines.filter(
      (line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line),
    );
    expect(loose).toEqual([]);
  });

  test('leaves no token behind where it has checked out', () => {
    const checkouts = stepsOf(path).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.every((step) => step.with?.['persist-credentials'] === false)).toBe(true);
  });

  test('puts nothing that another could have written into a command', () => {
    const inCommands = stepsOf(path).flatMap(({ run = '' }) => run.match(/\$\{\{.*?\}\}/g) ?? []);
    expect(inCommands.filter((each) => each !== '${{ matrix.command }}')).toEqual([]);
  });
});

/** Fonts have other metrics there than where the screens are drawn. */
test('the screens are photographed on Windows and macOS, in each scheme and size, to be looked at', () => {
  const { screens } = read('.github/workflows/check.yml').jobs;
  expect(screens?.strategy?.matrix['os']).toEqual(['windows-latest', 'macos-latest']);
  expect(screens?.['runs-on']).toBe('${{ matrix.os }}');
  expect(screens?.steps.flatMap(({ run }) => run ?? []).at(-1)).toBe('npm run screens');
  expect(screens?.steps.at(-1)).toMatchObject({ if: 'always()', with: { path: 'out/screens/' } });
  const taken = usualSettings.map(({ scheme, percent }) => `${scheme} ${percent}`);
  const each = schemes.flatMap((scheme) => percents.map((percent) => `${scheme} ${percent}`));
  expect(taken.toSorted()).toEqual(each.toSorted());
  for (const language of languages) {
    const inIt = usualSettings.filter((setting) => setting.language === language);
    expect(new Set(inIt.map(({ scheme }) => scheme))).toEqual(new Set(schemes));
    expect(new Set(inIt.map(({ percent }) => percent))).toEqual(new Set(percents));
  }
});

test('the same action is the same commit everywhere', () => {
  const taken = paths.flatMap(stepsOf).flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  const names = new Set(taken.map((each) => each.split('@')[0]));
  expect(new Set(taken).size).toBe(names.size);
});

describe('a release', () => {
  const path = '.github/workflows/release.yml';
  const { jobs, on } = read(path);

  test('begins at a tag and at nothing else', () => {
    expect(on).toEqual({ push: { tags: ['v*'] } });
  });

  test('runs scripts of package.json alone', () => {
    const commands = stepsOf(path).flatMap(({ run }) => (run === undefined ? [] : [run]));
    expect(
      commands.filter((command) => !/^npm (test|run [\w:]+( -- [\w -]+)?)$/.test(command)),
    ).toEqual([]);
  });

  test('may write only where it signs its origin and where it makes the draft', () => {
    const writing = Object.entries(jobs).flatMap(([name, { permissions }]) =>
      Object.entries(permissions)
        .filter(([, right]) => right === 'write')
        .map(([what]) => `${name}: ${what}`),
    );
    expect(writing).toEqual(['files: id-token', 'files: attestations', 'draft: contents']);
  });

  test('gives secrets only to the steps that sign, behind an environment', () => {
    const given = Object.entries(jobs).flatMap(([name, { environment, steps }]) =>
      steps
        .filter((step) => JSON.stringify(step).includes('secrets.'))
        .map(({ run }) => [name, environment, run]),
    );
    expect(given).toEqual([
      ['package', 'release', 'npm run package -- --release --installers'],
      ['files', 'release', 'npm run release -- --from installers'],
    ]);
  });

  test('is tested on all three systems before anything is packaged, and takes nothing from a cache', () => {
    expect(jobs['test']?.strategy?.matrix['os']).toEqual(jobs['package']?.strategy?.matrix['os']);
    expect(jobs['package']?.needs).toEqual(['supply', 'test', 'manual']);
    expect(stepsOf(path).filter((step) => step.with?.['cache'] !== undefined)).toEqual([]);
  });

  test('is installed and tried on all three systems before anything is signed for publishing', () => {
    expect(jobs['smoke']?.strategy?.matrix['os']).toEqual(jobs['package']?.strategy?.matrix['os']);
    expect(jobs['smoke']?.needs).toEqual(['package']);
    expect(jobs['files']?.needs).toEqual(['smoke']);
    const commands = jobs['smoke']?.steps.flatMap(({ run }) => run ?? []);
    expect(commands).toEqual([
      'npm run runner',
      'npm run smoke -- installers',
      'npm run release:before',
      'npm run smoke:update -- installers before',
    ]);
  });
});
