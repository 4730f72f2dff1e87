/** The directory's `app`, out of the files of a release. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sourceOf, workshop } from '../../fakes/vendor/tool.ts';

const bytes = 'installer';
const name = 'desktop-token-1.2.3-win-x64.exe';
const hash = (algorithm: string, encoding: 'hex' | 'base64') =>
  createHash(algorithm).update(bytes).digest(encoding);
const where = '--download-url https://dl.example/1.2.3/ --notes-url https://dl.example/notes';

/** A folder as a release leaves it, but for what a test changes of its one file. */
function shopWithRelease(change: Record<string, unknown> = {}) {
  const shop = workshop();
  shop.write('directory.yaml', `app: app.json\n${sourceOf(['10010017'])}`);
  shop.write(name, bytes);
  const file = {
    name,
    system: 'windows',
    processor: 'x64',
    form: 'exe',
    demo: false,
    signed: true,
    bytes: bytes.length,
    sha256: hash('sha256', 'hex'),
    ...change,
  };
  const manifest = { version: '1.2.3', releasedAt: 1_790_000_000_000, files: [file] };
  shop.write('release.json', JSON.stringify(manifest));
  return shop;
}

test('the directory carries the release with the sums of its files', () => {
  const { done } = shopWithRelease();
  done(`app directory.yaml . ${where} --minimum 1.0.0`);
  done('sign directory.yaml --key present.jwe --first');
  const { app } = JSON.parse(done('inspect directory.jws --json')) as { app: unknown };
  expect(app).toEqual({
    version: '1.2.3',
    minimum: '1.0.0',
    releasedAt: 1_790_000_000,
    notesUrl: 'https://dl.example/notes',
    platforms: {
      'win32-x64': {
        url: `https://dl.example/1.2.3/${name}`,
        size: bytes.length,
        sha512: hash('sha512', 'base64'),
      },
    },
  });
});

test('who is too old stays as it was said last', () => {
  const { done, read } = shopWithRelease();
  done(`app directory.yaml . ${where} --minimum 0.9.0`);
  done(`app directory.yaml . ${where}`);
  expect(JSON.parse(read('app.json'))).toMatchObject({ minimum: '0.9.0' });
});

test.each<[string, Record<string, unknown>, string, RegExp]>([
  ['of the demo', { demo: true }, where, /is a demo/],
  ['that is not signed', { signed: false }, where, /is not signed/],
  ['with another sum', { sha256: '0'.repeat(64) }, where, /another SHA-256/],
  ['without an installer', { form: 'msi' }, where, /no installer/],
  ['below the oldest that is wanted', {}, `${where} --minimum 1.2.4`, /above the new version/],
  ['at an address without TLS', {}, where.replace('https:', 'http:'), /platforms/],
])('a release %s is refused', (_name, change, options, sentence) => {
  const { run } = shopWithRelease(change);
  const minimum = options.includes('--minimum') ? '' : ' --minimum 1.0.0';
  const said = run(`app directory.yaml . ${options}${minimum}`);
  expect(said).toMatchObject({ code: 1, out: '' });
  expect(said.err).toMatch(sentence);
  expect(run('check directory.yaml').err).toContain('app.json');
});
