/** The reference bank as part of a demo, and what a person who tries it out needs to know. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lineOf } from './children.mjs';
import { nodeOf } from '../setup/npm-packages.mjs';

/**
 * Starts it and waits until it answers.
 * @param {ReturnType<typeof import('./children.mjs').createChildren>} children
 * @param {string} projectFolder
 * @returns {Promise<{ url: string, bank: import('./children.mjs').ChildProcess }>} `url` without a slash at its end
 */
export async function startBank(children, projectFolder) {
  const bank = children.start(
    nodeOf(projectFolder),
    ['dist/bank/main.js', '--data', '.demo/bank', '--sample-log-ins'],
    {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const url = await lineOf(bank, /bank ready: (\S+)\//);
  bank.stdout?.pipe(process.stdout);
  return { url, bank };
}

/**
 * @param {string} projectFolder
 * @param {string} url
 */
export function tellNextStep(projectFolder, url) {
  const script = `import(${JSON.stringify(pathToFileURL(join(projectFolder, 'bank/customers/demo-customers.ts')))})
    .then(({ demoCustomers }) => console.log(JSON.stringify(demoCustomers)))`;
  const { stdout } = spawnSync(nodeOf(projectFolder), ['-e', script], { encoding: 'utf8' });
  /** @type {{ slug: string, logInId: string, logInPassword: string, confirmationPassword: string }[]} */
  const customers = JSON.parse(stdout);
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

 次にすること：ブラウザーで ${url}/ を開き、${first?.logInId} でログインして
 「ワンタイムパスワード申請」から「トークン発行」へ進んでください。
 Next: open ${url}/ in a browser, log in as ${first?.logInId},
 and apply for a token (ワンタイムパスワード申請, then トークン発行).

 終わるときは、アプリの画面を閉じるか Ctrl+C を押してください。
 To end: close the app's window, or press Ctrl+C.
────────────────────────────────────────────────────────────
`);
}
