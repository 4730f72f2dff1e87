/**
 * `npm run bench`: all figures in one table and in out/bench.json. `-- --runs 5` measures so often, and says of each aim in how
 * many of the runs it was reached.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { figuresPath, keepFigures, printFigures, readFigures, summedUp } from './figures.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1' } } });
const runs = Number(values.runs);
const benches = ['bench:start', 'bench:bank', 'bench:codes'];

const found = Array.from({ length: runs }, (_, run) => {
  console.log(`run ${run + 1} of ${runs}`);
  rmSync(figuresPath, { force: true });
  for (const bench of benches) {
    const startedAt = performance.now();
    const { status } = spawnSync('npm', ['run', '-s', bench], { stdio: 'inherit', shell: true });
    if (status !== 0) process.exit(1);
    console.log(`${bench}: ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes`);
  }
  return readFigures();
});
if (runs > 1) {
  keepFigures(summedUp(found));
  console.log(`of ${runs} runs the worst, where there is an aim`);
}
printFigures();
