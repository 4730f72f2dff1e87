/** Who may import whom, and what no file may do: the rules that keep the house readable. */
import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';
import { expect, test } from 'vitest';

type Import = { specifier: string; typesOnly: boolean };
type SourceFile = { path: string; text: string; imports: Import[] };

const node = (specifier: string) =>
  specifier.startsWith('node:') || builtinModules.includes(specifier);
const under = (folder: string) => (target: string) => target.startsWith(folder);
const oneOf =
  (...names: string[]) =>
  (target: string) =>
    names.includes(target);

const oneOfPackages = (names: string[]) => (target: string) =>
  names.some((name) => target === name || target.startsWith(`${name}/`));

const issuerLibrary = oneOfPackages([
  '@hono/node-server',
  'better-sqlite3',
  'hono',
  'jose',
  'otpauth',
  'pg',
  'prom-client',
  'sax',
  'zod',
]);

const bankLibrary = oneOfPackages([
  '@hono/node-server',
  'better-sqlite3',
  'hono',
  'jose',
  'mailparser',
  'nodemailer',
  'smtp-server',
  'zod',
]);

/**
 * Each row: which files, what they may import at run time, and what besides as types. A target is a
 * path from the project's root, or a package's name. The first row that fits a file is its row.
 */
const table: {
  of: (path: string) => boolean;
  may: ((target: string) => boolean)[];
  typesOf?: ((target: string) => boolean)[];
}[] = [
  { of: under('shared/'), may: [oneOf('zod', '#brand/brand.json'), under('shared/')] },
  {
    of: under('electron/core/'),
    may: [
      under('@noble/hashes'),
      oneOf('shared/brand.ts', 'shared/errors.ts', 'shared/limits.ts'),
      under('electron/core/'),
    ],
    typesOf: [under('shared/')],
  },
  {
    of: under('electron/adapters/'),
    may: [
      node,
      oneOf('electron', 'better-sqlite3', 'jose', 'zod'),
      oneOfPackages(['electron-updater']),
      under('electron/core/'),
      under('electron/adapters/'),
      under('shared/'),
    ],
    typesOf: [under('electron/')],
  },
  {
    of: oneOf('electron/preload.ts', 'electron/closed-doors.ts'),
    may: [oneOf('electron', 'electron/closed-doors.ts', 'shared/channels.ts')],
    typesOf: [oneOf('shared/contract.ts', 'shared/state.ts')],
  },
  {
    // Where the parts are put together, the window itself, and what the system tells.
    of: oneOf(
      'electron/main.ts',
      'electron/compose.ts',
      'electron/quit.ts',
      'electron/lost-page.ts',
      'electron/start-failure.ts',
      'electron/start.ts',
      'electron/system-events.ts',
      'electron/window.ts',
    ),
    may: [node, oneOf('electron'), under('electron/'), under('shared/')],
  },
  {
    of: oneOf('electron/ipc.ts', 'electron/build-flavour.ts'),
    may: [under('electron/core/'), under('shared/')],
    typesOf: [oneOf('electron'), under('electron/')],
  },
  {
    // Use cases: what they need of the world comes in as narrow ports.
    of: under('electron/use-cases/'),
    may: [oneOf('zod'), under('electron/core/'), under('electron/use-cases/'), under('shared/')],
  },
  {
    // What the page sees and may ask, put together from the use cases.
    of: oneOf(
      'electron/session.ts',
      'electron/handlers.ts',
      'electron/features.ts',
      'electron/start-words.ts',
    ),
    may: [
      oneOf('zod', 'electron/features.ts', 'electron/handlers.ts'),
      under('electron/core/'),
      under('electron/use-cases/'),
      under('shared/'),
    ],
  },
  {
    // The brand's words stand in the tables of strings, each in its language.
    of: (path) => /^renderer\/strings\/\w+\/(settings|terms)\.ts$/.test(path),
    may: [under('#brand/'), oneOf('shared/brand.ts'), under('renderer/strings/')],
  },
  {
    of: under('renderer/'),
    may: [
      oneOf('react', 'react-dom/client', 'react/jsx-runtime'),
      // What has no zod in it.
      oneOf(
        'shared/brand.ts',
        'shared/errors.ts',
        'shared/limits.ts',
        'shared/default-settings.ts',
        'shared/display-name.ts',
        'shared/format/group-digits.ts',
        'shared/language.ts',
        'shared/tint.ts',
      ),
      under('renderer/'),
    ],
    typesOf: [under('shared/')],
  },
  {
    of: under('bank/browser/'),
    may: [under('bank/browser/'), oneOf('bank/site/frame/keyboard-text.ts')],
  },
  {
    // The rules of tokens hold whoever asks: they know no routes.
    of: under('bank/issuer/tokens/'),
    may: [
      node,
      issuerLibrary,
      oneOf('shared/protocol.ts', 'bank/service/rules.ts'),
      under('bank/service/storage/'),
      under('bank/issuer/tokens/'),
    ],
    typesOf: [oneOf('bank/issuer/tenant.ts'), under('bank/issuer/pskc/')],
  },
  {
    // What both services stand on knows neither of them.
    of: under('bank/service/'),
    may: [node, issuerLibrary, oneOf('shared/protocol.ts'), under('bank/service/')],
  },
  {
    // The one program is also the client by which staff talk to one that runs elsewhere.
    of: oneOf('bank/issuer/service/main.ts'),
    may: [
      node,
      oneOf('bank/back-office/operator/operator.ts'),
      under('bank/issuer/service/'),
      under('bank/service/'),
    ],
  },
  {
    // The issuing service knows nothing of the pages, the mail and the customers around it.
    of: under('bank/issuer/'),
    may: [
      node,
      issuerLibrary,
      oneOf('shared/protocol.ts', 'shared/errors.ts', 'shared/compact.ts', 'shared/strict-json.ts'),
      under('bank/issuer/'),
      under('bank/service/'),
    ],
  },
  {
    // Packaged with the issuing service: of the bank's operator what knows no bank.
    of: under('bank/back-office/operator/'),
    may: [
      node,
      oneOf(
        'bank/operator/audit-rows.ts',
        'bank/operator/before-writing.ts',
        'bank/operator/in-words.ts',
        'bank/operator/secret-file.ts',
        'bank/operator/text.ts',
      ),
      under('bank/issuer/pskc/'),
      under('bank/back-office/'),
      under('bank/service/'),
    ],
  },
  {
    // What an institution's own systems would have: of the issuing service no more than the description of its API.
    of: under('bank/back-office/'),
    may: [
      node,
      oneOfPackages(['jose', 'zod']),
      oneOf('bank/issuer/back-office/problem.ts', 'bank/issuer/back-office/schemas.ts'),
      under('bank/service/files/'),
      under('bank/back-office/'),
    ],
  },
  {
    // It knows the issuing service by its API alone, and nothing of customers but how passwords are kept.
    of: under('bank/branch/'),
    may: [
      node,
      oneOfPackages(['@hono/node-server', 'hono', 'zod']),
      oneOf(
        'bank/customers/password.ts',
        'bank/issuer/back-office/schemas.ts',
        'bank/site/cut-form.ts',
        'bank/site/input.ts',
        'bank/site/problem.ts',
        'bank/site/pass.ts',
        'bank/site/sessions.ts',
        'bank/site/typed.ts',
        'bank/style.ts',
        'shared/format/group-digits.ts',
      ),
      under('bank/back-office/'),
      under('bank/branch/'),
      under('bank/service/'),
      under('bank/site/frame/'),
    ],
  },
  {
    // A page draws what its route gives it.
    of: (path) => /^bank\/site\/.*\.tsx$/.test(path),
    may: [
      bankLibrary,
      pageOrWords,
      oneOf('bank/customers/demo-customers.ts', 'shared/brand.ts', 'shared/format/group-digits.ts'),
    ],
    typesOf: [under('bank/')],
  },
  {
    // Where the two are put together, and what staff do beside a running bank.
    of: (path) =>
      under('bank/operator/')(path) ||
      oneOf('bank/server.ts', 'bank/own-issuer.ts', 'bank/storage/split.ts')(path),
    may: [node, bankLibrary, oneOf('shared/protocol.ts'), under('bank/')],
  },
  {
    // The bank talks to the issuing service by the API of its back office alone.
    of: under('bank/'),
    may: [
      node,
      bankLibrary,
      oneOf('shared/brand.ts', 'shared/protocol.ts', 'shared/errors.ts'),
      (target) => target.startsWith('bank/') && !target.startsWith('bank/issuer/'),
    ],
  },
  { of: under('build/'), may: [(target) => !target.startsWith('tests/')] },
];

