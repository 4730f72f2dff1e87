/** The directory's `app`, out of what build/release/release.ts made: the only place from which an app learns of a newer one. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { isOlder } from '../../../electron/core/update/release.ts';
import { isMembers } from '../../../bank/service/files/shape.ts';
import { AppRelease } from '../../../shared/protocol-values.ts';
import { Artefact } from '../../release/artefacts.ts';
import { Fault, needed, readNeeded, word, writeNeeded } from '../command.ts';
import type { Context } from '../command.ts';
import { readSource } from './source.ts';

/** Of build/release/manifest.ts, as much as is needed here. */
const Manifest = z.object({
  version: z.string(),
  releasedAt: z.int().nonnegative(),
  files: z.array(Artefact),
});

/** Of each system the one file that an updater could take without a person. */
const forms: Record<
  keyof AppRelease['platforms'],
  Pick<Artefact, 'system' | 'processor' | 'form'>
> = {
  'win32-x64': { system: 'windows', processor: 'x64', form: 'exe' },
  'win32-arm64': { system: 'windows', processor: 'arm64', form: 'exe' },
  'darwin-universal': { system: 'macos', processor: 'any', form: 'zip' },
  'linux-x64': { system: 'linux', processor: 'x64', form: 'AppImage' },
};

export function takeRelease(context: Context): void {
  const { t, options } = context;
  const [source, folder] = [word(context, 0), word(context, 1)];
  const { value } = readSource(source, t);
  const named = isMembers(value) ? value['app'] : undefined;
  if (typeof named !== 'string') throw new Fault(t.appNotNamed);
  const manifest = readManifest(join(folder, 'release.json'), context);
  const base = needed(context, 'download-url').replace(/\/$/, '');
  const platforms = Object.entries(forms).flatMap(([platform, form]) => {
    const file = manifest.files.find(
      (each) =>
        each.system === form.system && each.processor === form.processor && each.form === form.form,
    );
    if (file === undefined) return [];
    if (file.demo) throw new Fault(t.demoFile(file.name));
    if (!file.signed) throw new Fault(t.unsignedFile(file.name));
    const bytes = readNeeded(join(folder, file.name), t);
    if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
      throw new Fault(t.otherSum(file.name));
    }
    const sha512 = createHash('sha512').update(bytes).digest('base64');
    return [[platform, { url: `${base}/${file.name}`, size: bytes.length, sha512 }] as const];
  });
  if (platforms.length === 0) throw new Fault(t.noInstaller);
  const to = join(dirname(source), named);
  const { version, releasedAt } = manifest;
  const { data: app, error } = AppRelease.safeParse({
    version,
    minimum: options.minimum ?? minimumOf(to, context) ?? needed(context, 'minimum'),
    releasedAt: Math.floor(releasedAt / 1000),
    notesUrl: needed(context, 'notes-url'),
    platforms: Object.fromEntries(platforms),
  });
  if (app === undefined) {
    throw new Fault(t.badApp(error.issues.map(({ path }) => path.join('.')).join(', ')));
  }
  if (isOlder(app.version, app.minimum)) throw new Fault(t.minimumAbove);
  writeNeeded(to, `${JSON.stringify(app, null, 2)}\n`, 0o644, t);
  context.print(
    t.appTaken(
      basename(to),
      version,
      platforms.map(([platform]) => platform),
    ),
  );
}

function readManifest(file: string, { t }: Context): z.infer<typeof Manifest> {
  const bytes = readNeeded(file, t);
  try {
    return Manifest.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    throw new Fault(t.noManifest(file), { cause });
  }
}

/** As it was told before: who is too old changes when somebody says so. */
function minimumOf(file: string, { t }: Context): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return AppRelease.parse(JSON.parse(readNeeded(file, t).toString('utf8'))).minimum;
  } catch (error) {
    if (error instanceof Fault) throw error;
    // It is written anew.
    return undefined;
  }
}
