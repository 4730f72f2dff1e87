/** Chromium's network process dies: the same question is asked anew, once, through another session. */
import { expect, test } from 'vitest';
import { openNetworkSession } from '../../../electron/adapters/institution/network-session.ts';

/** Sessions in the order in which they are made, each with what it answers every request. */
function sessions(...answers: (string | Error)[]) {
  const opened: string[] = [];
  const asked: string[] = [];
  const fake = {
    fromPartition(partition: string) {
      const answer = answers[opened.push(partition) - 1] ?? new Error('no more sessions');
      return {
        async fetch() {
          asked.push(partition);
          if (answer instanceof Error) throw answer;
          return new Response(answer);
        },
        resolveProxy: async () => 'DIRECT',
      };
    },
  };
  const network = openNetworkSession(fake, () => 0);
  return { network, opened, asked };
}

const dead = new TypeError('net::ERR_FAILED');

test('while it lives, one session answers everything', async () => {
  const { network, opened } = sessions('yes');
  expect(await (await network.fetch('https://a.test/', {})).text()).toBe('yes');
  expect(await (await network.fetch('https://a.test/', {})).text()).toBe('yes');
  expect(opened).toEqual(['institutions-0']);
});

test('a request that meets a dead session is made through another one', async () => {
  const { network, asked } = sessions(dead, 'yes');
  expect(await (await network.fetch('https://a.test/', {})).text()).toBe('yes');
  expect(await (await network.fetch('https://a.test/', {})).text()).toBe('yes');
  expect(asked).toEqual(['institutions-0', 'institutions-1', 'institutions-1']);
});

test('two requests that meet the same dead session make one other', async () => {
  const { network, opened } = sessions(dead, 'yes');
  await Promise.all([network.fetch('https://a.test/', {}), network.fetch('https://b.test/', {})]);
  expect(opened).toHaveLength(2);
});

test('a network that stays dead is asked twice, not for ever', async () => {
  const { network, asked } = sessions(dead, dead);
  await expect(network.fetch('https://a.test/', {})).rejects.toThrow('net::ERR_FAILED');
  expect(asked).toHaveLength(2);
});

test.each(['net::ERR_INTERNET_DISCONNECTED', 'net::ERR_CERT_AUTHORITY_INVALID', 'other'])(
  'what has another reason is not asked twice: %s',
  async (message) => {
    const { network, asked } = sessions(new TypeError(message), 'yes');
    await expect(network.fetch('https://a.test/', {})).rejects.toThrow(message);
    expect(asked).toHaveLength(1);
  },
);

test('one that was called off is not asked again', async () => {
  const { network, asked } = sessions(dead, 'yes');
  const init = { signal: AbortSignal.abort() };
  await expect(network.fetch('https://a.test/', init)).rejects.toThrow('net::ERR_FAILED');
  expect(asked).toHaveLength(1);
});
