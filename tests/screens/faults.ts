/** What axe finds on a page, by the rules of WCAG 2.2 AA and of good practice. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** @param where said before each fault: the theme, the language */
export async function faults(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // There are no frames to gather from.
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${where}: ${id} ${target.join(' ')}`),
  );
}
