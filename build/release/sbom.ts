/**
 * What app and bank are made of, as CycloneDX: npm's own list of the lockfile, cut to what each of them
 * contains. The app's libraries are bundled, so npm knows them as development dependencies.
 */
import { execFileSync } from 'node:child_process';
import { bundled, replaced, withoutDependencies } from '../package/licences.ts';

type Licence = { license?: { id?: string; name?: string }; expression?: string };
export type Component = {
  'bom-ref': string;
  name: string;
  version: string;
  purl: string;
  scope?: string;
  licenses?: Licence[];
  properties?: { name: string; value: string }[];
};
export type Bom = {
  bomFormat: 'CycloneDX';
  specVersion: string;
  serialNumber?: string;
  metadata: { timestamp: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
};

/** What each product imports at run time, besides its own sources and Node. */
export const products = {
  app: bundled,
  bank: [
    '@hono/node-server',
    'better-sqlite3',
    'hono',
    'jose',
    'mailparser',
    'nodemailer',
    'otpauth',
    'pg',
    'prom-client',
    'sax',
    'smtp-server',
    'zod',
  ],
} as const;
export type Product = keyof typeof products;

/** Of the whole lockfile, the tools among it. Needs no network. */
export function listLockfile(projectFolder: string): Bom {
  const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const text = execFileSync('npm', args, {
    cwd: projectFolder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  return JSON.parse(text) as Bom;
}

/** The same for the same lockfile: no number and no time of its own. `date` in whole seconds since 1970. */
export function sbomOf(product: Product, whole: Bom, date: string, packageName: string): Bom {
  const { serialNumber: _, ...rest } = whole;
  const edges = new Map(whole.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const byRef = new Map(whole.components.map((component) => [component['bom-ref'], component]));
  const root = whole.metadata.component;
  const ownTools = (ref: string) => withoutDependencies.has(byRef.get(ref)?.name ?? '');
  const isShipped = (ref: string) => !replaced.has(byRef.get(ref)?.name ?? '');
  const dependenciesOf = (ref: string) =>
    ownTools(ref) ? [] : (edges.get(ref) ?? []).filter(isShipped);

  const roots = products[product].map((name) => {
    const ref = edges.get(root['bom-ref'])?.find((each) => byRef.get(each)?.name === name);
    if (ref === undefined) throw new Error(`${name} is not in the lockfile`);
    return ref;
  });
  const found = new Set<string>();
  const visit = (ref: string): void => {
    if (found.has(ref)) return;
    found.add(ref);
    dependenciesOf(ref).forEach(visit);
  };
  roots.forEach(visit);

  return {
    ...rest,
    metadata: {
      ...whole.metadata,
      timestamp: new Date(Number(date) * 1000).toISOString(),
      component: { ...root, name: product === 'app' ? packageName : `${packageName}-bank` },
    },
    components: whole.components
      .filter((component) => found.has(component['bom-ref']))
      .map(asShipped),
    dependencies: [
      { ref: root['bom-ref'], dependsOn: roots },
      ...[...found].map((ref) => ({ ref, dependsOn: dependenciesOf(ref) })),
    ],
  };
}

/** npm calls "optional, development" what is bundled. */
function asShipped({ properties = [], ...component }: Component): Component {
  const kept = properties.filter(({ name }) => name !== 'cdx:npm:package:development');
  return { ...component, scope: 'required', properties: kept };
}

/** In SPDX's words, e.g. `MIT` or `(MIT OR EUPL-1.1+)`; `none` where a package names none. */
export function licenceOf({ licenses = [] }: Component): string {
  const named = licenses.map(
    ({ license, expression }) => expression ?? license?.id ?? license?.name,
  );
  return named.length === 0 ? 'none' : named.join(' AND ');
}
