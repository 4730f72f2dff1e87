/** Whatever is sent to the branch page is answered by a page: what was refused is named, and nothing was done. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from '../../fakes/fast-check.ts';
import { expect, it } from 'vitest';
import { sampleStaff } from '../../../bank/branch/staff/sample-staff.ts';
import {
  at,
  clerkAt,
  delivered,
  inUse,
  suspended,
  testBranch,
} from '../../fakes/bank/branch-page.ts';
import type { Clerk, TestBranch } from '../../fakes/bank/branch-page.ts';
import type { Page } from '../../fakes/bank/visitor.ts';

type Form = {
  page: string;
  action: string;
  screenId: string;
  fields: Record<string, string>;
  prepare: (branch: TestBranch) => Promise<unknown>;
};

const nothing = () => Promise.resolve();
const reasons = { reason: 'other', words: '窓口にて' };

/** Every form with something to type. */
const forms: Form[] = [
  {
    page: '/',
    action: '/log-in',
    screenId: 'SLI001',
    fields: { id: sampleStaff.id, password: sampleStaff.password },
    prepare: nothing,
  },
  {
    page: '/contracts',
    action: '/contracts/find',
    screenId: 'SKC001',
    fields: { reference: '4711' },
    prepare: delivered,
  },
  {
    page: `${at}/unlock`,
    action: `${at}/unlock`,
    screenId: 'SKQ001',
    fields: reasons,
    prepare: suspended,
  },
  {
    page: `${at}/void`,
    action: `${at}/void`,
    screenId: 'SKQ002',
    fields: reasons,
    prepare: delivered,
  },
  {
    page: `${at}/release`,
    action: `${at}/release`,
    screenId: 'SKQ003',
    fields: reasons,
    prepare: inUse,
  },
];

async function standAt(form: Form): Promise<{ branch: TestBranch; clerk: Clerk }> {
  const branch = await testBranch();
  await form.prepare(branch);
  const clerk = clerkAt(branch);
  if (form.page !== '/') await clerk.logIn();
  expect((await clerk.get(form.page)).screenId).toBe(form.screenId);
  return { branch, clerk };
}

/** The form anew each time, with its own hidden fields. */
async function fill(clerk: Clerk, form: Form, fields: Record<string, string>): Promise<Page> {
  await clerk.get(form.page);
  return clerk.send(form.action, { ...form.fields, ...fields });
}

/** Where a page refuses the field: marked, described by a sentence, and told above the form. */
function refuses(page: Page, name: string): boolean {
  const field = page.html
    .match(/<(?:input|select) [^>]*>/g)
    ?.find((tag) => tag.includes(`name="${name}"`));
  const described = /aria-describedby="(\S+-problem|problem)/.exec(field ?? '')?.[1];
  return (
    field?.includes('aria-invalid="true"') === true &&
    described !== undefined &&
    page.html.includes(`id="${described}"`) &&
    page.problem !== null
  );
}

const odd = {
  'nothing at all': '',
  spaces: '　 　',
  'a NUL': '0\u00000',
  'a line break': '1\n2',
  'an escape': '\u001b[31m',
  'a bidi override': '\u202e1234',
  'a zero-width space': '12\u200b34',
  'a byte order mark': '\ufeff1234',
  'an invisible filler': '\u3164',
  'a no-break space': '\u00a0',
  'a private character': '\ue000',
  'an undecodable byte': '12\ufffd34',
  'a heap of accents': `a${'\u0301'.repeat(20)}`,
  'one too many': 'a'.repeat(65),
};

it.each(forms)('$screenId refuses what its fields do not take, and does nothing', async (form) => {
  const { branch, clerk } = await standAt(form);
  const state = async () => (form.page.startsWith(at) ? branch.office.readContract('4711') : null);
  const before = await state();
  const wrong: string[] = [];
  for (const name of Object.keys(form.fields)) {
    for (const [what, text] of Object.entries(odd)) {
      const page = await fill(clerk, form, { [name]: text });
      if (page.status !== 422 || page.screenId !== form.screenId || !refuses(page, name)) {
        wrong.push(`${name}: ${what}: ${page.status} ${page.screenId}`);
      }
      if (name === 'password' && text !== '' && page.html.includes(text)) wrong.push('told');
    }
    const page = await fill(clerk, form, { [name]: '1'.repeat(1_000_000) });
    if (page.status !== 422 || !refuses(page, name))
      wrong.push(`${name}: a million: ${page.status}`);
    for (const [other, value] of Object.entries(form.fields)) {
      const isKept = other !== name && !/password/.test(other);
      if (isKept && !page.html.includes(`value="${value}"`)) wrong.push(`${name}: ${other} lost`);
    }
    if (page.html.length > 50_000) wrong.push(`${name}: ${page.html.length} characters`);
  }
  expect(wrong).toEqual([]);
  expect(await state()).toEqual(before);
});

