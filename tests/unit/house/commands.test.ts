/**
 * Every command that is quoted in a document, a workflow or a comment stands in one list with what runs
 * it, and comes down to programs that start: scripts that are there, runners that find their tests.
 */
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const change = '.github/workflows/check.yml';
/** What is too dear, too long or has no end. */
const weekly = '.github/workflows/weekly.yml';
const onTag = '.github/workflows/release.yml';
const ofNpmTest = 'build/test.mjs';

/** Each command as it is quoted → the file that runs it. What `npm test` runs is run by every change. */
const commands: Record<string, string> = {
  'npm start': weekly,
  'npm test': change,
  'npm ci': 'build/setup/npm-packages.mjs',
  'npm run runner': weekly,
  'npm run runner -- --tests': change,
  'npm run setup': onTag,
  'npm run supply': weekly,
  'npm run build': ofNpmTest,
  'npm run bank': 'tests/integration/operator/command.test.ts',
  'npm run bank -- --help': 'tests/integration/operator/command.test.ts',
  'npm run bank -- --public-url https://bank.example --trusted-proxies 127.0.0.1,10.0.0.0/8':
    'tests/integration/operator/command.test.ts',
  'npm run bank -- --oldest-app 1.2.0': 'tests/integration/operator/command.test.ts',
  'npm run bank -- --sample-log-ins': 'tests/integration/operator/command.test.ts',
  'npm run issuer': 'tests/integration/operator/command.test.ts',
  'npm run issuer -- operator': 'tests/integration/operator/command.test.ts',
  'npm run issuer -- --help': 'tests/integration/operator/command.test.ts',
  'npm run branch': 'tests/integration/operator/command.test.ts',
  'npm run branch -- --help': 'tests/integration/operator/command.test.ts',
  'npm run bank -- operator': 'tests/integration/operator/command.test.ts',
  'npm run vendor': 'tests/integration/vendor/npm.test.ts',
  'npm run vendor -- --help': 'tests/integration/vendor/npm.test.ts',
  'npm run conformance': 'tests/integration/conformance/built-file.test.ts',
  'npm run conformance -- --help': 'tests/integration/conformance/built-file.test.ts',
  'npm run conformance -- https://otp.example.jp/issuer --settings conformance.json':
    'tests/integration/conformance/built-file.test.ts',
  'npm run app-against': 'tests/integration/conformance/app-against.test.ts',
  'npm run app-against -- --help': 'tests/integration/conformance/app-against.test.ts',
  'npm run app-against -- --directory https://directory.example/directory.jws --root vendor.json':
    'tests/integration/conformance/app-against.test.ts',
  'npm run dev': weekly,
  'npm run dev -- --inspect=9229 --remote-debugging-port=9222': weekly,
  'npm run check': weekly,
  'npm run unit -- schemas.test.ts -u': weekly,
  'npm run unit -- back-office-api.test.ts -u': weekly,
  'npm run unit -- templates.test.ts -u': weekly,
  'npm run unit -- tests/unit/core/otp.test.ts': weekly,
  'npm run integration': ofNpmTest,
  'npm run integration -- tests/integration/app/tokens.test.ts': weekly,
  'npm run postgres': ofNpmTest,
  'npm run postgres -- --mode full': weekly,
  'npm run faults': ofNpmTest,
  'npm run test:faults': weekly,
  'npm run page': ofNpmTest,
  'npm run e2e': ofNpmTest,
  'npm run e2e -- --project=app tests/e2e/app/start.test.ts': weekly,
  'npm run e2e -- --project=app pictures.test.ts --update-snapshots': weekly,
  'npm run journey': weekly,
  'npm run manual': weekly,
  'npm run screens': weekly,
  'npm run bench': weekly,
  'npm run bench:bank': weekly,
  'npm run bench:bank -- --smoke': 'tests/integration/build/bank-benchmark.test.ts',
  'npm run bench:issuer': weekly,
  'npm run bench:issuer -- --smoke': 'tests/postgres/benchmark.test.ts',
  'npm run bench:codes': weekly,
  'npm run bench:start': weekly,
  'npm run icons': 'tests/e2e/brand/brand.test.ts',
  'npm run package': weekly,
  'npm run package -- --release --installers': onTag,
  'npm run release -- --dry-run': weekly,
  'npm run release -- --from installers': onTag,
  'npm run release:draft': onTag,
  'npm run release:before': onTag,
  'npm run smoke -- installers': onTag,
  'npm run smoke:update -- installers before': onTag,
  'npm run smoke -- release/files': 'tests/e2e/release/smoke.test.ts',
};

const quoting = globSync(
  [
    '*.md',
    'docs/*.md',
    '.github/**/*.{md,yml}',
    '.ci/run',
    '{electron,renderer,shared,bank,build,tests}/**/*.{ts,tsx,mjs,sh}',
  ],
  { cwd: root },
).filter((path) => !path.endsWith('commands.test.ts') && !path.endsWith('documents.test.ts'));

