/** Whatever is sent to the pages is answered by a page: what was refused is named, and what was typed is kept. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from '../../fakes/fast-check.ts';
import { beforeAll, expect, it } from 'vitest';
import { codeAt } from '../../fakes/bank/app.ts';
import { activationPassword, bankCustomer, mailAddress } from '../../fakes/bank/customer.ts';
import type { BankCustomer } from '../../fakes/bank/customer.ts';
import { eventsOf, testBank } from '../../fakes/bank/bank.ts';
import type { TestBank } from '../../fakes/bank/bank.ts';
import { rowsOf } from '../../fakes/bank/database.ts';
import type { Page } from '../../fakes/bank/visitor.ts';

const secrets = new Set(['password', 'passwordAgain', 'confirmation', 'code']);
const confirmation = 'kakunin001';
const payment = { payee: '見本 太郎', amountYen: '10000' };
const application = {
  mail: mailAddress,
  mailAgain: mailAddress,
  password: activationPassword,
  passwordAgain: activationPassword,
};

type Form = {
  /** The page that the form stands on. */
  page: string;
  action: string;
  screenId: string;
  fields: Record<string, string>;
  /** Brings the customer to where the page can be opened. */
  prepare: (customer: BankCustomer<TestBank>) => Promise<unknown>;
};

const nothing = () => Promise.resolve();
const delivered = async (customer: BankCustomer<TestBank>) => {
  await customer.logIn();
  await customer.applyForToken();
  await customer.setUpApp();
};
const user = (customer: BankCustomer<TestBank>) => customer.becomeUser();
const enterPayment = async (customer: BankCustomer<TestBank>) => {
  await user(customer);
  await customer.get('/transfer');
  await customer.submit('/transfer', payment);
};
const enterApplication = async (customer: BankCustomer<TestBank>) => {
  await customer.logIn();
  await customer.get('/otp/issue');
  await customer.submit('/otp/issue', application);
};
const halfLoggedIn = async (customer: BankCustomer<TestBank>) => {
  await user(customer);
  await customer.submit('/log-out');
  await customer.logIn();
};

/** Every form with something to type. */
const forms: Form[] = [
  {
    page: '/',
    action: '/log-in',
    screenId: 'BLI001',
    fields: { logInId: 'akagi001', password: 'sample001' },
    prepare: nothing,
  },
  {
    page: '/log-in/otp',
    action: '/log-in/otp',
    screenId: 'BLI023',
    fields: { code: '000000' },
    prepare: halfLoggedIn,
  },
  {
    page: '/otp/issue',
    action: '/otp/issue',
    screenId: 'BOT001',
    fields: application,
    prepare: (customer) => customer.logIn(),
  },
  {
    page: '/otp/issue/check',
    action: '/otp/issue/check',
    screenId: 'BOT002',
    fields: { confirmation },
    prepare: enterApplication,
  },
  {
    page: '/otp/start',
    action: '/otp/start',
    screenId: 'BOK001',
    fields: { code: '000000' },
    prepare: delivered,
  },
  {
    page: '/otp/release',
    action: '/otp/release',
    screenId: 'BOS001',
    fields: { code: '000000' },
    prepare: user,
  },
  {
    page: '/transfer',
    action: '/transfer',
    screenId: 'BFR001',
    fields: payment,
    prepare: (customer) => customer.logIn(),
  },
  {
    page: '/transfer/check',
    action: '/transfer/check',
    screenId: 'BFR002',
    fields: { confirmation, code: '000000' },
    prepare: enterPayment,
  },
];
/** Buttons alone. */
const buttons = ['/log-in/cancel', '/log-out', '/text-size'];

type Route = { method: string; path: string };
let routes: Route[];
beforeAll(() => {
  const folder = 'bank/site';
  routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\.(get|post)\('(\/[^']*)'/g)])
    .map(([, method = '', path = '']) => ({ method: method.toUpperCase(), path }));
});

it('every form of the site is in the table', () => {
  const actions = routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(actions.toSorted()).toEqual([...forms.map(({ action }) => action), ...buttons].toSorted());
});

