/**
 * `npm run runner`: what a fresh machine of a workflow needs before set-up. On Linux set-up does the rest by itself;
 * `-- --tests` elsewhere brings the packages and the browser that the tests need.
 */
import { execFileSync } from 'node:child_process';

/** @param {string} command @param {string[]} args */
function run(command, ...args) {
  // npm and npx are command files on Windows.
  execFileSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

if (process.platform === 'linux') {
  // Ubuntu keeps unprivileged programs from making a sandbox unless told otherwise.
  run('sudo', 'sysctl', '-w', 'kernel.apparmor_restrict_unprivileged_userns=0');
} else {
  run('npm', 'ci', '--ignore-scripts');
  run('npm', 'rebuild', 'node');
  if (process.argv.includes('--tests')) run('npx', 'playwright', 'install', 'chromium');
}
