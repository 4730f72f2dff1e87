/** The kit is ended in the middle: what it has done to the server is undone before it goes. */
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { conformanceCommand, writeSettings } from '../../fakes/conformance/command.ts';
import type { Command } from '../../fakes/conformance/command.ts';
import { conformanceBench } from '../../fakes/conformance/issuer.ts';
import { startWrongIssuer } from '../../fakes/conformance/wrong-issuer.ts';

vi.setConfig({ testTimeout: 300_000 });

const wrapper = join(import.meta.dirname, '../../../build/run/conformance.mjs');

/** That is waited for, and that comes. */
function moment(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((come) => {
    resolve = come;
  });
  return { promise, resolve: () => resolve() };
}

/**
 * The kit at its maintenance check. In the maintenance the server answers nothing, so that it stays there; `during` is asked
 * as the deed of that name is under way.
 */
async function atMaintenance(
  command: Command,
  during: { deed?: () => Promise<void>; failing?: boolean } = {},
) {
  const bench = await conformanceBench();
  const { deeds } = bench.settings;
  const told: (boolean | undefined)[] = [];
  const reached = moment();
  const url = await startWrongIssuer(bench, (asked, world) => {
    if (told.at(-1) !== true) return world.pass(asked);
    reached.resolve();
    return new Promise(() => undefined);
  });
  await writeSettings(command, {
    ...bench,
    settings: {
      ...bench.settings,
      deeds: {
        ...deeds,
        async run(deed, asked) {
          if (deed !== 'maintenance') return deeds.run(deed, asked);
          told.push(asked.on);
          if (asked.on === true) await during.deed?.();
          await deeds.run(deed, asked);
          // No JSON: to the kit it has failed, whatever it has done.
          return (during.failing === true && asked.on === true ? 'half' : {}) as object;
        },
      },
    },
  });
  const kit = command.start(url, '--settings', 'settings.json', '--only', 'maintenance');
  return { ...kit, told, reached: reached.promise };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s in the maintenance ends the maintenance, and then the kit: exit code 2',
  async (signal) => {
    const { child, ended, told, reached } = await atMaintenance(conformanceCommand());
    await reached;
    child.kill(signal);
    const { code, err } = await ended;
    expect({ code, err }).toEqual({ code: 2, err: `Ended (${signal}) before all was checked.\n` });
    expect(told).toEqual([true, false]);
  },
);

it('so it does where npm was told to end', async () => {
  const { child, ended, told, reached } = await atMaintenance(conformanceCommand(wrapper));
  await reached;
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 2 });
  expect(told).toEqual([true, false]);
});

it('^C does not break off a deed that is under way, and what it has begun is ended', async () => {
  const under = moment();
  const typed = moment();
  const deed = async () => {
    under.resolve();
    await typed.promise;
  };
  const { child, ended, told } = await atMaintenance(conformanceCommand(), { deed });
  await under.promise;
  // To all that the terminal has in the foreground.
  process.kill(-(child.pid ?? 0), 'SIGINT');
  typed.resolve();
  const { code, err } = await ended;
  expect({ code, err }).toEqual({ code: 2, err: 'Ended (SIGINT) before all was checked.\n' });
  expect(told).toEqual([true, false]);
});

it('a maintenance that has only half begun is ended too, and the deed that failed is named', async () => {
  const { ended, told } = await atMaintenance(conformanceCommand(), { failing: true });
  const { code, err } = await ended;
  expect(code).toBe(2);
  expect(err).toContain('failed at maintenance {"on":true}');
  expect(told).toEqual([true, false]);
});
