/** The next version of the app at its first start: opens the vault of this one. `node migration-driver.ts <folder>` */
import { writeSync } from 'node:fs';
import { openIn } from './model.ts';
import { becomeNextVersion } from './next-schema.ts';

becomeNextVersion();
writeSync(1, 'ready\n');
const vault = await openIn(process.argv[2] ?? '');
await vault.lock.unlock('271828');
vault.close();
writeSync(1, 'migrated\n');