/** Never a route, which would draw a page from inside another. */
function pageOrWords(target: string): boolean {
  return /^bank\/site\/.*(\.tsx|text\.ts|frame\/(format|limits)\.ts)$/.test(target);
}

/** Longer than 250 lines, and why. */
const longFiles: Record<string, string> = {
  'electron/adapters/vault/records/record-store.ts':
    'both kinds of records, sealed by the same rules',
};

const folders = ['shared', 'electron', 'renderer', 'bank', 'build'];
const sources = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => readSource(posix.join(folder, name.replaceAll('\\', '/')))),
);

const styles = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
);

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

/** Static, dynamic and re-exporting imports; those written `import type` or with only `type` names are types. */
function importsOf(path: string, text: string): Import[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const statements =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:([\w*{][^'";]*?)\s+from\s+)?'([^']+)'/g;
  const found = [...code.matchAll(statements)].map(([, type, names = '', specifier = '']) => {
    const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    const everyNameIsType =
      listed !== undefined &&
      listed
        .split(',')
        .filter((name) => name.trim() !== '')
        .every((name) => name.trim().startsWith('type '));
    return { specifier, typesOnly: type !== undefined || everyNameIsType };
  });
  const dynamic = [...code.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map(([, specifier = '']) => ({
    specifier,
    typesOnly: path.endsWith('.mjs'),
  }));
  return [...found, ...dynamic].map(({ specifier, typesOnly }) => ({
    specifier: specifier.startsWith('.')
      ? relative('.', join(dirname(path), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/')
      : specifier,
    typesOnly,
  }));
}

function breaches({ path, imports }: SourceFile): string[] {
  const row = table.find(({ of }) => of(path));
  if (row === undefined) return [`${path} is in no layer`];
  return imports
    .filter(({ specifier, typesOnly }) => {
      const allowed = [...row.may, ...(typesOnly ? (row.typesOf ?? []) : [])];
      return !allowed.some((isAllowed) => isAllowed(specifier));
    })
    .map(({ specifier }) => `${path} → ${specifier}`);
}

test('every file imports only what its layer may', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.flatMap(breaches)).toEqual([]);
});

test('the table sees a breach', () => {
  const page = { path: 'renderer/app.tsx', text: '', imports: importsOf('renderer/app.tsx', bad) };
  expect(breaches(page)).toEqual([
    'renderer/app.tsx → electron',
    'renderer/app.tsx → node:fs',
    'renderer/app.tsx → shared/contract.ts',
    'renderer/app.tsx → electron/use-cases/code-display.ts',
  ]);
});
const bad = `
import { useState } from 'react';
import type { State } from '../shared/contract.ts';
import { app } from 'electron';
import {
  readFileSync,
} from 'node:fs';
import { type State, calls } from '../shared/contract.ts';
const lazy = await import('../electron/use-cases/code-display.ts');
`;

test('no imports go in a circle', () => {
  const values = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ typesOnly }) => !typesOnly).map(({ specifier }) => specifier),
    ]),
  );
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of values.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of values.keys()) visit(path, []);
  expect(circles).toEqual([]);
});