it.each(forms)(
  '$screenId answers the longest text, and a field that stands twice',
  async (form) => {
    const { clerk } = await standAt(form);
    for (const name of Object.keys(form.fields)) {
      await clerk.get(form.page);
      const max = Number(
        new RegExp(`name="${name}"[^>]*maxlength="(\\d+)"`).exec(clerk.page().html)?.[1] ?? 5,
      );
      for (const character of ['1', '漢', '👵']) {
        const text = character.repeat(Math.floor(max / character.length));
        const page = await fill(clerk, form, {
          [name]: text,
          ...(form.page === '/' ? { password: 'x' } : {}),
        });
        expect(page.status).toBeLessThan(500);
        if (!page.screenId.startsWith('S')) throw new Error(`${name}: no page`);
        if (page.screenId.startsWith('SKD')) return;
      }
      const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(clerk.page().html) ?? [];
      const twice: [string, string][] = [...Object.entries({ csrf, ...form.fields }), [name, 'a']];
      expect((await clerk.post(form.action, twice)).status).toBe(422);
    }
  },
);

it('no text in any field of any form brings the page down', { timeout: 120_000 }, async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(...Object.values(odd), '٣', '⑨', '²', '𝟗', '..', '%2e%2e', '/'),
  );
  for (const form of forms) {
    const { clerk } = await standAt(form);
    const names = [...Object.keys(form.fields), ...(form.page.startsWith(at) ? ['draft'] : [])];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), text, async (name, given) => {
        await clerk.get(form.page);
        // Done before, there is no form any more.
        if (!clerk.page().html.includes(`action="${form.action}"`)) return;
        const page = await clerk.send(form.action, {
          ...form.fields,
          password: 'x',
          [name]: given,
        });
        expect(page.status).toBeLessThan(500);
      }),
      { numRuns: 12 },
    );
  }
});

it.each(['%', '%ff', '%00', '%E3%81', '..%2f..%2fetc', '.', '..', "'", '<b>', 'a'.repeat(2000)])(
  'a reference in the address that is none is no contract: %j',
  async (reference) => {
    const branch = await testBranch();
    const clerk = clerkAt(branch);
    await clerk.logIn();
    const page = await clerk.get(`/contracts/by/${reference}`);
    expect(page.status).toBeLessThan(500);
    expect(page.html).not.toContain('<b>');
  },
);

it('every address takes its own methods and answers 405 to the others', async () => {
  const folder = 'bank/branch/service';
  const found = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((source) => [...source.matchAll(/\.(get|post)\('(\/[^']*)'/g)])
    .map(([, method = '', path = '']) => ({ method: method.toUpperCase(), path }));
  expect(
    found
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(['/find', '/log-in', '/log-out']);
  const branch = await testBranch();
  const wrong: string[] = [];
  for (const [path, allowed] of [
    ['/', 'GET, HEAD'],
    ['/log-in', 'POST'],
    ['/contracts', 'GET, HEAD'],
    ['/contracts/find', 'POST'],
    [at, 'GET, HEAD'],
    [`${at}/void`, 'GET, POST, HEAD'],
  ] as const) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (allowed.split(', ').includes(method)) continue;
      const reply = await fetch(`${branch.url}${path}`, { method, redirect: 'manual' });
      const allow = reply.headers.get('allow');
      if (reply.status !== 405 || allow !== allowed)
        wrong.push(`${method} ${path}: ${reply.status} ${allow}`);
    }
  }
  expect(wrong).toEqual([]);
  expect((await fetch(`${branch.url}/nothing`)).status).toBe(404);
});