async function standAt(form: Form) {
  const customer = await bankCustomer(await testBank());
  await form.prepare(customer);
  const { html, screenId } = await customer.get(form.page);
  expect(screenId).toBe(form.screenId);
  // Another size of letters sends what has been typed along.
  expect(html).toContain('form="entry" formaction="/akagi/text-size?back=');
  expect(html).toContain(`<form id="entry"`);
  const hidden = [...html.matchAll(/name="(csrf|draft)" value="([^"]+)"/g)];
  const values = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  const maxLength = (name: string) =>
    Number(
      new RegExp(`name="${name}"[^>]*maxlength="(\\d+)"`).exec(html)?.[1] ??
        new RegExp(`maxlength="(\\d+)"[^>]*name="${name}"`).exec(html)?.[1],
    );
  return { customer, values, maxLength };
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** Where a page refuses the field: marked, described by a sentence, and told above the form. */
function refuses(page: Page, name: string): boolean {
  const input = page.html.match(/<input [^>]*>/g)?.find((tag) => tag.includes(`name="${name}"`));
  const described = /aria-describedby="(\S+-problem|problem)/.exec(input ?? '')?.[1];
  return (
    input?.includes('aria-invalid="true"') === true &&
    described !== undefined &&
    page.html.includes(`id="${described}"`) &&
    page.problem !== null
  );
}

const odd = {
  'nothing at all': '',
  spaces: '   ',
  'a NUL': '0\u00000',
  'a line break': '1\n2',
  'an escape': '\u001b[31m',
  'a bidi override': '\u202e1234',
  'a zero-width space': '12\u200b34',
  'a byte order mark': '\ufeff1234',
  'a soft hyphen': '12\u00ad34',
  'an invisible filler': '\u3164',
  'an empty braille cell': '\u2800',
  'a private character': '\ue000',
  'a character of no use yet': '\u{e0080}',
  'an undecodable byte': '12\ufffd34',
  'a heap of accents': `a${'\u0301'.repeat(20)}`,
};

it.each(forms)('$screenId $action refuses what its fields do not take', async (form) => {
  const { customer, values, maxLength } = await standAt(form);
  const wrong: string[] = [];
  for (const name of Object.keys(form.fields)) {
    const max = maxLength(name);
    expect(max).toBeGreaterThan(0);
    const texts = Object.entries({ ...odd, 'one too many': 'a'.repeat(max + 1) });
    for (const [what, text] of texts) {
      const page = await customer.post(form.action, { ...values, ...form.fields, [name]: text });
      const at = `${name}: ${what}`;
      if (page.status !== 422 || page.screenId !== form.screenId)
        wrong.push(`${at}: ${page.status}`);
      else if (!refuses(page, name)) wrong.push(`${at}: not named`);
      for (const [other, value] of Object.entries({ ...form.fields, [name]: text })) {
        const shown = page.html.includes(`value="${escaped(value)}"`);
        if (value !== '' && shown === secrets.has(other)) wrong.push(`${at}: ${other} ${shown}`);
      }
    }
    const { [name]: _missing, ...rest } = form.fields;
    if (!refuses(await customer.post(form.action, { ...values, ...rest }), name)) {
      wrong.push(`${name}: missing`);
    }
    const twice: [string, string][] = Object.entries({ ...values, ...form.fields });
    twice.push([name, form.fields[name] ?? '']);
    if (!refuses(await customer.post(form.action, twice), name)) wrong.push(`${name}: twice`);
    for (const character of ['a', '漢']) {
      const huge = { ...values, ...form.fields, [name]: character.repeat(1_000_000) };
      const page = await customer.post(form.action, huge);
      const at = `${name}: a million of ${character}`;
      if (page.status !== 422 || !refuses(page, name)) wrong.push(`${at}: ${page.status}`);
      for (const [other, value] of Object.entries(form.fields)) {
        const isKept = other !== name && !secrets.has(other);
        if (isKept && !page.html.includes(`value="${escaped(value)}"`))
          wrong.push(`${at}: ${other} lost`);
      }
      if (page.html.length > 50_000) wrong.push(`${at}: ${page.html.length} characters`);
    }
  }
  expect(wrong).toEqual([]);
});

it.each(forms)('$screenId $action answers the shortest and the longest text', async (form) => {
  const wrong: string[] = [];
  for (const name of Object.keys(form.fields)) {
    for (const character of ['1', '👵']) {
      // At each from the start: what is taken leads on, and what is not may end the session.
      const { customer, values, maxLength } = await standAt(form);
      const longest = character.repeat(Math.floor(maxLength(name) / character.length));
      for (const text of [character, longest]) {
        const page = await customer.post(form.action, { ...values, ...form.fields, [name]: text });
        const isPage = page.status < 500 && /^B[A-Z]{2}\d{3}$/.test(page.screenId ?? '');
        if (!isPage) wrong.push(`${name}: ${text.length} of ${character}: ${page.status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it('no text in any field of any form brings the site down', { timeout: 120_000 }, async () => {
  const unit = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 50 }),
    fc.string({ unit: 'grapheme', maxLength: 50 }),
    fc.constantFrom(...Object.values(odd), '٣', '⑨', '²', '𝟗', 'Ⅸ', '㍘'),
  );
  for (const form of forms) {
    const { customer, values } = await standAt(form);
    const names = Object.keys(form.fields);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), unit, async (name, text) => {
        const page = await customer.post(form.action, { ...values, ...form.fields, [name]: text });
        expect(page.status).toBeLessThan(500);
        await form.prepare(customer).catch(() => undefined);
      }),
      { numRuns: 12 },
    );
  }
});

it.each([
  ['half-width', '123456', true],
  ['full-width', '１２３４５６', true],
  ['Arabic-Indic', '١٢٣٤٥٦', false],
  ['circled', '①②③④⑤⑥', false],
  ['superscript', '¹²³⁴⁵⁶', false],
  ['mathematical', '𝟏𝟐𝟑𝟒𝟓𝟔', false],
  ['kanji', '一二三四五六', false],
])('digits are half- and full-width ones everywhere: %s', async (_what, digits, taken) => {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  await customer.get('/otp/issue');
  const passwords = { password: digits, passwordAgain: digits };
  const applied = await customer.submit('/otp/issue', { ...application, ...passwords });
  expect(applied.screenId).toBe(taken ? 'BOT002' : 'BOT001');
  await customer.get('/transfer');
  const entered = await customer.submit('/transfer', { ...payment, amountYen: digits });
  expect(entered.screenId).toBe(taken ? 'BFR002' : 'BFR001');
});

it.each([
  '123 456',
  '123-456',
  '１２３　４５６',
  '１２３－４５６',
  '１２３ー４５６',
  '123−456',
  '123‐456',
  ' 123456 ',
])('a code may be written in groups: %s', async (pattern) => {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  await customer.applyForToken();
  const token = await customer.setUpApp();
  const code = codeAt(token, customer.bank.clock.now());
  let at = 0;
  const written = pattern.replaceAll(/[0-9０-９]/g, () => code.charAt(at++));
  await customer.get('/otp/start');
  expect((await customer.submit('/otp/start', { code: written })).screenId).toBe('BOK002');
});

it.each([10, 10_000])('a form of %i times its usual size is answered by a page', async (times) => {
  const customer = await bankCustomer(await testBank());
  const { html } = await customer.get('/');
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const many = Array.from({ length: 20 * times }, (_, at): [string, string] => [`x${at}`, '1']);
  const page = await customer.post('/log-in', [['csrf', csrf], ...many]);
  expect([page.status, page.screenId]).toEqual([422, 'BLI001']);
});

const beyondAll = 'a'.repeat(17 * 1024 * 1024);

it('beyond 16 MiB a page says that the entry is too long', async () => {
  const customer = await bankCustomer(await testBank());
  const page = await customer.post('/log-in', { logInId: beyondAll });
  expect([page.status, page.screenId]).toEqual([413, 'BER002']);
  expect(page.problem).toContain('入力を短くして');
  await customer.get('/');
  const again = await customer.submit('/log-in', { logInId: 'akagi001', password: beyondAll });
  expect([again.status, again.screenId]).toEqual([413, 'BER002']);
  expect(again.html).toContain('value="akagi001"');
});

it.each(['amountYen', 'payee'])(
  'beyond 16 MiB in %s the page leads back to the form, which has what was typed before it and what was last kept',
  async (tooLong) => {
    const customer = await bankCustomer(await testBank());
    await customer.logIn();
    await customer.get('/transfer');
    await customer.submit('/transfer', { payee: '見本 花子', amountYen: '12345' });
    await customer.get('/transfer');
    const typed = { payee: '見本 太郎', amountYen: '999', [tooLong]: beyondAll };
    const page = await customer.submit('/transfer', typed);
    expect([page.status, page.screenId]).toEqual([413, 'BER002']);
    for (const words of ['入力を短くして', '残してあります']) expect(page.html).toContain(words);
    const link = /class="button primary" href="\/akagi(\/[^"]*)"/.exec(page.html)?.[1] ?? '';
    const { screenId, html } = await customer.get(link);
    expect(screenId).toBe('BFR001');
    expect(html).toContain(tooLong === 'payee' ? 'value="12345"' : 'value="見本 太郎"');
    expect(html.length).toBeLessThan(50_000);
  },
);

it('a form whose length is not told beforehand is read like any other', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  await customer.get('/transfer');
  const csrf = /name="csrf" value="([^"]+)"/.exec(customer.page().html)?.[1] ?? '';
  const send = async (payee: string) => {
    const text = new URLSearchParams({ csrf, payee, amountYen: '12345' }).toString();
    const answer = await fetch(`${customer.entry.bankUrl}transfer`, {
      method: 'POST',
      redirect: 'manual',
      // Needed for a stream, and missing in the types of browsers.
      ...({ duplex: 'half' } as object),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: customer.bank.url,
        cookie: `akagi_visit=${customer.cookies.get('akagi_visit')}`,
      },
      body: new Blob([text]).stream(),
    });
    return [answer.status, (await answer.text()).includes('value="12345"')];
  };
  expect(await send('見本 太郎')).toEqual([303, false]);
  expect(await send('a'.repeat(100_000))).toEqual([422, true]);
});

const codeForms = forms.filter(({ fields }) => 'code' in fields);

it.each(codeForms)('a code that can be none is no try and no event: $screenId', async (form) => {
  const { customer, values } = await standAt(form);
  const before = await eventsOf(customer.bank);
  for (const code of ['', '12345', '123456789', '12345a', '①②③④⑤⑥', '١٢٣٤٥٦']) {
    const page = await customer.post(form.action, { ...values, ...form.fields, code });
    expect([code, page.status, page.problem]).toEqual([
      code,
      422,
      'ワンタイムパスワードは、アプリに表示されている6～8桁の数字で入力して下さい。',
    ]);
  }
  expect(await eventsOf(customer.bank)).toEqual(before);
  const counted = 'SELECT id FROM tokens WHERE wrong_codes > 0';
  expect(await rowsOf(customer.bank.issuerStorage, counted)).toEqual([]);
});

it('a form in another charset is refused', async () => {
  const customer = await bankCustomer(await testBank());
  const { html } = await customer.get('/');
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const send = (type: string) =>
    fetch(`${customer.entry.bankUrl}log-in`, {
      method: 'POST',
      headers: {
        'content-type': type,
        origin: customer.bank.url,
        cookie: `akagi_visit=${customer.cookies.get('akagi_visit')}`,
      },
      body: `csrf=${csrf}&logInId=%82%A0&password=x`,
    });
  for (const charset of ['shift_jis', 'utf-16', 'x', '']) {
    const reply = await send(`application/x-www-form-urlencoded; charset=${charset}`);
    expect(reply.status).toBe(403);
  }
  expect((await send('application/x-www-form-urlencoded;charset=UTF-8')).status).toBe(422);
  expect((await send('text/plain')).status).toBe(403);
});

it('every path takes its own methods and answers 405 to the others', async () => {
  const customer = await bankCustomer(await testBank());
  await customer.logIn();
  const paths = [...new Set(routes.map(({ path }) => path))];
  expect(paths.length).toBeGreaterThan(20);
  const wrong: string[] = [];
  for (const path of paths) {
    const own = routes.filter((route) => route.path === path).map(({ method }) => method);
    const allowed = [...new Set(own.includes('GET') ? [...own, 'HEAD'] : own)];
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
      if (allowed.includes(method)) continue;
      const cookie = `akagi_visit=${customer.cookies.get('akagi_visit')}`;
      const url = `${customer.bank.url}/akagi${path}`;
      const reply = await fetch(url, { method, headers: { cookie }, redirect: 'manual' });
      const allow = reply.headers.get('allow')?.split(', ') ?? [];
      if (reply.status !== 405 || allow.toSorted().join() !== allowed.toSorted().join()) {
        wrong.push(`${method} ${path}: ${reply.status} ${allow.join()}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

it.each(['%', '%ff', '%00', '%E3%81', '..%2f..%2fetc', '?return=%ff', '//x'])(
  'a path that is none is no page: %s',
  async (path) => {
    const bank = await testBank();
    const cookie = 'akagi_visit=%ff%00; akagi_visit=x.y; akagi_text_size=%';
    const reply = await fetch(`${bank.url}/akagi/${path}`, { headers: { cookie } });
    expect(reply.status).toBeLessThan(500);
  },
);
