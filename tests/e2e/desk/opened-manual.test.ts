/** The manual that came with the app, opened from its help by whatever the desktop opens PDF with. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { press, screen } from '../support/app.ts';
import { test } from '../support/launch.ts';
import type { Home } from '../support/launch.ts';

/** Stands for the desktop's own: writes down what it was asked to open. */
function recordingOpener(home: Home) {
  const folder = join(home.path, 'tmp', 'bin');
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  const opened = join(home.path, 'tmp', 'opened');
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${opened}'\n`);
  chmodSync(join(folder, 'xdg-open'), 0o755);
  return {
    env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    opened: () => (existsSync(opened) ? readFileSync(opened, 'utf8').trim().split('\n') : []),
  };
}

const resourcesFolder = () => {
  const { executable } = JSON.parse(process.env['E2E_APP'] ?? '{}') as { executable: string };
  return join(dirname(executable), 'resources');
};

for (const language of ['ja', 'en'] as const) {
  test(`help opens the manual in the language of the app (${language}), and says where there is none`, async ({
    launch,
    home,
  }) => {
    const opener = recordingOpener(home);
    const manual = join(resourcesFolder(), `manual.${language}.pdf`);
    rmSync(manual, { force: true });
    const { page } = await launch({ language, env: opener.env });
    await expect(screen(page, 'A00')).toBeVisible();
    await page.keyboard.press('F1');
    await expect(screen(page, 'A15')).toBeVisible();
    const label = language === 'ja' ? '説明書を開く（PDF）' : 'Open the manual (PDF)';
    await press(page, label);
    await expect(page.getByText(/説明書が入っていません|without its manual/)).toBeVisible();
    expect(opener.opened()).toEqual([]);

    writeFileSync(manual, '%PDF-1.7\n');
    try {
      await press(page, label);
      await expect(page.getByText(/別のウィンドウで開きました|in another window/)).toBeVisible();
      await expect.poll(opener.opened).toEqual([manual]);
    } finally {
      rmSync(manual);
    }
  });
}
