/** The reference bank as part of a demo, with a page of branch staff for each institution, and what a person who tries them out needs to know. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lineOf } from './children.mjs';
import { SetUpStopped } from '../setup/command.mjs';
import { nodeOf } from '../setup/npm-packages.mjs';

/**
 * The same at each start: open pages, and the app's tokens, find them again. `npm run issuer` and `npm run branch` may
 * run beside the demo, by ports and a folder of theirs. The first institution's branch is at `branchPort`, the others
 * at the ports that follow.
 */
const usual = { data: '.demo', port: 8787, branchPort: 8788 };

/**
 * @typedef {{ slug: string, name: { ja: string, en: string } }} Institution
 * @typedef {{
 *   institutions: [Institution, ...Institution[]],
 *   demoCustomers: { slug: string, logInId: string, logInPassword: string, confirmationPassword: string }[],
 *   sampleStaff: { id: string, password: string },
 * }} Samples
 * @typedef {{ institution: Institution, url: string }} Branch
 * @typedef {{ url: string, branches: Branch[], samples: Samples, ended: Promise<unknown> }} Demo
 *   addresses without a slash at their end; `ended` when any server has
 */

/**
 * Starts the bank and the page of each institution's branch, and waits until all answer.
 * @param {ReturnType<typeof import('./children.mjs').createChildren>} children
 * @param {string} projectFolder
 * @param {typeof usual} [place] a folder, of the project's where it is relative, and ports, 0 for any free one
 * @returns {Promise<Demo>}
 */
export async function startBank(children, projectFolder, place = usual) {
  const samples = readSamples(projectFolder);
  const data = resolve(projectFolder, place.data, 'bank');
  /** @type {Promise<unknown>[]} */
  const ends = [];

  /**
   * @param {string[]} args
   * @param {RegExp} ready
   */
  async function serve(args, ready) {
    const server = children.start(nodeOf(projectFolder), args, {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    ends.push(new Promise((end) => server.once('exit', end)));
    const url = await lineOf(server, ready).catch(() => {
      throw new SetUpStopped(notStarted(resolve(data, '..')));
    });
    server.stdout?.pipe(process.stdout);
    return url;
  }

  const url = await serve(
    ['dist/bank/main.js', `--port=${place.port}`, `--data=${data}`, '--sample-log-ins'],
    /bank ready: (\S+)\//,
  );
  const branches = await Promise.all(
    samples.institutions.map(async (institution, at) => {
      const { slug, name } = institution;
      const branch = await serve(
        [
          'dist/branch/main.js',
          `--port=${place.branchPort === 0 ? 0 : place.branchPort + at}`,
          `--data=${resolve(data, '../bank-branch', slug)}`,
          // Both are the bank's doing (bank/own-issuer.ts): whoever may read its folder may ask its back office.
          `--back-office-url=${readFileSync(join(data, 'back-office'), 'utf8')}`,
          `--client-key=${join(data, `branch-${slug}.key.json`)}`,
          `--institution=${name.ja}`,
          '--demo',
        ],
        /branch ready: (\S+)\//,
      );
      return { institution, url: branch };
    }),
  );
  return { url, branches, samples, ended: Promise.race(ends) };
}

/**
 * Why, the server has said itself.
 * @param {string} folder with all that the demo keeps
 */
const notStarted = (folder) => `見本の銀行か窓口用の画面が始まりませんでした。理由は上にあります。
壊れたファイルがあって、見本の記録が要らないときは、${folder} を削除して、もう一度実行してください。新しい記録で始まります。
The sample bank or its branch's page did not start; the reason stands above.
If a file of it is damaged and you don't need what it has recorded, delete ${folder} and type the same again.`;

/**
 * By the project's own Node: the machine's may read no TypeScript.
 * @param {string} projectFolder
 * @returns {Samples}
 */
function readSamples(projectFolder) {
  const files = [
    'bank/service/institution.ts',
    'bank/customers/demo-customers.ts',
    'bank/branch/staff/sample-staff.ts',
  ].map((file) => pathToFileURL(join(projectFolder, file)).href);
  const script = `Promise.all(${JSON.stringify(files)}.map((file) => import(file)))
    .then((found) => console.log(JSON.stringify(Object.assign({}, ...found))))`;
  const { stdout } = spawnSync(nodeOf(projectFolder), ['-e', script], { encoding: 'utf8' });
  return JSON.parse(stdout);
}

/** @param {Demo} demo */
export function tellNextStep({ url, branches, samples }) {
  const { demoCustomers: customers, sampleStaff } = samples;
  const [first] = customers;
  console.log(`
────────────────────────────────────────────────────────────
 準備ができました。アプリの画面も開いています。
 Everything is running, and the app's window is open.

   インターネットバンキング（見本） / sample bank
     ${url}/
   受信箱（見本） / sample mailbox
     ${url}/mailbox

   お客さま（見本） / sample customers
${customers
  .map(
    ({ slug, logInId, logInPassword, confirmationPassword }) =>
      `     ${url}/${slug}/
       ログインID / log-in ID             ${logInId}
       ログインパスワード / password      ${logInPassword}
       確認用パスワード / confirmation    ${confirmationPassword}`,
  )
  .join('\n')}

   窓口用の画面と職員（見本） / sample pages of the branches, and their staff
${branches
  .map(
    (branch) =>
      `     ${branch.url}/
       金融機関 / institution             ${branch.institution.name.ja} / ${branch.institution.name.en}
       職員ID / staff ID                  ${sampleStaff.id}
       パスワード / password              ${sampleStaff.password}`,
  )
  .join('\n')}

 次にすること：ブラウザーで ${url}/ を開き、${first?.logInId} でログインして
 「ワンタイムパスワード申請」から「トークン発行」へ進んでください。
 申請したものは、その金融機関の窓口用の画面の「契約の一覧」でも見られます。
 Next: open ${url}/ in a browser, log in as ${first?.logInId},
 and apply for a token (ワンタイムパスワード申請, then トークン発行).
 The staff of that institution's branch then find it on their page (契約の一覧).

 終わるときは、アプリの画面を閉じるか Ctrl+C を押してください。
 To end: close the app's window, or press Ctrl+C.
────────────────────────────────────────────────────────────
`);
}
