/** `npm run bank`: the reference institution alone. What follows `--` is for it. */
import { join } from 'node:path';
import { ensureDemoRoot } from '../setup/demo-root.mjs';
import { projectFolder } from '../setup/setup.mjs';
import { runProgram } from './program.mjs';

await runProgram('dist/bank/main.js', () =>
  ensureDemoRoot(join(projectFolder, '.demo/vendor-root.json')),
);
