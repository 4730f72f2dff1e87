/**
 * `npm run release -- --dry-run`: everything that is published with a version, in release/files/, for this Linux alone.
 * `-- --from <folder>` instead takes the installers that were made on all systems. The rest is the same: the manual, bills of
 * materials, the policy's templates, notes, release.json, sums and their signature (docs/release.md).
 */
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appMember } from './app-member.ts';
import { artefactPattern, isSigned, readArtefactName } from './artefacts.ts';
import { commitDate } from './commit-date.ts';
import { archiveFolder } from './folder-archive.ts';
import { checkLicences } from './licence-list.ts';
import { readArtefacts } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { manualFiles } from './manual-files.ts';
import { notesOf } from './notes.ts';
import { listLockfile, sbomOf } from './sbom.ts';
import type { Product } from './sbom.ts';
import { signSums, sumsOf } from './sums.ts';
import { readBrand } from '../package/brand.ts';
import type { Brand } from '../package/brand.ts';
import { endWith, hasVendor, readVendor } from '../package/vendor.ts';
import { writeTemplates } from '../policy/templates.ts';
import { projectFolder } from '../setup/setup.mjs';

const output = join(projectFolder, 'release/files');
const { SUMS_KEY = '', GITHUB_REF_NAME } = process.env;
const { version } = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')) as {
  version: string;
};

try {
  release(readBrand());
} catch (error) {
  endWith(error);
}

function release({ names }: Brand): void {
  const { values } = parseArgs({
    options: { 'dry-run': { type: 'boolean', default: false }, from: { type: 'string' } },
  });
  const { 'dry-run': dryRun, from } = values;
  if (dryRun === (from !== undefined)) {
    throw new Error('Say either --dry-run or --from <folder> (docs/release.md).');
  }
  const date = process.env['SOURCE_DATE_EPOCH'] ?? commitDate(projectFolder);
  if (date === null) throw new Error('Outside a checkout a release needs SOURCE_DATE_EPOCH.');
  const notes = readNotes(dryRun);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  if (from === undefined) packageHere(date, names.packageName);
  else copyArtefacts(from);
  const files = readArtefacts(output, version);
  for (const { path, name } of manualFiles()) copyFileSync(path, join(output, name));
  packTemplates(names, date);

  const whole = listLockfile(projectFolder);
  for (const product of ['app', 'bank'] satisfies Product[]) {
    const bom = sbomOf(product, whole, date, names.packageName);
    checkLicences(bom);
    put(`${product}.cdx.json`, `${JSON.stringify(bom, null, 2)}\n`);
  }
  const manifest: Manifest = {
    product: names.appName,
    version,
    releasedAt: Number(date) * 1000,
    publisher: publisherOf(files),
    sumsSigned: SUMS_KEY !== '',
    files,
  };
  put('release.json', `${JSON.stringify(manifest, null, 2)}\n`);
  const { publication } = hasVendor() ? readVendor() : {};
  if (publication !== undefined) {
    const member = appMember(output, manifest, publication);
    put('app.json', `${JSON.stringify(member, null, 2)}\n`);
  }
  put('NOTES.md', `${notes}\n${unsignedLine(manifest)}`);
  const sums = sumsOf(output, readdirSync(output));
  put('SHA256SUMS', sums);
  if (SUMS_KEY === '') console.warn('SHA256SUMS is not signed: no SUMS_KEY is given.');
  else put('SHA256SUMS.sig', signSums(sums, SUMS_KEY));
  console.log(`${readdirSync(output).join('\n')}\nin ${output}`);
}

function put(name: string, content: string | Buffer): void {
  writeFileSync(join(output, name), content);
}

/** Of the version, whose tag this is; a dry run may be ahead of it. */
function readNotes(dryRun: boolean): string {
  const changelog = readFileSync(join(projectFolder, 'CHANGELOG.md'), 'utf8');
  if (!dryRun && GITHUB_REF_NAME !== undefined && GITHUB_REF_NAME !== `v${version}`) {
    throw new Error(`The tag ${GITHUB_REF_NAME} is not v${version}, the version of package.json.`);
  }
  const notes = notesOf(changelog, version) ?? (dryRun ? notesOf(changelog, 'Unreleased') : null);
  if (notes === null) throw new Error(`CHANGELOG.md says nothing under "## ${version}".`);
  return notes;
}

/** For institutions, whose PCs know the app by this brand's ID (docs/policy.md). */
function packTemplates(names: Brand['names'], date: string): void {
  const name = `${names.packageName}-${version}-policy`;
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  try {
    writeTemplates(names, folder);
    archiveFolder(folder, join(output, `${name}.tar.gz`), name, date);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** With the vendor's files a release, else the demo; a folder of this system, in one file. */
function packageHere(date: string, packageName: string): void {
  if (process.platform !== 'linux') {
    throw new Error('--dry-run packages on Linux; elsewhere: npm run package.');
  }
  const flavour = hasVendor() ? 'release' : 'demo';
  execFileSync(
    process.execPath,
    ['build/package/package.ts', ...(flavour === 'release' ? ['--release'] : [])],
    { cwd: projectFolder, stdio: 'inherit', env: { ...process.env, SOURCE_DATE_EPOCH: date } },
  );
  const signed = isSigned('linux', { SUMS_ARE_SIGNED: String(SUMS_KEY !== '') });
  const name = artefactPattern(packageName, flavour === 'demo', signed)
    .replace('${version}', version)
    .replace('${os}', 'linux')
    .replace('${arch}', process.arch)
    .replace('${ext}', 'tar.gz');
  const folder = join(projectFolder, 'release', flavour, 'linux-unpacked');
  archiveFolder(folder, join(output, name), `${packageName}-${version}`, date);
}

function copyArtefacts(from: string): void {
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    const name = path.split(/[\\/]/).at(-1) ?? '';
    if (readArtefactName(name) !== null) copyFileSync(join(from, path), join(output, name));
  }
}

/** As the vendor says it, for the systems whose files are signed. */
function publisherOf(files: Manifest['files']): Manifest['publisher'] {
  const named = hasVendor() ? readVendor().publisher : undefined;
  const of = (system: 'windows' | 'macos') => {
    const own = files.filter((file) => file.system === system);
    return own.length > 0 && own.every(({ signed }) => signed) ? (named?.[system] ?? null) : null;
  };
  return { windows: of('windows'), macos: of('macos') };
}

function unsignedLine({ files, sumsSigned }: Manifest): string {
  const unsigned = files.filter(({ signed }) => !signed).map(({ name }) => name);
  if (!sumsSigned) unsigned.push('SHA256SUMS');
  if (unsigned.length === 0) return '';
  return `### Not signed\n\n${unsigned.map((name) => `- ${name}\n`).join('')}`;
}
