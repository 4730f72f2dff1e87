/** A bank that leaves the vendor's list: since when, from one start to the next, and when it comes back. */
import { expect, test } from 'vitest';
import { createUnlisted } from '../../../electron/use-cases/unlisted.ts';
import type { Unlisted } from '../../../electron/use-cases/unlisted.ts';
import type { DirectoryEntry } from '../../../shared/protocol.ts';
import { akagi } from '../../fakes/app/records.ts';

const { serviceId } = akagi;

/** A token of one institution, and lists that come one after the other. */
function lists() {
  const list = { madeAt: 0, ids: [] as string[] };
  const kept: Unlisted[] = [];
  const start = () =>
    createUnlisted({
      store: {
        tokens: () => [
          { id: '', state: 'confirmed', expiresAt: 1, institution: akagi, details: null },
        ],
      },
      directory: {
        find: (id) => (list.ids.includes(id) ? ({} as DirectoryEntry) : undefined),
        issuedAt: () => list.madeAt,
      },
      known: kept.at(-1) ?? null,
      keep: (unlisted) => kept.push(unlisted),
      changed: () => {},
    });
  const comes = (madeAt: number, ids: string[]) => Object.assign(list, { madeAt, ids });
  return { kept, start, comes };
}

test('without a list, and while it is in it, nobody is missing', () => {
  const { kept, start, comes } = lists();
  const unlisted = start();
  unlisted.look();
  comes(1000, [serviceId]);
  unlisted.look();
  expect(unlisted.since(serviceId)).toBeNull();
  expect(kept).toEqual([]);
});

test('it is missing since the first list without it, after a restart and with later lists too', () => {
  const { kept, start, comes } = lists();
  const unlisted = start();
  comes(2000, ['99999999']);
  unlisted.look();
  comes(3000, ['99999999']);
  unlisted.look();
  expect(unlisted.since(serviceId)).toBe(2000);
  const again = start();
  again.look();
  expect(again.since(serviceId)).toBe(2000);
  expect(kept).toEqual([{ [serviceId]: 2000 }]);
});

test('when it comes back the notice is gone, and a second leave has its own date', () => {
  const { start, comes } = lists();
  const unlisted = start();
  comes(2000, []);
  unlisted.look();
  comes(3000, [serviceId]);
  unlisted.look();
  expect(unlisted.since(serviceId)).toBeNull();
  comes(4000, []);
  unlisted.look();
  expect(unlisted.since(serviceId)).toBe(4000);
});