/** In backticks, or a line of a block, a workflow or a script, up to its remark. */
function quotedIn(path: string): string[] {
  const text = read(path);
  const isCode = /\.(tsx?|mjs)$/.test(path);
  const spans = [...text.matchAll(/`(np[mx] [^`\n]*)`/g)];
  const lines = isCode
    ? []
    : [...text.matchAll(/^[ ]*(?:- )?(?:run: |exec |timeout \S+ )?(np[mx] [^#`\n]*)/gm)];
  return [...spans, ...lines]
    .flatMap(([, found = '']) => found.split(/ && | \|\| /))
    .map((command) => command.replace(/ \[[^\]]*\].*$/, '').trim())
    .filter((command) => /^npm (run|test|start|ci|rebuild|exec)\b|^npx /.test(command));
}

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** The programs, with their arguments, that npm starts for a command. */
function programsOf(command: string): string[] {
  return command.split(' && ').flatMap((each) => {
    const [, started, named, own = ''] =
      /^npm (?:(start|test)|run (?:-s |--silent )?([\w:][\w:-]*))(?: -- (.*))?$/.exec(each) ?? [];
    const name = started ?? named;
    if (name === undefined) return [each.replace(/^npm exec -- /, '')];
    const script = scripts[name];
    if (script === undefined) throw new Error(`${name} is no script`);
    return programsOf(`${script} ${own}`.trim());
  });
}

/** What is wrong with a program and its arguments, as far as can be told without running it. */
async function faultOf(program: string): Promise<string | null> {
  const [name = '', ...args] = program.split(' ');
  const config = args[args.indexOf('-c') + 1] ?? '';
  // Everything that a runner has, it finds; what is named can be misnamed.
  const [file] = /[\w/-]+\.test\.ts/.exec(program) ?? [];
  if (/^(playwright|vitest)$/.test(name) && file === undefined) {
    return existsSync(join(root, config)) ? null : `${config} is missing`;
  }
  switch (name) {
    case 'node':
      return existsSync(join(root, args[0] ?? '')) ? null : `${args[0]} is missing`;
    case 'tsc':
      return existsSync(join(root, args[1] ?? '', 'tsconfig.json')) ? null : 'nothing to check';
    case 'playwright':
      return otherThan(file, await testsOf('playwright', [...args, '--list']));
    case 'vitest':
      return otherThan(file, await testsOf('vitest', ['list', '--filesOnly', ...args.slice(1)]));
    case 'npm':
    case 'npx':
      return null;
    default:
      return existsSync(join(root, 'node_modules/.bin', name)) ? null : `${name} is missing`;
  }
}

/** Whether a list of tests is that of one file. */
function otherThan(file = '', listed: string): string | null {
  const found = new Set(listed.match(/[\w/-]+\.test\.tsx?/g));
  return found.size === 1 && [...found].join('').endsWith(file.replace(/^tests\/e2e\//, ''))
    ? null
    : `finds ${[...found].join(', ')}`;
}

/** The tests that a runner would run; rejects where it does not understand its arguments. */
async function testsOf(runner: string, args: string[]): Promise<string> {
  const entry = { playwright: '@playwright/test/cli.js', vitest: 'vitest/vitest.mjs' }[runner];
  const file = join(root, 'node_modules', entry ?? '');
  const env = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV$)/.test(name));
  const started = promisify(execFile)(process.execPath, [file, ...args], {
    cwd: root,
    env: Object.fromEntries(env),
  });
  return (await started).stdout.trim();
}

test('every quoted command is in the list, and every command of the list is quoted', () => {
  const quoted = new Set(quoting.flatMap(quotedIn));
  expect([...quoted].toSorted()).toEqual(Object.keys(commands).toSorted());
});

test('every command of the list is run by the file that the list names', () => {
  const missing = Object.entries(commands).filter(([command, path]) => {
    const words = path === ofNpmTest ? `'${command.replace('npm run ', '')}'` : command;
    return !read(path).includes(words);
  });
  expect(missing).toEqual([]);
});

const programs = [...new Set(Object.keys(commands).flatMap(programsOf))];

test.concurrent.each(programs)(
  '%s is a program that starts',
  { timeout: 60_000 },
  async (program) => {
    expect(await faultOf(program)).toBeNull();
  },
);

test('a name that a runner takes for one of its own is seen', { timeout: 60_000 }, async () => {
  const swallowed = 'playwright test -c build/playwright.config.ts --project app journey.test.ts';
  await expect(faultOf(swallowed)).rejects.toThrow('journey');
  const asValue = 'vitest run -c build/vitest.config.ts --project unit -u schemas.test.ts';
  expect(await faultOf(asValue)).toContain('finds');
});
