/** Puts in what a source names by a file beside it: keys, logos, the app's release. And remembers where each part came from. */
import { dirname, extname, join } from 'node:path';
import { isMembers, nameOf } from '../../../bank/service/files/shape.ts';
import type { Path } from '../../../bank/service/files/shape.ts';
import type { VendorText } from '../text/ja.ts';
import { Fault, readNeeded } from '../command.ts';
import { readSource, told } from './source.ts';
import type { Place, Source } from './source.ts';

type Part = { at: Path; source: Source; from: Path; isWhole: boolean };

export type Expanded = {
  institutions: unknown;
  app: unknown;
  days: unknown;
  placeOf(path: Path, of?: 'name' | 'value'): Place;
  /** What was wrong on the way, as lines. */
  faults: string[];
};

const members = new Set(['days', 'app', 'institutions']);

export function expand(source: Source, t: VendorText): Expanded {
  const parts: Part[] = [{ at: [], source, from: [], isWhole: false }];
  const faults: string[] = [];
  const fail = (path: Path, sentence: string, of: 'name' | 'value' = 'value') =>
    void faults.push(told(source.placeOf(path, of), `${nameOf(path)}: ${sentence}`));
  const folder = dirname(source.file);

  /** Undefined where a file can't be had, which has been told at the place of its name. */
  function orTold<T>(path: Path, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fail(path, error.message);
      return undefined;
    }
  }

  /** A file's content in the place of its name. */
  function readNamed(name: string, path: Path): unknown {
    const named = orTold(path, () => readSource(join(folder, name), t));
    if (named !== undefined) parts.push({ at: path, source: named, from: [], isWhole: false });
    return named?.value;
  }

  function logoOf(name: string, path: Path): unknown {
    const file = join(folder, name);
    const type = { '.svg': 'image/svg+xml', '.png': 'image/png' }[extname(name).toLowerCase()];
    if (type === undefined) {
      fail(path, t.noLogoKind);
      return undefined;
    }
    const bytes = orTold(path, () => readNeeded(file, t));
    if (bytes === undefined) return undefined;
    // Whatever is wrong with the picture, its name is where to look.
    parts.push({ at: path, source, from: path, isWhole: true });
    const data =
      type === 'image/png' ? bytes.toString('base64url') : bytes.toString('latin1').trim();
    return { type, data };
  }

  function institutionOf(value: unknown, path: Path): unknown {
    if (!isMembers(value)) return value;
    const { keys, ...entry } = value;
    if (typeof entry['logo'] === 'string') {
      entry['logo'] = logoOf(entry['logo'], [...path, 'logo']);
      if (entry['logo'] === undefined) delete entry['logo'];
    }
    if (keys === undefined) return entry;
    const at = [...path, 'keys'];
    if (typeof keys !== 'string' || 'encryptionKeys' in entry || 'signingKeys' in entry) {
      fail(at, t.keysOnce, 'name');
      return entry;
    }
    const lists = readNamed(keys, at);
    if (!isMembers(lists)) {
      if (lists !== undefined) fail(at, t.noKeyLists);
      return entry;
    }
    const file = parts.at(-1)?.source ?? source;
    for (const [name, list] of Object.entries(lists)) {
      parts.push({ at: [...path, name], source: file, from: [name], isWhole: false });
      if (name === 'encryptionKeys' || name === 'signingKeys') entry[name] = list;
      else faults.push(told(file.placeOf([name], 'name'), `${name}: ${t.unknownMember}`));
    }
    return entry;
  }

  const whole = isMembers(source.value) ? source.value : {};
  if (!isMembers(source.value)) fail([], t.noMembers);
  for (const name of Object.keys(whole)) {
    if (!members.has(name)) fail([name], t.unknownMember, 'name');
  }
  const { days = 30, app, institutions } = whole;
  return {
    days,
    institutions: Array.isArray(institutions)
      ? institutions.map((value, index) => institutionOf(value, ['institutions', index]))
      : institutions,
    app: typeof app === 'string' ? readNamed(app, ['app']) : app,
    faults,
    placeOf(path, of) {
      const part = parts.findLast(({ at }) => at.every((step, index) => step === path[index]));
      if (part === undefined) return source.placeOf(path, of);
      const { at, from, isWhole } = part;
      return part.source.placeOf(isWhole ? from : [...from, ...path.slice(at.length)], of);
    },
  };
}
