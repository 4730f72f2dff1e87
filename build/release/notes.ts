/** The notes of a release: what CHANGELOG.md says of its version. */

/**
 * From the heading `## 1.2.3`, `## [1.2.3]` or either with a date behind it, to the next of its kind.
 * Without it null; `Unreleased` is a name as well.
 */
export function notesOf(changelog: string, version: string): string | null {
  const sections = changelog.split(/^## /m).slice(1);
  const found = sections.find((section) => {
    const [heading = ''] = section.split('\n');
    return /^\[?([\w.]+)\]?/.exec(heading)?.[1] === version;
  });
  return found === undefined ? null : `${found.split('\n').slice(1).join('\n').trim()}\n`;
}