test('no passcode is stretched by node’s scrypt, which in Electron makes it twice', () => {
  const found = sources.filter(
    ({ path, text }) =>
      path.startsWith('electron/') &&
      /\{[^}]*\bscrypt(?:Sync)?\b[^}]*\} from 'node:crypto'/.test(text),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});

test('the core takes time, chance and surroundings as arguments', () => {
  const impure =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bcrypto\.|\bperformance\./;
  const found = sources.filter(
    ({ path, text }) => path.startsWith('electron/core/') && impure.test(text),
  );
  expect(found.map(({ path }) => path)).toEqual([]);
});

test('a file over 250 lines has a reason, and no other file claims one', () => {
  const long = [...sources, ...styles].filter(({ text }) => text.split('\n').length > 251);
  expect(long.map(({ path }) => path).toSorted()).toEqual(Object.keys(longFiles).toSorted());
});

test('a folder has 16 files at most, but for the screens', () => {
  const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|mjs)$/.test(name))
    .map((name) => posix.join('tests', name.replaceAll('\\', '/')));
  const files = [...[...sources, ...styles].map(({ path }) => path), ...tests].map((path) =>
    dirname(path),
  );
  const full = [...new Set(files)].filter(
    (folder) => files.filter((each) => each === folder).length > 16,
  );
  expect(full).toEqual(['renderer/screens']);
});

test('the entry of the app is a table of contents of 100 lines at most', () => {
  const main = sources.find(({ path }) => path === 'electron/main.ts');
  expect(main?.text.trimEnd().split('\n').length).toBeLessThanOrEqual(100);
});

test('ipcMain.handle stands once in the program', () => {
  const doors = sources.filter(({ text }) => /ipcMain\.(handle|on)\b/.test(text));
  expect(doors.map(({ path }) => path)).toEqual(['electron/ipc.ts']);
});

test('how a call was refused is kept in one place of the page', () => {
  const keepers = sources.filter(({ text }) => /useState<Failure\b/.test(text));
  expect(keepers.map(({ path }) => path)).toEqual(['renderer/hooks/use-call.ts']);
});
