/** What is built beside the app: the reference institution with its pages' scripts, the issuing service alone, the branch page, the vendor's tool, the conformance kit. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InlineConfig } from 'vite';

/** What every target has (build/targets.ts). */
type Shared = {
  projectFolder: string;
  base: InlineConfig;
  buildBase: object;
  mainTarget: string;
};

export function serverTargets(shared: Shared): InlineConfig[] {
  return [bank(shared), ...bankScripts(shared), issuer(shared), branch(shared)];
}

/** The reference institution. Its libraries stay outside: it is never packaged. */
function bank({ projectFolder, base, buildBase, mainTarget }: Shared): InlineConfig {
  return {
    ...base,
    root: projectFolder,
    build: {
      ...buildBase,
      ssr: true,
      outDir: 'dist/bank',
      target: mainTarget,
      rolldownOptions: {
        input: ['bank/main.ts', 'bank/customers/password-worker.ts'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  };
}

/** A program in one file, with its libraries inside but for the native one. */
function oneFile(shared: Shared, entry: string, outDir: string, name: string): InlineConfig {
  const { projectFolder, base, buildBase, mainTarget } = shared;
  return {
    ...base,
    root: projectFolder,
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ...buildBase,
      ssr: entry,
      outDir,
      target: mainTarget,
      rolldownOptions: {
        external: ['better-sqlite3'],
        output: { format: 'es', entryFileNames: name, codeSplitting: false },
      },
    },
  };
}

/** The issuing service: it runs in a container of its own. */
const issuer = (shared: Shared) =>
  oneFile(shared, 'bank/issuer/service/main.ts', 'dist/issuer', 'main.js');

/** The branch page, its libraries inside too, with the thread that hashes passwords beside it. */
function branch({ projectFolder, base, buildBase, mainTarget }: Shared): InlineConfig {
  return {
    ...base,
    root: projectFolder,
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ...buildBase,
      ssr: true,
      outDir: 'dist/branch',
      target: mainTarget,
      rolldownOptions: {
        external: ['better-sqlite3'],
        input: ['bank/branch/main.ts', 'bank/customers/password-worker.ts'],
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  };
}

/** The vendor's tool: a machine without a network and without the checkout can run it. */
export const vendorToolTarget = (shared: Shared, outDir: string) =>
  oneFile(shared, 'build/vendor/vendor.ts', outDir, 'vendor.mjs');

/** The conformance kit: an institution's engineer needs this file and Node. */
export const conformanceTarget = (shared: Shared, outDir: string) =>
  oneFile(shared, 'build/conformance/conformance.ts', outDir, 'conformance.mjs');

/** The bank pages' own scripts, one plain file each; a table of words is a part of the script that says them. */
function bankScripts({ projectFolder, base, buildBase }: Shared): InlineConfig[] {
  const folder = join(projectFolder, 'bank/browser');
  const scripts = existsSync(folder)
    ? readdirSync(folder).filter((name) => /(?<!-text|\.d)\.ts$/.test(name))
    : [];
  if (scripts.length === 0) return [];
  return [
    {
      ...base,
      root: projectFolder,
      build: {
        ...buildBase,
        outDir: 'dist/bank/browser',
        target: 'es2022',
        modulePreload: false,
        rolldownOptions: {
          input: scripts.map((name) => join(folder, name)),
          output: { format: 'es', entryFileNames: '[name].js' },
        },
      },
    },
  ];
}
