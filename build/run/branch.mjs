/** `npm run branch`: the page of the branch's staff. What follows `--` is for it. */
import { join } from 'node:path';
import { ensureDemoRoot } from '../setup/demo-root.mjs';
import { projectFolder } from '../setup/setup.mjs';
import { runProgram } from './program.mjs';

// The app, which is built with it, has the demo's root in it.
await runProgram('dist/branch/main.js', () =>
  ensureDemoRoot(join(projectFolder, '.demo/vendor-root.json')),
);
