/** `npm run build`: all targets into dist/, of the brand in BRAND. `-- --release` takes the vendor's real keys instead of the demo's. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { targets } from './targets.ts';
import { brandFor } from './package/brand.ts';
import { checkVendor, directoryFile, endWith, orEnd } from './package/vendor.ts';

const { values } = parseArgs({ options: { release: { type: 'boolean', default: false } } });
const flavour = values.release ? 'release' : 'demo';
const dist = join(import.meta.dirname, '../dist');

orEnd(() => brandFor(flavour));
if (flavour === 'release') await checkVendor().catch(endWith);
// The demo's root may be none.
for (const target of orEnd(() => targets(flavour))) await build(target);
if (flavour === 'release') copyFileSync(directoryFile, join(dist, 'main/directory.jws'));
// build/run/built.mjs reads from it which flavour and brand this is, and from its time whether a source is newer.
writeFileSync(join(dist, 'flavour'), `${flavour} ${process.env['BRAND'] || 'demo'}`);
