/** BDL001 and the files behind its buttons. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import type { Log } from '../../service/log.ts';
import type { SendPage } from '../send-page.ts';
import type { SiteEnv, SiteParts } from '../visit.ts';
import { DownloadPage } from './page.tsx';
import { fileFor, readRelease, systemOf } from './release.ts';
import { downloadText } from './text.ts';

/** Open to all: whoever sets up the app may be at another PC than the one with the log-in. */
export function downloadRoutes(
  { base, downloadsDir: folder }: Pick<SiteParts, 'base' | 'downloadsDir'>,
  sendPage: SendPage,
  log: Log,
): Hono<SiteEnv> {
  return new Hono<SiteEnv>()
    .get('/app', (c) => {
      const release = readRelease(folder, log);
      const system = systemOf(c.req.header('user-agent') ?? '');
      const own = release && system && fileFor(release, system);
      const page = { title: downloadText.title, screenId: 'BDL001' };
      return sendPage(c, page, DownloadPage({ base, release, system, own }));
    })
    .get('/app/:name', (c, next) => {
      const release = readRelease(folder, log);
      const manual = release?.manuals.find(({ name }) => name === c.req.param('name'));
      if (folder !== null && manual !== undefined) {
        // Shown at once: whoever looks for help has it on the screen.
        c.header('content-type', 'application/pdf');
        c.header('content-disposition', `inline; filename="${manual.name}"`);
        return Promise.resolve(c.body(contentOf(join(folder, manual.name))));
      }
      const file = release?.files.find(({ name }) => name === c.req.param('name'));
      if (folder === null || file === undefined) return next();
      c.header('content-type', 'application/octet-stream');
      c.header('content-length', String(file.bytes));
      c.header('content-disposition', `attachment; filename="${file.name}"`);
      return Promise.resolve(c.body(contentOf(join(folder, file.name))));
    });
}

const contentOf = (file: string) => Readable.toWeb(createReadStream(file)) as ReadableStream;
