/**
 * What this app's page has no use for and could reach network, disk or devices by is taken from its world before its
 * first script. The session and the content security policy refuse all that they govern (window.ts, page.ts), but not that
 * WebRTC has a name looked up, and that is a packet. And this closes what would ask the customer: the system's dialogs for
 * files, fonts, devices and printing. The page makes no frame, in whose world all of it would be there again.
 */

const doors = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCIceTransport',
  'WebTransport',
  'PresentationRequest',
  'PaymentRequest',
  'EyeDropper',
  'queryLocalFonts',
  'showOpenFilePicker',
  'showSaveFilePicker',
  'showDirectoryPicker',
  // Main prints (printPage of shared/contract.ts).
  'print',
  // Makes frames out of what is not HTML.
  'XSLTProcessor',
];

/** Runs in the page's own world, as text: it uses nothing from outside itself but its argument. */
function closeDoors(names: readonly string[]): void {
  type Field = { type?: unknown };
  type Press = { composedPath(): Field[]; preventDefault(): void };
  const page = globalThis as unknown as Record<string, { prototype: object }> & {
    addEventListener(name: string, listen: (event: Press) => void, capture: boolean): void;
  };
  const fix = (owner: object, name: string, value: unknown) =>
    Object.defineProperty(owner, name, { value, writable: false, configurable: false });
  for (const name of names) fix(page, name, undefined);

  // A file field opens the system's dialog when it is pressed, by whatever way, also outside the document.
  const { HTMLInputElement, HTMLElement, EventTarget } = page;
  const isFileField = (target: Field) =>
    HTMLInputElement?.prototype.isPrototypeOf(target) === true && target.type === 'file';
  const guard = (prototype: object | undefined, name: string) => {
    if (prototype === undefined) return;
    const original = Reflect.get(prototype, name) as (...args: unknown[]) => unknown;
    fix(prototype, name, function (this: Field, ...args: unknown[]) {
      return isFileField(this) ? false : Reflect.apply(original, this, args);
    });
  };
  guard(HTMLElement?.prototype, 'click');
  guard(HTMLInputElement?.prototype, 'showPicker');
  guard(EventTarget?.prototype, 'dispatchEvent');
  // Made by name, in a document of whatever kind. Trusted Types refuse HTML (page.ts).
  const framesName = /(^|:)(i?frame|object|embed|portal|fencedframe)$/i;
  const makesNone = (prototype: object | undefined, method: string, at: number) => {
    if (prototype === undefined) return;
    const original = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
    fix(prototype, method, function (this: unknown, ...args: unknown[]) {
      // Once, so that it is no other name when it is read again.
      const name = String(args[at]);
      if (framesName.test(name)) throw new TypeError('no frames');
      return Reflect.apply(original, this, args.with(at, args[at] === null ? null : name));
    });
  };
  const { Document, DOMImplementation, CustomElementRegistry } = page;
  makesNone(Document?.prototype, 'createElement', 0);
  makesNone(Document?.prototype, 'createElementNS', 1);
  makesNone(DOMImplementation?.prototype, 'createDocument', 1);
  // An element of the page's own may extend one that is a frame.
  fix(CustomElementRegistry?.prototype ?? {}, 'define', undefined);

  const refuse = (event: Press) => {
    if (event.composedPath().some(isFileField)) event.preventDefault();
  };
  page.addEventListener('click', refuse, true);
}

/** To be run in the page's world from the preload. */
export const closeDoorsScript = `(${String(closeDoors)})(${JSON.stringify(doors)})`;
