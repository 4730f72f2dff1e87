/** The clipboard: marked as secret where the system has a mark, and emptied only of what is ours. */
import { expect, test } from 'vitest';
import { marks, openClipboard } from '../../../electron/adapters/desktop/clipboard.ts';

function plain() {
  const state = { text: '' };
  return {
    state,
    readText: async () => state.text,
    clipboard: {
      writeText: (text: string) => void (state.text = text),
      readText: () => state.text,
      clear: () => void (state.text = ''),
    },
  };
}

test('a code that is still there is taken away', async () => {
  const { state, clipboard, readText } = plain();
  const code = openClipboard(clipboard, undefined, 'linux', readText);
  await code.copy('492039');
  expect(state.text).toBe('492039');
  expect(code.holdsOurs()).toBe(true);
  await code.clear();
  expect(state.text).toBe('');
  expect(code.holdsOurs()).toBe(false);
});

test('what was copied since stays', async () => {
  const { state, clipboard, readText } = plain();
  const code = openClipboard(clipboard, undefined, 'linux', readText);
  await code.copy('492039');
  state.text = 'a letter';
  await code.clear();
  expect(state.text).toBe('a letter');
});

test('where nobody says what is there, nothing is taken away, and that is told', async () => {
  const { state, clipboard } = plain();
  const code = openClipboard(clipboard, undefined, 'linux', async () => {
    throw new Error('no answer');
  });
  await code.copy('492039');
  await expect(code.clear()).rejects.toThrow('no answer');
  expect(state.text).toBe('492039');
  expect(code.holdsOurs()).toBe(false);
});

test('a code that is copied while another is taken away stays', async () => {
  const { state, clipboard, readText } = plain();
  const code = openClipboard(clipboard, undefined, 'linux', readText);
  await code.copy('492039');
  const clearing = code.clear();
  await code.copy('492039');
  await clearing;
  expect(state.text).toBe('492039');
  expect(code.holdsOurs()).toBe(true);
});

test('until it is known what is there it may be ours', async () => {
  const { clipboard, readText } = plain();
  const code = openClipboard(clipboard, undefined, 'linux', readText);
  await code.copy('492039');
  const clearing = code.clear();
  expect(code.holdsOurs()).toBe(true);
  await Promise.all([clearing, code.clear()]);
  expect(code.holdsOurs()).toBe(false);
});

test('the same digits copied by the customer, before us, stay', async () => {
  const { state, clipboard, readText } = plain();
  state.text = '492039';
  await openClipboard(clipboard, undefined, 'linux', readText).clear();
  expect(state.text).toBe('492039');
});

test('text and marks are written together', async () => {
  const written: object[] = [];
  class Item {
    items: Record<string, string | Blob>;
    constructor(items: Record<string, string | Blob>) {
      this.items = items;
    }
  }
  const clipboard = {
    write: async (items: object[]) => void written.push(...items),
    readText: async () => '',
    clear: () => {},
  };
  await openClipboard(clipboard, Item, 'darwin').copy('492039');
  expect(written).toEqual([{ items: { 'text/plain': '492039', ...marks('darwin') } }]);
});

test('Windows is told no in the form that it asks for, four bytes of zero, and KDE and macOS in words', async () => {
  const bytes = await Promise.all(
    Object.values(marks('win32')).map(async (mark) =>
      typeof mark === 'string' ? mark : [...new Uint8Array(await mark.arrayBuffer())],
    ),
  );
  expect(bytes).toEqual([
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ]);
  expect(Object.values(marks('linux'))).toEqual(['secret']);
  expect(Object.values(marks('darwin'))).toEqual(['1']);
});

test.each([
  [
    'win32',
    [
      'ExcludeClipboardContentFromMonitorProcessing',
      'CanIncludeInClipboardHistory',
      'CanUploadToCloudClipboard',
    ],
  ],
  ['darwin', ['org.nspasteboard.ConcealedType']],
  ['linux', ['x-kde-passwordManagerHint']],
] as const)('on %s the marks are %j', (platform, names) => {
  expect(Object.keys(marks(platform))).toEqual(
    names.map((name) => `electron application/osclipboard;format="${name}"`),
  );
});
