/** What is built from what: the app's Vite targets (main, updater, preload, page) and their compile-time constants, and the rest. */
import { join } from 'node:path';
import type { InlineConfig, Plugin } from 'vite';
import { conformanceTarget, serverTargets, vendorToolTarget } from './server-targets.ts';
import { ensureDemoRoot } from './setup/demo-root.mjs';
import { collectLicences } from './package/licences.ts';
import { brandFolder, readBrand } from './package/brand.ts';
import { colourCss } from './package/brand-colours.ts';
import { readVendor } from './package/vendor.ts';
import { appVersion, releasedAt } from './version-facts.ts';

export type Flavour = 'demo' | 'release';

export const projectFolder = join(import.meta.dirname, '..');

/** The oldest runtime that the app runs on here (toolchain of the tests), with Chromium 130 and Node 20.18. */
const pageTarget = 'chrome130';
const mainTarget = 'node20.18';

/** What package.json says of the demo, for the brand that is built. */
const brandAt = (folder: string) => ({ find: /^#brand(?=\/)/, replacement: folder });

const base = {
  configFile: false,
  clearScreen: false,
  logLevel: 'warn',
  mode: 'production',
  resolve: { alias: [brandAt(brandFolder())] },
  json: { namedExports: false },
} satisfies InlineConfig;

const buildBase = { emptyOutDir: true, reportCompressedSize: false, copyPublicDir: false };

/** Who signs the directory of institutions and where it is, and who the installers: the demo's own, or what a release is made with. */
function vendor(flavour: Flavour) {
  if (flavour === 'release') {
    const { publisher = {}, ...rest } = readVendor();
    const { windows, otherWindows = [], macos } = publisher;
    const names = windows === undefined ? [] : [windows, ...otherWindows];
    return { ...rest, publishers: { windows: names, macos: macos !== undefined } };
  }
  return {
    roots: [ensureDemoRoot(join(projectFolder, '.demo/vendor-root.json'))],
    directoryUrl: 'http://127.0.0.1:8787/directory.jws',
    publishers: { windows: [], macos: false },
  };
}

/** Everything inside except Electron and the one native library: what comes before the window, and what after it. */
export function main(flavour: Flavour, brand = brandFolder()): InlineConfig {
  const { roots, directoryUrl, publishers } = vendor(flavour);
  return {
    ...base,
    root: projectFolder,
    define: {
      __FLAVOUR__: JSON.stringify(flavour),
      __DIRECTORY_ROOTS__: JSON.stringify(roots),
      __DIRECTORY_URL__: JSON.stringify(directoryUrl),
      __PUBLISHERS__: JSON.stringify(publishers),
    },
    resolve: { alias: [brandAt(brand)] },
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ...buildBase,
      ssr: 'electron/main.ts',
      outDir: 'dist/main',
      target: mainTarget,
      rolldownOptions: {
        external: ['electron', 'better-sqlite3', /^electron-updater\//],
        // Else each module's path stands before it, and a brand that lies elsewhere gave other bytes.
        experimental: { attachDebugInfo: 'none' },
        // CommonJS: Node's loader of ES modules alone takes a tenth of the way to the window.
        output: {
          format: 'cjs',
          entryFileNames: 'main.cjs',
          chunkFileNames: '[name].cjs',
          paths: (id) => (id.startsWith('electron-updater/') ? './electron-updater.cjs' : id),
        },
      },
    },
  };
}

/**
 * What the app uses of electron-updater, in a file of its own: it is loaded when there is a newer version, and what
 * binds its CommonJS together would otherwise lie in what is loaded before the window.
 */
export function updater(): InlineConfig {
  return {
    ...base,
    root: projectFolder,
    resolve: {
      alias: [{ find: /^lazy-val$/, replacement: join(projectFolder, 'build/lazy-val.ts') }],
    },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ...buildBase,
      emptyOutDir: false,
      minify: true,
      ssr: 'build/electron-updater.ts',
      outDir: 'dist/main',
      target: mainTarget,
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'electron-updater.cjs', codeSplitting: false },
      },
    },
  };
}

/** The program of the thread that stretches a passcode: whatever it shared with main's files, it would have to load them for. */
export function stretchThread(): InlineConfig {
  return {
    ...base,
    root: projectFolder,
    ssr: { noExternal: true },
    build: {
      ...buildBase,
      emptyOutDir: false,
      ssr: 'electron/adapters/vault/keys/stretch-thread.ts',
      outDir: 'dist/main',
      target: mainTarget,
      rolldownOptions: {
        output: { format: 'cjs', entryFileNames: 'stretch-thread.cjs', codeSplitting: false },
      },
    },
  };
}

/** One CommonJS file: a sandboxed preload can load nothing else (Electron, Process Sandboxing). */
export function preload(): InlineConfig {
  return {
    ...base,
    root: projectFolder,
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ...buildBase,
      ssr: 'electron/preload.ts',
      outDir: 'dist/preload',
      target: mainTarget,
      rolldownOptions: {
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  };
}

/** React is what the page is written for; react-dom alone is larger than all that the first screen may be. */
const preactAsReact = [
  { find: /^react$/, replacement: join(projectFolder, 'build/preact-as-react.ts') },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
];

/** The brand's colours before the page's own, which name the colours of high contrast after them. */
function brandColours(brand: string): Plugin {
  return {
    name: 'brand-colours',
    enforce: 'pre',
    transform: {
      filter: { id: /styles\/tokens\.css$/ },
      handler: (css) => ({ code: colourCss(readBrand(brand).colours) + css, map: null }),
    },
  };
}

/** The page: no inlined files, since its content security policy allows none. */
export function page(flavour: Flavour = 'demo', brand = brandFolder()): InlineConfig {
  return {
    ...base,
    define: {
      __FLAVOUR__: JSON.stringify(flavour),
      __VERSION__: JSON.stringify(appVersion()),
      __RELEASED_ON__: JSON.stringify(releasedAt()),
      __LICENCES__: JSON.stringify(collectLicences(projectFolder)),
    },
    root: join(projectFolder, 'renderer'),
    base: './',
    plugins: [brandColours(brand)],
    resolve: { alias: [brandAt(brand), ...preactAsReact] },
    build: {
      ...buildBase,
      outDir: join(projectFolder, 'dist/page'),
      target: pageTarget,
      assetsInlineLimit: 0,
      // A chunk is asked for by `import` alone; its styles are with the first screen's.
      modulePreload: false,
    },
  };
}

const shared = { projectFolder, base, buildBase, mainTarget };

export const vendorTool = (outDir = 'dist/vendor') => vendorToolTarget(shared, outDir);

export const conformanceKit = (outDir = 'dist/conformance') => conformanceTarget(shared, outDir);

/** In the order in which they are built: a later one may write inside an earlier one's folder. */
export function targets(flavour: Flavour): InlineConfig[] {
  const servers = serverTargets(shared);
  return [
    main(flavour),
    updater(),
    stretchThread(),
    preload(),
    page(flavour),
    ...servers,
    vendorTool(),
    conformanceKit(),
  ];
}
